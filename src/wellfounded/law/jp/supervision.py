"""Detention and supervisory measures in the removal procedure since 10 June 2024."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.removal_order import RemovalProcedure, removal_order_stands, removal_procedure_open
from wellfounded.law.jp.sources import ACT_56_2023, ICRRA
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Change, Duty
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, CountTerm, DayTerm, Proposition, choose, last_day, last_of, parameter

THREE_MONTHS = parameter(
    "time_between_reviews_of_detention",
    Period(length=3, unit="months", first_day="excluded", month_end="last_day", calendar=None),
    "The time between two reviews of a detention",
    ICRRA("52-8", on="2024-06-10"),
)
BOND_LIMIT = parameter(
    "highest_bond", 3_000_000, "The highest bond for supervisory measures, in yen", ICRRA("44-2, 52-2", on="2024-06-10")
)


class Detention(Facts, scope="person"):
    """What the law asks about detention and what stands in its place."""

    detained: DayTerm = asks("On which day was the person last taken into detention?", last("detained"))
    released: DayTerm = asks("On which day was the person last released from detention?", last("released"))
    provisionally_released: DayTerm = asks(
        "On which day was provisional release last granted?", last("provisionally_released")
    )
    supervision_begun: DayTerm = asks("On which day did the supervisory measures begin?", last("supervision_begun"))
    supervision_ended: DayTerm = asks("On which day did the supervisory measures end?", last("supervision_ended"))
    detention_reviewed: DayTerm = asks(
        "On which day was the need for detention last reviewed?", last("detention_reviewed")
    )
    bond: CountTerm = asks("How high is the bond that was asked for, in yen?")
    bond_needed: Proposition = asks("Is a bond needed to make sure that the person does not flee?")
    supervisor_consented: Proposition = asks("Has someone agreed to be the person's supervisor?")
    release_outweighs_risk: Proposition = asks(
        "Does the harm of being detained weigh more than the risk of flight, of destroying evidence or of illegal work?"
    )
    supervision_refused: Proposition = asks("Was supervision asked for and refused?")
    supervision_refusal_gives_reasons: Proposition = asks("Does a written refusal of supervision give its reasons?")
    leaving_is_planned: Proposition = asks("Was a plan drawn up for the person to leave Japan without delay?")
    work_needed_to_live: Proposition = asks("Does the person need paid work, with a named employer, to live?")


@rule(cites=[ICRRA("39, 52(5)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def in_detention(detention: Detention) -> Proposition:
    """The person is in detention."""
    return (
        detention.detained.happened
        & ~(detention.released >= detention.detained)
        & ~(detention.provisionally_released >= detention.detained)
        & ~(detention.supervision_begun >= detention.detained)
    )


@rule(cites=[ICRRA("44-2, 52-2", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def under_supervision(detention: Detention) -> Proposition:
    """The person lives outside detention under supervisory measures."""
    return (
        detention.supervision_begun.happened
        & ~(detention.supervision_ended >= detention.supervision_begun)
        & ~(detention.detained > detention.supervision_begun)
    )


@rule(cites=[ICRRA("50(2)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def held_or_supervised(detention: Detention) -> Proposition:
    """The person is in detention or under supervisory measures."""
    return in_detention() | under_supervision()


# Whether a measure is open to a person on a day is a matter of the law of that day.
@rule(cites=[ICRRA("44-2, 44-3, 52-2, 52-3", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def supervision_owed(detention: Detention) -> Proposition:
    """The person should live outside detention: a supervisor agreed, and the harm of detention weighs more."""
    return (
        (removal_procedure_open() | removal_order_stands())
        & detention.supervisor_consented
        & detention.release_outweighs_risk
    )


@rule(cites=[ICRRA("44-2(9)", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def supervision_refused_without_reasons(detention: Detention) -> Proposition:
    """Supervision was refused, and no reasons were given in writing."""
    return detention.supervision_refused & ~detention.supervision_refusal_gives_reasons


@rule(cites=[ICRRA("44-2, 52-2", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def bond_lawful(detention: Detention) -> Proposition:
    """A bond may be asked for: it is needed, and it is not above 3,000,000 yen."""
    return detention.bond_needed & (detention.bond <= BOND_LIMIT)


@rule(cites=[ICRRA("44-5", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def work_under_supervision_possible(detention: Detention) -> Proposition:
    """Under supervision paid work can be permitted, to live and with a named employer, only before a removal order."""
    return under_supervision() & detention.work_needed_to_live & ~removal_order_stands()


@rule(cites=[ICRRA("44-6, 52-5", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def report_under_supervision_owed(detention: Detention) -> Proposition:
    """A person under supervisory measures owes reports."""
    return under_supervision()


# Also for those who were detained or released before (suppl. 8).
@rule(
    cites=[ICRRA("52-8", on="2024-06-10"), ACT_56_2023("8", on="2024-06-10")],
    since="2024-06-10",
    by=ON,
    checked="2026-11-23",
)
def plan_for_leaving_owed(detention: Detention) -> Proposition:
    """For the person detained under a removal order, a plan for leaving Japan must be drawn up without delay."""
    return in_detention() & removal_order_stands() & ~detention.leaving_is_planned


@rule(cites=[ICRRA("52-8", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23")
def detention_review_owed(detention: Detention) -> Proposition:
    """Someone detained under a removal order has the need for detention reviewed every three months."""
    return in_detention() & removal_order_stands()


# How the three months are counted is not in the text; counted like other periods of months.
@rule(cites=[ICRRA("52-8", on="2024-06-10")], since="2024-06-10", by=ON, checked="2026-11-23", confidence="known")
def detention_review_last_day(detention: Detention) -> DayTerm:
    """The need for detention is to be reviewed by {detention_review_last_day}."""
    reviewed = detention.detention_reviewed > detention.detained
    under_order = last_of(detention.detained, RemovalProcedure.removal_ordered)
    return last_day(THREE_MONTHS, choose((reviewed, detention.detention_reviewed), otherwise=under_order))


DUTIES = (
    Duty("authority", "Draw up a plan for leaving Japan for the person detained under an order", plan_for_leaving_owed),
    Duty(
        "authority",
        "Review whether the person must stay in detention",
        detention_review_owed,
        detention_review_last_day,
    ),
    Duty("applicant", "Report as the supervisory measures ask", report_under_supervision_owed),
)
CHANGES = (
    Change(
        date(2024, 6, 10),
        "Supervisory measures could take the place of detention, before a removal order and after it.",
        (ICRRA("44-2, 52-2", on="2024-06-10"),),
    ),
)
