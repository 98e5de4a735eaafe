"""`wellfounded deadline`: the last day of a remedy from the day of a notice, with the counting."""

from __future__ import annotations

import argparse
from typing import Literal

from wellfounded import law as laws
from wellfounded.claim import contract
from wellfounded.claim.deadline import Deadline, deadline, notice_day
from wellfounded.claim.telling import CONFIDENCE
from wellfounded.cli.opening import console, print_json, words_of
from wellfounded.cli.page import MARKS, UNREVIEWED
from wellfounded.logic.days import Day, parse_day
from wellfounded.readings.words import Words
from wellfounded.rules.citations import Citation

IN_TIME = {
    "met": "What was filed is in time.",
    "not_met": "What was filed is late.",
    "open": "Whether what was filed is in time is not established.",
    "not_tried": "Whether what was filed is in time is not established.",
}


def run(args: argparse.Namespace) -> int:
    """Answer for one notice."""
    law, words = laws.find(args.law), words_of(args)
    viewed: Day | Literal["never"] | None = None
    if args.viewed is not None:
        viewed = "never" if args.viewed == "never" else parse_day(args.viewed)
    filed = parse_day(args.filed) if args.filed else None
    start = notice_day(law, parse_day(args.start), args.how)
    found = deadline(law, args.remedy, start, how=args.how, viewed=viewed, filed=filed, by_post=args.filed_by == "post")
    on = found.last_day.earliest
    citations: list[Citation] = [*found.finding.cites, *(c for k in found.counting for c in k.period.cites)]
    if args.json:
        print_json(
            {
                "contract": contract.CONTRACT,
                "law": law.id,
                "remedy": found.remedy.name,
                "last_day": contract.span(found.last_day),
                "outer_last_day": contract.span(found.outer_last_day),
                "in_time": found.in_time,
                "counting": contract.counted(found.counting, words),
                "cites": contract.cites(citations, on, words),
                "confidence": found.finding.confidence,
                "law_unclear": [contract.unclear(doubt, on, words) for doubt in found.unclear],
            }
        )
        return 0
    _print(found, words, "; ".join(c["text"] for c in contract.cites(citations, on, words)))
    return 0


def _print(found: Deadline, words: Words, cites: str) -> None:
    out = console()
    last = found.last_day
    out.print(words.say(found.remedy.words))
    day = words.say("{day} ({weekday})", day=last.earliest, weekday=words.weekday(last.earliest))
    out.print(f"[bold]{day}[/bold] {words.say('is the last day')}")
    if not last.exact:
        out.print(words.say("The days leave a range, to {latest}. Act by the earliest.", latest=last.latest))
    for step in contract.counted(found.counting, words):
        out.print(f"  {step}".replace("[", "\\["), style="dim")
    if found.outer_last_day is not None:
        out.print(words.say("Outer limit, whatever was known when: {day}.", day=found.outer_last_day))
    if found.in_time is not None:
        out.print(f"{MARKS[found.in_time]} {words.say(IN_TIME[found.in_time])}")
    if found.in_time == "not_met" and found.remedy.if_missed:
        out.print(words.say(found.remedy.if_missed))
    for doubt in found.unclear:
        out.print("? " + words.say("The law is unclear: {question}", question=words.say(doubt.question)))
        for reading in doubt.readings:
            out.print(f"  – {words.say(reading.words)}")
    out.print(f"[dim]{cites} · {words.say(CONFIDENCE[found.finding.confidence])}[/dim]")
    if words.lang != "en":
        out.print(words.say(UNREVIEWED), style="dim")
