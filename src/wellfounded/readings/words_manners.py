"""How each language writes days, ranges of days, numbers and lists; which way it runs, and its tag for a page.

Arabic: Western digits, as on the papers of Japan's authorities, and the months by the names that broadcasters use
(يناير … ديسمبر), which readers know also where the street has other names. French: the day of a sentence brings its
article. Easy Japanese: with furigana.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from wellfounded.logic.days import MONTHS, WEEKDAYS

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner of one language. `{}` stands for what comes in; the names of the fields say for what they are."""

    tag: str
    name: str
    weekdays: tuple[str, ...]
    weekday_and_day: str
    day: str
    day_in_month: str
    """A day of a month that is named only at the other end of a range."""
    month_in_year: str
    """A day whose year is named only at the other end."""
    month: str
    year: str
    shortens: Literal["first", "last"]
    """At which end of a range the month and year are not repeated."""
    span: str
    span_of_years: str
    about: str
    sentence: str
    """A day within a sentence."""
    inside: str
    between: str
    up_to: str
    from_on: str
    unknown: str
    either: str
    both: str
    comma: str
    at_least: str
    from_to: str
    one_day: str
    days: tuple[str, ...]
    """So many days: by the kinds of number that the language has (`form`)."""
    direction: Direction = "ltr"
    months: tuple[str, ...] = tuple(str(n) for n in range(1, 13))
    month_days: tuple[str, ...] = field(default_factory=lambda: tuple(str(n) for n in range(32)))

    def written(self, day: date, pattern: str) -> str:
        """A day after one of the patterns."""
        return pattern.format(day=self.month_days[day.day], month=self.months[day.month - 1], year=day.year)

    def counted(self, count: int) -> str:
        """So many days: 1 day, 3 days; يومان, 3 أيام, 11 يومًا."""
        return (self.one_day if count == 1 else self.days[self._form(count)]).format(count)

    def listed(self, parts: list[str]) -> str:
        """A list: a, b and c."""
        return self.both.join((self.comma.join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts)

    def _form(self, count: int) -> int:
        if self.tag == "ar":
            hundredth = count % 100
            return 0 if count == 2 else 1 if 3 <= hundredth <= 10 else 2 if 11 <= hundredth <= 99 else 3
        # French has no plural below two; in easy Japanese a few numbers of days are read in their own way.
        return min(count, len(self.days) - 1)


ENGLISH = Manner(
    tag="en",
    name="English",
    weekdays=WEEKDAYS,
    weekday_and_day="{weekday} {day}",
    day="{day} {month} {year}",
    day_in_month="{day}",
    month_in_year="{day} {month}",
    month="{month} {year}",
    year="{year}",
    shortens="first",
    span="{first} – {last}",
    span_of_years="{first}–{last}",
    about="about {}",
    sentence="{}",
    inside="a day in {}",
    between="a day between {first} and {last}",
    up_to="a day up to {}",
    from_on="a day from {} on",
    unknown="a day unknown",
    either=" or ",
    both=" and ",
    comma=", ",
    at_least="{} or more",
    from_to="{first} to {last}",
    one_day="1 day",
    days=("{} days",),
    months=MONTHS,
)
JAPANESE = Manner(
    tag="ja",
    name="日本語",
    weekdays=tuple("月火水木金土日"),
    weekday_and_day="{day}（{weekday}）",
    day="{year}年{month}月{day}日",
    day_in_month="{day}日",
    month_in_year="{month}月{day}日",
    month="{year}年{month}月",
    year="{year}年",
    shortens="last",
    span="{first}〜{last}",
    span_of_years="{first}〜{last}",
    about="{}ごろ",
    sentence="{}",
    inside="{}中のいずれかの日",
    between="{first}〜{last}のいずれかの日",
    up_to="{}以前のいずれかの日",
    from_on="{}以後のいずれかの日",
    unknown="日付の分からない日",
    either=" 又は ",
    both="及び",
    comma="、",
    at_least="{}以上",
    from_to="{first}〜{last}",
    one_day="1日",
    days=("{}日",),
)
_READ_ALONE = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか",
    9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_DAYS_READ = tuple(f"｜{n}日《{_READ_ALONE[n]}》" if n in _READ_ALONE else f"{n}日《にち》" for n in range(32))
EASY_JAPANESE = Manner(
    tag="ja",
    name="やさしい日本語《にほんご》",
    weekdays=("月《げつ》", "火《か》", "水《すい》", "木《もく》", "金《きん》", "土《ど》", "日《にち》"),
    weekday_and_day="{day}（{weekday}）",
    day="{year}年《ねん》{month}月《がつ》{day}",
    day_in_month="{day}",
    month_in_year="{month}月《がつ》{day}",
    month="{year}年《ねん》{month}月《がつ》",
    year="{year}年《ねん》",
    shortens="last",
    span="{first}から{last}まで",
    span_of_years="{first}から{last}まで",
    about="{}ごろ",
    sentence="{}",
    inside="{}のある日《ひ》",
    between="{first}から{last}までのある日《ひ》",
    up_to="{}か、その前《まえ》の日《ひ》",
    from_on="{}か、その後《あと》の日《ひ》",
    unknown="いつかわからない日《ひ》",
    either="か、",
    both="と",
    comma="、",
    at_least="{}か、もっと",
    from_to="{first}から{last}まで",
    one_day="｜1日《いちにち》",
    days=(
        "0日《にち》",
        *(f"｜{n}日《{_READ_ALONE[n]}》" if n in _READ_ALONE and n > 1 else f"{n}日《にち》" for n in range(1, 25)),
        "{}日《にち》",
    ),
    month_days=_DAYS_READ,
)
FRENCH = Manner(
    tag="fr",
    name="Français",
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    weekday_and_day="{weekday} {day}",
    day="{day} {month} {year}",
    day_in_month="{day}",
    month_in_year="{day} {month}",
    month="{month} {year}",
    year="{year}",
    shortens="first",
    span="{first} – {last}",
    span_of_years="{first}–{last}",
    about="vers {}",
    sentence="le {}",
    inside="un jour en {}",
    between="un jour entre le {first} et le {last}",
    up_to="un jour jusqu’au {}",
    from_on="un jour à partir du {}",
    unknown="un jour inconnu",
    either=" ou ",
    both=" et ",
    comma=", ",
    at_least="{} ou plus",
    from_to="{first} à {last}",
    one_day="1 jour",
    days=("{} jour", "{} jour", "{} jours"),
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    month_days=("", "1er", *(str(n) for n in range(2, 32))),
)
ARABIC = Manner(
    tag="ar",
    name="العربية",
    direction="rtl",
    weekdays=("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    weekday_and_day="{weekday} {day}",
    day="{day} {month} {year}",
    day_in_month="{day}",
    month_in_year="{day} {month}",
    month="{month} {year}",
    year="{year}",
    shortens="first",
    span="من {first} إلى {last}",
    span_of_years="من {first} إلى {last}",
    about="حوالي {}",
    sentence="{}",
    inside="يوم ما في {}",
    between="يوم ما بين {first} و{last}",
    up_to="يوم ما حتى {}",
    from_on="يوم ما ابتداءً من {}",
    unknown="يوم غير معروف",
    either=" أو ",
    both=" و",
    comma="، ",
    at_least="{} أو أكثر",
    from_to="من {first} إلى {last}",
    one_day="يوم واحد",
    days=("يومان", "{} أيام", "{} يومًا", "{} يوم"),
    months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
)
MANNERS = {"en": ENGLISH, "ja": JAPANESE, "ja-easy": EASY_JAPANESE, "fr": FRENCH, "ar": ARABIC}
