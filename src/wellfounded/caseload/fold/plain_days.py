"""First day, last day and number of a kind's events for every row at once, where all of its days are exact.

Most facts ask no more than that, and most days of a caseload are exact: one pass over the events answers them all,
without bringing the events into another order.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.fold.columns_of_facts import Answer
from wellfounded.caseload.fold.streams import Events
from wellfounded.caseload.fold.taking import Entry
from wellfounded.readings.values import MET, MOST

_AFTER_ALL = 2**31 - 1
_NOWHERE = -(2**30)
"""Where a line would begin of which no place counts."""
_FEW = 4
"""A kind with fewer events than one for so many rows is read as a stream: a table would be nearly empty."""
Mask = NDArray[np.bool_]


def plain(entry: Entry) -> bool:
    """Whether an entry asks only for the day of the first or last event of a kind, or for their number."""
    return not entry.fold.where and entry.fold.field == "day"


class PlainDays:
    """Tables of the kinds of which every day is exact, a line for each kind and a place for each row (or person).

    Before the first line is one place for all that does not count: quicker than to leave it out of every array.
    """

    def __init__(self, events: Events, kinds: Mask, scope: str) -> None:
        self.size = events.rows.persons if scope == "person" else events.rows.size
        self.kinds = kinds = kinds & (events.about > 0) & (events.about * _FEW >= self.size)
        if kinds.any():
            kinds &= ~events.vague_kinds
        self._events = events
        self._day = events.day.low
        self.lines = int(np.count_nonzero(kinds))
        if not self.lines:
            return
        self._line = np.cumsum(kinds) - 1
        number = np.int32 if self.lines * self.size < -_NOWHERE else np.int64
        cell: Any = np.where(kinds, self._line * self.size + 1, _NOWHERE).astype(number).take(events.kind)
        key = events.keys(scope)
        cell += key
        np.maximum(cell, 0, out=cell)
        if len(key) and key.min() < 0:
            cell &= ~(key >> 31)
        if len(self._day) and self._day.max() > events.on:
            cell *= self._day <= events.on
        if events.counts is not None:
            cell *= events.counts
        self._cell = cell.astype(np.intp)

    @cached_property
    def first(self) -> NDArray[np.int32]:
        """The first day; 0 where there is none."""
        if self._events.in_order:
            # Written backwards, so that the first of several stays.
            table = np.zeros(self.lines * self.size + 1, np.int32)
            table[self._cell[::-1]] = self._day[::-1]
        else:
            table = np.full(self.lines * self.size + 1, _AFTER_ALL, np.int32)
            np.minimum.at(table, self._cell, self._day)
            table *= table < _AFTER_ALL
        return table[1:].reshape(self.lines, self.size)

    @cached_property
    def last(self) -> NDArray[np.int32]:
        """The last day; 0 where there is none."""
        table = np.zeros(self.lines * self.size + 1, np.int32)
        if self._events.in_order:
            table[self._cell] = self._day
        else:
            np.maximum.at(table, self._cell, self._day)
        return table[1:].reshape(self.lines, self.size)

    def number(self, kind: int) -> NDArray[np.int32]:
        """How many of a kind there are."""
        place = self._cell.take(np.flatnonzero(self._events.kind == kind))
        # Below 0 lies what does not count.
        place -= int(self._line[kind]) * self.size
        found = np.bincount(np.maximum(place, 0), minlength=self.size + 1)
        return found[1:].astype(np.int32)

    def answer(self, entry: Entry, kind: int) -> Answer:
        """What a plain entry answers."""
        line, to_come = self._line[kind], entry.complete < entry.on
        if entry.fold.take == "count":
            found = self.number(kind)
            return Answer(found > 0, (found, MOST if to_come else found))
        if entry.fold.take == "any":
            return Answer(self.last[line] > 0, (MET,))
        day = self.first[line] if entry.fold.take == "first" else self.last[line]
        more = to_come and entry.fold.take == "last"
        return Answer(day > 0, (day, entry.on if more else day, MET))
