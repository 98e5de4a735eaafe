"""Protection by the person's own country: against others, and in another part of it."""

from __future__ import annotations

from wellfounded.law.convention.fear import danger_from_state
from wellfounded.law.convention.persecution import persecution_by_state
from wellfounded.law.convention.questions import Origin, Protection
from wellfounded.law.convention.sources import CONVENTION, GUIDELINES_RELOCATION, UNHCR_HANDBOOK
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(cites=[CONVENTION("1A(2)", on="1954-04-22")], since="1967-10-04", checked="2026-11-23")
def cannot_go_back_stateless(origin: Origin) -> Proposition:
    """Without a nationality, the person cannot, or because of the fear does not want to, go back where they lived."""
    return origin.stateless_and_cannot_go_back


@rule(
    cites=[UNHCR_HANDBOOK("65, 98-100", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def unprotected_from_others(protection: Protection) -> Proposition:
    """The state lets the harm by others happen, or will not or cannot protect from it."""
    return (
        protection.state_lets_it_happen
        | protection.harm_is_lawful_there
        | protection.state_would_refuse
        | protection.state_cannot_protect
        | protection.asking_brings_danger
    )


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22"), UNHCR_HANDBOOK("97-100", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
)
def no_protection(protection: Protection) -> Proposition:
    """The person cannot use the protection of their own country or, because of the fear, does not want to."""
    return (persecution_by_state() & danger_from_state()) | unprotected_from_others() | cannot_go_back_stateless()


@rule(
    cites=[UNHCR_HANDBOOK("91", on="1979-09-01"), GUIDELINES_RELOCATION("7-30", on="2003-07-23")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def no_internal_relocation(protection: Protection) -> Proposition:
    """No other part of the country is safe for the person, within reach and reasonable to live in."""
    return protection.persecutor_reaches_everywhere | ~(
        protection.safe_part_named & protection.safe_part_reachable & protection.safe_part_reasonable
    )
