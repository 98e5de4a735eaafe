"""What if: the same file on another day, and the facts of today under the texts of another day. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.contract import answer
from wellfounded.claim.record import Record, record
from wellfounded.dossier.assessments import below
from wellfounded.readings.difference import Difference, difference
from wellfounded.readings.person import Row, with_family
from wellfounded.readings.values import TRUTHS
from wellfounded.rules.order import LegalOrder


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An element on another day. `then`: with what the file told until that day, under the law of that day; `texts`:
    with the facts of today under the law of that day; `parts`: the rules on which the two texts part.
    """

    then: str
    texts: str
    parts: tuple[Difference, ...]


def otherwise(line: CaseLine, on: date) -> dict[str, Otherwise]:
    """Each element as it would be on another day."""
    then = {element.name: answer(element.finding) for element in case_line(line.law, line.case, on).elements}
    made = record(line.law, line.case, line.on)
    here = next((row for row in made.rows if row.name == line.current.id), made.rows[-1])
    there = _under(made, on)[here.index]
    reading = made.reader.reading
    return {
        name: Otherwise(
            then[name],
            TRUTHS[reading.value(rule.name, there)].value,
            tuple(difference(reading, rule.name, here, there)),
        )
        for name, rule in line.law.elements.items()
    }


def _under(made: Record, on: date) -> list[Row]:
    """The same facts as rows that are read on another day."""
    reading = made.reader.reading

    def again(row: Row) -> tuple[str, dict[str, object]]:
        return row.name, dict(zip(reading.fact_index, row.facts, strict=True))

    rows = reading.rows([again(row) for row in made.rows], on)
    kin = {id(row.rows): row.rows for row in made.rows[0].family}
    with_family(rows, [reading.rows([again(row) for row in one], on) for one in kin.values()])
    return rows


def texts(law: LegalOrder) -> list[date]:
    """The days on which a text changed that an element rests on, newest first."""
    names = {name for rule in law.elements.values() for name in below(law, rule.name)}
    days = [sorted(version.since for version in law.rules[name].versions)[1:] for name in names]
    return sorted({day for changed in days for day in changed}, reverse=True)
