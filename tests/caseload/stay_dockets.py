"""The way of a motion to stay removal in the Federal Court of Canada, as far as real dockets need it.

Written from general knowledge of the Federal Courts Rules and marked so; no text was compared.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.readings.drawn import law as drawn_law
from wellfounded.logic.periods import Period
from wellfounded.rules.breaches import Act, Breach, Step, Track
from wellfounded.rules.citations import Source
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import EventKind, LegalOrder
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import DayTerm, Proposition, last_day, parameter

RULES = Source("ca-fcr", "Federal Courts Rules (SOR/98-106)", "FCR", "ordinance", date(2026, 11, 23))
_MOTION = (RULES("359", on="1998-04-25"),)
_TIME = (RULES("362, 364", on="1998-04-25"),)
_HEARING = (RULES("360", on="1998-04-25"),)
_ORDER = (RULES("392", on="1998-04-25"),)
_DIRECTIONS = (RULES("54", on="1998-04-25"),)

THREE_DAYS = parameter(
    "three_days_of_notice", Period(length=3, unit="days", first_day="excluded"), "The least notice", *_TIME
)


class Motion(Facts):
    noticed: DayTerm = asks("On which day was the notice of motion filed?", first("notice"))
    heard: DayTerm = asks("On which day was the motion heard?", first("hearing"))
    urgent: Proposition = asks("Was the motion so urgent that it could be heard on shorter notice?")


# Rule 362(2) lets the court hear a motion on shorter notice, with consent or where it is urgent; stays often are.
@rule(cites=_TIME, since="1998-04-25", checked="2026-11-23", confidence="doubtful")
def heard_on_short_notice(motion: Motion) -> Proposition:
    """The motion was heard less than three days after its notice."""
    return motion.heard < last_day(THREE_DAYS, motion.noticed)


@rule(cites=(RULES("362(2)", on="1998-04-25"),), since="1998-04-25", checked="2026-11-23", confidence="known")
def short_notice_excused(motion: Motion) -> Proposition:
    """The motion was urgent."""
    return heard_on_short_notice() & motion.urgent


MATTER: Any = SimpleNamespace(
    __name__="stay_dockets",
    Motion=Motion,
    three=THREE_DAYS,
    heard_on_short_notice=heard_on_short_notice,
    short_notice_excused=short_notice_excused,
)

LAW: LegalOrder = replace(
    drawn_law(),
    id="stay dockets",
    matters=(MATTER,),
    sources=(RULES,),
    event_kinds=(
        EventKind("notice", "Notice of motion", "court"),
        EventKind("directions", "Directions", "court"),
        EventKind("hearing", "Hearing", "court"),
        EventKind("order", "Order", "court", fields={"outcome": ("granted", "dismissed", "other")}),
        EventKind("copy_order", "Copy of the order", "court"),
    ),
    calendars={},
    remedies=(),
    lanes={"court": "Court"},
    sequence=frozenset(),
    breaches=(
        Breach(
            "heard_on_short_notice", "Heard on less than three days' notice.", "time_limit", "applicant",
            heard_on_short_notice, Motion.heard, "hearing", excused=short_notice_excused,
        ),
    ),
    acts=(Act("order", date(1998, 4, 25), _ORDER, bears="court"),),
    tracks=(
        Track(
            "motion", "The motion", "nothing",
            (
                Step("nothing|decided", "notice", "moved", _MOTION, "applicant"),
                Step("moved|heard", "notice", "", _MOTION, "applicant"),
                Step("nothing|moved|heard|decided", "directions", "", _DIRECTIONS, "court"),
                Step("moved|heard", "hearing", "heard", _HEARING, "court"),
                Step("moved|heard", "order", "decided", _ORDER, "court"),
                Step("decided", "order", "", _ORDER, "court"),
                Step("decided", "copy_order", "", _ORDER, "court"),
            ),
        ),
    ),
)  # fmt: skip
