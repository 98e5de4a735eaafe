"""Appeals against judgments: who may appeal, until which day, and whether an appeal was in time.

Two weeks from service, for each side from its own day of service; an appeal must arrive at the court below in time.
Days that a court adds for a party far away (Code of Civil Procedure 96(2)) are not followed.
"""

from __future__ import annotations

from wellfounded.law.jp.calendars import COURT
from wellfounded.law.jp.judgments import applicant_lost_at_district, authority_lost_at_district
from wellfounded.law.jp.service_of_judgments import (
    Service,
    district_service_on_applicant,
    district_service_on_authority,
    served_when_the_week_has_passed,
    week_after_notice_may_be_longer,
)
from wellfounded.law.jp.sources import ACLA, CC, CCP
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Notice, Remedy
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import NOT_ESTABLISHED, DayTerm, Proposition, choose, last_day, no_day, parameter

_APPEAL = (CCP("281, 285, 286", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_EXCUSED = CCP("97(1)", on="1998-01-01")

TWO_WEEKS = parameter(
    "time_to_appeal",
    Period(length=2, unit="weeks", first_day="excluded", calendar=COURT),
    "The time to appeal",
    CCP("285, 95", on="1998-01-01"),
    CC("140, 143", on="1982-01-01"),
)
ONE_WEEK_AFTER_OBSTACLE = parameter(
    "time_to_make_up_for_a_missed_appeal",
    Period(length=1, unit="weeks", first_day="excluded", calendar=COURT),
    "The time to make up for an appeal missed without fault",
    _EXCUSED,
)
TWO_MONTHS_AFTER_OBSTACLE = parameter(
    "time_to_make_up_for_a_missed_appeal_from_abroad",
    Period(length=2, unit="months", first_day="excluded", month_end="last_day", calendar=COURT),
    "The time to make up for an appeal missed without fault, for who is abroad",
    _EXCUSED,
)


class Appeal(Facts):
    """What the law asks about the appeals."""

    appealed_by_applicant: DayTerm = asks(
        "On which day did the applicant's appeal reach the court?", first("appealed", to="high|", by="applicant")
    )
    appealed_by_authority: DayTerm = asks(
        "On which day did the authority's appeal reach the court?", first("appealed", to="high|", by="authority")
    )
    appeal_waived_by_applicant: DayTerm = asks(
        "On which day did the applicant waive the right to appeal?", first("appeal_waived", to="high|", by="applicant")
    )
    appeal_waived_by_authority: DayTerm = asks(
        "On which day did the authority waive the right to appeal?", first("appeal_waived", to="high|", by="authority")
    )
    appeal_withdrawn_by_applicant: DayTerm = asks(
        "On which day did the applicant withdraw the appeal?", first("appeal_withdrawn", to="high|", by="applicant")
    )
    appeal_withdrawn_by_authority: DayTerm = asks(
        "On which day did the authority withdraw the appeal?", first("appeal_withdrawn", to="high|", by="authority")
    )
    appeal_obstacle_without_fault: Proposition = asks(
        "If an appeal was late: did something beyond the appellant's control prevent it, such as a failure of the "
        "court's computers?"
    )
    appeal_obstacle_ended: DayTerm = asks("On which day did the obstacle to the appeal end?")
    appellant_was_abroad: Proposition = asks("Was the appellant abroad when the obstacle ended?")


@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def appeal_last_day_applicant(service: Service) -> DayTerm:
    """The applicant's appeal must reach the court by {appeal_last_day_applicant}: two weeks from service."""
    return last_day(TWO_WEEKS, district_service_on_applicant())


@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def appeal_last_day_authority(service: Service) -> DayTerm:
    """The authority's appeal must reach the court by {appeal_last_day_authority}: two weeks from service."""
    return last_day(TWO_WEEKS, district_service_on_authority())


def time_ends(safe: DayTerm, later_service: DayTerm) -> DayTerm:
    """The day with which the time to appeal is over: doubtful by a day where nobody viewed an electronic judgment."""
    later: DayTerm = last_day(TWO_WEEKS, later_service)
    found: DayTerm = unclear(
        "Is an electronic judgment that nobody viewed served on the last day of the week after its notice, or only "
        "when that week has passed?",
        settled_by="the Supreme Court's rules and the practice of the courts after 21 May 2026",
        cites=(CCP("109-3(1)(iii)", on="2026-05-21"),),
        on_its_last_day=("It is served on the last day of the week; the two weeks run from the next day.", safe),
        after_it=("It is served when the week has passed; the time to appeal ends one day later.", later),
    )
    # Then the end is later by days that nobody has counted here; the days above stay the safe ones.
    return choose((week_after_notice_may_be_longer() & NOT_ESTABLISHED, no_day()), otherwise=found)


# The last days above are those by which it is safe to act; whether an appeal was in time, and from when a judgment is
# final, hangs on these.
@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def appeal_time_ends_applicant(service: Service) -> DayTerm:
    """The applicant's time to appeal ends with {appeal_time_ends_applicant}."""
    s = service
    return time_ends(
        appeal_last_day_applicant(),
        served_when_the_week_has_passed(
            s.district_judgment_served_on_applicant_how,
            s.district_judgment_served_on_applicant,
            s.district_judgment_served_on_applicant_viewed,
        ),
    )


@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def appeal_time_ends_authority(service: Service) -> DayTerm:
    """The authority's time to appeal ends with {appeal_time_ends_authority}."""
    s = service
    return time_ends(
        appeal_last_day_authority(),
        served_when_the_week_has_passed(
            s.district_judgment_served_on_authority_how,
            s.district_judgment_served_on_authority,
            s.district_judgment_served_on_authority_viewed,
        ),
    )


@rule(cites=[_EXCUSED], since="1982-01-01", checked="2026-11-23")
def missed_appeal_can_be_made_up_until(appeal: Appeal) -> DayTerm:
    """An appeal missed without fault can be made up for until {missed_appeal_can_be_made_up_until}."""
    return choose(
        (appeal.appellant_was_abroad, last_day(TWO_MONTHS_AFTER_OBSTACLE, appeal.appeal_obstacle_ended)),
        otherwise=last_day(ONE_WEEK_AFTER_OBSTACLE, appeal.appeal_obstacle_ended),
    )


def in_time(filed: DayTerm, ends: DayTerm) -> Proposition:
    """Whether an appeal arrived in time, or late without fault and made up for in time."""
    made_up = Appeal.appeal_obstacle_without_fault & (filed <= missed_appeal_can_be_made_up_until())
    return (filed <= ends) | ((filed > ends) & made_up)


@rule(cites=[*_APPEAL, _EXCUSED], since="1982-01-01", checked="2026-11-23")
def appeal_in_time_by_applicant(appeal: Appeal) -> Proposition:
    """The applicant appealed in time, on {appealed_by_applicant}."""
    return in_time(appeal.appealed_by_applicant, appeal_time_ends_applicant())


@rule(cites=[*_APPEAL, _EXCUSED], since="1982-01-01", checked="2026-11-23")
def appeal_in_time_by_authority(appeal: Appeal) -> Proposition:
    """The authority appealed in time, on {appealed_by_authority}."""
    return in_time(appeal.appealed_by_authority, appeal_time_ends_authority())


@rule(cites=[*_APPEAL, CCP("284", on="1998-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def appeal_lies_for_applicant(appeal: Appeal) -> Proposition:
    """The applicant lost a claim in the district court and can appeal."""
    return applicant_lost_at_district() & ~appeal.appeal_waived_by_applicant.happened


@rule(cites=[*_APPEAL, CCP("284", on="1998-01-01")], since="1982-01-01", checked="2026-11-23", confidence="known")
def appeal_lies_for_authority(appeal: Appeal) -> Proposition:
    """The authority lost a claim in the district court and can appeal."""
    return authority_lost_at_district() & ~appeal.appeal_waived_by_authority.happened


@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def appeal_is_filed_by_applicant(appeal: Appeal) -> Proposition:
    """The applicant appealed on {appealed_by_applicant}."""
    return appeal.appealed_by_applicant.happened


@rule(cites=_APPEAL, since="1982-01-01", checked="2026-11-23")
def appeal_is_filed_by_authority(appeal: Appeal) -> Proposition:
    """The authority appealed on {appealed_by_authority}."""
    return appeal.appealed_by_authority.happened


REMEDIES = (
    Remedy(
        "appeal",
        "Appeal against the judgment of the district court",
        "applicant",
        available=appeal_lies_for_applicant,
        starts=district_service_on_applicant,
        last_day=appeal_last_day_applicant,
        taken=appeal_is_filed_by_applicant,
        period=TWO_WEEKS,
        notice=Notice(
            arrived="district_judgment_served_on_applicant",
            filed="appealed_by_applicant",
            in_time=appeal_in_time_by_applicant,
            electronic="district_judgment_served_on_applicant",
            viewed="district_judgment_served_on_applicant_viewed",
            electronically={"district_judgment_served_on_applicant_how": "electronic"},
        ),
        authority="To the high court, filed at the district court that gave the judgment; it must arrive in time",
        if_missed="The judgment becomes final for this side; only an obstacle without fault excuses the delay.",
    ),
    Remedy(
        "appeal",
        "Appeal against the judgment of the district court",
        "authority",
        available=appeal_lies_for_authority,
        starts=district_service_on_authority,
        last_day=appeal_last_day_authority,
        taken=appeal_is_filed_by_authority,
        period=TWO_WEEKS,
        notice=Notice(
            arrived="district_judgment_served_on_authority",
            filed="appealed_by_authority",
            in_time=appeal_in_time_by_authority,
            electronic="district_judgment_served_on_authority",
            viewed="district_judgment_served_on_authority_viewed",
            electronically={"district_judgment_served_on_authority_how": "electronic"},
        ),
        authority="To the high court, filed at the district court that gave the judgment; it must arrive in time",
        if_missed="The judgment becomes final for this side; only an obstacle without fault excuses the delay.",
    ),
)
