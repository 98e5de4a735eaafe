"""Countries: ISO codes, UNHCR's codes, names in 38 languages. Everything is text, so Namibia is not missing."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from wellfounded.logic.errors import BadInput

TABLES = Path(__file__).parent / "tables"
OTHER_CODES = {
    "UK": "GBR", "EL": "GRC", "UNK": "XXX", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "BUR": "MMR", "YUG": "SRB",
    "SCG": "SRB", "CSK": "CZE", "DDR": "DEU", "SUN": "RUS", "XXB": "XXX", "STL": "XXA",
}  # fmt: skip
"""Codes that stand in older or other tables for a country that has another code today."""
OTHER_NAMES = {
    "united states": "USA", "united states of america": "USA", "america": "USA", "britain": "GBR",
    "great britain": "GBR", "south korea": "KOR", "republic of korea": "KOR", "north korea": "PRK", "turkey": "TUR",
    "czech republic": "CZE", "burma": "MMR", "ivory coast": "CIV", "palestine": "PSE", "russia": "RUS", "syria": "SYR",
    "iran": "IRN", "vietnam": "VNM", "laos": "LAO", "moldova": "MDA", "tanzania": "TZA", "congo": "COG",
    "dr congo": "COD", "congo drc": "COD", "swaziland": "SWZ", "macedonia": "MKD", "cape verde": "CPV",
    "stateless": "XXA", "unknown": "XXX", "無国籍": "XXA", "不明": "XXX",
}  # fmt: skip
_LANGUAGE = {"zh-hant": "zh_Hant"}


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A country or territory, or `XXA` for persons without a nationality and `XXX` where it is not known.

    There is one value for each, so that a place is compared by being the same one.
    """

    iso3: str
    iso2: str
    unhcr: str
    english: str
    region: str


@cache
def places() -> dict[str, Place]:
    """All places by their three letters."""
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {row[0]: Place(*row) for row in rows}


@cache
def _names() -> tuple[list[str], dict[str, list[str]]]:
    with (TABLES / "names.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return head[1:], {row[0]: row[1:] for row in rows}


def languages() -> list[str]:
    """The languages in which countries can be named."""
    return list(_names()[0])


def name(place: Place, lang: str = "en") -> str:
    """The name in a language, as the Unicode CLDR has it; UNHCR's own where that has none."""
    head, rows = _names()
    lang = _LANGUAGE.get(lang.casefold(), lang)
    if place.iso2 in rows and lang in head and (found := rows[place.iso2][head.index(lang)]):
        return found
    if lang == "ja" and place.iso3 in ("XXA", "XXX"):
        return "無国籍" if place.iso3 == "XXA" else "不明"
    return place.english


def _key(text: str) -> str:
    """A name without capitals, accents and signs."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    kept = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mc",) else " " for c in plain
                   if unicodedata.category(c) != "Mn" or ord(c) > 0x3000)  # fmt: skip
    return " ".join(kept.split())


@cache
def _codes() -> dict[str, str]:
    """Each code to its place. ISO codes come first: AUS is Australia, which UNHCR calls AUL."""
    found = {place.unhcr: iso3 for iso3, place in places().items() if place.unhcr}
    found |= OTHER_CODES
    found |= {place.iso2: iso3 for iso3, place in places().items() if place.iso2}
    return found | {iso3: iso3 for iso3 in places()}


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    _, rows = _names()
    for iso3, place in places().items():
        for written in (place.english, *rows.get(place.iso2, ())):
            if written:
                found.setdefault(_key(written), iso3)
    return {**found, **OTHER_NAMES}


def find(text: str) -> Place:
    """A place from a code of two or three letters, or from its name in any of the languages."""
    code = text.strip().upper()
    if code in _codes():
        return places()[_codes()[code]]
    if (key := _key(text).removeprefix("the ")) in _by_name():
        return places()[_by_name()[key]]
    near = get_close_matches(key, _by_name(), 3, 0.6)
    if near:
        raise BadInput(
            "{found} is no country that is known here. Close to it: {near}. A code of two or three letters is "
            "understood as well, such as jp or JPN.",
            found=text,
            near=", ".join(dict.fromkeys(places()[_by_name()[one]].english for one in near)),
        )
    raise BadInput(
        "{found} is no country that is known here. Write a code of two or three letters, such as jp or JPN, or a name.",
        found=text,
    )


def also_means(text: str) -> Place | None:
    """The other country that a code names among UNHCR's own codes: AUS is Austria there."""
    code = text.strip().upper()
    meant = _codes().get(code)
    others = [place for place in places().values() if place.unhcr == code and place.iso3 != meant]
    return others[0] if others and meant else None


@cache
def by_unhcr(code: str) -> Place | None:
    """The place to which UNHCR gives a code of its own."""
    return next((place for place in places().values() if place.unhcr == code), None)


@cache
def by_iso(code: str) -> Place | None:
    """The place of an ISO code of three letters, or of an older or private one."""
    return places().get(code) or places().get(OTHER_CODES.get(code, ""))
