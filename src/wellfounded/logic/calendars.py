"""Calendars: on which days an office or a court works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput, NoCalendar

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days from `first` to `last`. `off`: why a day is none, as a message; None on a working day."""

    id: str
    name: str
    first: date
    last: date
    off: Callable[[date], str | None]

    def reason_off(self, day: date) -> str | None:
        """Why nobody works that day; None on a working day."""
        if not self.first <= day <= self.last:
            raise NoCalendar(
                "The calendar of {name} covers {first} to {last}; {day} was asked. Give a day of these years.",
                name=self.name,
                first=self.first.year,
                last=self.last.year,
                day=day,
            )
        return self.off(day)

    def is_working(self, day: date) -> bool:
        """Whether that day is a working day."""
        return self.reason_off(day) is None

    def next_working(self, day: date) -> date:
        """The day itself where it is a working day, or the first one after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself where it is a working day, or the last one before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def narrow(self, day: Day) -> Day:
        """The day, known to be a working day. An end outside the calendar stays where it is."""
        covered = day.narrow(self.first, self.last) if day.overlaps(Day(self.first, self.last)) else day
        low = self.next_working(covered.earliest)
        if low > covered.latest:
            if covered != day:
                return day
            raise BadInput(
                "{day} holds no working day of {name}. Correct the day, or say how it reached the office.",
                day=day.text,
                name=self.name,
            )
        high = self.previous_working(covered.latest)
        return day.narrow(
            low if day.earliest == covered.earliest else None, high if day.latest == covered.latest else None
        )
