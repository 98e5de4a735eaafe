"""Periods in tables: the last day of each start, from the scalar function itself, so that readings cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from threading import Lock

import numpy as np

from wellfounded.logic.errors import NoCalendar, WrongCall
from wellfounded.logic.periods import Period
from wellfounded.readings.columns.values import Numbers, Plane, rows_of

NOT_YET, REFUSED, UNSAID = 0, -1, -2
"""A start that is not in the table yet; one whose last day no calendar covers; one of which the law does not speak."""
_MARGIN = 400
"""Days. What is tabulated with a start that is asked for, so that a table grows seldom."""


class Table:
    """The last days of one period. It grows on need, and serves several threads."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.begins = period.calendar.first.toordinal() if period.calendar else 0
        self._grow = Lock()
        # One entry at each end stands for all days beyond: look-ups stop there.
        self._now: tuple[int, Numbers] = (0, np.zeros(2, np.int32))

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
            self._tabulate(int(missing.min()), int(missing.max()))

    def _tabulate(self, low: int, high: int) -> None:
        with self._grow:
            first, table = self._now
            known = table[1:-1]
            start, end = first + 1, first + 1 + len(known)
            if not len(known):
                start = end = low
            from_, to = min(start, max(low - _MARGIN, 1)), max(end, high + _MARGIN + 1)
            if from_ < start or to > end:
                days = (*self._last_days(from_, start), *known.tolist(), *self._last_days(end, to))
                self._now = (from_ - 1, np.array((NOT_YET, *days, NOT_YET), np.int32))

    def _last_days(self, first: int, end: int) -> Iterator[int]:
        for ordinal in range(first, end):
            try:
                yield self.period.last_day(date.fromordinal(ordinal)).toordinal()
            except NoCalendar:
                yield REFUSED
            except WrongCall:
                yield UNSAID


@lru_cache(maxsize=256)
def table_of(period: Period) -> Table:
    """The table of a period. Equal periods share one."""
    return Table(period)
