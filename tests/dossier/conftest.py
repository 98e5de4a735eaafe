"""Offices to test with: the same suite over both stores, with cheap passphrases."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from tests.dossier.canary import Search
from wellfounded.claim.written import find, parse_toml, read_text
from wellfounded.dossier import grants, keeping, logbook, members, office
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, Printed
from wellfounded.dossier.records import Draft, drafts
from wellfounded.dossier.sealing import Cost
from wellfounded.dossier.store import Store, open_store

CHEAP = Cost(1, 64)
SERVER = "postgresql://postgres@127.0.0.1:5432"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=300)
PASSPHRASE = "four quiet words here"


def osaka() -> list[Draft]:
    """The records of the case of the story."""
    return drafts(parse_toml(read_text(find("osaka-2024")), "osaka-2024.toml"))


def new_database() -> str:
    """A database of its own for one test."""
    name = f"wellfounded_test_{secrets.token_hex(6)}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return name


def drop_database(name: str) -> None:
    """Remove it with its roles."""
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
        for role in ("owner", "migrations", "application"):
            connection.execute(f'DROP ROLE IF EXISTS "{name}_{role}"'.encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a store can be made, of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "office.db")
        return
    name = new_database()
    yield f"{SERVER}/{name}"
    drop_database(name)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An empty store."""
    made = open_store(address)
    yield made
    made.close()


@pytest.fixture
def search(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Search:  # fmt: skip
    """Looks for a name in all that is written and said from here on."""
    caplog.set_level(0)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return Search(address, tmp_path, temporary, capfd, caplog)


@dataclass
class Desk:
    """An office with a lawyer who leads one case."""

    office: Office
    printed: Printed
    lawyer: Member
    paper: str
    case: bytes
    txn: int = 0

    def member(self, role: str, name: str = "") -> Member:
        """Someone else of the office."""
        login = name or role
        members.enrol(self.office, login, name or f"Some {role}", role, f"passphrase of {login}", NOW, cost=CHEAP)
        return members.sign_in(self.office, login, f"passphrase of {login}")

    def add(
        self, *drafted: Draft, by: Member | None = None, case: bytes = b"", purpose: str = "representation"
    ) -> None:
        """Record something."""
        from wellfounded.dossier.files import append

        self.txn += 1
        at = NOW + timedelta(seconds=self.txn)
        append(self.office, by or self.lawyer, case or self.case, purpose, drafted, b"txn%08d" % self.txn, at)


def desk_in(store: Store) -> Desk:
    """Make an office in an empty store."""
    made, printed = office.create(store, PASSPHRASE, cost=CHEAP)
    _, paper = members.enrol(made, "lawyer", "A Lawyer", "representative", "passphrase of lawyer", NOW, cost=CHEAP)
    lawyer = members.sign_in(made, "lawyer", "passphrase of lawyer")
    case = grants.open_file(made, lawyer, "representation", NOW, LATER)
    return Desk(made, printed, lawyer, paper, case)


@pytest.fixture
def desk(store: Store) -> Desk:
    """An office over each kind of store."""
    return desk_in(store)


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Desk]:
    """An office over the embedded store, where the store does not matter."""
    made = open_store(str(tmp_path / "embedded.db"))
    yield desk_in(made)
    made.close()


def restored(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The same office restored from a backup, in a store of each kind, one after the other, whole and empty again."""
    copy, name = str(tmp_path / "backup.db"), new_database()
    events = keeping.backup(desk.office.store, copy)
    for address in (str(tmp_path / "again.db"), f"{SERVER}/{name}"):
        store = open_store(address)
        assert keeping.restore(copy, store, NOW) == keeping.Restored(events)
        there = office.open_office(store, PASSPHRASE)
        yield Desk(there, desk.printed, desk.lawyer, desk.paper, desk.case, desk.txn + 50)
        logbook.checkpoint(there, NOW + timedelta(hours=1))
        assert logbook.examine(store, desk.office.key).faults == ()
        store.close()
    drop_database(name)
