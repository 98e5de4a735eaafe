"""Spark gives the tables that numpy gives, however the file is cut."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.caseload.test_change import RULES
from tests.on_spark import session
from wellfounded import law as laws
from wellfounded.caseload.answers.explaining import explained
from wellfounded.caseload.change import from_python, two_days, with_parameters
from wellfounded.caseload.cluster import spark, spark_table
from wellfounded.caseload.cluster.session import session as new_session
from wellfounded.caseload.cluster.spark import SparkCaseload, open_on_spark
from wellfounded.caseload.compare import compare
from wellfounded.caseload.conformance import conformance
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.run import run
from wellfounded.caseload.synth import header, synthesise
from wellfounded.caseload.table.events import EventBatch
from wellfounded.caseload.table.writing import write_caseload, write_facts
from wellfounded.cli import door
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.readings.words import Words

JP = laws.find("jp")
CLAIMS = 2000
ON = date(2024, 7, 5)
BY = ("office",)


@pytest.fixture(autouse=True)
def many_splits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Splits of a few kilobytes, so that a small file has many."""
    session()
    monkeypatch.setattr(spark_table, "SMALLEST", 1)
    monkeypatch.setattr(spark_table, "SPLIT", 40_000)


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As wellfounded writes it."""
    path = tmp_path_factory.mktemp("ours") / "claims.parquet"
    write_caseload(path, synthesise(JP, CLAIMS, 7, imprecise=0.2), JP, header(JP, seed=7))
    return path


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "facts.parquet"
    return write_facts(path, synthesise(JP, CLAIMS, 7, imprecise=0.2, stated=True), JP)


@pytest.fixture(scope="module")
def cut(ours: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same rows, in row groups that end in the middle of claims."""
    path = tmp_path_factory.mktemp("cut") / "claims.parquet"
    pq.write_table(pq.read_table(ours), path, row_group_size=999)
    return path


def cut_claims(caseload: SparkCaseload) -> int:
    return sum(split.tail is not None for split in caseload._found_splits())


@pytest.mark.parametrize("name", [pytest.param("ours", marks=pytest.mark.long), "cut"])
def test_a_caseload_on_a_day(name: str, request: pytest.FixtureRequest, facts: Path) -> None:
    path = request.getfixturevalue(name)
    one = run(open_caseload(path, JP, facts=facts), ON, by=BY)
    asked = open_on_spark(path, JP, facts=facts)
    two = run(asked, ON, by=BY)
    assert (one.engine, two.engine) == ("numpy", "spark")
    assert two.cells == one.cells
    assert two.open == one.open
    assert two.read == one.read
    assert two.days == one.days
    assert two.synthetic
    if name == "cut":
        assert cut_claims(asked) > 2


def _changes() -> list[Any]:
    number = next(name for name, one in JP.parameters.items() if hasattr(one.value, "length"))
    return [
        with_parameters(JP, {number: {"length": 3}}, "Shorter"),
        two_days(JP, date(2024, 6, 9), date(2024, 6, 10)),
    ]


@pytest.mark.parametrize("number", [pytest.param(0, marks=pytest.mark.long), 1])
def test_what_a_changed_law_would_do(cut: Path, number: int) -> None:
    change = _changes()[number]
    one, two = (compare(opened(cut, JP), change, ON, by=BY) for opened in (open_caseload, open_on_spark))
    assert two.engine == "spark"
    assert two.cells == one.cells
    assert two.read == one.read
    assert [q.subject for q in two.questions] == [q.subject for q in one.questions]
    assert len(two.examples) == len(one.examples)
    for example in two.examples:
        told = explained(two, example, Words())
        assert (told.before, told.after) == (example.before, example.after)
        assert told.claim


def test_a_changed_rule_is_made_again_in_the_workers(tmp_path: Path) -> None:
    example = laws.find("example")
    path = tmp_path / "claims.parquet"
    write_caseload(path, synthesise(example, 600, 3), example, header(example, seed=3))
    change = from_python(RULES, "change.py", example)
    one, two = (compare(opened(path, example), change, rules=["pending"]) for opened in (open_caseload, open_on_spark))
    assert two.cells == one.cells
    assert two.questions
    assert two.changed == one.changed


@pytest.mark.parametrize("with_facts", [pytest.param(False, marks=pytest.mark.long), True])
def test_breaches(cut: Path, facts: Path, with_facts: bool) -> None:
    held = facts if with_facts else None
    one, two = (conformance(opened(cut, JP, facts=held), ON, by=BY) for opened in (open_caseload, open_on_spark))
    assert two.engine == "spark"
    assert one.counts
    assert (two.counts, two.all_years, two.silent) == (one.counts, one.all_years, one.silent)
    assert two.read == one.read
    assert with_facts or one.silent


@pytest.mark.long
def test_breaches_are_told_one_by_one(cut: Path) -> None:
    one, two = (conformance(opened(cut, JP), ON, most=10**6) for opened in (open_caseload, open_on_spark))
    assert sorted(map(repr, two.listed)) == sorted(map(repr, one.listed))


def broken(path: Path, seed: int) -> pa.Table:
    """A table in which claims come again, rows cannot be read, and some claims are longer than a split."""
    drawing = random.Random(seed)
    rows = pq.read_table(path).slice(0, 1200).to_pylist()
    for _ in range(12):  # rows of a claim far from its others
        at = drawing.randrange(len(rows))
        rows.insert(drawing.randrange(len(rows)), dict(rows[at]))
    for _ in range(40):
        one = drawing.choice(rows)
        key, value = drawing.choice((("claim", None), ("claim", ""), ("event", "dreamt"), ("event", None)))
        one[key] = value
    first = rows[300]["claim"] or "C"
    long = [{**rows[300], "claim": first, "event": "applied", "day": date(2010, 1, 1 + i % 28)} for i in range(90)]
    rows[300:300] = long
    return pa.Table.from_pylist(rows, schema=pq.read_schema(path))


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.long)])
def test_a_broken_table_is_refused_row_by_row_as_numpy_refuses_it(
    ours: Path, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.parquet"
    pq.write_table(broken(ours, seed), path, row_group_size=(7, 60)[seed], use_dictionary=False)
    monkeypatch.setattr(spark_table, "SPLIT", path.stat().st_size // 16)
    numpy, asked = open_caseload(path, JP), open_on_spark(path, JP)
    one, two = run(numpy, ON, by=BY), run(asked, ON, by=BY)
    assert (one.read.rejected or 0) > 30
    assert two.read == one.read
    assert two.cells == one.cells
    assert cut_claims(asked) > 3
    for caseload, name in ((numpy, "one.csv"), (asked, "two.csv")):
        caseload.write_rejects(tmp_path / name)
    lines = [
        sorted(line.split(",")[0] for line in (tmp_path / name).read_text(encoding="utf-8").splitlines()[1:])
        for name in ("one.csv", "two.csv")
    ]
    assert lines[0] == lines[1]


def test_a_folder_of_files_is_one_table_in_the_order_of_their_names(ours: Path, tmp_path: Path) -> None:
    table = pq.read_table(ours)
    folder = tmp_path / "claims"
    folder.mkdir()
    ends = [0, 1001, 1002, 5000, table.num_rows]
    for i in range(4):
        pq.write_table(table.slice(ends[i], ends[i + 1] - ends[i]), folder / f"part-{i}.parquet", row_group_size=700)
    one, two = run(open_caseload(ours, JP), ON), run(open_on_spark(folder, JP), ON)
    assert (two.cells, two.open, two.read) == (one.cells, one.open, one.read)


def test_the_last_recorded_day_where_the_file_says_none(ours: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.parquet"
    table = pq.read_table(ours).slice(0, 2000)
    pq.write_table(table.replace_schema_metadata(None), path, row_group_size=100)
    one, two = run(open_caseload(path, JP)), run(open_on_spark(path, JP))
    assert one.days.found == "last_recorded_day"
    assert two.days == one.days
    assert two.cells == one.cells
    assert two.synthetic


def of_each(batch: EventBatch) -> int:
    return batch.n_claims


def test_what_cannot_be_sent_and_what_cannot_be_read_is_one_sentence(
    ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = open_on_spark(ours, JP)
    assert sum(asked.each(of_each)) == CLAIMS
    with pytest.raises(WrongCall, match="cannot be sent"):
        list(asked.each(lambda batch: batch.n_claims))
    with pytest.raises(WrongCall, match="Say how it is made"):
        open_on_spark(ours, JP.changed())
    with pytest.raises(BadInput, match="There is no file"):
        open_on_spark(tmp_path / "nowhere", JP)
    with pytest.raises(BadInput, match="Convert it"):
        open_on_spark("claims.csv", JP)
    bad = tmp_path / "bad.parquet"
    bad.write_bytes(b"PAR1 no more")
    with pytest.raises(BadInput) as error:
        open_on_spark(bad, JP)
    assert len(str(error.value).splitlines()) == 1
    with pytest.raises(BadInput, match="no column colour"):
        run(open_on_spark(ours, JP), ON, by=("colour",))
    unclustered = tmp_path / "unclustered.parquet"
    table = pq.read_table(ours)
    by_event = sorted(range(table.num_rows), key=table.column("event").to_pylist().__getitem__)
    pq.write_table(table.take(by_event), unclustered, row_group_size=3000)
    monkeypatch.setattr(spark, "REPEATED", 100)
    with pytest.raises(BadInput, match="is not clustered"):
        run(open_on_spark(unclustered, JP), ON)


def test_at_the_door(cut: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(["caseload", "run", str(cut), "--engine", "spark", "--on", "2024-07-05", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["engine"] == "spark"
    assert printed.err == ""


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession

    monkeypatch.setattr(SparkSession, "getActiveSession", classmethod(lambda cls: None))
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    monkeypatch.delenv("PYSPARK_GATEWAY_PORT", raising=False)
    with pytest.raises(BadInput, match="Java 17"):
        new_session()
