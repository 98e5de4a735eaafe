"""One person known better: what is known of the days beyond their values, and rows narrowed by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wellfounded.readings.person import RELATED, PersonReading, Row, Value
from wellfounded.readings.values import MET, NOT_MET, is_open, seen
from wellfounded.rules.facts import Fact
from wellfounded.rules.nodes import Node, children

FAMILY = 1000
Cell = tuple[int, str]
"""A fact of a row; a fact of the person stands in row -1, a fact of the family from row `FAMILY` on."""


@dataclass(frozen=True, slots=True)
class Link:
    """A known relation between two days of the case: `later` lies `least` to `most` days after `earlier`."""

    earlier: Cell
    later: Cell
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Tied:
    """A fact that comes with an event: its value where the day of the event has come, and where it has not."""

    day: Cell
    fact: Cell
    there: Value
    not_there: Value


Span = tuple[int, int]
"""The whole range of a day, also where it reaches beyond the day asked about."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the days of a case beyond their values: relations, and ranges that reach past today."""

    links: tuple[Link, ...] = ()
    spans: Mapping[Cell, Span] = field(default_factory=dict)
    ties: tuple[Tied, ...] = ()


NOTHING = Known()


Reached = dict[Cell, tuple[Fact, Value]]


def open_cells(reading: PersonReading, rule: str, row: Row) -> Reached:
    """The facts that are open and stand on a path of a rule that is still open."""
    return _below(
        reading, rule, row, {id(other): k for k, other in (*enumerate(row.rows), *enumerate(row.family, FAMILY))}
    )


def _below(reading: PersonReading, rule: str, row: Row, places: Mapping[int, int]) -> Reached:
    """The same for one row, kept there for as long as nothing changes on which the rule rests."""
    k = reading.rule_index[rule]
    found: Reached | None = row.reached.get(k)
    if found is None:
        found = {}
        _visit(reading, reading.tree(rule), row, places, found)
        row.reached[k] = found
    return found


def _visit(reading: PersonReading, node: Node, at: Row, places: Mapping[int, int], found: Reached) -> None:
    value = reading.of(node, at)
    if not is_open(node.type, value):
        return
    if node.op == "fact":
        fact = node.args[0]
        own = fact.scope == "person" and places[id(at)] < FAMILY
        found[-1 if own else places[id(at)], fact.name] = (fact, value)
    elif node.op == "rule":
        found |= _below(reading, node.args[0], at, places)
    elif node.op in ("count_of", "any_of", "each_of"):
        for other in RELATED[node.args[0]](at):
            _visit(reading, node.args[1], other, places, found)
    elif node.op == "choose":
        for condition, then in node.args[0]:
            met = reading.of(condition, at)
            if met != NOT_MET:
                _visit(reading, condition, at, places, found)
                _visit(reading, then, at, places, found)
            if met == MET:
                return
        _visit(reading, node.args[1], at, places, found)
    else:
        for child in children(node):
            _visit(reading, child, at, places, found)


def with_value(reading: PersonReading, row: Row, cell: Cell, value: Value) -> Row:
    """The same person with one fact known better. What does not rest on the fact is not asked again."""
    i = reading.fact_index[cell[1]]
    stale = reading.resting[i]
    rows = [_told(old, i, value if cell[0] in (-1, k) else old.facts[i], stale) for k, old in enumerate(row.rows)]
    family = row.family
    if cell[0] >= FAMILY:
        family = [_told(old, i, value if cell[0] == k else old.facts[i], stale) for k, old in enumerate(family, FAMILY)]
        for old, new in zip(row.family, family, strict=True):
            new.index, new.rows = old.index, [family[row.family.index(other)] for other in old.rows]
    for k, new in enumerate(rows):
        new.rows, new.index, new.family = rows, k, family
    return rows[row.index]


def _told(old: Row, i: int, value: Value, stale: tuple[int, ...]) -> Row:
    """A row with one fact known otherwise, and no answer that rests on it."""
    facts = list(old.facts)
    facts[i] = value
    new = Row(old.name, facts, 0, old.on)
    new.memo, new.reached = list(old.memo), dict(old.reached)
    _forget(new, stale)
    return new


def _forget(row: Row, stale: tuple[int, ...]) -> None:
    memo, reached = row.memo, row.reached
    for k in stale:
        memo[k] = None
    for k in reached.keys() & stale if reached else ():
        del reached[k]


def copied(row: Row) -> Row:
    """The same person in rows of their own, of which nothing was asked yet."""
    rows, family = ([Row(old.name, list(old.facts), len(old.memo), old.on) for old in some] for some in
                    (row.rows, row.family))  # fmt: skip
    for k, new in enumerate(rows):
        new.rows, new.index, new.family = rows, k, family
    for old, new in zip(row.family, family, strict=True):
        new.index, new.rows = old.index, [family[row.family.index(other)] for other in old.rows]
    return rows[row.index]


def rows_at(row: Row, cell: Cell) -> list[Row]:
    """The rows in which a cell stands."""
    return row.rows if cell[0] == -1 else [row.family[cell[0] - FAMILY] if cell[0] >= FAMILY else row.rows[cell[0]]]


def write(reading: PersonReading, row: Row, cell: Cell, value: Value) -> None:
    """Write a fact into a row that was made for it, and forget what rests on the fact."""
    i = reading.fact_index[cell[1]]
    for other in rows_at(row, cell):
        other.facts[i] = value
    for other in row.rows:
        _forget(other, reading.resting[i])


def tie(row: Row, spans: Mapping[Cell, Span], ties: tuple[Tied, ...], reading: PersonReading) -> None:
    """Write what comes with an event into the row, once it is known whether the event has come."""
    for tied in ties:
        first, last = spans.get(tied.day, (row.on, row.on + 1))
        if last <= row.on or first > row.on:
            write(reading, row, tied.fact, tied.there if last <= row.on else tied.not_there)


def propagate(
    row: Row, spans: Mapping[Cell, Span], links: tuple[Link, ...], reading: PersonReading
) -> Mapping[Cell, Span] | None:
    """Narrow linked days by one another until nothing moves; None where no completion is left.

    Writes the narrowed days into the row, as they stand on the day asked about.
    """
    if not links:
        return spans
    found = dict(spans)
    moved = True
    while moved:
        moved = False
        for link in links:
            a, b = found.get(link.earlier), found.get(link.later)
            if a is None or b is None:
                continue
            new_a = (max(a[0], b[0] - link.most), min(a[1], b[1] - link.least))
            new_b = (max(b[0], a[0] + link.least), min(b[1], a[1] + link.most))
            if new_a[0] > new_a[1] or new_b[0] > new_b[1]:
                return None
            moved = moved or new_a != a or new_b != b
            found[link.earlier], found[link.later] = new_a, new_b
    for cell, span in found.items():
        if span != spans.get(cell):
            write(reading, row, cell, seen(span, row.on))
    return found
