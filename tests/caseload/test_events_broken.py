"""Broken tables: one plain sentence, or rejects with counts; never a traceback, and nothing lost in silence."""

import csv
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.caseload.tables import ROWS, write
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.table.clustering import Seen
from wellfounded.caseload.table.layout import renaming
from wellfounded.law.example import ORDER as LAW
from wellfounded.law.jp import ORDER as JP
from wellfounded.logic.errors import BadInput

HEAD = "claim,application,event,day,day_latest,notified,recorded,how,id,corrects,outcome\n"


def opened(tmp_path: Path, rows: Any, head: Any = HEAD, **more: Any) -> Any:
    return open_caseload(write(tmp_path / "t.csv", head + rows), LAW, **more)


def reasons(tmp_path: Path, rows: Any, head: Any = HEAD, **more: Any) -> Any:
    """Line and sentence of each refused row, and the events that stay."""
    caseload = opened(tmp_path, rows, head, **more)
    events = sum(batch.n_events for batch in caseload.batches())
    refused = [one for some in caseload.rejects.first.values() for one in some]
    return sorted((one.line, str(one)) for one in refused), events


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("A,,vanished,2020-01-01,,,,,,,", "vanished is not a kind of event of example"),
        (",,applied,2020-01-01,,,,,,,", "The row names no claim"),
        ("A,,applied,2020-02-30,,,,,,,", "2020-02-30 is not a day: February 2020 has 29 days"),
        ("A,,applied,soon,,,,,,,", "soon"),
        ("A,,applied,1899-12-31,,,,,,,", "does not lie in the years from 1900 to 2099"),
        ("A,,applied,2020-03-01,2020-02-01,,,,,,", "the end is before the beginning"),
        ("A,,decided,2020-01-01,,,,,,,perhaps", "perhaps is not possible for outcome"),
        ("A,,applied,2020-01-01,,,,,,,granted", "applied has no outcome"),
        ("A,,applied,2020-01-01,,,,pigeon,,,", "pigeon is not a manner of notice"),
        ("A,,applied,2020-01-01,,,,,,x,", "There is no other event with the id x"),
        ("A,,applied,2020-01-01", "The line has 4 cells, and the table has 11 columns"),
        ("A,,applied,2020-01-01,,,,,,,,,,", "The line has 14 cells"),
        ('A,,"applied",2020-01-01,,,,,,,perhaps', "applied has no outcome"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_by_line_and_reason(tmp_path: Path, row: Any, sentence: str) -> None:
    good = "A,,arrived,2020-01-01,,,,,,,\n"
    found, events = reasons(tmp_path, good + row + "\n" + good.replace("A", "B"))
    assert [line for line, _ in found] == [3]
    assert sentence in found[0][1]
    assert events == 2


def test_what_the_rows_of_a_claim_say_together(tmp_path: Path) -> None:
    rows = (
        "A,1,applied,2020-01-01,,,,,a,,\n"
        "A,2,applied,2021-01-01,,,,,a,,\n"  # the id names another event
        "A,2,decided,2021-02-01,,,,,b,a,refused\n"
        "A,,judged,2021-03-01,,,,,,,\n"  # of which application?
        "A,2,decided,2021-02-02,,,,,,a,refused\n"  # corrected already
        "A,2,appealed,2021-02-03,,,,,c,c,\n"  # corrects itself
    )
    found, events = reasons(tmp_path, rows)
    assert [line for line, _ in found] == [3, 5, 6, 7]
    assert events == 2
    (batch,) = opened(tmp_path, rows).batches()
    assert batch.standing.tolist() == [False, True]
    assert list(batch.applications) == ["1", "2"]


def test_a_claim_is_lost_where_none_of_its_rows_can_be_read(tmp_path: Path) -> None:
    rows = "A,applied,2020-01-01\nB,vanished,2020-01-01\nB,gone,2020-01-02\nC,gone,2020-01-02\nC,applied,2020-01-03\n"
    rows += "D,applied,soon\n,applied,2020-01-01\nE,decided,soon\nE,gone,2020-01-02\nF,gone,2020-01-02\n"
    caseload = opened(tmp_path, rows, "claim,event,day\n")
    assert [list(batch.claims) for batch in caseload.batches()] == [["A", "C"]]
    assert (caseload.claims, caseload.claims_lost) == (2, 4)


def test_an_event_said_twice_counts_once(tmp_path: Path) -> None:
    row = "A,,applied,2020-01-01,,,,,,,\n"
    found, events = reasons(tmp_path, row + "A,,decided,2020-02-01,,,,,,,refused\n" + row)
    assert events == 2
    assert [line for line, _ in found] == [4]
    assert "line 2" in found[0][1]


@pytest.mark.parametrize("claims_per_batch", [1, 2, 1000])
def test_a_claim_that_comes_again_out_of_cluster_is_refused_there(tmp_path: Path, claims_per_batch: Any) -> None:
    rows = "".join(f"{name},,applied,2020-01-{day:02d},,,,,,,\n" for day, name in enumerate("AABBCAADBE", 1))
    caseload = opened(tmp_path, rows)
    claims = [name for batch in caseload.batches(claims_per_batch) for name in batch.claims]
    assert claims == ["A", "B", "C", "D", "E"]
    assert caseload.rejects.total == 3
    assert {one.line for some in caseload.rejects.first.values() for one in some} == {7, 8, 10}


def test_seen_names_are_found_again_whatever_their_length() -> None:
    seen = Seen()
    names = [f"{'x' * (i % 20)}{i}" for i in range(5000)]
    for at in range(0, 5000, 700):
        assert not seen.add(pa.array(names[at : at + 700])).any()
    assert seen.add(pa.array(names)).all()
    assert seen.add(pa.array(["new", "new", "x"])).tolist() == [False, True, False]
    assert sum(level.nbytes for level in seen._levels) < 8 * 11_000


def test_garbage_in_every_tenth_row_goes_to_the_rejects_file_and_the_rest_is_read(tmp_path: Path) -> None:
    good = [
        f"C{i // 3:05d},,{('arrived', 'applied', 'decided')[i % 3]},2020-0{1 + i % 9}-0{1 + i % 9},,,,,,,"
        for i in range(9000)
    ]
    garbage = ["@#,!!,~,,", "x,,y,z,,,,,,,", "C,,applied,99/99/9999,,,,,,,", "ÿ" * 40, '"q,,w",,applied,2,,,,,,,']
    lines = [line for i, line in enumerate(good) for line in ([line] if i % 9 else [garbage[i % 5], line])]
    caseload = opened(tmp_path, "\n".join(lines) + "\n")
    assert sum(batch.n_events for batch in caseload.batches(500)) == 9000
    assert caseload.rejects.total == 1000 == sum(caseload.rejects.counts.values())
    (written,) = caseload.write_rejects(tmp_path / "rejects.csv")
    with written.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1000
    # Every refused line is there by its number, and no other.
    assert {int(row["line"]) for row in rows} == {i + 2 for i, line in enumerate(lines) if line in garbage}
    assert all(row["reason"] for row in rows)


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.999])
def test_a_truncated_parquet_is_one_sentence(tmp_path: Path, cut: Any) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"claim": ["A"] * 500, "event": ["applied"] * 500, "day": [date(2020, 1, 1)] * 500}).write_parquet(
        path
    )
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * cut)])
    with pytest.raises(BadInput, match="not a Parquet file, or its end is missing"):
        open_caseload(path, LAW)


def test_a_damaged_page_ends_with_the_row_up_to_which_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    table = pa.table(
        {"claim": [f"C{i}" for i in range(20_000)], "event": ["applied"] * 20_000, "day": ["2020-01-01"] * 20_000}
    )
    pq.write_table(table, path, row_group_size=5000, compression="zstd")
    raw = bytearray(path.read_bytes())
    at = pq.ParquetFile(path).metadata.row_group(3).column(0).data_page_offset
    raw[at : at + 400] = bytes(400)
    path.write_bytes(raw)
    with pytest.raises(BadInput, match="cannot be read beyond row"):
        list(open_caseload(path, LAW).batches(1000))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("claim,day\nA,2020-01-01\n", "no column event"),
        ("case_id,event,day\nA,applied,2020-01-01\n", "no column claim"),
        ("claim,event,day,outcom\nA,applied,2020-01-01,\n", "outcom, which is not outcome but nearly"),
        ("claim,event,day,day\nA,applied,2020-01-01,\n", "two columns named day"),
        ("claim,event,day\n", "has no rows"),
        ('claim,event,day\nA,"applied,2020-01-01\n', "quotation mark in line 2"),
        ("claim,event,day,law\nA,applied,2020-01-01,jp\n", "under the law jp"),
    ],
)
def test_wrong_columns_and_files_are_one_sentence(tmp_path: Path, text: Any, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        list(open_caseload(write(tmp_path / "t.csv", text), LAW).batches())


def test_files_that_are_no_tables_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "latin.csv").write_bytes("claim,event,day\nJosé,applied,2020-01-01\n".encode("latin-1"))
    (tmp_path / "text.parquet").write_text("claim,event,day\n")
    (tmp_path / "cut.xes").write_text("<log><trace><event>")
    bomb = '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log>&b;</log>'
    (tmp_path / "bomb.xes").write_text(bomb)
    for name, sentence in {
        "empty.csv": "is empty",
        "latin.csv": "not text in UTF-8 .line 2",
        "text.parquet": "not a Parquet file",
        "cut.xes": "no whole XML",
        "bomb.xes": "declares a document type",
        "none.csv": "There is no file",
        ".": "is a folder",
    }.items():
        with pytest.raises(BadInput, match=sentence):
            list(open_caseload(tmp_path / name, LAW).batches())


def test_a_byte_order_mark_and_semicolons_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\ufeff" + ROWS.replace(",", ";").replace("\n", "\r\n"), encoding="utf-8")
    caseload = open_caseload(path, LAW)
    (batch,) = caseload.batches()
    assert (batch.n_events, caseload.rejects.total) == (3, 0)
    assert [batch.attributes["office"].words[c] for c in batch.attributes["office"].codes] == ["north", "south"]


def test_as_of_the_day_it_was_recorded(tmp_path: Path) -> None:
    rows = (
        "A,,applied,2020-01-01,,,,,,,\n"
        "A,,decided,2020-02-01,,,2020-03-01,,d,,granted\n"
        "A,,decided,2020-02-01,,,2020-06-01,,,d,refused\n"
        "B,,applied,2020-05-01,,,,,,,\n"
    )

    def stands(day: Any) -> Any:
        caseload = opened(tmp_path, rows, recorded_by=day)
        batches = list(caseload.batches())
        return [b.standing.tolist() for b in batches], caseload.recorded_later, caseload.claims_later

    assert stands(None) == ([[True, False, True, True]], 0, 0)
    assert stands(date(2020, 4, 1)) == ([[True, True]], 2, 1)
    assert stands(date(2020, 2, 15)) == ([[True]], 3, 1)


def test_attributes_that_contradict_are_counted_and_named(tmp_path: Path) -> None:
    rows = "A,applied,2020-01-01,north\nA,decided,2020-02-01,south\nB,applied,2020-01-01,\n"
    caseload = opened(tmp_path, rows, "claim,event,day,office\n")
    (batch,) = caseload.batches()
    assert dict(caseload.conflicts) == {"office": 1}
    assert caseload.conflicts_at == {"office": [3]}
    assert [batch.attributes["office"].words[c] for c in batch.attributes["office"].codes] == ["north", ""]


def test_a_foreign_table_is_read_by_a_mapping(tmp_path: Path) -> None:
    told = '[columns]\nwho = "claim"\nwhat = "event"\nwhen = "day"\nnoise = ""\n'
    told += '[kinds]\n"Asks" = "applied"\n"Chat" = ""\n[values.outcome]\nNo = "refused"\n'
    mapping = write(tmp_path / "m.toml", told)
    rows = "who,what,when,noise,outcome\nA,Asks,2020-01-01T23:30:00+09:00,1,\nA,Chat,2020-01-02,2,\n"
    rows += "A,decided,2020-02-01,3,No\n"
    caseload = open_caseload(write(tmp_path / "t.csv", rows), LAW, mapping=renaming(mapping))
    (batch,) = caseload.batches()
    outcome: Any = batch.fields["outcome"].values
    assert (batch.n_events, caseload.left_out, caseload.rejects.total, dict(batch.attributes)) == (2, 1, 0, {})
    assert date.fromordinal(batch.day.low[0]) == date(2020, 1, 1)
    assert [outcome.words[c] for c in outcome.codes] == ["refused"]


def test_facts_are_joined_by_claim_and_what_belongs_to_none_is_refused(tmp_path: Path) -> None:
    facts = [fact for fact in JP.facts.values() if fact.type != "category" or fact.values]
    truth, count, category = (next(f for f in facts if f.type == name) for name in ("truth", "count", "category"))
    rows = (
        "claim,application,fact,value,since\n"
        f"B,,{truth.name},true,\nZ,,{truth.name},true,\nA,9,{truth.name},true,\nA,2,{truth.name},false,2020-01-01\n"
        f"A,,{truth.name},true,\nA,,{count.name},-3,\nA,,{category.name},{category.values[-1]},\nA,,nothing,1,\n"
    )
    events = "claim,application,event,day\nA,1,applied,2020-01-01\nA,2,applied,2021-01-01\nB,,applied,2020-01-01\n"
    caseload = open_caseload(write(tmp_path / "e.csv", events), JP, facts=write(tmp_path / "f.csv", rows))
    (batch,) = caseload.batches()
    held: Any = batch.statements[truth.name]
    of_category: Any = batch.statements[category.name]
    assert caseload.statements is not None
    assert list(zip(held.rows.tolist(), held.values.tolist(), strict=True)) == [(2, 2), (0, 2), (1, 2), (1, 0)]
    assert of_category.values.words[-1] == category.values[-1]
    refused = {one.line for some in caseload.statements.rejects.first.values() for one in some}
    assert refused == {3, 4, 7, 9}
    assert len(caseload.write_rejects(tmp_path / "r.csv")) == 2


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(claims: int) -> Any:
        path = tmp_path / f"{claims}.parquet"
        with pq.ParquetWriter(
            path, pa.schema([("claim", pa.string()), ("event", pa.string()), ("day", pa.date32())])
        ) as out:
            for at in range(0, claims, 10_000):
                names = [f"C{i:07d}" for i in range(at, at + 10_000) for _ in range(5)]
                columns = [
                    pa.array(names),
                    pa.array(["applied"] * len(names)),
                    pa.array(range(len(names)), pa.int32()).cast(pa.date32()),
                ]
                out.write_batch(pa.record_batch(columns, schema=out.schema))
        tracemalloc.start()
        before = pa.total_allocated_bytes()
        most = 0
        for batch in open_caseload(path, LAW).batches(2000):
            most = max(most, pa.total_allocated_bytes() - before)
            assert batch.n_claims <= 2000
        traced = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most + traced

    assert peak(80_000) < peak(20_000) + 8 * 80_000 * 3
