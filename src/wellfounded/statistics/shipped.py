"""The small tables that come with the program: figures that are facts, each row with its source and its mark."""

from __future__ import annotations

import csv
from functools import cache
from typing import Final

from wellfounded.statistics.places import TABLES

COPIED_ON: Final = "2026-11-23"
"""The day on which the figures of Japan and the United States were copied from their sources into these tables."""
WHERE: Final = {
    "moj_table": "moj.go.jp/isa/content/001414757.pdf",
    "moj_2025": "the ministry's announcement of 14 March 2025 (jlnr.jp/jlnr/archives/9299)",
    "rafiq_2024": "RAFIQ newsletter of 26 March 2024 (m2-v2.mgzn.jp)",
    "alterna_117615": "alterna.co.jp/117615",
    "kienai_41237": "kienai-news.com/archives/41237",
    "nippon_h02353": "nippon.com h02353",
    "diet_196_140": "answer to the Diet, sangiin.go.jp t196140",
    "diet_208_057": "answer to the Diet, sangiin.go.jp t208057",
    "diet_213_184": "answer to the Diet, sangiin.go.jp t213184",
    "jlnr_9417": "copy of an answer to the Diet, jlnr.jp/jlnr/?p=9417",
    "state_admissions_1980_2018": "Department of State, admissions by region, 1980 to 2018",
    "crs_r47399": "Congressional Research Service, R47399",
    "memoranda_2021": "presidential memoranda of 2021",
    "memorandum_2022": "presidential memorandum of 2022",
    "memorandum_2023": "presidential memorandum of 2023",
    "memorandum_2024": "presidential memorandum of 2024",
    "tnnews_2026": "tnnews.ai/facts/entities/us-refugee-program.html",
}
"""Where the rows of the tables were read."""


def where(source: str) -> str:
    """The places where a row was read, as a reader can look them up."""
    return "; ".join(WHERE[one] for one in source.split("+")) if source else "not confirmed in a source"


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """The rows of a table as text. An empty cell means that the source gives nothing, not zero."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def number(row: dict[str, str], column: str) -> int | None:
    """The number in a column, or nothing."""
    return int(row[column]) if row[column] else None
