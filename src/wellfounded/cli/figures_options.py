"""What can be asked of `wellfounded figures`: its parts and their options. No figure is read here."""

from __future__ import annotations

import argparse
from typing import Any

from wellfounded.cli import luck

FIGURES = {
    "show": "what is published of a country and year, with its definition, and why the sources differ",
    "series": "a figure of one country over the years, with the years that break",
    "compare": "countries side by side, like with like or with the difference named",
    "reconcile": "what each source says of a country and year, which differences are explained, and what is odd",
    "luck": "how much of what deciders, offices or countries differ by chance alone would give",
    "sources": "the sources, their licences, how they round, and which tables are at hand",
    "fetch": "put UNHCR's table, or a downloaded file, into the cache",
}
_TABLE = "read UNHCR's, Eurostat's or the Home Office's table from a file; `shipped`: only what comes with the program"


def options(parser: argparse.ArgumentParser, made_by: type[argparse.ArgumentParser]) -> dict[str, Any]:
    """Give the parser its parts. They come back by name, so that the door can add what all commands know."""
    parts = parser.add_subparsers(dest="what", metavar="WHAT", parser_class=made_by, required=True)
    made = {name: parts.add_parser(name, help=what, description=what) for name, what in FIGURES.items()}
    country = "a country: a code such as jp or JPN, or its name in any of 38 languages"
    for name in ("show", "reconcile"):
        made[name].add_argument("country", metavar="COUNTRY", help=country)
        made[name].add_argument("year", metavar="YEAR", type=int, help="the year")
    made["series"].add_argument("country", metavar="COUNTRY", help=country)
    made["series"].add_argument("--from", dest="first", metavar="YEAR", type=int, help="the first year")
    made["series"].add_argument("--to", dest="last", metavar="YEAR", type=int, help="the last year")
    made["series"].add_argument(
        "--measure", metavar="WHAT", default="recognised", help="what to follow (default: recognised)"
    )
    made["compare"].add_argument(
        "countries", metavar="COUNTRY", nargs="+", help=f"{country}; or europe, for all of Europe"
    )
    made["compare"].add_argument("--year", metavar="YEAR", type=int, required=True, help="the year")
    made["compare"].add_argument(
        "--basis",
        choices=("convention", "protection"),
        default="convention",
        help="refugee status alone, or every status that lets the person stay (default: convention)",
    )
    made["compare"].add_argument(
        "--at-least",
        metavar="N",
        type=int,
        help="say of each country whether it recognised at least so many (with europe: 10000)",
    )
    file = made["fetch"]
    file.add_argument("--from", dest="file", metavar="FILE", help="a downloaded file: .csv, .json, .zip or .parquet")
    file.add_argument("--years", metavar="FIRST-LAST", default="2000-2025", help="which years to fetch")
    file.add_argument(
        "--taken", metavar="DAY", help="the day on which the file was downloaded (default: when it was last written)"
    )
    for name in ("show", "series", "compare", "reconcile"):
        made[name].add_argument("--table", metavar="FILE", help=_TABLE)
        made[name].add_argument("--explain", action="store_true", help="definition, rows and day of each figure")
        made[name].add_argument("--chart", metavar="FILE", help="draw it: .svg, .png or .html")
        made[name].add_argument("-o", "--output", metavar="FILE", help="save the figures as a table: .csv")
    for name in ("show", "series", "compare", "reconcile", "sources", "fetch"):
        made[name].add_argument("--cache", metavar="FOLDER", help="where the cache is (default: WELLFOUNDED_CACHE)")
    luck.options(made["luck"])
    return made
