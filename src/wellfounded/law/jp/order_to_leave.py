"""The order to leave Japan since 10 June 2024: when it can be given, what suspends it, and what breaking it means."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.provisional_remedies import stay_of_removal_order_in_force
from wellfounded.law.jp.removal_order import in_japan, removal_order_stands
from wellfounded.law.jp.sources import ICRRA
from wellfounded.law.jp.suspension_of_removal import removal_stopped_by_any_application
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Caution, Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, any_of


class OrderToLeave(Facts, scope="person"):
    """What the law asks about an order to leave."""

    ordered_to_leave: DayTerm = asks("On which day was the person ordered to leave Japan?", last("ordered_to_leave"))
    leave_by: DayTerm = asks("Until which day is the person to leave Japan?", last("ordered_to_leave", "until"))
    order_to_leave_revoked: DayTerm = asks(
        "On which day was the order to leave revoked?", last("order_to_leave_revoked")
    )
    departure_restricted: DayTerm = asks(
        "On which day did a criminal court forbid the person to leave Japan?", last("departure_restricted")
    )
    departure_restriction_lifted: DayTerm = asks(
        "On which day was the restriction on leaving lifted?", last("departure_restriction_lifted")
    )
    heard_on_leaving: Proposition = asks("Was the person heard before the order to leave?")
    says_they_will_not_leave: Proposition = asks("Does the person say that they will not leave Japan?")
    destination_named_as_cooperating: Proposition = asks(
        "Is the destination among the countries that the Minister's notice leaves as cooperating in removals?"
    )
    obstructed_removal: Proposition = asks("Did the person obstruct a removal before, by deceit or force?")
    may_obstruct_again: Proposition = asks("May the person obstruct a removal again?")
    passport_ordered: Proposition = asks("Was the person ordered to apply for a passport or to do a similar act?")
    passport_order_obeyed: Proposition = asks("Did the person do what that order asks?")


# What may be ordered on a day, and what suspends it, follows the law of that day: the day asked about selects the text.
@rule(cites=[ICRRA("55-2(1)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def order_to_leave_possible(order: OrderToLeave) -> Proposition:
    """The person may be ordered to leave by a set day: sending them is difficult in one of two ways the law names."""
    unwilling = order.says_they_will_not_leave & ~order.destination_named_as_cooperating
    obstructing = order.obstructed_removal & order.may_obstruct_again
    return removal_order_stands() & order.heard_on_leaving & (unwilling | obstructing)


@rule(cites=[ICRRA("55-2(1)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def order_to_leave_stands(order: OrderToLeave) -> Proposition:
    """An order to leave Japan stands against the person."""
    return order.ordered_to_leave.happened & ~(order.order_to_leave_revoked >= order.ordered_to_leave) & in_japan()


@rule(cites=[ICRRA("55-2(2)(ii)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def removal_order_stayed_by_court(order: OrderToLeave) -> Proposition:
    """In a suit over the removal order a court has stayed its execution."""
    return stay_of_removal_order_in_force() | any_of(order.others, stay_of_removal_order_in_force())


# This item slept until the part of Act 28 of 2023 on such restrictions came into force; without one it does nothing.
@rule(cites=[ICRRA("55-2(2)(iii)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def departure_forbidden(order: OrderToLeave) -> Proposition:
    """A criminal court has forbidden the person to leave Japan."""
    return order.departure_restricted.happened & ~(order.departure_restriction_lifted >= order.departure_restricted)


@rule(cites=[ICRRA("55-2(2)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def order_to_leave_suspended(order: OrderToLeave) -> Proposition:
    """The order to leave is suspended."""
    return order_to_leave_stands() & (
        removal_stopped_by_any_application() | removal_order_stayed_by_court() | departure_forbidden()
    )


@rule(cites=[ICRRA("55-2(1), (2)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def order_to_leave_binds(order: OrderToLeave) -> Proposition:
    """The order to leave binds the person: nothing suspends it."""
    return order_to_leave_stands() & ~order_to_leave_suspended()


@rule(cites=[ICRRA("72(vii)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def order_to_leave_broken(order: OrderToLeave) -> Proposition:
    """The day set for leaving has passed: up to one year in prison, a fine of up to 200,000 yen, or both."""
    return order_to_leave_binds() & (order.leave_by < ON)


@rule(cites=[ICRRA("52(12), 72(v)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def passport_order_broken(order: OrderToLeave) -> Proposition:
    """An order to get a passport was not obeyed: up to one year in prison, a fine of up to 200,000 yen, or both."""
    return order.passport_ordered & ~order.passport_order_obeyed & removal_order_stands()


CAUTIONS = (
    Caution(
        "An order to leave Japan binds the person. Staying after the day it sets is an offence.", order_to_leave_binds
    ),
)
CHANGES = (
    Change(
        date(2024, 6, 10),
        "Persons under a removal order who cannot be sent away could be ordered to leave by a set day, under penalty.",
        (ICRRA("55-2", on="2024-06-10"),),
    ),
)
