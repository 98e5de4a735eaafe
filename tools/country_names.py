"""The names of countries in many languages, from the Unicode CLDR by way of Babel: writes statistics/tables/names.csv.

The codes come from statistics/tables/countries.csv, which is kept by hand. Run it again when a country or a language
is added: `.venv/bin/python tools/country_names.py`.
"""

from __future__ import annotations

import csv
from pathlib import Path

from babel import Locale

TABLES = Path(__file__).parent.parent / "src" / "wellfounded" / "statistics" / "tables"
LANGUAGES = (
    *(
        "ja",
        "en",
        "fr",
        "es",
        "ar",
        "fa",
        "ps",
        "ur",
        "tr",
        "my",
        "ne",
        "si",
        "ta",
        "hi",
        "bn",
        "vi",
        "zh",
        "zh_Hant",
        "ko",
    ),
    *(
        "ko",
        "th",
        "km",
        "id",
        "tl",
        "pt",
        "ru",
        "uk",
        "sw",
        "am",
        "ti",
        "so",
        "ku",
        "ug",
        "mn",
        "de",
        "it",
        "nl",
        "sv",
        "pl",
    ),
)


def main() -> None:
    """Write the table: one row a country, one column a language; empty where CLDR has no name."""
    with (TABLES / "countries.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["iso2"] for row in csv.DictReader(file) if row["iso2"]]
    named = {lang: Locale.parse("fil" if lang == "tl" else lang).territories for lang in LANGUAGES}
    with (TABLES / "names.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n")
        write.writerow(["iso2", *LANGUAGES])
        write.writerows([code, *(named[lang].get(code, "") for lang in LANGUAGES)] for code in codes)


if __name__ == "__main__":
    main()
