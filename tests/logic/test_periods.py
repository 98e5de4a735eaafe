"""Periods, as statutes count them."""

import csv
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import REFERENCE
from tests.logic.drawn import each
from tests.logic.vectors import APPEAL, OLD_SUIT, REVIEW, SUIT, rows
from wellfounded.law.jp.calendars import COURT, OFFICE
from wellfounded.logic.days import Day, day
from wellfounded.logic.errors import NoCalendar, WrongCall
from wellfounded.logic.periods import Period, Step

SEVEN_DAYS = Period(length=7, unit="days", first_day="excluded", calendar=OFFICE, counts="posting")
TWO_WEEKS = Period(length=2, unit="weeks", first_day="excluded", calendar=COURT)
THREE_MONTHS = Period(length=3, unit="months", first_day="excluded", month_end="last_day", calendar=COURT)
SIX_MONTHS = Period(length=6, unit="months", first_day="excluded", month_end="last_day", calendar=COURT)
ONE_YEAR = Period(length=1, unit="years", first_day="excluded", month_end="last_day", calendar=COURT)

VECTORS: list[tuple[Period, str, str, str, str]] = [
    (period, row[0], row[1], row[2], row[3])
    for period, table in ((SEVEN_DAYS, REVIEW), (SIX_MONTHS, SUIT), (THREE_MONTHS, OLD_SUIT), (TWO_WEEKS, APPEAL))
    for row in rows(table)
]

GIVEN: dict[str, Any] = {"length": 7, "unit": "days", "first_day": "excluded"}


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("period", "name", "start", "raw", "last"), VECTORS, ids=[vector[1] for vector in VECTORS])
def test_vectors(period: Period, name: str, start: str, raw: str, last: str) -> None:
    assert period.raw(on(start)) == on(raw)
    assert period.last_day(on(start)) == on(last)


@pytest.mark.parametrize("row", rows(SUIT), ids=[row[0] for row in rows(SUIT)])
def test_the_outer_year(row: list[str]) -> None:
    assert ONE_YEAR.last_day(on(row[1])) == on(row[4])


@pytest.mark.parametrize("row", [row for row in rows(APPEAL) if len(row) > 4], ids=lambda row: row[0])
def test_final_on_the_day_after(row: list[str]) -> None:
    assert TWO_WEEKS.first_day_after(on(row[1])) == on(row[4])


@pytest.mark.reference
def test_the_vectors_are_those_of_the_reference() -> None:
    text = (REFERENCE / "law/jp.md").read_text(encoding="utf-8")
    theirs = {}
    for row in csv.reader(line for line in text.splitlines() if re.match(r"[RSA][0-9]{2}\*?,", line)):
        found = [re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell) for cell in row]
        raw, last = (found[3], found[4]) if row[0][0] in "RS" else (found[2], found[3])
        theirs[row[0].rstrip("*")] = (raw[0], last[0])
    assert theirs == {name: (raw, last) for _, name, _, raw, last in VECTORS}


@pytest.mark.parametrize(
    ("length", "unit", "start", "raw"),
    [
        (1, "days", "2021-02-18", "2021-02-19"),
        (1, "weeks", "2021-02-18", "2021-02-25"),
        (1, "months", "2021-01-27", "2021-02-27"),
        (1, "months", "2021-01-28", "2021-02-28"),
        (1, "months", "2021-01-29", "2021-02-28"),
        (1, "months", "2021-01-30", "2021-02-28"),
        (1, "months", "2021-01-31", "2021-02-28"),
        (1, "months", "2021-02-28", "2021-03-31"),
        (12, "months", "2020-02-28", "2021-02-28"),
        (1, "years", "2020-02-28", "2021-02-28"),
        (1, "years", "2020-02-29", "2021-02-28"),
        (1, "years", "2023-02-28", "2024-02-29"),
        (1, "years", "2021-12-31", "2022-12-31"),
    ],
)
def test_counting_without_a_calendar(length: int, unit: Any, start: str, raw: str) -> None:
    period = Period(length=length, unit=unit, first_day="excluded", month_end="last_day")
    assert period.raw(on(start)) == period.last_day(on(start)) == on(raw)


def test_a_first_day_that_counts() -> None:
    sixty = Period(length=60, unit="days", first_day="included")
    assert sixty.last_day(on("2004-03-02")) == on("2004-04-30")
    month = Period(length=1, unit="months", first_day="included", month_end="last_day")
    assert month.last_day(on("2021-01-01")) == on("2021-01-31")
    assert month.last_day(on("2021-01-30")) == on("2021-02-28")


periods = st.builds(
    Period,
    length=st.integers(1, 24),
    unit=st.sampled_from(["days", "weeks", "months", "years"]),
    first_day=st.sampled_from(["excluded", "included"]),
    month_end=st.just("last_day"),
    calendar=st.sampled_from([None, OFFICE, COURT]),
)
starts = st.dates(on("1982-01-01"), on("2070-12-31"))


@given(periods, starts, st.integers(0, 40))
def test_a_later_start_never_ends_earlier(period: Period, start: date, later: int) -> None:
    assert period.last_day(start) <= period.last_day(start + timedelta(later))


@pytest.mark.parametrize("period", [SEVEN_DAYS, TWO_WEEKS, THREE_MONTHS, SIX_MONTHS, ONE_YEAR])
def test_a_later_start_never_ends_earlier_in_eight_years(period: Period) -> None:
    ends = [period.last_day(start) for start in each(Day(on("2019-01-01"), on("2026-12-31")))]
    assert ends == sorted(ends)


@given(periods, starts)
def test_the_last_day_is_the_first_working_day_from_the_raw_one(period: Period, start: date) -> None:
    raw, last = period.raw(start), period.last_day(start)
    if period.calendar is None:
        assert last == raw
    else:
        assert last == next(found for found in each(Day(raw, raw + timedelta(15))) if period.calendar.is_working(found))


@given(periods, starts, st.integers(0, 20))
def test_a_range_ends_in_the_hull_of_the_last_days(period: Period, start: date, length: int) -> None:
    unsure = Day(start, start + timedelta(length))
    ends = [period.last_day(found) for found in each(unsure)]
    assert period.apply(unsure) == Day(min(ends), max(ends))


def test_apply_keeps_what_is_approximate() -> None:
    assert SEVEN_DAYS.apply(Day.of("2021-02-16~")) == Day(on("2021-02-22"), on("2021-02-24"), True)
    assert SEVEN_DAYS.apply(Day.of("2024-04-27~")) == Day(on("2024-05-07"), on("2024-05-07"))
    assert SEVEN_DAYS.apply(day(2021, 2, 16)) == day(2021, 2, 24)


def test_steps() -> None:
    assert SEVEN_DAYS.steps(on("2024-12-27")) == (
        Step(
            "{day} ({weekday}): the notice; this day is not counted",
            (("day", on("2024-12-27")), ("weekday", "Friday")),
        ),
        Step(
            "{length} days: {first} to {raw}",
            (("length", 7), ("first", on("2024-12-28")), ("raw", on("2025-01-03"))),
        ),
        Step(
            "{day} is no working day ({reason}): moved",
            (("day", on("2025-01-03")), ("reason", "end of year (29 December to 3 January)")),
        ),
        Step("{day} is no working day ({reason}): moved", (("day", on("2025-01-04")), ("reason", "Saturday"))),
        Step("{day} is no working day ({reason}): moved", (("day", on("2025-01-05")), ("reason", "Sunday"))),
        Step("{last} ({weekday}) is the last day", (("last", on("2025-01-06")), ("weekday", "Monday"))),
    )


def test_the_steps_of_one() -> None:
    period = Period(length=1, unit="months", first_day="included", month_end="last_day")
    assert [step.text.format(**dict(step.args)) for step in period.steps(on("2021-01-30"))] == [
        "2021-01-30 (Saturday): the notice; this day is counted",
        "1 month: 2021-01-30 to 2021-02-28",
        "2021-02-28 (Sunday) is the last day",
    ]


@given(periods, starts)
def test_the_steps_begin_at_the_start_and_end_at_the_last_day(period: Period, start: date) -> None:
    steps = period.steps(start)
    assert dict(steps[0].args)["day"] == start
    assert dict(steps[-1].args)["last"] == period.last_day(start)
    assert len(steps) == 3 + (period.last_day(start) - period.raw(start)).days
    assert all(step.text.format(**dict(step.args)) for step in steps)


def test_a_month_end_must_be_stated_for_months_and_years() -> None:
    for unit in ("months", "years"):
        with pytest.raises(WrongCall, match=f"A period of 6 {unit} was given without its month_end"):
            Period(length=6, unit=unit, first_day="excluded")


def test_a_month_end_that_is_refused() -> None:
    period = Period(length=6, unit="months", first_day="excluded", month_end="refuse")
    assert period.last_day(on("2023-08-28")) == on("2024-02-28")
    with pytest.raises(WrongCall, match="6 months from 2023-08-30 have no corresponding day"):
        period.last_day(on("2023-08-29"))


@pytest.mark.parametrize(
    "wrong",
    [{"length": 0}, {"unit": "hours"}, {"first_day": "maybe"}, {"counts": "x"}, {"unit": "years", "month_end": "x"}],
)
def test_a_period_that_is_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongCall):
        Period(**GIVEN | wrong)


def test_a_last_day_outside_the_calendar() -> None:
    with pytest.raises(NoCalendar, match="2100-01-01 was asked"):
        SEVEN_DAYS.last_day(on("2099-12-25"))


def test_a_period_is_a_value_whatever_it_has_counted() -> None:
    one, other = (Period(length=7, unit="days", first_day="excluded", calendar=OFFICE) for _ in range(2))
    one.last_day(on("2021-02-18"))
    assert one == other
    assert hash(one) == hash(other)
    assert "2021" not in repr(one)
    assert one != SEVEN_DAYS
