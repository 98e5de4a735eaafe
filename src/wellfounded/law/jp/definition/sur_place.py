"""Sur place: a danger that arose only after the person had left."""

from __future__ import annotations

from wellfounded.law.convention.questions import Fear
from wellfounded.law.convention.sources import UNHCR_HANDBOOK
from wellfounded.law.jp.definition.persecution import DEFINITION
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


# Whether acts done abroad only to become a refugee count is not asked: no source here answers it for Japan.
@rule(
    cites=[DEFINITION, UNHCR_HANDBOOK("94-96", on="1979-09-01")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def fear_arose_abroad(fear: Fear) -> Proposition:
    """The danger arose after the person had left: from events at home or from what they did abroad."""
    return fear.events_after_leaving | fear.acts_after_leaving
