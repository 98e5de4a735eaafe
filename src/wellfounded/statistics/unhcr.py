"""UNHCR's table of asylum decisions: its columns, its codes, and the decisions of one country in one year.

The table reaches the program as the pages of the public API (JSON), as the download of the Refugee Data Finder (CSV, or
a zip that holds one), or as Parquet. All three are read as text first, so that Namibia's NA and the decision level NA
are never missing values.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.amounts import NOTHING, Amount, cell
from wellfounded.statistics.places import Place, by_iso, by_unhcr

CODES: Final = {
    "FI": "first_instance",
    "AR": "review",
    "FA": "first_and_review",
    "JR": "court",
    "RA": "repeat",
    "EO": "first_instance",
    "IN": "first_instance",
    "NA": "first_instance",
}
"""UNHCR's decision levels. EO and IN are the asylum officers and the immigration courts of the United States,
which decide first; NA are decisions on new applications. All others (TA, SP, CA, BL, TP, TR) are `other`."""
OTHER_STATUS: Final = {
    "TA": "temporary asylum",
    "SP": "subsidiary protection",
    "TP": "temporary protection",
    "TR": "temporary residence",
}
"""Procedures whose grants are another status than that of the Convention. The table has some of their grants in its
column of recognised refugees; they are counted here as other protection, and a flag says so."""
CASES_AMONG_PERSONS: Final = ("USA",)
"""Countries that report cases to UNHCR at some level without a mark in the table (UNHCR's field notes)."""
UNIT_CODES: Final = {"P": "persons", "C": "cases"}
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "year": ("year",),
    "coo": ("coo", "countryoforiginunhcr"),
    "coo_iso": ("cooiso", "countryoforiginiso"),
    "coa": ("coa", "countryofasylumunhcr"),
    "coa_iso": ("coaiso", "countryofasylumiso"),
    "procedure_type": ("proceduretype", "authority"),
    "dec_level": ("declevel", "stageofprocedure", "decisionlevel"),
    "dec_pc": ("decpc", "casespersons", "personscases"),
    "dec_recognized": ("decrecognized", "recognizeddecisions"),
    "dec_other": ("decother", "complementaryprotection"),
    "dec_rejected": ("decrejected", "rejecteddecisions"),
    "dec_closed": ("decclosed", "otherwiseclosed"),
    "dec_total": ("dectotal", "totaldecisions"),
}
"""The columns that are needed, and how the API and the CSV download write them (letters and figures only)."""
NUMBERS: Final = ("dec_recognized", "dec_other", "dec_rejected", "dec_closed", "dec_total")
WORDED: Final = {
    "government": "G", "joint": "J", "unhcr": "U", "persons": "P", "cases": "C", "first instance": "FI",
    "administrative review": "AR", "first instance and appeal": "FA", "judicial review": "JR",
    "repeat/reopened": "RA", "new": "NA",
    "us citizenship and immigration services": "EO", "us executive office of immigration review": "IN",
}  # fmt: skip
_MISSING = ("", "-", "*", "null", "None")
_YEARS = ("year", "timeperiod", "period")
_COUNTRIES = (("coo_iso", "coo"), ("coa_iso", "coa"))


@dataclass(frozen=True, slots=True)
class Decisions:
    """One row of the table, or the sum of a level: decisions of one country in one year.

    `origin` is None where the row is a sum over origins. `where`: its
    number in the source, or of how many rows it is the sum. `off`: by how much the total
    that the source prints differs from the sum of its four cells. `shifted`: how many the source
    prints as recognised that are counted here as other protection, as they have another status.
    """

    year: int
    place: Place
    origin: Place | None
    procedure: str
    code: str
    unit: str
    recognised: Amount
    other: Amount
    rejected: Amount
    closed: Amount
    where: str
    off: int = 0
    shifted: int = 0

    @property
    def level(self) -> str:
        """The level in our words."""
        return CODES.get(self.code, "other")

    @property
    def row(self) -> str:
        """Its place in the source, to look it up."""
        origin = self.origin.iso3 if self.origin else ""
        unit = {"persons": "P", "cases": "C"}.get(self.unit, "")
        return f"{self.where}: {self.year} {origin}→{self.place.iso3} {self.procedure} {self.code} {unit}"

    @property
    def counted(self) -> str:
        """The unit in our words. The United States reports cases among its persons, whatever the column says."""
        return "mixed" if self.place.iso3 in CASES_AMONG_PERSONS else self.unit

    @property
    def granted(self) -> Amount:
        """Every status that lets the person stay."""
        return self.recognised + self.other

    @property
    def substantive(self) -> int:
        """Decisions on the merits, as printed."""
        return self.recognised.printed + self.other.printed + self.rejected.printed


def decisions(row: Mapping[str, Any]) -> Decisions:
    """A row of the table with its cells as intervals."""
    origin = by_iso(row["coo_iso"])
    return _by_status(
        Decisions(
            year=int(row["year"]),
            place=_known(row["coa_iso"]),
            origin=origin or _known("XXX"),
            procedure=row["procedure_type"],
            code=row["dec_level"],
            unit=UNIT_CODES.get(row["dec_pc"], "mixed"),
            recognised=cell("unhcr", int(row["dec_recognized"])),
            other=cell("unhcr", int(row["dec_other"])),
            rejected=cell("unhcr", int(row["dec_rejected"])),
            closed=cell("unhcr", int(row["dec_closed"])),
            where=f"row {row['row']}",
            off=int(row["dec_total"]) - sum(int(row[column]) for column in NUMBERS[:4]),
        )
    )


def _by_status(row: Decisions) -> Decisions:
    """Grants of a procedure that gives another status than the Convention's are other protection."""
    if row.code not in OTHER_STATUS:
        return row
    return replace(row, recognised=NOTHING, other=row.granted, shifted=row.recognised.printed)


def level_sum(row: Mapping[str, str]) -> Decisions:
    """A row of the shipped sums: one country, year, level and unit, the range of its cells added up already."""

    def amount(column: str) -> Amount:
        return Amount(int(row[column]), int(row[f"{column}_least"]), int(row[f"{column}_most"]))

    return _by_status(
        Decisions(
            year=int(row["year"]),
            place=_known(row["coa_iso"]),
            origin=None,
            procedure=row["procedure_type"],
            code=row["dec_level"],
            unit=UNIT_CODES.get(row["dec_pc"], "mixed"),
            recognised=amount("dec_recognized"),
            other=amount("dec_other"),
            rejected=amount("dec_rejected"),
            closed=amount("dec_closed"),
            where=f"{row['rows']} rows",
        )
    )


def _known(iso3: str) -> Place:
    place = by_iso(iso3)
    if place is None:
        raise BadInput("{code} is no country code that is known here. The table may be of another kind.", code=iso3)
    return place


# Reading a table that somebody gives.


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a file in the program's own columns. Each fault is one sentence."""
    name = path.name.casefold()
    if name.endswith(".parquet"):
        return tidy(_parquet(path), path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput("{path} cannot be read: {why}.", path=str(path), why=error.strerror or "") from None
    return tidy(parsed(content, path.name), path.name)


def parsed(content: bytes, file: str) -> Iterable[Mapping[str, Any]]:
    """The records of a JSON answer, a CSV download, or a zip with one CSV."""
    if content[:2] == b"PK":
        content = _unzipped(content, file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("{file} is damaged: it is no UTF-8 text. Download it again.", file=file) from None
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, file)
    return _csv(text, file)


def _unzipped(content: bytes, file: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            inside = [one for one in whole.namelist() if one.casefold().endswith(".csv")]
            wanted = [one for one in inside if "decision" in one.casefold()] or inside
            if len(wanted) != 1:
                raise BadInput("{file} should hold one CSV table; it holds {n}.", file=file, n=len(wanted))
            return whole.read(wanted[0])
    except zipfile.BadZipFile:
        raise BadInput("{file} is damaged: the zip is cut off. Download it again.", file=file) from None


def _json(text: str, file: str) -> Iterable[Mapping[str, Any]]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(
            "{file} is damaged: its JSON breaks off at line {number}. Download it again.",
            file=file,
            number=error.lineno,
        ) from None
    items = found.get("items") if isinstance(found, dict) else found
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise BadInput("{file} holds no list of items, as an answer of UNHCR's API does.", file=file)
    return items


def _csv(text: str, file: str) -> Iterable[Mapping[str, Any]]:
    lines = list(csv.reader(io.StringIO(text)))
    # Older downloads begin with some lines about the extraction.
    start = next((i for i, line in enumerate(lines) if any(_plain(one) in _YEARS for one in line)), 0)
    if not lines:
        raise BadInput("{file} is empty: it holds the names of columns at most. Download it again.", file=file)
    head = lines[start]
    for number, line in enumerate(lines[start + 1 :], start + 2):
        if line and len(line) != len(head):
            raise BadInput(
                "{file} is damaged: line {number} has {found} fields and not {wanted_number}. Download it again.",
                file=file,
                number=number,
                found=len(line),
                wanted_number=len(head),
            )
    return (dict(zip(head, line, strict=True)) for line in lines[start + 1 :] if line)


def _parquet(path: Path) -> Iterable[Mapping[str, Any]]:
    import polars

    try:
        frame = polars.read_parquet(path)
    except FileNotFoundError:
        raise BadInput("{path} cannot be read: {why}.", path=str(path), why="No such file or directory") from None
    except (polars.exceptions.PolarsError, OSError):
        raise BadInput("{file} is damaged: it is no whole Parquet file. Download it again.", file=path.name) from None
    return frame.iter_rows(named=True)


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def tidy(records: Iterable[Mapping[str, Any]], file: str) -> list[dict[str, Any]]:
    """Records in the program's columns, numbered from 1. A country is known by either of its two codes."""
    found: list[dict[str, Any]] = []
    columns: dict[str, str] | None = None
    for number, record in enumerate(records, 1):
        columns = columns or _columns(list(record), file)
        row = {ours: _text(record.get(theirs)) for ours, theirs in columns.items()}
        for iso, own in _COUNTRIES:
            row[iso] = _country(row.get(iso, ""), row.get(own, ""), number, file)
        tidied: dict[str, Any] = {key: WORDED.get(value.casefold(), value) for key, value in row.items()}
        for column in ("year", *NUMBERS):
            tidied[column] = _number(row[column], column, number, file)
        found.append({"row": number, **tidied})
    if not found:
        raise BadInput("{file} is empty: it holds the names of columns at most. Download it again.", file=file)
    return found


def _columns(head: Sequence[str], file: str) -> dict[str, str]:
    theirs = {_plain(one): one for one in head}
    found = {ours: theirs[spelt] for ours, spellings in COLUMNS.items() for spelt in spellings if spelt in theirs}
    for iso, own in _COUNTRIES:
        if own in found and iso not in found:
            found[iso] = found[own]
    lacking = [ours for ours in COLUMNS if ours not in found and ours not in ("coo", "coa")]
    if lacking:
        raise BadInput(
            "{file} lacks the column {column}: it was renamed, or the table is another. Its columns are: {columns}.",
            file=file,
            column=", ".join(lacking),
            columns=", ".join(head),
        )
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _number(text: str, column: str, number: int, file: str) -> int:
    if text in _MISSING:
        return 0
    plain = text.replace(",", "").removesuffix(".0")
    if not plain.isdecimal():
        raise BadInput(
            "{file} is damaged: {column} of row {number} is no whole number of persons or cases: {found}.",
            file=file,
            column=column,
            number=number,
            found=text,
        )
    return int(plain)


def _country(iso: str, own: str, number: int, file: str) -> str:
    """The ISO code of a country that is given by its ISO code, by UNHCR's own, or by both."""
    by_code, by_own = by_iso(iso) if iso not in _MISSING else None, by_unhcr(own) if own not in _MISSING else None
    if by_code is None and by_own is None:
        raise BadInput(
            "Row {number} of {file} names a country by {code}, which is no code of ISO 3166 or of UNHCR.",
            number=number,
            file=file,
            code=iso or own or "(none)",
        )
    if by_code and by_own and by_code != by_own and iso != own:
        raise BadInput(
            "Row {number} of {file} gives one country two codes that do not agree: {iso} is {first}, {own} is "
            "{second}.",
            number=number,
            file=file,
            iso=iso,
            first=by_code.english,
            own=own,
            second=by_own.english,
        )
    found = by_code or by_own
    assert found is not None
    return found.iso3
