"""Where a table is cut: which claims the ends of splits cut, which claims come again, and cut claims made whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from wellfounded.caseload.cluster.splits import Done, Ends, Split
from wellfounded.caseload.table.clustering import together


def chained(ends: Sequence[tuple[Split, Ends]]) -> list[Split]:
    """The splits with the claims that their ends cut, of splits in the order of the table."""
    found = [split for split, _ in ends]
    there = [i for i, (_, end) in enumerate(ends) if end.first is not None]
    for i, j in pairwise(there):
        name = ends[i][1].last
        if name == ends[j][1].first:
            found[i], found[j] = replace(found[i], tail=name), replace(found[j], head=name)
    return found


def in_order(ends: Iterable[Ends]) -> bool:
    """Whether the names of the claims of each split come after those of the one before: then none comes twice."""
    there = [end for end in ends if end.first is not None]
    return all(
        (one.most or "") < (two.least or "") or (one.most == one.last == two.first == two.least)
        for one, two in pairwise(there)
    )


def refused(splits: Sequence[Split], several: Iterable[tuple[str, Sequence[int]]]) -> list[Split]:
    """The splits with the claims that came before. `several`: claims in more than one split, and in which."""
    place = {split.number: i for i, split in enumerate(splits)}
    again: dict[int, list[str]] = {}
    for name, numbers in several:
        for i, j in pairwise(sorted(place[number] for number in numbers)):
            goes_on = splits[i].tail == name == splits[j].head
            if not goes_on or name in again.get(i, ()):
                again.setdefault(j, []).append(name)
    return [replace(split, again=tuple(again.get(i, ()))) for i, split in enumerate(splits)]


class Seam:
    """The rows of the claims that splits cut, until each claim is whole."""

    def __init__(self) -> None:
        self._open: list[Any] = []
        self._again = False
        self._whole: dict[bool, list[Any]] = {False: [], True: []}

    def add(self, split: Split, done: Done) -> None:
        """Add what a split put by."""
        if done.head is not None:
            self._open.append(done.head)
        if split.head is not None and (split.tail is None or done.tail is not None):
            self._close()
        if done.tail is not None:
            self._open, self._again = [done.tail], done.tail_again

    def _close(self) -> None:
        rows = together([rows for rows, _ in self._open])
        self._whole[self._again].append((rows, np.concatenate([line for _, line in self._open])))
        self._open, self._again = [], False

    def complete(self) -> dict[bool, list[Any]]:
        """The claims that are whole by now; whether they came before."""
        whole, self._whole = self._whole, {False: [], True: []}
        return whole

    def end(self) -> dict[bool, list[Any]]:
        """Those that are left."""
        if self._open:
            self._close()
        return self.complete()
