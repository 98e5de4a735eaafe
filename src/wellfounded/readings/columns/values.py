"""How the columns reading holds the values of many applications: one value for all of them, or arrays.

A column is either one value of the person reading, which is that of every row, or one of four kinds of array. A
truth is two planes of bits, certainly met and certainly not met; a day its two ends as day numbers and whether it
comes; a count its two ends; a category the set of its possible values as bits of a number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from wellfounded.logic.errors import WrongCall
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN

Plane: TypeAlias = NDArray[np.uint8]
"""One bit for each row, eight rows a byte, the first row in the highest bit; bits after the last row say nothing."""
Numbers: TypeAlias = NDArray[np.int32]
Bits: TypeAlias = NDArray[np.uint64]
MOST_VALUES = 64


class Truths(NamedTuple):
    """Truths: the rows where it is met and those where it is not met. In neither plane: open."""

    met: Plane
    not_met: Plane


class Days(NamedTuple):
    """Days: earliest, latest, and whether the day comes at all (a column of truths).

    `high is low` where every day is exact. A row whose day never comes holds any number.
    """

    low: Numbers
    high: Numbers
    exists: Truths | int


class Counts(NamedTuple):
    """Counts: the least and the most that it may be. `most is least` where every count is known."""

    least: Numbers
    most: Numbers


class Categories(NamedTuple):
    """Categories: bit i is set where value i of the vocabulary is possible."""

    bits: Bits


Column: TypeAlias = Any
"""Truths, Days, Counts or Categories; or one value of the person reading, which is that of every row."""


def is_array(column: Column) -> bool:
    """Whether a column holds a value for each row of its own."""
    return isinstance(column, (Truths, Days, Counts, Categories))


def truths(values: NDArray[Any]) -> Truths:
    """Truths from an array of 0 (not met), 1 (open) and 2 (met)."""
    return Truths(np.packbits(values == MET), np.packbits(values == NOT_MET))


def rows_of(plane: Plane, size: int) -> NDArray[np.bool_]:
    """The bits of a plane as one truth of Python for each row."""
    return np.unpackbits(plane, count=size).view(np.bool_)


def chosen(plane: Plane, size: int, one: Any, other: Any) -> Numbers:
    """The numbers of one where a bit is set, of the other elsewhere. By bits: `np.where` stumbles at every change."""
    found: Numbers = one ^ other
    found &= mask_of(plane, size)
    found ^= other
    return found


def mask_of(plane: Plane, size: int) -> Numbers:
    """All bits of a number set in the rows of a plane, and none elsewhere."""
    bits = np.unpackbits(plane, count=size).view(np.int8)
    return np.negative(bits, out=bits).astype(np.int32)


def truth_bytes(column: Column, size: int) -> NDArray[np.uint8]:
    """Truths as an array of 0, 1 and 2."""
    if not isinstance(column, Truths):
        return np.full(size, column, np.uint8)
    met, not_met = (np.unpackbits(plane, count=size) for plane in column)
    return met + np.uint8(OPEN) - not_met


def day_arrays(column: Column, size: int) -> tuple[Numbers, Numbers, NDArray[np.uint8]]:
    """Days as earliest, latest and whether they come (0, 1, 2). A day that never comes is 0."""
    if not isinstance(column, Days):
        low, high, exists = column
        return np.full(size, low, np.int32), np.full(size, high, np.int32), np.full(size, exists, np.uint8)
    comes = truth_bytes(column.exists, size)
    low = column.low * (comes != NOT_MET)
    return low, low if column.high is column.low else column.high * (comes != NOT_MET), comes


def count_arrays(column: Column, size: int) -> tuple[Numbers, Numbers]:
    """Counts as least and most."""
    if isinstance(column, Counts):
        return column.least, column.most
    return np.full(size, column[0], np.int32), np.full(size, column[1], np.int32)


def bits_of(values: Collection[str], vocabulary: Sequence[str]) -> int:
    """A set of category values as bits. A value that is not in the vocabulary is refused."""
    bits = 0
    for value in values:
        if value not in vocabulary:
            raise WrongCall("{value} is not among the declared values: {declared}.", value=value, declared=vocabulary)
        bits |= 1 << vocabulary.index(value)
    return bits


def category_bits(column: Column, size: int, vocabulary: Sequence[str]) -> Bits:
    """Categories as sets of bits."""
    if isinstance(column, Categories):
        return column.bits
    return np.full(size, bits_of(column, vocabulary), np.uint64)


def at(column: Column, row: int, vocabulary: Sequence[str] = ()) -> Any:
    """The value of one row, as the person reading holds it. `vocabulary`: of a category."""
    if isinstance(column, Truths):
        shift = 7 - row % 8
        return OPEN + int(column.met[row // 8] >> shift & 1) - int(column.not_met[row // 8] >> shift & 1)
    if isinstance(column, Days):
        exists = at(column.exists, row)
        return (int(column.low[row]), int(column.high[row]), exists) if exists else NEVER
    if isinstance(column, Counts):
        return int(column.least[row]), int(column.most[row])
    if isinstance(column, Categories):
        bits = int(column.bits[row])
        return frozenset(value for i, value in enumerate(vocabulary) if bits >> i & 1)
    return column


def every_value(column: Column, size: int, vocabulary: Sequence[str] = ()) -> list[Any]:
    """The values of all rows, as the person reading holds them."""
    if isinstance(column, Truths):
        return list(truth_bytes(column, size).tolist())
    if isinstance(column, Days):
        return list(zip(*(ends.tolist() for ends in day_arrays(column, size)), strict=True))
    if isinstance(column, Counts):
        return list(zip(column.least.tolist(), column.most.tolist(), strict=True))
    if isinstance(column, Categories):
        words = {
            bits: frozenset(value for i, value in enumerate(vocabulary) if bits >> i & 1)
            for bits in np.unique(column.bits).tolist()
        }
        return [words[bits] for bits in column.bits.tolist()]
    return [column] * size


def column_of(type_: str, values: Sequence[Any], vocabulary: Sequence[str] = ()) -> Column:
    """A column from the values of its rows as the person reading holds them. Where all are equal, that value."""
    if not values:
        raise WrongCall("A column needs a row.")
    head = values[0]
    if all(value == head for value in values):
        return head
    if type_ == "truth":
        return truths(np.fromiter(values, np.uint8, len(values)))
    if type_ == "category":
        known: dict[Any, int] = {}
        for value in values:
            if value not in known:
                known[value] = bits_of(value, vocabulary)
        return Categories(np.fromiter((known[value] for value in values), np.uint64, len(values)))
    one, two, *exists = np.array(values, np.int32).T.copy()
    if np.array_equal(one, two):
        two = one
    if type_ == "count":
        return Counts(one, two)
    comes = exists[0]
    return Days(one, two, int(comes[0]) if (comes == comes[0]).all() else truths(comes))


def part(column: Column, first: int, end: int) -> Column:
    """The rows from `first` up to `end`, as a view where `first` is a multiple of eight."""
    if isinstance(column, Truths):
        return Truths(_bits(column.met, first, end), _bits(column.not_met, first, end))
    if isinstance(column, Days):
        low = column.low[first:end]
        high = low if column.high is column.low else column.high[first:end]
        return Days(low, high, part(column.exists, first, end))
    if isinstance(column, Counts):
        least = column.least[first:end]
        return Counts(least, least if column.most is column.least else column.most[first:end])
    if isinstance(column, Categories):
        return Categories(column.bits[first:end])
    return column


def _bits(plane: Plane, first: int, end: int) -> Plane:
    if first % 8 == 0:
        return plane[first // 8 : (end + 7) // 8]
    return np.packbits(np.unpackbits(plane[first // 8 : (end + 7) // 8])[first % 8 : first % 8 + end - first])
