"""The stages of an application in Japan. The first that is met is where it stands: the later ones stand first."""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import review_is_requested, review_last_day, review_lies, review_pending
from wellfounded.law.jp.appeals import appeal_is_filed_by_applicant, appeal_is_filed_by_authority
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.cancellation import recognition_cancelled_or_ceased
from wellfounded.law.jp.effect_of_judgments import application_open_again, review_open_again
from wellfounded.law.jp.final_appeals import (
    final_appeal_is_filed_by_applicant,
    final_appeal_is_filed_by_authority,
    petition_is_filed_by_applicant,
    petition_is_filed_by_authority,
)
from wellfounded.law.jp.finality import district_judgment_final, high_judgment_final
from wellfounded.law.jp.first_instance import denied, ended_without_decision, first_instance_pending
from wellfounded.law.jp.judgments import DistrictJudgment, HighJudgment, SupremeJudgment
from wellfounded.law.jp.new_refusal import (
    new_refusal_review_is_requested,
    new_refusal_review_last_day,
    new_refusal_review_pending,
    new_refusal_suit_is_filed,
    new_refusal_suit_last_day,
    refused_again,
)
from wellfounded.law.jp.recognition import complementary_protected, recognised
from wellfounded.law.jp.revocation_suit import Suit, suit_is_filed, suit_last_day
from wellfounded.law.jp.sources import ACLA, CCP, ICRRA
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, CategoryTerm, Proposition, choose, value

STAGES = {
    "none": "No application has been made.",
    "first_instance": "The application awaits a decision at first instance.",
    "review_open": "Recognition was refused; administrative review can be requested.",
    "review_pending": "The administrative review is pending.",
    "suit_open": "The refusal stands; a suit for its revocation can be filed.",
    "suit_pending": "The suit is pending at the district court.",
    "appeal_open": "The district court has ruled; the time to appeal runs.",
    "appeal_pending": "The appeal is pending at the high court.",
    "final_appeal_open": "The high court has ruled; the time for a final appeal runs.",
    "final_appeal_pending": "The case is pending at the Supreme Court.",
    "decide_again": "The refusal was finally revoked; the authority must decide again.",
    "refused": "The refusal stands, and its time limits have run out.",
    "recognised": "Recognised as a refugee.",
    "complementary_protection": "Recognised as in need of complementary protection.",
    "ended": "The application was withdrawn, or ended without a decision.",
    "cancelled": "Recognition was cancelled or has ceased.",
}


@rule(cites=[CCP("313, 318(1)", on="1998-01-01")], since="1982-01-01", checked="2026-11-23")
def before_the_supreme_court(judgment: SupremeJudgment) -> Proposition:
    """A final appeal, or a petition for its acceptance, awaits the Supreme Court."""
    appealed = final_appeal_is_filed_by_applicant() | final_appeal_is_filed_by_authority()
    petitioned = petition_is_filed_by_applicant() | petition_is_filed_by_authority()
    return (appealed | petitioned) & ~high_judgment_final() & ~judgment.supreme_judgment.happened


@rule(cites=[CCP("281", on="1998-01-01")], since="1982-01-01", checked="2026-11-23")
def before_the_high_court(judgment: HighJudgment) -> Proposition:
    """An appeal awaits the high court."""
    appealed = appeal_is_filed_by_applicant() | appeal_is_filed_by_authority()
    return appealed & ~district_judgment_final() & ~judgment.high_judgment.happened


@rule(cites=[ACLA("3(2), 8(1)", on="1962-10-01")], since="1982-01-01", checked="2026-11-23")
def before_the_district_court(judgment: DistrictJudgment) -> Proposition:
    """A suit for revocation of the refusal awaits the district court."""
    return suit_is_filed() & ~Suit.suit_withdrawn.happened & ~judgment.district_judgment.happened


@rule(
    cites=[ICRRA("61-2", on="1982-01-01"), ACLA("3(2), 14", on="1962-10-01"), CCP("116", on="1998-01-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def stage(application: Application) -> CategoryTerm:
    """The application stands at this stage: {stage}."""
    return choose(
        (~application.lodged.happened, value("none")),
        (recognition_cancelled_or_ceased(), value("cancelled")),
        (recognised(), value("recognised")),
        (complementary_protected(), value("complementary_protection")),
        (application_open_again(), value("decide_again")),
        (application.withdrawn.happened | ended_without_decision(), value("ended")),
        (new_refusal_suit_is_filed(), value("suit_pending")),
        (new_refusal_review_pending(), value("review_pending")),
        (
            refused_again() & ~new_refusal_review_is_requested() & (new_refusal_review_last_day() >= ON),
            value("review_open"),
        ),
        (refused_again() & (new_refusal_suit_last_day() >= ON), value("suit_open")),
        (refused_again(), value("refused")),
        (first_instance_pending(), value("first_instance")),
        (before_the_supreme_court(), value("final_appeal_pending")),
        (HighJudgment.high_judgment.happened & ~high_judgment_final(), value("final_appeal_open")),
        (before_the_high_court(), value("appeal_pending")),
        (DistrictJudgment.district_judgment.happened & ~district_judgment_final(), value("appeal_open")),
        (before_the_district_court(), value("suit_pending")),
        (review_pending() | review_open_again(), value("review_pending")),
        (review_lies() & ~review_is_requested() & (review_last_day() >= ON), value("review_open")),
        (denied() & ~suit_is_filed() & (suit_last_day() >= ON), value("suit_open")),
        (denied(), value("refused")),
        otherwise=value("first_instance"),
    )
