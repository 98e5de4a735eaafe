"""The status of long-term resident that a recognised person receives, with recognition or by change of status."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.arrival import Arrival, applied_late_without_reason, came_indirectly
from wellfounded.law.jp.recognition import Recognition, recognised, recognised_in_either_way, recognition_day
from wellfounded.law.jp.residence_status import Status, has_residence_status, ordinary_status_last_day, status_given
from wellfounded.law.jp.sources import ACT_56_2023, ICRRA
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Change, Duty
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import NOT_MET, DayTerm, Proposition

WITH_RECOGNITION = ICRRA("61-2-2(1)", on="2005-05-16")
BY_CHANGE = ICRRA("61-2-3", on="2005-05-16")


class LongTermResidence(Facts):
    """What the law asks about becoming a long-term resident."""

    long_term_residence_asked: DayTerm = asks(
        "On which day did the person ask to become a long-term resident?", last("long_term_residence_asked")
    )


@rule(cites=[WITH_RECOGNITION], since="2005-05-16", checked="2026-11-23")
def without_status_at_recognition(status: Status) -> Proposition:
    """The person had no status of residence when recognised."""
    return ~(
        (status.status_granted <= recognition_day())
        & ~(ordinary_status_last_day() < recognition_day())
        & ~((status.status_cancelled >= status.status_granted) & (status.status_cancelled <= recognition_day()))
    )


@rule(cites=[ICRRA("61-2-2(1)(i), (ii)", on="2024-06-10")], since="2005-05-16", checked="2026-11-23")
def listed_ground_or_crime(arrival: Arrival) -> Proposition:
    """A listed ground for removal applies, or the person was sentenced to prison for a listed crime."""
    return arrival.within_listed_ground | arrival.imprisoned_for_listed_crime


@rule(cites=[ICRRA("61-2-2(1)(i) to (iv)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def late_indirect_or_listed(arrival: Arrival) -> Proposition:
    """The person applied too late without good reason, came indirectly, or a listed ground or crime applies."""
    return applied_late_without_reason() | came_indirectly() | listed_ground_or_crime()


@rule(cites=[WITH_RECOGNITION], since="2005-05-16", until="2023-12-01", by=recognition_day(), checked="2026-11-23")
def long_term_residence_owed(recognition: Recognition) -> Proposition:
    """Recognised without a status, the person must be made a long-term resident: none of the four items applies."""
    return recognised() & without_status_at_recognition() & ~late_indirect_or_listed()


@long_term_residence_owed.version(
    cites=[WITH_RECOGNITION],
    since="2023-12-01",
    until="2024-06-10",
    by=recognition_day(),
    checked="2026-11-23",
    confidence="doubtful",
)
def long_term_residence_owed_2023(recognition: Recognition) -> Proposition:
    """Recognised without a status, the person must be made a long-term resident, unless a listed item applies."""
    item_applies: Proposition = unclear(
        "Did the six months and the direct way still count against long-term residence from 1 December 2023 on?",
        settled_by="the official comparison of the texts of Act 56 of 2023, or the text in force on 1 December 2023",
        cites=(WITH_RECOGNITION, ACT_56_2023("1", on="2023-06-16")),
        four_items=("All four of the older items still applied.", late_indirect_or_listed()),
        two_items=("Only a listed ground or crime counted.", listed_ground_or_crime()),
    )
    return recognised_in_either_way() & without_status_at_recognition() & ~item_applies


@long_term_residence_owed.version(
    cites=[WITH_RECOGNITION], since="2024-06-10", by=recognition_day(), checked="2026-11-23"
)
def long_term_residence_owed_2024(recognition: Recognition) -> Proposition:
    """Recognised without a status, the person must be made a long-term resident: no listed ground or crime applies."""
    return recognised_in_either_way() & without_status_at_recognition() & ~listed_ground_or_crime()


# The grant takes effect when the residence card, or the certificate of the status, is handed over.
@rule(cites=[ICRRA("61-2-2(1), (3)", on="2005-05-16")], since="2005-05-16", checked="2026-11-23")
def long_term_residence_awaited(status: Status) -> Proposition:
    """The status of long-term resident must be given with recognition and has not been given yet."""
    return long_term_residence_owed() & ~(status.long_term_residence_granted >= recognition_day())


@rule(
    cites=[BY_CHANGE],
    since="2005-05-16",
    until="2023-12-01",
    by=LongTermResidence.long_term_residence_asked,
    checked="2026-11-23",
)
def change_to_long_term_owed(recognition: Recognition) -> Proposition:
    """Recognised and holding a status, the person must be made a long-term resident, having applied in time."""
    return recognised() & has_residence_status() & ~applied_late_without_reason()


@change_to_long_term_owed.version(
    cites=[BY_CHANGE],
    since="2023-12-01",
    until="2024-06-10",
    by=LongTermResidence.long_term_residence_asked,
    checked="2026-11-23",
    confidence="doubtful",
)
def change_to_long_term_owed_2023(recognition: Recognition) -> Proposition:
    """Recognised and holding a status, the person must be made a long-term resident on asking for it."""
    too_late: Proposition = unclear(
        "Did the six months still count against a change to long-term resident from 1 December 2023 on?",
        settled_by="the official comparison of the texts of Act 56 of 2023, or the text in force on 1 December 2023",
        cites=(BY_CHANGE, ACT_56_2023("1", on="2023-06-16")),
        still=("A late application still counted.", applied_late_without_reason()),
        no_longer=("A late application no longer counted.", NOT_MET),
    )
    return recognised_in_either_way() & has_residence_status() & ~too_late


@change_to_long_term_owed.version(
    cites=[BY_CHANGE], since="2024-06-10", by=LongTermResidence.long_term_residence_asked, checked="2026-11-23"
)
def change_to_long_term_owed_2024(recognition: Recognition) -> Proposition:
    """Recognised and holding a status, the person must be made a long-term resident, however late they applied."""
    return recognised_in_either_way() & has_residence_status()


@change_to_long_term_owed.unless(
    cites=[BY_CHANGE],
    since="2024-06-10",
    by=LongTermResidence.long_term_residence_asked,
    checked="2026-11-23",
)
def status_by_special_permission_after_recognition(status: Status) -> Proposition:
    """The status came by special permission to stay, in a removal procedure after the recognition."""
    return (status.stay_specially_permitted >= status_given()) & (status.stay_specially_permitted > recognition_day())


@change_to_long_term_owed.unless(
    cites=[ACT_56_2023("11(2)", on="2024-06-10")],
    since="2024-06-10",
    by=LongTermResidence.long_term_residence_asked,
    checked="2026-11-23",
)
def status_by_old_humanitarian_permission(status: Status) -> Proposition:
    """The person was allowed to stay under the old humanitarian rule of the refugee procedure."""
    return status.humanitarian_permission.happened


@rule(cites=[BY_CHANGE], since="2005-05-16", checked="2026-11-23")
def change_to_long_term_awaited(status: Status) -> Proposition:
    """The change to long-term resident must be given and has not been given yet."""
    asked = LongTermResidence.long_term_residence_asked
    given = (status.long_term_residence_granted >= asked) | (status.status_granted >= asked)
    return change_to_long_term_owed() & ~given


# Since 10 June 2024 the same holds for the status given to a holder of provisional stay; nobody had it before.
@rule(
    cites=[ICRRA("61-2-6(1)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(1)"})],
    since="2005-05-16",
    checked="2026-11-23",
)
def removal_spared_for_earlier_grounds(status: Status) -> Proposition:
    """The person is not removed on grounds that existed when the status was given in the refugee procedure."""
    return status.long_term_residence_granted.happened | status.provisional_stay_status_granted.happened


DUTIES = (
    Duty("authority", "Make the recognised person a long-term resident", long_term_residence_awaited),
    Duty("authority", "Permit the change to long-term resident that was asked for", change_to_long_term_awaited),
)
CHANGES = (
    Change(
        date(2005, 5, 16),
        "A recognised person without a status became a long-term resident, unless one of four items applied.",
        (WITH_RECOGNITION,),
    ),
    Change(
        date(2024, 6, 10),
        "Applying late or coming indirectly no longer keeps a recognised person from long-term residence.",
        (WITH_RECOGNITION, BY_CHANGE),
    ),
)
