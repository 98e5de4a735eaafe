"""Events to facts for many claims at once: the fold of `wellfounded.claim.record`, in columns.

The person's record is the reference: every row of a block holds what the record of that claim holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.columns_of_facts import Answer, assembled, overridden
from wellfounded.caseload.events import EventBatch
from wellfounded.caseload.narrowing import Narrowed, Narrowing
from wellfounded.caseload.taking import Entry, Picked, Said, Stream, pick, stream
from wellfounded.claim.case_file import HOW, counted
from wellfounded.claim.fold import absent
from wellfounded.logic.days import Day
from wellfounded.logic.errors import WrongCall
from wellfounded.readings.columns.segments import Segments
from wellfounded.readings.columns.values import Column
from wellfounded.readings.values import FIRST_DAY, open_value
from wellfounded.rules.facts import Fact, Fold
from wellfounded.rules.order import DAYS, LegalOrder

if TYPE_CHECKING:
    from wellfounded.readings.columns import ColumnsReading

Numbers = NDArray[np.intp]
_COMMON = {"day": "day", "notified": "day", "how": str, "actor": str}


@dataclass(frozen=True, slots=True, eq=False)
class FactBlock:
    """The facts of a batch's applications on a day: one row an application, those of a claim in order of lodging.

    `segments`: which rows are those of one claim. `row_claim`, `row_application`: the numbers of a row in the batch.
    `refused`: the claims whose order of days no completion allows; they have no row.
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
        self.wanted = np.array([any(fold.kind == kind for _, fold in folds) for kind in law.kinds], np.bool_)
        # What is in the post was posted before it arrives: of these kinds, later events count as well.
        self.in_post = np.array(
            [any((f.kind, f.field) == (kind, "posted") for _, f in folds) for kind in law.kinds], np.bool_
        )

    def fold(self, batch: EventBatch) -> FactBlock:
        """The facts of a batch."""
        narrowed = self.narrowing.narrow(batch)
        told = _Told(self, batch, narrowed)
        facts: dict[str, Column] = {}
        for fact in self.facts:
            if fact.folds:
                facts[fact.name] = self._column(fact, told)
            if fact.name in batch.statements:
                column = facts.get(fact.name, open_value(fact, self.on))
                facts[fact.name] = told.overridden(fact, column, self.words[fact.name])
        return FactBlock(
            told.size, Segments(told.starts), facts, told.row_claim, told.row_application, narrowed.refused, batch
        )

    def _entries(self, fact: Fact, complete: Mapping[str, date]) -> Iterator[Entry]:
        for fold in fact.folds:
            which = str(self.law.kinds[fold.kind].fields.get(fold.field, "day"))
            yield Entry(fact, fold, which, self.on, _up_to(fact, self.law, complete), self.words[fact.name])

    def _column(self, fact: Fact, told: _Told) -> Column:
        """The column of a fact: of each row the first entry of its fold that has an event; else what absence means."""
        answers: list[Answer] = []
        for entry in self.entries[fact.name]:
            events = told.stream(entry.fold, fact.scope)
            if len(events.key):
                picked = told.picked(entry.fold, fact.scope) if entry.fold.take in ("first", "last") else None
                answers.append(entry.answer(events, picked, told.said))
        unsaid = absent(fact, self.on, self.entries[fact.name][0].complete)
        size, spread = (told.persons, told.row_person) if fact.scope == "person" else (told.size, None)
        return assembled(fact, unsaid, answers, size, spread, self.words[fact.name])


class _Told:
    """A batch as it is folded: its rows, and the events of each kind in their order, each made once."""

    def __init__(self, folding: Folding, batch: EventBatch, narrowed: Narrowed) -> None:
        self.folding, self.batch, self.day = folding, batch, narrowed.day
        self.said = Said(batch, narrowed.notified)
        self._rows(narrowed.refused)
        self._sort(narrowed.refused)
        self._claim_of_events: Numbers | None = None
        self._streams: dict[Any, Stream] = {}
        self._picked: dict[Any, Picked] = {}

    def _rows(self, refused: NDArray[np.bool_]) -> None:
        """The rows: the applications of the claims that are not refused, each claim's in order of lodging."""
        batch = self.batch
        numbers = np.diff(batch.application_starts)
        claim = batch.claim_of_applications().astype(np.int64)
        order = np.arange(batch.n_applications)
        several = np.flatnonzero(numbers[claim] > 1)
        if len(several):
            lodged = _lodged(batch, self.folding.number.get("applied", -1))
            order[several] = several[np.lexsort((lodged[several], claim[several]))]
        kept = ~refused
        self.person_of_claim: Numbers | None = None
        self.row_of_application: Numbers | None = None
        if refused.any():
            order = order[kept[claim[order]]]
            self.person_of_claim = np.cumsum(kept) - 1
        self.size, self.persons = len(order), int(np.count_nonzero(kept))
        if len(several) or self.size < batch.n_applications:
            self.row_of_application = np.full(batch.n_applications, -1, np.intp)
            self.row_of_application[order] = np.arange(self.size)
        self.row_application, self.row_claim = order, claim[order]
        self.starts = np.concatenate(([0], np.cumsum(numbers[kept]))).astype(np.int64)
        self.row_person: Numbers | None = None
        if self.size != self.persons:
            self.row_person = np.repeat(np.arange(self.persons), numbers[kept])

    def _sort(self, refused: NDArray[np.bool_]) -> None:
        """The numbers of the events that count, kind by kind, in the order of the file."""
        batch, folding = self.batch, self.folding
        counts = folding.wanted[batch.kind] & batch.standing
        begun = self.day.low <= folding.on
        counts &= (begun | folding.in_post[batch.kind]) if folding.in_post.any() else begun
        if refused.any():
            counts &= ~refused[batch.claim_of_events()]
        at = np.flatnonzero(counts)
        kind = batch.kind[at]
        self.at = at[np.argsort(kind, kind="stable")]
        self.of_kind = np.concatenate(([0], np.cumsum(np.bincount(kind, minlength=len(folding.wanted)))))

    def stream(self, fold: Fold, scope: str) -> Stream:
        """The events that an entry of a fold may read."""
        posted = fold.field == "posted"
        name = (fold.kind, scope, fold.where, posted)
        found = self._streams.get(name)
        if found is None:
            found = self._whole(fold.kind, scope, posted)
            for key, values in fold.where:
                found = found.where(self.said.matches(key, values, found.at))
            self._streams[name] = found
        return found

    def _whole(self, kind: str, scope: str, posted: bool) -> Stream:
        name = (kind, scope, (), posted)
        found = self._streams.get(name)
        if found is None:
            k = self.folding.number[kind]
            at = self.at[self.of_kind[k] : self.of_kind[k + 1]]
            if self.folding.in_post[k]:
                at = at[self._begun(at, posted)]
            key = self._person(at) if scope == "person" else self._row(at)
            if len(key) and key.min() < 0:
                at, key = at[key >= 0], key[key >= 0]
            low = self.day.low[at]
            found = stream(key, at, low, low if self.day.exact else self.day.high[at], self.folding.on)
            self._streams[name] = found
        return found

    def _begun(self, at: Numbers, posted: bool) -> NDArray[np.bool_]:
        """Whether what an event says may have happened: it was posted, or else it has come."""
        low = self.day.low[at]
        given = self.said.field("posted") if posted else None
        if given is not None:
            low = np.where(given.low[at] > 0, given.low[at], low)
        begun: NDArray[np.bool_] = low <= self.folding.on
        return begun

    def _row(self, at: Numbers) -> Numbers:
        of = self.batch.application[at].astype(np.intp)
        return of if self.row_of_application is None else np.where(of < 0, -1, self.row_of_application[of])

    def _person(self, at: Numbers) -> Numbers:
        if self._claim_of_events is None:
            self._claim_of_events = self.batch.claim_of_events().astype(np.intp)
        claim = self._claim_of_events[at]
        return claim if self.person_of_claim is None else self.person_of_claim[claim]

    def overridden(self, fact: Fact, column: Column, words: tuple[str, ...]) -> Column:
        """A column with what is stated of some rows. What is stated since a later day is not in the record yet."""
        given = self.batch.statements[fact.name]
        rows = given.rows if self.row_of_application is None else self.row_of_application[given.rows]
        kept = (given.since <= self.folding.on) & (rows >= 0)
        return overridden(fact, column, rows[kept], given.values, kept, self.size, words)

    def picked(self, fold: Fold, scope: str) -> Picked:
        """Of these events, those that may be the first or the last."""
        name = (fold.kind, scope, fold.where, fold.field == "posted", fold.take)
        if name not in self._picked:
            assert fold.take in ("first", "last")
            self._picked[name] = pick(self.stream(fold, scope), fold.take, self.folding.on)
        return self._picked[name]


def _lodged(batch: EventBatch, applied: int) -> NDArray[np.int32]:
    """Of each application, the earliest day of the first event `applied` in the file; else after all days."""
    lodged = np.full(batch.n_applications, 2**31 - 1, np.int32)
    at = np.flatnonzero((batch.kind == applied) & (batch.day.low > 0) & (batch.application >= 0))[::-1]
    # Written backwards, so that the first of several stays.
    lodged[batch.application[at]] = batch.day.low[at]
    return lodged


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
