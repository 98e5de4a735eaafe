"""The columns reading answers every rule, in every row, as the person reading does."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readings import drawn
from tests.readings.drawn import A_NUMBER, CITES, ON_DAY, Claim, Person, a_rule, body, laws
from tests.readings.records import Record, in_window, records
from wellfounded import law as orders
from wellfounded.check.laws import Order
from wellfounded.logic.calendars import Calendar
from wellfounded.logic.errors import WrongCall
from wellfounded.logic.periods import Period
from wellfounded.readings.columns import (
    ColumnsReading,
    Segments,
    block_of,
    days,
    differences,
    joins,
    over,
    reading,
    relations,
)
from wellfounded.readings.columns.tables import table_of
from wellfounded.readings.columns.totals import count_sums, day_sums, histogram, truth_totals
from wellfounded.readings.columns.truths import conjunction, disjunction
from wellfounded.readings.columns.values import Truths, at, column_of, day_arrays, part, truth_bytes, truths
from wellfounded.readings.person import PersonReading, Row, with_family
from wellfounded.readings.values import FIRST_DAY, MET, MOST, NEVER, NOT_MET, OPEN, open_value
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule, burden, unclear
from wellfounded.rules.terms import (
    MET as MET_TERM,
)
from wellfounded.rules.terms import (
    ON,
    any_of,
    choose,
    count_of,
    each_of,
    first_of,
    last_day,
    last_of,
    parameter,
    value,
)

EXAMPLES = settings().max_examples
ON_NUMBER = ON_DAY.toordinal()
REAL = dict(reading.OPERATORS)


def read(order: LegalOrder, told: Sequence[Record], on: date = ON_DAY) -> list[tuple[str, int]]:
    """The differences between the two readings of these records."""
    person = PersonReading(order)
    block, rows = block_of(ColumnsReading(order), [record.read(person, on) for record in told])
    return list(differences(person, block, rows))


@settings(max_examples=3 * EXAMPLES)
@given(laws(), st.lists(records(most_open=8, most=10**9), min_size=1, max_size=6), st.integers(-9, 9))
def test_a_drawn_law_over_drawn_records(order: LegalOrder, told: list[Record], later: int) -> None:
    assert read(order, told, ON_DAY + timedelta(later)) == []


def anything(order: LegalOrder, persons: int, seed: int, on: date) -> tuple[PersonReading, list[Sequence[Row]]]:
    """Persons with several applications and relatives, with a value drawn for every declared fact."""
    drawing, person, columns = random.Random(seed), PersonReading(order), ColumnsReading(order)
    day = on.toordinal()

    def a_value(fact: Any) -> Any:
        if drawing.random() < 0.25:
            return open_value(fact, day)
        if fact.type == "truth":
            return drawing.choice((NOT_MET, OPEN, MET))
        if fact.type == "count":
            least = drawing.randrange(4)
            return (least, drawing.choice((least, least, least + 2, MOST)))
        if fact.type == "category":
            words = columns.vocabulary(fact.name)
            return frozenset(drawing.sample(words, drawing.choice((1, 1, 1, 2, len(words)))))
        low = day - drawing.randrange(8000)
        kind = drawing.randrange(4)
        if kind == 0:
            return NEVER
        return (low, low, MET) if kind == 1 else (low, min(low + drawing.randrange(900), day), kind - 1)

    def rows() -> list[Any]:
        told = [
            (str(i), {f.name: a_value(f) for f in order.facts.values()}) for i in range(drawing.choice((1, 1, 2, 4)))
        ]
        return person.rows(told, on)

    made: list[Sequence[Row]] = [rows() for _ in range(persons)]
    for one in made:
        with_family(one, [rows() for _ in range(drawing.choice((0, 0, 1, 2)))])
    return person, made


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


ABOUT: dict[str, Any] = {"cites": CITES, "since": "2000-01-01", "checked": "2026-01-01"}
MONTH = parameter("month", Period(length=1, unit="months", first_day="excluded", month_end="last_day"), "M", *CITES)


def every_operator() -> LegalOrder:
    """A law with each operator in a rule of its own, so that a fault in any of them shows."""
    with_exceptions = a_rule("with_exceptions", Claim.a)
    with_exceptions.unless(**ABOUT)(body("first", Claim.b))
    with_exceptions.unless(**ABOUT, then=Claim.outcome.is_one_of("granted"))(body("second", Claim.c))
    doubt: Any = {"settled_by": "A court.", "cites": CITES}
    chosen = [
        ("a_truth", Claim.b, Claim.c),
        ("a_day", Claim.lodged, Claim.decided),
        ("a_word", value("one"), value("two")),
    ]
    relations_ = {"earlier": Claim.earlier, "others": Claim.others, "family": Claim.family}
    made: list[Rule[Any]] = [
        with_exceptions,
        a_rule("both", Claim.a & Claim.b),
        a_rule("either", Claim.a | Claim.b),
        a_rule("opposite", ~Claim.a),
        a_rule("has_come", Claim.lodged.happened),
        a_rule("strictly", Claim.lodged < Claim.decided),
        a_rule("loosely", Claim.lodged <= Claim.decided),
        a_rule("reached", Claim.number >= A_NUMBER),
        a_rule("named", Claim.outcome.is_one_of("refused", "closed")),
        a_rule("after_a_month", last_day(MONTH, Claim.lodged)),
        a_rule("after_three_days", last_day(drawn.THREE_DAYS, Claim.decided)),
        a_rule("later", Claim.lodged.plus(2)),
        a_rule("earliest", first_of(Claim.lodged, Claim.decided, ON)),
        a_rule("latest", last_of(Claim.lodged, Claim.decided, Claim.notified)),
        a_rule("earliest_known", first_of(Claim.notified, Person.arrived)),
        a_rule("latest_known", last_of(Claim.notified, Person.arrived)),
        a_rule("doubtful", unclear("?", one=("1", Claim.a), two=("2", Claim.b), **doubt)),
        a_rule("which_day", unclear("?", one=("1", Claim.lodged), two=("2", Claim.notified), **doubt)),
        *(a_rule(f"choice_of_{n}", choose((Claim.a, one), otherwise=two)) for n, one, two in chosen),
        *(a_rule(f"count_{n}", count_of(r, Claim.a)) for n, r in relations_.items()),
        *(a_rule(f"any_{n}", any_of(r, Claim.a)) for n, r in relations_.items()),
        *(a_rule(f"each_{n}", each_of(r, Claim.a)) for n, r in relations_.items()),
        a_rule("borne", burden(Claim.a, on="x", open_as=MET_TERM, why="y", cites=CITES)),
    ]
    return drawn.law(*made)


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


def plain_records() -> list[Record]:
    """Persons of several applications in which every fact takes every kind of value."""
    drawing = random.Random(7)
    at_ = in_window

    def one() -> dict[str, Any]:
        days_ = [NEVER, *((at_(d), at_(d), MET) for d in (0, 1, 5, 30)), (at_(0), at_(3), MET), (at_(1), at_(4), OPEN)]
        return {
            **{name: drawing.choice((NOT_MET, OPEN, MET)) for name in ("a", "b", "c", "minor")},
            **{name: drawing.choice(days_) for name in ("lodged", "decided")},
            # Of these the day is known, and yet it may be open whether it comes.
            **{name: drawing.choice([*days_[:5], (at_(2), at_(2), OPEN)]) for name in ("notified", "arrived")},
            "number": drawing.choice(((0, 0), (1, 1), (0, 2), (3, 3))),
            "outcome": drawing.choice(
                [
                    frozenset(words)
                    for words in (("granted",), ("refused",), ("granted", "closed"), ("closed", "refused"))
                ]
            ),
        }

    return [Record(tuple(one() for _ in range(1 + k % 4)), (one(),) * (k % 2)) for k in range(60)]


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


def test_a_period_is_tabulated_in_order() -> None:
    """A later start never ends earlier, for every period of Japan's law, wherever its calendar reaches."""
    for one in orders.find("jp").parameters.values():
        if isinstance(one.value, Period):
            starts = np.arange(date(2003, 1, 1).toordinal(), date(2031, 1, 1).toordinal(), dtype=np.int32)
            last, refused = table_of(one.value).last(starts, None)
            assert refused is None
            assert (np.diff(last) >= 0).all(), one.name
            some = starts[::97]
            expected = [one.value.last_day(date.fromordinal(day)).toordinal() for day in some.tolist()]
            assert last[::97].tolist() == expected


def test_equal_periods_share_a_table_and_equal_expressions_are_one() -> None:
    def order() -> LegalOrder:
        period = Period(length=1, unit="months", first_day="excluded", month_end="last_day")
        return drawn.law(
            a_rule("r", last_day(parameter("p", period, "P", *CITES), Claim.lodged)), a_rule("s", Claim.a & Claim.b)
        )

    one, two = ColumnsReading(order()), ColumnsReading(order())
    assert one.rule("r") is two.rule("r")
    assert one.rule("s") is two.rule("s")
    assert table_of(one.rule("r").held) is table_of(two.rule("r").held)


def test_what_a_changed_law_leaves_alone_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    number, due = a_rule("reached", Claim.number >= A_NUMBER), a_rule("due", last_day(drawn.ONE_WEEK, Claim.lodged))
    order = drawn.law(number, due, a_rule("in_time", due() >= ON), a_rule("alone", Claim.a & Claim.b))
    now, then = ColumnsReading(order), ColumnsReading(order.changed(a_number=2))
    assert now.affected(then) == {"reached"}
    longer = Period(length=2, unit="weeks", first_day="included")
    assert now.affected(ColumnsReading(order.changed(one_week=longer))) == {"due", "in_time"}
    assert now.affected(ColumnsReading(drawn.law(number, due))) == {"in_time", "alone"}
    person, changed = PersonReading(order), PersonReading(then.law)
    told = plain_records()
    block, rows = block_of(now, [record.read(person) for record in told])
    assert list(differences(person, block, rows)) == []
    again = block.with_reading(then)
    _, fresh = block_of(then, [record.read(changed) for record in told])
    assert again.value("alone") is block.value("alone")
    assert again.value("due") is block.value("due")
    assert list(differences(changed, again, fresh)) == []
    assert truth_totals(again.value("reached"), again.size) != truth_totals(block.value("reached"), block.size)


def test_a_day_asked_about_for_each_row_of_its_own() -> None:
    order = orders.find("example")
    person = PersonReading(order)
    told = [date(2024, 1, 1) + timedelta(9 * k) for k in range(30)]
    persons = [
        *(person.rows([("1", {})], on) for on in told),
        *(anything(order, 1, k, d)[1][0] for k, d in enumerate(told)),
    ]
    block, rows = block_of(ColumnsReading(order), persons)
    assert isinstance(block.on, np.ndarray)
    assert list(differences(person, block, rows)) == []
    # Facts that are not given are open on the day of each row.
    bare = ColumnsReading(order).block(30, np.array([d.toordinal() for d in told], np.int32), {})
    assert list(differences(person, bare, rows[:30])) == []


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 63, 1000])
def test_many_rows_in_blocks_come_to_what_one_block_does(size: int, threads: int) -> None:
    order = every_operator()
    drawing = np.random.default_rng(size)
    low = (FIRST_DAY + 45000 + drawing.integers(0, 30, size)).astype(np.int32)
    here = drawing.integers(0, 3, size)
    facts = {
        "a": truths(here),
        "b": truths(drawing.integers(0, 3, size)),
        "lodged": column_of(
            "day", [(int(d), int(d) + int(k), int(k)) if k else NEVER for d, k in zip(low, here, strict=True)]
        ),
        "number": column_of("count", [(int(k), int(k) + 1) for k in here]),
        "outcome": column_of(
            "category", [frozenset((("granted", "closed")[k % 2],)) for k in here], Claim.outcome.node.args[0].values
        ),
    }
    starts = np.unique(np.concatenate(([0, size], drawing.integers(0, size, size // 3)))).astype(np.int64)
    columns = ColumnsReading(order)

    def ask(block: Any) -> Any:
        found: list[Any] = []
        for name, rule in order.rules.items():
            column = block.value(name)
            if rule.type == "truth":
                found += truth_totals(column, block.size)
            elif rule.type == "category":
                found += [histogram(column, block.size, columns.vocabulary(name)).get(frozenset(("one",)), 0)]
            else:
                found += (day_sums if rule.type == "day" else count_sums)(column, block.size)
        return np.array(found)

    whole = ask(columns.block(size, ON_NUMBER, facts, Segments(starts)))
    cut = over(columns, facts, size, ON_NUMBER, ask, np.add, segments=Segments(starts), rows=100, threads=threads)
    assert cut.tolist() == whole.tolist()
    bare = ask(columns.block(size, ON_NUMBER, facts))
    assert over(columns, facts, size, ON_NUMBER, ask, np.add, rows=100, threads=threads).tolist() == bare.tolist()


@given(st.lists(st.sampled_from((NOT_MET, OPEN, MET)), min_size=1, max_size=200), st.integers(0, 200), st.data())
def test_columns_hold_what_was_put_into_them(values: list[int], first: int, data: st.DataObject) -> None:
    first = min(first, len(values) - 1)
    column = column_of("truth", values)
    assert [at(column, i) for i in range(len(values))] == values == truth_bytes(column, len(values)).tolist()
    assert truth_bytes(part(column, first, len(values)), len(values) - first).tolist() == values[first:]
    among = np.packbits([data.draw(st.booleans()) for _ in values])
    chosen = [value for value, there in zip(values, np.unpackbits(among), strict=False) if there]
    assert truth_totals(column, len(values), among) == tuple(chosen.count(value) for value in (MET, OPEN, NOT_MET))
    days_ = [(5 + v, 5 + 2 * v, v) if v else NEVER for v in values]
    held = column_of("day", days_)
    assert list(zip(*(numbers.tolist() for numbers in day_arrays(held, len(values))), strict=True)) == days_
    coming = [day for day, there in zip(days_, np.unpackbits(among), strict=False) if there and day[2]]
    assert day_sums(held, len(values), among) == (
        sum(d[0] for d in coming), sum(d[1] for d in coming), len(coming), sum(d[2] == MET for d in coming)
    )  # fmt: skip
    words = ("x", "y", "z")
    sets = [frozenset(words[: v + 1]) for v in values]
    bits = column_of("category", sets, words)
    assert [at(bits, i, words) for i in range(len(values))] == sets
    assert histogram(bits, len(values), words) == {one: sets.count(one) for one in sets}


def test_what_has_no_meaning_is_refused() -> None:
    order = drawn.law(a_rule("r", Claim.a))
    columns = ColumnsReading(order)
    for call in (
        lambda: columns.block(3, ON_NUMBER, {"aa": MET}),
        lambda: columns.block(0, ON_NUMBER, {}),
        lambda: columns.block(3, ON_NUMBER, {}).value("s"),
        lambda: column_of("category", [frozenset("q"), frozenset("x")], ("x",)),
        lambda: over(columns, {}, 3, ON_NUMBER, len, max, segments=Segments(*(np.arange(4),) * 3)),  # type: ignore[arg-type]
    ):
        with pytest.raises(WrongCall):
            call()
