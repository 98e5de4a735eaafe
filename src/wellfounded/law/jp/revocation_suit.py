"""The suit for revocation of a refusal: against what it lies, from which day its time runs, and its last day."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.administrative_review import (
    Review,
    review_allowed,
    review_in_time,
    review_is_requested,
    review_pending,
)
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.calendars import COURT
from wellfounded.law.jp.first_instance import denied
from wellfounded.law.jp.sources import (
    ACLA,
    ACT_84_2004,
    ARCA,
    CC,
    CCP,
    SUPREME_1952,
    SUPREME_1955,
    SUPREME_1977,
    SUPREME_2016,
)
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Change, Notice, Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import NOT_MET, DayTerm, Proposition, choose, first_of, last_day, no_day, parameter

_SUE = ACLA("14(1)", on="1982-01-01")
_SUE_AFTER_REVIEW = ACLA("14(4)", on="1982-01-01", renumbered={"2005-04-01": "14(3)"})
_OUTER = ACLA("14(3)", on="1982-01-01", renumbered={"2005-04-01": "14(2)"})

SIX_MONTHS = parameter(
    "time_to_sue",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day", calendar=COURT),
    "The time to sue",
    ACLA("14(1), (3)", on="2005-04-01"),
    CCP("95", on="1998-01-01"),
    CC("140, 143", on="1982-01-01"),
)
ONE_YEAR_TO_SUE = parameter(
    "outer_time_to_sue",
    Period(length=1, unit="years", first_day="excluded", month_end="last_day", calendar=COURT),
    "The longest time to sue, whenever the decision became known",
    ACLA("14(3)", on="1982-01-01", renumbered={"2005-04-01": "14(2), (3)"}),
)
THREE_MONTHS = parameter(
    "time_to_sue_before_2005",
    Period(length=3, unit="months", first_day="excluded", month_end="last_day", calendar=COURT),
    "The time to sue until 31 March 2005",
    ACLA("14(1)", on="1982-01-01"),
)
THREE_MONTHS_AFTER_REVIEW = parameter(
    "time_to_sue_after_review_before_2005",
    Period(length=3, unit="months", first_day="included", month_end="last_day", calendar=COURT),
    "The time to sue after a review until 31 March 2005; the first day counts",
    ACLA("14(4)", on="1982-01-01"),
    SUPREME_1977("", on="1977-02-17"),
)
ONE_YEAR_AFTER_REVIEW = parameter(
    "outer_time_to_sue_after_review_before_2005",
    Period(length=1, unit="years", first_day="included", month_end="last_day", calendar=COURT),
    "The longest time to sue after a review until 31 March 2005; the first day counts",
    ACLA("14(4)", on="1982-01-01"),
    SUPREME_1977("", on="1977-02-17"),
)
REFORM_OF_2004 = parameter(
    "six_months_to_sue_begin",
    Day.of("2005-04-01"),
    "The day from which six months to sue replace three",
    ACT_84_2004("4", on="2005-04-01"),
)


class Suit(Facts):
    """What the law asks about the suit over the refusal."""

    refusal_known: DayTerm = asks(
        "If the applicant came to know of the refusal otherwise than by its notice: on which day?",
        first("came_to_know", of="decision"),
    )
    review_decision_known: DayTerm = asks(
        "If the applicant came to know of the decision on the review otherwise than by its notice: on which day?",
        first("came_to_know", of="review"),
    )
    suit_filed: DayTerm = asks(
        "On which day did the suit for revocation of the refusal reach the court?",
        first("suit_filed", kind="revocation|", target="denial|"),
    )
    suit_withdrawn: DayTerm = asks(
        "On which day was the suit for revocation of the refusal withdrawn?",
        first("suit_withdrawn", kind="revocation|", target="denial|"),
    )
    late_suit_has_just_cause: Proposition = asks(
        "If the suit was late: was there just cause why it could not be filed in time?"
    )


# Knowing is actual knowledge; of a document handed over one knows, as a rule, on the day of delivery.
@rule(
    cites=[_SUE, SUPREME_1952("", on="1952-11-20"), SUPREME_2016("", on="2016-03-10")],
    since="1982-01-01",
    checked="2026-11-23",
)
def refusal_became_known(suit: Suit) -> DayTerm:
    """The refusal became known on {refusal_became_known}."""
    return choose((suit.refusal_known.happened, suit.refusal_known), otherwise=Application.notified)


@rule(cites=[_SUE_AFTER_REVIEW], since="1982-01-01", checked="2026-11-23")
def review_decision_became_known(suit: Suit) -> DayTerm:
    """The decision on the review became known on {review_decision_became_known}."""
    return choose((suit.review_decision_known.happened, suit.review_decision_known), otherwise=Review.review_notified)


# A request that was out of time without excuse does not move the time to sue, even if the office dismissed it on the
# merits: the first decision has become final.
@rule(cites=[_SUE_AFTER_REVIEW, SUPREME_1955("", on="1955-12-06")], since="1982-01-01", checked="2026-11-23")
def review_was_lawfully_requested(review: Review) -> Proposition:
    """Administrative review was requested lawfully, so that the time to sue waits for its decision."""
    return choose((review_is_requested(), review_in_time() & ~review.review_withdrawn.happened), otherwise=NOT_MET)


@rule(cites=[_SUE_AFTER_REVIEW, SUPREME_1955("", on="1955-12-06")], since="1982-01-01", checked="2026-11-23")
def time_to_sue_runs_from_review(review: Review) -> Proposition:
    """The time to sue runs from the decision on the review, not from the refusal."""
    return review_was_lawfully_requested() & review_decision_became_known().happened


@rule(cites=[_SUE, _SUE_AFTER_REVIEW], since="1982-01-01", checked="2026-11-23")
def time_to_sue_starts(suit: Suit) -> DayTerm:
    """The time to sue runs from {time_to_sue_starts}, when the refusal, or the decision on its review, became known."""
    return choose(
        (time_to_sue_runs_from_review(), review_decision_became_known()),
        (review_was_lawfully_requested() & review_pending(), no_day()),
        otherwise=refusal_became_known(),
    )


# A decision takes effect with its notice, so the year runs from then and not from an earlier day that it bears: a
# notice held back cannot use the year up before the decision is known at all. That it takes effect so stands in the
# text for reviews; that the year follows is drawn from it.
@rule(
    cites=[_OUTER, _SUE_AFTER_REVIEW, ARCA("51(1)", on="2016-04-01")],
    since="1982-01-01",
    checked="2026-11-23",
)
def decision_in_dispute_took_effect(suit: Suit) -> DayTerm:
    """The refusal, or the decision on its review, took effect on {decision_in_dispute_took_effect}."""
    return choose(
        (time_to_sue_runs_from_review() & Review.review_notified.happened, Review.review_notified),
        (time_to_sue_runs_from_review(), review_decision_became_known()),
        (review_was_lawfully_requested() & review_pending(), no_day()),
        (Application.notified.happened, Application.notified),
        otherwise=refusal_became_known(),
    )


@rule(cites=[_SUE, _SUE_AFTER_REVIEW], since="1982-01-01", checked="2026-11-23")
def last_day_to_sue_under_the_old_text(suit: Suit) -> DayTerm:
    """Under the text until 31 March 2005 a suit could be filed until {last_day_to_sue_under_the_old_text}."""
    return choose(
        (time_to_sue_runs_from_review(), last_day(THREE_MONTHS_AFTER_REVIEW, review_decision_became_known())),
        otherwise=last_day(THREE_MONTHS, time_to_sue_starts()),
    )


@rule(cites=[ACT_84_2004("4", on="2005-04-01")], since="1982-01-01", checked="2026-11-23")
def old_time_to_sue_had_run_out(suit: Suit) -> Proposition:
    """The three months to sue had run out before the reform of 1 April 2005."""
    return last_day_to_sue_under_the_old_text() < REFORM_OF_2004


@rule(
    cites=[_OUTER, _SUE_AFTER_REVIEW],
    since="1982-01-01",
    until="2005-04-01",
    checked="2026-11-23",
    when=old_time_to_sue_had_run_out(),
)
def suit_outer_last_day(suit: Suit) -> DayTerm:
    """Whenever it became known, the decision can be taken to court until {suit_outer_last_day}: one year from it."""
    return choose(
        (time_to_sue_runs_from_review(), last_day(ONE_YEAR_AFTER_REVIEW, decision_in_dispute_took_effect())),
        otherwise=last_day(ONE_YEAR_TO_SUE, decision_in_dispute_took_effect()),
    )


@suit_outer_last_day.version(
    cites=[_OUTER, _SUE_AFTER_REVIEW], since="2005-04-01", checked="2026-11-23", when=~old_time_to_sue_had_run_out()
)
def suit_outer_last_day_2005(suit: Suit) -> DayTerm:
    """Whenever it became known, the decision can be taken to court until {suit_outer_last_day}: one year from it."""
    return last_day(ONE_YEAR_TO_SUE, decision_in_dispute_took_effect())


@rule(
    cites=[_SUE, _SUE_AFTER_REVIEW],
    since="1982-01-01",
    until="2005-04-01",
    checked="2026-11-23",
    when=old_time_to_sue_had_run_out(),
)
def suit_last_day(suit: Suit) -> DayTerm:
    """The suit had to reach the court by {suit_last_day}: three months."""
    return choose(
        (suit_outer_last_day() < last_day_to_sue_under_the_old_text(), suit_outer_last_day()),
        otherwise=last_day_to_sue_under_the_old_text(),
    )


@suit_last_day.version(
    cites=[_SUE, _SUE_AFTER_REVIEW, ACT_84_2004("2, 4", on="2005-04-01")],
    since="2005-04-01",
    checked="2026-11-23",
    when=~old_time_to_sue_had_run_out(),
)
def suit_last_day_2005(suit: Suit) -> DayTerm:
    """The suit must reach the court by {suit_last_day}: six months from knowing, and never more than one year."""
    six_months, outer = last_day(SIX_MONTHS, time_to_sue_starts()), suit_outer_last_day()
    # Where it is open which of the two ends first, the last day is still no later than the six months.
    return choose((outer < six_months, first_of(six_months, outer)), otherwise=six_months)


@rule(cites=[ACLA("3(2), 8(1)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def suit_lies(suit: Suit) -> Proposition:
    """A suit for revocation lies against the refusal; review need not come first."""
    return denied() & ~review_allowed()


@rule(cites=[ACLA("3(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def suit_is_filed(suit: Suit) -> Proposition:
    """A suit for revocation of the refusal was filed on {suit_filed}."""
    return suit.suit_filed.happened


@rule(cites=[ACLA("8(3)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def suit_can_be_paused(suit: Suit) -> Proposition:
    """
    A suit over the refusal and a review of it go on together: the court may let the suit rest until the review is
    decided.
    """
    return suit_is_filed() & ~suit.suit_withdrawn.happened & review_pending()


@rule(cites=[ACLA("14(1) to (3), provisos", on="2005-04-01")], since="1982-01-01", checked="2026-11-23")
def suit_late_but_excused(suit: Suit) -> Proposition:
    """The suit was late, with just cause."""
    return (suit.suit_filed > suit_last_day()) & suit.late_suit_has_just_cause


@rule(cites=[_SUE, _OUTER, _SUE_AFTER_REVIEW], since="1982-01-01", checked="2026-11-23")
def suit_in_time(suit: Suit) -> Proposition:
    """The suit reached the court in time."""
    return (suit.suit_filed <= suit_last_day()) | suit_late_but_excused()


REMEDIES = (
    Remedy(
        "revocation_suit",
        "Sue for revocation of the refusal",
        "applicant",
        available=suit_lies,
        starts=refusal_became_known,
        last_day=suit_last_day,
        taken=suit_is_filed,
        outer_last_day=suit_outer_last_day,
        period=SIX_MONTHS,
        notice=Notice(arrived="notified", given={"outcome": "denied"}, filed="suit_filed", in_time=suit_in_time),
        authority="To the district court; the complaint must arrive in time",
        if_missed="A late suit is heard only with just cause. What is left is a suit to declare the refusal null.",
    ),
)
SEQUENCE = (("decided", "came_to_know"), ("decided", "judgment"))
CHANGES = (
    Change(
        date(2005, 4, 1),
        "Six months instead of three to sue; recognition can be sued for; a stay of execution needs serious harm only.",
        (ACLA("14, 25(2), 37-3", on="2005-04-01"), ACT_84_2004("2, 4", on="2005-04-01")),
    ),
)
