"""A person known better: what is carried over from the row before is what a fresh reading would answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.record import Record, record
from wellfounded.logic.errors import NoCalendar
from wellfounded.readings.exact import answers
from wellfounded.readings.known import open_cells, propagate, tie, with_value
from wellfounded.readings.person import PersonReading, Row


def _answers(reading: PersonReading, row: Row) -> dict[str, object]:
    found: dict[str, object] = {}
    for rule in reading.law.rules:
        try:
            found[rule] = (reading.value(rule, row), list(open_cells(reading, rule, row).items()))
        except NoCalendar:
            found[rule] = None
    return found


def _fresh(row: Row) -> Row:
    """The same facts, and nothing answered yet."""
    made = [Row(old.name, list(old.facts), len(old.memo), old.on) for old in row.rows]
    for k, new in enumerate(made):
        new.rows, new.index, new.family = made, k, row.family
    return made[row.index]


@pytest.mark.parametrize("on", [date(2021, 2, 27), date(2022, 8, 1), date(2024, 7, 5)])
def test_what_is_not_asked_again_is_what_would_be_answered(on: date) -> None:
    law, case = case_file.load("osaka-2024", laws.find)
    # Of a file that is nowhere said to be complete nearly all is open.
    made: Record = record(law, replace(case, complete={}), on)
    reading, row = made.reader.reading, made.rows[-1]
    _answers(reading, row)
    tried = 0
    for cell, (fact, value) in sorted(open_cells(reading, law.removal.barred.name, row).items(), key=str)[::5]:
        for answer in list(answers(fact, value))[:2]:
            told = with_value(reading, row, cell, answer)
            ranges = propagate(told, made.known.spans, made.known.links, reading)
            if ranges is not None:
                tie(told, ranges, made.known.ties, reading)
            assert _answers(reading, told) == _answers(reading, _fresh(told))
            tried += 1
    assert tried >= 6
