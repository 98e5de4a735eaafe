"""The events of a batch in the order in which facts are read from them, each order made once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.fold.rows import Rows
from wellfounded.caseload.fold.taking import Entry, Picked, Said, Stream, pick, stream
from wellfounded.caseload.table.events import DayColumn, EventBatch

Numbers = NDArray[Any]
Mask = NDArray[np.bool_]
_ENOUGH = 1 << 15
"""Events that tell which kinds are frequent."""


class Events:
    """The standing events of a batch that have begun, by kind."""

    def __init__(self, batch: EventBatch, day: DayColumn, rows: Rows, refused: Mask, on: int, kinds: int) -> None:
        self.batch, self.day, self.rows, self.on = batch, day, rows, on
        self.kind = batch.kind
        # About how many there are of each kind: of a large batch, told from a part of it.
        every = max(len(batch.kind) // _ENOUGH, 1) | 1
        self.about = every * np.bincount(batch.kind[::every], minlength=kinds)
        self.counts: Mask | None = None if bool(batch.standing.all()) else batch.standing
        if refused.any():
            kept = ~refused[batch.claim_of_events()]
            self.counts = kept if self.counts is None else self.counts & kept
        self._claims: NDArray[np.int32] | None = None

    def keys(self, scope: str, at: Numbers | slice = slice(None)) -> Numbers:
        """The row of each event, or the person where a fact is the person's; -1 where there is none."""
        if scope == "application":
            return self.rows.of(self.batch.application[at])
        if self._claims is None:
            self._claims = self.batch.claim_of_events()
        return self.rows.person_of(self._claims[at])

    @cached_property
    def in_order(self) -> bool:
        """Whether the events of each claim stand in the order of their days."""
        # A claim may have no events, at either end too.
        starts = self.batch.starts[(self.batch.starts > 0) & (self.batch.starts < len(self.kind))]
        falls: Mask = self.day.low[1:] < self.day.low[:-1]
        falls[starts - 1] = False
        return not falls.any()

    @cached_property
    def vague_kinds(self) -> Mask:
        """The kinds of which not every day is known exactly."""
        day = self.day
        if day.exact and (not len(day.low) or day.low.min() > 0):
            return np.zeros(len(self.about), np.bool_)
        vague = (day.low == 0) | (day.low != day.high)
        return np.bincount(self.kind[vague], minlength=len(self.about)) > 0

    def numbers(self, kinds: Mask, in_post: Mask) -> Numbers:
        """The numbers of the events that have come or may have; those in the post count all the same."""
        if not kinds.any():
            return np.zeros(0, np.intp)
        found: Mask = self.day.low <= self.on
        if in_post.any():
            found |= in_post.take(self.kind)
        found &= kinds.take(self.kind)
        if self.counts is not None:
            found &= self.counts
        return np.flatnonzero(found)


class Streams:
    """The streams of events that the entries of the table of folds read.

    `kinds`: the kinds that are read. `in_post`: of these kinds an event counts from the day on which it was posted.
    """

    def __init__(self, events: Events, said: Said, kinds: Mask, in_post: Mask, number: dict[str, int]) -> None:
        self.events, self.said, self.in_post, self.number = events, said, in_post, number
        at = events.numbers(kinds, in_post)
        kind = events.batch.kind[at]
        self._at = at[np.argsort(kind, kind="stable")]
        self._of_kind = np.concatenate(([0], np.cumsum(np.bincount(kind, minlength=len(kinds)))))
        self._streams: dict[Any, Stream] = {}
        self._picked: dict[Any, Picked] = {}

    def of(self, entry: Entry) -> Stream:
        """The events that an entry may read."""
        fold = entry.fold
        name = (fold.kind, entry.fact.scope, fold.field == "posted", fold.where)
        found = self._streams.get(name)
        if found is None:
            found = self._whole(*name[:3])
            for key, values in fold.where:
                found = found.where(self.said.matches(key, values, found.at))
            self._streams[name] = found
        return found

    def picked(self, entry: Entry) -> Picked | None:
        """Of these events, those that may be the first or the last, if the entry asks for one of them."""
        fold = entry.fold
        if fold.take not in ("first", "last"):
            return None
        name = (fold.kind, entry.fact.scope, fold.field == "posted", fold.where, fold.take)
        if name not in self._picked:
            self._picked[name] = pick(self.of(entry), fold.take == "first", self.events.on)
        return self._picked[name]

    def _whole(self, kind: str, scope: str, posted: bool) -> Stream:
        name = (kind, scope, posted, ())
        found = self._streams.get(name)
        if found is None:
            k, day = self.number[kind], self.events.day
            at = self._at[self._of_kind[k] : self._of_kind[k + 1]]
            if self.in_post[k]:
                at = at[self._may_have_come(at, posted)]
            key = self.events.keys(scope, at).astype(np.intp)
            if len(key) and key.min() < 0:
                at, key = at[key >= 0], key[key >= 0]
            low = day.low[at]
            found = stream(key, at, low, low if day.exact else day.high[at], self.events.on)
            self._streams[name] = found
        return found

    def _may_have_come(self, at: Numbers, posted: bool) -> Mask:
        """Whether what an event says may have happened: it was posted, or else it has come."""
        low = self.events.day.low[at]
        given = self.said.field("posted") if posted else None
        if given is not None:
            low = np.where(given.low[at] > 0, given.low[at], low)
        begun: Mask = low <= self.events.on
        return begun
