"""What was done although the law forbade it, or left out although the law asks for it, whatever the day.

Most of these rules stand in their own matters. Here are those that ask what held on the day of an act: whether the
person could be sent out of Japan on the day of the removal, and whether an order could be issued on its day.
"""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import (
    SEVENTH_DAY,
    Review,
    review_in_time,
    review_last_day,
    review_made_on,
)
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.counsellors import (
    Counsellors,
    oral_statement_left_out_without_writing,
    panel_did_not_see_the_materials,
    panel_had_an_excluded_counsellor,
    panel_is_not_of_three,
    review_decided_without_counsellors,
    review_decided_without_oral_statement,
    review_decided_without_power,
    review_refused_without_their_opinion,
)
from wellfounded.law.jp.effect_of_judgments import refusal_is_gone, review_decision_revoked_finally
from wellfounded.law.jp.first_instance import (
    FirstInstance,
    decided_by_one_with_power,
    denial_notified_without_naming_review,
    denial_notified_without_naming_suit,
    denial_notified_without_reasons,
    denied,
)
from wellfounded.law.jp.humanitarian_permission import OLD_RULE, OLD_RULE_ENDS, kept_under_old_rule
from wellfounded.law.jp.provisional_remedies import ProvisionalRemedies
from wellfounded.law.jp.provisional_stay import ProvisionalStay, provisional_stay_last_day
from wellfounded.law.jp.removal_order import RemovalProcedure
from wellfounded.law.jp.residence_status import Status
from wellfounded.law.jp.sources import (
    ACLA,
    ACT_56_2023,
    ACT_73_2004,
    AOH,
    ICRRA,
    NAGOYA_HC_2021,
    REGULATION,
    TOKYO_HC_2021,
)
from wellfounded.law.jp.special_permission import (
    SpecialPermission,
    order_precedes_the_request,
    special_permission_last_day,
    special_permission_starts,
)
from wellfounded.law.jp.supervision import Detention, supervision_refused_without_reasons
from wellfounded.law.jp.suspension_of_removal import (
    long_sentence_or_security_ground,
    third_application_without_reasonable_grounds,
)
from wellfounded.rules.breaches import Breach
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import MET, NOT_MET, ON, Proposition, choose

_STAY = ICRRA("61-2-6(3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(3)"})
_PROVISIONAL_STAY = ICRRA("61-2-6(2)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(2)"})
_EXCEPTIONS = (ICRRA("61-2-9(4)", on="2024-06-10"), ACT_56_2023("15(1)", on="2024-06-10"))
_THREE_DAYS = (ICRRA("47(5)(ii), 48(10), 49(7)", on="2024-06-10"), AOH("2", on="1989-01-01"))
_REMOVED = RemovalProcedure.removed


# 1. Removal. Where a person was sent out, the question is what stood on that day, not on the day asked about.


@rule(cites=[_STAY, ACT_73_2004("6", on="2005-05-16")], since="2005-05-16", by=_REMOVED, checked="2026-11-23")
def refusal_had_run_its_course_by_removal(application: Application) -> Proposition:
    """By the day of the removal the refusal had run its course: no review in time, or the review had failed."""
    review = Review
    time_was_over: Proposition = unclear(
        "Where the seventh day was one on which the office does not work: could the person be sent out from the next "
        "day on, or only after the last day for the request?",
        settled_by="a ruling on the period of article 61-2-4(5)(i)",
        cites=(ICRRA("61-2-4(5)(i)", on="2005-05-16"), AOH("2", on="1989-01-01")),
        with_the_last_day=("Only after the last day for the request.", review_last_day() < _REMOVED),
        with_the_seventh_day=("From the day after the seventh.", SEVENTH_DAY < _REMOVED),
    )
    asked = review_made_on() <= _REMOVED
    failed = (review.review_notified <= _REMOVED) & review.review_outcome.is_one_of("dismissed", "inadmissible")
    withdrawn = review.review_withdrawn <= _REMOVED
    return choose(
        (~(application.notified <= _REMOVED), NOT_MET),
        (~denied(), MET),
        (asked & review_in_time(), failed | withdrawn),
        otherwise=time_was_over,
    )


@rule(cites=[_STAY, ACT_73_2004("6", on="2005-05-16")], since="2005-05-16", by=_REMOVED, checked="2026-11-23")
def removed_while_the_procedure_went_on(application: Application) -> Proposition:
    """The person was sent out on {removed}, while the refugee procedure went on and nobody could be sent out."""
    return (
        (application.lodged <= _REMOVED)
        & ~(application.withdrawn <= _REMOVED)
        & ~application.outcome.is_one_of("ended")
        & ~refusal_had_run_its_course_by_removal()
    )


@removed_while_the_procedure_went_on.unless(
    cites=_EXCEPTIONS, since="2024-06-10", by=Application.lodged, checked="2026-11-23"
)
def stay_of_removal_did_not_reach_the_application(application: Application) -> Proposition:
    """One of the exceptions of 10 June 2024 took the stay of removal away."""
    return third_application_without_reasonable_grounds() | long_sentence_or_security_ground()


@rule(cites=[_PROVISIONAL_STAY], since="2005-05-16", by=_REMOVED, checked="2026-11-23")
def removed_during_provisional_stay(stay: ProvisionalStay) -> Proposition:
    """The person was sent out on {removed}, while a permit of provisional stay ran."""
    cancelled = (stay.provisional_stay_cancelled >= stay.provisional_stay_granted) & (
        stay.provisional_stay_cancelled <= _REMOVED
    )
    ended = (Application.withdrawn <= _REMOVED) | refusal_had_run_its_course_by_removal()
    runs = (stay.provisional_stay_granted <= _REMOVED) & (provisional_stay_last_day() >= _REMOVED)
    return runs & ~cancelled & ~ended


@rule(cites=[ACLA("25(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def removed_against_the_courts_stay(remedies: ProvisionalRemedies) -> Proposition:
    """The person was sent out on {removed}, while a court had stayed the execution of the removal order."""
    r = remedies
    granted = r.stay_of_removal_order_granted
    lapsed = (r.stay_of_removal_order_lapsed >= granted) & (r.stay_of_removal_order_lapsed <= _REMOVED)
    in_its_time = r.stay_of_removal_order_without_last_day | ~(r.stay_of_removal_order_until < _REMOVED)
    return (granted <= _REMOVED) & ~lapsed & in_its_time


@rule(
    cites=[NAGOYA_HC_2021("whole", on="2021-01-13"), TOKYO_HC_2021("whole", on="2021-09-22")],
    since="1982-01-01",
    checked="2026-11-23",
)
def removed_the_day_after_the_dismissal(review: Review) -> Proposition:
    """The person was sent out on {removed}, at most a day after being told that the review had failed."""
    return (
        review.review_outcome.is_one_of("dismissed", "inadmissible")
        & (review.review_notified <= _REMOVED)
        & (review.review_notified.plus(1) >= _REMOVED)
    )


# 2. The removal order and special permission to stay.


@rule(
    cites=_THREE_DAYS, since="2024-06-10", by=RemovalProcedure.removal_ordered, checked="2026-11-23", confidence="known"
)
def removal_ordered_too_early(special: SpecialPermission) -> Proposition:
    """The removal order was issued while special permission to stay could be asked for, or had been asked for."""
    ordered = RemovalProcedure.removal_ordered
    time_ran = (special_permission_starts() <= ordered) & (special_permission_last_day() >= ordered)
    answered = (special.special_permission_granted <= ordered) | (
        (special.special_permission_refused >= special.special_permission_asked)
        & (special.special_permission_refused <= ordered)
    )
    return time_ran | ((special.special_permission_asked <= ordered) & ~answered)


@rule(
    cites=[ICRRA("50(3)", on="2024-06-10")],
    since="2024-06-10",
    by=SpecialPermission.special_permission_asked,
    checked="2026-11-23",
)
def special_permission_asked_after_the_order(special: SpecialPermission) -> Proposition:
    """Special permission to stay was asked for after the removal order, which is inadmissible."""
    return special.special_permission_asked.happened & order_precedes_the_request()


# 3. Law in force, and who decides.


@rule(
    cites=[OLD_RULE, ACT_56_2023("11(1), 17", on="2024-06-10")],
    since="2024-06-10",
    by=Status.humanitarian_permission,
    checked="2026-11-23",
)
def humanitarian_permission_no_longer_in_law(status: Status) -> Proposition:
    """The permission on humanitarian grounds was given in the refugee procedure, where the law has it no more."""
    return (status.humanitarian_permission >= OLD_RULE_ENDS) & ~kept_under_old_rule()


@rule(
    cites=[ICRRA("61-2", on="1982-01-01"), REGULATION("61-2", on="2017-06-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def decided_without_power(decision: FirstInstance) -> Proposition:
    """The application was decided by one who had no power to decide it."""
    return Application.decided.happened & ~decided_by_one_with_power()


BREACHES = (
    Breach(
        "removed_while_the_procedure_went_on", "Sent out of Japan while the refugee procedure went on.", "order",
        "authority", removed_while_the_procedure_went_on, _REMOVED, "removed",
    ),
    Breach(
        "removed_during_provisional_stay", "Sent out of Japan during provisional stay.", "order", "authority",
        removed_during_provisional_stay, _REMOVED, "removed",
    ),
    Breach(
        "removed_against_the_courts_stay", "Sent out of Japan although a court had stayed it.", "order", "authority",
        removed_against_the_courts_stay, _REMOVED, "removed",
    ),
    Breach(
        "removed_the_day_after_the_dismissal",
        "Sent out of Japan at most a day after being told that the review had failed.", "order", "authority",
        removed_the_day_after_the_dismissal, _REMOVED, "removed",
    ),
    Breach(
        "removal_ordered_too_early", "The removal order was issued before special permission could be settled.",
        "order", "authority", removal_ordered_too_early, RemovalProcedure.removal_ordered, "removal_ordered",
    ),
    Breach(
        "special_permission_asked_after_the_order", "Special permission to stay was asked for after the removal order.",
        "order", "applicant", special_permission_asked_after_the_order, SpecialPermission.special_permission_asked,
        "special_permission_asked",
    ),
    Breach(
        "denial_notified_without_reasons", "The refusal was notified without reasons.", "order", "authority",
        denial_notified_without_reasons, Application.notified, "notice_served", remedied=refusal_is_gone,
        seen_in=(FirstInstance.notice_gives_reasons,),
    ),
    Breach(
        "denial_notified_without_naming_review", "The notice of the refusal did not name the review.", "order",
        "authority", denial_notified_without_naming_review, Application.notified, "notice_served",
        remedied=refusal_is_gone, seen_in=(FirstInstance.notice_names_review,),
    ),
    Breach(
        "denial_notified_without_naming_suit", "The notice of the refusal did not name the suit.", "order",
        "authority", denial_notified_without_naming_suit, Application.notified, "notice_served",
        remedied=refusal_is_gone, seen_in=(FirstInstance.notice_names_suit,),
    ),
    Breach(
        "review_decided_without_counsellors", "The review was decided without hearing the counsellors.", "order",
        "authority", review_decided_without_counsellors, Review.review_decided, "counsellors_opinion", missing=True,
        remedied=review_decision_revoked_finally,
    ),
    Breach(
        "review_refused_without_their_opinion", "The reasons of the decision leave out the counsellors' opinion.",
        "order", "authority", review_refused_without_their_opinion, Review.review_decided, "review_decided",
        remedied=review_decision_revoked_finally, seen_in=(Counsellors.opinion_is_summarised,),
    ),
    Breach(
        "review_decided_without_oral_statement", "The review was decided without the oral statement asked for.",
        "order", "authority", review_decided_without_oral_statement, Review.review_decided, "oral_statement_held",
        missing=True, remedied=review_decision_revoked_finally, seen_in=(Counsellors.oral_statement_asked_for,),
    ),
    Breach(
        "oral_statement_left_out_without_writing", "The oral statement was left out without saying so in writing.",
        "order", "authority", oral_statement_left_out_without_writing, Counsellors.oral_statement_refused,
        "oral_statement_refused", remedied=review_decision_revoked_finally,
        seen_in=(Counsellors.refusal_of_statement_in_writing,),
    ),
    Breach(
        "panel_did_not_see_the_materials", "The counsellors were not shown the materials of the refusal.", "order",
        "authority", panel_did_not_see_the_materials, Review.review_decided, "counsellors_opinion",
        remedied=review_decision_revoked_finally, seen_in=(Counsellors.counsellors_saw_the_materials,),
    ),
    Breach(
        "supervision_refused_without_reasons", "Supervision was refused without written reasons.", "order", "authority",
        supervision_refused_without_reasons, ON, seen_in=(Detention.supervision_refused,),
    ),
    Breach(
        "panel_is_not_of_three", "The panel did not have three counsellors.", "actor", "authority",
        panel_is_not_of_three, Counsellors.counsellors_heard, "counsellors_opinion",
        remedied=review_decision_revoked_finally, seen_in=(Counsellors.counsellors_on_the_panel,),
    ),
    Breach(
        "panel_had_an_excluded_counsellor", "A counsellor sat who was excluded.", "actor", "authority",
        panel_had_an_excluded_counsellor, Counsellors.counsellors_heard, "counsellors_opinion",
        remedied=review_decision_revoked_finally, seen_in=(Counsellors.counsellor_is_excluded,),
    ),
    Breach(
        "review_decided_without_power", "The review was decided by another than the minister.", "actor", "authority",
        review_decided_without_power, Review.review_decided, "review_decided",
        remedied=review_decision_revoked_finally, seen_in=(Counsellors.review_decided_by,),
    ),
    Breach(
        "decided_without_power", "The application was decided by one without the power.", "actor", "authority",
        decided_without_power, Application.decided, "decided", remedied=refusal_is_gone,
        seen_in=(FirstInstance.decided_by,),
    ),
    Breach(
        "humanitarian_permission_no_longer_in_law",
        "A humanitarian permission was given in the refugee procedure, which has it no more.", "law_in_force",
        "authority", humanitarian_permission_no_longer_in_law, Status.humanitarian_permission,
        "humanitarian_permission",
    ),
)  # fmt: skip
