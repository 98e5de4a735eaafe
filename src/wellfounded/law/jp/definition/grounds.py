"""The five reasons: race, religion, nationality, membership of a particular social group, political opinion."""

from __future__ import annotations

from wellfounded.law.convention.questions import HarmByOthers, Reason
from wellfounded.law.jp.definition.persecution import DEFINITION
from wellfounded.law.jp.sources import (
    DIET_217_153,
    HANDBOOK_2023,
    NAGOYA_HC_2016,
    OSAKA_DC_2023,
    OSAKA_DC_2024,
)
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[
        DIET_217_153("imputed political opinion", on="2025-06-17"),
        NAGOYA_HC_2016("on ordinary members", on="2016-07-28"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def political_opinion_held_or_supposed(reason: Reason) -> Proposition:
    """The person holds a political opinion that is not tolerated, or is shown to be taken to hold one."""
    # the account alone does not show what the persecutor supposes; country information or documents must support it
    return reason.political_opinion | (reason.opinion_supposed & reason.opinion_supposed_has_support)


# A paper of 2011 had left sexual minorities to each state's discretion. The courts, judging decisions made before the
# handbook, did not follow it.
@rule(
    cites=[
        HANDBOOK_2023("sexual minorities", on="2023-03-24"),
        OSAKA_DC_2023("on the social group", on="2023-03-15"),
        OSAKA_DC_2024("on the social group", on="2024-07-04"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def sexual_minority(reason: Reason) -> Proposition:
    """The person's sexual orientation or gender identity makes them a member of a particular social group."""
    return reason.sexual_orientation | reason.gender_identity


@rule(cites=[HANDBOOK_2023("gender", on="2023-03-24")], since="1982-01-01", checked="2026-11-23")
def gender_group(reason: Reason) -> Proposition:
    """The person's gender makes them a member of a particular social group, as a woman at risk of mutilation is."""
    return reason.reason_gender | HarmByOthers.others_threaten_mutilation


@rule(cites=[HANDBOOK_2023("clans", on="2023-03-24")], since="1982-01-01", checked="2026-11-23")
def clan_group(reason: Reason) -> Proposition:
    """The person belongs to a clan that opposes the government."""
    return reason.clan_against_government


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23", confidence="known")
def group_by_trait_or_perception(reason: Reason) -> Proposition:
    """The person shares with others a trait that none should have to give up, or is seen with them as a group apart."""
    return reason.shared_trait | reason.seen_as_group


@rule(
    cites=[DEFINITION, HANDBOOK_2023("particular social group", on="2023-03-24")],
    since="1982-01-01",
    checked="2026-11-23",
)
def particular_social_group(reason: Reason) -> Proposition:
    """The person belongs to a particular social group."""
    return sexual_minority() | gender_group() | clan_group() | group_by_trait_or_perception()


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def ground(reason: Reason) -> Proposition:
    """One of the five reasons of the Convention is in play."""
    return (
        reason.reason_race
        | reason.reason_religion
        | reason.reason_nationality
        | particular_social_group()
        | political_opinion_held_or_supposed()
    )
