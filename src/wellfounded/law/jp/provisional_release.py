"""Provisional release: on discretion until 9 June 2024, since then for reasons of health and humanity."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.sources import ACT_56_2023, ICRRA
from wellfounded.law.jp.supervision import Detention, in_detention
from wellfounded.logic.days import Day
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, choose, first_of, parameter

NEW_RULES_BEGIN = parameter(
    "rules_of_2024_on_provisional_release",
    Day.of("2024-06-10"),
    "The first day of the rules of 2024 on provisional release",
    ACT_56_2023("9", on="2024-06-10"),
)


class ProvisionalRelease(Facts, scope="person"):
    """What the law asks about provisional release."""

    provisional_release_asked: DayTerm = asks(
        "On which day was provisional release last asked for?", last("provisional_release_asked")
    )
    circumstances_allow_release: Proposition = asks(
        "Do the circumstances, such as the grounds of the request and the person's conduct and means, allow a release?"
    )
    health_or_humanitarian_reasons: Proposition = asks(
        "Are there reasons of health, humanitarian reasons, or like ones, for releasing the person for a time?"
    )


# A release asked for or given before 10 June 2024 keeps its old rules; one that is not yet asked for follows those of
# the day asked about.
_ASKED_OR_GIVEN = choose(
    (
        ProvisionalRelease.provisional_release_asked.happened | Detention.provisionally_released.happened,
        first_of(ProvisionalRelease.provisional_release_asked, Detention.provisionally_released),
    ),
    otherwise=ON,
)


@rule(
    cites=[ICRRA("54(2)", on="1982-01-01")],
    since="1982-01-01",
    until="2024-06-10",
    by=_ASKED_OR_GIVEN,
    checked="2026-11-23",
    confidence="known",
)
def provisional_release_possible(release: ProvisionalRelease) -> Proposition:
    """Provisional release can be granted if the circumstances allow it."""
    return in_detention() & release.circumstances_allow_release


@provisional_release_possible.version(
    cites=[ICRRA("54(2)", on="2024-06-10")], since="2024-06-10", by=_ASKED_OR_GIVEN, checked="2026-11-23"
)
def provisional_release_possible_2024(release: ProvisionalRelease) -> Proposition:
    """Provisional release can be granted for reasons of health, for humanitarian reasons or for like ones only."""
    return in_detention() & release.health_or_humanitarian_reasons


@rule(cites=[ACT_56_2023("9", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def old_rules_on_release_stay(release: ProvisionalRelease) -> Proposition:
    """The release was asked for or granted before 10 June 2024, so its old rules stay."""
    return (release.provisional_release_asked < NEW_RULES_BEGIN) | (Detention.provisionally_released < NEW_RULES_BEGIN)


@rule(cites=[ICRRA("54(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def provisionally_released_now(release: ProvisionalRelease) -> Proposition:
    """The person is on provisional release."""
    return Detention.provisionally_released.happened & ~(Detention.detained > Detention.provisionally_released)


CHANGES = (
    Change(
        date(2024, 6, 10),
        "Provisional release was limited to reasons of health, humanitarian reasons and like ones; earlier releases "
        "kept their rules.",
        (ICRRA("54(2)", on="2024-06-10"), ACT_56_2023("9", on="2024-06-10")),
    ),
)
