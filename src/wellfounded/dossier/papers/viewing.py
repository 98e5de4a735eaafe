"""The viewing copy of a paper: made once, sealed like the original; and opening either."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from wellfounded.dossier.chains import add, content
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.papers import copying
from wellfounded.dossier.papers.asking import Asked, asked
from wellfounded.dossier.papers.enclosures import Arriving, Enclosed, on_record
from wellfounded.dossier.papers.kinds import KINDS
from wellfounded.dossier.papers.listing import COPY, Page, Paper, of_records
from wellfounded.dossier.papers.scanning import FOUND
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput

AGAIN = timedelta(minutes=15)
"""Opening the same paper again within so long is one reading."""


def make_copy(
    office: Office, by: Member, case: bytes, purpose: str, paper: Paper, now: datetime,
    seconds: float = copying.SECONDS,
) -> Paper:  # fmt: skip
    """Make the viewing copy of a paper, or put on record why there is none. Gives the paper with it."""
    ask = asked(office, by, case, purpose, paper.compartment, now)
    with ask.writing() as rows:
        chain = ask.chain(rows)
    arriving = Arriving(office, by, chain, ask.at)
    try:
        made = copying.Copied(why_not="no_copy")
        if KINDS[paper.kind].shown:
            original = ask.opening(chain, paper.held, paper.label).pieces()
            made = copying.copy(original, paper.kind, arriving.add, seconds)
        if made.why_not:
            arriving.drop()
            _noted(ask, {"paper": paper.id, "why_not": made.why_not}, None)
        else:
            held = arriving.close()
            pages = [[page.kind, page.size, page.width, page.height] for page in made.pages]
            told = {"paper": paper.id, "held": held.body(), "pages": pages, "of": made.of, "carries": [*made.carries]}
            _noted(ask, told, held)
    except BaseException:
        arriving.drop()
        raise
    with office.store.reading(by.id, ask.at) as rows:
        return next(found for found in of_records(ask.records(rows, chain)) if found.id == paper.id)


def _noted(ask: Asked, body: dict[str, Any], held: Enclosed | None) -> None:
    told = content(Draft(ask.compartment, COPY, body), 0)
    with ask.writing() as rows:
        chain = ask.chain(rows)
        if held:
            on_record(ask.office, rows, chain, held, told, ask.at, ask.by.id)
        else:
            add(ask.office, rows, chain, [told], ask.at, ask.by.id, bytes(16))


def open_original(
    office: Office, by: Member, case: bytes, purpose: str, paper: Paper, now: datetime, *, harmful: bool = False
) -> Iterator[bytes]:
    """The bytes as they were received, part by part, each checked before it is given; that they were read is on
    record. Serve them as a file to keep, never as a page. Refuses (`Broken`) from the first changed part on.

    `harmful`: also where a scanner found something later.
    """
    if paper.scan.state == FOUND and not harmful:
        raise BadInput("A virus scanner found something harmful in the original. Only its copy is shown.")
    return _open(asked(office, by, case, purpose, paper.compartment, now), paper, paper.held, "original", None, now)


def open_copy(
    office: Office, by: Member, case: bytes, purpose: str, paper: Paper, page: int, now: datetime
) -> tuple[Page, Iterator[bytes]]:
    """A page of the viewing copy, counted from 1, and its bytes; that it was read is on record."""
    copy = paper.copy
    if copy is None or copy.held is None:
        raise BadInput("Of this paper there is no copy to be shown.")
    if not 1 <= page <= len(copy.pages):
        raise BadInput("There is no page {page}. The copy has {pages}.", page=page, pages=len(copy.pages))
    wanted = copy.pages[page - 1]
    ask = asked(office, by, case, purpose, paper.compartment, now)
    return wanted, _open(ask, paper, copy.held, "copy", wanted, now)


def _open(ask: Asked, paper: Paper, held: Enclosed, what: str, page: Page | None, now: datetime) -> Iterator[bytes]:
    seen = (ask.by.id, ask.case, f"{paper.compartment} {paper.id} {what}", ask.purpose)
    with ask.writing("read") as rows:
        chain = ask.there(rows)
        # What the caller brings opens only what is on record here.
        there = of_records(ask.records(rows, chain))
        known = {one.held.id for one in there} | {one.copy.held.id for one in there if one.copy and one.copy.held}
        if held.id not in known:
            raise BadInput("There is no such paper in this file, or it was taken back.")
        if not moment(now - AGAIN) < ask.office.seen.get(seen, "") <= ask.at:
            ask.read(rows, chain, paper.id, what)
            ask.office.seen[seen] = ask.at
    opening = ask.opening(chain, held, paper.label)
    return opening.pieces(page.start, page.size) if page else opening.pieces()
