"""Complementary protection: all of the definition of a refugee except that the reason is none of the five.

It is not the serious harm of European Union law: persecution is asked for, and no Convention reason.
"""

from __future__ import annotations

from datetime import date

from wellfounded.law.convention.country_of_reference import outside_country
from wellfounded.law.convention.exclusion import entitled_when_un_help_ended
from wellfounded.law.convention.questions import Reason
from wellfounded.law.jp.definition.cessation import not_ceased
from wellfounded.law.jp.definition.exclusion import not_excluded
from wellfounded.law.jp.definition.internal_relocation import no_internal_relocation
from wellfounded.law.jp.definition.proof import claimed_facts_found
from wellfounded.law.jp.definition.refugee import (
    exclusion_or_cessation_shown,
    feared_from_others,
    feared_from_state,
    persecution_feared_for_reason,
    recognition_owed,
    relocation_not_shown,
)
from wellfounded.law.jp.definition.relevant_date import relevant_date
from wellfounded.law.jp.definition.well_founded_fear import danger_can_be_avoided, fear_is_held
from wellfounded.law.jp.sources import ACT_56_2023, GUIDELINES_2005, HANDBOOK_2023, ICRRA
from wellfounded.rules.order import Change
from wellfounded.rules.rule import burden, decision, rule
from wellfounded.rules.terms import NOT_MET, Proposition


@rule(
    cites=[ICRRA("2(iii-2)", on="2023-12-01")],
    since="2023-12-01",
    checked="2026-11-23",
    by=relevant_date(),
)
def fears_persecution_for_any_reason(reason: Reason) -> Proposition:
    """Outside their country, the person fears persecution, for whatever reason, and is not protected from it."""
    feared = feared_from_state() | feared_from_others()
    return outside_country() & fear_is_held() & feared & ~danger_can_be_avoided()


@rule(
    cites=[ICRRA("2(iii-2)", on="2023-12-01"), ACT_56_2023("3", on="2023-12-01")],
    since="2023-12-01",
    checked="2026-11-23",
    by=relevant_date(),
)
def complementary_protection(reason: Reason) -> Proposition:
    """The person is no refugee, but fulfils all of the definition except that the reason is none of the five."""
    # what remains of the definition is asked above, so that to be no refugee is to lack the reason
    no_refugee = ~persecution_feared_for_reason() & ~entitled_when_un_help_ended()
    return fears_persecution_for_any_reason() & no_internal_relocation() & no_refugee & not_excluded() & not_ceased()


@decision(
    cites=[
        ICRRA("61-2(2), (3)", on="2023-12-01"),
        ACT_56_2023("3", on="2023-12-01"),
        GUIDELINES_2005("on proof", on="2005-05-13"),
    ],
    since="2023-12-01",
    checked="2026-11-23",
    by=relevant_date(),
)
def complementary_recognition_owed(reason: Reason) -> Proposition:
    """On what is established here, the person is to be recognised as needing complementary protection."""
    shown = burden(
        fears_persecution_for_any_reason() & claimed_facts_found(),
        on="applicant",
        open_as=NOT_MET,
        why="The applicant bears the burden of showing the facts; an account credible as a whole is enough.",
        cites=(GUIDELINES_2005("on proof", on="2005-05-13"),),
    )
    return shown & relocation_not_shown() & ~exclusion_or_cessation_shown() & ~recognition_owed()


CHANGES = (
    Change(
        date(2023, 3, 24),
        "The handbook on the definition of a refugee is published; by its own account it changes no standard.",
        (HANDBOOK_2023("", on="2023-03-24"),),
    ),
    Change(
        date(2023, 12, 1),
        "Complementary protection begins; every refusal of refugee status from this day on examines it too.",
        (ICRRA("2(iii-2)", on="2023-12-01"), ACT_56_2023("3", on="2023-12-01")),
    ),
)
