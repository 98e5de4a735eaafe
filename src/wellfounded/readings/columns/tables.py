"""Periods in tables: the last day of each start, counted for many starts at once.

The counting is that of `Period.last_day`, and whether a day is a working day is asked of the calendar itself. A test
holds the two equal for every shape of period, over every start of many years.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from wellfounded.logic.calendars import Calendar
from wellfounded.logic.periods import Period
from wellfounded.readings.columns.values import Numbers, Plane, rows_of

NOT_YET, REFUSED, UNSAID = 0, -1, -2
"""A start that is not in the table yet; one whose last day no calendar covers; one of which the law does not speak."""
_STRETCH = 9
"""Starts are worked out by 512 at a time: who asks for one day will ask for its neighbours."""
_YEAR, _AHEAD = 366, 64
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST, _DAYS = date(1899, 1, 1).toordinal(), 366 * 202
"""What a table spans at first: every day that a claim can tell of, and those that follow from it."""


class Table:
    """The last days of one period, each worked out when it is first asked for. It serves several threads."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.begins = period.calendar.first.toordinal() if period.calendar else 0
        self._grow = Lock()
        # The entries at the two ends are never filled: they stand for all days beyond.
        self._now: tuple[int, Numbers] = (_FIRST, np.zeros(_DAYS, np.int32))

    def last(self, starts: Numbers, needed: Plane | None) -> tuple[Numbers, Plane | None]:
        """The last day for each start, and the rows whose start the calendar refuses. `needed`: rows that count."""
        while True:
            first, table = self._now
            found = table.take(starts - np.int32(first), mode="clip")
            if int(found.min()) > NOT_YET:
                return found, None
            failed = np.packbits(found <= NOT_YET)
            if needed is not None:
                failed &= needed
            if not failed.any():
                return found, None
            rows = rows_of(failed, len(starts))
            missing = starts[rows & (found == NOT_YET)]
            if not len(missing):
                unsaid = starts[rows & (found == UNSAID)]
                if len(unsaid):
                    self.period.last_day(date.fromordinal(int(unsaid[0])))  # which refuses, in a sentence
                return found, failed
            self._tabulate(np.unique(missing >> _STRETCH))

    def _tabulate(self, stretches: Numbers) -> None:
        starts = (stretches[:, None] * (1 << _STRETCH) + np.arange(1 << _STRETCH)).reshape(-1)
        with self._grow:
            first, table = self._now
            low, high = min(int(starts[0]), first + 1), max(int(starts[-1]), first + len(table) - 2)
            if (low, high) != (first + 1, first + len(table) - 2):
                wider = np.zeros(high - low + 3, np.int32)
                wider[first - low + 1 :][: len(table)] = table
                first, table = self._now = low - 1, wider
            table[starts - first] = last_days(self.period, starts)


def last_days(period: Period, starts: NDArray[np.int64]) -> Numbers:
    """The last day for each start, as day numbers; REFUSED or UNSAID where there is none."""
    begun = starts + 1 if period.first_day == "excluded" else starts
    if period.unit in ("days", "weeks"):
        raw = begun + (period.length * (7 if period.unit == "weeks" else 1) - 1)
        there = np.ones(len(raw), np.bool_)
    else:
        raw, there = _after_months(period, begun)
    found = raw if period.calendar is None else working_days(period.calendar).following(raw)
    return np.where(there, found, UNSAID).astype(np.int32)


def _after_months(period: Period, begun: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The days before those that correspond to the first, months later; and where the law speaks of one."""
    days = (begun - _EPOCH).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    which = (days - months.astype("datetime64[D]")).astype(np.int64)
    later = months + np.timedelta64(period.length * (12 if period.unit == "years" else 1), "M")
    begins = later.astype("datetime64[D]").astype(np.int64) + _EPOCH
    ends = (later + np.timedelta64(1, "M")).astype("datetime64[D]").astype(np.int64) + _EPOCH - 1
    there = begins + which <= ends
    return np.where(there, begins + which - 1, ends), there | (period.month_end != "refuse")


class WorkingDays:
    """The working days of a calendar, asked year by year. It serves several threads."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.first, self.last = calendar.first.toordinal(), calendar.last.toordinal()
        self._grow = Lock()
        self._asked = np.zeros(self.last - self.first + 1, np.bool_)
        self._works = np.zeros(self.last - self.first + 1, np.bool_)

    def following(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """Each day, or the first working day after it; REFUSED where the calendar does not cover the way there."""
        inside = (days >= self.first) & (days <= self.last)
        if not inside.any():
            return np.full(len(days), REFUSED, np.int64)
        place = np.where(inside, days - self.first, 0)
        with self._grow:
            for ahead in (_AHEAD, 8 * _AHEAD, len(self._works)):
                for year in np.unique(place[inside] // _YEAR).tolist():
                    self._ask(year * _YEAR, (year + 1) * _YEAR + ahead)
                at = np.where(self._works, np.arange(len(self._works)), len(self._works))
                following = np.minimum.accumulate(at[::-1])[::-1][place]
                asked = np.cumsum(self._asked)
                # Every day on the way must have been asked for; else the way is longer than was thought.
                to = np.minimum(following, len(self._works) - 1)
                if np.array_equal((asked[to] - asked[place])[inside], (to - place)[inside]):
                    break
        reached = inside & (following < len(self._works))
        return np.where(reached, following + self.first, REFUSED)

    def _ask(self, first: int, end: int) -> None:
        for i in np.flatnonzero(~self._asked[first:end]).tolist():
            self._works[first + i] = self.calendar.is_working(date.fromordinal(self.first + first + i))
        self._asked[first:end] = True


@lru_cache(maxsize=64)
def working_days(calendar: Calendar) -> WorkingDays:
    """The working days of a calendar. Equal calendars share them."""
    return WorkingDays(calendar)


@lru_cache(maxsize=256)
def table_of(period: Period) -> Table:
    """The table of a period. Equal periods share one."""
    return Table(period)
