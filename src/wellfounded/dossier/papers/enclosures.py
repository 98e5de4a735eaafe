"""Enclosures: what is too long for an event, as sealed parts of one length, read and written a little at a time.

Each part is sealed under a key that is derived for its enclosure, and bound to instance, case, compartment, enclosure,
its number and whether it is the last: dropped, swapped, repeated or cut off, it does not open. The event's number in
the header is the SHA-256 over all sealed parts, so the log covers them, and whoever has no key can check them.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wellfounded.dossier import sealing
from wellfounded.dossier.chains import Chain, add
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, new_id
from wellfounded.dossier.schema import insert
from wellfounded.dossier.store import Rows, one
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput

PART = 65536
"""Bytes in a part. The last is filled up, so that the store tells lengths only to this measure."""
TOGETHER = 16
"""Parts that are held in memory, and written or read in one transaction."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An enclosure as its record tells it: number, length, SHA-256 of the bytes and of the sealed parts."""

    id: bytes
    size: int
    parts: int
    sha256: str
    sealed: str

    def body(self) -> dict[str, Any]:
        """As a record holds it."""
        return {
            "id": self.id.hex(),
            "size": self.size,
            "parts": self.parts,
            "sha256": self.sha256,
            "sealed": self.sealed,
        }


def enclosed(body: Any) -> Enclosed:
    """From a record."""
    return Enclosed(bytes.fromhex(body["id"]), body["size"], body["parts"], body["sha256"], body["sealed"])


SENTENCES: Mapping[str, str] = {
    "broken": "Part {part} of {parts} of the paper {paper} was changed or is missing. Nothing of it is shown from "
    "there on: restore it from a backup.",
}


class Broken(BadInput):
    """A part of an enclosure is not what was sealed."""

    def __init__(self, part: int, parts: int, paper: str) -> None:
        super().__init__(SENTENCES["broken"], line=None, part=part, parts=parts, paper=paper)
        self.part = part


def _bound(office: Office, chain: Chain, enclosure: bytes, n: int, last: bool) -> bytes:
    place = [1, office.instance.hex(), chain.case.hex(), chain.compartment, enclosure.hex(), n, last]
    return canonical(["part", *place])


def _keys(chain: Chain, enclosure: bytes) -> bytes:
    return b"".join(sealing.derived(key, "enclosure " + enclosure.hex()) for key in reversed(sealing.each(chain.key)))


class Arriving:
    """Bytes on their way into the store. They belong to nothing until `on_record` names them."""

    def __init__(self, office: Office, by: Member, chain: Chain, at: str) -> None:
        self.id = new_id()
        self.size = 0
        self.chain = chain
        self._office, self._by, self._at = office, by, at
        self._key = sealing.newest(_keys(chain, self.id))
        self._kept = bytearray()
        self._waiting: list[tuple[Any, ...]] = []
        self._n = 0
        self._clear, self._sealed = hashlib.sha256(), hashlib.sha256()

    def add(self, piece: bytes) -> None:
        """The next bytes, however many."""
        self._clear.update(piece)
        self.size += len(piece)
        view = memoryview(piece)
        while view:
            # A full part waits until another byte comes: only then is it known not to be the last.
            if len(self._kept) == PART:
                self._seal(last=False)
            room = PART - len(self._kept)
            self._kept += view[:room]
            view = view[room:]

    def _seal(self, last: bool) -> None:
        bound = _bound(self._office, self.chain, self.id, self._n, last)
        sealed = sealing.seal(self._key, bytes(self._kept).ljust(PART, b"\0"), bound)
        self._kept.clear()
        self._sealed.update(sealed)
        row = (self.id, self._n, self.chain.case, self.chain.compartment, self._at, sealed)
        self._waiting.append(row)
        self._n += 1
        if last or len(self._waiting) == TOGETHER:
            with self._office.store.writing(self._by.id, self._at) as rows:
                rows.many(insert("part"), self._waiting)
            self._waiting.clear()

    def close(self) -> Enclosed:
        """Seal the last part. Gives what the record says of them all."""
        self._seal(last=True)
        return Enclosed(self.id, self.size, self._n, self._clear.hexdigest(), self._sealed.hexdigest())

    def drop(self) -> None:
        """Take back what was written, unless an event names it: the store keeps that, whoever asks."""
        self._waiting.clear()
        with self._office.store.writing(office=True) as rows:
            rows.run("DELETE FROM part WHERE enclosure = ?", (self.id,))


def on_record(
    office: Office, rows: Rows, chain: Chain, held: Enclosed, content: tuple[str, Any], at: str, actor: bytes
) -> None:
    """Add the event that names an enclosure. The caller holds the case's lock."""
    found = one(rows.all("SELECT count(*) FROM part WHERE enclosure = ?", (held.id,)))
    if found != (held.parts,):
        raise BadInput("This took more than a day to arrive. Send it again.")
    add(office, rows, chain, [content], at, actor, bytes.fromhex(held.sealed))
    text = "SELECT max(seq) FROM event WHERE case_id = ? AND compartment = ?"
    ((seq,),) = rows.all(text, (chain.case, chain.compartment))
    rows.run(insert("enclosure"), (held.id, chain.case, chain.compartment, seq, held.parts))


def parts_of(rows: Rows, case: bytes, compartment: str) -> int:
    """How many parts the enclosures of a compartment have."""
    text = "SELECT coalesce(sum(parts), 0) FROM enclosure WHERE case_id = ? AND compartment = ?"
    return int(rows.all(text, (case, compartment))[0][0])


# Reading.


@dataclass(frozen=True, slots=True)
class Opening:
    """An enclosure that is open to a member. `named`: the paper, as a fault names it."""

    office: Office
    by: Member
    chain: Chain
    held: Enclosed
    at: str
    named: str

    def pieces(self, first: int = 0, size: int | None = None) -> Iterator[bytes]:
        """The bytes from `first` on, part by part, each one checked before it is given. Read whole, the hashes are
        checked too. Refuses (`Broken`) from the first part that is not what was sealed.
        """
        end = self.held.size if size is None else min(first + size, self.held.size)
        whole = first == 0 and end == self.held.size
        clear, over = hashlib.sha256(), hashlib.sha256()
        for n, sealed in self._sealed(first // PART, -(-end // PART)):
            piece = self._open(n, sealed)[max(first - n * PART, 0) : end - n * PART]
            over.update(sealed)
            clear.update(piece)
            if whole and n + 1 == self.held.parts and (over.hexdigest(), clear.hexdigest()) != (
                self.held.sealed, self.held.sha256,
            ):  # fmt: skip
                raise Broken(n + 1, self.held.parts, self.named)
            yield piece

    def _sealed(self, first: int, end: int) -> Iterator[tuple[int, bytes]]:
        text = "SELECT n, sealed FROM part WHERE enclosure = ? AND n >= ? AND n < ? ORDER BY n"
        for start in range(first, end, TOGETHER):
            upto = min(start + TOGETHER, end)
            with self.office.store.reading(self.by.id, self.at) as rows:
                found = dict(rows.all(text, (self.held.id, start, upto)))
            for n in range(start, upto):
                if n not in found:
                    raise Broken(n + 1, self.held.parts, self.named)
                yield n, found[n]

    def _open(self, n: int, sealed: bytes) -> bytes:
        bound = _bound(self.office, self.chain, self.held.id, n, n + 1 == self.held.parts)
        try:
            return sealing.unseal_with(_keys(self.chain, self.held.id), sealed, bound)
        except sealing.WrongKey:
            raise Broken(n + 1, self.held.parts, self.named) from None

    def file(self) -> io.BufferedReader:
        """The bytes as a file that can be read from any place, with a few parts in memory."""
        return io.BufferedReader(_File(self), PART)


class _File(io.RawIOBase):
    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._opening.held.size}[whence]
        self._place = max(start + offset, 0)
        return self._place

    def readinto(self, buffer: Any) -> int:
        piece = next(self._opening.pieces(self._place, min(len(buffer), PART)), b"")
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)
