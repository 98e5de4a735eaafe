"""One claim of a batch as the case that the person reading knows, and cases as a batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from wellfounded.caseload.table.events import (
    NEVER_COMES,
    UNRECORDED,
    Coded,
    DayColumn,
    EventBatch,
    Field,
    FieldValues,
    Names,
    Stated,
)
from wellfounded.caseload.table.layout import Sort, layout
from wellfounded.claim.case_file import HOW, NEVER_CAME
from wellfounded.claim.events import Case, Event, Statement
from wellfounded.claim.fold import standing
from wellfounded.claim.record import record
from wellfounded.logic.days import Day
from wellfounded.readings.values import NEVER, NOT_MET
from wellfounded.rules.facts import Fact
from wellfounded.rules.order import LegalOrder

_MANNERS = ("", *HOW)


def to_case(batch: EventBatch, claim: int, law: LegalOrder, complete: Mapping[str, date] | None = None) -> Case:
    """A claim of a batch (by its number there) as a case. `complete`: up to when each lane's record is complete."""
    a, b = int(batch.starts[claim]), int(batch.starts[claim + 1])
    first, end = int(batch.application_starts[claim]), int(batch.application_starts[claim + 1])
    names = [batch.applications[i] for i in range(first, end)]
    kinds = tuple(law.kinds)
    fields: list[dict[str, Any]] = [{} for _ in range(a, b)]
    for name, held in batch.fields.items():
        truth = layout(law).sorts[name] == "truth"
        low, high = np.searchsorted(held.events, (a, b))
        for i in range(int(low), int(high)):
            value = _value(held.values, i)
            fields[int(held.events[i]) - a][name] = bool(value) if truth else value
    events = []
    for i in range(a, b):
        application = int(batch.application[i])
        events.append(
            Event(
                kinds[batch.kind[i]],
                _day(batch.day, i),
                _day(batch.notified, i),
                _word(batch.how, i),
                _day(batch.recorded, i),
                _word(batch.actor, i),
                batch.ids[i] if batch.ids is not None else "",
                batch.corrects[i] if batch.corrects is not None else "",
                "" if application < 0 else names[application - first],
                fields[i - a],
                line=int(batch.line[i]),
            )
        )
    statements = [
        Statement(name, _stated(law.facts[name], held, i), names[int(held.rows[i]) - first], _since(held, i))
        for name, held in batch.statements.items()
        for i in np.flatnonzero((held.rows >= first) & (held.rows < end)).tolist()
    ]
    return Case(law.id, batch.claims[claim], dict(complete or {}), tuple(events), tuple(statements), tuple(names))


def _day(days: DayColumn, i: int) -> Day | None:
    low, high = int(days.low[i]), int(days.high[i])
    return None if low == UNRECORDED else Day(date.fromordinal(low), date.fromordinal(high))


def _word(words: Coded, i: int) -> str:
    return words.words[int(words.codes[i])]


def _value(values: FieldValues, i: int) -> Any:
    if isinstance(values, DayColumn):
        return NEVER_CAME if values.low[i] == NEVER_COMES else _day(values, i)
    return _word(values, i) if isinstance(values, Coded) else int(values[i])


def _since(held: Stated, i: int) -> Day | None:
    day = int(held.since[i])
    return Day(date.fromordinal(day), date.fromordinal(day)) if day else None


def _stated(fact: Fact, held: Stated, i: int) -> Any:
    values = held.values
    if isinstance(values, DayColumn):
        return NEVER if values.low[i] == NEVER_COMES else (int(values.low[i]), int(values.high[i]), 2)
    if isinstance(values, Coded):
        return frozenset((_word(values, i),))
    return int(values[i]) if fact.type == "truth" else (int(values[i]), int(values[i]))


def from_cases(law: LegalOrder, cases: Iterable[Case], names: Sequence[str] | None = None) -> EventBatch:
    """Cases as one batch; claims are called by `names`, or numbered from 1.

    What a case says of the days between its events (`after`) has no place in a table: its days are narrowed by it,
    and an order that no completion allows is refused with the same sentence as for one case.
    """
    told = [_told(law, case) for case in cases]
    events = [event for case in told for event in case.events]
    kinds = {name: i for i, name in enumerate(law.kinds)}
    applications: list[str] = []
    starts, application_starts, application = [0], [0], []
    stands: list[bool] = []
    for case in told:
        number = {name: len(applications) + i for i, name in enumerate(case.applications)}
        applications += case.applications
        application += [number[event.application] if event.application else -1 for event in case.events]
        standing_ = set(map(id, standing(case.events)))
        stands += [id(event) in standing_ for event in case.events]
        starts.append(len(application))
        application_starts.append(len(applications))
    sorts = layout(law).sorts
    fields = {}
    for name, sort in sorts.items():
        at = [i for i, event in enumerate(events) if name in event.fields]
        if at:
            fields[name] = Field(np.array(at, np.int32), _held(sort, [events[i].fields[name] for i in at]))
    return EventBatch(
        claims=Names(list(names) if names is not None else [str(i + 1) for i in range(len(told))]),
        starts=np.array(starts, np.int64),
        applications=Names(applications),
        application_starts=np.array(application_starts, np.int64),
        application=np.array(application, np.int32),
        kind=np.array([kinds[event.kind] for event in events], np.int16),
        day=_days([event.day for event in events]),
        notified=_days([event.notified for event in events]),
        recorded=_days([event.recorded for event in events]),
        how=Coded(np.array([_MANNERS.index(event.how) for event in events], np.int16), _MANNERS),
        actor=_coded([event.actor for event in events]),
        standing=np.array(stands, np.bool_),
        fields=fields,
        attributes={},
        statements=_statements(law, told),
        line=np.array([event.line or i + 1 for i, event in enumerate(events)], np.int64),
        ids=Names([event.id for event in events]) if any(event.id for event in events) else None,
        corrects=Names([event.corrects for event in events]) if any(event.corrects for event in events) else None,
    )


def _told(law: LegalOrder, case: Case) -> Case:
    if not any(event.after for event in case.events):
        return case
    narrowed = record(law, replace(case, family=()), law.begins).case.events
    return replace(case, events=tuple(replace(event, after=None) for event in narrowed))


def _days(days: Sequence[Any]) -> DayColumn:
    def ends(day: Any) -> tuple[int, int]:
        if day is None:
            return (UNRECORDED, UNRECORDED)
        return (NEVER_COMES,) * 2 if day == NEVER_CAME else (day.earliest.toordinal(), day.latest.toordinal())

    low, high = np.array([ends(day) for day in days], np.int32).reshape(-1, 2).T.copy()
    return DayColumn(low, low if np.array_equal(low, high) else high)


def _coded(found: Sequence[str]) -> Coded:
    words = {"": 0}
    codes = [words.setdefault(word, len(words)) for word in found]
    return Coded(np.array(codes, np.int32), tuple(words))


def _held(sort: Sort, values: Sequence[Any]) -> FieldValues:
    if sort == "day":
        return _days(values)
    if sort == "word":
        return _coded(values)
    return np.array(values, np.uint8) if sort == "truth" else np.array(values, np.int32)


def _statements(law: LegalOrder, cases: Sequence[Case]) -> dict[str, Stated]:
    """What is stated of all applications first, then what is stated of one, so that the later row wins."""
    said: dict[str, list[tuple[int, int, Any, int]]] = {}
    first = 0
    for case in cases:
        for everyone in (True, False):
            for statement in case.statements:
                if everyone != (not statement.application):
                    continue
                rows = [i for i, name in enumerate(case.applications) if everyone or name == statement.application]
                since = statement.day.earliest.toordinal() if statement.day else 0
                told = said.setdefault(statement.fact, [])
                told += [(first + i, since, statement.value, statement.line or 0) for i in rows]
        first += len(case.applications)
    found = {}
    for name, rows_ in said.items():
        at, since_, values, line = zip(*rows_, strict=True)
        found[name] = Stated(
            np.array(at, np.int64),
            np.array(since_, np.int32),
            _given(law.facts[name], values),
            np.array(line, np.int64),
        )
    return found


def _given(fact: Fact, values: Sequence[Any]) -> FieldValues:
    if fact.type == "truth":
        return np.array(values, np.uint8)
    if fact.type == "category":
        return Coded(np.array([1 + fact.values.index(next(iter(v))) for v in values], np.int16), ("", *fact.values))
    if fact.type == "count":
        return np.array([v[0] for v in values], np.int32)
    low, high = (
        np.array([(NEVER_COMES,) * 2 if v[2] == NOT_MET else v[:2] for v in values], np.int32).reshape(-1, 2).T.copy()
    )
    return DayColumn(low, low if np.array_equal(low, high) else high)
