"""The stay of removal: while the refugee procedure goes on nobody is sent away, with exceptions since 10 June 2024."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.administrative_review import (
    SEVEN_DAYS_UNMOVED,
    review_withdrawn_or_dismissed,
    seven_days_passed_without_request,
)
from wellfounded.law.jp.application import Application
from wellfounded.law.jp.cancellation import recognition_cancelled_or_ceased
from wellfounded.law.jp.new_refusal import (
    SecondRound,
    new_refusal_review_is_requested,
    new_refusal_review_last_day,
    new_refusal_review_pending,
    refused_again,
)
from wellfounded.law.jp.recognition import (
    complementary_given,
    recognised_without_status,
    recognition_day,
    recognition_given,
)
from wellfounded.law.jp.removal_order import Gravity, sentence_of_three_years
from wellfounded.law.jp.repeat_applications import (
    Materials,
    application_was_withdrawn,
    reasonable_grounds_handed_in,
    reasonable_grounds_handed_in_later,
    two_earlier_applications_ended,
)
from wellfounded.law.jp.residence_status import Status
from wellfounded.law.jp.sources import ACT_56_2023, ACT_73_2004, ICRRA
from wellfounded.logic.days import Day
from wellfounded.rules.order import Caution, Change, Duty
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import (
    MET,
    NOT_ESTABLISHED,
    NOT_MET,
    ON,
    Proposition,
    any_of,
    choose,
    last_day,
    parameter,
)

EXCEPTIONS_BEGIN = parameter(
    "exceptions_to_the_stay_of_removal_begin",
    Day.of("2024-06-10"),
    "The first day of lodging from which the exceptions to the stay of removal reach an application",
    ACT_56_2023("15(1)", on="2024-06-10"),
)


_ENDING = ICRRA("61-2-4(5)", on="2005-05-16")
_STAY = ICRRA("61-2-6(3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(3)"})


# A person who was recognised and has a status of residence is no longer one of those whom the stay is for; a later
# cancelling of the recognition does not open the procedure again.
@rule(cites=[_STAY], since="2005-05-16", checked="2026-11-23")
def recognised_with_status(application: Application) -> Proposition:
    """The person was recognised and received a status of residence with it."""
    return (recognition_given() | complementary_given()) & (Status.long_term_residence_granted >= recognition_day())


@rule(cites=[_ENDING], since="2005-05-16", checked="2026-11-23")
def stay_of_removal_has_ended(application: Application) -> Proposition:
    """The procedure has come to an event that ends the stay of removal."""
    return (
        seven_days_passed_without_request()
        | review_withdrawn_or_dismissed()
        | recognised_without_status()
        | recognised_with_status()
    )


@rule(cites=[_STAY], since="2005-05-16", checked="2026-11-23")
def refugee_procedure_goes_on(application: Application) -> Proposition:
    """The application was not withdrawn, and no refusal of it has come to the end of its review."""
    a = application
    closed = a.decided.happened & a.outcome.is_one_of("ended")
    lost = (recognition_given() | complementary_given()) & recognition_cancelled_or_ceased()
    return a.lodged.happened & ~application_was_withdrawn() & ~closed & ~lost & ~stay_of_removal_has_ended()


# The new refusal has seven days and a review of its own. Where the seventh day is a holiday, and where the request may
# have come late, the doubts are those of the first refusal.
@rule(cites=[_STAY, _ENDING], since="2005-05-16", checked="2026-11-23")
def new_refusal_not_settled(second: SecondRound) -> Proposition:
    """After a judgment the application was refused again, and the time for review or the review itself goes on."""
    seventh_day = last_day(SEVEN_DAYS_UNMOVED, second.new_refusal_notified)
    time_runs = (seventh_day >= ON) | ((new_refusal_review_last_day() >= ON) & NOT_ESTABLISHED)
    in_time = (second.last_review_requested <= new_refusal_review_last_day()) | NOT_ESTABLISHED
    goes_on = choose(
        (~second.new_refusal_notified.happened, MET),
        (new_refusal_review_is_requested(), new_refusal_review_pending() & in_time),
        otherwise=time_runs,
    )
    return refused_again() & ~Application.withdrawn.happened & goes_on


# With the judgment the first refusal is gone, and with it the event that had ended the stay.
@rule(cites=[_STAY, _ENDING], since="2005-05-16", checked="2026-11-23")
def recognised_after_judgment_and_status_awaited(application: Application) -> Proposition:
    """After a judgment the person was recognised, and no status of residence was given or refused with it yet."""
    recognised_again = application.redecided.happened & application.redecided_outcome.is_one_of("recognised")
    cancelled = recognition_cancelled_or_ceased()
    return recognised_again & ~recognised_with_status() & ~recognised_without_status() & ~cancelled


# The rule forbids sending the person away on the day asked about, so the law of that day governs it. It came with the
# Act of 2004; applications then pending count as made under its text.
@rule(cites=[_STAY, ACT_73_2004("6", on="2005-05-16")], since="2005-05-16", by=ON, checked="2026-11-23")
def removal_stopped(application: Application) -> Proposition:
    """Because of the application the person may not be sent out of Japan: the stay of removal is in effect."""
    return refugee_procedure_goes_on() | new_refusal_not_settled() | recognised_after_judgment_and_status_awaited()


@rule(cites=[ACT_56_2023("15(1)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def lodged_under_the_exceptions(application: Application) -> Proposition:
    """The application was lodged on 10 June 2024 or later: only such applications are under the exceptions."""
    return application.lodged >= EXCEPTIONS_BEGIN


# Each exception reaches applications of 10 June 2024 and later only; that is a rule of its own, so that the reasons
# name it for an earlier application.
@removal_stopped.unless(
    cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10")],
    since="2024-06-10",
    by=Application.lodged,
    when=lodged_under_the_exceptions(),
    checked="2026-11-23",
)
def third_application_without_reasonable_grounds(application: Application) -> Proposition:
    """The application follows two that ended in refusal, and no materials giving reasonable grounds came with it."""
    later: Proposition = unclear(
        "Do materials that are handed in only after the application bring back the stay of removal?",
        settled_by="the authority's instructions since June 2024, or a court ruling",
        cites=(ICRRA("61-2-9(4)(i)", on="2024-06-10"),),
        occasion_only=("Only materials handed in on the occasion of the application count.", NOT_MET),
        at_any_time=(
            "Materials that give reasonable grounds count from the day on which they are handed in.",
            reasonable_grounds_handed_in_later(),
        ),
    )
    return two_earlier_applications_ended() & ~reasonable_grounds_handed_in() & ~later


@rule(cites=[ICRRA("61-2-9(4)(ii)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def security_ground(gravity: Gravity) -> Proposition:
    """The person falls within one of the grounds of terrorism, of barred entry, or of groups urging violence."""
    # Article 24(iv)(yo), harm to Japan's interests, is not in this list.
    return gravity.security_ground_found


@rule(cites=[ICRRA("61-2-9(4)(ii)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def suspicion_of_security_ground(gravity: Gravity) -> Proposition:
    """There are reasonable grounds to suspect that the person falls within one of those grounds of security."""
    return gravity.security_ground_suspected


@removal_stopped.unless(
    cites=[ICRRA("61-2-9(4)(ii)", on="2024-06-10")],
    since="2024-06-10",
    by=Application.lodged,
    when=lodged_under_the_exceptions(),
    checked="2026-11-23",
)
def long_sentence_or_security_ground(application: Application) -> Proposition:
    """A sentence of three years or more without suspension, or a ground of security, takes the stay of removal away."""
    return sentence_of_three_years() | security_ground() | suspicion_of_security_ground()


@rule(cites=[_STAY], since="2005-05-16", checked="2026-11-23")
def removal_stopped_by_another_application(application: Application) -> Proposition:
    """Another application of the person keeps the stay of removal in effect."""
    return any_of(application.others, removal_stopped())


@rule(cites=[_STAY], since="2005-05-16", checked="2026-11-23")
def removal_stopped_by_any_application(application: Application) -> Proposition:
    """Because of one of the applications the stay of removal is in effect."""
    return removal_stopped() | removal_stopped_by_another_application()


@rule(cites=[ACT_56_2023("15(4)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def explanation_of_materials_owed(application: Application) -> Proposition:
    """The authority must explain to the person, who had two refusals, which materials a new application needs."""
    return two_earlier_applications_ended() & refugee_procedure_goes_on() & lodged_under_the_exceptions()


@rule(cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def authority_held_materials_insufficient(materials: Materials) -> Proposition:
    """The authority holds that the materials of this third or later application do not give reasonable grounds."""
    return (
        materials.materials_held_insufficient.happened
        & ~materials.materials_held_sufficient.happened
        & two_earlier_applications_ended()
        & lodged_under_the_exceptions()
        & refugee_procedure_goes_on()
    )


DUTIES = (
    Duty(
        "authority",
        "Explain that a new application after two refusals needs materials giving reasonable grounds",
        explanation_of_materials_owed,
    ),
)
CAUTIONS = (
    Caution(
        "The authority holds that the materials do not give reasonable grounds, and may act on it at any time. Whether "
        "it decides this alone has not been settled: ask a court for a stay of execution without waiting.",
        authority_held_materials_insufficient,
    ),
)
CHANGES = (
    Change(
        date(2005, 5, 16),
        "From this day on nobody without a status of residence could be sent away while an application was pending.",
        (ICRRA("61-2-6(3)", on="2005-05-16"), ACT_73_2004("6", on="2005-05-16")),
    ),
    Change(
        date(2024, 6, 10),
        "The stay of removal was given exceptions: a third or later application without materials giving reasonable "
        "grounds, long sentences and grounds of security. They reach only applications lodged from this day on.",
        (ICRRA("61-2-9(3), (4)", on="2024-06-10"), ACT_56_2023("15(1)", on="2024-06-10")),
    ),
)
