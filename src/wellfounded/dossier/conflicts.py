"""The conflict check: whether somebody named on a file may be somebody whom the office knows from another one.

Blind. A name, with the year of birth where it is known, is kept as a keyed hash: under it lies a sealed chain of the
files on which it stands, and as what. Nobody reads it; a check says only that there is something, and only to those
who review: never which other file it is. A name with a year meets the same name without one.

The register outlives an erased file, as the duty towards a former client does; it holds no name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wellfounded.dossier.chains import compartment_key, note, opened
from wellfounded.dossier.compartments import ACCESS
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office
from wellfounded.dossier.store import Rows

As = Literal["client", "opponent", "co_applicant", "relative"]
AGAINST: frozenset[frozenset[str]] = frozenset(
    {
        frozenset({"client", "opponent"}),
        frozenset({"client"}),
        frozenset({"client", "co_applicant"}),
        frozenset({"client", "relative"}),
    }
)
"""Who on one file may be in conflict with whom on another: clients with their opponents; and clients who are the same
person, applied together or are relatives, of whom one may come to be against the other."""
CONFLICT = "conflict"
"""The kind in the header of each event here; what it says is sealed."""
NAMED, POSSIBLE, SETTLED = "named", "possible", "settled"
LEAST = 2
"""A name of fewer signs meets too many."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on a file: a name as it was written, the year of birth if it is known, and as what."""

    name: str
    born: str = ""
    role: As = "client"


@dataclass(frozen=True, slots=True)
class Possible:
    """What a reviewer is told: on this file somebody may be known to the office. `id`: of the finding; `role`: as what
    the person stands here; `other`: as what on the other file, which is not named.
    """

    id: str
    case: bytes
    role: str
    other: str
    at: str


def normal(name: str) -> str:
    """A name as it is compared: without accents, signs, case, or the order of its parts."""
    plain = "".join(s for s in unicodedata.normalize("NFKD", name) if not unicodedata.combining(s)).casefold()
    return " ".join(sorted("".join(s if s.isalnum() else " " for s in plain).split()))


def _chain(office: Office, named: Named) -> bytes:
    return office.keyed(b"conflict", normal(named.name).encode())[:16]


def _reviews(office: Office) -> bytes:
    return office.keyed(b"conflict reviews")[:16]


def check(office: Office, by: Member, case: bytes, people: Sequence[Named], at: str) -> None:
    """Enter the people of a file and see whether they stand on another. Says nothing to who asks: what was found goes
    to those who review. Asking again about the same people adds nothing.
    """
    for named in people:
        if len(normal(named.name).replace(" ", "")) < LEAST:
            continue
        with office.store.writing(by.id, at, office=True) as rows:
            _enter(office, rows, by, case, named, at)


def _enter(office: Office, rows: Rows, by: Member, case: bytes, named: Named, at: str) -> None:
    chain, here = _chain(office, named), {"case": case.hex(), "as": named.role, "born": named.born[:4]}
    for name in sorted((chain, _reviews(office))):
        rows.lock(name)
    known = _told(office, rows, chain, NAMED)
    if here in [body for body, _, _ in known]:
        return
    note(office, rows, chain, CONFLICT, {"what": NAMED, **here}, at, by.id)
    for other in {
        str(body["as"])
        for body, _, _ in known
        if body["case"] != here["case"]
        and frozenset({body["as"], here["as"]}) in AGAINST
        and (not body["born"] or not here["born"] or body["born"] == here["born"])
    }:
        note(office, rows, _reviews(office), CONFLICT, {"what": POSSIBLE, **here, "other": other}, at, by.id)


def _told(office: Office, rows: Rows, chain: bytes, what: str) -> list[tuple[dict[str, str], str, str]]:
    key = compartment_key(office, rows, chain, ACCESS)
    found = opened(office, rows, chain, {ACCESS: key} if key else {}, [CONFLICT]).get(ACCESS, [])
    return [
        ({k: str(v) for k, v in record.body.items() if k != "what"}, record.id, record.at)
        for record in found
        if record.body["what"] == what
    ]


def possible(office: Office) -> tuple[Possible, ...]:
    """What waits for a reviewer, the latest first."""
    with office.store.reading(office=True) as rows:
        settled = {body["of"] for body, _, _ in _told(office, rows, _reviews(office), SETTLED)}
        found = _told(office, rows, _reviews(office), POSSIBLE)
    waiting = [
        Possible(number, bytes.fromhex(body["case"]), body["as"], body["other"], at)
        for body, number, at in found
        if number not in settled
    ]
    return tuple(reversed(waiting))


def settle(office: Office, by: Member, number: str, reason: str, at: str) -> None:
    """A reviewer has looked into a possible conflict: with the reason, on record."""
    with office.store.writing(by.id, at, office=True) as rows:
        rows.lock(_reviews(office))
        told = {"what": SETTLED, "of": number, "reason": reason}
        note(office, rows, _reviews(office), CONFLICT, told, at, by.id)
