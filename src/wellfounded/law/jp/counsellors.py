"""How a review is decided: the counsellors and their panel, the oral statement, the decision and its service."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.administrative_review import (
    IS_OBJECTION_OF_2005,
    IS_REVIEW_OF_2016,
    Review,
    review_is_withdrawn,
    review_pending,
)
from wellfounded.law.jp.application import LAW_OF_2005_BEGINS
from wellfounded.law.jp.sources import ACT_73_2004, ARCA, ARCA_1962, ICRRA, REGULATION
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import Caution, Change, Duty
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, CategoryTerm, CountTerm, DayTerm, Proposition, last_day, parameter

_HEARD = ICRRA("61-2-9(3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(3)"})
_SUMMARISED = ICRRA("61-2-9(4)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(4)"})
_ADAPTED = ICRRA("61-2-9(6)", on="2016-04-01", renumbered={"2024-06-10": "61-2-12(6)"})

PANEL_SIZE = parameter("panel_size", 3, "The number of counsellors on a panel", REGULATION("58-3(1)", on="2016-04-01"))
TWO_WEEKS_OF_PUBLIC_NOTICE = parameter(
    "time_of_public_notice",
    Period(length=2, unit="weeks", first_day="excluded"),
    "The time after which a decision put up as a public notice counts as served",
    ARCA("51(3)", on="2016-04-01"),
)


class Counsellors(Facts):
    """What the law asks about the way to the decision on a review."""

    counsellors_heard: DayTerm = asks(
        "On which day did the counsellors give their opinion?", first("counsellors_opinion")
    )
    counsellors_for_recognition: CategoryTerm = asks(
        "How many of the counsellors were for recognition?",
        first("counsellors_opinion", "for_recognition"),
        values=("all", "majority", "minority", "none"),
    )
    counsellors_on_the_panel: CountTerm = asks("How many counsellors sat on the panel?")
    counsellor_is_excluded: Proposition = asks(
        "Did a counsellor sit who took part in the refusal or is related to the applicant?"
    )
    counsellors_saw_the_materials: Proposition = asks(
        "Were the counsellors shown the reasons and the materials of the refusal?"
    )
    opinion_is_summarised: Proposition = asks(
        "Do the reasons of the decision on the review summarise the opinion of the counsellors?"
    )
    oral_statement_asked_for: Proposition = asks("Did the applicant ask to state the case orally?")
    oral_statement_held: DayTerm = asks(
        "On which day did the applicant state the case orally?", first("oral_statement_held")
    )
    oral_statement_waived: DayTerm = asks(
        "On which day did the applicant waive the oral statement?", first("oral_statement_waived")
    )
    oral_statement_refused: DayTerm = asks(
        "On which day did the panel leave the oral statement out?", first("oral_statement_refused")
    )
    refusal_of_statement_in_writing: Proposition = asks(
        "Did the panel say in writing that the oral statement is left out?"
    )
    applicant_hard_to_hear: Proposition = asks(
        "Is it hard to give the applicant a hearing, because of where they are or for another reason?"
    )
    claim_without_ground_even_if_true: Proposition = asks(
        "Do the facts claimed, even if they are true, contain no ground for recognition of either kind?"
    )
    hearing_unsuitable: Proposition = asks("Do other circumstances make a hearing unsuitable?")
    applicant_waived_the_office: Proposition = asks("Did the applicant agree that the office need not be called?")
    panel_sees_no_need_for_the_office: Proposition = asks(
        "Did the panel, having heard what the applicant would ask the office, see no need to call it?"
    )
    review_decided_by: CategoryTerm = asks("Who decided the review?", values=("minister", "other"))
    review_put_up_as_notice: DayTerm = asks("On which day was the decision on the review put up as a public notice?")


# 1. The minister must hear the counsellors before every decision on a review from 16 May 2005, also where the objection
#    had been made before (Act 73 of 2004, suppl. 6). They count as the review officers of the general Act.

COUNSELLORS_ARE_HEARD: Proposition = (Review.review_decided >= LAW_OF_2005_BEGINS) | (
    ~Review.review_decided.happened & (ON >= LAW_OF_2005_BEGINS)
)


@rule(
    cites=[_HEARD, ACT_73_2004("6", on="2005-05-16")],
    since="2005-05-16",
    when=COUNSELLORS_ARE_HEARD,
    checked="2026-11-23",
)
def counsellors_must_be_heard(counsellors: Counsellors) -> Proposition:
    """The counsellors have yet to be heard before the review can be decided."""
    return review_pending() & ~Review.review_decided.happened & ~counsellors.counsellors_heard.happened


@rule(
    cites=[_HEARD, ACT_73_2004("6", on="2005-05-16")],
    since="2005-05-16",
    by=Review.review_decided,
    checked="2026-11-23",
)
def review_decided_without_counsellors(counsellors: Counsellors) -> Proposition:
    """The review was decided without hearing the counsellors."""
    return Review.review_decided.happened & ~(counsellors.counsellors_heard <= Review.review_decided)


#    Their opinion does not bind the minister; but whoever is refused must be able to read it.


@rule(cites=[_SUMMARISED], since="2005-05-16", by=Review.review_decided, checked="2026-11-23")
def review_refused_without_their_opinion(counsellors: Counsellors) -> Proposition:
    """The review was refused, and the reasons do not summarise the opinion of the counsellors."""
    return Review.review_outcome.is_one_of("dismissed", "inadmissible") & ~counsellors.opinion_is_summarised


@rule(cites=[_HEARD], since="2005-05-16", by=Review.review_decided, checked="2026-11-23")
def review_refused_against_their_opinion(counsellors: Counsellors) -> Proposition:
    """The review was refused although most of the counsellors were for recognition; their opinion does not bind."""
    return Review.review_outcome.is_one_of(
        "dismissed", "inadmissible"
    ) & counsellors.counsellors_for_recognition.is_one_of("all", "majority")


# 2. The panel. The regulation was read in its text of 2026; three to a case since 2016 is confirmed.


@rule(cites=[REGULATION("58-3(1)", on="2016-04-01")], since="2016-04-01", when=IS_REVIEW_OF_2016, checked="2026-11-23")
def panel_is_not_of_three(counsellors: Counsellors) -> Proposition:
    """The panel did not have three counsellors."""
    return (counsellors.counsellors_heard.happened | Review.review_decided.happened) & (
        (counsellors.counsellors_on_the_panel < PANEL_SIZE) | (counsellors.counsellors_on_the_panel > PANEL_SIZE)
    )


@rule(
    cites=[REGULATION("58-2", on="2016-04-01")],
    since="2016-04-01",
    when=IS_REVIEW_OF_2016,
    checked="2026-11-23",
    confidence="known",
)
def panel_had_an_excluded_counsellor(counsellors: Counsellors) -> Proposition:
    """A counsellor sat who took part in the refusal or is related to the applicant."""
    sat = counsellors.counsellors_heard.happened | Review.review_decided.happened
    return sat & counsellors.counsellor_is_excluded


@rule(
    cites=[REGULATION("58-3(2)", on="2016-04-01")],
    since="2016-04-01",
    when=IS_REVIEW_OF_2016,
    checked="2026-11-23",
    confidence="known",
)
def panel_did_not_see_the_materials(counsellors: Counsellors) -> Proposition:
    """The counsellors were not shown the reasons and the materials of the refusal."""
    return Review.review_decided.happened & ~counsellors.counsellors_saw_the_materials


# 3. The oral statement. The office that refused writes no defence; the applicant files a statement instead.


@rule(
    cites=[ARCA_1962("25(1), 48", on="2005-05-16")],
    since="2005-05-16",
    until="2016-04-01",
    when=IS_OBJECTION_OF_2005,
    checked="2026-11-23",
    confidence="known",
)
def oral_statement_owed(counsellors: Counsellors) -> Proposition:
    """The applicant asked to state the case orally and must be given the opportunity."""
    return counsellors.oral_statement_asked_for


@oral_statement_owed.version(
    cites=[ARCA("31(1)", on="2016-04-01"), REGULATION("58-5", on="2016-04-01")],
    since="2016-04-01",
    when=IS_REVIEW_OF_2016,
    checked="2026-11-23",
)
def oral_statement_owed_2016(counsellors: Counsellors) -> Proposition:
    """The applicant asked to state the case orally and must be given the opportunity."""
    return counsellors.oral_statement_asked_for


@oral_statement_owed.unless(
    cites=[ARCA("31(1)", on="2016-04-01")], since="2016-04-01", when=IS_REVIEW_OF_2016, checked="2026-11-23"
)
def applicant_can_hardly_be_heard(counsellors: Counsellors) -> Proposition:
    """It is hard to give the applicant a hearing, because of where they are or for another reason."""
    return counsellors.applicant_hard_to_hear


@oral_statement_owed.unless(
    cites=[_ADAPTED, REGULATION("58-5", on="2016-04-01")],
    since="2016-04-01",
    when=IS_REVIEW_OF_2016,
    checked="2026-11-23",
)
def claim_contains_no_ground(counsellors: Counsellors) -> Proposition:
    """The facts claimed, even if true, contain no ground for recognition, or a hearing is otherwise unsuitable."""
    return counsellors.claim_without_ground_even_if_true | counsellors.hearing_unsuitable


@rule(
    cites=[ARCA_1962("25(1), 48", on="2005-05-16"), ARCA("31(1)", on="2016-04-01")],
    since="2005-05-16",
    by=Review.review_decided,
    checked="2026-11-23",
)
def review_decided_without_oral_statement(counsellors: Counsellors) -> Proposition:
    """The review was decided without the oral statement that was owed."""
    return (
        oral_statement_owed()
        & Review.review_decided.happened
        & ~(counsellors.oral_statement_held <= Review.review_decided)
        & ~(counsellors.oral_statement_waived <= Review.review_decided)
    )


@rule(
    cites=[REGULATION("58-5(2)", on="2016-04-01")],
    since="2016-04-01",
    when=IS_REVIEW_OF_2016,
    checked="2026-11-23",
    confidence="known",
)
def oral_statement_left_out_without_writing(counsellors: Counsellors) -> Proposition:
    """The oral statement was left out, and the panel did not say so in writing."""
    return counsellors.oral_statement_refused.happened & ~counsellors.refusal_of_statement_in_writing


@rule(cites=[ARCA("31(2)", on="2016-04-01")], since="2016-04-01", when=IS_REVIEW_OF_2016, checked="2026-11-23")
def office_must_be_called(counsellors: Counsellors) -> Proposition:
    """The office that refused must be called to the oral statement, so that the applicant can question it."""
    return oral_statement_owed()


@office_must_be_called.unless(cites=[_ADAPTED], since="2016-04-01", when=IS_REVIEW_OF_2016, checked="2026-11-23")
def office_need_not_be_called(counsellors: Counsellors) -> Proposition:
    """The applicant agreed that the office need not be called, or the panel heard the questions and sees no need."""
    return counsellors.applicant_waived_the_office | counsellors.panel_sees_no_need_for_the_office


# 4. The decision. The minister decides in person: the list of delegated powers leaves reviews out.


@rule(cites=[_HEARD, REGULATION("61-2(1)", on="2017-07-01")], since="1982-01-01", checked="2026-11-23")
def review_decided_without_power(counsellors: Counsellors) -> Proposition:
    """The review was decided by another than the Minister of Justice."""
    return Review.review_decided.happened & ~counsellors.review_decided_by.is_one_of("minister")


@rule(cites=[ARCA("51(1)", on="2016-04-01")], since="1982-01-01", checked="2026-11-23")
def review_decision_not_yet_served(counsellors: Counsellors) -> Proposition:
    """The review was decided, and the decision, which takes effect only with its service, has not been served."""
    return Review.review_decided.happened & ~Review.review_notified.happened & ~review_is_withdrawn()


@rule(cites=[ARCA("51(3)", on="2016-04-01")], since="2016-04-01", when=IS_REVIEW_OF_2016, checked="2026-11-23")
def review_served_by_public_notice_on(counsellors: Counsellors) -> DayTerm:
    """Put up as a public notice, the decision on the review counts as served on {review_served_by_public_notice_on}."""
    return last_day(TWO_WEEKS_OF_PUBLIC_NOTICE, counsellors.review_put_up_as_notice).plus(1)


DUTIES = (
    Duty("authority", "Hear the counsellors before deciding the review.", counsellors_must_be_heard),
    Duty("authority", "Serve the decision on the review.", review_decision_not_yet_served),
)
CAUTIONS = (
    Caution(
        "The review was decided without hearing the counsellors: a defect of its own.",
        review_decided_without_counsellors,
    ),
)
CHANGES = (
    Change(
        date(2005, 5, 16),
        "The minister must hear refugee examination counsellors before deciding on an objection.",
        (_HEARD, ACT_73_2004("6", on="2005-05-16")),
    ),
)
SEQUENCE = (
    ("review_requested", "counsellors_opinion"),
    ("review_requested", "oral_statement_held"),
)
