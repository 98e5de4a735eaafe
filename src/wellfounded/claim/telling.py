"""What a reader of a case line is told first, and in which words: shared by the page of a terminal and that of a
browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wellfounded.claim.case_line import CaseLine, Element, RemedyLine, case_line, stages_on
from wellfounded.readings.reasons import Finding
from wellfounded.readings.values import MET, NOT_MET

STATES = {
    "not_yet": "not yet",
    "open": "open",
    "taken": "taken",
    "lapsed": "lapsed",
    "unavailable": "not available",
    "unknown": "not established",
}
SHOWN = ("open", "unknown", "taken", "lapsed")
"""The states of remedies that are told, in this order."""
WHO = {"applicant": "the applicant", "authority": "the authority"}
CONFIDENCE = {
    "verified": "read in the source",
    "known": "known, not confirmed in a source",
    "doubtful": "doubtful: ask a lawyer",
}
BARRED = {
    "met": "No: a rule stops removal.",
    "not_met": "No rule stops removal.",
    "open": "Not established.",
}
NO_GROUND = "There is no ground for removal."


def as_told(line: CaseLine) -> tuple[CaseLine, date | None]:
    """The line in which the stage is told, and the day up to which the file is complete where that day lies before
    the day asked about (None where it does not, `date.min` where the file does not say): then the stage is that of the
    day up to which it is, and of what is recorded alone where none is said.
    """
    upto, complete = _told_upto(line)
    if upto is None:
        return line, complete
    return case_line(line.law, replace(line.case, complete=dict.fromkeys(line.law.lanes, upto)), upto), complete


def _told_upto(line: CaseLine) -> tuple[date | None, date | None]:
    """The day of the line in which the stage is told, where it is another, and the day that is said beside it."""
    complete = min(line.case.complete.values(), default=None)
    if complete is not None and complete >= line.on:
        return None, None
    return complete or line.on, complete or date.min


def stages_told(line: CaseLine) -> tuple[dict[str, frozenset[str]], date | None]:
    """The stages of each application in the line in which the stage is told, and the same day, without the rest of
    that line.
    """
    upto, complete = _told_upto(line)
    if upto is None:
        return {application.id: application.stage for application in line.applications}, complete
    return stages_on(line.law, replace(line.case, complete=dict.fromkeys(line.law.lanes, upto)), upto), complete


def every_remedy(line: CaseLine) -> list[RemedyLine]:
    """What is open or may be, with what ends first; then what was taken or has lapsed."""
    shown = [r for a in line.applications for r in a.remedies if r.state in SHOWN and r.recorded]
    return sorted(shown, key=_order)


def _order(found: RemedyLine) -> tuple[int, date]:
    last = found.last_day.earliest if found.last_day and found.state in ("open", "unknown") else date.max
    return SHOWN.index(found.state), last


def next_last_day(line: CaseLine) -> list[RemedyLine]:
    """The nearest last day that can still be kept, with all that ends then: act by the earliest. Empty if none is."""
    on = line.on
    every = [r for a in line.applications for r in a.remedies if r.recorded and r.state in ("open", "unknown")]
    coming = [(r, r.last_day) for r in every if r.last_day is not None and r.last_day.latest >= on]
    if not coming:
        return []
    _, nearest = min(coming, key=lambda found: max(found[1].earliest, on))
    return [r for r, day in coming if day == nearest]


def removal_said(line: CaseLine) -> str:
    """The answer to whether the person may be removed."""
    return NO_GROUND if line.removal.ground == "not_met" else BARRED[line.removal.barred]


def reasons(finding: Finding) -> Iterator[tuple[Finding, int]]:
    """The reasons one step below an answer, and under one that is not met what took it away, each with its depth
    (0 or 1). Of several applications with the same reason, the current one is named.
    """
    found = finding
    told: set[str] = set()
    while True:
        below = [r for r in found.because if r.type == "truth" and r.rule not in told]
        alike = {r.rule for r in below}
        if len(alike) != 1 or found.facts or not below[0].because:
            break
        told |= alike
        found = below[0]
    for reason in below:
        if reason.rule not in told:
            told.add(reason.rule)
            yield reason, 0
            for turn in turns(reason, 4):
                if turn.rule not in told:
                    told.add(turn.rule)
                    yield turn, 1


def turns(finding: Finding, depth: int) -> list[Finding]:
    """The nearest reasons that are met under one that is not: what took the answer away."""
    if finding.value != NOT_MET:
        return []
    found: list[Finding] = []
    for reason in finding.because:
        if reason.type == "truth" and reason.value == MET:
            found.append(reason)
        elif reason.type == "truth" and depth > 1:
            found += turns(reason, depth - 1)
    return found


def most_settling(elements: tuple[Element, ...]) -> list[str]:
    """The questions of the missing facts, those first whose answers settle most elements."""
    best: dict[str, float] = {}
    for element in elements:
        for missing in element.missing:
            share = missing.settles / missing.answers
            best[missing.fact.question] = best.get(missing.fact.question, 0) + share
    return sorted(best, key=lambda question: -best[question])
