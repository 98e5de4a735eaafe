"""Days in writing with a Japanese era, read and written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wellfounded.logic.days import WEEKDAYS, Day, day, ends, parts, plain
from wellfounded.logic.errors import BadInput


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its year 1 is the year after `base`. The day of a change belongs to the era that begins."""

    name: str
    letter: str
    base: int
    first: date
    last: date


# Meiji begins earlier, but its days are those of today's calendar only from its year 6.
ERAS = (
    Era("明治", "M", 1867, date(1873, 1, 1), date(1912, 7, 29)),
    Era("大正", "T", 1911, date(1912, 7, 30), date(1926, 12, 24)),
    Era("昭和", "S", 1925, date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", 1988, date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", 2018, date(2019, 5, 1), date.max),
)

_NUMBER = "([0-9]+|[元〇零一二三四五六七八九十百]+)"
_ERA = "(明治?|大正?|昭和?|平成?|令和?|[MTSHR])"
_WRITTEN = f"{_ERA}?{_NUMBER}年(?:{_NUMBER}月(?:{_NUMBER}日)?)?"
_SHORT = f"{_ERA}{_NUMBER}(?:[./・-]{_NUMBER}(?:[./・-]{_NUMBER})?)?"
_RANGE = "(.+)から(.+?)まで(?:のいずれかの日)?"
_ABOUT = "(.+?)(?:頃|ごろ|ころ)"
_WITH_WEEKDAY = r"(.+日)\(?([月火水木金土日])(?:曜日?)?\)?"
_KANJI = "〇一二三四五六七八九"


def is_japanese(text: str) -> bool:
    """Whether the text is meant for this module."""
    return re.search("年|^[明大昭平令]|^[MTSHR][0-9元]", plain(text)) is not None


def parse(text: str) -> Day:
    """The day that the text says."""
    written = plain(text)
    if both := re.fullmatch(_RANGE, written):
        low, high = parse(both[1]), parse(both[2])
        approximate = (low.approximate or high.approximate) and (high.latest - low.earliest).days >= 2
        return Day(low.earliest, high.latest, approximate)
    if about := re.fullmatch(_ABOUT, written):
        return _about(about[1])
    if named := re.fullmatch(_WITH_WEEKDAY, written):
        return _with_weekday(named[1], named[2])
    return _one(written)


def text(day_: Day) -> str:
    """The day with its era, such as 令和6年7月4日."""
    about = "頃" if day_.approximate else ""
    written = parts(day_)
    if len(written) == 1:
        whole = day(*written[0])
        if _era(whole.earliest) is _era(whole.latest):
            return _write(written[0]) + about
    # A month or a year in which the era changed has no name of its own.
    return "から".join(_write(end) + about for end in ends(day_)) + "までのいずれかの日"


def _write(part: tuple[int, ...]) -> str:
    era = _era(day(*part).earliest)
    year = part[0] - (era.base if era else 0)
    numbers = ("元" if era and year == 1 else str(year), *(str(number) for number in part[1:]))
    return (era.name if era else "") + "".join(number + sign for number, sign in zip(numbers, "年月日", strict=False))


def _era(day_: date) -> Era | None:
    return next((era for era in ERAS if era.first <= day_ <= era.last), None)


def _about(written: str) -> Day:
    from wellfounded.logic import edtf

    _one(written)  # refused if it is not a day of its era
    return edtf.parse(
        "-".join(f"{number:0{width}d}" for number, width in zip(_read(written)[1], (4, 2, 2), strict=False)) + "~"
    )


def _with_weekday(written: str, weekday: str) -> Day:
    found = _one(written)
    place = found.earliest.weekday()
    if "月火水木金土日"[place] != weekday:
        raise BadInput(
            "{day} is a {weekday}, and {text} names another day of the week. Correct one of the two.",
            text=f"{written}({weekday})",
            day=found.earliest,
            weekday=WEEKDAYS[place],
        )
    return found


def _one(written: str) -> Day:
    """A year, a month or a day, within its era."""
    era, numbers = _read(written)
    found = day(*numbers, written=written)
    if era is None:
        return found
    if era is ERAS[0] and found.earliest < era.first:
        raise BadInput(
            "{text} is a day of the calendar before 明治6年. Write it in the calendar of today, such as 1872-12-31.",
            text=written,
        )
    if found.latest < era.first:
        raise BadInput(
            "{text} is not a day: {era} began on {first}. Write {instead}.",
            text=written,
            era=era.name,
            first=_write(parts(Day(era.first, era.first))[0]),
            instead=text(found),
        )
    if found.earliest > era.last:
        raise BadInput(
            "{text} is not a day: {era} ended on {last}. Write {instead}.",
            text=written,
            era=era.name,
            last=_write(parts(Day(era.last, era.last))[0]),
            instead=text(found),
        )
    return found.narrow(era.first, era.last)


def _read(written: str) -> tuple[Era | None, list[int]]:
    """The era, and the year of today's count with month and day as far as they are written."""
    found = re.fullmatch(_WRITTEN, written) or re.fullmatch(_SHORT, written)
    if found is None:
        raise _unreadable(written)
    numbers = [_number(number, written) for number in found.groups()[1:] if number]
    if not found[1]:
        return None, numbers
    era = next(era for era in ERAS if found[1] in {era.name, era.name[0], era.letter})
    return era, [era.base + numbers[0], *numbers[1:]]


def _number(number: str, written: str) -> int:
    """A number in figures, in Chinese figures one by one, or with their ten and hundred; 元 is the first."""
    if number.isascii():
        return int(number[:9])
    if number == "元":
        return 1
    number = number.replace("零", "〇")
    if all(figure in _KANJI for figure in number):
        return int("".join(str(_KANJI.index(figure)) for figure in number[:9]))
    found = re.fullmatch("(?:(.?)百)?(?:(.?)十)?(.?)", number)
    if found is None or not all(figure in _KANJI[1:] for figure in found.groups("")):
        raise _unreadable(written)
    hundreds, tens = (0 if figure is None else _KANJI.index(figure or "一") for figure in found.groups()[:2])
    return 100 * hundreds + 10 * tens + (_KANJI.index(found[3]) if found[3] else 0)


def _unreadable(written: str) -> BadInput:
    return BadInput(
        "“{text}” cannot be read as a day. Write it as 令和6年7月4日, as 令和6年7月 or 令和6年 "
        "if the rest is not known, as R6.7.4, or as 2024-07-04.",
        text=written,
    )
