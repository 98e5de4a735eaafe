"""The words reading: a sentence of the law in the reader's language, through gettext catalogues."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from wellfounded.logic.days import Day, parts
from wellfounded.logic.errors import NoCalendar, WellfoundedError, WrongCall
from wellfounded.readings.provisions import place
from wellfounded.readings.values import MOST
from wellfounded.rules.citations import Citation

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("en", "ja")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAYS_JA = "月火水木金土日"


_NAMED = re.compile("[a-z]+(?:_[a-z]+)+")
SAID = ("wanted", "why", "what", "table", "weekday")
"""Under these names an error holds words of the software; all else is what a person wrote, and stays as it was."""
STANDING_IN = ("(none)", "a table", "a list", "a very large number")
"""What an error says in the place of something that is not there, or cannot be repeated."""
_AS_WRITTEN = ("file", "path", "folder", "title", "id")
_UNKNOWN = (1910, 2090)
"""A day of which nothing is recorded lies between bounds before and after these years."""


class Words:
    """Sentences in one language. English is the source; what is not translated stays English."""

    def __init__(self, lang: str = "en") -> None:
        if lang not in LANGUAGES:
            raise WrongCall(
                "There are no words in {lang}. Choose one of: {languages}.", lang=lang, languages=", ".join(LANGUAGES)
            )
        self.lang = lang
        catalogue = LOCALE / lang / "wellfounded.mo"
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if lang != "en" and catalogue.is_file():
            with catalogue.open("rb") as file:
                self._catalogue = gettext.GNUTranslations(file)

    def say(self, template: str, /, **args: object) -> str:
        """The sentence with its values: days as the language writes them, words translated, `—` for none."""
        if not template:
            return ""
        text = self._catalogue.gettext(template)
        if "{" not in text:
            return text
        # What has no words of its own is no sentence: in it a day stands as in a table.
        day = self.day if re.search("[A-Za-z]", re.sub(r"\{.*?\}", "", template)) else self.span
        written = {key: arg for key, arg in args.items() if key in _AS_WRITTEN}
        return text.format_map(_Shown(self, args, written, day))

    def error(self, error: WellfoundedError) -> str:
        """The sentence of an error. What a person wrote is repeated as it was written, whatever word it may be."""
        said = (*SAID, "name") if isinstance(error, NoCalendar) else SAID
        written = {key: arg for key, arg in error.args_.items() if key not in said and arg not in STANDING_IN}
        text = self._catalogue.gettext(error.template)
        return text.format_map(_Shown(self, error.args_, written, self.day))

    def value(self, value: object) -> str:
        """One value as a reader sees it. Of several words each is possible; of two numbers, all between them."""
        if value is None:
            return "—"
        if isinstance(value, (Day, date)):
            return self.day(value)
        if isinstance(value, tuple):
            if all(isinstance(one, int) for one in value):
                return self._numbers(*value)
            return (" 又は " if self.lang == "ja" else " or ").join(self.value(one) for one in value)
        if not isinstance(value, str) or not value:
            return str(value)
        said = self._catalogue.gettext(value)
        # Named values are written with lines below: review_decision.
        return said.replace("_", " ") if said == value and _NAMED.fullmatch(value) else said

    def cite(self, citation: Citation, on: date) -> str:
        """A citation as numbered on a day: ICRRA 61-2-9(4)(i), 入管法61条の2の9第4項1号."""
        source, written = citation.source, citation.article(on)
        name = self._catalogue.gettext(source.abbreviation)
        if written in ("", "whole"):
            return name
        if self.lang != "ja":
            return f"{name} {written}"
        numbered = place(written, source.kind)
        return name + numbered if numbered else f"{name}（{self._catalogue.gettext(written)}）"

    def weekday(self, day: date) -> str:
        """The day of the week."""
        return _WEEKDAYS_JA[day.weekday()] if self.lang == "ja" else _WEEKDAYS[day.weekday()]

    def day(self, day: Day | date) -> str:
        """A day within a sentence; of a range, that it is one day of it: by November is not by a day in November."""
        if isinstance(day, date) or day.exact:
            return self.span(day)
        known = (day.earliest.year > _UNKNOWN[0], day.latest.year < _UNKNOWN[1])
        if known == (True, True):
            return self._one_of(day)
        first, last = self._date(day.earliest), self._date(day.latest)
        if self.lang == "ja":
            return {
                (False, True): f"{last}以前のいずれかの日",
                (True, False): f"{first}以後のいずれかの日",
            }.get(known, "日付の分からない日")
        return {
            (False, True): f"a day up to {last}",
            (True, False): f"a day from {first} on",
        }.get(known, "a day unknown")

    def _one_of(self, day: Day) -> str:
        whole = self._whole(day)
        if whole and day.approximate:
            return whole
        if self.lang == "ja":
            return f"{whole}中のいずれかの日" if whole else f"{self.span(day)}のいずれかの日"
        return f"a day in {whole}" if whole else f"a day between {' and '.join(self._ends(day))}"

    def span(self, day: Day | date) -> str:
        """A day, or the range in which it lies, in the few words of a table."""
        if isinstance(day, date):
            return self._date(day)
        if day.exact:
            return self._date(day.earliest)
        if whole := self._whole(day):
            return whole
        first, last = self._ends(day)
        if self.lang == "ja":
            return f"{first}〜{last}"
        return f"{first}–{last}" if first.isdecimal() else f"{first} – {last}"

    def _date(self, day: date) -> str:
        if self.lang == "ja":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def _ends(self, day: Day) -> tuple[str, str]:
        """The two ends of a range, without saying the year or the month twice."""
        first, last = day.earliest, day.latest
        about = ("ごろ" if self.lang == "ja" else "about ") if day.approximate else ""
        if self.lang == "ja":
            short = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
            return self._date(first) + about, (short if last.year == first.year else self._date(last)) + about
        start = f"{first.day}" if last.month == first.month else f"{first.day} {_MONTHS[first.month - 1]}"
        return about + (start if last.year == first.year else self._date(first)), about + self._date(last)

    def _whole(self, day: Day) -> str:
        """The month or the year that the range is, or is around; empty where it is none."""
        written = parts(day)
        if len(written) > 1:
            return ""
        year, *rest = written[0]
        if self.lang == "ja":
            text = f"{year}年" + "".join(f"{n}{unit}" for n, unit in zip(rest, "月日", strict=False))
            return text + "ごろ" if day.approximate else text
        text = " ".join((*(str(n) for n in rest[1:]), *(_MONTHS[n - 1] for n in rest[:1]), str(year)))
        return f"about {text}" if day.approximate else text

    def _numbers(self, least: int, most: int) -> str:
        if most == MOST:
            return f"{least}以上" if self.lang == "ja" else f"{least} or more"
        return f"{least}〜{most}" if self.lang == "ja" else f"{least} to {most}"


class _Shown(dict[str, str]):
    """The values of a sentence, put into words only where the sentence names them."""

    def __init__(
        self, words: Words, args: Mapping[str, object], written: Mapping[str, object], day: Callable[[Day | date], str]
    ) -> None:
        super().__init__()
        self._words, self._args, self._written, self._day = words, args, written, day

    def __missing__(self, key: str) -> str:
        if key not in self._args:
            return "…"  # the sentence of the law itself, which is about nobody yet
        arg = self._args[key]
        if isinstance(arg, (Day, date)):
            return self._day(arg)
        return str(arg) if key in self._written and arg is not None else self._words.value(arg)
