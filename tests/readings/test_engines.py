"""One law, three engines: the person reading, the columns and Spark's workers give equal values.

A law that is drawn cannot be sent, for its rules are compared by identity. So the choices that made it are sent, and
the worker makes the law again from them; that it is the same law is part of what is held.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.on_spark import session
from tests.readings.drawn import Drawing, law, written
from tests.readings.records import Record, records
from wellfounded.caseload.cluster.session import plainly
from wellfounded.readings.columns import ColumnsReading, block_of
from wellfounded.readings.columns.values import every_value
from wellfounded.readings.person import PersonReading
from wellfounded.rules.order import LegalOrder

LAWS, RULES = 40, 8
Values = list[tuple[str, list[Any]]]
"""Of each rule its tree and its value in each row."""
Sent = tuple[list[Any], list[Record]]
"""The choices that make a law, and the records of some persons."""


def of_choices(choose: Callable[[Any], Any]) -> LegalOrder:
    """The law that choices make. At most eight rules, and their exceptions."""
    drawing = Drawing(choose)
    return law(*(drawing.drawn_rule(f"r{i}") for i in range(choose(st.integers(1, RULES)))))


def made_again(choices: list[Any]) -> LegalOrder:
    left = iter(choices)
    return of_choices(lambda _: next(left))


@st.composite
def choices(draw: Callable[..., Any]) -> list[Any]:
    made: list[Any] = []

    def choose(strategy: Any) -> Any:
        made.append(draw(strategy))
        return made[-1]

    of_choices(choose)
    return made


def drawn(many: int) -> list[Sent]:
    found: list[Sent] = []

    @settings(max_examples=many, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(choices(), st.lists(records(most_open=6, most=10**9), min_size=1, max_size=4))
    def collect(made: list[Any], told: list[Record]) -> None:
        found.append((made, told))

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
    """The values of the laws that come."""
    for batch in batches:
        for number, held in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            made, told = pickle.loads(held)
            values = pickle.dumps(by_columns(made_again(made), told))
            yield pa.RecordBatch.from_pydict({"number": [number], "values": pa.array([values], pa.binary())})


@pytest.fixture(scope="module")
def asked() -> list[tuple[Sent, Values]]:
    """What was drawn, and what Spark's workers make of it, all in one job."""
    told = drawn(LAWS)
    with plainly():
        table = pa.table({"number": range(len(told)), "held": pa.array([pickle.dumps(one) for one in told])})
        frame = session().createDataFrame(table).repartition(2)
        rows = frame.mapInArrow(in_a_worker, "number long, values binary").collect()
    values = {row[0]: pickle.loads(bytes(row[1])) for row in rows}
    return [(one, values[i]) for i, one in enumerate(told)]


def test_person_columns_and_spark_give_equal_values(asked: list[tuple[Sent, Values]]) -> None:
    assert len(asked) >= LAWS // 2
    for (made, told), theirs in asked:
        order = made_again(made)
        assert by_person(order, told) == by_columns(order, told) == theirs


def test_the_laws_are_of_several_rules_and_leave_something_open(asked: list[tuple[Sent, Values]]) -> None:
    assert max(len(made_again(made).rules) for (made, _), _ in asked) >= RULES
    assert any(1 in rows for _, values in asked for _, rows in values)
