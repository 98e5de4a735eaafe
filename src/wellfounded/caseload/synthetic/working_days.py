"""The working days of an office as arrays, so that many days are moved to a working day at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.logic.calendars import Calendar

Ints = NDArray[np.int64]
NO_DAY = date(2099, 12, 31).toordinal()
"""A day that lies behind every day of a synthetic caseload: it does not come."""
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, eq=False)
class WorkingDays:
    """The working days of an office from a first to a last year. `days`: their day numbers, ascending.

    `month_starts` (months + 1): where each month begins in `days`. `after`: from a day, the next working day's place.
    """

    begins: int
    days: Ints
    month_starts: Ints
    after: Ints
    first_year: int

    @classmethod
    def of(cls, calendar: Calendar, first: int, last: int) -> WorkingDays:
        """The working days of a calendar in the years from `first` to `last`."""
        begins, ends = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
        works = np.array([calendar.is_working(date.fromordinal(d)) for d in range(begins, ends + 1)])
        days = np.flatnonzero(works).astype(np.int64) + begins
        months = [date(y, m, 1).toordinal() for y in range(first, last + 1) for m in range(1, 13)]
        starts = np.searchsorted(days, np.array([*months, ends + 1]))
        after = np.concatenate(([0], np.cumsum(works)[:-1]))
        return cls(begins, days, starts, after, first)

    def in_month(self, month: Ints, u: NDArray[Any], until: int = NO_DAY) -> Ints:
        """The place of a working day of each month (counted from the first year), not after the day `until`."""
        start = self.month_starts[month]
        end = np.minimum(self.month_starts[month + 1], np.searchsorted(self.days, until, side="right"))
        return start + (u * np.maximum(end - start, 1)).astype(np.int64)

    def months_until(self, until: int) -> int:
        """How many months have a working day that is not after the day `until`."""
        return int(np.searchsorted(self.days[self.month_starts[:-1]], until, side="right"))

    def from_day(self, day: NDArray[Any]) -> Ints:
        """The day itself where it is a working day, or the next one."""
        return self.days[np.minimum(self.after[np.asarray(day, np.int64) - self.begins], len(self.days) - 1)]

    def month_of(self, day: NDArray[Any]) -> Ints:
        """The month of each day, counted from the first year."""
        months = (np.asarray(day, np.int64) - EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return months - (self.first_year - 1970) * 12
