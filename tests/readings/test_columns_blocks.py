"""Blocks of the columns reading: tables of periods, changed laws, many rows, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings import drawn
from tests.readings.drawn import A_NUMBER, CITES, ON_DAY, Claim, a_rule
from tests.readings.side_by_side import anything, every_operator, plain_records
from wellfounded import law as orders
from wellfounded.law.jp.calendars import COURT, OFFICE
from wellfounded.logic.calendars import Calendar
from wellfounded.logic.errors import NoCalendar, WrongCall
from wellfounded.logic.periods import FirstDay, MonthEnd, Period, Unit
from wellfounded.readings.columns import (
    ColumnsReading,
    Segments,
    block_of,
    differences,
    over,
)
from wellfounded.readings.columns.tables import REFUSED, UNSAID, last_days, table_of
from wellfounded.readings.columns.totals import count_sums, day_sums, histogram, truth_totals
from wellfounded.readings.columns.values import at, column_of, day_arrays, part, truth_bytes, truths
from wellfounded.readings.person import PersonReading
from wellfounded.readings.values import FIRST_DAY, MET, NEVER, NOT_MET, OPEN
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.terms import (
    ON,
    last_day,
    parameter,
)

RARE = Calendar("rare", "an office open twice in ten years", date(1997, 1, 1), date(2006, 12, 31),
                lambda day: None if day in (date(2001, 5, 4), date(2005, 1, 2)) else "closed")  # fmt: skip
ON_NUMBER = ON_DAY.toordinal()


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


@pytest.mark.parametrize("calendar", [None, OFFICE, COURT])
@pytest.mark.parametrize(("length", "unit"), [(1, "days"), (60, "days"), (2, "weeks"), (1, "months"), (13, "months"),
                                              (1, "years"), (5, "years")])  # fmt: skip
def test_many_starts_are_counted_as_one_is(length: int, unit: Unit, calendar: Calendar | None) -> None:
    """Every start of some years, the edges of the calendars among them, for every shape of period."""
    years = [(1981, 1983), (1999, 2005), (2098, 2101)]
    starts = np.concatenate([np.arange(date(a, 1, 1).toordinal(), date(b, 1, 1).toordinal()) for a, b in years])
    for first_day in get_args(FirstDay):
        for month_end in get_args(MonthEnd) if unit in ("months", "years") else (None,):
            period = Period(length=length, unit=unit, first_day=first_day, month_end=month_end, calendar=calendar)
            assert last_days(period, starts).tolist() == [alone(period, start) for start in starts.tolist()]


def test_the_way_to_a_working_day_may_be_years() -> None:
    period = Period(length=1, unit="weeks", first_day="included", calendar=RARE)
    starts = np.arange(RARE.first.toordinal(), RARE.last.toordinal(), 97)
    assert last_days(period, starts).tolist() == [alone(period, start) for start in starts.tolist()]


def alone(period: Period, start: int) -> int:
    """The last day by the scalar function, as the tables write it."""
    try:
        return period.last_day(date.fromordinal(start)).toordinal()
    except NoCalendar:
        return REFUSED
    except WrongCall:
        return UNSAID


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


@pytest.mark.parametrize(("size", "threads", "lengths"), [
    (300_000, 2, {150_000}), (300_000, 1, {150_000}), (524_289, 2, {131_080, 131_049}), (7, 2, {7}),
    (1_600_011, 3, {177_784, 177_739}),
])  # fmt: skip
def test_every_thread_has_as_many_blocks_of_one_length(size: int, threads: int, lengths: set[int]) -> None:
    """A block begins at a row whose number is divided by eight; all but the last are of one length."""
    reading = ColumnsReading(drawn.law())
    cut = over(reading, {}, size, ON_NUMBER, lambda block: [block.size], list.__add__, threads=threads)
    assert set(cut) == lengths
    assert sum(cut) == size
