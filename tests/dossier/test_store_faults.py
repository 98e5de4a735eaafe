"""Stores that fail in the middle: full disks, servers that stop, programs that are killed. Nothing is half-made."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.dossier.conftest import CHEAP, NOW, PASSPHRASE, SERVER, Desk, desk_in, drop_database, new_database
from wellfounded.dossier import files, keeping, logbook, office, verify
from wellfounded.dossier.embedded import Embedded
from wellfounded.dossier.postgres import Postgres
from wellfounded.dossier.records import Draft
from wellfounded.dossier.schema import FORMAT
from wellfounded.dossier.store import BrokenOff, Rows, open_store
from wellfounded.logic.errors import BadInput


@contextmanager
def _no_more_than(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _write(desk: Desk, text: str) -> None:
    desk.add(Draft("claim", "note", {"text": text}))


def _texts(desk: Desk) -> list[str]:
    made = files.read(desk.office, desk.lawyer, desk.case, "representation", NOW, record=False)
    return [str(r.body["text"])[:9] for r in made.records]


def test_a_full_disk_is_said_in_a_sentence_and_the_store_goes_on_once_there_is_room(
    embedded: Desk, tmp_path: Path
) -> None:
    _write(embedded, "before")
    most = max(path.stat().st_size for path in tmp_path.iterdir())
    with _no_more_than(most + 8192):
        for _ in range(2):
            with pytest.raises(BrokenOff, match="disk is full"):
                _write(embedded, "too much " * 20_000)
    # The transaction that failed does not shut out those that follow.
    _write(embedded, "after")
    assert _texts(embedded) == ["before", "after"]
    logbook.checkpoint(embedded.office, NOW)
    assert logbook.examine(embedded.office.store, embedded.office.key).faults == ()


def test_a_backup_onto_a_full_disk_leaves_nothing_and_asked_again_it_is_whole(embedded: Desk, tmp_path: Path) -> None:
    for i in range(30):
        _write(embedded, f"{i:09d}" * 400)
    embedded.office.store.forget()
    before = sorted(tmp_path.iterdir())
    copy = str(tmp_path / "copy.db")
    for room in (0, 3000, 60_000):
        with _no_more_than(room), pytest.raises(BadInput):
            keeping.backup(embedded.office.store, copy)
        assert sorted(tmp_path.iterdir()) == before
    assert keeping.backup(embedded.office.store, copy) == verify.verify(verify.read(copy), embedded.office.key).events
    again = str(tmp_path / "again.db")
    with _no_more_than(60_000), pytest.raises(BadInput):
        keeping.restore(copy, open_store(again), NOW)
    assert not list(tmp_path.glob("again*"))


def test_a_small_disk_that_is_full_is_said_in_a_sentence(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)], check=False).returncode:
        with _no_more_than(300_000):
            _filled_up(disk)
        return
    try:
        _filled_up(disk)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _filled_up(disk: Path) -> None:
    store = open_store(str(disk / "office.db"))
    desk = desk_in(store)
    written = 0

    def fill() -> None:
        nonlocal written
        for i in range(200):
            _write(desk, f"{i:09d}" * 700)
            written += 1

    with pytest.raises(BrokenOff, match="disk is full"):
        fill()
    assert written > 0
    assert len(_texts(desk)) == written
    with pytest.raises(BadInput):
        office.create(open_store(str(disk / "other.db")), PASSPHRASE, cost=CHEAP)
    assert [path for path in disk.iterdir() if path.name.startswith("other")] == []
    store.close()


def test_an_exception_in_the_middle_of_a_transaction_is_the_one_that_is_told(embedded: Desk) -> None:
    def torn() -> None:
        with embedded.office.store.writing() as rows:
            rows.run("ROLLBACK")  # as SQLite does itself where a disk fails
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        torn()
    _write(embedded, "after")


# Making a store.


KILLED = """
import os, signal, sys
from wellfounded.dossier import keeping, office
from wellfounded.dossier.sealing import Cost
from wellfounded.dossier.store import open_store
what, store, backup = sys.argv[1:]
made = {"init": office._keep_office_key, "restore": keeping._copy, "backup": keeping._copy}[what]
def stopped(*args, **more):
    made(*args, **more)
    os.kill(os.getpid(), signal.SIGKILL)
office._keep_office_key = keeping._copy = stopped
if what == "init":
    office.create(open_store(store), "four quiet words here", cost=Cost(1, 64))
elif what == "backup":
    keeping.backup(open_store(backup), store)
else:
    from datetime import UTC, datetime
    keeping.restore(backup, open_store(store), datetime.now(UTC))
"""


@pytest.mark.parametrize("what", ["init", "restore", "backup"])
def test_a_program_that_is_killed_while_it_makes_a_store_leaves_none_and_asked_again_makes_it(
    address: str, what: str, tmp_path: Path
) -> None:
    source = open_store(str(tmp_path / "source.db"))
    desk = desk_in(source)
    _write(desk, "words")
    keeping.backup(source, backup := str(tmp_path / "backup.db"))
    if what == "backup":
        address, backup = str(tmp_path / "target.db"), str(tmp_path / "source.db")
    killed = subprocess.run([sys.executable, "-c", KILLED, what, address, backup], check=False)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(BadInput, match=r"There is no store|holds no store"), closing(open_store(address)) as none:
        office.open_office(none, PASSPHRASE)
    # What is left behind is of its owner alone, and is taken over.
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.unfinished*")} <= {0o600}
    with closing(open_store(address)) as store:
        if what == "init":
            office.create(store, PASSPHRASE, cost=CHEAP)
        elif what == "backup":
            keeping.backup(source, address)
        else:
            keeping.restore(backup, store, NOW)
        assert office.open_office(store, PASSPHRASE).key
    assert not list(tmp_path.glob("*.unfinished*"))
    source.close()


def test_two_that_make_one_store_at_once_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    handle = os.open(f"{path}.unfinished", os.O_CREAT | os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(BadInput, match="Another program is making"):
        open_store(str(path)).create()
    os.close(handle)
    faults: list[BaseException] = []
    made: list[object] = []

    def make() -> None:
        try:
            made.append(office.create(open_store(str(path)), PASSPHRASE, cost=CHEAP))
        except BadInput as fault:
            faults.append(fault)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(faults)) == (1, 3)
    assert office.open_office(open_store(str(path)), PASSPHRASE).key
    assert [p.name for p in tmp_path.iterdir() if "unfinished" in p.name] == []


def test_an_unfinished_file_of_somebody_else_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "letter.txt"
    victim.write_text("words", encoding="utf-8")
    (tmp_path / "office.db.unfinished").symlink_to(victim)
    with pytest.raises(BadInput, match="cannot be written"):
        open_store(str(tmp_path / "office.db")).create()
    assert victim.read_text(encoding="utf-8") == "words"


# What is no store, and what is read stays as it is.


def test_a_backup_that_is_read_or_verified_stays_as_it_is_byte_for_byte(embedded: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    copy = folder / "copy.db"
    keeping.backup(embedded.office.store, str(copy))
    before = copy.read_bytes()
    store = open_store(str(copy))
    assert logbook.examine(store, embedded.office.key).faults == ()
    assert files.read(office.open_office(store, PASSPHRASE), embedded.lawyer, embedded.case, "representation", NOW,
                      record=False).case == embedded.case  # fmt: skip
    assert (copy.read_bytes(), list(folder.iterdir())) == (before, [copy])
    # Written to, it is a store like any other, with a write-ahead log.
    office.rotate(store, PASSPHRASE, "a passphrase after", NOW, CHEAP)
    with store.reading() as rows:
        assert rows.all("PRAGMA journal_mode") == [("wal",)]
    store.close()


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE letters (words)")


def _newer(path: Path) -> None:
    office.create(open_store(str(path)), PASSPHRASE, cost=CHEAP)[0].store.close()
    with sqlite3.connect(path) as made:
        made.execute("UPDATE setting SET value = ? WHERE name = 'format'", (str(FORMAT + 1).encode(),))


def _damaged(path: Path) -> None:
    office.create(open_store(str(path)), PASSPHRASE, cost=CHEAP)[0].store.close()
    raw = bytearray(path.read_bytes())
    raw[4096:] = bytes(len(raw) - 4096)
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.touch(), "is not a store"),
        (lambda path: path.write_bytes(b"words " * 5000), "is not a store"),
        (_other_database, "is not a store"),
        (_newer, "newer version of the program"),
        (_damaged, "is damaged|is not a store"),
    ],
)
def test_what_is_no_store_is_not_opened_restored_backed_up_or_touched(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    path, other = tmp_path / "what.db", str(tmp_path / "other.db")
    make(path)
    before = path.read_bytes()
    for act in (
        lambda: office.open_office(open_store(str(path)), PASSPHRASE),
        lambda: office.recover(open_store(str(path)), _shares(), PASSPHRASE, NOW, CHEAP),
        lambda: logbook.examine(open_store(str(path))),
        lambda: keeping.backup(open_store(str(path)), other),
        lambda: keeping.restore(str(path), open_store(other), NOW),
    ):
        with pytest.raises(BadInput, match=said):
            act()
        assert not list(tmp_path.glob("other*"))
    for end in ("-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    assert path.read_bytes() == before or make is _newer


def _shares() -> list[str]:
    from wellfounded.dossier import sealing, shares

    return shares.on_paper(sealing.new_key())[:2]


def test_a_store_that_may_only_be_read_is_read(embedded: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    keeping.backup(embedded.office.store, str(copy))
    store = Embedded(str(copy), only_read=True)
    assert logbook.examine(store).faults == ()
    with pytest.raises(BadInput, match="cannot be opened or written"), store.writing():
        pass
    store.close()


# PostgreSQL.


@pytest.fixture
def institution() -> Iterator[Desk]:
    name = new_database()
    made = desk_in(open_store(f"{SERVER}/{name}"))
    yield made
    made.office.store.close()
    drop_database(name)


def _end_all(desk: Desk) -> None:
    """The server lets go of every connection, as it does when it is stopped."""
    assert isinstance(desk.office.store, Postgres)
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        text = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        connection.execute(text, (desk.office.store.database,))


def test_a_server_that_stops_in_the_middle_is_said_in_a_sentence_and_nothing_happened(
    institution: Desk, tmp_path: Path
) -> None:
    _write(institution, "before")
    store = institution.office.store

    def writing() -> None:
        with store.writing(office=True) as rows:
            rows.run("INSERT INTO done (txn, digest) VALUES (?, ?)", (b"a", b"b"))
            _end_all(institution)
            rows.run("INSERT INTO done (txn, digest) VALUES (?, ?)", (b"c", b"d"))

    def streaming() -> None:
        with store.reading(office=True) as rows:
            for (number,) in rows.stream("SELECT generate_series(1, 100000)"):
                if number == 1:
                    _end_all(institution)

    for act in (writing, streaming):
        with pytest.raises(BrokenOff, match="broke off"):
            act()
    with store.reading(office=True) as rows:
        assert rows.all("SELECT count(*) FROM done WHERE txn = ?", (b"a",)) == [(0,)]
    _write(institution, "after")
    assert _texts(institution) == ["before", "after"]
    copy = str(tmp_path / "copy.db")
    real, stopped = keeping._copy, list[int]()

    def stops(rows: Rows, there: Rows) -> int:
        if not stopped:
            stopped.append(1)
            _end_all(institution)
        return real(rows, there)

    keeping._copy, before = stops, keeping._copy
    try:
        with pytest.raises(BrokenOff):
            keeping.backup(store, copy)
        assert list(tmp_path.iterdir()) == []
        assert keeping.backup(store, copy) > 0
    finally:
        keeping._copy = before


def test_a_backup_while_others_write_is_of_one_moment(desk: Desk, tmp_path: Path) -> None:
    store, writer = desk.office.store, threading.Event()
    done = threading.Event()

    def write() -> None:
        writer.wait(10)
        for i in range(5):
            drafts = [Draft("claim", "note", {"text": str(i)})]
            files.append(desk.office, desk.lawyer, desk.case, "representation", drafts, b"number %d" % i, NOW)
        logbook.checkpoint(desk.office, NOW)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    real = keeping._copy

    def slowly(rows: Rows, there: Rows) -> int:
        # The moment is that of the first question; what others write from here on is not in it.
        before = rows.all("SELECT count(*) FROM event")
        writer.set()
        assert done.wait(20)
        assert rows.all("SELECT count(*) FROM event") == before
        return real(rows, there)

    keeping._copy = slowly
    try:
        keeping.backup(store, str(tmp_path / "copy.db"))
    finally:
        keeping._copy = real
        thread.join()
    report = verify.verify(verify.read(str(tmp_path / "copy.db")), desk.office.key)
    assert (report.faults, report.leaves) == ((), 0)
    assert report.pending == report.events < logbook.examine(store).events


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://postgres@127.0.0.1:1/x", "cannot be reached|broke off"),
        ("postgresql://%", "not the address"),
        (f"{SERVER}/no_such_database_here", "cannot be reached|broke off"),
        (f"{SERVER}/{'x' * 60}", "cannot be reached|broke off"),
    ],
)
def test_a_server_that_is_not_there_is_said_in_a_sentence(address: str, said: str) -> None:
    for act in (
        lambda: office.create(open_store(address), PASSPHRASE, cost=CHEAP),
        lambda: office.open_office(open_store(address), PASSPHRASE),
        lambda: open_store(address).may_forget(),
    ):
        with pytest.raises(BadInput, match=said):
            act()


def test_a_login_that_may_make_no_roles_is_told_so_and_nothing_is_left() -> None:
    name = new_database()
    with psycopg.connect(f"{SERVER}/{name}", autocommit=True) as connection:
        connection.execute(f'CREATE ROLE "{name}_owner" LOGIN'.encode())
    with pytest.raises(BadInput, match="may not make roles"):
        office.create(open_store(f"{SERVER.replace('postgres@', name + '_owner@')}/{name}"), PASSPHRASE, cost=CHEAP)
    with psycopg.connect(f"{SERVER}/{name}", autocommit=True) as connection:
        assert connection.execute("SELECT to_regclass('public.event')").fetchall() == [(None,)]
    drop_database(name)


def test_what_is_acknowledged_is_on_the_disk_whatever_the_server_was_told_for_others() -> None:
    name = new_database()
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off'.encode())
    desk = desk_in(open_store(f"{SERVER}/{name}"))
    with desk.office.store.reading() as rows:
        assert rows.all("SHOW synchronous_commit") == [("on",)]
    desk.office.store.close()
    drop_database(name)


def test_a_passphrase_opens_however_a_keyboard_puts_it_together(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "office.db"))
    office.create(store, "カ\u3099ラス cafe\u0301 mit\u3000Zucker", cost=CHEAP)
    assert office.open_office(store, "ガラス café mit Zucker").key


# Erasing.


STOPPED = """
import os, signal, sys
from datetime import UTC, datetime
from wellfounded.dossier import keeping, office
from wellfounded.dossier.embedded import Embedded
from wellfounded.dossier.store import open_store
made = office.open_office(open_store(sys.argv[1]), "four quiet words here")
Embedded.forget = lambda self: os.kill(os.getpid(), signal.SIGKILL)
keeping.erase(made, None, bytes.fromhex(sys.argv[2]), "asked for", datetime.now(UTC))
"""


def test_an_erasure_that_was_killed_before_its_last_step_is_finished_by_asking_again(
    embedded: Desk, tmp_path: Path
) -> None:
    _write(embedded, "words")
    with embedded.office.store.reading(office=True) as rows:
        keys = [row[0] for row in rows.all("SELECT sealed FROM compartment_key WHERE case_id = ?", (embedded.case,))]
    embedded.office.store.close()
    command = [sys.executable, "-c", STOPPED, str(tmp_path / "embedded.db"), embedded.case.hex()]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert any(key in raw for key in keys)
    assert keeping.erase(embedded.office, None, embedded.case, "asked for", NOW) == 0
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(key in raw for key in keys)


def test_who_writes_while_a_file_is_erased_is_refused_and_the_log_stays_whole(desk: Desk) -> None:
    _write(desk, "before")
    began, refused = threading.Event(), []

    def write() -> None:
        for i in range(200):
            drafts = [Draft(name, "note", {"text": str(i)}) for name in ("claim", "health", "privileged")]
            try:
                files.append(desk.office, desk.lawyer, desk.case, "representation", drafts, b"number %d" % i, NOW)
                files.read(desk.office, desk.lawyer, desk.case, "representation", NOW)
            except BadInput as fault:
                refused.append(str(fault))
                return
            finally:
                began.set()

    thread = threading.Thread(target=write)
    thread.start()
    assert began.wait(20)
    assert keeping.erase(desk.office, None, desk.case, "asked for", NOW) > 3
    thread.join()
    assert len(refused) == 1
    with desk.office.store.reading(office=True) as rows:
        assert rows.all("SELECT count(*) FROM compartment_key WHERE case_id = ?", (desk.case,)) == [(0,)]
    logbook.checkpoint(desk.office, NOW)
    assert logbook.examine(desk.office.store, desk.office.key).faults == ()
