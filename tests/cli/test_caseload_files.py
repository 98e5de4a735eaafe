"""What the commands of the caseload write: nothing over what is read, whole or not at all, and every number whole."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from wellfounded.cli import caseload, door
from wellfounded.cli.caseload_page import table

PYTHON = "import sys; from wellfounded.cli.door import main; sys.exit(main())"
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); " + PYTHON


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caseload") / "claims.parquet"
    assert door.main(["caseload", "synth", "--claims", "400", "--imprecise", "0.1", "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "{read}", "-o", "{read}"),
        ("run", "{read}", "-o", "{link}"),
        ("run", "{read}", "--rejects", "{read}"),
        ("breaches", "{read}", "--chart", "{link}"),
        ("convert", "{read}", "-o", "{read}"),
        ("run", "{claims}", "--facts", "{read}", "-o", "{read}"),
        ("run", "{claims}", "--facts", "{facts}", "--rejects", "{folder}/own.csv"),
        ("run", "{claims}", "--mapping", "{read}", "-o", "{read}"),
        ("compare", "{claims}", "--change", "{read}", "-o", "{read}"),
    ],
    ids=" ".join,
)
def test_what_is_read_is_never_written_over(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    own, link, facts = tmp_path / "own.parquet", tmp_path / "link.parquet", tmp_path / "own-facts.csv"
    own.write_bytes(claims.read_bytes())
    link.symlink_to(own)
    facts.write_text("claim,fact,value\n")
    names = {"read": own, "link": link, "claims": claims, "facts": facts, "folder": tmp_path}
    assert door.main(["caseload", *(one.format_map(names) for one in arguments)]) == 2
    assert "which is read. Name another file." in capsys.readouterr().err
    assert own.read_bytes() == claims.read_bytes()
    assert facts.read_text() == "claim,fact,value\n"


def test_two_results_are_not_written_to_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "x.csv")
    assert door.main(["caseload", "synth", "--claims", "10", "--facts", path, "-o", path]) == 2
    assert "x.csv cannot be written twice" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "{claims}", "-o", "x.csv"),
        ("convert", "{claims}", "-o", "x.xes"),
        ("synth", "--claims", "4000", "-o", "x.parquet"),
        ("synth", "--claims", "4000", "--facts", "f.csv", "-o", "{claims}.csv"),
        ("run", "{claims}", "--by", "nationality", "-o", "x.json"),
        ("breaches", "{claims}", "--chart", "x.png"),
        ("run", "{bad}", "--rejects", "r.csv"),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    claims: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, arguments: tuple[str, ...]
) -> None:
    """No file may be larger than so many bytes: as far as a program sees, the disk is full."""
    bad = tmp_path_factory.mktemp("bad") / "bad.csv"
    bad.write_text("claim,event,day\na,applied,2024-01-05\n" + "".join(f"b{i},flew,\n" for i in range(500)))
    asked = [one.format(claims=claims, bad=bad) for one in arguments]
    told = subprocess.run(
        [sys.executable, "-c", LIMITED, "caseload", *asked],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (told.returncode, len(told.stderr.splitlines())) == (2, 1), told.stderr
    assert told.stderr.endswith(": File too large.\n")
    assert list(tmp_path.iterdir()) == []


def test_whoever_breaks_off_finds_nothing_half_written(tmp_path: Path) -> None:
    arguments = ["synth", "--claims", "5000000", "--facts", "f.parquet", "-o", "x.xes"]
    asked = subprocess.Popen([sys.executable, "-c", PYTHON, "caseload", *arguments], cwd=tmp_path)
    until = time.monotonic() + 60
    while not (tmp_path / ".x.xes.part").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert (tmp_path / ".x.xes.part").exists()
    os.kill(asked.pid, signal.SIGINT)
    assert asked.wait(60) == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["run", "compare", "breaches"])
def test_a_published_table_by_two_columns_has_everybody(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    change = ["--laws", "2024-06-09,2024-06-10"] if what == "compare" else []
    asked = ["caseload", what, str(claims), *change, "--by", "sex,office", "--publish"]
    for ending in ("csv", "json", "html"):
        assert door.main([*asked, "-o", str(tmp_path / f"x.{ending}")]) == 0
    capsys.readouterr()
    with (tmp_path / "x.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    groups = {(row["sex"], row["office"]) for row in rows}
    assert ("*", "*") in groups
    assert len(groups) > 3
    plain = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    counts = plain["moves"] if what == "compare" else plain["counts"]
    assert {tuple(word["by"] for word in c["group"]) for c in counts} == {("sex", "office")}


def test_a_page_hides_small_numbers_however_its_ending_is_written(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = []
    for name in ("x.html", "y.HTML"):
        assert door.main(["caseload", "run", str(claims), "--by", "office", "-o", str(tmp_path / name)]) == 0
        pages.append((tmp_path / name).read_text(encoding="utf-8"))
    capsys.readouterr()
    assert pages[0] == pages[1]
    assert "···" in pages[0]


@pytest.mark.parametrize("most", [9, 12_345, 12_345_678])
@pytest.mark.parametrize("columns", [1, 5, 6])
def test_no_number_of_a_table_is_cut(columns: int, most: int) -> None:
    """A number that is cut is another number, and nobody sees it."""
    out = StringIO()
    words = ("claims", "≤ 14 days", "late", "barred", "not established", "answers that move")
    heads, rows = words[:columns], [("Tokyo, whose office is the largest", *(f"{most:,}",) * columns)] * 3
    table(Console(file=out, width=80), ("", *heads), rows)
    text = out.getvalue()
    assert len(re.findall(rf"(?<![\d,]){most:,}(?![\d,])", text)) == 3 * columns
    assert max(map(len, text.splitlines())) <= 80
    assert "".join(text.split()).startswith("".join("".join(heads).split())) or columns > 1
    for word in " ".join(heads).split():
        assert word in text


def test_bounds_are_told_by_group_as_without(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for by in ((), ("--by", "office")):
        asked = ("compare", str(claims), "--laws", "2024-06-09,2024-06-10", "--rules", "barred", "--examples", "0")
        assert door.main(["caseload", *asked, *by]) == 0
        told.append(re.findall("if all that is open is .*", capsys.readouterr().out))
    assert told[0] == told[1]
    assert len(told[0]) == 2


def test_the_rejects_are_written_where_no_row_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, rejects = tmp_path / "t.csv", tmp_path / "r.csv"
    bad.write_text("claim,event,day\na,applied,2024-13-05\na,flew,2024-01-06\n")
    assert door.main(["caseload", "run", str(bad), "--rejects", str(rejects)]) == 2
    assert "No row of t.csv can be read; the first is line 2." in capsys.readouterr().err
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize("number", ["inf", "nan", "1e400", "-1", "1.5", "1e30", ""])
def test_a_number_that_is_none_is_one_sentence(capsys: pytest.CaptureFixture[str], number: str) -> None:
    assert door.main(["caseload", "synth", f"--claims={number}", "-o", "x.csv"]) == 2
    assert "--claims needs a whole number" in capsys.readouterr().err


def test_progress_is_shown_by_the_clock_and_not_before(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first batch may take longer than a moment, and nothing is done until it is."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with caseload.progress("Reading", quiet=False) as watch:
        assert watch is not None
        watch(7)
    assert "Reading" not in capsys.readouterr().err
    monkeypatch.setattr(caseload, "_PATIENCE", 0.01)
    with caseload.progress("Reading", quiet=False):
        time.sleep(0.5)
    assert "Reading" in capsys.readouterr().err
