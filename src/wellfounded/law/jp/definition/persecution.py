"""Persecution: harm to life, body or freedom, and other grave violations of human rights."""

from __future__ import annotations

from wellfounded.law.convention.questions import HarmByOthers, HarmByState
from wellfounded.law.jp.definition.agents import others_are_agents
from wellfounded.law.jp.definition.relevant_date import relevant_date
from wellfounded.law.jp.sources import (
    DIET_211_136,
    HANDBOOK_2023,
    ICRRA,
    NAGOYA_DC_2024,
    OSAKA_HC_2025,
    TOKYO_DC_2011,
    TOKYO_HC_2005,
    TOKYO_HC_2006,
)
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import NOT_MET, Proposition

DEFINITION = ICRRA("2(iii-2)", on="1982-01-01", renumbered={"2023-12-01": "2(iii)"})
FORMULA = (TOKYO_HC_2005("on persecution", on="2005-05-31"), TOKYO_HC_2006("on persecution", on="2006-04-12"))


# One line of courts read "freedom" in the formula as freedom of the body only. The handbook names freedom as such and
# says that it changes no standard; for decisions before it, both lines are kept.
_FREEDOM = "Does freedom, in the courts' formula for persecution, mean only freedom of the body?"
_SETTLED_BY = "a higher court; the handbook of 2023 names freedom without that limit"
_NARROW = "Only freedom of the body counts; economic freedom does not."
_WIDE = "Freedom counts as such."


@rule(
    cites=[TOKYO_DC_2011("on freedom", on="2011-02-04"), *FORMULA],
    since="1982-01-01",
    until="2023-03-24",
    checked="2026-11-23",
    by=relevant_date(),
)
def other_freedom_taken_by_state(harm: HarmByState) -> Proposition:
    """The authorities would take another freedom than that of the body, such as earning a living."""
    doubt: Proposition = unclear(
        _FREEDOM,
        settled_by=_SETTLED_BY,
        cites=(TOKYO_DC_2011("on freedom", on="2011-02-04"), *FORMULA),
        body_only=(_NARROW, NOT_MET),
        freedom_as_such=(_WIDE, harm.state_oppresses_other_freedom),
    )
    return doubt


@other_freedom_taken_by_state.version(
    cites=[HANDBOOK_2023("persecution", on="2023-03-24")],
    since="2023-03-24",
    checked="2026-11-23",
    by=relevant_date(),
)
def other_freedom_taken_by_state_2023(harm: HarmByState) -> Proposition:
    """The authorities would take another freedom than that of the body, such as earning a living."""
    return harm.state_oppresses_other_freedom


@rule(
    cites=[TOKYO_DC_2011("on freedom", on="2011-02-04"), *FORMULA],
    since="1982-01-01",
    until="2023-03-24",
    checked="2026-11-23",
    by=relevant_date(),
)
def other_freedom_taken_by_others(harm: HarmByOthers) -> Proposition:
    """The others would take another freedom than that of the body, such as earning a living."""
    doubt: Proposition = unclear(
        _FREEDOM,
        settled_by=_SETTLED_BY,
        cites=(TOKYO_DC_2011("on freedom", on="2011-02-04"), *FORMULA),
        body_only=(_NARROW, NOT_MET),
        freedom_as_such=(_WIDE, harm.others_oppress_other_freedom),
    )
    return doubt


@other_freedom_taken_by_others.version(
    cites=[HANDBOOK_2023("persecution", on="2023-03-24")],
    since="2023-03-24",
    checked="2026-11-23",
    by=relevant_date(),
)
def other_freedom_taken_by_others_2023(harm: HarmByOthers) -> Proposition:
    """The others would take another freedom than that of the body, such as earning a living."""
    return harm.others_oppress_other_freedom


@rule(
    cites=[DIET_211_136("other grave violations", on="2023-06-30"), DEFINITION],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def measures_by_state_add_up(harm: HarmByState) -> Proposition:
    """Measures or discriminations by the authorities, taken together, weigh as much as a grave violation."""
    return harm.state_measures_add_up


@rule(
    cites=[DEFINITION, *FORMULA, HANDBOOK_2023("persecution", on="2023-03-24")],
    since="1982-01-01",
    checked="2026-11-23",
)
def persecution_by_state(harm: HarmByState) -> Proposition:
    """What the authorities would do is persecution."""
    return (
        harm.state_threatens_life_or_body
        | harm.state_takes_liberty
        | other_freedom_taken_by_state()
        | harm.state_violates_rights_gravely
        | measures_by_state_add_up()
    )


@persecution_by_state.unless(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23", confidence="known")
def ordinary_prosecution(harm: HarmByState) -> Proposition:
    """The person fears only prosecution for an ordinary crime."""
    return harm.only_ordinary_prosecution


@ordinary_prosecution.unless(
    cites=[OSAKA_HC_2025("on the penal provision", on="2025-02-27"), DEFINITION],
    since="1982-01-01",
    checked="2026-11-23",
)
def prosecution_is_persecution(harm: HarmByState) -> Proposition:
    """The law, the trial or the punishment strikes at a reason that the Convention names."""
    return harm.law_punishes_ground | harm.punished_more_for_ground


@persecution_by_state.unless(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23", confidence="known")
def ordinary_military_duty(harm: HarmByState) -> Proposition:
    """The person fears only punishment for not doing military service."""
    return harm.only_military_service


@ordinary_military_duty.unless(
    cites=[NAGOYA_DC_2024("on military service", on="2024-05-09")],
    since="1982-01-01",
    checked="2026-11-23",
)
def service_refused_for_conscience(harm: HarmByState) -> Proposition:
    """The refusal of service is an opinion or a conviction, or the punishment is heavier for such a reason."""
    return harm.refuses_service_for_ground | harm.punished_more_for_ground


@rule(cites=[HANDBOOK_2023("genital mutilation", on="2023-03-24")], since="1982-01-01", checked="2026-11-23")
def mutilation_is_persecution(harm: HarmByOthers) -> Proposition:
    """Genital mutilation is harm to life and body, and persecution as such."""
    return harm.others_threaten_mutilation


@rule(cites=[HANDBOOK_2023("forced marriage", on="2023-03-24")], since="1982-01-01", checked="2026-11-23")
def forced_marriage_is_persecution(harm: HarmByOthers) -> Proposition:
    """Forcing a person to marry is among the acts that persecute for gender."""
    return harm.others_force_marriage


@rule(
    cites=[DIET_211_136("other grave violations", on="2023-06-30"), DEFINITION],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def measures_by_others_add_up(harm: HarmByOthers) -> Proposition:
    """What the others do, taken together, weighs as much as a grave violation."""
    return harm.others_measures_add_up


@rule(
    cites=[DEFINITION, *FORMULA, HANDBOOK_2023("persecution", on="2023-03-24")],
    since="1982-01-01",
    checked="2026-11-23",
)
def persecution_by_others(harm: HarmByOthers) -> Proposition:
    """What relatives, a community or a group would do is persecution."""
    return others_are_agents() & (
        harm.others_threaten_life_or_body
        | mutilation_is_persecution()
        | harm.others_take_liberty
        | forced_marriage_is_persecution()
        | other_freedom_taken_by_others()
        | harm.others_violate_rights_gravely
        | measures_by_others_add_up()
    )


@rule(
    cites=[DEFINITION, *FORMULA, HANDBOOK_2023("persecution", on="2023-03-24")],
    since="1982-01-01",
    checked="2026-11-23",
)
def persecution(harm: HarmByState) -> Proposition:
    """What the person fears is persecution: harm to life, body or freedom, or another grave violation of rights."""
    return persecution_by_state() | persecution_by_others()
