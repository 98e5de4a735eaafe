"""Whether a DOCX is one: few entries, little when unpacked, no program in it. Nothing is unpacked to a disk."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO

from wellfounded.dossier.papers.kinds import (
    ARCHIVE,
    BOMB,
    LOCKED_WORD,
    MACROS,
    NOT_WHOLE,
    TEST,
    TEST_SIGN,
    Unfit,
    two_kinds,
)

MOST_ENTRIES = 3000
MOST_LISTED = 1 << 20
"""Bytes of the list of entries, which is read whole."""
MOST_UNPACKED = 200 << 20
STEP = 65536
WANTED = {"[Content_Types].xml", "word/document.xml"}
MAIN = b"wordprocessingml.document.main+xml"


def check(file: IO[bytes], tail: bytes) -> None:
    """Refuse (`Unfit`) what is not a plain DOCX. `tail`: its last bytes."""
    end = tail[-22:]
    if end[:4] != b"PK\x05\x06":
        # The list of entries is not at the very end: cut off, or with something else after it.
        raise two_kinds("docx", "after") if b"PK\x05\x06" in tail else Unfit(NOT_WHOLE)
    if int.from_bytes(end[10:12], "little") > MOST_ENTRIES or int.from_bytes(end[12:16], "little") > MOST_LISTED:
        raise Unfit(BOMB)
    try:
        with zipfile.ZipFile(file) as packed:
            _check(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError, OSError):
        raise Unfit(NOT_WHOLE) from None


def _check(packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES:
        raise Unfit(BOMB)
    if not names >= WANTED:
        raise Unfit(ARCHIVE)
    if min(entry.header_offset for entry in entries):
        raise two_kinds("docx", "before")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unfit(LOCKED_WORD)
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Unfit(MACROS)
    unpacked = 0
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unfit(NOT_WHOLE)
        seam = b""
        types = entry.filename == "[Content_Types].xml"
        told = b""
        with packed.open(entry) as content:
            while piece := content.read(STEP):
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise Unfit(BOMB)
                if TEST in seam + piece:
                    raise Unfit(TEST_SIGN)
                seam = piece[-len(TEST) :]
                told += piece if types and len(told) < STEP else b""
        if types and (b"macroEnabled" in told or MAIN not in told):
            raise Unfit(MACROS if b"macroEnabled" in told else ARCHIVE)
