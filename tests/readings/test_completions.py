"""The completions that are tried first: nothing that they were to make known is open, and no link is broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.record import Record, record
from wellfounded.readings.completions import Way, completions, ways
from wellfounded.readings.person import Row
from wellfounded.readings.values import MET, is_open

LAW, CASE = case_file.load("osaka-2024", laws.find)
DAYS = [date(2021, 3, 1), date(2022, 8, 1), date(2024, 7, 5)]


def completed(made: Record) -> list[Row]:
    way: tuple[Way, ...] = ways(len(LAW.facts))
    return list(completions(made.reader.reading, LAW.facts.keys(), way, made.rows[-1], made.known))


@pytest.mark.parametrize("on", DAYS)
def test_all_is_known_and_what_was_recorded_stays(on: date) -> None:
    made = record(LAW, replace(CASE, complete={}), on)
    before, rows = made.rows[-1], completed(made)
    assert len(rows) > 1
    for row in rows:
        assert not [f.name for f, value in zip(LAW.facts.values(), row.facts, strict=True) if is_open(f.type, value)]
        for fact, old, new in zip(LAW.facts.values(), before.facts, row.facts, strict=True):
            assert is_open(fact.type, old) or old == new, fact.name


def test_linked_days_lie_as_far_apart_as_is_known() -> None:
    made = record(LAW, CASE, date(2021, 3, 1))
    place, links = made.reader.reading.fact_index, 0
    assert made.known.links
    for row in completed(made):
        for link in made.known.links:
            one, two = (row.rows[max(k, 0)].facts[place[name]] for k, name in (link.earlier, link.later))
            if one[2] == two[2] == MET:
                links += 1
                assert link.least <= two[0] - one[0] <= link.most
    assert links


def test_they_are_the_same_each_time_and_made_once() -> None:
    first, second = (record(LAW, CASE, date(2022, 8, 1)) for _ in range(2))
    assert [row.facts for row in completed(first)] == [row.facts for row in completed(second)]
    assert completed(first) == completed(first)
