"""Exclusion: the definition refers to the whole of article 1 of the Convention, so 1D, 1E and 1F apply."""

from __future__ import annotations

from wellfounded.law.convention.exclusion import Exclusion, excluded
from wellfounded.law.jp.definition.persecution import DEFINITION
from wellfounded.law.jp.sources import REGULATION
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[DEFINITION, REGULATION("55(6)", on="2024-06-10")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def not_excluded(exclusion: Exclusion) -> Proposition:
    """No clause of exclusion applies."""
    return ~excluded()
