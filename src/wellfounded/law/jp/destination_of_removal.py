"""Where nobody may be sent (non-refoulement): whatever the stay of removal and its exceptions say."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.recognition import complementary_protected, recognised
from wellfounded.law.jp.sources import ACT_79_2009, ICRRA
from wellfounded.rules.facts import Facts, asks, happened
from wellfounded.rules.order import Caution, Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, Proposition, any_of


class Danger(Facts, scope="person"):
    """What threatens the person in the country to which they would be sent, as far as it was found."""

    danger_for_a_convention_reason: Proposition = asks(
        "Would the person's life or freedom be threatened there because of race, religion, nationality, membership of "
        "a particular social group or political opinion?"
    )
    danger_of_other_persecution: Proposition = asks("Would the person be persecuted there for another reason?")
    danger_of_torture: Proposition = asks(
        "Are there substantial grounds to believe that the person would be tortured there?"
    )
    danger_of_disappearance: Proposition = asks(
        "Are there substantial grounds to believe that the person would be made to disappear there?"
    )
    grave_harm_found: Proposition = asks(
        "Did the Minister find that the person gravely harms the interest or security of Japan?",
        happened("grave_harm_found"),
    )


@rule(cites=[ICRRA("53(3)(i)", on="2009-07-15")], since="1982-01-01", checked="2026-11-23")
def convention_bars_destination(danger: Danger) -> Proposition:
    """There the person's life or freedom would be threatened for a reason named in the Refugee Convention."""
    found = danger.danger_for_a_convention_reason | recognised() | any_of(danger.others, recognised())
    return found & ~danger.grave_harm_found


@rule(cites=[ICRRA("53(3)(ii)", on="2009-07-15")], since="2009-07-15", checked="2026-11-23")
def torture_bars_destination(danger: Danger) -> Proposition:
    """There the person would be in danger of torture."""
    return danger.danger_of_torture


@rule(cites=[ICRRA("53(3)(iii)", on="2010-12-23")], since="2010-12-23", checked="2026-11-23")
def disappearance_bars_destination(danger: Danger) -> Proposition:
    """There the person would be in danger of enforced disappearance."""
    return danger.danger_of_disappearance


@rule(cites=[ICRRA("53(3)(i)", on="2023-12-01")], since="2023-12-01", checked="2026-11-23", confidence="known")
def other_persecution_bars_destination(danger: Danger) -> Proposition:
    """There the person would be persecuted, be it for another reason than the Refugee Convention names."""
    protected = complementary_protected() | any_of(danger.others, complementary_protected())
    found = danger.danger_of_other_persecution | protected
    return found & ~danger.grave_harm_found


# The rule is about the act of sending, so the law of the day asked about governs it.
@rule(
    cites=[ICRRA("53(3)", on="1982-01-01")],
    since="1982-01-01",
    until="2009-07-15",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def destination_barred(danger: Danger) -> Proposition:
    """The person may not be sent to a country where the Refugee Convention forbids it."""
    return convention_bars_destination()


@destination_barred.version(
    cites=[ICRRA("53(3)", on="2009-07-15"), ACT_79_2009("1(i)", on="2009-07-15")],
    since="2009-07-15",
    until="2010-12-23",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def destination_barred_2009(danger: Danger) -> Proposition:
    """The person may not be sent to a country where persecution for a Convention reason or torture threatens."""
    return convention_bars_destination() | torture_bars_destination()


@destination_barred.version(
    cites=[ICRRA("53(3)", on="2010-12-23"), ACT_79_2009("1(v)", on="2009-07-15")],
    since="2010-12-23",
    until="2023-12-01",
    by=ON,
    checked="2026-11-23",
    confidence="known",
)
def destination_barred_2010(danger: Danger) -> Proposition:
    """The person may not be sent where persecution for a Convention reason, torture or disappearance threatens."""
    return convention_bars_destination() | torture_bars_destination() | disappearance_bars_destination()


@destination_barred.version(
    cites=[ICRRA("53(3)", on="2023-12-01")], since="2023-12-01", by=ON, checked="2026-11-23", confidence="known"
)
def destination_barred_2023(danger: Danger) -> Proposition:
    """The person may not be sent to a country where persecution, torture or enforced disappearance threatens."""
    return (
        convention_bars_destination()
        | other_persecution_bars_destination()
        | torture_bars_destination()
        | disappearance_bars_destination()
    )


CAUTIONS = (
    Caution(
        "The person may not be sent to the country where the danger was found, whatever else the law allows.",
        destination_barred,
    ),
)
CHANGES = (
    Change(
        date(2009, 7, 15),
        "Nobody may be sent to a country where torture threatens: the torture convention is now part of the rule.",
        (ICRRA("53(3)", on="2009-07-15"), ACT_79_2009("1(i)", on="2009-07-15")),
    ),
    Change(
        date(2010, 12, 23),
        "Nobody may be sent to a country where enforced disappearance threatens.",
        (ICRRA("53(3)", on="2010-12-23"), ACT_79_2009("1(v)", on="2009-07-15")),
    ),
    Change(
        date(2023, 12, 1),
        "Nobody may be sent to a country of persecution, be it for a reason outside the Refugee Convention.",
        (ICRRA("53(3)", on="2023-12-01"),),
    ),
)
