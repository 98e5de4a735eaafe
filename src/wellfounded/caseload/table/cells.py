"""The cells of Arrow columns as numbers. Words are looked at once each, not once a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wellfounded.caseload.table.arrays import arrow, known_rows, numpy_of, taken
from wellfounded.caseload.table.events import NEVER_COMES, UNRECORDED, DayColumn
from wellfounded.claim.case_file import NEVER_CAME, counted
from wellfounded.claim.written import quoted
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.values import FIRST_DAY, LAST_DAY, MOST
from wellfounded.rules.order import LegalOrder

Fault = tuple[str, dict[str, object]]
"""A template and its values."""
_EPOCH = date(1970, 1, 1).toordinal()
_A_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_PLAIN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_REMEMBERED = 100_000
"""Written days: more than there are days in two centuries, so that garbage cannot fill the memory."""


class Faults:
    """What is wrong with which rows of a batch; of one row, the first that was found."""

    def __init__(self) -> None:
        self.found: dict[int, Fault] = {}

    def add(self, rows: NDArray[Any], fault: Callable[[int], Fault]) -> None:
        """Name the fault of some rows. `fault`: of the so-manieth of them."""
        for i, row in enumerate(rows.tolist()):
            if row not in self.found:
                self.found[row] = fault(i)

    def one(self, row: int, template: str, **args: object) -> None:
        """Name the fault of one row."""
        self.found.setdefault(row, (template, args))

    def mask(self, size: int) -> NDArray[np.bool_]:
        """Which rows have none."""
        kept = np.ones(size, np.bool_)
        kept[list(self.found)] = False
        return kept


def is_text(type_: Any) -> bool:
    """Whether a column holds words."""
    if pa.types.is_dictionary(type_):
        type_ = type_.value_type
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_))


def text(column: Any) -> Any:
    """A column as Arrow text."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    try:
        return column if pa.types.is_string(column.type) else column.cast(pa.string())
    except pa.ArrowException:
        return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())


def words(column: Any, renamed: Mapping[str, str] | None = None) -> tuple[NDArray[np.int32], list[str]]:
    """A code for each row and the word of each code. Code 0: nothing is written. `renamed`: their word to ours."""
    size, column = len(column), _encoded(column)
    if column is None:
        return np.zeros(size, np.int32), [""]
    known = text(column.dictionary).to_pylist()
    different = dict.fromkeys(("", *known))
    if not renamed and len(different) == len(known) + 1 and None not in different:
        # Words that are all different keep their order.
        codes = numpy_of(column.indices, -1)
        return np.add(codes, 1, dtype=np.int32), list(different)
    found = {"": 0}
    table = np.zeros(len(known) + 1, np.int32)
    for i, word in enumerate(known):
        ours = renamed.get(word, word) if renamed else word
        table[i] = found.setdefault(ours or "", len(found))
    # What is null stands at the last place.
    return table.take(numpy_of(column.indices, -1)), list(found)


def _encoded(column: Any) -> Any:
    """A column with a dictionary of its own words; None where it cannot hold any."""
    if pa.types.is_nested(column.type):
        column = text(column)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    elif len(column.dictionary) > max(len(column), 1000):
        # The dictionary of a whole file, of which this stretch uses little.
        column = column.dictionary_decode().dictionary_encode()
    return column if pa.types.is_dictionary(column.type) else None


def given(column: Any) -> tuple[NDArray[np.int32], Any]:
    """Which rows of a sparse column hold something, and what."""
    if not column.null_count:
        return np.arange(len(column), dtype=np.int32), column
    rows = known_rows(column)
    return rows, taken(column, rows)


class DayReader:
    """Days of a law's tables: typed or in writing, with the same strictness as a case file."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law
        self._known: dict[str, tuple[int, int]] = {}

    def read(
        self, column: Any, latest: Any, never: bool, faults: Faults, rows: NDArray[Any] | None = None
    ) -> DayColumn:
        """The days of a column. `latest`: the column of their last possible days, or None. `rows`: where they stand."""
        low, high = self._column(column, never, faults, rows)
        if latest is None or latest.null_count == len(latest):
            return DayColumn(low, high)
        end = self._column(latest, False, faults, rows)[1]
        said = end != UNRECORDED
        wrong = np.flatnonzero(said & (end < low) | said & (low <= 0))
        if len(wrong):
            faults.add(
                wrong if rows is None else rows[wrong], lambda i: _turned(int(low[wrong[i]]), int(end[wrong[i]]))
            )
            said[wrong] = False
        end = np.where(said, end, high)
        return DayColumn(low, low if np.array_equal(end, low) else end)

    def _column(
        self, column: Any, never: bool, faults: Faults, rows: NDArray[Any] | None
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        if column.null_count == len(column):
            none = np.zeros(len(column), np.int32)
            return none, none
        if is_text(column.type):
            return self._written(column, never, faults, rows)
        if pa.types.is_date32(column.type):
            days = numpy_of(column.view(pa.int32()))
            if days.min() >= FIRST_DAY - _EPOCH and days.max() <= LAST_DAY - _EPOCH:
                low = days + np.int32(_EPOCH)
                if column.null_count:
                    low *= numpy_of(column.is_valid())
                return low, low
        number = _day_numbers(column, self.law)
        # Unsigned, so that one comparison finds both sides.
        outside = (number - FIRST_DAY).astype(np.uint64) > LAST_DAY - FIRST_DAY
        if column.null_count:
            missing = numpy_of(column.is_null())
            outside &= ~missing
            number[missing] = UNRECORDED
        wrong = np.flatnonzero(outside)
        if len(wrong):
            at = number[wrong]
            faults.add(wrong if rows is None else rows[wrong], lambda i: _outside(int(at[i])))
            number[wrong] = UNRECORDED
        low = number.astype(np.int32)
        return low, low

    def _written(
        self, column: Any, never: bool, faults: Faults, rows: NDArray[Any] | None
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        encoded = _encoded(column)
        found = text(encoded.dictionary)
        # The last place is that of what is not written.
        low = np.append(_plain_days(found), np.int32(UNRECORDED))
        high = low.copy()
        wrong: dict[int, Fault] = {}
        for code in np.flatnonzero(low[:-1] == UNRECORDED).tolist():
            word = found[code].as_py()
            if not word or word == "unknown":
                continue
            try:
                low[code], high[code] = (NEVER_COMES,) * 2 if never and word == NEVER_CAME else self._day(word)
            except WellfoundedError as error:
                wrong[code] = (error.template, dict(error.args_))
        codes = numpy_of(encoded.indices, -1)
        if wrong:
            is_wrong = np.zeros(len(low), np.bool_)
            is_wrong[list(wrong)] = True
            at = np.flatnonzero(is_wrong.take(codes))
            faults.add(at if rows is None else rows[at], lambda i: wrong[int(codes[at[i]])])
        earliest = low.take(codes)
        return earliest, earliest if np.array_equal(low, high) else high.take(codes)

    def _day(self, word: str) -> tuple[int, int]:
        if word not in self._known:
            if word != quoted(word):
                raise BadInput(
                    '{value} is not a day. Write a day as "2021-02-18", "2021-02" or "令和3年2月18日".',
                    value=quoted(word),
                )
            day = counted(_moment(word, self.law) or parse_day(word))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = (day.earliest.toordinal(), day.latest.toordinal())
            return day.earliest.toordinal(), day.latest.toordinal()
        return self._known[word]


def _plain_days(written: Any) -> NDArray[np.int32]:
    """The number of each day that is written as 2021-02-18; UNRECORDED for all that must be looked at singly."""
    days = np.full(len(written), UNRECORDED, np.int32)
    shaped = numpy_of(pc.match_substring_regex(written, _PLAIN))
    try:
        numbers = numpy_of(written.filter(arrow(shaped)).cast(pa.date32()).view(pa.int32())) + np.int32(_EPOCH)
    except pa.ArrowInvalid:
        return days
    inside = (numbers >= FIRST_DAY) & (numbers <= LAST_DAY)
    days[shaped] = np.where(inside, numbers, UNRECORDED)
    return days


def _moment(word: str, law: LegalOrder) -> Day | None:
    """The day of a moment in writing, where the law is."""
    if len(word) < 16 or not (word[:4].isdecimal() and word[4] == word[7] == "-" and word[10] in "T "):
        return None
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone(law))
    return Day(moment.date(), moment.date())


def zone(law: LegalOrder) -> Any:
    """The time zone of a law, or its usual offset where the machine knows no time zones."""
    try:
        return ZoneInfo(law.time_zone)
    except (KeyError, ValueError, OSError):
        return timezone(timedelta(hours=law.utc_offset))


def _day_numbers(column: Any, law: LegalOrder) -> NDArray[np.int64]:
    type_ = column.type
    if pa.types.is_dictionary(type_):
        column, type_ = column.dictionary_decode(), type_.value_type
    if pa.types.is_date64(type_):
        column, type_ = column.cast(pa.timestamp("ms")), pa.timestamp("ms")
    if pa.types.is_date32(type_):
        days = numpy_of(column.view(pa.int32())).astype(np.int64)
    elif pa.types.is_timestamp(type_):
        if type_.tz is not None:
            column = pc.local_timestamp(column.cast(pa.timestamp(type_.unit, law.time_zone)))
        days = numpy_of(column.view(pa.int64())) // _A_DAY[type_.unit]
    else:
        raise BadInput("A column of days holds {type}. Give dates, moments, or days in writing.", type=str(type_))
    numbers: NDArray[np.int64] = days + _EPOCH
    return numbers


def _outside(number: int) -> Fault:
    return (
        "{day} does not lie in the years from {first} to {last}, in which days are counted.",
        {
            "day": str(np.datetime64(number - _EPOCH, "D")),
            "first": date.fromordinal(FIRST_DAY).year,
            "last": date.fromordinal(LAST_DAY).year,
        },
    )


def _turned(low: int, end: int) -> Fault:
    if low <= 0:
        return "The last possible day, {latest}, stands without the first. Give both.", {
            "latest": date.fromordinal(end)
        }
    return (
        "No day lies from {earliest} to {latest}: the end is before the beginning. Exchange the two.",
        {"earliest": date.fromordinal(low), "latest": date.fromordinal(end)},
    )


def truths(column: Any, key: str, rows: NDArray[Any], faults: Faults) -> NDArray[np.uint8]:
    """True or false, as 1 or 0."""
    if pa.types.is_boolean(column.type):
        return numpy_of(column).astype(np.uint8)
    codes, found = words(column)
    table = np.array([{"true": 1, "false": 0}.get(word.lower(), 2) for word in found], np.uint8)
    _must_be("true or false", key, table[codes] == 2, codes, found, rows, faults)
    return table[codes]


def counts(column: Any, key: str, rows: NDArray[Any], faults: Faults) -> NDArray[np.int32]:
    """Whole numbers from 0."""
    codes, found = words(column)
    table = np.array([_whole(word) for word in found], np.int64)
    _must_be("a whole number", key, table[codes] < 0, codes, found, rows, faults)
    return table[codes].astype(np.int32)


def _whole(word: str) -> int:
    word = word.removesuffix(".0")  # a spreadsheet or a frame with empty cells makes 3 to 3.0
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 11 and int(word) <= MOST else -1


def _must_be(
    wanted: str,
    key: str,
    wrong: NDArray[Any],
    codes: NDArray[Any],
    found: list[str],
    rows: NDArray[Any],
    faults: Faults,
) -> None:
    at = np.flatnonzero(wrong)
    faults.add(
        rows[at],
        lambda i: (
            "{key} must be {wanted}; {value} was written.",
            {"key": key, "wanted": wanted, "value": quoted(found[codes[at[i]]])},
        ),
    )
