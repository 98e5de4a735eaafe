"""Persecution: which harm the Convention means, by the state or by others from whom it does not protect."""

from __future__ import annotations

from wellfounded.law.convention.questions import HarmByOthers, HarmByState
from wellfounded.law.convention.sources import CONVENTION, UNHCR_HANDBOOK
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[UNHCR_HANDBOOK("51-53, 65", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def persecution_by_state(harm: HarmByState) -> Proposition:
    """What the authorities would do is persecution: a threat to life or freedom, or another grave violation."""
    return (
        harm.state_threatens_life_or_body
        | harm.state_takes_liberty
        | harm.state_oppresses_other_freedom
        | harm.state_violates_rights_gravely
        | harm.state_measures_add_up
    )


@persecution_by_state.unless(
    cites=[UNHCR_HANDBOOK("56", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def ordinary_prosecution(harm: HarmByState) -> Proposition:
    """The person fears only prosecution for an ordinary crime."""
    return harm.only_ordinary_prosecution


@ordinary_prosecution.unless(
    cites=[UNHCR_HANDBOOK("57-60", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def prosecution_is_persecution(harm: HarmByState) -> Proposition:
    """The law, the trial or the punishment strikes at what the Convention protects."""
    return harm.law_punishes_ground | harm.punished_more_for_ground


@persecution_by_state.unless(
    cites=[UNHCR_HANDBOOK("168", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def ordinary_military_duty(harm: HarmByState) -> Proposition:
    """The person fears only punishment for not doing military service."""
    return harm.only_military_service


@ordinary_military_duty.unless(
    cites=[UNHCR_HANDBOOK("169-172", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def service_refused_for_conscience(harm: HarmByState) -> Proposition:
    """The service offends a serious belief or would be unlawful, or the punishment is heavier for such a reason."""
    return harm.refuses_service_for_ground | harm.punished_more_for_ground


@rule(
    cites=[UNHCR_HANDBOOK("51-53, 65", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def persecution_by_others(harm: HarmByOthers) -> Proposition:
    """What relatives, a community or a group would do is persecution."""
    return (harm.harm_by_family | harm.harm_by_community | harm.harm_by_group) & (
        harm.others_threaten_life_or_body
        | harm.others_threaten_mutilation
        | harm.others_take_liberty
        | harm.others_force_marriage
        | harm.others_oppress_other_freedom
        | harm.others_violate_rights_gravely
        | harm.others_measures_add_up
    )


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22"), UNHCR_HANDBOOK("51-60", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
)
def persecution(harm: HarmByState) -> Proposition:
    """What the person fears is persecution."""
    return persecution_by_state() | persecution_by_others()
