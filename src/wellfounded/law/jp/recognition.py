"""Recognition: whether the person is recognised on the day, by whom, and what follows from it."""

from __future__ import annotations

from wellfounded.law.jp.administrative_review import Review, review_allowed
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.cancellation import (
    ground_to_cancel_complementary,
    ground_to_cancel_refugee,
    recognition_cancelled_or_ceased,
)
from wellfounded.law.jp.first_instance import complementary_at_first_instance, recognised_at_first_instance
from wellfounded.law.jp.sources import ACLA, ICRRA
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Duty
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import CategoryTerm, DayTerm, Proposition, choose, no_day, value

RECOGNITION = ICRRA("61-2(1)", on="1982-01-01")
COMPLEMENTARY = ICRRA("61-2(2), (3)", on="2023-12-01")
CERTIFICATE = ICRRA("61-2(2)", on="2005-05-16", renumbered={"2023-12-01": "61-2(4), (5)"})


class Recognition(Facts):
    """What the law asks about what follows a recognition."""

    certificate_issued: DayTerm = asks(
        "On which day was the certificate of recognition issued?", last("certificate_issued")
    )
    long_term_residence_refused: DayTerm = asks(
        "On which day was the status of long-term resident refused although the person was recognised?",
        last("residence_granted", "day", refused="True"),
    )


@rule(cites=[RECOGNITION, ACLA("33(2)", on="1982-01-01")], since="1982-01-01", checked="2026-11-23")
def recognised_on_redecision(application: Application) -> Proposition:
    """The application was decided again after a judgment, and the person was recognised as a refugee."""
    return application.redecided.happened & application.redecided_outcome.is_one_of("recognised")


@rule(cites=[RECOGNITION], since="1982-01-01", checked="2026-11-23")
def recognised_on_review(application: Application) -> Proposition:
    """The minister allowed the review, and the person was recognised as a refugee."""
    return review_allowed() & ~application.asks_for.is_one_of("complementary")


@rule(cites=[COMPLEMENTARY], since="2023-12-01", checked="2026-11-23")
def complementary_otherwise(application: Application) -> Proposition:
    """Complementary protection was recognised on review or on deciding again after a judgment."""
    return (review_allowed() & application.asks_for.is_one_of("complementary")) | (
        application.redecided.happened & application.redecided_outcome.is_one_of("complementary")
    )


@rule(cites=[RECOGNITION], since="1982-01-01", checked="2026-11-23")
def recognition_given(application: Application) -> Proposition:
    """The person was recognised as a refugee on this application."""
    return recognised_at_first_instance() | recognised_on_review() | recognised_on_redecision()


@rule(cites=[COMPLEMENTARY], since="2023-12-01", checked="2026-11-23")
def complementary_given(application: Application) -> Proposition:
    """The person was recognised on this application as entitled to complementary protection."""
    return (complementary_at_first_instance() | complementary_otherwise()) & ~recognition_given()


@rule(cites=[RECOGNITION], since="1982-01-01", checked="2026-11-23")
def recognised(application: Application) -> Proposition:
    """The person is recognised as a refugee."""
    return recognition_given() & ~recognition_cancelled_or_ceased()


@rule(cites=[COMPLEMENTARY], since="2023-12-01", checked="2026-11-23")
def complementary_protected(application: Application) -> Proposition:
    """The person is recognised as entitled to complementary protection."""
    return complementary_given() & ~recognition_cancelled_or_ceased()


@rule(cites=[RECOGNITION, COMPLEMENTARY], since="1982-01-01", checked="2026-11-23")
def recognised_in_either_way(application: Application) -> Proposition:
    """The person is recognised, as a refugee or as entitled to complementary protection."""
    return recognised() | complementary_protected()


@rule(cites=[RECOGNITION, COMPLEMENTARY], since="1982-01-01", checked="2026-11-23")
def recognised_by(application: Application) -> CategoryTerm:
    """The person was recognised {recognised_by}."""
    at_first = recognised_at_first_instance() | complementary_at_first_instance()
    redecided = application.redecided.happened & application.redecided_outcome.is_one_of("recognised", "complementary")
    return choose(
        (redecided, value("after a judgment")),
        (review_allowed(), value("on review")),
        (at_first, value("at first instance")),
        otherwise=value("none"),
    )


@rule(cites=[RECOGNITION, COMPLEMENTARY], since="1982-01-01", checked="2026-11-23")
def recognition_day(application: Application) -> DayTerm:
    """The person was recognised on {recognition_day}."""
    at_first = recognised_at_first_instance() | complementary_at_first_instance()
    redecided = application.redecided.happened & application.redecided_outcome.is_one_of("recognised", "complementary")
    return choose(
        (redecided, application.redecided),
        (review_allowed(), Review.review_decided),
        (at_first, application.decided),
        otherwise=no_day(),
    )


@rule(
    cites=[ICRRA("61-2-4(5)(iii)", on="2005-05-16")],
    since="2005-05-16",
    checked="2026-11-23",
)
def recognised_without_status(recognition: Recognition) -> Proposition:
    """The person was recognised, but a status of residence was refused."""
    return (recognition_given() | complementary_given()) & recognition.long_term_residence_refused.happened


@rule(cites=[CERTIFICATE], since="1982-01-01", checked="2026-11-23")
def certificate_owed(recognition: Recognition) -> Proposition:
    """The person is recognised, and the certificate of recognition has yet to be issued."""
    return recognised_in_either_way() & ~(recognition.certificate_issued >= recognition_day())


# The words on complementary protection came on 1 December 2023; nobody had that recognition before, so one text does.
@rule(
    cites=[ICRRA("61-2-11", on="2005-05-16", renumbered={"2024-06-10": "61-2-14"})],
    since="1982-01-01",
    checked="2026-11-23",
)
def permanent_residence_without_income_test(recognition: Recognition) -> Proposition:
    """The person is recognised and may be given permanent residence without proof of means to live on."""
    return recognised_in_either_way()


@rule(
    cites=[ICRRA("61-2-7", on="2005-05-16", renumbered={"2024-06-10": "61-2-10"})],
    since="1982-01-01",
    checked="2026-11-23",
)
def cancellation_owed(recognition: Recognition) -> Proposition:
    """The person is recognised, and there is a ground on which the minister must cancel the recognition."""
    return (recognised() & ground_to_cancel_refugee()) | (complementary_protected() & ground_to_cancel_complementary())


DUTIES = (
    Duty("authority", "Issue the certificate of recognition", certificate_owed),
    Duty("authority", "Cancel the recognition, giving notice with reasons", cancellation_owed),
)
SEQUENCE = (
    ("applied", "certificate_issued"),
    ("decided", "certificate_issued"),
    ("decided", "residence_granted"),
)
