"""A law of a handful of facts read from events in every way there is, for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from tests.readings.drawn import CITES, CODE, OFFICE, ONE_WEEK
from tests.readings.drawn import law as drawn_law
from wellfounded.rules.facts import Facts, asks, count, first, happened, last
from wellfounded.rules.order import EventKind, LegalOrder, Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import CategoryTerm, CountTerm, DayTerm, Proposition, any_of, last_day


class Someone(Facts, scope="person"):
    arrived: DayTerm = asks("When did the person arrive?", first("arrived"))
    first_claim: DayTerm = asks("When was the first claim made?", first("applied"))


class Matter(Facts):
    lodged: DayTerm = asks("When was the claim made?", first("applied"))
    refused_on: DayTerm = asks("When was the first refusal?", first("decided", outcome="refused"))
    decided: DayTerm = asks("When was the last decision?", last("decided"))
    outcome: CategoryTerm = asks("What was decided first?", first("decided", "outcome"), values=("refused", "granted"))
    notified: DayTerm = asks("When did the decision arrive?", first("decided", "notified"))
    decisions: CountTerm = asks("How many decisions?", count("decided"))
    was_decided: Proposition = asks("Was there a decision?", happened("decided", outcome="refused|granted"))
    filed: DayTerm = asks("When was the appeal filed?", first("appealed"), first("objected"))
    fears_harm: Proposition = asks("Does the person fear harm?")


@rule(cites=CITES, since="2000-01-01", checked="2026-01-01")
def appeal_last_day(matter: Matter) -> DayTerm:
    """The last day of the appeal."""
    return last_day(ONE_WEEK, matter.notified)


@rule(cites=CITES, since="2000-01-01", checked="2026-01-01")
def in_time(matter: Matter) -> Proposition:
    """The appeal was in time."""
    return matter.filed <= appeal_last_day()


@rule(cites=CITES, since="2000-01-01", checked="2026-01-01")
def first_is_this(matter: Matter) -> Proposition:
    """This claim is the person's first: it was made on one and the same day."""
    return (matter.lodged <= Someone.first_claim) & (Someone.first_claim <= matter.lodged)


@rule(cites=CITES, since="2000-01-01", checked="2026-01-01")
def relative_refused(matter: Matter) -> Proposition:
    """A relative was refused."""
    return any_of(matter.family, matter.outcome.is_one_of("refused"))


REMEDY: Any = Remedy(
    "appeal",
    "Appeal",
    "applicant",
    in_time,
    appeal_last_day,
    appeal_last_day,
    in_time,
    period=ONE_WEEK,
)

MATTER: Any = SimpleNamespace(
    __name__="small",
    Someone=Someone,
    Matter=Matter,
    one_week=ONE_WEEK,
    **{r.name: r for r in (appeal_last_day, in_time, first_is_this, relative_refused)},
)

SMALL: LegalOrder = replace(
    drawn_law(),
    id="small",
    matters=(MATTER,),
    sources=(CODE,),
    event_kinds=(
        EventKind("arrived", "Arrived", "border", "person"),
        EventKind("applied", "Applied", "office", offices=True),
        EventKind("decided", "Decided", "office", fields={"outcome": ("refused", "granted"), "number": int}),
        EventKind("appealed", "Appealed", "court"),
        EventKind("objected", "Objected", "court"),
    ),
    calendars={"office": OFFICE},
    remedies=(REMEDY,),
    lanes={"border": "Border", "office": "Office", "court": "Court"},
    sequence=frozenset({("applied", "decided"), ("decided", "appealed")}),
)
