"""Days in writing in the Extended Date/Time Format (ISO 8601-2), levels 0 to 2, as far as they say one day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from wellfounded.logic.days import Day, day, month_length, plain
from wellfounded.logic.errors import BadInput

# How far "from then on" and "until then" reach.
BEGINNING, END = date(1900, 1, 1), date(2099, 12, 31)

_PART = "([~?%%]?)([0-9X]{%d})([~?%%]?)"
_ATOM = f"{_PART % 4}(?:-{_PART % 2}(?:-{_PART % 2})?)?"
_NEARLY = "([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})"

# The parts of a year by their code: first and last month, counted from January of that year as 0.
# People name a winter by the year it begins in or by the year it ends in, so it reaches over both.
_SPRING, _SUMMER, _AUTUMN, _WINTER = (2, 4), (5, 7), (8, 10), (-1, 13)
_SEASONS = {
    21: _SPRING, 22: _SUMMER, 23: _AUTUMN, 24: _WINTER,
    25: _SPRING, 26: _SUMMER, 27: _AUTUMN, 28: _WINTER,
    29: _AUTUMN, 30: _WINTER, 31: _SPRING, 32: _SUMMER,
    33: (0, 2), 34: (3, 5), 35: (6, 8), 36: (9, 11),
    37: (0, 3), 38: (4, 7), 39: (8, 11),
    40: (0, 5), 41: (6, 11),
}  # fmt: skip
_SEASON_LENGTHS = {37: 4, 38: 4, 39: 4, 40: 6, 41: 6}


def parse(text: str) -> Day:
    """The day that the text says: exact, in a range, one of several, or about."""
    text = plain(text) if not text.isascii() else text.strip()
    if re.fullmatch(_NEARLY, text):
        return _nearly(text)
    if text.startswith("{"):
        raise BadInput(
            "{text} means all of these days, and one day was asked for. Write square brackets for one of them.",
            text=text,
        )
    if text.startswith("[") and text.endswith("]"):
        return _hull([_span(member.strip(), "..", text) for member in text[1:-1].split(",")])
    if re.fullmatch("[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}", text):
        raise _unreadable(text)  # which of the first two is the month differs by country
    if "/" in text:
        return _span(text, "/", text)
    return _atom(text)


def _nearly(text: str) -> Day:
    year, month, date_ = (int(number) for number in re.findall("[0-9]+", text))
    found = day(year, month, date_, written=text)
    if text == found.text:
        return found
    raise BadInput("{text} is not written as a day is here. Write {written}.", text=text, written=found.text)


def _span(text: str, sign: str, whole: str) -> Day:
    if sign not in text:
        return _atom(text)
    ends = [end.strip() for end in text.split(sign, 1)]
    low, high = (None if end in {"", ".."} else _atom(end) for end in ends)
    if low is None and high is None:
        raise BadInput("{text} leaves both ends open. Write a day on one side.", text=whole)
    first = low.earliest if low else BEGINNING
    last = high.latest if high else END
    return _day(first, last, any(end is not None and end.approximate for end in (low, high)))


def _hull(days: list[Day]) -> Day:
    return _day(
        min(found.earliest for found in days),
        max(found.latest for found in days),
        any(found.approximate for found in days),
    )


def _day(first: date, last: date, approximate: bool) -> Day:
    return Day(first, last, approximate and (last - first).days >= 2)


def _atom(text: str) -> Day:
    """One year, month, season or day, with figures left open and with signs for "about"."""
    found = re.fullmatch(_ATOM, text)
    if found is None:
        raise _unreadable(text)
    year, month, date_ = found[2], found[5], found[8]
    signs = [place for place in range(3) if found[3 * place + 1] or found[3 * place + 3]]
    if month and "X" not in month and int(month) in _SEASONS and not date_:
        return _season(text, year, int(month), bool(signs))
    if "X" not in text:
        whole = day(*(int(part) for part in (year, month, date_) if part), written=text)
        low, high = whole.earliest, whole.latest
    else:
        low, high = _ends(text, year, month, date_)
    if not signs:
        return Day(low, high)
    if signs[-1] == 2:
        return _day(_shift(low, 0, low.day, -1), _shift(high, 0, high.day, 1), True)
    months = 1 if signs[-1] == 1 else 12 * 10 ** year.count("X")
    last = 31 if date_ in {None, "XX"} else high.day
    return _day(_shift(low, -months, low.day), _shift(high, months, last), True)


def _season(text: str, year: str, code: int, about: bool) -> Day:
    years = [*_figures(year, 1, 9999)]
    if not years:
        raise _unreadable(text)
    first, last = _SEASONS[code]
    widened = _SEASON_LENGTHS.get(code, 3) if about else 0
    low = _shift(date(years[0], 1, 1), first - widened, 1)
    high = _shift(date(years[-1], 1, 1), last + widened, 31)
    return Day(low, high, about)


def _ends(text: str, year: str, month: str | None, date_: str | None) -> tuple[date, date]:
    """The first and the last day that fit the figures given."""
    low = next(_fitting(year, month, date_, 1), None)
    high = next(_fitting(year, month, date_, -1), None)
    if low is None or high is None:
        raise BadInput("No day fits {text}. Write X for each figure that is not known.", text=text)
    return low, high


def _fitting(year: str, month: str | None, date_: str | None, step: int) -> Iterator[date]:
    for y in [*_figures(year, 1, 9999)][::step]:
        for m in [*_figures(month or "XX", 1, 12)][::step]:
            for d in [*_figures(date_ or "XX", 1, month_length(y, m))][::step]:
                yield date(y, m, d)


def _figures(pattern: str, low: int, high: int) -> Iterator[int]:
    """The numbers that the figures can be, where X can be any."""
    if "X" not in pattern:
        number = int(pattern)
        return iter([number] if low <= number <= high else [])
    fits = re.compile(pattern.replace("X", "[0-9]")).fullmatch
    return (number for number in range(low, high + 1) if fits(f"{number:0{len(pattern)}d}"))


def _shift(start: date, months: int, day_: int, days: int = 0) -> date:
    """So many months and days later, kept within the month and within the years that can be counted."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return date.min if year < 1 else date.max
    shifted = date(year, month + 1, min(day_, month_length(year, month + 1))).toordinal() + days
    return date.fromordinal(min(max(shifted, date.min.toordinal()), date.max.toordinal()))


def _unreadable(text: str) -> BadInput:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ].*", text):
        return BadInput("{text} is a moment, and a day was asked for. Write {written}.", text=text, written=text[:10])
    return BadInput(
        "“{text}” cannot be read as a day. Write it as 2021-02-18, as 2021-02 or 2021 if the rest is not known, "
        "as [2021-02-08..2021-03-05] for one day in a range, or as 令和3年2月18日.",
        text=text,
    )
