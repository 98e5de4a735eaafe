"""Adding to chains and opening what lies in them, inside a transaction: the one place where an event is sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wellfounded.dossier import sealing
from wellfounded.dossier.compartments import ACCESS, BY_MEMBERS
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import OFFICE, Office
from wellfounded.dossier.records import Draft, Record
from wellfounded.dossier.schema import insert
from wellfounded.dossier.store import Rows, one
from wellfounded.dossier.verify import FIRST, canonical, event_hash
from wellfounded.logic.errors import BadInput

RECORD, READ = "record", "read"
"""What the header of an event says of it: that something was recorded, or read. What it was is sealed."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A compartment of a case, with its key while it is open; with all of its keys where it was renewed."""

    case: bytes
    compartment: str
    key: bytes


def bound(office: Office, case: bytes, compartment: str, seq: int, kind: str, at: str, actor: bytes) -> bytes:
    """What a sealed event is bound to: moved to another place, or with another header, it does not open."""
    return canonical([1, office.instance.hex(), case.hex(), compartment, seq, kind, at, actor.hex()])


def compartment_key(
    office: Office, rows: Rows, case: bytes, compartment: str, member: Member | None = None, make: bool = False
) -> bytes | None:
    """The key of a compartment: None where there is none for this reader. `make`: make it for a chain that has not
    begun.
    """
    by_members = compartment in BY_MEMBERS
    if by_members and (member is None or not member.private):
        raise BadInput("This compartment is open only to members who signed in with their passphrase.")
    holder = member.id if by_members and member else b""
    text = "SELECT sealed FROM compartment_key WHERE case_id = ? AND compartment = ? AND holder = ?"
    found = one(rows.all(text, (case, compartment, holder)))
    if found:
        return key_from(office, case, compartment, member, found[0])
    if not make or by_members or heads(rows, case, [compartment])[compartment][0]:
        return None
    if rows.all("SELECT value FROM setting WHERE name = 'inner'") != [(office.epoch,)]:
        raise BadInput("The key of the office was changed. Open the office again.")
    key = sealing.new_key()
    rows.run(insert("compartment_key"), (case, compartment, b"", sealing.wrap(office.under(case, compartment), key)))
    return key


def key_from(office: Office, case: bytes, compartment: str, member: Member | None, sealed: bytes) -> bytes:
    """The key of a compartment from its row: with the member's own key, or with the office's."""
    if compartment in BY_MEMBERS and member:
        return sealing.take(member.private, sealed, case + compartment.encode())
    return sealing.unwrap(office.under(case, compartment), sealed)


def heads(rows: Rows, case: bytes, compartments: Sequence[str]) -> dict[str, tuple[int, bytes]]:
    """The number and hash of the last event of chains of a case, in one answer; of one that has not begun, 0."""
    last = "SELECT compartment, seq, hash FROM event WHERE case_id = ? AND compartment = ? ORDER BY seq DESC LIMIT 1"
    text = " UNION ALL ".join(f"SELECT * FROM ({last}) AS head{i}" for i in range(len(compartments)))
    found = {name: (seq, hashed) for name, seq, hashed in rows.all(text, [v for n in compartments for v in (case, n)])}
    return {name: found.get(name, (0, FIRST)) for name in compartments}


Contents = Sequence[tuple[str, Any]]
"""Events to be sealed: the kind for the header, and the content."""


def add(office: Office, rows: Rows, chain: Chain, contents: Contents, at: str, actor: bytes, txn: bytes) -> None:
    """Seal and add events to a chain. The caller holds the case's lock."""
    add_all(office, rows, {chain: contents}, at, actor, txn)


def add_all(
    office: Office, rows: Rows, contents: Mapping[Chain, Contents], at: str, actor: bytes, txn: bytes,
    also: Mapping[str, Sequence[Sequence[Any]]] | None = None,
) -> None:  # fmt: skip
    """The same for chains of one case, all at once. `also`: rows that are added with them, by table."""
    case = next(iter(contents)).case
    before = heads(rows, case, [chain.compartment for chain in contents])
    events = [
        event
        for chain, told in contents.items()
        for event in sealed_events(office, chain, told, at, actor, txn, before[chain.compartment])
    ]
    rows.put({"event": events, "pending": [(e[8], e[0], e[1], e[2]) for e in events], **(also or {})})


def sealed_events(
    office: Office, chain: Chain, contents: Contents, at: str, actor: bytes, txn: bytes, head: tuple[int, bytes]
) -> list[tuple[Any, ...]]:
    """The rows of events that continue a chain from its head."""
    seq, before = head
    events: list[tuple[Any, ...]] = []
    for kind, content in contents:
        seq += 1
        sealed = sealing.seal(
            sealing.newest(chain.key),
            sealing.padded(canonical(content)),
            bound(office, chain.case, chain.compartment, seq, kind, at, actor),
        )
        event = (chain.case, chain.compartment, seq, kind, at, actor, txn, before, b"", sealed)
        before = event_hash(office.instance, event)
        events.append((*event[:8], before, sealed))
    return events


def opened(
    office: Office, rows: Rows, case: bytes, keys: Mapping[str, bytes], kinds: Sequence[str] = (RECORD,),
    actor: bytes = b"", since: str = "",
) -> dict[str, list[Record]]:  # fmt: skip
    """The records of the compartments whose keys are given. `actor`: by one member alone; `since`: after a moment."""
    made: dict[str, list[Record]] = {name: [] for name in keys}
    if not keys:
        return made
    text = f"""SELECT compartment, seq, kind, at, actor, hash, sealed FROM event WHERE case_id = ?
        AND compartment IN ({", ".join("?" * len(keys))}) AND kind IN ({", ".join("?" * len(kinds))})
        {"AND actor = ? AND at > ?" if actor else ""} ORDER BY compartment, seq"""
    for name, seq, kind, at, who, hashed, sealed in rows.all(
        text, (case, *keys, *kinds, *((actor, since) if actor else ()))
    ):
        content = sealing.unseal_with(keys[name], sealed, bound(office, case, name, seq, kind, at, who))
        told = json.loads(content)
        made[name].append(Record(hashed.hex(), name, told.get("kind", kind), told["body"], at, told.get("n", 0), who))
    return made


def note(office: Office, rows: Rows, case: bytes, kind: str, body: Mapping[str, Any], at: str, actor: bytes) -> None:
    """Add to the chain of a case that holds grants, links, holds and erasures. An office's transaction."""
    key = compartment_key(office, rows, case, ACCESS, make=True)
    if key is None:
        raise BadInput("This file was erased.")
    add(office, rows, Chain(case, ACCESS, key), [(kind, {"body": dict(body)})], at, actor, bytes(16))


def own(office: Office, rows: Rows, kind: str, body: Mapping[str, Any], at: str, actor: bytes = OFFICE) -> None:
    """Add to the office's own chain: its members, its keys, its backups."""
    rows.lock(office.instance)
    note(office, rows, office.instance, kind, body, at, actor)


def content(draft: Draft, order: int) -> tuple[str, dict[str, Any]]:
    """A draft as it is sealed."""
    return RECORD, {"n": order, "kind": draft.kind, "body": dict(draft.body)}
