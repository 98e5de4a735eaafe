"""The exact answer: what every completion of the missing facts agrees on, and which missing facts matter.

Only what a rule uses in both directions is split: days at the boundaries of versions first. More than
`LIMIT` evaluations are not tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wellfounded.logic.errors import NoCalendar
from wellfounded.readings.completions import Way, completions, ways
from wellfounded.readings.directions import LATER, Directions, Use
from wellfounded.readings.known import (
    FAMILY,
    NOTHING,
    Cell,
    Known,
    Span,
    open_cells,
    propagate,
    tie,
    with_value,
)
from wellfounded.readings.person import PersonReading, Row, Value
from wellfounded.readings.reasons import Finding, Settled
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN, is_open
from wellfounded.rules.facts import Fact
from wellfounded.rules.nodes import Node

LIMIT = 2000
MATTERS_LIMIT = 200
"""How many evaluations may go into which of a finding's missing facts matter."""
DEEPEST = 100
"""How many facts in a row may be split before the answer counts as not tried."""
_SETTLED: tuple[Settled, ...] = ("not_met", "open", "met")
_RANKS = {"truth": 2, "category": 2, "count": 2, "day": 3}


@dataclass(frozen=True, slots=True)
class Missing:
    """A missing fact that matters. `settles`: how many of its `answers` would settle the finding."""

    fact: Fact
    application: str
    settles: int
    answers: int


class _Spent(Exception):
    """The number of evaluations allowed is used up."""


@dataclass(slots=True)
class _Asked:
    """One question to be settled: the rule, what it uses, what is known, and how many evaluations are left."""

    rule: str
    uses: Mapping[str, Use]
    known: Known
    left: int = LIMIT

    def spend(self, depth: int) -> None:
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            raise _Spent


@dataclass(slots=True)
class Purse:
    """How many evaluations a whole case may cost: a file that leaves nearly all open is answered, if less exactly."""

    left: int

    def pay(self, asked: _Asked, given: int) -> None:
        """Take off what a question cost."""
        self.left -= given - max(asked.left, 0)


class Exact:
    """Settles findings of one law exactly."""

    def __init__(self, reading: PersonReading) -> None:
        self.reading = reading
        self.directions = Directions(reading.tree, self._constant)

    def _constant(self, node: Node) -> object:
        return self.reading.parameter(node.args[0]) if node.op == "param" else node.args[0]

    def settle(
        self, rule: str, row: Row, known: Known = NOTHING, purse: Purse | None = None, limit: int = LIMIT
    ) -> Settled:
        """The exact truth of a rule for a row, given what is known of its days, within a number of evaluations."""
        value = self.reading.value(rule, row)
        if value != OPEN:
            return _SETTLED[value]
        uses = self.directions.of_rule(rule)
        if not known.links and not any(self._splittable(use, None) for use in uses.values()):
            return "open"
        if self._differs(self._tried(rule, row, known)):
            return "open"
        given = limit if purse is None else min(limit, purse.left)
        asked = _Asked(rule, uses, known, given)
        try:
            found = self._search(asked, row, known.spans)
            return _SETTLED[OPEN if found is None else found]
        except _Spent:
            return "not_tried"
        finally:
            if purse is not None:
                purse.pay(asked, given)

    def possible(
        self, rule: str, row: Row, known: Known = NOTHING, purse: Purse | None = None, limit: int = LIMIT
    ) -> frozenset[str]:
        """The categories that some completion of the missing facts gives: no more than Kleene's, often fewer."""
        whole: frozenset[str] = self.reading.value(rule, row)
        if len(whole) == 1:
            return whole
        found: set[str] = set().union(*self._tried(rule, row, known))
        given = limit if purse is None else min(limit, purse.left)
        asked = _Asked(rule, self.directions.of_rule(rule), known, given)
        try:
            self._collect(asked, row, known.spans, found)
        except _Spent:
            return whole
        finally:
            if purse is not None:
                purse.pay(asked, given)
        return frozenset(found) & whole or whole

    def _tried(self, rule: str, row: Row, known: Known) -> Iterator[Value]:
        """What the rule answers in a few completions of the row; no search says otherwise than any of them."""
        names, drawn = self._completing
        for completed in completions(self.reading, names, drawn, row, known):
            value = self._value(rule, completed)
            if value is not None:
                yield value

    def _differs(self, values: Iterable[int]) -> bool:
        """Whether one of some truths is open, or two differ."""
        first: int | None = None
        for value in values:
            if value == OPEN or (first is not None and value != first):
                return True
            first = value
        return False

    @cached_property
    def _completing(self) -> tuple[frozenset[str], tuple[Way, ...]]:
        """The facts that some rule uses in both directions, for Kleene's tables are exact for the others; and in which
        ways they are completed.
        """
        names = {
            name
            for rule in self.reading.law.rules
            for name, use in self.directions.of_rule(rule).items()
            if self._splittable(use, None)
        }
        return frozenset(names), ways(len(self.reading.law.facts))

    def _collect(self, asked: _Asked, row: Row, spans: Mapping[Cell, Span], found: set[str], depth: int = 0) -> None:
        asked.spend(depth)
        value: frozenset[str] | None = self._value(asked.rule, row)
        if value is None:
            return
        split = (
            self._split(asked.rule, row, spans, asked.uses, asked.known)
            if len(value) > 1 and not value <= found
            else None
        )
        if split is None:
            found |= value
            return
        for narrowed, ranges in self._narrowed(row, spans, asked.known, *split):
            self._collect(asked, narrowed, ranges, found, depth + 1)

    def _narrowed(
        self, row: Row, spans: Mapping[Cell, Span], known: Known, cell: Cell, parts: Sequence[tuple[Value, Span | None]]
    ) -> Iterator[tuple[Row, Mapping[Cell, Span]]]:
        """The row with each part of a fact that what is known of the days allows."""
        for part, span in parts:
            # Questions about the same row split it in the same ways: what one of them worked out serves the others.
            kept = row.narrowed.get((cell, part))
            if kept is None or kept[0] is not known or kept[1] is not spans:
                narrowed = self._with(row, cell, part)
                ranges = propagate(narrowed, {**spans, cell: span} if span else spans, known.links, self.reading)
                if ranges is not None:
                    tie(narrowed, ranges, known.ties, self.reading)
                kept = row.narrowed[cell, part] = (known, spans, narrowed, ranges)
            if kept[3] is not None:
                yield kept[2], kept[3]

    def _splittable(self, use: Use, value: Value | None) -> bool:
        later = use.directions & LATER and (value is None or (isinstance(value, tuple) and value[-1] == OPEN))
        return use.in_both_directions or bool(later and use.times > 1)

    def _search(self, asked: _Asked, row: Row, spans: Mapping[Cell, Span], depth: int = 0) -> int | None:
        """The answer of all completions of a row; None where it has none, or none that a calendar covers."""
        asked.spend(depth)
        value: int | None = self._value(asked.rule, row)
        if value != OPEN:
            return value
        split = self._split(asked.rule, row, spans, asked.uses, asked.known)
        if split is None:
            return OPEN
        answer: int | None = None
        for narrowed, ranges in self._narrowed(row, spans, asked.known, *split):
            found = self._search(asked, narrowed, ranges, depth + 1)
            if found is None:
                continue
            if found == OPEN or (answer is not None and found != answer):
                return OPEN
            answer = found
        return answer

    def _value(self, rule: str, row: Row) -> Value | None:
        """What a rule answers; None where a day lies outside the years of its calendar."""
        try:
            return self.reading.value(rule, row)
        except NoCalendar:
            return None

    def _split(
        self, rule: str, row: Row, spans: Mapping[Cell, Span], uses: Mapping[str, Use], known: Known
    ) -> tuple[Cell, list[tuple[Value, Span | None]]] | None:
        """The next cell to split and its parts: whether a day has come, the boundaries of versions, then the rest."""
        linked = {cell for link in known.links for cell in (link.earlier, link.later)}
        reached = open_cells(self.reading, rule, row)
        best: tuple[tuple[int, int], Cell, list[tuple[Value, Span | None]]] | None = None
        for cell, (fact, value) in reached.items():
            use = uses.get(fact.name)
            if use is None or not (self._splittable(use, value) or cell in linked):
                continue
            rank = (_RANKS[fact.type] if not use.against or fact.type != "day" else 1, -use.times)
            if fact.type == "day" and value[2] == OPEN:
                rank = (0, -use.times)
            if best is None or rank < best[0]:
                parts = list(_parts(fact, value, use, row.on, spans.get(cell)))
                best = (rank, cell, parts) if len(parts) > 1 else best
        return best[1:] if best else None

    def _cells(self, row: Row, names: Iterable[str]) -> Iterator[tuple[Cell, Fact, Value]]:
        for name in names:
            i, fact = self.reading.fact_index[name], self.reading.law.facts[name]
            if fact.scope == "person":
                yield (-1, name), fact, row.facts[i]
            else:
                for k, other in enumerate(row.rows):
                    yield (k, name), fact, other.facts[i]
            for k, other in enumerate(row.family, FAMILY):
                yield (k, name), fact, other.facts[i]

    def _with(self, row: Row, cell: Cell, value: Value) -> Row:
        return with_value(self.reading, row, cell, value)

    def missing(self, finding: Finding, row: Row) -> list[Missing]:
        """The missing facts that can still change an open finding, those that settle most first."""
        found = []
        uses = self.directions.of_rule(finding.rule)
        left = [MATTERS_LIMIT]
        for k, fact, value in self._open_facts(finding, row):
            possible = list(answers(fact, value))
            cell = (k, fact.name)
            results = [self._value(finding.rule, self._with(row, cell, answer)) for answer in possible]
            settles = sum(result is not None and not is_open(finding.type, result) for result in results)
            # What is used once, on a path that is still open, matters; only what is used twice can cancel itself out.
            once = fact.name in uses and uses[fact.name].times == 1
            if settles or once or self._matters(finding.rule, row, cell, possible, left):
                at = row.family[k - FAMILY] if k >= FAMILY else row.rows[k] if k >= 0 else row
                found.append(Missing(fact, at.name, settles, len(possible)))
        return sorted(found, key=lambda m: (-m.settles / m.answers, -m.settles))

    def _open_facts(self, finding: Finding, row: Row) -> Iterator[tuple[int, Fact, Value]]:
        names = {other.name: k for k, other in (*enumerate(row.family, FAMILY), *enumerate(row.rows))}
        seen: set[Any] = set()
        todo = [finding]
        while todo:
            node = todo.pop(0)
            if (node.rule, node.application) in seen:
                continue
            seen.add((node.rule, node.application))
            for found in node.facts:
                k = names.get(found.application, row.index)
                # A fact of the person is one fact in all rows of the person; a relative has one of their own.
                k = -1 if found.fact.scope == "person" and k < FAMILY else k
                key = (k, found.fact.name)
                if key not in seen and is_open(found.fact.type, found.value):
                    seen.add(key)
                    yield k, found.fact, found.value
            todo.extend(f for f in node.because if is_open(f.type, f.value))

    def _matters(self, rule: str, row: Row, cell: Cell, answers: list[Value], left: list[int]) -> bool:
        """Whether some completion of the other facts makes the answer hang on this one; yes where `left` is spent."""
        uses = self.directions.of_rule(rule)
        names = sorted(uses, key=self.reading.fact_index.__getitem__)

        def differ(rows: list[Row]) -> bool:
            left[0] -= len(rows)
            if left[0] < 0:
                return True
            values = [value for value in (self._value(rule, r) for r in rows) if value is not None]
            differing = any(value != values[0] for value in values)
            if OPEN not in values:
                return differing
            for other, fact, value in self._cells(rows[0], names):
                if other != cell and is_open(fact.type, value):
                    parts = [part for part, _ in _parts(fact, value, uses[fact.name], rows[0].on, None)]
                    if len(parts) > 1:
                        return any(differ([self._with(r, other, part) for r in rows]) for part in parts)
            return differing

        return differ([self._with(row, cell, answer) for answer in answers])


def _parts(fact: Fact, value: Value, use: Use, on: int, span: Span | None) -> Iterator[tuple[Value, Span | None]]:
    """The parts into which an open value is split, each closer to an answer; for a day with its whole range."""
    if fact.type == "truth":
        yield from ((MET, None), (NOT_MET, None))
    elif fact.type == "category":
        yield from ((frozenset((one,)), None) for one in sorted(value))
    elif fact.type == "count":
        middle = min((value[0] + value[1]) // 2, value[0] + 8)
        yield from (((value[0], middle), None), ((middle + 1, value[1]), None))
    elif value[2] == OPEN:
        low, high = value[0], value[1]
        beyond = (on + 1, span[1]) if span and span[1] > on else None
        yield from ((NEVER, beyond), ((low, high, MET), (low, high)))
    else:
        low, high = value[0], value[1]
        inside = sorted(day for day in use.against if low < day <= high)
        cut = inside[len(inside) // 2] if inside else (low + high) // 2 + 1
        yield from (((low, cut - 1, MET), (low, cut - 1)), ((cut, high, MET), (cut, high)))


def answers(fact: Fact, value: Value) -> Iterator[Value]:
    """The answers a person could give: for a day, that it never came, or came at either end of its range."""
    if fact.type == "day":
        if value[2] == OPEN:
            yield NEVER
        yield from ((value[0], value[0], MET), (value[1], value[1], MET))
    elif fact.type == "count":
        yield from ((value[0], value[0]), (value[1], value[1]))
    else:
        yield from (part for part, _ in _parts(fact, value, Use(), 0, None))
