"""The tables behind a synthetic caseload: figures that were published, and assumptions where none was.

Each row bears its mark: `verified` read in the source named, `known` general knowledge, `doubtful`, `assumed` chosen
here. Facts of the Ministry of Justice, the Immigration Services Agency and the UNHCR Refugee Data Finder (CC BY 4.0).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FIRST_YEAR, LAST_YEAR = 1982, 2024
"""The years of the published table of applications."""


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table of this package: `figures`, `origins` or `assumptions`."""
    text = files(__package__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _figures() -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for row in rows("figures"):
        found.setdefault(row["measure"], {})[int(row["year"])] = float(row["value"])
    return found


def figure(measure: str) -> Mapping[int, float]:
    """A published measure by year; years without a figure are absent."""
    return _figures()[measure]


@cache
def _assumptions() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in rows("assumptions"):
        found.setdefault(row["group"], {})[row["name"]] = float(row["value"])
    return found


def assumed(group: str) -> Mapping[str, float]:
    """The assumptions of a group by name: `flow`, `path`, `office`, `planted` or `stated`."""
    return _assumptions()[group]


@cache
def origins(group: str) -> Mapping[int, Mapping[str, float]]:
    """How many persons of each nationality (ISO 3166 alpha-3; `XXX` the rest) are published for a group, by year."""
    found: dict[int, dict[str, float]] = {}
    for row in rows("origins"):
        if row["group"] == group:
            found.setdefault(int(row["year"]), {})[row["nationality"] or "XXX"] = float(row["persons"])
    return found
