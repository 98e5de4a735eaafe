"""`wellfounded calendar`: the days that lie ahead in a case, as an iCalendar file (RFC 5545)."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

from wellfounded.claim.calendar import Named, entries, ical
from wellfounded.cli.opening import open_case, print_json, words_of, write_whole
from wellfounded.logic.errors import BadInput


def run(args: argparse.Namespace) -> int:
    """Write the days ahead."""
    line, words = open_case(args), words_of(args)
    name = Path(line.case.path or args.case).stem
    path = Path(args.output or f"{name}.ics")
    found = tuple(sorted(entries(line, words), key=lambda entry: (entry.day.earliest, entry.key)))
    if found:
        write_whole(path, ical(_writer(), [Named(name, line.on, found)], words, full=args.full))
    if args.json:
        days = [max(entry.day.earliest, line.on).isoformat() for entry in found]
        print_json({"contract": 1, "written": [str(path)] if found else [], "days": days})
    elif found:
        print(words.say("The days ahead are in {path}.", path=str(path)))
    else:
        print(words.say("No day lies ahead in this case, so no calendar was written."))
    return 0


def _writer() -> ModuleType:
    try:
        import icalendar
    except ImportError:
        raise BadInput(
            "A calendar needs the package icalendar, which is not installed. `wellfounded show` lists the same days."
        ) from None
    return icalendar
