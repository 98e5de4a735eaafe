"""The facts of a batch are those that the record of each claim holds, value by value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.caseload.case_batches import Drawing, batch_of
from tests.caseload.drawn_folds import law_of_folds
from wellfounded import law as laws
from wellfounded.caseload.fold.folding import FactBlock, Folding
from wellfounded.caseload.table.events import EventBatch
from wellfounded.caseload.table.one_case import from_cases
from wellfounded.claim import case_file
from wellfounded.claim.events import Case, Event
from wellfounded.claim.record import Record, record
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.readings.columns import ColumnsReading
from wellfounded.readings.columns.values import at, is_array
from wellfounded.readings.values import NEVER, open_value
from wellfounded.rules.order import LegalOrder

ON = date(2024, 7, 12)
READINGS = {name: ColumnsReading(laws.find(name)) for name in ("jp", "example")}


def holds(
    law: LegalOrder, cases: list[Case], on: date, folding: Folding | None = None, batch: EventBatch | None = None
) -> FactBlock:
    """Fold the cases as a batch, and hold every row to the record of its claim."""
    folding = folding or Folding(law, ColumnsReading(law), on, cases[0].complete)
    block = folding.fold(batch or batch_of(law, cases))
    row = 0
    for c, case in enumerate(cases):
        try:
            made: Record | BadInput = record(law, case, on)
        except BadInput as error:
            made = error
        assert bool(block.refused[c]) == isinstance(made, BadInput), (case, made)
        told = folding.why_refused(block.batch, c)
        if isinstance(made, BadInput):
            assert told is not None
            assert (str(told), told.line) == (str(made), made.line)
            continue
        assert told is None
        person = int(block.refused[:c].size - block.refused[:c].sum())
        assert block.segments.starts[person : person + 2].tolist() == [row, row + len(made.rows)]
        for theirs in made.rows:
            assert block.row_claim[row] == c
            assert block.batch.applications[block.row_application[row]] == theirs.name
            for fact, value in zip(law.facts.values(), theirs.facts, strict=True):
                column = block.facts.get(fact.name, open_value(fact, on.toordinal()))
                ours = at(column, row, folding.reading.vocabulary(fact.name) if fact.type == "category" else ())
                assert ours == value, (fact, ours, value, case)
            row += 1
    assert row == block.size == block.segments.starts[-1]
    return block


def holds_for(seed: int) -> None:
    """A drawn law gives the facts of the record for drawn cases."""
    chance = Random(seed)
    law = law_of_folds(chance)
    holds(law, Drawing(law, ON, chance, exact=seed % 3 == 0).cases(25), ON)


@given(st.integers(0, 2**32))
def test_laws_of_every_fold_give_the_facts_of_the_record(seed: int) -> None:
    holds_for(seed)


@pytest.mark.parametrize("name", READINGS)
@given(seed=st.integers(0, 2**32))
def test_a_whole_law_gives_the_facts_of_the_record(name: str, seed: int) -> None:
    law, chance = laws.find(name), Random(seed)
    cases = Drawing(law, ON, chance, exact=seed % 3 == 0).cases(12)
    holds(law, cases, ON, Folding(law, READINGS[name], ON, cases[0].complete))


@pytest.mark.parametrize(
    "day", ["2020-02-01", "2021-03-01", "2022-06-01", "2022-08-01", "2024-07-05", "2025-03-13", "2025-03-14"]
)
def test_the_case_of_the_story_gives_the_facts_of_its_record(day: str) -> None:
    law, case = case_file.load("osaka-2024", laws.find)
    on = date.fromisoformat(day)
    told = record(law, case, on)
    # An event table has no stated relations between days; what they say stands in the days that they narrowed.
    plain = replace(told.case, events=tuple(replace(event, after=None) for event in told.case.events), family=())
    holds(law, [plain], on)
    assert [row.facts for row in record(law, plain, on).rows] == [row.facts for row in told.rows]
    # The file as it is, with the relations, as the case loader puts it into a table.
    holds(law, [plain], on, batch=from_cases(law, [replace(case, family=())]))


JP = laws.find("jp")
COMPLETE = dict.fromkeys(JP.lanes, ON)


def _case(*events: Event) -> Case:
    told = tuple(replace(event, line=i) for i, event in enumerate(events, 1))
    return Case("jp", "", COMPLETE, told, (), ("1",))


def _event(name: str, day: str, /, **more: str) -> Event:
    return Event(name, Day.of(day), application="1", fields=more)


DECIDED = _case(_event("applied", "2024-01-10", kind="refugee"), _event("decided", "2024-03-01", outcome="denied"))


def test_only_what_is_asked_is_folded() -> None:
    needed = ["lodged", "decided", "asks_for"]
    some = Folding(JP, READINGS["jp"], ON, COMPLETE, needed).fold(batch_of(JP, [DECIDED] * 9))
    whole = Folding(JP, READINGS["jp"], ON, COMPLETE).fold(batch_of(JP, [DECIDED] * 9))
    assert set(some.facts) == set(needed) < set(whole.facts)
    for name in some.facts:
        words = READINGS["jp"].vocabulary(name)
        assert [at(some.facts[name], i, words) for i in range(9)] == [at(whole.facts[name], i, words) for i in range(9)]


def test_what_nobody_has_is_one_value_for_all() -> None:
    block = Folding(JP, READINGS["jp"], ON, COMPLETE).fold(batch_of(JP, [DECIDED] * 9))
    days = [fact for fact in JP.facts.values() if fact.type == "day" and fact.folds]
    with_events = {f.name for f in days if {fold.kind for fold in f.folds} & {"applied", "decided"}}
    for fact in days:
        if fact.name not in with_events and not any(JP.kinds[fold.kind].internal for fold in fact.folds):
            assert block.facts[fact.name] == NEVER
    assert any(is_array(block.facts[name]) for name in with_events)


def test_where_every_claim_is_refused_there_is_no_row() -> None:
    backwards = _case(
        _event("decided", "2024-01-10", outcome="denied"), _event("applied", "2024-03-01", kind="refugee")
    )
    folding = Folding(JP, READINGS["jp"], ON, COMPLETE)
    block = folding.fold(batch_of(JP, [backwards, backwards]))
    assert (block.size, block.refused.tolist(), block.segments.starts.tolist()) == (0, [True, True], [0])
    told = folding.why_refused(block.batch, 1)
    assert "Decided at first instance (2024-01-10) cannot lie before this: Applied for recognition" in str(told)


def test_what_columns_cannot_hold_is_refused_beforehand() -> None:
    with pytest.raises(WrongCall, match="declares no fact no_such_fact"):
        Folding(JP, READINGS["jp"], ON, COMPLETE, ["no_such_fact"])
    with pytest.raises(BadInput, match="1899"):
        Folding(JP, READINGS["jp"], date(1899, 1, 1), COMPLETE)


def test_days_too_far_apart_for_one_case_are_refused() -> None:
    # Two days of one case lie no farther apart than a relation between events may span.
    far = _case(_event("applied", "1950-01", kind="refugee"), _event("decided", "2080", outcome="denied"))
    wide = _case(_event("applied", "[1950-01..2020-01]", kind="refugee"), _event("decided", "2080", outcome="denied"))
    block = holds(JP, [far, wide, DECIDED], date(2090, 1, 1))
    assert block.refused.tolist() == [True, False, False]
