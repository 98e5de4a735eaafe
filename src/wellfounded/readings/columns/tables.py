"""Periods in tables: the last day of each start, from the scalar function itself, so that readings cannot differ."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from threading import Lock

import numpy as np

from wellfounded.logic.errors import NoCalendar, WrongCall
from wellfounded.logic.periods import Period
from wellfounded.readings.columns.values import Numbers, Plane, rows_of

NOT_YET, REFUSED, UNSAID = 0, -1, -2
"""A start that is not in the table yet; one whose last day no calendar covers; one of which the law does not speak."""
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
            self._tabulate(np.unique(missing))

    def _tabulate(self, starts: Numbers) -> None:
        with self._grow:
            first, table = self._now
            low, high = min(int(starts[0]), first + 1), max(int(starts[-1]), first + len(table) - 2)
            if (low, high) != (first + 1, first + len(table) - 2):
                wider = np.zeros(high - low + 3, np.int32)
                wider[first - low + 1 :][: len(table)] = table
                first, table = self._now = low - 1, wider
            for start in starts.tolist():
                table[start - first] = self._last_day(start)

    def _last_day(self, start: int) -> int:
        try:
            return self.period.last_day(date.fromordinal(start)).toordinal()
        except NoCalendar:
            return REFUSED
        except WrongCall:
            return UNSAID


@lru_cache(maxsize=256)
def table_of(period: Period) -> Table:
    """The table of a period. Equal periods share one."""
    return Table(period)
