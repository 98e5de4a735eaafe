"""First day, last day and number of a kind's events for every row at once, where all of its days are exact.

Most facts ask no more than that, and most days of a caseload are exact: one pass over the events answers them all,
without bringing the events into another order.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.columns_of_facts import Answer
from wellfounded.caseload.streams import Events
from wellfounded.caseload.taking import Entry
from wellfounded.readings.values import MET, MOST

_AFTER_ALL = 2**31 - 1
_FEW = 4
"""A kind with fewer events than one for so many rows is read as a stream: a table would be nearly empty."""
Mask = NDArray[np.bool_]


def plain(entry: Entry) -> bool:
    """Whether an entry asks only for the day of the first or last event of a kind, or for their number."""
    return not entry.fold.where and entry.fold.field == "day"


class PlainDays:
    """Tables of the kinds of which every day is exact, a line for each kind and a place for each row (or person)."""

    def __init__(self, events: Events, kinds: Mask, scope: str) -> None:
        self.size = events.rows.persons if scope == "person" else events.rows.size
        self.kinds = kinds = kinds & (events.number > 0) & (events.number * _FEW >= self.size)
        if kinds.any():
            kinds &= ~events.vague_kinds
        self._day = events.day.low
        self.lines = int(np.count_nonzero(kinds))
        if not self.lines:
            return
        self._line = np.cumsum(kinds) - 1
        # A line of its own, of one place, for what does not count: quicker than to leave it out of every array.
        beyond = self.lines * self.size
        key = events.keys(scope)
        self._cell = np.where(kinds, self._line * self.size, beyond).take(events.kind)
        self._cell += key
        outside = ~events.begun(kinds)
        if len(key) and key.min() < 0:
            outside |= key < 0
        self._cell[outside] = beyond

    @cached_property
    def first(self) -> NDArray[np.int32]:
        """The first day; 0 where there is none."""
        table = np.full(self.lines * self.size + 1, _AFTER_ALL, np.int32)
        np.minimum.at(table, self._cell, self._day)
        table *= table < _AFTER_ALL
        return table[:-1].reshape(self.lines, self.size)

    @cached_property
    def last(self) -> NDArray[np.int32]:
        """The last day; 0 where there is none."""
        table = np.zeros(self.lines * self.size + 1, np.int32)
        np.maximum.at(table, self._cell, self._day)
        return table[:-1].reshape(self.lines, self.size)

    @cached_property
    def number(self) -> NDArray[np.int32]:
        """How many there are."""
        table = np.bincount(self._cell, minlength=self.lines * self.size + 1).astype(np.int32)
        return table[:-1].reshape(self.lines, self.size)

    def answer(self, entry: Entry, kind: int) -> Answer:
        """What a plain entry answers."""
        line, to_come = self._line[kind], entry.complete < entry.on
        if entry.fold.take in ("first", "last"):
            day = self.first[line] if entry.fold.take == "first" else self.last[line]
            more = to_come and entry.fold.take == "last"
            return Answer(day > 0, (day, entry.on if more else day, MET))
        found: Any = self.number[line]
        return Answer(found > 0, (MET,) if entry.fold.take == "any" else (found, MOST if to_come else found))
