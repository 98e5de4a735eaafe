"""The columns reading answers every rule, in every row, as the person reading does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readings import drawn
from tests.readings.drawn import CITES, ON_DAY, Claim, a_rule, laws
from tests.readings.records import Record, records
from tests.readings.side_by_side import MONTH, anything, every_operator, plain_records, read
from wellfounded import law as orders
from wellfounded.check.laws import Order
from wellfounded.logic.calendars import Calendar
from wellfounded.logic.periods import Period
from wellfounded.readings.columns import (
    ColumnsReading,
    block_of,
    days,
    differences,
    joins,
    reading,
    relations,
)
from wellfounded.readings.columns.tables import table_of
from wellfounded.readings.columns.truths import conjunction, disjunction
from wellfounded.readings.columns.values import Truths
from wellfounded.readings.person import PersonReading
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.terms import (
    ON,
    last_day,
    parameter,
)

EXAMPLES = settings().max_examples
ON_NUMBER = ON_DAY.toordinal()
REAL = dict(reading.OPERATORS)


@settings(max_examples=3 * EXAMPLES)
@given(laws(), st.lists(records(most_open=8, most=10**9), min_size=1, max_size=6), st.integers(-9, 9))
def test_a_drawn_law_over_drawn_records(order: LegalOrder, told: list[Record], later: int) -> None:
    assert read(order, told, ON_DAY + timedelta(later)) == []


@pytest.mark.parametrize("name", orders.ORDERS)
def test_every_rule_of_every_law_over_anything(name: str) -> None:
    order, on = orders.find(name), date(2024, 7, 5)
    person, persons = anything(order, 100, 1, on)
    block, rows = block_of(ColumnsReading(order), persons)
    assert len(rows) > 200
    assert list(differences(person, block, rows)) == []


@pytest.mark.parametrize("name", orders.ORDERS)
def test_every_case_of_every_law(name: str) -> None:
    """The cases of one day in one block, in the law as it is."""
    order = Order(orders.find(name))
    columns, person = ColumnsReading(order.law), PersonReading(order.law)
    by_day: dict[int, list[Any]] = {}
    for one in order.read:
        by_day.setdefault(one.row.on, []).append(one.record.rows)
    # Over all days at once in the check of the law itself; here the days with most cases.
    for persons in sorted(by_day.values(), key=len)[-12:]:
        block, rows = block_of(columns, persons)
        assert list(differences(person, block, rows)) == []


SWAPPED: dict[str, Callable[[Any, Any], Any]] = {
    "and": REAL["or"],
    "or": REAL["and"],
    "not": lambda block, e: block.ask(e.parts[0]),
    "happened": lambda block, e: MET,
    "before": REAL["by"],
    "by": REAL["before"],
    "at_least": lambda block, e: days.at_least(block.ask(e.parts[1]), block.ask(e.parts[0])),
    "is_in": lambda block, e: conjunction((REAL["is_in"](block, e), OPEN)),
    "plus": lambda block, e: days.shifted(block.ask(e.parts[0]), e.held + 1),
    "first_of": REAL["last_of"],
    "last_of": REAL["first_of"],
    "any_of": REAL["each_of"],
    "each_of": REAL["any_of"],
    "burden": lambda block, e: block.ask(e.parts[0]),
    "last_day": lambda block, e: days.shifted(block.ask(e.parts[0]), 30),
    "unclear": lambda block, e: block.ask(e.parts[0]),
    "unless": lambda block, e: joins.joined(joins.exceptions(block.ask, e)[::-1][:1], e, block.size),
    "choose": lambda block, e: joins.joined(joins.choice(block.ask, e)[:1], e, block.size),
    "count_of": lambda block, e: relations.count_of(block.segments, "others", block.ask(e.parts[0]), block.size),
}


def test_each_operator() -> None:
    assert read(every_operator(), plain_records()) == []


@pytest.mark.parametrize("op", SWAPPED)
def test_a_fault_planted_in_an_operator_is_caught(op: str, monkeypatch: pytest.MonkeyPatch) -> None:
    order, told = every_operator(), plain_records()
    monkeypatch.setitem(reading.OPERATORS, op, SWAPPED[op])
    assert read(order, told)


def off_by_one(real: Callable[..., Any]) -> Callable[..., Any]:
    """The running sums of `related`, begun one row too late."""
    return lambda numbers: np.append(real(numbers)[1:], 0)


def expanded(options: Any, size: int) -> Any:
    """A choice of truths written out as and, or and not, which does not join."""
    found: Any = NOT_MET
    for rows, one, _ in options:
        here = one if rows is None else conjunction((one, Truths(rows, ~rows)))
        found = disjunction((found, here))
    return found


@pytest.mark.parametrize(
    ("where", "name", "fault"),
    [
        (relations, "_running", off_by_one(relations._running)),
        (joins, "_truths", expanded),
        (joins, "_overlap", lambda options: False),
        (joins, "possible", lambda value: value.met if isinstance(value, Truths) else None),
        (days, "decided", lambda exists: True),
        (days, "exact", lambda column: True),
    ],
)
def test_a_fault_planted_beneath_is_caught(where: Any, name: str, fault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    order, told = every_operator(), plain_records()
    monkeypatch.setattr(where, name, fault)
    assert read(order, told)


def test_the_end_of_a_month_is_that_of_the_period_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    order = drawn.law(a_rule("r", last_day(MONTH, Claim.lodged)))
    spans = [
        (d, d + length, MET)
        for d in range(date(2024, 1, 25).toordinal(), date(2024, 3, 3).toordinal())
        for length in (0, 3)
    ]
    told = [Record(({**plain_records()[0].rows[0], "lodged": span},)) for span in spans]
    assert read(order, told) == []
    thirty = Period(length=30, unit="days", first_day="excluded")
    monkeypatch.setattr(days, "table_of", lambda period: table_of(thirty))
    assert read(order, told)


def test_days_outside_a_calendar_are_marked_and_not_answered() -> None:
    short = Calendar("short", "a short one", date(2024, 7, 1), date(2024, 7, 31), lambda d: None)
    week = parameter("short_week", Period(length=1, unit="weeks", first_day="excluded", calendar=short), "W", *CITES)
    order = drawn.law(
        a_rule("due", last_day(week, Claim.lodged)), a_rule("r", Claim.a & (last_day(week, Claim.lodged) > ON))
    )
    base = {**plain_records()[0].rows[0], "a": MET}
    july = date(2024, 7, 1).toordinal()
    spans = [
        (july, july, MET), (july - 9, july - 9, MET), (july + 30, july + 30, MET), (july - 40, july + 3, MET),
        (july + 3, july + 60, OPEN), (july - 40, july - 20, MET), (july + 40, july + 50, MET), NEVER,
    ]  # fmt: skip
    told = [Record(({**base, "lodged": span},)) for span in spans]
    assert read(order, told) == []
    person = PersonReading(order)
    block, _ = block_of(ColumnsReading(order), [record.read(person) for record in told])
    assert block.outside is None
    block.value("due")
    assert block.outside is not None
    assert block.outside.tolist() == [False, True, True, False, False, True, True, False]
    # The same where one day stands for all rows.
    for span, refused in zip(spans, block.outside.tolist(), strict=True):
        assert (
            read(
                order,
                [
                    Record(
                        ({**base, "lodged": span},),
                    )
                ]
                * 3,
            )
            == []
        )
        alike = ColumnsReading(order).block(3, ON_NUMBER, {**base, "lodged": span})
        alike.value("due")
        assert (alike.outside is not None and alike.outside.all()) == refused
