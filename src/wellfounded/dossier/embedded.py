"""The embedded store: one SQLite file, for one office on one machine."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wellfounded.dossier.schema import CLUSTERED, INDEXES, KEEPS_SHEETS, TABLES, insert
from wellfounded.dossier.store import no_store
from wellfounded.logic.errors import BadInput

TYPES = {"blob": "BLOB", "text": "TEXT", "int": "INTEGER"}
WAIT = 30.0
"""Seconds that a writer waits for another."""
DROP_SHEETS = f"""CREATE TRIGGER drop_sheets AFTER INSERT ON event WHEN NEW.kind NOT IN {KEEPS_SHEETS} BEGIN
    DELETE FROM sheet WHERE case_id = NEW.case_id OR NEW.kind = 'erase'; END"""


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


class Embedded:
    """Write-ahead log, every transaction on the disk when acknowledged, one writer; deleted rows are overwritten."""

    def __init__(self, path: str, only_read: bool = False) -> None:
        self.path = Path(path)
        self._only_read = only_read
        self._of_thread = threading.local()
        self._open: list[sqlite3.Connection] = []

    def _connection(self) -> sqlite3.Connection:
        made: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if made is None:
            if not self.path.is_file():
                raise no_store(str(self.path))
            try:
                made = self._connect()
            except sqlite3.DatabaseError:
                raise BadInput("{name} is not a store of an office.", name=self.path.name) from None
            self._of_thread.connection = made
            self._open.append(made)
        return made

    def _connect(self) -> sqlite3.Connection:
        if self._only_read:
            address = f"{self.path.resolve().as_uri()}?mode=ro"
            made = sqlite3.connect(address, WAIT, uri=True, isolation_level=None, check_same_thread=False)
            made.execute("PRAGMA trusted_schema = OFF")
            made.execute("SELECT count(*) FROM sqlite_master").fetchall()
            return made
        made = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "secure_delete = ON",
            "temp_store = MEMORY",
            "foreign_keys = ON",
            "trusted_schema = OFF",
        ):
            made.execute(f"PRAGMA {pragma}").fetchall()
        return made

    def create(self) -> None:
        """Make the file, readable by its owner alone."""
        if self.path.exists():
            raise BadInput("There is already a file {name}. Name another for the store.", name=str(self.path))
        if not self.path.parent.is_dir():
            text = "There is no folder {folder} to write to. Make it first, or name a file elsewhere."
            raise BadInput(text, folder=str(self.path.parent))
        os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with self.writing() as rows:
            for name, columns in TABLES.items():
                end = " WITHOUT ROWID" if name in CLUSTERED else ""
                rows.run(f"CREATE TABLE {name} ({columns.format(**TYPES)}){end}")
            for statement in (*INDEXES, DROP_SHEETS):
                rows.run(statement)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[_Rows]:
        connection = self._connection()
        try:
            connection.execute(begin)
        except sqlite3.OperationalError:
            raise BadInput("The store is in use by another program. Try again in a moment.") from None
        except sqlite3.DatabaseError:
            raise BadInput("{name} is not a store of an office.", name=self.path.name) from None
        try:
            yield _Rows(connection)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

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
        """Deleted rows are overwritten at once; here the write-ahead log that still holds them is emptied."""
        self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def settle(self) -> None:
        """Make it one file without others beside it, which can lie on a medium that is only read."""
        self._connection().execute("PRAGMA journal_mode = DELETE").fetchall()

    def close(self) -> None:
        """Close the connections of every thread."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._of_thread = threading.local()
