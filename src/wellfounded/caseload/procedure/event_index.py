"""The events of a batch by kind, by claim and by what their fields say: looked up once, asked by many tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.table.events import UNRECORDED, Coded, EventBatch

_FEW = 8
"""Below one in so many events it is quicker to put them together by kind than to look through all."""


class EventIndex:
    """The events of a batch that stand and had come by the day number `on`; their fields spread over all events."""

    def __init__(self, batch: EventBatch, on: int) -> None:
        self._batch = batch
        self.on = on
        low = batch.day.low
        self.come = (low <= on) & (low >= UNRECORDED) & batch.standing
        self._codes: dict[str, tuple[NDArray[np.int32], tuple[str, ...]]] = {}

    @cached_property
    def claims(self) -> NDArray[np.int32]:
        """The number of the claim of each event."""
        return self._batch.claim_of_events()

    @cached_property
    def _kinds(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The events by kind, in the order of the file, and where each kind begins."""
        kind = np.where(self.come, self._batch.kind, np.int16(-1))
        counts = np.bincount(kind + 1)
        return np.argsort(kind, kind="stable"), np.cumsum(counts)

    def of_kind(self, kind: int) -> NDArray[np.int64]:
        """The events of a kind, in the order of the file."""
        order, ends = self._kinds
        return order[ends[kind] : ends[kind + 1]] if kind + 1 < len(ends) else order[:0]

    def of_kinds(self, kinds: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The events of several kinds, in the order of the file. `kinds`: one truth a kind of the law."""
        some = [self.of_kind(int(kind)) for kind in np.flatnonzero(kinds)]
        if sum(map(len, some)) * _FEW < self._batch.n_events:
            return np.sort(np.concatenate(some))
        return np.flatnonzero(kinds[self._batch.kind] & self.come)

    def words(self, name: str) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        """A code for each event of the batch, and the word of each code; code 0 is the empty word: nothing is said."""
        if name not in self._codes:
            self._codes[name] = self._spread(name)
        return self._codes[name]

    def _spread(self, name: str) -> tuple[NDArray[np.int32], tuple[str, ...]]:
        batch = self._batch
        if name in ("how", "actor"):
            common = batch.how if name == "how" else batch.actor
            return common.codes.astype(np.int32), common.words
        codes = np.zeros(batch.n_events, np.int32)
        if name not in batch.fields:
            return codes, ("",)
        field = batch.fields[name]
        if isinstance(field.values, Coded):
            codes[field.events] = field.values.codes
            return codes, field.values.words
        if isinstance(field.values, np.ndarray):
            distinct, numbers = np.unique(field.values, return_inverse=True)
            codes[field.events] = numbers + 1
            truth = field.values.dtype == np.uint8
            return codes, ("", *(str(bool(value)) if truth else str(int(value)) for value in distinct))
        return codes, ("",)

    def holding(self, events: NDArray[np.int64], where: Mapping[str, str]) -> NDArray[np.bool_]:
        """For each of these events, whether its fields have the values; alternatives stand as `"a|b"`."""
        found = np.ones(len(events), np.bool_)
        for name, values in where.items():
            codes, words = self.words(name)
            wanted = values.split("|")
            found &= np.array([word in wanted for word in words], np.bool_)[codes[events]]
        return found
