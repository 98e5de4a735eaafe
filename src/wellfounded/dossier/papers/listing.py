"""The papers of a file as a reader may see them: what each is, what it is said to prove, and its chain of custody.

Records of four kinds tell it: `paper` (taken in, with the hash of its bytes), `paper_copy` (the viewing copy, or why
there is none), `custody` (what became of it since), `paper_found` (what a scanner turned away). Nothing is changed
afterwards: what was said wrongly is corrected by a later record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from wellfounded.dossier.access import Projection
from wellfounded.dossier.papers.enclosures import Enclosed, enclosed
from wellfounded.dossier.papers.names import Name, name
from wellfounded.dossier.papers.scanning import Scanned
from wellfounded.dossier.records import Record
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

PAPER, COPY, CUSTODY, TURNED_AWAY = "paper", "paper_copy", "custody", "paper_found"
LONGEST = 2000
"""Signs in one thing that is told of a paper."""
DAYS = frozenset({"received_on", "consulted_on", "on"})


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a paper as it comes. `proves`: elements of the definition, by their names in the law;
    `original_seen_by`: who saw the original; `citation`, `address`, `consulted_on`: of country information, whose
    archived copy this is. Days as 2026-11-23.
    """

    title: str = ""
    proves: tuple[str, ...] = ()
    received_from: str = ""
    received_how: str = ""
    received_on: str = ""
    original_seen_by: str = ""
    language: str = ""
    citation: str = ""
    address: str = ""
    consulted_on: str = ""

    def body(self) -> dict[str, Any]:
        """What was said, for a record. Refuses days that are none, and what is too long."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return checked({key: list(value) if key == "proves" else value for key, value in said.items() if value})


def checked(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, if its days are days and nothing is too long."""
    for key, value in said.items():
        for text in value if isinstance(value, list) else [value]:
            if len(str(text)) > LONGEST:
                raise BadInput("{count} signs are too many for one line. Write at most {most}.",
                               count=len(str(text)), most=LONGEST)  # fmt: skip
        if key in DAYS:
            try:
                date.fromisoformat(str(value))
            except ValueError:
                raise BadInput("{found} is not a day. Write it as 2026-11-23.", found=str(value)) from None
    return dict(said)


def proving(names: Iterable[str], law: LegalOrder) -> tuple[str, ...]:
    """What a paper is said to prove, checked against the elements of the law's definition."""
    wanted = tuple(dict.fromkeys(names))
    for one in wanted:
        if one not in law.elements:
            raise BadInput("{name} is no element of the definition. Write some of: {names}.",
                           name=one, names=", ".join(law.elements))  # fmt: skip
    return wanted


STEPS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        step: (frozenset(needed.split()), frozenset(other.split()))
        for step, needed, other in (
            ("seen", "who on", "note"),
            ("translated", "translator on", "certified language translation note"),
            ("objected", "who on reason", "note"),
            ("handed_out", "to on", "what reason note"),
            ("returned", "who on", "note"),
            ("numbered", "series number", "branch note"),
            ("corrected", "reason", " ".join(field.name for field in fields(Told))),
            ("scanned", "state", "what"),
        )
    }
)
"""The steps of the chain of custody, with what must and what may be said of each. `translation`: the
translation's own number of bytes, where it is a paper of the file; `what`: `original` or `copy`; `series`: a key of
`binder.SERIES`.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a paper: a key of `STEPS`, what was said of it, when it was put on record and by whom."""

    id: str
    step: str
    said: Mapping[str, Any]
    at: str
    actor: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a viewing copy: `jpeg`, `png` or `text`, and where it lies in the copy."""

    kind: str
    start: int
    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Copy:
    """The viewing copy. `of`: how many pages the original has; `carries`: what it holds beside them and the copy does
    not (`attachments`, `program`); `why_not`: why there is none, a key of `copying.SENTENCES`.
    """

    held: Enclosed | None = None
    pages: tuple[Page, ...] = ()
    of: int = 0
    carries: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a file. `number`: within its compartment, so that no gap tells of another; `id`: of its bytes, as
    steps name it; `record`: of the record that a `strike` takes back; `copy` None: none was made yet.
    """

    id: str
    record: str
    compartment: str
    number: int
    name: Name
    kind: str
    held: Enclosed
    told: Told
    scan: Scanned
    at: str
    actor: bytes
    copy: Copy | None = None
    steps: tuple[Step, ...] = ()

    @property
    def label(self) -> str:
        """As sentences name it."""
        return f"{self.compartment} {self.number}"

    def last(self, step: str) -> Step | None:
        """The latest step of a kind."""
        return next((one for one in reversed(self.steps) if one.step == step), None)


def list_of(made: Projection) -> tuple[Paper, ...]:
    """The papers that a reader may see, by compartment and number; those taken back are left out."""
    return of_records(made.records)


def of_records(records: Iterable[Record]) -> tuple[Paper, ...]:
    """The same, of records in the order in which they were made."""
    records = tuple(records)
    struck = {(r.compartment, r.body.get("id")) for r in records if r.kind == "strike"}
    found: dict[tuple[str, str], Paper] = {}
    for record in records:
        if (record.compartment, record.id) in struck:
            continue
        if record.kind == PAPER:
            made = _paper(record)
            found[(made.compartment, made.id)] = made
            continue
        place = (record.compartment, str(record.body.get("paper", "")))
        if record.kind in (COPY, CUSTODY) and place in found:
            found[place] = _with(found[place], record)
    return tuple(sorted(found.values(), key=lambda paper: (paper.compartment, paper.number)))


def _paper(record: Record) -> Paper:
    body = record.body
    return Paper(
        body["held"]["id"], record.id, record.compartment, body["number"], name(body["name"], body["type"]),
        body["type"], enclosed(body["held"]), _told(body["told"]), Scanned(**body["scan"]), record.at, record.actor,
    )  # fmt: skip


def _told(said: Mapping[str, Any]) -> Told:
    return replace(Told(), **_fields(said))


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(Told)}
    return {key: tuple(value) if key == "proves" else value for key, value in said.items() if key in known}


def _with(paper: Paper, record: Record) -> Paper:
    if record.kind == COPY:
        return replace(paper, copy=_copy(record.body))
    said = {key: value for key, value in record.body.items() if key not in ("paper", "step")}
    step = Step(record.id, record.body["step"], said, record.at, record.actor)
    paper = replace(paper, steps=(*paper.steps, step))
    if step.step == "corrected":
        paper = replace(paper, told=replace(paper.told, **_fields(said)))
    if step.step == "scanned":
        paper = replace(paper, scan=Scanned(said["state"], said.get("what", "")))
    return paper


def _copy(body: Mapping[str, Any]) -> Copy:
    if "why_not" in body:
        return Copy(why_not=body["why_not"])
    pages, start = [], 0
    for kind, size, width, height in body["pages"]:
        pages.append(Page(kind, start, size, width, height))
        start += size
    return Copy(enclosed(body["held"]), tuple(pages), body["of"], tuple(body["carries"]))
