"""What a block comes to in numbers: how many rows, sums of days and counts, how often each value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.readings.columns.truths import both, possible
from wellfounded.readings.columns.values import (
    Categories,
    Column,
    Counts,
    Days,
    Numbers,
    Plane,
    Truths,
    bits_of,
    rows_of,
)
from wellfounded.readings.values import MET, NOT_MET, OPEN


class TruthTotals(NamedTuple):
    """In how many rows it is met, open and not met."""

    met: int
    open: int
    not_met: int


class Sums(NamedTuple):
    """Sums over the rows in which the day comes or may come: of the least, of the most; and how many rows these are.

    `sure`: in how many of them it surely comes. A count always does.
    """

    least: int
    most: int
    rows: int
    sure: int


def number(plane: Plane, size: int) -> int:
    """How many of the first `size` bits are set."""
    whole = size // 64 * 8
    found = int(np.add.reduce(np.bitwise_count(plane[:whole].view(np.uint64)))) if whole else 0
    rest = size - 8 * whole
    return found + int(np.unpackbits(plane[whole:], count=rest).sum()) if rest else found


def truth_totals(column: Column, size: int, among: Plane | None = None) -> TruthTotals:
    """How often a truth is met, open and not met. `among`: only in these rows."""
    rows = size if among is None else number(among, size)
    if not isinstance(column, Truths):
        return TruthTotals(*(rows if column == value else 0 for value in (MET, OPEN, NOT_MET)))
    met, not_met = (number(plane if among is None else plane & among, size) for plane in column)
    return TruthTotals(met, rows - met - not_met, not_met)


def day_sums(column: Column, size: int, among: Plane | None = None) -> Sums:
    """Sums of day numbers."""
    low, high, exists = column
    rows = both(among, possible(exists))
    if not isinstance(column, Days):
        there = 0 if exists == NOT_MET else size if among is None else number(among, size)
        return Sums(low * there, high * there, there, there if exists == MET else 0)
    there = size if rows is None else number(rows, size)
    sure = truth_totals(exists, size, among).met
    which = None if rows is None else np.unpackbits(rows, count=size)
    least = _sum(low, which)
    return Sums(least, least if high is low else _sum(high, which), there, sure)


def count_sums(column: Column, size: int, among: Plane | None = None) -> Sums:
    """Sums of counts."""
    rows = size if among is None else number(among, size)
    if not isinstance(column, Counts):
        return Sums(column[0] * rows, column[1] * rows, rows, rows)
    which = None if among is None else np.unpackbits(among, count=size)
    least = _sum(column.least, which)
    return Sums(least, least if column.most is column.least else _sum(column.most, which), rows, rows)


def _sum(numbers: Numbers, which: NDArray[np.uint8] | None) -> int:
    # To multiply by 0 and 1 is many times as fast as to sum `where`.
    return int((numbers if which is None else numbers * which).sum(dtype=np.int64))


def histogram(
    column: Column, size: int, vocabulary: Sequence[str], among: Plane | None = None
) -> dict[frozenset[str], int]:
    """In how many rows a category is each value; of several possible ones, in how many rows it may be any of these."""
    rows = size if among is None else number(among, size)
    if not isinstance(column, Categories):
        return {frozenset(column): rows} if rows else {}
    bits = column.bits if among is None else column.bits[rows_of(among, size)]
    found: dict[frozenset[str], int] = {}
    left = len(bits)
    # Nearly all rows have one value; what is left over is sorted.
    for value in vocabulary:
        times = int(np.count_nonzero(bits == np.uint64(bits_of((value,), vocabulary))))
        if times:
            found[frozenset((value,))] = times
            left -= times
    if left:
        several, times_each = np.unique(bits[(bits & (bits - np.uint64(1))) != 0], return_counts=True)
        for bits_set, times in zip(several.tolist(), times_each.tolist(), strict=True):
            found[frozenset(value for i, value in enumerate(vocabulary) if bits_set >> i & 1)] = times
    return found
