"""The words reading: a sentence of the law in the reader's language, through gettext catalogues.

How a language writes its days stands in `words_manners`; how furigana stands in a sentence, in `words_ruby`.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from wellfounded.logic.days import Day, parts
from wellfounded.logic.errors import NoCalendar, WellfoundedError, WrongCall
from wellfounded.readings.provisions import place
from wellfounded.readings.values import MOST
from wellfounded.readings.words_manners import MANNERS, Direction
from wellfounded.readings.words_ruby import Piece, foreign, pieces, plain
from wellfounded.rules.citations import Citation

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("en", "ja")
"""The languages in which all is said: those of the command."""
OF_STAFF = ("en", "ja", "fr", "ar")
OF_APPLICANTS = ("ja-easy", "en", "fr", "ar")
"""The languages of the website: those of the office's pages, and those of the applicant's own."""
OTHERWISE = {"ja-easy": ("ja",)}
"""What a language falls back on before English, which is the source."""
FOR_APPLICANTS = ("ja-easy",)
"""What the applicant's page falls back on: easy Japanese, which the people around the applicant can read out."""
REVIEWED = "(reviewed)"
"""Under this name a compiled catalogue says that a person reviewed all of its sentences."""

_NAMED = re.compile("[a-z]+(?:_[a-z]+)+")
SAID = ("wanted", "why", "what", "earlier", "table", "weekday")
"""Under these names an error holds words of the software; all else is what a person wrote, and stays as it was."""
STANDING_IN = ("(none)", "a table", "a list", "a very large number")
"""What an error says in the place of something that is not there, or cannot be repeated."""
_AS_WRITTEN = ("file", "path", "folder", "title", "id")
_UNKNOWN = (1910, 2090)
"""A day of which nothing is recorded lies between bounds before and after these years."""
_ISOLATED = "\u2068{}\u2069"


class DayCount(int):
    """A number of days, which each language says in its own way: 1 day, 3 days."""


class NamedDay(date):
    """A day that a sentence says with its day of the week."""

    @classmethod
    def of(cls, day: date) -> NamedDay:
        """The same day, to be said so."""
        return cls(day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the language that it is really in: its tag and its direction for the page."""

    text: str
    tag: str
    direction: Direction
    translated: bool

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The sentence with its furigana apart."""
        return pieces(self.text)

    @property
    def plain(self) -> str:
        """The sentence without furigana."""
        return plain(self.text)


@cache
def _opened(lang: str) -> gettext.NullTranslations:
    """The compiled catalogue of a language, read once."""
    catalogue = LOCALE / lang / "wellfounded.mo"
    if not catalogue.is_file():
        return gettext.NullTranslations()
    with catalogue.open("rb") as file:
        return gettext.GNUTranslations(file)


class _Lacking(gettext.NullTranslations):
    """Says nothing: so that a sentence that is missing is told from one that is the same in both languages."""

    def gettext(self, message: str) -> str:
        return ""


@cache
def _held(lang: str) -> gettext.NullTranslations:
    """The same catalogue, which gives nothing for what it lacks."""
    path = LOCALE / lang / "wellfounded.mo"
    if not path.is_file():
        return _Lacking()
    with path.open("rb") as file:
        found = gettext.GNUTranslations(file)
    found.add_fallback(_Lacking())
    return found


def _worded(template: str) -> bool:
    """Whether a template has words of its own, beside its values."""
    return re.search("[A-Za-z]", re.sub(r"\{.*?\}", "", template)) is not None


class Words:
    """Sentences in one language. English is the source; what is not translated stays English."""

    def __init__(self, lang: str = "en", otherwise: Iterable[str] | None = None) -> None:
        if lang not in MANNERS:
            raise WrongCall(
                "There are no words in {lang}. Choose one of: {languages}.", lang=lang, languages=", ".join(MANNERS)
            )
        self.lang = lang
        self.manner = MANNERS[lang]
        self._otherwise = tuple(OTHERWISE.get(lang, ()) if otherwise is None else otherwise)
        self._catalogue = _opened(lang)

    @property
    def tag(self) -> str:
        """The tag of the language for a page (BCP 47); easy Japanese is Japanese."""
        return self.manner.tag

    @property
    def direction(self) -> Direction:
        """Which way the language runs."""
        return self.manner.direction

    @property
    def name(self) -> str:
        """The language's name for itself."""
        return self.manner.name

    @property
    def reviewed(self) -> bool:
        """Whether a named person has reviewed every sentence of this language. English is the source."""
        return self.lang == "en" or self._catalogue.gettext(REVIEWED) != REVIEWED

    def has(self, template: str) -> bool:
        """Whether the language has the sentence. English has all; what is only values is said in every language."""
        return self.lang == "en" or _held(self.lang).gettext(template) != "" or not _worded(template)

    def said(self, template: str, /, **args: object) -> Said:
        """The sentence with the language that it is in: this one, else the first of the others that has it."""
        for words in (self, *(Words(lang, ()) for lang in self._otherwise if lang != self.lang)):
            if words.has(template):
                return Said(words.say(template, **args), words.tag, words.direction, words is self)
        return Said(Words().say(template, **args), "en", "ltr", False)

    def say(self, template: str, /, **args: object) -> str:
        """The sentence with its values: days as the language writes them, words translated, `—` for none."""
        if not template:
            return ""
        text = self._catalogue.gettext(template)
        if "{" not in text:
            return text
        # What has no words of its own is no sentence: in it a day stands as in a table.
        day = self.day if _worded(template) else self.span
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
        if isinstance(value, DayCount):
            return self.manner.counted(value)
        if isinstance(value, (Day, date)):
            return self.day(value)
        if isinstance(value, tuple):
            if all(isinstance(one, int) for one in value):
                return self._numbers(*value)
            return self.manner.either.join(self.value(one) for one in value)
        if not isinstance(value, str) or not value:
            return str(value)
        said = self._catalogue.gettext(value)
        # Named values are written with lines below: review_decision.
        return said.replace("_", " ") if said == value and _NAMED.fullmatch(value) else said

    def listed(self, parts: Iterable[object]) -> str:
        """Several values that all hold: a, b and c."""
        return self.manner.listed([self.value(part) for part in parts])

    def cite(self, citation: Citation, on: date) -> str:
        """A citation as numbered on a day: ICRRA 61-2-9(4)(i), 入管法61条の2の9第4項1号."""
        if self.lang == "ja-easy":
            return Words("ja").cite(citation, on)
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
        return self.manner.weekdays[day.weekday()]

    def weekday_and_day(self, day: date) -> str:
        """The day with its day of the week: Friday 5 July 2024, 2024年7月5日（金）."""
        return self.manner.weekday_and_day.format(day=self._date(day), weekday=self.weekday(day))

    def day(self, day: Day | date) -> str:
        """A day within a sentence; of a range, that it is one day of it: by November is not by a day in November."""
        if isinstance(day, NamedDay):
            return self.manner.sentence.format(self.weekday_and_day(day))
        if isinstance(day, date) or day.exact:
            return self.manner.sentence.format(self.span(day))
        known = (day.earliest.year > _UNKNOWN[0], day.latest.year < _UNKNOWN[1])
        if known == (True, True):
            return self._one_of(day)
        if known == (False, True):
            return self.manner.up_to.format(self._date(day.latest))
        return self.manner.from_on.format(self._date(day.earliest)) if known[0] else self.manner.unknown

    def _one_of(self, day: Day) -> str:
        whole = self._whole(day)
        if whole:
            return whole if day.approximate else self.manner.inside.format(whole)
        first, last = self._ends(day)
        return self.manner.between.format(first=first, last=last)

    def span(self, day: Day | date) -> str:
        """A day, or the range in which it lies, in the few words of a table."""
        if isinstance(day, date):
            return self._date(day)
        if day.exact:
            return self._date(day.earliest)
        if whole := self._whole(day):
            return whole
        first, last = self._ends(day)
        pattern = self.manner.span_of_years if first.isdecimal() else self.manner.span
        return pattern.format(first=first, last=last)

    def _date(self, day: date) -> str:
        return self.manner.written(day, self.manner.day)

    def _ends(self, day: Day) -> tuple[str, str]:
        """The two ends of a range, without saying the year or the month twice."""
        first, last, manner = day.earliest, day.latest, self.manner
        short = manner.day
        if first.year == last.year:
            short = manner.day_in_month if first.month == last.month else manner.month_in_year
        shortened = ("first", "last").index(manner.shortens)
        ends = [manner.written(at, short if n == shortened else manner.day) for n, at in enumerate((first, last))]
        if day.approximate:
            ends = [manner.about.format(end) for end in ends]
        return ends[0], ends[1]

    def _whole(self, day: Day) -> str:
        """The month or the year that the range is, or is around; empty where it is none."""
        written = parts(day)
        if len(written) > 1:
            return ""
        year, month, at = (*written[0], 1, 1)[:3]
        pattern = (self.manner.year, self.manner.month, self.manner.day)[len(written[0]) - 1]
        text = self.manner.written(date(year, month, at), pattern)
        return self.manner.about.format(text) if day.approximate else text

    def _numbers(self, least: int, most: int) -> str:
        if most == MOST:
            return self.manner.at_least.format(least)
        return self.manner.from_to.format(first=least, last=most)

    def isolated(self, text: str) -> str:
        """A text that is not the language's own, so that its direction does not turn the sentence around it."""
        return _ISOLATED.format(text) if self.direction == "rtl" and not text.isdecimal() else text


def offered(languages: Iterable[str], reviewed_only: bool = False) -> tuple[str, ...]:
    """The languages that a website offers: all, or only those of which a person has reviewed every sentence."""
    return tuple(lang for lang in languages if not reviewed_only or Words(lang).reviewed)


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
        if key in self._written and arg is not None:
            return self._words.isolated(foreign(str(arg)) if self._words.lang == "ja-easy" else str(arg))
        said = self._words.value(arg)
        return self._words.isolated(said) if isinstance(arg, str) and said == arg else said
