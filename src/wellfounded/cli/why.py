"""`wellfounded why`: the reasons of one answer, down to the facts and the provisions."""

from __future__ import annotations

import argparse
from typing import Any

from wellfounded import law as laws
from wellfounded.claim import case_file, contract
from wellfounded.claim.record import Record, record
from wellfounded.claim.telling import CONFIDENCE
from wellfounded.cli.opening import asked_day, console, load_case, print_json, words_of
from wellfounded.cli.page import MARKS, UNREVIEWED
from wellfounded.logic.errors import BadInput
from wellfounded.readings.difference import difference
from wellfounded.readings.person import Row
from wellfounded.readings.reasons import FactFound, Finding
from wellfounded.readings.values import FIRST_DAY, as_day
from wellfounded.readings.words import Words


def run(args: argparse.Namespace) -> int:
    """Explain one answer about the current application."""
    words = words_of(args)
    law, case = load_case(args.case, words)
    made = record(law, case, asked_day(args.on, law))
    row = made.rows[-1]
    asked = _asked(made, args.question)
    if args.beside:
        return _beside(args, made, row, asked[0], words)
    findings = [made.finding(law.rules[name], row) for name in asked]
    if args.json:
        print_json(
            {
                "contract": contract.CONTRACT,
                "law": law.id,
                "on": made.on.isoformat(),
                "findings": [
                    {**contract.finding(f, made.on, words), "missing": contract.missing(_missing(made, f, row), words)}
                    for f in findings
                ],
            }
        )
        return 0
    from rich.tree import Tree

    out = console()
    for found in findings:
        tree = Tree(_node(found, made, words), guide_style="dim")
        _grow(tree, found, made, words, set(), args.depth)
        out.print(tree)
        missing = _missing(made, found, row)
        if missing:
            out.print(words.say("What would settle it:"), style="bold")
        for m in missing:
            share = words.say("{settles} of {answers} answers settle it", settles=m.settles, answers=m.answers)
            out.print(f"  ? {_safe(words.say(m.fact.question))} [dim]({share})[/dim]")
    if words.lang != "en":
        out.print(words.say(UNREVIEWED), style="dim")
    return 0


def _beside(args: argparse.Namespace, made: Record, row: Row, rule: str, words: Words) -> int:
    """What makes the difference between this case and another: one sentence for each point on which they part."""
    law, other_case = case_file.load(args.beside, laws.find)
    if law is not made.reader.law:
        raise BadInput("{other} is a case under another law: {law}.", other=args.beside, law=law.id)
    other = record(law, other_case, made.on)
    found = difference(made.reader.reading, rule, row, other.rows[-1])
    explain = made.reader.explanation.finding
    sides = [(explain(d.rule, d.one), explain(d.rule, d.other)) for d in found]
    if args.json:
        plain = [
            {
                "rule": one.rule,
                "here": contract.finding(one, made.on, words),
                "there": contract.finding(two, made.on, words),
            }
            for one, two in sides
        ]
        print_json({"contract": contract.CONTRACT, "law": law.id, "on": made.on.isoformat(), "differences": plain})
        return 0
    out = console()
    if not found:
        out.print(words.say("Both cases are answered alike, and for the same reasons."))
    for (one, two), parted in zip(sides, found, strict=True):
        for name, side, rows in ((args.case, one, made.rows), (args.beside, two, other.rows)):
            own = f" ({words.say('Application {id}', id=side.application)})" if len(rows) > 1 else ""
            out.print(f"{_safe(name + own)}: {_line(side, made, words)}")
        for fact in parted.facts:
            out.print(f"  [dim]{_safe(words.say(fact.question))}[/dim]")
    return 0


def _missing(made: Record, found: Finding, row: Row) -> list[Any]:
    open_ = found.type == "truth" and found.settled in ("open", "not_tried")
    return made.reader.exact.missing(found, row) if open_ else []


def _asked(made: Record, question: str) -> list[str]:
    """The rules that a question names: removal, a remedy, an element, or a rule itself."""
    law = made.reader.law
    if question == "removal":
        return [law.removal.barred.name, law.removal.ground.name]
    for remedy in law.remedies:
        if remedy.name == question:
            rules = (remedy.available, remedy.last_day, remedy.taken)
            return [rule.name for rule in rules if rule is not None]
    named = {**law.assessment, **law.elements}
    if question in named:
        return [named[question].name]
    if question in law.rules:
        return [question]
    from difflib import get_close_matches

    known = ["removal", *(r.name for r in law.remedies), *named, *law.rules]
    near = get_close_matches(question, list(dict.fromkeys(known)), 4, 0.5) or known[:12]
    text = "There is nothing to explain under {question}. Ask for one of: {near}."
    raise BadInput(text, question=question, near=", ".join(near))


def _safe(text: str) -> str:
    return text.replace("[", "\\[")


def _node(found: Finding, made: Record, words: Words) -> Any:
    return _marked(_mark(found), _text(found, made, words))


def _marked(mark: str, text: str) -> Any:
    """A mark with its text beside it, and not above it, where a text without spaces fills the line."""
    from rich.table import Table

    if not mark:
        return text
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(mark, text)
    return grid


def _line(found: Finding, made: Record, words: Words) -> str:
    return f"{_mark(found)} {_text(found, made, words)}".strip()


def _mark(found: Finding) -> str:
    return MARKS[contract.answer(found)] if found.type == "truth" else ""


def _text(found: Finding, made: Record, words: Words) -> str:
    text = _safe(words.say(found.words, **found.args))
    if not found.in_force:
        text += " " + words.say("(no text of this rule is in force for this application)")
    cites = "; ".join(c["text"] for c in contract.cites(found.cites, made.on, words))
    sure = "" if found.own_confidence == "verified" else f" · {words.say(CONFIDENCE[found.own_confidence])}"
    return f"{text} [dim]{_safe(cites)}{sure}[/dim]"


def _grow(tree: Any, found: Finding, made: Record, words: Words, seen: set[tuple[str, str]], depth: int) -> None:
    if (found.rule, found.application) in seen:
        return
    if depth <= 0:
        if found.because or found.facts:
            tree.add("[dim]…[/dim]")
        return
    seen.add((found.rule, found.application))
    for fact in found.facts:
        tree.add(f"[dim]{_safe(words.say(fact.fact.question))} [/dim]{_safe(_shown(fact, words))}")
    for doubt in found.unclear:
        said = words.say("The law is unclear: {question}", question=words.say(doubt.question))
        branch = tree.add(_marked("?", _safe(said)))
        for reading in doubt.readings:
            branch.add(_safe(words.say(reading.words)))
    for lay in found.burden:
        tree.add(_safe(words.say(lay.why)))
    if found.conflict:
        tree.add(words.say("The law conflicts: exceptions of this rule disagree."))
    for reason in found.because:
        _grow(tree.add(_node(reason, made, words)), reason, made, words, seen, depth - 1)


def _shown(found: FactFound, words: Words) -> str:
    held = contract.value(found.fact.type, found.value)
    if held is None:
        return words.say("it did not happen")
    day = as_day(found.value) if found.fact.type == "day" else None
    if day is not None and not ("happened" in held and found.value[0] == FIRST_DAY):
        return words.day(day) + (f" ({words.say('or not at all')})" if "happened" in held else "")
    if held in ("met", "not_met", "open"):
        return words.say({"met": "yes", "not_met": "no", "open": "not established"}[held])
    if isinstance(held, (dict, list)):
        return words.say("not established")
    return words.value(held)
