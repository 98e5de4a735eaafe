"""Times that were not kept: by the applicant, by the authority, and the times that the authority only sets itself.

The last days stand in the matters themselves; here stands only that what had to come by them came later, or not at all.
What excuses it is the rule of the matter, met for a late act exactly where the lateness is excused.
"""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import Review, review_in_time, review_last_day, review_made_on
from wellfounded.law.jp.appeals import (
    Appeal,
    appeal_in_time_by_applicant,
    appeal_in_time_by_authority,
    appeal_time_ends_applicant,
    appeal_time_ends_authority,
)
from wellfounded.law.jp.application import SIXTY_DAYS_GOVERN, Application, applied_in_time, last_day_to_apply
from wellfounded.law.jp.cancellation import (
    Cancellation,
    cancellation_review_in_time,
    cancellation_review_is_requested,
    cancellation_review_last_day,
)
from wellfounded.law.jp.final_appeals import (
    FinalAppeal,
    final_appeal_in_time_by_applicant,
    final_appeal_in_time_by_authority,
    final_appeal_time_ends_applicant,
    final_appeal_time_ends_authority,
)
from wellfounded.law.jp.first_instance import first_instance_pending, target_last_day
from wellfounded.law.jp.new_refusal import (
    SecondRound,
    new_refusal_review_is_requested,
    new_refusal_review_last_day,
    new_refusal_suit_is_filed,
    new_refusal_suit_last_day,
)
from wellfounded.law.jp.provisional_stay import (
    LENGTH,
    ProvisionalStay,
    provisional_stay_last_day,
    provisional_stay_longest_day,
)
from wellfounded.law.jp.revocation_suit import (
    Suit,
    old_time_to_sue_had_run_out,
    suit_last_day,
    suit_late_but_excused,
)
from wellfounded.law.jp.sources import ACLA, AOH, CCP, ICRRA, PRACTICE, REGULATION
from wellfounded.law.jp.special_permission import SpecialPermission, special_permission_last_day
from wellfounded.law.jp.supervision import Detention, detention_review_last_day, detention_review_owed
from wellfounded.law.jp.travel_document import TravelDocument, travel_document_longest_day
from wellfounded.law.jp.triage import CLASSES, Triage, triage_last_day
from wellfounded.rules.breaches import Breach
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, first_of

_REVIEW_TIME = ICRRA("61-2-4", on="1982-01-01", renumbered={"2005-05-16": "61-2-9(2)", "2024-06-10": "61-2-12(2)"})
_SECOND_REVIEW = ICRRA("61-2-9(1), (2)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(1), (2)"})
_SUE = ACLA("14(1)", on="1982-01-01")
_SUE_AFTER_REVIEW = ACLA("14(4)", on="1982-01-01", renumbered={"2005-04-01": "14(3)"})
_OUTER = ACLA("14(3)", on="1982-01-01", renumbered={"2005-04-01": "14(2)"})
_APPEAL = (CCP("285", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_FINAL_APPEAL = (CCP("285, 313, 318(5)", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_THREE_DAYS = (ICRRA("47(5)(ii), 48(10), 49(7)", on="2024-06-10"), AOH("2", on="1989-01-01"))
_TARGET = PRACTICE("standard processing period of 16 July 2010", on="2010-07-16")


# 1. The applicant's times.


@rule(
    cites=[ICRRA("61-2(2)", on="1982-01-01"), AOH("2", on="1989-01-01")],
    since="1982-01-01",
    until="2005-05-16",
    when=SIXTY_DAYS_GOVERN,
    checked="2026-11-23",
)
def applied_after_sixty_days(application: Application) -> Proposition:
    """The application came after {last_day_to_apply}, the last day of the sixty."""
    return application.lodged > last_day_to_apply()


@rule(
    cites=[_REVIEW_TIME, AOH("2", on="1989-01-01")],
    since="1982-01-01",
    until="2005-05-16",
    by=Application.notified,
    checked="2026-11-23",
    confidence="known",
)
def review_requested_late(review: Review) -> Proposition:
    """The objection was made after {review_last_day}, the last day."""
    return (review_made_on() > review_last_day()) & ~review.request_was_in_time


@review_requested_late.version(
    cites=[_REVIEW_TIME, AOH("2", on="1989-01-01")],
    since="2005-05-16",
    by=Application.notified,
    checked="2026-11-23",
)
def review_requested_late_2005(review: Review) -> Proposition:
    """The request for review was made after {review_last_day}, the last day."""
    return (review_made_on() > review_last_day()) & ~review.request_was_in_time


@rule(
    cites=[_SUE, _SUE_AFTER_REVIEW, _OUTER],
    since="1982-01-01",
    until="2005-04-01",
    when=old_time_to_sue_had_run_out(),
    checked="2026-11-23",
)
def suit_filed_late(suit: Suit) -> Proposition:
    """The suit reached the court after {suit_last_day}, the last day of the three months."""
    return suit.suit_filed > suit_last_day()


@suit_filed_late.version(
    cites=[_SUE, _SUE_AFTER_REVIEW, _OUTER],
    since="2005-04-01",
    when=~old_time_to_sue_had_run_out(),
    checked="2026-11-23",
)
def suit_filed_late_2005(suit: Suit) -> Proposition:
    """The suit reached the court after {suit_last_day}, the last day of the six months or of the year."""
    return suit.suit_filed > suit_last_day()


@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def applicant_appealed_late(appeal: Appeal) -> Proposition:
    """The applicant's appeal reached the court after {appeal_time_ends_applicant}, the last of the two weeks."""
    return appeal.appealed_by_applicant > appeal_time_ends_applicant()


@rule(cites=_FINAL_APPEAL, since="1982-01-01", checked="2026-11-23")
def applicant_went_to_the_supreme_court_late(appeal: FinalAppeal) -> Proposition:
    """The applicant went to the Supreme Court after {final_appeal_time_ends_applicant}, the last of the two weeks."""
    return (
        first_of(appeal.final_appealed_by_applicant, appeal.petitioned_by_applicant)
        > final_appeal_time_ends_applicant()
    )


@rule(cites=[_SECOND_REVIEW, AOH("2", on="1989-01-01")], since="1982-01-01", checked="2026-11-23")
def review_of_new_refusal_requested_late(second: SecondRound) -> Proposition:
    """Review of the new refusal was requested after {new_refusal_review_last_day}, the last day."""
    return new_refusal_review_is_requested() & (second.last_review_requested > new_refusal_review_last_day())


@rule(cites=[_SUE, _SUE_AFTER_REVIEW], since="1982-01-01", checked="2026-11-23", confidence="known")
def suit_over_new_refusal_filed_late(second: SecondRound) -> Proposition:
    """The suit over the new refusal reached the court after {new_refusal_suit_last_day}, the last day."""
    return new_refusal_suit_is_filed() & (second.last_suit_filed > new_refusal_suit_last_day())


@rule(cites=[_SECOND_REVIEW, AOH("2", on="1989-01-01")], since="1982-01-01", checked="2026-11-23")
def review_of_cancellation_requested_late(cancellation: Cancellation) -> Proposition:
    """Review of the cancellation was requested after {cancellation_review_last_day}, the last day."""
    c = cancellation
    made = first_of(c.cancellation_review_posted, c.cancellation_review_requested)
    return cancellation_review_is_requested() & (made > cancellation_review_last_day())


@rule(
    cites=[ICRRA("61-2-4(4)", on="2005-05-16"), REGULATION("56-2(6)", on="2005-05-16")],
    since="2005-05-16",
    checked="2026-11-23",
)
def extension_of_provisional_stay_asked_late(stay: ProvisionalStay) -> Proposition:
    """Extension of provisional stay was asked for after {provisional_stay_last_day}, its last day."""
    return stay.provisional_stay_extension_asked > provisional_stay_last_day()


@rule(
    cites=_THREE_DAYS,
    since="2024-06-10",
    by=SpecialPermission.special_permission_asked,
    checked="2026-11-23",
    confidence="known",
)
def special_permission_asked_late(special: SpecialPermission) -> Proposition:
    """Special permission to stay was asked for after {special_permission_last_day}, the last of the three days."""
    return special.special_permission_asked > special_permission_last_day()


# 2. The authority's times.


@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def authority_appealed_late(appeal: Appeal) -> Proposition:
    """The authority's appeal reached the court after {appeal_time_ends_authority}, the last of the two weeks."""
    return appeal.appealed_by_authority > appeal_time_ends_authority()


@rule(cites=_FINAL_APPEAL, since="1982-01-01", checked="2026-11-23")
def authority_went_to_the_supreme_court_late(appeal: FinalAppeal) -> Proposition:
    """The authority went to the Supreme Court after {final_appeal_time_ends_authority}, the last of the two weeks."""
    return (
        first_of(appeal.final_appealed_by_authority, appeal.petitioned_by_authority)
        > final_appeal_time_ends_authority()
    )


@rule(cites=[LENGTH], since="2005-05-16", checked="2026-11-23")
def provisional_stay_permitted_too_long(stay: ProvisionalStay) -> Proposition:
    """Provisional stay was permitted beyond {provisional_stay_longest_day}, the longest that one permit can run."""
    return stay.provisional_stay_until > provisional_stay_longest_day()


@rule(
    cites=[ICRRA("61-2-12", on="2005-05-16", renumbered={"2024-06-10": "61-2-15"})],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def travel_document_valid_too_long(document: TravelDocument) -> Proposition:
    """The travel document was made valid beyond {travel_document_longest_day}, the longest that the law allows."""
    return document.travel_document_until > travel_document_longest_day()


@rule(cites=[ICRRA("52-8", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23", confidence="known")
def detention_not_reviewed_in_time(detention: Detention) -> Proposition:
    """The need for detention was not reviewed by {detention_review_last_day}, three months on."""
    return detention_review_owed() & (detention_review_last_day() < ON)


# 3. Times that the authority sets itself. Nothing follows where they pass.


@rule(cites=[_TARGET], since="2010-07-16", by=Application.lodged, checked="2026-11-23")
def standard_period_passed(application: Application) -> Proposition:
    """The application was not decided by {target_last_day}, the end of the standard period; nothing follows from it."""
    still = first_instance_pending() & ~application.decided.happened & (target_last_day() < ON)
    return (application.decided > target_last_day()) | still


@rule(cites=[CLASSES], since="2018-01-15", by=Application.lodged, checked="2026-11-23")
def sorted_after_two_months(triage: Triage) -> Proposition:
    """The application was sorted into a class after {triage_last_day}, two months on; nothing follows from it."""
    return triage.triaged > triage_last_day()


_SUPREME_APPLICANT: DayTerm = first_of(FinalAppeal.final_appealed_by_applicant, FinalAppeal.petitioned_by_applicant)
_SUPREME_AUTHORITY: DayTerm = first_of(FinalAppeal.final_appealed_by_authority, FinalAppeal.petitioned_by_authority)

BREACHES = (
    Breach(
        "applied_after_sixty_days", "Applied after the sixty days.", "time_limit", "applicant",
        applied_after_sixty_days, Application.lodged, "applied", excused=applied_in_time,
    ),
    Breach(
        "review_requested_late", "Requested review after the seven days.", "time_limit", "applicant",
        review_requested_late, review_made_on(), "review_requested", excused=review_in_time,
    ),
    Breach(
        "suit_filed_late", "Sued after the time to sue.", "time_limit", "applicant",
        suit_filed_late, Suit.suit_filed, "suit_filed", excused=suit_late_but_excused,
    ),
    Breach(
        "applicant_appealed_late", "The applicant appealed after the two weeks.", "time_limit", "applicant",
        applicant_appealed_late, Appeal.appealed_by_applicant, "appealed", excused=appeal_in_time_by_applicant,
    ),
    Breach(
        "applicant_went_to_the_supreme_court_late", "The applicant went to the Supreme Court after the two weeks.",
        "time_limit", "applicant", applicant_went_to_the_supreme_court_late, _SUPREME_APPLICANT, "appealed",
        excused=final_appeal_in_time_by_applicant,
    ),
    Breach(
        "review_of_new_refusal_requested_late", "Requested review of the new refusal after the seven days.",
        "time_limit", "applicant", review_of_new_refusal_requested_late, SecondRound.last_review_requested,
        "review_requested",
    ),
    Breach(
        "suit_over_new_refusal_filed_late", "Sued over the new refusal after the time to sue.", "time_limit",
        "applicant", suit_over_new_refusal_filed_late, SecondRound.last_suit_filed, "suit_filed",
    ),
    Breach(
        "review_of_cancellation_requested_late", "Requested review of the cancellation after the seven days.",
        "time_limit", "applicant", review_of_cancellation_requested_late, Cancellation.cancellation_review_requested,
        "cancellation_review_requested", excused=cancellation_review_in_time,
    ),
    Breach(
        "extension_of_provisional_stay_asked_late", "Asked for extension of provisional stay after its last day.",
        "time_limit", "applicant", extension_of_provisional_stay_asked_late,
        ProvisionalStay.provisional_stay_extension_asked, "provisional_stay_extension_asked",
    ),
    Breach(
        "special_permission_asked_late", "Asked for special permission to stay after the three days.", "time_limit",
        "applicant", special_permission_asked_late, SpecialPermission.special_permission_asked,
        "special_permission_asked",
    ),
    Breach(
        "authority_appealed_late", "The authority appealed after the two weeks.", "time_limit", "authority",
        authority_appealed_late, Appeal.appealed_by_authority, "appealed", excused=appeal_in_time_by_authority,
    ),
    Breach(
        "authority_went_to_the_supreme_court_late", "The authority went to the Supreme Court after the two weeks.",
        "time_limit", "authority", authority_went_to_the_supreme_court_late, _SUPREME_AUTHORITY, "appealed",
        excused=final_appeal_in_time_by_authority,
    ),
    Breach(
        "provisional_stay_permitted_too_long", "Provisional stay was permitted for longer than the law allows.",
        "time_limit", "authority", provisional_stay_permitted_too_long, ProvisionalStay.provisional_stay_granted,
        "provisional_stay_granted",
    ),
    Breach(
        "travel_document_valid_too_long", "A travel document was made valid for longer than the law allows.",
        "time_limit", "authority", travel_document_valid_too_long, TravelDocument.travel_document_issued,
        "travel_document_issued",
    ),
    Breach(
        "detention_not_reviewed_in_time", "The need for detention was not reviewed within three months.", "time_limit",
        "authority", detention_not_reviewed_in_time, detention_review_last_day().plus(1), "detention_reviewed",
        missing=True,
    ),
    Breach(
        "standard_period_passed", "The standard period for the decision passed.", "time_limit", "authority",
        standard_period_passed, target_last_day().plus(1), "decided", target=True,
    ),
    Breach(
        "sorted_after_two_months", "The application was sorted into a class after the two months.", "time_limit",
        "authority", sorted_after_two_months, Triage.triaged, "triaged", target=True,
    ),
)  # fmt: skip
