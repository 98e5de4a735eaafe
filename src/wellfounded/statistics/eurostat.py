"""Eurostat's tables of decisions: a tidy copy, or the SDMX-CSV download of a data set such as migr_asydcfsta.

Cells are printed to the nearest five. First-instance and final decisions are different tables, and there is no
rate over both, because the refusals of one person cannot be linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.amounts import cell
from wellfounded.statistics.definitions import Definition, Figure
from wellfounded.statistics.places import Place, by_iso, find

DECISIONS = {
    "geneva convention status": ("convention",),
    "genconv": ("convention",),
    "subsidiary protection status": ("complementary",),
    "sub_prot": ("complementary",),
    "humanitarian status": ("humanitarian",),
    "humstat": ("humanitarian",),
    "total positive decisions": ("convention", "complementary", "humanitarian"),
    "total_pos": ("convention", "complementary", "humanitarian"),
    "rejected": ("refused",),
}
MEASURE_OF = {
    ("convention",): "recognised",
    ("complementary",): "complementary",
    ("humanitarian",): "humanitarian",
    ("convention", "complementary", "humanitarian"): "protected",
    ("refused",): "refused",
}
_ALL = ("total", "extra-eu-28", "extra-eu27_2020", "extra_eu27_2020", "ext_eu28", "ext_eu27_2020")
_TIDY = ("table", "period", "geo", "citizen", "decision", "persons")
_SDMX = ("citizen", "decision", "geo", "time_period", "obs_value")


def kind(head: Iterable[str]) -> bool:
    """Whether the columns are those of one of the two forms."""
    names = {one.casefold() for one in head}
    return set(_TIDY) <= names or set(_SDMX) <= names


def tidy(records: Iterable[Mapping[str, Any]], file: str) -> list[dict[str, Any]]:
    """Yearly rows by deciding country, status and level; other rows (ages, one sex, shorter periods) are left out."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for number, record in enumerate(records, 1):
        row = {key.casefold(): "" if value is None else str(value).strip() for key, value in record.items()}
        period, value = row.get("time_period", row.get("period", "")), row.get("obs_value", row.get("persons", ""))
        table = row.get("table", row.get("dataflow", ""))
        statuses = DECISIONS.get(row["decision"].casefold())
        if not (period.isdecimal() and len(period) == 4) or statuses is None or value in ("", ":"):
            continue
        if row.get("sex", "T") not in ("T", "Total") or row.get("age", "TOTAL").upper() not in ("TOTAL", "T"):
            continue
        if row["citizen"].casefold() not in _ALL or (place := _place(row["geo"])) is None:
            continue
        if not value.removesuffix(".0").isdecimal():
            raise BadInput(
                "{file} is damaged: {column} of row {number} is no whole number of persons or cases: {found}.",
                file=file,
                column="obs_value",
                number=number,
                found=value,
            )
        level = "first_instance" if "asydcfst" in table.casefold() else "all"
        key = (place.iso3, int(period), statuses, level)
        if key in found and row["citizen"].casefold() != "total":
            continue  # of two totals, that of all citizenships
        found[key] = {
            "row": number,
            "year": int(period),
            "coa_iso": place.iso3,
            "status": "+".join(statuses),
            "level": level,
            "count": int(value.removesuffix(".0")),
        }
    if not found:
        raise BadInput("{file} holds no yearly decisions of Eurostat that can be read.", file=file)
    return list(found.values())


@cache
def _place(geo: str) -> Place | None:
    """The deciding country; nothing for a sum over countries."""
    if len(geo) == 2 and geo.isupper():
        return by_iso(geo) or find(geo)
    try:
        return find(geo)
    except BadInput:
        return None


def figures(rows: Iterable[Mapping[str, Any]], place: Place, taken: str) -> list[Figure]:
    """The rows of one country as figures."""
    found = []
    for row in rows:
        statuses = tuple(str(row["status"]).split("+"))
        found.append(
            Figure(
                MEASURE_OF[statuses],
                place,
                int(row["year"]),
                cell("nearest_five", int(row["count"])),
                Definition(statuses, "persons", str(row["level"]), "calendar_year", "no_part"),
                "eurostat",
                (f"row {row['row']}: {row['year']} {place.iso3} {row['status']}",),
                taken,
            )
        )
    return found
