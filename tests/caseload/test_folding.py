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
from wellfounded.caseload.folding import FactBlock, Folding
from wellfounded.claim import case_file
from wellfounded.claim.events import Case
from wellfounded.claim.record import Record, record
from wellfounded.logic.errors import BadInput
from wellfounded.readings.columns import ColumnsReading
from wellfounded.readings.columns.values import at
from wellfounded.readings.values import open_value
from wellfounded.rules.order import LegalOrder

ON = date(2024, 7, 12)


def holds(law: LegalOrder, cases: list[Case], on: date, folding: Folding | None = None) -> FactBlock:
    """Fold the cases as a batch, and hold every row to the record of its claim."""
    folding = folding or Folding(law, ColumnsReading(law), on, cases[0].complete)
    block = folding.fold(batch_of(law, cases))
    row = 0
    for c, case in enumerate(cases):
        try:
            made: Record | BadInput = record(law, case, on)
        except BadInput as error:
            made = error
        assert bool(block.refused[c]) == isinstance(made, BadInput), (case, made)
        if isinstance(made, BadInput):
            continue
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


@given(st.integers(0, 2**32))
def test_laws_of_every_fold_give_the_facts_of_the_record(seed: int) -> None:
    chance = Random(seed)
    law = law_of_folds(chance)
    cases = Drawing(law, ON, chance, exact=seed % 3 == 0).cases(25)
    holds(law, cases, ON)


@pytest.mark.parametrize("name", ["jp", "example"])
@given(seed=st.integers(0, 2**32))
def test_a_whole_law_gives_the_facts_of_the_record(name: str, seed: int) -> None:
    law, chance = laws.find(name), Random(seed)
    holds(law, Drawing(law, ON, chance).cases(12), ON)


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
