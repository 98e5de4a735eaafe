"""Day sheets: kept while nothing changes, dropped by what does, given to nobody else, and never anywhere in clear."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.dossier.conftest import (
    CHEAP,
    LATER,
    NOW,
    PASSPHRASE,
    SERVER,
    Desk,
    desk_in,
    drop_database,
    new_database,
    osaka,
)
from wellfounded.dossier import files, grants, keeping, links, members, office, sheets
from wellfounded.dossier.access import Projection
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.members import Member
from wellfounded.dossier.records import Draft
from wellfounded.dossier.schema import COLUMNS, LEFT_OUT
from wellfounded.dossier.sealing import WrongKey
from wellfounded.dossier.sheets import Maker, Sheet
from wellfounded.dossier.store import open_store

ON = date(2026, 11, 23)
CANARY = "Kanarienvogel"


class Counted:
    """A maker that tells the words of all records and counts how often it was asked."""

    def __init__(self, name: str = "words") -> None:
        self.times = 0
        self.meanwhile: Callable[[], object] = lambda: None
        self.maker = Maker(name, self._make)

    def _make(self, seen: Projection, kin: tuple[Projection, ...], on: date) -> Any:
        self.times += 1
        self.meanwhile()
        return {
            "on": on.isoformat(),
            "until": seen.until,
            "words": sorted(str(r.body.get("text", r.kind)) for r in seen.records),
            "kin": [sorted(str(r.body.get("text", r.kind)) for r in one.records) for one in kin],
        }


@pytest.fixture
def made() -> Counted:
    return Counted()


def _note(name: str, text: str) -> Draft:
    return Draft(name, "note", {"text": text})


def _words(desk: Desk, made: Counted, by: Member | None = None, on: date = ON) -> list[str]:
    by = by or desk.lawyer
    purpose = "support" if by.role == "volunteer" else "representation"
    told: dict[str, Any] = sheets.one(desk.office, by, desk.case, purpose, NOW, on, made.maker)
    return list(told["words"])


def _rows(desk: Desk) -> int:
    with desk.office.store.reading(office=True) as rows:
        return int(rows.all("SELECT count(*) FROM sheet")[0][0])


def test_a_sheet_is_made_once_for_each_day_and_page(desk: Desk, made: Counted) -> None:
    desk.add(_note("claim", "one"))
    assert [_words(desk, made) for _ in range(3)] == [["one"]] * 3
    assert made.times == 1
    assert _words(desk, made, on=ON + timedelta(days=1)) == ["one"]
    assert made.times == 2
    other = Counted("another page")
    assert _words(desk, other) == ["one"]
    assert (other.times, _rows(desk)) == (1, 3)


def test_a_sheet_is_found_by_another_process_of_the_office(desk: Desk, address: str, made: Counted) -> None:
    desk.add(_note("claim", "one"))
    _words(desk, made)
    store = open_store(address)
    again = Desk(office.open_office(store, PASSPHRASE), desk.printed, desk.lawyer, desk.paper, desk.case)
    assert _words(again, made) == ["one"]
    assert made.times == 1
    store.close()


def test_another_program_makes_its_own_sheets(desk: Desk, made: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add(_note("claim", "one"))
    _words(desk, made)
    assert len(sheets.program()) == 32
    monkeypatch.setattr(sheets, "program", lambda: b"with another law")
    _words(desk, made)
    assert made.times == 2


def test_whatever_changes_a_file_drops_its_sheets_and_a_reading_does_not(desk: Desk, made: Counted) -> None:
    other = desk.member("volunteer")
    far = desk.member("representative", "far")
    own = grants.open_file(desk.office, far, "representation", NOW, LATER)
    number = b""

    def granted() -> None:
        nonlocal number
        number = grants.grant(desk.office, desk.lawyer, desk.case, other, ["claim"], "support", now=NOW, until=LATER)

    acts: list[Callable[[], object]] = [
        lambda: desk.add(_note("claim", "a")),
        lambda: desk.add(_note("health", "b"), _note("claim", "c")),
        # What nobody else sees drops the sheets as well: nothing tells which compartment it was.
        lambda: desk.add(_note("privileged", "d")),
        granted,
        lambda: grants.revoke(desk.office, desk.lawyer, desk.case, number, NOW),
        lambda: grants.break_glass(desk.office, desk.member("caseworker"), desk.case, "it cannot wait", NOW),
        lambda: keeping.hold(desk.office, None, desk.case, "a suit", NOW),
        lambda: keeping.release(desk.office, None, desk.case, "the suit is over", NOW),
        lambda: keeping.erase(desk.office, None, own, "asked for", NOW),
        lambda: keeping.erase(desk.office, None, desk.case, "asked for", NOW, ["health"]),
    ]
    _words(desk, made)
    for times, act in enumerate(acts, 1):
        act()
        assert _rows(desk) == 0
        files.read(desk.office, desk.lawyer, desk.case, "representation", NOW + timedelta(hours=times))
        _words(desk, made)
        files.read(desk.office, desk.lawyer, desk.case, "representation", NOW + timedelta(hours=times, minutes=20))
        with pytest.raises(Refused):
            files.read(desk.office, far, desk.case, "representation", NOW)
        _words(desk, made)
        assert made.times == times + 1
    assert _words(desk, made) == ["a", "c"]


def test_each_reader_gets_the_sheet_of_what_is_open_to_them(desk: Desk, made: Counted) -> None:
    desk.add(_note("claim", "one"), _note("intimate", "two"))
    other, another = desk.member("volunteer", "first"), desk.member("volunteer", "second")
    for member in (other, another):
        grants.grant(desk.office, desk.lawyer, desk.case, member, ["claim"], "support", now=NOW, until=LATER)
    assert _words(desk, made) == ["one", "two"]
    assert _words(desk, made, other) == ["one"]
    assert made.times == 2
    # The sheet of the same role, purpose and compartments serves both, and says nothing of when a grant ends.
    assert _words(desk, made, another) == ["one"]
    assert made.times == 2
    assert sheets.one(desk.office, other, desk.case, "support", NOW, ON, made.maker)["until"] == ""


def test_without_a_live_grant_no_sheet_is_given(desk: Desk, made: Counted) -> None:
    desk.add(_note("claim", "one"))
    other = desk.member("volunteer")
    number = grants.grant(desk.office, desk.lawyer, desk.case, other, ["claim"], "support", now=NOW, until=LATER)
    assert _words(desk, made, other) == ["one"]
    for by, purpose, now in ((other, "representation", NOW), (other, "support", LATER),
                             (replace(other, role="caseworker"), "support", NOW)):  # fmt: skip
        with pytest.raises(Refused):
            sheets.one(desk.office, by, desk.case, purpose, now, ON, made.maker)
    assert sheets.all_of(desk.office, other, LATER, ON, made.maker) == ()
    grants.revoke(desk.office, desk.lawyer, desk.case, number, NOW)
    before = len(files.who_saw(desk.office, desk.lawyer, desk.case, NOW))
    with pytest.raises(Refused):
        _words(desk, made, other)
    seen = files.who_saw(desk.office, desk.lawyer, desk.case, NOW)
    assert [s.kind for s in seen].count("refused") == 4
    assert len(seen) == before + 1
    assert sheets.all_of(desk.office, other, NOW, ON, made.maker) == ()


def test_what_only_members_hold_is_on_no_sheet(desk: Desk, made: Counted) -> None:
    desk.add(_note("claim", "one"), _note("privileged", "two"))
    assert _words(desk, made) == ["one"]
    with desk.office.store.reading(office=True) as rows:
        assert rows.all("SELECT opens FROM sheet") == [("identity claim health intimate disclosed",)]
    other = desk.member("representative", "second")
    grants.grant(desk.office, desk.lawyer, desk.case, other, ["privileged"], "representation", now=NOW, until=LATER)
    with pytest.raises(Refused):
        _words(desk, made, other)


def test_a_change_while_a_sheet_is_made_leaves_no_sheet_of_what_was(desk: Desk, made: Counted) -> None:
    desk.add(_note("claim", "one"))
    made.meanwhile = lambda: desk.add(_note("claim", "two"))
    assert _words(desk, made) == ["one"]
    made.meanwhile = lambda: None
    assert _rows(desk) == 0
    assert _words(desk, made) == ["one", "two"]
    desk.add(_note("health", "a word"))
    made.meanwhile = lambda: keeping.erase(desk.office, None, desk.case, "asked for", NOW, ["health"])
    _words(desk, made, on=ON + timedelta(days=1))
    assert _rows(desk) == 0


def test_a_sheet_rests_on_the_files_of_relatives_that_are_open(desk: Desk, made: Counted) -> None:
    relative = grants.open_file(desk.office, desk.lawyer, "representation", NOW, LATER)
    desk.add(_note("claim", "own"))
    desk.add(_note("claim", "of a relative"), _note("intimate", "more"), case=relative)
    other = desk.member("volunteer")
    grants.grant(desk.office, desk.lawyer, desk.case, other, ["claim"], "support", now=NOW, until=LATER)

    def kin(by: Member = desk.lawyer) -> list[list[str]]:
        purpose = "support" if by is other else "representation"
        told: dict[str, Any] = sheets.one(desk.office, by, desk.case, purpose, NOW, ON, made.maker)
        return list(told["kin"])

    assert (kin(), kin(other), made.times) == ([], [], 2)
    grants.link(desk.office, desk.lawyer, desk.case, relative, "spouse", NOW)
    for _ in range(2):
        assert (kin(), kin(other), made.times) == ([["more", "of a relative"]], [], 4)
    desk.add(_note("claim", "later"), case=relative)
    for _ in range(2):
        assert (kin(), kin(other), made.times) == ([["later", "more", "of a relative"]], [], 5)
    grants.grant(desk.office, desk.lawyer, relative, other, ["claim"], "support", now=NOW, until=LATER)
    for _ in range(2):
        assert (kin(other), made.times) == ([["later", "of a relative"]], 6)
    keeping.erase(desk.office, None, relative, "asked for", NOW, ["intimate"])
    assert _rows(desk) == 0
    for _ in range(2):
        assert (kin(), made.times) == ([["later", "of a relative"]], 7)
    made.meanwhile = lambda: desk.add(_note("claim", "last"), case=relative)
    links.unlink(desk.office, desk.lawyer, desk.case, relative, "they are not", NOW)
    assert (kin(), made.times) == ([], 8)


def test_all_sheets_of_a_member_come_at_once_and_what_is_missing_is_made_up_to_a_limit(
    desk: Desk, made: Counted
) -> None:
    cases = [desk.case, *(grants.open_file(desk.office, desk.lawyer, "intake", NOW, LATER) for _ in range(6))]
    for number, case in enumerate(cases):
        purpose = "representation" if case == desk.case else "intake"
        desk.add(_note("claim", str(number)), case=case, purpose=purpose)

    def asked(limit: int | None = None) -> tuple[Sheet, ...]:
        return sheets.all_of(desk.office, desk.lawyer, NOW, ON, made.maker, limit)

    first = asked(2)
    assert (len(first), sum(sheet.made for sheet in first), made.times) == (7, 2, 2)
    assert all(sheet.value is None for sheet in first if not sheet.made)
    found = {sheet.case: sheet.value["words"] for sheet in asked()}
    assert found == {case: [str(number)] for number, case in enumerate(cases)}
    assert asked() == asked(0)
    assert (made.times, _rows(desk)) == (7, 7)
    desk.add(_note("claim", "more"), case=cases[3], purpose="intake")
    assert sorted(map(len, (sheet.value["words"] for sheet in asked()))) == [1] * 6 + [2]
    assert made.times == 8
    with desk.office.store.reading(office=True) as rows:
        assert rows.all("SELECT count(*) FROM event WHERE kind = 'read'") == [(0,)]


def test_the_machine_makes_sheets_ahead_and_sweeps_old_ones_away(desk: Desk, made: Counted) -> None:
    for name in ("a", "b"):
        other = desk.member("representative", name)
        for _ in range(3):
            case = grants.open_file(desk.office, other, "representation", NOW, LATER)
            desk.add(_note("claim", name), by=other, case=case)
    desk.add(_note("claim", "mine"))
    tomorrow = ON + timedelta(days=1)
    pages = [made.maker, Counted("another page").maker]
    counts = [sheets.ahead(desk.office, NOW, ON, pages, 4) for _ in range(5)]
    assert counts == [4, 4, 4, 2, 0]
    assert _words(desk, made) == ["mine"]
    assert made.times == 7
    assert sheets.ahead(desk.office, NOW, tomorrow, pages, 100) == 14
    assert _rows(desk) == 28
    assert sheets.ahead(desk.office, NOW, tomorrow + timedelta(days=1), pages, 1) == 1
    assert _rows(desk) == 15


def test_a_sheet_that_was_changed_or_is_of_an_older_key_is_made_again(desk: Desk, made: Counted) -> None:
    desk.add(_note("claim", "one"))
    _words(desk, made)
    with desk.office.store.caring() as rows:
        rows.run("UPDATE sheet SET sealed = ?", (bytes(200),))
    assert (_words(desk, made), made.times) == (["one"], 2)
    assert (_words(desk, made), made.times) == (["one"], 2)
    old = desk.office
    office.rotate(old.store, PASSPHRASE, "a passphrase after", NOW, cost=CHEAP)
    assert _rows(desk) == 0
    # An office that is still open with the old key keeps nothing under it.
    with pytest.raises(WrongKey):
        _words(desk, made)
    desk.office = office.open_office(old.store, "a passphrase after")
    assert _words(desk, made) == ["one"]


def test_nothing_of_a_sheet_is_readable_in_the_store_or_in_a_backup(desk: Desk, address: str, tmp_path: Path) -> None:
    made = Counted(CANARY)
    desk.add(*osaka(), _note("identity", CANARY))
    assert CANARY in _words(desk, made)
    keeping.backup(desk.office.store, str(tmp_path / "backup.db"))
    if address.startswith("postgresql"):
        with psycopg.connect(f"{SERVER}/{address.rsplit('/', 1)[1]}") as connection:
            asked = [
                f"SELECT {', '.join(f'{c}::text' for c in names)} FROM {table}" for table, names in COLUMNS.items()
            ]
            dump = json.dumps([connection.execute(text.encode()).fetchall() for text in asked]).encode()
        assert CANARY.encode().hex().encode() not in dump
    else:
        dump = b"".join(path.read_bytes() for path in sorted(tmp_path.iterdir()))
    assert len(dump) > 10_000
    assert CANARY.encode() not in dump + (tmp_path / "backup.db").read_bytes()
    assert "sheet" in LEFT_OUT
    restored = open_store(str(tmp_path / "backup.db"))
    with restored.reading() as rows:
        assert rows.all("SELECT count(*) FROM sheet") == [(0,)]
        assert rows.all("SELECT count(*) FROM event")[0][0] > 20
    restored.close()


@pytest.fixture
def institution() -> Iterator[Desk]:
    name = new_database()
    made = desk_in(open_store(f"{SERVER}/{name}"))
    yield made
    made.office.store.close()
    drop_database(name)


def test_the_second_lock_shows_a_sheet_only_to_who_may_open_all_that_it_was_made_from(
    institution: Desk, made: Counted
) -> None:
    desk = institution
    desk.add(_note("claim", "one"))
    other = desk.member("volunteer")
    grants.grant(desk.office, desk.lawyer, desk.case, other, ["claim"], "support", now=NOW, until=LATER)
    _words(desk, made)
    _words(desk, made, other)
    store, at = desk.office.store, "2026-11-23T12:30:00Z"

    def seen(member: bytes, when: str) -> int:
        with store.reading(member, when) as rows:
            return len(rows.all("SELECT id FROM sheet"))

    assert (seen(desk.lawyer.id, at), seen(other.id, at)) == (2, 1)
    assert seen(other.id, "2030-01-01T00:00:00Z") == seen(b"", at) == seen(b"nobody", at) == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege), store.writing(other.id, at) as rows:
        rows.run("INSERT INTO sheet SELECT ?, case_id, opens, day, sealed FROM sheet", (b"forged",))
    with pytest.raises(psycopg.errors.InsufficientPrivilege), store.writing(office=True) as rows:
        rows.run("UPDATE sheet SET opens = 'claim'")


def test_a_member_who_signed_in_without_a_passphrase_has_sheets_too(desk: Desk, made: Counted) -> None:
    desk.add(_note("claim", "one"), _note("privileged", "two"))
    keyless = members.member(desk.office, desk.lawyer.id)
    assert [sheet.value["words"] for sheet in sheets.all_of(desk.office, keyless, NOW, ON, made.maker)] == [["one"]]
