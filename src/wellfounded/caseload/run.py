"""A caseload on a day, in one pass: how many claims stand where, what is open, and who may not be removed.

    standing = run(open_caseload("claims.parquet", law), date(2024, 7, 5), by=("nationality",))
    standing.table()     # Arrow: one row a number
    standing.plain()     # what `wellfounded caseload run --json` prints

Every number is what the case line of each claim would say, added up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from wellfounded.caseload.answers.exactly import Exactly
from wellfounded.caseload.answers.lodged import lodged
from wellfounded.caseload.answers.questions import WINDOWS, Question, answer, facts_of, main_questions, overdue, windows
from wellfounded.caseload.answers.settling import SAMPLE, OpenQuestion, Sample, both, open_questions, sampled
from wellfounded.caseload.answers.span import Span, span
from wellfounded.caseload.answers.tally import Cell, Tally
from wellfounded.caseload.fold.folding import Folding
from wellfounded.caseload.opening import Caseload
from wellfounded.caseload.table.events import EventBatch
from wellfounded.caseload.table.rejects import Rejected
from wellfounded.readings.columns.reading import ColumnsReading
from wellfounded.rules.order import LegalOrder

SETTLED = ("stage", "barred", "ground")
"""The questions whose open rows are settled exactly, and for which the facts that settle most are sought."""
Watch = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of the rows of a table: nothing is dropped in silence.

    `rejected`: rows that cannot be read, with the number of each reason. `refused`: claims whose order of days no
    completion allows. `not_lodged`: claims without an application by the day. `outside`: claims with a day that lies
    outside the years of a calendar. `examples`: of each reason the first row. None: a number that may not be published.
    """

    rows: int | None = 0
    events: int | None = 0
    claims: int | None = 0
    rejected: int | None = 0
    reasons: Mapping[str, int | None] = field(default_factory=dict)
    rejected_facts: int | None = 0
    refused: int | None = 0
    lost: int | None = 0
    not_lodged: int | None = 0
    outside: int | None = 0
    undated: int | None = 0
    left_out: int | None = 0
    recorded_later: int | None = 0
    conflicts: Mapping[str, int | None] = field(default_factory=dict)
    examples: Mapping[str, Rejected] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A caseload on a day. `cells`: every number; `open`: the open questions and the facts that settle most."""

    law: LegalOrder
    source: str
    synthetic: bool
    days: Span
    by: tuple[str, ...]
    engine: str
    read: Reading
    cells: tuple[Cell, ...]
    open: tuple[OpenQuestion, ...]
    published: bool = False

    def public(self) -> Standing:
        """The same, fit for publication."""
        from wellfounded.caseload.publishing.publication import public_reading, published

        return replace(self, read=public_reading(self.read), cells=published(self.cells), open=(), published=True)

    def table(self) -> Any:
        """Every number as an Arrow table."""
        from wellfounded.caseload.publishing.tables import about, table_of

        return table_of(self.cells, self.by, about(self))

    def plain(self) -> dict[str, Any]:
        """The whole as plain data."""
        from wellfounded.caseload.publishing.tables import standing_plain

        return standing_plain(self)


@dataclass(slots=True, eq=False)
class _Part:
    """What one batch comes to."""

    tally: Tally
    sample: Sample | None
    refused: int
    not_lodged: int
    outside: int
    claims: int


def run(
    caseload: Caseload,
    on: date | None = None,
    *,
    by: Sequence[str] = (),
    complete: Mapping[str, date] | None = None,
    settle: bool = False,
    seed: int = 0,
    threads: int = 2,
    watch: Watch | None = None,
) -> Standing:
    """Read a caseload on a day. `by`: attributes to group by. `settle`: answer what is open exactly, claim by claim.

    `watch` is called with the number of claims done.
    """
    law, days = caseload.law, span(caseload, on, complete)
    ask = _Ask(law, days, tuple(by), settle, seed)
    tally, kept = Tally(), None
    refused = not_lodged = outside = done = 0
    for part in caseload.each(ask.batch, threads=threads):
        tally.merge(part.tally)
        refused, not_lodged, outside = refused + part.refused, not_lodged + part.not_lodged, outside + part.outside
        if part.sample is not None:
            kept = part.sample if kept is None else both(kept, part.sample)
        done += part.claims
        if watch is not None:
            watch(done)
    cells = tally.cells()
    opens = {q.subject: _open(cells, q) for q in ask.questions if q.subject in SETTLED}
    asked = [q for q in ask.questions if q.subject in SETTLED]
    found = open_questions(ask.reading, days.on.toordinal(), kept.least(SAMPLE), asked, opens) if kept else ()
    read = reading_of(caseload, refused, not_lodged, outside)
    header = caseload.header
    return Standing(law, header.source, header.synthetic, days, tuple(by), caseload.engine, read, cells, found)


def reading_of(caseload: Caseload, refused: int, not_lodged: int, outside: int) -> Reading:
    """What became of the rows in the latest pass."""
    return Reading(
        caseload.rows,
        caseload.events,
        caseload.claims,
        caseload.rejects.total,
        dict(caseload.rejects.counts),
        caseload.statements.rejects.total if caseload.statements is not None else 0,
        refused,
        caseload.claims_lost,
        not_lodged,
        outside,
        caseload.undated,
        caseload.left_out,
        caseload.recorded_later,
        dict(caseload.conflicts),
        {reason: rows[0] for reason, rows in caseload.rejects.first.items()},
    )


def _open(cells: Sequence[Cell], question: Question) -> int:
    values = [c for c in cells if (c.measure, c.subject) == (question.measure, question.subject)]
    return sum(c.shown or 0 for c in values if "|" in c.value or c.value == "open")


class _Ask:
    """What is asked of every batch; it serves several threads."""

    def __init__(self, law: LegalOrder, days: Span, by: tuple[str, ...], settle: bool, seed: int) -> None:
        self.made_of = (law, days, by, settle, seed)
        self.law, self.by, self.seed = law, by, seed
        self.on = days.on.toordinal()
        self.questions = main_questions(law)
        self.reading = ColumnsReading(law)
        rules = {name for question in self.questions for name in question.rules}
        rules |= {duty.by.name for duty in law.duties if duty.by is not None}
        self.facts = facts_of(self.reading, rules)
        self.sampled = facts_of(self.reading, {n for q in self.questions if q.subject in SETTLED for n in q.rules})
        self.folding = Folding(law, self.reading, days.on, days.complete, self.facts)
        self.exactly = Exactly(law, days) if settle else None
        # What is recorded alone, read as if that were all: the days of a remedy are counted from it.
        self.told = self.folding
        if days.lags:
            told = {lane: max(days.complete.get(lane, date.min), days.on) for lane in law.lanes}
            live = facts_of(self.reading, {n for q in self.questions if q.remedy for n in q.rules})
            self.told = Folding(law, self.reading, days.on, told, live)

    def __reduce__(self) -> Any:
        return type(self), self.made_of

    def batch(self, batch: EventBatch) -> _Part:
        """Count one batch."""
        folded = self.folding.fold(batch)
        tally = Tally()
        part = _Part(tally, None, int(folded.refused.sum()), 0, 0, batch.n_claims)
        if not folded.size:
            return part
        block = self.reading.block(folded.size, self.on, folded.facts, folded.segments)
        told = block
        if self.told is not self.folding:
            facts = self.told.fold(batch)
            told = self.reading.block(facts.size, self.on, facts.facts, facts.segments)
        answers = {question: answer(block, question) for question in self.questions}
        late = dict(overdue(block))
        outside = block.outside
        rows = lodged(folded, self.law, self.on, self.by, outside)
        part.outside = len(np.unique(folded.row_claim[outside])) if outside is not None else 0
        part.not_lodged = folded.segments.starts.size - 1 - len(rows.current) - part.outside
        tally.add("claims", "claims", "person", ("all",), 0, rows)
        tally.add("claims", "applications", "application", ("all",), 0, rows)
        opens = {subject: np.zeros(folded.size, np.bool_) for subject in SETTLED}
        for question, found in answers.items():
            tally.add(question.measure, question.subject, question.unit, found.names, found.codes, rows)
            if question.remedy is not None:
                left = windows(block, told, question.remedy, found.codes)
                tally.add("windows", question.subject, "application", WINDOWS, left, rows)
            if question.subject in SETTLED:
                which = rows.current if question.unit == "person" else rows.at
                opens[question.subject][which] = found.is_open(folded.size)[which]
        for name, late_rows in late.items():
            tally.add("overdue", name, "person", ("overdue",), np.where(late_rows, 0, 1), rows)
        needs = np.logical_or.reduce(list(opens.values()))
        if needs.any():
            claims = folded.row_claim[folded.segments.starts[:-1]]
            places = batch.line[batch.starts[claims]]
            part.sample = sampled(block, self.sampled, needs, places, self.seed)
            if self.exactly is not None:
                self.exactly.settle(block, folded, rows, opens, tally)
        return part
