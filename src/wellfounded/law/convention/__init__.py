"""The Convention and its Protocol: the definition of a refugee and the ban on return, shared by every legal order.

The rules of the definition hold since the Protocol entered into force: since then no event need lie before 1951.
"""

from __future__ import annotations

from datetime import date

from wellfounded.law.convention import (
    cessation,
    country_of_reference,
    exclusion,
    fear,
    grounds,
    non_refoulement,
    persecution,
    protection,
    questions,
    refugee,
)
from wellfounded.law.convention.sources import SOURCES
from wellfounded.rules.order import LegalOrder

ASSESSMENT = {"refugee": refugee.refugee}
ELEMENTS = {
    "outside_country": country_of_reference.outside_country,
    "persecution": persecution.persecution,
    "well_founded_fear": fear.well_founded_fear,
    "ground": grounds.ground,
    "nexus": grounds.nexus,
    "no_protection": protection.no_protection,
    "no_internal_relocation": protection.no_internal_relocation,
    "not_excluded": refugee.not_excluded,
    "not_ceased": refugee.not_ceased,
}
QUESTIONS = (
    questions.Origin,
    questions.HarmByState,
    questions.HarmByOthers,
    questions.Fear,
    questions.Reason,
    questions.Protection,
)

ORDER = LegalOrder(
    id="convention",
    names={"en": "1951 Convention and 1967 Protocol", "ja": "難民条約・難民議定書"},
    time_zone="UTC",
    utc_offset=0,
    begins=date(1954, 4, 22),
    matters=(
        country_of_reference,
        persecution,
        fear,
        grounds,
        protection,
        exclusion,
        cessation,
        refugee,
        non_refoulement,
    ),
    sources=SOURCES,
    event_kinds=(),
    calendars={},
    stage=non_refoulement.stage,
    stages=non_refoulement.STAGES,
    remedies=(),
    removal=non_refoulement.REMOVAL,
    duties=(),
    changes=(),
    assessment=ASSESSMENT,
    elements=ELEMENTS,
    lanes={},
)
