"""Truths in columns: Kleene's tables on planes of bits, where a single value stands for a whole plane."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from wellfounded.readings.columns.values import Column, Plane, Truths
from wellfounded.readings.values import MET, NOT_MET, OPEN

_FULL = 255


def negation(value: Column) -> Column:
    """Met where it is not met, and the other way round."""
    return Truths(value.not_met, value.met) if isinstance(value, Truths) else MET - value


def conjunction(values: Iterable[Column]) -> Column:
    """The least of the values. Nothing is asked any more once one of them is not met in every row."""
    met: Plane | None = None
    not_met: Plane | None = None
    own = False
    least = MET
    for value in values:
        if not isinstance(value, Truths):
            if value == NOT_MET:
                return NOT_MET
            least = min(least, value)
        elif met is None or not_met is None:
            met, not_met = value
        elif own:
            met &= value.met
            not_met |= value.not_met
        else:
            met, not_met, own = met & value.met, not_met | value.not_met, True
    if met is None or not_met is None:
        return least
    return Truths(met if least == MET else np.zeros_like(met), not_met)


def disjunction(values: Iterable[Column]) -> Column:
    """The greatest of the values."""
    return negation(conjunction(negation(value) for value in values))


def settled(value: Column) -> Column:
    """The single value of a plane that is the same in every row, so that what rests on it costs nothing."""
    if not isinstance(value, Truths):
        return value
    met, not_met = value
    # The first eight rows tell nearly always; bits after the last row can only hide that a plane is uniform.
    if met[0] == _FULL:
        return MET if every(met) else value
    if not_met[0] == _FULL:
        return NOT_MET if every(not_met) else value
    if not met[0] and not not_met[0]:
        return value if some(met) or some(not_met) else OPEN
    return value


def some(plane: Plane) -> bool:
    """Whether a bit is set."""
    return bool(np.bitwise_or.reduce(plane))


def every(plane: Plane) -> bool:
    """Whether all bits are set, also those after the last row."""
    return bool(np.bitwise_and.reduce(plane) == _FULL)


def possible(value: Column) -> Plane | None:
    """The rows where it is met or open; None: all. Not for a single value that is not met."""
    return ~value.not_met if isinstance(value, Truths) else None


def decided(value: Column) -> bool:
    """Whether no row is open."""
    if isinstance(value, Truths):
        return every(value.met | value.not_met)
    return bool(value != OPEN)


def both(one: Plane | None, other: Plane | None) -> Plane | None:
    """The rows of two planes, of which None is all rows."""
    if one is None or other is None:
        return other if one is None else one
    return one & other
