"""Acts that no law of their day knew, and acts of those who had no power to do them: read from the events alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.procedure.entries import Group
from wellfounded.caseload.procedure.event_index import EventIndex
from wellfounded.caseload.table.events import UNRECORDED, EventBatch
from wellfounded.readings.values import FIRST_DAY, LAST_DAY, MET, OPEN
from wellfounded.rules.order import LegalOrder

_NO_END = LAST_DAY + 1


class ActFound(NamedTuple):
    """Events that break what the law says of their kind: MET or OPEN, and which text of the group."""

    event: NDArray[np.int64]
    state: NDArray[np.uint8]
    text: NDArray[np.int64]


class ActsOfKind:
    """What a law says of one kind of act, ready to be held against batches."""

    def __init__(self, law: LegalOrder, group: Group) -> None:
        self._kind = tuple(law.kinds).index(group.kind)
        self._where: Mapping[str, str] = dict(group.where)
        self._named = tuple(law.actors)
        self._acts = [
            (
                act.since.toordinal(),
                act.until.toordinal() if act.until is not None else _NO_END,
                act.by,
                act.confidence != "doubtful",
            )
            for act in group.acts
        ]
        self._sure = _joined([(since, until) for since, until, _, sure in self._acts if sure])
        self.names_actors = any(by for _, _, by, _ in self._acts)

    def of(self, batch: EventBatch, index: EventIndex) -> tuple[ActFound, ActFound]:
        """Those that no law in force knew, and those of an actor without the power."""
        events = index.of_kind(self._kind)
        events = events[index.holding(events, self._where)] if self._where and len(events) else events
        if not len(events):
            return _none(), _none()
        low = batch.day.low[events]
        high = low if batch.day.exact else batch.day.high[events]
        unknown = low == UNRECORDED
        if unknown.any():
            low, high = np.where(unknown, FIRST_DAY, low), np.where(unknown, LAST_DAY, high)
        may_be_later = high > index.on
        inside = np.zeros(len(events), np.bool_)
        for since, until in self._sure:
            inside |= (low >= since) & (high < until)
        touched = np.zeros(len(events), np.bool_)
        for since, until, _, _ in self._acts:
            touched |= (high >= since) & (low < until)
        outside = np.flatnonzero(~inside)
        state = np.where(touched[outside] | may_be_later[outside], OPEN, MET).astype(np.uint8)
        not_in_force = ActFound(events[outside], state, self._text(low[outside]))
        if not self.names_actors:
            return not_in_force, _none()
        return not_in_force, self._without_power(index, events, low, high, may_be_later)

    def _text(self, day: NDArray[np.int32]) -> NDArray[np.int64]:
        """The newest text that had begun by a day; before the first, the first."""
        begun = np.searchsorted([since for since, _, _, _ in self._acts], day, side="right") - 1
        return np.maximum(begun, 0).astype(np.int64)

    def _without_power(
        self,
        index: EventIndex,
        events: NDArray[np.int64],
        low: NDArray[np.int32],
        high: NDArray[np.int32],
        may_be_later: NDArray[np.bool_],
    ) -> ActFound:
        codes, words = index.words("actor")
        actor = codes[events]
        allowed = np.zeros(len(events), np.bool_)
        perhaps = np.zeros(len(events), np.bool_)
        touched = np.zeros(len(events), np.bool_)
        for since, until, _, _ in self._acts:
            touched |= (high >= since) & (low < until)
        for code in np.flatnonzero(np.bincount(actor)[1:]) + 1:
            word, mine = words[code], np.flatnonzero(actor == code)
            may = [one for one in self._acts if not one[2] or word in one[2] or word not in self._named]
            for since, until, _, _ in may:
                perhaps[mine] |= (high[mine] >= since) & (low[mine] < until)
            # where one text takes over from another and both let the same person act, the days between are no gap
            for since, until in _joined([one[:2] for one in may if one[3] and (not one[2] or word in one[2])]):
                allowed[mine] |= (low[mine] >= since) & (high[mine] < until)
        # whom the file does not name, nobody can hold to it; whom the law does not know, it is open who that is
        found = np.flatnonzero((actor > 0) & touched & ~allowed)
        state = np.where(perhaps[found] | may_be_later[found], OPEN, MET).astype(np.uint8)
        return ActFound(events[found], state, self._text(low[found]))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches with those that meet or overlap made one."""
    found: list[tuple[int, int]] = []
    for since, until in sorted(spans):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(until, found[-1][1]))
        else:
            found.append((since, until))
    return found


def _none() -> ActFound:
    none = np.zeros(0, np.int64)
    return ActFound(none, np.zeros(0, np.uint8), none)
