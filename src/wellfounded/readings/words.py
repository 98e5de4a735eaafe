"""The words reading: a sentence of the law in the reader's language, through gettext catalogues."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from wellfounded.logic.days import Day
from wellfounded.logic.errors import WellfoundedError, WrongCall

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("en", "ja")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAYS_JA = "月火水木金土日"


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
        return text.format_map(_Shown(self, args)) if "{" in text else text

    def error(self, error: WellfoundedError) -> str:
        """The sentence of an error."""
        return self.say(error.template, **error.args_)

    def value(self, value: object) -> str:
        """One value as a reader sees it."""
        if value is None:
            return "—"
        if isinstance(value, (Day, date)):
            return self.day(value)
        return self._catalogue.gettext(value) if isinstance(value, str) and value else str(value)

    def weekday(self, day: date) -> str:
        """The day of the week."""
        return _WEEKDAYS_JA[day.weekday()] if self.lang == "ja" else _WEEKDAYS[day.weekday()]

    def day(self, day: Day | date) -> str:
        """A day, or the range in which it lies, as one says it."""
        if isinstance(day, date):
            return self._date(day)
        about = ("ごろ" if self.lang == "ja" else "about ") if day.approximate else ""
        text = self._range(day.earliest, day.latest)
        return text + about if self.lang == "ja" else about + text

    def _date(self, day: date) -> str:
        if self.lang == "ja":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def _range(self, first: date, last: date) -> str:
        if first == last:
            return self._date(first)
        if first.day == 1 and (first.year, first.month) == (last.year, last.month) and _is_month_end(last):
            return f"{first.year}年{first.month}月" if self.lang == "ja" else f"{_MONTHS[first.month - 1]} {first.year}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year}年" if self.lang == "ja" else str(first.year)
        if self.lang == "ja":
            return f"{self._date(first)}から{self._date(last)}までの間"
        if first.year != last.year:
            return f"between {self._date(first)} and {self._date(last)}"
        start = f"{first.day}" if first.month == last.month else f"{first.day} {_MONTHS[first.month - 1]}"
        return f"between {start} and {self._date(last)}"


def _is_month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month


class _Shown(dict[str, str]):
    """The values of a sentence, put into words only where the sentence names them."""

    def __init__(self, words: Words, args: Mapping[str, object]) -> None:
        super().__init__()
        self._words, self._args = words, args

    def __missing__(self, key: str) -> str:
        return self._words.value(self._args.get(key))
