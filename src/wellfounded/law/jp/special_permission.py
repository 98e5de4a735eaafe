"""Special permission to stay since 10 June 2024: who may ask, until when, on what grounds, and what waits for it."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.calendars import OFFICE
from wellfounded.law.jp.recognition import recognised_in_either_way
from wellfounded.law.jp.removal_order import (
    Gravity,
    RemovalProcedure,
    in_japan,
    removal_procedure_open,
    sentence_of_more_than_a_year,
)
from wellfounded.law.jp.sources import AOH, ICRRA
from wellfounded.law.jp.supervision import held_or_supervised
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, first, last
from wellfounded.rules.order import Change, Duty, Notice, Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, any_of, choose, last_day, parameter

THREE_DAYS = parameter(
    "time_to_ask_for_special_permission",
    Period(length=3, unit="days", first_day="excluded", month_end=None, calendar=OFFICE),
    "The time to ask for special permission to stay",
    ICRRA("47(5)(ii), 48(10), 49(7)", on="2024-06-10"),
    AOH("2", on="1989-01-01"),
)


class SpecialPermission(Facts, scope="person"):
    """What the law asks about special permission to stay."""

    finding_accepted: DayTerm = asks(
        "On which day did the person accept the finding in the removal procedure?", last("finding_accepted")
    )
    objection_dismissed: DayTerm = asks(
        "On which day was the person told that the objection in the removal procedure was dismissed?",
        last("objection_dismissed"),
    )
    special_permission_asked: DayTerm = asks(
        "On which day did the person ask for special permission to stay?", last("special_permission_asked")
    )
    special_permission_granted: DayTerm = asks(
        "On which day was special permission to stay granted?", first("special_permission_granted")
    )
    special_permission_refused: DayTerm = asks(
        "On which day was special permission to stay refused?", last("special_permission_refused")
    )
    permanent_resident: Proposition = asks("Is the person a permanent resident?")
    formerly_japanese: Proposition = asks("Was the person once registered in Japan as a Japanese national?")
    trafficked: Proposition = asks("Is the person in Japan under the control of another because of human trafficking?")
    other_reasons_to_stay: Proposition = asks(
        "Are there other circumstances for which the person should be allowed to stay: family, length of stay, "
        "humanitarian need, the situation at home and abroad?"
    )
    special_humanitarian_circumstances: Proposition = asks(
        "Are there special humanitarian circumstances in which refusing to let the person stay would be wrong?"
    )


@rule(cites=[ICRRA("50(3)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def order_precedes_the_request(procedure: RemovalProcedure) -> Proposition:
    """A removal order was already issued, so a request for special permission to stay is inadmissible."""
    request = SpecialPermission.special_permission_asked
    issued = procedure.removal_ordered.happened & ~(procedure.removal_order_revoked >= procedure.removal_ordered)
    return issued & ~(request < procedure.removal_ordered)


# What can be asked for on a day is what the law of that day gives, so the day asked about selects the text.
@rule(cites=[ICRRA("50(2)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def special_permission_can_be_asked(special: SpecialPermission) -> Proposition:
    """The person, held or supervised in the removal procedure and without an order, may ask for special permission."""
    return removal_procedure_open() & held_or_supervised() & ~order_precedes_the_request()


@rule(cites=[ICRRA("50(2)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def special_permission_is_asked(special: SpecialPermission) -> Proposition:
    """Special permission to stay was asked for."""
    return special.special_permission_asked.happened


@rule(
    cites=[ICRRA("47(5)(ii), 48(10), 49(7)", on="2024-06-10")],
    since="2024-06-10",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def special_permission_starts(special: SpecialPermission) -> DayTerm:
    """The three days run from the day on which the person accepted the finding or learnt that the objection failed."""
    s = special
    return choose((s.objection_dismissed.happened, s.objection_dismissed), otherwise=s.finding_accepted)


# That the three days follow the holidays of offices rests on the general rule for requests to offices [K].
@rule(
    cites=[ICRRA("47(5)(ii), 48(10), 49(7)", on="2024-06-10"), AOH("2", on="1989-01-01")],
    since="2024-06-10",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def special_permission_last_day(special: SpecialPermission) -> DayTerm:
    """Special permission to stay can be asked for until {special_permission_last_day}: three days from that day."""
    return last_day(THREE_DAYS, special_permission_starts())


@rule(
    cites=[ICRRA("47(5)(ii), 48(10), 49(7)", on="2024-06-10"), AOH("2", on="1989-01-01")],
    since="2024-06-10",
    checked="2026-11-23",
    confidence="known",
)
def special_permission_last_day_passed(special: SpecialPermission) -> Proposition:
    """The three days to ask for special permission to stay have passed."""
    return special_permission_last_day() < ON


@rule(cites=[ICRRA("50(2), (3)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def special_permission_pending(special: SpecialPermission) -> Proposition:
    """A request for special permission to stay is waiting for its decision."""
    return (
        special.special_permission_asked.happened
        & ~order_precedes_the_request()
        & ~special.special_permission_granted.happened
        & ~(special.special_permission_refused >= special.special_permission_asked)
        & in_japan()
    )


@rule(
    cites=[ICRRA("47(5)(ii), 48(10), 49(7)", on="2024-06-10")],
    since="2024-06-10",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def removal_order_must_wait(special: SpecialPermission) -> Proposition:
    """No removal order may be issued yet: special permission to stay can still be asked for, or was asked for."""
    still_time = special_permission_starts().happened & ~special_permission_last_day_passed()
    return still_time | special_permission_pending()


@rule(cites=[ICRRA("50(1)(iv)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def recognised_ground(special: SpecialPermission) -> Proposition:
    """Being recognised as a refugee or as entitled to complementary protection is a ground of its own."""
    return recognised_in_either_way() | any_of(special.others, recognised_in_either_way())


@rule(cites=[ICRRA("50(1)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def only_special_humanitarian_circumstances(gravity: Gravity) -> Proposition:
    """A long sentence or a grave ground weighs: permission is for special humanitarian circumstances only."""
    return sentence_of_more_than_a_year() | gravity.grave_ground_found


@rule(cites=[ICRRA("50(1)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def special_permission_ground(special: SpecialPermission) -> Proposition:
    """There is a ground on which special permission to stay may be given."""
    grounds = (
        special.permanent_resident
        | special.formerly_japanese
        | special.trafficked
        | recognised_ground()
        | special.other_reasons_to_stay
    )
    return grounds & (~only_special_humanitarian_circumstances() | special.special_humanitarian_circumstances)


@rule(cites=[ICRRA("50(4)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def special_permission_can_be_given(special: SpecialPermission) -> Proposition:
    """Special permission to stay can be given: the finding was accepted or the objection failed, with no order yet."""
    settled = special.finding_accepted.happened | special.objection_dismissed.happened
    return settled & special_permission_ground() & ~order_precedes_the_request()


REMEDIES = (
    Remedy(
        "special_permission",
        "Ask for special permission to stay",
        "applicant",
        special_permission_can_be_asked,
        special_permission_starts,
        special_permission_last_day,
        special_permission_is_asked,
        period=THREE_DAYS,
        notice=Notice(arrived="finding_accepted"),
        authority="The regional immigration bureau that leads the removal procedure",
        if_missed="The removal order may be issued, and after it no request is admissible.",
    ),
)
DUTIES = (
    Duty(
        "authority",
        "Decide on the request for special permission to stay; a refusal is given in writing with its reasons",
        special_permission_pending,
    ),
)
CHANGES = (
    Change(
        date(2024, 6, 10),
        "Special permission to stay could be asked for, but not after a removal order, and left the refugee procedure.",
        (ICRRA("50", on="2024-06-10"),),
    ),
)
