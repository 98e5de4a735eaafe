"""The five reasons of article 1A(2), and the link between the harm and one of them."""

from __future__ import annotations

from wellfounded.law.convention.questions import Reason
from wellfounded.law.convention.sources import CONVENTION, GUIDELINES_GROUP, GUIDELINES_ORIENTATION, UNHCR_HANDBOOK
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22"), UNHCR_HANDBOOK("80-86", on="1979-09-01")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def political_opinion_held_or_supposed(reason: Reason) -> Proposition:
    """The person holds a political opinion that is not tolerated, or is taken to hold one."""
    return reason.political_opinion | reason.opinion_supposed


@rule(
    cites=[GUIDELINES_ORIENTATION("40-49", on="2012-10-23"), GUIDELINES_GROUP("12", on="2002-05-07")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def group_of_orientation_or_gender(reason: Reason) -> Proposition:
    """The person's sexual orientation, gender identity or gender makes them a member of a particular social group."""
    return reason.sexual_orientation | reason.gender_identity | reason.reason_gender


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22"), GUIDELINES_GROUP("11", on="2002-05-07")],
    since="1967-10-04",
    checked="2026-11-23",
)
def particular_social_group(reason: Reason) -> Proposition:
    """The person belongs to a particular social group: a shared trait that none should give up, or seen as a group."""
    return (
        reason.shared_trait | reason.seen_as_group | reason.clan_against_government | group_of_orientation_or_gender()
    )


@rule(cites=[CONVENTION("1A(2)", on="1954-04-22")], since="1967-10-04", checked="2026-11-23")
def ground(reason: Reason) -> Proposition:
    """One of the five reasons of the Convention is in play."""
    return (
        reason.reason_race
        | reason.reason_religion
        | reason.reason_nationality
        | particular_social_group()
        | political_opinion_held_or_supposed()
    )


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22"), GUIDELINES_GROUP("20-23", on="2002-05-07")],
    since="1967-10-04",
    checked="2026-11-23",
    confidence="known",
)
def nexus_of_harm_by_others(reason: Reason) -> Proposition:
    """The others act for such a reason, or the state leaves the person unprotected for it."""
    return reason.others_act_for_reason | reason.unprotected_for_reason


@rule(cites=[CONVENTION("1A(2)", on="1954-04-22")], since="1967-10-04", checked="2026-11-23")
def nexus(reason: Reason) -> Proposition:
    """The harm is feared for such a reason."""
    return reason.state_acts_for_reason | nexus_of_harm_by_others()
