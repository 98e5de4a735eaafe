"""The faults planted in a synthetic caseload are found, and hardly anything else."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from tests.caseload.synthetic_claims import JP, LAST, at, early_interviews, words
from wellfounded.caseload.fold.folding import Folding
from wellfounded.caseload.procedure.breaches import Breaches
from wellfounded.caseload.synth import STRETCH, synthesise
from wellfounded.caseload.synthetic import published
from wellfounded.caseload.synthetic.published import assumed
from wellfounded.caseload.table.events import DayColumn
from wellfounded.readings.columns import ColumnsReading
from wellfounded.readings.values import MET

FOUND_AS = {
    "late_review_request": ("review_requested_late",),
    "late_suit": ("suit_filed_late",),
    "review_without_counsellors": ("review_decided_without_counsellors",),
    "counsellors_after_decision": ("application:counsellors_opinion:misplaced", "application:review_decided:misplaced"),
    "review_by_wrong_body": ("review_decided_without_power", "review_decided:not_by"),
    "removed_while_barred": ("removed_while_the_procedure_went_on",),
    "interview_before_application": ("application:interviewed:misplaced",),
    "notice_without_reasons": ("denial_notified_without_reasons",),
    "notice_without_suit": ("denial_notified_without_naming_suit",),
    "panel_of_two": ("panel_is_not_of_three",),
    "oral_statement_not_held": ("review_decided_without_oral_statement",),
}
"""By the name of what was planted, under which names it is found. A missing notice is no breach that one can see."""
NOT_PLANTED = {
    "standard_period_passed": "a target: the published waits are longer",
    "applied_after_sixty_days": "assumed of a quarter of the applications before 2005",
}


@pytest.fixture(scope="module")
def found() -> Counter[str]:
    """How many breaches of each name are there for certain in one stretch."""
    batch = next(synthesise(JP, STRETCH, 7, stated=True))
    breaches, reading = Breaches(JP), ColumnsReading(JP)
    facts = Folding(JP, reading, LAST, dict.fromkeys(JP.lanes, LAST)).fold(batch)
    block = reading.block(facts.size, LAST.toordinal(), facts.facts, facts.segments)
    rows = breaches.of(batch, facts, block)
    return Counter(breaches.entries[e].name for e in rows.entry[rows.state == MET].tolist())


@pytest.mark.parametrize("planted", FOUND_AS)
def test_what_was_planted_is_found(planted: str, found: Counter[str]) -> None:
    assert planted in assumed("planted")
    assert sum(found[name] for name in FOUND_AS[planted]) > 0


def test_nothing_is_found_that_was_not_planted(found: Counter[str]) -> None:
    expected = {name for names in FOUND_AS.values() for name in names} | NOT_PLANTED.keys()
    assert {name: n for name, n in found.items() if name not in expected} == {}
    assert assumed("planted").keys() - FOUND_AS.keys() == {"missing_notice"}


def test_planted_faults_come_as_often_as_the_table_says() -> None:
    rates = published.assumed("planted")
    seen: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    for batch in synthesise(JP, 3 * STRETCH, 5):
        day, notified = batch.day.low, batch.notified.low
        decided, requested, reviewed, heard, removed = (
            at(batch, k) for k in ("decided", "review_requested", "review_decided", "counsellors_opinion", "removed")
        )
        denied = decided[words(batch, "outcome", decided) == "denied"]
        # A notice later than the last day is unrecorded too; a whole year before it none is.
        denied = denied[day[denied] < date(2024, 1, 1).toordinal()]
        told = np.zeros(batch.n_applications, np.int64)
        served = at(batch, "notice_served")
        served = served[words(batch, "of", served) == "decision"]
        told[batch.application[served]] = day[served]
        told[batch.application[decided]] = np.maximum(told[batch.application[decided]], notified[decided])
        seen["missing_notice"] += int((told[batch.application[denied]] == 0).sum())
        whole["missing_notice"] += len(denied)
        made = day.copy()
        posted = batch.fields["posted"]
        assert isinstance(posted.values, DayColumn)
        made[posted.events] = posted.values.low
        opinion = np.zeros(batch.n_applications, np.int64)
        known = requested[told[batch.application[requested]] > 0]
        seen["late_review_request"] += int((made[known] - told[batch.application[known]] > 17).sum())
        whole["late_review_request"] += len(known)
        opinion[batch.application[heard]] = day[heard]
        since = reviewed[day[reviewed] > date(2005, 7, 1).toordinal()]
        whole["review_without_counsellors"] += len(since)
        seen["review_without_counsellors"] += int((opinion[batch.application[since]] == 0).sum())
        later = opinion[batch.application[since]] > day[since]
        seen["counsellors_after_decision"] += int(later.sum())
        whole["counsellors_after_decision"] += len(since)
        wrong = np.array(batch.actor.words)[batch.actor.codes[reviewed]] == "regional_head"
        seen["review_by_wrong_body"] += int(wrong.sum())
        whole["review_by_wrong_body"] += len(reviewed)
        claim = batch.claim_of_events()
        out = np.zeros(batch.n_claims, np.bool_)
        out[claim[removed]] = True
        pending = np.zeros(batch.n_applications, np.bool_)
        pending[batch.application[requested]] = True
        pending[batch.application[np.concatenate((reviewed, at(batch, "review_withdrawn")))]] = False
        barred = np.bincount(batch.claim_of_applications()[pending], minlength=batch.n_claims) > 0
        seen["removed_while_barred"] += int((barred & out).sum())
        whole["removed_while_barred"] += len(requested)
        seen["interview_before_application"] += len(early_interviews(batch))
        whole["interview_before_application"] += len(at(batch, "interviewed"))
    for name, number in whole.items():
        wanted = rates[name] * number
        assert abs(seen[name] - wanted) <= 4 * wanted**0.5 + 0.35 * wanted, (name, seen[name], wanted)
        assert seen[name] > 0, name
