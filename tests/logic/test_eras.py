"""Days with a Japanese era."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from tests.logic.drawn import days
from wellfounded.logic.days import Day, day, parse_day
from wellfounded.logic.eras import ERAS, parse, text
from wellfounded.logic.errors import BadInput


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("令和6年7月4日", day(2024, 7, 4)),
        ("令和6年7月", day(2024, 7)),
        ("令和6年", day(2024)),
        ("令和元年5月", day(2019, 5)),
        ("令和1年5月1日", day(2019, 5, 1)),
        ("R6.7.4", day(2024, 7, 4)),
        ("r6/7/4", day(2024, 7, 4)),
        ("R6", day(2024)),
        ("令6.7", day(2024, 7)),
        ("H31.4.30", day(2019, 4, 30)),
        ("平成31年4月30日", day(2019, 4, 30)),
        ("昭和64年1月7日", day(1989, 1, 7)),
        ("平成元年1月8日", day(1989, 1, 8)),
        ("大正15年12月24日", day(1926, 12, 24)),
        ("昭和元年12月25日", day(1926, 12, 25)),
        ("明治45年7月29日", day(1912, 7, 29)),
        ("大正元年7月30日", day(1912, 7, 30)),
        ("明治6年1月1日", day(1873, 1, 1)),
        ("令和六年七月四日", day(2024, 7, 4)),
        ("平成二十九年十月十一日", day(2017, 10, 11)),
        ("平成二九年一〇月", day(2017, 10)),
        ("昭和五十年", day(1975)),
        ("令和百二年", day(2120)),
        ("二〇二四年七月", day(2024, 7)),
        ("2024年7月4日", day(2024, 7, 4)),
        ("令和６年７月４日", day(2024, 7, 4)),
        ("Ｒ６．７．４", day(2024, 7, 4)),
        ("㋿6年7月4日", day(2024, 7, 4)),
        (" 令和 6 年\n7月　4日 ", day(2024, 7, 4)),
        ("令和6年7月4日（木）", day(2024, 7, 4)),
        ("令和6年7月4日木曜日", day(2024, 7, 4)),
        # The part of the month or year that belongs to the era.
        ("昭和64年1月", Day(date(1989, 1, 1), date(1989, 1, 7))),
        ("平成元年1月", Day(date(1989, 1, 8), date(1989, 1, 31))),
        ("平成31年", Day(date(2019, 1, 1), date(2019, 4, 30))),
        ("令和元年", Day(date(2019, 5, 1), date(2019, 12, 31))),
        ("令和3年2月8日から令和3年3月5日までのいずれかの日", Day(date(2021, 2, 8), date(2021, 3, 5))),
        ("令和3年2月8日から令和3年3月5日まで", Day(date(2021, 2, 8), date(2021, 3, 5))),
        ("令和3年2月頃", Day(date(2021, 1, 1), date(2021, 3, 31), True)),
        ("令和3年ごろ", Day(date(2020, 1, 1), date(2022, 12, 31), True)),
    ],
)
def test_read(written: str, found: Day) -> None:
    assert parse(written) == parse_day(written) == found


@pytest.mark.parametrize(
    ("found", "written"),
    [
        (day(2024, 7, 4), "令和6年7月4日"),
        (day(2024, 7), "令和6年7月"),
        (day(2024), "令和6年"),
        (day(2019, 5), "令和元年5月"),
        (day(2019), "平成31年1月1日から令和元年12月31日までのいずれかの日"),
        (day(1989, 1), "昭和64年1月1日から平成元年1月31日までのいずれかの日"),
        (Day(date(2021, 2, 8), date(2021, 3, 5)), "令和3年2月8日から令和3年3月5日までのいずれかの日"),
        (Day(date(2021, 1, 1), date(2021, 3, 31), True), "令和3年2月頃"),
        (day(1850, 3), "1850年3月"),
    ],
)
def test_written(found: Day, written: str) -> None:
    assert text(found) == written
    assert parse(written) == found


@given(days)
def test_what_is_written_is_read_as_the_same_day(found: Day) -> None:
    assert parse_day(text(found)) == found


def test_the_eras_follow_each_other_without_a_gap() -> None:
    for one, following in pairwise(ERAS):
        assert one.last + timedelta(1) == following.first
        assert following.first.year == following.base + 1
        assert text(Day.of(following.first)).startswith(f"{following.name}元年")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("平成31年5月2日", "平成31年5月2日 is not a day: 平成 ended on 平成31年4月30日. Write 令和元年5月2日."),
        ("平成36年7月4日", "平成36年7月4日 is not a day: 平成 ended on 平成31年4月30日. Write 令和6年7月4日."),
        ("平成32年", "平成32年 is not a day: 平成 ended on 平成31年4月30日. Write 令和2年."),
        ("令和元年4月30日", "令和元年4月30日 is not a day: 令和 began on 令和元年5月1日. Write 平成31年4月30日."),
        ("昭和64年1月8日", "昭和64年1月8日 is not a day: 昭和 ended on 昭和64年1月7日. Write 平成元年1月8日."),
        (
            "令和3年2月30日",
            (
                "令和3年2月30日 is not a day: February 2021 has 28 days. Write a day from 2021-02-01 to 2021-02-28, "
                "or 2021-02 if only the month is known."
            ),
        ),
        (
            "令和6年7月4日(金)",
            "2024-07-04 is a Thursday, and 令和6年7月4日(金) names another day of the week. Correct one of the two.",
        ),
        (
            "明治5年12月2日",
            (
                "明治5年12月2日 is a day of the calendar before 明治6年. "
                "Write it in the calendar of today, such as 1872-12-31."
            ),
        ),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(written: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day(written)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "written", ["令和", "令和年", "令和三百百年", "慶応3年", "令和6年7月4", "R6.", "年", "令和6年13月"]
)
def test_other_text_is_refused(written: str) -> None:
    with pytest.raises(BadInput):
        parse_day(written)
