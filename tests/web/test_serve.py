"""`wellfounded serve`: what it says, how it ends, what it writes into its log, and PostgreSQL with its roles."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from tests.web.test_serve_kills import CHEAP, SERVER, Browser, Drill, free_port, prepared
from wellfounded.dossier import members
from wellfounded.dossier.office import open_office
from wellfounded.dossier.store import open_store
from wellfounded.web.demonstration import PASSPHRASE

COMMAND = str(Path(sys.executable).with_name("wellfounded"))
CANARY = "Canary Zarifeh"


def said(*options: str, passphrase: str = PASSPHRASE) -> tuple[int, str]:
    done = subprocess.run(
        [COMMAND, "serve", *options],
        env={**os.environ, "WELLFOUNDED_PASSPHRASE": passphrase},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = str(tmp_path_factory.mktemp("office") / "office.db")
    prepared(made)
    return made


def test_a_taken_port_a_missing_store_and_a_wrong_passphrase_are_one_sentence_each(office: str, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        code, told = said(office, "--port", port)
        assert (code, told) == (2, f"Another program has port {port} of 127.0.0.1. Choose another with --port.\n")
    code, told = said(str(tmp_path / "none.db"), "--port", str(free_port()))
    assert code == 2
    assert told.startswith("There is no store at")
    code, told = said(office, "--port", str(free_port()), passphrase="another passphrase")
    assert code == 2
    assert told.startswith("The passphrase or key does not open this.")
    code, told = said(f"{SERVER}/wf_no_such_database", "--port", str(free_port()))
    assert (code, told) == (2, "The database wf_no_such_database cannot be reached.\n")


@pytest.mark.parametrize(("options", "told"), [
    ((), "Which office is to be served?"),
    (("STORE", "--host", "0.0.0.0"), "Beyond this machine the website is reached over HTTPS only."),
    (("STORE", "--https"), "Under which name is the website asked?"),
    (("--demonstration", "--host", "0.0.0.0"), "is for this machine alone"),
    (("STORE", "--second-factor", "boss"), "boss is not a role."),
    (("STORE", "--host", "203.0.113.5", "--https", "--name", "a.example"), "is no address of this machine"),
])  # fmt: skip
def test_what_opens_it_to_others_by_mistake_is_refused(office: str, options: tuple[str, ...], told: str) -> None:
    code, answer = said(*(office if option == "STORE" else option for option in options))
    assert code == 2
    assert told in answer
    assert answer.count("\n") == 1


def test_it_checks_itself_and_says_plainly_that_a_demonstration_protects_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "demonstration"
    for _ in range(2):
        code, told = said("--demonstration", str(folder), "--port", str(free_port()), "--check")
        assert (code, told) == (0, "The website started, its front page answered, and it ended.\n")
    assert folder.stat().st_mode & 0o077 == 0
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_and_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    command = [COMMAND, "serve", "--demonstration", str(tmp_path / "d"), "--port", str(port), "--processes", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = []
    while "Ctrl+C ends it." not in (line := process.stdout.readline()):
        lines.append(line)
    assert lines[0] == f"The website is at http://localhost:{port}/\n"
    assert "every person in it is invented. Its key lies beside its store" in lines[1]
    assert lines[-2] == f"Everybody's passphrase: {PASSPHRASE}\n"
    assert lines[-1] == "The applicant of the story, on the front page: number 4703 1182 0529 6641, PIN 260704\n"
    for _ in range(600):
        try:
            assert Browser(port, "/").ask("GET", "/")[0] == 200
            break
        except OSError:
            time.sleep(0.1)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.fixture
def drill(store: str, tmp_path: Path) -> Iterator[Drill]:
    prepared(store)
    made = Drill(store, free_port(), tmp_path / "log")
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        assert made.end() == 0


def test_the_log_says_kind_and_place_of_a_fault_and_no_content(drill: Drill) -> None:
    browser = Browser(drill.port, "/")
    browser.sign_in_only()
    status, body = browser.ask("GET", f"/fault/?name={CANARY.replace(' ', '%20')}")
    assert status == 500
    assert CANARY not in body.decode()
    with socket.create_connection(("127.0.0.1", drill.port)) as raw:
        raw.sendall(f"GET /{CANARY} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        raw.recv(4096)
    with socket.create_connection(("127.0.0.1", drill.port)) as raw:
        raw.sendall(f"GET / HTTP/1.1\r\nHost: x\r\n{CANARY} : 1\r\n\r\n".encode())
        raw.recv(4096)
    log = drill.log.read_text()
    assert "fault ZeroDivisionError at kill_page.py:" in log
    assert "a request could not be read" in log
    for word in ("Canary", "Zarifeh", "/fault", "Traceback", "lawyer"):
        assert word not in log.partition("Ctrl+C")[2]


def test_on_postgresql_the_website_works_as_the_application_and_leaves_no_setting(tmp_path: Path) -> None:
    with _database(tmp_path) as (name, address):
        case = prepared(address)
        own = f"postgresql://{name}_application@127.0.0.1:5432/{name}"
        code, told = said(own, "--port", str(free_port()))
        assert code == 2
        assert f"administrator of the database or of {name}_migrations" in told
        assert said(f"postgresql://{name}_migrations@127.0.0.1:5432/{name}", "--tables")[0] == 0
        assert said(own, "--tables")[0] == 0
        drill = Drill(own, free_port(), tmp_path / "log")
        drill.start()
        browser = Browser(drill.port, f"/case/{case.hex()}/drill/")
        browser.sign_in()
        assert browser.add("one", "ab" * 16)
        for _ in range(6):
            browser.marks()
        with psycopg.connect(f"{SERVER}/{name}", autocommit=True) as looking:
            open_ones = looking.execute(
                "SELECT usename, state FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'", (name,)).fetchall()  # fmt: skip
            assert open_ones
            assert set(open_ones) == {(f"{name}_application", "idle")}
            owners = looking.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'web'").fetchall()
            assert owners == [(f"{name}_migrations",)]
        assert drill.end() == 0
        with psycopg.connect(own, autocommit=True) as application:
            assert application.execute("SELECT count(*) FROM web.accounts_session").fetchone() == (1,)
            for statement in (
                "CREATE TABLE web.other (x int)",
                "DROP TABLE web.accounts_session",
                "ALTER TABLE web.accounts_account ADD COLUMN name text",
                "INSERT INTO web.django_migrations (app, name, applied) VALUES ('x', 'y', now())",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    application.execute(statement)


def test_settings_of_a_connection_are_those_it_began_with(tmp_path: Path) -> None:
    with _database(tmp_path) as (name, address):
        case = prepared(address)
        drill = Drill(address, free_port(), tmp_path / "log")
        drill.start()
        browser = Browser(drill.port, f"/case/{case.hex()}/drill/")
        browser.sign_in()
        for _ in range(4):
            status, body = browser.ask("GET", "/settings/")
            assert status == 200, body
            assert body == b'{"role": "%s_application", "path": "web", "left": []}' % name.encode()
        assert drill.end() == 0


class _database:  # noqa: N801
    """A database of its own."""

    def __init__(self, tmp_path: Path) -> None:
        self.name = f"wf_serve_{os.getpid()}_{tmp_path.name[:6]}_{len(tmp_path.name)}".lower()

    def __enter__(self) -> tuple[str, str]:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{self.name}"'.encode())
            connection.execute(f'CREATE DATABASE "{self.name}"'.encode())
        return self.name, f"{SERVER}/{self.name}"

    def __exit__(self, *_: object) -> None:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{self.name}" WITH (FORCE)'.encode())
            for role in ("application", "migrations", "owner"):
                connection.execute(f'DROP ROLE "{self.name}_{role}"'.encode())


def test_a_member_who_was_enrolled_while_it_runs_signs_in(drill: Drill) -> None:
    office = open_office(open_store(drill.store), PASSPHRASE)
    now = datetime.now(UTC)  # noqa: TID251
    members.enrol(office, "late", "J. Late (invented)", "volunteer", PASSPHRASE, now, cost=CHEAP)
    office.store.close()
    browser = Browser(drill.port, "/account/")
    browser.sign_in_only("late")
    assert browser.ask("GET", "/account/")[0] == 200
