"""`wellfounded caseload compare`: what changes, how many move from what to what, and a few of them explained."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from wellfounded.caseload.answers.explaining import Explained, explained
from wellfounded.caseload.answers.questions import Question
from wellfounded.caseload.change import Change, in_short, read_change, two_days
from wellfounded.caseload.compare import Comparison, among, compare, matrix
from wellfounded.caseload.publishing.publication import ALL
from wellfounded.cli import caseload as door
from wellfounded.cli import caseload_files as files
from wellfounded.cli.caseload_page import GROUPS, head, heading, number, reading, table
from wellfounded.cli.opening import console, one_day, print_json
from wellfounded.cli.page import MARKS, UNREVIEWED, entry, safe
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder

THREE = {"met": "met", "open": "not established", "not_met": "not met"}
CAN = {"met": "can be used", "open": "not established", "not_met": "cannot be used"}
MOVES = 12


def run(args: argparse.Namespace, words: Words) -> int:
    """Compare two laws over the caseload and show what moves."""
    law, caseload = door.opened(args)
    change = _change(args, law)
    rules = [name.strip() for name in args.rules.split(",") if name.strip()]
    with (
        door.progress(words.say("Reading the claims"), args.json) as watch,
        files.rejects_of(args, caseload) as rejects,
    ):
        found = compare(
            caseload,
            change,
            door.asked_on(args),
            rules=rules,
            by=door.attributes(args),
            complete=door.completes(args, law),
            examples=0 if args.publish else args.examples,
            watch=watch,
        )
    publish = args.publish or files.is_page(args.output)
    public = found.public() if publish else found
    printed = public if args.publish else found
    told = [explained(found, one, words) for one in printed.examples]
    if args.output:
        from wellfounded.caseload.publishing.report import comparison_page

        files.save(args, public.table(), public.plain(), lambda: comparison_page(public, words))
    if args.json:
        print_json({**printed.plain(), "examples": [_plain(one, i, args.names) for i, one in enumerate(told, 1)]})
        return 0
    out = console()
    _page(out, printed, words)
    for i, one in enumerate(told, 1):
        _example(out, one, i, args.names, words)
    reading(out, printed.read, words, rejects)
    if args.output:
        out.print("\n" + words.say("The table is in {path}.", path=args.output))
    if words.lang != "en":
        out.print("\n" + words.say(UNREVIEWED), style="dim")
    return 0


def _change(args: argparse.Namespace, law: LegalOrder) -> Change:
    if bool(args.change) == bool(args.laws):
        raise BadInput("Say what changes: --change FILE, or --laws 2024-06-09,2024-06-10 for two days of the law.")
    if args.change:
        return read_change(args.change, law)
    days = args.laws.split(",")
    if len(days) != 2:
        raise BadInput("--laws needs two days with a comma between, such as 2024-06-09,2024-06-10.")
    return two_days(law, one_day(days[0].strip()), one_day(days[1].strip()))


def _page(out: Any, found: Comparison, words: Words) -> None:
    say = words.say
    head(out, found, words)
    heading(out, found.change.title or say("What changes"))
    matters = found.matters or found.changed[:3]
    for one in matters[:MOVES]:
        cites = "; ".join(words.cite(c, found.days.on) for c in one.cites)
        entry(out, f"{safe(in_short(one, found.law, words))} [dim]{safe(cites)}[/dim]", 2, "•")
    if len(matters) > MOVES:
        out.print("  " + say("and {count} more", count=len(matters) - MOVES), style="dim")
    if aside := len(found.changed) - len(matters):
        out.print("  " + say("More changes, which do not touch what was asked: {count}", count=aside), style="dim")
    if not found.questions:
        out.print("\n[bold]" + say("Nothing that was asked rests on what changes: nobody moves.") + "[/bold]")
    still = []
    for question in found.questions:
        pairs = matrix(_everybody(found), question.subject, question.measure)
        if all(before == after for before, after in pairs):
            still.append(question.subject)
            continue
        heading(out, _name(question, found.law, words))
        if all(v in THREE for pair in pairs for v in pair):
            _three(out, found, question, pairs, words)
        else:
            _moves(out, found, pairs, words)
    if still:
        out.print("\n" + say("Touched by the change, and nobody moves: {names}", names=", ".join(still)), style="dim")
    if found.untouched:
        names = ", ".join(question.subject for question in found.untouched)
        out.print(say("Not touched by the change: {names}", names=names), style="dim")
    if found.by:
        _groups(out, found, words)


def _everybody(found: Comparison) -> Any:
    """The cells of everybody: in a published table the totals, else every cell."""
    whole = found.published and found.by
    return [cell for cell in found.cells if not whole or cell.group == ALL]


def _name(question: Question, law: LegalOrder, words: Words) -> str:
    unit = words.say("by person" if question.unit == "person" else "by application")
    from wellfounded.caseload.publishing.report import asked_about

    text = asked_about(question, law, words)
    return text if question.subject == "stage" else f"{text} ({unit})"


def _three(
    out: Any, found: Comparison, question: Question, pairs: Mapping[tuple[str, str], int | None], words: Words
) -> None:
    """Three by three: from each answer to each, and the bounds of what is open."""
    names = CAN if question.remedy is not None else THREE
    rows = []
    for before in THREE:
        numbers = [number(pairs.get((before, after), 0)) for after in THREE]
        rows.append((words.say("before: {answer}", answer=words.say(names[before])), *numbers))
    table(out, ("", *(words.say("after: {answer}", answer=words.say(names[after])) for after in THREE)), rows)
    for text, wanted in (
        ("if all that is open is refused", {"met"}),
        ("if all that is open is granted", {"met", "open"}),
    ):
        _bound(out, "  " + words.say(text), *(among(pairs.items(), side, wanted) for side in (0, 1)))


def _bound(out: Any, text: str, before: int | None, after: int | None) -> None:
    change = "" if before is None or after is None else f" ({after - before:+,})"
    out.print(f"{text}: {number(before)} → {number(after)}{change}")


def _moves(out: Any, found: Comparison, pairs: Mapping[tuple[str, str], int | None], words: Words) -> None:
    """The moves from value to value, the most frequent first."""
    stages = found.law.stages

    def said(value: str) -> str:
        return " / ".join(words.say(stages.get(one, one)) for one in value.split("|"))

    moved = sorted(((p, n) for p, n in pairs.items() if p[0] != p[1]), key=lambda item: -(item[1] or 0))
    for (before, after), n in moved[:MOVES]:
        entry(out, safe(f"{number(n)}  {said(before)} → {said(after)}"), 2)
    if len(moved) > MOVES:
        out.print("  " + words.say("and {count} more", count=len(moved) - MOVES), style="dim")


def _groups(out: Any, found: Comparison, words: Words) -> None:
    """The groups in which most change, for each question."""
    counted: dict[tuple[str, ...], list[int | None]] = {}
    for cell in found.cells:
        if cell.group in ((), ALL) or cell.measure == "claims":
            continue
        before, _, after = cell.value.partition(">")
        if before != after:
            counted.setdefault(cell.group, []).append(cell.shown)
    rows = []
    ranked = sorted(counted.items(), key=lambda item: -sum(n or 0 for n in item[1]))
    for group, numbers in ranked[:GROUPS]:
        total = None if None in numbers else sum(n or 0 for n in numbers)
        rows.append((", ".join(word or words.say("not recorded") for word in group), number(total)))
    heading(out, words.say("By {by}", by=", ".join(found.by)))
    table(out, ("", words.say("answers that move")), rows)


def _example(out: Any, one: Explained, place: int, names: bool, words: Words) -> None:
    who = one.claim if names else words.say("Example {number}", number=place)
    heading(out, f"{who}: {_answer(one.before, words)} → {_answer(one.after, words)} ({one.question})")
    for text, findings in ((words.say("before"), one.reasons_before), (words.say("after"), one.reasons_after)):
        for i, (answer, sentence, cites) in enumerate(findings):
            entry(
                out,
                f"{MARKS.get(answer, '·')} {safe(sentence)} [dim]{safe(cites)}[/dim]",
                6,
                text if not i else " " * len(text),
            )


def _answer(value: str, words: Words) -> str:
    return " / ".join(words.say(one.replace("_", " ")) for one in value.split("|"))


def _plain(one: Explained, place: int, names: bool) -> dict[str, Any]:
    def told(findings: Any) -> list[dict[str, str]]:
        return [{"answer": answer, "words": sentence, "cites": cites} for answer, sentence, cites in findings]

    return {
        "example": place,
        **({"claim": one.claim, "application": one.application} if names else {}),
        "subject": one.question,
        "before": one.before,
        "after": one.after,
        "because_before": told(one.reasons_before),
        "because_after": told(one.reasons_after),
    }
