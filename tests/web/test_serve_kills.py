"""The server is killed during writes: what it acknowledged is there, nothing is half-written, a retry adds nothing."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import pytest

from wellfounded.dossier import grants, members
from wellfounded.dossier.office import create, new_id
from wellfounded.dossier.sealing import Cost
from wellfounded.dossier.store import open_store
from wellfounded.web.demonstration import PASSPHRASE

ROOT = Path(__file__).resolve().parent.parent.parent
SERVER = "postgresql://postgres@127.0.0.1:5432"
CHEAP = Cost(1, 8192)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def prepared(store: str) -> bytes:
    """An office with a lawyer and a case; the case's number."""
    now = datetime.now(UTC)  # noqa: TID251
    office, _ = create(open_store(store), PASSPHRASE, cost=CHEAP)
    lawyer, _ = members.enrol(office, "lawyer", "A. Lawyer (invented)", "representative", PASSPHRASE, now, cost=CHEAP)
    case = grants.open_file(office, lawyer, "representation", now, now + timedelta(days=300))
    office.store.close()
    return case


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@dataclass
class Browser:
    """What a browser keeps between requests."""

    port: int
    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        asking = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            kept = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            asking.request(method, path, urlencode(form) if form else None, {**(FORM if form else {}), **kept})
            answer = asking.getresponse()
            body = answer.read()
            for header in answer.headers.get_all("Set-Cookie") or ():
                name, _, value = header.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, body
        finally:
            asking.close()

    def sign_in(self) -> None:
        self.sign_in_only()
        self.marks()

    def sign_in_only(self, login: str = "lawyer") -> None:
        _, page = self.ask("GET", "/sign-in/")
        mark = page.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        told = {"login": login, "password": PASSPHRASE, "csrfmiddlewaretoken": mark}
        status, _ = self.ask("POST", "/sign-in/", told)
        assert status == 302

    def marks(self) -> list[str]:
        status, body = self.ask("GET", self.path)
        assert status == 200, body
        told = json.loads(body)
        self.csrf = told["csrf"]
        return list(told["marks"])

    def add(self, mark: str, txn: str) -> bool:
        form = {"mark": mark, "txn": txn, "csrfmiddlewaretoken": self.csrf}
        status, body = self.ask("POST", self.path, form)
        assert status == 200, body
        return bool(json.loads(body)["added"])


@dataclass
class Drill:
    """A server that can be killed with all its processes, and started again."""

    store: str
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.web.kill_page", self.store, str(self.port)],
                cwd=ROOT,
                env={**os.environ, "WELLFOUNDED_PASSPHRASE": PASSPHRASE},
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                if Browser(self.port, "/").ask("GET", "/sign-in/")[0] == 200:
                    return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def kill(self) -> None:
        """SIGKILL to every process of the server."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def gone(self) -> None:
        """Leave no process behind, however the drill went."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def end(self) -> int:
        """SIGTERM, and what it ends with."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(60)


def drilled(store: str, tmp_path: Path, kills: int) -> None:
    case, chance = prepared(store), Random(kills)
    drill = Drill(store, free_port(), tmp_path / "log")
    path = f"/case/{case.hex()}/drill/"
    drill.start()
    try:
        acknowledged = _killed_again_and_again(drill, path, kills, chance)
        assert len(acknowledged) > kills
        assert drill.end() == 0
    finally:
        drill.gone()
    _verified(store)
    assert "Traceback" not in drill.log.read_text()


def _killed_again_and_again(drill: Drill, path: str, kills: int, chance: Random) -> set[str]:
    acknowledged: set[str] = set()
    signed = Browser(drill.port, path)
    signed.sign_in()
    for turn in range(kills):
        unanswered = _written_until_killed(drill, signed, turn, acknowledged, chance.uniform(0.02, 0.5))
        drill.start()
        # The browser is signed in still: its session was on the disk.
        marks = signed.marks()
        _whole(marks, acknowledged, set(unanswered))
        for mark, txn in unanswered.items():
            before = f"{mark} claim" in marks
            assert signed.add(mark, txn) is not before
            assert signed.add(mark, txn) is False
            acknowledged.add(mark)
        _whole(signed.marks(), acknowledged, set())
    return acknowledged


def _written_until_killed(
    drill: Drill, signed: Browser, turn: int, acknowledged: set[str], wait: float
) -> dict[str, str]:
    """Three browsers write as fast as they can, until the server is killed; what was not answered."""
    unanswered: dict[str, str] = {}
    stop = threading.Event()

    def write(who: int) -> None:
        browser, n = Browser(drill.port, signed.path, dict(signed.cookies), signed.csrf), 0
        while not stop.is_set():
            mark, txn = f"{turn}.{who}.{n}", new_id().hex()
            n += 1
            unanswered[mark] = txn
            try:
                browser.add(mark, txn)
            except (OSError, HTTPException):
                return
            acknowledged.add(mark)
            del unanswered[mark]

    writers = [threading.Thread(target=write, args=(who,)) for who in range(3)]
    for writer in writers:
        writer.start()
    time.sleep(wait)
    drill.kill()
    stop.set()
    for writer in writers:
        writer.join()
    return unanswered


def _whole(marks: list[str], acknowledged: set[str], perhaps: set[str]) -> None:
    """All that was acknowledged is there once, in both compartments; of the rest all or nothing."""
    assert len(marks) == len(set(marks))
    claim = {mark.removesuffix(" claim") for mark in marks if mark.endswith(" claim")}
    health = {mark.removesuffix(" health") for mark in marks if mark.endswith(" health")}
    assert claim == health
    assert acknowledged <= claim <= acknowledged | perhaps


def _verified(store: str) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("wellfounded")), "office", "verify", store, "--sign"],
        env={**os.environ, "WELLFOUNDED_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_ten_kills_lose_nothing(store: str, tmp_path: Path) -> None:
    drilled(store, tmp_path, 10)


@pytest.mark.long
def test_a_hundred_kills_lose_nothing(store: str, tmp_path: Path) -> None:
    drilled(store, tmp_path, 100)
