"""Looking after a file: who is let in now, whether its chains are whole, and which files an auditor looks through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wellfounded.dossier import logbook, verify
from wellfounded.dossier.access import ROLES, Grant
from wellfounded.dossier.compartments import ACCESS
from wellfounded.dossier.grants import Refused, live
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.proofs import included
from wellfounded.dossier.store import Rows, one
from wellfounded.dossier.verify import EVENT, Log, named, papers_of, read_note
from wellfounded.logic.errors import BadInput


def let_in(office: Office, by: Member, case: bytes, now: datetime) -> tuple[Grant, ...]:
    """The grants that are live on a case, those that end first before the others. For whoever may see who saw it."""
    at = moment(now)
    with office.store.reading(by.id, at, office=True) as rows:
        _may(office, rows, by, case, at)
        found = [grant for grant in live(office, rows, case=case) if grant.since <= at < grant.until]
    return tuple(sorted(found, key=lambda grant: (grant.until, grant.id)))


def _may(office: Office, rows: Rows, by: Member, case: bytes, at: str) -> None:
    held = any(g.since <= at < g.until and g.role == by.role for g in live(office, rows, by.id, case))
    if not ROLES[by.role].sees_access or not (held or by.role == "auditor"):
        raise Refused("Who saw this file is not open to you.")


def is_file(office: Office, case: bytes) -> bool:
    """Whether there is a file of this number. Nothing is opened."""
    text = "SELECT 1 FROM event WHERE case_id = ? AND compartment = ? AND seq = 1"
    with office.store.reading(office=True) as rows:
        return case != office.instance and bool(rows.all(text, (case, ACCESS)))


# Whether a file is whole.


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What was verified of one file: events and chains counted, how many of them the log holds, and what is bad."""

    events: int
    chains: int
    logged: int
    waiting: int
    faults: tuple[str, ...]


def examine(office: Office, by: Member, case: bytes, now: datetime) -> CaseReport:
    """Recompute the chains of one file and its papers, and prove that each of its events stands in the log that the
    last checkpoint signs. The store as a whole is verified by `logbook.examine`.
    """
    with office.store.reading(by.id, moment(now), office=True) as rows:
        _may(office, rows, by, case, moment(now))
        events = rows.all(f"SELECT {EVENT} FROM event WHERE case_id = ? ORDER BY compartment, seq", (case,))
        leaves = rows.all(
            "SELECT position, hash, case_id, compartment, seq FROM leaf WHERE case_id = ? ORDER BY position", (case,)
        )
        waiting = rows.all("SELECT hash, case_id, compartment, seq FROM pending WHERE case_id = ?", (case,))
        _, enclosed = papers_of(rows.stream, rows.all, case=case)
        signed = one(rows.all("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1"))
        unproved = _logged(office, rows, leaves, signed)
    there = {bytes(event[8]) for event in events}
    known = [tuple(row) for row in waiting] + [tuple(row[1:]) for row in leaves if bytes(row[1]) in there]
    log = Log(office.instance, office.key, lambda: events, lambda: (), lambda: known, lambda: ())
    found = verify.verify(log)
    gone = [row for row in leaves if bytes(row[1]) not in there]
    faults = [
        *found.faults,
        *(f"The {named(row[2:])} is in the log, at {row[0]}, and not in the store." for row in gone),
    ]
    faults += [*unproved, *enclosed]
    return CaseReport(found.events, found.chains, len(leaves), len(waiting), tuple(dict.fromkeys(faults)))


def _logged(
    office: Office, rows: Rows, leaves: Sequence[Sequence[Any]], signed: tuple[Any, ...] | None
) -> list[str]:  # fmt: skip
    """What does not follow from the signed root, in the transaction in which all was read."""
    if signed is None:
        return ["The log holds events that no checkpoint signed."] if leaves else []
    try:
        size, root = read_note(str(signed[1]), office.key)
    except ValueError as error:
        return [f"The last checkpoint cannot be relied on: {error}."]
    faults: list[str] = []
    for position, hashed, *where in leaves:
        try:
            path = logbook.path(rows, position, size) if 0 <= position < size else []
        except BadInput as error:
            return [*faults, str(error)]
        if not included(bytes(hashed), position, size, path, root):
            faults.append(f"The {named(where)} is not in the log that the last checkpoint signed.")
    return faults


# What an auditor looks through.


@dataclass(frozen=True, slots=True)
class Watched:
    """A file as an auditor sees it: when something last happened to it, and how often it was opened in an
    emergency, or refused.
    """

    case: bytes
    last: str
    emergencies: int
    refused: int


def watched(office: Office, by: Member, most: int, first: int = 0) -> tuple[Watched, ...]:
    """The files of an office, those of emergencies and refusals first, then the latest. For an auditor."""
    if by.role != "auditor":
        raise Refused("This list is for the auditor.")
    text = """SELECT case_id, MAX(at), SUM(CASE WHEN kind = 'glass' THEN 1 ELSE 0 END),
        SUM(CASE WHEN kind = 'refused' THEN 1 ELSE 0 END) FROM event WHERE case_id <> ? GROUP BY case_id
        ORDER BY 3 DESC, 4 DESC, 2 DESC, case_id LIMIT ? OFFSET ?"""
    with office.store.reading(office=True) as rows:
        return tuple(
            Watched(bytes(c), str(a), int(g), int(r)) for c, a, g, r in rows.all(text, (office.instance, most, first))
        )
