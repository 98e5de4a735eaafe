"""A few completions of a row, made once for all questions about it: two that differ prove that an answer is open.

Nearly every open question is open in earnest, and a search finds that out late. Here every fact that some rule uses in
both directions is made known, by rules of thumb and by drawing, the same each time. A rule that two of these rows
answer differently, or that one of them leaves open, needs no search.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from random import Random
from typing import NamedTuple

from wellfounded.readings.known import FAMILY, Cell, Known, Span, copied, propagate, tie
from wellfounded.readings.person import PersonReading, Row, Value
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN, is_open
from wellfounded.rules.facts import Fact


class Way(NamedTuple):
    """One way to complete a row: of each fact whether its day is taken to have come, whether it is taken to be met, and
    which of its values it is given (from 0 to 1).
    """

    comes: tuple[bool, ...]
    met: tuple[bool, ...]
    which: tuple[float, ...]


_OFTEN = ((0, 0), (0, 1), (0, 0.5), (0.05, 0.5), (0.2, 0.5), (0.5, 0.5), (1, 1))
"""Of each way, how often a day is taken to have come, and a fact to be met."""


def ways(facts: int) -> tuple[Way, ...]:
    """The ways in which rows are completed, drawn the same each time. `facts`: how many the law has."""
    made = []
    for seed, (comes, met) in enumerate(_OFTEN):
        chance = Random(seed)
        made.append(
            Way(
                tuple(chance.random() < comes for _ in range(facts)),
                tuple(chance.random() < met for _ in range(facts)),
                tuple(chance.random() for _ in range(facts)),
            )
        )
    return tuple(made)


def completions(
    reading: PersonReading, names: Collection[str], drawn: Sequence[Way], row: Row, known: Known
) -> Iterator[Row]:
    """The row with the facts of some names, and all days that are linked to others, made known, here and in the rows
    beside it, in each of the ways that what is known of the days allows. They are kept with the row.
    """
    if row.completed is None or row.completed[0] is not known:
        row.completed = (known, [])
    kept: list[Row | None] = row.completed[1]
    for k, way in enumerate(drawn):
        if k == len(kept):
            kept.append(_completed(reading, names, way, row, known))
        made = kept[k]
        if made is not None:
            yield made


def _completed(reading: PersonReading, names: Collection[str], way: Way, row: Row, known: Known) -> Row | None:
    """The row completed in one way; None where some day finds no place."""
    made = copied(row)
    linked = {cell for link in known.links for cell in (link.earlier, link.later)}
    spans: Mapping[Cell, Span] = known.spans
    wanted = {*names, *(name for _, name in linked)} if linked else names
    for i, fact in enumerate(reading.law.facts.values()):
        for k, rows in _places(fact, made) if fact.name in wanted else ():
            value = rows[0].facts[i]
            if not is_open(fact.type, value):
                continue
            cell = (k, fact.name)
            for part, span in _parts(fact, value, spans.get(cell), made.on, way, i):
                told = {**spans, cell: span} if span else spans
                ranges = propagate(made, told, known.links, reading) if cell in linked else told
                if ranges is not None:
                    spans = ranges
                    for one in rows:
                        one.facts[i] = part  # nothing was asked of these rows yet
                    break
            else:
                return None
    tie(made, spans, known.ties, reading)
    return made


def _places(fact: Fact, row: Row) -> Iterator[tuple[int, list[Row]]]:
    """The places of a fact as cells name them, each with the rows in which it stands."""
    if fact.scope == "person":
        yield -1, row.rows
    else:
        for k, one in enumerate(row.rows):
            yield k, [one]
    for k, one in enumerate(row.family, FAMILY):
        yield k, [one]


def _parts(
    fact: Fact, value: Value, span: Span | None, on: int, way: Way, i: int
) -> Iterator[tuple[Value, Span | None]]:
    """The values to try for an open fact, the one that the way asks for first; for a day with its whole range."""
    if fact.type == "truth":
        yield (MET if way.met[i] else NOT_MET), None
    elif fact.type == "category":
        named = sorted(value)
        yield frozenset((named[int(way.which[i] * len(named))],)), None
    elif fact.type == "count":
        least = value[0] + (way.met[i] and value[0] < value[1])
        yield (least, least), None
    else:
        low, high = value[:2] if way.met[i] else value[1::-1]
        come: list[tuple[Value, Span | None]] = [((day, day, MET), (day, day)) for day in (low, high)]
        never = [(NEVER, (on + 1, span[1]) if span and span[1] > on else None)] if value[2] == OPEN else []
        yield from come + never if way.comes[i] else never + come
