"""A real browser (Chromium) before a real server with a demonstration office of its own, on loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from wellfounded.web.demonstration import PASSPHRASE

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
CHROMIUM = "/usr/bin/chromium"


@dataclass(frozen=True)
class Site:
    """A website that answers: its address, and the folder of its office."""

    address: str
    folder: Path


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Site]:
    """`wellfounded serve --demonstration` in a process of its own, until the block ends."""
    address, log = f"http://127.0.0.1:{(port := free_port())}", folder / "server.log"
    folder.mkdir(exist_ok=True)
    command = [str(Path(sys.executable).with_name("wellfounded")), "serve", "--demonstration", str(folder / "office")]
    with log.open("w") as out:
        process = subprocess.Popen([*command, "--port", str(port), *options], stdout=out, stderr=out)
        try:
            _answering(process, address, log)
            yield Site(address, folder / "office")
        finally:
            process.terminate()
            process.wait(20)


def _answering(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=5).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise AssertionError(f"The server does not answer: {log.read_text()}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The website of a demonstration office, shared by the tests of a run."""
    with serving(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    # The browser's loop runs in this thread; Django, asked in this process by other tests, would refuse to work beside.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a new visitor: `visit("lawyer")` signed in, `visit()` not. `lang`, `width`, `javascript` as wished."""
    contexts: list[BrowserContext] = []

    def come(login: str = "", lang: str = "en", width: int = 1280, javascript: bool = True, **more: Any) -> Page:
        size: Any = {"width": width, "height": 900}
        context = chromium.new_context(
            viewport=size, java_script_enabled=javascript, locale=lang, base_url=site.address, **more
        )
        contexts.append(context)
        page = context.new_page()
        if login:
            sign_in(page, login, lang)
        return page

    yield come
    for context in contexts:
        context.close()


def sign_in(page: Page, login: str, lang: str = "en") -> None:
    """Sign in by keyboard."""
    page.goto(f"/sign-in/?lang={lang}")
    page.locator("input[name=login]").focus()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
