"""The whole definition: who is a refugee, and what a decision makes of what stays open."""

from __future__ import annotations

from wellfounded.law.convention.cessation import ceased
from wellfounded.law.convention.country_of_reference import outside_country
from wellfounded.law.convention.exclusion import entitled_when_un_help_ended, excluded
from wellfounded.law.convention.fear import (
    danger_can_be_avoided,
    danger_from_others,
    danger_from_state,
    fear_is_held,
)
from wellfounded.law.convention.grounds import ground, nexus_of_harm_by_others
from wellfounded.law.convention.persecution import persecution_by_others, persecution_by_state
from wellfounded.law.convention.protection import (
    cannot_go_back_stateless,
    no_internal_relocation,
    unprotected_from_others,
)
from wellfounded.law.convention.questions import Reason
from wellfounded.law.convention.sources import CONVENTION, GUIDELINES_RELOCATION, PROTOCOL, UNHCR_HANDBOOK
from wellfounded.rules.rule import burden, decision, rule
from wellfounded.rules.terms import MET, NOT_MET, Proposition


@rule(cites=[CONVENTION("1A(2)", on="1954-04-22")], since="1967-10-04", checked="2026-11-23")
def persecution_by_state_feared(reason: Reason) -> Proposition:
    """The person is in danger of persecution by the authorities for a Convention reason."""
    return persecution_by_state() & danger_from_state() & Reason.state_acts_for_reason


@rule(cites=[CONVENTION("1A(2)", on="1954-04-22")], since="1967-10-04", checked="2026-11-23")
def persecution_by_others_feared(reason: Reason) -> Proposition:
    """The person is in danger of persecution by others for a Convention reason, and the state does not protect them."""
    unprotected = unprotected_from_others() | cannot_go_back_stateless()
    return persecution_by_others() & danger_from_others() & nexus_of_harm_by_others() & unprotected


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22"), PROTOCOL("I(2)", on="1967-10-04")],
    since="1967-10-04",
    checked="2026-11-23",
)
def inclusion(reason: Reason) -> Proposition:
    """Outside their country, the person fears persecution for a Convention reason and is not protected from it."""
    feared = persecution_by_state_feared() | persecution_by_others_feared()
    return outside_country() & fear_is_held() & ground() & feared & ~danger_can_be_avoided()


@rule(
    cites=[CONVENTION("1D", on="1954-04-22"), CONVENTION("1E", on="1954-04-22"), CONVENTION("1F", on="1954-04-22")],
    since="1954-04-22",
    checked="2026-11-23",
)
def not_excluded(reason: Reason) -> Proposition:
    """No clause of exclusion applies."""
    return ~excluded()


@rule(cites=[CONVENTION("1C", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def not_ceased(reason: Reason) -> Proposition:
    """No ground of cessation has arisen."""
    return ~ceased()


# Recognition declares what is already so: a person is a refugee as soon as the definition is fulfilled.
@rule(
    cites=[CONVENTION("1", on="1954-04-22"), PROTOCOL("I(2)", on="1967-10-04")],
    since="1967-10-04",
    checked="2026-11-23",
)
def refugee(reason: Reason) -> Proposition:
    """The person is a refugee."""
    return ((inclusion() & no_internal_relocation()) | entitled_when_un_help_ended()) & not_excluded() & not_ceased()


@decision(
    cites=[UNHCR_HANDBOOK("196, 203-204", on="1979-09-01"), GUIDELINES_RELOCATION("33-35", on="2003-07-23")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def recognition_owed(reason: Reason) -> Proposition:
    """On what is established here, the person is to be recognised as a refugee."""
    applicant = burden(
        inclusion(),
        on="applicant",
        open_as=NOT_MET,
        why="Who asks for protection has to submit the case; the examiner shares the work of finding the facts.",
        cites=(UNHCR_HANDBOOK("196", on="1979-09-01"),),
    )
    relocation = burden(
        no_internal_relocation(),
        on="authority",
        open_as=MET,
        why="Who says that another part of the country is safe has to show it.",
        cites=(GUIDELINES_RELOCATION("33-35", on="2003-07-23"),),
    )
    entitled = burden(
        entitled_when_un_help_ended(),
        on="applicant",
        open_as=NOT_MET,
        why="The person has to show that they had the help of another United Nations body.",
        cites=(UNHCR_HANDBOOK("143", on="1979-09-01"),),
    )
    excluded_or_ceased = burden(
        excluded() | ceased(),
        on="authority",
        open_as=NOT_MET,
        why="Exclusion and cessation take protection away: who relies on them has to show them.",
        cites=(UNHCR_HANDBOOK("149", on="1979-09-01"),),
    )
    return ((applicant & relocation) | entitled) & ~excluded_or_ceased
