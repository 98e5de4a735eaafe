"""Well-founded fear: the person's own fear, and a danger that is reasonably possible."""

from __future__ import annotations

from wellfounded.law.convention.questions import Fear
from wellfounded.law.convention.sources import CONVENTION, GUIDELINES_ORIENTATION, UNHCR_HANDBOOK
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[UNHCR_HANDBOOK("206-219", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def fear_need_not_be_shown(fear: Fear) -> Proposition:
    """A child or an ill person may be in danger without being able to express fear."""
    return fear.cannot_express_fear


@rule(cites=[UNHCR_HANDBOOK("37-38", on="1979-09-01")], since="1967-10-04", checked="2026-11-23")
def fear_is_held(fear: Fear) -> Proposition:
    """The person is afraid to go back."""
    return fear.is_afraid | fear_need_not_be_shown()


@rule(cites=[UNHCR_HANDBOOK("94-96", on="1979-09-01")], since="1967-10-04", checked="2026-11-23", confidence="known")
def fear_arose_abroad(fear: Fear) -> Proposition:
    """The danger arose after the person had left: from events at home or from what they did abroad."""
    return fear.events_after_leaving | fear.acts_after_leaving


@rule(cites=[UNHCR_HANDBOOK("42-45", on="1979-09-01")], since="1967-10-04", checked="2026-11-23", confidence="known")
def danger_from_state(fear: Fear) -> Proposition:
    """It is reasonably possible that the authorities would harm the person."""
    return (
        (fear.state_harmed_before & ~fear.nothing_like_it_again)
        | fear.state_looks_for_person
        | fear.state_harms_such_people
        | fear.punishing_law_applied
        | fear.arrests_go_on
        | fear_arose_abroad()
        | fear.other_signs_from_state
    )


@rule(cites=[UNHCR_HANDBOOK("42-45", on="1979-09-01")], since="1967-10-04", checked="2026-11-23", confidence="known")
def danger_from_others(fear: Fear) -> Proposition:
    """It is reasonably possible that relatives, a community or a group would harm the person."""
    return (
        (fear.others_harmed_before & ~fear.nothing_like_it_again)
        | fear.others_know_or_will_learn
        | fear.others_harm_such_people
        | fear_arose_abroad()
        | fear.other_signs_from_others
    )


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22"), UNHCR_HANDBOOK("37-42", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
)
def well_founded_fear(fear: Fear) -> Proposition:
    """The person is afraid, and the facts bear the fear out."""
    return fear_is_held() & (danger_from_state() | danger_from_others())


@well_founded_fear.unless(
    cites=[UNHCR_HANDBOOK("91", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def danger_can_be_avoided(fear: Fear) -> Proposition:
    """The person would be safe by behaving differently."""
    return fear.safe_if_behaves


@danger_can_be_avoided.unless(
    cites=[GUIDELINES_ORIENTATION("30-33", on="2012-10-23")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def hiding_may_not_be_asked(fear: Fear) -> Proposition:
    """Nobody can be asked to hide or give up what is fundamental to them."""
    return fear.would_hide_what_is_fundamental
