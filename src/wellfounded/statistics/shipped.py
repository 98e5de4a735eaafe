"""The small tables that come with the program: figures that are facts, each row with its source and its mark."""

from __future__ import annotations

import csv
from functools import cache
from typing import Final

from wellfounded.statistics.places import TABLES

COPIED_ON: Final = "2026-11-23"
"""The day on which the figures of Japan and the United States were copied from their sources into these tables."""


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of a table as text. An empty cell means that the source gives nothing, not zero."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def number(row: dict[str, str], column: str) -> int | None:
    """The number in a column, or nothing."""
    return int(row[column]) if row[column] else None
