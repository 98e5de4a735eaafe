"""What a changed law would do to a caseload: how many claims move from what to what, in one pass over the table.

    comparison = compare(open_caseload("claims.parquet", law), read_change("change.toml", law), date(2024, 7, 5))
    comparison.table()    # Arrow: one row for each move of each group
    comparison.plain()    # what `wellfounded caseload compare --json` prints

Both laws are asked of the same applications; what the change does not touch is worked out once. An answer that is open
is neither yes nor no: what it would come to is given as bounds, from all open refused to all open granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from wellfounded.caseload.answers.lodged import Group, lodged
from wellfounded.caseload.answers.questions import Answered, Question, answer, asked, facts_of, main_questions
from wellfounded.caseload.answers.span import Span, span
from wellfounded.caseload.answers.tally import Cell, Tally
from wellfounded.caseload.change import Change, Changed
from wellfounded.caseload.fold.folding import Folding
from wellfounded.caseload.opening import Caseload
from wellfounded.caseload.run import Reading, Watch, reading_of
from wellfounded.caseload.table.events import EventBatch
from wellfounded.readings.columns.reading import ColumnsReading
from wellfounded.rules.order import LegalOrder

TO = ">"
"""Between what was and what would be, in the value of a cell."""
KEPT = 12
"""Of each batch and question so many claims that move are kept as possible examples."""
_THREE = {"open": "met", "unknown": "open"}
_THREE |= dict.fromkeys(("not_yet", "taken", "lapsed", "unavailable"), "not_met")


class Bounds(NamedTuple):
    """How many answer so: at least (all open refused) and at most (all open granted); None where it is hidden."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Bounded:
    """An answer before and after, of everybody or of a group, each between its bounds."""

    measure: str
    subject: str
    value: str
    group: Group
    before: Bounds
    after: Bounds


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A claim that moves: where it stands in its batch, the question, what it was and what it would be."""

    batch: EventBatch
    claim: int
    application: str
    question: Question
    before: str
    after: str


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What a change does to a caseload. `cells`: values are `before>after`. `untouched`: questions it cannot move."""

    change: Change
    source: str
    synthetic: bool
    days: Span
    by: tuple[str, ...]
    engine: str
    read: Reading
    questions: tuple[Question, ...]
    untouched: tuple[Question, ...]
    cells: tuple[Cell, ...]
    examples: tuple[Example, ...]
    published: bool = False

    @property
    def law(self) -> LegalOrder:
        """The law before the change."""
        return self.change.before

    @property
    def changed(self) -> tuple[Changed, ...]:
        """What the change changes."""
        return self.change.changed

    @property
    def matters(self) -> tuple[Changed, ...]:
        """What of the change the answers rest on that were asked for."""
        return self.change.bearing_on({rule for question in self.questions for rule in question.rules})

    def bounds(self) -> tuple[Bounded, ...]:
        """The bounds of each answer that is not the same before and after, by group."""
        return tuple(_bounds(self.cells))

    def public(self) -> Comparison:
        """The same, fit for publication."""
        from wellfounded.caseload.publishing.publication import public_reading, published

        return replace(self, read=public_reading(self.read), cells=published(self.cells), examples=(), published=True)

    def table(self) -> Any:
        """Every move as an Arrow table."""
        from wellfounded.caseload.publishing.tables import about, moves_table

        return moves_table(self.cells, self.by, about(self))

    def plain(self) -> dict[str, Any]:
        """The whole as plain data; examples without their explanation."""
        from wellfounded.caseload.publishing.tables import comparison_plain

        return comparison_plain(self)


@dataclass(slots=True, eq=False)
class _Part:
    tally: Tally
    examples: list[Example]
    refused: int = 0
    not_lodged: int = 0
    outside: int = 0
    claims: int = 0


def compare(
    caseload: Caseload,
    change: Change,
    on: date | None = None,
    *,
    rules: Sequence[str] = (),
    by: Sequence[str] = (),
    complete: Mapping[str, date] | None = None,
    examples: int = 3,
    threads: int = 2,
    watch: Watch | None = None,
) -> Comparison:
    """Ask two laws of a caseload on a day. `rules`: what to ask; else stage, removal and the remedies.

    `examples`: how many claims that move to keep for explanation. `watch`: called with the number of claims done.
    """
    days = span(caseload, on, complete)
    questions = asked(change.before, rules) if rules else _main(change.before)
    ask = _Ask(change, days, tuple(by), questions, examples)
    tally, found = Tally(), list[Example]()
    refused = not_lodged = outside = done = 0
    for part in caseload.each(ask.batch, threads=threads):
        tally.merge(part.tally)
        found = _chosen([*found, *part.examples], examples)
        refused, not_lodged, outside = refused + part.refused, not_lodged + part.not_lodged, outside + part.outside
        done += part.claims
        if watch is not None:
            watch(done)
    read = reading_of(caseload, refused, not_lodged, outside)
    header = caseload.header
    return Comparison(
        change, header.source, header.synthetic, days, tuple(by), caseload.engine, read,
        ask.touched, ask.untouched, tally.cells(), tuple(found),
    )  # fmt: skip


def _main(law: LegalOrder) -> tuple[Question, ...]:
    """Stage, whether removal is barred, and the remedies."""
    return tuple(q for q in main_questions(law) if q.measure in ("stage", "remedies") or q.subject == "barred")


def _chosen(examples: Sequence[Example], most: int) -> list[Example]:
    """Of each question and move the first, in turn, until there are enough: what surely changes comes first."""
    if most == 0:
        return []
    kinds: dict[tuple[str, str, str], list[Example]] = {}
    for one in examples:
        kinds.setdefault((one.question.subject, one.before, one.after), []).append(one)
    ranked = sorted(kinds, key=lambda kind: any("|" in v or v in ("open", "unknown") for v in kind[1:]))
    found: list[Example] = []
    for turn in range(most):
        for kind in ranked:
            if turn < len(kinds[kind]) and len(found) < most:
                found.append(kinds[kind][turn])
    return found


class _Ask:
    """What is asked of every batch; it serves several threads."""

    def __init__(
        self, change: Change, days: Span, by: tuple[str, ...], questions: Sequence[Question], examples: int
    ) -> None:
        self.made_of = (change, days, by, questions, examples)
        self.law, self.by, self.examples, self.on = change.before, by, examples, days.on.toordinal()
        self.before, self.after = ColumnsReading(change.before), ColumnsReading(change.after)
        affected = self.before.affected(self.after)
        self.touched = tuple(q for q in questions if affected & set(q.rules))
        self.untouched = tuple(q for q in questions if not affected & set(q.rules))
        rules = {name for question in self.touched for name in question.rules}
        facts = facts_of(self.before, rules) | facts_of(self.after, rules)
        self.folding = Folding(change.after, self.after, days.on, days.complete, facts)
        self.same_facts = facts <= set(change.before.facts)

    def __reduce__(self) -> Any:
        return type(self), self.made_of

    def batch(self, batch: EventBatch) -> _Part:
        """Count one batch."""
        folded = self.folding.fold(batch)
        part = _Part(Tally(), [], int(folded.refused.sum()), claims=batch.n_claims)
        if not folded.size:
            return part
        after = self.after.block(folded.size, self.on, folded.facts, folded.segments)
        if self.same_facts:
            before = after.with_reading(self.before)
        else:
            known = {name: column for name, column in folded.facts.items() if name in self.law.facts}
            before = self.before.block(folded.size, self.on, known, folded.segments)
        answers = [(q, answer(before, q), answer(after, q)) for q in self.touched]
        outside = before.outside if after.outside is None else after.outside
        rows = lodged(folded, self.law, self.on, self.by, outside)
        part.outside = len(np.unique(folded.row_claim[outside])) if outside is not None else 0
        part.not_lodged = folded.segments.starts.size - 1 - len(rows.current) - part.outside
        part.tally.add("claims", "claims", "person", ("all",), 0, rows)
        part.tally.add("claims", "applications", "application", ("all",), 0, rows)
        for question, one, two in answers:
            names, codes = _pairs(one, two)
            part.tally.add(question.measure, question.subject, question.unit, names, codes, rows)
            counted = rows.current if question.unit == "person" else rows.at
            for row in _moving(names, codes, counted, self.examples):
                was, would = names[codes[row] if isinstance(codes, np.ndarray) else codes].split(TO)
                application = batch.applications[int(folded.row_application[row])]
                part.examples.append(Example(batch, int(folded.row_claim[row]), application, question, was, would))
        return part


def _pairs(one: Answered, two: Answered) -> tuple[tuple[str, ...], Any]:
    """What was and what would be as one answer."""
    names = tuple(f"{before}{TO}{after}" for before in one.names for after in two.names)
    many = len(two.names)
    if not isinstance(one.codes, np.ndarray) and not isinstance(two.codes, np.ndarray):
        return names, one.codes * many + two.codes
    codes = np.asarray(one.codes, np.int64) * many + np.asarray(two.codes, np.int64)
    return names, codes


def _moving(names: Sequence[str], codes: Any, counted: Any, wanted: int) -> Iterable[int]:
    """The first rows of each move."""
    if not wanted:
        return
    moves = [i for i, name in enumerate(names) if len(set(name.split(TO))) == 2]
    here = codes[counted] if isinstance(codes, np.ndarray) else None
    for move in moves:
        if here is None:
            yield from (int(row) for row in counted[: min(wanted, KEPT)] if codes == move)
        else:
            yield from (int(row) for row in counted[np.flatnonzero(here == move)[: min(wanted, KEPT)]])


def split(cell: Cell) -> tuple[str, str]:
    """What was and what would be."""
    before, _, after = cell.value.partition(TO)
    return before, after


def answers_of(cell: Cell) -> tuple[str, str]:
    """What was and what would be, of a remedy as one of three answers."""
    before, after = split(cell)
    return (_THREE[before], _THREE[after]) if cell.measure == "remedies" else (before, after)


def matrix(cells: Iterable[Cell], subject: str, measure: str) -> dict[tuple[str, str], int | None]:
    """From what to what, of everybody: the number of each pair; None where a part of it is hidden."""
    found: dict[tuple[str, str], int | None] = {}
    for cell in cells:
        if cell.subject == subject and cell.measure == measure:
            pair = answers_of(cell)
            held = found.get(pair, 0)
            found[pair] = None if held is None or cell.shown is None else held + cell.shown
    return found


def _bounds(cells: Sequence[Cell]) -> Iterable[Bounded]:
    tables: dict[tuple[str, str, Group], list[Cell]] = {}
    for cell in cells:
        if cell.measure != "claims":
            tables.setdefault((cell.measure, cell.subject, cell.group), []).append(cell)
    for (measure, subject, group), own in tables.items():
        pairs = [(answers_of(cell), cell.shown) for cell in own]
        if all(before == after for (before, after), _ in pairs):
            continue
        truth = all(v in ("met", "open", "not_met") for pair, _ in pairs for v in pair)
        values = ["met"] if truth else sorted({v for pair, _ in pairs for one in pair for v in one.split("|")})
        for value in values:
            may_be = {"met", "open"} if truth else {v for pair, _ in pairs for v in pair if value in v.split("|")}
            ends = [among(pairs, side, wanted) for side in (0, 1) for wanted in ({value}, may_be)]
            before, after = Bounds(*ends[:2]), Bounds(*ends[2:])
            if truth or before != after:
                yield Bounded(measure, subject, value, group, before, after)


def among(pairs: Iterable[tuple[tuple[str, str], int | None]], side: int, wanted: set[str]) -> int | None:
    """How many have one of some answers, before (side 0) or after (side 1); None where a part of it is hidden."""
    found = [number for pair, number in pairs if pair[side] in wanted]
    return None if None in found else sum(n for n in found if n is not None)
