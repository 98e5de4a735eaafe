"""`wellfounded office` from end to end, and a sealed bundle shown."""

from __future__ import annotations

import json
import os
import random
import tempfile
from pathlib import Path

import pytest

from tests.dossier.conftest import CHEAP, LATER, NOW, PASSPHRASE, osaka
from wellfounded.cli import passphrases
from wellfounded.cli.door import main
from wellfounded.dossier import bundle, files, grants, logbook, members, office
from wellfounded.dossier.access import Grant
from wellfounded.dossier.records import Draft
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


# Drills of the reference, as the one who runs the office does them.

CANARY = "Zzqanary"


def _said(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    """What the command ends with, and what a person reads."""
    code = main(["office", *args])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.fixture
def drilled(kept: tuple[str, str], tmp_path: Path) -> tuple[str, str, list[str], str]:
    """The same with words between the person and counsel, and a signed log; also the shares, and the printed key."""
    path = str(tmp_path / "drilled.db")
    made, printed = office.create(open_store(path), PASSPHRASE, cost=CHEAP)
    by, paper = members.enrol(made, LOGIN, "A Lawyer", "representative", OWN, NOW, cost=CHEAP)
    case = grants.open_file(made, by, "representation", NOW, LATER)
    files.append(made, by, case, "representation", osaka(), b"first of all", NOW)
    secret = [Draft("privileged", "note", {"text": f"{CANARY} told counsel"})]
    files.append(made, by, case, "representation", secret, b"second of all", NOW)
    logbook.checkpoint(made, NOW)
    made.store.close()
    return path, case.hex(), list(printed.shares), paper


def _seized(path: str, case: str, passphrase: str) -> str:
    """Everything that who holds the office's passphrase can read of a case, with a member of their own making who is
    let in by rows of their own making.
    """
    made = office.open_office(open_store(path), passphrase)
    mallory, _ = members.enrol(made, "mallory", "Mallory", "representative", "passphrase of mallory", NOW, cost=CHEAP)
    names = frozenset(["identity", "claim", "health", "privileged", "deliberation"])
    at, until = "2026-11-23T12:00:00Z", "2027-11-23T12:00:00Z"
    forged = Grant(b"f" * 16, bytes.fromhex(case), mallory.id, "representative", names, "representation", at, until)
    with made.store.writing(office=True) as rows:
        rows.put({"door": grants.doors(made, forged)})
    seen = files.read(made, mallory, bytes.fromhex(case), "representation", NOW, record=False)
    made.store.close()
    assert seen.records
    return str([record.body for record in seen.records])


def test_a_backup_with_two_of_three_shares_opens_the_office_and_not_what_is_privileged(
    drilled: tuple[str, str, list[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path, case, shares, _ = drilled
    copy, again = str(tmp_path / "copy.db"), str(tmp_path / "again.db")
    assert _said(capsys, "backup", path, "-o", copy)[0] == 0
    code, told = _said(capsys, "restore", copy, again)
    assert code == 0
    assert "with --erased" in told
    monkeypatch.delenv("WELLFOUNDED_PASSPHRASE")
    for place, share in ((1, shares[2]), (2, shares[0])):
        monkeypatch.setenv(f"WELLFOUNDED_SHARE_{place}", share)
    assert _said(capsys, "recover", again)[0] == 0
    assert _said(capsys, "verify", again)[0] == 0
    assert CANARY not in _seized(again, case, "another for the office")
    assert CANARY.encode() not in Path(again).read_bytes()
    # One share alone, twice; and a share of another office.
    other = office.create(open_store(str(tmp_path / "other.db")), PASSPHRASE, cost=CHEAP)[1].shares
    for second in (shares[2], other[0], "SHARE1OF3 ABCD", drilled[3]):
        monkeypatch.setenv("WELLFOUNDED_SHARE_2", second)
        code, told = _said(capsys, "recover", again)
        assert (code, told.count("\n")) == (2, 1)


def test_a_member_who_forgot_the_passphrase_brings_the_printed_key(
    drilled: tuple[str, str, list[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path, case, shares, paper = drilled
    monkeypatch.setenv("WELLFOUNDED_MEMBER_PASSPHRASE", "a passphrase after")
    for wrong, login in ((paper[:-1] + ("A" if paper[-1] != "A" else "B"), LOGIN), (shares[0], LOGIN), (paper, "who")):
        monkeypatch.setenv("WELLFOUNDED_PRINTED_KEY", wrong)
        code, told = _said(capsys, "recover", path, "--login", login)
        assert (code, told.count("\n")) == (2, 1)
    monkeypatch.setenv("WELLFOUNDED_PRINTED_KEY", paper)
    code, made = _asked(capsys, "office", "recover", path, "--login", LOGIN)
    assert code == 0
    assert str(made["printed_key"]).startswith("MEMBER ")
    assert made["printed_key"] != paper
    # The old printed key opens nothing any more; with the new passphrase what is privileged does.
    assert _said(capsys, "recover", path, "--login", LOGIN)[0] == 2
    sealed = str(tmp_path / "case.wfb")
    assert _said(capsys, "bundle", path, case, "--login", LOGIN, "--compartment", "privileged", "-o", sealed)[0] == 0
    assert CANARY in str(bundle.unseal(Path(sealed).read_bytes(), SEALED).records)


def test_holding_erasing_and_restoring_an_old_backup_as_a_clerk_does(
    drilled: tuple[str, str, list[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path, case, *_ = drilled
    copy, again, gone = (str(tmp_path / name) for name in ("copy.db", "again.db", "gone.json"))
    assert "A legal hold lies on the case" in _said(capsys, "hold", path, case, "--reason", "a suit is pending")[1]
    assert _said(capsys, "backup", path, "-o", copy)[0] == 0
    code, told = _said(capsys, "erase", path, case, "--reason", "asked for", "-o", gone)
    assert (code, told.count("\n")) == (2, 1)
    assert "legal hold" in told
    assert not Path(gone).exists()
    assert "can be erased" in _said(capsys, "release", path, case, "--reason", "the suit is over")[1]
    # A place that cannot be written is known before anything is erased.
    assert _said(capsys, "erase", path, case, "--reason", "asked for", "-o", str(tmp_path / "no" / "gone"))[0] == 2
    assert _said(capsys, "bundle", path, case, "--login", LOGIN, "-o", str(tmp_path / "x.wfb"))[0] == 0
    code, told = _said(capsys, "erase", path, case, "--reason", "asked for", "-o", gone)
    assert code == 0
    assert gone in told
    assert "35 days" in told
    assert "Nothing was left to erase" in _said(capsys, "erase", path, case, "--reason", "asked for", "-o", gone)[1]
    assert _said(capsys, "verify", path, "--sign")[0] == 0
    # With a wrong passphrase nothing is made; with the right one the hold of that day does not stand in the way.
    monkeypatch.setenv("WELLFOUNDED_PASSPHRASE", "another passphrase")
    code, told = _said(capsys, "restore", copy, again, "--erased", gone)
    assert (code, told.count("\n"), Path(again).exists()) == (2, 1, False)
    monkeypatch.setenv("WELLFOUNDED_PASSPHRASE", PASSPHRASE)
    code, told = _said(capsys, "restore", copy, again, "--erased", gone)
    assert code == 0
    assert "files concerned: 1" in told
    assert _said(capsys, "verify", again, "--sign")[0] == 0
    assert _said(capsys, "bundle", again, case, "--login", LOGIN, "-o", str(tmp_path / "y.wfb"))[0] == 2
    assert not (tmp_path / "y.wfb").exists()


# Shares that nobody can write down would be lost.


@pytest.mark.parametrize("command", ["init", "rotate"])
def test_shares_are_not_lost_where_they_cannot_be_written(
    kept: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    store = str(tmp_path / "new.db") if command == "init" else kept[0]
    folder = tmp_path / "shares"
    folder.mkdir()
    (folder / "share-2.txt").write_text("of another day", encoding="utf-8")
    for place in (folder, tmp_path / "nowhere"):
        code, told = _said(capsys, command, store, "--shares", str(place))
        assert (code, told.count("\n")) == (2, 1)
    assert [path.name for path in folder.iterdir()] == ["share-2.txt"]
    assert not (tmp_path / "new.db").exists()
    assert office.open_office(open_store(kept[0]), PASSPHRASE).key
    (folder / "share-2.txt").unlink()
    assert _said(capsys, command, store, "--shares", str(folder))[0] == 0
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 3


# Wrong input of every sort.


@pytest.mark.parametrize(
    "args",
    [
        ("init", "{store}"),
        ("init", "new.db", "--name", "a b"),
        ("init", "{folder}"),
        ("init", "postgresql://postgres@127.0.0.1:1/x"),
        ("verify", "{text}"),
        ("verify", "{folder}"),
        ("verify", "{store}", "-o", "no/note"),
        ("verify", "{store}", "-o", "note"),
        ("verify", "{store}", "--checkpoint", "none"),
        ("verify", "{store}", "--checkpoint", "{text}"),
        ("verify", "{store}", "--checkpoint", "{folder}"),
        ("backup", "{text}", "-o", "copy.db"),
        ("backup", "{store}", "-o", "no/copy.db"),
        ("backup", "{store}", "-o", "{store}"),
        ("backup", "{store}", "-o", "{folder}"),
        ("restore", "{text}", "new.db"),
        ("restore", "{folder}", "new.db"),
        ("restore", "{store}", "{store}"),
        ("restore", "{store}", "new.db", "--erased", "{text}"),
        ("restore", "{store}", "new.db", "--erased", "{folder}"),
        ("restore", "{store}", "postgresql://postgres@127.0.0.1:1/x"),
        ("erase", "{store}", "abcd", "--reason", "x"),
        ("erase", "{store}", "0" * 32, "--reason", "x"),
        ("erase", "{store}", "{case}", "--reason", " "),
        ("erase", "{store}", "{case}", "--reason", "x", "--compartment", "everything"),
        ("erase", "{text}", "{case}", "--reason", "x"),
        ("hold", "{store}", "f" * 32, "--reason", "x"),
        ("hold", "{store}", "{case}", "--reason", ""),
        ("bundle", "{store}", "{case}", "--login", "nobody", "-o", "x.wfb"),
        ("bundle", "{store}", "{case}", "--login", LOGIN, "-o", "no/x.wfb"),
        ("bundle", "{store}", "{case}", "--login", LOGIN, "--compartment", "deliberation", "-o", "x.wfb"),
        ("enrol", "{store}", LOGIN, "--name", "x", "--role", "representative"),
        ("recover", "{store}", "--login", "nobody"),
    ],
)
def test_wrong_input_is_one_sentence_and_leaves_nothing(
    kept: tuple[str, str], args: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("WELLFOUNDED_PRINTED_KEY", "MEMBER ABCD")
    for place in ("here", "folder"):
        (tmp_path / place).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "text").write_text("words " * 2000, encoding="utf-8")
    named = {"store": kept[0], "case": kept[1], "text": str(tmp_path / "text"), "folder": str(tmp_path / "folder")}
    code, told = _said(capsys, *(arg.format(**named) for arg in args))
    assert (code, told.count("\n")) in ((2, 1), (1, 3))
    assert code == 2 or "cannot be relied on" in told
    assert told.strip().endswith(".")
    assert "Traceback" not in told
    assert list((tmp_path / "here").iterdir()) == list((tmp_path / "folder").iterdir()) == []
    assert (tmp_path / "text").read_text(encoding="utf-8") == "words " * 2000


# Bundles that were cut off or changed on their way.


@pytest.fixture(scope="module")
def sealed_case(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sealed") / "office.db"
    made, _ = office.create(open_store(str(path)), PASSPHRASE, cost=CHEAP)
    by, _ = members.enrol(made, LOGIN, "A Lawyer", "representative", OWN, NOW, cost=CHEAP)
    case = grants.open_file(made, by, "representation", NOW, LATER)
    files.append(made, by, case, "representation", osaka(), b"first of all", NOW)
    raw = bundle.export(made, by, case, "representation", ["identity", "claim"], NOW, passphrase=SEALED, cost=CHEAP)
    made.store.close()
    return raw


def _shown(raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    path = tmp_path / "case.wfb"
    path.write_bytes(raw)
    code = main(["show", str(path), "--on", "2024-07-05"])
    told = capsys.readouterr()
    assert list(tmp_path.iterdir()) == [path]
    assert CANARY not in told.out + told.err
    return code, told.err


def test_a_bundle_that_was_cut_off_or_changed_is_said_in_a_sentence_and_leaves_nothing(
    sealed_case: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path.with_name(f"{tmp_path.name}-temporary")
    temporary.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert _shown(sealed_case, tmp_path, capsys)[0] == 0
    body = sealed_case.index(b"\n", 25) + 1
    chance = random.Random(11)
    cut = [sealed_case[: len(sealed_case) * part // 50] for part in range(50)]
    flipped = []
    for place in (chance.randrange(len(sealed_case)) for _ in range(200)):
        bad = bytearray(sealed_case)
        bad[place] ^= 1 << chance.randrange(8)
        flipped.append((place, bytes(bad)))
    other = [sealed_case.replace(b"bundle 1", version) for version in (b"bundle 2", b"bundle 3", b"bundle 9")]
    for place, raw in [*((len(raw), raw) for raw in cut), *flipped, *((0, raw) for raw in other)]:
        code, told = _shown(raw, tmp_path, capsys)
        assert (code, told.count("\n")) == (2, 1), (place, told)
        if place > body:
            # Who wrote the right passphrase is not sent to look for another.
            assert "is not whole" in told
    monkeypatch.setenv("WELLFOUNDED_BUNDLE_PASSPHRASE", "another one here")
    assert "passphrase or key does not open" in _shown(sealed_case, tmp_path, capsys)[1]
    assert list(temporary.iterdir()) == []
