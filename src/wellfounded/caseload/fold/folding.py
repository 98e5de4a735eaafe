"""Events to facts for many claims at once: the fold of `wellfounded.claim.record`, in columns.

The person's record is the reference: every row of a block holds what the record of that claim holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.fold.columns_of_facts import Answer, assembled, overridden
from wellfounded.caseload.fold.narrowing import Narrowed, Narrowing
from wellfounded.caseload.fold.plain_days import PlainDays, plain
from wellfounded.caseload.fold.rows import Rows, rows_of
from wellfounded.caseload.fold.streams import Events, Streams
from wellfounded.caseload.fold.taking import Entry, Said
from wellfounded.caseload.table.events import EventBatch, Stated
from wellfounded.caseload.table.one_case import to_case
from wellfounded.claim.between import MOST as FARTHEST
from wellfounded.claim.between import narrow
from wellfounded.claim.case_file import HOW, counted
from wellfounded.claim.fold import absent
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.readings.columns.segments import Segments
from wellfounded.readings.columns.values import Column
from wellfounded.readings.values import FIRST_DAY, open_value
from wellfounded.rules.facts import Fact, Fold
from wellfounded.rules.order import DAYS, LegalOrder

if TYPE_CHECKING:
    from wellfounded.readings.columns import ColumnsReading

_SCOPES = ("application", "person")
_COMMON = {"day": "day", "notified": "day", "how": str, "actor": str}


@dataclass(frozen=True, slots=True, eq=False)
class FactBlock:
    """The facts of a batch's applications on a day: one row an application, those of a claim in order of lodging.

    `segments`: which rows are those of one claim. `row_claim`, `row_application`: the numbers of a row in the batch.
    `refused`: the claims whose order of days no completion allows; they have no row. `Folding.why_refused` says why.
    """

    size: int
    segments: Segments
    facts: Mapping[str, Column]
    row_claim: NDArray[np.int64]
    row_application: NDArray[np.int64]
    refused: NDArray[np.bool_]
    batch: EventBatch


class Folding:
    """The table of folds of a law on a day, made ready for batches. One serves several threads.

    `complete`: up to which day the record of each lane is complete. `needed`: the facts that will be asked about;
    None: all of them. Every other fact is left out of the blocks, where a reading takes it to be open.
    """

    def __init__(
        self,
        law: LegalOrder,
        reading: ColumnsReading,
        on: date,
        complete: Mapping[str, date],
        needed: Collection[str] | None = None,
    ) -> None:
        counted(Day(on, on))
        # Freed at once: after it the C library keeps what it has for the next batch. Else it gives memory of this size
        # back after each step and asks for it again, and the time for that is more than the fold itself takes.
        np.empty(31 << 20, np.uint8)
        unknown = sorted(set(needed or ()) - set(law.facts))
        if unknown:
            raise WrongCall("The law {law} declares no fact {fact}.", law=law.id, fact=unknown[0])
        self.law, self.reading, self.on = law, reading, on.toordinal()
        self.facts = [fact for fact in law.facts.values() if needed is None or fact.name in needed]
        folds = [(fact, fold) for fact in self.facts for fold in fact.folds]
        for fact, fold in folds:
            _check(fact, fold, law, reading)
        self.words = {
            fact.name: reading.vocabulary(fact.name) if fact.type == "category" else () for fact in self.facts
        }
        self.entries = {fact.name: tuple(self._entries(fact, complete)) for fact in self.facts}
        self.number = {name: i for i, name in enumerate(law.kinds)}
        self.narrowing = Narrowing(law)
        entries = [entry for found in self.entries.values() for entry in found]
        self.plain = {scope: self._kinds(e for e in entries if plain(e) and e.fact.scope == scope) for scope in _SCOPES}
        self.not_plain = self._kinds(entry for entry in entries if not plain(entry))
        # What is in the post was posted before it arrives: of these kinds, later events count as well.
        self.in_post = self._kinds(entry for entry in entries if entry.fold.field == "posted")

    def fold(self, batch: EventBatch) -> FactBlock:
        """The facts of a batch."""
        narrowed = self.narrowing.narrow(batch)
        rows = rows_of(batch, narrowed.refused, self.number.get("applied", -1))
        told = self._told(batch, narrowed, rows)
        facts: dict[str, Column] = {}
        for fact in self.facts:
            if fact.folds:
                facts[fact.name] = self._column(fact, rows, told)
            if fact.name in batch.statements:
                column = facts.get(fact.name, open_value(fact, self.on))
                facts[fact.name] = self._overridden(fact, column, batch.statements[fact.name], rows)
        return FactBlock(rows.size, Segments(rows.starts), facts, rows.claim, rows.application, narrowed.refused, batch)

    def why_refused(self, batch: EventBatch, claim: int) -> BadInput | None:
        """The sentence (with its line) with which a claim of a batch is refused, by its number; None if it is not."""
        case = to_case(batch, claim, self.law)
        try:
            narrow(self.law, case.events, lambda _remedy, _start: FARTHEST)
        except BadInput as error:
            return error
        return None

    def _told(self, batch: EventBatch, narrowed: Narrowed, rows: Rows) -> _Told:
        """The events of a batch, made ready for every entry."""
        events = Events(batch, narrowed.day, rows, narrowed.refused, self.on, len(self.number))
        tables = {scope: PlainDays(events, self.plain[scope], scope) for scope in _SCOPES}
        kinds = self.not_plain.copy()
        for scope in _SCOPES:
            kinds |= self.plain[scope] & ~tables[scope].kinds
        said = Said(batch, narrowed.notified)
        return _Told(said, tables, Streams(events, said, kinds, self.in_post, self.number))

    def _kinds(self, entries: Iterable[Entry]) -> NDArray[np.bool_]:
        """The kinds of event that some entries read."""
        read = {entry.fold.kind for entry in entries}
        return np.array([kind in read for kind in self.law.kinds], np.bool_)

    def _entries(self, fact: Fact, complete: Mapping[str, date]) -> Iterator[Entry]:
        for fold in fact.folds:
            which = str(self.law.kinds[fold.kind].fields.get(fold.field, "day"))
            yield Entry(fact, fold, which, self.on, _up_to(fact, self.law, complete), self.words[fact.name])

    def _column(self, fact: Fact, rows: Rows, told: _Told) -> Column:
        """The column of a fact: of each row the first entry of its fold that has an event; else what absence means."""
        answers: list[Answer] = []
        for entry in self.entries[fact.name]:
            kind, table = self.number[entry.fold.kind], told.tables[fact.scope]
            if plain(entry) and table.kinds[kind]:
                answers.append(table.answer(entry, kind))
                continue
            events = told.streams.of(entry)
            if len(events.key):
                answers.append(entry.answer(events, told.streams.picked(entry), told.said))
        unsaid = absent(fact, self.on, self.entries[fact.name][0].complete)
        size, spread = (rows.persons, rows.person) if fact.scope == "person" else (rows.size, None)
        return assembled(fact, unsaid, answers, size, spread, self.words[fact.name])

    def _overridden(self, fact: Fact, column: Column, given: Stated, rows: Rows) -> Column:
        """A column with what is stated of some rows. What is stated since a later day is not in the record yet."""
        at = given.rows if rows.of_application is None else rows.of_application[given.rows]
        kept = (given.since <= self.on) & (at >= 0)
        return overridden(fact, column, at[kept], given.values, kept, rows.size, self.words[fact.name])


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What the events of a batch say, as the entries of the table ask for it."""

    said: Said
    tables: Mapping[str, PlainDays]
    streams: Streams


def _up_to(fact: Fact, law: LegalOrder, complete: Mapping[str, date]) -> int:
    """Up to which day the record of a fact's events is complete. Of what only the authority sees, up to none."""
    kind = law.kinds[fact.folds[0].kind]
    if kind.internal or kind.lane not in complete:
        return FIRST_DAY - 1
    return complete[kind.lane].toordinal()


def _check(fact: Fact, fold: Fold, law: LegalOrder, reading: ColumnsReading) -> None:
    """Refuse an entry that reads what columns cannot hold: a word as a day, free text as a category."""
    fields = law.kinds[fold.kind].fields
    field = fields.get(fold.field, _COMMON.get(fold.field))
    fits = {
        "truth": fold.take == "any" or field is bool,
        "count": fold.take == "count" or field is int,
        "day": field in DAYS,
        "category": isinstance(field, tuple) or (fold.field == "how" and {*HOW} <= {*reading.vocabulary(fact.name)}),
    }[fact.type]
    if not fits or (fold.take in ("any", "count")) != (fold.field == "day" and fact.type in ("truth", "count")):
        raise WrongCall(
            "The fact {fact} cannot be read from {field} of {kind}. Give the field the type of the fact.",
            fact=fact.name,
            field=fold.field,
            kind=fold.kind,
        )
    for key, values in fold.where:
        if fields.get(key) in DAYS and not set(values) <= {"", "never"}:
            raise WrongCall(
                "The fact {fact} asks for a certain day in {field} of {kind}. Ask whether the day is given.",
                fact=fact.name,
                field=key,
                kind=fold.kind,
            )
