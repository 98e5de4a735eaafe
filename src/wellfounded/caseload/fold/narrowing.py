"""Imprecise days narrowed by one another, for many claims at once; orders that no completion allows are marked.

The meaning is that of `wellfounded.claim.between.narrow` for events without a stated relation: an event lies on or
before the day of its notice, and the law's sequence holds between the events of one application.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.table.events import DayColumn, EventBatch
from wellfounded.claim.between import MOST
from wellfounded.rules.order import LegalOrder

Days = NDArray[np.int32]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.intp]
_AFTER_ALL = np.int32(2**31 - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """The days of a batch, narrowed. `refused`: the claims whose order of days no completion allows."""

    day: DayColumn
    notified: DayColumn
    refused: Mask


@dataclass(slots=True, eq=False)
class _Ends:
    """Both ends of the days of some events and of their notices, with the group of each and its place in a table.

    `group`: the number of the application; after these, of the claim whose person the event belongs to.
    `place`: -1 for an event that stands in no pair of the sequence, and where its day is not recorded.
    """

    group: Numbers
    place: Numbers
    low: Days
    high: Days
    notice_low: Days
    notice_high: Days

    def at(self, index: Any) -> _Ends:
        """Some of these events."""
        return _Ends(
            self.group[index],
            self.place[index],
            self.low[index],
            self.high[index],
            self.notice_low[index],
            self.notice_high[index],
        )


class Narrowing:
    """The sequence of a law, made ready for batches."""

    def __init__(self, law: LegalOrder) -> None:
        number = {name: i for i, name in enumerate(law.kinds)}
        pairs = [(number[a], number[b]) for a, b in sorted(law.sequence) if a in number and b in number]
        ordered = sorted({kind for pair in pairs for kind in pair})
        self.place = np.full(len(number) + 1, -1, np.intp)
        self.place[ordered] = np.arange(len(ordered))
        self.pairs = [(int(self.place[a]), int(self.place[b])) for a, b in pairs]
        self.kinds = len(ordered)
        # Of each kind that comes before others, which these are; the last place is that of no kind.
        self.later = {a: np.zeros(len(ordered) + 1, np.bool_) for a, _ in self.pairs}
        for a, b in self.pairs:
            self.later[a][b] = True

    def narrow(self, batch: EventBatch) -> Narrowed:
        """The days of the standing events of a batch, narrowed until nothing moves."""
        day, notified = batch.day, batch.notified
        refused = np.zeros(batch.n_claims, np.bool_)
        if not self.kinds and notified.low.max(initial=0) <= 0:
            return Narrowed(day, notified, refused)
        ends = self._ends(batch)
        if not len(ends.at_event):
            return Narrowed(day, notified, refused)
        claim_of, held = batch.claim_of_applications(), ends.held
        if held.group.max() >= len(claim_of):
            claim_of = np.concatenate((claim_of, np.arange(batch.n_claims, dtype=np.int32)))
        impossible = self._impossible(held, len(claim_of))
        refused[claim_of[impossible]] = True
        vague = (held.low != held.high) | (held.notice_low != held.notice_high)
        if not vague.any():
            return Narrowed(day, notified, refused)
        groups = np.zeros(len(claim_of), np.bool_)
        groups[held.group[vague]] = True
        groups &= ~impossible
        low, high = day.low.copy(), day.high.copy()
        notice_low, notice_high = notified.low.copy(), notified.high.copy()
        while groups.any():
            inside = np.flatnonzero(groups[held.group])
            old = held.at(inside)
            new = self._step(old, np.cumsum(groups) - 1, int(np.count_nonzero(groups)))
            at = ends.at_event[inside]
            low[at], high[at], notice_low[at], notice_high[at] = new.low, new.high, new.notice_low, new.notice_high
            held.low[inside], held.high[inside] = new.low, new.high
            held.notice_low[inside], held.notice_high[inside] = new.notice_low, new.notice_high
            moved = (old.low != new.low) | (old.high != new.high)
            moved |= (old.notice_low != new.notice_low) | (old.notice_high != new.notice_high)
            groups = np.zeros(len(claim_of), np.bool_)
            groups[old.group[moved]] = True
            crossed = old.group[(new.low > new.high) | (new.notice_low > new.notice_high)]
            refused[claim_of[crossed]] = True
            groups[crossed] = False
        return Narrowed(DayColumn(low, high), DayColumn(notice_low, notice_high), refused)

    def _ends(self, batch: EventBatch) -> _Held:
        """The events of which something is known that their days must obey."""
        place = self.place.take(batch.kind)
        with_notice = batch.notified.low > 0
        known = (batch.day.low > 0) & batch.standing
        at = np.flatnonzero(known & ((place >= 0) | with_notice))
        group = batch.application[at].astype(np.intp)
        alone = np.flatnonzero(group < 0)
        if len(alone):
            group[alone] = batch.n_applications + np.searchsorted(batch.starts, at[alone], side="right") - 1
        ends = (column[at] for column in (batch.day.low, batch.day.high, batch.notified.low, batch.notified.high))
        return _Held(at, _Ends(group, place[at], *ends))

    def _tables(self, held: _Ends, group: Numbers, groups: int) -> tuple[Numbers, Numbers, Days, Days]:
        """Of each kind and group, the latest of the earliest days and the earliest of the latest days."""
        of = np.flatnonzero(held.place >= 0)
        cell = held.place[of] * groups + group[of]
        lows, highs = np.zeros(self.kinds * groups, np.int32), np.full(self.kinds * groups, _AFTER_ALL)
        np.maximum.at(lows, cell, held.low[of])
        np.minimum.at(highs, cell, held.high[of])
        return of, cell, lows.reshape(-1, groups), highs.reshape(-1, groups)

    def _impossible(self, held: _Ends, groups: int) -> Mask:
        """The groups of which two days stand in the wrong order, or farther apart than two days of a case can."""
        found = np.zeros(groups, np.bool_)
        bare = held.notice_low == 0
        wrong = (held.notice_high < held.low) | (held.notice_low - MOST > held.high)
        found[held.group[wrong & ~bare]] = True
        if _far(held):
            _, _, lows, highs = self._tables(held, held.group, groups)
            for a, b in self.pairs:
                found |= (lows[a] > highs[b]) | (lows[b] - MOST > highs[a])
            return found
        for a, later in self.later.items():
            before, after = np.flatnonzero(held.place == a), np.flatnonzero(later.take(held.place))
            if len(before) and len(after):
                least = np.zeros(groups, np.int32)
                np.maximum.at(least, held.group.take(before), held.low.take(before))
                group = held.group.take(after)
                found[group[least.take(group) > held.high.take(after)]] = True
        return found

    def _step(self, held: _Ends, number: Numbers, groups: int) -> _Ends:
        """Each day narrowed once by every day that it has a relation to."""
        of, cell, lows, highs = self._tables(held, number[held.group], groups)
        least, most = np.zeros_like(lows), np.full_like(highs, _AFTER_ALL)
        far = _far(held)
        for a, b in self.pairs:
            np.maximum(least[b], lows[a], out=least[b])
            np.minimum(most[a], highs[b], out=most[a])
            if far:
                np.maximum(least[a], lows[b] - MOST, out=least[a])
                np.minimum(most[b], np.minimum(highs[a], _AFTER_ALL - MOST) + MOST, out=most[b])
        low, high = held.low.copy(), held.high.copy()
        low[of] = np.maximum(low[of], least.ravel()[cell])
        high[of] = np.minimum(high[of], most.ravel()[cell])
        known = held.notice_low > 0
        low = np.where(known, np.maximum(low, held.notice_low - MOST), low)
        high = np.where(known, np.minimum(high, held.notice_high), high)
        notice_low = np.where(known, np.maximum(held.notice_low, held.low), held.notice_low)
        notice_high = np.where(known, np.minimum(held.notice_high, held.high + MOST), held.notice_high)
        return _Ends(held.group, held.place, low, high, notice_low, notice_high)


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """Events by their number in the batch, and both ends of their days."""

    at_event: Numbers
    held: _Ends


def _far(held: _Ends) -> bool:
    """Whether two of these days lie farther apart than the days of one case can."""
    return len(held.low) > 0 and int(held.high.max()) - int(held.low.min()) > MOST
