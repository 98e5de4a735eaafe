"""The rows of a batch: the applications of the claims that are not refused, those of a claim in order of lodging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.table.events import EventBatch

Numbers = NDArray[Any]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of a batch, and the persons whose they are.

    `starts`: where the rows of each person begin, and their number. `application`, `claim`: of each row, its numbers
    in the batch. `person`: of each row, its person; None where each person has one row. `of_application`,
    `person_of_claim`: the way back, -1 where there is no row; None where nothing is left out or changes its place.
    The last of `of_application` stands for no application.
    """

    size: int
    persons: int
    starts: NDArray[np.int64]
    application: NDArray[np.int64]
    claim: NDArray[np.int64]
    person: Numbers | None
    of_application: Numbers | None
    person_of_claim: Numbers | None

    def of(self, application: Numbers) -> Numbers:
        """The row of each of these applications; -1 for none."""
        if self.of_application is None:
            return application
        return self.of_application.take(application)

    def person_of(self, claim: Numbers) -> Numbers:
        """The person of each of these claims, none of them refused."""
        return claim if self.person_of_claim is None else self.person_of_claim[claim]


def rows_of(batch: EventBatch, refused: Mask, applied: int) -> Rows:
    """The rows of a batch. `applied`: the number of the kind of event with which an application is lodged."""
    kept, left_out = ~refused, bool(refused.any())
    numbers = np.diff(batch.application_starts)
    order = np.arange(batch.n_applications)
    several = np.zeros(0, np.intp)
    claim = order
    if len(order) > len(numbers):
        claim = batch.claim_of_applications().astype(np.int64)
        several = np.flatnonzero(numbers[claim] > 1)
        lodged = _lodged(batch, applied)
        order[several] = several[np.lexsort((lodged[several], claim[several]))]
    if left_out:
        order = order[kept[claim[order]]]
        numbers = numbers[kept]
    size, persons = len(order), len(numbers)
    of_application: Numbers | None = None
    if len(several) or left_out:
        of_application = np.full(batch.n_applications + 1, -1, np.int32)
        of_application[order] = np.arange(size, dtype=np.int32)
    return Rows(
        size,
        persons,
        np.concatenate(([0], np.cumsum(numbers))).astype(np.int64),
        order,
        claim if claim is order else claim[order],
        np.repeat(np.arange(persons), numbers) if size != persons else None,
        of_application,
        np.cumsum(kept) - 1 if left_out else None,
    )


def _lodged(batch: EventBatch, applied: int) -> NDArray[np.int32]:
    """Of each application, the earliest day of the first event `applied` that stands; else after all days."""
    lodged = np.full(batch.n_applications, 2**31 - 1, np.int32)
    at = np.flatnonzero((batch.kind == applied) & (batch.day.low > 0) & (batch.application >= 0) & batch.standing)[::-1]
    # Written backwards, so that the first of several stays.
    lodged[batch.application[at]] = batch.day.low[at]
    return lodged
