"""Keeping enclosures: sweeping away what a killed program left, and checking all of them without a key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.papers.enclosures import TOGETHER
from wellfounded.dossier.store import Rows

LONGEST = timedelta(days=1)
"""Nothing takes longer to arrive."""


def sweep(office: Office, now: datetime) -> int:
    """Remove parts that no event names and that began to arrive more than a day ago: what a killed program left. Gives
    of how many enclosures.
    """
    text = """SELECT enclosure FROM part WHERE n = 0 AND begun < ?
        AND NOT EXISTS (SELECT 1 FROM enclosure e WHERE e.id = part.enclosure)"""
    with office.store.writing(office=True) as rows:
        left = rows.all(text, (moment(now - LONGEST),))
        for (enclosure,) in left:
            rows.run("DELETE FROM part WHERE enclosure = ?", (enclosure,))
    return len(left)


def faults(rows: Rows, case: bytes = b"") -> list[str]:
    """Every enclosure (the original or the copy of a paper) that is not what the header of its event says, in plain
    words. No key is needed. `case`: of this case alone.
    """
    found = []
    where, named = ("AND {}.case_id = ?", (case,)) if case else ("", ())
    text = f"""SELECT e.case_id, e.compartment, e.seq, e.txn, c.id, c.parts FROM event e LEFT JOIN enclosure c
        ON c.case_id = e.case_id AND c.compartment = e.compartment AND c.seq = e.seq
        WHERE (length(e.txn) = 32 OR c.id IS NOT NULL) {where.format("e")}
        ORDER BY e.case_id, e.compartment, e.seq"""
    for of, compartment, seq, hashed, enclosure, parts in rows.stream(text, named):
        what = f"paper of event {seq} of the compartment {compartment} of case {bytes(of).hex()}"
        if enclosure is None:
            found.append(f"The {what} is missing.")
            continue
        over, there = hashlib.sha256(), 0
        for n, sealed in _rows_of(rows, enclosure, parts):
            if n != there:
                break
            over.update(sealed)
            there += 1
        if there != parts:
            found.append(f"Part {there + 1} of {parts} of the {what} is missing.")
        elif over.digest() != hashed:
            found.append(f"The {what} was changed: it does not agree with the hash in the event.")
    alone = f"""SELECT c.case_id, c.compartment, c.seq FROM enclosure c LEFT JOIN event e
        ON e.case_id = c.case_id AND e.compartment = c.compartment AND e.seq = c.seq
        WHERE e.seq IS NULL {where.format("c")}"""
    found += [
        f"The event {seq} of the compartment {name} of case {bytes(of).hex()} has a paper and is not there."
        for of, name, seq in rows.all(alone, named)
    ]
    return found


def _rows_of(rows: Rows, enclosure: bytes, parts: int) -> Iterator[tuple[int, bytes]]:
    text = "SELECT n, sealed FROM part WHERE enclosure = ? AND n >= ? AND n < ? ORDER BY n"
    for start in range(0, parts, TOGETHER):
        yield from rows.all(text, (enclosure, start, min(start + TOGETHER, parts)))
