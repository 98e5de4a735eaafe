"""Whether provisional stay must be permitted: the items of article 61-2-4(1) that stand against it."""

from __future__ import annotations

from wellfounded.law.jp.application import Application
from wellfounded.law.jp.arrival import Arrival, applied_late_without_reason, came_indirectly
from wellfounded.law.jp.first_instance import first_instance_pending
from wellfounded.law.jp.removal_order import removal_order_stands
from wellfounded.law.jp.residence_status import no_residence_status
from wellfounded.law.jp.sources import ACT_73_2004, ICRRA
from wellfounded.logic.days import Day
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import CategoryTerm, Proposition, parameter

PERMIT_BEGINS = parameter(
    "provisional_stay_begins",
    Day.of("2005-05-16"),
    "The day from which provisional stay could be permitted",
    ICRRA("61-2-4", on="2005-05-16"),
    ACT_73_2004("6", on="2005-05-16"),
)


class ProvisionalStayRefusal(Facts):
    """What the law asks before provisional stay is permitted."""

    permission_on_arrival: CategoryTerm = asks(
        "Is the person here on provisional landing, on a transit, crew or emergency landing, within sixty days of "
        "birth or of losing Japanese nationality, or otherwise?",
        values=("provisional_landing", "transit_or_emergency_landing", "sixty_days", "other"),
    )
    refusal_ground_at_entry: Proposition = asks(
        "Did a ground for refusing entry under article 5(1)(iv) to (xiv) apply when the person came to Japan?"
    )
    indirect_arrival_is_clear: Proposition = asks(
        "Is it clear that the person neither came straight from the place of danger nor has grounds that arose here?"
    )
    flight_suspected: Proposition = asks("Is there good reason to suspect that the person will abscond?")


# What an application handed in before 16 May 2005 could still receive follows from the rule of transition.
@rule(
    cites=[ICRRA("61-2-4(1)", on="2005-05-16"), ACT_73_2004("6", on="2005-05-16")],
    since="2005-05-16",
    checked="2026-11-23",
    when=~(Application.notified < PERMIT_BEGINS),
)
def provisional_stay_can_be_permitted(application: Application) -> Proposition:
    """The application is pending, and the person has no status of residence."""
    return first_instance_pending() & no_residence_status()


@rule(cites=[ICRRA("61-2-4(1)(i) to (iii)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def in_japan_on_another_footing(refusal: ProvisionalStayRefusal) -> Proposition:
    """The person is here on provisional landing, on a transit or emergency landing, or within the sixty days."""
    return refusal.permission_on_arrival.is_one_of("provisional_landing", "transit_or_emergency_landing", "sixty_days")


@rule(cites=[ICRRA("61-2-4(1)(iv)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def entry_could_have_been_refused(refusal: ProvisionalStayRefusal) -> Proposition:
    """A ground for refusing entry applied when the person came to Japan."""
    return refusal.refusal_ground_at_entry


@rule(cites=[ICRRA("61-2-4(1)(v)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def suspected_of_ground_for_removal(arrival: Arrival) -> Proposition:
    """There are reasonable grounds to suspect a listed ground for removal."""
    return arrival.suspected_of_listed_ground


# A mere delay is not enough: it must be clear. Where the days are not known well enough, it is not clear yet.
@rule(cites=[ICRRA("61-2-4(1)(vi)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def clearly_late(refusal: ProvisionalStayRefusal) -> Proposition:
    """The application came clearly more than six months after landing, or after learning of grounds that arose here."""
    return applied_late_without_reason()


@rule(
    cites=[ICRRA("61-2-4(1)(vi)", on="2005-05-16", renumbered={"2024-06-10": "61-2-4(1)(vii)"})],
    since="2005-05-16",
    checked="2026-11-23",
)
def clearly_indirect(refusal: ProvisionalStayRefusal) -> Proposition:
    """The person clearly neither came straight from the place of danger nor has grounds that arose here."""
    return came_indirectly() & refusal.indirect_arrival_is_clear


@rule(
    cites=[ICRRA("61-2-4(1)(vii)", on="2005-05-16", renumbered={"2024-06-10": "61-2-4(1)(viii)"})],
    since="2005-05-16",
    checked="2026-11-23",
)
def sentenced_for_listed_crime(arrival: Arrival) -> Proposition:
    """The person was sentenced to prison for a listed crime after coming to Japan."""
    return arrival.imprisoned_for_listed_crime


@rule(
    cites=[ICRRA("61-2-4(1)(viii)", on="2005-05-16", renumbered={"2024-06-10": "61-2-4(1)(ix)"})],
    since="2005-05-16",
    checked="2026-11-23",
)
def under_removal_order(refusal: ProvisionalStayRefusal) -> Proposition:
    """A removal order was issued against the person."""
    return removal_order_stands()


@rule(
    cites=[ICRRA("61-2-4(1)(ix)", on="2005-05-16", renumbered={"2024-06-10": "61-2-4(1)(x)"})],
    since="2005-05-16",
    checked="2026-11-23",
)
def might_abscond(refusal: ProvisionalStayRefusal) -> Proposition:
    """There is good reason to suspect that the person will abscond."""
    return refusal.flight_suspected


# Nine items until one of them, on the six months and the way taken, became two; they hold the same conditions.
@rule(cites=[ICRRA("61-2-4(1)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def provisional_stay_barred(refusal: ProvisionalStayRefusal) -> Proposition:
    """Provisional stay must not be permitted, because a listed item applies."""
    return (
        in_japan_on_another_footing()
        | entry_could_have_been_refused()
        | suspected_of_ground_for_removal()
        | clearly_late()
        | clearly_indirect()
        | sentenced_for_listed_crime()
        | under_removal_order()
        | might_abscond()
    )


@rule(cites=[ICRRA("61-2-4(1)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def provisional_stay_owed(refusal: ProvisionalStayRefusal) -> Proposition:
    """Provisional stay must be permitted: the person has no status, the application is pending, and no item applies."""
    return provisional_stay_can_be_permitted() & ~provisional_stay_barred()
