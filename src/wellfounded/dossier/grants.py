"""Grants: opening a file, letting someone in until a day, shutting the door again, breaking the glass in an
emergency.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wellfounded.dossier import sealing
from wellfounded.dossier.access import ROLE_WORDS, ROLES, Act, Grant, decide
from wellfounded.dossier.chains import compartment_key, note
from wellfounded.dossier.compartments import ACCESS, BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.members import Member, of
from wellfounded.dossier.office import Office, moment, new_id
from wellfounded.dossier.schema import COLUMNS, insert
from wellfounded.dossier.store import Rows
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput, WrongCall

LONGEST = timedelta(days=3660)
GLASS = timedelta(hours=4)
_DOOR = ", ".join(f"d.{name}" for name in COLUMNS["door"])
_LIVE = f"SELECT {_DOOR} FROM door d WHERE NOT EXISTS (SELECT 1 FROM shut s WHERE s.grant_id = d.grant_id)"


class Refused(BadInput):
    """What was asked is not open to this member."""

    def __init__(self, why: str) -> None:
        super().__init__("{why} Ask whoever leads the case.", why=why)


def live(office: Office, rows: Rows, member: bytes = b"", case: bytes = b"") -> list[Grant]:
    """The grants that nobody revoked: of a member, on a case, or both. A row that was changed by hand opens nothing."""
    wanted = [(name, value) for name, value in (("member", member), ("case_id", case)) if value]
    found = rows.all(_LIVE + "".join(f" AND d.{name} = ?" for name, _ in wanted), [value for _, value in wanted])
    grants: dict[bytes, Grant] = {}
    for row in found:
        number, where, compartment, who, role, purpose, since, until, mac = row
        if not hmac.compare_digest(mac, _mac(office, row[:8])):
            continue
        known = grants.get(number)
        opened = (known.compartments if known else frozenset()) | {compartment}
        grants[number] = Grant(number, where, who, role, opened, purpose, since, until)
    return list(grants.values())


def _mac(office: Office, row: Sequence[Any]) -> bytes:
    return office.keyed(b"door", *(part if isinstance(part, bytes) else part.encode() for part in row))


def check(
    office: Office, rows: Rows, member: Member, case: bytes, compartments: Collection[str], act: Act, *,
    purpose: str, now: str,
) -> list[Grant]:  # fmt: skip
    """The grants of a member on a case. Refuses (`Refused`) where one of the compartments is not open for this act."""
    held = live(office, rows, member.id, case)
    for compartment in compartments:
        found = decide(member.role, held, compartment, act, purpose, now)
        if not found.allowed:
            raise Refused(found.why)
    return held


def open_file(
    office: Office, by: Member, purpose: str, now: datetime, until: datetime, number: bytes | None = None
) -> bytes:
    """Open a file for one person; gives its number. Whoever opens it has what their role can have, until then.

    `number`: sixteen bytes that the client drew, so that asking again makes no second file.
    """
    role = ROLES[by.role]
    if not role.opens_files or purpose not in role.purposes:
        raise Refused("Your role opens no files for this purpose.")
    case, at = number or new_id(), moment(now)
    with office.store.writing(by.id, at, office=True, lock=case) as rows:
        if rows.all("SELECT 1 FROM event WHERE case_id = ? AND compartment = ?", (case, ACCESS)):
            if any(grant.member == by.id for grant in live(office, rows, by.id, case)):
                return case
            raise Refused("This file is there already.")
        note(office, rows, case, "opened", {}, at, by.id)
        _open(office, rows, by, Grant(new_id(), case, by.id, by.role, role.reads | role.writes, purpose, at,
                                      _until(now, until)))  # fmt: skip
    return case


def _until(now: datetime, until: datetime) -> str:
    if not now < until <= now + LONGEST:
        raise BadInput("A grant ends on a day after today, within ten years.")
    return moment(until)


def _open(office: Office, rows: Rows, by: Member, grant: Grant, kind: str = "granted", reason: str = "") -> None:
    """Add the rows of a grant, the keys that only members hold, and the event."""
    rows.put({"door": doors(office, grant)})
    for name in sorted(grant.compartments & BY_MEMBERS):
        share_key(office, rows, by, grant.case, name, of(office, rows, grant.member))
    note(office, rows, grant.case, kind, granted(grant, reason), grant.since, by.id)


def doors(office: Office, grant: Grant) -> list[tuple[Any, ...]]:
    """The rows of a grant, one for each compartment, bound to the office's key."""
    made = []
    for name in sorted(grant.compartments):
        row = (grant.id, grant.case, name, grant.member, grant.role, grant.purpose, grant.since, grant.until)
        made.append((*row, _mac(office, row)))
    return made


def granted(grant: Grant, reason: str = "") -> dict[str, Any]:
    """What is put on record of a grant."""
    return {
        "grant": grant.id.hex(),
        "member": grant.member.hex(),
        "role": grant.role,
        "compartments": sorted(grant.compartments),
        "purpose": grant.purpose,
        "until": grant.until,
        "reason": reason,
    }


def share_key(office: Office, rows: Rows, by: Member, case: bytes, name: str, to: Member) -> None:
    """Give a member the key of a compartment that only members open; make it where there is none yet."""
    text = "SELECT holder FROM compartment_key WHERE case_id = ? AND compartment = ?"
    holders = {row[0] for row in rows.all(text, (case, name))}
    if to.id in holders:
        return
    if holders:
        key = compartment_key(office, rows, case, name, by)
        if key is None:
            raise Refused("Only a member who holds the key of this compartment can give it to another.")
    elif rows.all("SELECT 1 FROM event WHERE case_id = ? AND compartment = ? AND seq = 1", (case, name)):
        raise BadInput("This compartment was erased.")
    else:
        key = sealing.new_key()
    rows.run(insert("compartment_key"), (case, name, to.id, sealing.give(to.public, key, case + name.encode())))


def grant(
    office: Office, by: Member, case: bytes, to: Member, compartments: Collection[str], purpose: str, *,
    now: datetime, until: datetime, reason: str = "", as_relative: bool = False,
) -> bytes:  # fmt: skip
    """Open compartments of a case to a member until a moment; gives the number of the grant.

    `as_relative`: to an applicant, on the file of a relative. Who grants holds a live grant for each compartment; a
    supervisor may grant what the office holds without one.
    """
    at = moment(now)
    if not ROLES[by.role].grants:
        raise Refused("Your role grants nothing.")
    role = "relative" if as_relative and to.role == "applicant" else to.role
    if purpose == "break_glass" or purpose not in ROLES[role].purposes:
        raise BadInput("This is not a purpose of {role}.", role=ROLE_WORDS[role])
    for name in compartments:
        if name not in COMPARTMENTS or name not in ROLES[role].reads:
            raise BadInput("{name} cannot be opened to {role}.", name=name, role=ROLE_WORDS[role])
    with office.store.writing(by.id, at, office=True, lock=case) as rows:
        if not rows.all("SELECT 1 FROM event WHERE case_id = ? AND compartment = ? AND seq = 1", (case, ACCESS)):
            raise Refused("There is no such file, or it is not open to you.")
        held = live(office, rows, by.id, case)
        for name in compartments:
            own = any(name in g.compartments and g.since <= at < g.until and g.purpose != "break_glass" for g in held)
            if not own and (by.role != "supervisor" or name in BY_MEMBERS):
                raise Refused("You can open to others only what is open to you.")
        made = Grant(new_id(), case, to.id, role, frozenset(compartments), purpose, at, _until(now, until))
        _open(office, rows, by, made, reason=reason)
    return made.id


def revoke(office: Office, by: Member, case: bytes, number: bytes, now: datetime, reason: str = "") -> None:
    """Shut a door before its time. Whoever leads the case can, and whoever holds the grant."""
    at = moment(now)
    with office.store.writing(by.id, at, office=True, lock=case) as rows:
        there = {g.id: g for g in live(office, rows, case=case)}
        gone = there.get(number)
        leads = ROLES[by.role].grants and (by.role == "supervisor" or any(g.member == by.id for g in there.values()))
        if gone is None or not (gone.member == by.id or leads):
            raise Refused("There is no such grant, or it is not yours to revoke.")
        rows.run(insert("shut"), (number, at, office.keyed(b"shut", number, at.encode())))
        for name in gone.compartments & BY_MEMBERS:
            others = [
                g for g in there.values() if g.id != number and g.member == gone.member and name in g.compartments
            ]
            held = rows.all("SELECT 1 FROM compartment_key WHERE case_id = ? AND compartment = ? AND holder <> ?",
                            (case, name, gone.member))  # fmt: skip
            # The last holder's key is kept: without it nobody could ever open the compartment again.
            if held and not others:
                text = "DELETE FROM compartment_key WHERE case_id = ? AND compartment = ? AND holder = ?"
                rows.run(text, (case, name, gone.member))
        note(office, rows, case, "revoked", {"grant": number.hex(), "reason": reason}, at, by.id)


# Emergencies.


def stated(reason: str) -> str:
    """The reason of an emergency. Refuses (`BadInput`) one that says nothing."""
    if len(reason.split()) < 3:
        raise BadInput("Say in a sentence why this file must be opened now.")
    return reason


def break_glass(office: Office, by: Member, case: bytes, reason: str, now: datetime) -> bytes:
    """Open what the office holds of a case for four hours, with a reason. Whoever leads the case is told at once."""
    at = moment(now)
    role = ROLES[by.role]
    if not role.breaks_glass:
        raise Refused("Your role opens nothing in an emergency.")
    stated(reason)
    with office.store.writing(by.id, at, office=True, lock=case) as rows:
        if not rows.all("SELECT 1 FROM event WHERE case_id = ? AND compartment = ? AND seq = 1", (case, ACCESS)):
            raise Refused("There is no such file.")
        made = Grant(new_id(), case, by.id, by.role, role.reads - BY_MEMBERS, "break_glass", at, moment(now + GLASS))
        leading = {
            g.member
            for g in live(office, rows, case=case)
            if ROLES[g.role].grants and g.purpose != "break_glass" and g.since <= at < g.until
        }
        _open(office, rows, by, made, "glass", reason)
        told = {"case": case.hex(), "member": by.id.hex(), "reason": reason, "until": made.until}
        for owner in sorted(leading - {by.id}):
            number = new_id()
            sealed = sealing.seal(office.names, sealing.padded(canonical(told)), number + owner)
            rows.run(insert("notice"), (number, owner, at, sealed))
    return made.id


@dataclass(frozen=True, slots=True)
class Notice:
    """What a member is told: that someone opened a file of theirs in an emergency."""

    at: str
    case: bytes
    member: bytes
    reason: str
    until: str


def notices(office: Office, member: Member, since: str = "") -> tuple[Notice, ...]:
    """What a member was told since a moment, the latest first."""
    text = "SELECT id, at, sealed FROM notice WHERE member = ? AND at >= ? ORDER BY at DESC"
    with office.store.reading(member.id) as rows:
        found = rows.all(text, (member.id, since))
    made = []
    for number, at, sealed in found:
        told = json.loads(sealing.unseal(office.names, sealed, number + member.id))
        made.append(
            Notice(at, bytes.fromhex(told["case"]), bytes.fromhex(told["member"]), told["reason"], told["until"])
        )
    return tuple(made)


def link(office: Office, by: Member, case: bytes, relative: bytes, relation: str, now: datetime) -> None:
    """Say on two files that they are of relatives. Nothing opens by it: each stays a file of its own."""
    at = moment(now)
    if case == relative:
        raise WrongCall("A file is not a relative of itself.")
    with office.store.writing(by.id, at, office=True) as rows:
        for here, there in sorted(((case, relative), (relative, case))):
            rows.lock(here)
            if not any(g.since <= at < g.until and ROLES[g.role].grants for g in live(office, rows, by.id, here)):
                raise Refused("Both files must be yours to lead.")
            note(office, rows, here, "linked", {"case": there.hex(), "relation": relation}, at, by.id)
