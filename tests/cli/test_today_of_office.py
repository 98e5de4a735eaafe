"""`wellfounded today` over the files that an office opens to a member."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wellfounded.cli.door import main
from wellfounded.web.demonstration import PASSPHRASE, demonstration

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    made = str(tmp_path / "office.db")
    demonstration(made, NOW).store.close()
    monkeypatch.setenv("WELLFOUNDED_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("WELLFOUNDED_MEMBER_PASSPHRASE", PASSPHRASE)
    return made


def test_the_days_of_the_files_that_are_open_to_a_member(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["today", store, "--login", "lawyer", "--on", "2026-11-23", "--within", "30", "--json"]) == 0
    days = json.loads(capsys.readouterr().out)["days"]
    assert [day["days_left"] for day in days][:2] == [2, 9]
    assert all(day["file"].startswith("D-") for day in days)


def test_who_opens_no_file_has_no_days(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["today", store, "--login", "administrator", "--on", "2026-11-23", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["days"] == []


@pytest.mark.parametrize(("more", "said"), [
    ([], "Whose days are asked?"),
    (["--login", "nobody"], "does not open"),
])  # fmt: skip
def test_what_is_missing_is_one_sentence(
    store: str, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert main(["today", store, *more]) == 2
    told = capsys.readouterr().err
    assert said in told, told
    assert told.count("\n") == 1
