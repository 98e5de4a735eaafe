"""Cancellation of a recognition: its grounds, whether one stands, and the review of it within seven days."""

from __future__ import annotations

from wellfounded.law.jp.application import Person
from wellfounded.law.jp.calendars import OFFICE
from wellfounded.law.jp.effect_of_judgments import cancellation_revoked_finally
from wellfounded.law.jp.judgments import DistrictJudgment
from wellfounded.law.jp.residence_status import Status
from wellfounded.law.jp.sources import ACLA, ARCA, ICRRA
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, happened, last
from wellfounded.rules.order import Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import CategoryTerm, DayTerm, Proposition, choose, first_of, last_day, parameter

CANCELLING = ICRRA("61-2-7(1)", on="2005-05-16", renumbered={"2024-06-10": "61-2-10(1)"})
CANCELLING_COMPLEMENTARY = ICRRA("61-2-7(2)", on="2023-12-01", renumbered={"2024-06-10": "61-2-10(2)"})
REVIEW = ICRRA("61-2-9(1), (2)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(1), (2)"})

SEVEN_DAYS_AFTER_CANCELLATION = parameter(
    "time_to_request_review_of_cancellation",
    Period(length=7, unit="days", first_day="excluded", month_end=None, calendar=OFFICE, counts="posting"),
    "The time to request review of a cancellation",
    REVIEW,
    ARCA("18(3)", on="2016-04-01"),
)


class Cancellation(Facts):
    """What the law asks about the cancelling of a recognition."""

    recognised_by_fraud: Proposition = asks("Was the recognition obtained by false statements or other improper means?")
    cessation_clause_applies: Proposition = asks(
        "Has a cessation clause of article 1C(1) to (6) of the Convention come to apply to the refugee?",
        happened("recognition_ceased"),
    )
    basis_of_protection_lost: Proposition = asks(
        "Under complementary protection: has article 1C(1) to (4) come to apply, or is the ground for it gone?",
        happened("recognition_ceased"),
    )
    excluded_act_after_recognition: Proposition = asks(
        "Did the person, after recognition, commit an act named in article 1F(a) or (c) of the Convention?"
    )
    recognition_cancelled: DayTerm = asks("On which day was the recognition cancelled?", last("recognition_cancelled"))
    cancellation_notified: DayTerm = asks(
        "On which day did the notice of the cancellation reach the person?", last("recognition_cancelled", "notified")
    )
    cancellation_ground: CategoryTerm = asks(
        "Why was the recognition cancelled: fraud, cessation, or an act named in article 1F?",
        last("recognition_cancelled", "ground"),
        values=("fraud", "cessation", "exclusion", "none"),
    )
    cancellation_review_requested: DayTerm = asks(
        "On which day was review of the cancellation requested?", last("cancellation_review_requested")
    )
    cancellation_review_posted: DayTerm = asks(
        "On which day was the request for review of the cancellation posted?",
        last("cancellation_review_requested", "posted"),
    )
    just_cause_for_late_cancellation_review: Proposition = asks(
        "Was there just cause for requesting review of the cancellation after the last day?"
    )
    cancellation_review_withdrawn: DayTerm = asks(
        "On which day was the request for review of the cancellation withdrawn?", last("cancellation_review_withdrawn")
    )
    cancellation_review_decided: DayTerm = asks(
        "On which day was the review of the cancellation decided?", last("cancellation_review_decided")
    )
    cancellation_review_outcome: CategoryTerm = asks(
        "How was the review of the cancellation decided?",
        last("cancellation_review_decided", "outcome"),
        values=("allowed", "dismissed", "inadmissible", "none"),
    )
    cancellation_revoked_by_judgment: DayTerm = asks(
        "On which day did a court revoke the cancellation?",
        last("judgment", "day", kind="revocation", target="cancellation", result="revoked"),
    )
    cancellation_judgment_final: DayTerm = asks(
        "On which day did the judgment that revoked the cancellation become final?", last("became_final")
    )


@rule(cites=[CANCELLING], since="1982-01-01", checked="2026-11-23")
def ground_to_cancel_refugee(cancellation: Cancellation) -> Proposition:
    """There is a ground on which recognition as a refugee must be cancelled."""
    c = cancellation
    return c.recognised_by_fraud | c.cessation_clause_applies | c.excluded_act_after_recognition


@rule(cites=[CANCELLING_COMPLEMENTARY], since="2023-12-01", checked="2026-11-23")
def ground_to_cancel_complementary(cancellation: Cancellation) -> Proposition:
    """There is a ground on which recognition for complementary protection must be cancelled."""
    c = cancellation
    return c.recognised_by_fraud | c.basis_of_protection_lost | c.excluded_act_after_recognition


@rule(
    cites=[ARCA("46(1), 51(1)", on="2016-04-01"), ACLA("33(1)", on="1982-01-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def cancellation_undone(cancellation: Cancellation) -> Proposition:
    """The cancellation was set aside, on review or by a final judgment."""
    c = cancellation
    on_review = (c.cancellation_review_decided >= c.recognition_cancelled) & c.cancellation_review_outcome.is_one_of(
        "allowed"
    )
    # The judgments of an earlier suit are not those on the cancellation: then only the court's certificate tells.
    certified = (c.cancellation_revoked_by_judgment >= c.recognition_cancelled) & (
        c.cancellation_judgment_final >= c.cancellation_revoked_by_judgment
    )
    in_court = choose(
        (DistrictJudgment.district_judgment < c.recognition_cancelled, certified),
        otherwise=cancellation_revoked_finally(),
    )
    return on_review | in_court


@rule(cites=[CANCELLING, CANCELLING_COMPLEMENTARY], since="1982-01-01", checked="2026-11-23")
def recognition_cancelled_in_effect(cancellation: Cancellation) -> Proposition:
    """The recognition was cancelled, and the cancellation stands."""
    return cancellation.recognition_cancelled.happened & ~cancellation_undone()


# A cessation clause alone does not end a recognition: the minister must cancel it. A person who became Japanese is no
# foreigner any more, so nothing is left to recognise.
@rule(cites=[CANCELLING, ICRRA("2(ii)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def recognition_cancelled_or_ceased(cancellation: Cancellation) -> Proposition:
    """The recognition was cancelled, or the person became a Japanese national."""
    return recognition_cancelled_in_effect() | Person.naturalised.happened


# A special permission to stay that came later leaves nothing to remove for.
@rule(cites=[ICRRA("24(x)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def removable_after_cancellation(cancellation: Cancellation) -> Proposition:
    """The recognition was cancelled for fraud or for an act named in article 1F, which is a ground for removal."""
    permitted_since = Status.stay_specially_permitted >= cancellation.recognition_cancelled
    ground = cancellation.cancellation_ground.is_one_of("fraud", "exclusion")
    return recognition_cancelled_in_effect() & ground & ~permitted_since


@rule(cites=[REVIEW], since="1982-01-01", checked="2026-11-23")
def cancellation_review_lies(cancellation: Cancellation) -> Proposition:
    """The recognition was cancelled, so review of the cancellation can be requested."""
    return cancellation.recognition_cancelled.happened


@rule(cites=[REVIEW], since="1982-01-01", checked="2026-11-23")
def cancellation_review_starts(cancellation: Cancellation) -> DayTerm:
    """The seven days run from {cancellation_notified}, when the notice of the cancellation arrived."""
    return cancellation.cancellation_notified.plus(0)


@rule(cites=[REVIEW], since="1982-01-01", checked="2026-11-23")
def cancellation_review_last_day(cancellation: Cancellation) -> DayTerm:
    """Review of the cancellation can be requested until {cancellation_review_last_day}: seven days from the notice."""
    return last_day(SEVEN_DAYS_AFTER_CANCELLATION, cancellation_review_starts())


@rule(cites=[REVIEW], since="1982-01-01", checked="2026-11-23")
def cancellation_review_is_requested(cancellation: Cancellation) -> Proposition:
    """Review of the cancellation was requested."""
    return cancellation.cancellation_review_requested >= cancellation.recognition_cancelled


# Days in the post do not count, as in the review of a refusal; and just cause excuses.
@rule(cites=[REVIEW, ARCA("18(1), (3)", on="2016-04-01")], since="1982-01-01", checked="2026-11-23")
def cancellation_review_in_time(cancellation: Cancellation) -> Proposition:
    """Review of the cancellation was requested by {cancellation_review_last_day}, or its lateness is excused."""
    c = cancellation
    made = first_of(c.cancellation_review_posted, c.cancellation_review_requested)
    return cancellation_review_is_requested() & (
        (made <= cancellation_review_last_day()) | c.just_cause_for_late_cancellation_review
    )


@rule(cites=[REVIEW], since="1982-01-01", checked="2026-11-23")
def cancellation_review_pending(cancellation: Cancellation) -> Proposition:
    """Review of the cancellation was requested and is not decided yet."""
    c = cancellation
    return (
        cancellation_review_is_requested()
        & ~(c.cancellation_review_withdrawn >= c.cancellation_review_requested)
        & ~(c.cancellation_review_decided >= c.cancellation_review_requested)
    )


REMEDIES = (
    Remedy(
        "cancellation_review",
        "Request review of the cancellation",
        "applicant",
        cancellation_review_lies,
        cancellation_review_starts,
        cancellation_review_last_day,
        cancellation_review_is_requested,
        period=SEVEN_DAYS_AFTER_CANCELLATION,
        authority="Minister of Justice, through the regional immigration bureau",
        if_missed="The cancellation can then be attacked in court only, within the time to sue.",
    ),
)
SEQUENCE = (
    ("applied", "recognition_cancelled"),
    ("decided", "recognition_cancelled"),
)
