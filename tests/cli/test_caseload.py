"""The commands of the caseload: each answers, each fault is one sentence, and the page on them is complete."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest

from wellfounded.cli import door

PAGE = (Path(__file__).parent.parent.parent / "docs" / "caseload.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caseload") / "claims.parquet"
    assert door.main(["caseload", "synth", "--claims", "400", "--imprecise", "0.1", "-o", str(path)]) == 0
    return path


def _asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert door.main(["caseload", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def _parsers() -> dict[str, argparse.ArgumentParser]:
    (commands,) = [a.choices for a in door._parser()._actions if isinstance(a, argparse._SubParsersAction)]
    (below,) = [a.choices for a in commands["caseload"]._actions if isinstance(a, argparse._SubParsersAction)]
    return dict(below)


def test_every_command_and_option_is_on_the_page_and_none_besides() -> None:
    named = {word for code in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"--[\w-]+", code)}
    possible = {"--help"}
    for name, parser in _parsers().items():
        assert f"$ wellfounded caseload {name}" in PAGE
        options = {o for a in parser._actions for o in a.option_strings if o.startswith("--")}
        assert options - named - {"--help", "--lang", "--json"} == set()
        possible |= options
    assert named <= possible


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "--by", "office"),
        ("compare", "--laws", "2024-06-09,2024-06-10", "--names"),
        ("breaches", "--list", "2"),
    ],
    ids=" ".join,
)
def test_every_key_of_an_answer_is_on_the_page(
    claims: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    def keys(plain: Any) -> set[str]:
        if isinstance(plain, list):
            return set().union(*map(keys, plain))
        if isinstance(plain, dict):
            return set(plain).union(*map(keys, plain.values()))
        return set()

    what, *rest = arguments
    plain = _asked(capsys, what, str(claims), *rest)
    named = {word for code in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"\w+", code)}
    assert keys(plain) - named == set()
    assert plain["engine"] == "numpy"
    assert plain["synthetic"] is True


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("what", ["run", "compare", "breaches"])
def test_the_page_loads_nothing_and_hides_small_numbers(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str, lang: str
) -> None:
    page = tmp_path / "page.html"
    extra = ["--laws", "2024-06-09,2024-06-10", "--examples", "0"] if what == "compare" else []
    assert door.main(["caseload", what, str(claims), *extra, "--by", "office", "-o", str(page), "--lang", lang]) == 0
    text = page.read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in text
    assert "default-src 'none'" in text
    assert not re.search(r'(src|href)="(?!#)', text)
    assert "<script" not in text
    assert "@media print" in text
    assert "prefers-color-scheme:dark" in text
    numbers = re.findall(r"<td>([\d,]+)</td>", text.partition("What was read")[0].rpartition("<h2>")[0])
    assert not [n for n in numbers if 0 < int(n.replace(",", "")) < 10]
    capsys.readouterr()


def test_published_answers_hold_no_small_number_and_no_example(
    claims: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = _asked(capsys, "run", str(claims), "--by", "nationality", "--publish")
    assert plain["published"]
    assert not [n for n in plain["read"].values() if isinstance(n, int) and 0 < n < 10]
    assert [c for c in plain["counts"] if c["count"] is None]
    assert not [c for c in plain["counts"] if c["count"] is not None and 0 < c["count"] < 10]
    plain = _asked(capsys, "breaches", str(claims), "--by", "office", "--publish", "--list", "5")
    assert plain["listed"] == []
    assert not [c for c in plain["counts"] if c["count"] is not None and c["count"] < 10]
    assert not [b for b in plain["breaches"] if b["least"] is not None and 0 < b["least"] < 10]
    plain = _asked(capsys, "compare", str(claims), "--laws", "2024-06-09,2024-06-10", "--publish")
    assert plain["examples"] == []


def test_examples_bear_a_number_and_a_name_only_if_asked(claims: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("compare", str(claims), "--laws", "2024-06-09,2024-06-10", "--rules", "barred")
    plain = _asked(capsys, *asked)
    if plain["examples"]:
        assert "claim" not in plain["examples"][0]
        assert "claim" in _asked(capsys, *asked, "--names")["examples"][0]
    assert door.main(["caseload", *asked]) == 0
    assert not re.search(r"S\d{8}", capsys.readouterr().out)


def test_a_table_is_the_same_after_conversion(claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending in ("csv", "xes"):
        other = str(tmp_path / f"claims.{ending}")
        assert door.main(["caseload", "convert", str(claims), "-o", other]) == 0
        capsys.readouterr()
        one, two = (_asked(capsys, "run", path, "--on", "2024-12-31") for path in (str(claims), other))
        assert one["counts"] == two["counts"]
        assert two["synthetic"] is True


def test_results_are_saved_by_their_ending(claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending in ("parquet", "csv", "json", "html"):
        for what in ("run", "breaches"):
            path = tmp_path / f"{what}.{ending}"
            assert door.main(["caseload", what, str(claims), "-o", str(path), "--json"]) == 0
            assert path.stat().st_size > 100
    capsys.readouterr()


def test_rows_that_cannot_be_read_are_counted_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, rejects = tmp_path / "t.csv", tmp_path / "rejects.csv"
    table.write_text("claim,event,day\na,applied,2024-01-05\na,flew,2024-01-06\nb,applied,2024-99-01\n")
    plain = _asked(capsys, "run", str(table), "--on", "2024-02-01", "--rejects", str(rejects))
    assert plain["read"]["rejected"] == 2
    assert len(plain["read"]["reasons"]) == 2
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 3
    assert plain["complete"]["from"] == "last_recorded_day"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "nowhere.parquet"), "nowhere.parquet"),
        (("run", "{claims}", "--law", "xx"), "There is no law xx"),
        (("run", "{claims}", "--by", "colour"), "no column colour"),
        (("run", "{claims}", "--complete", "moon=2024-01-01"), "has no lane moon"),
        (("run", "{claims}", "-o", "out.txt"), "has no ending"),
        (("compare", "{claims}"), "Say what changes"),
        (("compare", "{claims}", "--laws", "2024-06-09"), "needs two days"),
        (("compare", "{claims}", "--change", "nowhere.toml"), "nowhere.toml"),
        (("breaches", "{claims}", "--master", "local[2]"), "Add --engine spark"),
        (("synth", "--claims", "many", "-o", "x.parquet"), "whole number"),
        (("synth", "--law", "convention", "-o", "x.parquet"), "no recipe"),
        (("convert", "{claims}", "-o", "nowhere/x.csv"), "There is no folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_fault_is_one_sentence(
    claims: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    asked = [argument.format(claims=claims) for argument in arguments]
    assert door.main(["caseload", *asked]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert len(error.strip().splitlines()) == 1
    assert "Traceback" not in error


def test_a_table_may_call_its_events_kind_and_have_a_year(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("claim,kind,day,year\nA,applied,2024-01-05,2024\nA,decided,2024-02-05,2024\n", encoding="utf-8")
    plain = _asked(capsys, "run", str(own), "--on", "2024-06-01", "--by", "year")
    assert (plain["read"]["claims"], plain["read"]["rejected"]) == (1, 0)
    assert {word["is"] for c in plain["counts"] for word in c["group"]} == {"2024"}


def test_the_pages_state_findings_in_the_words_of_the_law(
    claims: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    assert door.main(["caseload", "compare", str(claims), "--laws", "2024-06-09,2024-06-10", "-o", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert ">barred<" not in text
    assert "More changes, which do not touch what was asked" in text
    assert door.main(["caseload", "breaches", str(claims), "-o", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert ">By year<" in text
    assert "the most frequent of" in text
    capsys.readouterr()
    assert door.main(["caseload", "run", str(claims)]) == 0
    out = capsys.readouterr().out
    assert 0 < out.index("What needs action first") < out.index("Removal, by person")


@pytest.mark.parametrize("option", ["-o", "--chart"])
def test_an_ending_that_says_nothing_is_refused_before_anything_is_read(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.main(["caseload", "breaches", "no-such-file.parquet", option, "made.txt"]) == 2
    assert "made.txt has no ending" in capsys.readouterr().err
