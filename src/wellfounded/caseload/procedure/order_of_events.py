"""Breaches of order in a batch: applications are grouped by the path they took, and each path is aligned once.

A path is the sequence of the kinds of event of one application (or person) in one track, with what their days leave
open. A million applications take a few hundred paths, so that the time goes by paths and not by applications.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.procedure.alignment import Alignment, Deviation, Happened, Process, align, may_break
from wellfounded.caseload.procedure.event_index import EventIndex
from wellfounded.caseload.table.arrays import arrow, numpy_of
from wellfounded.caseload.table.events import UNRECORDED, EventBatch
from wellfounded.readings.values import FIRST_DAY, LAST_DAY, MET, OPEN
from wellfounded.rules.breaches import Track
from wellfounded.rules.order import LegalOrder

_LABEL_BITS, _SPAN_BITS, _DAY_BITS = 6, 17, 20
_OWNER_BITS = 63 - _LABEL_BITS - _SPAN_BITS - _DAY_BITS
_FAR = np.int64(1 << 21)
"""More than any day number: it keeps the days of one owner apart from those of the next."""


class Path(NamedTuple):
    """What was found for one path: MET where no completion fits, OPEN where it hangs on the days, 0 where it fits."""

    state: int
    deviations: tuple[Deviation, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OrderFound:
    """One row a deviation. `owner`: the application, or the claim in a track of the person. `label`, `step`: into the
    process (`step` -1: out of place, else missing). `event`: the event out of place, or that at which the missing one
    is seen, numbered in the batch. `state`: MET or OPEN.
    """

    owner: NDArray[np.int64]
    label: NDArray[np.int64]
    step: NDArray[np.int64]
    event: NDArray[np.int64]
    state: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """The events of a track by owner and day. `start`: where each owner's events begin. `may_be_later`: events of
    which it is open whether they have come by the day asked about.
    """

    events: NDArray[np.int64]
    owner: NDArray[np.int64]
    start: NDArray[np.int64]
    label: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    may_be_later: NDArray[np.bool_]


class OrderOfEvents:
    """One track of a law, ready to be held against batches. What was found for a path is kept for all batches."""

    def __init__(self, law: LegalOrder, track: Track) -> None:
        self.process = Process.of(track, law.sequence)
        self._kinds = {kind: number for number, kind in enumerate(law.kinds)}
        self._label = np.zeros(len(law.kinds), np.uint8)
        self._by_fields: list[tuple[int, int, Mapping[str, str]]] = []
        for number, label in enumerate(self.process.labels):
            if label.where:
                self._by_fields.append((self._kinds[label.kind], number + 1, dict(label.where)))
            else:
                self._label[self._kinds[label.kind]] = number + 1
        self._ordered = np.zeros(len(law.kinds), np.bool_)
        self._ordered[[self._kinds[label.kind] for label in self.process.labels]] = True
        self._paths: dict[int, Path] = {}
        self._mixed = np.empty((0, 0), np.uint64)

    def of(self, batch: EventBatch, index: EventIndex) -> OrderFound:
        """The deviations of a batch, of what had come by the day of the index."""
        events = index.of_kinds(self._ordered)
        lying = self._sorted(batch, index, events) if len(events) else None
        if lying is None or not len(lying.events):
            return _nothing()
        places, hashes = self._hashes(lying)
        coded = arrow(hashes).dictionary_encode()
        distinct, number = numpy_of(coded.dictionary), numpy_of(coded.indices)
        first = np.empty(len(distinct), np.int64)
        first[number[::-1]] = np.arange(len(number))[::-1]
        paths = [self._path(int(key), lying, places, int(one)) for key, one in zip(distinct, first, strict=True)]
        return _spread(paths, number, lying)

    def _sorted(self, batch: EventBatch, index: EventIndex, events: NDArray[np.int64]) -> Sorted:
        label = self._label[batch.kind[events]]
        for kind, number, where in self._by_fields:
            some = index.of_kind(kind)
            label[np.searchsorted(events, some[index.holding(some, where)])] = number
        if self._by_fields:
            events, label = events[label > 0], label[label > 0]
        if self.process.track.scope == "application":
            owner = batch.application[events].astype(np.int64)
            if len(owner) and owner.min() < 0:
                events, label, owner = events[owner >= 0], label[owner >= 0], owner[owner >= 0]
        else:
            owner = index.claims[events].astype(np.int64)
        on, days = index.on, batch.day
        first = days.low[events].astype(np.int64)
        last = first if days.exact else days.high[events].astype(np.int64)
        unknown = first == UNRECORDED
        if unknown.any():
            first, last = np.where(unknown, FIRST_DAY, first), np.where(unknown, LAST_DAY, last)
        later = last > on
        if later.any():
            last = np.minimum(last, on)
        exact = last is first
        labels = label.astype(np.int64) - 1
        order = _order(owner, first, last, labels)
        if order is not None:
            events, owner, first, labels = events[order], owner[order], first[order], labels[order]
            last, later = first if exact else last[order], later[order]
        start = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]]) if len(owner) else np.zeros(0, np.int64)
        return Sorted(events, owner, start, labels, first, last, later)

    def _hashes(self, lying: Sorted) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], NDArray[np.uint64]]:
        """The first and last place of each event among those of its owner, and a number for each owner's path.

        Two paths share a number of 64 bits with a chance of one in 10**19 for each pair.
        """
        n = len(lying.events)
        counts = np.diff(np.r_[lying.start, n])
        at = np.arange(n) - np.repeat(lying.start, counts)
        reach = lying.high
        if lying.high is not lying.low:
            base = lying.owner * _FAR
            reach = np.maximum.accumulate(base + lying.high) - base
        new = np.ones(n, np.bool_)
        new[1:] = lying.low[1:] > reach[:-1]
        new[lying.start] = True
        first = np.cumsum(new, dtype=np.int64)
        first -= np.repeat(first[lying.start] - 1, counts)
        last = first
        hashed = self._mix(at, lying.label * 2 + new)
        if lying.high is not lying.low and (lying.high != lying.low).any():
            owner = np.repeat(np.arange(len(lying.start)), counts)
            events = np.flatnonzero(_tangled(lying, new, owner))
            if len(events):
                last = first.copy()
                first[events], last[events] = _compressed(lying, new, owner, events)
                placed = _splitmix((first[events] << 32 | last[events]).astype(np.uint64))
                hashed[events] = _splitmix(hashed[events] ^ placed)
        return (first, last), np.add.reduceat(hashed, lying.start)

    def _mix(self, at: NDArray[np.int64], code: NDArray[np.int64]) -> NDArray[np.uint64]:
        wide, high = 2 * len(self.process.labels) + 2, int(at.max()) + 1
        table = self._mixed
        if len(table) < high:
            numbers = np.arange(wide * max(64, 2 * high), dtype=np.uint64)
            self._mixed = table = _splitmix(numbers).reshape(-1, wide)
        mixed: NDArray[np.uint64] = table.ravel()[at * wide + code]
        return mixed

    def _path(self, key: int, lying: Sorted, places: tuple[NDArray[np.int64], NDArray[np.int64]], one: int) -> Path:
        if key not in self._paths:
            begin = int(lying.start[one])
            end = int(lying.start[one + 1]) if one + 1 < len(lying.start) else len(lying.events)
            columns = (lying.label, *places)
            happened = list(zip(*(column[begin:end].tolist() for column in columns), strict=True))
            self._paths[key] = examined(self.process, happened)
        return self._paths[key]


def examined(process: Process, happened: list[Happened]) -> Path:
    """Whether a path fits, breaks the order, or may break it."""
    found = align(process, happened)
    if found.cost:
        return Path(MET if found.exact else OPEN, found.deviations)
    worse: Alignment | None = None
    if any(low != high for _, low, high in happened):
        worse = may_break(process, happened)
    return Path(OPEN, worse.deviations) if worse is not None and worse.deviations else Path(0, ())


def _nothing() -> OrderFound:
    none = np.zeros(0, np.int64)
    return OrderFound(none, none, none, none, np.zeros(0, np.uint8))


def _order(
    owner: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64], label: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    """By owner, then first day, last day and label; None where they lie so already."""
    if not len(owner):
        return None
    if int(owner.max()) >> _OWNER_BITS:
        return np.lexsort((label, last, first, owner))
    key = ((owner << _DAY_BITS | first) << _SPAN_BITS | (last - first)) << _LABEL_BITS | label
    return None if (key[1:] >= key[:-1]).all() else np.argsort(key, kind="stable")


def _tangled(lying: Sorted, new: NDArray[np.bool_], owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The events of owners some of whose events have days that overlap and are not all one and the same day."""
    stretch = np.cumsum(new) - 1
    starts = np.flatnonzero(new)
    wide = (lying.high != lying.low) | (lying.low != lying.low[starts][stretch])
    several = np.diff(np.r_[starts, len(new)]) > 1
    tangle = np.logical_or.reduceat(wide, starts) & several
    return np.logical_or.reduceat(tangle[stretch], lying.start)[owner]


def _compressed(
    lying: Sorted, new: NDArray[np.bool_], owner: NDArray[np.int64], events: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of first and last days such that every order of days that was possible stays so, and no other is.

    Where days overlap, only so much room counts between two ends as there are events to fill it; elsewhere none does.
    So paths that differ in nothing else are one path.
    """
    stretch = np.cumsum(new)[events]
    starts = np.flatnonzero(np.r_[True, stretch[1:] != stretch[:-1]])
    alone = np.diff(np.r_[starts, len(events)]) == 1
    alone = np.repeat(alone, np.diff(np.r_[starts, len(events)]))
    ends = np.r_[lying.low[events], np.where(alone, lying.low[events], lying.high[events])]
    stretches = np.r_[stretch, stretch]
    order = np.lexsort((ends, stretches))
    whose = np.r_[owner[events], owner[events]][order]
    most = np.diff(np.r_[lying.start, len(new)])[whose] + 1
    room = np.minimum(np.diff(ends[order], prepend=0), most)
    room[np.r_[True, np.diff(stretches[order]) != 0]] = 1
    begins = np.flatnonzero(np.r_[True, whose[1:] != whose[:-1]])
    run = np.cumsum(room)
    run -= np.repeat(run[begins] - 1, np.diff(np.r_[begins, len(run)]))
    compressed = np.empty(len(ends), np.int64)
    compressed[order] = run
    return compressed[: len(events)], compressed[len(events) :]


def _spread(paths: list[Path], number: NDArray[np.int64], lying: Sorted) -> OrderFound:
    """What was found for the paths, for every owner that took them."""
    many = np.array([len(path.deviations) for path in paths])
    owners = np.flatnonzero(many[number])
    if not len(owners):
        return _nothing()
    flat = [
        (one.label, one.step, one.event if one.event >= 0 else one.near, path.state)
        for path in paths
        for one in path.deviations
    ]
    label, step, near, state = np.array(flat, np.int64).T
    taken = number[owners]
    times = many[taken]
    offset = np.cumsum(many) - many
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    entry = np.repeat(offset[taken], times) + within
    start = np.repeat(lying.start[owners], times)
    later = np.logical_or.reduceat(lying.may_be_later, lying.start)
    found = state[entry].astype(np.uint8)
    found[later[np.repeat(owners, times)]] = OPEN  # not all of it may have come yet
    return OrderFound(lying.owner[start], label[entry], step[entry], lying.events[start + near[entry]], found)


def _splitmix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers spread over 64 bits, so that sums of them rarely meet (the finaliser of splitmix64)."""
    mixed = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
