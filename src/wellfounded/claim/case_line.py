"""The case line at a day: where each application stands, what can be done until when, and what the law asks next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from wellfounded.claim.counting import Counted, counting
from wellfounded.claim.events import Case, Event
from wellfounded.claim.fold import standing
from wellfounded.claim.record import STAGE, Record, record
from wellfounded.logic.days import Day
from wellfounded.logic.truth import Truth
from wellfounded.readings.exact import Missing
from wellfounded.readings.person import PersonReading, Row
from wellfounded.readings.reasons import Finding, Settled, doubts
from wellfounded.readings.values import FIRST_DAY, MET, NOT_MET, OPEN, as_day
from wellfounded.rules.order import Caution, Change, Duty, LegalOrder, Remedy
from wellfounded.rules.rule import Unclear

State = Literal["not_yet", "open", "taken", "lapsed", "unavailable", "unknown"]
_SETTLED: dict[int, Settled] = {MET: "met", NOT_MET: "not_met", OPEN: "open"}
_OPEN: dict[State, Truth] = {"open": Truth.MET, "unknown": Truth.OPEN}


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """A remedy on the day asked about. Where the last day is a range, act by the earliest.

    `recorded`: it is there by what the file records alone, not only by what may have happened unrecorded. Its last
    day is then the one that follows from what is recorded; the state says whether that is established.
    """

    remedy: Remedy
    application: str
    state: State
    starts: Day | None
    last_day: Day | None
    outer_last_day: Day | None
    days_left: int | None
    counting: tuple[Counted, ...]
    finding: Finding
    available: Finding
    recorded: bool

    @property
    def open(self) -> Truth:
        """Whether the remedy can be used on the day."""
        return _OPEN.get(self.state, Truth.NOT_MET)


@dataclass(frozen=True, slots=True)
class RemovalLine:
    """Whether a rule stops removal, whether there is any ground for it, and how to act meanwhile."""

    barred: Settled
    ground: Settled
    treated_as_barred: bool
    until: Day | None
    destination: Settled
    because: Finding
    ground_because: Finding
    missing: tuple[Missing, ...]
    warnings: tuple[tuple[Caution, Finding], ...]
    ordered: Settled = "open"
    """Whether an order to send the person away stands, by what the file tells."""


@dataclass(frozen=True, slots=True)
class Next:
    """What the law asks next."""

    duty: Duty
    by: Day | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the definition, or its whole."""

    name: str
    finding: Finding
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application on the day."""

    id: str
    stage: frozenset[str]
    versions: tuple[Finding, ...]
    remedies: tuple[RemedyLine, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """The whole case on a day; what is not named by an application speaks of the current one."""

    law: LegalOrder
    case: Case
    on: date
    applications: tuple[ApplicationLine, ...]
    timeline: tuple[Event, ...]
    left_out: int
    removal: RemovalLine
    next: tuple[Next, ...]
    changed: tuple[Change, ...]
    unclear: tuple[Unclear, ...]
    assessment: tuple[Element, ...]
    elements: tuple[Element, ...]
    perhaps_owed: tuple[Duty, ...] = ()
    """The duties of which the file does not tell whether they are owed."""

    @property
    def current(self) -> ApplicationLine:
        """The application lodged last."""
        return self.applications[-1]


def case_line(law: LegalOrder, case: Case, on: date) -> CaseLine:
    """Read a case on a day under its law."""
    made = record(law, case, on)
    if all(case.complete.get(lane, date.min) >= on for lane in law.lanes):
        told = made
    else:
        told = record(law, replace(case, complete=dict.fromkeys(law.lanes, on)), on)
    lodged = _rows(made)
    applications = tuple(_application(made, told, row) for row in lodged)
    row = lodged[-1]
    removal = _removal(made, row)
    next_, perhaps_owed = _next(made, row)
    assessment = tuple(Element(name, made.finding(rule, row), ()) for name, rule in law.assessment.items())
    elements = tuple(_element(made, name, rule.name, row) for name, rule in law.elements.items())
    shown = [removal.because, removal.ground_because, *(e.finding for e in assessment)]
    shown += [f for a in applications for r in a.remedies for f in (r.finding, r.available)]
    return CaseLine(
        law,
        made.case,
        on,
        applications,
        tuple(_timeline(made)),
        made.left_out,
        removal,
        tuple(next_),
        tuple(_changes(made)),
        tuple(doubts(shown)),
        assessment,
        elements,
        tuple(perhaps_owed),
    )


def stages_on(law: LegalOrder, case: Case, on: date) -> dict[str, frozenset[str]]:
    """The stages that are possible for each application of a case on a day, without the rest of its case line."""
    made = record(law, case, on)
    return {row.name: _stages(made, row) for row in _rows(made)}


def _rows(made: Record) -> list[Row]:
    return [row for row in made.rows if _lodged(made, row)] or list(made.rows[:1])


def _stages(made: Record, row: Row) -> frozenset[str]:
    rule = made.reader.law.stage.name
    return made.reader.exact.possible(rule, row, made.known, made.purse, STAGE)


def _lodged(made: Record, row: Row) -> bool:
    return any(e.kind == "applied" and e.application == row.name and _begun(e, made.on) for e in made.case.events)


def _begun(event: Event, on: date) -> bool:
    return event.day is None or event.day.earliest <= on


def _timeline(made: Record) -> list[Event]:
    seen = [e for e in standing(made.case.events) if _begun(e, made.on)]
    return sorted(seen, key=lambda e: (e.day.earliest, e.day.latest) if e.day else (date.min, date.max))


def _application(made: Record, told: Record, row: Row) -> ApplicationLine:
    reading = made.reader.reading
    as_told = told.rows[row.index]
    remedies = tuple(_remedy(made, row, remedy, as_told) for remedy in made.reader.law.remedies)
    dated = [rule for rule in reading.law.rules.values() if len(rule.versions) > 1]
    versions = tuple(made.reader.explanation.finding(rule.name, row) for rule in dated)
    return ApplicationLine(row.name, _stages(made, row), versions, remedies)


def _remedy(made: Record, row: Row, remedy: Remedy, told: Row) -> RemedyLine:
    reading = made.reader.reading
    available = made.finding(remedy.available, row)
    starts, last, taken = _days(reading, remedy, row)
    state = remedy_state(row.on, available.value, starts, last, taken)
    days_told = _days(reading, remedy, told)
    lies = reading.value(remedy.available.name, told)
    recorded = remedy_state(told.on, lies, *days_told) not in ("not_yet", "unavailable")
    # A day that may have moved by what nobody recorded has no end that helps: the day of the record is named instead.
    counted, (begun, ends, _) = (told, days_told) if recorded else (row, (starts, last, taken))
    shown = ends if _dated(begun, ends) and available.value != NOT_MET else None
    outer = reading.value(remedy.outer_last_day.name, counted) if remedy.outer_last_day else None
    finding = made.reader.explanation.finding((remedy.last_day or remedy.starts).name, row)
    return RemedyLine(
        remedy,
        row.name,
        state,
        as_day(begun if shown else starts),
        as_day(shown) if shown else None,
        as_day(outer) if outer and shown else None,
        shown[0] - row.on if shown and state in ("open", "unknown") and shown[0] >= row.on else None,
        tuple(counting(reading, remedy.last_day.name, counted)) if shown and remedy.last_day else (),
        finding,
        available,
        recorded,
    )


DayValue = tuple[int, int, int]


def _days(reading: PersonReading, remedy: Remedy, row: Row) -> tuple[DayValue, DayValue | None, int]:
    """From when a remedy runs, its last day, and whether it was taken."""
    last = reading.value(remedy.last_day.name, row) if remedy.last_day else None
    return reading.value(remedy.starts.name, row), last, reading.value(remedy.taken.name, row)


def _dated(starts: DayValue, last: DayValue | None) -> bool:
    """Whether something bounds the last day."""
    return last is not None and bool(last[2]) and starts[0] > FIRST_DAY


def remedy_state(
    on: int, available: int, starts: tuple[int, int, int], last: tuple[int, int, int] | None, taken: int
) -> State:
    """The state of a remedy from the answers of its rules on a day."""
    if taken == MET:
        return "taken"
    if starts[2] == NOT_MET or starts[0] > on:
        return "not_yet"
    if available == NOT_MET:
        return "unavailable"
    if last is not None and last[2] and last[1] < on:
        return "lapsed" if taken == NOT_MET else "unknown"
    sure = available == MET and taken == NOT_MET and starts[2] == MET and starts[1] <= on
    if sure and (last is None or not last[2] or on <= last[0]):
        return "open"
    return "unknown"


def _removal(made: Record, row: Row) -> RemovalLine:
    law, reading = made.reader.law, made.reader.reading
    removal = law.removal
    barred, ground = made.finding(removal.barred, row), made.finding(removal.ground, row)
    settled = barred.settled if barred.settled != "not_tried" else "open"
    warnings = [(w, made.finding(w.shown, row)) for w in removal.warnings]
    missing = made.reader.exact.missing(barred, row) if settled == "open" else []
    until = reading.value(removal.until.name, row)
    return RemovalLine(
        settled,
        ground.settled,
        settled == "met" or (settled == "open" and reading.value(removal.treated_as_barred.name, row) == MET),
        as_day(until) if until[2] else None,
        made.finding(removal.destination, row).settled,
        barred,
        ground,
        tuple(missing),
        tuple((w, f) for w, f in warnings if f.value == MET),
        _SETTLED[reading.value(removal.ordered.name, row)] if removal.ordered else "open",
    )


def _next(made: Record, row: Row) -> tuple[list[Next], list[Duty]]:
    """The duties that are owed, and those that may be."""
    reading = made.reader.reading
    owed_now, perhaps = [], []
    for duty in made.reader.law.duties:
        owed = made.finding(duty.owed, row)
        if owed.settled == "met":
            by = reading.value(duty.by.name, row) if duty.by else None
            owed_now.append(Next(duty, as_day(by) if by and by[2] else None, owed))
        elif owed.settled != "not_met":
            perhaps.append(duty)
    return owed_now, perhaps


def _changes(made: Record) -> Iterator[Change]:
    days = [e.day.earliest for e in _timeline(made) if e.day]
    told: set[tuple[date, str]] = set()
    for change in made.reader.law.changes:
        if days and min(days) < change.on <= made.on and (change.on, change.words) not in told:
            told.add((change.on, change.words))
            yield change


def _element(made: Record, name: str, rule: str, row: Row) -> Element:
    finding = made.finding(made.reader.law.rules[rule], row)
    open_ = finding.value == OPEN and finding.settled in ("open", "not_tried")
    return Element(name, finding, tuple(made.reader.exact.missing(finding, row)) if open_ else ())
