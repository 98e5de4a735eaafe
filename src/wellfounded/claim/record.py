"""A case made ready to be read on a day: days narrowed by what is known between them, folded into rows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from wellfounded.claim.between import links, narrow
from wellfounded.claim.case_file import counted
from wellfounded.claim.events import Case
from wellfounded.claim.fold import Folded, fold, standing, ties
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.exact import LIMIT, Exact, Purse
from wellfounded.readings.known import NOTHING, Known
from wellfounded.readings.person import PersonReading, Row, with_family
from wellfounded.readings.reasons import Explanation, Finding
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule


@dataclass(frozen=True, eq=False)
class Reader:
    """The readings of one law, made once and used for every case."""

    law: LegalOrder
    reading: PersonReading
    explanation: Explanation
    exact: Exact


@lru_cache(maxsize=8)
def _reader(law_id: int, law: _Held) -> Reader:
    reading = PersonReading(law.law)
    return Reader(law.law, reading, Explanation(reading), Exact(reading))


class _Held:
    """A law as a key: the key keeps the law alive, so that its number cannot be given to another."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.law is self.law

    def __hash__(self) -> int:
        return id(self.law)


def reader(law: LegalOrder) -> Reader:
    """The readings of a law."""
    return _reader(id(law), _Held(law))


WHOLE_CASE = 1200
"""How many evaluations the exact answers of a whole case may cost: enough for any file that tells most of its case."""
BELOW = 20
"""Of these, how many for a reason below an answer."""
STAGE = 200
"""Of these, how many for the stage of an application."""


@dataclass(frozen=True, eq=False)
class Record:
    """A person's applications on a day, ready for every rule."""

    reader: Reader
    case: Case
    on: date
    rows: tuple[Row, ...]
    known: Known
    purse: Purse
    left_out: int
    """How many events of the file lie after the day."""
    tried: set[int] = field(default_factory=set)

    def finding(self, rule: Rule[Any], row: Row) -> Finding:
        """The finding of a rule for a row, settled exactly; what it rests on, with less effort."""
        found = self.reader.explanation.finding(rule.name, row)
        self._settle(found, row, LIMIT)
        return found

    def _settle(self, found: Finding, row: Row, limit: int) -> None:
        if found.settled != "not_tried" or found.type != "truth" or id(found) in self.tried:
            return
        self.tried.add(id(found))
        at = next((other for other in (*row.rows, *row.family) if other.name == found.application), row)
        # What is known of the days is known of the person's own rows only.
        known = self.known if at in row.rows else NOTHING
        found.settled = self.reader.exact.settle(found.rule, at, known, self.purse, limit)
        for reason in found.because:
            self._settle(reason, at, BELOW)


def record(law: LegalOrder, case: Case, on: date) -> Record:
    """Read a case on a day. Refuses an order of days that no completion allows."""
    counted(Day(on, on))
    made = reader(law)

    def longest(remedy: str, start: Day) -> int:
        return _longest(law, remedy, start)

    narrowed = replace(case, events=narrow(law, case.events, longest), applications=lodging_order(case))
    folded = fold(law, narrowed, on)
    rows = made.reading.rows(folded.rows, on)
    with_family(rows, [made.reading.rows(_relative(law, kin, on).rows, on) for kin in case.family])
    later = [e for e in standing(narrowed.events) if e.day is not None and e.day.earliest > on]
    known = Known(links(law, narrowed.events, folded, longest), folded.spans, tuple(ties(law, narrowed, folded, on)))
    return Record(made, narrowed, on, tuple(rows), known, Purse(WHOLE_CASE), len(later))


def _relative(law: LegalOrder, kin: Case, on: date) -> Folded:
    """The facts of a relative on the same day, with the relative's own days narrowed by one another."""
    events = narrow(law, kin.events, lambda remedy, start: _longest(law, remedy, start))
    return fold(law, replace(kin, events=events, applications=lodging_order(kin)), on)


def _longest(law: LegalOrder, remedy: str, start: Day) -> int:
    """How many days at most the time of a remedy lasts from a notice in a range of days."""
    period = next((r.period for r in law.remedies if r.name == remedy and r.period is not None), None)
    if period is None:
        raise BadInput("{remedy} is not a remedy of {law} with a time of its own.", remedy=remedy, law=law.id)
    days = range(start.earliest.toordinal(), min(start.latest.toordinal(), start.earliest.toordinal() + 400) + 1)
    lengths: list[int] = [period.value.last_day(date.fromordinal(day)).toordinal() - day for day in days]
    return max(lengths)


def lodging_order(case: Case) -> tuple[str, ...]:
    """The applications in the order in which they were lodged; the order of the file where days do not tell."""
    first: dict[str, date] = {}
    for event in standing(case.events):
        if event.kind == "applied" and event.day is not None:
            first.setdefault(event.application, event.day.earliest)
    return tuple(sorted(case.applications, key=lambda a: first.get(a, date.max)))
