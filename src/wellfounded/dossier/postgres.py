"""The store of an institution: PostgreSQL, with separate roles and a second lock on every row.

Three roles: the owner of the tables (nobody signs in as it), migrations (may act as the owner), and the application,
which may add events and read them, and no more. Row-level security is forced on every table that says something of
one case: a transaction sees the compartments that a live grant opens to its member, and one that names nobody sees
nothing. The application filters first; this catches its mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from wellfounded.dossier.schema import INDEXES, SEALED_ROWS, TABLES
from wellfounded.logic.errors import BadInput

if TYPE_CHECKING:
    import psycopg

TYPES = {"blob": "bytea", "text": 'text COLLATE "C"', "int": "bigint"}
RIGHTS = {
    "setting": "SELECT, INSERT, UPDATE",
    "wrapped": "SELECT, INSERT, DELETE",
    "member": "SELECT, INSERT, UPDATE",
    "compartment_key": "SELECT, INSERT, UPDATE, DELETE",
    "pending": "SELECT, INSERT, DELETE",
}
"""What the application may do, beyond adding rows and reading them. Events, leaves and checkpoints are in no entry."""

_OFFICE = "current_setting('wellfounded.office', true) = 'on'"
_MEMBER = "decode(coalesce(current_setting('wellfounded.member', true), ''), 'hex')"
_AT = "current_setting('wellfounded.at', true)"


def _open(table: str) -> str:
    """Whether a live grant opens a row to the member. Asked row by row, for the application has chosen few."""
    return f"""EXISTS (SELECT 1 FROM door d WHERE d.case_id = {table}.case_id AND d.compartment = {table}.compartment
        AND d.member = {_MEMBER} AND d.since <= {_AT} AND d.until > {_AT}
        AND NOT EXISTS (SELECT 1 FROM shut s WHERE s.grant_id = d.grant_id))"""


POLICIES = {
    "event": (_open("event"), _open("event")),
    "compartment_key": (_open("compartment_key"),) * 2,
    "door": (f"member = {_MEMBER}", "false"),
    "notice": (f"member = {_MEMBER}", "false"),
    "pending": ("false", _open("pending")),
    "leaf": ("false", "false"),
}
"""What a member's transaction may see, and what it may add."""


def roles(database: str) -> tuple[str, str, str]:
    """The names of the roles of a database: owner, migrations, application."""
    return f"{database}_owner", f"{database}_migrations", f"{database}_application"


_STREAMS = count()


@lru_cache(maxsize=512)
def _asked(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


class _Rows:
    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(_asked(sql), values, binary=True).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        # A name of its own, for two may be read side by side.
        with self._connection.cursor(f"stream{next(_STREAMS)}", binary=True) as cursor:
            cursor.itersize = 5000
            yield from cursor.execute(_asked(sql), values)

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(_asked(sql), values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_asked(sql), rows)

    def lock(self, name: bytes) -> None:
        number = int.from_bytes(name[:8], "big", signed=True)
        self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (number,))


class Postgres:
    """A pool of connections as the application; who asks is set for one transaction and gone with it."""

    def __init__(self, address: str, connections: int = 8) -> None:
        try:
            import psycopg
        except ImportError:
            raise BadInput('A store in PostgreSQL needs a package: pip install "wellfounded[office]".') from None
        self._psycopg = psycopg
        self._address = address
        self.database = psycopg.conninfo.conninfo_to_dict(address).get("dbname") or "wellfounded"
        self._idle: list[psycopg.Connection[tuple[Any, ...]]] = []
        self._most = connections

    def _connect(self, role: str = "") -> psycopg.Connection[tuple[Any, ...]]:
        try:
            made = self._psycopg.connect(self._address, autocommit=True)
        except self._psycopg.OperationalError:
            raise BadInput("The database {name} cannot be reached.", name=str(self.database)) from None
        made.execute(f'SET ROLE "{role or roles(str(self.database))[2]}"'.encode())
        return made

    def create(self) -> None:
        """Make roles, tables, rights and policies. The address must be of one who may make roles."""
        owner, migrations, application = roles(str(self.database))
        with self._psycopg.connect(self._address) as connection:
            run = connection.execute
            if run("SELECT to_regclass('public.event')").fetchall()[0][0] is not None:
                raise BadInput("The database {name} already holds a store.", name=str(self.database))
            for role in (owner, migrations, application):
                if not run("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchall():
                    run(f'CREATE ROLE "{role}" {"NOLOGIN" if role == owner else "LOGIN"}'.encode())
            run(f'GRANT "{owner}" TO "{migrations}"'.encode())
            run(f'GRANT "{owner}", "{application}" TO CURRENT_USER'.encode())
            run("REVOKE ALL ON SCHEMA public FROM PUBLIC")
            run(f'GRANT USAGE, CREATE ON SCHEMA public TO "{owner}"'.encode())
            run(f'GRANT USAGE ON SCHEMA public TO "{application}"'.encode())
            run(f'SET ROLE "{owner}"'.encode())
            for name, columns in TABLES.items():
                run(f"CREATE TABLE {name} ({columns.format(**TYPES)})".encode())
                run(f'GRANT {RIGHTS.get(name, "SELECT, INSERT")} ON {name} TO "{application}"'.encode())
            for index in INDEXES:
                run(index.encode())
            for name in SEALED_ROWS:
                sees, adds = POLICIES[name]
                run(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY".encode())
                run(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY".encode())
                run(f"CREATE POLICY office ON {name} USING ({_OFFICE}) WITH CHECK ({_OFFICE})".encode())
                run(f"CREATE POLICY sees ON {name} FOR SELECT USING ({sees})".encode())
                run(f"CREATE POLICY adds ON {name} FOR INSERT WITH CHECK ({adds})".encode())

    @contextmanager
    def _transaction(self, member: bytes, at: str, office: bool, read_only: bool) -> Iterator[_Rows]:
        connection = self._idle.pop() if self._idle else self._connect()
        if connection.closed or connection.broken:
            connection = self._connect()
        try:
            with connection.transaction():
                # The third argument makes each of these end with the transaction.
                connection.execute(
                    "SELECT set_config('wellfounded.member', %s, true), set_config('wellfounded.at', %s, true), "
                    "set_config('wellfounded.office', %s, true), set_config('transaction_read_only', %s, true)",
                    (member.hex(), at, "on" if office else "off", "on" if read_only else "off"),
                )
                yield _Rows(connection)
        except self._psycopg.errors.UndefinedTable:
            raise BadInput("The database {name} holds no store. `wellfounded office init` makes one.",
                           name=str(self.database)) from None  # fmt: skip
        finally:
            if connection.broken or len(self._idle) >= self._most:
                connection.close()
            else:
                self._idle.append(connection)

    @contextmanager
    def reading(self, member: bytes = b"", at: str = "", office: bool = False) -> Iterator[_Rows]:
        """What a member may see at a moment; for the office, all."""
        with self._transaction(member, at, office, True) as rows:
            yield rows

    @contextmanager
    def writing(self, member: bytes = b"", at: str = "", office: bool = False) -> Iterator[_Rows]:
        """What a member may add at a moment; for the office, all that the application may."""
        with self._transaction(member, at, office, False) as rows:
            yield rows

    @contextmanager
    def caring(self) -> Iterator[_Rows]:
        """As the owner of the tables."""
        with self._connect(roles(str(self.database))[0]) as connection, connection.transaction():
            connection.execute("SELECT set_config('wellfounded.office', 'on', true)")
            yield _Rows(connection)

    def forget(self) -> None:
        """Remove deleted rows from the files of the table. What the server's own logs hold, a change of the office key
        makes worthless."""
        with self._connect(roles(str(self.database))[0]) as connection:
            connection.execute("VACUUM (FULL) compartment_key")

    def close(self) -> None:
        """Close the connections."""
        while self._idle:
            self._idle.pop().close()
