"""Who decided how: for units (deciders, offices, countries), how many cases each granted, stratum by stratum.

Only counts are held. There is no row of one person here, and nothing that could become one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.logic.errors import BadInput, WrongCall

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FEWEST = 10
"""No unit of fewer decisions is ever shown, whatever minimum is asked for."""
MINIMUM = 30
"""Units of fewer decisions are left out of the comparison unless another minimum is asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Deciders:
    """Counts by unit and stratum. `unit` and `stratum` number the cells into `units` and `strata`; no cell twice."""

    units: tuple[str, ...]
    strata: tuple[str, ...]
    unit: Ints
    stratum: Ints
    granted: Ints
    total: Ints

    @property
    def decisions(self) -> int:
        """All decisions of the table."""
        return int(self.total.sum())

    def totals(self) -> tuple[Ints, Ints]:
        """Granted and decided, by unit."""
        n = len(self.units)
        return (_sum(self.unit, self.granted, n), _sum(self.unit, self.total, n))

    def stratum_totals(self) -> tuple[Ints, Ints]:
        """Granted and decided, by stratum."""
        n = len(self.strata)
        return (_sum(self.stratum, self.granted, n), _sum(self.stratum, self.total, n))

    def only(self, keep: NDArray[np.bool_]) -> Deciders:
        """The table of those units for which `keep` is true."""
        cells = keep[self.unit]
        number = np.cumsum(keep) - 1
        used, stratum = np.unique(self.stratum[cells], return_inverse=True)
        return Deciders(
            tuple(name for name, kept in zip(self.units, keep, strict=True) if kept),
            tuple(self.strata[i] for i in used),
            number[self.unit[cells]].astype(np.int64),
            stratum.astype(np.int64),
            self.granted[cells],
            self.total[cells],
        )

    def named(self, names: Sequence[str]) -> Deciders:
        """The same table with other names for its units."""
        return Deciders(tuple(names), self.strata, self.unit, self.stratum, self.granted, self.total)


def _sum(where: Ints, what: Ints, n: int) -> Ints:
    # Weights are summed as doubles, which are exact far beyond any number of decisions.
    return np.bincount(where, weights=what, minlength=n).astype(np.int64)


def deciders(
    units: Sequence[str], granted: Sequence[int], total: Sequence[int], strata: Sequence[str] | None = None
) -> Deciders:
    """A table from columns of the same length: a unit, how many it granted, how many it decided, and in which stratum.

    Rows of the same unit and stratum are added up. Refused: columns of different lengths, counts below zero, and more
    granted than decided.
    """
    strata = [""] * len(units) if strata is None else strata
    if not len(units) == len(granted) == len(total) == len(strata):
        raise WrongCall("The columns of deciders have different lengths.")
    k, n = np.asarray(granted, np.int64), np.asarray(total, np.int64)
    check_counts(k, n)
    names, unit = _numbered(units)
    parts, stratum = _numbered(strata)
    key, cell = np.unique(stratum * len(names) + unit, return_inverse=True)
    made = Deciders(
        names,
        parts,
        (key % max(len(names), 1)).astype(np.int64),
        (key // max(len(names), 1)).astype(np.int64),
        _sum(cell, k, len(key)),
        _sum(cell, n, len(key)),
    )
    decided = made.total > 0
    return Deciders(names, parts, made.unit[decided], made.stratum[decided], made.granted[decided], made.total[decided])


def check_counts(granted: Ints, total: Ints, first_line: int | None = None) -> None:
    """Refuse counts that cannot be. `first_line`: the line of the first row in its file, to be named."""
    for wrong, sentence in (
        (total < 0, "{found} decisions were counted; a count cannot be below zero."),
        (granted < 0, "{found} grants were counted; a count cannot be below zero."),
        (granted > total, "{found} were granted of {possible} decided. Check which column is which."),
    ):
        if wrong.any():
            i = int(np.argmax(wrong))
            found = total[i] if "decisions were" in sentence else granted[i]
            line = None if first_line is None else first_line + i
            raise BadInput(sentence, line=line, found=int(found), possible=int(total[i]))


def _numbered(values: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    names = sorted(set(values))
    number = {name: i for i, name in enumerate(names)}
    return tuple(names), np.fromiter((number[v] for v in values), np.int64, len(values))


def pseudonyms(units: Sequence[str], salt: bytes, kind: str) -> tuple[str, ...]:
    """A name for each unit that tells nothing of it: `judge 07`. The same units and salt give the same names.

    The salt is the digest of the file, so a name means nothing in another file, and nobody who lacks the file can
    find the unit by trying names.
    """
    order = sorted(range(len(units)), key=lambda i: hashlib.blake2b(units[i].encode(), key=salt[:64]).digest())
    digits = len(str(len(units)))
    place: dict[int, Any] = {unit: i + 1 for i, unit in enumerate(order)}
    return tuple(f"{kind} {place[i]:0{digits}d}" for i in range(len(units)))
