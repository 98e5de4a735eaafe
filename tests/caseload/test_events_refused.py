"""Tables and files that a ministry sends by mistake: each is one sentence, or rows that are refused and counted."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.caseload.tables import write
from wellfounded.caseload.change import read_change
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.run import run
from wellfounded.caseload.synth import header, synthesise
from wellfounded.caseload.synthetic.facts_file import FactsFile
from wellfounded.caseload.table.rejects import Rejected, Rejects
from wellfounded.caseload.table.writing import write_caseload
from wellfounded.law.example import ORDER as EXAMPLE
from wellfounded.law.jp import ORDER as JP
from wellfounded.logic.errors import BadInput

EVENT = st.tuples(st.sampled_from(("arrived", "applied")), st.integers(1, 4), st.sampled_from("ab"))
TABLE = {"claim": ["A", "B"], "event": ["landed", "landed"], "day": ["2020-01-01", "2020-01-02"]}


def _read(path: Path) -> Any:
    caseload = open_caseload(path, JP)
    return sum(batch.n_events for batch in caseload.batches()), caseload.rejects


@pytest.mark.parametrize("day", ["2021-04-31", "soon", "9999-12-31", "0000-00-00", "2021-W03-2", "2021-3", "44197"])
def test_garbage_before_a_last_possible_day_is_a_refused_row(tmp_path: Path, day: str) -> None:
    """What was handed over at the office is narrowed to its working days, but only where it is a day."""
    head = "claim,event,kind,day,day_latest,how\n"
    good = "A,applied,refugee,2021-04-01,2021-04-30,in_person\n"
    events, rejects = _read(write(tmp_path / "t.csv", head + good + good.replace("A", "B").replace("2021-04-01", day)))
    assert (events, rejects.total) == (1, 1)
    assert [one.line for some in rejects.first.values() for one in some] == [3]


@pytest.mark.parametrize("column", ["event", "how", "actor", "office"])
@pytest.mark.parametrize("cell", [{"a": 1}, [1, 2]], ids=["struct", "list"])
def test_a_nested_column_is_read_as_text_and_refused_where_it_means_nothing(
    tmp_path: Path, column: str, cell: Any
) -> None:
    pq.write_table(pa.table({**TABLE, column: [cell, cell]}), tmp_path / "t.parquet")
    events, rejects = _read(tmp_path / "t.parquet")
    assert (events, rejects.total) == ((0, 2) if column in ("event", "how") else (2, 0))


@pytest.mark.parametrize("name", ["t.csv.gz", "t.csv", "t.xes", "t.parquet"])
def test_a_compressed_file_says_so_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"claim,event,day\n"))
    with pytest.raises(BadInput, match="is compressed"):
        open_caseload(tmp_path / name, JP)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"claim,event,day\rA,landed,2020-01-01\r", "CR alone"),
        ("claim,event,day\nA,landed,2020-01-01\n".encode("utf-16-le"), "is not text in UTF-8"),
        (b"claim,claim,event,day\nA,A,landed,2020-01-01\n", "two columns named claim"),
    ],
    ids=["cr", "utf-16", "twice"],
)
def test_text_that_is_no_table_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(BadInput, match=sentence):
        _read(tmp_path / "t.csv")


def test_two_columns_of_one_name_are_refused_in_parquet_and_frames(tmp_path: Path) -> None:
    columns = [pa.array(TABLE[name]) for name in ("claim", "claim", "event", "day")]
    table = pa.Table.from_arrays(columns, names=["claim", "claim", "event", "day"])
    pq.write_table(table, tmp_path / "t.parquet")
    for one in (tmp_path / "t.parquet", table):
        with pytest.raises(BadInput, match="two columns named claim"):
            open_caseload(one, JP)


def test_a_table_of_which_no_row_can_be_read_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "claim,event,day\nA,landed,2020-13-01\nB,flew,2020-01-01\n")
    with pytest.raises(BadInput, match=r"No row of t.csv can be read; the first is line 2"):
        run(open_caseload(path, JP))


def test_a_column_that_says_nothing_of_claims_names_those_that_do(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "claim,event,day,office\nA,landed,2020-01-01,Tokyo\n")
    with pytest.raises(BadInput, match=r"event says something of an event, and not of a claim\. t\.csv has .* office"):
        open_caseload(path, JP, attributes=("event",))
    with pytest.raises(BadInput, match=r"no column colour\. Its columns are: office"):
        open_caseload(path, JP, attributes=("colour",))


@pytest.mark.parametrize("text", ["import sys\nsys.exit()\n", "raise SystemExit(3)\n"])
def test_a_change_that_ends_the_program_is_refused(tmp_path: Path, text: str) -> None:
    """Else the command would end with nothing said, and as if all were well."""
    with pytest.raises(BadInput, match="ends the program"):
        read_change(str(write(tmp_path / "c.py", text)), JP)


def _facts(path: Path, batches: list[Any], about: Any) -> None:
    with FactsFile(path, about) as facts:
        facts.write(batches[0])


def test_a_file_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    """Nothing can be written: a folder stands where the file would be made."""
    batches, about = list(synthesise(JP, 20, 1, stated=True)), header(JP, seed=1)
    rejects = Rejects(("claim",))
    rejects.add([Rejected(2, "why", {})], ["A"])
    writing: dict[str, Callable[[Path], Any]] = {
        **{
            f"t.{ending}": lambda path: write_caseload(path, batches, JP, about) for ending in ("csv", "parquet", "xes")
        },
        **{f"f.{ending}": lambda path: _facts(path, batches, about) for ending in ("csv", "parquet")},
        "r.csv": rejects.write,
    }
    for name, made in writing.items():
        path = write(tmp_path / name, "before")
        (tmp_path / f".{name}.part").mkdir()
        with pytest.raises(BadInput, match=rf"{name} cannot be written: .*directory\.$"):
            made(path)
        assert path.read_text() == "before"


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(EVENT, max_size=9),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_the_second_of_two_rows_that_say_the_same_is_refused_in_whatever_order(
    claims: list[list[tuple[str, int, str]]], in_order: bool
) -> None:
    rows = [
        (str(i), kind, f"2020-01-0{day}", actor)
        for i, events in enumerate(claims)
        for kind, day, actor in (sorted(events, key=lambda event: event[1]) if in_order else events)
    ]
    assume(rows)
    again = [i + 1 for i, row in enumerate(rows) if row in rows[:i]]
    frame = pa.table(dict(zip(("claim", "event", "day", "actor"), map(list, zip(*rows, strict=True)), strict=True)))
    caseload = open_caseload(frame, EXAMPLE)
    assert sum(batch.n_events for batch in caseload.batches()) == len(rows) - len(again)
    refused = [one for some in caseload.rejects.first.values() for one in some]
    assert [one.line for one in refused] == again[: len(refused)]
    assert caseload.rejects.total == len(again)


def test_facts_that_break_off_leave_nothing(tmp_path: Path) -> None:
    batch = next(synthesise(JP, 20, 1, stated=True))
    with pytest.raises(KeyboardInterrupt), FactsFile(tmp_path / "f.csv", header(JP, seed=1)) as facts:  # noqa: PT012
        facts.write(batch)
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_more_claims_than_a_disk_holds_are_refused() -> None:
    with pytest.raises(BadInput, match="Ask for at most 100,000,000"):
        next(synthesise(JP, 10**12, 1))
