"""Provisional stay: whether a permit is in force, until when, what renews and ends it, and what it allows."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.administrative_review import review_withdrawn_or_dismissed, seven_days_passed_without_request
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.recognition import recognised_without_status
from wellfounded.law.jp.sources import ICRRA, REGULATION
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Change, Duty, Remedy
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import ON, DayTerm, Proposition, choose, last_day, last_of, parameter

LENGTH = REGULATION("56-2(2)", on="2005-05-16")
THREE_MONTHS = parameter(
    "longest_provisional_stay_2005",
    Period(length=3, unit="months", first_day="excluded", month_end="last_day"),
    "The longest time of one permit of provisional stay in 2005",
    LENGTH,
)
SIX_MONTHS = parameter(
    "longest_provisional_stay",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day"),
    "The longest time of one permit of provisional stay",
    LENGTH,
)


class ProvisionalStay(Facts):
    """What the law asks about provisional stay."""

    provisional_stay_granted: DayTerm = asks(
        "On which day was provisional stay permitted?", last("provisional_stay_granted")
    )
    provisional_stay_until: DayTerm = asks(
        "Until which day was provisional stay permitted?", last("provisional_stay_granted", "until")
    )
    provisional_stay_extension_asked: DayTerm = asks(
        "On which day was extension of provisional stay last asked for?", last("provisional_stay_extension_asked")
    )
    provisional_stay_extended: DayTerm = asks(
        "On which day was provisional stay last extended?", last("provisional_stay_extended")
    )
    provisional_stay_extended_until: DayTerm = asks(
        "Until which day was provisional stay extended?", last("provisional_stay_extended", "until")
    )
    provisional_stay_cancelled: DayTerm = asks(
        "On which day was provisional stay cancelled?", last("provisional_stay_cancelled")
    )


@rule(cites=[ICRRA("61-2-4(1)", on="2005-05-16"), LENGTH], since="2005-05-16", checked="2026-11-23")
def provisional_stay_last_day(stay: ProvisionalStay) -> DayTerm:
    """Provisional stay is permitted until {provisional_stay_last_day}."""
    return choose(
        (stay.provisional_stay_extended >= stay.provisional_stay_granted, stay.provisional_stay_extended_until),
        otherwise=stay.provisional_stay_until,
    )


# In 2005 the permit ran for three months; the ordinance now says six. Between, the day of the change was not found.
@rule(
    cites=[LENGTH],
    since="2005-05-16",
    until="2006-01-01",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_longest_day(stay: ProvisionalStay) -> DayTerm:
    """A permit of provisional stay of 2005 could run until {provisional_stay_longest_day}, for three months."""
    return last_day(THREE_MONTHS, stay.provisional_stay_granted)


@provisional_stay_longest_day.version(
    cites=[LENGTH], since="2006-01-01", until="2024-06-10", by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23", confidence="doubtful",
)  # fmt: skip
def provisional_stay_longest_day_2006(stay: ProvisionalStay) -> DayTerm:
    """A permit of provisional stay can run until {provisional_stay_longest_day}, for three or six months."""
    longest: DayTerm = unclear(
        "From which day could one permit of provisional stay run for six months and not for three?",
        settled_by="the Enforcement Regulations, article 56-2(2), in their texts since 2005",
        cites=(LENGTH,),
        three=("It ran for three months at most.", last_day(THREE_MONTHS, stay.provisional_stay_granted)),
        six=("It ran for six months at most.", last_day(SIX_MONTHS, stay.provisional_stay_granted)),
    )
    return longest


@provisional_stay_longest_day.version(
    cites=[LENGTH], since="2024-06-10", by=ProvisionalStay.provisional_stay_granted, checked="2026-11-23"
)
def provisional_stay_longest_day_2024(stay: ProvisionalStay) -> DayTerm:
    """A permit of provisional stay can run until {provisional_stay_longest_day}, for six months at most."""
    return last_day(SIX_MONTHS, stay.provisional_stay_granted)


@rule(cites=[ICRRA("61-2-4(5)(iv)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def provisional_stay_cancelled_since(stay: ProvisionalStay) -> Proposition:
    """The provisional stay was cancelled."""
    return stay.provisional_stay_cancelled >= stay.provisional_stay_granted


@rule(cites=[ICRRA("61-2-4(5)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def provisional_stay_ended(stay: ProvisionalStay) -> Proposition:
    """An event that ends provisional stay has come."""
    return (
        seven_days_passed_without_request()
        | review_withdrawn_or_dismissed()
        | recognised_without_status()
        | provisional_stay_cancelled_since()
        | Application.withdrawn.happened
    )


@rule(
    cites=[
        ICRRA("61-2-4(5)", on="2005-05-16"),
        ICRRA("61-2-6(2)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(2)"}),
    ],
    since="2005-05-16",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_in_force(stay: ProvisionalStay) -> Proposition:
    """Provisional stay is in force, so the removal procedure stands still."""
    return stay.provisional_stay_granted.happened & ~(provisional_stay_last_day() < ON) & ~provisional_stay_ended()


@rule(
    cites=[ICRRA("61-2-4(4)", on="2005-05-16"), REGULATION("56-2(6)", on="2005-05-16")],
    since="2005-05-16",
    checked="2026-11-23",
)
def provisional_stay_starts(stay: ProvisionalStay) -> DayTerm:
    """The permit of provisional stay runs from {provisional_stay_starts}."""
    return last_of(stay.provisional_stay_granted, stay.provisional_stay_extended)


@rule(cites=[ICRRA("61-2-4(4)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def extension_of_provisional_stay_asked(stay: ProvisionalStay) -> Proposition:
    """Extension of provisional stay was asked for by its last day."""
    return (stay.provisional_stay_extension_asked >= provisional_stay_starts()) & ~(
        stay.provisional_stay_extension_asked > provisional_stay_last_day()
    )


@rule(
    cites=[ICRRA("61-2-4(4)", on="2005-05-16"), REGULATION("56-2(6)", on="2005-05-16")],
    since="2005-05-16",
    checked="2026-11-23",
)
def provisional_stay_renewal_owed(stay: ProvisionalStay) -> Proposition:
    """Extension of provisional stay was asked for in time and must be given."""
    return (
        extension_of_provisional_stay_asked()
        & ~(stay.provisional_stay_extended >= stay.provisional_stay_extension_asked)
        & ~provisional_stay_ended()
    )


REMEDIES = (
    Remedy(
        "provisional_stay_extension",
        "Ask for extension of provisional stay",
        "applicant",
        provisional_stay_in_force,
        provisional_stay_starts,
        provisional_stay_last_day,
        extension_of_provisional_stay_asked,
        authority="The regional immigration bureau that permitted the stay",
        if_missed="The permit lapses, and the removal procedure can go on.",
    ),
)
DUTIES = (
    Duty(
        "authority",
        "Extend the provisional stay that was asked for in time",
        provisional_stay_renewal_owed,
        provisional_stay_last_day,
    ),
)
CHANGES = (
    Change(
        date(2005, 5, 16),
        "Provisional stay was introduced for applicants without a status of residence.",
        (ICRRA("61-2-4", on="2005-05-16"),),
    ),
)
SEQUENCE = (("applied", "provisional_stay_granted"), ("applied", "provisional_stay_cancelled"))
