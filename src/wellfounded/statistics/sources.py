"""Which sources there are, and the tables at hand: shipped with the program, in the cache, or one given file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final

from wellfounded.logic.errors import BadInput
from wellfounded.statistics import cache, eurostat, home_office, japan, unhcr, united_states
from wellfounded.statistics.definitions import Figure
from wellfounded.statistics.places import Place
from wellfounded.statistics.sentences import Sentence, say
from wellfounded.statistics.shipped import number, rows
from wellfounded.statistics.unhcr import Decisions

SHIPPED: Final = "shipped"
SHIPPED_ON: Final = "2026-06-25"
"""The day of UNHCR's release from which the shipped extract was taken."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's table: its name, what it is called beside a number, its title, whose it is, its licence, and how it
    rounds."""

    id: str
    short: Sentence
    title: Sentence
    publisher: str
    licence: str
    address: str
    rounding: str
    years: str


SOURCES: Final = {
    source.id: source
    for source in (
        Source("moj", say("Ministry of Justice"), say("the ministry's table of recognitions"),
               "Immigration Services Agency, Ministry of Justice",
               "Government work; free use with source", "https://www.moj.go.jp/isa/content/001414757.pdf", "exact",
               "1978–2024"),
        Source("unhcr", say("UNHCR"), say("UNHCR's table of asylum decisions"),
               "UNHCR, Refugee Data Finder", "CC BY 4.0",
               "https://api.unhcr.org/population/v1/asylum-decisions/", "unhcr", "2000–2025"),
        Source("us_ceiling", say("United States government"),
               say("the ceiling on resettlement and the admissions of the United States"),
               "President and Department of State", "Facts", "https://www.wrapsnet.org/", "exact", "1980–2026"),
        Source("eurostat", say("Eurostat"), say("Eurostat's decisions by country"), "Eurostat", "Free use with source",
               "https://ec.europa.eu/eurostat/databrowser/view/migr_asydcfsta/", "nearest_five", ""),
        Source("home_office", say("Home Office"), say("the Home Office's initial decisions"), "Home Office",
               "Open Government Licence v3.0",
               "https://www.gov.uk/government/statistical-data-sets/immigration-system-statistics-data-tables", "exact",
               ""),
    )
}  # fmt: skip
_TABLE = {"unhcr": "unhcr_decisions", "eurostat": "eurostat_decisions", "home_office": "home_office_decisions"}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables at hand. `kept`: those of the cache. `given`: the rows of one file, by its kind."""

    kept: Mapping[str, cache.Kept]
    given: Mapping[str, Sequence[Mapping[str, Any]]]
    given_taken: str = ""

    @classmethod
    def open(cls, table: str | None = None, where: str | None = None, *, read_on: date | None = None) -> Tables:
        """The shipped tables and those of the cache; or, for `shipped`, the first alone; or one file beside them."""
        if table == SHIPPED:
            return cls({}, {})
        if table is not None:
            kind, found = read(Path(table))
            return cls({}, {kind: found}, read_on.isoformat() if read_on else "")
        folder = cache.folder(where)
        return cls({kind: kept for kind, file in _TABLE.items() if (kept := cache.find(folder, file))}, {})

    def whole(self) -> bool:
        """Whether UNHCR's whole table is at hand, with its origins."""
        return "unhcr" in self.kept or "unhcr" in self.given

    def taken(self, kind: str = "unhcr") -> str:
        """The day of extraction of a table."""
        if kind in self.given:
            return self.given_taken
        if kind in self.kept:
            return self.kept[kind].taken
        return SHIPPED_ON if kind == "unhcr" else ""

    def _rows(
        self, kind: str, codes: Sequence[str] | None, years: tuple[int, int] | None, only: str = ""
    ) -> list[Mapping[str, Any]]:
        """The rows of countries and years. Of the cache, only those are read, or of them a single column."""
        if kind in self.given:
            return [
                row
                for row in self.given[kind]
                if (codes is None or row["coa_iso"] in codes) and (years is None or years[0] <= row["year"] <= years[1])
            ]
        if kind not in self.kept:
            return []
        import polars

        table = polars.scan_parquet(self.kept[kind].path)
        if codes is not None:
            table = table.filter(polars.col("coa_iso").is_in(list(codes)))
        if years is not None:
            table = table.filter(polars.col("year").is_between(*years))
        if only:
            table = table.select(only).unique()
        try:
            return list(table.collect().iter_rows(named=True))
        except (polars.exceptions.PolarsError, OSError):
            raise BadInput(
                "{path} is damaged: it is no table that this program wrote. Delete it and run "
                "`wellfounded figures fetch`.",
                path=str(self.kept[kind].path),
            ) from None

    def decisions(self, codes: Sequence[str] | None, years: tuple[int, int]) -> list[Decisions]:
        """UNHCR's rows for countries (None: all) and years; of the shipped extract where that is all there is."""
        if self.whole():
            return [unhcr.decisions(row) for row in self._rows("unhcr", codes, years)]
        spelt = [str(year) for year in range(years[0], years[1] + 1)]
        wanted = [row for row in rows("unhcr_japan") if row["year"] in spelt and (codes is None or "JPN" in codes)]
        sums = [
            row
            for row in rows("unhcr_totals")
            if row["year"] in spelt and row["coa_iso"] != "JPN" and (codes is None or row["coa_iso"] in codes)
        ]
        return [*map(unhcr.decisions, wanted), *map(unhcr.level_sum, sums)]

    def national(self, place: Place, years: tuple[int, int]) -> list[Figure]:
        """What the country itself, or Eurostat, published."""
        found: list[Figure] = []
        spread = range(years[0], years[1] + 1)
        if place.iso3 == "JPN":
            found += chain.from_iterable(japan.figures(year) for year in spread)
        if place.iso3 == "USA":
            found += chain.from_iterable(united_states.figures(year) for year in spread)
        if place.iso3 == "GBR":
            found += home_office.figures(self._rows("home_office", ["GBR"], years), place, self.taken("home_office"))
        return found + eurostat.figures(self._rows("eurostat", [place.iso3], years), place, self.taken("eurostat"))

    def years(self, place: Place) -> list[int]:
        """The years for which anything is known of a country."""
        if self.whole():
            held: set[int] = {row["year"] for row in self._rows("unhcr", [place.iso3], None, "year")}
        else:
            table = "unhcr_japan" if place.iso3 == "JPN" else "unhcr_totals"
            held = {int(row["year"]) for row in rows(table) if row["coa_iso"] == place.iso3}
        return sorted(held | {figure.year for figure in self.national(place, (1900, 2200))})

    def applications(self, place: Place, year: int) -> list[tuple[str, int, int]]:
        """UNHCR's applications of a year by kind (N new, A on review), with how many rows; Japan's came along."""
        return [
            (row["app_type"], number(row, "applied") or 0, int(row["rows"]))
            for row in rows("unhcr_japan_applications")
            if (row["coa_iso"], row["year"]) == (place.iso3, str(year))
        ]


def read(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """A file of one of the kinds that are known, told apart by its columns, in the program's own columns."""
    if path.name.casefold().endswith((".xlsx", ".xls", ".ods")):
        raise BadInput("{file} is a spreadsheet. Save its table as CSV first.", file=path.name)
    try:
        if path.name.casefold().endswith(".parquet"):
            records = list(unhcr._parquet(path))
        else:
            records = list(unhcr.parsed(path.read_bytes(), path.name))
    except OSError as error:
        raise BadInput("{path} cannot be read: {why}.", path=str(path), why=error.strerror or "") from None
    head = list(records[0]) if records else []
    for kind, module in (("eurostat", eurostat), ("home_office", home_office)):
        if module.kind(head):
            return kind, module.tidy(records, path.name)
    return "unhcr", unhcr.tidy(records, path.name)


def keep(path: Path, where: Path, taken: date) -> cache.Kept:
    """Put a file into the cache."""
    kind, found = read(path)
    content = path.read_bytes()
    return cache.keep(
        where, _TABLE[kind], found, source=kind, taken=taken, digest=cache.sha256(content), origin=path.name
    )


def keep_fetched(
    items: Sequence[Mapping[str, Any]], content: bytes, where: Path, taken: date, origin: str
) -> cache.Kept:
    """Put what was fetched from UNHCR into the cache."""
    found = unhcr.tidy(items, "asylum-decisions")
    return cache.keep(
        where, _TABLE["unhcr"], found, source="unhcr", taken=taken, digest=cache.sha256(content), origin=origin
    )
