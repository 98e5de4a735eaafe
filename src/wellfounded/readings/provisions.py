"""Places in a source as one writes them in Japanese: 61-2-9(4)(i) is 61条の2の9第4項1号."""

from __future__ import annotations

import re

ARTICLES = ("treaty", "statute", "ordinance")
"""The kinds of source that are divided into articles. Guidance is divided into paragraphs."""
_ENDS = {"proviso": "ただし書", "provisos": "各ただし書", "first sentence": "前段", "second sentence": "後段"}
_KANA = dict(
    zip(
        ("ro", "ha", "ni", "ho", "he", "to", "chi", "ri", "nu", "ru", "o", "wa", "ka", "yo"),
        "ロハニホヘトチリヌルオワカヨ",
        strict=True,
    )
)
"""The divisions of an item from the second on; イ would be written as the first item is."""
_PLACE = re.compile(r"(?:(suppl\. )?(?:([0-9]+(?:-[0-9]+)*)|([IVX]+))([A-Z])?)?((?:\([^()]+\))*)")
_PARAGRAPHS = re.compile(r"([0-9]+)(?:-([0-9]+))?((?:\([ivxl]+\))?)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def place(written: str, kind: str) -> str | None:
    """The place in Japanese; None where it is not made of numbers alone."""
    parts = written.split(", ")
    if kind == "guidance":
        found = [_PARAGRAPHS.fullmatch(part) for part in parts]
        return None if None in found else "、".join(_paragraphs(one) for one in found if one)
    if kind not in ARTICLES:
        return None
    said, article = "", ""
    for part in parts:
        if part in _ENDS and said:
            said += _ENDS[part]
            continue
        ends: list[str] = []
        for end in part.split(" to "):
            read = _read(end, article)
            if read is None:
                return None
            ends.append(read[0])
            article = read[1]
        between = "" if not said else "・" if part[0] == "(" else "、"
        said += between + ends[0] + "".join(f"から{last}まで" for last in ends[1:])
    return said


def _read(written: str, article: str) -> tuple[str, str] | None:
    """An article, or a division of the article before; with the article that what follows belongs to."""
    found = _PLACE.fullmatch(written)
    if not found or not written:
        return None
    suppl, number, roman, letter, divisions = found.groups()
    said = ""
    if number or roman:
        first, *after = number.split("-") if number else [str(_arabic(roman.lower()))]
        said = ("附則" if suppl else "") + f"{first}条" + "".join(f"の{one}" for one in after) + (letter or "")
        article = said
    if article[-1:].isupper():
        return said + divisions, article  # articles 1A to 1F of the Convention have signs of their own: 1条C(5)
    for inner in re.findall(r"\(([^()]+)\)", divisions):
        division = _division(inner)
        if division is None:
            return None
        # 61条の2の9第4項, lest two numbers meet.
        ordinal = article[-1:].isdecimal() and (division[-1] == "項" or said == article)
        said += "第" + division if ordinal and division[0].isdecimal() else division
    return said, article


def _division(inner: str) -> str | None:
    if inner.isdecimal():
        return f"{inner}項"
    if inner in _KANA:
        return _KANA[inner]
    roman, *after = inner.split("-")
    if re.fullmatch("[ivxl]+", roman):
        return f"{_arabic(roman)}号" + "".join(f"の{one}" for one in after)
    return None


def _arabic(roman: str) -> int:
    numbers = [_ROMAN[letter] for letter in roman]
    return sum(-one if one < max(numbers[at:]) else one for at, one in enumerate(numbers))


def _paragraphs(found: re.Match[str]) -> str:
    first, last, sign = found.groups()
    return (f"{first}〜{last}項" if last else f"{first}項") + sign
