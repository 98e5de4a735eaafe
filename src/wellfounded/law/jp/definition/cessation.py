"""Cessation: the definition refers to the whole of article 1 of the Convention, so 1C applies."""

from __future__ import annotations

from wellfounded.law.convention.cessation import Cessation, ceased
from wellfounded.law.jp.definition.persecution import DEFINITION
from wellfounded.law.jp.sources import TOKYO_HC_2018
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[DEFINITION, TOKYO_HC_2018("on 1C(5)", on="2018-12-05")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def not_ceased(cessation: Cessation) -> Proposition:
    """No ground of cessation has arisen."""
    return ~ceased()
