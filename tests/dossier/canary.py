"""A name that must never be found in clear, and where it is looked for."""

from __future__ import annotations

import base64
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CANARY = "Zzqanary Wxyvutsson"


def forms(text: str) -> list[bytes]:
    """A text as it might lie about."""
    raw = [text.encode(), text.encode("utf-16-le"), *(word.encode() for word in text.split())]
    return [*raw, text.encode().hex().encode(), *(base64.b64encode(text.encode()[i:])[2:-4] for i in range(3))]


def kept(address: str, folder: Path) -> bytes:
    """Every byte that a store keeps, and every file of a folder."""
    raw = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    if address.startswith("postgresql"):
        raw += subprocess.run(["pg_dump", address], capture_output=True, check=True).stdout
    return raw


@dataclass
class Search:
    """What a test did with a name: the store, the folder with all that was written, what was said and logged."""

    address: str
    folder: Path
    temporary: Path
    capfd: pytest.CaptureFixture[str]
    caplog: pytest.LogCaptureFixture

    def finds_nothing(self, *told: str) -> bytes:
        """The name is in none of it, nor in what else was told; gives all that was looked through."""
        assert list(self.temporary.iterdir()) == []
        said = self.capfd.readouterr()
        raw = kept(self.address, self.folder) + "".join((said.out, said.err, self.caplog.text, *told)).encode()
        for form in forms(CANARY):
            assert form not in raw
        # The search itself finds what is in clear.
        assert any(form in f"x{CANARY}".encode() for form in forms(CANARY))
        return raw
