"""The embedded store: one SQLite file, for one office on one machine."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from wellfounded.dossier.schema import CLUSTERED, INDEXES, KEEPS_SHEETS, TABLES, insert
from wellfounded.dossier.store import BrokenOff, no_store
from wellfounded.logic.errors import BadInput

TYPES = {"blob": "BLOB", "text": "TEXT", "int": "INTEGER"}
WAIT = 30.0
"""Seconds that a writer waits for another."""
DROP_SHEETS = f"""CREATE TRIGGER drop_sheets AFTER INSERT ON event WHEN NEW.kind NOT IN {KEEPS_SHEETS} BEGIN
    DELETE FROM sheet WHERE case_id = NEW.case_id OR NEW.kind = 'erase'; END"""
ON_RECORD = """CREATE TRIGGER on_record BEFORE DELETE ON part
    WHEN EXISTS (SELECT 1 FROM enclosure e WHERE e.id = OLD.enclosure) BEGIN SELECT RAISE(IGNORE); END"""
"""Parts can be swept away until an event holds their hash, and never after."""


class _Rows:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        return iter(self._connection.execute(sql, values))

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._connection.executemany(sql, rows)

    def put(self, added: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        for table, rows in added.items():
            self._connection.executemany(insert(table), rows)

    def lock(self, name: bytes) -> None:
        """A writer of SQLite holds the whole file already."""


KEPT_OPEN = -1
SENTENCES: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "The store is in use by another program. Try again in a moment.",
    sqlite3.SQLITE_LOCKED: "The store is in use by another program. Try again in a moment.",
    sqlite3.SQLITE_FULL: "The disk is full or does not answer, and nothing was changed. Make room, then try again.",
    sqlite3.SQLITE_IOERR: "The disk is full or does not answer, and nothing was changed. Make room, then try again.",
    sqlite3.SQLITE_READONLY: "{name} cannot be opened or written. Look at the rights of the file and of its folder.",
    sqlite3.SQLITE_CANTOPEN: "{name} cannot be opened or written. Look at the rights of the file and of its folder.",
    sqlite3.SQLITE_PERM: "{name} cannot be opened or written. Look at the rights of the file and of its folder.",
    sqlite3.SQLITE_NOTADB: "{name} is not a store of an office.",
    sqlite3.SQLITE_CORRUPT: "{name} is damaged. Keep it as it is, and restore the last backup.",
    KEPT_OPEN: "It is done, but another program keeps the store open, and what was deleted is still in the file beside "
    "it. End that program, then ask for the same once more.",
}
"""What a fault of SQLite means for whoever asked."""


def _plainly(error: sqlite3.Error, path: Path) -> Exception:
    """A fault of SQLite in one sentence; one that is a fault of the program, as it is."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code == sqlite3.SQLITE_ERROR and str(error).startswith("no such table"):
        code = sqlite3.SQLITE_NOTADB
    return BrokenOff(SENTENCES[code], name=path.name) if code in SENTENCES else error


def _claimed(path: Path) -> int:
    """An empty file for whoever makes a store, held until it is done. One that a killed program left is taken over."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BadInput("Another program is making {name} at this moment.", name=path.stem) from None
    os.fchmod(handle, 0o600)
    os.ftruncate(handle, 0)
    return handle


def _named(unfinished: Path, path: Path) -> None:
    """Give a file its name, on the disk too, and never in the place of another."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # A stick that knows no links.
        if path.exists():
            raise FileExistsError from None
        unfinished.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Embedded:
    """Write-ahead log, every transaction on the disk when acknowledged, one writer; deleted rows are overwritten."""

    def __init__(self, path: str, only_read: bool = False) -> None:
        self.path = Path(path)
        self._only_read = only_read
        self._making = False
        self._of_thread = threading.local()
        self._open: list[sqlite3.Connection] = []

    def _connection(self) -> sqlite3.Connection:
        made: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if made is None:
            if not self.path.is_file():
                raise no_store(str(self.path))
            try:
                made = self._connect()
            except sqlite3.Error as error:
                raise _plainly(error, self.path) from None
            self._of_thread.connection = made
            self._open.append(made)
        return made

    def _connect(self) -> sqlite3.Connection:
        # Never makes a file. A backup that is only read stays as it is: what writes first begins a write-ahead log.
        address = f"{self.path.resolve().as_uri()}?mode={'ro' if self._only_read else 'rw'}"
        made = sqlite3.connect(address, WAIT, uri=True, isolation_level=None, check_same_thread=False)
        for pragma in ("synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY", "trusted_schema = OFF"):
            made.execute(f"PRAGMA {pragma}").fetchall()
        # What is no store is left as it is.
        if not made.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").fetchall() and not self._making:
            made.close()
            raise BadInput("{name} is not a store of an office.", name=self.path.name)
        return made

    def create(self, fill: Callable[[_Rows], None] | None = None) -> None:
        """Make the file, readable by its owner alone. Until all is in it, it has a name of its own: a program that is
        killed leaves that behind, and who asks again makes it anew.
        """
        taken = BadInput("There is already a file {name}. Name another for the store.", name=str(self.path))
        if self.path.exists():
            raise taken
        if not self.path.parent.is_dir():
            text = "There is no folder {folder} to write to. Make it first, or name a file elsewhere."
            raise BadInput(text, folder=str(self.path.parent))
        unfinished = Embedded(f"{self.path}.unfinished")
        unfinished._making = True
        try:
            handle = _claimed(unfinished.path)
            try:
                unfinished._made(fill)
                _named(unfinished.path, self.path)
            except FileExistsError:
                raise taken from None
            finally:
                unfinished.close()
                for end in ("", "-wal", "-shm", "-journal"):
                    Path(f"{unfinished.path}{end}").unlink(missing_ok=True)
                os.close(handle)
        except OSError as error:
            raise BadInput("{path} cannot be written: {why}.", path=str(self.path), why=error.strerror or "") from None

    def _made(self, fill: Callable[[_Rows], None] | None) -> None:
        with self.writing() as rows:
            for name, columns in TABLES.items():
                end = " WITHOUT ROWID" if name in CLUSTERED else ""
                rows.run(f"CREATE TABLE {name} ({columns.format(**TYPES)}){end}")
            for statement in (*INDEXES, DROP_SHEETS, ON_RECORD):
                rows.run(statement)
            if fill:
                fill(rows)
        try:
            # One file without others beside it, which can lie on a medium that is only read.
            self._connection().execute("PRAGMA journal_mode = DELETE").fetchall()
        except sqlite3.Error as error:
            raise _plainly(error, self.path) from None

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[_Rows]:
        connection = self._connection()
        try:
            if begin != "BEGIN" and connection.execute("PRAGMA journal_mode").fetchall() != [("wal",)]:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
            connection.execute(begin)
        except sqlite3.Error as error:
            raise _plainly(error, self.path) from None
        try:
            yield _Rows(connection)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise _plainly(error, self.path) from None
        finally:
            # Also where the disk was full at the end: a transaction that stayed open would shut out all that follow.
            if connection.in_transaction:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")

    @contextmanager
    def reading(self, member: bytes = b"", at: str = "", office: bool = False) -> Iterator[_Rows]:
        """One view of the store. SQLite has no second lock: whoever reads the file reads all that is sealed in it."""
        with self._transaction("BEGIN") as rows:
            yield rows

    @contextmanager
    def writing(self, member: bytes = b"", at: str = "", office: bool = False, lock: bytes = b"") -> Iterator[_Rows]:
        """The one writer."""
        with self._transaction("BEGIN IMMEDIATE") as rows:
            yield rows

    @contextmanager
    def caring(self) -> Iterator[_Rows]:
        """The one writer."""
        with self.writing() as rows:
            yield rows

    def may_forget(self) -> None:
        """Whoever has the file may."""

    def forget(self) -> None:
        """Leave nothing of deleted keys. Deleted rows are overwritten at once, but a page that was put in order may
        keep a copy of what was moved out of it: so the keys that stay are written anew on empty pages, the old pages
        are overwritten whole, and the write-ahead log is emptied. Waits for those who read.
        """
        with self.writing() as rows:
            kept = rows.all("SELECT case_id, compartment, holder, sealed FROM compartment_key ORDER BY 1, 2, 3")
            rows.run("DELETE FROM compartment_key")
            rows.many("INSERT INTO compartment_key VALUES (?, ?, ?, ?)", kept)
        try:
            ((busy, *_),) = self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            raise _plainly(error, self.path) from None
        if busy:
            raise BrokenOff(SENTENCES[KEPT_OPEN])

    def close(self) -> None:
        """Close the connections of every thread."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._of_thread = threading.local()
