"""The log of an office: events are taken in at each checkpoint, in an order that tells nothing, and the root is signed.

Between checkpoints events wait in a list. A checkpoint takes all of them, sorted by hash, so that the log does not
say which compartments were written together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wellfounded.dossier import sealing, verify
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.schema import insert
from wellfounded.dossier.store import Rows, Store, one, settings
from wellfounded.dossier.verify import EVENT, Frontier, Log, Report, node_hash, note, read_note
from wellfounded.logic.errors import BadInput, WrongCall

STEP = 8
"""Whole subtrees of every eighth level are kept, so that a proof reads a few hundred hashes and not the whole log."""


def checkpoint(office: Office, now: datetime) -> str:
    """Take in what waits, and sign. Gives the signed note; the last one, if nothing waits. Refuses a log that is not
    what was signed before.
    """
    with office.store.writing(office=True) as rows:
        rows.lock(b"the log of " + office.instance[:8])
        last = one(rows.all("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1"))
        waiting = rows.all("SELECT hash, case_id, compartment, seq FROM pending ORDER BY hash")
        if last and not waiting:
            return str(last[1])
        tree = _frontier(rows, last[0] if last else 0)
        if last and read_note(last[1], office.key) != (tree.size, tree.root()):
            raise BadInput("The log is not what was signed. Ask `wellfounded office verify` what was changed.")
        leaves, nodes = [], []
        for row in waiting:
            leaves.append((tree.size, *row))
            nodes += [made for made in tree.add(row[0]) if made[0] and made[0] % STEP == 0]
        rows.many(insert("leaf"), leaves)
        if nodes:
            rows.many(insert("node"), nodes)
        rows.many("DELETE FROM pending WHERE hash = ?", [(row[0],) for row in waiting])
        key = sealing.signer(office.seed)
        signed = note(office.origin, tree.size, tree.root(), moment(now), key.sign, key.public_key().public_bytes_raw())
        rows.run(insert("checkpoint"), (tree.size, signed))
    return signed


def _frontier(rows: Rows, size: int) -> Frontier:
    """The right edge of the log at a size."""
    tree = Frontier()
    tree.size = size
    at = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            tree.edge.append((level, _subtree(rows, at, at + (1 << level))))
            at += 1 << level
    return tree


def _subtree(rows: Rows, first: int, end: int) -> bytes:
    """The hash over the leaves from `first` up to and without `end`."""
    width = end - first
    level = width.bit_length() - 1
    if width == 1 << level and first % width == 0 and level % STEP == 0:
        table = ("leaf WHERE position = ?", (first,)) if level == 0 else (
            "node WHERE level = ? AND place = ?", (level, first >> level))  # fmt: skip
        found = one(rows.all(f"SELECT hash FROM {table[0]}", table[1]))
        if found is None:
            raise BadInput("The log is not whole. Ask `wellfounded office verify` what was changed.")
        return bytes(found[0])
    if level and width <= 1 << STEP:
        # A stretch of leaves is read at once.
        text = "SELECT hash FROM leaf WHERE position >= ? AND position < ? ORDER BY position"
        tree = Frontier()
        for (hashed,) in rows.all(text, (first, end)):
            tree.add(hashed)
        if tree.size != width:
            raise BadInput("The log is not whole. Ask `wellfounded office verify` what was changed.")
        return tree.root()
    left = first + _split(width)
    return node_hash(_subtree(rows, first, left), _subtree(rows, left, end))


def _split(width: int) -> int:
    """The largest power of two below a width."""
    return 1 << (width - 1).bit_length() - 1


@dataclass(frozen=True, slots=True)
class Proof:
    """That a leaf stands in the log that a checkpoint signs: its position, the size, and the path to the root."""

    position: int
    size: int
    path: tuple[bytes, ...]


def inclusion(store: Store, case: bytes, compartment: str, seq: int) -> Proof:
    """The proof that an event is in the log of the last checkpoint."""
    with store.reading(office=True) as rows:
        last = one(rows.all("SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1"))
        text = "SELECT position FROM leaf WHERE case_id = ? AND compartment = ? AND seq = ?"
        found = one(rows.all(text, (case, compartment, seq)))
        if last is None or found is None:
            raise BadInput("This event is not in the log yet. The next checkpoint takes it in.")
        return Proof(found[0], last[0], tuple(path(rows, found[0], last[0])))


def path(rows: Rows, position: int, size: int) -> list[bytes]:
    """The hashes beside a leaf, up to the root of a log of this size."""
    return _path(rows, position, 0, size)


def _path(rows: Rows, position: int, first: int, end: int) -> list[bytes]:
    if end - first == 1:
        return []
    middle = first + _split(end - first)
    if position < middle:
        return [*_path(rows, position, first, middle), _subtree(rows, middle, end)]
    return [*_path(rows, position, middle, end), _subtree(rows, first, middle)]


def consistency(store: Store, small: int, size: int) -> tuple[bytes, ...]:
    """The proof that the log of `size` leaves continues that of `small`."""
    with store.reading(office=True) as rows:
        last = one(rows.all("SELECT size FROM checkpoint ORDER BY size DESC LIMIT 1"))
        if not 0 < small <= size <= (last[0] if last else 0):
            raise WrongCall("A proof needs two sizes of the log, the smaller first.")
        return tuple(_continued(rows, small, 0, size, True))


def _continued(rows: Rows, small: int, first: int, end: int, whole: bool) -> list[bytes]:
    if small == end - first:
        return [] if whole else [_subtree(rows, first, end)]
    left = _split(end - first)
    middle = first + left
    if small <= left:
        return [*_continued(rows, small, first, middle, whole), _subtree(rows, middle, end)]
    return [*_continued(rows, small - left, middle, end, False), _subtree(rows, first, middle)]


def examine(store: Store, key: str = "", kept: str = "") -> Report:
    """Verify the whole store: every hash, chain, leaf, signature and enclosure. No key that opens anything is
    needed.
    """
    with store.reading(office=True) as rows:
        said = settings(rows)
        return verify.verify(
            Log(
                said["instance"],
                said["key"].decode(),
                lambda: rows.stream(f"SELECT {EVENT} FROM event ORDER BY case_id, compartment, seq"),
                lambda: rows.stream("SELECT position, hash, case_id, compartment, seq FROM leaf ORDER BY position"),
                lambda: rows.stream("SELECT hash, case_id, compartment, seq FROM pending"),
                lambda: rows.stream("SELECT size, note FROM checkpoint ORDER BY size"),
                rows.stream,
                rows.all,
            ),
            key,
            kept,
        )


def last(store: Store) -> str:
    """The last signed checkpoint; empty before the first."""
    with store.reading(office=True) as rows:
        found = one(rows.all("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"))
    return str(found[0]) if found else ""
