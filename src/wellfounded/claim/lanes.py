"""What the picture of a case shows, lane by lane, before anything is drawn: bars, marks, windows, stretches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial
from typing import Any, Literal

from wellfounded.claim.case_line import CaseLine, RemedyLine
from wellfounded.claim.events import Event
from wellfounded.claim.record import Record, record
from wellfounded.logic.days import Day
from wellfounded.readings.values import MET, NOT_MET
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder, Span
from wellfounded.rules.rule import Rule

Standing = Literal["stopped", "not_stopped", "no_ground", "open"]
REMOVAL = "removal"
"""The lane in which it stands whether removal is stopped; a law without it shows this in its first lane."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the procedure. `last` None: it goes on. `until`: the day up to which it was granted."""

    span: Span
    begins: Event
    ends: Event | None
    first: Day
    last: Day | None
    until: Day | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened; `notice`: the day on which notice of it was given."""

    event: Event
    day: Day
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one day to another, both counted, whether a rule stopped removal stood the same."""

    first: date
    last: date
    standing: Standing


def marks(line: CaseLine, lane: str) -> list[Mark]:
    """What happened in a lane up to the day asked about, where the day is known at all."""
    found = []
    for event in line.timeline:
        if line.law.kinds[event.kind].lane != lane:
            continue
        if event.day is not None:
            found.append(Mark(event, event.day))
        if event.notified is not None and event.notified != event.day and event.notified.earliest <= line.on:
            found.append(Mark(event, event.notified, notice=True))
    return found


def bars(line: CaseLine, lane: str) -> list[Bar]:
    """The stretches of the procedure in a lane, in the order of their beginning."""
    found = [
        _bar(line, span, at, event, event.day)
        for at, event in enumerate(line.timeline)
        for span in line.law.spans
        if event.kind == span.begins and span.lane == lane and event.day is not None and _fits(event, span)
    ]
    # What was granted until a day that nobody has recorded may have ended long ago.
    return [bar for bar in found if bar.last is not None or bar.until is not None or not bar.span.until]


def _fits(event: Event, span: Span) -> bool:
    return all(str(event.fields.get(key, "")) in values.split("|") for key, values in span.where.items())


def _bar(line: CaseLine, span: Span, at: int, begins: Event, first: Day) -> Bar:
    ends = next((e for e in line.timeline[at + 1 :] if _ends(line.law, span, begins, e)), None)
    until = begins.fields.get(span.until) if span.until else None
    last = ends.day if ends else None
    if isinstance(until, Day):
        if until.latest < line.on and (last is None or until.before(last).value == "met"):
            last, ends = until, None
    else:
        until = None
    if last is not None and last.latest < first.earliest:
        last = first
    return Bar(span, begins, ends, first, last, until)


def _ends(law: LegalOrder, span: Span, begins: Event, event: Event) -> bool:
    if event.kind not in span.ends.split("|") or event.day is None:
        return False
    scopes = {law.kinds[begins.kind].scope, law.kinds[event.kind].scope}
    if scopes == {"application"} and event.application != begins.application:
        return False
    named = (key for key in span.same if key in begins.fields and key in event.fields)
    return all(begins.fields[key] == event.fields[key] for key in named)


def windows(line: CaseLine, lane: str) -> list[RemedyLine]:
    """The times in which something may be done, or the applicant might have done it, in the lane of what one does."""
    return [
        found
        for found in dated(line)
        if lane_of(line.law, found.remedy.taken) == lane
        if found.remedy.who == "applicant" or ahead(found, line.on)
    ]


def dated(line: CaseLine) -> list[RemedyLine]:
    """The windows that rest on a recorded day: of what nobody has recorded there is no day to draw."""
    every = (remedy for application in line.applications for remedy in application.remedies)
    return [r for r in every if r.recorded and r.last_day is not None and r.state not in ("not_yet", "unavailable")]


def ahead(found: RemedyLine, on: date) -> bool:
    """Whether a window can, or perhaps can, still be used on the day."""
    return found.state in ("open", "unknown") and found.last_day is not None and found.last_day.latest >= on


def lane_of(law: LegalOrder, taken: Rule[Any]) -> str:
    """The lane of the event that a rule looks for first: a window to sue stands where suits stand."""
    todo, seen = [taken.name], set()
    while todo:
        name = todo.pop(0)
        seen.add(name)
        for node in walk(law.rules[name].tree()):
            if node.op == "fact" and node.args[0].folds:
                return law.kinds[node.args[0].folds[0].kind].lane
            if node.op == "rule" and node.args[0] not in seen:
                todo.append(node.args[0])
    return next(iter(law.lanes))


def removal(line: CaseLine, since: date = date.min) -> list[Stretch]:
    """From the first application on, or from a later day: whether a rule stopped removal, under the law and the file of
    each day.
    """
    begun = [e.day.earliest for e in line.timeline if e.day and line.law.kinds[e.kind].scope == "application"]
    if not begun or max(min(begun), since) > line.on:
        return []
    stands = cache(partial(_standing, line))
    first = max(min(begun), since)
    days = sorted({first, *(d for d in _turning(line) if first < d <= line.on)})
    turns = list(days)
    for day, after in zip(days, (*days[1:], line.on + timedelta(1)), strict=True):
        turns += _within(stands, day, after - timedelta(1))
    return _merged([(day, stands(day)) for day in sorted(turns)], line.on)


def _turning(line: CaseLine) -> Iterator[date]:
    """The days on which something changed: the file, a last day, or the law."""
    for event in line.timeline:
        for day in (event.day, event.notified, *event.fields.values()):
            if isinstance(day, Day):
                yield from (day.earliest, day.latest + timedelta(1))
    for application in line.applications:
        for remedy in application.remedies:
            if remedy.last_day is not None:
                yield from (remedy.last_day.earliest + timedelta(1), remedy.last_day.latest + timedelta(1))
    yield from (change.on for change in line.law.changes)


def _within(stands: Callable[[date], Standing], first: date, last: date) -> Iterator[date]:
    """The turns that no day of the file announces, found by halving."""
    while stands(first) != stands(last):
        low, high = first, last
        while (high - low).days > 1:
            middle = low + (high - low) // 2
            low, high = (middle, high) if stands(middle) == stands(first) else (low, middle)
        yield high
        first = high


def _standing(line: CaseLine, day: date) -> Standing:
    made = record(line.law, line.case, day)
    barred = _answer(made, line.law.removal.barred)
    if barred == "met":
        return "stopped"
    if _answer(made, line.law.removal.ground) == "not_met":
        return "no_ground"
    return "not_stopped" if barred == "not_met" else "open"


def _answer(made: Record, rule: Rule[Any]) -> str:
    begun = {e.application for e in made.case.events if e.day is not None and e.day.earliest <= made.on}
    row = [row for row in made.rows if row.name in begun][-1]
    value = made.reader.reading.value(rule.name, row)
    if value in (MET, NOT_MET):
        return "met" if value == MET else "not_met"
    return made.reader.exact.settle(rule.name, row, made.known)


def _merged(found: list[tuple[date, Standing]], on: date) -> list[Stretch]:
    merged: list[Stretch] = []
    ends = (*(day - timedelta(1) for day, _ in found[1:]), on)
    for (day, standing), end in zip(found, ends, strict=True):
        same = merged and merged[-1].standing == standing
        first = merged.pop().first if same else day
        merged.append(Stretch(first, end, standing))
    return merged
