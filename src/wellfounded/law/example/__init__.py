"""Exemplia, an invented country that shows every feature of the software once: the template for a legal order."""

from __future__ import annotations

from datetime import date

from wellfounded.law.example import asylum
from wellfounded.law.example.asylum import (
    EXEMPLIAN_CODE,
    EXEMPLIAN_COURT_1,
    OFFICE,
)
from wellfounded.rules.breaches import Act, Breach, Step, Track
from wellfounded.rules.guide import Doing, Guide, Place
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
    breaches=(
        Breach(
            "appealed_late",
            "Appealed after the last day.",
            "time_limit",
            "applicant",
            asylum.appealed_late,
            asylum.Claim.appeal_filed,
            "appealed",
            excused=asylum.late_appeal_excused,
        ),
        Breach(
            "decided_late",
            "The claim was not decided in time.",
            "time_limit",
            "authority",
            asylum.decided_late,
            asylum.decision_due().plus(1),
            "decided",
        ),
    ),
    # In force since the code; from 2022 on only an officer may decide.
    acts=(
        Act("decided", date(2000, 1, 1), (EXEMPLIAN_CODE("3", on="2000-01-01"),), until=date(2022, 1, 1)),
        Act("decided", date(2022, 1, 1), (EXEMPLIAN_CODE("3(2)", on="2022-01-01"),), by=("officer",)),
    ),
    actors={"officer": "An officer", "clerk": "A clerk"},
    tracks=(
        Track(
            "claim",
            "The claim and the appeal",
            "nothing",
            (
                Step("nothing", "applied", "pending", (EXEMPLIAN_CODE("3", on="2000-01-01"),), "applicant"),
                Step("pending", "decided", "decided", (EXEMPLIAN_CODE("3", on="2000-01-01"),)),
                Step("decided", "appealed", "on appeal", (EXEMPLIAN_CODE("7", on="2000-01-01"),), "applicant"),
                Step("on appeal", "judged", "judged", (EXEMPLIAN_CODE("7", on="2000-01-01"),), "court"),
            ),
        ),
    ),
    guide=Guide(
        steps={"claim": "Claim", "decision": "Decision", "court": "Court"},
        passed={"claim": ("applied",), "decision": ("decided",), "court": ("judged",)},
        stages={
            "none": Place("claim", "You have made no claim yet.", next=("You can make a claim at the asylum office.",)),
            "claimed": Place(
                "decision",
                "You made a claim. Now you wait for the decision.",
                if_yes=("You can stay in Exemplia.",),
                if_no=("You can appeal to the court.",),
            ),
            "refused": Place("court", "The answer was no.", next=("Ask your lawyer about an appeal.",)),
            "on_appeal": Place(
                "court",
                "Your case is at the court. Now you wait.",
                if_yes=("You can stay in Exemplia.",),
                if_no=("Ask your lawyer what you can still do.",),
            ),
        },
        remedies={"appeal": Doing("Appeal to the court.", "At the court of Exemplia.", ("The letter of refusal",))},
        until="Without an appeal, this can end after {day}.",
    ),
    placeholder=True,
)
