"""The calendars, and the Japanese ones in particular."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.logic.drawn import each, office_dates
from tools.holiday_table import TARGET, table
from wellfounded.law.jp.calendars import COURT, OFFICE, YEAR_END, holidays
from wellfounded.logic.calendars import Calendar
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import BadInput, NoCalendar


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2024-07-04", None),
        ("2024-07-06", "Saturday"),
        ("2024-07-07", "Sunday"),
        ("2024-05-03", "Constitution Memorial Day"),
        ("2024-05-06", "substitute holiday"),
        ("2026-09-22", "day between two holidays"),
        ("2021-08-09", "substitute holiday"),
        ("2021-07-22", "Marine Day"),
        ("2021-07-19", None),
        ("2019-05-01", "Enthronement of the Emperor"),
        ("2019-10-22", "Enthronement of the Emperor"),
        ("2018-12-23", "Emperor's Birthday"),
        ("2019-12-23", None),
        ("2021-02-23", "Emperor's Birthday"),
        ("2023-12-28", None),
        ("2023-12-29", YEAR_END),
        ("2024-01-01", "New Year's Day"),
        ("2024-01-03", YEAR_END),
        ("2024-01-04", None),
        ("2024-02-29", None),
    ],
)
def test_days_of_both_calendars(day: str, reason: str | None) -> None:
    for calendar in (OFFICE, COURT):
        assert calendar.reason_off(on(day)) == reason
        assert calendar.is_working(on(day)) == (reason is None)


def test_the_fourth_of_may_before_1986_is_a_working_day_unless_a_weekend_or_substitute() -> None:
    for year in range(1982, 1986):
        assert (5, 4) not in holidays(year)
    assert holidays(1988)[5, 4] == "day between two holidays"


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("1988-12-10", None),
        ("1989-01-14", "Saturday"),
        ("1989-01-21", None),
        ("1989-01-28", "Saturday"),
        ("1992-04-04", None),
        ("1992-04-11", "Saturday"),
        ("1992-04-18", None),
        ("1992-04-25", "Saturday"),
        ("1992-05-02", "Saturday"),
        ("1988-12-11", "Sunday"),
    ],
)
def test_office_saturdays_before_and_after_may_1992(day: str, reason: str | None) -> None:
    assert OFFICE.reason_off(on(day)) == reason
    assert COURT.reason_off(on(day)) is not None


@given(office_dates)
def test_offices_and_courts_differ_on_early_saturdays_only(day: date) -> None:
    differ = OFFICE.is_working(day) != COURT.is_working(day)
    assert not differ or (day.weekday() == 5 and day < on("1992-05-01"))


@pytest.mark.parametrize("year", range(2007, 2100))
def test_a_holiday_on_a_sunday_is_followed_by_a_substitute(year: int) -> None:
    found = holidays(year)
    for month, day in found:
        after = date(year, month, day)
        if after.weekday() == 6:
            while (after.month, after.day) in found and found[after.month, after.day] != "substitute holiday":
                after += timedelta(1)
            assert (after.month, after.day) in found


def test_the_table_is_what_the_tool_writes() -> None:
    assert TARGET.read_text(encoding="utf-8") == table()


def test_no_year_is_read_before_it_is_asked_for() -> None:
    program = "from wellfounded.law.jp.calendars import OFFICE, holidays; print(holidays.cache_info().currsize)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "0\n"


@given(office_dates)
def test_next_and_previous_are_the_nearest_working_days(day: date) -> None:
    following, previous = OFFICE.next_working(day), OFFICE.previous_working(day)
    assert previous <= day <= following
    assert OFFICE.is_working(previous) or day < on("1982-01-05")
    assert OFFICE.is_working(following)
    for between in each(Day(previous, following))[1:-1]:
        assert not OFFICE.is_working(between) or (previous == day == following)


def test_outside_its_years_the_calendar_says_so() -> None:
    for day in ("1981-12-31", "2100-01-01"):
        with pytest.raises(NoCalendar) as refused:
            OFFICE.is_working(on(day))
        assert str(refused.value) == (
            f"The calendar of Japanese state offices covers 1982 to 2099; {day} was asked. Give a day of these years."
        )
    with pytest.raises(NoCalendar, match="2100-01-01 was asked"):
        COURT.next_working(on("2099-12-31"))


def test_narrow() -> None:
    assert OFFICE.narrow(parse_day("2024-05")) == Day(on("2024-05-01"), on("2024-05-31"))
    assert OFFICE.narrow(parse_day("[2024-05-03..2024-05-12]")) == Day(on("2024-05-07"), on("2024-05-10"))
    assert OFFICE.narrow(parse_day("2020-01")) == Day(on("2020-01-06"), on("2020-01-31"))
    assert OFFICE.narrow(parse_day("2024-05-06~")) == Day.of("2024-05-07")
    with pytest.raises(BadInput, match="holds no working day of Japanese state offices"):
        OFFICE.narrow(parse_day("[2024-05-03..2024-05-06]"))
    with pytest.raises(BadInput, match="holds no working day"):
        OFFICE.narrow(parse_day("1982-01-01"))


def test_narrow_leaves_an_end_outside_the_calendar_where_it_is() -> None:
    assert OFFICE.narrow(parse_day("[..2024-05-06]")) == Day(on("1900-01-01"), on("2024-05-02"))
    assert OFFICE.narrow(Day(on("2024-05-03"), on("2150-01-01"))) == Day(on("2024-05-07"), on("2150-01-01"))
    assert OFFICE.narrow(parse_day("[1950..1982-01-01]")) == parse_day("[1950..1982-01-01]")
    with pytest.raises(NoCalendar):
        OFFICE.narrow(parse_day("1950"))


def test_a_calendar_is_a_value() -> None:
    same = Calendar(OFFICE.id, OFFICE.name, OFFICE.first, OFFICE.last, OFFICE.off)
    assert same == OFFICE
    assert hash(same) == hash(OFFICE)
    assert OFFICE != COURT
