"""A late request for administrative review: what excuses it, under each of the three laws, and what it is otherwise."""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import (
    IS_OBJECTION_OF_1982,
    IS_OBJECTION_OF_2005,
    IS_REVIEW_OF_2016,
    review_in_time,
    review_is_requested,
    review_made_on,
    review_outer_last_day,
)
from wellfounded.law.jp.calendars import OFFICE
from wellfounded.law.jp.sources import ARCA, ARCA_1962, ICRRA
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import MET, NOT_MET, DayTerm, Proposition, last_day, parameter

ONE_WEEK = parameter(
    "time_to_object_after_an_obstacle",
    Period(length=1, unit="weeks", first_day="excluded", calendar=OFFICE, counts="posting"),
    "The time to object after an unavoidable reason has ended, until 31 March 2016",
    ARCA_1962("14(2), 48", on="2005-05-16"),
)


class LateReview(Facts):
    """What the law asks about the lateness of a request for review. No event holds these facts."""

    just_cause_for_late_request: Proposition = asks("Was there just cause for requesting review after the last day?")
    just_cause_after_a_year: Proposition = asks("Was there just cause for requesting review more than a year later?")
    obstacle_to_objecting: Proposition = asks("Did an unavoidable reason keep the person from objecting in time?")
    obstacle_ended: DayTerm = asks("On which day did the reason that kept the person from objecting end?")


# The year has an excuse of its own.


@rule(
    cites=[ARCA_1962("14(3), 48", on="2005-05-16"), ARCA("18(2)", on="2016-04-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def requested_within_a_year(late: LateReview) -> Proposition:
    """Review was requested by {review_outer_last_day}, within a year, or there was just cause for that too."""
    return (review_made_on() <= review_outer_last_day()) | late.just_cause_after_a_year


# Since 1 April 2016: just cause, however long it lasted within that year.


@review_in_time.unless(
    cites=[ARCA("18(1)", on="2016-04-01")], since="2016-04-01", when=IS_REVIEW_OF_2016, checked="2026-11-23", then=MET
)
def late_with_just_cause(late: LateReview) -> Proposition:
    """There was just cause for requesting review after the last day."""
    return review_is_requested() & late.just_cause_for_late_request & requested_within_a_year()


# Objections of 2005: an unavoidable reason, and the objection within a week of its end.


@review_in_time.unless(
    cites=[ARCA_1962("14(1), (2), 48", on="2005-05-16")],
    since="2005-05-16",
    until="2016-04-01",
    when=IS_OBJECTION_OF_2005,
    checked="2026-11-23",
    confidence="known",
    then=MET,
)
def late_after_an_obstacle(late: LateReview) -> Proposition:
    """An unavoidable reason kept the person from objecting, and the objection came within a week of its end."""
    return (
        late.obstacle_to_objecting
        & (review_made_on() <= last_day(ONE_WEEK, late.obstacle_ended))
        & requested_within_a_year()
    )


# Objections of 1982: the text was not found.


@review_in_time.unless(
    cites=[ICRRA("61-2-4", on="1982-01-01")],
    since="1982-01-01",
    until="2005-05-16",
    when=IS_OBJECTION_OF_1982,
    checked="2026-11-23",
    confidence="doubtful",
    then=MET,
)
def late_objection_of_1982_excused(late: LateReview) -> Proposition:
    """An unavoidable reason excused the lateness of the objection of 1982."""
    excused: Proposition = unclear(
        "Could a late objection of 1982 be excused?",
        settled_by="the text of article 61-2-4 as it stood until 15 May 2005",
        cites=(ICRRA("61-2-4", on="1982-01-01"),),
        yes=("An unavoidable reason excused it.", MET),
        no=("Nothing excused it.", NOT_MET),
    )
    return review_is_requested() & late.obstacle_to_objecting & excused


@rule(
    cites=[ARCA_1962("47(1), 48", on="2005-05-16"), ARCA("45(1)", on="2016-04-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def review_is_too_late(late: LateReview) -> Proposition:
    """The request for review came too late and is to be rejected as inadmissible."""
    return review_is_requested() & ~review_in_time()
