"""How a reading holds the four types of value, and how they come in and go out.

truth     0 not met, 1 open, 2 met
day       (earliest, latest, exists): day numbers, and whether the day comes at all (a truth)
count     (least, most)
category  the frozenset of values that are possible
"""

from __future__ import annotations

from datetime import date
from typing import Any

from wellfounded.logic.days import Day
from wellfounded.logic.truth import Truth
from wellfounded.rules.facts import Fact

NOT_MET, OPEN, MET = 0, 1, 2
DayValue = tuple[int, int, int]
NEVER: DayValue = (0, 0, NOT_MET)
FIRST_DAY = date(1900, 1, 1).toordinal()
LAST_DAY = date(2099, 12, 31).toordinal()
MOST = 2**31 - 1

TRUTHS = (Truth.NOT_MET, Truth.OPEN, Truth.MET)
_NUMBERS = {Truth.NOT_MET: NOT_MET, Truth.OPEN: OPEN, Truth.MET: MET}


def number(truth: Truth) -> int:
    """A truth as the number that a reading calculates with."""
    return _NUMBERS[truth]


def day_value(day: Day, exists: int = MET) -> DayValue:
    """A day as a reading holds it."""
    return (day.earliest.toordinal(), day.latest.toordinal(), exists)


def seen(span: tuple[int, int], on: int) -> DayValue:
    """A day in a range as it stands on the day `on`: come, not come, or perhaps."""
    if span[0] > on:
        return NEVER
    return (span[0], span[1], MET) if span[1] <= on else (span[0], on, OPEN)


def open_value(fact: Fact, on: int) -> Any:
    """The value of a fact of which nothing is recorded: on a day, an event may have happened up to it."""
    if fact.type == "truth":
        return NOT_MET if fact.otherwise is False and not fact.folds else OPEN
    if fact.type == "day":
        return (FIRST_DAY, max(on, FIRST_DAY), OPEN)
    if fact.type == "count":
        return (0, MOST)
    return frozenset(fact.values)


def is_open(type_: str, value: Any) -> bool:
    """Whether a value leaves anything open."""
    if type_ == "truth":
        return bool(value == OPEN)
    if type_ == "day":
        return bool(value[2] == OPEN or (value[2] == MET and value[0] != value[1]))
    if type_ == "count":
        return bool(value[0] != value[1])
    return len(value) != 1


def as_day(value: DayValue) -> Day | None:
    """The range of days that a value may be; None where the day never comes."""
    if value[2] == NOT_MET:
        return None
    return Day(date.fromordinal(value[0]), date.fromordinal(value[1]))
