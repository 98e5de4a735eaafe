"""A day known exactly, or known only to lie in a range of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.logic.truth import Truth

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """One day, somewhere from `earliest` to `latest`. `approximate`: the ends are a guess, as in "about February"."""

    earliest: date
    latest: date
    approximate: bool = False

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise BadInput(
                "No day lies from {earliest} to {latest}: the end is before the beginning. Exchange the two.",
                earliest=self.earliest,
                latest=self.latest,
            )
        # So that every approximate day can be written, and read back as itself.
        if self.approximate and (self.latest - self.earliest).days < 2:
            raise WrongCall(
                "A day from {earliest} to {latest} cannot be approximate. Leave one day or more on each side.",
                earliest=self.earliest,
                latest=self.latest,
            )

    @staticmethod
    def of(given: date | str | Day) -> Day:
        """The day that is given as itself, as a date, or in writing."""
        if isinstance(given, Day):
            return given
        if isinstance(given, datetime):
            raise WrongCall("{given} is a moment, and a day was asked for. Give its date.", given=given)
        return Day(given, given) if isinstance(given, date) else parse_day(given)

    @property
    def exact(self) -> bool:
        """Whether the one day is known."""
        return self.earliest == self.latest

    @property
    def text(self) -> str:
        """The day in the Extended Date/Time Format, always in the same one of its spellings."""
        about = "~" if self.approximate else ""
        ends = ["-".join((f"{part[0]:04d}", *(f"{number:02d}" for number in part[1:]))) + about for part in parts(self)]
        return ends[0] if len(ends) == 1 else f"[{ends[0]}..{ends[1]}]"

    def __str__(self) -> str:
        return self.text

    def before(self, other: Day) -> Truth:
        """Whether this day comes before the other."""
        if self.latest < other.earliest:
            return Truth.MET
        return Truth.NOT_MET if self.earliest >= other.latest else Truth.OPEN

    def on_or_before(self, other: Day) -> Truth:
        """Whether this day is the other, or comes before it."""
        return ~other.before(self)

    def after(self, other: Day) -> Truth:
        """Whether this day comes after the other."""
        return other.before(self)

    def on_or_after(self, other: Day) -> Truth:
        """Whether this day is the other, or comes after it."""
        return ~self.before(other)

    def same(self, other: Day) -> Truth:
        """Whether the two are one day; two equal ranges need not be."""
        if not self.overlaps(other):
            return Truth.NOT_MET
        return Truth.MET if self.exact and other.exact else Truth.OPEN

    def overlaps(self, other: Day) -> bool:
        """Whether the two can be one day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def plus(self, days: int) -> Day:
        """The day so many days later."""
        by = timedelta(days)
        return Day(self.earliest + by, self.latest + by, self.approximate)

    def narrow(self, earliest: date | None = None, latest: date | None = None) -> Day:
        """The same day, known not to come before `earliest` nor after `latest`."""
        low = self.earliest if earliest is None else max(self.earliest, earliest)
        high = self.latest if latest is None else min(self.latest, latest)
        if high < low:
            raise BadInput(
                "{day} cannot lie from {earliest} to {latest}. Correct one of these days.",
                day=self.text,
                earliest=earliest or self.earliest,
                latest=latest or self.latest,
            )
        return Day(low, high, self.approximate and (high - low).days >= 2)

    # A range has no place in an order, so the signs are refused rather than given a meaning that sorts wrongly.
    def __lt__(self, other: object) -> Any:
        return _no_order(other)

    def __le__(self, other: object) -> Any:
        return _no_order(other)

    def __gt__(self, other: object) -> Any:
        return _no_order(other)

    def __ge__(self, other: object) -> Any:
        return _no_order(other)


def _no_order(other: object) -> Any:
    if isinstance(other, Day | date):
        raise TypeError("Two days cannot be compared by a sign. Use before, on_or_before, after, on_or_after or same.")
    return NotImplemented  # the other may know what to do


def month_length(year: int, month: int) -> int:
    """How many days the month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def day(year: int, month: int | None = None, date_: int | None = None, *, written: str = "") -> Day:
    """A year, a month of a year, or a day of a month. `written`: how a person wrote it, for the refusal."""
    written = written or "-".join(str(number) for number in (year, month, date_) if number is not None)
    if not 1 <= year <= 9999:
        raise BadInput("{written} is not a day that can be counted. Write a year from 0001 to 9999.", written=written)
    if month is None:
        return Day(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise BadInput(
            "{written} is not a day: there is no month {month}. Write a month from 1 to 12.",
            written=written,
            month=month,
        )
    length = month_length(year, month)
    first, last = date(year, month, 1), date(year, month, length)
    if date_ is None:
        return Day(first, last)
    if not 1 <= date_ <= length:
        raise BadInput(
            "{written} is not a day: {month} has {days} days. "
            "Write a day from {first} to {last}, or {whole} if only the month is known.",
            written=written,
            month=f"{MONTHS[month - 1]} {year}",
            days=length,
            first=first,
            last=last,
            whole=first.isoformat()[:7],
        )
    return Day(date(year, month, date_), date(year, month, date_))


def parts(day: Day) -> tuple[tuple[int, ...], ...]:
    """How to write the day: one (year,), (year, month) or (year, month, day), or the two ends of the range.

    Of an approximate day it is what stands before the "about", which widens by one unit on each side.
    """
    low, high = day.earliest, day.latest
    units = 3 if day.approximate else 1
    if (high - low).days == units - 1:
        middle = low + timedelta(units // 2)
        return ((middle.year, middle.month, middle.day),)
    if low.day == 1 and high.day == month_length(high.year, high.month):
        months = (high.year - low.year) * 12 + high.month - low.month + 1
        if months == units:
            year, month = divmod(low.year * 12 + low.month - 1 + units // 2, 12)
            return ((year, month + 1),)
        if low.month == 1 and months == 12 * units:
            return ((low.year + units // 2,),)
    return ends(day)


def ends(day: Day) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first and the last day to write; of an approximate day without what the "about" adds."""
    by = timedelta(1 if day.approximate else 0)
    low, high = day.earliest + by, day.latest - by
    return (low.year, low.month, low.day), (high.year, high.month, high.day)


def plain(text: str) -> str:
    """Text without spaces and line breaks, full-width figures as usual, and signs such as ㋿ in two letters."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKC", text)
    return "".join(text.split()).upper()


def parse_day(text: str) -> Day:
    """A day in writing, in the Extended Date/Time Format or with a Japanese era."""
    # Most days are exact and written by a program; they need none of what follows.
    if len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal() and text.isascii():
        return day(int(text[:4]), int(text[5:7]), int(text[8:]), written=text)
    from wellfounded.logic import edtf, eras

    return eras.parse(text) if eras.is_japanese(text) else edtf.parse(text)
