"""The application for recognition: who may apply and how, how often, and the sixty days that ended in 2005."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.calendars import OFFICE
from wellfounded.law.jp.sources import ACT_73_2004, AOH, ICRRA, REGULATION
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, first, last
from wellfounded.rules.order import Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import (
    MET,
    NOT_MET,
    ON,
    CategoryTerm,
    CountTerm,
    DayTerm,
    Proposition,
    choose,
    count_of,
    last_day,
    no_day,
    parameter,
)

LAW_OF_2005_BEGINS = parameter(
    "law_of_2005_begins",
    Day.of("2005-05-16"),
    "The day on which the reform of 2004 took effect",
    ACT_73_2004("6", on="2005-05-16"),
)
SIXTY_DAYS = parameter(
    "time_to_apply",
    Period(length=60, unit="days", first_day="excluded", calendar=OFFICE),
    "The time to apply for recognition, until 15 May 2005",
    ICRRA("61-2(2)", on="1982-01-01"),
    AOH("2", on="1989-01-01"),
)

_OUTCOMES = ("recognised", "complementary", "denied", "ended", "none")


class Person(Facts, scope="person"):
    """What the law asks about the person."""

    foreign_national: Proposition = asks("Is the person a foreign national or stateless?")
    naturalised: DayTerm = asks("On which day did the person become a Japanese national?", first("naturalised"))
    landed: DayTerm = asks("On which day did the person arrive in Japan?", first("landed"))
    grounds_arose_in_japan: DayTerm = asks(
        "On which day did the person learn of grounds that arose while in Japan?", first("grounds_arose")
    )
    departed: DayTerm = asks("On which day did the person last leave Japan?", last("departed"))
    died: DayTerm = asks("On which day did the person die?", first("died"))


class Application(Facts):
    """What the law asks about an application."""

    lodged: DayTerm = asks("On which day was the application handed in?", first("applied"))
    asks_for: CategoryTerm = asks(
        "Was recognition as a refugee or complementary protection asked for?",
        first("applied", "kind"),
        values=("refugee", "complementary", "none"),
    )
    withdrawn: DayTerm = asks("On which day was the application withdrawn?", first("withdrawn"))
    decided: DayTerm = asks("On which day was the application decided at first instance?", first("decided"))
    outcome: CategoryTerm = asks("What was decided at first instance?", first("decided", "outcome"), values=_OUTCOMES)
    notified: DayTerm = asks(
        "On which day did the notice of the decision reach the applicant?",
        first("notice_served", of="decision"),
        first("decided", "notified"),
    )
    redecided: DayTerm = asks(
        "On which day was the application last decided again after a judgment?", last("redecided")
    )
    redecided_outcome: CategoryTerm = asks(
        "What was decided when the application was last decided again?", last("redecided", "outcome"), values=_OUTCOMES
    )


class Filing(Facts):
    """What the law asks about the way in which an application was handed in. No event holds these facts."""

    in_japan_when_applying: Proposition = asks("Was the person in Japan when the application was handed in?")
    filed_by: CategoryTerm = asks(
        "Who came to the office and handed in the application?",
        values=("applicant", "parent", "spouse", "child", "relative", "other"),
    )
    under_sixteen: Proposition = asks("Was the person under sixteen when the application was handed in?")
    kept_from_coming: Proposition = asks("Could the person not come to the office because of illness or a like reason?")
    on_the_form: Proposition = asks("Was the application made on the form?")
    cannot_write: Proposition = asks("Was the person unable to write?")
    stated_orally: Proposition = asks("Did the person state the contents of the application orally?")
    translated: Proposition = asks("Did every paper in a foreign language come with a Japanese translation?")
    unavoidable_reason_to_apply_late: Proposition = asks(
        "Was there an unavoidable reason for not applying within sixty days?"
    )


# Who may apply. Nothing else is asked: no status of residence, no fee, and no particular way of arrival.


@rule(
    cites=[ICRRA("61-2(1)", on="1982-01-01", renumbered={"2023-12-01": "61-2(1), (2)"})],
    since="1982-01-01",
    checked="2026-11-23",
)
def may_apply(filing: Filing) -> Proposition:
    """A foreign national or stateless person who is in Japan may apply."""
    return Person.foreign_national & filing.in_japan_when_applying


@may_apply.unless(cites=[ICRRA("61-2(1)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def became_japanese_before_applying(application: Application) -> Proposition:
    """The person had become a Japanese national before the application."""
    return Person.naturalised <= application.lodged


# How to apply. The regulation was read in its text of 2026; that it said the same before is known, not verified.


@rule(cites=[REGULATION("55", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def may_be_filed_by_family(filing: Filing) -> Proposition:
    """A parent, spouse, child or relative may hand it in for a person who is under sixteen or cannot come."""
    return filing.filed_by.is_one_of("parent", "spouse", "child", "relative") & (
        filing.under_sixteen | filing.kept_from_coming
    )


@rule(cites=[REGULATION("55, 62", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def handed_in_as_the_rules_ask(filing: Filing) -> Proposition:
    """The application was handed in by a person who may do so, on the form or orally, and with translations."""
    return (
        (filing.filed_by.is_one_of("applicant") | may_be_filed_by_family())
        & (filing.on_the_form | (filing.cannot_write & filing.stated_orally))
        & filing.translated
    )


# How often. The number of applications has never been limited; what a third one brings is a matter of removal.


@rule(
    cites=[ICRRA("61-2(1)", on="1982-01-01", renumbered={"2023-12-01": "61-2(1), (2)"})],
    since="1982-01-01",
    checked="2026-11-23",
)
def earlier_applications(application: Application) -> CountTerm:
    """The number of applications that the person made before this one."""
    return count_of(application.earlier, application.lodged.happened)


@rule(cites=[REGULATION("55", on="1982-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def repeat_application(application: Application) -> Proposition:
    """This is a repeat application."""
    return earlier_applications() >= 1


# Until when. An application that was still undecided on 16 May 2005 counts as made under the text of that day, which
# knows no limit; so the sixty days govern what was decided before it.

SIXTY_DAYS_GOVERN: Proposition = (Application.decided < LAW_OF_2005_BEGINS) | (ON < LAW_OF_2005_BEGINS)


@rule(
    cites=[ICRRA("61-2(2)", on="1982-01-01"), AOH("2", on="1989-01-01")],
    since="1982-01-01",
    until="2005-05-16",
    when=SIXTY_DAYS_GOVERN,
    checked="2026-11-23",
)
def last_day_to_apply(person: Person) -> DayTerm:
    """The last day to apply is {last_day_to_apply}: sixty days from arrival, or from learning of later grounds."""
    return last_day(
        SIXTY_DAYS,
        choose((person.grounds_arose_in_japan.happened, person.grounds_arose_in_japan), otherwise=person.landed),
    )


@last_day_to_apply.version(
    cites=[ICRRA("61-2(1)", on="2005-05-16"), ACT_73_2004("6", on="2005-05-16")],
    since="2005-05-16",
    when=~SIXTY_DAYS_GOVERN,
    checked="2026-11-23",
)
def last_day_to_apply_2005(person: Person) -> DayTerm:
    """There is no last day to apply."""
    return no_day()


@rule(
    cites=[ICRRA("61-2(2)", on="1982-01-01")],
    since="1982-01-01",
    until="2005-05-16",
    when=SIXTY_DAYS_GOVERN,
    checked="2026-11-23",
)
def applied_in_time(application: Application) -> Proposition:
    """The application came by {last_day_to_apply}, the last day, or its lateness is excused."""
    return (application.lodged <= last_day_to_apply()) | (
        application.lodged.happened & Filing.unavoidable_reason_to_apply_late
    )


@applied_in_time.version(
    cites=[ICRRA("61-2(1)", on="2005-05-16"), ACT_73_2004("6", on="2005-05-16")],
    since="2005-05-16",
    when=~SIXTY_DAYS_GOVERN,
    checked="2026-11-23",
)
def applied_in_time_2005(application: Application) -> Proposition:
    """There is no time limit for applying."""
    return MET


@rule(
    cites=[ICRRA("61-2(2)", on="1982-01-01")],
    since="1982-01-01",
    until="2005-05-16",
    when=SIXTY_DAYS_GOVERN,
    checked="2026-11-23",
)
def can_be_refused_for_lateness(application: Application) -> Proposition:
    """The application can be refused for lateness alone."""
    return application.lodged.happened & ~applied_in_time()


@can_be_refused_for_lateness.version(
    cites=[ICRRA("61-2(1)", on="2005-05-16"), ACT_73_2004("6", on="2005-05-16")],
    since="2005-05-16",
    when=~SIXTY_DAYS_GOVERN,
    checked="2026-11-23",
)
def can_be_refused_for_lateness_2005(application: Application) -> Proposition:
    """The application can be refused for lateness alone."""
    return NOT_MET


CHANGES = (
    Change(
        date(2005, 5, 16),
        "The sixty days to apply are gone, also for applications that are still undecided.",
        (ACT_73_2004("6", on="2005-05-16"), ICRRA("61-2(1)", on="2005-05-16")),
    ),
)
SEQUENCE = (("applied", "withdrawn"), ("applied", "decided"), ("decided", "redecided"))
