"""The case line as plain data: the contract, version 1, that pages, programs and other institutions rely on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wellfounded.claim.case_line import ApplicationLine, CaseLine, Element, Next, RemedyLine
from wellfounded.claim.counting import Counted
from wellfounded.claim.events import Event
from wellfounded.logic.days import Day
from wellfounded.readings.exact import Missing
from wellfounded.readings.reasons import Finding
from wellfounded.readings.values import OPEN, TRUTHS, as_day
from wellfounded.readings.words import Words
from wellfounded.rules.citations import Citation, weakest
from wellfounded.rules.rule import Unclear

CONTRACT = 1
Plain = dict[str, Any]


def contract(line: CaseLine, words: Words) -> Plain:
    """The case line as `wellfounded show --json` prints it. Keys at the top speak of the current application."""
    current = line.current
    return {
        "contract": CONTRACT,
        "law": line.law.id,
        "on": line.on.isoformat(),
        "title": line.case.title,
        "stage": stage(current.stage),
        "stage_words": stage_words(line, current.stage, words),
        "applications": [_application(line, a, words) for a in line.applications],
        "timeline": [_event(line, e, words) for e in line.timeline],
        "left_out": line.left_out,
        "remedies": [remedy(line, r, words) for r in current.remedies],
        "removal": _removal(line, words),
        "next": [_next(line, n, words) for n in line.next],
        "changed": [
            {"on": c.on.isoformat(), "words": words.say(c.words), "cites": cites(c.cites, c.on, words)}
            for c in line.changed
        ],
        "law_unclear": [unclear(doubt, line.on, words) for doubt in line.unclear],
        "assessment": {
            **{e.name: answer(e.finding) for e in line.assessment},
            "elements": {e.name: _element(line, e, words) for e in line.elements},
        },
    }


def stage(stages: frozenset[str]) -> str:
    """The stage; where it is open, those that are possible, joined by `|`."""
    return "|".join(sorted(stages))


def stage_words(line: CaseLine, stages: frozenset[str], words: Words) -> str:
    """The stage as a sentence."""
    said = [words.say(line.law.stages.get(name, name)) for name in sorted(stages)]
    return said[0] if len(said) == 1 else words.say("Not established: {either}", either=" / ".join(said))


def span(day: Day | None) -> Plain | None:
    """A day as its two ends and its text (EDTF)."""
    if day is None:
        return None
    return {"earliest": day.earliest.isoformat(), "latest": day.latest.isoformat(), "text": day.text}


def answer(finding: Finding) -> str:
    """The exact answer of a finding; what was not tried is open."""
    return "open" if finding.settled == "not_tried" else finding.settled


def cites(citations: Iterable[Citation], on: date, words: Words) -> list[Plain]:
    """Citations as numbered on a day, each once."""
    found = {
        c.text(on): {"source": c.source.id, "article": c.article(on), "on": on.isoformat(), "text": words.cite(c, on)}
        for c in citations
    }
    return list(found.values())


def finding(found: Finding, on: date, words: Words, told: set[tuple[str, str]] | None = None) -> Plain:
    """A finding with the reasons that decide it. A reason met again below the same answer is not told again."""
    told = set() if told is None else told
    repeated = (found.rule, found.application) in told
    told.add((found.rule, found.application))
    return {
        "rule": found.rule,
        "application": found.application,
        "value": value(found.type, found.value),
        "settled": found.settled,
        "words": words.say(found.words, **found.args),
        "args": {key: (arg.text if isinstance(arg, Day) else arg) for key, arg in found.args.items()},
        "cites": cites(found.cites, on, words),
        "confidence": found.confidence,
        "in_force": found.in_force,
        "conflict": found.conflict,
        "facts": [
            {
                "fact": f.fact.name,
                "question": words.say(f.fact.question),
                "application": f.application,
                "value": value(f.fact.type, f.value),
            }
            for f in found.facts
        ],
        "unclear": [unclear(doubt, on, words) for doubt in found.unclear],
        "burden": [{"on": b.on, "why": words.say(b.why), "cites": cites(b.cites, on, words)} for b in found.burden],
        "repeated": repeated,
        "because": [] if repeated else [finding(reason, on, words, told) for reason in found.because],
    }


def value(type_: str, held: Any) -> Any:
    """A value of a fact or finding as plain data."""
    if type_ == "truth":
        return TRUTHS[held].value
    if type_ == "day":
        day = span(as_day(held))
        return {**day, "happened": TRUTHS[held[2]].value} if day and held[2] == OPEN else day
    if type_ == "count":
        return held[0] if held[0] == held[1] else {"least": held[0], "most": held[1]}
    return next(iter(held)) if len(held) == 1 else sorted(held)


def unclear(doubt: Unclear, on: date, words: Words) -> Plain:
    """A doubtful text with its readings."""
    return {
        "question": words.say(doubt.question),
        "readings": [words.say(reading.words) for reading in doubt.readings],
        "settled_by": words.say(doubt.settled_by),
        "cites": cites(doubt.cites, on, words),
    }


def missing(facts: Iterable[Missing], words: Words) -> list[Plain]:
    """The missing facts that matter, those that settle most first."""
    return [
        {
            "fact": m.fact.name,
            "question": words.say(m.fact.question),
            "application": m.application,
            "settles": m.settles,
            "answers": m.answers,
        }
        for m in facts
    ]


def counted(steps: Iterable[Counted], words: Words) -> list[str]:
    """The counting of a last day, step by step."""
    said = []
    for count in steps:
        for end in count.steps:
            said += [words.say(step.text, **dict(step.args)) for step in end]
    return said


def remedy(line: CaseLine, found: RemedyLine, words: Words) -> Plain:
    """A remedy on the day."""
    law = found.remedy
    citations = [*found.available.cites, *found.finding.cites, *(c for k in found.counting for c in k.period.cites)]
    return {
        "remedy": law.name,
        "words": words.say(law.words),
        "application": found.application,
        "who": law.who,
        "state": found.state,
        "recorded": found.recorded,
        "open": found.open.value,
        "starts": span(found.starts),
        "last_day": span(found.last_day),
        "outer_last_day": span(found.outer_last_day),
        "days_left": found.days_left,
        "counting": counted(found.counting, words),
        "with": words.say(law.authority),
        "if_missed": words.say(law.if_missed),
        "cites": cites(citations, line.on, words),
        "confidence": weakest(found.available.confidence, found.finding.confidence),
    }


def _application(line: CaseLine, found: ApplicationLine, words: Words) -> Plain:
    return {
        "id": found.id,
        "stage": stage(found.stage),
        "stage_words": stage_words(line, found.stage, words),
        "versions": [
            {"rule": f.rule, "in_force": f.in_force, "cites": cites(f.cites, line.on, words)} for f in found.versions
        ],
        "remedies": [remedy(line, r, words) for r in found.remedies],
    }


def _event(line: CaseLine, event: Event, words: Words) -> Plain:
    return {
        "event": event.kind,
        "words": words.say(line.law.kinds[event.kind].says),
        "day": span(event.day),
        "notified": span(event.notified),
        "how": event.how,
        "application": event.application or None,
        "fields": {key: (v.text if isinstance(v, Day) else v) for key, v in event.fields.items()},
        "note": event.note,
    }


def _removal(line: CaseLine, words: Words) -> Plain:
    found = line.removal
    return {
        "barred": found.barred,
        "ground": found.ground,
        "treat_as": "barred" if found.treated_as_barred else "not_barred",
        "until": span(found.until),
        "destination_barred": found.destination,
        "because": finding(found.because, line.on, words),
        "ground_because": finding(found.ground_because, line.on, words),
        "missing": missing(found.missing, words),
        "warnings": [{"words": words.say(w.words), "cites": cites(f.cites, line.on, words)} for w, f in found.warnings],
        "cites": cites([*found.because.cites, *_deciding(found.because)], line.on, words),
        "confidence": found.because.confidence,
    }


def _deciding(found: Finding) -> list[Citation]:
    return [c for reason in found.because for c in (*reason.cites, *_deciding(reason))]


def _next(line: CaseLine, found: Next, words: Words) -> Plain:
    return {
        "who": found.duty.who,
        "what": words.say(found.duty.words, **found.finding.args),
        "rule": found.finding.rule,
        "by": span(found.by),
        "cites": cites(found.finding.cites, line.on, words),
        "confidence": found.finding.confidence,
    }


def _element(line: CaseLine, found: Element, words: Words) -> Plain:
    return {
        "value": TRUTHS[found.finding.value].value,
        "settled": found.finding.settled,
        "because": finding(found.finding, line.on, words),
        "missing": missing(found.missing, words),
    }
