"""Review of inaction: what can be done when an application is left without a decision for too long."""

from __future__ import annotations

from wellfounded.law.jp.application import LAW_OF_2005_BEGINS, Application
from wellfounded.law.jp.first_instance import first_instance_pending
from wellfounded.law.jp.sources import ACT_69_2014, ARCA, ARCA_1962, ICRRA
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Remedy
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, CategoryTerm, DayTerm, Proposition, value

_INACTION = ICRRA("61-2-9(1)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(1)"})


class InactionReview(Facts):
    """What the law asks about the review of inaction."""

    waited_longer_than_reasonable: Proposition = asks(
        "Has a longer time passed since the application than is reasonable for deciding it?"
    )
    inaction_review_requested: DayTerm = asks(
        "On which day was review of the inaction requested?", first("inaction_review_requested")
    )
    inaction_review_decided: DayTerm = asks(
        "On which day was the review of the inaction decided?", first("inaction_review_decided")
    )


# Which remedy: what was applied for before 1 April 2016 stays with the objection (Act 69 of 2014, suppl. 5).


@rule(
    cites=[_INACTION, ARCA_1962("7", on="2005-05-16"), ACT_69_2014("5", on="2016-04-01")],
    since="1982-01-01",
    until="2016-04-01",
    by=Application.lodged,
    checked="2026-11-23",
)
def inaction_remedy(application: Application) -> CategoryTerm:
    """The remedy against inaction on the application is the objection of 2005."""
    return value("igi_moshitate")


@inaction_remedy.version(
    cites=[_INACTION, ARCA("3", on="2016-04-01"), ACT_69_2014("5", on="2016-04-01")],
    since="2016-04-01",
    by=Application.lodged,
    checked="2026-11-23",
)
def inaction_remedy_2016(application: Application) -> CategoryTerm:
    """The remedy against inaction on the application is the request for administrative review."""
    return value("shinsa_seikyu")


# When: from 16 May 2005, as long as the application is undecided after a reasonable time. There is no last day. The
# standard processing period alone does not say what is reasonable.


@rule(cites=[_INACTION, ARCA("3", on="2016-04-01")], since="1982-01-01", checked="2026-11-23")
def inaction_review_starts(application: Application) -> DayTerm:
    """The reasonable time for deciding runs from {lodged}."""
    return application.lodged


@rule(cites=[_INACTION, ARCA("3", on="2016-04-01")], since="2005-05-16", checked="2026-11-23")
def inaction_review_lies(inaction: InactionReview) -> Proposition:
    """The application is undecided after more than a reasonable time, and review of the inaction can be requested."""
    return first_instance_pending() & inaction.waited_longer_than_reasonable & (ON >= LAW_OF_2005_BEGINS)


@rule(cites=[_INACTION], since="1982-01-01", checked="2026-11-23")
def inaction_review_is_requested(inaction: InactionReview) -> Proposition:
    """Review of the inaction was requested."""
    return inaction.inaction_review_requested.happened


@rule(cites=[_INACTION], since="1982-01-01", checked="2026-11-23")
def inaction_review_pending(inaction: InactionReview) -> Proposition:
    """Review of the inaction was requested and is undecided, and so is the application."""
    return inaction_review_is_requested() & ~inaction.inaction_review_decided.happened & first_instance_pending()


REMEDIES = (
    Remedy(
        "inaction_review",
        "Request review of the inaction on the application",
        "applicant",
        available=inaction_review_lies,
        starts=inaction_review_starts,
        last_day=None,
        taken=inaction_review_is_requested,
        authority="To the Minister of Justice, in writing, handed in at or posted to the regional bureau",
    ),
)
SEQUENCE = (
    ("applied", "inaction_review_requested"),
    ("inaction_review_requested", "inaction_review_decided"),
)
