"""Batches to a file and back: every format keeps every event, fact and mark."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.caseload.tables import cases
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.table.events import Header
from wellfounded.caseload.table.one_case import from_cases, to_case
from wellfounded.caseload.table.writing import to_table, write_caseload, write_facts
from wellfounded.claim.case_file import load
from wellfounded.claim.record import record
from wellfounded.law.example import ORDER as EXAMPLE
from wellfounded.law.jp import ORDER as JP

LAWS = {"jp": JP, "example": EXAMPLE}
FORMATS = ("parquet", "csv", "xes")


def plain(case: Any) -> Any:
    """A case without its lines, with statements fact by fact."""
    events = tuple(replace(event, line=None) for event in case.events)
    statements = tuple(sorted((replace(s, line=None) for s in case.statements), key=lambda s: s.fact))
    return replace(case, title="", events=events, statements=statements)


def read_back(opened: Any, law: Any, claims_per_batch: Any = 2) -> Any:
    return [plain(to_case(b, i, law)) for b in opened.batches(claims_per_batch) for i in range(b.n_claims)]


def in_parts(batch_of: Any, drawn: Any) -> Any:
    """One batch, or two: a file is written batch by batch."""
    return [batch_of(drawn[:2]), batch_of(drawn[2:])] if len(drawn) > 2 else [batch_of(drawn)]


@pytest.mark.parametrize("ending", FORMATS)
@given(data=st.data())
def test_a_file_gives_back_what_was_written(tmp_path_factory: Any, ending: str, data: Any) -> None:
    law = data.draw(st.sampled_from((JP, EXAMPLE)))
    drawn = data.draw(st.lists(cases(law), min_size=1, max_size=4))
    names = data.draw(
        st.lists(
            st.text('Aa7é難,"<&\n ', min_size=1, max_size=12), min_size=len(drawn), max_size=len(drawn), unique=True
        )
    )
    # One claim of a file cannot have the rows of another.
    halves = [(drawn[:2], names[:2]), (drawn[2:], names[2:])]
    batches = [from_cases(law, some, called) for some, called in halves if some]
    expected = [plain(to_case(b, i, law)) for b in batches for i in range(b.n_claims)]
    assert [replace(c, statements=()) for c in expected] == [plain(replace(c, statements=())) for c in drawn]
    folder = tmp_path_factory.mktemp("round")
    header = Header(law.id, data.draw(st.booleans()), dict.fromkeys(law.lanes, date(2024, 12, 31)))
    path = write_caseload(folder / f"claims.{ending}", batches, law, header)
    facts = None
    if any(batch.statements for batch in batches):
        facts = write_facts(folder / f"facts.{'csv' if ending == 'csv' else 'parquet'}", batches, law)
    opened = open_caseload(path, law, facts=facts)
    read = list(opened.batches(data.draw(st.integers(1, 5))))
    assert opened.rejects.total == 0, opened.rejects.first
    assert [plain(to_case(b, i, law)) for b in read for i in range(b.n_claims)] == expected
    assert [name for b in read for name in b.claims] == names
    stands = [bool(x) for b in read for x in b.standing]
    assert stands == [bool(x) for b in batches for x in b.standing]
    assert (opened.header.synthetic, dict(opened.header.complete)) == (header.synthetic, dict(header.complete))
    if facts is not None:
        assert opened.statements is not None
        assert opened.statements.rejects.total == 0, opened.statements.rejects.first


@given(data=st.data())
def test_frames_of_pandas_polars_and_arrow_are_read_alike(data: Any) -> None:
    law = data.draw(st.sampled_from((JP, EXAMPLE)))
    drawn = data.draw(st.lists(cases(law), min_size=1, max_size=3))
    batch = from_cases(law, drawn)
    expected = [plain(replace(to_case(batch, i, law), statements=())) for i in range(len(drawn))]
    table = to_table(batch, law, Header(law.id, synthetic=True))
    for frame in (
        table,
        table.to_batches()[0],
        pl.from_arrow(table),
        table.to_pandas(),
        pd.DataFrame(table.to_pandas().astype(object)),
    ):
        opened = open_caseload(frame, law)
        assert read_back(opened, law) == expected
        assert opened.rejects.total == 0
        assert opened.header.synthetic


def test_the_shipped_case_gives_the_same_facts_from_a_table(tmp_path: Path) -> None:
    law, case = load("osaka-2024", LAWS.__getitem__)
    batch = from_cases(law, [case], ["osaka"])
    header = Header(law.id, complete=case.complete)
    facts = write_facts(tmp_path / "facts.csv", [batch], law)
    for ending in FORMATS:
        opened = open_caseload(write_caseload(tmp_path / f"o.{ending}", [batch], law, header), law, facts=facts)
        (read,) = opened.batches()
        again = to_case(read, 0, law, opened.header.complete)
        for day in (date(2020, 3, 1), date(2021, 3, 3), date(2024, 7, 5), date(2025, 3, 31)):
            wanted, found = (record(law, c, day).rows for c in (case, again))
            assert [row.facts for row in found] == [row.facts for row in wanted]


@pytest.mark.parametrize("ending", FORMATS)
def test_attributes_come_back_and_the_mark_stands_in_every_row(tmp_path: Path, ending: str) -> None:
    frame = {
        "claim": ["A", "A", "B"],
        "event": ["arrived", "applied", "applied"],
        "day": ["2020-01-01", "2020-02", "2021-01-01"],
        "office": ["north", None, "south"],
        "year": [2020, 2020, 2021],
    }
    batches = list(open_caseload(pl.DataFrame(frame), EXAMPLE).batches())
    path = write_caseload(tmp_path / f"c.{ending}", batches, EXAMPLE, Header("example", synthetic=True))
    read = open_caseload(path, EXAMPLE)
    (batch,) = read.batches()
    assert {k: [v.words[c] for c in v.codes] for k, v in batch.attributes.items()} == {
        "office": ["north", "south"],
        "year": ["2020", "2021"],
    }
    assert read.header.synthetic
    if ending == "csv":
        # Without its first row, which says the rest.
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")
        assert open_caseload(path, EXAMPLE).header.synthetic
