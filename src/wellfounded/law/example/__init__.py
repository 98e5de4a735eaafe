"""Exemplia, an invented country that shows every feature of the software once: the template for a legal order."""

from __future__ import annotations

from datetime import date

from wellfounded.law.example import asylum
from wellfounded.law.example.asylum import (
    EXEMPLIAN_CODE,
    EXEMPLIAN_COURT_1,
    OFFICE,
)
from wellfounded.rules.order import Caution, Change, Duty, EventKind, LegalOrder, Notice, Remedy, Removal, Span

EVENT_KINDS = (
    EventKind("arrived", "Arrived in Exemplia", "person", "person"),
    EventKind("applied", "Applied for asylum", "office", offices=True),
    EventKind("decided", "Decided", "office", fields={"outcome": ("granted", "refused")}, offices=True),
    EventKind("appealed", "Appealed", "court", fields={"posted": "posted"}),
    EventKind("judged", "Judgment", "court", fields={"result": ("allowed", "dismissed")}),
)

ORDER = LegalOrder(
    id="example",
    names={"en": "Exemplia (an invented country)", "ja": "エグゼンプリア（架空の国）"},
    time_zone="UTC",
    utc_offset=0,
    begins=date(2000, 1, 1),
    matters=(asylum,),
    sources=(EXEMPLIAN_CODE, EXEMPLIAN_COURT_1),
    event_kinds=EVENT_KINDS,
    calendars={"office": OFFICE},
    stage=asylum.stage,
    stages={
        "claimed": "The claim awaits a decision.",
        "refused": "The claim was refused; an appeal may be open.",
        "on_appeal": "The appeal is pending.",
        "none": "There is no claim.",
    },
    remedies=(
        Remedy(
            name="appeal",
            words="Appeal to the court",
            who="applicant",
            available=asylum.refused,
            starts=asylum.appeal_starts,
            last_day=asylum.appeal_last_day,
            taken=asylum.appealed,
            period=asylum.TIME_TO_APPEAL,
            notice=Notice("notified", {"outcome": "refused"}, "appeal_posted", "appeal_filed", asylum.appealed),
            authority="Court of Exemplia",
            if_missed="The refusal becomes final.",
        ),
    ),
    removal=Removal(
        barred=asylum.removal_barred,
        ground=asylum.removable,
        treated_as_barred=asylum.treated_as_barred,
        until=asylum.appeal_last_day,
        destination=asylum.would_be_persecuted,
        warnings=(Caution("A relative is recognised: ask for family asylum.", asylum.family_recognised),),
    ),
    duties=(Duty("authority", "Decide the claim within the time set for it", asylum.pending, asylum.decision_due),),
    changes=(Change(date(2020, 1, 1), "The time to appeal was halved.", (EXEMPLIAN_CODE("7", on="2000-01-01"),)),),
    assessment={"refugee": asylum.refugee},
    elements={"persecution": asylum.would_be_persecuted, "protection": asylum.no_protection},
    lanes={"person": "Person", "office": "Asylum office", "court": "Court"},
    spans=(Span("applied", "decided", "office", "claim"), Span("appealed", "judged", "court", "appeal")),
    sequence=frozenset({("applied", "decided"), ("decided", "appealed"), ("appealed", "judged")}),
    placeholder=True,
)
