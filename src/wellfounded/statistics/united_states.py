"""The United States' ceiling on resettlement from abroad and the refugees admitted under it, by fiscal year."""

from __future__ import annotations

from wellfounded.statistics.amounts import exactly
from wellfounded.statistics.definitions import Definition, Figure
from wellfounded.statistics.places import places
from wellfounded.statistics.shipped import COPIED_ON, number, rows
from wellfounded.statistics.shipped import where as read_at

CEILING = Definition(("ceiling",), "places", "abroad", "us_fiscal_year", "no_part")
ADMITTED = Definition(("resettled",), "persons", "abroad", "us_fiscal_year", "no_part")


def years() -> list[int]:
    """The fiscal years of the table."""
    return [int(row["fiscal_year"]) for row in rows("us_ceiling")]


def figures(year: int) -> list[Figure]:
    """The ceiling and the admissions of a fiscal year."""
    found: list[Figure] = []
    for row in rows("us_ceiling"):
        if row["fiscal_year"] != str(year):
            continue
        for column, definition in (("ceiling", CEILING), ("admitted", ADMITTED)):
            if (count := number(row, column)) is not None:
                mark = row[f"{column}_mark"]
                # The source of a row is that of its ceiling; admissions that are only known stand in none.
                confirmed = column == "ceiling" or mark == "verified"
                where = f"{read_at(row['source'] if confirmed else '')}: {year}, {column}"
                found.append(
                    Figure(column, places()["USA"], year, exactly(count), definition, "us_ceiling", (where,), COPIED_ON,
                           mark)
                )  # fmt: skip
    return found
