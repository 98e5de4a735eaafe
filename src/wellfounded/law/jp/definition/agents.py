"""Agents of persecution: the state, and others such as relatives, a community or a group."""

from __future__ import annotations

from wellfounded.law.convention.questions import HarmByOthers, HarmByState
from wellfounded.law.jp.sources import HANDBOOK_2023, OSAKA_DC_2024
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[
        HANDBOOK_2023("agents of persecution", on="2023-03-24"),
        OSAKA_DC_2024("on harm by relatives", on="2024-07-04"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def others_are_agents(harm: HarmByOthers) -> Proposition:
    """Relatives, a local community, or an armed, political, religious or ethnic group would do the harm."""
    return harm.harm_by_family | harm.harm_by_community | harm.harm_by_group


@rule(cites=[HANDBOOK_2023("agents of persecution", on="2023-03-24")], since="1982-01-01", checked="2026-11-23")
def state_is_agent(harm: HarmByState) -> Proposition:
    """The authorities themselves would do the harm."""
    return (
        harm.state_threatens_life_or_body
        | harm.state_takes_liberty
        | harm.state_oppresses_other_freedom
        | harm.state_violates_rights_gravely
        | harm.state_measures_add_up
    )


@rule(cites=[HANDBOOK_2023("agents of persecution", on="2023-03-24")], since="1982-01-01", checked="2026-11-23")
def agent_of_persecution(harm: HarmByState) -> Proposition:
    """The harm would come from someone whose acts can be persecution."""
    return state_is_agent() | others_are_agents()
