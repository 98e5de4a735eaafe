"""The store of an institution: PostgreSQL, with separate roles and a second lock on every row.

Three roles: the owner of the tables (nobody signs in as it), migrations (may act as the owner), and the application,
which may add events and read them, and no more. Row-level security is forced on every table that says something of
one case: a transaction sees the compartments that a live grant opens to its member, and one that names nobody sees
nothing. The application filters first; this catches its mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from wellfounded.dossier.schema import INDEXES, KEEPS_SHEETS, SEALED_ROWS, TABLES, insert
from wellfounded.dossier.store import BrokenOff
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
    "part": "SELECT, INSERT, DELETE",
    "sheet": "SELECT, INSERT, DELETE",
}
"""What the application may do, beyond adding rows and reading them. Events, leaves and checkpoints are in no entry."""

SENTENCES: Mapping[str, str] = {
    "reached": "The database {name} cannot be reached.",
    "broke_off": "The database {name} broke off. What was asked did not happen, or nobody was told. Try again.",
    "full": "The disk is full or does not answer, and nothing was changed. Make room, then try again.",
    "not_done": "What was asked did not happen. Try again.",
}
"""What a fault of the server means for whoever asked."""
LONGEST = 63
"""Signs of a name in PostgreSQL; what is longer is cut, and then two roles would be one."""
FORGETS = ("compartment_key", "wrapped", "setting", "notice", "sheet")
"""Tables from which keys, and what was told of a file in an emergency, are removed."""
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
    "enclosure": (_open("enclosure"),) * 2,
    "part": (_open("part"),) * 2,
    # A sheet is the machine's; a member sees one where live grants open all that it was made from.
    "sheet": (
        f"""cardinality(string_to_array(opens, ' ')) = (SELECT count(DISTINCT d.compartment) FROM door d
        WHERE d.member = {_MEMBER} AND d.case_id = sheet.case_id AND d.since <= {_AT} AND d.until > {_AT}
        AND d.compartment = ANY (string_to_array(opens, ' '))
        AND NOT EXISTS (SELECT 1 FROM shut s WHERE s.grant_id = d.grant_id))""",
        "false",
    ),
}
"""What a member's transaction may see, and what it may add."""
ON_RECORD = """CREATE POLICY on_record ON part AS RESTRICTIVE FOR DELETE
    USING (NOT EXISTS (SELECT 1 FROM enclosure e WHERE e.id = part.enclosure))"""
"""Parts can be swept away until an event holds their hash, and never after."""

DROP_SHEETS = (
    f"""CREATE FUNCTION drop_sheets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN
    IF EXISTS (SELECT 1 FROM added WHERE kind = 'erase') THEN DELETE FROM sheet;
    ELSE DELETE FROM sheet WHERE case_id IN (SELECT case_id FROM added WHERE kind NOT IN {KEEPS_SHEETS});
    END IF; RETURN NULL; END $$""",
    """CREATE TRIGGER drop_sheets AFTER INSERT ON event REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION drop_sheets()""",
)
"""As the owner, for who adds an event need not see the sheets that others are given."""


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

    def put(self, added: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        with self._connection.pipeline(), self._connection.cursor() as cursor:
            for table, rows in added.items():
                cursor.executemany(_asked(insert(table)), rows)

    def lock(self, name: bytes) -> None:
        self._connection.execute(_locking(name), prepare=False)


def _locking(name: bytes) -> bytes:
    return b"SELECT pg_advisory_xact_lock(%d)" % int.from_bytes(name[:8], "big", signed=True)


class Postgres:
    """A pool of connections as the application; who asks is set for one transaction and gone with it."""

    def __init__(self, address: str, connections: int = 8) -> None:
        try:
            import psycopg
        except ImportError:
            raise BadInput('A store in PostgreSQL needs a package: pip install "wellfounded[office]".') from None
        self._psycopg = psycopg
        self._address = address
        try:
            self.database = str(psycopg.conninfo.conninfo_to_dict(address).get("dbname") or "")
        except psycopg.ProgrammingError:
            raise BadInput("This is not the address of a database: write postgresql://USER@HOST/DATABASE.") from None
        self._idle: list[psycopg.Connection[tuple[Any, ...]]] = []
        self._most = connections

    def _connect(self, role: str = "") -> psycopg.Connection[tuple[Any, ...]]:
        try:
            made = self._psycopg.connect(self._address, autocommit=True)
        except self._psycopg.OperationalError:
            raise BrokenOff(SENTENCES["reached"], name=self.database) from None
        # A service file, or the environment, may have named it.
        self.database = made.info.dbname
        wanted = role or roles(self.database)[2]
        if made.info.user != wanted:
            try:
                made.execute(f'SET ROLE "{wanted}"'.encode())
            except self._psycopg.errors.InsufficientPrivilege:
                made.close()
                text = "This needs a login that may act as {role}. Name one in the address of the store."
                raise BadInput(text, role=wanted) from None
            except self._psycopg.errors.InvalidParameterValue:
                made.close()
                raise self._none() from None
        # The questions are small and many: compiling one would take longer than answering it.
        made.execute(b"SET jit = off")
        # What was acknowledged is on the disk, whatever the server was told for other databases.
        if made.execute(b"SHOW synchronous_commit").fetchall() == [("off",)]:
            made.execute(b"SET synchronous_commit = on")
        return made

    def _none(self) -> BadInput:
        text = "The database {name} holds no store. `wellfounded office init` makes one."
        return BadInput(text, name=self.database)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """A fault of the server, or of the line to it, in one sentence."""
        try:
            yield
        except self._psycopg.errors.UndefinedTable:
            raise self._none() from None
        except self._psycopg.errors.DiskFull:
            raise BrokenOff(SENTENCES["full"]) from None
        except (self._psycopg.OperationalError, self._psycopg.InterfaceError):
            raise BrokenOff(SENTENCES["broke_off"], name=self.database) from None

    def create(self, fill: Callable[[_Rows], None] | None = None) -> None:
        """Make roles, tables, rights and policies. The address must be of one who may make roles."""
        try:
            with self._plainly(), self._psycopg.connect(self._address) as connection:
                self._made(connection, fill)
        except self._psycopg.errors.InsufficientPrivilege:
            text = "This login may not make roles and tables. Name the administrator of the server in the address."
            raise BadInput(text) from None

    def _made(
        self, connection: psycopg.Connection[tuple[Any, ...]], fill: Callable[[_Rows], None] | None
    ) -> None:  # fmt: skip
        self.database = connection.info.dbname
        owner, migrations, application = roles(self.database)
        if len(application.encode()) > LONGEST:
            raise BadInput("The name of the database {name} is too long. Choose a shorter one.", name=self.database)
        run = connection.execute
        if run("SELECT to_regclass('public.event')").fetchall()[0][0] is not None:
            raise BadInput("The database {name} already holds a store.", name=str(self.database))
        for role in (owner, migrations, application):
            if not run("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchall():
                run(f'CREATE ROLE "{role}" {"NOLOGIN" if role == owner else "LOGIN"}'.encode())
        run(f'GRANT "{owner}", "{application}" TO "{migrations}"'.encode())
        run(f'GRANT CREATE ON DATABASE "{self.database}" TO "{migrations}"'.encode())
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
        dropping = f'CREATE POLICY drops ON sheet TO "{owner}" USING (true)'
        for statement in (ON_RECORD, dropping, *DROP_SHEETS):
            run(statement.encode())
        if fill:
            run("SELECT set_config('wellfounded.office', 'on', true)")
            fill(_Rows(connection))

    def _begun(self, begin: bytes) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection with its transaction begun. One that the server has let go of meanwhile is replaced."""
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect()
                connection.execute(begin, prepare=False)
                return connection
            try:
                connection.execute(begin, prepare=False)
                return connection
            except self._psycopg.OperationalError:
                connection.close()

    def _back(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        """A connection is free again; one that is still in a transaction, or too many, is closed."""
        idle = self._psycopg.pq.TransactionStatus.IDLE
        if connection.info.transaction_status == idle and len(self._idle) < self._most:
            self._idle.append(connection)
        else:
            connection.close()

    @contextmanager
    def _transaction(self, begin: str, member: bytes, at: str, office: bool, lock: bytes = b"") -> Iterator[_Rows]:
        quote = self._psycopg.sql.quote
        # Begun, told who asks and locked at one go. The third argument makes a setting end with the transaction.
        said = f"""{begin}; SELECT set_config('wellfounded.member', {quote(member.hex())}, true),
            set_config('wellfounded.at', {quote(at)}, true),
            set_config('wellfounded.office', '{"on" if office else "off"}', true)"""
        with self._plainly():
            connection = self._begun(said.encode() + (b"; " + _locking(lock) if lock else b""))
        try:
            with self._plainly():
                yield _Rows(connection)
                if connection.execute(b"COMMIT", prepare=False).statusmessage != "COMMIT":
                    raise BrokenOff(SENTENCES["not_done"])
        finally:
            state = self._psycopg.pq.TransactionStatus
            if connection.info.transaction_status in (state.INTRANS, state.INERROR):
                with suppress(self._psycopg.Error):
                    connection.execute(b"ROLLBACK", prepare=False)
            self._back(connection)

    @contextmanager
    def reading(self, member: bytes = b"", at: str = "", office: bool = False) -> Iterator[_Rows]:
        """What a member may see at a moment; for the office, all. However much is read, it is as it stood at one
        moment, while others write.
        """
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", member, at, office) as rows:
            yield rows

    @contextmanager
    def writing(self, member: bytes = b"", at: str = "", office: bool = False, lock: bytes = b"") -> Iterator[_Rows]:
        """What a member may add at a moment; for the office, all that the application may."""
        with self._transaction("BEGIN", member, at, office, lock) as rows:
            yield rows

    @contextmanager
    def caring(self) -> Iterator[_Rows]:
        """As the owner of the tables."""
        with self._plainly(), self._as_owner() as connection, connection.transaction():
            connection.execute("SELECT set_config('wellfounded.office', 'on', true)")
            yield _Rows(connection)

    def _as_owner(self) -> psycopg.Connection[tuple[Any, ...]]:
        if not self.database:
            self._connect("").close()
        return self._connect(roles(self.database)[0])

    def may_forget(self) -> None:
        """Refuses a login that cannot act as the owner, before anything is done that ends with `forget`."""
        self._as_owner().close()

    def forget(self) -> None:
        """Remove deleted rows from the files of the tables that hold keys. What the server's own logs hold, a change of
        the office key makes worthless."""
        with self._plainly(), self._as_owner() as connection:
            for table in FORGETS:
                connection.execute(f"VACUUM (FULL) {table}".encode())

    def close(self) -> None:
        """Close the connections."""
        while self._idle:
            self._idle.pop().close()
