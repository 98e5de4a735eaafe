"""The stores: one suite for both; then what only PostgreSQL promises."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from tests.dossier.conftest import CHEAP, LATER, NOW, PASSPHRASE, SERVER, Desk, desk_in, drop_database, new_database
from wellfounded.dossier import files, grants, keeping, logbook, office
from wellfounded.dossier.embedded import Embedded
from wellfounded.dossier.office import Office
from wellfounded.dossier.postgres import POLICIES, Postgres
from wellfounded.dossier.records import Draft
from wellfounded.dossier.schema import COLUMNS, SEALED_ROWS, TABLES
from wellfounded.dossier.store import Store, open_store
from wellfounded.logic.errors import BadInput, WrongCall


def test_a_transaction_happens_whole_or_not_at_all(desk: Desk) -> None:
    store = desk.office.store

    def broken_off() -> None:
        with store.writing(office=True) as rows:
            rows.run("INSERT INTO done (txn, digest) VALUES (?, ?)", (b"a", b"b"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    with store.reading(office=True) as rows:
        assert rows.all("SELECT * FROM done") == []
    with store.writing(office=True) as rows:
        rows.run("INSERT INTO done (txn, digest) VALUES (?, ?)", (b"a", b"b"))
    with store.reading(office=True) as rows:
        assert list(rows.stream("SELECT * FROM done")) == [(b"a", b"b")]


def test_a_store_is_made_once(desk: Desk, address: str) -> None:
    with pytest.raises(BadInput, match="already"):
        open_store(address).create()


def test_what_is_no_store_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no store"), open_store(str(tmp_path / "none.db")).reading():
        pass
    (tmp_path / "text.db").write_text("not a database, however long it may be. " * 100, encoding="utf-8")
    with pytest.raises(BadInput, match="is not a store"), open_store(str(tmp_path / "text.db")).reading():
        pass
    with (
        pytest.raises(BadInput, match="cannot be reached"),
        open_store("postgresql://postgres@127.0.0.1:1/x").reading(),
    ):
        pass


def test_a_retry_adds_nothing_and_a_number_means_one_act(desk: Desk) -> None:
    drafts = [Draft("claim", "note", {"text": "x"}), Draft("health", "note", {"text": "y"})]

    def ask(drafted: list[Draft], txn: bytes = b"the same number") -> bool:
        return files.append(desk.office, desk.lawyer, desk.case, "representation", drafted, txn, NOW)

    assert [ask(drafts), ask(drafts), ask(drafts)] == [True, False, False]
    with pytest.raises(BadInput, match="something else"):
        ask(drafts[:1])
    assert ask(drafts, b"another number")
    assert len(files.read(desk.office, desk.lawyer, desk.case, "representation", NOW).records) == 4
    for nothing in ([], [Draft("claim", "note", {"text": 1.5})]):
        with pytest.raises(BadInput):
            ask(nothing, b"a third number")
    with pytest.raises(WrongCall):
        files.read(desk.office, desk.lawyer, desk.case, "representation", NOW.replace(tzinfo=None))


def test_opening_a_file_twice_with_one_number_makes_one_file(desk: Desk) -> None:
    number = b"0123456789abcdef"
    made = {grants.open_file(desk.office, desk.lawyer, "representation", NOW, LATER, number) for _ in range(3)}
    assert made == {number}
    assert [c.case for c in files.cases(desk.office, desk.lawyer, NOW)] == sorted([number, desk.case])


def test_writers_at_once_lose_nothing_and_keep_every_chain_whole(desk: Desk) -> None:
    faults: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for i in range(first, first + 10):
                drafts = [Draft("claim", "note", {"number": i})]
                files.append(desk.office, desk.lawyer, desk.case, "representation", drafts, b"number %d" % i, NOW)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(first,)) for first in (100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    made = files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
    assert sorted(r.body["number"] for r in made.records) == [*range(100, 110), *range(200, 210), *range(300, 310)]
    logbook.checkpoint(desk.office, NOW)
    assert logbook.examine(desk.office.store).faults == ()


def test_no_number_tells_that_another_compartment_exists(desk: Desk) -> None:
    desk.add(Draft("claim", "note", {"text": "x"}))
    for _ in range(5):
        desk.add(Draft("privileged", "note", {"text": "y"}))
    desk.add(Draft("claim", "note", {"text": "z"}))
    with desk.office.store.reading(office=True) as rows:
        assert rows.all("SELECT seq FROM event WHERE compartment = 'claim' ORDER BY seq") == [(1,), (2,)]


def test_every_reading_is_an_event_once_in_a_quarter_of_an_hour(desk: Desk) -> None:
    desk.add(Draft("claim", "note", {"text": "x"}))
    for minutes in (1, 2, 14, 17, 18):
        files.read(desk.office, desk.lawyer, desk.case, "representation", NOW + timedelta(minutes=minutes))
    who = files.who_saw(desk.office, desk.lawyer, desk.case, NOW)
    seen = [s.at for s in who if s.kind == "read" and s.compartment == "claim"]
    assert seen == ["2026-11-23T12:01:00Z", "2026-11-23T12:17:00Z"]


# Killed while writing.


def _killed(address: str, store: Store, times: int) -> tuple[int, int]:
    """Kill a writer so many times; gives how many acts were acknowledged and how many are there."""
    desk = desk_in(store)
    chance = random.Random(5)
    acknowledged: set[int] = set()
    following = 0
    for _ in range(times):
        command = [sys.executable, "-m", "tests.dossier.writer", address, PASSPHRASE, desk.case.hex(), str(following)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline()]
            time.sleep(chance.random() * 0.05)
            os.kill(writer.pid, signal.SIGKILL)
            said += writer.stdout.readlines()
        numbers = [int(line) for line in said if line.endswith("\n")]
        assert numbers
        acknowledged |= set(numbers)
        # The client does not know whether what came after was done: it asks again, with the same number.
        following = max(numbers) + 1
    made = files.read(desk.office, desk.lawyer, desk.case, "representation", NOW + timedelta(hours=2))
    found = Counter(r.body["number"] for r in made.records)
    assert acknowledged <= set(found), "an acknowledged act was lost"
    assert set(found.values()) == {3}, "an act is there in part, or twice"
    parts = Counter((r.body["number"], r.body["part"]) for r in made.records)
    assert max(parts.values()) == 1
    logbook.checkpoint(desk.office, NOW + timedelta(hours=3))
    assert logbook.examine(store, desk.office.key).faults == ()
    return len(acknowledged), len(found)


def test_a_writer_that_is_killed_ten_times_loses_nothing(address: str, store: Store) -> None:
    acknowledged, found = _killed(address, store, 10)
    assert found >= acknowledged >= 10


@pytest.mark.long
def test_a_writer_that_is_killed_a_hundred_times_loses_nothing(address: str, store: Store) -> None:
    acknowledged, found = _killed(address, store, 100)
    assert found >= acknowledged >= 100


# The embedded store.


def test_the_embedded_store_is_its_owners_alone_and_on_the_disk(embedded: Desk, tmp_path: Path) -> None:
    store = embedded.office.store
    assert isinstance(store, Embedded)
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with store.reading() as rows:
        assert rows.all("PRAGMA journal_mode") == [("wal",)]
        assert rows.all("PRAGMA synchronous") == [(2,)]
        assert rows.all("PRAGMA secure_delete") == [(1,)]


# PostgreSQL.


@pytest.fixture(scope="module")
def institution() -> Iterator[Desk]:
    name = new_database()
    made = desk_in(open_store(f"{SERVER}/{name}"))
    made.add(Draft("claim", "note", {"text": "x"}), Draft("health", "note", {"text": "y"}))
    yield made
    made.office.store.close()
    drop_database(name)


def _store(desk: Desk) -> Postgres:
    assert isinstance(desk.office.store, Postgres)
    return desk.office.store


@pytest.mark.parametrize("table", ["event", "leaf", "node", "checkpoint", "door", "shut", "notice", "done"])
def test_the_application_can_neither_change_nor_remove_what_was_recorded(institution: Desk, table: str) -> None:
    column = COLUMNS[table][0]
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}",
                      f"DROP TABLE {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege), _store(institution).writing(office=True) as rows:
            rows.run(statement)


def test_a_reading_transaction_changes_nothing(institution: Desk) -> None:
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction), _store(institution).reading(office=True) as rows:
        rows.run("INSERT INTO done (txn, digest) VALUES (?, ?)", (b"a", b"b"))


def test_every_table_of_cases_is_locked_by_row_for_its_owner_too(institution: Desk) -> None:
    with _store(institution).caring() as rows:
        found = rows.all(
            "SELECT relname::text, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner)::text FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        views = rows.all("SELECT count(*) FROM pg_class WHERE relkind IN ('v', 'm') AND "
                         "relnamespace = 'public'::regnamespace")  # fmt: skip
        login = rows.all("SELECT rolname::text, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE ?",
                         (f"{_store(institution).database}_%",))  # fmt: skip
    assert {name for name, *_ in found} == set(TABLES)
    assert {name for name, own, forced, _ in found if own and forced} == set(SEALED_ROWS) == set(POLICIES)
    # Any table that names a case or a member stands behind the lock.
    assert {t for t, columns in COLUMNS.items() if {"case_id", "member"} & set(columns)} == set(SEALED_ROWS)
    assert {owner for *_, owner in found} == {f"{_store(institution).database}_owner"}
    assert views == [(0,)]
    assert not any(more or over for _, more, over in login)


def test_a_transaction_sees_what_a_live_grant_opens_to_its_member_and_without_one_nothing(institution: Desk) -> None:
    store, at = _store(institution), "2026-11-23T12:30:00Z"
    other = institution.member("volunteer", "the second lock")
    grants.grant(
        institution.office, institution.lawyer, institution.case, other, ["claim"], "support", now=NOW, until=LATER
    )

    def seen(member: bytes, when: str, table: str = "event") -> set[str]:
        with store.reading(member, when) as rows:
            return {row[0] for row in rows.all(f"SELECT DISTINCT compartment FROM {table}")}

    assert seen(other.id, at) == {"claim"}
    assert seen(other.id, at, "compartment_key") == {"claim"}
    assert seen(other.id, "2030-01-01T00:00:00Z") == set()
    assert seen(b"", at) == seen(b"nobody", at) == seen(other.id, "") == set()
    assert seen(other.id, at, "leaf") == seen(other.id, at, "pending") == set()
    with pytest.raises(psycopg.errors.InsufficientPrivilege), store.writing(other.id, at) as rows:
        rows.run("INSERT INTO event SELECT case_id, 'health', 99, kind, at, actor, txn, prev, hash, sealed FROM event")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), store.writing(other.id, at) as rows:
        rows.run("INSERT INTO door SELECT ?, case_id, 'health', member, role, purpose, since, until, mac FROM door",
                 (b"forged",))  # fmt: skip


def test_a_connection_leaves_nothing_behind(institution: Desk) -> None:
    store = _store(institution)
    with store.writing(institution.lawyer.id, "2026-11-23T12:30:00Z", office=True):
        pass
    with pytest.raises(ZeroDivisionError), store.writing(institution.lawyer.id, "x", office=True):
        raise ZeroDivisionError
    assert store._idle
    for connection in store._idle:
        for name in ("member", "at", "office"):
            ((left,),) = connection.execute("SELECT current_setting(%s, true)", (f"wellfounded.{name}",)).fetchall()
            assert not left
        assert connection.execute("SELECT count(*) FROM event").fetchall() == [(0,)]
        assert connection.execute("SHOW transaction_read_only").fetchall() == [("off",)]


def _signed_in_as(desk: Desk, role: str) -> Office:
    """The office of a desk, over a login of its own."""
    return office.open_office(
        open_store(f"{SERVER.replace('postgres@', role + '@')}/{_store(desk).database}"), PASSPHRASE
    )


def test_the_application_signs_in_itself_and_can_become_nobody_else() -> None:
    name = new_database()
    desk = desk_in(open_store(f"{SERVER}/{name}"))
    running = _signed_in_as(desk, f"{name}_application")
    desk.add(Draft("claim", "note", {"text": "x"}), Draft("health", "note", {"text": "y"}))
    files.append(running, desk.lawyer, desk.case, "representation", [Draft("claim", "note", {"text": "z"})],
                 b"from the website", NOW)  # fmt: skip
    assert len(files.read(running, desk.lawyer, desk.case, "representation", NOW).records) == 3
    owner = f"needs a login that may act as {name}_owner"
    with pytest.raises(BadInput, match=owner), running.store.caring():
        pass
    with pytest.raises(BadInput, match=owner):
        keeping.erase(running, None, desk.case, "asked for", NOW, ["health"])
    with pytest.raises(BadInput, match=owner):
        office.rotate(running.store, PASSPHRASE, "another passphrase", NOW, CHEAP)
    assert len(files.read(running, desk.lawyer, desk.case, "representation", NOW).records) == 3
    caring = _signed_in_as(desk, f"{name}_migrations")
    keeping.erase(caring, None, desk.case, "asked for", NOW, ["health"])
    assert len(files.read(running, desk.lawyer, desk.case, "representation", NOW).records) == 2
    for one in (running, caring, desk.office):
        one.store.close()
    drop_database(name)


def test_a_connection_that_the_server_let_go_of_is_replaced(institution: Desk) -> None:
    store = _store(institution)
    files.read(institution.office, institution.lawyer, institution.case, "representation", NOW)
    assert store._idle
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        text = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        connection.execute(text, (store.database,))
    files.read(institution.office, institution.lawyer, institution.case, "representation", NOW)


def test_a_reading_on_record_is_known_to_another_process_too(institution: Desk) -> None:
    def count() -> int:
        with _store(institution).reading(office=True) as rows:
            return int(rows.all("SELECT count(*) FROM event WHERE kind = 'read'")[0][0])

    later = NOW + timedelta(days=2)
    files.read(institution.office, institution.lawyer, institution.case, "representation", later)
    before = count()
    again = _signed_in_as(institution, "postgres")
    files.read(again, institution.lawyer, institution.case, "representation", later + timedelta(minutes=14))
    assert count() == before
    files.read(again, institution.lawyer, institution.case, "representation", later + timedelta(minutes=16))
    assert count() > before
    again.store.close()
