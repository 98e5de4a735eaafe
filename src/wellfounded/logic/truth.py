"""Truth with three values: met, not met, and open (not yet established)."""

from __future__ import annotations

from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """An answer of the law. Missing is open, and open is a value."""

    NOT_MET = "not_met"
    OPEN = "open"
    MET = "met"

    def __bool__(self) -> NoReturn:
        raise TypeError("three values do not fit in an `if`")

    def __and__(self, other: Truth) -> Truth:
        return min(self, other, key=_RANK.__getitem__)

    def __or__(self, other: Truth) -> Truth:
        return max(self, other, key=_RANK.__getitem__)

    def __invert__(self) -> Truth:
        return _OPPOSITE[self]


_RANK = {Truth.NOT_MET: 0, Truth.OPEN: 1, Truth.MET: 2}
_OPPOSITE = {Truth.NOT_MET: Truth.MET, Truth.OPEN: Truth.OPEN, Truth.MET: Truth.NOT_MET}


def join(*values: Truth) -> Truth:
    """The answer on which all agree; open where they differ."""
    return values[0] if len(set(values)) == 1 else Truth.OPEN
