"""The United Kingdom's table of initial decisions and resettlement (Home Office, table Asy_D02), as CSV or Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.amounts import exactly
from wellfounded.statistics.definitions import Definition, Figure
from wellfounded.statistics.places import Place

_NEEDED = ("year", "case_type", "case_outcome_group", "case_outcome", "applicant_type", "decisions")
STATUS = {
    "Grant of Protection": "complementary",
    "Grant of Other Leave": "humanitarian",
    "Refused": "refused",
    "Withdrawn": "closed",
    "Administrative Outcome": "closed",
}
CONVENTION = ("Refugee Permission", "Temporary Refugee Permission")
"""Outcomes that are refugee status; other grants of protection are humanitarian protection: complementary."""
MEASURE_OF = {
    "convention": "recognised",
    "complementary": "complementary",
    "humanitarian": "humanitarian",
    "refused": "refused",
    "closed": "closed",
    "resettled": "resettled",
}
BY_YEAR = "calendar_year"


def _plain(head: str) -> str:
    return "_".join("".join(c if c.isalnum() else " " for c in head.casefold()).split())


def kind(head: Iterable[str]) -> bool:
    """Whether the columns are those of the table."""
    return set(_NEEDED) <= {_plain(one) for one in head}


def tidy(records: Iterable[Mapping[str, Any]], file: str) -> list[dict[str, Any]]:
    """Sums by year and status, main applicants and dependants apart, with how many rows stand behind each."""
    found: dict[tuple[int, str, str], list[int]] = {}
    quarters: dict[int, set[str]] = {}
    columns: dict[str, str] = {}  # ours to theirs
    for number, record in enumerate(records, 1):
        columns = columns or {ours: key for key in record if (ours := _plain(key)) in (*_NEEDED, "quarter")}
        row = {ours: "" if record[key] is None else str(record[key]).strip() for ours, key in columns.items()}
        count = row["decisions"].replace(",", "").removesuffix(".0")
        if not row["year"].removesuffix(".0").isdecimal() or not count.isdecimal():
            raise BadInput(
                "{file} is damaged: {column} of row {number} is no whole number of persons or cases: {found}.",
                file=file,
                column="decisions",
                number=number,
                found=row["decisions"] or row["year"],
            )
        year = int(row["year"].removesuffix(".0"))
        if row["case_type"] == "Resettlement Case":
            status = "resettled"
        else:
            group = STATUS.get(row["case_outcome_group"], "")
            status = "convention" if row["case_outcome"] in CONVENTION else group
        if not status:
            raise BadInput(
                "{file} names an outcome that is not known here: {found}. The table may have changed.",
                file=file,
                found=row["case_outcome_group"],
            )
        sums = found.setdefault((year, status, row["applicant_type"]), [0, 0])
        sums[0] += int(count)
        sums[1] += 1
        quarters.setdefault(year, set()).add(row.get("quarter", ""))
    if not found:
        raise BadInput("{file} is empty: it holds the names of columns at most. Download it again.", file=file)
    return [
        {"year": year, "coa_iso": "GBR", "status": status, "applicant": applicant, "count": count, "row": rows,
         "whole": len(quarters[year]) == 4 or quarters[year] == {""}}
        for (year, status, applicant), (count, rows) in found.items()
    ]  # fmt: skip


def figures(rows: Iterable[Mapping[str, Any]], place: Place, taken: str) -> list[Figure]:
    """Persons, main applicants and dependants together. Initial decisions are of the first instance."""
    sums: dict[tuple[int, str], tuple[int, int]] = {}
    for row in rows:
        if not row["whole"]:
            continue  # a year that has not ended
        key = (int(row["year"]), str(row["status"]))
        count, behind = sums.get(key, (0, 0))
        sums[key] = (count + int(row["count"]), behind + int(row["row"]))
    return [
        Figure(
            MEASURE_OF[status],
            place,
            year,
            exactly(count),
            Definition((status,), "persons", "abroad" if status == "resettled" else "first_instance", BY_YEAR,
                       "in" if status == "closed" else "no_part"),
            "home_office",
            (f"{behind} rows: {year} {status}",),
            taken,
        )
        for (year, status), (count, behind) in sorted(sums.items())
    ]  # fmt: skip
