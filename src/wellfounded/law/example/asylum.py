"""The whole asylum law of Exemplia, an invented country. Every feature of a rule stands here once."""

from __future__ import annotations

from datetime import date

from wellfounded.logic.calendars import Calendar
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.citations import Source
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.rule import burden, decision, rule, unclear
from wellfounded.rules.terms import (
    MET,
    ON,
    CategoryTerm,
    DayTerm,
    Proposition,
    any_of,
    choose,
    count_of,
    first_of,
    last_day,
    parameter,
    value,
)

# Sources: every citation resolves to one of them.
EXEMPLIAN_CODE = Source("ex-code", "Exemplian Asylum Code (invented)", "EAC", "statute", date(2026, 11, 23))
EXEMPLIAN_COURT_1 = Source("ex-court-1", "Court of Exemplia, case 1 (invented)", "CE 1", "judgment", date(2026, 11, 23))


def weekend(day: date) -> str | None:
    """Saturdays and Sundays are the only days off in Exemplia."""
    return ("Saturday", "Sunday")[day.weekday() - 5] if day.weekday() > 4 else None


OFFICE = Calendar("ex.office", "offices of Exemplia", date(2000, 1, 1), date(2099, 12, 31), weekend)

# Parameters: numbers, days and periods that a what-if may change.
TIME_TO_APPEAL = parameter(
    "time_to_appeal",
    Period(length=14, unit="days", first_day="excluded", month_end=None, calendar=OFFICE, counts="posting"),
    "The time to appeal",
    EXEMPLIAN_CODE("7", on="2000-01-01"),
)
OLD_TIME_TO_APPEAL = parameter(
    "old_time_to_appeal",
    Period(length=1, unit="months", first_day="excluded", month_end="last_day", calendar=OFFICE, counts="posting"),
    "The time to appeal until 2019",
    EXEMPLIAN_CODE("7", on="2000-01-01"),
)
TIME_TO_DECIDE = parameter(
    "time_to_decide",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day", calendar=None),
    "The time to decide",
    EXEMPLIAN_CODE("5", on="2000-01-01"),
)
EARLIER_CLAIMS = parameter(
    "earlier_claims", 2, "How many earlier refusals end the bar", EXEMPLIAN_CODE("9(2)", on="2022-01-01")
)
SUMMER_RULE = parameter(
    "summer_rule", Day.of("2021-06-01"), "The day on which the summer rule began", EXEMPLIAN_CODE("8", on="2021-06-01")
)


class Claimant(Facts, scope="person"):
    """What the law asks about the person."""

    arrived: DayTerm = asks("On which day did the person arrive?", first("arrived"))
    has_permit: Proposition = asks("Does the person hold a permit to stay?")


class Claim(Facts):
    """What the law asks about a claim."""

    lodged: DayTerm = asks("On which day was the claim made?", first("applied"))
    decided: DayTerm = asks("On which day was the claim decided?", first("decided"))
    outcome: CategoryTerm = asks(
        "What was decided?", first("decided", "outcome"), values=("granted", "refused", "none")
    )
    notified: DayTerm = asks("On which day did the decision reach the person?", first("decided", "notified"))
    appeal_filed: DayTerm = asks("On which day did the appeal reach the court?", first("appealed"))
    appeal_posted: DayTerm = asks("On which day was the appeal posted?", first("appealed", "posted"))
    judged: DayTerm = asks("On which day was the appeal decided?", first("judged"))
    was_ill: Proposition = asks("Was the person too ill to appeal in time?")
    harm_feared: Proposition = asks("Would the person come to serious harm on return?")
    harm_by_state: Proposition = asks("Would the State do the harm?")
    state_protects: Proposition = asks("Would the State protect the person?")
    new_evidence: Proposition = asks("Was new evidence handed in with the claim?")


@rule(cites=[EXEMPLIAN_CODE("3", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def pending(claim: Claim) -> Proposition:
    """A claim awaits a decision."""
    return claim.lodged.happened & ~claim.decided.happened


@rule(cites=[EXEMPLIAN_CODE("3", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def refused(claim: Claim) -> Proposition:
    """The claim was refused."""
    return claim.outcome.is_one_of("refused")


@rule(cites=[EXEMPLIAN_CODE("5", on="2000-01-01")], since="2000-01-01", checked="2026-11-23", confidence="known")
def decision_due(claim: Claim) -> DayTerm:
    """The claim should be decided by {decision_due}."""
    return last_day(TIME_TO_DECIDE, claim.lodged)


@rule(cites=[EXEMPLIAN_CODE("7", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def appeal_starts(claim: Claim) -> DayTerm:
    """The time to appeal runs from the notice of the decision."""
    return claim.notified.plus(0)


# A rule with two texts: the day of the notice selects the text.
@rule(
    cites=[EXEMPLIAN_CODE("7", on="2000-01-01")],
    since="2000-01-01",
    until="2020-01-01",
    checked="2026-11-23",
    by=Claim.notified,
)
def appeal_last_day(claim: Claim) -> DayTerm:
    """An appeal can be made until {appeal_last_day}: one month from the notice."""
    return last_day(OLD_TIME_TO_APPEAL, claim.notified)


@appeal_last_day.version(
    cites=[EXEMPLIAN_CODE("7", on="2020-01-01")],
    since="2020-01-01",
    checked="2026-11-23",
    by=Claim.notified,
)
def appeal_last_day_2020(claim: Claim) -> DayTerm:
    """An appeal can be made until {appeal_last_day}: fourteen days from the notice."""
    return last_day(TIME_TO_APPEAL, claim.notified)


@rule(cites=[EXEMPLIAN_CODE("7(2)", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def appealed(claim: Claim) -> Proposition:
    """An appeal was made in time: the day of posting counts."""
    return claim.appeal_filed.happened & (first_of(claim.appeal_posted, claim.appeal_filed) <= appeal_last_day())


# A breach is a rule like any other; the table below says who bears it. Its excuse, too, is a rule.
@rule(cites=[EXEMPLIAN_CODE("7(2)", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def appealed_late(claim: Claim) -> Proposition:
    """The appeal was made after {appeal_last_day}, the last day."""
    return first_of(claim.appeal_posted, claim.appeal_filed) > appeal_last_day()


@rule(cites=[EXEMPLIAN_CODE("7(3)", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def late_appeal_excused(claim: Claim) -> Proposition:
    """The appeal was late, and illness excuses it."""
    return appealed_late() & claim.was_ill


@rule(cites=[EXEMPLIAN_CODE("5", on="2000-01-01")], since="2000-01-01", checked="2026-11-23", confidence="known")
def decided_late(claim: Claim) -> Proposition:
    """The claim was not decided by {decision_due}."""
    return (claim.decided > decision_due()) | (pending() & (decision_due() < ON))


@rule(cites=[EXEMPLIAN_CODE("9", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def removal_barred(claim: Claim) -> Proposition:
    """The person cannot be removed while the claim, its time to appeal or its appeal is running."""
    in_time = refused() & (appeal_last_day() >= ON) & ~claim.judged.happened
    return pending() | in_time | (appealed() & ~claim.judged.happened)


# An exception, in force since 2022 for claims made since then; and an exception to it.
@removal_barred.unless(
    cites=[EXEMPLIAN_CODE("9(2)", on="2022-01-01")], since="2022-01-01", checked="2026-11-23", by=Claim.lodged
)
def refused_before(claim: Claim) -> Proposition:
    """Earlier claims of the person were refused twice."""
    return count_of(claim.earlier, refused()) >= EARLIER_CLAIMS


@refused_before.unless(
    cites=[EXEMPLIAN_CODE("9(3)", on="2022-01-01")], since="2022-01-01", checked="2026-11-23", by=Claim.lodged
)
def has_new_evidence(claim: Claim) -> Proposition:
    """New evidence was handed in with the claim."""
    return claim.new_evidence


@decision(cites=[EXEMPLIAN_CODE("9(4)", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def treated_as_barred(claim: Claim) -> Proposition:
    """Until it is established whether removal is barred, the person is not removed."""
    return burden(
        removal_barred(),
        on="authority",
        open_as=MET,
        why="Who wants to remove must show that nothing bars it.",
        cites=(EXEMPLIAN_CODE("9(4)", on="2000-01-01"),),
    )


@rule(cites=[EXEMPLIAN_CODE("10", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def removable(claim: Claim) -> Proposition:
    """There is a ground for removal: the person holds no permit."""
    return ~Claimant.has_permit


@rule(cites=[EXEMPLIAN_COURT_1("para. 4", on="2005-03-01")], since="2000-01-01", checked="2026-11-23")
def no_protection(claim: Claim) -> Proposition:
    """The State does the harm, or does not protect from it."""
    return claim.harm_by_state | ~claim.state_protects


@rule(cites=[EXEMPLIAN_CODE("1", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def would_be_persecuted(claim: Claim) -> Proposition:
    """The person would be persecuted on return."""
    return claim.harm_feared & no_protection()


# A doubtful text with its two readings: open only for those whom the readings treat differently.
@rule(cites=[EXEMPLIAN_CODE("8", on="2021-06-01")], since="2000-01-01", checked="2026-11-23", confidence="doubtful")
def summer_claim(claim: Claim) -> Proposition:
    """The claim was made under the summer rule."""
    covered: Proposition = unclear(
        "Does the summer rule cover claims made on its first day?",
        settled_by="A ruling of the court.",
        cites=(EXEMPLIAN_CODE("8", on="2021-06-01"),),
        included=("It begins with the day itself.", claim.lodged >= SUMMER_RULE),
        excluded=("It begins with the day after.", claim.lodged > SUMMER_RULE),
    )
    return covered


@rule(cites=[EXEMPLIAN_CODE("2", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def family_recognised(claim: Claim) -> Proposition:
    """A relative is recognised."""
    return any_of(claim.family, claim.outcome.is_one_of("granted"))


@rule(cites=[EXEMPLIAN_CODE("1", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def refugee(claim: Claim) -> Proposition:
    """The person is a refugee under the law of Exemplia."""
    return would_be_persecuted()


@rule(cites=[EXEMPLIAN_CODE("3", on="2000-01-01")], since="2000-01-01", checked="2026-11-23")
def stage(claim: Claim) -> CategoryTerm:
    """Where the claim stands."""
    return choose(
        (pending(), value("claimed")),
        (appealed() & ~claim.judged.happened, value("on_appeal")),
        (refused(), value("refused")),
        otherwise=value("none"),
    )
