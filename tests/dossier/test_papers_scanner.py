"""The virus scanner: a small server that speaks the protocol of clamd, asked over TCP and over a socket of its own."""

from __future__ import annotations

import contextlib
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dossier import paper_samples as samples
from tests.dossier.conftest import NOW, Desk
from tests.dossier.paper_samples import PURPOSE, listed, original, parts, take
from wellfounded.dossier import files, papers
from wellfounded.dossier.papers.scanning import SENTENCES, Clamd, Scanned
from wellfounded.logic.errors import BadInput

LIMIT = 300_000
SIGN = b"Zzqvirus"


class _Clamd(socketserver.StreamRequestHandler):
    """What clamd does with `zINSTREAM`: parts with their lengths until an empty one; then one answer."""

    def handle(self) -> None:
        said = b""
        while not said.endswith(b"\0"):
            piece = self.rfile.read(1)
            if not piece:
                return
            said += piece
        if said != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        got = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            if len(got) + length > LIMIT:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            got += self.rfile.read(length)
        self.server.got.append(got)  # type: ignore[attr-defined]
        self.wfile.write(b"stream: Zzq.Test-1 FOUND\0" if SIGN in got else b"stream: OK\0")


@contextlib.contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[list[bytes]]:
    got: list[bytes] = []
    server.got = got  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(params=["tcp", "unix"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Clamd, list[bytes]]]:
    if request.param == "tcp":
        with socketserver.TCPServer(("127.0.0.1", 0), _Clamd) as server, serving(server) as got:
            yield Clamd(f"tcp:127.0.0.1:{server.server_address[1]}", 5), got
        return
    with socketserver.UnixStreamServer(str(tmp_path / "clamd.ctl"), _Clamd) as unix, serving(unix) as got:
        yield Clamd(f"unix:{tmp_path}/clamd.ctl", 5), got


def test_a_scanner_is_asked_and_its_answer_understood(clamd: tuple[Clamd, list[bytes]]) -> None:
    scanner, got = clamd
    assert scanner.scan([b"words", b"", b" and words"]) == Scanned("clean")
    assert got == [b"words and words"]
    assert scanner.scan([b"words Zzq", b"virus"]) == Scanned("found", "Zzq.Test-1")
    assert scanner.scan(samples.pieces(bytes(5_000_000), 65536)) == Scanned("too_large")
    assert scanner.scan([bytes(LIMIT)]) == Scanned("clean")


def test_what_a_scanner_finds_is_refused_and_that_it_came_is_on_record(
    desk: Desk, clamd: tuple[Clamd, list[bytes]]
) -> None:
    scanner, got = clamd
    raw = b"words " * 20_000 + SIGN
    with pytest.raises(papers.Unfit) as unfit:
        take(desk, raw, "letter.txt", scanner=scanner)
    assert str(unfit.value) == SENTENCES["found"]
    assert got == [raw]
    assert parts(desk) == 0
    assert listed(desk) == ()
    (told,) = files.read(desk.office, desk.lawyer, desk.case, PURPOSE, NOW).records
    assert (told.kind, told.body["what"], told.body["name"]) == ("paper_found", "Zzq.Test-1", "letter.txt")
    assert len(told.body["sha256"]) == 64


def test_what_is_clean_too_large_or_not_scanned_is_kept_and_says_so(
    desk: Desk, clamd: tuple[Clamd, list[bytes]]
) -> None:
    scanner, _ = clamd
    assert take(desk, b"words", "a.txt", scanner=scanner).paper.scan == Scanned("clean")
    large = take(desk, b"words " * 100_000, "b.txt", scanner=scanner).paper
    assert large.scan == Scanned("too_large")
    assert take(desk, b"other words", "c.txt").paper.scan == Scanned("none")
    gone = take(desk, b"more words", "d.txt", scanner=Clamd("tcp:127.0.0.1:1", 5)).paper
    assert gone.scan == Scanned("unreachable")
    again = papers.scan_again(desk.office, desk.lawyer, desk.case, PURPOSE, gone, scanner, txn=b"scan again", now=NOW)
    assert again == Scanned("clean")
    assert [p.scan.state for p in listed(desk)] == ["clean", "too_large", "none", "clean"]
    assert {"clean", "too_large", "none", "unreachable", "found"} == set(SENTENCES)


def test_what_is_found_later_is_handed_out_only_to_whom_insists(desk: Desk, clamd: tuple[Clamd, list[bytes]]) -> None:
    raw = b"words " + SIGN
    paper = take(desk, raw, "a.txt").paper
    papers.scan_again(desk.office, desk.lawyer, desk.case, PURPOSE, paper, clamd[0], txn=b"scan again", now=NOW)
    (paper,) = listed(desk)
    assert paper.scan == Scanned("found", "Zzq.Test-1")
    with pytest.raises(BadInput, match="harmful"):
        original(desk, paper)
    opened = papers.open_original(desk.office, desk.lawyer, desk.case, PURPOSE, paper, NOW, harmful=True)
    assert b"".join(opened) == raw


class _Mute(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while self.request.recv(65536):
            pass


class _Odd(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(b"COMMAND READ TIMED OUT" * 1000)


@pytest.mark.parametrize("handler", [_Mute, _Odd])
def test_a_scanner_that_says_nothing_or_nonsense_could_not_be_reached(
    handler: type[socketserver.BaseRequestHandler],
) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server, serving(server):
        assert Clamd(f"tcp:127.0.0.1:{server.server_address[1]}", 0.3).scan([b"words"]) == Scanned("unreachable")


@pytest.mark.parametrize("address", ["", "/run/clamd.ctl", "http:x", "tcp:localhost", "tcp:localhost:x", "unix:"])
def test_an_address_that_is_none_is_said_plainly(address: str) -> None:
    with pytest.raises(BadInput, match="is not where a virus scanner is"):
        Clamd(address)
