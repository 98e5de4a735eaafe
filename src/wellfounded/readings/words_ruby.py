"""Furigana: how a Japanese word is read, written in a sentence as `裁判所《さいばんしょ》` and taken out for a page.

The reading stands in `《》` after its word, as Japanese text files have long written it. The word is the run of kanji
before it; where it begins earlier, `｜` marks that: `｜5日《いつか》`. Neither sign can stand in a placeholder.

    pieces("裁判《さいばん》の日《ひ》")  →  (裁判, さいばん), (の, ""), (日, ひ)
    plain("裁判《さいばん》の日《ひ》")   →  裁判の日
"""

from __future__ import annotations

import re
from dataclasses import dataclass

KANJI = "[々〆〇㐀-䶿一-鿿豈-﫿]"
_READ = re.compile(rf"(?:｜(?P<marked>[^｜《》]+)|(?P<kanji>{KANJI}+))《(?P<reading>[^｜《》]+)》")
_LOOK_ALIKE = str.maketrans("《》｜", "≪≫|")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `reading` is empty where it needs none."""

    base: str
    reading: str = ""


def pieces(text: str) -> tuple[Piece, ...]:
    """The stretches of a text, each word that has a reading apart: a page writes those as `<ruby>`."""
    found, at = [], 0
    for read in _READ.finditer(text):
        if read.start() > at:
            found.append(Piece(text[at : read.start()]))
        found.append(Piece(read["marked"] or read["kanji"], read["reading"]))
        at = read.end()
    if at < len(text):
        found.append(Piece(text[at:]))
    return tuple(found)


def plain(text: str) -> str:
    """The text without its readings: for a title, a calendar, a message."""
    return "".join(piece.base for piece in pieces(text))


def unread(text: str) -> list[str]:
    """The kanji that have no reading."""
    return [run for piece in pieces(text) if not piece.reading for run in re.findall(f"{KANJI}+", piece.base)]


def foreign(text: str) -> str:
    """A text from elsewhere, so that no sign in it is taken for furigana."""
    return text.translate(_LOOK_ALIKE)
