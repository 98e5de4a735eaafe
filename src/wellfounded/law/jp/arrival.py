"""How and when the person came, as far as a status or provisional stay depends on it: six months, and the way taken."""

from __future__ import annotations

from wellfounded.law.jp.application import Application, Person
from wellfounded.law.jp.calendars import OFFICE
from wellfounded.law.jp.sources import AOH, ICRRA
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, happened
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import DayTerm, Proposition, choose, last_day, parameter

# Until 2023 the two conditions stood in 61-2-2(1), and 61-2-4(1) named that place; now 61-2-4(1) holds them itself.
SIX_MONTHS_ITEM = ICRRA("61-2-2(1)(i), 61-2-4(1)(vi)", on="2005-05-16", renumbered={"2024-06-10": "61-2-4(1)(vi)"})
DIRECT_ITEM = ICRRA("61-2-2(1)(ii), 61-2-4(1)(vi)", on="2005-05-16", renumbered={"2024-06-10": "61-2-4(1)(vii)"})
_LISTED = "iii|iii-2|iii-3|iii-4|iii-5|iv-ha|iv-ni|iv-ho|iv-he|iv-to|iv-chi|iv-ri|iv-nu|iv-ru|iv-o|iv-wa|iv-ka|iv-yo"

SIX_MONTHS_TO_APPLY = parameter(
    "six_months_to_apply",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day"),
    "The six months to apply on which provisional stay depends, without regard to days on which offices are shut",
    SIX_MONTHS_ITEM,
)
SIX_MONTHS_TO_APPLY_MOVED = parameter(
    "six_months_to_apply_moved",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day", calendar=OFFICE),
    "The six months to apply, moved to a working day of the office",
    SIX_MONTHS_ITEM,
    AOH("2", on="1989-01-01"),
)


class Arrival(Facts, scope="person"):
    """What the law asks about how the person came, and about grounds against a status."""

    came_directly: Proposition = asks("Did the person come to Japan straight from the place where they feared harm?")
    within_listed_ground: Proposition = asks(
        "Does the person fall within article 24(iii) to (iii-5) or (iv)(ha) to (yo)?",
        happened("deportation_ground_found", ground=_LISTED, suspected="False|"),
    )
    suspected_of_listed_ground: Proposition = asks(
        "Are there reasonable grounds to suspect article 24(iii) to (iii-5) or (iv)(ha) to (yo)?",
        happened("deportation_ground_found", ground=_LISTED),
    )
    imprisoned_for_listed_crime: Proposition = asks(
        "Was the person, after coming to Japan, sentenced to prison for a crime listed in articles 61-2-2 and 61-2-4?"
    )


class Delay(Facts):
    """What the law asks about an application handed in late."""

    unavoidable_reason_for_delay: Proposition = asks(
        "Was there a reason beyond the person's control for not applying within six months?"
    )


@rule(cites=[SIX_MONTHS_ITEM], since="2005-05-16", checked="2026-11-23")
def six_months_start(person: Person) -> DayTerm:
    """The six months to apply run from landing, or from learning of grounds that arose while in Japan."""
    return choose((person.grounds_arose_in_japan.happened, person.grounds_arose_in_japan), otherwise=person.landed)


@rule(cites=[SIX_MONTHS_ITEM, AOH("2", on="1989-01-01")], since="2005-05-16", checked="2026-11-23")
def six_months_last_day(person: Person) -> DayTerm:
    """The six months to apply ended on {six_months_last_day}."""
    counted: DayTerm = unclear(
        "Do the six months to apply end later when their last day is one on which offices are shut?",
        settled_by="a court's ruling, or advice of counsel: the rule on holidays speaks of limits of acts",
        cites=(AOH("2", on="1989-01-01"),),
        as_counted=("They end on the day as counted.", last_day(SIX_MONTHS_TO_APPLY, six_months_start())),
        moved=(
            "They end on the next working day of the office.",
            last_day(SIX_MONTHS_TO_APPLY_MOVED, six_months_start()),
        ),
    )
    return counted


@rule(cites=[SIX_MONTHS_ITEM], since="2005-05-16", checked="2026-11-23")
def applied_within_six_months(application: Application) -> Proposition:
    """The application was handed in within six months."""
    return application.lodged <= six_months_last_day()


@rule(cites=[SIX_MONTHS_ITEM], since="2005-05-16", checked="2026-11-23")
def applied_late_without_reason(delay: Delay) -> Proposition:
    """The application was handed in after more than six months, without a reason beyond the person's control."""
    return (Application.lodged > six_months_last_day()) & ~delay.unavoidable_reason_for_delay


@rule(cites=[DIRECT_ITEM], since="2005-05-16", checked="2026-11-23")
def came_indirectly(arrival: Arrival) -> Proposition:
    """The person did not come straight from the place of danger, and the grounds did not arise in Japan."""
    return ~arrival.came_directly & ~Person.grounds_arose_in_japan.happened
