"""The inquiry into the facts: the refugee inquirer's questioning and what the authority must find out itself.

On whom the burden of proof lies is said where the decision is: with the definition of a refugee.
"""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.application import Application
from wellfounded.law.jp.sources import ICRRA, REGULATION
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import NOT_ESTABLISHED, DayTerm, Proposition

_INQUIRY = ICRRA("61-2-14(1)", on="2005-05-16", renumbered={"2024-06-10": "61-2-17(1)"})


class Inquiry(Facts):
    """What the law asks about the inquiry."""

    interviewed: DayTerm = asks("On which day did a refugee inquirer question the person?", first("interviewed"))
    state_of_person_considered: Proposition = asks(
        "Did the questioning take account of the person's state of mind and body and of their situation at home?"
    )
    inquirer_trained: Proposition = asks("Had the refugee inquirer been trained for the task?")
    country_information_collected: Proposition = asks(
        "Did the authority collect information on the country of origin for this application?"
    )


@rule(cites=[_INQUIRY], since="2005-05-16", by=Inquiry.interviewed, checked="2026-11-23")
def questioned_by_inquirer(inquiry: Inquiry) -> Proposition:
    """A refugee inquirer questioned the person on {interviewed}."""
    return inquiry.interviewed.happened


# Duties since 10 June 2024, each as its breach.


@rule(cites=[ICRRA("61-2-17(4)", on="2024-06-10")], since="2024-06-10", by=Inquiry.interviewed, checked="2026-11-23")
def questioned_without_regard_to_the_person(inquiry: Inquiry) -> Proposition:
    """The questioning took no account of the person's state of mind and body or of their situation at home."""
    return questioned_by_inquirer() & ~inquiry.state_of_person_considered


@rule(cites=[ICRRA("61-2-18", on="2024-06-10")], since="2024-06-10", by=Inquiry.interviewed, checked="2026-11-23")
def questioned_by_untrained_inquirer(inquiry: Inquiry) -> Proposition:
    """The refugee inquirer had not been trained for the task."""
    return questioned_by_inquirer() & ~inquiry.inquirer_trained


@rule(cites=[ICRRA("61-2-18", on="2024-06-10")], since="2024-06-10", by=Application.decided, checked="2026-11-23")
def decided_without_country_information(inquiry: Inquiry) -> Proposition:
    """The application was decided without information on the country of origin having been collected."""
    return Application.decided.happened & ~inquiry.country_information_collected


# The regulation was read in its text of 14 June 2026; since when it says this was not found.


@rule(
    cites=[REGULATION("55(6)", on="2026-06-14")],
    since="1982-01-01",
    until="2026-06-14",
    by=Application.lodged,
    checked="2026-11-23",
    confidence="doubtful",
)
def commission_is_asked_about_crimes(application: Application) -> Proposition:
    """The National Public Safety Commission is asked about serious crimes committed before coming to Japan."""
    return NOT_ESTABLISHED


@commission_is_asked_about_crimes.version(
    cites=[REGULATION("55(6)", on="2026-06-14")], since="2026-06-14", by=Application.lodged, checked="2026-11-23"
)
def commission_is_asked_about_crimes_2026(application: Application) -> Proposition:
    """The National Public Safety Commission is asked about serious crimes committed before coming to Japan."""
    return application.lodged.happened


CHANGES = (
    Change(
        date(2024, 6, 10),
        "Questioning must heed a person's state; inquirers are trained and country information is collected.",
        (ICRRA("61-2-17(4), 61-2-18", on="2024-06-10"),),
    ),
)
SEQUENCE = (("applied", "interviewed"),)
