"""The synthetic caseload: the same seed gives the same claims, with days, facts and attributes as asked."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.caseload.synthetic_claims import (
    JP,
    KINDS,
    LAST,
    at,
    cases,
    first_stretch,
    years,
)
from wellfounded import law as laws
from wellfounded.caseload.synth import STRETCH, header, synthesise
from wellfounded.caseload.synthetic.facts_file import FactsFile, facts_of
from wellfounded.caseload.synthetic.pieces import first_claims
from wellfounded.caseload.table.events import EventBatch
from wellfounded.claim.case_file import stated
from wellfounded.claim.record import record
from wellfounded.logic.errors import BadInput


@pytest.fixture(scope="module")
def first() -> EventBatch:
    return first_stretch()


def test_the_same_seed_gives_the_same_claims_however_many_are_drawn(first: EventBatch) -> None:
    again = next(synthesise(JP, STRETCH, 11, stated=True))
    fewer = list(synthesise(JP, 1_000, 11, stated=True))
    assert [b.n_claims for b in fewer] == [1_000]
    for one, other in ((first, again), (first_claims(first, 1_000), fewer[0])):
        assert same(one, other)
    assert not same(first_claims(next(synthesise(JP, 1_000, 12, stated=True)), 1_000), fewer[0])
    third = next(islice(synthesise(JP, 2 * STRETCH + 100, 11), 2, None))
    assert third.n_claims == 100
    assert third.claims[0] == f"S{2 * STRETCH:08d}"
    assert same(third, first_claims(next(islice(synthesise(JP, 3 * STRETCH, 11), 2, None)), 100))


def same(one: EventBatch, other: EventBatch) -> bool:
    """Whether two batches say the same, to the byte."""

    def flat(value: Any) -> Iterator[Any]:
        if isinstance(value, Mapping):
            for key in value:
                yield key
                yield from flat(value[key])
        elif isinstance(value, np.ndarray):
            yield value.tobytes()
        elif hasattr(value, "__dataclass_fields__"):
            for name in value.__dataclass_fields__:
                yield from flat(getattr(value, name))
        elif isinstance(value, (str, int, tuple, type(None))):
            yield value
        else:
            yield list(value)

    return all(a == b for a, b in zip(flat(one), flat(other), strict=True))


def test_imprecise_days_are_months_that_hold_the_true_day() -> None:
    exact = next(synthesise(JP, 3_000, 4))
    vague = next(synthesise(JP, 3_000, 4, imprecise=0.1))
    assert exact.day.exact
    assert not vague.day.exact
    for true, told in ((exact.day, vague.day), (exact.notified, vague.notified)):
        assert (told.low <= true.low).all()
        assert (told.high >= true.low).all()
        months = told.low != told.high
        share = months.sum() / (true.low > 0).sum()
        assert 0.08 < share < 0.12
        assert all(date.fromordinal(d).day == 1 for d in np.unique(told.low[months]))
    assert np.array_equal(exact.kind, vague.kind)


# The second is a day before the first working day of its year.
@pytest.mark.parametrize("until", [date(2012, 3, 17), date(2012, 1, 1)])
def test_a_caseload_of_an_earlier_day_holds_nothing_later(until: date) -> None:
    batch = next(synthesise(JP, 4_000, 4, until=until))
    assert max(batch.day.low.max(), batch.recorded.low.max(), batch.notified.low.max()) <= until.toordinal()
    assert len(np.unique(np.repeat(np.arange(4_000), np.diff(batch.starts)))) == 4_000
    assert len(at(batch, "triaged")) == 0
    assert len(at(batch, "applied")) >= 4_000
    said = header(JP, seed=4, until=until)
    assert said.synthetic
    assert said.complete == dict.fromkeys(JP.lanes, until)


def test_the_earliest_day_decides_nothing() -> None:
    batch = next(synthesise(JP, 500, 4, until=date(1982, 1, 31)))
    assert set(np.array(KINDS)[batch.kind]) <= {"landed", "status_granted", "applied", "interviewed"}
    assert len(at(batch, "applied")) == 500


def test_attributes_tell_nationality_office_sex_and_year(first: EventBatch) -> None:
    assert list(first.attributes) == ["nationality", "office", "sex", "year_applied"]
    # None of them may be taken for a misspelt column of the law.
    columns = {name for kind in JP.kinds.values() for name in kind.fields}
    assert not [name for name in first.attributes if get_close_matches(name, columns, 1, 0.85)]
    nationality, year = first.attributes["nationality"], first.attributes["year_applied"]
    assert all(re.fullmatch("[A-Z]{3}", word) for word in nationality.words[1:])
    assert all((coded.codes > 0).all() for coded in first.attributes.values())
    applied = at(first, "applied")
    lodged = np.zeros(first.n_claims, np.int64)
    lodged[first.claim_of_events()[applied][::-1]] = years(first.day.low[applied])[::-1]
    assert np.array_equal(np.array(year.words[1:], int)[year.codes - 1], lodged)
    # Of those recognised in 2023 three in four came from Afghanistan; of those who applied, two in a hundred.
    found = Counter(np.array(nationality.words)[nationality.codes[lodged == 2023]].tolist())
    assert found["LKA"] > found["PAK"] > found["AFG"]


def test_facts_are_declared_and_their_values_can_be_read(first: EventBatch, tmp_path: Path) -> None:
    told = first.statements
    assert len(told) >= 18
    for name, held in told.items():
        assert not JP.facts[name].folds
        assert len(held.rows) == len(held.line) == len(held.since) > 0
        assert held.rows.max() < first.n_applications
    path = tmp_path / "facts.parquet"
    with FactsFile(path, header(JP, seed=11)) as file:
        file.write(first)
    table = pq.read_table(path)
    assert table.schema.metadata[b"wellfounded.synthetic"] == b"yes"
    assert table.num_rows == sum(len(held.rows) for held in told.values()) == facts_of(first).num_rows
    assert set(table["synthetic"].to_pylist()) == {"yes"}
    pairs = {(row["fact"], row["value"]) for row in table.select(["fact", "value"]).slice(0, 50_000).to_pylist()}
    for fact, value in pairs:
        plain: Any = {"true": True, "false": False}.get(value, int(value) if value.isdigit() else value)
        stated(JP.facts[fact], plain)
    with FactsFile(tmp_path / "facts.csv", header(JP, seed=11)) as file:
        file.write(first_claims(first, 50))
    with (tmp_path / "facts.csv").open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    assert {row["synthetic"] for row in rows} == {"yes"}
    assert len(rows) == facts_of(first_claims(first, 50)).num_rows
    with pytest.raises(BadInput, match=r"\.parquet or \.csv"):
        FactsFile(tmp_path / "facts.json", header(JP, seed=11))


def test_the_invented_country_has_a_caseload_too() -> None:
    law = laws.find("example")
    batches = list(synthesise(law, STRETCH + 10, 2, imprecise=0.1, stated=True))
    assert [b.n_claims for b in batches] == [STRETCH, 10]
    some = range(0, STRETCH, 150)
    for case in cases(law, batches[0], some):
        record(law, case, LAST)
    assert set(np.array(tuple(law.kinds))[batches[0].kind]) == set(law.kinds)
    assert set(batches[0].statements) <= set(law.facts)


def test_what_cannot_be_drawn_is_one_plain_sentence() -> None:
    with pytest.raises(BadInput, match=r"recipe for a synthetic caseload of convention\. Choose one of: example, jp"):
        synthesise(laws.find("convention"), 10, 1)
    with pytest.raises(BadInput, match="to a day from 1982-01-31 to 2024-12-31"):
        synthesise(JP, 10, 1, until=date(2030, 1, 1))
    with pytest.raises(BadInput, match="at least one claim"):
        synthesise(JP, 0, 1)
    with pytest.raises(BadInput, match="seed of 0 or more"):
        synthesise(JP, 1, -1)
    with pytest.raises(BadInput, match="number from 0 to 1"):
        synthesise(JP, 1, 1, imprecise=1.5)


@pytest.mark.long
def test_memory_does_not_grow_with_the_number_of_claims() -> None:
    import tracemalloc

    next(synthesise(JP, 10, 1))
    peaks = []
    for claims in (6 * STRETCH, 18 * STRETCH):
        tracemalloc.start()
        for _ in synthesise(JP, claims, 1):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # How many stretches are drawn ahead at one moment differs from run to run.
    assert peaks[1] < 1.6 * peaks[0]
