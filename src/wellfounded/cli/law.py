"""`wellfounded law`: list the law, show a rule, hold the law to its seven laws."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from wellfounded import law as laws
from wellfounded.check.bodies import bodies, both_directions
from wellfounded.check.cases import load
from wellfounded.check.laws import Checked, check
from wellfounded.claim.contract import CONTRACT
from wellfounded.claim.telling import CONFIDENCE
from wellfounded.cli.opening import console, print_json, watched, words_of
from wellfounded.cli.page import entry
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.rules.citations import CONFIDENCES
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder, Precedent
from wellfounded.rules.rule import Rule, Version

Plain = dict[str, Any]


def run(args: argparse.Namespace) -> int:
    """List, show or check."""
    return {"list": _list, "show": _show, "check": _check}[args.what](args, words_of(args))


def _matter(rule: Rule[Any]) -> str:
    return rule.module.split(".law.", 1)[1].split(".", 1)[1]


def _safe(text: str) -> str:
    return text.replace("[", "\\[")


def _list(args: argparse.Namespace, words: Words) -> int:
    orders = [laws.find(args.law)] if args.law else [laws.find(name) for name in laws.ORDERS]
    if args.json:
        print_json({"contract": CONTRACT, "laws": [_listed(order, words) for order in orders]})
        return 0
    out = console()
    for order in orders:
        marks = [v.confidence for r in order.rules.values() for v in r.versions]
        counts = ", ".join(f"{marks.count(mark)} {words.say(mark)}" for mark in CONFIDENCES if mark in marks)
        name = order.names.get(words.lang, order.id)
        out.print(f"[bold]{order.id}[/bold]  {name}: {len(order.rules)} {words.say('rules')} ({counts})")
        if args.law:
            _rules(out, order, words)
    return 0


def _rules(out: Any, order: LegalOrder, words: Words) -> None:
    matter = ""
    for rule in order.rules.values():
        if _matter(rule) != matter:
            matter = _matter(rule)
            out.print(f"\n[bold]{matter}[/bold]")
        out.print(f"  {rule.name}  [dim]{_safe(words.say(rule.words))}[/dim]")


def _listed(order: LegalOrder, words: Words) -> Plain:
    rules = [
        {
            "rule": rule.name,
            "matter": _matter(rule),
            "type": rule.type,
            "words": words.say(rule.words),
            "texts": len(rule.versions),
        }
        for rule in order.rules.values()
    ]
    return {"law": order.id, "name": order.names.get(words.lang, order.id), "rules": rules}


def _show(args: argparse.Namespace, words: Words) -> int:
    order = laws.find(args.law)
    if args.rule == "precedents" and order.precedents:
        return _precedents(args, order, words)
    named = [r for r in order.rules.values() if args.rule in (r.name, _matter(r), _matter(r).split(".")[-1])]
    if not named:
        from difflib import get_close_matches

        near = get_close_matches(args.rule, order.rules, 4, 0.5) or list(order.rules)[:4]
        raise BadInput(
            "{law} has no rule or matter {rule}. Close to it: {near}. `wellfounded law list {law}` lists all.",
            law=order.id,
            rule=args.rule,
            near=", ".join(near),
        )
    shown = [_shown(order, rule, words) for rule in named]
    if args.json:
        print_json({"contract": CONTRACT, "law": order.id, "rules": shown})
        return 0
    out = console()
    for one in shown:
        _print(out, one, words)
    return 0


def _precedents(args: argparse.Namespace, order: LegalOrder, words: Words) -> int:
    """The judgments of a law, each with the point that it decides and the rules that rest on it."""
    if args.json:
        told = [{**_precedent(one, words), "rules": list(one.supports)} for one in order.precedents]
        print_json({"contract": CONTRACT, "law": order.id, "precedents": told})
        return 0
    out = console()
    for one in order.precedents:
        _print_precedent(out, _precedent(one, words), 0)
        out.print(f"    {words.say('supports')}: {', '.join(one.supports)}", style="dim")
    return 0


def _precedent(one: Precedent, words: Words) -> Plain:
    return {
        "judgment": words.say(one.source.abbreviation),
        "court": words.say(one.court),
        "day": one.day.isoformat(),
        "number": one.number,
        "result": words.say(one.result),
        "point": words.say(one.point),
        "confidence": one.confidence,
    }


def _print_precedent(out: Any, one: Plain, indent: int) -> None:
    head = " · ".join(part for part in (one["judgment"], one["number"], one["result"]) if part)
    entry(out, f"{_safe(head)}: {_safe(one['point'])}", indent, "§")


def _shown(order: LegalOrder, rule: Rule[Any], words: Words) -> Plain:
    module = next(m for m in order.matters if m.__name__ == rule.module)
    facts = [node.args[0] for version in rule.versions for node in walk(version.node) if node.op == "fact"]
    return {
        "rule": rule.name,
        "matter": _matter(rule),
        "type": rule.type,
        "decision": rule.decision,
        "texts": [_text(v, words) for v in sorted(rule.versions, key=lambda v: v.since, reverse=True)],
        "exceptions": [{"rule": e.rule.name, "words": words.say(e.rule.words)} for e in rule.exceptions],
        "asks": [{"fact": f.name, "question": words.say(f.question)} for f in dict.fromkeys(facts)],
        "rests_on": sorted(order.depends(rule.name)),
        "precedents": [_precedent(p, words) for p in order.precedents if rule.name in p.supports],
        "cases": [
            {"case": c.name, "then": str(c.keys["then"]), "from": c.keys["from"], "why": c.keys.get("why", "")}
            for c in load(module)
            if c.keys.get("rule") == rule.name
        ],
    }


def _text(version: Version, words: Words) -> Plain:
    return {
        "words": words.say(version.words),
        "since": version.since.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "checked": version.checked.isoformat(),
        "confidence": version.confidence,
        "cites": [
            {
                "source": c.source.id,
                "title": words.say(c.source.title),
                "numbers": [
                    {"from": day.isoformat(), "article": article, "text": words.cite(c, day)}
                    for day, article in c.numbers
                ],
            }
            for c in version.cites
        ],
    }


def _print(out: Any, one: Plain, words: Words) -> None:
    out.print(f"\n[bold]{one['rule']}[/bold] [dim]{one['matter']}[/dim]")
    for text in one["texts"]:
        until = f"– {text['until']}" if text["until"] else "–"
        out.print(f"  {text['since']} {until}  {_safe(text['words'])}")
        for cite in text["cites"]:
            numbers = [
                f"{n['text']} ({words.say('from {day}', day=date.fromisoformat(n['from']))})" for n in cite["numbers"]
            ]
            out.print(f"    [dim]{_safe(cite['title'])}: {_safe(', '.join(numbers))}[/dim]")
        compared = words.say("compared on {day}", day=date.fromisoformat(text["checked"]))
        out.print(f"    [dim]{words.say(CONFIDENCE[text['confidence']])} · {compared}[/dim]")
    for exception in one["exceptions"]:
        out.print(f"  {words.say('unless')} {exception['rule']}: {_safe(exception['words'])}")
    for asked in one["asks"]:
        out.print(f"  ? {_safe(asked['question'])}")
    for precedent in one["precedents"]:
        _print_precedent(out, precedent, 2)
    if one["rests_on"]:
        out.print(f"  {words.say('rests on')}: {', '.join(one['rests_on'])}", style="dim")
    for case in one["cases"]:
        why = f"{case['from']}; {case['why']}" if case["why"] else case["from"]
        out.print(f"    {_safe(case['case'])} → {_safe(case['then'])} [dim]({_safe(why)})[/dim]")


def _check(args: argparse.Namespace, words: Words) -> int:
    names = [args.law] if args.law else list(laws.ORDERS)
    results: dict[str, tuple[list[Checked], list[str], list[str]]] = {}
    for name in watched(names, words.say("Checking the law"), args.json):
        order = laws.find(name)
        results[name] = (check(order), bodies(order), both_directions(order))
    failed = any(lint or any(one.failures for one in checked) for checked, lint, _ in results.values())
    if args.json:
        plain = {name: _checked(*result, words) for name, result in results.items()}
        print_json({"contract": CONTRACT, "laws": plain, "green": not failed})
        return int(failed)
    out = console()
    for name, result in results.items():
        out.print(f"[bold]{name}[/bold]")
        _print_checked(out, *result, words)
    return int(failed)


def _checked(checked: list[Checked], lint: list[str], both: list[str], words: Words) -> Plain:
    checks = [
        {"law": words.say(c.name), "checked": c.checked, "failed": c.failures, "note": words.say(c.note)}
        for c in checked
    ]
    return {"checks": checks, "bodies": lint, "both_directions": both}


def _print_checked(out: Any, checked: list[Checked], lint: list[str], both: list[str], words: Words) -> None:
    for one in checked:
        state = words.say(one.note) if one.note else f"{one.checked} {words.say('checked')}"
        bad = f", [bold red]{len(one.failures)} {words.say('failed')}[/bold red]" if one.failures else ""
        mark = "✕" if one.failures else "–" if one.note else "✓"
        out.print(f"  {mark} {words.say(one.name)}: {state}{bad}")
        for failure in one.failures:
            out.print(f"      {_safe(failure)}")
    for fault in lint:
        out.print(f"  ✕ {fault}")
    if both:
        note = words.say("note: {count} uses of a fact in both directions (--json names them)", count=len(both))
        out.print(f"  {note}", style="dim")
