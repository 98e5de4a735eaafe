"""The law of Italian traffic fines, as far as a real log of them needs it: notice, penalty, appeal, collection.

Written from general knowledge of the Codice della Strada and marked so; no text was compared.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.readings.drawn import law as drawn_law
from wellfounded.logic.periods import Period
from wellfounded.rules.breaches import Breach, Step, Track
from wellfounded.rules.citations import Source
from wellfounded.rules.facts import Facts, asks, first
from wellfounded.rules.order import EventKind, LegalOrder
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import DayTerm, Proposition, choose, last_day, parameter

CODE = Source("it-cds", "Codice della Strada (Legislative Decree 285 of 1992)", "CdS", "statute", date(2026, 11, 23))
_NOTICE = (CODE("201(1)", on="1993-01-01"),)
_PREFECT = (CODE("203(1)", on="1993-01-01"),)
_JUDGE = (CODE("204-bis(1)", on="2003-08-13"),)
_PENALTY = (CODE("203(3)", on="1993-01-01"),)
_COLLECTION = (CODE("206", on="1993-01-01"),)
_PAYMENT = (CODE("202(1)", on="1993-01-01"),)

OLD_TIME_FOR_NOTICE = parameter(
    "old_time_for_notice", Period(length=150, unit="days", first_day="excluded"), "The time for the notice", *_NOTICE
)
TIME_FOR_NOTICE = parameter(
    "time_for_notice", Period(length=90, unit="days", first_day="excluded"), "The time for the notice", *_NOTICE
)
SIXTY_DAYS = parameter(
    "sixty_days", Period(length=60, unit="days", first_day="excluded"), "The time to pay or appeal", *_PREFECT
)
THIRTY_DAYS = parameter("thirty_days", Period(length=30, unit="days", first_day="excluded"), "Thirty days", *_JUDGE)


class Fine(Facts):
    created: DayTerm = asks("On which day was the offence established?", first("created"))
    notified: DayTerm = asks("On which day was the notice served?", first("notified"))
    penalty_added: DayTerm = asks("On which day was the penalty added?", first("penalty"))
    appeal_dated: DayTerm = asks("Which day does the appeal to the prefect bear?", first("appeal_dated"))
    judge_asked: DayTerm = asks("On which day was the judge appealed to?", first("judge"))
    result_notified: DayTerm = asks("On which day was the prefect's decision served?", first("result_notified"))
    found_late: Proposition = asks("Could the offender be identified only later?")


@rule(cites=_NOTICE, since="1993-01-01", until="2010-08-13", by=Fine.created, checked="2026-11-23", confidence="known")
def notice_late(fine: Fine) -> Proposition:
    """The notice was served after one hundred and fifty days."""
    return fine.notified > last_day(OLD_TIME_FOR_NOTICE, fine.created)


@notice_late.version(cites=_NOTICE, since="2010-08-13", by=Fine.created, checked="2026-11-23", confidence="known")
def notice_late_2010(fine: Fine) -> Proposition:
    """The notice was served after ninety days."""
    return fine.notified > last_day(TIME_FOR_NOTICE, fine.created)


@rule(cites=_NOTICE, since="1993-01-01", checked="2026-11-23", confidence="known")
def late_notice_excused(fine: Fine) -> Proposition:
    """The offender could be identified only later."""
    return notice_late() & fine.found_late


@rule(cites=_PREFECT, since="1993-01-01", checked="2026-11-23", confidence="known")
def appeal_to_prefect_late(fine: Fine) -> Proposition:
    """The appeal to the prefect came after sixty days from the notice."""
    return fine.appeal_dated > last_day(SIXTY_DAYS, fine.notified)


# Since October 2011 thirty days, until then sixty; from when the time runs after the prefect has decided is left open.
@rule(cites=_JUDGE, since="1993-01-01", checked="2026-11-23", confidence="doubtful")
def appeal_to_judge_late(fine: Fine) -> Proposition:
    """The appeal to the judge came too late."""
    start = choose((fine.result_notified.happened, fine.result_notified), otherwise=fine.notified)
    late: Proposition = unclear(
        "Had the time to go to the judge thirty days or sixty?",
        settled_by="the texts of article 204-bis",
        cites=_JUDGE,
        sixty=("It had sixty.", fine.judge_asked > last_day(SIXTY_DAYS, start)),
        thirty=("It had thirty.", fine.judge_asked > last_day(THIRTY_DAYS, start)),
    )
    return late


@rule(cites=_PENALTY, since="1993-01-01", checked="2026-11-23", confidence="known")
def penalty_too_early(fine: Fine) -> Proposition:
    """The penalty was added before the last of the sixty days to pay."""
    # The register dates it on the sixtieth day itself, with whose end it falls due.
    return fine.penalty_added < last_day(SIXTY_DAYS, fine.notified)


MATTER: Any = SimpleNamespace(
    __name__="traffic_fines",
    Fine=Fine,
    **{p.name: p for p in (OLD_TIME_FOR_NOTICE, TIME_FOR_NOTICE, SIXTY_DAYS, THIRTY_DAYS)},
    **{
        r.name: r
        for r in (notice_late, late_notice_excused, appeal_to_prefect_late, appeal_to_judge_late, penalty_too_early)
    },
)

KINDS = {
    "Create Fine": "created",
    "Send Fine": "sent",
    "Insert Fine Notification": "notified",
    "Add penalty": "penalty",
    "Payment": "paid",
    "Insert Date Appeal to Prefecture": "appeal_dated",
    "Send Appeal to Prefecture": "appeal_sent",
    "Receive Result Appeal from Prefecture": "result_received",
    "Notify Result Appeal to Offender": "result_notified",
    "Appeal to Judge": "judge",
    "Send for Credit Collection": "collection",
}
"""What the log calls its events, and the kinds here."""

_BEFORE_THE_END = "created|sent|notified|penalised|at the prefect|decided|told|before the judge"
TRACK = Track(
    "fine", "The fine", "nothing",
    (
        Step("nothing", "created", "created", _NOTICE),
        Step("created", "sent", "sent", _NOTICE),
        Step("sent", "notified", "notified", _NOTICE),
        Step(_BEFORE_THE_END, "paid", "", _PAYMENT, "applicant"),
        Step("notified", "penalty", "penalised", _PENALTY),
        Step("before the judge|at the prefect|appealed", "penalty", "", _PENALTY),
        Step("notified|penalised", "appeal_dated", "appealed", _PREFECT, "applicant"),
        Step("appealed", "appeal_sent", "at the prefect", _PREFECT),
        Step("at the prefect", "result_received", "decided", _PREFECT),
        Step("decided", "result_notified", "told", _PREFECT),
        Step("notified|penalised|told", "judge", "before the judge", _JUDGE, "applicant"),
        Step("penalised|told|before the judge", "collection", "collected", _COLLECTION),
    ),
    ends=(*_BEFORE_THE_END.split("|"), "collected"),
)  # fmt: skip
"""An appeal that bears a day must go to the prefect: in `appealed` a fine cannot rest."""

LAW: LegalOrder = replace(
    drawn_law(),
    id="traffic fines",
    matters=(MATTER,),
    sources=(CODE,),
    event_kinds=tuple(EventKind(kind, says, "police") for says, kind in KINDS.items()),
    calendars={},
    remedies=(),
    lanes={"police": "Police"},
    sequence=frozenset(),
    breaches=(
        Breach(
            "notice_late", "The notice was served too late.", "time_limit", "authority", notice_late, Fine.notified,
            "notified", excused=late_notice_excused,
        ),
        Breach(
            "appeal_to_prefect_late", "Appealed to the prefect after sixty days.", "time_limit", "applicant",
            appeal_to_prefect_late, Fine.appeal_dated, "appeal_dated",
        ),
        Breach(
            "appeal_to_judge_late", "Appealed to the judge too late.", "time_limit", "applicant", appeal_to_judge_late,
            Fine.judge_asked, "judge",
        ),
        Breach(
            "penalty_too_early", "The penalty was added too early.", "time_limit", "authority", penalty_too_early,
            Fine.penalty_added, "penalty",
        ),
    ),
    acts=(),
    tracks=(TRACK,),
)  # fmt: skip
