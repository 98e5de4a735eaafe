"""How a last day was counted: which period ran from which day in the version of the law that applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period, Step
from wellfounded.readings.person import PersonReading, Row
from wellfounded.readings.values import NOT_MET, as_day
from wellfounded.rules.nodes import Node, children
from wellfounded.rules.terms import Parameter

WIDEST = 366
"""A start known less well than to its year is not counted from: its ends would say nothing."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A period applied to a day. `steps`: the counting from the earliest, and from the latest where they differ."""

    period: Parameter
    start: Day
    steps: tuple[tuple[Step, ...], ...]


def counting(reading: PersonReading, rule: str, row: Row) -> Iterator[Counted]:
    """The periods that a rule of a last day applied, in the order of its tree."""
    yield from _walk(reading, reading.tree(rule), row)


def _walk(reading: PersonReading, node: Node, row: Row) -> Iterator[Counted]:
    if node.op == "rule":
        if node.type == "day":
            yield from _walk(reading, reading.tree(node.args[0]), row)
    elif node.op == "last_day":
        start = as_day(reading.of(node.args[1], row))
        yield from _walk(reading, node.args[1], row)
        if start is not None and (start.latest - start.earliest).days < WIDEST:
            period: Period = reading.parameter(node.args[0])
            ends: tuple[date, ...] = (start.earliest,) if start.exact else (start.earliest, start.latest)
            yield Counted(node.args[0], start, tuple(period.steps(end) for end in ends))
    elif node.op == "choose":
        for condition, value in node.args[0]:
            if reading.of(condition, row) != NOT_MET:
                yield from _walk(reading, value, row)
                return
        yield from _walk(reading, node.args[1], row)
    else:
        for child in children(node):
            if child.type == "day" and _meets(reading, node, child, row):
                yield from _walk(reading, child, row)


def _meets(reading: PersonReading, node: Node, child: Node, row: Row) -> bool:
    """Whether the day of an operand can be the day that the first or the last of several comes to."""
    if node.op not in ("first_of", "last_of"):
        return True
    whole, part = as_day(reading.of(node, row)), as_day(reading.of(child, row))
    return whole is None or (part is not None and part.earliest <= whole.latest and whole.earliest <= part.latest)
