"""What a file is, by its content and never by its name: an allow-list, and what is refused with its reason.

The bytes are looked at as they pass; only the head and the tail are kept.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wellfounded.logic.errors import BadInput


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken in. `endings`: those of names that fit. `shown`: a viewing copy is made of it."""

    words: str
    media: str
    endings: tuple[str, ...]
    shown: bool = True


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "pdf": Kind("PDF", "application/pdf", (".pdf",)),
        "jpeg": Kind("JPEG", "image/jpeg", (".jpg", ".jpeg")),
        "png": Kind("PNG", "image/png", (".png",)),
        "heic": Kind("HEIC", "image/heic", (".heic", ".heif")),
        "tiff": Kind("TIFF", "image/tiff", (".tif", ".tiff")),
        "text": Kind("plain text", "text/plain", (".txt", ".text", ".md", ".csv", ".log")),
        "docx": Kind(
            "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), False
        ),
        "mp3": Kind("MP3", "audio/mpeg", (".mp3",), False),
        "m4a": Kind("M4A", "audio/mp4", (".m4a", ".mp4", ".3gp"), False),
        "ogg": Kind("OGG", "audio/ogg", (".ogg", ".oga", ".opus"), False),
        "wav": Kind("WAV", "audio/wav", (".wav",), False),
        "amr": Kind("AMR", "audio/amr", (".amr",), False),
        "flac": Kind("FLAC", "audio/flac", (".flac",), False),
    }
)

PROGRAM, ARCHIVE, MARKUP, OLD_WORD, OTHER_PICTURE = "program", "archive", "markup", "old_word", "other_picture"
VIDEO, TEST_SIGN, UNKNOWN, EMPTY, MACROS, BOMB = "video", "test_sign", "unknown", "empty", "macros", "bomb"
NOT_WHOLE, LOCKED_WORD, TWO = "not_whole", "locked_word", "two"

SENTENCES: Mapping[str, str] = {
    PROGRAM: "This is a program, not a paper. It was not taken in. Choose the paper itself.",
    ARCHIVE: "This is an archive. Unpack it, and add each paper by itself.",
    MARKUP: "This is a web page or a drawing that can carry a program (HTML, SVG or XML). Print it to PDF, and add "
    "that.",
    OLD_WORD: "This is a document of a kind that can carry a program (an old Word file, or RTF). Save it as PDF or "
    "DOCX, and add that.",
    OTHER_PICTURE: "This is a picture of a kind that is not taken in. Save it as JPEG or PNG, and add that.",
    VIDEO: "This is a film. Films are not taken in: keep it elsewhere, and add a paper that describes it.",
    TEST_SIGN: "This holds the test sign of virus scanners (EICAR). It was not taken in.",
    UNKNOWN: "This is not of a kind that is taken in. PDF, JPEG, PNG, HEIC, TIFF, plain text, DOCX and sound are.",
    EMPTY: "This file is empty. Choose it again, or photograph the paper anew.",
    MACROS: "This document carries a program (macros). Save it as PDF, and add that.",
    BOMB: "This document unpacks to more than any honest one does. Save it as PDF, and add that.",
    NOT_WHOLE: "This document is damaged: it is not a whole DOCX. Save it anew, or as PDF, and add that.",
    TWO: "This file is of two kinds at once, {wanted} and {what}, as attacks are. Print it to a new PDF or photograph "
    "it, and add that.",
    LOCKED_WORD: "This document is locked with a password. Save it without, and add that.",
}
"""Why something is refused."""


class Unfit(BadInput):
    """What was sent is not taken in. `why`: a key of `SENTENCES`, or of those of a scanner."""

    def __init__(self, why: str, template: str = "", **values: str) -> None:
        super().__init__(template or SENTENCES[why], line=None, **values)
        self.why = why


NAMES: Mapping[str, str] = {
    "archive": "an archive",
    "markup": "a web page",
    "program": "a program",
    "pdf": "PDF",
    "medical": "a medical picture",
    "after": "something after it",
    "before": "something before it",
    "text": "plain text",
}
"""The other kind, in words."""


def two_kinds(kind: str, other: str) -> Unfit:
    """Something that is of two kinds at once. `other`: a key of `NAMES`."""
    return Unfit(TWO, wanted=KINDS[kind].words, what=NAMES[other])


STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"PK\x03\x04", "docx"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"#!AMR", "amr"),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\0asm", PROGRAM),
    (b"dex\n", PROGRAM),
    (b"#!", PROGRAM),
    (b"%!", PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", PROGRAM),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
    (b"\x28\xb5\x2f\xfd", ARCHIVE),
    (b"MSCF", ARCHIVE),
    (b"LZIP", ARCHIVE),
    (b"!<arch>", ARCHIVE),
    (b"PK", ARCHIVE),
    (b"\xd0\xcf\x11\xe0", OLD_WORD),
    (b"{\\rtf", OLD_WORD),
    (b"GIF8", OTHER_PICTURE),
    (b"BM", OTHER_PICTURE),
    (b"\0\0\1\0", OTHER_PICTURE),
    (b"8BPS", OTHER_PICTURE),
)
"""What a file begins with: the first that fits says what it is, or why it is refused."""
BRANDS: Mapping[bytes, str] = MappingProxyType(
    {
        **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"), "heic"),
        **dict.fromkeys((b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6"), "m4a"),
        **dict.fromkeys((b"avif", b"avis"), OTHER_PICTURE),
    }
)
"""Files in boxes (ISO 14496-12), by their brand."""
TEST = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"
HIDDEN = re.compile(
    rb"(?P<test_sign>" + re.escape(TEST) + rb")"
    rb"|(?P<archive>Rar!\x1a\x07|7z\xbc\xaf\x27\x1c)"
    rb"|(?P<markup><(?:[hH][tT][mM][lL]|[sS][cC][rR][iI][pP][tT]|![dD][oO][cC][tT][yY][pP][eE]\s[hH][tT][mM][lL])[\s>/])"
    rb"|(?P<program><\?php\s|__HALT_COMPILER\()"
    rb"|(?P<pdf>%PDF-[12]\.\d)"
    rb"|(?P<video>hdlr.{8}vide)",
    re.DOTALL,
)
"""What is looked for in the whole of a file."""
SIGNS = (
    b"x5o!p%@ap", b"rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"<html", b"<script", b"<!doctype", b"<?php",
    b"__halt_compiler(", b"%pdf-", b"hdlr",
)  # fmt: skip
"""One of these is in each, in small letters: most files have none, and are looked through in a moment."""
MARKED = re.compile(rb"<(?:html|head|body|script|svg|iframe|object|embed|img|style|meta|!doctype)[\s>/]", re.I)
"""What browsers take for a page, in the first bytes that they look at."""
HEAD, TAIL, OVERLAP = 40_000, 66_000, 80


class Watch:
    """Looks at a file as it passes. `add` refuses (`Unfit`) what is plain at once; `kind` decides at the end."""

    def __init__(self) -> None:
        self.size = 0
        self.head = b""
        self.tail = b""
        self._seam = b""
        self._hidden: set[str] = set()
        self._text = _Text()

    def add(self, piece: bytes) -> None:
        """The next bytes."""
        known = len(self.head)
        if known < HEAD:
            self.head += piece[: HEAD - known]
        self.size += len(piece)
        self.tail = (self.tail + piece)[-TAIL:]
        looked = self._seam + piece
        small = looked.lower()
        for found in HIDDEN.finditer(looked) if any(sign in small for sign in SIGNS) else ():
            # At the very start a mark is the kind itself.
            if self.size - len(looked) + found.start():
                self._hidden.add(str(found.lastgroup))
        self._seam = looked[-OVERLAP:]
        if TEST_SIGN in self._hidden or self.head.startswith(TEST):
            raise Unfit(TEST_SIGN)
        self._text.add(piece)
        if known < 16 <= len(self.head):
            early = start_of(self.head)
            if early in SENTENCES:
                raise Unfit(early)

    def kind(self) -> str:
        """The kind of the whole. Refuses (`Unfit`) what is not taken in, and what is two kinds at once."""
        if not self.size:
            raise Unfit(EMPTY)
        kind = start_of(self.head) or self._of_text()
        if kind in SENTENCES:
            raise Unfit(kind)
        if "video" in self._hidden and kind == "m4a":
            raise Unfit(VIDEO)
        for name in ("archive", "markup", "program", "pdf"):
            if name in self._hidden and name != kind:
                raise Unfit(MARKUP) if (kind, name) == ("text", "markup") else two_kinds(kind, name)
        if MARKED.search(self.head[:2048]) and kind not in ("docx", "pdf"):
            raise Unfit(MARKUP) if kind == "text" else two_kinds(kind, "markup")
        if kind != "docx" and _ends_as_archive(self.tail):
            raise two_kinds(kind, "archive")
        if kind != "text" and (self.head[257:262] == b"ustar" or self.head[32769:32774] == b"CD001"):
            raise two_kinds(kind, "archive")
        if self.head[128:132] == b"DICM":
            raise two_kinds(kind, "medical")
        return kind

    def _of_text(self) -> str:
        start = self.head[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
        if re.match(rb"<[a-zA-Z!?/]", start):
            return MARKUP
        if start.startswith((b"#!", b"%!", b"@echo", b"<?")):
            return PROGRAM
        return "text" if self._text.whole() else UNKNOWN


def start_of(head: bytes) -> str:
    """What the first bytes say: a kind, a reason to refuse, or nothing."""
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], VIDEO if head[8:12] in (b"qt  ", b"avc1", b"M4V ") else UNKNOWN)
    if head[:4] == b"RIFF":
        return "wav" if head[8:12] == b"WAVE" else OTHER_PICTURE
    for start, kind in STARTS:
        if head.startswith(start) and not (start == b"BM" and head[6:10] != b"\0\0\0\0"):
            return kind
    if head[:1] == b"\xff" and len(head) > 3 and head[1] in (0xFB, 0xF3, 0xF2, 0xFA) and head[2] & 0xF0 != 0xF0:
        return "mp3"
    return ""


def _ends_as_archive(tail: bytes) -> bool:
    """Whether a reader of archives would find the list of one at the end."""
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        length = int.from_bytes(tail[at + 12 : at + 16], "little")
        if at + 22 <= len(tail) and (length > at or tail[at - length : at - length + 4] == b"PK\x01\x02"):
            return True
        at = tail.rfind(b"PK\x05\x06", 0, at)
    return False


ENCODINGS = ("utf-8-sig", "euc_jp", "cp932")
"""In which plain text comes, the strictest first; and UTF-16 with its mark."""
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class _Text:
    """Whether bytes are text in one of the encodings, as they pass."""

    def __init__(self) -> None:
        self._open: dict[str, codecs.IncrementalDecoder] | None = None

    def add(self, piece: bytes) -> None:
        if self._open is None:
            wide = piece[:2] in (b"\xff\xfe", b"\xfe\xff")
            names = ("utf-16",) if wide else ENCODINGS
            self._open = {name: codecs.getincrementaldecoder(name)() for name in names}
        if "utf-16" not in self._open and _CONTROL.search(piece):
            self._open = {}
        for name, decoder in list(self._open.items()):
            try:
                decoded = decoder.decode(piece)
            except UnicodeDecodeError:
                del self._open[name]
                continue
            if name == "utf-16" and "\0" in decoded:
                del self._open[name]

    def whole(self) -> bool:
        for name, decoder in list((self._open or {}).items()):
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                del (self._open or {})[name]
        return bool(self._open)
