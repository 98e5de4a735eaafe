"""Which events of a batch have certain values in their fields, as arrays: what tables of the law ask with `where`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.events import Coded, EventBatch


class EventFields:
    """The fields of a batch, each spread over all its events the first time that it is asked for."""

    def __init__(self, batch: EventBatch) -> None:
        self._batch = batch
        self._codes: dict[str, tuple[NDArray[np.int32], tuple[str, ...]]] = {}

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
