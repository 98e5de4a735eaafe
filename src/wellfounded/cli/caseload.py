"""`wellfounded caseload`: a whole caseload by the same rules. Each of its commands has a module of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from wellfounded import law as laws
from wellfounded.cli.caseload_files import checked
from wellfounded.cli.opening import one_day
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder

if TYPE_CHECKING:
    from wellfounded.caseload.opening import Caseload

COMMANDS = {
    "synth": "a caseload that nobody made, in the numbers that were published, marked synthetic",
    "run": "how many claims stand where on a day, whose time is closing, who may not be removed, what is open",
    "compare": "what a changed rule, number or day would do, to how many, from what to what",
    "breaches": "where the procedure broke its own rules: order, time limits, who acted, the law in force",
    "convert": "the same event table in another format: Parquet, CSV or XES",
}
NEEDS = ("numpy", "pyarrow", "scipy", "matplotlib")
_PATIENCE = 2.0
"""Seconds after which progress is shown."""


def add_options(parser: argparse.ArgumentParser, parser_class: type[argparse.ArgumentParser]) -> list[Any]:
    """Add the commands of the caseload to the front door; those that answer in a language are returned."""
    below = parser.add_subparsers(dest="what", metavar="WHAT", parser_class=parser_class, required=True)
    of = {name: below.add_parser(name, help=what, description=what) for name, what in COMMANDS.items()}
    for name, sub in of.items():
        sub.add_argument("--law", default="jp", metavar="LAW", help="the law of the claims (default: jp)")
        if name == "synth":
            continue
        sub.add_argument("file", metavar="FILE", help="the event table: .parquet, .csv or .xes")
        sub.add_argument("--mapping", metavar="FILE", help="a TOML file that says what a foreign table calls things")
        sub.add_argument("--recorded-by", metavar="DAY", help="only what was recorded by that day")
        sub.add_argument("--rejects", metavar="FILE", help="where to write the rows that cannot be read, as CSV")
        if name == "convert":
            continue
        sub.add_argument("--facts", metavar="FILE", help="a second table: facts that no event holds")
        sub.add_argument(
            "--on", metavar="DAY", help="the day asked about (default: the day to which the file is complete)"
        )
        sub.add_argument(
            "--complete",
            metavar="DAY",
            action="append",
            default=[],
            help="up to which day the record is complete: 2024-12-31, or court=2024-12-31 for one lane",
        )
        sub.add_argument("--by", metavar="A,B", default="", help="columns to group by: nationality,office")
        sub.add_argument(
            "--engine", choices=("numpy", "spark"), default="numpy", help="what computes it (default: numpy)"
        )
        sub.add_argument("--master", metavar="URL", help="with --engine spark: the cluster (default: all cores here)")
        sub.add_argument(
            "--publish", action="store_true", help="hide every number from which fewer than ten persons show"
        )
    _own_options(of)
    return list(of.values())


def _own_options(of: dict[str, argparse.ArgumentParser]) -> None:
    synth, run_, compare, breaches = (of[name] for name in ("synth", "run", "compare", "breaches"))
    synth.add_argument("--claims", metavar="N", type=_count, default=10_000, help="how many claims (default: 10000)")
    synth.add_argument("--seed", metavar="S", type=_count, default=1, help="the same seed gives the same claims")
    synth.add_argument(
        "--until", metavar="DAY", help="up to which day (default: the last day of the published figures)"
    )
    synth.add_argument(
        "--imprecise", metavar="SHARE", type=float, default=0.0, help="share of days known by month only"
    )
    synth.add_argument("--facts", metavar="FILE", help="where to write the facts that no event holds")
    run_.add_argument("--settle", action="store_true", help="answer what is open exactly, claim by claim (slow)")
    run_.add_argument("--seed", metavar="S", type=_count, default=0, help="chooses the open rows that are read again")
    compare.add_argument("--change", metavar="FILE", help="what changes: .toml (parameters) or .py (rules)")
    compare.add_argument("--laws", metavar="DAY,DAY", help="instead: the law of one day beside that of another")
    compare.add_argument("--rules", metavar="A,B", default="", help="what to compare: rules, remedies, stage, barred")
    compare.add_argument(
        "--examples", metavar="N", type=_count, default=3, help="how many claims to explain (default: 3)"
    )
    compare.add_argument("--names", action="store_true", help="name the claims that are explained")
    breaches.add_argument("--list", metavar="N", type=_count, default=0, help="tell the first N breaches one by one")
    breaches.add_argument("--chart", metavar="FILE", help="a chart of the breaches: .svg, .png or .html")
    for name, sub in of.items():
        needed = name in ("synth", "convert")
        endings = ".parquet, .csv or .xes" if needed else ".parquet, .csv, .json or .html"
        sub.add_argument("-o", "--output", metavar="FILE", required=needed, help=f"where to write: {endings}")


def _count(text: str) -> int:
    """A number as a person writes it: 1000000, 1_000_000, 1e6."""
    value = float(text.replace(",", "").replace("_", ""))
    if not 0 <= value < 1e18 or value != int(value):
        raise ValueError(text)
    return int(value)


def run(args: argparse.Namespace) -> int:
    """Run one of the commands."""
    _installed(args)
    checked(args)
    return int(import_module(f"wellfounded.cli.caseload_{args.what}").run(args, Words(args.lang)))


def _installed(args: argparse.Namespace) -> None:
    from importlib.util import find_spec

    lacks = [name for name in NEEDS if find_spec(name) is None]
    if lacks:
        raise BadInput(
            "A caseload needs {packages}, which is not installed. Install it with: pip install 'wellfounded[caseload]'",
            packages=", ".join(lacks),
        )
    if getattr(args, "engine", "numpy") == "spark" and find_spec("pyspark") is None:
        raise BadInput(
            "--engine spark needs pyspark, which is not installed. Install it with: pip install 'wellfounded[spark]'"
        )


def opened(args: argparse.Namespace) -> tuple[LegalOrder, Caseload]:
    """The law and the table that the arguments name."""
    from wellfounded.caseload.opening import open_caseload
    from wellfounded.caseload.table.memory import keep_memory

    keep_memory()
    law = laws.find(args.law)
    by = one_day(args.recorded_by) if args.recorded_by else None
    # Only what is asked for is read: an attribute that nobody asked for costs nothing.
    wanted = attributes(args) if hasattr(args, "by") else None
    facts = getattr(args, "facts", None)
    if getattr(args, "engine", "numpy") == "spark":
        from wellfounded.caseload.cluster.spark import open_on_spark

        return law, open_on_spark(
            args.file, law, facts=facts, mapping=args.mapping, attributes=wanted, recorded_by=by, master=args.master
        )
    if getattr(args, "master", None):
        raise BadInput("--master names a cluster, and numpy runs here. Add --engine spark, or leave out --master.")
    return law, open_caseload(
        args.file, law, facts=facts, mapping=args.mapping, recorded_by=by, attributes=wanted, complete=None
    )


def attributes(args: argparse.Namespace) -> tuple[str, ...]:
    """The columns to group by."""
    return tuple(dict.fromkeys(name.strip() for name in args.by.split(",") if name.strip()))


def asked_on(args: argparse.Namespace) -> date | None:
    """The day asked about, where one is."""
    return one_day(args.on) if args.on else None


def completes(args: argparse.Namespace, law: LegalOrder) -> dict[str, date] | None:
    """Up to which day each lane is complete, as asked."""
    found: dict[str, date] = {}
    for text in args.complete:
        lane, _, day = text.rpartition("=")
        if lane and lane not in law.lanes:
            raise BadInput(
                "{law} has no lane {lane}. Write a day, or lane=day for one of: {lanes}.",
                law=law.id,
                lane=lane,
                lanes=", ".join(law.lanes),
            )
        latest = parse_day(day).latest
        found.update(dict.fromkeys([lane] if lane else law.lanes, latest))
    return found or None


@contextmanager
def progress(what: str, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """How many claims are done, on the terminal, once it takes longer than a moment."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,}"))
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what)
    # By the clock, and not by what is done: the first batch alone may take longer than a moment.
    begin = Timer(_PATIENCE, bar.start)
    begin.daemon = True
    begin.start()
    try:
        yield lambda claims: bar.update(task, completed=claims)
    finally:
        begin.cancel()
        begin.join()
        bar.stop()
