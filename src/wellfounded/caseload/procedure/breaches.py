"""Where the procedure broke its own rules: order, time limits, who acted, and the law in force on that day.

    breaches = Breaches(law)                        # once for a law; keeps what it learns about paths
    folding = Folding(law, reading, on, complete, needed=breaches.needed | ...)
    tally = Tally(breaches, by=("office",))         # breach_counts.py; persons are claims, each counted once a cell
    for batch in caseload.batches():
        facts = folding.fold(batch)
        found = breaches.of(batch, facts, reading.block(facts.size, on, facts.facts, facts.segments))
        tally.add(found)                            # thread-safe: `of` works in several threads, `add` takes a lock
        rows = listed(breaches, found, Words(lang), most=100)   # breach_list.py
    tally.counts()                                  # one `Count` for each breach, group, year, state, excuse, remedy

What is found is one row a breach of one application (or person): MET, or OPEN where it hangs on what is not recorded
or on an imprecise day; a count of breaches therefore lies between those met and those met or open. Breaches of order,
actor and law in force are read from the events alone, so also of claims whose order of days no completion allows;
breaches of time limits from the rules of the law, whose claims must be foldable. A batch none of whose claims can be
folded has no block: then `breaches.of_events(batch, on)`.

A rule that turns on facts which no event holds (`Breach.seen_in`) is not asked where the file says nothing of any of
them: `Found.silent` names those, so that their absence is not read as there being none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.procedure.acts import ActsOfKind
from wellfounded.caseload.procedure.entries import Entry, entries, groups
from wellfounded.caseload.procedure.event_index import EventIndex
from wellfounded.caseload.procedure.order_of_events import OrderOfEvents
from wellfounded.caseload.procedure.rules_broken import RulesBroken
from wellfounded.caseload.table.events import EventBatch
from wellfounded.readings.values import NOT_MET
from wellfounded.rules.breaches import BREACH_KINDS, BreachKind
from wellfounded.rules.order import LegalOrder

if TYPE_CHECKING:
    from wellfounded.caseload.fold.folding import FactBlock
    from wellfounded.readings.columns.reading import Block


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What was found in a batch, one row a breach.

    `entry`: into `Breaches.entries`. `claim`, `application` (-1: of the person): numbers in the batch. `state`: MET or
    OPEN. `excused`, `remedied`: 0 no, 1 open, 2 yes. `low`, `high`: the day of the breach as day numbers, 0 where it
    is not recorded. `event`: the event late, out of place, or at which a missing one is seen; -1 where none is
    recorded. `text`: into `Entry.texts`. `silent`: entries that were not asked, since the file says nothing of them.
    """

    batch: EventBatch
    entry: NDArray[np.int64]
    claim: NDArray[np.int64]
    application: NDArray[np.int64]
    state: NDArray[np.uint8]
    excused: NDArray[np.uint8]
    remedied: NDArray[np.uint8]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    event: NDArray[np.int64]
    text: NDArray[np.int64]
    silent: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.entry)


class Breaches:
    """The breaches of a law, ready to be held against batches. `kinds`: which to look for.

    `stated`: the facts of which the file says anything anywhere, in its second input; None: what each batch says.
    """

    def __init__(
        self, law: LegalOrder, kinds: Collection[BreachKind] = BREACH_KINDS, stated: Collection[str] | None = None
    ) -> None:
        self.law = law
        self._kinds = frozenset(kinds)
        self._stated = stated
        self._tracks = [OrderOfEvents(law, track) for track in law.tracks]
        self._acts = [ActsOfKind(law, group) for group in groups(law)]
        self._rules = RulesBroken(law)
        self.entries: tuple[Entry, ...] = entries(law, [track.process for track in self._tracks])
        self.needed: frozenset[str] = self._rules.needed
        """The facts that must be folded for `of`."""
        self._first_of_track: list[int] = []
        self._first_of_act: list[int] = []
        number = len(law.breaches)
        for track in self._tracks:
            self._first_of_track.append(number)
            number += 2 * len(track.process.labels)
        for act in self._acts:
            self._first_of_act.append(number)
            number += 1 + act.names_actors
        self._text_of_step = [
            np.array([_turn(track.process.steps, i) for i in range(len(track.process.steps))], np.int64)
            for track in self._tracks
        ]

    def of(self, batch: EventBatch, facts: FactBlock, block: Block) -> Found:
        """The breaches of a batch, folded into facts and read as a block, on the block's day."""
        parts = [*self._of_events(batch, int(block.on))]
        silent: list[int] = []
        given = batch.statements if self._stated is None else self._stated
        for number, one in enumerate(self.law.breaches):
            if one.kind not in self._kinds:
                continue
            if self._rules.silent(one, given):
                silent.append(number)
                continue
            found = self._rules.of(one, facts, block)
            if found is None:
                continue
            claim = facts.row_claim[found.row]
            of_person = bool(one.event) and self.law.kinds[one.event].scope == "person"
            application = np.full(len(claim), -1) if of_person else facts.row_application[found.row]
            owner = claim if of_person else application
            event = self._event(batch, one.event, of_person, owner, found.low)
            part = (number, claim, application, found.state, found.excused, found.remedied, found.low, found.high)
            parts.append((*part, event, found.text))
        return _joined(batch, parts, tuple(silent))

    def of_events(self, batch: EventBatch, on: date) -> Found:
        """Only what the events alone tell: order, actors and the law in force, also of claims that cannot be folded."""
        return _joined(batch, [*self._of_events(batch, on.toordinal())], ())

    def _of_events(self, batch: EventBatch, on: int) -> Iterator[tuple[Any, ...]]:
        index = EventIndex(batch, on)
        claims = index.claims
        if "order" in self._kinds:
            for track, first, turns in zip(self._tracks, self._first_of_track, self._text_of_step, strict=True):
                order = track.of(batch, index)
                missing = order.step >= 0
                number = first + 2 * order.label + ~missing
                text = np.where(missing, turns[np.maximum(order.step, 0)], 0)
                person = track.process.track.scope == "person"
                yield _part(batch, claims, number, order.event, order.state, text, person=person)
        for act, first in zip(self._acts, self._first_of_act, strict=True):
            if not self._kinds & {"actor", "law_in_force"}:
                continue
            not_in_force, not_by = act.of(batch, index)
            if "law_in_force" in self._kinds and len(not_in_force.event):
                yield _part(batch, claims, first, *not_in_force)
            if "actor" in self._kinds and len(not_by.event):
                yield _part(batch, claims, first + 1, *not_by)

    def _event(
        self, batch: EventBatch, kind: str, of_person: bool, owner: NDArray[np.int64], day: NDArray[np.int32]
    ) -> NDArray[np.int64]:
        """The event of a kind that lies on the day of the breach, of each owner; -1 where there is none."""
        found = np.full(len(owner), -1, np.int64)
        if not kind:
            return found
        events = np.flatnonzero((batch.kind == tuple(self.law.kinds).index(kind)) & batch.standing)
        of = batch.claim_of_events()[events] if of_person else batch.application[events]
        key = of.astype(np.int64) << 21 | batch.day.low[events]
        if not (key[1:] >= key[:-1]).all():
            order = np.argsort(key, kind="stable")
            events, key = events[order], key[order]
        if len(key):
            wanted = owner.astype(np.int64) << 21 | day
            at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
            found = np.where(key[at] == wanted, events[at], -1)
        return found


def _turn(steps: Sequence[Any], number: int) -> int:
    """Which of the steps with its label a step is, in their order: the number of its text."""
    mine = (steps[number].kind, dict(steps[number].where))
    return sum((step.kind, dict(step.where)) == mine for step in steps[:number])


def _part(
    batch: EventBatch,
    claims: NDArray[np.int32],
    number: Any,
    event: NDArray[np.int64],
    state: NDArray[np.uint8],
    text: NDArray[np.int64],
    *,
    person: bool = False,
) -> tuple[Any, ...]:
    """What was found in the events: nothing excuses or remedies it by a rule."""
    none = np.full(len(event), NOT_MET, np.uint8)
    application = np.full(len(event), -1) if person else batch.application[event]
    return (
        number,
        claims[event],
        application,
        state,
        none,
        none,
        batch.day.low[event],
        batch.day.high[event],
        event,
        text,
    )


def _joined(batch: EventBatch, parts: Sequence[tuple[Any, ...]], silent: tuple[int, ...]) -> Found:
    filled = [part for part in parts if len(part[1])]
    columns: list[Any] = []
    for i, kind in enumerate((np.int64,) * 3 + (np.uint8,) * 3 + (np.int64,) * 4):
        arrays = [np.broadcast_to(np.asarray(part[i], kind), len(part[1])) for part in filled]
        columns.append(np.concatenate(arrays) if arrays else np.zeros(0, kind))
    entry, claim, application, state, excused, remedied, low, high, event, text = columns
    return Found(batch, entry, claim, application, state, excused, remedied, low, high, event, text, silent)
