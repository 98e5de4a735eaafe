"""Words as they are searched for: however they are written, and names also where a sign or two is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from wellfounded.dossier.kinds import latest
from wellfounded.dossier.records import Record

NAMES = ("name_original", "kana", "latin")
VOICED = frozenset("\u3099\u309a")
"""The marks that make another kana of a kana: what is searched for keeps them."""
ALIKE = str.maketrans("\u0649\u0629", "\u064a\u0647", "\u0640")
"""Letters of Arabic that are written one for the other, and the stroke that only lengthens."""
HIRAGANA, KATAKANA = range(0x3041, 0x3097), 0x60
MOST = 200
BETWEEN = re.compile(r"[\s・·=,.'’-]+")


def folded(text: str) -> str:
    """A text as it is compared: width, case, accents, and the two kana, make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(ALIKE)
    parts = unicodedata.normalize("NFD", plain)
    kept = unicodedata.normalize("NFC", "".join(s for s in parts if s in VOICED or not unicodedata.combining(s)))
    return "".join(chr(ord(sign) + KATAKANA) if ord(sign) in HIRAGANA else sign for sign in kept)


def words_of(text: str) -> list[str]:
    """The words of a name, folded: without the signs that stand between them."""
    return [word for word in BETWEEN.split(folded(text)) if word]


def spoken(record: Record) -> str:
    """All words of a record, folded."""
    told: list[object] = [record.body]
    said = []
    while told:
        value = told.pop()
        if isinstance(value, Mapping):
            told += value.values()
        elif isinstance(value, list | tuple):
            told += value
        else:
            said.append(str(value))
    return folded(" ".join(said))


def holds(records: Iterable[Record], words: Iterable[str]) -> bool:
    """Whether one record holds all of the words, which are folded already."""
    wanted = list(words)
    return any(all(word in told for word in wanted) for told in map(spoken, records))


def numbered(number: str, text: str) -> bool:
    """Whether a text is part of the office's number of a case, whatever signs stand between its letters."""
    wanted = _bare(text)
    return bool(wanted) and wanted in _bare(number)


def _bare(text: str) -> str:
    return "".join(sign for sign in folded(text) if sign.isalnum())


def resembles(records: Iterable[Record], words: Iterable[str]) -> bool:
    """Whether each word is nearly a part of the person's name, in whichever script it is on file."""
    person = latest(records, "person")
    parts = {part for name in NAMES for part in words_of(str(person.get(name, ""))[:MOST])}
    wanted = [part for word in words for part in words_of(word)]
    return bool(wanted) and all(any(near(word, part) for part in parts) for word in wanted)


def near(one: str, other: str) -> bool:
    """Whether two words are one word with a slip: one in a word of three signs or more, two from eight on. A slip is a
    sign too many, too few, another one, or two that changed places.
    """
    shorter = min(len(one), len(other))
    slips = 0 if shorter < 3 else 1 if shorter < 8 else 2
    return one == other or (abs(len(one) - len(other)) <= slips and _slips(one, other) <= slips)


def _slips(one: str, other: str) -> int:
    """How many slips lie between two words."""
    before, row = list(range(len(other) + 1)), list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        earlier, before = before, row
        row = [i]
        for j, theirs in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != theirs))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == theirs:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
    return row[-1]
