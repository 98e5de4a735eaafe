"""Well-founded fear: the person is afraid, and anyone in the same position would fear a real danger too."""

from __future__ import annotations

from wellfounded.law.convention.questions import Fear, HarmByState
from wellfounded.law.jp.definition.persecution import DEFINITION
from wellfounded.law.jp.definition.sur_place import fear_arose_abroad
from wellfounded.law.jp.sources import (
    COMMENTARY,
    HANDBOOK_2023,
    NAGOYA_HC_2016,
    OSAKA_DC_2023,
    OSAKA_DC_2024,
    OSAKA_HC_2025,
)
from wellfounded.rules.order import Caution
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(cites=[COMMENTARY("formula of the courts", on="2011-12-13")], since="1982-01-01", checked="2026-11-23")
def fear_is_held(fear: Fear) -> Proposition:
    """The person is afraid to go back."""
    return fear.is_afraid


@rule(
    cites=[OSAKA_DC_2023("on past abuse by the police", on="2023-03-15"), DEFINITION],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def harmed_by_state_before(fear: Fear) -> Proposition:
    """The authorities harmed the person before, which is a strong sign unless things at home have changed."""
    return fear.state_harmed_before & ~fear.nothing_like_it_again


@rule(
    cites=[
        NAGOYA_HC_2016("on ordinary members", on="2016-07-28"),
        HANDBOOK_2023("not being singled out", on="2023-03-24"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def state_harms_people_alike(fear: Fear) -> Proposition:
    """The authorities act against people in the same position in general; none need be a leader or singled out."""
    return fear.state_harms_such_people


@rule(
    cites=[
        OSAKA_HC_2025("on the penal provision", on="2025-02-27"),
        OSAKA_DC_2024("second basis", on="2024-07-04"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def criminal_law_applied_in_fact(fear: Fear) -> Proposition:
    """A law punishes what the person is, believes or says, and is applied in fact."""
    return HarmByState.law_punishes_ground & (fear.punishing_law_applied | fear.arrests_go_on)


# The signs are those that courts and the handbook named; any one can carry a real danger, none must be there.
@rule(
    cites=[
        HANDBOOK_2023("real danger", on="2023-03-24"),
        COMMENTARY("country situation and personal account", on="2011-12-13"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def danger_from_state(fear: Fear) -> Proposition:
    """There is a real danger, not an abstract one, that the authorities would harm the person."""
    return (
        harmed_by_state_before()
        | fear.state_looks_for_person
        | state_harms_people_alike()
        | criminal_law_applied_in_fact()
        | fear_arose_abroad()
        | fear.other_signs_from_state
    )


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23", confidence="known")
def harmed_by_others_before(fear: Fear) -> Proposition:
    """The others harmed the person before, which is a strong sign unless things at home have changed."""
    return fear.others_harmed_before & ~fear.nothing_like_it_again


@rule(
    cites=[
        HANDBOOK_2023("real danger", on="2023-03-24"),
        COMMENTARY("country situation and personal account", on="2011-12-13"),
    ],
    since="1982-01-01",
    checked="2026-11-23",
)
def danger_from_others(fear: Fear) -> Proposition:
    """There is a real danger, not an abstract one, that relatives, a community or a group would harm the person."""
    return (
        harmed_by_others_before()
        | fear.others_know_or_will_learn
        | fear.others_harm_such_people
        | fear_arose_abroad()
        | fear.other_signs_from_others
    )


@rule(
    cites=[DEFINITION, COMMENTARY("formula of the courts", on="2011-12-13")],
    since="1982-01-01",
    checked="2026-11-23",
)
def well_founded_fear(fear: Fear) -> Proposition:
    """The person is afraid, and an ordinary person in the same position would fear persecution too."""
    return fear_is_held() & (danger_from_state() | danger_from_others())


@well_founded_fear.unless(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23", confidence="known")
def danger_can_be_avoided(fear: Fear) -> Proposition:
    """The person would be safe by behaving differently."""
    return fear.safe_if_behaves


@danger_can_be_avoided.unless(
    cites=[OSAKA_DC_2024("on hiding one's orientation", on="2024-07-04")],
    since="1982-01-01",
    checked="2026-11-23",
)
def hiding_may_not_be_asked(fear: Fear) -> Proposition:
    """Nobody can be made to hide or give up what is fundamental to them."""
    return fear.would_hide_what_is_fundamental


# What follows decides nothing by itself. It is kept because it is often held against a person.
@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23", confidence="known")
def left_country_lawfully(fear: Fear) -> Proposition:
    """The person left the country lawfully."""
    return fear.left_lawfully


@rule(cites=[DEFINITION], since="1982-01-01", checked="2026-11-23", confidence="known")
def asked_for_protection_late(fear: Fear) -> Proposition:
    """The person asked for protection only some time after arriving."""
    return fear.asked_late


@rule(cites=[HANDBOOK_2023("not being singled out", on="2023-03-24")], since="1982-01-01", checked="2026-11-23")
def not_singled_out(fear: Fear) -> Proposition:
    """The person is not known by name to those whom they fear."""
    return fear.not_known_to_persecutor


CAUTIONS = (
    Caution("Leaving lawfully and with a passport does not by itself answer the fear.", left_country_lawfully),
    Caution("Applying late does not by itself answer the fear.", asked_for_protection_late),
    Caution("Not being known to the persecutor does not by itself exclude a well-founded fear.", not_singled_out),
)
