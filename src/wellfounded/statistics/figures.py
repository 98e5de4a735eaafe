"""Figures made from UNHCR's rows: sums by measure with their ranges, and the two rates that UNHCR defines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.amounts import Amount, total
from wellfounded.statistics.definitions import Definition, Figure, Rate
from wellfounded.statistics.places import Place
from wellfounded.statistics.unhcr import Decisions

MEASURE_OF: Final = {
    "recognised": ("recognised", ("convention",), "no_part"),
    "other": ("other_protection", ("complementary", "humanitarian"), "no_part"),
    "rejected": ("refused", ("refused",), "no_part"),
    "closed": ("closed", ("closed",), "in"),
}
"""UNHCR's columns: the measure, the statuses as the column is labelled, and what closed cases have to do with it."""
BASES: Final = {"convention": ("convention",), "protection": ("convention", "complementary", "humanitarian")}
"""What a comparison counts as recognition: refugee status alone, or every status that lets the person stay."""
SUBSTANTIVE: Final = ("convention", "complementary", "humanitarian", "refused")


def column(rows: Sequence[Decisions], name: str) -> Amount:
    """The sum of one column, with its range."""
    return total(getattr(row, name) for row in rows)


def level(rows: Sequence[Decisions]) -> str:
    """The level at which rows were decided: one, or all added up."""
    levels = {row.level for row in rows}
    return levels.pop() if len(levels) == 1 else "all"


def unit(rows: Sequence[Decisions]) -> str:
    """What rows count."""
    units = {row.counted for row in rows}
    return units.pop() if len(units) == 1 else "mixed"


def figures(rows: Sequence[Decisions], place: Place, year: int, taken: str) -> list[Figure]:
    """What UNHCR's table says of a country and year, by measure. The rows are those in which the column is not zero."""
    found = []
    for name, (measure, statuses, closed) in MEASURE_OF.items():
        filled = [row for row in rows if getattr(row, name).printed]
        if rows:
            definition = Definition(statuses, unit(filled or rows), level(filled or rows), "calendar_year", closed)
            where = tuple(row.row for row in filled)
            found.append(Figure(measure, place, year, column(rows, name), definition, "unhcr", where, taken))
    return found


def rate(rows: Sequence[Decisions], basis: str, taken: str) -> Rate | None:
    """UNHCR's refugee rate or total rate: recognised over decisions on the merits. Nothing where there are none."""
    if basis not in BASES:
        raise BadInput(
            "A comparison can be on the basis of: {possible}; {found} is none of them.",
            possible=", ".join(BASES),
            found=basis,
        )
    merits = [row for row in rows if row.substantive]
    if not merits:
        return None
    # Rows without a decision on the merits count too: each of their zeros can stand for up to four.
    recognised, other = column(rows, "recognised"), column(rows, "other")
    granted, rest = (recognised, other) if basis == "convention" else (recognised + other, total(()))
    definition = Definition(BASES[basis], unit(merits), level(merits), "calendar_year", "out")
    return Rate(
        granted, rest + column(rows, "rejected"), definition, SUBSTANTIVE, ("unhcr",),
        tuple(row.row for row in merits), taken
    )  # fmt: skip
