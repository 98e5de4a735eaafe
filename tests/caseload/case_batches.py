"""Cases as a person's file holds them, drawn for any law, and the same cases as a batch of an event table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np

from wellfounded.caseload.table.events import (
    NEVER_COMES,
    UNRECORDED,
    Coded,
    DayColumn,
    EventBatch,
    Field,
    Names,
    Stated,
)
from wellfounded.claim.case_file import HOW
from wellfounded.claim.events import Case, Event, Statement
from wellfounded.claim.fold import standing
from wellfounded.logic.days import Day
from wellfounded.readings.values import MET, NEVER, NOT_MET
from wellfounded.rules.facts import Fact
from wellfounded.rules.order import DAYS, LegalOrder


def days(given: Sequence[Any]) -> DayColumn:
    """Days, None (not recorded) and "never" as a column."""
    ends = [
        (UNRECORDED, UNRECORDED) if d is None else (NEVER_COMES,) * 2 if d == "never" else
        (d.earliest.toordinal(), d.latest.toordinal())
        for d in given
    ]  # fmt: skip
    low, high = (np.array([end[i] for end in ends], np.int32) for i in (0, 1))
    return DayColumn(low, low if np.array_equal(low, high) else high)


def words(given: Sequence[str]) -> Coded:
    """Words as codes."""
    known = ("", *dict.fromkeys(word for word in given if word))
    return Coded(np.array([known.index(word) for word in given], np.int16), known)


def _field(given: Sequence[Any], wanted: Any) -> Any:
    if wanted in DAYS:
        return days(given)
    if wanted in (bool, int):
        return np.array(given, np.uint8 if wanted is bool else np.int32)
    return words(given)


def _stated(law: LegalOrder, cases: Sequence[Case], first: Sequence[int], fact: Fact) -> Stated:
    found = [
        (first[c] + k, s)
        for c, case in enumerate(cases)
        for alone in (False, True)
        for s in case.statements
        for k, name in enumerate(case.applications)
        if s.fact == fact.name and bool(s.application) == alone and s.application in ("", name)
    ]
    values: Any = [s.value for _, s in found]
    if fact.type == "day":
        values = days(["never" if v == NEVER else Day(date.fromordinal(v[0]), date.fromordinal(v[1])) for v in values])
    elif fact.type == "category":
        values = words([next(iter(v)) for v in values])
    else:
        truth = fact.type == "truth"
        values = np.array([v if truth else v[0] for v in values], np.uint8 if truth else np.int32)
    since = [s.day.earliest.toordinal() if s.day else 0 for _, s in found]
    rows = np.array([row for row, _ in found], np.int64)
    return Stated(rows, np.array(since, np.int32), values, np.zeros(len(found), np.int64))


def batch_of(law: LegalOrder, cases: Sequence[Case]) -> EventBatch:
    """The cases as a batch."""
    events = [event for case in cases for event in case.events]
    first = [0, *np.cumsum([len(case.applications) for case in cases]).tolist()]
    kinds = list(law.kinds)
    application = [
        first[c] + case.applications.index(e.application) if e.application else -1
        for c, case in enumerate(cases)
        for e in case.events
    ]
    stands = {id(event) for case in cases for event in standing(case.events)}
    fields: dict[str, Field] = {}
    for name in dict.fromkeys(name for e in events for name in e.fields):
        at = [i for i, e in enumerate(events) if name in e.fields]
        wanted = law.kinds[events[at[0]].kind].fields[name]
        fields[name] = Field(np.array(at, np.int32), _field([events[i].fields[name] for i in at], wanted))
    stated = dict.fromkeys(s.fact for case in cases for s in case.statements)
    return EventBatch(
        claims=Names([case.title for case in cases]),
        starts=np.array([0, *np.cumsum([len(case.events) for case in cases])], np.int64),
        applications=Names([name for case in cases for name in case.applications]),
        application_starts=np.array(first, np.int64),
        application=np.array(application, np.int32),
        kind=np.array([kinds.index(e.kind) for e in events], np.int16),
        day=days([e.day for e in events]),
        notified=days([e.notified for e in events]),
        recorded=days([e.recorded for e in events]),
        how=words([e.how for e in events]),
        actor=words([e.actor for e in events]),
        standing=np.array([id(e) in stands for e in events], np.bool_),
        fields=fields,
        attributes={},
        statements={name: _stated(law, cases, first, law.facts[name]) for name in stated},
        line=np.array([e.line for e in events], np.int64),
        ids=Names([e.id for e in events]),
        corrects=Names([e.corrects for e in events]),
    )


class Drawing:
    """Draws cases under a law around a day, from one source of chance.

    `exact`: only exact days. `ordered`: events in the order of their days, so that few cases are refused.
    """

    def __init__(self, law: LegalOrder, on: date, chance: Random, exact: bool = False) -> None:
        self.law, self.on, self.chance, self.exact = law, on, chance, exact
        self.line = 0

    def some(self, share: float) -> bool:
        return self.chance.random() < share

    def day(self, near: int | None = None) -> Day:
        """A day near another one or near the day asked about, exact or not; seldom one of another century."""
        if self.some(0.01):
            return Day.of(self.chance.choice((date(1901, 1, 2), date(2098, 3, 4))))
        low = near if near is not None else self.on.toordinal() + self.chance.randint(-40, 6)
        long = 0 if self.exact or self.some(0.5) else self.chance.choice((1, 2, 5, 30))
        return Day(date.fromordinal(low), date.fromordinal(low + long))

    def value(self, wanted: Any, near: int) -> Any:
        if wanted in DAYS:
            return "never" if self.some(0.1) else self.day(near + self.chance.randint(-3, 8))
        if isinstance(wanted, tuple):
            return self.chance.choice(wanted)
        return {bool: self.some(0.5), int: self.chance.randint(0, 4), str: self.chance.choice("pq")}[wanted]

    def event(self, kinds: Sequence[str], applications: Sequence[str], near: int) -> Event:
        """An event of one of these kinds, not far from a day."""
        self.line += 1
        kind = self.law.kinds[self.chance.choice(kinds)]
        told = [k for k in kind.fields if k in kind.needs or self.some(0.6)]
        own = kind.scope == "application" or self.some(0.1)
        day = None if self.some(0.07) else self.day(near)
        notified = self.day(near + self.chance.randint(-1, 9)) if self.some(0.25) else None
        return Event(
            kind.name,
            day,
            notified,
            how=self.chance.choice(("", *HOW)),
            actor=self.chance.choice(("", "x", "y")),
            id=f"e{self.line}",
            application=self.chance.choice(applications) if own else "",
            fields={k: self.value(kind.fields[k], near) for k in told},
            line=self.line,
        )

    def statement(self, applications: Sequence[str]) -> Statement:
        fact = self.chance.choice(list(self.law.facts.values()))
        whole = self.some(0.4)
        since = self.day() if self.some(0.3) else None
        return Statement(fact.name, self.stated(fact), "" if whole else self.chance.choice(applications), since)

    def stated(self, fact: Fact) -> Any:
        if fact.type == "truth":
            return self.chance.choice((MET, NOT_MET))
        if fact.type == "count":
            return (self.chance.randint(0, 4),) * 2
        if fact.type == "category":
            return frozenset((self.chance.choice(fact.values),))
        day = self.day()
        return NEVER if self.some(0.2) else (day.earliest.toordinal(), day.latest.toordinal(), MET)

    def case(self, name: str, complete: Mapping[str, date]) -> Case:
        """A case of one to three applications, of a few kinds of event each of which may come several times."""
        applications = tuple(str(i + 1) for i in range(self.chance.choice((1, 1, 2, 3))))
        kinds = self.chance.sample(list(self.law.kinds), min(len(self.law.kinds), self.chance.randint(1, 6)))
        kinds += ["applied"] * ("applied" in self.law.kinds)
        many = self.chance.randint(0, 9)
        near = sorted(self.on.toordinal() + self.chance.randint(-50, 8) for _ in range(many))
        if self.some(0.4):
            order = sorted(range(many), key=lambda _: self.chance.random())
            near = [near[i] for i in order]
        events = [self.event(kinds, applications, day) for day in near]
        for i in range(1, len(events)):
            if self.some(0.1) and events[i - 1].kind == events[i].kind:
                events[i] = corrected(events[i], events[i - 1])
        statements = tuple(self.statement(applications) for _ in range(self.chance.choice((0, 0, 1, 4))))
        return Case(self.law.id, name, complete, tuple(events), statements, named(events, statements))

    def cases(self, number: int) -> list[Case]:
        """Cases whose records are complete up to the same days."""
        lanes = [lane for lane in self.law.lanes if self.some(0.8)]
        complete = {lane: self.chance.choice((self.on, self.day().latest, date(2099, 1, 1))) for lane in lanes}
        return [self.case(f"claim {i}", complete) for i in range(number)]


def corrected(event: Event, by: Event) -> Event:
    """The event as the correction of another one."""
    return replace(event, corrects=by.id)


def named(events: Iterable[Event], statements: Iterable[Statement]) -> tuple[str, ...]:
    """The applications in the order in which the file first names them."""
    names = [e.application for e in events if e.application] + [s.application for s in statements if s.application]
    return tuple(dict.fromkeys(names)) or ("1",)
