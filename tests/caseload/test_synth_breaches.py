"""The faults planted in a synthetic caseload are found, and hardly anything else."""

from collections import Counter
from datetime import date

import pytest

from wellfounded import law as laws
from wellfounded.caseload.breaches import Breaches
from wellfounded.caseload.folding import Folding
from wellfounded.caseload.synth import STRETCH, synthesise
from wellfounded.caseload.synthetic.published import assumed
from wellfounded.readings.columns import ColumnsReading
from wellfounded.readings.values import MET

JP = laws.find("jp")
LAST = date(2024, 12, 31)
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
