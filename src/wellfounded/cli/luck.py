"""`wellfounded figures luck`: how much of what deciders, offices or countries differ by chance alone would give."""

from __future__ import annotations

import argparse

from wellfounded.logic.errors import BadInput


def options(parser: argparse.ArgumentParser) -> None:
    """What can be asked. `--lang` and `--json` come from the door."""
    parser.add_argument("table", metavar="TABLE", help="a table of units or of decisions: .csv or .parquet")
    parser.add_argument("--unit", metavar="COLUMN", required=True, help="the column that names who decided, or where")
    parser.add_argument(
        "--granted",
        metavar="COLUMN",
        required=True,
        help="the column of how many were granted (0 or 1 in a table of decisions)",
    )
    parser.add_argument(
        "--total", metavar="COLUMN", help="the column of how many were decided; without it each row is one decision"
    )
    parser.add_argument(
        "--strata", metavar="COLUMNS", default="", help="columns within which cases are alike, with commas: year,office"
    )
    parser.add_argument("--names", action="store_true", help="print the units as the table names them, not pseudonyms")
    parser.add_argument(
        "--permutations", metavar="N", type=int, default=2000, help="how often chance is drawn (default: 2000)"
    )
    parser.add_argument(
        "--seed",
        metavar="S",
        type=int,
        default=1,
        help="where the drawing starts; the same seed gives the same figures (default: 1)",
    )
    parser.add_argument("--chart", metavar="FILE", help="draw the funnel: .svg, .png or .html")
    parser.add_argument("-o", "--output", metavar="FILE", help="save the table of units: .csv")


def run(args: argparse.Namespace) -> int:
    """Answer."""
    raise BadInput("This cannot be asked yet.")
