"""Internal relocation: whether another part of the country is safe, within reach and reasonable."""

from __future__ import annotations

from wellfounded.law.convention.questions import Protection
from wellfounded.law.convention.sources import GUIDELINES_RELOCATION
from wellfounded.law.jp.definition.persecution import DEFINITION
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[DEFINITION, GUIDELINES_RELOCATION("7-30", on="2003-07-23")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def no_internal_relocation(protection: Protection) -> Proposition:
    """No other part of the country is safe for the person, within reach and reasonable to live in."""
    return protection.persecutor_reaches_everywhere | ~(
        protection.safe_part_named & protection.safe_part_reachable & protection.safe_part_reasonable
    )
