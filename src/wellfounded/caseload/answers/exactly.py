"""What is open, settled exactly, claim by claim, by the person reading: the same answer as the case line's.

Two claims with the same facts and no imprecise day are one question; of a claim with imprecise days the relations
between them are known as well, and it is asked on its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.answers.lodged import Lodged
from wellfounded.caseload.answers.settling import as_arrays
from wellfounded.caseload.answers.span import Span
from wellfounded.caseload.answers.tally import Tally
from wellfounded.caseload.fold.folding import FactBlock
from wellfounded.caseload.table.events import EventBatch
from wellfounded.claim.record import STAGE, record
from wellfounded.readings.columns.reading import Block
from wellfounded.rules.order import LegalOrder

NOT_TRIED = "not_tried"
Found = tuple[tuple[str, ...], str, str]
"""Of a claim: the stage of each application, whether removal is barred, whether there is a ground for it."""


class Exactly:
    """Settles the open claims of one law on one day, and remembers what it settled. It serves several threads."""

    def __init__(self, law: LegalOrder, days: Span) -> None:
        self.law, self.days = law, days
        self._known: dict[bytes, Found] = {}
        self._lock = Lock()

    def settle(
        self, block: Block, folded: FactBlock, rows: Lodged, opens: Mapping[str, NDArray[np.bool_]], tally: Tally
    ) -> None:
        """Count the exact answers where a question is open. `opens`: by the subject of a question, the open rows."""
        starts = folded.segments.starts
        open_ = np.logical_or.reduce(list(opens.values()))
        needs = np.flatnonzero(np.logical_or.reduceat(open_, starts[:-1]))
        keys = _keys(block, folded, starts, needs)
        group = dict(zip(rows.claim.tolist(), rows.group.tolist(), strict=True))
        counted = set(rows.at.tolist())
        for person, key in zip(needs.tolist(), keys, strict=True):
            claim = int(folded.row_claim[starts[person]])
            own = [row for row in range(int(starts[person]), int(starts[person + 1])) if row in counted]
            if not own:
                continue
            last = own[-1] - int(starts[person])
            stages, barred, ground = self._found(key + bytes((last % 256,)) if key else key, folded.batch, claim, last)
            one = np.ones((1, 1), np.int64)
            group_ = (rows.groups[group[claim]],)
            for row in (row for row in own if opens["stage"][row]):
                stage = stages[row - int(starts[person])]
                tally.add_counts("settled", "stage", "application", (stage,), group_, one, one)
            for subject, answer in (("barred", barred), ("ground", ground)):
                if opens[subject][own[-1]]:
                    tally.add_counts("settled", subject, "person", (answer,), group_, one, one)

    def _found(self, key: bytes, batch: EventBatch, claim: int, last: int) -> Found:
        with self._lock:
            found = self._known.get(key) if key else None
            if found is None:
                found = self._settled(batch, claim, last)
                if key:
                    self._known[key] = found
            return found

    def _settled(self, batch: EventBatch, claim: int, last: int) -> Found:
        from wellfounded.caseload.table.one_case import to_case

        case = to_case(batch, claim, self.law, self.days.complete)
        made = record(self.law, case, self.days.on)
        removal = self.law.removal
        current = made.rows[last]
        barred, ground = (made.finding(rule, current).settled for rule in (removal.barred, removal.ground))
        exact = made.reader.exact
        stages = (exact.possible(self.law.stage.name, row, made.known, made.purse, STAGE) for row in made.rows)
        return tuple("|".join(sorted(stage)) for stage in stages), barred, ground


def _keys(block: Block, folded: FactBlock, starts: NDArray[np.int64], persons: NDArray[np.intp]) -> list[bytes]:
    """What makes two claims alike: the facts of all their rows. Empty where a day of the claim is imprecise."""
    batch = folded.batch
    vague = np.zeros(batch.n_claims, np.bool_)
    if not (batch.day.exact and batch.notified.exact):
        events = (batch.day.low != batch.day.high) | (batch.notified.low != batch.notified.high)
        vague[batch.claim_of_events()[events]] = True
    for held in batch.fields.values():
        low, high = getattr(held.values, "low", None), getattr(held.values, "high", None)
        if low is not None and high is not low:
            vague[batch.claim_of_events()[held.events[low != high]]] = True
    unknown = (batch.day.low == 0) & (batch.kind >= 0)
    vague[batch.claim_of_events()[unknown]] = True
    reading = block.reading
    parts = [
        np.ascontiguousarray(array).view(np.uint8).reshape(block.size, -1)
        for name in sorted(block.facts)
        for array in as_arrays(reading.law.facts[name], block, reading.vocabulary)
    ]
    whole = np.concatenate(parts, axis=1) if parts else np.zeros((block.size, 0), np.uint8)
    claims = folded.row_claim[starts[persons]]
    return [
        b"" if vague[claim] else whole[first:end].tobytes() or b" "
        for claim, first, end in zip(claims, starts[persons], starts[persons + 1], strict=True)
    ]
