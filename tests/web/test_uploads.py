"""What attackers send as papers, and what is too long: refused or contained with a sentence, and nothing on a disk."""

from __future__ import annotations

import re
import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.dossier import paper_samples as samples
from tests.dossier.test_papers_scanner import SIGN, clamd
from tests.web.browser import Site
from tests.web.test_evidence import case, listed, send
from wellfounded.web import uploads
from wellfounded.web.instance import served as instance

__all__ = ["case", "clamd"]
GIGABYTES = 2 << 30


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("eicar.txt", samples.EICAR, "holds something harmful"),
        ("bomb.docx", samples.bomb(210), "unpacks to more than any honest one does"),
        ("both.pdf", samples.pdf() + samples.archive(), "This file is of two kinds at once"),
        ("page.html", b"<html><script>1</script></html>", "This is a web page"),
        ("nothing.pdf", b"", "This file is empty. Choose it again, or photograph the paper anew."),
        ("long.txt", b"a" * ((25 << 20) + 1), "This file is larger than 25 MB."),
    ],
    ids=["eicar", "bomb", "polyglot", "markup", "empty", "long"],
)
def test_what_attackers_send_is_refused_with_a_sentence(
    served: Any, case: str, name: str, raw: bytes, sentence: str
) -> None:
    answer = send(served.sign_in("lawyer"), case, (name, raw))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not listed(served, case)


def test_a_name_that_turns_text_round_is_shown_plainly(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    assert send(client, case, ("photo\u202etxt.exe", samples.pdf(1))).status_code == 302
    (paper,) = listed(served, case)
    page = client.get(f"/case/{case}/evidence/paper/{paper.id}/").content.decode()
    assert "\u202e" not in page
    assert paper.name.shown.endswith(".pdf")


def test_without_a_scanner_a_paper_is_kept_and_says_so(served: Any, case: str) -> None:
    client = served.sign_in("lawyer")
    send(client, case, ("a.txt", b"words"))
    assert "No virus scanner is set up." in client.get(f"/case/{case}/evidence/").content.decode()


def test_with_a_scanner_what_it_finds_is_refused(served: Any, case: str, clamd: Any, monkeypatch: Any) -> None:
    scanner, got = clamd
    client = served.sign_in("lawyer")
    send(client, case, ("before.txt", b"words"))
    monkeypatch.setitem(instance().__dict__, "scanner", scanner.address)
    answer = send(client, case, ("found.txt", b"words " + SIGN))
    assert "This paper holds something harmful." in answer.content.decode()
    assert send(client, case, ("clean.txt", b"other words")).status_code == 302
    (paper, other) = listed(served, case)
    assert (paper.scan.state, other.scan.state, got[-1]) == ("none", "clean", b"other words")
    step = {"txn": "0" * 32, "step": "scan"}
    assert client.post(f"/case/{case}/evidence/paper/{paper.id}/step/", step).status_code == 302
    assert [one.scan.state for one in listed(served, case)] == ["clean", "clean"]


@pytest.mark.parametrize("path", ["/sign-in/", "/case/{case}/record/", "/case/{case}/evidence/country/"])
def test_elsewhere_no_file_is_kept_and_no_long_form_read(served: Any, case: str, path: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = served.sign_in("lawyer")
    path = path.format(case=case)
    answer = client.post(path, {"file": SimpleUploadedFile("a.txt", b"a" * (2 << 20))})
    assert answer.status_code == 413
    assert "This is more than 1 MB." in answer.content.decode()
    answer = client.post(path, {"file": SimpleUploadedFile("a.txt", b"words")})
    assert not answer.wsgi_request.FILES


def test_several_files_that_are_too_much_together_are_refused_unread(served: Any, case: str) -> None:
    raw = b"a" * (20 << 20)
    answer = send(served.sign_in("lawyer"), case, *((f"{n}.txt", raw) for n in range(3)))
    assert answer.status_code == 413
    assert f"This is more than {uploads.SENT >> 20} MB." in answer.content.decode()
    assert not listed(served, case)


# Before a real server.


@pytest.fixture
def cookies(visit: Any) -> dict[str, str]:
    """The session of the lawyer before the real server, and the address of a case."""
    page = visit("lawyer")
    page.goto("/cases/")
    found = re.search(r"/case/([0-9a-f]{32})/", page.content())
    assert found
    return {
        "case": found[1],
        "cookie": "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies()),
    }


def ask(site: Site, cookies: dict[str, str], headers: str, body: bytes = b"") -> tuple[bytes, int]:
    """Send a request by hand; gives the answer, and how many bytes were taken before the server hung up."""
    host, port = site.address.removeprefix("http://").split(":")
    path = f"/case/{cookies['case']}/evidence/add/"
    with socket.create_connection((host, int(port)), 60) as line:
        line.sendall(
            f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies['cookie']}\r\n"
            f"Content-Type: multipart/form-data; boundary=x\r\n{headers}\r\n".encode()
        )
        sent = 0
        try:
            while body and sent < GIGABYTES:
                line.sendall(body)
                sent += len(body)
        except OSError:
            pass
        answer = b""
        try:
            while piece := line.recv(65536):
                answer += piece
        except OSError:
            pass
    return answer, sent


def test_two_gigabytes_are_refused_before_they_are_read(site: Site, cookies: dict[str, str]) -> None:
    answer, _ = ask(site, cookies, f"Content-Length: {GIGABYTES}\r\n")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"This is more than 51 MB. Nothing was taken in." in answer
    _, sent = ask(site, cookies, f"Content-Length: {GIGABYTES}\r\n", bytes(1 << 20))
    assert sent < 64 << 20


def test_a_body_without_a_length_is_refused_before_it_is_read(site: Site, cookies: dict[str, str]) -> None:
    answer, _ = ask(site, cookies, "Transfer-Encoding: chunked\r\n")
    assert answer.startswith(b"HTTP/1.1 411 ")
    piece = b"%x\r\n" % (1 << 20) + bytes(1 << 20) + b"\r\n"
    _, sent = ask(site, cookies, "Transfer-Encoding: chunked\r\n", piece)
    assert sent < 64 << 20


def test_a_browser_that_sends_too_much_is_told_so(visit: Any, cookies: dict[str, str], tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(GIGABYTES)
    page = visit("lawyer")
    page.goto(f"/case/{cookies['case']}/evidence/add/")
    page.locator("input[type=file]").set_input_files(large)
    page.locator("main button.first").click()
    page.wait_for_selector("text=This is more than 51 MB.")


def _open_files(folder: Path) -> set[str]:
    """The files that the processes of a server have open, without its stores."""
    found = set()
    for process in Path("/proc").iterdir():
        try:
            if not process.name.isdecimal() or str(folder) not in (process / "cmdline").read_text():
                continue
            names = [str(link.readlink()) for link in (process / "fd").iterdir()]
        except OSError:
            continue
        found |= {name for name in names if name.startswith("/") and not name.startswith((str(folder), "/dev/"))}
    return found


def test_no_temporary_file_is_there_while_a_paper_comes(site: Site, visit: Any, cookies: dict[str, str]) -> None:
    page = visit("lawyer")
    page.goto(f"/case/{cookies['case']}/evidence/add/")
    before, seen, stop = _open_files(site.folder), set[str](), threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.update(_open_files(site.folder))
            time.sleep(0.01)

    looking = threading.Thread(target=look)
    looking.start()
    raw = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Zzqcanary words\n" * (1 << 18)}
    page.locator("input[type=file]").set_input_files(raw)
    page.locator("main button.first").click()
    page.wait_for_selector("text=is on file.", timeout=120_000)
    stop.set()
    looking.join()
    assert not {
        name for name in seen - before if name.startswith(("/tmp", "/var/tmp", "/dev/shm")) or "deleted" in name
    }
    assert all(b"Zzqcanary" not in path.read_bytes() for path in site.folder.parent.glob("office*") if path.is_file())
