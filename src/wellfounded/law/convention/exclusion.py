"""Exclusion: to whom the Convention does not apply (1D, 1E, 1F), and who falls under it without more (1D)."""

from __future__ import annotations

from wellfounded.law.convention.sources import CONVENTION, UNHCR_HANDBOOK
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


class Exclusion(Facts):
    """What is asked before the Convention is refused to a person who fulfils its definition."""

    un_help_now: Proposition = asks(
        "Does the person now receive protection or help from a United Nations body other than UNHCR?"
    )
    un_help_ended_unsettled: Proposition = asks(
        "Did such protection or help end for the person although their position had not been settled for good?"
    )
    rights_of_nationals_elsewhere: Proposition = asks(
        "Does a country where the person took residence give them the rights and duties of its nationals?"
    )
    suspected_of_war_crime: Proposition = asks(
        "Are there serious reasons for considering that the person committed a crime against peace, a war crime or"
        " a crime against humanity?"
    )
    suspected_of_crime_before_entry: Proposition = asks(
        "Are there serious reasons for considering that the person committed a crime outside the country of refuge"
        " before being admitted there?"
    )
    crime_is_serious: Proposition = asks("Is that crime serious?")
    crime_is_not_political: Proposition = asks("Is that crime an ordinary one, not a political one?")
    suspected_against_un_purposes: Proposition = asks(
        "Are there serious reasons for considering that the person is guilty of acts against the purposes and"
        " principles of the United Nations?"
    )
    not_answerable: Proposition = asks(
        "Was the person not answerable for these acts: a child, ill in mind, or forced by a threat to life?"
    )


@rule(cites=[CONVENTION("1D, first sentence", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def protected_by_un_body(exclusion: Exclusion) -> Proposition:
    """Another body of the United Nations now protects or helps the person."""
    return exclusion.un_help_now


@rule(cites=[CONVENTION("1E", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def has_rights_of_nationals(exclusion: Exclusion) -> Proposition:
    """The person has the rights and duties of a national in the country where they took residence."""
    return exclusion.rights_of_nationals_elsewhere


@rule(cites=[CONVENTION("1F(a)", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def crime_against_peace_or_humanity(exclusion: Exclusion) -> Proposition:
    """There are serious reasons for considering a crime against peace, a war crime or a crime against humanity."""
    return exclusion.suspected_of_war_crime


@rule(cites=[CONVENTION("1F(b)", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def serious_ordinary_crime(exclusion: Exclusion) -> Proposition:
    """There are serious reasons for considering a serious crime, not a political one, abroad and before admission."""
    return exclusion.suspected_of_crime_before_entry & exclusion.crime_is_serious & exclusion.crime_is_not_political


@rule(cites=[CONVENTION("1F(c)", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def act_against_un_purposes(exclusion: Exclusion) -> Proposition:
    """There are serious reasons for considering acts against the purposes and principles of the United Nations."""
    return exclusion.suspected_against_un_purposes


@rule(cites=[CONVENTION("1F", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def grave_crime_or_act(exclusion: Exclusion) -> Proposition:
    """There are serious reasons for considering that the person did something for which nobody deserves protection."""
    return crime_against_peace_or_humanity() | serious_ordinary_crime() | act_against_un_purposes()


@grave_crime_or_act.unless(
    cites=[UNHCR_HANDBOOK("160-161", on="1979-09-01")],
    since="1954-04-22",
    checked="2026-11-23",
    confidence="known",
)
def not_answerable_for_it(exclusion: Exclusion) -> Proposition:
    """The person cannot be held to account for what was done."""
    return exclusion.not_answerable


@rule(
    cites=[CONVENTION("1D", on="1954-04-22"), CONVENTION("1E", on="1954-04-22"), CONVENTION("1F", on="1954-04-22")],
    since="1954-04-22",
    checked="2026-11-23",
)
def excluded(exclusion: Exclusion) -> Proposition:
    """The Convention does not apply to the person, although they would fulfil its definition."""
    return protected_by_un_body() | has_rights_of_nationals() | grave_crime_or_act()


@rule(cites=[CONVENTION("1D, second sentence", on="1954-04-22")], since="1954-04-22", checked="2026-11-23")
def entitled_when_un_help_ended(exclusion: Exclusion) -> Proposition:
    """The help of another United Nations body ended unsettled: the Convention protects the person without more."""
    return exclusion.un_help_ended_unsettled
