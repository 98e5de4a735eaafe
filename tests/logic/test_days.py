"""Days that are exact or lie in a range."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.logic.drawn import days, each, short_ranges
from wellfounded.logic.days import Day, day, month_length, parse_day
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.logic.truth import Truth, join

FEBRUARY = day(2021, 2)

COMPARISONS: list[tuple[Callable[[Day, Day], Truth], Callable[[date, date], bool]]] = [
    (Day.before, date.__lt__),
    (Day.on_or_before, date.__le__),
    (Day.after, date.__gt__),
    (Day.on_or_after, date.__ge__),
    (Day.same, date.__eq__),
]


@pytest.mark.parametrize(("compare", "compare_dates"), COMPARISONS)
@given(one=short_ranges, other=short_ranges)
def test_a_comparison_is_what_all_dates_of_both_ranges_agree_on(
    compare: Callable[[Day, Day], Truth], compare_dates: Callable[[date, date], bool], one: Day, other: Day
) -> None:
    answers = {compare_dates(a, b) for a in each(one) for b in each(other)}
    assert compare(one, other) is join(*(Truth.MET if answer else Truth.NOT_MET for answer in answers))


def test_signs_are_refused() -> None:
    for sign in ("__lt__", "__le__", "__gt__", "__ge__"):
        for other in (FEBRUARY, date(2021, 2, 1)):
            with pytest.raises(TypeError, match="Use before, on_or_before, after, on_or_after or same"):
                getattr(FEBRUARY, sign)(other)
    with pytest.raises(TypeError):
        sorted([FEBRUARY, day(2021)])


def test_equal_is_equality_of_values() -> None:
    assert day(2021, 2) == FEBRUARY
    assert day(2021, 2, 1) != FEBRUARY
    assert FEBRUARY.same(FEBRUARY) is Truth.OPEN
    assert len({FEBRUARY, day(2021, 2)}) == 1


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (day(2024, 7, 4), "2024-07-04"),
        (day(2024, 7), "2024-07"),
        (day(2024), "2024"),
        (day(2024, 2), "2024-02"),
        (Day(date(2021, 2, 8), date(2021, 3, 5)), "[2021-02-08..2021-03-05]"),
        (Day(date(2021, 2, 1), date(2021, 3, 31)), "[2021-02-01..2021-03-31]"),
        (Day(date(2021, 2, 1), date(2022, 1, 31)), "[2021-02-01..2022-01-31]"),
        (Day(date(2021, 1, 1), date(2021, 3, 31), True), "2021-02~"),
        (Day(date(2020, 12, 1), date(2021, 2, 28), True), "2021-01~"),
        (Day(date(2020, 11, 1), date(2021, 1, 31), True), "2020-12~"),
        (Day(date(2021, 2, 9), date(2021, 2, 11), True), "2021-02-10~"),
        (Day(date(2020, 1, 1), date(2022, 12, 31), True), "2021~"),
        (Day(date(2021, 1, 10), date(2021, 3, 31), True), "[2021-01-11~..2021-03-30~]"),
        (day(812, 3), "0812-03"),
    ],
)
def test_text(found: Day, text: str) -> None:
    assert found.text == str(found) == text
    assert parse_day(text) == found


@given(days)
def test_what_is_written_is_read_as_the_same_day(found: Day) -> None:
    assert parse_day(found.text) == found
    assert Day.of(found.text) == found


def test_of() -> None:
    assert Day.of(FEBRUARY) is FEBRUARY
    assert Day.of(date(2021, 2, 8)) == Day.of("2021-02-08") == Day.of("令和3年2月8日") == day(2021, 2, 8)
    with pytest.raises(WrongCall, match="is a moment"):
        Day.of(datetime(2021, 2, 8, 10, tzinfo=UTC))


def test_the_end_is_not_before_the_beginning() -> None:
    with pytest.raises(BadInput, match="No day lies from 2021-03-01 to 2021-02-01"):
        Day(date(2021, 3, 1), date(2021, 2, 1))


def test_an_exact_day_is_not_approximate() -> None:
    with pytest.raises(WrongCall, match="cannot be approximate"):
        Day(date(2021, 3, 1), date(2021, 3, 2), True)


def test_plus() -> None:
    assert day(2021, 2, 27).plus(2) == day(2021, 3, 1)
    assert Day(date(2021, 2, 8), date(2021, 3, 5)).plus(-8) == Day(date(2021, 1, 31), date(2021, 2, 25))


def test_narrow() -> None:
    assert FEBRUARY.narrow(date(2021, 2, 8)) == Day(date(2021, 2, 8), date(2021, 2, 28))
    assert FEBRUARY.narrow(latest=date(2021, 2, 8)) == Day(date(2021, 2, 1), date(2021, 2, 8))
    assert FEBRUARY.narrow(date(2020, 1, 1), date(2022, 1, 1)) == FEBRUARY
    assert parse_day("2021-02~").narrow(date(2021, 3, 30)) == Day(date(2021, 3, 30), date(2021, 3, 31))
    assert parse_day("2021-02~").narrow(date(2021, 3, 29)).approximate
    with pytest.raises(BadInput, match="2021-02 cannot lie from 2021-03-01 to 2021-02-28"):
        FEBRUARY.narrow(date(2021, 3, 1))


@given(short_ranges, short_ranges)
def test_narrow_intersects(one: Day, other: Day) -> None:
    shared = sorted(set(each(one)) & set(each(other)))
    assert one.overlaps(other) == bool(shared)
    if shared:
        assert each(one.narrow(other.earliest, other.latest)) == shared


@given(st.dates())
def test_the_length_of_a_month(found: date) -> None:
    last = date(found.year, found.month, month_length(found.year, found.month))
    assert last == date.max or date.fromordinal(last.toordinal() + 1).day == 1


def test_days_that_are_none() -> None:
    with pytest.raises(BadInput, match="2023-2-29 is not a day: February 2023 has 28 days"):
        day(2023, 2, 29)
    with pytest.raises(BadInput, match="there is no month 13"):
        day(2023, 13)
    with pytest.raises(BadInput, match="Write a year from 0001 to 9999"):
        day(0)
    assert day(2024, 2, 29).exact
