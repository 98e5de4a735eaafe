"""The definition of a refugee in Japan: its elements, complementary protection, and how facts are found."""

from __future__ import annotations

from wellfounded.law.convention import QUESTIONS, country_of_reference
from wellfounded.law.convention import cessation as convention_cessation
from wellfounded.law.convention import exclusion as convention_exclusion
from wellfounded.law.convention.sources import SOURCES
from wellfounded.law.jp.definition import (
    agents,
    cessation,
    complementary_protection,
    exclusion,
    grounds,
    internal_relocation,
    nexus,
    persecution,
    proof,
    refugee,
    relevant_date,
    state_protection,
    sur_place,
    well_founded_fear,
)

MATTERS = (
    relevant_date,
    country_of_reference,
    agents,
    persecution,
    sur_place,
    well_founded_fear,
    grounds,
    nexus,
    state_protection,
    internal_relocation,
    convention_exclusion,
    exclusion,
    convention_cessation,
    cessation,
    proof,
    refugee,
    complementary_protection,
)
"""The modules in the order of the definition; those of the Convention are Japan's law by reference."""

GROUPS = (*QUESTIONS, convention_exclusion.Exclusion, convention_cessation.Cessation, proof.Proof)

ASSESSMENT = {
    "refugee": refugee.refugee,
    "complementary_protection": complementary_protection.complementary_protection,
}
ELEMENTS = {
    "outside_country": country_of_reference.outside_country,
    "persecution": persecution.persecution,
    "well_founded_fear": well_founded_fear.well_founded_fear,
    "ground": grounds.ground,
    "nexus": nexus.nexus,
    "no_protection": state_protection.no_protection,
    "no_internal_relocation": internal_relocation.no_internal_relocation,
    "not_excluded": exclusion.not_excluded,
    "not_ceased": cessation.not_ceased,
}
CAUTIONS = (*well_founded_fear.CAUTIONS, *proof.CAUTIONS)
CHANGES = complementary_protection.CHANGES

__all__ = ["ASSESSMENT", "CAUTIONS", "CHANGES", "ELEMENTS", "GROUPS", "MATTERS", "SOURCES"]
