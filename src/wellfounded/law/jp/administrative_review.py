"""Administrative review of a refusal: its name under three laws, its seven days and its year, and how it ends."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.application import LAW_OF_2005_BEGINS, Application
from wellfounded.law.jp.calendars import OFFICE
from wellfounded.law.jp.first_instance import complementary_protection_denied, denied
from wellfounded.law.jp.sources import ACT_56_2023, ACT_69_2014, ACT_73_2004, AOH, ARCA, ARCA_1962, ICRRA, REGULATION
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Change, Duty, Notice, Remedy
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import (
    MET,
    NOT_MET,
    ON,
    CategoryTerm,
    DayTerm,
    Proposition,
    choose,
    first_of,
    last_day,
    no_day,
    parameter,
    value,
)

_REVIEW = ICRRA("61-2-4", on="1982-01-01", renumbered={"2005-05-16": "61-2-9(1)", "2024-06-10": "61-2-12(1)"})
_TIME = ICRRA("61-2-4", on="1982-01-01", renumbered={"2005-05-16": "61-2-9(2)", "2024-06-10": "61-2-12(2)"})
_SEVEN_DAYS_PASS = ICRRA("61-2-4(5)(i)", on="2005-05-16")
_REVIEW_FAILS = ICRRA("61-2-4(5)(ii)", on="2005-05-16")

LAW_OF_2016_BEGINS = parameter(
    "law_of_2016_begins",
    Day.of("2016-04-01"),
    "The day on which the Administrative Review Act of 2014 took effect",
    ARCA("suppl. 3", on="2016-04-01"),
)
SEVEN_DAYS = parameter(
    "time_to_request_review",
    Period(length=7, unit="days", first_day="excluded", calendar=OFFICE, counts="posting"),
    "The time to request administrative review",
    _TIME,
    AOH("2", on="1989-01-01"),
)
SEVEN_DAYS_UNMOVED = parameter(
    "seven_days_without_request",
    Period(length=7, unit="days", first_day="excluded"),
    "The seven days after the notice, without moving their last day",
    _SEVEN_DAYS_PASS,
)
ONE_YEAR = parameter(
    "outer_time_to_request_review",
    Period(length=1, unit="years", first_day="excluded", month_end="last_day", calendar=OFFICE, counts="posting"),
    "The longest time to request administrative review",
    ARCA("18(2)", on="2016-04-01"),
)


class Review(Facts):
    """What the law asks about the administrative review."""

    review_posted: DayTerm = asks(
        "On which day was the request for review posted?", first("review_posted"), first("review_requested", "posted")
    )
    review_requested: DayTerm = asks(
        "On which day did the request for review reach the office?", first("review_requested")
    )
    request_was_in_time: Proposition = asks(
        "Does the record show that review was requested in time, although it does not give the days?", otherwise=False
    )
    review_withdrawn: DayTerm = asks(
        "On which day was the request for review withdrawn in writing?", first("review_withdrawn")
    )
    review_decided: DayTerm = asks("On which day was the review decided?", first("review_decided"))
    review_outcome: CategoryTerm = asks(
        "How was the review decided?",
        first("review_decided", "outcome"),
        values=("allowed", "dismissed", "inadmissible", "none"),
    )
    review_notified: DayTerm = asks(
        "On which day was the decision on the review served?",
        first("notice_served", of="review"),
        first("review_decided", "notified"),
    )


# 1. What the remedy is called. Three laws followed each other, and the day of the refusal chooses among them. What was
#    pending on 16 May 2005 went on under the new text, and an earlier refusal was attacked under it from then on.


@rule(cites=[_REVIEW], since="1982-01-01", checked="2026-11-23")
def refusal_made_on(application: Application) -> DayTerm:
    """The refusal was made on {refusal_made_on}."""
    return first_of(application.decided, application.notified)


OBJECTION_OF_1982: Proposition = (refusal_made_on() < LAW_OF_2005_BEGINS) & (
    (Review.review_decided < LAW_OF_2005_BEGINS) | (ON < LAW_OF_2005_BEGINS)
)
OBJECTION_OF_2005: Proposition = (refusal_made_on() < LAW_OF_2016_BEGINS) & ~OBJECTION_OF_1982


@rule(cites=[_REVIEW], since="1982-01-01", until="2005-05-16", when=OBJECTION_OF_1982, checked="2026-11-23")
def review_remedy(application: Application) -> CategoryTerm:
    """The remedy against the refusal is the objection of 1982."""
    return value("igi_no_moushide")


@review_remedy.version(
    cites=[_REVIEW, ACT_73_2004("6", on="2005-05-16"), ACT_69_2014("5", on="2016-04-01")],
    since="2005-05-16",
    until="2016-04-01",
    when=OBJECTION_OF_2005,
    checked="2026-11-23",
)
def review_remedy_2005(application: Application) -> CategoryTerm:
    """The remedy against the refusal is the objection of 2005."""
    received_only_later: CategoryTerm = unclear(
        "Was a refusal made before 1 April 2016 if it was received only from that day on?",
        settled_by="a ruling on what 'made' means in supplementary article 3 of the Administrative Review Act",
        cites=(ARCA("suppl. 3", on="2016-04-01"), ACT_69_2014("5", on="2016-04-01")),
        made_when_decided=("A refusal is made on the day it bears.", value("igi_moshitate")),
        made_when_received=("A refusal is made when it is received.", value("shinsa_seikyu")),
    )
    return choose((application.notified < LAW_OF_2016_BEGINS, value("igi_moshitate")), otherwise=received_only_later)


@review_remedy.version(
    cites=[_REVIEW, ARCA("suppl. 3", on="2016-04-01")],
    since="2016-04-01",
    by=refusal_made_on(),
    checked="2026-11-23",
)
def review_remedy_2016(application: Application) -> CategoryTerm:
    """The remedy against the refusal is the request for administrative review."""
    return value("shinsa_seikyu")


IS_OBJECTION_OF_1982: Proposition = review_remedy().is_one_of("igi_no_moushide")
IS_OBJECTION_OF_2005: Proposition = review_remedy().is_one_of("igi_moshitate")
IS_REVIEW_OF_2016: Proposition = review_remedy().is_one_of("shinsa_seikyu")


# 2. Against what. Who asked to be recognised as a refugee and was given complementary protection may go on asking.


@rule(cites=[_REVIEW], since="1982-01-01", checked="2026-11-23")
def review_lies(application: Application) -> Proposition:
    """The refusal can be taken to administrative review."""
    return denied()


@rule(
    cites=[ICRRA("61-2-9(1)(iv)", on="2023-12-01", renumbered={"2024-06-10": "61-2-12(1)(iv)"})],
    since="2023-12-01",
    by=Application.decided,
    checked="2026-11-23",
)
def review_lies_over_complementary_protection(application: Application) -> Proposition:
    """The refusal of complementary protection can be taken to administrative review too."""
    return complementary_protection_denied()


# 3. Until when. Seven days, the same under all three laws, from the day after the notice was received. A last day on
#    which the office does not work moves on; days in between on which it does not work change nothing.


@rule(
    cites=[_TIME],
    since="1982-01-01",
    until="2005-05-16",
    by=Application.notified,
    checked="2026-11-23",
    confidence="known",
)
def review_starts(application: Application) -> DayTerm:
    """The time to object runs from the day after the notice of the refusal was received on {notified}."""
    return application.notified


@review_starts.version(cites=[_TIME], since="2005-05-16", by=Application.notified, checked="2026-11-23")
def review_starts_2005(application: Application) -> DayTerm:
    """The time to request review runs from the day after the notice of the refusal was received on {notified}."""
    return application.notified


@rule(cites=[_TIME, AOH("2", on="1989-01-01")], since="1982-01-01", checked="2026-11-23")
def review_last_day(application: Application) -> DayTerm:
    """A review can be requested until {review_last_day}."""
    return last_day(SEVEN_DAYS, review_starts())


#    Even with a good excuse it is over a year after the refusal, unless there is an excuse for that too.


@rule(
    cites=[ICRRA("61-2-4", on="1982-01-01")],
    since="1982-01-01",
    until="2005-05-16",
    when=IS_OBJECTION_OF_1982,
    checked="2026-11-23",
    confidence="doubtful",
)
def review_outer_last_day(application: Application) -> DayTerm:
    """Whether there was a longest time for the objection of 1982 is not established."""
    doubt: DayTerm = unclear(
        "Was there a longest time for the objection of 1982?",
        settled_by="the text of article 61-2-4 as it stood until 15 May 2005",
        cites=(ICRRA("61-2-4", on="1982-01-01"),),
        none=("There was none beside the seven days.", no_day()),
        one_year=("It was one year, as for other objections.", last_day(ONE_YEAR, application.decided)),
    )
    return doubt


@review_outer_last_day.version(
    cites=[ARCA_1962("14(3), 48", on="2005-05-16")],
    since="2005-05-16",
    until="2016-04-01",
    when=IS_OBJECTION_OF_2005,
    checked="2026-11-23",
    confidence="known",
)
def review_outer_last_day_2005(application: Application) -> DayTerm:
    """Even with an excuse, an objection can be made only until {review_outer_last_day}, a year after the refusal."""
    return last_day(ONE_YEAR, application.decided)


@review_outer_last_day.version(
    cites=[ARCA("18(2)", on="2016-04-01")], since="2016-04-01", when=IS_REVIEW_OF_2016, checked="2026-11-23"
)
def review_outer_last_day_2016(application: Application) -> DayTerm:
    """Even with just cause, review can be requested only until {review_outer_last_day}, a year after the refusal."""
    return last_day(ONE_YEAR, application.decided)


# 4. Whether it was requested, and in time. Days in the post do not count, so the day of posting decides. What excuses a
#    late request stands in the matter of late review.


@rule(
    cites=[ARCA_1962("14(4)", on="2005-05-16"), ARCA("18(3)", on="2016-04-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def review_made_on(review: Review) -> DayTerm:
    """The request for review counts as made on {review_made_on}, when it was posted or handed in."""
    return first_of(review.review_posted, review.review_requested)


@rule(cites=[_REVIEW, REGULATION("58", on="2005-05-16")], since="1982-01-01", checked="2026-11-23")
def review_is_requested(review: Review) -> Proposition:
    """Administrative review was requested."""
    return review_made_on().happened


@rule(cites=[_TIME], since="1982-01-01", checked="2026-11-23")
def review_in_time(review: Review) -> Proposition:
    """The request for review was made by {review_last_day}, the last day, or its lateness is excused."""
    return (review_made_on() <= review_last_day()) | review.request_was_in_time


# 5. How it ends: by withdrawal, which is possible until the decision, or by the decision, which takes effect when its
#    copy is served. Until then it is pending. How it is decided stands in the matter of the counsellors.


@rule(
    cites=[ARCA_1962("39, 48", on="2005-05-16"), ARCA("27", on="2016-04-01")], since="1982-01-01", checked="2026-11-23"
)
def review_is_withdrawn(review: Review) -> Proposition:
    """The request for review was withdrawn on {review_withdrawn}, before a decision on it."""
    return (
        review_is_requested() & review.review_withdrawn.happened & ~(review.review_notified < review.review_withdrawn)
    )


@rule(cites=[_REVIEW], since="1982-01-01", checked="2026-11-23")
def review_pending(review: Review) -> Proposition:
    """A request for administrative review is pending."""
    return review_is_requested() & ~review_is_withdrawn() & ~review.review_notified.happened


@rule(
    cites=[ARCA_1962("47(1), (2), 48", on="2005-05-16"), ARCA("45(1), (2), 51(1)", on="2016-04-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def review_dismissed(review: Review) -> Proposition:
    """The request for review was dismissed or rejected as inadmissible, served on {review_notified}."""
    return review.review_notified.happened & review.review_outcome.is_one_of("dismissed", "inadmissible")


@rule(
    cites=[ARCA_1962("47(3), 48", on="2005-05-16"), ARCA("46(1), (2), 51(1), 52", on="2016-04-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def review_allowed(review: Review) -> Proposition:
    """The review succeeded and was served on {review_notified}: the refusal is set aside and the offices are bound."""
    return review.review_notified.happened & review.review_outcome.is_one_of("allowed")


# 6. When a refusal has run its course: what ends provisional stay and the stay of removal, and what counts toward the
#    "two earlier applications". Two events: (i) seven days pass without a request; (ii) the request fails.


SEVENTH_DAY: DayTerm = last_day(SEVEN_DAYS_UNMOVED, review_starts())
# A request that came in time keeps the event away, whichever of the two days ends the seven.
MADE_BY_THE_LAST_DAY: Proposition = (review_made_on() <= review_last_day()) | Review.request_was_in_time


@rule(cites=[_SEVEN_DAYS_PASS, ACT_56_2023("15(2)", on="2024-06-10")], since="1982-01-01", checked="2026-11-23")
def seven_days_passed_without_request(application: Application) -> Proposition:
    """Seven days passed from the notice of the refusal, and no review was requested in them."""
    passed_without: Proposition = unclear(
        "Where the seventh day is a day on which the office does not work: have the seven days passed with it, or only "
        "with the last day for the request?",
        settled_by="a ruling on the period of article 61-2-4(5)(i); until then removal is held off to the last day",
        cites=(_SEVEN_DAYS_PASS, AOH("2", on="1989-01-01")),
        with_the_last_day=(
            "They pass with the last day for the request.",
            (review_last_day() < ON) & ~MADE_BY_THE_LAST_DAY,
        ),
        with_the_seventh_day=(
            "They pass with the seventh day, whatever day it is.",
            (SEVENTH_DAY < ON) & ~MADE_BY_THE_LAST_DAY,
        ),
    )
    return denied() & passed_without


@seven_days_passed_without_request.unless(
    cites=[_SEVEN_DAYS_PASS, ARCA("18(1)", on="2016-04-01")],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="doubtful",
)
def late_request_revives(review: Review) -> Proposition:
    """Review was requested late, the lateness is excused, and the request counts as made within the seven days."""
    counts: Proposition = unclear(
        "Does a late request that is excused count as a request within the seven days?",
        settled_by="a ruling on the period of article 61-2-4(5)(i)",
        cites=(_SEVEN_DAYS_PASS, ARCA("18(1)", on="2016-04-01")),
        it_counts=("It counts: what had ended revives.", MET),
        it_does_not=("It does not: what has ended stays ended.", NOT_MET),
    )
    return (review_made_on() > review_last_day()) & review_in_time() & counts


@rule(cites=[_REVIEW_FAILS], since="1982-01-01", checked="2026-11-23")
def review_withdrawn_or_dismissed(review: Review) -> Proposition:
    """The request for review was withdrawn, dismissed or rejected as inadmissible."""
    return review_is_withdrawn() | review_dismissed()


@rule(cites=[_SEVEN_DAYS_PASS, _REVIEW_FAILS], since="1982-01-01", checked="2026-11-23")
def ended_by_refusal(application: Application) -> Proposition:
    """The application ended with a refusal against which review was not requested in time, or failed."""
    return denied() & (seven_days_passed_without_request() | review_withdrawn_or_dismissed())


REMEDIES = (
    Remedy(
        "administrative_review",
        "Request administrative review of the refusal",
        "applicant",
        available=review_lies,
        starts=review_starts,
        last_day=review_last_day,
        taken=review_is_requested,
        outer_last_day=review_outer_last_day,
        period=SEVEN_DAYS,
        notice=Notice("notified", {"outcome": "denied"}, "review_posted", "review_requested", review_in_time),
        authority="To the Minister of Justice, in writing on the form, handed in at or posted to the regional bureau",
        if_missed="A late request is heard only with just cause. A suit against the refusal needs no review before it.",
    ),
)
DUTIES = (Duty("authority", "Decide the review.", review_pending),)
CHANGES = (
    Change(
        date(2005, 5, 16),
        "The objection of 1982 becomes the objection of 2005, also where it is pending.",
        (ICRRA("61-2-9(1)", on="2005-05-16"), ACT_73_2004("6", on="2005-05-16")),
    ),
    Change(
        date(2016, 4, 1),
        "Against refusals from this day on, the request for administrative review takes the place of the objection.",
        (ICRRA("61-2-9(1)", on="2016-04-01"), ARCA("suppl. 3", on="2016-04-01"), ACT_69_2014("5", on="2016-04-01")),
    ),
)
SEQUENCE = (
    *(("decided", made) for made in ("review_posted", "review_requested")),
    ("review_posted", "review_requested"),
    ("review_requested", "review_withdrawn"),
    ("review_requested", "review_decided"),
)
