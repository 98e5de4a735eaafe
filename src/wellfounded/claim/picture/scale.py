"""The time axis of a picture: where a day stands, and which days are written below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from wellfounded.logic.days import Day, month_length

_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day with a line and its words: a year, a month, or the day itself."""

    day: date
    words: Day


@dataclass(frozen=True, slots=True)
class Scale:
    """From `first` at `left` to the end of `last` at `right`, each day as wide as every other."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where the day begins."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return self.left + share * (self.right - self.left)

    def ends(self, day: date) -> float:
        """Where the day ends."""
        return self.at(day + timedelta(1))

    def middle(self, day: Day) -> float:
        """The middle of a day, or of the days in which it lies."""
        return (self.at(day.earliest) + self.ends(day.latest)) / 2

    def ticks(self, room: Callable[[Day], float]) -> list[Tick]:
        """The finest ticks whose words have room beside each other: weeks, months, then years."""
        for step, unit in ((7, "day"), *((m, "month") for m in _MONTHS), *((y, "year") for y in _YEARS)):
            found = list(self._every(step, unit))  # type: ignore[arg-type]
            places = [self.at(tick.day) for tick in found]
            wide = max((room(tick.words) for tick in found), default=0.0)
            if found and all(b - a >= wide + 18 for a, b in pairwise(places)):
                return found
        return []

    def _every(self, step: int, unit: Literal["day", "month", "year"]) -> Iterator[Tick]:
        if unit == "day":
            day = self.first + timedelta(-self.first.weekday() % 7)
            while day <= self.last:
                yield Tick(day, Day(day, day))
                day += timedelta(step)
            return
        for year in range(self.first.year, self.last.year + 1):
            if unit == "year":
                if year % step == 0 and self.first <= date(year, 1, 1) <= self.last:
                    yield Tick(date(year, 1, 1), Day(date(year, 1, 1), date(year, 12, 31)))
                continue
            for month in range(1, 13, step):
                if self.first <= date(year, month, 1) <= self.last:
                    last = date(year, month, month_length(year, month))
                    yield Tick(date(year, month, 1), Day(date(year, month, 1), last))
