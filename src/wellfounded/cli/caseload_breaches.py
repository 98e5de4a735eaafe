"""`wellfounded caseload breaches`: what was broken, how often, by whom, under which provision."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from wellfounded.caseload.conformance import Conformance, conformance
from wellfounded.cli import caseload as door
from wellfounded.cli import caseload_files as files
from wellfounded.cli.caseload_page import head, heading, number, reading, table
from wellfounded.cli.opening import console, print_json, write_whole
from wellfounded.cli.page import UNREVIEWED, entry, safe
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words

BEARS = {"applicant": "the applicant", "authority": "the authority", "court": "the court"}
KINDS = {
    "time_limit": "Time limits",
    "actor": "Who acted",
    "law_in_force": "The law in force on that day",
    "order": "The order of the procedure",
}
MOST = 12
YEARS = 5
"""So many years fit beside the names."""


def run(args: argparse.Namespace, words: Words) -> int:
    """Find the breaches and show them."""
    law, caseload = door.opened(args)
    if not (law.breaches or law.acts or law.tracks):
        text = "The law {law} says nothing of what breaks its procedure: it has no table of breaches, acts or tracks."
        raise BadInput(text, law=law.id)
    with (
        door.progress(words.say("Reading the claims"), args.json) as watch,
        files.rejects_of(args, caseload) as rejects,
    ):
        found = conformance(
            caseload,
            door.asked_on(args),
            by=door.attributes(args),
            complete=door.completes(args, law),
            most=0 if args.publish else args.list,
            words=words,
            watch=watch,
        )
    publish = args.publish or bool(args.chart) or files.is_page(args.output)
    public = found.public() if publish else found
    printed = public if args.publish else found
    if args.output:
        from wellfounded.caseload.publishing.breach_page import breaches_page

        chosen = public if args.publish or files.is_page(args.output) else found
        files.save(args, chosen.table(), chosen.plain(), lambda: breaches_page(public, words))
    if args.chart:
        from wellfounded.caseload.publishing.breach_page import breaches_chart
        from wellfounded.charts import rendered

        write_whole(Path(args.chart), rendered(breaches_chart(public, words), Path(args.chart).suffix))
    if args.json:
        print_json(printed.plain())
        return 0
    out = console()
    _page(out, printed, words)
    reading(out, printed.read, words, rejects)
    if args.output:
        out.print("\n" + words.say("The table is in {path}.", path=args.output))
    if args.chart:
        out.print("\n" + words.say("The chart is in {path}.", path=args.chart))
    if words.lang != "en":
        out.print("\n" + words.say(UNREVIEWED), style="dim")
    return 0


def _years(out: Any, found: Conformance, words: Words) -> None:
    """What is certain in the latest years, by breach or by group."""
    from wellfounded.caseload.publishing.breach_page import by_year

    title, years, rows = by_year(found, words)
    if not rows or not years:
        return
    heading(out, title)
    table(
        out,
        ("", *map(str, years[-YEARS:])),
        [(name, *("·" if n == 0 else number(n) for n in counts[-YEARS:])) for name, counts in rows[:MOST]],
    )
    if len(rows) > MOST:
        out.print("  " + words.say("and {count} more", count=len(rows) - MOST), style="dim")


def _page(out: Any, found: Conformance, words: Words) -> None:
    say = words.say
    head(out, found, words)
    totals = found.totals()
    if not totals:
        out.print("\n[bold]" + say("No breach was found.") + "[/bold]")
    for kind, name in KINDS.items():
        own = [total for total in totals if total.entry.kind == kind]
        if not own:
            continue
        heading(out, say(name))
        for total in own[:MOST]:
            entry_ = total.entry
            words_ = entry_.sentence(words)
            count = number(total.sure)
            if total.open != 0:
                most = None if total.sure is None or total.open is None else total.sure + total.open
                count += f"–{number(most)}"
            cites = "; ".join(
                dict.fromkeys(
                    words.cite(c, min(found.days.on, t.until or found.days.on)) for t in entry_.texts for c in t.cites
                )
            )
            marks = [say(BEARS[entry_.bears])]
            marks += [say("a target, not a limit")] if entry_.target else []
            marks += [say("{count} excused", count=number(total.excused))] if total.excused else []
            marks += [say("{count} remedied", count=number(total.remedied))] if total.remedied else []
            entry(out, f"[bold]{count}[/bold]  {safe(words_)} [dim]{safe(', '.join(marks))} · {safe(cites)}[/dim]", 2)
        if len(own) > MOST:
            out.print("  " + say("and {count} more", count=len(own) - MOST), style="dim")
    _years(out, found, words)
    if found.silent:
        names = ", ".join(found.entries[i].name for i in found.silent)
        out.print(
            "\n" + say("Not looked for, since the file says nothing of what they turn on: {names}", names=names),
            style="dim",
        )
    for one in found.listed:
        day = words.day(one.day) if one.day else "—"
        line = f" ({say('line {line}', line=one.line)})" if one.line else ""
        text = f"{one.claim}/{one.application} {day}{line}: {one.sentence}"
        entry(out, safe(text) + f" [dim]{safe('; '.join(one.provisions))}[/dim]", 2)
