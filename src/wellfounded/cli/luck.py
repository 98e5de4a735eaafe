"""`wellfounded figures luck`: how much of what deciders, offices or countries differ by chance alone would give."""

from __future__ import annotations

import argparse
from pathlib import Path

from wellfounded.cli.luck_page import plain, saved, show
from wellfounded.cli.opening import console, print_json, words_of, write_whole
from wellfounded.logic.errors import BadInput

CHARTS = (".png", ".svg", ".html")


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
    parser.add_argument(
        "--features",
        metavar="COLUMNS",
        default="",
        help="columns that say what a case was before its decision: tests whether cases came as by lot",
    )
    parser.add_argument(
        "--minimum", metavar="N", type=int, default=30, help="leave out units of fewer decisions (default: 30)"
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
    """Say how much is luck, or why it cannot be said."""
    from wellfounded.statistics.luck import Luck, luck
    from wellfounded.statistics.luck_table import read_table
    from wellfounded.statistics.luck_words import funnel, refusal

    words, kind = words_of(args), args.unit.removesuffix("_id").replace("_", " ")
    path = Path(args.table)
    _check_files(args)
    cases = read_table(
        path, unit=args.unit, granted=args.granted, total=args.total, strata=_listed(args.strata),
        features=_listed(args.features),
    )  # fmt: skip
    if not args.names:
        cases = cases.unnamed(kind)
    answer = luck(
        cases.table, features=cases.features, permutations=args.permutations, seed=args.seed, minimum=args.minimum
    )
    if not isinstance(answer, Luck):
        if args.json:
            print_json(plain(answer, cases, args, kind, words))
        else:
            for sentence in refusal(answer, kind, words):
                console(100).print(sentence, markup=False)
        return 1
    written = {}
    if args.chart:
        chart = funnel(answer, kind, path.name, words)
        from wellfounded.charts import rendered

        write_whole(Path(args.chart), rendered(chart, Path(args.chart).suffix))
        written["chart"] = args.chart
    if args.output:
        write_whole(Path(args.output), saved(answer, kind).encode("utf-8-sig"))
        written["table"] = args.output
    if args.json:
        print_json({**plain(answer, cases, args, kind, words), "written": written})
    else:
        show(answer, cases, kind, words)
        for name in written.values():
            print(words.say("Written: {path}", path=name))
    return 0


def _check_files(args: argparse.Namespace) -> None:
    """Refuse what cannot be written before the work, not after it."""
    for name in filter(None, (args.chart, args.output)):
        if not Path(name).parent.is_dir():
            text = "There is no folder {folder} to write to. Make it first, or name a file elsewhere."
            raise BadInput(text, folder=str(Path(name).parent))
    if args.chart and Path(args.chart).suffix.lower() not in CHARTS:
        text = "A chart cannot be written as {found}. Name a file that ends in one of: {possible}."
        raise BadInput(text, found=args.chart, possible=", ".join(CHARTS))


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
