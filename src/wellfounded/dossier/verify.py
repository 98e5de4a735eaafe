"""Verify the log of an office: `python verify.py FILE`, with the standard library and `cryptography` alone.

FILE is an embedded store or a backup. Nothing is opened: every check is over sealed bytes, so no key is needed. This
module is also where the forms that are hashed and signed are defined, once:

    an event     SHA-256(0x00 || canonical JSON of its header and of the SHA-256 of its sealed bytes)
    a chain      each header holds the hash of the event before it in the same compartment of the same case
    the log      the Merkle tree of RFC 6962 over the hashes of events
    a checkpoint the size and root of the log, signed with Ed25519 in the signed-note form of C2SP
    a paper      its event holds, in the place of the client's number, the SHA-256 over its sealed parts

However long the log is, a few megabytes of memory do: see `_Balance`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as quoted
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
    # As `canonical` writes it, and in a quarter of the time.
    header = (
        f'{{"actor":"{actor.hex()}","at":{quoted(at)},"case":"{case.hex()}","compartment":{quoted(compartment)},'
        f'"instance":"{instance.hex()}","kind":{quoted(kind)},"prev":"{prev.hex()}",'
        f'"sealed":"{hashlib.sha256(sealed).hexdigest()}","seq":{seq:d},"txn":"{txn.hex()}","v":1}}'
    )
    return leaf_hash(header.encode())


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
    name, number, public = _public(key)
    text, _, signatures = written.partition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[0] == "—" and parts[1] == name:
            raw = _decoded(parts[2])
            if raw[:4] == number:
                try:
                    public.verify(raw[4:], text.encode())
                except InvalidSignature:
                    raise ValueError("the signature is not of this text") from None
                origin, size, root = text.split("\n")[:3]
                if origin != name:
                    raise ValueError("the checkpoint is of another log")
                return int(size), _decoded(root)
    raise ValueError("it is not signed by the key of this office")


def _public(key: str) -> tuple[str, bytes, Ed25519PublicKey]:
    name, _, rest = key.partition("+")
    raw = _decoded(rest[9:])
    if len(raw) != 33 or rest[:9] != _key_number(name, raw[1:]).hex() + "+":
        raise ValueError("the public key is not one as an office hands it out")
    return name, _key_number(name, raw[1:]), Ed25519PublicKey.from_public_bytes(raw[1:])


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""


# The whole log.


Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Log:
    """What is verified. The columns of `events` are those of `EVENT`; of `leaves`: position, hash, case_id,
    compartment, seq; of `pending` the same without position; of `checkpoints`: size, note. Each may be asked for more
    than once, events in order of chain. `ask`: rows for a statement, to look at papers; `few`: the same all at once.
    """

    instance: bytes
    key: str
    events: Callable[[], Rows]
    leaves: Callable[[], Rows]
    pending: Callable[[], Rows]
    checkpoints: Callable[[], Rows]
    ask: Callable[[str, Sequence[Any]], Rows] | None = None
    few: Callable[[str, Sequence[Any]], Rows] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted, and every fault in plain words: of each chain the first bad event."""

    events: int
    chains: int
    leaves: int
    pending: int
    checkpoints: int
    faults: tuple[str, ...]
    papers: int = 0


def named(event: Sequence[Any]) -> str:
    """An event as a report names it: case, compartment, number in its chain. Takes (case_id, compartment, seq)."""
    case, compartment, seq = event[:3]
    return f"event {seq} of the compartment {compartment} of case {case.hex() if isinstance(case, bytes) else case}"


def verify(log: Log, key: str = "", kept: str = "") -> Report:
    """Recompute all hashes, chains, the tree, the signatures, and the hashes of papers.

    `key`: the office's public key as it was handed out; without it the one that the store names is taken.
    `kept`: a checkpoint that was kept elsewhere, which the log must continue.
    """
    faults: list[str] = []
    if key and key != log.key:
        faults.append("The store names another public key than the one given.")
    roots, checkpoints = _signed(log, key or log.key, kept, faults)
    heaps = _Balance()
    leaves = _tree(log, roots, heaps, faults)
    pending = 0
    for row in log.pending():
        pending += 1
        heaps.add(row, 1)
    chains = _chains(log, heaps)
    lost = _unbalanced(log, heaps, chains, leaves + pending)
    faults += [text for _, text in chains.bad.values()] + lost
    papers = 0
    if log.ask and log.few:
        papers, bad = papers_of(log.ask, log.few, chains.papers)
        faults += bad
    return Report(chains.events, chains.number, leaves, pending, checkpoints, tuple(faults), papers)


def _signed(log: Log, key: str, kept: str, faults: list[str]) -> tuple[dict[int, bytes], int]:
    """The root that each checkpoint signs, by size."""
    roots: dict[int, bytes] = {}
    number = 0
    texts: list[tuple[Any, Any, str]] = [(size, text, f"checkpoint of size {size}") for size, text in log.checkpoints()]
    number = len(texts)
    if kept:
        texts.append((None, kept, "checkpoint kept elsewhere"))
    for size, text, what in texts:
        try:
            signed, root = read_note(str(text), key)
        except ValueError as error:
            faults.append(f"The {what} cannot be relied on: {error}.")
            continue
        if size is not None and signed != size:
            faults.append(f"The checkpoint of size {size} signs the size {signed}.")
        if roots.setdefault(signed, root) != root:
            faults.append(f"Two checkpoints of size {signed} sign different logs: the log was forked.")
    return roots, number


def raw(value: Any) -> bytes:
    """A column that should hold bytes; what holds something else never agrees with anything."""
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else repr(value).encode()


class _Balance:
    """Whether two heaps hold the same entries, without holding either: what lies in the log or waits for it, and the
    events of the store. Of each entry a keyed hash is added to the sum of its bucket, or taken from it; the key is
    drawn for this run, so nobody can choose entries that agree. A bucket whose sum is not 0 is looked through.
    """

    BUCKETS = 4096

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self.sums = [0] * self.BUCKETS

    @staticmethod
    def bucket(hashed: bytes) -> int:
        return int.from_bytes(hashed[:2], "big") >> 4

    def add(self, entry: Sequence[Any], sign: int) -> None:
        """An entry: hash, case_id, compartment, seq."""
        hashed, case, compartment, seq = entry
        hashed = raw(hashed)
        told = b"%b %b %r %r" % (hashed, raw(case), compartment, seq)
        made = hashlib.blake2b(told, key=self._key, digest_size=16).digest()
        self.sums[self.bucket(hashed)] += sign * int.from_bytes(made, "big")

    def bad(self) -> list[int]:
        """The buckets in which the heaps differ."""
        return [number for number, made in enumerate(self.sums) if made]


def _tree(log: Log, roots: dict[int, bytes], heaps: _Balance, faults: list[str]) -> int:
    """Recompute the root at each checkpoint. Gives the number of leaves."""
    tree = Frontier()
    sound = number = 0
    whole = True
    if roots.pop(0, tree.root()) != tree.root():
        faults.append("A checkpoint of no leaves signs something else.")
    for position, *entry in log.leaves():
        number += 1
        heaps.add(entry, 1)
        if not whole:
            continue
        if position != tree.size:
            faults.append(f"The leaf {tree.size} of the log is missing, or stands twice.")
            whole = False
            continue
        tree.add(raw(entry[0]))
        if tree.size in roots:
            if roots.pop(tree.size) != tree.root():
                faults.append(
                    f"The log up to leaf {tree.size - 1} is not what its checkpoint signed: "
                    f"a leaf from {sound} to {tree.size - 1} was changed, swapped or removed."
                )
                whole = False
            sound = tree.size
    if whole:
        faults += [
            f"A checkpoint signs {size} leaves, and the log has {tree.size}." for size in roots if size > tree.size
        ]
        if sound < tree.size:
            # What the log takes in is signed in the same moment: a checkpoint was removed, or a leaf was added.
            faults.append(f"The leaves from {sound} to {tree.size - 1} of the log are signed by no checkpoint.")
    return number


@dataclass
class _Chains:
    """What was counted of the chains; the first fault of each that is bad, with the place in it; how many events say
    that they hold the hash of a paper.
    """

    events: int = 0
    number: int = 0
    papers: int = 0
    bad: dict[tuple[bytes, Any], tuple[int, str]] = field(default_factory=dict)

    def fault(self, chain: tuple[bytes, Any], place: int, text: str) -> None:
        """Keep the first fault of a chain."""
        if chain not in self.bad or place < self.bad[chain][0]:
            self.bad[chain] = (place, text)


def _in_order(log: Log) -> Iterator[tuple[tuple[bytes, Any], int, Sequence[Any]]]:
    """Every event with its chain and its place in it."""
    chain, place = None, 0
    for event in log.events():
        here = (raw(event[0]), event[1])
        place = place + 1 if here == chain else 1
        chain = here
        yield here, place, event


def _chains(log: Log, heaps: _Balance) -> _Chains:
    """Check every chain. Only an event that is what it was answers for its entry in the log: one that was moved leaves
    a gap there.
    """
    made = _Chains()
    seq: Any = 0
    before = FIRST
    for chain, place, event in _in_order(log):
        made.events += 1
        if place == 1:
            made.number += 1
            seq, before = 0, FIRST
        hashed = raw(event[8])
        sound = _hash(log.instance, event) == hashed
        if sound:
            heaps.add((hashed, chain[0], *event[1:3]), -1)
            made.papers += len(event[6]) == 32
        if chain in made.bad:
            continue
        if event[2] == seq:
            made.fault(chain, place, f"The {named(event)} stands twice: the chain was forked.")
        elif event[2] != seq + 1:
            made.fault(chain, place, f"The {named((event[0], event[1], seq + 1))} is missing.")
        elif raw(event[7]) != before:
            made.fault(chain, place, f"The {named(event)} does not continue the one before it.")
        elif not sound:
            made.fault(chain, place, f"The {named(event)} was changed: it does not agree with its hash.")
        seq, before = event[2], hashed
    return made


def _hash(instance: bytes, event: Sequence[Any]) -> bytes | None:
    try:
        return event_hash(instance, event)
    except (TypeError, ValueError, AttributeError):
        return None  # a column holds what no event can hold


AT_ONCE = 100_000
"""About so many entries are held in memory, where the log and the store differ."""


def _unbalanced(log: Log, heaps: _Balance, chains: _Chains, number: int) -> list[str]:
    """Name what is in the log and not in the store; what is in the store and not in the log becomes a fault of its
    chain.
    """
    lost: list[tuple[Any, Sequence[Any]]] = []
    faults: list[str] = []
    buckets = heaps.bad()
    step = max(1, AT_ONCE * heaps.BUCKETS // max(number, 1))
    for first in range(0, len(buckets), step):
        lost += _named(log, frozenset(buckets[first : first + step]), chains, faults)
    for position, entry in lost:
        chain = (raw(entry[0]), entry[1])
        where = "waits for the log," if position is None else f"is in the log, at {position},"
        # Where the chain itself is bad, its first bad event was named.
        chains.bad.setdefault(chain, (0, f"The {named(entry)} {where} and is not in the store."))
    return faults


def _named(
    log: Log, buckets: frozenset[int], chains: _Chains, faults: list[str]
) -> list[tuple[Any, Sequence[Any]]]:  # fmt: skip
    """The entries of some buckets that no event answers for: position (None where it waits), and the place named."""
    there: dict[bytes, list[tuple[Any, Sequence[Any]]]] = {}
    for rows in (log.leaves(), ((None, *row) for row in log.pending())):
        for position, mark, *entry in rows:
            hashed = raw(mark)
            if _Balance.bucket(hashed) in buckets:
                held = there.setdefault(hashed, [])
                if not held:
                    held.append((position, entry))
                elif position is not None:
                    faults.append(f"The leaf {position} repeats the leaf {held[0][0]}.")
                else:
                    faults.append(f"The {named(entry)} waits for the log, and is in it already.")
    for chain, place, event in _in_order(log):
        hashed = raw(event[8])
        if _Balance.bucket(hashed) not in buckets or _hash(log.instance, event) != hashed:
            continue
        held = there.get(hashed, [])
        if not held:
            chains.fault(chain, place, f"The {named(event)} is not in the log.")
            continue
        position, at = held.pop(0)
        if (raw(at[0]), *at[1:]) != (*chain, event[2]):
            chains.fault(chain, place, f"The {named(event)} stands in the log under another name, at {position}.")
    return [one for held in there.values() for one in held]


# Papers.


def papers_of(
    ask: Callable[[str, Sequence[Any]], Rows], few: Callable[[str, Sequence[Any]], Rows], expected: int = -1,
    case: bytes = b"",
) -> tuple[int, list[str]]:  # fmt: skip
    """How many papers (originals and copies) there are, and each that is not what the header of its event says.
    `expected`: how many events hold the hash of one; `case`: of this case alone.
    """
    number, faults = 0, []
    where, values = ("WHERE {}.case_id = ?", [case]) if case else ("", [])
    text = f"""SELECT c.case_id, c.compartment, c.seq, c.id, c.parts, e.seq, e.txn FROM enclosure c LEFT JOIN event e
        ON e.case_id = c.case_id AND e.compartment = c.compartment AND e.seq = c.seq {where.format("c")}
        ORDER BY c.case_id, c.compartment, c.seq"""
    before = None
    for of, compartment, seq, enclosure, parts, there, hashed in ask(text, values):
        if there is not None and len(raw(hashed)) == 32:
            number += (of, compartment, seq) != before
            before = (of, compartment, seq)
        what = named((of, compartment, seq))
        if there is None:
            faults.append(f"The {what} has a paper and is not there.")
        elif (missing := _part(few, (enclosure, of, compartment), parts, hashed)) is None:
            faults.append(f"The paper of {what} was changed: it does not agree with the hash in the event.")
        elif missing:
            faults.append(f"Part {missing} of {parts} of the paper of {what} is missing.")
    if number != expected:
        text = f"""SELECT e.case_id, e.compartment, e.seq FROM event e WHERE length(e.txn) = 32
            {where.format("e").replace("WHERE", "AND")} AND NOT EXISTS (SELECT 1 FROM enclosure c
            WHERE c.case_id = e.case_id AND c.compartment = e.compartment AND c.seq = e.seq)
            ORDER BY e.case_id, e.compartment, e.seq"""
        faults += [f"The paper of {named(row)} is missing." for row in ask(text, values)]
    return number, faults


def _part(few: Callable[[str, Sequence[Any]], Rows], of: tuple[Any, ...], parts: Any, hashed: Any) -> int | None:
    """0 where all parts of a paper are there and agree with the hash, None where they do not; else which is missing."""
    over, there = hashlib.sha256(), 0
    text = """SELECT n, sealed, enclosure, case_id, compartment FROM part WHERE enclosure = ? AND n >= ?
        ORDER BY n LIMIT 16"""
    sound = True
    while found := list(few(text, (of[0], there))):
        for n, sealed, *place in found:
            if n != there:
                return there + 1
            sound = sound and tuple(place) == of
            over.update(raw(sealed))
            there += 1
    if isinstance(parts, int) and there < parts:
        return there + 1
    return 0 if sound and there == parts and over.digest() == hashed else None


# One file.

NEWEST = 1
"""The newest form of a store that is read here."""


def read(path: str) -> Log:
    """The log of an embedded store or a backup, read only, as it stands at this moment."""
    with Path(path).open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            raise ValueError("this is neither a store nor a backup")
    store = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    # Text that was broken is shown as it is, never a fault of the reading.
    store.text_factory = lambda text: text.decode(errors="backslashreplace")
    store.execute("PRAGMA trusted_schema = OFF")
    store.execute("BEGIN")
    tables = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= {"setting", "event", "leaf", "pending", "checkpoint", "enclosure", "part"}:
        raise ValueError("this is neither a store nor a backup")
    told = dict(store.execute("SELECT name, value FROM setting").fetchall())
    if not all(isinstance(told.get(name), bytes) for name in ("instance", "key", "format")):
        raise ValueError("this is neither a store nor a backup")
    if int(told["format"]) > NEWEST:
        raise ValueError("it is of a newer version of the program; use the verify.py that came with it")
    return Log(
        told["instance"],
        told["key"].decode(errors="backslashreplace"),
        lambda: store.execute(f"SELECT {EVENT} FROM event ORDER BY case_id, compartment, seq"),
        lambda: store.execute("SELECT position, hash, case_id, compartment, seq FROM leaf ORDER BY position"),
        lambda: store.execute("SELECT hash, case_id, compartment, seq FROM pending"),
        lambda: store.execute("SELECT size, note FROM checkpoint ORDER BY size"),
        store.execute,
        store.execute,
    )


def said(report: Report) -> str:
    """A report in plain sentences."""
    lines = list(report.faults or ("The log is whole.",))
    lines.append(
        f"{report.events} events in {report.chains} chains; {report.leaves} in the log under {report.checkpoints} "
        f"signed checkpoints, {report.pending} waiting for the next; {report.papers} originals and copies of papers."
    )
    if report.faults:
        lines.append("Change nothing. Keep the store as it is, and compare it with the last backup that is whole.")
    return "\n".join(lines) + "\n"


def main(argv: Sequence[str]) -> int:
    """`verify.py FILE [PUBLIC_KEY [CHECKPOINT_FILE]]`. Ends with 0 where all is whole, 1 where not, 2 if unreadable."""
    if not 1 <= len(argv) <= 3:
        sys.stderr.write("Write: python verify.py FILE [PUBLIC_KEY [CHECKPOINT_FILE]]\n")
        return 2
    try:
        kept = Path(argv[2]).read_text(encoding="utf-8") if len(argv) > 2 else ""
        report = verify(read(argv[0]), argv[1] if len(argv) > 1 else "", kept)
    except (OSError, ValueError, sqlite3.Error) as error:
        sys.stderr.write(f"{Path(argv[0]).name} cannot be verified: {error}.\n")
        return 2
    sys.stdout.write(said(report))
    return 1 if report.faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
