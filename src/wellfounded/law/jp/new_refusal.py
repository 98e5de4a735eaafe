"""A new refusal after a judgment took the first one away: its own seven days, its own six months, where it stands."""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import SEVEN_DAYS
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.revocation_suit import SIX_MONTHS
from wellfounded.law.jp.sources import ACLA, AOH, ICRRA
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import DayTerm, Proposition, choose, last_day, no_day

_REVIEW = ICRRA("61-2-9(1), (2)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(1), (2)"})
_SUIT = ACLA("3(2), 14", on="1982-01-01")


class SecondRound(Facts):
    """What the law asks about the round after a new refusal."""

    new_refusal_notified: DayTerm = asks(
        "On which day did the notice of the new refusal reach the applicant?", last("redecided", "notified")
    )
    last_review_requested: DayTerm = asks("On which day was review last requested?", last("review_requested"))
    last_review_withdrawn: DayTerm = asks(
        "On which day was a request for review last withdrawn?", last("review_withdrawn")
    )
    last_review_notified: DayTerm = asks(
        "On which day was the last decision on a review served?", last("review_decided", "notified")
    )
    last_suit_filed: DayTerm = asks(
        "On which day was a suit for revocation of the refusal last filed?",
        last("suit_filed", kind="revocation|", target="denial|"),
    )


# What is recorded from the day of the new refusal on is about it; what lies before is about the first.
@rule(cites=[ICRRA("61-2", on="1982-01-01"), ACLA("33(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def refused_again(application: Application) -> Proposition:
    """After a judgment the application was refused again."""
    a = application
    only_complementary = a.redecided_outcome.is_one_of("complementary") & ~a.asks_for.is_one_of("complementary")
    return a.redecided.happened & (a.redecided_outcome.is_one_of("denied") | only_complementary)


@rule(cites=[_REVIEW, AOH("2", on="1989-01-01")], since="1982-01-01", checked="2026-11-23")
def new_refusal_review_last_day(second: SecondRound) -> DayTerm:
    """Review of the new refusal can be requested until {new_refusal_review_last_day}."""
    return choose((refused_again(), last_day(SEVEN_DAYS, second.new_refusal_notified)), otherwise=no_day())


@rule(cites=[_REVIEW], since="1982-01-01", checked="2026-11-23")
def new_refusal_review_is_requested(second: SecondRound) -> Proposition:
    """Review of the new refusal was requested."""
    return refused_again() & (second.last_review_requested >= Application.redecided)


@rule(cites=[_REVIEW], since="1982-01-01", checked="2026-11-23")
def new_refusal_review_pending(second: SecondRound) -> Proposition:
    """Review of the new refusal was requested and is undecided."""
    s = second
    over = (s.last_review_notified >= s.last_review_requested) | (s.last_review_withdrawn >= s.last_review_requested)
    return new_refusal_review_is_requested() & ~over


# As with the first refusal: a review moves the six months to the notice of its decision.
@rule(cites=[_SUIT], since="1982-01-01", checked="2026-11-23", confidence="known")
def new_refusal_suit_last_day(second: SecondRound) -> DayTerm:
    """The suit over the new refusal must reach the court by {new_refusal_suit_last_day}."""
    s = second
    decided = new_refusal_review_is_requested() & (s.last_review_notified >= s.last_review_requested)
    return choose(
        (~refused_again(), no_day()),
        (new_refusal_review_pending(), no_day()),
        (decided, last_day(SIX_MONTHS, s.last_review_notified)),
        otherwise=last_day(SIX_MONTHS, s.new_refusal_notified),
    )


@rule(cites=[_SUIT], since="1982-01-01", checked="2026-11-23")
def new_refusal_suit_is_filed(second: SecondRound) -> Proposition:
    """A suit over the new refusal was filed on {last_suit_filed}."""
    return refused_again() & (second.last_suit_filed >= Application.redecided)


@rule(cites=[_REVIEW, _SUIT], since="1982-01-01", checked="2026-11-23")
def new_refusal_starts(second: SecondRound) -> DayTerm:
    """The times against the new refusal run from the day after its notice was received on {new_refusal_starts}."""
    return choose((refused_again(), second.new_refusal_notified), otherwise=no_day())


REMEDIES = (
    Remedy(
        "review_of_new_refusal",
        "Request administrative review of the new refusal",
        "applicant",
        available=refused_again,
        starts=new_refusal_starts,
        last_day=new_refusal_review_last_day,
        taken=new_refusal_review_is_requested,
        period=SEVEN_DAYS,
        authority="To the Minister of Justice, in writing on the form, handed in at or posted to the regional bureau",
        if_missed="A late request is heard only with just cause. A suit against the refusal needs no review before it.",
    ),
    Remedy(
        "suit_over_new_refusal",
        "Sue for revocation of the new refusal",
        "applicant",
        available=refused_again,
        starts=new_refusal_starts,
        last_day=new_refusal_suit_last_day,
        taken=new_refusal_suit_is_filed,
        period=SIX_MONTHS,
        authority="To the district court; the complaint must arrive in time",
        if_missed="A late suit is heard only with just cause. What is left is a suit to declare the refusal null.",
    ),
)
