"""What an office asks of a store: transactions that happen whole or not at all, rows, and nothing left behind.

A store never sees a key or a word in clear. Its statements are those that SQLite and PostgreSQL share, with `?`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from wellfounded.dossier.schema import FORMAT
from wellfounded.logic.errors import BadInput


class BrokenOff(BadInput):
    """The store did not answer to the end, and what was asked did not happen, as far as is known. Whoever numbers what
    they ask can ask again.
    """


class Rows(Protocol):
    """A transaction."""

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row of an answer."""
        ...

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, one by one."""
        ...

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Change rows; how many."""
        ...

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same statement for many rows."""
        ...

    def put(self, added: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """Add rows to tables, in the order of their columns; the store is asked once."""
        ...

    def lock(self, name: bytes) -> None:
        """Nobody else holds this name until the end of the transaction."""
        ...


class Store(Protocol):
    """Where an office keeps its events."""

    def reading(self, member: bytes = b"", at: str = "", office: bool = False) -> AbstractContextManager[Rows]:
        """A transaction that changes nothing, for a member at a moment, or for the office itself."""
        ...

    def writing(
        self, member: bytes = b"", at: str = "", office: bool = False, lock: bytes = b""
    ) -> AbstractContextManager[Rows]:
        """A transaction that is on the disk when it has ended, or did not happen. `lock`: a name that it holds."""
        ...

    def caring(self) -> AbstractContextManager[Rows]:
        """A transaction with every right, for restoring a backup."""
        ...

    def create(self, fill: Callable[[Rows], None] | None = None) -> None:
        """Make the tables, and what `fill` puts into them: all of it or nothing. Refuses a store that has them."""
        ...

    def may_forget(self) -> None:
        """Refuse who has no right to `forget`, before anything is done."""
        ...

    def forget(self) -> None:
        """Overwrite what was deleted, as far as the store can. May be asked again. Says where it could not."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


def open_store(name: str) -> Store:
    """The store of a path (embedded, SQLite) or of a `postgresql://` address."""
    if name.startswith(("postgresql://", "postgres://")):
        from wellfounded.dossier.postgres import Postgres

        return Postgres(name)
    from wellfounded.dossier.embedded import Embedded

    return Embedded(name)


def one(rows: list[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    """The row of an answer that has at most one."""
    return rows[0] if rows else None


def settings(rows: Rows) -> dict[str, bytes]:
    """What an office is. Refuses a store that was never finished, and one of a newer version of the program."""
    told = dict(rows.all("SELECT name, value FROM setting"))
    if not told.get("format", b"").isdigit():
        raise BadInput("This is not a store of an office, or it was never finished. Name another, or restore a backup.")
    if int(told["format"]) > FORMAT:
        raise BadInput("This store is of a newer version of the program. Update the program, then ask again.")
    return told


def no_store(name: str) -> BadInput:
    """There is nothing to open."""
    return BadInput("There is no store at {name}. `wellfounded office init {name}` makes one.", name=name)
