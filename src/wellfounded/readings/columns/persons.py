"""Persons as the person reading holds them, side by side in a block: so the two readings can be held together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from wellfounded.logic.errors import NoCalendar
from wellfounded.readings.columns.reading import Block, ColumnsReading
from wellfounded.readings.columns.segments import Segments
from wellfounded.readings.columns.values import column_of, every_value
from wellfounded.readings.person import PersonReading, Row


def block_of(reading: ColumnsReading, persons: Sequence[Sequence[Row]]) -> tuple[Block, list[Row]]:
    """All persons with their relatives in one block, each on the day of its rows; and its rows in their order."""
    kin = {id(row.rows): row.rows for person in persons for row in person[0].family}
    everybody = [*persons, *kin.values()]
    rows = [row for person in everybody for row in person]
    place = {id(row): i for i, row in enumerate(rows)}
    families = [[place[id(other)] for other in row.family] for row in rows]
    segments = Segments(
        np.array([0, *accumulate(map(len, everybody))], np.int64),
        np.array([0, *accumulate(map(len, families))], np.int64),
        np.array([one for family in families for one in family], np.int64),
    )
    facts = {
        name: column_of(fact.type, [row.facts[i] for row in rows], reading.vocabulary(name))
        for i, (name, fact) in enumerate(reading.law.facts.items())
    }
    days = {row.on for row in rows}
    on = days.pop() if len(days) == 1 else np.array([row.on for row in rows], np.int32)
    return reading.block(len(rows), on, facts, segments), rows


def differences(person: PersonReading, block: Block, rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """Each rule and row of a block in which the columns do not answer what the person reading does.

    Where the person reading refuses a day that lies outside a calendar, the block must have marked a row on which
    the answer can rest: of the same person, or of a relative.
    """
    place = {id(row): i for i, row in enumerate(rows)}
    for name in person.law.rules:
        found = every_value(block.value(name), block.size, block.reading.vocabulary(name))
        for i, row in enumerate(rows):
            try:
                same = person.value(name, row) == found[i]
            except NoCalendar:
                outside = block.outside
                near = [*row.rows, *(other for kin in row.family for other in kin.rows)]
                same = outside is not None and any(outside[place[id(other)]] for other in near)
            if not same:
                yield name, i
