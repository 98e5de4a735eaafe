"""Taking a paper in: looked at as it passes, sealed as it comes, scanned, put on record, copied for viewing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wellfounded.dossier import files
from wellfounded.dossier.chains import content
from wellfounded.dossier.compartments import BY_MEMBERS
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office
from wellfounded.dossier.papers import word
from wellfounded.dossier.papers.asking import Asked, asked
from wellfounded.dossier.papers.enclosures import PART, Arriving, Enclosed, on_record, parts_of
from wellfounded.dossier.papers.kinds import TEST_SIGN, Unfit, Watch
from wellfounded.dossier.papers.listing import PAPER, TURNED_AWAY, Paper, Told, list_of
from wellfounded.dossier.papers.names import LONGEST_KEPT
from wellfounded.dossier.papers.scanning import FOUND, NONE, Scanned, Scanner
from wellfounded.dossier.papers.scanning import SENTENCES as SCANS
from wellfounded.dossier.papers.viewing import make_copy
from wellfounded.dossier.records import Draft
from wellfounded.dossier.schema import insert
from wellfounded.dossier.store import one
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes in one paper; bytes in one compartment of a case, as they are sealed and with the copies."""

    paper: int = 25 << 20
    compartment: int = 1 << 30


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Taken:
    """A paper that was taken in. `same`: others that the member may see with the same bytes; `again`: it was asked
    for a second time, and nothing was added.
    """

    paper: Paper
    same: tuple[Paper, ...] = ()
    again: bool = False


def take_in(
    office: Office, by: Member, case: bytes, purpose: str, compartment: str, chunks: Iterable[bytes], told: Told, *,
    name: str, txn: bytes, now: datetime, limits: Limits = LIMITS, scanner: Scanner | None = None, declared: int = 0,
    copied: bool = True,
) -> Taken:  # fmt: skip
    """Take a paper in from a stream of bytes. `name`: as it was given; `txn`: the client's own number of what it asks,
    so that asking again adds nothing; `declared`: how many bytes are said to come; `copied` False: the copy for viewing
    is made later, by `make_copy`.

    Refuses what is too large as soon as that is known, what is not of a kind that is taken in (`Unfit`), and what a
    scanner finds. The copy is made after the paper is on record; that it cannot be made loses nothing.
    """
    body = told.body()
    if not 8 <= len(txn) <= 64:
        raise BadInput("There is nothing to record, or it has no number of its own.")
    _small_enough(declared, limits.paper)
    ask = asked(office, by, case, purpose, compartment, now)
    if compartment in BY_MEMBERS:
        files.begun(office, by, case, compartment, purpose, ask.at)
    with ask.writing() as rows:
        chain = ask.chain(rows)
        room = limits.compartment - parts_of(rows, case, compartment) * PART
    _room(declared, room)
    arriving = Arriving(office, by, chain, ask.at)
    named = _kept(name)
    try:
        held, kind = _arrived(ask, arriving, chunks, limits.paper, room)
        scan = scanner.scan(ask.opening(chain, held).pieces()) if scanner else Scanned(NONE)
        if scan.state == FOUND:
            raise _Harm(scan.what, held.sha256)
        whole = {"name": named, "type": kind, "held": held.body(), "told": body, "scan": scan.body()}
        before = _recorded(ask, held, whole, txn)
    except _Harm as found:
        arriving.drop()
        harm = {"name": named, "what": found.what, "sha256": found.sha256}
        files.append(office, by, case, purpose, [Draft(compartment, TURNED_AWAY, harm)], txn, now)
        raise Unfit(FOUND, SCANS[FOUND]) from None
    except BaseException:
        arriving.drop()
        raise
    if before:
        arriving.drop()
    shown = list_of(files.read(office, by, case, purpose, now, record=False))
    paper = next((p for p in shown if p.id == (before or held.id.hex())), None)
    if paper is None:
        raise BadInput("This paper was taken back. To add it once more, send it as a new one.")
    if copied and paper.copy is None:
        paper = make_copy(office, by, case, purpose, paper, now)
    same = tuple(p for p in shown if p.held.sha256 == held.sha256 and p.id != paper.id)
    return Taken(paper, same, bool(before))


class _Harm(Exception):
    """A scanner found something, or the test sign was seen."""

    def __init__(self, what: str, sha256: str = "") -> None:
        super().__init__(what)
        self.what, self.sha256 = what, sha256


def _small_enough(size: int, most: int) -> None:
    if size > most:
        raise BadInput("This file is larger than {most} MB. Photograph or scan it with fewer points, or in parts.",
                       most=most >> 20)  # fmt: skip


def _room(size: int, room: int) -> None:
    if size > room or room <= 0:
        raise BadInput("There is no room left for papers in this part of the file. Ask whoever runs the office.")


def _kept(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()[:LONGEST_KEPT]


def _arrived(ask: Asked, arriving: Arriving, chunks: Iterable[bytes], most: int, room: int) -> tuple[Enclosed, str]:
    """Seal what comes, and say of what kind it is."""
    watch = Watch()
    try:
        for chunk in chunks:
            _small_enough(arriving.size + len(chunk), most)
            _room(arriving.size + len(chunk), room)
            watch.add(chunk)
            arriving.add(chunk)
        kind = watch.kind()
        held = arriving.close()
        if kind == "docx":
            with ask.opening(arriving.chain, held).file() as file:
                word.check(file, watch.tail)
    except Unfit as unfit:
        raise _Harm("EICAR") if unfit.why == TEST_SIGN else unfit from None
    return held, kind


def _recorded(ask: Asked, held: Enclosed, whole: dict[str, Any], txn: bytes) -> str:
    """Put a paper on record. Gives nothing; or the paper that this act made before, where it is asked for again."""
    number = ask.office.keyed(b"txn", ask.by.id, ask.case, txn)[:16]
    said = canonical([ask.compartment, whole["name"], held.sha256, whole["told"]])
    digest = ask.office.keyed(b"paper", said)
    with ask.writing() as rows:
        chain = ask.chain(rows)
        # Those taken back count too: a number is never used twice.
        there = [record.body for record in ask.records(rows, chain) if record.kind == PAPER]
        done = one(rows.all("SELECT digest FROM done WHERE txn = ?", (number,)))
        if done:
            if done[0] != digest:
                raise BadInput("This number was used for something else. Give each act a number of its own.")
            return next(str(body["held"]["id"]) for body in there if body["act"] == number.hex())
        body = {**whole, "number": len(there) + 1, "act": number.hex()}
        told = content(Draft(ask.compartment, PAPER, body), 0)
        on_record(ask.office, rows, chain, held, told, ask.at, ask.by.id)
        rows.run(insert("done"), (number, digest))
    return ""
