"""The reasons of one answer as a page shows them: to some depth, with the facts, the doubts and the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wellfounded.claim import contract
from wellfounded.claim.record import Record, record
from wellfounded.claim.telling import CONFIDENCE
from wellfounded.logic.errors import BadInput
from wellfounded.readings.person import Row
from wellfounded.readings.reasons import FactFound, Finding
from wellfounded.readings.values import FIRST_DAY, as_day
from wellfounded.readings.words import Words
from wellfounded.rules.citations import Source
from wellfounded.web.lines.answers import MARKS
from wellfounded.web.lines.opening import Told

DEPTH = 4
"""So many steps of reasons are shown; what lies below has a page of its own."""
HELD = {"met": "yes", "not_met": "no", "open": "not established"}

View = dict[str, Any]


def why(told: Told, rule: str, on: Any, words: Words, page: Words) -> View:
    """The tree of reasons of a rule on a day. Refuses a rule that the law does not have."""
    if told.law is None or told.case is None or not any(event.day for event in told.case.events):
        raise BadInput("Nothing has been recorded of this case yet. Record the first event.")
    if rule not in told.law.rules:
        raise BadInput("The law has no rule of this name. Go back, and choose a reason from the case line.")
    made = record(told.law, told.case, on)
    row = made.rows[-1]
    found = made.finding(told.law.rules[rule], row)
    lodged: set[str] = set()
    sources: dict[str, Source] = {}
    return {
        "tree": _node(found, made, (words, page), lodged, sources, DEPTH),
        "missing": [
            {"question": words.say(m.fact.question), "settles": m.settles, "answers": m.answers}
            for m in _missing(made, found, row)
        ],
        "sources": [_source(source) for source in sources.values()],
    }


def _node(
    found: Finding, made: Record, tongues: tuple[Words, Words], told: set[str], sources: dict[str, Source], depth: int
) -> View:
    words, page = tongues
    key = f"{found.rule}/{found.application}"
    repeated = key in told
    told.add(key)
    sources.update({citation.source.id: citation.source for citation in found.cites})
    deeper = bool(found.because or found.facts)
    shown = not repeated and depth > 0
    return {
        "rule": found.rule,
        "mark": MARKS[contract.answer(found)] if found.type == "truth" else "",
        "what": words.say(found.words, **found.args),
        "application": found.application if len(made.rows) > 1 else "",
        "cites": "; ".join(c["text"] for c in contract.cites(found.cites, made.on, words)),
        "confidence": found.own_confidence,
        "sure": page.say(CONFIDENCE[found.own_confidence]),
        "in_force": found.in_force,
        "conflict": found.conflict,
        "facts": list(_facts(found, tongues)) if shown else [],
        "doubts": [
            {"question": words.say(d.question), "readings": [words.say(r.words) for r in d.readings]}
            for d in found.unclear
        ]
        if shown
        else [],
        "burden": [words.say(lay.why) for lay in found.burden] if shown else [],
        "because": [_node(r, made, tongues, told, sources, depth - 1) for r in found.because] if shown else [],
        "further": deeper and not shown,
        "repeated": repeated,
    }


def _facts(found: Finding, tongues: tuple[Words, Words]) -> Iterator[View]:
    for fact in found.facts:
        yield {"question": tongues[0].say(fact.fact.question), "held": held(fact, *tongues)}


def held(found: FactFound, words: Words, page: Words) -> str:
    """What the file says of a fact."""
    known = contract.value(found.fact.type, found.value)
    if known is None:
        return page.say("it did not happen")
    day = as_day(found.value) if found.fact.type == "day" else None
    if day is not None and not ("happened" in known and found.value[0] == FIRST_DAY):
        return page.say("{day}, or not at all", day=day) if "happened" in known else page.day(day)
    if isinstance(known, dict | list):
        return page.say("not established")
    if known in HELD:
        return page.say(HELD[known])
    return words.value(known)


def _missing(made: Record, found: Finding, row: Row) -> list[Any]:
    unsettled = found.type == "truth" and found.settled in ("open", "not_tried")
    return made.reader.exact.missing(found, row) if unsettled else []


def _source(source: Source) -> View:
    address = source.read_in if source.read_in.startswith("https://") else ""
    return {
        "title": source.title,
        "original": source.original,
        "short": source.abbreviation,
        "checked": source.checked,
        "read_in": "" if address else source.read_in,
        "address": address,
    }
