"""The suits beside the one over the refusal: over the review decision, for nullity, over inaction, to impose a duty."""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import Review, review_pending
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.first_instance import denied, first_instance_pending
from wellfounded.law.jp.revocation_suit import (
    ONE_YEAR_TO_SUE,
    REFORM_OF_2004,
    SIX_MONTHS,
    THREE_MONTHS,
    refusal_became_known,
    review_decision_became_known,
    suit_is_filed,
    suit_last_day,
    suit_lies,
)
from wellfounded.law.jp.sources import ACLA, ACT_84_2004
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, choose, first_of, last_day

_ORDERS = "removal_order|special_permission_refusal"


class OtherSuits(Facts):
    """What the law asks about the other suits of the application."""

    review_decision_suit_filed: DayTerm = asks(
        "On which day did the suit for revocation of the decision on the review reach the court?",
        first("suit_filed", target="review_decision"),
    )
    review_decision_suit_withdrawn: DayTerm = asks(
        "On which day was the suit over the decision on the review withdrawn?",
        first("suit_withdrawn", target="review_decision"),
    )
    nullity_suit_filed: DayTerm = asks(
        "On which day did the suit to declare the refusal null reach the court?",
        first("suit_filed", kind="nullity", target="denial|"),
    )
    nullity_suit_withdrawn: DayTerm = asks(
        "On which day was the suit for nullity withdrawn?", first("suit_withdrawn", kind="nullity", target="denial|")
    )
    inaction_suit_filed: DayTerm = asks(
        "On which day did the suit over the failure to decide reach the court?", first("suit_filed", kind="inaction")
    )
    inaction_suit_withdrawn: DayTerm = asks(
        "On which day was the suit over the failure to decide withdrawn?", first("suit_withdrawn", kind="inaction")
    )
    duty_imposing_suit_filed: DayTerm = asks(
        "On which day did the suit to order recognition reach the court?", first("suit_filed", kind="duty_imposing")
    )
    duty_imposing_suit_withdrawn: DayTerm = asks(
        "On which day was the suit to order recognition withdrawn?", first("suit_withdrawn", kind="duty_imposing")
    )
    removal_order_suit_filed: DayTerm = asks(
        "On which day did the suit over the removal order or over the refusal of special permission reach the court?",
        first("suit_filed", target=_ORDERS),
    )
    removal_order_suit_withdrawn: DayTerm = asks(
        "On which day was the suit over the removal order or the refusal of special permission withdrawn?",
        first("suit_withdrawn", target=_ORDERS),
    )
    reasonable_time_to_decide_passed: Proposition = asks(
        "Has more time passed without a decision than is reasonable for an application of this kind?"
    )
    harm_remains_from_null_refusal: Proposition = asks(
        "Does the person face harm from acts that follow the refusal, or need the declaration because no other suit "
        "over the present legal relation reaches the aim?"
    )


@rule(cites=[ACLA("3(3)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def review_decision_suit_lies(review: Review) -> Proposition:
    """A suit for revocation lies against the decision on the review."""
    return denied() & review.review_notified.happened & review.review_outcome.is_one_of("dismissed", "inadmissible")


@rule(cites=[ACLA("10(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def only_defects_of_the_review_count(review: Review) -> Proposition:
    """The review was dismissed on the merits, so a suit against its decision hears only its own defects."""
    return review_decision_suit_lies() & review.review_outcome.is_one_of("dismissed")


@rule(cites=[ACT_84_2004("4", on="2005-04-01")], since="1982-01-01", checked="2026-11-23")
def old_time_to_sue_over_review_had_run_out(review: Review) -> Proposition:
    """The three months to sue over the decision on the review had run out before the reform of 1 April 2005."""
    return last_day(THREE_MONTHS, review_decision_became_known()) < REFORM_OF_2004


@rule(
    cites=[ACLA("14(1), (3)", on="1982-01-01")],
    since="1982-01-01",
    until="2005-04-01",
    checked="2026-11-23",
    when=old_time_to_sue_over_review_had_run_out(),
)
def review_decision_suit_last_day(review: Review) -> DayTerm:
    """The suit against the decision on the review had to reach the court by {review_decision_suit_last_day}."""
    outer, known = last_day(ONE_YEAR_TO_SUE, review.review_notified), review_decision_became_known()
    return choose((outer < last_day(THREE_MONTHS, known), outer), otherwise=last_day(THREE_MONTHS, known))


@review_decision_suit_last_day.version(
    cites=[ACLA("14(1), (2)", on="2005-04-01"), ACT_84_2004("2, 4", on="2005-04-01")],
    since="2005-04-01",
    checked="2026-11-23",
    when=~old_time_to_sue_over_review_had_run_out(),
)
def review_decision_suit_last_day_2005(review: Review) -> DayTerm:
    """The suit against the decision on the review must reach the court by {review_decision_suit_last_day}."""
    outer, known = last_day(ONE_YEAR_TO_SUE, review.review_notified), review_decision_became_known()
    return choose((outer < last_day(SIX_MONTHS, known), outer), otherwise=last_day(SIX_MONTHS, known))


@rule(cites=[ACLA("3(4), 36", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def nullity_suit_lies(suits: OtherSuits) -> Proposition:
    """A suit to declare the refusal null can be filed at any time, where harm remains that no other suit ends."""
    return suit_lies() & suits.harm_remains_from_null_refusal


@rule(cites=[ACLA("3(4)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def nullity_suit_is_filed(suits: OtherSuits) -> Proposition:
    """A suit to declare the refusal null was filed on {nullity_suit_filed}."""
    return suits.nullity_suit_filed.happened


@rule(cites=[ACLA("3(5), 37", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def inaction_suit_lies(suits: OtherSuits) -> Proposition:
    """The applicant awaits a decision and can sue over the failure to decide."""
    return first_instance_pending() | review_pending()


@rule(cites=[ACLA("3(5)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def inaction_is_unlawful(suits: OtherSuits) -> Proposition:
    """No decision was made although a reasonable time has passed."""
    return inaction_suit_lies() & suits.reasonable_time_to_decide_passed


@rule(cites=[ACLA("3(5)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def inaction_suit_is_filed(suits: OtherSuits) -> Proposition:
    """A suit over the failure to decide was filed on {inaction_suit_filed}."""
    return suits.inaction_suit_filed.happened


@rule(cites=[ACLA("37", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def waiting_for_a_decision_since(suits: OtherSuits) -> DayTerm:
    """The applicant has waited for a decision since {waiting_for_a_decision_since}."""
    return first_of(Application.lodged, Review.review_requested)


# The day asked about is the day on which the suit would be filed where none was.
@rule(
    cites=[ACLA("3(6)(ii), 37-3(1), (3)", on="2005-04-01")],
    since="2005-04-01",
    checked="2026-11-23",
    by=first_of(OtherSuits.duty_imposing_suit_filed, ON),
)
def duty_imposing_suit_lies(suits: OtherSuits) -> Proposition:
    """A suit to order recognition can be filed, joined to the suit over the refusal or over the failure to decide."""
    over_refusal = suit_lies() & (suit_is_filed() | nullity_suit_is_filed() | ~(suit_last_day() < ON))
    return over_refusal | inaction_suit_lies()


@rule(
    cites=[ACLA("3(6)(ii)", on="2005-04-01")],
    since="2005-04-01",
    checked="2026-11-23",
    by=OtherSuits.duty_imposing_suit_filed,
)
def duty_imposing_suit_is_filed(suits: OtherSuits) -> Proposition:
    """A suit to order recognition was filed on {duty_imposing_suit_filed}."""
    return suits.duty_imposing_suit_filed.happened


@rule(cites=[ACLA("37-3(1)", on="2005-04-01")], since="1982-01-01", checked="2026-11-23")
def recognition_can_be_sued_for_from(suits: OtherSuits) -> DayTerm:
    """An order to recognise can be sued for from {recognition_can_be_sued_for_from}."""
    return first_of(Application.lodged, refusal_became_known())


REMEDIES = (
    Remedy(
        "nullity_suit",
        "Sue to have the refusal declared null",
        "applicant",
        available=nullity_suit_lies,
        starts=refusal_became_known,
        last_day=None,
        taken=nullity_suit_is_filed,
        authority="To the district court, at any time",
    ),
    Remedy(
        "inaction_suit",
        "Sue over the failure to decide",
        "applicant",
        available=inaction_suit_lies,
        starts=waiting_for_a_decision_since,
        last_day=None,
        taken=inaction_suit_is_filed,
        authority="To the district court, as long as no decision is made",
    ),
    Remedy(
        "duty_imposing_suit",
        "Sue for an order to recognise",
        "applicant",
        available=duty_imposing_suit_lies,
        starts=recognition_can_be_sued_for_from,
        last_day=None,
        taken=duty_imposing_suit_is_filed,
        authority="To the district court, joined to the suit over the refusal or over the failure to decide",
    ),
)
