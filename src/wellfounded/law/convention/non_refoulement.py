"""Non-refoulement: no refugee is sent to a place where life or freedom would be threatened (33)."""

from __future__ import annotations

from wellfounded.law.convention.refugee import refugee
from wellfounded.law.convention.sources import CONVENTION, UNHCR_HANDBOOK
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.order import Removal
from wellfounded.rules.rule import burden, decision, rule
from wellfounded.rules.terms import MET, CategoryTerm, DayTerm, Proposition, no_day, value


class Return(Facts):
    """Where the person would be sent, and what is held against them."""

    sending_away_intended: Proposition = asks("Does a state mean to send the person away?")
    sent_to_own_country: Proposition = asks("Would the person be sent to the country that they fear?")
    threatened_where_sent: Proposition = asks(
        "Would the person's life or freedom be threatened, for one of the five reasons, in the other place to which"
        " they would be sent?"
    )
    sent_on_from_there: Proposition = asks("Would the person be sent on from there to a place of danger?")
    danger_to_security: Proposition = asks(
        "Are there reasonable grounds for regarding the person as a danger to the security of the country that they"
        " are in?"
    )
    finally_convicted: Proposition = asks("Has the person been convicted of a crime by a final judgment?")
    crime_particularly_serious: Proposition = asks("Is that crime particularly serious?")
    danger_to_community: Proposition = asks("Is the person, for that crime, a danger to the people of that country?")


# The torture convention and other treaties forbid some returns without any exception; they are not part of this law.
@rule(cites=[CONVENTION("33(1)", on="1954-04-22")], since="1967-10-04", checked="2026-11-23")
def return_forbidden(sent: Return) -> Proposition:
    """The person may not be sent to the place in question: they are a refugee and would be in danger there."""
    return refugee() & (sent.sent_to_own_country | sent.threatened_where_sent | sent.sent_on_from_there)


@return_forbidden.unless(cites=[CONVENTION("33(2)", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def danger_to_country_of_refuge(sent: Return) -> Proposition:
    """The person is a danger to the security or, after a particularly serious crime, to the people of the country."""
    return sent.danger_to_security | (
        sent.finally_convicted & sent.crime_particularly_serious & sent.danger_to_community
    )


@rule(cites=[CONVENTION("32", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def return_in_question(sent: Return) -> Proposition:
    """A state means to send the person away."""
    return sent.sending_away_intended


@decision(
    cites=[UNHCR_HANDBOOK("192(vii)", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def return_treated_as_forbidden(sent: Return) -> Proposition:
    """Until it is established that the person is no refugee, they are not sent away."""
    return burden(
        return_forbidden(),
        on="authority",
        open_as=MET,
        why="Status is declared, not made: whoever may be a refugee is protected until it is decided.",
        cites=(UNHCR_HANDBOOK("28, 192(vii)", on="1979-09-01"),),
    )


@rule(cites=[CONVENTION("33", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def return_forbidden_until(sent: Return) -> DayTerm:
    """The Convention sets no last day to this protection."""
    return no_day()


@rule(cites=[CONVENTION("1", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def stage(sent: Return) -> CategoryTerm:
    """The Convention sets out no procedure."""
    return value("no_procedure")


STAGES = {"no_procedure": "The Convention sets out no procedure: each state has its own."}
REMOVAL = Removal(
    barred=return_forbidden,
    ground=return_in_question,
    treated_as_barred=return_treated_as_forbidden,
    until=return_forbidden_until,
    destination=return_forbidden,
)
