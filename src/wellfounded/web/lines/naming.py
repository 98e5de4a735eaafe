"""How a case is named on a page: by the office's number, and by initials where a person must be told apart."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category

from wellfounded.dossier.kinds import latest
from wellfounded.dossier.records import Record


def number_of(case: bytes, records: Iterable[Record]) -> str:
    """The office's number of a case; where it was given none, the beginning of its number in addresses."""
    return str(latest(records, "number").get("number") or case.hex()[:8])


def name_of(records: Iterable[Record]) -> str:
    """The person's name in the letters of the Latin alphabet, else as they write it; empty where it is not open."""
    person = latest(records, "person")
    return str(person.get("latin") or person.get("name_original") or person.get("kana") or "")


def initials_of(records: Iterable[Record]) -> str:
    """The first letters of the names of the person: `M. K.`; empty where the name is not open or not known."""
    return " ".join(f"{word[0].upper()}." for word in name_of(records).split()[:3] if category(word[0])[0] == "L")
