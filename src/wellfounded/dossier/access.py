"""Who may see what: one pure function over role, live grant, compartment, purpose and moment. What it does not open
stays shut.

Screens, answers to programs, prints, searches and exports render projections, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from wellfounded.dossier.compartments import (
    BY_MEMBERS,
    CLAIM,
    COMPARTMENTS,
    DELIBERATION,
    DISCLOSED,
    HEALTH,
    IDENTITY,
    INTIMATE,
    PRIVILEGED,
)
from wellfounded.dossier.records import Record

Act = Literal["read", "write", "export"]

ROLE_WORDS = {
    "applicant": "the applicant",
    "relative": "a relative",
    "representative": "the representative",
    "caseworker": "a caseworker",
    "interpreter": "an interpreter",
    "volunteer": "a volunteer",
    "supervisor": "the supervisor",
    "administrator": "the administrator",
    "auditor": "the auditor",
    "officer": "the officer",
    "counsellor": "a review counsellor",
    "clerk": "the court's clerk",
}
"""The roles in words; a page says them in its language."""

PURPOSES = {
    "own_case": "the person's own case",
    "representation": "representing the person",
    "intake": "taking the case in",
    "interpretation": "interpreting",
    "support": "supporting the person",
    "supervision": "supervising the work",
    "decision": "deciding the application",
    "review": "giving an opinion on review",
    "registry": "keeping the court's file",
    "family": "a relative's case",
    "break_glass": "an emergency, with its reason on record",
}
"""What somebody may be let in for, in words."""


@dataclass(frozen=True, slots=True)
class Role:
    """The most that a grant can open to a role: what it reads and writes, and for what. `sees_access`: who saw the
    file. `told`: which doors stay shut is shown.
    """

    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    opens_files: bool = False
    grants: bool = False
    breaks_glass: bool = False
    exports: bool = False
    sees_access: bool = False
    told: bool = True


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


_FILE = _of(IDENTITY, CLAIM, HEALTH, INTIMATE, DISCLOSED)
_DECIDING = _of(IDENTITY, CLAIM, HEALTH, INTIMATE, DISCLOSED, DELIBERATION)

ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "applicant": Role(_FILE, _FILE, _of("own_case"), exports=True, sees_access=True),
        "relative": Role(_of(CLAIM), _of(), _of("family"), told=False),
        "representative": Role(
            _FILE | {PRIVILEGED}, _FILE | {PRIVILEGED}, _of("representation", "intake"),
            opens_files=True, grants=True, breaks_glass=True, exports=True, sees_access=True,
        ),
        "caseworker": Role(
            _FILE, _FILE, _of("representation", "intake", "support"),
            opens_files=True, breaks_glass=True, sees_access=True,
        ),
        "interpreter": Role(_of(CLAIM), _of(), _of("interpretation")),
        "volunteer": Role(_of(CLAIM, DISCLOSED), _of(), _of("support")),
        "supervisor": Role(
            _FILE, _of(CLAIM), _of("supervision"),
            grants=True, breaks_glass=True, sees_access=True,
        ),
        "administrator": Role(),
        "auditor": Role(sees_access=True),
        "officer": Role(
            _DECIDING, _DECIDING, _of("decision"), opens_files=True, grants=True, exports=True,
            sees_access=True,
        ),
        "counsellor": Role(_DECIDING, _of(DELIBERATION), _of("review")),
        "clerk": Role(
            _of(IDENTITY, CLAIM, DISCLOSED), _of(IDENTITY, CLAIM, DISCLOSED), _of("registry"),
            opens_files=True, grants=True, exports=True, sees_access=True,
        ),
    }
)  # fmt: skip
"""Administrators and auditors can be granted no compartment at all."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What opens some compartments of one case to one member, for a purpose, from a moment until another (UTC, ISO)."""

    id: bytes
    case: bytes
    member: bytes
    role: str
    compartments: frozenset[str]
    purpose: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an act is allowed, until when, and otherwise why not."""

    allowed: bool
    until: str = ""
    why: str = ""


def decide(role: str, grants: Iterable[Grant], compartment: str, act: Act, purpose: str, now: str) -> Decision:
    """Whether one of these grants allows an act on a compartment now. `grants`: those of one member on one case,
    without the revoked; `now`: UTC, as `2026-11-23T20:00:00Z`.
    """
    held = ROLES.get(role)
    if held is None or compartment not in COMPARTMENTS:
        return Decision(False, why="There is no such role or compartment.")
    if compartment not in (held.writes if act == "write" else held.reads):
        return Decision(False, why="This is not open to this role.")
    if act == "export" and not held.exports:
        return Decision(False, why="This role takes nothing out.")
    if purpose != "break_glass" and purpose not in held.purposes:
        return Decision(False, why="This is not a purpose of this role.")
    if purpose == "break_glass" and (not held.breaks_glass or compartment in BY_MEMBERS or act == "export"):
        return Decision(False, why="An emergency does not open this.")
    live = [
        grant.until
        for grant in grants
        if grant.role == role
        and compartment in grant.compartments
        and grant.purpose == purpose
        and grant.since <= now < grant.until
    ]
    return Decision(True, max(live)) if live else Decision(False, why="There is no live grant for this purpose.")


@dataclass(frozen=True, slots=True)
class Projection:
    """What one reader may see of one case for one purpose at one moment. `closed`: the doors that this role is told
    of and that are shut, whether or not anything lies behind them.
    """

    case: bytes
    role: str
    purpose: str
    compartments: tuple[str, ...]
    closed: tuple[str, ...]
    records: tuple[Record, ...]
    until: str


def projection(
    case: bytes, role: str, grants: Sequence[Grant], purpose: str, now: str, records: Mapping[str, Sequence[Record]]
) -> Projection:
    """The projection of a case: the records of those compartments that are open, in the order in which they were
    made.
    """
    decided = {name: decide(role, grants, name, "read", purpose, now) for name in COMPARTMENTS}
    opened = tuple(name for name, found in decided.items() if found.allowed)
    told = role in ROLES and ROLES[role].told
    return Projection(
        case,
        role,
        purpose,
        opened,
        tuple(name for name in COMPARTMENTS if name not in opened) if told else (),
        _in_order([records.get(name, ()) for name in opened]),
        min((decided[name].until for name in opened), default=""),
    )


def _in_order(chains: Iterable[Sequence[Record]]) -> tuple[Record, ...]:
    """Records in the order in which they were made. What a chain holds of one moment keeps the order of the chain:
    a record that begins anew to count belongs to a later act.
    """
    placed: list[tuple[str, int, int, Record]] = []
    for chain in chains:
        act, before = 0, ("", -1)
        for record in chain:
            act = 0 if record.at != before[0] else act + (record.order <= before[1])
            before = (record.at, record.order)
            placed.append((record.at, act, record.order, record))
    return tuple(record for *_, record in sorted(placed, key=lambda found: found[:3]))
