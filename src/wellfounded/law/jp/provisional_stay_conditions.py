"""What provisional stay allows and asks of its holder, and on what grounds it can be cancelled."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.provisional_stay import ProvisionalStay, provisional_stay_in_force
from wellfounded.law.jp.provisional_stay_refusal import (
    clearly_indirect,
    clearly_late,
    entry_could_have_been_refused,
    sentenced_for_listed_crime,
    suspected_of_ground_for_removal,
)
from wellfounded.law.jp.removal_order import RemovalProcedure
from wellfounded.law.jp.sources import ACT_56_2023, ICRRA, REGULATION
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Caution, Change, Duty
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import NOT_MET, DayTerm, Proposition, last_day, last_of, parameter

WORK = ICRRA("61-2-7(1), (2)", on="2024-06-10")
REPORT = ICRRA("61-2-8", on="2024-06-10")
CANCELLING_STAY = ICRRA("61-2-5", on="2005-05-16", renumbered={"2024-06-10": "61-2-6"})

# Without regard to holidays: the earlier day is the one to act by, and no source says that the report may come later.
REPORT_EVERY = parameter(
    "time_between_reports_under_provisional_stay",
    Period(length=6, unit="months", first_day="excluded", month_end="last_day"),
    "The longest time between two reports under provisional stay",
    REPORT,
    REGULATION("56-6", on="2024-06-10"),
)


class Conduct(Facts):
    """What the law asks about life under provisional stay."""

    provisional_stay_reported: DayTerm = asks(
        "On which day did the person last report under provisional stay?", last("provisional_stay_reported")
    )
    work_needed_for_living: Proposition = asks("Does the person under provisional stay need paid work to live?")
    worked_without_permission: Proposition = asks(
        "Did the person run a business or do paid work without permission while under provisional stay?"
    )
    broke_condition: Proposition = asks(
        "Did the person break a condition of provisional stay, such as the place of residence, the area or a summons?"
    )
    used_false_material: Proposition = asks(
        "Did the person hand in forged or false papers, or say what is untrue, in order to be recognised?"
    )
    confirmed_departure: Proposition = asks("Did the person go through departure control?")


# A permit keeps the rules of the day on which it was given, also after it is extended.
@rule(
    cites=[ICRRA("61-2-4(3)", on="2005-05-16"), ACT_56_2023("12, 13", on="2024-06-10")],
    since="2005-05-16",
    until="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_work_possible(conduct: Conduct) -> Proposition:
    """Provisional stay that was permitted before 10 June 2024 allows no paid work, with or without permission."""
    return NOT_MET


@provisional_stay_work_possible.version(
    cites=[WORK, REGULATION("56-5", on="2024-06-10")],
    since="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_work_possible_2024(conduct: Conduct) -> Proposition:
    """Paid work can be permitted under provisional stay, as far as the person needs it to live."""
    return provisional_stay_in_force() & conduct.work_needed_for_living


@rule(
    cites=[WORK, ICRRA("73(ii)", on="2024-06-10"), ACT_56_2023("13", on="2024-06-10")],
    since="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_work_banned(conduct: Conduct) -> Proposition:
    """Under this provisional stay, running a business and paid work without permission are offences."""
    return provisional_stay_in_force()


@rule(
    cites=[WORK, ICRRA("73(ii)", on="2024-06-10"), ACT_56_2023("13", on="2024-06-10")],
    since="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_work_offence(conduct: Conduct) -> Proposition:
    """The person worked without permission under provisional stay: up to one year in prison, 2,000,000 yen, or both."""
    return conduct.worked_without_permission


@rule(
    cites=[REPORT, REGULATION("56-6", on="2024-06-10"), ACT_56_2023("13", on="2024-06-10")],
    since="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_report_last_day(conduct: Conduct) -> DayTerm:
    """The next report under provisional stay is due by {provisional_stay_report_last_day}."""
    return last_day(REPORT_EVERY, last_of(ProvisionalStay.provisional_stay_granted, conduct.provisional_stay_reported))


@rule(
    cites=[REPORT, REGULATION("56-6", on="2024-06-10"), ACT_56_2023("13", on="2024-06-10")],
    since="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_report_owed(conduct: Conduct) -> Proposition:
    """The person must report under provisional stay at least every six months."""
    return provisional_stay_in_force()


@rule(cites=[CANCELLING_STAY], since="2005-05-16", checked="2026-11-23")
def should_not_have_been_permitted(conduct: Conduct) -> Proposition:
    """An item against provisional stay applied when it was permitted, or a listed ground or sentence came later."""
    return (
        entry_could_have_been_refused()
        | suspected_of_ground_for_removal()
        | clearly_late()
        | clearly_indirect()
        | sentenced_for_listed_crime()
        | (RemovalProcedure.removal_ordered <= ProvisionalStay.provisional_stay_granted)
    )


@rule(
    cites=[CANCELLING_STAY, ACT_56_2023("12", on="2024-06-10")],
    since="2005-05-16",
    until="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
    confidence="known",
)
def provisional_stay_can_be_cancelled(conduct: Conduct) -> Proposition:
    """There is a ground on which the provisional stay can be cancelled."""
    return (
        should_not_have_been_permitted()
        | conduct.broke_condition
        | conduct.used_false_material
        | conduct.confirmed_departure
    )


@provisional_stay_can_be_cancelled.version(
    cites=[CANCELLING_STAY],
    since="2024-06-10",
    by=ProvisionalStay.provisional_stay_granted,
    checked="2026-11-23",
)
def provisional_stay_can_be_cancelled_2024(conduct: Conduct) -> Proposition:
    """There is a ground, which since 10 June 2024 includes work without permission, to cancel the provisional stay."""
    return (
        should_not_have_been_permitted()
        | conduct.broke_condition
        | conduct.used_false_material
        | conduct.confirmed_departure
        | conduct.worked_without_permission
    )


@rule(cites=[CANCELLING_STAY], since="2005-05-16", checked="2026-11-23")
def provisional_stay_in_danger(conduct: Conduct) -> Proposition:
    """Provisional stay is in force, and there is a ground on which it can be cancelled."""
    return provisional_stay_in_force() & provisional_stay_can_be_cancelled()


DUTIES = (
    Duty(
        "applicant",
        "Report on life under provisional stay, at least every six months",
        provisional_stay_report_owed,
        provisional_stay_report_last_day,
    ),
)
CAUTIONS = (
    Caution(
        "Under provisional stay: live at the place named, stay within the prefecture, and appear when called.",
        provisional_stay_in_force,
    ),
    Caution(
        "Paid work without permission under provisional stay is an offence, and the permit can be cancelled for it.",
        provisional_stay_work_banned,
    ),
    Caution("The provisional stay can be cancelled.", provisional_stay_in_danger),
)
CHANGES = (
    Change(
        date(2024, 6, 10),
        "Holders of provisional stay may be permitted to work and must report, if it was permitted from this day on.",
        (WORK, REPORT),
    ),
)
