"""`wellfounded law`: list the law, show a rule, hold the law to its seven laws."""

from __future__ import annotations

import argparse
from typing import Any

from wellfounded import law as laws
from wellfounded.check.bodies import bodies, both_directions
from wellfounded.check.cases import load
from wellfounded.check.laws import Checked, check
from wellfounded.claim.contract import CONTRACT
from wellfounded.cli.opening import console, print_json, words_of
from wellfounded.cli.page import CONFIDENCE
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule


def run(args: argparse.Namespace) -> int:
    """List, show or check."""
    return {"list": _list, "show": _show, "check": _check}[args.what](args, words_of(args))


def _matter(module: str) -> str:
    return module.split(".law.", 1)[1].split(".", 1)[1]


def _list(args: argparse.Namespace, words: Words) -> int:
    orders = [laws.find(args.law)] if args.law else [laws.find(name) for name in laws.ORDERS]
    if args.json:
        print_json({"contract": CONTRACT, "laws": [_listed(order, words) for order in orders]})
        return 0
    out = console()
    for order in orders:
        marks = [v.confidence for r in order.rules.values() for v in r.versions]
        counts = ", ".join(f"{marks.count(mark)} {words.say(mark)}" for mark in ("verified", "known", "doubtful") if mark in marks)
        out.print(f"[bold]{order.id}[/bold]  {order.names.get(words.lang, order.id)}: {len(order.rules)} {words.say('rules')} ({counts})")
        if args.law:
            _rules(out, order, words)
    return 0


def _rules(out: Any, order: LegalOrder, words: Words) -> None:
    matter = ""
    for rule in order.rules.values():
        if _matter(rule.module) != matter:
            matter = _matter(rule.module)
            out.print(f"\n[bold]{matter}[/bold]")
        out.print(f"  {rule.name}  [dim]{words.say(rule.words).replace('[', chr(92) + '[')}[/dim]")


def _listed(order: LegalOrder, words: Words) -> dict[str, Any]:
    return {
        "law": order.id,
        "name": order.names.get(words.lang, order.id),
        "rules": [
            {"rule": r.name, "matter": _matter(r.module), "type": r.type, "words": words.say(r.words), "texts": len(r.versions)}
            for r in order.rules.values()
        ],
    }


def _show(args: argparse.Namespace, words: Words) -> int:
    order = laws.find(args.law)
    named = [r for r in order.rules.values() if args.rule in (r.name, _matter(r.module), _matter(r.module).split(".")[-1])]
    if not named:
        from difflib import get_close_matches

        near = get_close_matches(args.rule, order.rules, 4, 0.5)
        raise BadInput(
            "{law} has no rule or matter {rule}. {near}",
            law=order.id,
            rule=args.rule,
            near=words.say("Close to it: {near}.", near=", ".join(near)) if near else words.say("`wellfounded law list {law}` lists them.", law=order.id),
        )
    shown = [_shown(order, rule, words) for rule in named]
    if args.json:
        print_json({"contract": CONTRACT, "law": order.id, "rules": shown})
        return 0
    out = console()
    for one in shown:
        _print(out, one, words)
    return 0


def _shown(order: LegalOrder, rule: Rule[Any], words: Words) -> dict[str, Any]:
    module = next(m for m in order.matters if vars(m).get(rule.name) is rule or any(v is rule for v in vars(m).values()))
    asked = {node.args[0].name: node.args[0].question for v in rule.versions for node in walk(v.node) if node.op == "fact"}
    return {
        "rule": rule.name,
        "matter": _matter(rule.module),
        "type": rule.type,
        "decision": rule.decision,
        "texts": [
            {
                "words": words.say(v.words),
                "since": v.since.isoformat(),
                "until": v.until.isoformat() if v.until else None,
                "checked": v.checked.isoformat(),
                "confidence": v.confidence,
                "cites": [{"source": c.source.id, "title": words.say(c.source.title), "numbers": [{"from": d.isoformat(), "article": a} for d, a in c.numbers]} for c in v.cites],
            }
            for v in sorted(rule.versions, key=lambda v: v.since, reverse=True)
        ],
        "exceptions": [{"rule": e.rule.name, "words": words.say(e.rule.words)} for e in rule.exceptions],
        "asks": [{"fact": name, "question": words.say(question)} for name, question in asked.items()],
        "rests_on": sorted(order.depends(rule.name)),
        "cases": [
            {"case": c.name, "then": str(c.keys["then"]), "from": c.keys["from"], "why": c.keys.get("why", "")}
            for c in load(module)
            if c.keys.get("rule") == rule.name
        ],
    }  # fmt: skip


def _print(out: Any, one: dict[str, Any], words: Words) -> None:
    def safe(text: str) -> str:
        return text.replace("[", "\\[")

    out.print(f"\n[bold]{one['rule']}[/bold] [dim]{one['matter']}[/dim]")
    for text in one["texts"]:
        until = f"– {text['until']}" if text["until"] else "–"
        out.print(f"  {text['since']} {until}  {safe(text['words'])}")
        for cite in text["cites"]:
            numbers = ", ".join(f"{n['article']} ({words.say('from {day}', day=n['from'])})" for n in cite["numbers"])
            out.print(f"    [dim]{safe(cite['title'])}: {safe(numbers)}[/dim]")
        out.print(f"    [dim]{words.say(CONFIDENCE[text['confidence']])} · {words.say('compared on {day}', day=text['checked'])}[/dim]")
    for exception in one["exceptions"]:
        out.print(f"  {words.say('unless')} {exception['rule']}: {safe(exception['words'])}")
    for asked in one["asks"]:
        out.print(f"  ? {safe(asked['question'])}")
    if one["rests_on"]:
        out.print(f"  {words.say('rests on')}: {', '.join(one['rests_on'])}", style="dim")
    for case in one["cases"]:
        out.print(f"    {safe(case['case'])} → {safe(case['then'])} [dim]({case['from']}{safe('; ' + case['why']) if case['why'] else ''})[/dim]")


def _check(args: argparse.Namespace, words: Words) -> int:
    names = [args.law] if args.law else list(laws.ORDERS)
    results: dict[str, tuple[list[Checked], list[str], list[str]]] = {}
    for name in names:
        order = laws.find(name)
        results[name] = (check(order), bodies(order), both_directions(order))
    failed = any(one.failures for checked, *_ in results.values() for one in checked) or any(b for _, b, _ in results.values())
    if args.json:
        print_json(
            {
                "contract": CONTRACT,
                "laws": {
                    name: {
                        "checks": [
                            {"law": c.name, "checked": c.checked, "failed": c.failures, "note": words.say(c.note)} for c in checked
                        ],
                        "bodies": lint,
                        "both_directions": both,
                    }
                    for name, (checked, lint, both) in results.items()
                },
                "green": not failed,
            }
        )
        return int(failed)
    out = console()
    for name, (checked, lint, both) in results.items():
        out.print(f"[bold]{name}[/bold]")
        for one in checked:
            state = words.say(one.note) if one.note else f"{one.checked} {words.say('checked')}"
            bad = f", [bold red]{len(one.failures)} {words.say('failed')}[/bold red]" if one.failures else ""
            out.print(f"  {'✕' if one.failures else '–' if one.note else '✓'} {words.say(one.name)}: {state}{bad}")
            for failure in one.failures:
                out.print(f"      {failure.replace('[', chr(92) + '[')}")
        for fault in lint:
            out.print(f"  ✕ {fault}")
        if both:
            out.print(f"  {words.say('note: {count} uses of a fact in both directions (--json names them)', count=len(both))}", style="dim")
    return int(failed)
