"""A virus scanner, where one is set up: `clamd`, asked over its socket. What each answer means is one sentence."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from wellfounded.logic.errors import BadInput

CLEAN, FOUND, UNREACHABLE, TOO_LARGE, NONE = "clean", "found", "unreachable", "too_large", "none"
SENTENCES: Mapping[str, str] = {
    CLEAN: "The virus scanner found nothing.",
    FOUND: "This paper holds something harmful. It was not taken in, and that it came is on record.",
    UNREACHABLE: "The virus scanner could not be reached. The paper is kept; have it scanned before its original "
    "is handed out.",
    TOO_LARGE: "The virus scanner takes nothing so large. The paper is kept, and its original was not scanned.",
    NONE: "No virus scanner is set up. The paper is kept, and its original was not scanned.",
}
"""What the answer of a scanner means."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanner said: a key of `SENTENCES`, and the name of what it found."""

    state: str
    what: str = ""

    def body(self) -> dict[str, str]:
        """As a record holds it."""
        return {"state": self.state, "what": self.what}


class Scanner(Protocol):
    """Whoever looks for viruses."""

    def scan(self, pieces: Iterable[bytes]) -> Scanned:
        """Look at a stream of bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Clamd:
    """The daemon of ClamAV at `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`. `seconds`: how long it may be
    silent.
    """

    address: str
    seconds: float = 60.0

    def __post_init__(self) -> None:
        way, _, place = self.address.partition(":")
        if not place or way not in ("unix", "tcp") or (way == "tcp" and not place.rpartition(":")[2].isdecimal()):
            text = "{address} is not where a virus scanner is. Write unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310."
            raise BadInput(text, address=self.address)

    def _connect(self) -> socket.socket:
        way, _, place = self.address.partition(":")
        if way == "tcp":
            host, _, port = place.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), self.seconds)
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(self.seconds)
        try:
            made.connect(place)
        except BaseException:
            made.close()
            raise
        return made

    def scan(self, pieces: Iterable[bytes]) -> Scanned:
        """Send the bytes and read the answer. Never fails: a scanner that does not answer could not be reached."""
        try:
            with self._connect() as line:
                # A scanner that has had enough answers and hangs up while more is being sent.
                with contextlib.suppress(ConnectionError):
                    line.sendall(b"zINSTREAM\0")
                    for piece in pieces:
                        line.sendall(struct.pack(">I", len(piece)) + piece if piece else b"")
                    line.sendall(struct.pack(">I", 0))
                return _answer(_read(line))
        except OSError:
            return Scanned(UNREACHABLE)


def _read(line: socket.socket) -> bytes:
    said = b""
    while b"\0" not in said and len(said) < 4096:
        piece = line.recv(4096)
        if not piece:
            break
        said += piece
    return said.split(b"\0")[0].strip()


def _answer(said: bytes) -> Scanned:
    if said == b"stream: OK":
        return Scanned(CLEAN)
    found = re.fullmatch(rb"stream: (.+) FOUND", said)
    if found:
        return Scanned(FOUND, found[1].decode(errors="replace")[:200])
    return Scanned(TOO_LARGE if b"size limit exceeded" in said else UNREACHABLE)
