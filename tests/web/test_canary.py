"""A name that was told to the website is in no place but the sealed store: in no dump, log, temporary file, address,
cookie, backup, and on no page of who was not let in.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browser import sign_in
from tests.web.test_serve_kills import free_port, prepared
from wellfounded.web.demonstration import PASSPHRASE

CANARY = "Zzyxqanary"
COMMAND = str(Path(sys.executable).with_name("wellfounded"))
WITH = {**os.environ, "WELLFOUNDED_PASSPHRASE": PASSPHRASE}


@contextmanager
def served(store: str, log: Path) -> Iterator[str]:
    """The website of a store, in processes of its own."""
    port = free_port()
    with log.open("w") as out:
        process = subprocess.Popen([COMMAND, "serve", store, "--port", str(port)], env=WITH, stdout=out, stderr=out)
        try:
            for _ in range(300):
                if "http" in log.read_text():
                    break
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def tell(page: Page, case: str) -> None:
    """Tell the website the name wherever it can be written."""

    def section(name: str, fields: dict[str, str]) -> None:
        page.goto(f"/case/{case}/intake/")
        form = page.locator(f'form:has(input[name="section"][value="{name}"])')
        for field, value in fields.items():
            form.locator(f"[name={field}]").fill(value)
        form.locator("button").first.click()
        page.wait_for_load_state()

    section("person", {"name_original": CANARY, "latin": CANARY, "kana": CANARY})
    section("contact", {"address": CANARY, "note": CANARY})
    section("conflict", {"opponents": CANARY})
    section("story", {"text": f"{CANARY} told it so."})
    page.goto(f"/case/{case}/evidence/add/")
    told = {"name": f"{CANARY}.txt", "mimeType": "text/plain", "buffer": f"{CANARY} wrote this.".encode()}
    page.locator("[name=file]").set_input_files(told)  # type: ignore[arg-type]
    page.locator("[name=title]").fill(CANARY)
    page.get_by_role("button", name="Take it in").click()
    page.wait_for_load_state()
    page.goto("/cases/")
    page.locator("[name=find]").fill(CANARY)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def walk(page: Page, case: str) -> str:
    """All pages of the case, and what they show."""
    shown = ""
    for path in (
        "",
        "intake/",
        "record/",
        "evidence/",
        "assessment/",
        "access/",
        "calendar.ics",
        "evidence/binder.csv",
    ):
        answer = page.request.get(f"/case/{case}/{path}")
        shown += answer.text()
    return shown


def test_a_name_is_in_no_place_but_the_sealed_store(store: str, tmp_path: Path, chromium: Browser) -> None:
    case, log = prepared(store).hex(), tmp_path / "server.log"
    before = set(_temporary())
    addresses: list[str] = []
    with served(store, log) as base:
        context = chromium.new_context(base_url=base)
        context.on("request", lambda request: addresses.append(f"{request.method} {request.url}"))
        page = context.new_page()
        sign_in(page, "lawyer")
        tell(page, case)
        assert CANARY in walk(page, case)
        page.goto(f"/case/{case}/{CANARY}/")  # an address that is none: told back to nobody, written nowhere
        page.goto("/today/")
        cookies = str(context.cookies())
        page.goto(f"/case/{case}/")
        titles = page.title()
        new = [path for path in _temporary() if path not in before]
        held = _open_files()
        context.close()
        assert CANARY not in _other_roles(chromium, base, case)
    backup = tmp_path / "backup.wfb"
    subprocess.run([COMMAND, "office", "backup", store, "-o", str(backup)], env=WITH, check=True, capture_output=True)
    told = [address for address in addresses if f"/{CANARY}/" not in address]
    assert CANARY not in "".join(told) + cookies + titles + log.read_text()
    for place in [*new, *held, backup, *_kept(store, tmp_path)]:
        assert not _holds(place), place


def _other_roles(chromium: Browser, base: str, case: str) -> str:
    """What somebody sees who is not signed in."""
    context = chromium.new_context(base_url=base)
    page = context.new_page()
    shown = ""
    for path in ("/", "/today/", "/cases/", f"/case/{case}/", f"/case/{case}/evidence/", "/api/cases"):
        page.goto(path)
        shown += page.content()
    context.close()
    return shown


def _temporary() -> list[Path]:
    """The files in the folders for temporary files, but those of the browser and of this test."""
    own = re.compile("pytest-of|playwright|chromium|bash_", re.IGNORECASE)
    folders = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
    return [path for folder in folders for path in folder.rglob("*") if not own.search(str(path))]


def _open_files() -> list[Path]:
    """What the server's processes hold open that has no name any more."""
    found = []
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            command = (link.parent.parent / "cmdline").read_bytes()
            if b"wellfounded" in command and b"serve" in command and "(deleted)" in str(link.readlink()):
                found.append(link)
        except OSError:
            continue
    return found


def _kept(store: str, tmp_path: Path) -> list[Path]:
    """Where the store keeps its bytes: the files of SQLite, or a dump of PostgreSQL."""
    if "://" not in store:
        return sorted(Path(store).parent.glob(f"{Path(store).name}*"))
    dump = tmp_path / "dump.sql"
    with dump.open("wb") as file:
        subprocess.run(["pg_dump", store], stdout=file, check=True)
    return [dump]


def _holds(place: Path) -> bool:
    """Whether the name can be read there, plain, in hexadecimal, or in base 64 at any offset."""
    try:
        held = place.read_bytes()
    except OSError:
        return False
    return any(form in held for form in _forms())


def _forms() -> tuple[bytes, ...]:
    import base64

    plain = CANARY.encode()
    shifted = [base64.b64encode(b"x" * by + plain)[4 if by else 0 :][:-4] for by in range(3)]
    return plain, plain.hex().encode(), plain.lower(), CANARY.encode("utf-16-le"), *shifted


@pytest.mark.parametrize("form", ["plain", "hex"])
def test_the_search_for_the_name_finds_it_where_it_is(form: str, tmp_path: Path) -> None:
    """Otherwise the test before would say nothing."""
    place = tmp_path / "place"
    make: dict[str, Callable[[], Any]] = {"plain": CANARY.encode, "hex": lambda: CANARY.encode().hex().encode()}
    place.write_bytes(b"before " + make[form]() + b" after")
    assert _holds(place)
