"""Every claim of the synthetic caseload is one that the law can read."""

from collections import Counter
from datetime import date
from random import Random

import numpy as np
import pytest

from tests.caseload.synthetic_claims import JP, KINDS, LAST, at, cases, early_interviews, first_stretch, readable, words
from wellfounded.caseload.synth import STRETCH, synthesise
from wellfounded.caseload.synthetic.gathering import Gathering
from wellfounded.caseload.table.events import Coded, DayColumn, EventBatch
from wellfounded.claim.case_file import HOW
from wellfounded.claim.record import record
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.rules.order import DAYS


@pytest.fixture(scope="module")
def first() -> EventBatch:
    return first_stretch()


def test_every_event_is_one_that_the_law_declares(first: EventBatch) -> None:
    seen = Counter(np.array(KINDS)[first.kind].tolist())
    assert len(seen) >= 40
    scope = np.array([JP.kinds[k].scope == "application" for k in KINDS])
    assert np.array_equal(first.application >= 0, scope[first.kind])
    assert set(first.how.words) <= {"", *HOW}
    assert set(first.actor.words) <= {"", *JP.actors}
    for name, held in first.fields.items():
        assert (np.diff(held.events) > 0).all()
        for k in np.unique(first.kind[held.events]):
            allowed = JP.kinds[KINDS[k]].fields[name]
            some = first.kind[held.events] == k
            if isinstance(allowed, tuple):
                assert isinstance(held.values, Coded)
                assert set(np.array(held.values.words)[held.values.codes[some]]) <= set(allowed)
            elif allowed in DAYS:
                assert isinstance(held.values, DayColumn)
                assert (held.values.low > date(1982, 1, 1).toordinal()).all()
    for number, kind in enumerate(JP.kinds.values()):
        events = np.flatnonzero(first.kind == number)
        for name in kind.needs if len(events) else ():
            assert np.isin(events, first.fields[name].events).all()
        if kind.offices:
            handed = events[np.array(first.how.words)[first.how.codes[events]] == "in_person"]
            assert all(JP.calendars["office"].is_working(date.fromordinal(d)) for d in np.unique(first.day.low[handed]))
            told = np.unique(first.notified.low[handed])
            assert all(JP.calendars["office"].is_working(date.fromordinal(d)) for d in told if d)


def test_no_notice_comes_before_its_event_and_nothing_is_recorded_before_it_happened(first: EventBatch) -> None:
    told = first.notified.low > 0
    assert (first.notified.low[told] >= first.day.low[told]).all()
    assert (first.recorded.low >= np.maximum(first.day.low, first.notified.low)).all()
    assert first.day.low.max() <= LAST.toordinal()
    assert first.recorded.low.max() <= LAST.toordinal()
    within = np.diff(first.day.low) >= 0
    within[first.starts[1:-1] - 1] = True
    assert within.all()


@pytest.mark.parametrize("imprecise", [0.0, 0.4])
def test_every_claim_can_be_read_save_those_planted_out_of_order(imprecise: float) -> None:
    batch = next(synthesise(JP, STRETCH, 11, imprecise=imprecise))
    early = set(np.searchsorted(batch.starts, early_interviews(batch), side="right") - 1)
    some = [*Random(1).sample(range(STRETCH), 250), *([] if imprecise else sorted(early)[:4])]
    refused = {c for c, case in zip(some, cases(JP, batch, some), strict=True) if not readable(case)}
    assert refused <= early
    assert imprecise or refused == early & set(some) != set()


def test_the_stage_reached_fits_the_outcome(first: EventBatch) -> None:
    stages: dict[str, Counter[str]] = {}
    for case in cases(JP, first, range(500)):
        try:
            made = record(JP, case, LAST)
        except BadInput:
            continue
        row = made.rows[-1]
        mine = [e for e in case.events if e.application == row.name]
        outcome = next((str(e.fields["outcome"]) for e in mine if e.kind == "decided"), "")
        outcome = outcome or ("withdrawn" if any(e.kind == "withdrawn" for e in mine) else "waiting")
        found = made.reader.reading.value(JP.stage.name, row)
        stages.setdefault(outcome, Counter())["|".join(sorted(found))] += 1
    assert set(stages) >= {"recognised", "complementary", "denied", "ended", "withdrawn", "waiting"}
    assert set(stages["waiting"]) == {"first_instance"}
    assert set(stages["withdrawn"]) == set(stages["ended"]) == {"ended"}
    assert set(stages["recognised"]) <= {"recognised", "cancelled"}
    assert set(stages["complementary"]) == {"complementary_protection"}
    assert stages["denied"].most_common(1)[0][0] == "refused"
    assert {"review_pending", "suit_open"} <= set(stages["denied"])
    # Some are open, since nobody recorded the notice.
    assert sum(n for stage, n in stages["denied"].items() if "|" in stage) <= 0.02 * stages["denied"].total() + 3


@pytest.mark.parametrize(
    ("kind", "since"),
    [
        ("provisional_stay_granted", "2005-05-16"),
        ("counsellors_opinion", "2005-05-16"),
        ("residence_granted", "2005-05-16"),
        ("humanitarian_permission", "2005-05-16"),
        ("triaged", "2018-01-15"),
        ("supervision_begun", "2024-06-10"),
        ("ordered_to_leave", "2024-06-10"),
        ("materials_held_insufficient", "2024-06-10"),
    ],
)
def test_nothing_is_done_before_the_law_knows_it(kind: str, since: str, first: EventBatch) -> None:
    days = first.day.low[at(first, kind)]
    assert (days >= date.fromisoformat(since).toordinal()).all()


def test_complementary_protection_and_the_humanitarian_permission_keep_to_their_days(first: EventBatch) -> None:
    began = date(2023, 12, 1).toordinal()
    for kind, field in (("applied", "kind"), ("decided", "outcome")):
        events = at(first, kind)
        some = events[words(first, field, events) == "complementary"]
        assert len(some)
        assert (first.day.low[some] >= began).all()
    given = first.day.low[at(first, "humanitarian_permission")]
    assert len(given)
    assert (given < date(2024, 6, 10).toordinal()).all()


def test_repeat_applications_follow_the_end_of_the_one_before(first: EventBatch) -> None:
    applied = at(first, "applied")
    assert (np.diff(first.application_starts) >= 1).all()
    assert len(applied) == first.n_applications
    number = np.bincount(np.diff(first.application_starts))
    assert number[2] > 500
    assert number[3] > 20
    over = np.zeros(first.n_applications, np.int64)
    for kind in ("review_decided", "review_withdrawn", "decided"):
        events = at(first, kind)
        over[first.application[events]] = np.maximum(over[first.application[events]], first.day.low[events])
    later = applied[np.array(list(first.applications))[first.application[applied]] != "1"]
    assert (over[first.application[later] - 1] > 0).all()
    assert (first.day.low[later] > over[first.application[later] - 1]).all()


def test_a_path_that_leaves_the_law_is_a_fault_of_the_program() -> None:
    events, who = Gathering(JP, 3), np.arange(3)
    with pytest.raises(WrongCall, match="no such event as baptised"):
        events.add("baptised", who, who)
    with pytest.raises(WrongCall, match="no such event as decided"):
        events.add("decided", who, who)
    with pytest.raises(WrongCall, match="outcome of decided"):
        events.add("decided", who, who, who, outcome="postponed")
    with pytest.raises(WrongCall, match="colour of decided"):
        events.add("decided", who, who, who, colour="red")
