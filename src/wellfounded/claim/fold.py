"""The fold: each fact is read from the events as the table of the law says. No legal inference stands here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wellfounded.claim.events import Case, Event
from wellfounded.logic.days import Day
from wellfounded.readings.known import Tied
from wellfounded.readings.person import join
from wellfounded.readings.values import FIRST_DAY, LAST_DAY, MET, MOST, NEVER, NOT_MET, OPEN, open_value, seen
from wellfounded.rules.facts import Fact, Fold
from wellfounded.rules.order import LegalOrder

Value = Any
LONGEST_IN_THE_POST = 62
"""Days. What arrived was not posted longer before; the law counts no more than the days of ordinary post."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folded:
    """The facts of each application on a day, in the order of lodging.

    `spans`: the whole range of each recorded day, also where it reaches beyond the day asked about.
    `sources`: the event (by its place in the case) and its field that a day fact was read from.
    """

    rows: tuple[tuple[str, Mapping[str, Value]], ...]
    spans: Mapping[tuple[int, str], Span]
    sources: Mapping[tuple[int, str], tuple[int, str]]


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that no later event corrects."""
    events = list(events)
    corrected = {event.corrects for event in events if event.corrects}
    return [event for event in events if not event.id or event.id not in corrected]


def fold(law: LegalOrder, case: Case, on: date) -> Folded:
    """The facts of a case on a day."""
    day = on.toordinal()
    complete = {lane: day_.toordinal() for lane, day_ in case.complete.items()}
    events = standing(case.events)
    stated: dict[tuple[str, str], Value] = {
        (s.application, s.fact): s.value for s in case.statements if s.day is None or s.day.earliest <= on
    }
    by_kind: dict[str, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    rows, spans, sources = [], {}, {}
    for k, application in enumerate(case.applications):
        facts: dict[str, Value] = {}
        for fact in law.facts.values():
            if fact.folds:
                kind = law.kinds[fact.folds[0].kind]
                up_to = FIRST_DAY - 1 if kind.internal else complete.get(kind.lane, FIRST_DAY - 1)
                value, span, source = _read(fact, law, by_kind, application, day, up_to)
                facts[fact.name] = value
                cell = (-1 if fact.scope == "person" else k, fact.name)
                if span is not None:
                    spans[cell] = span
                if source is not None:
                    sources[cell] = (case.events.index(source[0]), source[1])
            for where in (("", fact.name), (application, fact.name)):
                if where in stated:
                    facts[fact.name] = stated[where]
                    place = (-1 if fact.scope == "person" else k, fact.name)
                    spans.pop(place, None)
                    sources.pop(place, None)
        rows.append((application, facts))
    return Folded(tuple(rows), spans, sources)


def _matches(event: Event, fold_: Fold) -> bool:
    common = {"how": event.how, "actor": event.actor}
    return all(str(event.fields.get(key, common.get(key, ""))) in values for key, values in fold_.where)


def _read(
    fact: Fact, law: LegalOrder, by_kind: Mapping[str, Sequence[Event]], application: str, on: int, complete: int
) -> tuple[Value, Span | None, tuple[Event, str] | None]:
    """The value of a fact from the first entry of its fold that has an event; otherwise what absence means."""
    for fold_ in fact.folds:
        events = [
            e
            for e in by_kind.get(fold_.kind, ())
            if (fact.scope == "person" or e.application == application)
            and _matches(e, fold_)
            and _begun(e, on, fold_.field)
        ]
        if events:
            return _take(fact, law, fold_, events, on, complete)
    return absent(fact, on, complete), None, None


def _begun(event: Event, on: int, field: str) -> bool:
    """Whether what a field of an event says may have happened. What is in the post was posted before it arrives."""
    posted = event.fields.get(field) if field == "posted" else None
    day = posted if isinstance(posted, Day) else event.day
    return day is None or day.earliest.toordinal() <= on


def absent(fact: Fact, on: int, complete: int) -> Value:
    """What it means that no event is recorded: up to the complete day it did not happen, after it it may have."""
    if complete < on:
        if fact.type == "day" and complete >= FIRST_DAY:
            return (complete + 1, on, OPEN)
        return open_value(fact, on)
    if fact.type == "day":
        return NEVER
    if fact.type == "truth":
        return NOT_MET
    if fact.type == "count":
        return (fact.otherwise or 0, fact.otherwise or 0)
    return frozenset((fact.otherwise or "none",))


def _span(day: Day | None, floor: int = FIRST_DAY) -> Span:
    return (floor, LAST_DAY) if day is None else (day.earliest.toordinal(), day.latest.toordinal())


def _happened(event: Event, on: int) -> int:
    """Whether an event has happened by that day. What happened on an unknown day has happened."""
    return MET if event.day is None else seen(_span(event.day), on)[2]


def _candidates(events: list[Event], take: str, on: int) -> list[Event]:
    """The events of which one is the first (or last) by its day; those of one day stand in the order of the file.

    An imprecise day may leave several.
    """
    ends = [((FIRST_DAY, on) if e.day is None else _span(e.day), i) for i, e in enumerate(events)]
    sure = [ends[i] for i, e in enumerate(events) if _happened(e, on) == MET]
    if take == "first":
        return [events[i] for (low, _), i in ends if not any((high, j) < (low, i) for (_, high), j in sure)]
    return [events[i] for (_, high), i in ends if not any((low, j) > (high, i) for (low, _), j in sure)]


def _take(
    fact: Fact, law: LegalOrder, fold_: Fold, events: list[Event], on: int, complete: int
) -> tuple[Value, Span | None, tuple[Event, str] | None]:
    existing = [_happened(e, on) for e in events]
    if fold_.take == "any":
        value: Value = max(existing)
        return (OPEN if value == NOT_MET and complete < on else value), None, None
    if fold_.take == "count":
        sure, most = existing.count(MET), len(existing) - existing.count(NOT_MET)
        return (sure, most if complete >= on else MOST), None, None
    more = fold_.take == "last" and complete < on
    possible = _candidates(events, fold_.take, on)
    if fact.type != "day":
        source = (possible[0], fold_.field) if len(possible) == 1 and not more else None
        return join([_field(fact, event, fold_, on, more) for event in possible]), None, source
    which = str(law.kinds[fold_.kind].fields.get(fold_.field, "day"))
    days = [_day(event, fold_, which, on, more) for event in possible]
    if len(days) == 1:
        return days[0]
    low, high, exists = join([day for day, _, _ in days])
    return (low, high, MET if fold_.field == "day" and MET in existing else exists), None, None


def _day(
    event: Event, fold_: Fold, which: str, on: int, more: bool
) -> tuple[Value, Span | None, tuple[Event, str] | None]:
    own = _span(event.day)
    given = event.day
    if fold_.field != "day":
        given = event.notified if fold_.field == "notified" else event.fields.get(fold_.field)
        if given is None:
            return _unsaid(event, which, own, on), None, None
        if given == "never":
            return NEVER, None, None
    span = _span(given)
    if which == "term":
        return (*span, seen(own, on)[2]), None, None
    value = seen(span, on)
    if fold_.field == "day" and event.day is None:
        span, value = (FIRST_DAY, on), (FIRST_DAY, on, MET)
    if more and value[2]:
        # A later one may not be recorded yet, so that what is known of the days of this one says nothing.
        return (value[0], on, value[2]), None, None
    return value, span, (event, fold_.field)


def _unsaid(event: Event, which: str, own: Span, on: int) -> Value:
    """A day of an event that nobody has recorded. What was handed over in person was not posted."""
    if which == "term":
        return (own[0], LAST_DAY, OPEN)
    if which == "posted":
        return NEVER if event.how in ("in_person", "hand") else (own[0] - LONGEST_IN_THE_POST, min(own[1], on), OPEN)
    return (min(own[0], on), on, OPEN)


def _field(fact: Fact, event: Event, fold_: Fold, on: int, more: bool) -> Value:
    return open_value(fact, on) if more or _happened(event, on) != MET else _given(fact, event, fold_.field, on)


def _given(fact: Fact, event: Event, field: str, on: int) -> Value:
    """What an event that has happened says in a field."""
    common = {"how": event.how, "actor": event.actor}
    given = event.fields.get(field, common.get(field))
    if given in (None, ""):
        return open_value(fact, on)
    if fact.type == "truth":
        return MET if given else NOT_MET
    return (given, given) if fact.type == "count" else frozenset((given,))


def ties(law: LegalOrder, case: Case, folded: Folded, on: date) -> Iterator[Tied]:
    """The facts that come with an event of which it is open whether it has happened, tied to its day."""
    days = {place: cell for cell, (place, field) in folded.sources.items() if field == "day"}
    for cell, (place, field) in folded.sources.items():
        fact, event = law.facts[cell[1]], case.events[place]
        if fact.type != "day" and place in days and _happened(event, on.toordinal()) == OPEN:
            complete = case.complete.get(law.kinds[event.kind].lane, date.min).toordinal()
            there = _given(fact, event, field, on.toordinal())
            yield Tied(days[place], cell, there, absent(fact, on.toordinal(), complete))
