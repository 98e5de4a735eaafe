"""Periods of law: how long, from which day, and what moves their last day; with the counting step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, get_args

from wellfounded.logic.calendars import Calendar
from wellfounded.logic.days import WEEKDAYS, Day, month_length
from wellfounded.logic.errors import WrongCall

Unit = Literal["days", "weeks", "months", "years"]
FirstDay = Literal["excluded", "included"]
MonthEnd = Literal["last_day", "refuse"]
Counts = Literal["arrival", "posting"]

_DAY = timedelta(1)
_LENGTHS = {
    ("days", True): "1 day: {first} to {raw}",
    ("weeks", True): "1 week: {first} to {raw}",
    ("months", True): "1 month: {first} to {raw}",
    ("years", True): "1 year: {first} to {raw}",
    ("days", False): "{length} days: {first} to {raw}",
    ("weeks", False): "{length} weeks: {first} to {raw}",
    ("months", False): "{length} months: {first} to {raw}",
    ("years", False): "{length} years: {first} to {raw}",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of a counting, as a template with its values, so that it can be translated."""

    text: str
    args: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What a statute calls a period.

    `month_end`: what happens where no day of the last month corresponds to the first day counted. It must be stated
    for months and years, because laws differ. `calendar`: which days the last day moves over; None where it stays.
    `counts`: whether the day of posting or of arrival decides if an act was in time.
    """

    length: int
    unit: Unit
    first_day: FirstDay
    month_end: MonthEnd | None = None
    calendar: Calendar | None = None
    counts: Counts = "arrival"
    _known: dict[date, date] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, possible in (("unit", Unit), ("first_day", FirstDay), ("counts", Counts)):
            _one_of(name, getattr(self, name), get_args(possible))
        if self.length < 1:
            raise WrongCall("A period of {length} {unit} was given. Give a length of 1 or more.", **self._size())
        if self.unit in {"months", "years"}:
            if self.month_end is None:
                raise WrongCall(
                    "A period of {length} {unit} was given without its month_end. Say what happens where "
                    "the last month has no corresponding day: last_day or refuse.",
                    **self._size(),
                )
            _one_of("month_end", self.month_end, get_args(MonthEnd))

    def raw(self, start: date) -> date:
        """The last day as counted, before anything moves it."""
        first = self._first(start)
        if self.unit in {"days", "weeks"}:
            return first + timedelta(self.length * (7 if self.unit == "weeks" else 1) - 1)
        months = first.year * 12 + first.month - 1 + self.length * (12 if self.unit == "years" else 1)
        year, month = months // 12, months % 12 + 1
        last = month_length(year, month)
        if first.day <= last:
            return date(year, month, first.day) - _DAY
        if self.month_end == "refuse":
            raise WrongCall(
                "{length} {unit} from {first} have no corresponding day in their last month, which ends on {last}, "
                "and the law named does not say what then. Give the period a month_end.",
                first=first,
                last=date(year, month, last),
                **self._size(),
            )
        return date(year, month, last)

    def last_day(self, start: date) -> date:
        """The last day on which the act is in time, of a period that `start` sets off."""
        found = self._known.get(start)
        if found is None:
            raw = self.raw(start)
            found = self._known[start] = raw if self.calendar is None else self.calendar.next_working(raw)
        return found

    def first_day_after(self, start: date) -> date:
        """The day on which the period has passed."""
        return self.last_day(start) + _DAY

    def apply(self, start: Day) -> Day:
        """The last day, where the start is a range. A later start never ends earlier, so the two ends suffice."""
        low, high = self.last_day(start.earliest), self.last_day(start.latest)
        return Day(low, high, start.approximate and (high - low).days >= 2)

    def steps(self, start: date) -> tuple[Step, ...]:
        """The counting in sentences, from the day that sets it off to the last day."""
        first, raw, last = self._first(start), self.raw(start), self.last_day(start)
        opening = (
            "{day} ({weekday}): the notice; this day is not counted"
            if self.first_day == "excluded"
            else "{day} ({weekday}): the notice; this day is counted"
        )
        steps = [
            Step(opening, (("day", start), ("weekday", WEEKDAYS[start.weekday()]))),
            Step(_LENGTHS[self.unit, self.length == 1], (("length", self.length), ("first", first), ("raw", raw))),
        ]
        moved = raw
        while self.calendar is not None and moved < last:
            reason = self.calendar.reason_off(moved)
            steps.append(Step("{day} is no working day ({reason}): moved", (("day", moved), ("reason", reason))))
            moved += _DAY
        steps.append(
            Step("{last} ({weekday}) is the last day", (("last", last), ("weekday", WEEKDAYS[last.weekday()])))
        )
        return tuple(steps)

    def _first(self, start: date) -> date:
        return start + _DAY if self.first_day == "excluded" else start

    def _size(self) -> dict[str, object]:
        return {"length": self.length, "unit": self.unit}


def _one_of(name: str, found: object, possible: tuple[str, ...]) -> None:
    if found not in possible:
        raise WrongCall(
            "A period was given {found} as its {name}. Give one of: {possible}.",
            name=name,
            found=found,
            possible=", ".join(possible),
        )
