"""`wellfounded today`: every day that matters in all case files of a folder, or in all files that an office opens to a
member, nearest first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wellfounded.claim import contract
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.telling import WHO
from wellfounded.cli.cases_of import cases_of
from wellfounded.cli.opening import asked_day, console, one_day, print_json, watched, words_of
from wellfounded.cli.page import SOON, UNREVIEWED, entry, safe
from wellfounded.logic.days import Day
from wellfounded.logic.errors import WellfoundedError
from wellfounded.readings.words import Words


@dataclass(frozen=True, slots=True)
class Due:
    """A day that matters in one case file."""

    day: Day
    file: str
    application: str
    who: str
    what: str
    state: str


def run(args: argparse.Namespace) -> int:
    """List the days that matter."""
    words = words_of(args)
    if args.on is not None:
        one_day(args.on)
    cases = cases_of(args, words)
    found: list[Due] = []
    unread, on = [], None
    behind: list[str] = []
    for name, told in watched(cases, words.say("Reading the case files"), args.json):
        try:
            law, case = told()
            on = asked_day(args.on, law)
            if min(case.complete.values(), default=date.min) < on:
                behind.append(name)
            found += due(case_line(law, case, on), name, words)
        except WellfoundedError as error:
            unread.append((name, getattr(error, "line", None), words.error(error)))
    if on is not None and args.within is not None:
        found = [d for d in found if (d.day.earliest - on).days <= args.within]
    found.sort(key=lambda d: (d.day.earliest, d.file, d.what))
    if args.json:
        print_json(
            {
                "contract": contract.CONTRACT,
                "on": on.isoformat() if on else None,
                "days": [_plain(d, on) for d in found],
                "behind": behind,
                "unread": [{"file": file, "line": line, "error": sentence} for file, line, sentence in unread],
            }
        )
    elif on is not None:
        _list(found, on, words)
        if behind:
            text = "Not brought up to date to this day, so there may be other days in: {files}."
            print("\n" + words.say(text, files=", ".join(behind)))
    for file, line, sentence in unread:
        where = f"{file}, {words.say('line {line}', line=line)}" if line else file
        print(f"{where}: {sentence}", file=sys.stderr)
    return 2 if unread and not found else 0


def due(line: CaseLine, file: str, words: Words) -> Iterator[Due]:
    """The days of one case that are still to come, or may have come."""
    for application in line.applications:
        for remedy in application.remedies:
            last = remedy.last_day
            live = remedy.recorded and remedy.state in ("open", "unknown")
            if live and last is not None and last.latest >= line.on:
                what = words.say(remedy.remedy.words)
                yield Due(last, file, application.id, remedy.remedy.who, what, remedy.state)
    for duty in line.next:
        if duty.by is not None and duty.by.latest >= line.on:
            yield Due(duty.by, file, line.current.id, duty.duty.who, words.say(duty.duty.words), "open")


def _plain(due_: Due, on: date | None) -> dict[str, object]:
    return {
        "by": contract.span(due_.day),
        "days_left": (due_.day.earliest - on).days if on and on <= due_.day.earliest else None,
        "file": due_.file,
        "application": due_.application,
        "who": due_.who,
        "what": due_.what,
        "state": due_.state,
    }


def _list(found: list[Due], on: date, words: Words) -> None:
    """Day by day, the nearest first: what is due, by whom, in which file."""
    out = console()
    out.print(f"[bold]{words.day(on)} ({words.weekday(on)})[/bold]")
    if not found:
        out.print(words.say("No day that matters lies ahead in these files."))
    for day, alike in groupby(found, key=lambda d: d.day.earliest):
        due_then = list(alike)
        left = (day - on).days
        soon = left <= SOON and any(one.who == "applicant" for one in due_then)
        when = words.say("today") if not left else words.say("in {days} days", days=left)
        if left < 0:
            when = words.say("may be past")
        style = "bold red" if soon else "bold"
        out.print(f"\n[{style}]{words.day(day)} ({words.weekday(day)}), {when}[/{style}]")
        for one in due_then:
            many = "" if one.day.exact else " +"
            own = f" ({words.say('Application {id}', id=one.application)})" if one.application != "1" else ""
            entry(out, f"{safe(one.file + own)}: {words.say(WHO[one.who])}: {safe(one.what)}{many}", 2)
    if any(not one.day.exact for one in found):
        out.print("\n" + words.say("+ the file leaves a range; act by the day shown, its earliest."), style="dim")
    if words.lang != "en":
        out.print("\n" + words.say(UNREVIEWED), style="dim")
