"""The whole definition: who is a refugee, and what a decision makes of what stays open."""

from __future__ import annotations

from wellfounded.law.convention.cessation import ceased
from wellfounded.law.convention.country_of_reference import outside_country
from wellfounded.law.convention.exclusion import entitled_when_un_help_ended, excluded
from wellfounded.law.convention.questions import Reason
from wellfounded.law.convention.sources import GUIDELINES_RELOCATION, UNHCR_HANDBOOK
from wellfounded.law.jp.definition.cessation import not_ceased
from wellfounded.law.jp.definition.exclusion import not_excluded
from wellfounded.law.jp.definition.grounds import ground
from wellfounded.law.jp.definition.internal_relocation import no_internal_relocation
from wellfounded.law.jp.definition.nexus import nexus_of_harm_by_others
from wellfounded.law.jp.definition.persecution import DEFINITION, persecution_by_others, persecution_by_state
from wellfounded.law.jp.definition.proof import claimed_facts_found
from wellfounded.law.jp.definition.state_protection import cannot_go_back_stateless, unprotected_from_others
from wellfounded.law.jp.definition.well_founded_fear import (
    danger_can_be_avoided,
    danger_from_others,
    danger_from_state,
    fear_is_held,
)
from wellfounded.law.jp.sources import DIET_211_132, GUIDELINES_2005, ICRRA, OSAKA_DC_2024
from wellfounded.rules.rule import burden, decision, rule, unclear
from wellfounded.rules.terms import MET, NOT_MET, Proposition


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def feared_from_state(reason: Reason) -> Proposition:
    """The person is in real danger of persecution by the authorities."""
    return persecution_by_state() & danger_from_state()


# Each basis stands by itself, as in Osaka in 2024: harm, danger and reason must be found for one and the same.
@rule(cites=[DEFINITION, OSAKA_DC_2024("second basis", on="2024-07-04")], since="1982-01-01", checked="2026-11-23")
def feared_from_state_for_reason(reason: Reason) -> Proposition:
    """The person is in real danger of persecution by the authorities for a Convention reason."""
    return feared_from_state() & Reason.state_acts_for_reason


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def feared_from_others(reason: Reason) -> Proposition:
    """The person is in real danger of persecution by others, without protection by the state."""
    unprotected = unprotected_from_others() | cannot_go_back_stateless()
    return persecution_by_others() & danger_from_others() & unprotected


@rule(cites=[DEFINITION, OSAKA_DC_2024("first basis", on="2024-07-04")], since="1982-01-01", checked="2026-11-23")
def feared_from_others_for_reason(reason: Reason) -> Proposition:
    """The person is in real danger of persecution by others for a Convention reason, unprotected by the state."""
    return feared_from_others() & nexus_of_harm_by_others()


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def persecution_feared_for_reason(reason: Reason) -> Proposition:
    """One of the five reasons of the Convention is the reason for the persecution feared."""
    return ground() & (feared_from_state_for_reason() | feared_from_others_for_reason())


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def inclusion(reason: Reason) -> Proposition:
    """Outside their country, the person fears persecution for a Convention reason and is not protected from it."""
    return outside_country() & fear_is_held() & persecution_feared_for_reason() & ~danger_can_be_avoided()


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def refugee(reason: Reason) -> Proposition:
    """The person is a refugee."""
    return ((inclusion() & no_internal_relocation()) | entitled_when_un_help_ended()) & not_excluded() & not_ceased()


# A decision may not leave a matter open. What was not established then falls to the side that bears the burden; in the
# file it stays open.
@decision(
    cites=[
        ICRRA("61-2(1)", on="1982-01-01"),
        GUIDELINES_2005("on proof", on="2005-05-13"),
        DIET_211_132("one, 1", on="2023-06-30"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def inclusion_shown(reason: Reason) -> Proposition:
    """The person has shown the facts that make a refugee."""
    return burden(
        (inclusion() | entitled_when_un_help_ended()) & claimed_facts_found(),
        on="applicant",
        open_as=NOT_MET,
        why="The applicant bears the burden of showing the facts; an account credible as a whole is enough.",
        cites=(GUIDELINES_2005("on proof", on="2005-05-13"),),
    )


@decision(
    cites=[DEFINITION, GUIDELINES_RELOCATION("33-35", on="2003-07-23")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="doubtful",
)
def relocation_not_shown(reason: Reason) -> Proposition:
    """No other part of the country was shown to be safe, or the Convention does not ask for it."""
    on_authority = burden(
        no_internal_relocation(),
        on="authority",
        open_as=MET,
        why="Who says that another part of the country is safe has to show it.",
        cites=(GUIDELINES_RELOCATION("33-35", on="2003-07-23"),),
    )
    on_applicant = burden(
        no_internal_relocation(),
        on="applicant",
        open_as=NOT_MET,
        why="Being safe nowhere in the country is a part of what the applicant has to show.",
        cites=(GUIDELINES_2005("on proof", on="2005-05-13"),),
    )
    doubt: Proposition = unclear(
        "Who has to show whether another part of the country is safe?",
        settled_by="the handbook of 2023 or a judgment; neither was found to say so",
        cites=(GUIDELINES_RELOCATION("33-35", on="2003-07-23"), GUIDELINES_2005("on proof", on="2005-05-13")),
        authority=("The authority, which names the place.", on_authority),
        applicant=("The applicant, like the rest of the definition.", on_applicant),
    )
    return entitled_when_un_help_ended() | doubt


@decision(
    cites=[DEFINITION, UNHCR_HANDBOOK("149", on="1979-09-01")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def exclusion_or_cessation_shown(reason: Reason) -> Proposition:
    """A clause of exclusion or cessation was shown to apply."""
    return burden(
        excluded() | ceased(),
        on="authority",
        open_as=NOT_MET,
        why="Exclusion and cessation take protection away: who relies on them has to show them.",
        cites=(UNHCR_HANDBOOK("149", on="1979-09-01"),),
    )


@decision(
    cites=[ICRRA("61-2(1)", on="1982-01-01"), GUIDELINES_2005("on proof", on="2005-05-13")],
    since="1982-01-01",
    checked="2026-11-23",
)
def recognition_owed(reason: Reason) -> Proposition:
    """On what is established here, the person is to be recognised as a refugee."""
    return inclusion_shown() & relocation_not_shown() & ~exclusion_or_cessation_shown()


@decision(
    cites=[ICRRA("61-2(1)", on="1982-01-01"), GUIDELINES_2005("on proof", on="2005-05-13")],
    since="1982-01-01",
    checked="2026-11-23",
)
def denial_owed(reason: Reason) -> Proposition:
    """On what is established here, recognition as a refugee is to be refused."""
    return ~recognition_owed()
