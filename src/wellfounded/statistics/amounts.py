"""Amounts: a number as it was printed, and the least and the most that it can stand for.

A source that rounds or hides small cells says less than it seems to. Each of its cells is an interval, and a sum of
cells carries the sum of the intervals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from wellfounded.logic.errors import WrongCall


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of persons or cases: as printed, and the interval in which it lies."""

    printed: int
    least: int
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise WrongCall(
                "An amount of {least} to {most} cannot be: the least is at most the most, and neither is negative.",
                least=self.least,
                most=self.most,
            )

    @property
    def exact(self) -> bool:
        """Whether the number is known."""
        return self.least == self.most == self.printed

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.printed + other.printed, self.least + other.least, self.most + other.most)

    def less(self, other: Amount) -> Amount:
        """What is left when a part is taken away; never below nothing."""
        return Amount(
            max(self.printed - other.printed, 0), max(self.least - other.most, 0), max(self.most - other.least, 0)
        )

    def contains(self, other: Amount) -> bool:
        """Whether the other can be the same number: the two intervals meet."""
        return self.least <= other.most and other.least <= self.most


NOTHING = Amount(0, 0, 0)


def exactly(number: int) -> Amount:
    """A number that its source prints without rounding."""
    return Amount(number, number, number)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum, with the sum of the intervals."""
    printed = least = most = 0
    for one in amounts:
        printed, least, most = printed + one.printed, least + one.least, most + one.most
    return Amount(printed, least, most)


@cache
def _unhcr(number: int) -> Amount:
    """UNHCR prints no cell of 1 to 4 or 6 to 9: they became 0, 5 or 10. From 11 up a cell is exact."""
    if number == 0:
        return Amount(0, 0, 4)
    if number == 5:
        return Amount(5, 1, 9)
    return Amount(10, 6, 10) if number == 10 else exactly(number)


def _to_five(number: int) -> Amount:
    """Eurostat prints to the nearest five."""
    return Amount(number, max(number - 2, 0), number + 2)


ROUNDING: Mapping[str, Callable[[int], Amount]] = MappingProxyType(
    {"exact": exactly, "unhcr": _unhcr, "nearest_five": _to_five}
)
"""How each kind of source rounds a cell. UNHCR's rule is read off its own table: not one cell from 1 to 4 or from
6 to 9 occurs in it; it states no rule."""


def cell(rounding: str, number: int) -> Amount:
    """A cell of a source that rounds in a named way."""
    return ROUNDING[rounding](number)
