"""Other applications in columns: of the same person and of the family, by running sums over their rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from wellfounded.readings.columns.segments import Segments
from wellfounded.readings.columns.truths import decided, settled
from wellfounded.readings.columns.values import Column, Counts, Numbers, Plane, Truths
from wellfounded.readings.values import MET, NOT_MET


def related(segments: Segments, relation: str, plane: Plane | None, size: int) -> Numbers:
    """For each row, in how many of the rows that the relation ranges over a plane is set; None: in all."""
    own = np.ones(size, np.int32) if plane is None else np.unpackbits(plane, count=size).astype(np.int32)
    if relation == "family":
        starts, rows = segments.family_starts, segments.family_rows
        if starts is None or rows is None:
            return np.zeros(size, np.int32)
        sums = _running(own[rows])
        return sums[starts[1:]] - sums[starts[:-1]]
    sums = _running(own)
    if relation == "earlier":
        return sums[:-1] - sums[segments.first]
    return sums[segments.end] - sums[segments.first] - own


def _running(numbers: Numbers) -> Numbers:
    """The sum of all numbers before each place, and of all."""
    sums = np.zeros(len(numbers) + 1, np.int32)
    np.cumsum(numbers, out=sums[1:])
    return sums


def count_of(segments: Segments | None, relation: str, asked: Column, size: int) -> Column:
    """How many of those applications have the property."""
    if segments is None:
        return (0, 0)
    met, not_met, number = _tallies(segments, relation, asked, size)
    if not_met is number:
        return (0, 0)
    most = number if isinstance(not_met, int) else number - not_met
    least = np.zeros(size, np.int32) if isinstance(met, int) else met
    return Counts(least, least if decided(asked) else most)


def any_of(segments: Segments | None, relation: str, asked: Column, size: int) -> Column:
    """Whether one of those applications has the property."""
    if segments is None:
        return NOT_MET
    met, not_met, number = _tallies(segments, relation, asked, size)
    return settled(Truths(_plane(met > 0, size), _plane(not_met == number, size)))


def each_of(segments: Segments | None, relation: str, asked: Column, size: int) -> Column:
    """Whether every one of those applications has the property; met where there is none."""
    if segments is None:
        return MET
    met, not_met, number = _tallies(segments, relation, asked, size)
    return settled(Truths(_plane(met == number, size), _plane(not_met > 0, size)))


def _tallies(segments: Segments, relation: str, asked: Column, size: int) -> tuple[Any, Any, Numbers]:
    """In how many of those applications it is met, in how many not, and how many there are."""
    number = segments.sizes.get(relation)
    if number is None:
        number = segments.sizes[relation] = related(segments, relation, None, size)
    if isinstance(asked, Truths):
        return related(segments, relation, asked.met, size), related(segments, relation, asked.not_met, size), number
    return number if asked == MET else 0, number if asked == NOT_MET else 0, number


def _plane(rows: Any, size: int) -> Plane:
    if isinstance(rows, bool):
        return np.full((size + 7) // 8, 255 if rows else 0, np.uint8)
    return np.packbits(rows)
