"""The office's key is changed while its website runs: nothing is written with the old one, one sentence says so, the
website ends, and all that was there opens with the new one. And what takes care of it is begun again if it dies.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.web.test_serve_kills import CHEAP, Browser, Drill, free_port, prepared
from wellfounded.dossier import files, grants, members
from wellfounded.dossier.office import open_office, rotate
from wellfounded.dossier.store import open_store
from wellfounded.web import caretaking, tables
from wellfounded.web.demonstration import PASSPHRASE
from wellfounded.web.key_changed import Guarded, KeyChanged

NEW = "a kettle under the old harbour bridge"


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251


@pytest.fixture
def begun(store: str, tmp_path: Path) -> Iterator[tuple[Drill, Browser, bytes]]:
    case = prepared(store)
    drill = Drill(store, free_port(), tmp_path / "log")
    drill.start()
    browser = Browser(drill.port, f"/case/{case.hex()}/drill/")
    browser.sign_in()
    assert browser.add("before", "ab" * 16)
    yield drill, browser, case
    drill.gone()


def changed(store: str) -> None:
    opened = open_store(store)
    rotate(opened, PASSPHRASE, NEW, now(), CHEAP)
    opened.close()


@pytest.mark.parametrize("asks", ["writes", "reads", "nothing"])
def test_a_server_whose_key_was_changed_writes_nothing_says_so_and_ends(
    begun: tuple[Drill, Browser, bytes], asks: str
) -> None:
    drill, browser, case = begun
    changed(drill.store)
    if asks == "writes":
        form = {"mark": "after", "txn": "cd" * 16, "csrfmiddlewaretoken": browser.csrf}
        status, body = browser.ask("POST", browser.path, form)
    elif asks == "reads":
        status, body = browser.ask("GET", browser.path)
    if asks != "nothing":
        assert status == 503
        assert b"This website closes for a while. Nothing was changed." in body
    assert drill.process is not None
    assert drill.process.wait(70) == 2
    log = drill.log.read_text()
    assert "the key of the office was changed: the website ends" in log
    assert "Open it again with the new passphrase." in log
    assert "Traceback" not in log
    office = open_office(open_store(drill.store), NEW)
    lawyer = members.sign_in(office, "lawyer", PASSPHRASE)
    seen = files.read(office, lawyer, case, "representation", now())
    assert [r.body["text"] for r in seen.records if r.kind == "note"] == ["before claim", "before health"]
    office.store.close()


def test_files_that_are_opened_while_the_key_changes_open_with_the_new_one_or_not_at_all(store: str) -> None:
    prepared(store)
    raw = open_store(store)
    old = open_office(raw, PASSPHRASE)
    guarded = Guarded(raw, old.epoch, tables.is_postgres(store))
    office = replace(old, store=guarded)
    lawyer = members.sign_in(office, "lawyer", PASSPHRASE)
    opened: list[bytes] = []
    refused = threading.Event()

    def opening() -> None:
        while not refused.is_set():
            try:
                opened.append(grants.open_file(office, lawyer, "representation", now(), now() + timedelta(days=9)))
            except KeyChanged:
                refused.set()

    threads = [threading.Thread(target=opening) for _ in range(3)]
    for thread in threads:
        thread.start()
    while len(opened) < 20:
        time.sleep(0.01)
    changed(store)
    for thread in threads:
        thread.join(60)
    assert refused.is_set()
    again = open_office(open_store(store), NEW)
    for case in opened:
        assert files.who_saw(again, lawyer, case, now())
    again.store.close()
    raw.close()


# The process beside.


def children(parent: int) -> set[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return {int(number) for number in found.split()}


def test_what_takes_care_is_begun_again_if_it_dies_and_not_for_ever(tmp_path: Path) -> None:
    prepared(str(tmp_path / "office.db"))
    drill = Drill(str(tmp_path / "office.db"), free_port(), tmp_path / "log")
    drill.start()
    try:
        assert drill.process is not None
        server = drill.process.pid
        until = time.monotonic() + 30
        for death in range(caretaking.MOST + 1):
            (beside,) = _beside(server, until)
            os.kill(beside, signal.SIGKILL)
            while beside in children(server):
                assert time.monotonic() < until
                time.sleep(0.05)
            if death < caretaking.MOST:
                while not _beside(server, until):
                    time.sleep(0.05)
        time.sleep(2.5)
        assert not _beside(server, until)
        assert Browser(drill.port, "/").ask("GET", "/sign-in/")[0] == 200
        log = drill.log.read_text()
        assert log.count("caretaking: it died, and is begun again") == caretaking.MOST
        assert log.count("is not begun again") == 1
        assert drill.end() == 0
    finally:
        drill.gone()


def _beside(server: int, until: float) -> set[int]:
    """The process beside: of the server's, the one that gives way to the others."""
    assert time.monotonic() < until
    found = set()
    for number in children(server):
        with suppress(OSError):
            found |= {number} if os.getpriority(os.PRIO_PROCESS, number) >= 10 else set()
    return found


def test_deaths_of_long_ago_do_not_count(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    begun: list[int] = []

    def dying(_: Any) -> int:
        number = os.fork()
        if not number:
            os._exit(0)
        begun.append(number)
        return number

    beside = caretaking.Beside(None, dying)  # type: ignore[arg-type]
    beside.begin()
    clock = [0.0]
    monkeypatch.setattr("wellfounded.web.caretaking.time.monotonic", lambda: clock[0])
    with caplog.at_level(logging.ERROR):
        for _ in range(3 * caretaking.MOST):
            before = len(begun)
            while len(begun) == before:
                beside.look()
            clock[0] += caretaking.HOUR / caretaking.MOST
    os.waitpid(begun[-1], 0)
    beside.look()
    assert len(begun) == 3 * caretaking.MOST + 2
    os.waitpid(begun[-1], 0)
