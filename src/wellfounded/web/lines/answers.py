"""The answers of a case line as a page shows them, in no language yet: `unsaid.Reader` says them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wellfounded.claim.case_line import CaseLine, Element, RemedyLine
from wellfounded.claim.contract import answer
from wellfounded.claim.counting import Counted
from wellfounded.claim.telling import (
    BARRED,
    CONFIDENCE,
    NO_GROUND,
    STATES,
    WHO,
    every_remedy,
    most_settling,
    next_last_day,
    reasons,
    stages_told,
)
from wellfounded.readings.reasons import Finding
from wellfounded.readings.words import DayCount
from wellfounded.web.lines.unsaid import View, cited, law_says, say

NEAR = 3
"""With fewer days left than these, a last day is about to pass."""
MARKS = {"met": "yes", "not_met": "no", "open": "open", "not_tried": "open"}
"""The class of an answer on a page."""
DESTINATION = {
    "met": "Sending the person to the country of the feared harm is forbidden.",
    "not_met": "",
    "open": "It is not established whether sending the person to the country of the feared harm is forbidden.",
    "not_tried": "",
}


def stage(line: CaseLine) -> View:
    """Where each application stands. `complete`: the day up to which the file tells, where the day asked about lies
    after it; `silent`: the file does not say up to when it tells all.
    """
    told, complete = stages_told(line)
    said = []
    for application, stages in told.items():
        either = [law_says(line.law.stages.get(name, name)) for name in sorted(stages)]
        said.append({"application": application, "either": either})
    return {
        "applications": said,
        "several": len(said) > 1,
        "silent": complete == date.min,
        "complete": None if complete == date.min else complete,
    }


def _last_day(found: RemedyLine, on: date) -> View:
    last = found.last_day
    assert last is not None
    left = (last.earliest - on).days
    return {
        "day": last.earliest,
        "left": left,
        "in_days": DayCount(left),
        "near": left < NEAR,
        "passed": left < 0,
        "gone": last.latest < on,
        "latest": None if last.exact else last.latest,
        "span": last,
    }


def remedy(found: RemedyLine, line: CaseLine) -> View:
    """A remedy: what, by whom, how it stands, until when, and how the last day was counted."""
    law = found.remedy
    sure = found.available.confidence
    return {
        "name": law.name,
        "application": found.application,
        "what": law_says(law.words),
        "who": say(WHO[law.who]),
        "own": law.who == "applicant",
        "state": found.state,
        "said": say(STATES[found.state]),
        "live": found.state in ("open", "unknown"),
        "last": _last_day(found, line.on) if found.last_day else None,
        "waits": law.last_day is not None and found.state == "open" and found.last_day is None,
        "unlimited": law.last_day is None,
        "served": found.starts,
        "counting": _counting(found.counting),
        "to": law_says(law.authority),
        "if_missed": law_says(law.if_missed),
        "cites": cited([*found.available.cites, *found.finding.cites], line.on),
        "confidence": sure,
        "sure": say(CONFIDENCE[sure]),
        "why": found.finding.rule,
    }


def next_day(line: CaseLine) -> View | None:
    """The nearest last day that can still be kept, with all that ends on it; None where none lies ahead."""
    alike = next_last_day(line)
    if not alike:
        return None
    shown = [remedy(found, line) for found in alike]
    first = alike[0]
    sure = first.finding.confidence
    return {
        **_last_day(first, line.on),
        "remedies": shown,
        "own": any(one["own"] for one in shown),
        "counting": shown[0]["counting"],
        "served": shown[0]["served"],
        "cites": cited(first.finding.cites, line.on),
        "confidence": sure,
        "sure": say(CONFIDENCE[sure]),
        "why": first.finding.rule,
    }


def remedies(line: CaseLine) -> list[View]:
    """What is open first, then what is past."""
    return [remedy(found, line) for found in every_remedy(line)]


def _counting(steps: Iterable[Counted]) -> list[View | str]:
    """The counting of a last day, step by step."""
    return [law_says(step.text, **dict(step.args)) for count in steps for end in count.steps for step in end]


def duties(line: CaseLine) -> list[View]:
    """What the law asks next, of whom, by when."""
    return [
        {
            "who": say(WHO[found.duty.who]),
            "what": law_says(found.duty.words, **found.finding.args),
            "by": found.by,
            "cites": cited(found.finding.cites, line.on),
            "confidence": found.finding.confidence,
            "sure": say(CONFIDENCE[found.finding.confidence]),
            "why": found.finding.rule,
        }
        for found in line.next
    ]


def removal(line: CaseLine) -> View:
    """May the person be removed on the day, and why."""
    found = line.removal
    stopped = found.barred == "met" and found.ground != "not_met"
    return {
        "said": say(NO_GROUND if found.ground == "not_met" else BARRED[found.barred]),
        "stopped": stopped,
        "open": found.barred == "open" and found.ground != "not_met",
        "as_barred": found.treated_as_barred,
        "until": found.until if stopped and found.until and found.until.earliest >= line.on else None,
        "reasons": [{**reason(r, found.because, line), "depth": depth} for r, depth in reasons(found.because)],
        "missing": [law_says(m.fact.question) for m in found.missing[:3]],
        "warnings": [
            {"what": law_says(w.words), "cites": cited(f.cites, line.on), "why": f.rule} for w, f in found.warnings
        ],
        "destination": say(DESTINATION[found.destination]),
        "confidence": found.because.confidence,
        "sure": say(CONFIDENCE[found.because.confidence]),
        "why": found.because.rule,
        "ground_why": found.ground_because.rule,
    }


def reason(found: Finding, under: Finding, line: CaseLine) -> View:
    """One reason with its mark and citations; of another application, that is named."""
    return {
        "mark": MARKS[answer(found)],
        "application": found.application if found.application != under.application else "",
        "what": law_says(found.words, **found.args),
        "cites": cited(found.cites, line.on),
        "confidence": found.own_confidence,
        "sure": say(CONFIDENCE[found.own_confidence]),
        "why": found.rule,
    }


def recognition(line: CaseLine) -> View:
    """The definition and its elements: what is established and what not yet, and what would settle most."""

    def shown(element: Element) -> View:
        return {**reason(element.finding, element.finding, line), "name": element.name}

    return {
        "whole": [shown(e) for e in line.assessment if e.finding.in_force],
        "elements": [shown(e) for e in line.elements if e.finding.in_force],
        "settling": [law_says(question) for question in most_settling(line.elements)[:3]],
    }


def doubts(line: CaseLine) -> list[View]:
    """Where the law is unclear, with its readings side by side."""
    return [
        {
            "question": law_says(doubt.question),
            "readings": [law_says(reading.words) for reading in doubt.readings],
            "settled_by": law_says(doubt.settled_by),
            "cites": cited(doubt.cites, line.on),
        }
        for doubt in line.unclear
    ]


def changes(line: CaseLine) -> list[View]:
    """How the law changed along the way, day by day."""
    found: dict[date, list[View]] = {}
    for change in line.changed:
        said = {"what": law_says(change.words), "cites": cited(change.cites, change.on)}
        found.setdefault(change.on, []).append(said)
    return [{"on": on, "changes": said} for on, said in found.items()]
