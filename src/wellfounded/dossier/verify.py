"""Verify the log of an office: `python verify.py FILE`, with the standard library and `cryptography` alone.

FILE is an embedded store or a backup. Nothing is opened: every check is over sealed bytes, so no key is needed. This
module is also where the forms that are hashed and signed are defined, once:

    an event     SHA-256(0x00 || canonical JSON of its header and of the SHA-256 of its sealed bytes)
    a chain      each header holds the hash of the event before it in the same compartment of the same case
    the log      the Merkle tree of RFC 6962 over the hashes of events
    a checkpoint the size and root of the log, signed with Ed25519 in the signed-note form of C2SP
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIRST = bytes(32)
"""What the first event of a chain holds in the place of the hash before it."""
EVENT = "case_id, compartment, seq, kind, at, actor, txn, prev, hash, sealed"
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Any) -> bytes:
    """JSON in one form only: keys in order, no spaces. With keys in ASCII and whole numbers this is RFC 8785."""
    return _ENCODER.encode(value).encode()


def event_hash(instance: bytes, event: Sequence[Any]) -> bytes:
    """The hash of an event, from the columns of `EVENT` (its own hash is not read)."""
    case, compartment, seq, kind, at, actor, txn, prev, _, sealed = event
    header = {
        "instance": instance.hex(),
        "case": case.hex(),
        "compartment": compartment,
        "seq": seq,
        "kind": kind,
        "at": at,
        "actor": actor.hex(),
        "txn": txn.hex(),
        "prev": prev.hex(),
        "sealed": hashlib.sha256(sealed).hexdigest(),
        "v": 1,
    }
    return leaf_hash(canonical(header))


# The tree of RFC 6962.


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The whole subtrees on the right edge of a growing tree: enough to add leaves and to know the root."""

    def __init__(self) -> None:
        self.size = 0
        self.edge: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add the hash of a leaf; gives the subtrees that it makes whole: (level, place, hash)."""
        whole = [(0, self.size, leaf)]
        level, made = 0, leaf
        while self.edge and self.edge[-1][0] == level:
            made = node_hash(self.edge.pop()[1], made)
            level += 1
            whole.append((level, self.size >> level, made))
        self.edge.append((level, made))
        self.size += 1
        return whole

    def root(self) -> bytes:
        """The root of the tree."""
        if not self.edge:
            return hashlib.sha256(b"").digest()
        made = self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            made = node_hash(left, made)
        return made


def included(leaf: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows that a leaf stands at a position of a tree of this size and root."""
    if not 0 <= position < size:
        return False
    at, last, made = position, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            made = node_hash(beside, made)
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and made == root


def consistent(small: int, small_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the tree of `size` continues the tree of `small`."""
    if small == size:
        return not proof and small_root == root
    if small == 0:
        return not proof
    if not 0 < small < size:
        return False
    path = list(proof)
    if small & (small - 1) == 0:
        path.insert(0, small_root)
    if not path:
        return False
    at, last = small - 1, size - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while at and not at % 2:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and before == small_root and after == root


# Checkpoints: signed notes.


def verifier_key(name: str, public: bytes) -> str:
    """The public key in the form in which it is handed to others: name, number, key."""
    coded = base64.b64encode(b"\x01" + public).decode()
    return f"{name}+{_key_number(name, public).hex()}+{coded}"


def _key_number(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def note(origin: str, size: int, root: bytes, at: str, sign: Callable[[bytes], bytes], public: bytes) -> str:
    """A signed checkpoint. `at`: the moment, as an extension line."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\nat {at}\n"
    signature = base64.b64encode(_key_number(origin, public) + sign(text.encode())).decode()
    return f"{text}\n— {origin} {signature}\n"


def read_note(written: str, key: str) -> tuple[int, bytes]:
    """The size and root of a checkpoint that is signed by this key. Refuses (ValueError) any other."""
    name, number, coded = key.split("+", 2)
    public = base64.b64decode(coded, validate=True)[1:]
    text, _, signatures = written.partition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[0] == "—" and parts[1] == name:
            raw = base64.b64decode(parts[2], validate=True)
            if raw[:4].hex() == number and raw[:4] == _key_number(name, public):
                try:
                    Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], text.encode())
                except InvalidSignature:
                    raise ValueError("the signature is not of this text") from None
                origin, size, root = text.split("\n")[:3]
                if origin != name:
                    raise ValueError("the checkpoint is of another log")
                return int(size), base64.b64decode(root, validate=True)
    raise ValueError("it is not signed by the key of this office")


# The whole log.


@dataclass(frozen=True, slots=True)
class Log:
    """What is verified. The columns of `events` are those of `EVENT`; of `leaves`: position, hash, case_id,
    compartment, seq; of `checkpoints`: size, note. Each is asked for when it is needed, events in order of chain.
    """

    instance: bytes
    key: str
    events: Callable[[], Iterable[Sequence[Any]]]
    leaves: Callable[[], Iterable[Sequence[Any]]]
    pending: Callable[[], Iterable[Sequence[Any]]]
    checkpoints: Callable[[], Iterable[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted, and every fault in plain words: of each chain the first bad event."""

    events: int
    chains: int
    leaves: int
    pending: int
    checkpoints: int
    faults: tuple[str, ...]


def named(event: Sequence[Any]) -> str:
    """An event as a report names it: case, compartment, number in its chain. Takes (case_id, compartment, seq)."""
    case, compartment, seq = event[:3]
    return f"event {seq} of the compartment {compartment} of case {case.hex() if isinstance(case, bytes) else case}"


def verify(log: Log, key: str = "", kept: str = "") -> Report:
    """Recompute all hashes, chains, the tree and the signatures.

    `key`: the office's public key as it was handed out; without it the one that the store names is taken.
    `kept`: a checkpoint that was kept elsewhere, which the log must continue.
    """
    faults: list[str] = []
    if key and key != log.key:
        faults.append("The store names another public key than the one given.")
    key = key or log.key
    roots, checkpoints = _signed(log, key, kept, faults)
    logged, leaves = _tree(log, roots, faults)
    waiting = {bytes(row[0]) for row in log.pending()}
    events, chains, bad = _chains(log, logged, waiting, faults)
    if logged:
        missing = {bytes(h) for h in logged}
        for row in log.leaves():
            if bytes(row[1]) in missing and (bytes(row[2]), row[3]) not in bad:
                bad.add((bytes(row[2]), row[3]))
                faults.append(f"The {named(row[2:])} is in the log, at {row[0]}, and not in the store.")
    for row in log.pending():
        if bytes(row[0]) in waiting and (bytes(row[1]), row[2]) not in bad:
            bad.add((bytes(row[1]), row[2]))
            faults.append(f"The {named(row[1:])} waits for the log, and is not in the store.")
    return Report(events, chains, leaves, sum(1 for _ in log.pending()), checkpoints, tuple(faults))


def _signed(log: Log, key: str, kept: str, faults: list[str]) -> tuple[dict[int, bytes], int]:
    """The root that each checkpoint signs, by size."""
    roots: dict[int, bytes] = {}
    number = 0
    texts = [(size, text, "checkpoint") for size, text in log.checkpoints()]
    number = len(texts)
    if kept:
        texts.append((None, kept, "checkpoint kept elsewhere"))
    for size, text, what in texts:
        try:
            signed, root = read_note(str(text), key)
        except ValueError as error:
            faults.append(f"The {what} of size {size} cannot be relied on: {error}." if size is not None else
                          f"The {what} cannot be relied on: {error}.")  # fmt: skip
            continue
        if size is not None and signed != size:
            faults.append(f"The checkpoint of size {size} signs the size {signed}.")
        if roots.setdefault(signed, root) != root:
            faults.append(f"Two checkpoints of size {signed} sign different logs: the log was forked.")
    return roots, number


def _tree(log: Log, roots: dict[int, bytes], faults: list[str]) -> tuple[dict[bytes, int], int]:
    """Recompute the root at each checkpoint. Gives the leaves by hash."""
    tree = Frontier()
    logged: dict[bytes, int] = {}
    sound = 0
    for position, hashed, *_ in log.leaves():
        if position != tree.size:
            faults.append(f"The leaf {tree.size} of the log is missing, or stands twice.")
            break
        leaf = bytes(hashed)
        if leaf in logged:
            faults.append(f"The leaf {position} repeats the leaf {logged[leaf]}.")
        logged[leaf] = position
        tree.add(leaf)
        if tree.size in roots:
            if roots.pop(tree.size) != tree.root():
                faults.append(
                    f"The log up to leaf {tree.size - 1} is not what its checkpoint signed: "
                    f"a leaf from {sound} to {tree.size - 1} was changed, swapped or removed."
                )
                break
            sound = tree.size
    else:
        faults += [
            f"A checkpoint signs {size} leaves, and the log has {tree.size}." for size in roots if size > tree.size
        ]
    if tree.size != len(logged) or faults:
        # Not all were seen, or one twice.
        logged.clear()
        logged.update((bytes(row[1]), row[0]) for row in log.leaves())
    return logged, len(logged)


def _chains(
    log: Log, logged: dict[bytes, int], waiting: set[bytes], faults: list[str]
) -> tuple[int, int, set[tuple[bytes, str]]]:
    """Check every chain. Takes out of `logged` and `waiting` what is in the store."""
    chain: tuple[bytes, str] | None = None
    bad: set[tuple[bytes, str]] = set()
    chains = number = 0
    seq, before = 0, FIRST
    for event in log.events():
        number += 1
        here = (bytes(event[0]), event[1])
        if here != chain:
            chain, seq, before = here, 0, FIRST
            chains += 1
        hashed = bytes(event[8])
        # Only an event that is what it was answers for its entry in the log: one that was moved leaves a gap there.
        sound = _hash(log.instance, event) == hashed
        known = sound and logged.pop(hashed, None) is not None
        if sound and hashed in waiting:
            waiting.discard(hashed)
            known = True
        if here in bad:
            continue
        fault = ""
        if event[2] == seq:
            fault = f"The {named(event)} stands twice: the chain was forked."
        elif event[2] != seq + 1:
            fault = f"The {named((here[0], here[1], seq + 1))} is missing."
        elif bytes(event[7]) != before:
            fault = f"The {named(event)} does not continue the one before it."
        elif not sound:
            fault = f"The {named(event)} was changed: it does not agree with its hash."
        elif not known:
            fault = f"The {named(event)} is not in the log."
        if fault:
            bad.add(here)
            faults.append(fault)
        seq, before = event[2], hashed
    return number, chains, bad


def _hash(instance: bytes, event: Sequence[Any]) -> bytes | None:
    try:
        return event_hash(instance, event)
    except (TypeError, ValueError, AttributeError):
        return None  # a column holds what no event can hold


def read(path: str) -> Log:
    """The log of an embedded store or a backup, read only."""
    if Path(path).read_bytes()[:16] != b"SQLite format 3\x00" and not Path(path).stat().st_size == 0:
        raise ValueError("this is neither a store nor a backup")
    store = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
    # Text that was broken is shown as it is, never a fault of the reading.
    store.text_factory = lambda raw: raw.decode(errors="backslashreplace")
    said = dict(store.execute("SELECT name, value FROM setting").fetchall())
    return Log(
        bytes(said["instance"]),
        bytes(said["key"]).decode(),
        lambda: store.execute(f"SELECT {EVENT} FROM event ORDER BY case_id, compartment, seq"),
        lambda: store.execute("SELECT position, hash, case_id, compartment, seq FROM leaf ORDER BY position"),
        lambda: store.execute("SELECT hash, case_id, compartment, seq FROM pending"),
        lambda: store.execute("SELECT size, note FROM checkpoint ORDER BY size"),
    )


def said(report: Report) -> str:
    """A report in plain sentences."""
    lines = list(report.faults or ("The log is whole.",))
    lines.append(
        f"{report.events} events in {report.chains} chains; {report.leaves} in the log under {report.checkpoints} "
        f"signed checkpoints, {report.pending} waiting for the next."
    )
    return "\n".join(lines) + "\n"


def main(argv: Sequence[str]) -> int:
    """`verify.py FILE [PUBLIC_KEY [CHECKPOINT_FILE]]`. Ends with 0 where all is whole, 1 where not, 2 if unreadable."""
    if not 1 <= len(argv) <= 3:
        sys.stderr.write("Write: python verify.py FILE [PUBLIC_KEY [CHECKPOINT_FILE]]\n")
        return 2
    try:
        kept = Path(argv[2]).read_text(encoding="utf-8") if len(argv) > 2 else ""
        report = verify(read(argv[0]), argv[1] if len(argv) > 1 else "", kept)
    except (OSError, ValueError, KeyError, sqlite3.Error) as error:
        sys.stderr.write(f"{Path(argv[0]).name} cannot be verified: {error}.\n")
        return 2
    sys.stdout.write(said(report))
    return 1 if report.faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
