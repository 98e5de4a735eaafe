"""What the page of the assessment shows of each element of the definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wellfounded.claim import contract
from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.telling import CONFIDENCE
from wellfounded.dossier.assessments import Relied, Row
from wellfounded.dossier.records import Record
from wellfounded.readings.exact import Missing
from wellfounded.web.ask import Ask
from wellfounded.web.assessing.otherwise import Otherwise
from wellfounded.web.exhibits.shown import actor, name_of
from wellfounded.web.forms.facts import asked
from wellfounded.web.forms.rooms import ROOMS, address
from wellfounded.web.lines.tree import held

View = dict[str, Any]
FINDINGS = {"met": "Met", "not_met": "Not met", "open": "Not yet established"}
FIRST, MOST = 4, 8
"""So many missing facts are shown of an element, those first that settle most, and so many facts on which it rests; the
letter has every question, and the reasons every fact.
"""
WHOSE = {"refusal": "The refusal", "review": "The review", "court": "A court"}


def shown(ask: Ask, line: CaseLine, row: Row, writes: frozenset[str], others: Mapping[str, Otherwise]) -> View:
    """An element with its columns. `writes`: the compartments whose forms are linked; `others`: on another day."""
    finding, words = row.element.finding, ask.law_words
    cites = [cite["text"] for cite in contract.cites(finding.cites, line.on, words)]
    return {
        "name": row.name,
        "what": words.say(finding.words, **finding.args),
        "answer": row.answer,
        "said": ask.say(FINDINGS[row.answer]),
        "cites": "; ".join(cites),
        "confidence": finding.confidence,
        "sure": ask.say(CONFIDENCE[finding.confidence]),
        "why": f"/case/{ask.on.number}/why/{finding.rule}/?on={line.on.isoformat()}",
        "own": _own(ask, line, row, writes) if row.recorded else None,
        "apart": bool(row.own) and row.own["finding"] != row.answer,
        "relied": [_relied(ask, one) for one in row.relied[:MOST]],
        "papers": [
            (name_of(ask, p), p.told.title or p.name.shown, address(ask, f"evidence/paper/{p.id}/"), p.told.citation)
            for p in row.papers
        ],
        "cited": [dict(one.body) for one in row.cited],
        "missing": [_missing(ask, line, one, writes) for one in row.element.missing[:FIRST]],
        "more": len(row.element.missing[FIRST:]),
        "beside": [_beside(ask, one, writes) for one in row.beside],
        "otherwise": _otherwise(ask, line, row, others),
        "form": address(ask, f"assessment/{row.name}/"),
        "lay": address(ask, f"assessment/{row.name}/beside/"),
    }


def _own(ask: Ask, line: CaseLine, row: Row, writes: frozenset[str]) -> View:
    """The recorded finding that counts, and how many came before it."""
    latest, facts = row.recorded[-1], line.law.facts
    body = latest.body
    return {
        **{name: body.get(name, "") for name in ("reason", "guideline", "credibility", "opposing")},
        "finding": body["finding"],
        "said": ask.say(FINDINGS[body["finding"]]),
        "facts": [ask.law_words.say(facts[name].question) for name in body.get("facts", ()) if name in facts],
        "papers": [_label(ask, label) for label in body.get("papers", ())],
        "country": body.get("country_information", ()),
        "at": latest.at,
        "by": actor(ask, latest.actor),
        "room": ask.say(ROOMS[latest.compartment]),
        "earlier": len(row.recorded) - 1,
        "strike": _strike(ask, latest, writes),
    }


def _label(ask: Ask, label: str) -> str:
    room, _, number = label.rpartition(" ")
    return f"{ask.say(ROOMS[room])} · {number}" if room in ROOMS else label


def _strike(ask: Ask, record: Record, writes: frozenset[str]) -> str:
    return address(ask, f"record/strike/{record.id}/") if record.compartment in writes else ""


def _relied(ask: Ask, one: Relied) -> View:
    """A fact with who stated it and when."""
    last = one.stated[-1] if one.stated else None
    return {
        "question": ask.law_words.say(one.found.fact.question),
        "held": held(one.found, ask.law_words, ask.words),
        "by": actor(ask, last.actor) if last else "",
        "at": last.at if last else "",
        "day": str(last.body.get("day", "")) if last else "",
        "note": str(last.body.get("note", "")) if last else "",
    }


def _missing(ask: Ask, line: CaseLine, one: Missing, writes: frozenset[str]) -> View:
    return {
        "question": ask.law_words.say(one.fact.question),
        "settles": one.settles,
        "answers": one.answers,
        "form": form_of(ask, line, one.fact.name, writes),
    }


def form_of(ask: Ask, line: CaseLine, fact: str, writes: frozenset[str]) -> str:
    """The address of the field of a fact; empty where it cannot be written."""
    for group, kind in enumerate(line.law.groups):
        for place, found in enumerate(asked(line.law, kind, writes)):
            if found.name == fact:
                return f"{address(ask, f'record/facts/{group}/')}#fact{place}"
    return ""


def _beside(ask: Ask, one: Record, writes: frozenset[str]) -> View:
    body = one.body
    return {
        "whose": ask.say(WHOSE[body["whose"]]),
        **{name: str(body.get(name, "")) for name in ("reason", "paper", "day")},
        "strike": _strike(ask, one, writes),
    }


def _otherwise(ask: Ask, line: CaseLine, row: Row, others: Mapping[str, Otherwise]) -> View | None:
    found = others.get(row.name)
    if found is None:
        return None
    law, words = line.law, ask.law_words
    return {
        "then": found.then,
        "then_said": ask.say(FINDINGS[found.then]),
        "same": found.then == row.answer,
        "texts": ask.say(FINDINGS[found.texts]) if found.parts else "",
        "parts": list(dict.fromkeys(_said(law.rules[part.rule].words, words) or part.rule for part in found.parts)),
    }


def _said(sentence: str, words: Any) -> str:
    return "" if "{" in sentence else str(words.say(sentence))


def gaps(ask: Ask, line: CaseLine, rows: tuple[Row, ...]) -> list[View]:
    """What is not yet established, with the questions to ask, each question once."""
    told: set[str] = set()
    made = []
    for row in rows:
        finding = row.element.finding
        if row.answer == "open":
            questions = [one.fact.question for one in row.element.missing if one.fact.question not in told]
            told.update(questions)
            made.append({"what": ask.law_words.say(finding.words, **finding.args),
                         "questions": [ask.law_words.say(question) for question in questions]})  # fmt: skip
    return made
