"""One law, three engines: the person reading, the columns and Spark's workers give equal values.

A law that is drawn cannot be sent, for its rules are compared by identity. So a number is sent, and the worker draws
the same laws and the same persons from it; that they are the same is part of what is held.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.on_spark import session
from tests.readings.drawn import laws, written
from tests.readings.records import Record, records
from wellfounded.caseload.spark import plainly
from wellfounded.readings.columns import ColumnsReading, block_of
from wellfounded.readings.columns.values import every_value
from wellfounded.readings.person import PersonReading
from wellfounded.rules.order import LegalOrder

SEEDS, LAWS, RULES = 4, 8, 8
Values = list[tuple[str, list[Any]]]
"""Of each rule its tree and its value in each row."""


def drawn_from(number: int, many: int = LAWS) -> list[tuple[LegalOrder, list[Record]]]:
    """Laws of at most eight rules, each with the records of some persons: the same in every process."""
    found: list[tuple[LegalOrder, list[Record]]] = []

    @seed(number)
    @settings(
        max_examples=many, database=None, deadline=None, derandomize=False, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(laws(most=RULES), st.lists(records(most_open=6, most=10**9), min_size=1, max_size=4))
    def collect(order: LegalOrder, told: list[Record]) -> None:
        found.append((order, told))

    collect()
    return found


def by_columns(order: LegalOrder, told: list[Record]) -> Values:
    person, columns = PersonReading(order), ColumnsReading(order)
    block, _ = block_of(columns, [record.read(person) for record in told])
    return [
        (written(rule.tree()), every_value(block.value(name), block.size, columns.vocabulary(name)))
        for name, rule in order.rules.items()
    ]


def by_person(order: LegalOrder, told: list[Record]) -> Values:
    person = PersonReading(order)
    _, rows = block_of(ColumnsReading(order), [record.read(person) for record in told])
    return [(written(rule.tree()), [person.value(name, row) for row in rows]) for name, rule in order.rules.items()]


def in_a_worker(batches: Iterable[Any]) -> Iterator[Any]:
    """The values of all laws of each number that comes."""
    for batch in batches:
        for number in batch.column(0).to_pylist():
            values = pickle.dumps([by_columns(*one) for one in drawn_from(number)])
            yield pa.RecordBatch.from_pydict({"number": [number], "values": pa.array([values], pa.binary())})


@pytest.fixture(scope="module")
def on_spark() -> dict[int, list[Values]]:
    with plainly():
        numbers = session().range(0, SEEDS, 1, 2)
        found = numbers.mapInArrow(in_a_worker, "number long, values binary").collect()
    return {row[0]: pickle.loads(bytes(row[1])) for row in found}


@pytest.mark.parametrize("number", range(SEEDS))
def test_person_columns_and_spark_give_equal_values(number: int, on_spark: dict[int, list[Values]]) -> None:
    mine = drawn_from(number)
    assert len(mine) == len(on_spark[number]) > 5
    for (order, told), theirs in zip(mine, on_spark[number], strict=True):
        assert by_person(order, told) == by_columns(order, told) == theirs


def test_the_laws_are_of_several_rules_and_leave_something_open(on_spark: dict[int, list[Values]]) -> None:
    everything = [values for found in on_spark.values() for values in found]
    assert max(len(values) for values in everything) >= RULES
    assert any(1 in rows for values in everything for _, rows in values)
