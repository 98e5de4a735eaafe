"""A sealed bundle: one case in one file (`.wfb`), for one passphrase or one recipient's key.

    line 1   wellfounded-bundle 1, or 2 where papers go along
    line 2   JSON: how the key is reached, {"for": "passphrase", "salt", "passes", "memory", "key"} or
             {"for": "key", "key"}; binary values in base64
    in 2     eight bytes: the length of what follows
    then     AES-256-GCM (nonce, sealed, tag) of JSON, bound to the two lines: {"v": 1 or 2, "instance", "case", "at",
    "purpose", "compartments", "document", "records", "family"}, and in 2 "papers"
    in 2     the originals and copies that "papers" names, in sealed parts of one length

`document` holds the tables of a case file; `family` those of relatives; `records` the records of other kinds. A file
without papers is written as version 1, which older programs open.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from wellfounded.claim.events import Case
from wellfounded.dossier import records as recorded
from wellfounded.dossier import sealing
from wellfounded.dossier.access import Projection
from wellfounded.dossier.chains import Chain, add, compartment_key
from wellfounded.dossier.compartments import BY_MEMBERS
from wellfounded.dossier.files import family, read
from wellfounded.dossier.grants import check
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.papers.enclosures import PART, Broken, Enclosed, Opening, enclosed
from wellfounded.dossier.papers.listing import Paper, of_records
from wellfounded.dossier.sealing import COST, Cost, WrongKey
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

MAGIC, WITH_PAPERS = b"wellfounded-bundle 1\n", b"wellfounded-bundle 2\n"
SEALED = PART + 28
"""Bytes of a sealed part: with its nonce and its tag."""
EXPORT = "export"
_BOUND = b"wellfounded bundle"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was in a bundle."""

    instance: bytes
    case: bytes
    at: str
    purpose: str
    compartments: tuple[str, ...]
    document: dict[str, Any]
    records: tuple[dict[str, Any], ...]
    family: tuple[dict[str, Any], ...]
    parts: dict[str, tuple[Enclosed, int]] = field(default_factory=dict, repr=False)
    sealed: memoryview = field(default=memoryview(b""), repr=False)
    key: bytes = field(default=b"", repr=False)
    head: bytes = field(default=b"", repr=False)

    def papers(self) -> tuple[Paper, ...]:
        """The papers, as a list of the file shows them."""
        told = (recorded.Record("", r["compartment"], r["kind"], r["body"], r["at"], 0, b"") for r in self.records)
        return of_records(told)

    def paper(self, held: Enclosed) -> Iterator[bytes]:
        """The bytes of an original or of a copy, part by part. Refuses (`Broken`) from the first changed part on."""
        if held.id.hex() not in self.parts:
            raise BadInput("This paper did not go along in the bundle.")
        held, first = self.parts[held.id.hex()]
        for n in range(held.parts):
            place = (first + n) * SEALED
            bound = _bound(self.head, held, n)
            try:
                piece = sealing.unseal(self.key, bytes(self.sealed[place : place + SEALED]), bound)
            except WrongKey:
                raise Broken(n + 1, held.parts, held.id.hex()) from None
            yield piece[: held.size - n * PART]

    def read(self, laws: Any) -> tuple[LegalOrder, Case]:
        """The law and the case, for the case line. `laws`: from the name of a law to the legal order."""
        return recorded.case(self.document, laws, [recorded.case(tables, laws)[1] for tables in self.family])


def export(
    office: Office, by: Member, case: bytes, purpose: str, compartments: Sequence[str], now: datetime,
    *, passphrase: str = "", recipient: bytes = b"", cost: Cost = COST,
) -> bytes:  # fmt: skip
    """One case as a sealed bundle, with those compartments that are named and open, and the export on record in each.

    For a `passphrase`, or for the X25519 public key of a `recipient`. What only members open is put in only if it is
    named.
    """
    return b"".join(pieces(office, by, case, purpose, compartments, now, passphrase=passphrase, recipient=recipient,
                           cost=cost))  # fmt: skip


def pieces(
    office: Office, by: Member, case: bytes, purpose: str, compartments: Sequence[str], now: datetime,
    *, passphrase: str = "", recipient: bytes = b"", cost: Cost = COST,
) -> Iterator[bytes]:  # fmt: skip
    """The same a little at a time, for files with many papers. The export is on record before the first byte is given
    out.
    """
    at = moment(now)
    with office.store.reading(by.id, at) as rows:
        check(office, rows, by, case, compartments, "export", purpose=purpose, now=at)
    made = read(office, by, case, purpose, now)
    kin = [_only(one, set(compartments)) for one in family(office, by, case, now)]
    chosen = _only(made, set(compartments))
    struck = {r.body.get("id") for r in chosen if r.kind == "strike"}
    going = [(paper.compartment, held) for paper in of_records(chosen) for held in _held(paper)]
    content = {
        "v": 2 if going else 1,
        "instance": office.instance.hex(),
        "case": case.hex(),
        "at": at,
        "purpose": purpose,
        "compartments": sorted(set(compartments)),
        "document": recorded.document(chosen),
        "records": [
            {"compartment": r.compartment, "kind": r.kind, "at": r.at, "body": r.body}
            for r in chosen
            if r.kind not in ("head", "event", "fact", "strike") and r.id not in struck
        ],
        "family": [tables for tables in map(recorded.document, kin) if "law" in tables],
    }
    if going:
        content["papers"] = [held.body() for _, held in going]
    key, head = _reached(WITH_PAPERS if going else MAGIC, passphrase, recipient, cost)
    sealed = sealing.seal(key, canonical(content), head)
    chains: dict[str, Chain] = {}
    with office.store.writing(by.id, at) as rows:
        rows.lock(case)
        check(office, rows, by, case, compartments, "export", purpose=purpose, now=at)
        for name in sorted(set(compartments)):
            opened = compartment_key(office, rows, case, name, by)
            if opened is not None:
                told = (EXPORT, {"body": {"purpose": purpose}})
                chains[name] = Chain(case, name, opened)
                add(office, rows, chains[name], [told], at, by.id, bytes(16))
    yield head + (len(sealed).to_bytes(8, "big") if going else b"") + sealed
    for name, held in going:
        yield from _parts(Opening(office, by, chains[name], held, at, name), key, head)


def _held(paper: Paper) -> list[Enclosed]:
    """What goes along of a paper: its original, and its copy if there is one."""
    return [paper.held, *([paper.copy.held] if paper.copy and paper.copy.held else [])]


def _bound(head: bytes, held: Enclosed, n: int) -> bytes:
    return canonical(["part", hashlib.sha256(head).hexdigest(), held.id.hex(), n, n + 1 == held.parts])


def _parts(opening: Opening, key: bytes, head: bytes) -> Iterator[bytes]:
    under = sealing.derived(key, "papers")
    for n, piece in enumerate(opening.pieces()):
        yield sealing.seal(under, piece.ljust(PART, b"\0"), _bound(head, opening.held, n))


def _only(made: Projection, compartments: set[str]) -> list[recorded.Record]:
    return [r for r in made.records if r.compartment in compartments]


def default(made: Sequence[str]) -> list[str]:
    """The compartments that go into a bundle if none is named: what is open, without what only members open."""
    return [name for name in made if name not in BY_MEMBERS]


def seal(content: bytes, passphrase: str = "", recipient: bytes = b"", cost: Cost = COST) -> bytes:
    """Content as a bundle for a passphrase or for a recipient's key."""
    key, head = _reached(MAGIC, passphrase, recipient, cost)
    return head + sealing.seal(key, content, head)


def _reached(magic: bytes, passphrase: str, recipient: bytes, cost: Cost) -> tuple[bytes, bytes]:
    """A new key, and the two lines that say how it is reached."""
    key = sealing.new_key()
    if recipient:
        if len(recipient) != 32:
            raise BadInput("The recipient's key is not one: it has 32 bytes.")
        told: dict[str, Any] = {"for": "key", "key": _text(sealing.give(recipient, key, _BOUND))}
    else:
        salt = os.urandom(16)
        under = sealing.from_passphrase(sealing.acceptable(passphrase), salt, cost)
        told = {"for": "passphrase", "salt": _text(salt), "passes": cost.passes, "memory": cost.memory,
                "key": _text(sealing.wrap(under, key))}  # fmt: skip
    return key, magic + canonical(told) + b"\n"


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def is_bundle(path: Path) -> bool:
    """Whether a file is a bundle."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) in (MAGIC, WITH_PAPERS)
    except (OSError, ValueError):
        return False


def wants_passphrase(raw: bytes) -> bool:
    """Whether a bundle is for a passphrase."""
    return _head(raw)[1].get("for") == "passphrase"


def _head(raw: bytes) -> tuple[bytes, dict[str, Any]]:
    end = raw.find(b"\n", len(MAGIC)) + 1
    if not raw.startswith((MAGIC, WITH_PAPERS)) or not 0 < end <= 4096:
        raise BadInput("This is not a sealed bundle, or one of another version.")
    try:
        told = json.loads(raw[len(MAGIC) : end])
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise _not_whole()
    return raw[:end], told


def _not_whole() -> BadInput:
    return BadInput("This bundle is not whole: it was cut off or changed on its way. Ask for it once more.")


def unseal(raw: bytes, passphrase: str = "", private: bytes = b"") -> Bundle:
    """Open a bundle in memory. Refuses (`WrongKey`) another passphrase or key, and any changed byte: where the
    passphrase was right, it says so.
    """
    head, told = _head(raw)
    try:
        if told["for"] == "passphrase":
            cost = Cost(int(told["passes"]), int(told["memory"]))
            # A bundle from a stranger may ask for as much work as an honest one, and no more.
            if not (1 <= cost.passes <= 16 and 8 <= cost.memory <= 1 << 20):
                raise WrongKey
            under = sealing.from_passphrase(passphrase, base64.b64decode(told["salt"]), cost)
            key = sealing.unwrap(under, base64.b64decode(told["key"]))
        else:
            key = sealing.take(private, base64.b64decode(told["key"]), _BOUND)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise WrongKey from None
    try:
        start, end = len(head), len(raw)
        if raw.startswith(WITH_PAPERS):
            start += 8
            end = start + int.from_bytes(raw[start - 8 : start], "big")
        content = json.loads(sealing.unseal(key, raw[start:end], head))
        parts: dict[str, tuple[Enclosed, int]] = {}
        first = 0
        for body in content.get("papers", []):
            held = enclosed(body)
            parts[held.id.hex()] = (held, first)
            first += held.parts
        if len(raw) - end != first * SEALED:
            raise _not_whole()
    except (KeyError, TypeError, ValueError, WrongKey):
        raise _not_whole() from None
    return Bundle(
        bytes.fromhex(content["instance"]),
        bytes.fromhex(content["case"]),
        content["at"],
        content["purpose"],
        tuple(content["compartments"]),
        content["document"],
        tuple(content["records"]),
        tuple(content["family"]),
        parts,
        memoryview(raw)[end:],
        sealing.derived(key, "papers"),
        head,
    )
