"""Since when the law knows an act, and who may do it: what events are held against.

A table and no rule: an event names its day and who acted, and nothing else is asked.
"""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.cancellation import CANCELLING
from wellfounded.law.jp.counsellors import PANEL_SIZE
from wellfounded.law.jp.sources import ACLA, ACT_56_2023, ACT_73_2004, ICRRA, REGULATION, TRIAGE_2018
from wellfounded.rules.breaches import Act

ACTORS = {
    "applicant": "The applicant",
    "minister": "The Minister of Justice",
    "regional_head": "The head of a regional bureau",
    "inquirer": "A refugee inquirer",
    "counsellors": "The refugee examination counsellors",
    "inspector": "The supervising inspector",
    "court": "A court",
    "authority": "The authority",
}
"""Who acts, as events name them. `authority` says only that it was one of the offices."""

_BEGINS, _2005, _2017_06, _2017_07 = date(1982, 1, 1), date(2005, 5, 16), date(2017, 6, 1), date(2017, 7, 1)
_TRIAGE, _2023, _2024 = date(2018, 1, 15), date(2023, 12, 1), date(2024, 6, 10)
_DECIDES = ICRRA("61-2", on="1982-01-01")
_DELEGATED = (ICRRA("69-2", on="2017-06-01"), REGULATION("61-2(1)(xiv)", on="2017-07-01"))
_REVIEW = ICRRA("61-2-4", on="1982-01-01", renumbered={"2005-05-16": "61-2-9(1)", "2024-06-10": "61-2-12(1)"})
_COMPLEMENTARY = (ICRRA("61-2(2), (3)", on="2023-12-01"), ACT_56_2023("1(ii), 3", on="2023-12-01"))
_PROVISIONAL = (ICRRA("61-2-4", on="2005-05-16"), ACT_73_2004("6", on="2005-05-16"))
_SUPERVISION = (ICRRA("44-2, 52-2", on="2024-06-10"),)
_LEAVING = (ICRRA("55-2", on="2024-06-10"),)
# The ordinance's list of delegated powers leaves out the decision on a review and the cancelling of a recognition.
_NOT_DELEGATED = REGULATION("61-2(1)", on="2017-07-01")

ACTS = (
    # the application and its decision
    Act("applied", _BEGINS, (ICRRA("61-2(1)", on="1982-01-01"),), where={"kind": "refugee"}, bears="applicant"),
    Act("applied", _2023, (ICRRA("61-2(2)", on="2023-12-01"),), where={"kind": "complementary"}, bears="applicant"),
    Act("decided", _BEGINS, (_DECIDES,), until=_2017_06, by=("minister", "authority")),
    # In June 2017 the power was given to the heads of the bureaus, on a day that was not found.
    Act("decided", _2017_06, (_DECIDES,), until=_2017_07, by=("minister", "authority")),
    Act("decided", _2017_06, (_DECIDES, *_DELEGATED), until=_2017_07, by=("regional_head",), confidence="doubtful"),
    Act("decided", _2017_07, (_DECIDES, *_DELEGATED), by=("minister", "regional_head", "authority")),
    Act("decided", _2023, _COMPLEMENTARY, where={"outcome": "complementary"}),
    Act("redecided", _2023, _COMPLEMENTARY, where={"outcome": "complementary"}),
    Act("triaged", _TRIAGE, (TRIAGE_2018("classes A to D", on="2018-01-15"),)),
    # the review
    Act("review_decided", _BEGINS, (_REVIEW,), until=_2017_07, by=("minister", "authority")),
    Act("review_decided", _2017_07, (_REVIEW, _NOT_DELEGATED), by=("minister", "authority")),
    Act(
        "counsellors_opinion", _2005,
        (ICRRA("61-2-9(3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-12(3)"}), *PANEL_SIZE.cites),
        by=("counsellors",),
    ),
    Act("recognition_cancelled", _BEGINS, (CANCELLING,), until=_2017_07, by=("minister", "authority")),
    Act("recognition_cancelled", _2017_07, (CANCELLING, _NOT_DELEGATED), by=("minister", "authority")),
    # the courts
    Act(
        "suit_filed", date(2005, 4, 1), (ACLA("3(6), 37-3", on="2005-04-01"),), where={"kind": "duty_imposing"},
        bears="applicant",
    ),
    # stay
    Act("provisional_stay_granted", _2005, _PROVISIONAL),
    Act("provisional_stay_refused", _2005, _PROVISIONAL),
    Act("provisional_stay_extended", _2005, _PROVISIONAL),
    Act("provisional_stay_cancelled", _2005, (ICRRA("61-2-5", on="2005-05-16", renumbered={"2024-06-10": "61-2-6"}),)),
    Act("provisional_stay_reported", _2024, (ICRRA("61-2-8", on="2024-06-10"),), bears="applicant"),
    Act("provisional_stay_status_granted", _2024, (ICRRA("61-2-5", on="2024-06-10"),)),
    Act("residence_granted", _2005, (ICRRA("61-2-2(1)", on="2005-05-16"),)),
    # removal
    Act("special_permission_asked", _2024, (ICRRA("50(2)", on="2024-06-10"),), bears="applicant"),
    Act("supervision_begun", _2024, _SUPERVISION),
    Act("supervision_ended", _2024, _SUPERVISION),
    Act("ordered_to_leave", _2024, _LEAVING, by=("inspector", "authority")),
    Act("order_to_leave_revoked", _2024, _LEAVING),
)  # fmt: skip
