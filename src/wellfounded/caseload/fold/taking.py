"""Which event of each application a fact is read from, and what that event says: claim.fold's table, in arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.fold.columns_of_facts import Answer, parts_of
from wellfounded.caseload.table.events import NEVER_COMES, UNRECORDED, Coded, DayColumn, EventBatch
from wellfounded.claim.fold import LONGEST_IN_THE_POST
from wellfounded.readings.values import FIRST_DAY, LAST_DAY, MET, MOST, NOT_MET, OPEN, open_value
from wellfounded.rules.facts import Fact, Fold

Numbers = NDArray[np.intp]
Days = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
TRUE_OR_FALSE = ("", "False", "True")
"""What a field that is true or false says, as words; the first where it says nothing."""


class Said:
    """What the events of a batch say, field by field, as one value for each event of the batch."""

    def __init__(self, batch: EventBatch, notified: DayColumn) -> None:
        self.batch = batch
        self._found: dict[str, Any] = {"notified": notified, "how": batch.how, "actor": batch.actor}

    def field(self, name: str) -> Any:
        """The values of a field for all events: DayColumn, Coded or int64 with -1 where nothing is said; or None."""
        if name not in self._found:
            given = self.batch.fields.get(name)
            self._found[name] = None if given is None else self._spread(given.events, given.values)
        return self._found[name]

    def _spread(self, events: NDArray[np.int32], values: Any) -> Any:
        def over(some: NDArray[Any], absent: int, type_: Any) -> NDArray[Any]:
            made = np.full(self.batch.n_events, absent, type_)
            made[events] = some
            return made

        if isinstance(values, DayColumn):
            low = over(values.low, UNRECORDED, np.int32)
            return DayColumn(low, low if values.exact else over(values.high, UNRECORDED, np.int32))
        if isinstance(values, Coded):
            return Coded(over(values.codes, 0, values.codes.dtype), values.words)
        if values.dtype == np.uint8:
            return Coded(over(values + np.uint8(1), 0, np.uint8), TRUE_OR_FALSE)
        return over(values, -1, np.int64)

    def matches(self, key: str, values: tuple[str, ...], at: Numbers) -> Mask:
        """Of the events `at`, those whose field has one of the values; `""` where it is not given."""
        given = self.field(key)
        if isinstance(given, Coded):
            holds: Mask = np.array([word in values for word in given.words], np.bool_)[given.codes[at]]
            return holds
        if given is None:
            return np.full(len(at), "" in values)
        if isinstance(given, DayColumn):
            low = given.low[at]
            unsaid, never = low == UNRECORDED, low == NEVER_COMES
            return np.where(unsaid, "" in values, np.where(never, "never" in values, False))
        numbers = [int(value) for value in values if value.isdecimal() and str(int(value)) == value]
        found: Mask = np.isin(given[at], [*numbers, *([-1] if "" in values else [])])
        return found


@dataclass(frozen=True, eq=False)
class Stream:
    """The events of one kind that a fact may be read from, in the order of key, day and file.

    `key`: the row (or person) of each; `at`: its number in the batch; `low`, `high`: its day, 0 where unknown.
    `sharp`: all days are known exactly and have come. `single`: no key has two events.
    """

    key: Numbers
    at: Numbers
    low: Days
    high: Days
    sharp: bool
    single: bool

    @cached_property
    def starts(self) -> Numbers:
        """Where the events of each key begin."""
        return np.concatenate(([0], np.flatnonzero(self.key[1:] != self.key[:-1]) + 1)) if len(self.key) else self.key

    def where(self, kept: Mask) -> Stream:
        """Some of these events."""
        if kept.all():
            return self
        low = self.low[kept]
        high = low if self.high is self.low else self.high[kept]
        return Stream(self.key[kept], self.at[kept], low, high, self.sharp, self.single)

    def spans(self, on: int) -> tuple[Days, Days]:
        """Both ends of each day; what happened on an unknown day happened up to today."""
        if self.sharp:
            return self.low, self.high
        unknown = self.low == UNRECORDED
        return np.where(unknown, np.int32(FIRST_DAY), self.low), np.where(unknown, np.int32(on), self.high)

    def happened(self, on: int) -> Bytes:
        """Whether each has happened by that day. What happened on an unknown day has happened."""
        return _seen(self.low, self.high, on)


def stream(key: Numbers, at: Numbers, low: Days, high: Days, on: int) -> Stream:
    """A stream of events that stand in the order of the file."""
    exact = high is low
    if len(key) > 1:
        same = key[1:] == key[:-1]
        if (key[1:] < key[:-1]).any() or (same & (low[1:] < low[:-1])).any():
            order = np.argsort((key << 20) | low, kind="stable")
            key, at, low = key[order], at[order], low[order]
            high = low if exact else high[order]
            same = key[1:] == key[:-1]
        single = not same.any()
    else:
        single = True
    sharp = bool((exact or (low == high).all()) and (len(low) == 0 or (low.min() > 0 and low.max() <= on)))
    return Stream(key, at, low, low if sharp else high, sharp, single)


@dataclass(frozen=True, eq=False)
class Picked:
    """The events that may be the one asked for. `starts`: where those of each key begin; None: one each."""

    of: Stream
    starts: Numbers | None

    @property
    def key(self) -> Numbers:
        """The key of each answer."""
        return self.of.key if self.starts is None else self.of.key[self.starts]


def pick(events: Stream, first: bool, on: int) -> Picked:
    """The events of which one is the first (or last) by its day; those of one day stand in the order of the file.

    An imprecise day may leave several.
    """
    if events.single:
        return Picked(events, None)
    starts = events.starts
    if events.sharp:
        index = starts if first else np.append(starts[1:], len(events.key)) - 1
        low = events.low[index]
        return Picked(Stream(events.key[index], events.at[index], low, low, True, True), None)
    lows, highs = events.spans(on)
    sure = events.happened(on) == MET
    sizes = np.diff(np.append(starts, len(events.key)))
    early, late = (lows.astype(np.int64) << 32) | events.at, (highs.astype(np.int64) << 32) | events.at
    if first:
        bound = np.minimum.reduceat(np.where(sure, late, np.iinfo(np.int64).max), starts)
        kept = early <= np.repeat(bound, sizes)
    else:
        bound = np.maximum.reduceat(np.where(sure, early, -1), starts)
        kept = late >= np.repeat(bound, sizes)
    left = events.where(kept)
    return Picked(left, None if len(left.starts) == len(left.key) else left.starts)


def _seen(low: Days, high: Days, on: int) -> Bytes:
    """Whether days have come: certainly (2), perhaps (1), or not yet (0)."""
    return (low <= on).astype(np.uint8) + (high <= on)


def day_of(picked: Picked, field: str, which: str, on: int, more: bool, said: Said) -> tuple[Days, Days, Bytes | int]:
    """The day that a field of the events says, for each key: earliest, latest, and whether it comes."""
    events = picked.of
    if field == "day":
        low, high = events.spans(on)
        if events.sharp and not more:
            return low, low, MET
        exists: Bytes | int = events.happened(on)
        high = np.full_like(low, on) if more else np.minimum(high, np.int32(on))
    else:
        low, high, exists = _other_day(events, field, which, on, more, said)
    if picked.starts is None:
        return low, high, exists
    assert not isinstance(exists, int)
    there = exists > NOT_MET
    first = np.minimum.reduceat(np.where(there, low, np.int32(LAST_DAY + 1)), picked.starts)
    last = np.maximum.reduceat(np.where(there, high, np.int32(-LAST_DAY)), picked.starts)
    least, most = np.minimum.reduceat(exists, picked.starts), np.maximum.reduceat(exists, picked.starts)
    # It has happened where one has; which one it is may be open.
    joined = most if field == "day" else np.where(least == most, least, np.uint8(OPEN))
    return first, last, joined


def _other_day(events: Stream, field: str, which: str, on: int, more: bool, said: Said) -> tuple[Days, Days, Bytes]:
    """A day beside the day of the event itself, as each event says it or leaves it unsaid."""
    unknown = events.low == UNRECORDED
    own_low = np.where(unknown, np.int32(FIRST_DAY), events.low)
    own_high = np.where(unknown, np.int32(LAST_DAY), events.high)
    given = said.field(field)
    if given is None:
        given_low = given_high = np.zeros(len(events.at), np.int32)
    else:
        given_low, given_high = given.low[events.at], given.high[events.at]
    if which == "term":
        low, high, exists = given_low, given_high, _seen(own_low, own_high, on)
        unsaid_low, unsaid_high = own_low, np.full_like(own_low, LAST_DAY)
    else:
        low, exists = given_low, _seen(given_low, given_high, on)
        high = np.full_like(low, on) if more else np.minimum(given_high, np.int32(on))
        unsaid_low, unsaid_high = np.minimum(own_low, np.int32(on)), np.full_like(own_low, on)
        if which == "posted":
            unsaid_low, unsaid_high = own_low - np.int32(LONGEST_IN_THE_POST), np.minimum(own_high, np.int32(on))
    unsaid, never = given_low == UNRECORDED, given_low == NEVER_COMES
    low, high = np.where(unsaid, unsaid_low, low), np.where(unsaid, unsaid_high, high)
    exists = np.where(unsaid, np.uint8(OPEN), exists)
    if which == "posted":
        # What was handed over in person was not posted.
        never = never | (unsaid & said.matches("how", ("in_person", "hand"), events.at))
    return low, high, np.where(never, np.uint8(NOT_MET), exists)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the fold of a fact, with what its answer depends on.

    `which`: the kind of day that its field holds. `on`: the day asked about. `complete`: up to which day the record
    is. `words`: the vocabulary of a category.
    """

    fact: Fact
    fold: Fold
    which: str
    on: int
    complete: int
    words: tuple[str, ...]

    def answer(self, events: Stream, picked: Picked | None, said: Said) -> Answer:
        """What the entry answers of those who have such events. `picked`: the first or the last, if it asks that."""
        if picked is None:
            return self._how_many(events)
        fact, on, field = self.fact, self.on, self.fold.field
        more = self.fold.take == "last" and self.complete < on
        if fact.type == "day":
            return Answer(picked.key, day_of(picked, field, self.which, on, more, said))
        given = None if more else said.field(field)
        if given is None:
            return Answer(picked.key, parts_of(fact, open_value(fact, on), self.words))
        at = picked.of.at
        known = None if picked.of.sharp else picked.of.happened(on) == MET
        parts: tuple[NDArray[Any], ...]
        if isinstance(given, Coded):
            codes = given.codes[at] if known is None else np.where(known, given.codes[at], 0)
            parts = (np.array([self._number(word) for word in given.words], np.uint64)[codes],)
        else:
            unsaid = given[at] < 0 if known is None else (given[at] < 0) | ~known
            parts = (np.where(unsaid, 0, given[at]), np.where(unsaid, MOST, given[at]))
        if picked.starts is None:
            return Answer(picked.key, parts)
        if fact.type == "category":
            return Answer(picked.key, (np.bitwise_or.reduceat(parts[0], picked.starts),))
        least, most = np.minimum.reduceat(parts[0], picked.starts), np.maximum.reduceat(parts[-1], picked.starts)
        return Answer(picked.key, (np.where(least == most, least, OPEN),) if fact.type == "truth" else (least, most))

    def _number(self, word: str) -> int:
        """What a word says, as a number; open where there is none. Other kinds of event may use words of their own."""
        if not word:
            return parts_of(self.fact, open_value(self.fact, self.on), self.words)[0]
        if self.fact.type == "truth":
            return MET if word == TRUE_OR_FALSE[2] else NOT_MET
        return 1 << self.words.index(word) if word in self.words else 0

    def _how_many(self, events: Stream) -> Answer:
        """Whether there is such an event, or how many there are."""
        on, to_come = self.on, self.complete < self.on
        key = events.key if events.single else events.key[events.starts]
        if self.fold.take == "any":
            if events.sharp:
                return Answer(key, (MET,))
            happened = events.happened(on)
            found = happened if events.single else np.maximum.reduceat(happened, events.starts)
            return Answer(key, (np.where(found == NOT_MET, OPEN, found) if to_come else found,))
        if events.sharp:
            sure: Any = 1 if events.single else np.diff(np.append(events.starts, len(events.key)))
            return Answer(key, (sure, MOST if to_come else sure))
        happened = events.happened(on)
        sure = np.add.reduceat((happened == MET).astype(np.int32), events.starts)
        most = np.add.reduceat((happened != NOT_MET).astype(np.int32), events.starts)
        return Answer(key, (sure, MOST if to_come else most))
