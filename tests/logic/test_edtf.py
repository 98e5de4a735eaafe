"""Days in the Extended Date/Time Format."""

from contextlib import suppress
from datetime import date
from time import struct_time

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.logic.drawn import dates
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.edtf import parse
from wellfounded.logic.errors import BadInput


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-07-04", "2024-07-04", "2024-07-04"),
        (" 2024-07-04\n", "2024-07-04", "2024-07-04"),
        ("２０２４-０７-０４", "2024-07-04", "2024-07-04"),
        ("2024-07", "2024-07-01", "2024-07-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2021-XX-XX", "2021-01-01", "2021-12-31"),
        ("2021-XX", "2021-01-01", "2021-12-31"),
        ("2021-1X", "2021-10-01", "2021-12-31"),
        ("2021-02-1X", "2021-02-10", "2021-02-19"),
        ("2021-XX-31", "2021-01-31", "2021-12-31"),
        ("202X-02-29", "2020-02-29", "2028-02-29"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("[2021-02-08..2021-03-05]", "2021-02-08", "2021-03-05"),
        ("[2021-02..2021-03]", "2021-02-01", "2021-03-31"),
        ("[2021-02..]", "2021-02-01", "2099-12-31"),
        ("[..2021-02]", "1900-01-01", "2021-02-28"),
        ("[2021-02-08, 2021-02-10]", "2021-02-08", "2021-02-10"),
        ("[2021-02-10, 2021-02-08, 2021-02-12..2021-02-14]", "2021-02-08", "2021-02-14"),
        ("2021-02/2021-04", "2021-02-01", "2021-04-30"),
        ("2021-02/..", "2021-02-01", "2099-12-31"),
        ("../2021-02", "1900-01-01", "2021-02-28"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2021-23", "2021-09-01", "2021-11-30"),
        ("2021-24", "2020-12-01", "2022-02-28"),
        ("2021-26", "2021-06-01", "2021-08-31"),
        ("2021-32", "2021-06-01", "2021-08-31"),
        ("2021-33", "2021-01-01", "2021-03-31"),
        ("2021-36", "2021-10-01", "2021-12-31"),
        ("2021-38", "2021-05-01", "2021-08-31"),
        ("2021-40", "2021-01-01", "2021-06-30"),
        ("2021-41", "2021-07-01", "2021-12-31"),
    ],
)
def test_ranges(text: str, earliest: str, latest: str) -> None:
    assert parse(text) == Day(date.fromisoformat(earliest), date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2021-02-10~", "2021-02-09", "2021-02-11"),
        ("2021-02~", "2021-01-01", "2021-03-31"),
        ("2021-02?", "2021-01-01", "2021-03-31"),
        ("2021-02%", "2021-01-01", "2021-03-31"),
        ("2021-01~", "2020-12-01", "2021-02-28"),
        ("2021~", "2020-01-01", "2022-12-31"),
        ("202X~", "2010-01-01", "2039-12-31"),
        ("2021-?02", "2021-01-01", "2021-03-31"),
        ("2021-~03-31", "2021-02-28", "2021-04-30"),
        ("2021-03~-31", "2021-02-28", "2021-04-30"),
        ("2021~-02-10", "2020-02-10", "2022-02-10"),
        ("2021-22~", "2021-03-01", "2021-11-30"),
        ("2021-40~", "2020-07-01", "2021-12-31"),
        ("2021-02/2021-04~", "2021-02-01", "2021-05-31"),
        ("[2021-02-11~..2021-03-04~]", "2021-02-10", "2021-03-05"),
        ("0001~", "0001-01-01", "0002-12-31"),
    ],
)
def test_about_widens_by_one_unit_on_each_side(text: str, earliest: str, latest: str) -> None:
    assert parse(text) == Day(date.fromisoformat(earliest), date.fromisoformat(latest), True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "2021-02-30",
            (
                "2021-02-30 is not a day: February 2021 has 28 days. Write a day from 2021-02-01 to 2021-02-28, "
                "or 2021-02 if only the month is known."
            ),
        ),
        ("2021-13", "2021-13 is not a day: there is no month 13. Write a month from 1 to 12."),
        ("2021-13-01", "2021-13-01 is not a day: there is no month 13. Write a month from 1 to 12."),
        ("2021-2-8", "2021-2-8 is not written as a day is here. Write 2021-02-08."),
        ("2021/2/8", "2021/2/8 is not written as a day is here. Write 2021-02-08."),
        ("2021-02-18T10:00", "2021-02-18T10:00 is a moment, and a day was asked for. Write 2021-02-18."),
        ("2021-02-3X", "No day fits 2021-02-3X. Write X for each figure that is not known."),
        ("[..]", "[..] leaves both ends open. Write a day on one side."),
        (
            "[2021-03..2021-02]",
            "No day lies from 2021-03-01 to 2021-02-28: the end is before the beginning. Exchange the two.",
        ),
        ("0000", "0000 is not a day that can be counted. Write a year from 0001 to 9999."),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "today",
        "20210218",
        "2021-",
        "Y17000",
        "-2021",
        "{2021,2022}",
        "0000-21",
        "[",
        "2021-02-1",
        "/",
        "17/11/2026",
        "3/4/21",
    ],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_day(text)


@given(st.text(alphabet="0123456789X-~?%[]/.,{}年月日令和R元一十", max_size=14))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = None
    with suppress(BadInput):
        found = parse_day(text)
    assert found is None or parse_day(found.text) == found


@given(dates, st.sampled_from(["{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}", "{:%Y-%m-XX}", "{:%Y-XX-XX}"]))
def test_another_reader_finds_the_same_ends(found: date, spelling: str) -> None:
    text = spelling.format(found)
    theirs = oracle.parse_edtf(text)
    ours = parse(text)
    assert (_date(theirs.lower_strict()), _date(theirs.upper_strict())) == (ours.earliest, ours.latest)


@given(dates, st.integers(0, 400))
def test_another_reader_finds_the_same_ends_of_an_interval(start: date, length: int) -> None:
    end = date.fromordinal(start.toordinal() + length)
    theirs = oracle.parse_edtf(f"{start}/{end:%Y-%m}")
    ours = parse(f"{start}/{end:%Y-%m}")
    assert (_date(theirs.lower_strict()), _date(theirs.upper_strict())) == (ours.earliest, ours.latest)


def _date(given_: struct_time) -> date:
    return date(given_.tm_year, given_.tm_mon, given_.tm_mday)
