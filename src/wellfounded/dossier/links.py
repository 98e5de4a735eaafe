"""Links between the files of relatives: what stands, and taking one back. A link opens nothing by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wellfounded.dossier.access import ROLES
from wellfounded.dossier.chains import compartment_key, note, opened
from wellfounded.dossier.compartments import ACCESS
from wellfounded.dossier.grants import Refused, live
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.records import Record
from wellfounded.dossier.store import Rows

LINKED, UNLINKED = "linked", "unlinked"


@dataclass(frozen=True, slots=True)
class Link:
    """A relative's file, and who the relative is to the person."""

    case: bytes
    relation: str


def standing(office: Office, rows: Rows, case: bytes) -> tuple[Link, ...]:
    """The links of a file that nobody took back, inside an office's transaction."""
    key = compartment_key(office, rows, case, ACCESS)
    return still(opened(office, rows, case, {ACCESS: key} if key else {}, [LINKED, UNLINKED]).get(ACCESS, []))


def still(told: Iterable[Record]) -> tuple[Link, ...]:
    """Of links that were made and taken back, those that stand."""
    now: dict[str, Link] = {}
    for one in told:
        number = str(one.body["case"])
        if one.kind == LINKED:
            now[number] = Link(bytes.fromhex(number), str(one.body.get("relation", "")))
        else:
            now.pop(number, None)
    return tuple(now.values())


def leads(office: Office, rows: Rows, by: Member, case: bytes, at: str) -> bool:
    """Whether a member leads a file: holds a live grant of a role that lets others in."""
    return any(g.since <= at < g.until and ROLES[g.role].grants for g in live(office, rows, by.id, case))


def shown(office: Office, by: Member, case: bytes, now: datetime) -> tuple[Link, ...]:
    """The links of a file to files that are open to the reader too; of the others, nothing at all."""
    at = moment(now)
    with office.store.reading(by.id, at, office=True) as rows:
        return tuple(
            link
            for link in standing(office, rows, case)
            if any(g.since <= at < g.until for g in live(office, rows, by.id, link.case))
        )


def unlink(office: Office, by: Member, case: bytes, relative: bytes, reason: str, now: datetime) -> None:
    """Take back a link, on both files. It stays on record. Whoever leads both can."""
    at = moment(now)
    with office.store.writing(by.id, at, office=True) as rows:
        for here, there in sorted(((case, relative), (relative, case))):
            rows.lock(here)
            if not leads(office, rows, by, here, at):
                raise Refused("Both files must be yours to lead.")
            if any(link.case == there for link in standing(office, rows, here)):
                note(office, rows, here, UNLINKED, {"case": there.hex(), "reason": reason}, at, by.id)
