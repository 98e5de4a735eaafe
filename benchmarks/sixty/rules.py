"""The sixty rules, written with the project's own `rule`."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from wellfounded.logic.calendars import Calendar
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.citations import Source
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule, rule
from wellfounded.rules.terms import (
    ON,
    CategoryTerm,
    CountTerm,
    DayTerm,
    Proposition,
    choose,
    first_of,
    last_day,
    last_of,
    parameter,
    value,
)

CODE = Source("bench", "A law for measuring", "Bench", "statute", date(2026, 1, 1))
CITES = (CODE("1", on="2000-01-01"),)


def weekend(day: date) -> str | None:
    """The days off of the office."""
    return "a weekend" if day.weekday() > 4 else None


OFFICE = Calendar("bench", "the office", date(1990, 1, 1), date(2099, 12, 31), weekend)


def period(name: str, length: int, unit: Any) -> Any:
    """A period whose last day moves to a working day."""
    end = None if unit == "days" else "last_day"
    return parameter(
        name,
        Period(length=length, unit=unit, first_day="excluded", month_end=end, calendar=OFFICE),  # type: ignore[arg-type]
        name,
        *CITES,
    )


SEVEN_DAYS, SIX_MONTHS, ONE_YEAR = period("week", 7, "days"), period("half", 6, "months"), period("year", 12, "months")
NEW_LAW, GUIDELINE = Day.of("2024-06-10"), Day.of("2023-03-24")


class C(Facts):
    """The thirty facts of a claim."""

    fear: Proposition = asks("?")
    race: Proposition = asks("?")
    religion: Proposition = asks("?")
    nation: Proposition = asks("?")
    group: Proposition = asks("?")
    opinion: Proposition = asks("?")
    by_state: Proposition = asks("?")
    tolerates: Proposition = asks("?")
    available: Proposition = asks("?")
    effective: Proposition = asks("?")
    safe_area: Proposition = asks("?")
    reasonable: Proposition = asks("?")
    article_1d: Proposition = asks("?")
    article_1f: Proposition = asks("?")
    minority: Proposition = asks("?")
    gender: Proposition = asks("?")
    punished: Proposition = asks("?")
    enforced: Proposition = asks("?")
    arrived: DayTerm = asks("?")
    lodged: DayTerm = asks("?")
    decided: DayTerm = asks("?")
    served: DayTerm = asks("?")
    review_filed: DayTerm = asks("?")
    review_decided: DayTerm = asks("?")
    suit_filed: DayTerm = asks("?")
    judged: DayTerm = asks("?")
    number: CountTerm = asks("?")
    years: CountTerm = asks("?")
    office: CategoryTerm = asks("?", values=("tokyo", "osaka", "nagoya"))
    route: CategoryTerm = asks("?", values=("air", "sea"))


RULES: dict[str, Rule[Any]] = {}


def say(name: str, term: Any) -> Any:
    """Add a rule of this name, and ask for its result."""

    def body(claim: C) -> Any:
        return term

    body.__name__, body.__doc__ = name, f"The rule {name}."
    body.__annotations__ = {"claim": C, "return": type(term)}
    RULES[name] = rule(cites=CITES, since="2000-01-01", checked="2026-01-01")(body)
    return RULES[name]()


minority_group = say("minority_group", C.minority & (C.punished | C.enforced))
social_group = say("social_group", C.group | minority_group | C.gender)
ground = say("ground", C.race | C.religion | C.nation | social_group | C.opinion)
not_state = say("not_state", ~C.by_state)
tolerated = say("tolerated", not_state & C.tolerates)
protection = say("protection", C.available & C.effective)
agent = say("agent", C.by_state | tolerated | ~protection)
elsewhere = say("elsewhere", C.safe_area & C.reasonable & ~C.by_state)
nexus = say("nexus", C.fear & ground)
serious = say("serious", C.years >= 3)
excluded = say("excluded", C.article_1d | C.article_1f)
inclusion = say("inclusion", nexus & agent & ~elsewhere)
refugee = say("refugee", inclusion & ~excluded)
new_protection = say("new_protection", C.lodged >= Day.of("2023-12-01"))
complementary = say("complementary", new_protection & C.fear & ~ground & agent & ~elsewhere & ~excluded)
protect = say("protect", refugee | complementary)
guided = say("guided", ON >= GUIDELINE)
minority_route = say("minority_route", guided & minority_group & inclusion)
sixty_due = say("sixty_due", C.arrived.plus(60))
in_sixty = say("in_sixty", C.lodged <= sixty_due)
standard_due = say("standard_due", last_day(SIX_MONTHS, C.lodged))
pending = say("pending", C.lodged.happened & ~C.decided.happened)
overdue = say("overdue", pending & (standard_due < ON))
decided_in_time = say("decided_in_time", C.decided <= standard_due)
served_late = say("served_late", C.decided.plus(30) < C.served)
review_due = say("review_due", last_day(SEVEN_DAYS, C.served))
review_in_time = say("review_in_time", C.review_filed <= review_due)
review_free = say("review_free", C.served.happened & ~C.review_filed.happened)
review_open = say("review_open", review_free & (review_due >= ON))
review_lapsed = say("review_lapsed", review_free & (review_due < ON))
review_pending = say("review_pending", C.review_filed.happened & ~C.review_decided.happened)
suit_base = say("suit_base", choose((C.review_decided.happened, C.review_decided), otherwise=C.served))
suit_due = say("suit_due", last_day(SIX_MONTHS, suit_base))
suit_in_time = say("suit_in_time", C.suit_filed <= suit_due)
suit_free = say("suit_free", suit_base.happened & ~C.suit_filed.happened)
suit_open = say("suit_open", suit_free & (suit_due >= ON))
suit_lapsed = say("suit_lapsed", suit_free & (suit_due < ON))
outer_due = say("outer_due", last_day(ONE_YEAR, suit_base))
outer_kept = say("outer_kept", C.suit_filed <= outer_due)
in_court = say("in_court", C.suit_filed.happened & ~C.judged.happened)
third = say("third", C.number >= 3)
pending_any = say("pending_any", pending | review_pending)
new_law = say("new_law", C.lodged >= NEW_LAW)
stays_now = say("stays_now", pending_any & ~third & ~serious)
stays = say("stays", choose((new_law, stays_now), otherwise=pending_any))
removable = say("removable", ~stays & ~refugee & ~suit_open)
stage = say(
    "stage",
    choose(
        (pending, value("pending")),
        (review_open, value("review open")),
        (review_pending, value("review")),
        (suit_open, value("suit open")),
        (in_court, value("court")),
        otherwise=value("ended"),
    ),
)
due_next = say("due_next", choose((pending, standard_due), (review_open, review_due), otherwise=suit_due))
urgent = say("urgent", (due_next >= ON) & (due_next <= ON.plus(7)))
provisional = say("provisional", in_sixty & ~excluded & ~serious)
large_office = say("large_office", C.office.is_one_of("tokyo", "osaka"))
by_air = say("by_air", C.route.is_one_of("air"))
fast = say("fast", choose((large_office, protect), otherwise=protect & ~third))
hearing = say("hearing", pending & C.fear & ~excluded)
alert = say("alert", (removable & C.fear) | urgent)
first_word = say("first_word", first_of(C.served, C.review_filed))
last_word = say("last_word", last_of(C.decided, C.review_decided, C.judged))
moved_on = say("moved_on", C.served < last_word)
quiet = say("quiet", ~urgent & ~overdue)
exceptional = say("exceptional", (serious | third) & ~refugee)
permit = say("permit", provisional & ~removable & by_air)
closed = say("closed", ~pending_any & ~in_court & ~review_open & ~suit_open)


def bench_law() -> LegalOrder:
    """The sixty rules as a legal order."""
    nothing: Any = None
    periods = {one.name: one for one in (SEVEN_DAYS, SIX_MONTHS, ONE_YEAR)}
    matter: Any = SimpleNamespace(__name__="bench", C=C, **periods, **RULES)
    about: dict[str, Any] = {}
    for key in ("names", "calendars", "stages", "assessment", "elements", "lanes"):
        about[key] = {}
    about |= dict.fromkeys(("sources", "event_kinds", "remedies", "duties", "changes"), ())
    about |= {"begins": date(2000, 1, 1), "time_zone": "UTC", "utc_offset": 0, "matters": (matter,)}
    return LegalOrder(id="bench", stage=nothing, removal=nothing, **about)
