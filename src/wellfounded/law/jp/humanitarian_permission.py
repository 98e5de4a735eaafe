"""Staying on humanitarian grounds: inside the refugee procedure until 9 June 2024, and what takes its place since."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.application import Application
from wellfounded.law.jp.first_instance import denied
from wellfounded.law.jp.long_term_residence import long_term_residence_owed
from wellfounded.law.jp.provisional_stay import provisional_stay_in_force
from wellfounded.law.jp.recognition import complementary_given, recognition_given
from wellfounded.law.jp.removal_order import RemovalProcedure
from wellfounded.law.jp.residence_status import Status, ordinary_status_last_day
from wellfounded.law.jp.sources import ACT_56_2023, ICRRA
from wellfounded.law.jp.special_permission import SpecialPermission, only_special_humanitarian_circumstances
from wellfounded.logic.days import Day
from wellfounded.rules.order import Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, CategoryTerm, Proposition, choose, parameter, value

OLD_RULE = ICRRA("61-2-2(2)", on="2005-05-16")
KEPT = ACT_56_2023("11(1), 17", on="2024-06-10")
HOLDER = ICRRA("61-2-5", on="2024-06-10")

OLD_RULE_ENDS = parameter(
    "humanitarian_permission_leaves_the_refugee_procedure",
    Day.of("2024-06-10"),
    "The day from which humanitarian grounds are no longer examined in the refugee procedure",
    KEPT,
)


@rule(cites=[OLD_RULE], since="2005-05-16", checked="2026-11-23")
def without_status_at_decision(status: Status) -> Proposition:
    """The person had no status of residence when the application was decided."""
    decided = Application.decided
    return ~(
        (status.status_granted <= decided)
        & ~(ordinary_status_last_day() < decided)
        & ~((status.status_cancelled >= status.status_granted) & (status.status_cancelled <= decided))
    )


@rule(cites=[OLD_RULE], since="2005-05-16", checked="2026-11-23")
def left_without_status_by_decision(application: Application) -> Proposition:
    """Recognition was refused, or it brought no long-term residence; and complementary protection was not given."""
    return (denied() & ~complementary_given()) | (recognition_given() & ~long_term_residence_owed())


@rule(cites=[KEPT], since="2005-05-16", checked="2026-11-23")
def kept_under_old_rule(application: Application) -> Proposition:
    """The person applied before 10 June 2024 and was already under a removal order by then."""
    return (application.lodged < OLD_RULE_ENDS) & (RemovalProcedure.removal_ordered < OLD_RULE_ENDS)


@rule(cites=[OLD_RULE], since="2005-05-16", until="2024-06-10", by=Application.decided, checked="2026-11-23")
def humanitarian_examination_owed(application: Application) -> Proposition:
    """With the decision it must be examined whether the person may stay on humanitarian grounds."""
    return application.decided.happened & without_status_at_decision() & left_without_status_by_decision()


@humanitarian_examination_owed.version(
    cites=[OLD_RULE, KEPT], since="2024-06-10", by=Application.decided, checked="2026-11-23"
)
def humanitarian_examination_owed_2024(application: Application) -> Proposition:
    """The old examination of humanitarian grounds is kept for this person, although decided since 10 June 2024."""
    return (
        application.decided.happened
        & without_status_at_decision()
        & left_without_status_by_decision()
        & kept_under_old_rule()
    )


@rule(cites=[OLD_RULE], since="2005-05-16", checked="2026-11-23")
def humanitarian_permission_given(status: Status) -> Proposition:
    """The person was allowed to stay on humanitarian grounds."""
    return status.humanitarian_permission.happened


# What can be given on a day is what the law of that day allows, so the day asked about selects the text.
@rule(cites=[HOLDER], since="2024-06-10", by=ON, checked="2026-11-23")
def status_for_provisional_stay_holder_possible(special: SpecialPermission) -> Proposition:
    """A status of residence may be given to the person as a holder of provisional stay."""
    return (
        provisional_stay_in_force()
        & (special.formerly_japanese | special.trafficked | special.other_reasons_to_stay)
        & (~only_special_humanitarian_circumstances() | special.special_humanitarian_circumstances)
    )


@rule(cites=[OLD_RULE, HOLDER, ICRRA("50", on="2024-06-10")], since="2005-05-16", checked="2026-11-23")
def humanitarian_route(application: Application) -> CategoryTerm:
    """Humanitarian grounds are looked at {humanitarian_route}."""
    return choose(
        (humanitarian_examination_owed(), value("with the decision on the application")),
        (~left_without_status_by_decision() | ~without_status_at_decision(), value("none")),
        (provisional_stay_in_force(), value("on provisional stay")),
        otherwise=value("in the removal procedure"),
    )


CHANGES = (
    Change(
        date(2024, 6, 10),
        "Humanitarian grounds left the refugee procedure: they count for special permission, or on provisional stay.",
        (OLD_RULE, HOLDER),
    ),
)
SEQUENCE = (("applied", "humanitarian_permission"),)
