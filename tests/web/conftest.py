"""An office in this process, and browsers that are none: Django's test client, signed in for good."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from tests.web.browser import chromium, site, visit  # noqa: F401
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office
from wellfounded.web import demonstration, server
from wellfounded.web.instance import Instance

SERVER = "postgresql://postgres@127.0.0.1:5432"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Served:
    """The demonstration office, served in this process. `sign_in(login)` gives a client of Django."""

    office: Office
    sign_in: Callable[[str], object]
    people: dict[str, Member]


BEGUN = pytest.StashKey[dict[str, sqlite3.Connection]]()
"""The demonstration as it was made: its store and its accounts."""


def _image(path: str) -> sqlite3.Connection:
    image = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(path)) as made:
        made.backup(image)
    return image


@pytest.fixture(scope="module", autouse=True)
def as_begun(request: pytest.FixtureRequest) -> None:
    """Every module begins with the demonstration as it was made: nothing of what others left in it is there."""
    for path, image in request.config.stash.get(BEGUN, {}).items():
        with closing(sqlite3.connect(path)) as used:
            image.backup(used)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("web")
    store = str(folder / "office.db")
    office = demonstration.demonstration(store, NOW)
    server.set_up(Instance(office, f"{store}.accounts", ("testserver", "127.0.0.1"), demonstration=True))
    server.migrate()
    from django.conf import settings
    from django.test import Client

    from wellfounded.dossier import members

    settings.ALLOWED_HOSTS = ["testserver"]

    def sign_in(login: str) -> Client:
        client = Client(enforce_csrf_checks=False)
        answer = client.post("/sign-in/", {"login": login, "password": demonstration.PASSPHRASE})
        assert answer.status_code == 302, answer.content.decode()
        return client

    people = {p.login: found for p in demonstration.PEOPLE if (found := members.by_login(office, p.login))}
    request.config.stash[BEGUN] = {path: _image(path) for path in (store, f"{store}.accounts")}
    yield Served(office, sign_in, people)
    office.store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store of each kind."""
    if request.param == "sqlite":
        yield str(tmp_path / "office.db")
        return
    name = f"wf_kill_{os.getpid()}_{tmp_path.name[-8:].replace('-', '_')}".lower()
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        yield f"{SERVER}/{name}"
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
        for role in ("application", "migrations", "owner"):
            connection.execute(f'DROP ROLE IF EXISTS "{name}_{role}"'.encode())
