"""The office's own numbers of its cases: each once, and the next free one of a year.

A number is taken in the register of what was done, under a keyed hash: the register says neither the number nor whose
it is. Counting the files that somebody may see would give a number twice, and betray how many they may not see.
"""

from __future__ import annotations

from collections.abc import Callable

from wellfounded.dossier.compartments import ACCESS
from wellfounded.dossier.office import Office
from wellfounded.dossier.schema import insert
from wellfounded.dossier.store import Rows
from wellfounded.logic.errors import BadInput

LONGEST = 40


def next_free(office: Office, year: int) -> str:
    """A number of the year that is free now, as `2026-0007`: the next one, as far as none was left out."""
    with office.store.reading(office=True) as rows:
        return _free(office, rows, year)


def _free(office: Office, rows: Rows, year: int) -> str:
    def taken(n: int) -> bool:
        return bool(rows.all("SELECT 1 FROM done WHERE txn = ?", (_mark(office, _written(year, n)),)))

    low, high = 0, 1
    while taken(high):
        low, high = high, high * 2
    return _written(year, _first(taken, low, high))


def _first(taken: Callable[[int], bool], low: int, high: int) -> int:
    """The first free number above `low`, which is taken; `high` is free."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if taken(middle) else (low, middle)
    return high


def _written(year: int, n: int) -> str:
    return f"{year}-{n:04d}"


def _mark(office: Office, number: str) -> bytes:
    return office.keyed(b"number", number.casefold().encode())[:16]


def take(office: Office, case: bytes, number: str, year: int, by: bytes, at: str) -> str:
    """Take a number for a case; an empty one takes the next free of the year. Asking again for the same case gives it
    again. Refuses a number that another case has.
    """
    wanted = " ".join(number.split())
    if len(wanted) > LONGEST or not wanted.isprintable():
        raise BadInput("A number of a case has at most {most} signs. Write a shorter one.", most=LONGEST)
    owner = office.keyed(b"numbered", case)
    with office.store.writing(by, at, office=True) as rows:
        rows.lock(office.keyed(b"numbers"))
        chosen = wanted or _free(office, rows, year)
        found = rows.all("SELECT digest FROM done WHERE txn = ?", (_mark(office, chosen),))
        if found and found[0][0] != owner:
            raise BadInput("The number {number} is taken. Write another, or leave it empty.", number=chosen)
        if not found:
            rows.run(insert("done"), (_mark(office, chosen), owner))
    return chosen


def case_of(office: Office, number: str) -> bytes | None:
    """Which case has a number; None where none has it. Nothing is opened, and it takes as long where there is none: the
    register is one-way, so every case of the office is compared.
    """
    text = "SELECT case_id FROM event WHERE compartment = ? AND seq = 1"
    with office.store.reading(office=True) as rows:
        found = rows.all("SELECT digest FROM done WHERE txn = ?", (_mark(office, " ".join(number.split())),))
        there = rows.all(text, (ACCESS,))
    owner = found[0][0] if found else b""
    having = [case for (case,) in there if office.keyed(b"numbered", case) == owner]
    return bytes(having[0]) if having else None
