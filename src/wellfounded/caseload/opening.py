"""Opening a caseload: an event table, and the facts that no event holds, under a law."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.table.clustering import Clusters, Piece, Seen, Stretch
from wellfounded.caseload.table.decoding import Decoded, Decoder, says_synthetic
from wellfounded.caseload.table.events import EventBatch, Header
from wellfounded.caseload.table.layout import AS_WRITTEN, Layout, Renaming, layout, named, near, renaming
from wellfounded.caseload.table.rejects import Rejected, Rejects
from wellfounded.caseload.table.sources import Broken, Source, source
from wellfounded.caseload.table.statements import Statements, statements
from wellfounded.claim.written import quoted
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.rules.order import LegalOrder

CLAIMS = 65_536
"""Claims of a batch: few enough to stay in the cache, enough that a batch costs little by itself and two threads
seldom wait for each other."""
_ROWS_A_CLAIM = 4
_T = TypeVar("_T")


def open_caseload(
    table: Any,
    law: LegalOrder,
    *,
    facts: Any = None,
    mapping: str | Path | Renaming | None = None,
    columns: Mapping[str, str] | None = None,
    kinds: Mapping[str, str] | None = None,
    values: Mapping[str, Mapping[str, str]] | None = None,
    attributes: Collection[str] | None = None,
    recorded_by: date | None = None,
    complete: Mapping[str, date] | date | None = None,
) -> Caseload:
    """Open an event table in the layout of `table.layout`.

    `table`, `facts`: the path of a Parquet, CSV or XES file, or a frame of pandas, Polars or Arrow. `facts` has the
    columns claim, fact, value, and perhaps application (empty: all of the claim's) and since (from which day it stands
    in the record). `mapping`: a TOML file or a Renaming for a foreign table; `columns`, `kinds`, `values` add to it.
    `attributes`: the columns that are attributes of the claim; None: all that are none of the law's.
    `recorded_by`: leave out what was recorded after that day, corrections and statements too; what has no day of
    record was recorded on the day it happened. Who corrects what is settled after that.
    `complete`: up to which day the record of each lane (or of all) is complete, in place of what the table says.
    Refuses, with one sentence, what is no event table of this law.
    """
    names = mapping if isinstance(mapping, Renaming) else renaming(mapping) if mapping is not None else AS_WRITTEN
    names = Renaming(
        {**names.columns, **(columns or {})}, {**names.kinds, **(kinds or {})}, {**names.values, **(values or {})}
    )
    by = recorded_by.toordinal() if recorded_by is not None else None
    opened = Caseload(source(table), law, names, attributes, by)
    if facts is not None:
        opened.statements = statements(source(facts), law, by)
    if complete is not None:
        given = dict.fromkeys(law.lanes, complete) if isinstance(complete, date) else dict(complete)
        opened.header = replace(opened.header, complete=given)
    return opened


class Caseload:
    """An event table that is read batch by batch, as often as one asks. The counts are those of the latest pass.

    `rejects`: the rows that were refused. `left_out`: events of kinds that the mapping leaves out.
    `recorded_later`, `claims_later`: events, and whole claims, recorded after the day asked about.
    `claims_lost`: claims of which every row was refused. `undated`: events on an unknown day.
    `conflicts`: by attribute, rows that contradict the claim's first value, and the first such rows.
    `engine`: what reads it. `seen`: the claims that came before this table, where it is one part of another.
    """

    engine = "numpy"

    def __init__(
        self, table: Source, law: LegalOrder, names: Renaming, attributes: Collection[str] | None, by: int | None
    ) -> None:
        self.source = table
        self.law = law
        self.layout: Layout = layout(law)
        self.renaming = names
        self.columns = named(table.columns, self.layout, names, table.name, attributes)
        self.kinds = _kinds(law, names, table.name)
        self.statements: Statements | None = None
        self.recorded_by = by
        self.seen: Seen | None = None
        self.header = _header(table, law, self.columns)
        self._begin()

    def _begin(self) -> None:
        self.rejects = Rejects(self.source.columns)
        self.claims = self.events = self.rows = 0
        self.left_out = self.recorded_later = self.claims_later = self.claims_lost = self.undated = 0
        self.conflicts: Counter[str] = Counter()
        self.conflicts_at: dict[str, list[int]] = {}

    def batches(self, claims_per_batch: int = CLAIMS, threads: int = 2) -> Iterator[EventBatch]:
        """The claims of the table in the order of the file, at most so many at a time."""
        return self.each(_unchanged, claims_per_batch, threads)

    def each(self, work: Callable[[EventBatch], _T], claims_per_batch: int = CLAIMS, threads: int = 2) -> Iterator[_T]:
        """What `work` makes of each batch, in the order of the file; reading and work go on in several threads."""
        self._begin()
        decoder = Decoder(self.layout, self.columns, self.renaming.values, self.recorded_by)
        if self.statements is not None:
            self.statements.begin()
        stretches = self._stretches(claims_per_batch)
        waiting: deque[Future[tuple[Decoded, _T]]] = deque()
        pool = ThreadPoolExecutor(threads)
        try:
            for stretch in stretches:
                waiting.append(pool.submit(self._worked, decoder, stretch, work))
                if len(waiting) > threads:
                    yield self._counted(waiting.popleft().result())
            while waiting:
                yield self._counted(waiting.popleft().result())
        finally:
            pool.shutdown(cancel_futures=True)
        if self.statements is not None:
            self.statements.end()

    def write_rejects(self, path: str | Path) -> list[Path]:
        """Write the refused rows of the latest pass as CSV; those of the facts beside them. The files written."""
        path = Path(path)
        self.rejects.write(path)
        if self.statements is None or not self.statements.rejects.total:
            return [path]
        self.statements.rejects.write(beside(path))
        return [path, beside(path)]

    def _stretches(self, claims_per_batch: int) -> Iterator[Stretch]:
        theirs = {ours: name for name, ours in self.columns.items()}
        cut = Clusters(theirs["claim"], theirs["event"], self.kinds, self.law.id, self.rejects)
        yield from cut.cut(self._pieces(_ROWS_A_CLAIM * claims_per_batch), claims_per_batch, self.seen)
        self.left_out, self.rows = cut.left_out, cut.rows + self.rows
        self._lost(cut.unread())
        if not self.rows:
            raise BadInput("{file} has no rows. Give an event table with a row for each event.", file=self.source.name)

    def _lost(self, claims: NDArray[np.uint64]) -> None:
        """Count the claims, each by the number of its name, of which no row says what happened."""
        self.claims_lost += len(claims)

    def _pieces(self, rows: int) -> Iterator[Piece]:
        for piece in self.source.pieces(rows):
            if isinstance(piece, Broken):
                self.rows += len(piece.line)
                rejected = [Rejected(line, *why) for line, why in zip(piece.line, piece.why, strict=True)]
                self.rejects.add(rejected, piece.text)
            else:
                yield piece

    def _worked(self, decoder: Decoder, stretch: Stretch, work: Callable[[EventBatch], _T]) -> tuple[Decoded, _T]:
        decoded = decoder.decode(stretch)
        batch = decoded.batch
        if self.statements is not None:
            batch = replace(batch, statements=self.statements.of(batch))
        return decoded, work(batch)

    def _counted(self, done: tuple[Decoded, _T]) -> _T:
        decoded, made = done
        self.rejects.add(decoded.rejected, decoded.rows)
        self.claims += decoded.batch.n_claims
        self.events += decoded.batch.n_events
        self.recorded_later += decoded.later
        self.claims_later += decoded.claims_later
        self.claims_lost += decoded.claims_lost
        self.undated += decoded.undated
        for name, (number, lines) in decoded.conflicts.items():
            self.conflicts[name] += number
            self.conflicts_at.setdefault(name, lines)
        if decoded.synthetic and not self.header.synthetic:
            self.header = replace(self.header, synthetic=True)
        return made


def beside(path: Path) -> Path:
    """Where the refused rows of the facts are written, if those of the events are written to `path`."""
    return path.with_name(f"{path.stem}-facts{path.suffix}")


def _unchanged(batch: EventBatch) -> EventBatch:
    return batch


def _kinds(law: LegalOrder, names: Renaming, file: str) -> dict[str, int]:
    """The number of each kind of event as the table writes it; -1 for one that is left out."""
    numbers = {name: i for i, name in enumerate(law.kinds)}
    for ours in names.kinds.values():
        if ours and ours not in numbers:
            raise BadInput(
                "The mapping of {file} names {event}, which is not a kind of event of {law}. Write one of: {kinds}.",
                file=file, event=quoted(ours), law=law.id, kinds=near(ours, law.kinds),
            )  # fmt: skip
    return {**numbers, **{theirs: numbers[ours] if ours else -1 for theirs, ours in names.kinds.items()}}


def _header(table: Source, law: LegalOrder, columns: Mapping[str, str]) -> Header:
    """What a table says of itself, in its own place or in its first row."""
    said = dict(table.said)
    marked = {name: ours for name, ours in columns.items() if ours in ("synthetic", "law", "complete", "layout")}
    if marked and not said and table.kind != "stream":
        first = next((piece for piece in table.pieces(64) if isinstance(piece, Piece)), None)
        for name, ours in marked.items():
            cell = first.rows.column(name)[0].as_py() if first is not None and len(first.rows) else None
            said[ours] = "" if cell is None else str(cell)
        if "synthetic" in marked.values() and first is not None:
            theirs = next(name for name, ours in marked.items() if ours == "synthetic")
            said["synthetic"] = "yes" if says_synthetic(first.rows.column(theirs)) else ""
    if said.get("law") and said["law"] != law.id:
        raise BadInput(
            "{file} is a table under the law {found}, and {law} was asked for. Ask under its own law.",
            file=table.name, found=quoted(said["law"]), law=law.id,
        )  # fmt: skip
    synthetic = said.get("synthetic", "").lower() not in ("", "no", "false", "0")
    return Header(law.id, synthetic, _complete(said.get("complete", ""), law, table.name), table.name, table.kind)


def _complete(text: str, law: LegalOrder, file: str) -> dict[str, date]:
    """The days in `lane=2024-12-31 lane=...`, or one day for all lanes."""
    found: dict[str, date] = {}
    for part in text.split():
        lane, _, day = part.rpartition("=")
        try:
            latest = parse_day(day).latest
        except WellfoundedError:
            lane, latest = "?", date.max
        if lane and lane not in law.lanes:
            raise BadInput(
                "{file} says up to when it is complete as {text}. Write a day, or lane=day for each of: {lanes}.",
                file=file, text=quoted(text), lanes=", ".join(law.lanes),
            )  # fmt: skip
        found.update(dict.fromkeys([lane] if lane else law.lanes, latest))
    return found
