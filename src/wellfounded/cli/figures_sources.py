"""`wellfounded figures sources` and `wellfounded figures fetch`: which tables there are, and getting one."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from wellfounded.cli.figures import CONTRACT
from wellfounded.cli.opening import console, one_day, print_json, words_of
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.statistics import cache, fetch
from wellfounded.statistics.sources import SHIPPED_ON, SOURCES, Tables, keep, keep_fetched

SHIPS = {
    "moj": "all years",
    "us_ceiling": "all years",
    "unhcr": "Japan 2020 to 2025; sums of all countries 2023 and 2024",
}
"""What of a source comes with the program."""
ROUNDS = {
    "exact": "cells are exact",
    "unhcr": "cells of 1 to 10 are rounded to 0, 5 or 10",
    "nearest_five": "cells are rounded to the nearest five",
}


def run(args: argparse.Namespace) -> int:
    """List, or fetch."""
    return _fetch(args, words_of(args)) if args.what == "fetch" else _sources(args, words_of(args))


def _sources(args: argparse.Namespace, words: Words) -> int:
    tables = Tables.open(None, args.cache)
    told: list[dict[str, Any]] = [
        {
            "source": one.id,
            "title": words.say(one.title.template),
            "publisher": one.publisher,
            "licence": one.licence,
            "address": one.address,
            "rounding": words.say(ROUNDS[one.rounding]),
            "years": one.years or None,
            "ships": words.say(SHIPS[one.id]) if one.id in SHIPS else None,
            "cached": _kept(tables.kept[one.id]) if one.id in tables.kept else None,
        }
        for one in SOURCES.values()
    ]
    if args.json:
        print_json({"contract": CONTRACT, "cache": str(cache.folder(args.cache)), "sources": told})
        return 0
    out = console()
    for one in told:
        out.print(f"{one['source']}: {one['title']}", style="bold", markup=False)
        for line in (f"{one['publisher']}; {one['licence']}", one["address"], one["rounding"]):
            out.print(f"  {line}", markup=False)
        if one["ships"]:
            day = f" ({SHIPPED_ON})" if one["source"] == "unhcr" else ""
            out.print(words.say("  comes with the program: {what}", what=f"{one['ships']}{day}"), markup=False)
        if kept := one["cached"]:
            out.print(words.say("  in the cache: {rows} rows, taken {day}, sha-256 {digest}", rows=f"{kept['rows']:,}",
                                day=kept["taken"], digest=kept["sha256"][:12]), markup=False)  # fmt: skip
    return 0


def _kept(one: cache.Kept) -> dict[str, Any]:
    return {"path": str(one.path), "taken": one.taken, "sha256": one.sha256, "origin": one.origin, "rows": one.rows}


def _fetch(args: argparse.Namespace, words: Words) -> int:
    where = cache.folder(args.cache)
    today = datetime.now(UTC).date()
    if args.file:
        file = Path(args.file)
        # A file says nothing of its day; the day on which it was last written is the nearest to it.
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC).date() if file.exists() else today
        taken = one_day(args.taken) if args.taken else min(written, today)
        _not_ahead(taken, today)
        kept = keep(file, where, taken)
    else:
        first, last = _years(args.years)

        def told(page: int, pages: int) -> None:
            if sys.stderr.isatty() and not args.json:
                print(words.say("page {page} of {pages}", page=page, pages=pages), file=sys.stderr)

        items, content = fetch.decisions(first, last, told=told)
        kept = keep_fetched(items, content, where, today, fetch.API)
    if args.json:
        print_json({"contract": CONTRACT, "source": kept.source, "cached": _kept(kept)})
        return 0
    print(words.say("{rows} rows are in the cache, {path}.", rows=f"{kept.rows:,}", path=str(kept.path)))
    return 0


def _not_ahead(taken: date, today: date) -> None:
    if taken > today:
        raise BadInput("A file cannot have been taken on {day}, which is still to come.", day=taken)


def _years(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text)
    if not found or int(found[1]) > int(found[2] or found[1]):
        raise BadInput("{found} are no years. Write for example 2000-2025.", found=text)
    return int(found[1]), int(found[2] or found[1])
