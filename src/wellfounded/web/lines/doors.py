"""The closed doors of a file: which compartments stay shut to a reader, and who could open them. For roles that are
told alone; what lies behind a door, or whether anything does, nobody learns here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from wellfounded.dossier import grants, members, oversight
from wellfounded.dossier.access import ROLES, Grant, Projection
from wellfounded.dossier.grants import Notice, Refused
from wellfounded.dossier.office import moment
from wellfounded.web.ask import Ask

NAMES = {
    "identity": "who the person is",
    "claim": "what happened and what is claimed",
    "health": "health of body and mind",
    "intimate": "sexual orientation, gender, violence",
    "privileged": "between the person and counsel",
    "deliberation": "what those who decide think before they decide",
    "disclosed": "what other institutions were given or gave",
}
"""What lies in a compartment, in the words of a page."""
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Door:
    """A compartment that is shut. `holders`: the members to whom it is granted."""

    name: str
    words: str
    holders: tuple[str, ...]


def closed(ask: Ask, seen: Projection) -> tuple[Door, ...]:
    """The doors that this reader is told of, in their order."""
    if not seen.closed:
        return ()
    held: tuple[Grant, ...] = ()
    if ROLES[ask.member.role].sees_access:
        held = oversight.let_in(ask.office, ask.member, ask.on.case, ask.now)
    found = []
    for name in seen.closed:
        ids = dict.fromkeys(grant.member for grant in held if name in grant.compartments)
        holders = tuple(sorted(members.member(ask.office, number).name for number in ids))
        found.append(Door(name, ask.say(NAMES[name]), holders))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Broken:
    """Someone opened the file in an emergency."""

    at: str
    name: str
    reason: str
    until: str


def broken_glass(ask: Ask, case: bytes = b"") -> tuple[tuple[bytes, Broken], ...]:
    """What this member was told lately of emergencies, of one case or of all, with the case of each."""
    if not ROLES[ask.member.role].grants:
        return ()
    found: list[Notice] = [
        notice
        for notice in grants.notices(ask.office, ask.member, moment(ask.now - LATELY))
        if not case or notice.case == case
    ]
    return tuple((n.case, Broken(n.at, _name(ask, n.member), n.reason, n.until)) for n in found)


def _name(ask: Ask, number: bytes) -> str:
    try:
        return members.member(ask.office, number).name
    except Refused:
        return number.hex()[:8]
