"""The decision at first instance: what is examined, what was decided, who decides, and what the applicant is told."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.application import Application
from wellfounded.law.jp.sources import (
    ACLA,
    ACT_56_2023,
    ARCA,
    ARCA_1962,
    ICRRA,
    PRACTICE,
    PROCESSING_PLAN_2025,
    REGULATION,
)
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.order import Change, Duty
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import ON, CategoryTerm, DayTerm, Proposition, any_of, last_day, parameter

COMPLEMENTARY_PROTECTION_BEGINS = parameter(
    "complementary_protection_begins",
    Day.of("2023-12-01"),
    "The first day of complementary protection",
    ACT_56_2023("1(ii), 3", on="2023-12-01"),
)
SIX_MONTHS_TARGET = parameter(
    "standard_processing_period",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day"),
    "The standard processing period at first instance",
    PRACTICE("standard processing period of 16 July 2010", on="2010-07-16"),
)

_EXAMINED = ICRRA("61-2(1)", on="1982-01-01")
_NOTICE = ICRRA("61-2(3)", on="1982-01-01", renumbered={"2005-05-16": "61-2(2)", "2023-12-01": "61-2(4), (5)"})


class FirstInstance(Facts):
    """What the law asks about the decision at first instance, beyond its day and outcome."""

    decided_by: CategoryTerm = asks("Who decided the application?", values=("minister", "regional_head", "other"))
    notice_gives_reasons: Proposition = asks("Does the written notice of the refusal give reasons?")
    notice_names_review: Proposition = asks(
        "Does the notice of the refusal say that review can be requested, where, and until when?"
    )
    notice_names_suit: Proposition = asks("Does the notice of the refusal say whom to sue and until when?")


# While the application waits.


@rule(cites=[_EXAMINED], since="1982-01-01", checked="2026-11-23")
def first_instance_pending(application: Application) -> Proposition:
    """The application is pending at first instance."""
    return (
        application.lodged.happened
        & ~application.withdrawn.happened
        & ~application.notified.happened
        & ~application.outcome.is_one_of("ended")
    )


@rule(
    cites=[PRACTICE("standard processing period of 16 July 2010", on="2010-07-16")],
    since="2010-07-16",
    by=Application.lodged,
    checked="2026-11-23",
)
def target_last_day(application: Application) -> DayTerm:
    """The authority aims to decide by {target_last_day}; nothing follows if it does not."""
    return last_day(SIX_MONTHS_TARGET, application.lodged)


# What is examined. From 1 December 2023 every refusal also says whether there is complementary protection, whenever the
# application was made (supplementary article 3).

COMPLEMENTARY_IS_EXAMINED: Proposition = (Application.decided >= COMPLEMENTARY_PROTECTION_BEGINS) | (
    ~Application.decided.happened & (ON >= COMPLEMENTARY_PROTECTION_BEGINS)
)


@rule(
    cites=[ICRRA("61-2(2), (3)", on="2023-12-01"), ACT_56_2023("3", on="2023-12-01")],
    since="2023-12-01",
    when=COMPLEMENTARY_IS_EXAMINED,
    checked="2026-11-23",
)
def examined_for_complementary_protection(application: Application) -> Proposition:
    """The application is examined for complementary protection."""
    return application.lodged.happened & ~application.withdrawn.happened


@rule(cites=[_EXAMINED], since="1982-01-01", checked="2026-11-23")
def examined_for_refugee_status(application: Application) -> Proposition:
    """The application is examined for refugee status."""
    return application.lodged.happened & ~application.withdrawn.happened & application.asks_for.is_one_of("refugee")


# What was decided.


@rule(cites=[ICRRA("61-2(1)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def recognised_at_first_instance(application: Application) -> Proposition:
    """The applicant was recognised as a refugee at first instance."""
    return application.outcome.is_one_of("recognised")


@rule(cites=[ICRRA("61-2(2), (3)", on="2023-12-01")], since="2023-12-01", by=Application.decided, checked="2026-11-23")
def complementary_at_first_instance(application: Application) -> Proposition:
    """The applicant was given complementary protection at first instance."""
    return application.outcome.is_one_of("complementary")


@rule(cites=[ICRRA("61-2", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def denied(application: Application) -> Proposition:
    """Recognition was refused at first instance."""
    # Who asked for recognition as a refugee and was given complementary protection was refused refugee status.
    return application.outcome.is_one_of("denied") | (
        application.outcome.is_one_of("complementary") & ~application.asks_for.is_one_of("complementary")
    )


@rule(cites=[ICRRA("61-2(5)", on="2023-12-01")], since="2023-12-01", by=Application.decided, checked="2026-11-23")
def complementary_protection_denied(application: Application) -> Proposition:
    """Complementary protection was refused at first instance."""
    return application.outcome.is_one_of("denied")


@rule(cites=[ICRRA("61-2", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def ended_without_decision(application: Application) -> Proposition:
    """The application ended without a decision on it: it was withdrawn or came to nothing."""
    return (application.withdrawn.happened & ~(application.notified < application.withdrawn)) | (
        application.outcome.is_one_of("ended")
    )


@rule(cites=[REGULATION("55", on="2024-06-10")], since="2024-06-10", by=Application.lodged, checked="2026-11-23")
def form_after_earlier_denial(application: Application) -> Proposition:
    """The form for persons who were refused before is to be used, and what is new is to be described."""
    return any_of(application.earlier, denied())


# Who decides. The power was delegated to the heads of the regional bureaus in June 2017; the day was not found.


@rule(
    cites=[ICRRA("61-2", on="1982-01-01")],
    since="1982-01-01",
    until="2017-06-01",
    by=Application.decided,
    checked="2026-11-23",
)
def decided_by_one_with_power(decision: FirstInstance) -> Proposition:
    """The Minister of Justice decided the application."""
    return decision.decided_by.is_one_of("minister")


@decided_by_one_with_power.version(
    cites=[ICRRA("69-2", on="2017-06-01"), REGULATION("61-2", on="2017-06-01")],
    since="2017-06-01",
    until="2017-07-01",
    by=Application.decided,
    checked="2026-11-23",
)
def decided_by_one_with_power_2017_06(decision: FirstInstance) -> Proposition:
    """The Minister of Justice or, once that was allowed, the head of a regional bureau decided the application."""
    doubt: Proposition = unclear(
        "From which day of June 2017 could the heads of the regional bureaus decide applications?",
        settled_by="the text of the ordinance that amended article 61-2 of the Enforcement Regulations",
        cites=(REGULATION("61-2", on="2017-06-01"),),
        delegated=(
            "The power had been delegated on the day of the decision.",
            decision.decided_by.is_one_of("minister", "regional_head"),
        ),
        not_yet=(
            "The power had not been delegated on the day of the decision.",
            decision.decided_by.is_one_of("minister"),
        ),
    )
    return doubt


@decided_by_one_with_power.version(
    cites=[ICRRA("69-2", on="2017-07-01"), REGULATION("61-2(1)(xiv)", on="2017-07-01")],
    since="2017-07-01",
    by=Application.decided,
    checked="2026-11-23",
)
def decided_by_one_with_power_2017_07(decision: FirstInstance) -> Proposition:
    """The Minister of Justice, or by delegation the head of a regional bureau, decided the application."""
    return decision.decided_by.is_one_of("minister", "regional_head")


# What the applicant is told. The certificate that a recognised person is given: see recognition.


@rule(cites=[_NOTICE], since="1982-01-01", checked="2026-11-23")
def notice_of_denial_owed(application: Application) -> Proposition:
    """Written notice of the refusal, with its reasons, is owed and has not been given."""
    return denied() & ~application.notified.happened


@rule(cites=[_NOTICE], since="1982-01-01", checked="2026-11-23")
def denial_notified_without_reasons(decision: FirstInstance) -> Proposition:
    """The refusal was notified without its reasons."""
    return denied() & Application.notified.happened & ~decision.notice_gives_reasons


@rule(
    cites=[ARCA_1962("57(1)", on="1982-01-01")],
    since="1982-01-01",
    until="2016-04-01",
    by=Application.decided,
    checked="2026-11-23",
    confidence="known",
)
def denial_notified_without_naming_review(decision: FirstInstance) -> Proposition:
    """The refusal was notified without naming the objection, where to make it and until when."""
    return denied() & Application.notified.happened & ~decision.notice_names_review


@denial_notified_without_naming_review.version(
    cites=[ARCA("82(1)", on="2016-04-01")], since="2016-04-01", by=Application.decided, checked="2026-11-23"
)
def denial_notified_without_naming_review_2016(decision: FirstInstance) -> Proposition:
    """The refusal was notified without naming the review, where to request it and until when."""
    return denied() & Application.notified.happened & ~decision.notice_names_review


@rule(
    cites=[ACLA("46(1)", on="2005-04-01")],
    since="2005-04-01",
    by=Application.decided,
    checked="2026-11-23",
    confidence="known",
)
def denial_notified_without_naming_suit(decision: FirstInstance) -> Proposition:
    """The refusal was notified without naming whom to sue and until when."""
    # The text is verified; that it took effect on 1 April 2005 is known.
    return denied() & Application.notified.happened & ~decision.notice_names_suit


DUTIES = (
    Duty("authority", "Decide the application.", first_instance_pending, target_last_day),
    Duty("authority", "Give written notice of the refusal, with its reasons.", notice_of_denial_owed),
)
CHANGES = (
    Change(
        date(2010, 7, 16),
        "The authority aims to decide within six months.",
        SIX_MONTHS_TARGET.cites,
    ),
    Change(
        date(2017, 6, 1),
        "In June 2017, on a day that was not found, the heads of the regional bureaus were given the power to decide.",
        (ICRRA("69-2", on="2017-06-01"), REGULATION("61-2", on="2017-06-01")),
    ),
    Change(
        date(2023, 12, 1),
        "Complementary protection begins; pending applications are examined for it, and its refusal can be reviewed.",
        COMPLEMENTARY_PROTECTION_BEGINS.cites,
    ),
    Change(
        date(2025, 5, 23),
        "The authority plans to decide new applications within six months on average by the end of 2026.",
        (PROCESSING_PLAN_2025("", on="2025-05-23"),),
    ),
)
SEQUENCE = (("decided", "notice_served"),)
