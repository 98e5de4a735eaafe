"""Staying and working while the application is pending: the classes since 15 January 2018, and the practice before."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.administrative_review import review_pending
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.first_instance import first_instance_pending
from wellfounded.law.jp.provisional_stay import provisional_stay_in_force
from wellfounded.law.jp.residence_status import Status, has_residence_status, status_given
from wellfounded.law.jp.sources import PRACTICE, TRIAGE_2018
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Change
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import ON, CategoryTerm, DayTerm, Proposition, choose, last_day, no_day, parameter, value

CLASSES = TRIAGE_2018("classes A to D", on="2018-01-15")
WORK_2010 = PRACTICE("work after six months", on="2010-03-01")
WORK_2015 = PRACTICE("first limits of 2015", on="2015-09-01")

SIX_MONTHS_WITHOUT_WORK = parameter(
    "time_without_work",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day"),
    "The time from the application for which work is not permitted",
    WORK_2010,
    CLASSES,
)
TWO_MONTHS_OF_TRIAGE = parameter(
    "time_of_triage",
    Period(length=2, unit="months", first_day="excluded", month_end="last_day"),
    "The time in which an application is sorted into a class",
    CLASSES,
)


class Triage(Facts):
    """What practice asks about an applicant who holds a status of residence."""

    triaged: DayTerm = asks("On which day was the application sorted into a class?", last("triaged"))
    class_told: CategoryTerm = asks(
        "Into which class did the office sort the application: A, B, C, D1 or D2?",
        last("triaged", "triage_class"),
        values=("A", "B", "C", "D1", "D2", "none"),
    )
    likely_refugee: Proposition = asks(
        "Does the office find that the person is likely to be a refugee, or that humanitarian need calls for a stay?"
    )
    plainly_outside_the_grounds: Proposition = asks(
        "Is what the person claims plainly outside the Convention's grounds?"
    )
    same_claim_again: Proposition = asks(
        "Did the person apply before, and repeats the same claim now without a good reason?"
    )
    left_activity_first: Proposition = asks(
        "Did the person apply after giving up the activity of their status, or while preparing to leave Japan?"
    )
    work_permission_given: DayTerm = asks("On which day was work permitted?", last("work_permitted"))
    work_permission_until: DayTerm = asks("Until which day was work permitted?", last("work_permitted", "until"))


@rule(cites=[CLASSES], since="2018-01-15", by=Application.lodged, checked="2026-11-23")
def triage_last_day(triage: Triage) -> DayTerm:
    """The application is to be sorted into a class by {triage_last_day}, two months after it was handed in."""
    return last_day(TWO_MONTHS_OF_TRIAGE, Application.lodged)


@rule(cites=[CLASSES], since="2018-01-15", by=Application.lodged, checked="2026-11-23")
def triage_class(triage: Triage) -> CategoryTerm:
    """The application is in class {triage_class}."""
    return choose(
        (~triage.class_told.is_one_of("none"), triage.class_told),
        (triage.likely_refugee, value("A")),
        (triage.plainly_outside_the_grounds, value("B")),
        (triage.same_claim_again, value("C")),
        (triage.left_activity_first, value("D1")),
        otherwise=value("D2"),
    )


@rule(cites=[CLASSES], since="2018-01-15", by=Application.lodged, checked="2026-11-23")
def stay_while_pending(triage: Triage) -> CategoryTerm:
    """While the application is pending, designated activities are given {stay_while_pending}."""
    return choose(
        (triage_class().is_one_of("A"), value("for six months, with work")),
        (triage_class().is_one_of("D1"), value("for three months, without work")),
        (triage_class().is_one_of("D2"), value("for three months without work, twice, then for six months with work")),
        otherwise=value("not at all"),
    )


# Of March 2010 only the month is known; whoever applied in it is taken to have applied under the new practice.
@rule(cites=[WORK_2010], since="2010-03-01", until="2015-09-01", by=Application.lodged, checked="2026-11-23")
def work_due_from(triage: Triage) -> DayTerm:
    """Work is to be permitted from {work_due_from}, after six months from the application."""
    return last_day(SIX_MONTHS_WITHOUT_WORK, Application.lodged).plus(1)


@work_due_from.version(
    cites=[WORK_2015],
    since="2015-09-01",
    until="2018-01-15",
    by=Application.lodged,
    checked="2026-11-23",
    confidence="doubtful",
)
def work_due_from_2015(triage: Triage) -> DayTerm:
    """Work is to be permitted from {work_due_from}, after six months from the application, or not at all."""
    from_day: DayTerm = unclear(
        "To whom was permission to work refused under the limits of September 2015?",
        settled_by="the ministry's announcement of September 2015 on the handling of applications",
        cites=(WORK_2015,),
        as_before=(
            "As before, work is permitted after six months.",
            last_day(SIX_MONTHS_WITHOUT_WORK, Application.lodged).plus(1),
        ),
        refused=("Work is not permitted.", no_day()),
    )
    return from_day


@work_due_from.version(cites=[CLASSES], since="2018-01-15", by=Application.lodged, checked="2026-11-23")
def work_due_from_2018(triage: Triage) -> DayTerm:
    """Work is to be permitted from {work_due_from}: in class A at once, in D2 six months after the application."""
    return choose(
        (triage_class().is_one_of("A"), triage.triaged),
        (triage_class().is_one_of("D2"), last_day(SIX_MONTHS_WITHOUT_WORK, Application.lodged).plus(1)),
        otherwise=no_day(),
    )


@rule(cites=[WORK_2010, CLASSES], since="2010-03-01", checked="2026-11-23")
def work_permission_due(triage: Triage) -> Proposition:
    """By practice work is to be permitted: the application is pending, a status is held, and the time has come."""
    return (first_instance_pending() | review_pending()) & has_residence_status() & (work_due_from() <= ON)


# Permits of the triage can put the day off: with two months of triage first, work came after about eight months. So
# whether the person may work on a day follows from the permission that was given, not from the practice.
@rule(cites=[PRACTICE("permission to work", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def work_permitted(status: Status) -> Proposition:
    """The person may work."""
    by_permission = (
        Triage.work_permission_given.happened
        & ~(Triage.work_permission_until < ON)
        & (has_residence_status() | provisional_stay_in_force())
    )
    by_status = (status.long_term_residence_granted >= status_given()) & has_residence_status()
    return by_permission | by_status


CHANGES = (
    Change(
        date(2010, 3, 1),
        "In practice, work was permitted after six months to applicants who held a status of residence.",
        (WORK_2010,),
    ),
    Change(date(2015, 9, 1), "In practice, the first limits on permission to work came.", (WORK_2015,)),
    Change(
        date(2018, 1, 15),
        "In practice, applications are sorted into classes within two months, on which stay and work depend.",
        (CLASSES,),
    ),
)
SEQUENCE = (("applied", "triaged"),)
