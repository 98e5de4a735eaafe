"""Days and counts in columns: orders, shifts, periods, the first and the last of several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

import numpy as np

from wellfounded.logic.errors import NoCalendar
from wellfounded.logic.periods import Period
from wellfounded.readings.columns.tables import table_of
from wellfounded.readings.columns.truths import conjunction, decided, disjunction, possible, settled
from wellfounded.readings.columns.values import Column, Counts, Days, Numbers, Plane, Truths, chosen, mask_of
from wellfounded.readings.values import LAST_DAY, MET, MOST, NEVER, NOT_MET, OPEN


def ordered(one: Column, two: Column, *, strictly: bool) -> Column:
    """Whether a day lies before another one; not `strictly`: before it or on it."""
    exists = conjunction((one[2], two[2]))
    if isinstance(exists, int) and exists == NOT_MET:
        return NOT_MET
    compare = np.less if strictly else np.less_equal
    may = compare(one[0], two[1])
    must = may if exact(one) and exact(two) else compare(one[1], two[0])
    return settled(conjunction((_between(may, must), exists)))


def at_least(one: Column, two: Column) -> Column:
    """Whether a count reaches another one."""
    may = np.greater_equal(one[1], two[0])
    must = may if exact(one) and exact(two) else np.greater_equal(one[0], two[1])
    return settled(_between(may, must))


def _between(may: Any, must: Any) -> Column:
    """Met in the rows where it must be so, not met in those where it cannot be."""
    if not may.ndim:
        return MET if must else OPEN if may else NOT_MET
    can = np.packbits(may)
    return Truths(can if must is may else np.packbits(must), ~can)


def shifted(day: Column, by: int) -> Column:
    """The day so many days later."""
    low, high, exists = day
    if not isinstance(day, Days):
        return (low + by, high + by, exists) if exists else NEVER
    moved = low + np.int32(by)
    return Days(moved, moved if high is low else high + np.int32(by), exists)


def last_day(period: Period, start: Column, size: int) -> tuple[Column, Plane | None]:
    """The last day of a period, and the rows of which the person reading refuses the start: no calendar covers it."""
    if not isinstance(start, Days):
        try:
            return _last_of_one(period, start), None
        except NoCalendar:
            return (LAST_DAY, LAST_DAY, start[2]), np.full((size + 7) // 8, 255, np.uint8)
    table, needed = table_of(period), possible(start.exists)
    low, high, exists = start
    if high is low:
        found, refused = table.last(low, needed)
        if refused is not None:
            found = chosen(refused, size, np.int32(LAST_DAY), found)
        return Days(found, found, exists), refused
    # Only a day that is itself known may be refused by the calendar; the ends of a range are its bounds.
    if table.begins:
        within = np.packbits(high >= table.begins)
        low = chosen(within, size, np.maximum(low, np.int32(table.begins)), low)
    first, refused = table.last(low, needed)
    last, beyond = table.last(high, needed)
    if refused is not None:
        first = chosen(refused, size, np.int32(LAST_DAY), first)
    if beyond is not None:
        refused_too = beyond & np.packbits(start.low == start.high)
        refused = refused_too if refused is None else refused | refused_too
        last = chosen(beyond, size, np.int32(LAST_DAY), last)
    return Days(first, first if np.array_equal(first, last) else last, exists), refused


def _last_of_one(period: Period, start: tuple[int, int, int]) -> Column:
    """The last day of a period where the start is the same in every row."""
    low, high, exists = start
    if not exists:
        return NEVER
    begins = period.calendar.first.toordinal() if period.calendar else 0
    if low != high and begins <= high:
        low = max(low, begins)
    first = period.last_day(date.fromordinal(low)).toordinal()
    try:
        return (first, period.last_day(date.fromordinal(high)).toordinal(), exists)
    except NoCalendar:
        if start[0] == high:
            raise
        return (first, LAST_DAY, exists)


def outermost(days: Sequence[Column], size: int, *, first: bool) -> Column:
    """The first, or the last, of those days that come at all."""
    coming = [day for day in days if isinstance(day[2], Truths) or day[2]]
    if len(coming) < 2:
        return coming[0] if coming else NEVER
    exists = settled(disjunction(day[2] for day in coming))
    # Of the first, the near end is the earliest day and the far end the latest; of the last, the other way round.
    near, far = (0, 1) if first else (1, 0)
    nearest = outermost_of([(possible(day[2]), day[near]) for day in coming], size, least=first)
    if all(map(exact, coming)) and all(decided(day[2]) for day in coming):
        return _day(nearest, nearest, exists, size)
    # What is sure to come bounds the far end; only where nothing is, what may come does.
    sure = [(_met(day[2]), day[far]) for day in coming if isinstance(day[2], Truths) or day[2] == MET]
    farthest = outermost_of(sure, size, least=first) if sure else None
    if isinstance(exists, Truths) or exists == OPEN:
        unsure = outermost_of([(possible(day[2]), day[far]) for day in coming], size, least=not first)
        if farthest is None or not isinstance(exists, Truths):
            farthest = unsure
        else:
            farthest = chosen(exists.met, size, numbers(farthest, size), numbers(unsure, size))
    return _day(nearest, farthest, exists, size) if first else _day(farthest, nearest, exists, size)


def _met(exists: Column) -> Plane | None:
    return exists.met if isinstance(exists, Truths) else None


def outermost_of(ends: Sequence[tuple[Plane | None, Any]], size: int, *, least: bool) -> Any:
    """The least, or the greatest, of several numbers in each row, each of them only in its rows (None: all)."""
    among, pick = (_not_the_least, np.minimum) if least else (_not_the_greatest, np.maximum)
    return reduce(pick, [end if rows is None else among(rows, end, size) for rows, end in ends])


def _not_the_least(rows: Plane, ends: Any, size: int) -> Any:
    return chosen(rows, size, ends, np.int32(MOST))


def _not_the_greatest(rows: Plane, ends: Any, size: int) -> Any:
    # No day or count is below 0.
    return ends & mask_of(rows, size)


def held(low: Numbers, high: Numbers, exists: Column) -> Column:
    """Days, or that they never come in any row."""
    return Days(low, high, exists) if isinstance(exists, Truths) or exists else NEVER


def exact(column: Column) -> bool:
    """Whether every day or count of a column is known."""
    return column[0] is column[1] if isinstance(column, (Days, Counts)) else bool(column[0] == column[1])


def _day(low: Any, high: Any, exists: Column, size: int) -> Column:
    """A day of two ends, each an array or one number for all rows."""
    if not isinstance(low, np.ndarray) and not isinstance(high, np.ndarray) and not isinstance(exists, Truths):
        return (int(low), int(high), exists)
    one = numbers(low, size)
    return held(one, one if low is high else numbers(high, size), exists)


def numbers(ends: Any, size: int) -> Numbers:
    """One end of days or counts as a number for each row."""
    return ends if isinstance(ends, np.ndarray) else np.full(size, ends, np.int32)
