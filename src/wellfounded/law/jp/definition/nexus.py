"""Nexus: the harm is feared for one of the five reasons."""

from __future__ import annotations

from wellfounded.law.convention.questions import Reason
from wellfounded.law.convention.sources import GUIDELINES_GROUP
from wellfounded.law.jp.definition.persecution import DEFINITION
from wellfounded.law.jp.sources import OSAKA_DC_2024
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import NOT_MET, Proposition


@rule(
    cites=[DEFINITION, GUIDELINES_GROUP("20-23", on="2002-05-07")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="doubtful",
)
def unprotected_for_such_a_reason(reason: Reason) -> Proposition:
    """The state would leave the person without protection for such a reason, whatever moves the others."""
    doubt: Proposition = unclear(
        "Is it enough that the state refuses protection for a Convention reason, whatever moves those who do the harm?",
        settled_by="a judgment or the handbook; UNHCR and the European Union say yes, no Japanese source was found",
        cites=(GUIDELINES_GROUP("20-23", on="2002-05-07"),),
        enough=("The link may lie in the refusal of protection.", reason.unprotected_for_reason),
        not_enough=("Those who do the harm must act for the reason.", NOT_MET),
    )
    return doubt


@rule(cites=[DEFINITION, OSAKA_DC_2024("first basis", on="2024-07-04")], since="1982-01-01", checked="2026-11-23")
def nexus_of_harm_by_others(reason: Reason) -> Proposition:
    """The others act for such a reason, or the state leaves the person unprotected for it."""
    return reason.others_act_for_reason | unprotected_for_such_a_reason()


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23")
def nexus(reason: Reason) -> Proposition:
    """The harm is feared for such a reason, alone or among others."""
    return reason.state_acts_for_reason | nexus_of_harm_by_others()
