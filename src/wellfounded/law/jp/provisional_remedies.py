"""Provisional remedies: stay of execution, the Prime Minister's objection, provisional duty; and removal meanwhile.

No statute stops removal during the time to sue or while a suit is pending: only an order of the court does.
"""

from __future__ import annotations

from wellfounded.law.jp.finality import suit_pending
from wellfounded.law.jp.other_suits import OtherSuits, duty_imposing_suit_is_filed
from wellfounded.law.jp.revocation_suit import Suit, suit_is_filed, suit_last_day, suit_lies
from wellfounded.law.jp.sources import ACLA, CONSTITUTION, NAGOYA_HC_2021, TOKYO_HC_2021
from wellfounded.rules.facts import Facts, asks, first, happened, last
from wellfounded.rules.order import Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, first_of

_STAY = ACLA("25(2) to (4)", on="1982-01-01")


class ProvisionalRemedies(Facts):
    """What the law asks about provisional remedies."""

    stay_asked: DayTerm = asks("On which day was a stay of execution last asked for?", last("stay_of_execution_asked"))
    stay_refused: DayTerm = asks(
        "On which day was a stay of execution last refused?", last("stay_of_execution_refused")
    )
    stay_granted: DayTerm = asks(
        "On which day was a stay of execution last granted?", last("stay_of_execution_granted")
    )
    stay_granted_until: DayTerm = asks(
        "Until which day was that stay of execution granted?", last("stay_of_execution_granted", "until")
    )
    stay_granted_without_last_day: Proposition = asks(
        "Was a stay of execution granted that names no last day?", happened("stay_of_execution_granted", until="")
    )
    stay_lapsed: DayTerm = asks(
        "On which day did a stay of execution last end or get lifted?", last("stay_of_execution_lapsed")
    )
    stay_of_removal_order_granted: DayTerm = asks(
        "On which day was a stay of execution of the removal order last granted?",
        last("stay_of_execution_granted", target="removal_order|"),
    )
    stay_of_removal_order_until: DayTerm = asks(
        "Until which day was that stay of execution of the removal order granted?",
        last("stay_of_execution_granted", "until", target="removal_order|"),
    )
    stay_of_removal_order_without_last_day: Proposition = asks(
        "Was a stay of execution of the removal order granted that names no last day?",
        happened("stay_of_execution_granted", target="removal_order|", until=""),
    )
    stay_of_removal_order_lapsed: DayTerm = asks(
        "On which day did a stay of execution of the removal order last end or get lifted?",
        last("stay_of_execution_lapsed", target="removal_order|"),
    )
    prime_minister_objected: DayTerm = asks(
        "On which day did the Prime Minister object to a stay of execution?", first("prime_minister_objected")
    )
    serious_harm_from_execution: Proposition = asks(
        "Would carrying the decision out do the person serious harm, judged by how hard it is to repair and by its "
        "nature and degree?"
    )
    harm_that_can_hardly_be_repaired: Proposition = asks(
        "Would carrying the decision out do the person harm that can hardly be repaired?"
    )
    harm_that_nothing_makes_good: Proposition = asks(
        "Would the person suffer harm that nothing can make good if recognition waits for the judgment?"
    )
    need_is_urgent: Proposition = asks("Is the need to avoid that harm urgent?")
    suit_looks_groundless: Proposition = asks("Does the suit look groundless in law?")
    suit_looks_well_founded: Proposition = asks("Does the suit look well founded in law?")
    public_welfare_suffers_gravely: Proposition = asks("Is the public welfare likely to suffer gravely from the order?")


@rule(cites=[ACLA("25(1)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def stay_of_execution_can_be_asked_for(suit: Suit) -> Proposition:
    """A suit is pending, so a stay of execution can be asked for; the suit alone stops nothing."""
    return suit_pending()


@rule(cites=[ACLA("25(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def stay_of_execution_possible_from(suit: Suit) -> DayTerm:
    """A stay of execution can be asked for from {stay_of_execution_possible_from}, when a suit was filed."""
    return first_of(
        suit.suit_filed, OtherSuits.removal_order_suit_filed, OtherSuits.nullity_suit_filed,
        OtherSuits.review_decision_suit_filed,
    )  # fmt: skip


@rule(cites=[ACLA("25(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def stay_of_execution_is_asked_for(remedies: ProvisionalRemedies) -> Proposition:
    """A stay of execution was asked for, and the court has not decided on it."""
    r = remedies
    return r.stay_asked.happened & ~(r.stay_refused >= r.stay_asked) & ~(r.stay_granted >= r.stay_asked)


@rule(
    cites=[_STAY],
    since="1982-01-01",
    until="2005-04-01",
    checked="2026-11-23",
    confidence="known",
    by=first_of(ProvisionalRemedies.stay_asked, ON),
)
def stay_of_execution_owed(remedies: ProvisionalRemedies) -> Proposition:
    """The conditions of a stay of execution are met: urgent need to avoid harm that can hardly be repaired."""
    r = remedies
    return (
        suit_pending()
        & r.harm_that_can_hardly_be_repaired
        & r.need_is_urgent
        & ~r.suit_looks_groundless
        & ~r.public_welfare_suffers_gravely
    )


@stay_of_execution_owed.version(
    cites=[_STAY], since="2005-04-01", checked="2026-11-23", by=first_of(ProvisionalRemedies.stay_asked, ON)
)
def stay_of_execution_owed_2005(remedies: ProvisionalRemedies) -> Proposition:
    """The conditions of a stay of execution are met: urgent need to avoid serious harm, outweighed by nothing."""
    r = remedies
    return (
        suit_pending()
        & r.serious_harm_from_execution
        & r.need_is_urgent
        & ~r.suit_looks_groundless
        & ~r.public_welfare_suffers_gravely
    )


@stay_of_execution_owed.unless(cites=[ACLA("27", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def prime_minister_objects(remedies: ProvisionalRemedies) -> Proposition:
    """The Prime Minister objected to the stay, with reasons, so none can be given."""
    return remedies.prime_minister_objected.happened


# An immediate appeal does not stop the stay (25(8)); after an objection the court lifts it, which is recorded.
@rule(cites=[ACLA("25(2), (8)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def stay_of_execution_in_force(remedies: ProvisionalRemedies) -> Proposition:
    """A stay of execution, granted by the court on {stay_granted}, is in force."""
    r = remedies
    in_its_time = r.stay_granted_without_last_day | ~(r.stay_granted_until < ON)
    return r.stay_granted.happened & ~(r.stay_lapsed >= r.stay_granted) & in_its_time


# Followed by itself: a stay of another decision, granted or ended later, neither replaces nor ends this one.
@rule(cites=[ACLA("25(2), (8)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def stay_of_removal_order_in_force(remedies: ProvisionalRemedies) -> Proposition:
    """A stay of execution of the removal order is in force."""
    r = remedies
    in_its_time = r.stay_of_removal_order_without_last_day | ~(r.stay_of_removal_order_until < ON)
    lapsed = r.stay_of_removal_order_lapsed >= r.stay_of_removal_order_granted
    return r.stay_of_removal_order_granted.happened & ~lapsed & in_its_time


@rule(
    cites=[ACLA("37-5(1), (3), (4)", on="2005-04-01")],
    since="2005-04-01",
    checked="2026-11-23",
    by=first_of(OtherSuits.duty_imposing_suit_filed, ON),
)
def provisional_duty_owed(remedies: ProvisionalRemedies) -> Proposition:
    """The court may order recognition for the time being: harm nothing makes good, urgency, a well-founded suit."""
    r = remedies
    return (
        duty_imposing_suit_is_filed()
        & r.harm_that_nothing_makes_good
        & r.need_is_urgent
        & r.suit_looks_well_founded
        & ~r.public_welfare_suffers_gravely
        & ~r.prime_minister_objected.happened
    )


# The judgments state what the Constitution (31, 32, 13) has asked all along: the chance must be a real one. Removal
# within the time to sue is not unlawful in itself.
@rule(
    cites=[
        NAGOYA_HC_2021("", on="2021-01-13"),
        TOKYO_HC_2021("", on="2021-09-22"),
        CONSTITUTION("31, 32, 13", on="1947-05-03"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def removal_would_cut_off_the_court(suit: Suit) -> Proposition:
    """
    The time to sue runs or a suit is pending: no statute stops removal for that, but removal that takes away the real
    chance to go to court is unlawful.
    """
    time_runs = suit_lies() & (suit_last_day() >= ON) & ~suit_is_filed()
    return (time_runs | suit_pending()) & ~stay_of_execution_in_force()


REMEDIES = (
    Remedy(
        "stay_of_execution",
        "Ask the court for a stay of execution",
        "applicant",
        available=stay_of_execution_can_be_asked_for,
        starts=stay_of_execution_possible_from,
        last_day=None,
        taken=stay_of_execution_is_asked_for,
        authority="To the court where the suit is pending",
        if_missed="Without it, a suit stops nothing.",
    ),
)
