"""Which applications of a block count, whose they are, and to which group they belong; and counting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.fold.folding import FactBlock
from wellfounded.caseload.table.events import EventBatch
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

Numbers = NDArray[np.intp]
Group = tuple[str, ...]
MOST_GROUPS = 2000
"""More groups than a table can show are a column that names claims, asked for by mistake."""


@dataclass(frozen=True, slots=True, eq=False)
class Lodged:
    """The applications of a block that were lodged by the day, and the current one of each claim.

    `at`: their rows in the block. `claim`: the claim of each. `group`: of each, a number into `groups`. `several`:
    which of these are of a claim that has others. `current`: the row of the application lodged last, one a claim;
    `current_group` likewise.
    """

    at: Numbers
    claim: Numbers
    group: Numbers
    groups: tuple[Group, ...]
    several: Numbers
    current: Numbers
    current_group: Numbers

    def counted(self, codes: NDArray[Any] | int, values: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each group and value how many applications, and of how many persons: arrays of groups by values.

        `codes`: the number of the value of each row of the block, or of every row. `values`: how many there are.
        """
        here = codes[self.at].astype(np.intp) if isinstance(codes, np.ndarray) else codes
        cell = self.group * values + here
        size = len(self.groups) * values
        applications = np.bincount(cell, minlength=size)
        persons = applications
        if len(self.several):
            # Applications of one claim that fall into one cell are one person.
            one = np.asarray(here)
            own = self.claim[self.several] * values + (one[self.several] if one.ndim else one)
            order = np.argsort(own, kind="stable")
            again = self.several[order[1:][own[order[1:]] == own[order[:-1]]]]
            persons = applications - np.bincount(cell[again], minlength=size)
        shape = (len(self.groups), values)
        return applications.reshape(shape), persons.reshape(shape)

    def persons(self, codes: NDArray[Any] | int, values: int) -> NDArray[np.int64]:
        """Of each group and value how many persons, by their current application."""
        here = codes[self.current].astype(np.intp) if isinstance(codes, np.ndarray) else codes
        size = len(self.groups) * values
        return np.bincount(self.current_group * values + here, minlength=size).reshape(len(self.groups), values)


def made_by(batch: EventBatch, law: LegalOrder, on: int) -> NDArray[np.bool_]:
    """The applications that had been made by the day, or may have been, as the case line shows them.

    A law without an event of that name: those of which any event had happened.
    """
    begun = batch.day.low <= on
    counts = (batch.application >= 0) & begun
    if "applied" in law.kinds:
        counts &= batch.kind == list(law.kinds).index("applied")
    made = np.zeros(batch.n_applications, np.bool_)
    made[batch.application[counts]] = True
    if "applied" not in law.kinds:
        # An event without an application belongs to the claim, and so to its only application.
        claims = np.unique(batch.claim_of_events()[(batch.application < 0) & begun])
        made[batch.application_starts[claims]] = True
    return made


def lodged(
    folded: FactBlock, law: LegalOrder, on: int, by: Sequence[str], outside: NDArray[np.bool_] | None = None
) -> Lodged:
    """The rows of a block that count. A claim of which no application was lodged by the day has none.

    `outside`: rows that a calendar does not cover; their claims are left out.
    """
    counts = made_by(folded.batch, law, on)[folded.row_application]
    if outside is not None and outside.any():
        counts &= ~np.isin(folded.row_claim, folded.row_claim[outside])
    at = np.flatnonzero(counts)
    claim = folded.row_claim[at].astype(np.intp)
    ends = np.append(claim[1:] != claim[:-1], np.ones(min(len(claim), 1), np.bool_))
    last = np.flatnonzero(ends)
    several = np.flatnonzero(~(ends & np.roll(ends, 1)))
    number, groups = groups_of(folded.batch, by)
    return Lodged(at, claim, number[claim], groups, several, at[last], number[claim[last]])


def groups_of(batch: EventBatch, by: Sequence[str]) -> tuple[Numbers, tuple[Group, ...]]:
    """The group of each claim of a batch, and the groups. What nobody recorded is the empty word."""
    number = np.zeros(batch.n_claims, np.intp)
    groups: tuple[Group, ...] = ((),)
    for name in by:
        if name not in batch.attributes:
            raise BadInput(
                "The table has no column {name} to group by. It has: {found}.",
                name=name,
                found=", ".join(sorted(batch.attributes)) or "(none)",
            )
        attribute = batch.attributes[name]
        words = attribute.words
        there, number = np.unique(number * len(words) + attribute.codes, return_inverse=True)
        if len(there) > MOST_GROUPS:
            text = "There are more than {most} groups by {name}. Choose another column."
            raise BadInput(text, most=MOST_GROUPS, name=name)
        groups = tuple((*groups[one // len(words)], words[one % len(words)]) for one in there.tolist())
    return number.astype(np.intp), groups
