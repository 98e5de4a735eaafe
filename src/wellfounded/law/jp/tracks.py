"""In which order events follow one another: the strands of the procedure, step by step.

What only the authority sees, and what files often leave out, is never asked for: such a step stays where it is. A
notice may be written as a field of the decision, so no step waits for a notice of its own.
"""

from __future__ import annotations

from wellfounded.law.jp.cancellation import CANCELLING, REVIEW
from wellfounded.law.jp.sources import ACLA, ARCA, ARCA_1962, CCP, ICRRA, REGULATION, TRIAGE_2018
from wellfounded.rules.breaches import Bearer, Step, Track

_APPLIES = (ICRRA("61-2(1)", on="1982-01-01", renumbered={"2023-12-01": "61-2(1), (2)"}),)
_DECIDES = (ICRRA("61-2", on="1982-01-01"),)
_NOTICE = (ICRRA("61-2(3)", on="1982-01-01", renumbered={"2005-05-16": "61-2(2)", "2023-12-01": "61-2(4), (5)"}),)
_INQUIRY = (ICRRA("61-2-14(1)", on="2005-05-16", renumbered={"2024-06-10": "61-2-17(1)"}),)
_TRIAGE = (TRIAGE_2018("classes A to D", on="2018-01-15"),)
_REQUEST = (
    ICRRA("61-2-4", on="1982-01-01", renumbered={"2005-05-16": "61-2-9(1)", "2024-06-10": "61-2-12(1)"}),
    REGULATION("58", on="2005-05-16"),
)
_HEARD = (ICRRA("61-2-9(3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(3)"}),)
_STATEMENT = (ARCA_1962("25(1), 48", on="2005-05-16"), ARCA("31(1)", on="2016-04-01"))
_TAKEN_BACK = (ARCA_1962("39, 48", on="2005-05-16"), ARCA("27", on="2016-04-01"))
_REVIEW_DECIDED = (ARCA_1962("47, 48", on="2005-05-16"), ARCA("45, 46", on="2016-04-01"))
_REVIEW_SERVED = (ARCA("51(1)", on="2016-04-01"),)
_AGAIN = (ACLA("33(2)", on="1982-01-01"),)
_SUIT = (ACLA("3, 8(1)", on="1982-01-01"),)
_JUDGMENT = (ACLA("3", on="1982-01-01"),)
_SERVED = (CCP("285", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_APPEAL = (CCP("281, 285, 286", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_FINAL_APPEAL = (CCP("311, 313, 314, 318", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_FINAL = (CCP("116", on="1998-01-01"), ACLA("7", on="1982-01-01"))
_STAY = (ACLA("25(2)", on="1982-01-01"),)
_OBJECTED = (ACLA("27", on="1982-01-01"),)
_PERMIT = (ICRRA("61-2-4(1)", on="2005-05-16"),)
_RENEWED = (ICRRA("61-2-4(4)", on="2005-05-16"), REGULATION("56-2(6)", on="2005-05-16"))
_PERMIT_CANCELLED = (ICRRA("61-2-5", on="2005-05-16", renumbered={"2024-06-10": "61-2-6"}),)
_REPORT = (ICRRA("61-2-8", on="2024-06-10"),)
_HOLDER = (ICRRA("61-2-5", on="2024-06-10"),)
_ORDERED = (ICRRA("52(3)", on="1982-01-01"),)
_LEAVE = (ICRRA("55-2", on="2024-06-10"),)
_DETENTION = (ICRRA("39, 52(5)", on="1982-01-01"),)
_RELEASE = (ICRRA("54(2)", on="1982-01-01"),)
_SUPERVISION = (ICRRA("44-2, 52-2", on="2024-06-10"),)
_DETENTION_REVIEWED = (ICRRA("52-8", on="2024-06-10"),)

_SIDES: tuple[Bearer, ...] = ("applicant", "authority")
_REFUSED = "decided|review over"
_UNDER_WAY = f"pending|{_REFUSED}|under review"
_AFTER_FIRST = "judged|appealed"
_AFTER_HIGH = "judged again|appealed again"
_IN_COURT = f"suing|{_AFTER_FIRST}|{_AFTER_HIGH}|judged last"

TRACKS = (
    Track(
        "application", "The application, its decision and the review", "nothing",
        (
            Step("nothing", "applied", "pending", _APPLIES, "applicant"),
            Step("pending", "triaged", "", _TRIAGE),
            Step("pending|under review", "interviewed", "", _INQUIRY),
            Step(_UNDER_WAY, "withdrawn", "withdrawn", _APPLIES, "applicant"),
            Step("pending", "decided", "decided", _DECIDES),
            Step("decided|review over|under review", "notice_served", "", _NOTICE, where={"of": "decision"}),
            Step("decided", "review_posted", "", _REQUEST, "applicant"),
            Step("decided", "review_requested", "under review", _REQUEST, "applicant"),
            Step("under review", "oral_statement_held", "", _STATEMENT),
            Step("under review", "oral_statement_waived", "", _STATEMENT, "applicant"),
            Step("under review", "oral_statement_refused", "", _STATEMENT),
            Step("under review", "counsellors_opinion", "", _HEARD),
            Step("under review", "review_withdrawn", "review over", _TAKEN_BACK, "applicant"),
            Step("under review", "review_decided", "review over", _REVIEW_DECIDED),
            Step("review over", "notice_served", "", _REVIEW_SERVED, where={"of": "review"}),
            Step(f"{_REFUSED}|under review", "redecided", "decided", _AGAIN),
            Step(f"{_REFUSED}|under review", "certificate_issued", "", _NOTICE),
            Step(f"{_REFUSED}|under review", "residence_granted", "", (ICRRA("61-2-2(1)", on="2005-05-16"),)),
        ),
    ),
    Track(
        "inaction", "The review of inaction", "nothing",
        (
            Step("nothing", "inaction_review_requested", "requested", _REQUEST, "applicant"),
            Step("requested", "inaction_review_decided", "nothing", _REVIEW_DECIDED),
        ),
    ),
    Track(
        "cancellation", "The cancelling of a recognition and its review", "nothing",
        (
            Step("nothing|over", "recognition_cancelled", "cancelled", (CANCELLING,)),
            Step("cancelled", "cancellation_review_requested", "under review", (REVIEW,), "applicant"),
            Step("under review", "cancellation_review_withdrawn", "over", (REVIEW,), "applicant"),
            Step("under review", "cancellation_review_decided", "over", (REVIEW,)),
        ),
    ),
    Track(
        "suit", "The suit, the appeals and the end of them", "nothing",
        (
            Step("nothing|final", "suit_filed", "suing", _SUIT, "applicant"),
            Step(_IN_COURT, "suit_filed", "", _SUIT, "applicant"),
            Step(_IN_COURT, "suit_withdrawn", "", _SUIT, "applicant"),
            Step("suing", "judgment", "judged", _JUDGMENT, "court", {"court": "district"}),
            Step(_AFTER_FIRST, "judgment", "", _JUDGMENT, "court", {"court": "district"}),
            Step(_AFTER_FIRST, "judgment_served", "", _SERVED, "court", {"court": "district"}),
            *(Step(_AFTER_FIRST, "appealed", "appealed", _APPEAL, who, {"to": "high", "by": who}) for who in _SIDES),
            *(Step(_AFTER_FIRST, "appeal_waived", "", _APPEAL, who, {"to": "high", "by": who}) for who in _SIDES),
            *(Step("appealed", "appeal_withdrawn", "", _APPEAL, who, {"to": "high", "by": who}) for who in _SIDES),
            Step("appealed", "judgment", "judged again", _JUDGMENT, "court", {"court": "high"}),
            Step(_AFTER_HIGH, "judgment", "", _JUDGMENT, "court", {"court": "high"}),
            Step(_AFTER_HIGH, "judgment_served", "", _SERVED, "court", {"court": "high"}),
            *(
                Step(_AFTER_HIGH, "appealed", "appealed again", _FINAL_APPEAL, who, {"to": "supreme", "by": who})
                for who in _SIDES
            ),
            *(
                Step(_AFTER_HIGH, "acceptance_petitioned", "appealed again", _FINAL_APPEAL, who, {"by": who})
                for who in _SIDES
            ),
            *(
                Step(_AFTER_HIGH, "appeal_waived", "", _FINAL_APPEAL, who, {"to": "supreme", "by": who})
                for who in _SIDES
            ),
            *(
                Step("appealed again", "appeal_withdrawn", "", _FINAL_APPEAL, who, {"to": "supreme", "by": who})
                for who in _SIDES
            ),
            Step("appealed again", "judgment", "judged last", _JUDGMENT, "court", {"court": "supreme"}),
            Step("judged last", "judgment", "", _JUDGMENT, "court", {"court": "supreme"}),
            Step("judged last", "judgment_served", "", _SERVED, "court", {"court": "supreme"}),
            Step("judged again", "remanded", "suing", _JUDGMENT, "court"),
            Step("judged last|appealed again", "remanded", "appealed", _JUDGMENT, "court"),
            Step("judged|judged again|judged last|appealed|appealed again", "became_final", "final", _FINAL, "court"),
        ),
    ),
    Track(
        "stay of execution", "The stay of execution", "nothing",
        (
            Step("nothing", "stay_of_execution_asked", "asked", _STAY, "applicant"),
            Step("asked|granted", "stay_of_execution_asked", "", _STAY, "applicant"),
            Step("asked|granted", "stay_of_execution_granted", "granted", _STAY, "court"),
            Step("asked", "stay_of_execution_refused", "nothing", _STAY, "court"),
            Step("granted", "stay_of_execution_refused", "", _STAY, "court"),
            Step("granted", "stay_of_execution_lapsed", "nothing", _STAY, "court"),
            Step("asked|granted", "prime_minister_objected", "", _OBJECTED),
        ),
    ),
    Track(
        "provisional stay", "Provisional stay", "without",
        (
            Step("without|with", "provisional_stay_granted", "with", _PERMIT),
            Step("without|with", "provisional_stay_refused", "", _PERMIT),
            Step("with", "provisional_stay_extension_asked", "", _RENEWED, "applicant"),
            Step("with", "provisional_stay_extended", "", _RENEWED),
            Step("with", "provisional_stay_reported", "", _REPORT, "applicant"),
            Step("with", "provisional_stay_cancelled", "without", _PERMIT_CANCELLED),
            Step("with", "provisional_stay_status_granted", "without", _HOLDER),
        ),
    ),
    Track(
        "removal", "The removal order and the removal", "free",
        (
            Step("free", "removal_ordered", "ordered", _ORDERED, confidence="known"),
            Step("ordered", "removal_ordered", "", _ORDERED, confidence="known"),
            Step("ordered", "removal_order_revoked", "free", _ORDERED, confidence="known"),
            Step("ordered", "removal_set", "", _ORDERED, confidence="known"),
            Step("ordered", "ordered_to_leave", "told to leave", _LEAVE),
            Step("told to leave", "ordered_to_leave", "", _LEAVE),
            Step("told to leave", "order_to_leave_revoked", "ordered", _LEAVE),
            Step("told to leave", "removal_set", "", _ORDERED, confidence="known"),
            Step("told to leave", "removal_order_revoked", "free", _ORDERED, confidence="known"),
            Step("ordered|told to leave", "removed", "free", _ORDERED, confidence="known"),
        ),
        scope="person",
    ),
    Track(
        "detention", "Detention and what takes its place", "at large",
        (
            Step("at large|supervised", "detained", "held", _DETENTION, confidence="known"),
            Step("held", "detention_reviewed", "", _DETENTION_REVIEWED),
            Step("held", "provisional_release_asked", "", _RELEASE, "applicant", confidence="known"),
            Step("held", "provisionally_released", "at large", _RELEASE, confidence="known"),
            Step("held", "released", "at large", _DETENTION, confidence="known"),
            Step("held|at large", "supervision_begun", "supervised", _SUPERVISION),
            Step("supervised", "supervision_ended", "at large", _SUPERVISION),
        ),
        scope="person",
    ),
)  # fmt: skip
