"""Views that are in no language yet: plain data in which sentences, citations and days wait for a reader.

A view is made once and kept; `spoken` says it in the language of a page, and the law's part in a language of the law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from wellfounded.logic.days import Day, parse_day
from wellfounded.readings.words import DayCount, Words
from wellfounded.rules.citations import Citation
from wellfounded.rules.order import LegalOrder

View = dict[str, Any]
MARK = "~"
"""The key that says of a table that it waits to be said, and how."""


def law_says(template: str, **values: object) -> View | str:
    """A sentence that the law says; nothing where there is none."""
    return {MARK: "law", "t": template, "a": plain(values)} if template else ""


def say(template: str, **values: object) -> View | str:
    """A sentence that the page says; nothing where there is none."""
    return {MARK: "page", "t": template, "a": plain(values)} if template else ""


def value(held: object) -> View | str:
    """A value of the law: a word of its own, a number, a day."""
    return {MARK: "value", "v": plain(held)} if held not in ("", None) else ""


def cited(citations: Iterable[Citation], on: date) -> View | str:
    """Citations as numbered on a day, each once; nothing where there are none."""
    found = [list(pair) for pair in dict.fromkeys((c.source.id, c.article(on)) for c in citations)]
    return {MARK: "cite", "c": found, "on": on.isoformat()} if found else ""


def plain(held: Any) -> Any:
    """A view as JSON holds it."""
    if isinstance(held, DayCount):
        return {MARK: "count", "v": int(held)}
    if held is None or isinstance(held, str | int | bool):
        return held
    if isinstance(held, Day):
        return {MARK: "day", "v": held.text}
    if isinstance(held, date):
        return {MARK: "date", "v": held.isoformat()}
    if isinstance(held, Mapping):
        return {key: plain(one) for key, one in held.items()}
    if isinstance(held, tuple):
        return {MARK: "each", "v": [plain(one) for one in held]}
    return [plain(one) for one in held]


class Unsaid:
    """Stands where words are asked for, and leaves everything unsaid."""

    def say(self, template: str, /, **values: object) -> View | str:
        """A sentence that waits."""
        return law_says(template, **values)

    def cite(self, citation: Citation, on: date) -> View | str:
        """A citation that waits."""
        return cited([citation], on)


class Reader:
    """Says views of one law in the language of a page."""

    def __init__(self, law: LegalOrder, words: Words, page: Words) -> None:
        self.words, self.page = words, page
        self._sources = {source.id: source for source in law.sources}
        self._waiting: dict[str, Callable[[View], Any]] = {
            "law": lambda held: words.say(held["t"], **self.spoken(held["a"])),
            "page": lambda held: page.say(held["t"], **self.spoken(held["a"])),
            "value": lambda held: words.value(self.spoken(held["v"])),
            "cite": self._cite,
            "day": lambda held: parse_day(held["v"]),
            "date": lambda held: date.fromisoformat(held["v"]),
            "count": lambda held: DayCount(held["v"]),
            "each": lambda held: tuple(self.spoken(one) for one in held["v"]),
        }

    def spoken(self, held: Any) -> Any:
        """A view with everything said that waited for it."""
        if isinstance(held, dict):
            if MARK in held:
                return self._waiting[held[MARK]](held)
            return {key: self.spoken(one) for key, one in held.items()}
        if isinstance(held, list):
            return [self.spoken(one) for one in held]
        return held

    def _cite(self, held: View) -> str:
        on = date.fromisoformat(held["on"])
        found = [Citation(self._sources[name], ((on, at),)) for name, at in held["c"] if name in self._sources]
        return "; ".join(self.words.cite(one, on) for one in found)
