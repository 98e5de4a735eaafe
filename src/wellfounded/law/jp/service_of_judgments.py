"""How a judgment reaches each side: on paper, and electronically in suits filed from 21 May 2026.

The day of a judgment's notice is the day of service on both sides, unless service on one side is recorded apart.
"""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.sources import ACLA, ACT_48_2022, CCP
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, Fold, asks, first
from wellfounded.rules.order import Change
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import (
    ON,
    CategoryTerm,
    DayTerm,
    Proposition,
    choose,
    first_of,
    last_day,
    last_of,
    parameter,
)

_HOW = ("in_person", "post", "served", "electronic", "public_notice", "hand", "none")
_PAPER = (CCP("255", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_LATER = ACLA("15(2)", on="2026-05-21")
_ELECTRONIC = (
    CCP("109-2, 109-3(1), 109-4", on="2026-05-21"),
    ACLA("7", on="1982-01-01"),
    ACT_48_2022("11, 20", on="2026-05-21"),
)

ONE_WEEK = parameter(
    "week_after_electronic_notice",
    Period(length=1, unit="weeks", first_day="excluded"),
    "The week after the notice of an electronic judgment, at whose end it counts as served",
    CCP("109-3(1)(iii)", on="2026-05-21"),
)


DIGITAL_PROCEDURE_BEGINS = parameter(
    "digital_court_procedure_begins",
    Day.of("2026-05-21"),
    "The day from which suits are conducted and judgments served electronically",
    ACT_48_2022("11, 17, 20", on="2026-05-21"),
)


def _served(court: str, on_whom: str, field: str) -> tuple[Fold, Fold]:
    """Service on one side where it is recorded apart; otherwise the notice of the judgment itself."""
    return (
        first("judgment_served", field, court=court, on_whom=on_whom),
        first("judgment", "notified" if field == "day" else field, court=court),
    )


class Service(Facts):
    """What the law asks about the service of the judgments."""

    court_action_filed: DayTerm = asks(
        "On which day was the first suit of this application filed at court?", first("suit_filed")
    )
    represented_by_counsel: Proposition = asks(
        "Is the applicant represented by counsel?", first("suit_filed", "counsel")
    )
    electronic_filing_prevented: Proposition = asks(
        "Does a failure of the court's computers, or another cause without fault, prevent electronic filing?"
    )
    electronic_viewing_prevented: Proposition = asks(
        "Could an electronic judgment not be viewed on some day of the week after its notice, without fault of the "
        "side to be served?",
        otherwise=False,
    )
    district_judgment_served_on_applicant: DayTerm = asks(
        "On which day was the district court's judgment served on the applicant's side (electronically: notice sent)?",
        *_served("district", "applicant", "day"),
    )
    district_judgment_served_on_applicant_how: CategoryTerm = asks(
        "How was the district court's judgment served on the applicant's side?",
        *_served("district", "applicant", "how"),
        values=_HOW,
    )
    district_judgment_served_on_applicant_viewed: DayTerm = asks(
        "On which day did the applicant's side first view or save the district court's electronic judgment?",
        *_served("district", "applicant", "viewed"),
    )
    district_judgment_served_on_authority: DayTerm = asks(
        "On which day was the district court's judgment served on the authority (electronically: made available)?",
        *_served("district", "authority", "day"),
    )
    district_judgment_served_on_authority_how: CategoryTerm = asks(
        "How was the district court's judgment served on the authority?",
        *_served("district", "authority", "how"),
        values=_HOW,
    )
    district_judgment_served_on_authority_viewed: DayTerm = asks(
        "On which day did the authority first view or save the district court's electronic judgment?",
        *_served("district", "authority", "viewed"),
    )
    high_judgment_served_on_applicant: DayTerm = asks(
        "On which day was the high court's judgment served on the applicant's side (electronically: notice sent)?",
        *_served("high", "applicant", "day"),
    )
    high_judgment_served_on_applicant_how: CategoryTerm = asks(
        "How was the high court's judgment served on the applicant's side?",
        *_served("high", "applicant", "how"),
        values=_HOW,
    )
    high_judgment_served_on_applicant_viewed: DayTerm = asks(
        "On which day did the applicant's side first view or save the high court's electronic judgment?",
        *_served("high", "applicant", "viewed"),
    )
    high_judgment_served_on_authority: DayTerm = asks(
        "On which day was the high court's judgment served on the authority (electronically: made available)?",
        *_served("high", "authority", "day"),
    )
    high_judgment_served_on_authority_how: CategoryTerm = asks(
        "How was the high court's judgment served on the authority?",
        *_served("high", "authority", "how"),
        values=_HOW,
    )
    high_judgment_served_on_authority_viewed: DayTerm = asks(
        "On which day did the authority first view or save the high court's electronic judgment?",
        *_served("high", "authority", "viewed"),
    )


# A person without counsel may file on paper.
@rule(
    cites=[CCP("132-10(3), 132-11(1), (3)", on="2026-05-21")],
    since="2026-05-21",
    checked="2026-11-23",
    by=first_of(Service.court_action_filed, ON),
)
def filing_must_be_electronic(service: Service) -> Proposition:
    """Counsel must file with the court electronically; what is filed has arrived when it stands in the court's file."""
    return service.represented_by_counsel & ~service.electronic_filing_prevented


# Suits filed earlier keep paper judgments to their end. Electronic service itself shows that a suit is a later one.
@rule(cites=[ACT_48_2022("11, 17, 20", on="2026-05-21"), _LATER], since="1982-01-01", checked="2026-11-23")
def suit_is_under_digital_procedure(service: Service) -> Proposition:
    """The suit was filed on or after 21 May 2026, so its judgments are electronic."""
    s = service
    return (s.court_action_filed >= DIGITAL_PROCEDURE_BEGINS) | (
        ~s.court_action_filed.happened
        & (
            s.district_judgment_served_on_applicant_how.is_one_of("electronic")
            | s.district_judgment_served_on_authority_how.is_one_of("electronic")
            | s.high_judgment_served_on_applicant_how.is_one_of("electronic")
            | s.high_judgment_served_on_authority_how.is_one_of("electronic")
        )
    )


def _took_effect(how: CategoryTerm, notice: DayTerm, viewed: DayTerm, end_of_week: DayTerm) -> DayTerm:
    """On paper: the day of handing over. Electronically: the viewing, or else the end of the week after the notice."""
    return choose(
        (~how.is_one_of("electronic"), notice),
        (viewed <= last_day(ONE_WEEK, notice), first_of(last_of(notice, viewed), end_of_week)),
        otherwise=end_of_week,
    )


# Days on which viewing was impossible without fault do not count toward the week; how many they were is not recorded.
@rule(
    cites=[CCP("109-3(2)", on="2026-05-21")],
    since="2026-05-21",
    checked="2026-11-23",
    when=suit_is_under_digital_procedure(),
)
def week_after_notice_may_be_longer(service: Service) -> Proposition:
    """The week after the notice of an electronic judgment is longer by the days on which viewing was impossible."""
    return service.electronic_viewing_prevented


def served_when_the_week_has_passed(how: CategoryTerm, notice: DayTerm, viewed: DayTerm) -> DayTerm:
    """The day of service on the reading that the week must have passed: one day later where nobody viewed."""
    later = _took_effect(how, notice, viewed, last_day(ONE_WEEK, notice).plus(1))
    return choose((suit_is_under_digital_procedure(), later), otherwise=notice)


@rule(
    cites=_PAPER, since="1982-01-01", until="2026-05-21", checked="2026-11-23", when=~suit_is_under_digital_procedure()
)
def district_service_on_applicant(service: Service) -> DayTerm:
    """The district court's judgment was served on the applicant's side on {district_service_on_applicant}."""
    return service.district_judgment_served_on_applicant


@district_service_on_applicant.version(
    cites=_ELECTRONIC, since="2026-05-21", checked="2026-11-23", when=suit_is_under_digital_procedure()
)
def district_service_on_applicant_2026(service: Service) -> DayTerm:
    """The district court's judgment counts as served on the applicant's side on {district_service_on_applicant}."""
    notice = service.district_judgment_served_on_applicant
    return _took_effect(
        service.district_judgment_served_on_applicant_how,
        notice,
        service.district_judgment_served_on_applicant_viewed,
        last_day(ONE_WEEK, notice),
    )


@rule(
    cites=_PAPER, since="1982-01-01", until="2026-05-21", checked="2026-11-23", when=~suit_is_under_digital_procedure()
)
def district_service_on_authority(service: Service) -> DayTerm:
    """The district court's judgment was served on the authority on {district_service_on_authority}."""
    return service.district_judgment_served_on_authority


@district_service_on_authority.version(
    cites=_ELECTRONIC, since="2026-05-21", checked="2026-11-23", when=suit_is_under_digital_procedure()
)
def district_service_on_authority_2026(service: Service) -> DayTerm:
    """The district court's judgment counts as served on the authority on {district_service_on_authority}."""
    notice = service.district_judgment_served_on_authority
    return _took_effect(
        service.district_judgment_served_on_authority_how,
        notice,
        service.district_judgment_served_on_authority_viewed,
        last_day(ONE_WEEK, notice),
    )


@rule(
    cites=_PAPER, since="1982-01-01", until="2026-05-21", checked="2026-11-23", when=~suit_is_under_digital_procedure()
)
def high_service_on_applicant(service: Service) -> DayTerm:
    """The high court's judgment was served on the applicant's side on {high_service_on_applicant}."""
    return service.high_judgment_served_on_applicant


@high_service_on_applicant.version(
    cites=_ELECTRONIC, since="2026-05-21", checked="2026-11-23", when=suit_is_under_digital_procedure()
)
def high_service_on_applicant_2026(service: Service) -> DayTerm:
    """The high court's judgment counts as served on the applicant's side on {high_service_on_applicant}."""
    notice = service.high_judgment_served_on_applicant
    return _took_effect(
        service.high_judgment_served_on_applicant_how,
        notice,
        service.high_judgment_served_on_applicant_viewed,
        last_day(ONE_WEEK, notice),
    )


@rule(
    cites=_PAPER, since="1982-01-01", until="2026-05-21", checked="2026-11-23", when=~suit_is_under_digital_procedure()
)
def high_service_on_authority(service: Service) -> DayTerm:
    """The high court's judgment was served on the authority on {high_service_on_authority}."""
    return service.high_judgment_served_on_authority


@high_service_on_authority.version(
    cites=_ELECTRONIC, since="2026-05-21", checked="2026-11-23", when=suit_is_under_digital_procedure()
)
def high_service_on_authority_2026(service: Service) -> DayTerm:
    """The high court's judgment counts as served on the authority on {high_service_on_authority}."""
    notice = service.high_judgment_served_on_authority
    return _took_effect(
        service.high_judgment_served_on_authority_how,
        notice,
        service.high_judgment_served_on_authority_viewed,
        last_day(ONE_WEEK, notice),
    )


CHANGES = (
    Change(
        date(2026, 5, 21),
        "Suits filed from this day on are conducted electronically; older suits keep judgments and service on paper.",
        (ACT_48_2022("11, 17, 20", on="2026-05-21"), _LATER),
    ),
)
