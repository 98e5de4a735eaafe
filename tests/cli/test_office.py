"""`wellfounded office` from end to end, and a sealed bundle shown."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.dossier.conftest import CHEAP, LATER, NOW, PASSPHRASE, osaka
from wellfounded.cli import passphrases
from wellfounded.cli.door import main
from wellfounded.dossier import files, grants, members, office
from wellfounded.dossier.store import open_store

LOGIN, OWN, SEALED = "lawyer", "passphrase of lawyer", "a passphrase for it"


@pytest.fixture(autouse=True)
def _typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WELLFOUNDED_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("WELLFOUNDED_MEMBER_PASSPHRASE", OWN)
    monkeypatch.setenv("WELLFOUNDED_BUNDLE_PASSPHRASE", SEALED)
    monkeypatch.setenv("WELLFOUNDED_NEW_PASSPHRASE", "another for the office")


@pytest.fixture
def kept(tmp_path: Path) -> tuple[str, str]:
    """A store with the case of the story; its path, and the number of the case."""
    path = str(tmp_path / "office.db")
    made, _ = office.create(open_store(path), PASSPHRASE, cost=CHEAP)
    by, _ = members.enrol(made, LOGIN, "A Lawyer", "representative", OWN, NOW, cost=CHEAP)
    case = grants.open_file(made, by, "representation", NOW, LATER)
    files.append(made, by, case, "representation", osaka(), b"first of all", NOW)
    made.store.close()
    return path, case.hex()


def _asked(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, dict[str, object]]:
    code = main([*args, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_an_office_from_its_first_day_to_a_restored_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, copy, again = (str(tmp_path / name) for name in ("o.db", "copy.db", "again.db"))
    shares = tmp_path / "shares"
    shares.mkdir()
    code, made = _asked(capsys, "office", "init", store, "--name", "tokyo", "--shares", str(shares))
    assert code == 0
    assert str(made["key"]).startswith("wellfounded/tokyo/")
    assert len(list(shares.iterdir())) == 3
    code, taken = _asked(capsys, "office", "enrol", store, LOGIN, "--name", "A Lawyer", "--role", "representative")
    assert str(taken["printed_key"]).startswith("MEMBER ")
    note = tmp_path / "note"
    code, found = _asked(capsys, "office", "verify", store, "--sign", "-o", str(note), "--key", str(made["key"]))
    assert (code, found["whole"], found["waiting"]) == (0, True, 0)
    assert _asked(capsys, "office", "backup", store, "-o", copy)[0] == 0
    assert _asked(capsys, "office", "restore", copy, again)[0] == 0
    assert main(["office", "verify", again, "--checkpoint", str(note)]) == 0
    assert "The log is whole." in capsys.readouterr().out
    for place in (1, 2):
        text = (shares / f"share-{place}.txt").read_text(encoding="utf-8").strip()
        monkeypatch.setenv(f"WELLFOUNDED_SHARE_{place}", text)
    assert _asked(capsys, "office", "recover", again)[0] == 0
    assert main(["office", "verify", again, "--sign"]) == 2
    assert "does not open" in capsys.readouterr().err
    assert len(_asked(capsys, "office", "rotate", store)[1]["shares"]) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ["show", "why", "timeline"])
def test_a_bundle_is_shown_as_its_case_file_is(
    kept: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    sealed = tmp_path / "case.wfb"
    code, made = _asked(capsys, "office", "bundle", *kept, "--login", LOGIN, "-o", str(sealed))
    assert (code, made["compartments"]) == (0, ["identity", "claim", "health", "intimate", "disclosed"])
    end = [] if command != "timeline" else ["-o", str(tmp_path / "drawn.svg")]
    before = sorted(tmp_path.iterdir())

    def answer(case: str) -> str:
        assert main([command, case, "--on", "2024-07-05", *end]) == 0
        drawn = (tmp_path / "drawn.svg").read_text(encoding="utf-8") if end else ""
        return (capsys.readouterr().out + drawn).replace("case.wfb", "").replace("osaka-2024.toml", "")

    assert answer(str(sealed)) == answer("osaka-2024")
    assert [p for p in sorted(tmp_path.iterdir()) if p.name != "drawn.svg"] == before


def test_a_bundle_does_not_open_with_another_passphrase(
    kept: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = str(tmp_path / "case.wfb")
    assert main(["office", "bundle", *kept, "--login", LOGIN, "-o", sealed]) == 0
    monkeypatch.setenv("WELLFOUNDED_BUNDLE_PASSPHRASE", "another one here")
    assert main(["show", sealed]) == 2
    assert "does not open" in capsys.readouterr().err
    monkeypatch.delenv("WELLFOUNDED_BUNDLE_PASSPHRASE")
    assert main(["show", sealed]) == 2
    assert "WELLFOUNDED_BUNDLE_PASSPHRASE" in capsys.readouterr().err
    reading, writing = os.pipe()
    os.write(writing, f"{SEALED}\n".encode())
    os.close(writing)
    monkeypatch.setenv("WELLFOUNDED_PASSPHRASE_FD", str(reading))
    passphrases._descriptor.cache_clear()
    assert main(["show", sealed, "--on", "2024-07-05"]) == 0
    passphrases._descriptor(str(reading)).close()
    passphrases._descriptor.cache_clear()


def test_what_is_erased_is_listed_for_the_day_of_a_restore(
    kept: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, case = kept
    copy, again, gone = (str(tmp_path / name) for name in ("copy.db", "again.db", "gone.json"))
    assert main(["office", "backup", path, "-o", copy]) == 0
    capsys.readouterr()
    code, made = _asked(capsys, "office", "erase", path, case, "--reason", "asked for", "-o", gone)
    assert code == 0
    assert int(str(made["keys"])) > 1
    assert _asked(capsys, "office", "restore", copy, again, "--erased", gone)[1]["erased_again"] == 1
    assert main(["office", "bundle", again, case, "--login", LOGIN, "-o", str(tmp_path / "x.wfb")]) == 2
    assert _asked(capsys, "office", "verify", again)[1]["whole"]


@pytest.mark.parametrize(
    "args",
    [
        ("verify", "none.db"),
        ("backup", "none.db", "-o", "copy.db"),
        ("restore", "none.db", "new.db"),
        ("erase", "none.db", "xyz", "--reason", "x"),
        ("init", "no-folder/office.db"),
        ("enrol", "none.db", "x", "--name", "x", "--role", "king"),
    ],
)
def test_a_fault_is_one_sentence(
    args: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["office", *args]) == 2
    said = capsys.readouterr().err.strip()
    assert said.endswith(".")
    assert "\n" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_changed_store_fails_the_check(kept: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    store = sqlite3.connect(kept[0])
    store.execute("DELETE FROM event WHERE compartment = 'claim' AND seq = 2")
    store.commit()
    store.close()
    assert main(["office", "verify", kept[0]]) == 1
    assert f"event 2 of the compartment claim of case {kept[1]}" in capsys.readouterr().out
