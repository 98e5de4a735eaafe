"""Whether the person may be sent away: the ground for it, what bars it, and where the person may not be sent."""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import Review, review_dismissed, review_is_requested, review_last_day
from wellfounded.law.jp.application import Application, Person
from wellfounded.law.jp.cancellation import removable_after_cancellation
from wellfounded.law.jp.effect_of_judgments import application_open_again, review_open_again
from wellfounded.law.jp.first_instance import denied
from wellfounded.law.jp.provisional_remedies import (
    removal_would_cut_off_the_court,
    stay_of_execution_in_force,
    stay_of_removal_order_in_force,
)
from wellfounded.law.jp.provisional_stay import provisional_stay_in_force
from wellfounded.law.jp.removal_order import (
    Gravity,
    RemovalProcedure,
    in_japan,
    removal_order_stands,
    removal_procedure_open,
)
from wellfounded.law.jp.residence_status import Status, has_residence_status
from wellfounded.law.jp.sources import ACLA, ACT_56_2023, ICRRA, NAGOYA_HC_2021, TOKYO_HC_2018, TOKYO_HC_2021
from wellfounded.law.jp.suspension_of_removal import removal_stopped
from wellfounded.rules.order import Caution
from wellfounded.rules.rule import burden, decision, rule, unclear
from wellfounded.rules.terms import MET, NOT_MET, ON, DayTerm, Proposition, any_of, choose, last_of, no_day

# The ground for removal


def nothing_new_since(day: DayTerm) -> Proposition:
    """Whether after that day no procedure was opened, no order issued, and no recognition cancelled."""
    p = RemovalProcedure
    return ~(p.removal_procedure_opened > day) & ~(p.removal_ordered > day) & ~recognition_lost_by_fraud_or_exclusion()


@rule(cites=[ICRRA("24(x)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def recognition_lost_by_fraud_or_exclusion(person: Person) -> Proposition:
    """A recognition of the person was cancelled for fraud or for an act named in article 1F."""
    return removable_after_cancellation() | any_of(person.others, removable_after_cancellation())


@rule(cites=[ICRRA("24", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def ground_for_removal(person: Person) -> Proposition:
    """There is or may be a ground for removal: no status of residence, or an order or a finding that stands."""
    besides_status = removal_procedure_open() & Gravity.ground_besides_status_found
    found = removal_order_stands() | besides_status | recognition_lost_by_fraud_or_exclusion()
    return in_japan() & ~person.naturalised.happened & (~has_residence_status() | found)


# What the permission settles is settled for good, whenever it was given, so the day asked about selects the text. A
# procedure opened after it is about something later. The status given to a holder of provisional stay came in 2024.
@ground_for_removal.unless(
    cites=[ICRRA("61-2-6(1)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(1)"})],
    since="2005-05-16",
    by=ON,
    checked="2026-11-23",
)
def older_grounds_settled_by_permission(person: Person) -> Proposition:
    """The person received a status of residence in the refugee procedure, so no older ground leads to removal."""
    granted = last_of(Status.long_term_residence_granted, Status.provisional_stay_status_granted)
    return granted.happened & has_residence_status() & nothing_new_since(granted)


# That the older text named the humanitarian permission too is known, not verified; such permissions keep it.
@ground_for_removal.unless(
    cites=[ICRRA("61-2-6(1)", on="2005-05-16"), ACT_56_2023("14", on="2024-06-10")],
    since="2005-05-16",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def older_grounds_settled_by_humanitarian_permission(person: Person) -> Proposition:
    """The person was allowed to stay on humanitarian grounds, so no older ground leads to removal."""
    granted = Status.humanitarian_permission
    return granted.happened & has_residence_status() & nothing_new_since(granted)


# Whether removal is barred


@rule(
    cites=[ACLA("33(2)", on="1982-01-01"), TOKYO_HC_2018("whole", on="2018-12-05")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def pending_again_after_judgment(application: Application) -> Proposition:
    """A court has finally revoked the refusal or the decision on its review, so that the matter is pending again."""
    return application_open_again() | review_open_again()


@rule(cites=[ACLA("25(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def court_order_stops_removal(application: Application) -> Proposition:
    """A court has stayed the execution of the removal order."""
    other_stay: Proposition = unclear(
        "Does a stay of execution of the refusal stop removal, although it does not name the removal order?",
        settled_by="a court ruling; ask the court to stay the removal order itself",
        cites=(ACLA("25(2)", on="1982-01-01"),),
        does=("The refusal is without effect for the time being, as if the application were pending.", MET),
        does_not=("Only a stay of the removal order stops its execution.", NOT_MET),
    )
    return choose(
        (stay_of_removal_order_in_force(), MET), (stay_of_execution_in_force(), other_stay), otherwise=NOT_MET
    )


@rule(
    cites=[
        ICRRA("61-2-6(2), (3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(2), (3)"}),
        ACLA("25(2)", on="1982-01-01"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def barred_by_this_application(application: Application) -> Proposition:
    """Because of this application a rule of law or a court's order forbids sending the person out of Japan now."""
    return (
        court_order_stops_removal() | provisional_stay_in_force() | removal_stopped() | pending_again_after_judgment()
    )


@rule(
    cites=[
        ICRRA("61-2-6(2), (3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(2), (3)"}),
        ACLA("25(2)", on="1982-01-01"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def removal_barred(application: Application) -> Proposition:
    """A rule of law or a court's order forbids sending the person out of Japan now."""
    return barred_by_this_application() | any_of(application.others, barred_by_this_application())


@decision(cites=[ICRRA("53(3)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def removal_treated_as_barred(application: Application) -> Proposition:
    """The person is to be treated as someone who may not be sent away now."""
    return burden(
        removal_barred(),
        on="authority",
        open_as=MET,
        why="Sending a person away cannot be undone, and nobody may be sent into danger: while it is not established "
        "that removal is allowed, it is treated as barred.",
        cites=(ICRRA("53(3)", on="1982-01-01"),),
    )


@rule(
    cites=[
        ICRRA("61-2-4(5)(i)", on="2005-05-16"),
        ICRRA("61-2-9(2)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(2)"}),
    ],
    since="2005-05-16",
    checked="2026-11-23",
)
def time_to_request_review_runs(application: Application) -> Proposition:
    """The refusal was notified, no review is requested yet, and the time for it has not passed."""
    return denied() & application.notified.happened & ~review_is_requested() & (review_last_day() >= ON)


@rule(cites=[ICRRA("61-2-4(5)(i)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def removal_barred_until(application: Application) -> DayTerm:
    """If no review is requested, removal is treated as barred until {removal_barred_until} and no longer."""
    return choose((removal_treated_as_barred() & time_to_request_review_runs(), review_last_day()), otherwise=no_day())


# The way to court: no rule stops removal during the time to sue or during a suit


@decision(cites=[ACLA("25(1)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def only_a_court_can_stop_removal(application: Application) -> Proposition:
    """No rule stops removal now although a suit is pending or can still be filed: only a stay of execution would."""
    ground = burden(
        ground_for_removal(),
        on="authority",
        open_as=MET,
        why="A warning must not wait until it is known whether there is a ground for removal.",
        cites=(ICRRA("24", on="1982-01-01"),),
    )
    return removal_would_cut_off_the_court() & ground & ~removal_barred()


@rule(
    cites=[NAGOYA_HC_2021("whole", on="2021-01-13"), TOKYO_HC_2021("whole", on="2021-09-22")],
    since="1982-01-01",
    checked="2026-11-23",
)
def dismissal_only_just_told(review: Review) -> Proposition:
    """The dismissal of the review was told today or yesterday: sending the person away now would be unlawful."""
    return review_dismissed() & (review.review_notified.plus(1) >= ON) & only_a_court_can_stop_removal()


CAUTIONS = (
    Caution(
        "A suit does not stop removal, nor does the time to file one. Ask the court for a stay of execution together "
        "with the suit, and say so to the authority: courts have held that a person must have a real chance to go to "
        "court.",
        only_a_court_can_stop_removal,
    ),
    Caution(
        "Removal on the day after the dismissal was told has been held unlawful: it takes away the way to court.",
        dismissal_only_just_told,
    ),
)
