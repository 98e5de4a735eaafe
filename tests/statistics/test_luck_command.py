"""`wellfounded figures luck`, as it is typed: what is printed first, who is named, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from wellfounded.cli.door import main


@pytest.fixture
def table(tmp_path: Path) -> Path:
    random = np.random.default_rng(4)
    lines = ["judge_id,kind,granted,total"]
    for i in range(16):
        rate = 0.2 if i % 2 else 0.5
        lines += [f"Ms Doe {i},{kind},{random.binomial(80, rate)},80" for kind in ("hard", "plain")]
    path = tmp_path / "court.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _asked(table: Path, *more: str) -> list[str]:
    columns = ["--unit", "judge_id", "--granted", "granted", "--total", "total"]
    return ["figures", "luck", str(table), *columns, "--permutations", "300", *more]


def test_two_sentences_come_first_and_no_unit_is_named(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_asked(table)) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("In 2,560 decisions by 16 units (judge), the share granted ran from")
    assert "So it is more than luck" in printed.split("\n\n")[0].replace("\n", " ")
    assert "judge 01" in printed
    assert "Doe" not in printed


def test_units_are_named_when_that_is_asked_for(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_asked(table, "--names")) == 0
    assert "Ms Doe 15" in capsys.readouterr().out


def test_nothing_that_is_written_names_a_unit(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / name for name in ("f.svg", "f.html", "u.csv")]
    assert main(_asked(table, "--chart", str(files[0]), "-o", str(files[2]))) == 0
    assert main(_asked(table, "--chart", str(files[1]), "--json")) == 0
    printed = capsys.readouterr().out
    for text in (printed, *(file.read_text(encoding="utf-8-sig") for file in files)):
        assert "Doe" not in text
        assert "judge 0" in text
    rows = files[2].read_text(encoding="utf-8-sig").splitlines()
    assert rows[0] == "judge,decisions,granted,rate,standardised,likely,low,high,p,different,outside"
    assert len(rows) == 17


def test_a_refusal_holds_no_unit_in_any_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["judge,kind,granted,total"]
    for i in range(10):
        lines += [f"Ms Doe {i},hard,9,{90 if i % 2 else 30}", f"Ms Doe {i},plain,9,{30 if i % 2 else 90}"]
    path = tmp_path / "court.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    chart = tmp_path / "f.svg"
    asked = ["figures", "luck", str(path), "--unit", "judge", "--granted", "granted", "--total", "total", "--names",
             "--features", "kind", "--chart", str(chart)]  # fmt: skip
    assert main(asked) == 1
    printed = capsys.readouterr().out
    assert "cannot be compared" in printed
    assert "--strata" in printed
    assert "Doe" not in printed
    assert not chart.exists()
    assert main([*asked, "--json"]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert plain["comparable"] is False
    assert "units" not in plain
    assert "Doe" not in json.dumps(plain)


def test_the_same_seed_prints_the_same(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(_asked(table, "--json", "--seed", "3"))
    first = capsys.readouterr().out
    main(_asked(table, "--json", "--seed", "3"))
    assert capsys.readouterr().out == first
    main(_asked(table, "--json", "--seed", "4"))
    assert capsys.readouterr().out != first


def test_it_is_said_in_japanese(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_asked(table, "--lang", "ja")) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("16の単位（judge）による2,560件の決定で")
    assert "granted" not in printed


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--unit", "judge"), "has no column judge. It has: judge_id, kind, granted, total"),
        (("--total", "granted", "--granted", "total"), "were granted of"),
        (("--minimum", "5"), "Units of fewer than 10 decisions are never compared; 5 was asked for"),
        (("--minimum", "900"), "at least two are needed"),
        (("--permutations", "3"), "3 drawings are too few"),
        (("--chart", "no/such/folder/f.svg"), "There is no folder no/such/folder"),
        (("--chart", "f.gif"), "A chart cannot be written as f.gif"),
    ],
)
def test_a_fault_is_one_sentence(
    table: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert main(_asked(table, *more)) == 2
    found = capsys.readouterr()
    assert said in found.err
    assert found.err.count("\n") == 1
    assert "Doe" not in found.err + found.out
