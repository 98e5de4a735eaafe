"""What a reader is told of a caseload: whole sentences, in their own language, and never what is hidden."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.caseload.tables import write
from wellfounded import law as laws
from wellfounded.caseload.change import from_toml
from wellfounded.caseload.conformance import conformance
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.publishing.breach_page import breaches_chart
from wellfounded.caseload.synth import header, synthesise
from wellfounded.caseload.table.writing import write_caseload
from wellfounded.charts.rendering import svg
from wellfounded.cli import door
from wellfounded.readings.words import Words

JP = laws.find("jp")
ON = date(2024, 12, 31)
ROWS = "claim,event,day\nA,applied,2020-01-01\nB,applied,2020-02-30\nC,vanished,2020-01-01\n"


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("claims") / "claims.parquet"
    return write_caseload(path, synthesise(JP, 3000, 1), JP, header(JP, seed=1))


def told(rows: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert door.main(["caseload", "run", str(rows), "--on", "2024-12-31", *more]) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "en",
            (
                "as in line 3: 2020-02-30 is not a day: February 2020 has 29 days",
                "claims of which no row can be read, left out: 2",
            ),
        ),
        ("ja", ("例：3行目", "2020-02-30")),
    ],
)
def test_a_refused_row_is_told_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, sentences: tuple[str, ...]
) -> None:
    said = told(write(tmp_path / "t.csv", ROWS), capsys, "--lang", lang)
    assert all(sentence in said for sentence in sentences), said
    assert "…" not in said.rpartition("3 rows" if lang == "en" else "3 行")[2]


def test_what_one_row_says_is_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(write(tmp_path / "t.csv", ROWS), capsys, "--publish")
    assert "2020-02-30" not in said
    assert "vanished" not in said


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [
        ('{ length = 30, unit = "days" }', ("7 days", "30 days"), ("7日", "30日")),
        ('{ length = 1, unit = "days" }', ("7 days", "1 day"), ("7日", "1日")),
    ],
)
def test_a_changed_period_is_said_in_the_readers_language(
    value: str, english: tuple[str, str], japanese: tuple[str, str]
) -> None:
    (changed,) = from_toml(f"[parameters]\ntime_to_request_review = {value}\n", "change.toml", JP).changed
    assert changed.said(Words()) == english
    assert changed.said(Words("ja")) == japanese


@pytest.mark.parametrize(("lang", "word"), [("en", "hidden"), ("ja", "非表示")])
def test_a_cell_that_may_not_be_shown_is_said_to_be_hidden(claims: Path, lang: str, word: str) -> None:
    found = conformance(open_caseload(claims, JP), ON, by=("office",)).public()
    assert any(count.breaches is None for count in found.counts)
    words = Words(lang)
    drawn = svg(breaches_chart(found, words))
    assert word in drawn
    assert words.say("not known") not in drawn


def test_rows_that_differ_in_an_attribute_alone_are_two(tmp_path: Path) -> None:
    """An attribute that nobody asked for still tells two rows apart."""
    table = pa.table({"claim": ["A", "A"], "event": ["applied"] * 2, "day": ["2020-01-01"] * 2, "office": ["x", "y"]})
    pq.write_table(table, tmp_path / "t.parquet")
    caseload = open_caseload(tmp_path / "t.parquet", JP, attributes=())
    assert sum(batch.n_events for batch in caseload.batches()) == 2
    assert caseload.rejects.total == 0
