"""The binder for a court: papers in its numbering, their hashes, and who certifies the translations.

The plaintiff's exhibits are 甲 (Kō), the defendant's 乙 (Otsu), those of an intervening party 丙 (Hei): 甲第1号証, and
甲第1号証の2 for its second part.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from wellfounded.dossier.papers.listing import Paper

SERIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"ko": ("甲", "Ko"), "otsu": ("乙", "Otsu"), "hei": ("丙", "Hei")}
)


@dataclass(frozen=True, slots=True, order=True)
class Exhibit:
    """The number of an exhibit. `branch`: of its part, 0 where it has none."""

    series: str
    number: int
    branch: int = 0

    @property
    def japanese(self) -> str:
        """As a Japanese court writes it."""
        return f"{SERIES[self.series][0]}第{self.number}号証" + (f"の{self.branch}" if self.branch else "")

    @property
    def latin(self) -> str:
        """In Latin letters."""
        return f"{SERIES[self.series][1]}-{self.number}" + (f"-{self.branch}" if self.branch else "")


@dataclass(frozen=True, slots=True)
class Bound:
    """A paper in a binder. `proposed`: its number is on no record yet."""

    exhibit: Exhibit
    paper: Paper
    proposed: bool


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a translator certifies: the exhibit, the languages, the day; the hash of the translation, if it is in the
    file. `certified`: whether it was.
    """

    exhibit: Exhibit
    translator: str
    on: str
    language: str
    certified: bool
    sha256: str


def binder(papers: Iterable[Paper], series: str = "ko") -> tuple[Bound, ...]:
    """Papers in the order of a series. Those whose number is on record keep it; the others follow in the order in which
    they are given, as a proposal until a step `numbered` says so.
    """
    given = tuple(papers)
    numbers = {paper.id: exhibit_of(paper) for paper in given}
    kept = [Bound(found, p, False) for p in given if (found := numbers[p.id]) is not None and found.series == series]
    following = max((bound.exhibit.number for bound in kept), default=0) + 1
    free = [p for p in given if numbers[p.id] is None]
    made = [Bound(Exhibit(series, number, 0), paper, True) for number, paper in enumerate(free, following)]
    return tuple(sorted(kept, key=lambda bound: bound.exhibit)) + tuple(made)


def exhibit_of(paper: Paper) -> Exhibit | None:
    """The number that is on record for a paper."""
    step = paper.last("numbered")
    return Exhibit(step.said["series"], step.said["number"], step.said.get("branch", 0)) if step else None


COLUMNS = ("exhibit", "exhibit_ja", "title", "proves", "kind", "pages", "received_from", "received_how", "received_on",
           "original_seen_by", "translator", "translated_on", "certified", "objection", "citation", "sha256",
           "size")  # fmt: skip


def plain(bound: Bound) -> dict[str, str]:
    """A row of the table of exhibits, as text, with a key for each of `COLUMNS`."""
    paper, told = bound.paper, bound.paper.told
    translated, seen, objected = (paper.last(step) for step in ("translated", "seen", "objected"))
    pages = str(paper.copy.of) if paper.copy and paper.copy.of else ""
    cells = (
        bound.exhibit.latin,
        bound.exhibit.japanese,
        told.title or paper.name.shown,
        " ".join(told.proves),
        paper.kind,
        pages,
        told.received_from,
        told.received_how,
        told.received_on,
        str(seen.said["who"]) if seen else told.original_seen_by,
        str(translated.said["translator"]) if translated else "",
        str(translated.said["on"]) if translated else "",
        "" if not translated else "yes" if translated.said.get("certified") else "no",
        str(objected.said["reason"]) if objected else "",
        told.citation,
        paper.held.sha256,
        str(paper.held.size),
    )
    return dict(zip(COLUMNS, cells, strict=True))


def as_csv(bound: Sequence[Bound]) -> str:
    """The table of exhibits as CSV. A cell that a spreadsheet would work out stands behind an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in plain(row).values()] for row in bound)
    return out.getvalue()


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    begins = cell.lstrip(" \u3000")[:1]
    return f"'{cell}" if begins in tuple("=+-@\t\r\n|%＝＋－＠") and begins else cell


def hash_list(bound: Sequence[Bound]) -> str:
    """The hashes of the originals as they were received, for `sha256sum --check` in a folder of them."""
    return "".join(f"{row.paper.held.sha256}  {file_name(row)}\n" for row in bound)


def file_name(bound: Bound) -> str:
    """The name of an original in a binder's folder: the exhibit before its own."""
    return f"{bound.exhibit.latin} {bound.paper.name.shown}"


def certificates(bound: Sequence[Bound], papers: Iterable[Paper]) -> tuple[Certificate, ...]:
    """What is said of each translation. `papers`: all of the file, among which a translation may be."""
    hashes = {paper.id: paper.held.sha256 for paper in papers}
    made = []
    for row in bound:
        for step in row.paper.steps:
            if step.step == "translated":
                said = step.said
                made.append(
                    Certificate(row.exhibit, said["translator"], said["on"], said.get("language", ""),
                                bool(said.get("certified")), hashes.get(said.get("translation", ""), ""))
                )  # fmt: skip
    return tuple(made)
