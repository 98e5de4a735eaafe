"""Counts of breaches by breach, provision, who bears it, group of claims and year, added up batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.procedure.breaches import Breaches, Found


class Count(NamedTuple):
    """How often one breach was found in one group. `claims`: in how many claims, each counted once here.

    `group`: the words of the attributes asked for. `year`: of the day of the breach, 0 where it is not known.
    `state`, `excused`, `remedied`: as in `Found`.
    """

    entry: int
    group: tuple[str, ...]
    year: int
    state: int
    excused: int
    remedied: int
    breaches: int
    claims: int


_Key = tuple[int, tuple[str, ...], int, int, int, int]


class Tally:
    """Counts of breaches by the attributes of the claims and by year, added up batch by batch."""

    def __init__(self, breaches: Breaches, by: Sequence[str] = (), *, year: bool = True) -> None:
        self.entries, self.by, self.year = len(breaches.entries), tuple(by), year
        self.silent: frozenset[int] = frozenset()
        self._counts: dict[_Key, tuple[int, int]] = {}

    def add(self, found: Found) -> None:
        """Add what was found in one batch. An attribute that no claim of the batch has is the empty word."""
        years = _years(found) if self.year else np.zeros(len(found), np.int64)
        codes, words = self._groups(found)
        state = found.state.astype(np.int64) * 9 + found.excused * 3 + found.remedied
        key = ((codes * (self.entries + 1) + found.entry) * 4096 + years) * 32 + state
        order = np.lexsort((found.claim, key))
        key, claim = key[order], found.claim[order]
        starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]][: len(key)])
        many = np.diff(np.r_[starts, len(key)])
        fresh = np.ones(len(key), np.int64)
        fresh[1:] = (key[1:] != key[:-1]) | (claim[1:] != claim[:-1])
        persons = np.add.reduceat(fresh, starts) if len(starts) else starts
        self.silent |= frozenset(found.silent)
        for at, n, p in zip(order[starts].tolist(), many.tolist(), persons.tolist(), strict=True):
            cell: _Key = (
                int(found.entry[at]),
                words[int(codes[at])] if self.by else (),
                int(years[at]),
                int(found.state[at]),
                int(found.excused[at]),
                int(found.remedied[at]),
            )
            self._add(cell, n, p)

    def _add(self, cell: _Key, breaches: int, claims: int) -> None:
        old = self._counts.get(cell, (0, 0))
        self._counts[cell] = (old[0] + breaches, old[1] + claims)

    def merge(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.silent |= other.silent
        for cell, numbers in other._counts.items():
            self._add(cell, *numbers)

    def _groups(self, found: Found) -> tuple[NDArray[np.int64], dict[int, tuple[str, ...]]]:
        codes = np.zeros(len(found), np.int64)
        tables: list[tuple[str, ...]] = []
        for name in self.by:
            attribute = found.batch.attributes.get(name)
            table = attribute.words if attribute is not None else ("",)
            codes *= len(table)
            if attribute is not None:
                codes += attribute.codes[found.claim]
            tables.append(table)
        named: dict[int, tuple[str, ...]] = {}
        for code in np.unique(codes).tolist():
            rest, words = code, []
            for table in reversed(tables):
                rest, last = divmod(rest, len(table))
                words.append(table[last])
            named[code] = tuple(reversed(words))
        return codes, named

    def counts(self) -> list[Count]:
        """Every count, by breach, group and year."""
        return [Count(*cell, *numbers) for cell, numbers in sorted(self._counts.items())]


def _years(found: Found) -> NDArray[np.int64]:
    """The year of each breach; 0 where its day is not recorded or may lie in one of two years."""
    known = found.low > 0
    ends = [
        np.where(known, day, 1) - 1  # ordinal 1 is 1 January of the year 1
        for day in (found.low, found.high)
    ]
    first, last = (
        (np.datetime64("0001-01-01", "D") + end).astype("datetime64[Y]").astype(np.int64) + 1970 for end in ends
    )
    return np.where(known & (first == last), first, 0)
