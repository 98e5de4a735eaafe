"""Every language of the website: its days and numbers, its furigana, what it falls back on, its catalogues."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from tools import catalogue
from wellfounded.logic.days import Day, parse_day
from wellfounded.readings.values import MOST
from wellfounded.readings.words import FOR_APPLICANTS, OF_APPLICANTS, OF_STAFF, DayCount, Words, offered
from wellfounded.readings.words_manners import MANNERS
from wellfounded.readings.words_register import register, written
from wellfounded.readings.words_ruby import Piece, pieces, plain, unread

FOREIGN = ("ja", "ja-easy", "fr", "ar")
FR, AR, EASY = Words("fr"), Words("ar"), Words("ja-easy")

WRITTEN = [
    # within a sentence
    ("day", "2021-02-18", "le 18 février 2021", "18 فبراير 2021", "2021年2月18日"),
    ("day", "2021-04-01", "le 1er avril 2021", "1 أبريل 2021", "2021年4月1日"),
    ("day", "2021-02", "un jour en février 2021", "يوم ما في فبراير 2021", "2021年2月のある日"),
    (
        "day",
        "[2021-02-08..2021-03-05]",
        "un jour entre le 8 février et le 5 mars 2021",
        "يوم ما بين 8 فبراير و5 مارس 2021",
        "2021年2月8日から3月5日までのある日",
    ),
    ("day", "2021-02~", "vers février 2021", "حوالي فبراير 2021", "2021年2月ごろ"),
    ("day", "[1900-01-01..2099-12-31]", "un jour inconnu", "يوم غير معروف", "いつかわからない日"),
    # in a table
    ("span", "2021-02-18", "18 février 2021", "18 فبراير 2021", "2021年2月18日"),
    ("span", "2021", "2021", "2021", "2021年"),
    (
        "span",
        "[2021-02-01..2021-02-26]",
        "1er – 26 février 2021",
        "من 1 إلى 26 فبراير 2021",
        "2021年2月1日から26日まで",
    ),
]


@pytest.mark.parametrize(("way", "day", "french", "arabic", "easy"), WRITTEN)
def test_a_day_in_each_language(way: str, day: str, french: str, arabic: str, easy: str) -> None:
    said = [getattr(words, way)(parse_day(day)) for words in (FR, AR, EASY)]
    assert [said[0], said[1], plain(said[2])] == [french, arabic, easy]


def test_the_day_of_the_week_stands_with_the_day() -> None:
    day = date(2024, 7, 5)
    assert [plain(Words(lang).weekday_and_day(day)) for lang in ("en", "fr", "ar", "ja", "ja-easy")] == [
        "Friday 5 July 2024",
        "vendredi 5 juillet 2024",
        "الجمعة 5 يوليو 2024",
        "2024年7月5日（金）",
        "2024年7月5日（金）",
    ]


@pytest.mark.parametrize(
    ("count", "english", "french", "arabic", "easy"),
    [
        (0, "0 days", "0 jour", "0 يوم", "0日"),
        (1, "1 day", "1 jour", "يوم واحد", "1日"),
        (2, "2 days", "2 jours", "يومان", "2日"),
        (3, "3 days", "3 jours", "3 أيام", "3日"),
        (10, "10 days", "10 jours", "10 أيام", "10日"),
        (11, "11 days", "11 jours", "11 يومًا", "11日"),
        (100, "100 days", "100 jours", "100 يوم", "100日"),
        (103, "103 days", "103 jours", "103 أيام", "103日"),
        (180, "180 days", "180 jours", "180 يومًا", "180日"),
    ],
)
def test_a_number_of_days(count: int, english: str, french: str, arabic: str, easy: str) -> None:
    said = [Words(lang).say("{left}", left=DayCount(count)) for lang in ("en", "fr", "ar", "ja-easy")]
    assert [*said[:3], plain(said[3])] == [english, french, arabic, easy]


def test_days_are_read_as_they_are_said_in_japanese() -> None:
    assert pieces(EASY.span(date(2024, 4, 1)))[-1] == Piece("1日", "ついたち")
    assert pieces(EASY.value(DayCount(1))) == (Piece("1日", "いちにち"),)
    assert pieces(EASY.value(DayCount(20))) == (Piece("20日", "はつか"),)
    assert pieces(EASY.span(date(2024, 4, 18)))[-2:] == (Piece("18"), Piece("日", "にち"))


def test_values_and_lists() -> None:
    assert [w.value(("a", "b")) for w in (FR, AR, EASY)] == ["a ou b", "a أو b", "aか、b"]
    assert [w.value((1, MOST)) for w in (FR, AR, EASY)] == ["1 ou plus", "1 أو أكثر", "1か、もっと"]
    assert [w.listed(["a", "b", "c"]) for w in (Words(), FR)] == ["a, b and c", "a, b et c"]
    assert Words().listed([]) == ""


def test_each_language_has_a_tag_and_a_direction() -> None:
    assert {lang: (Words(lang).tag, Words(lang).direction) for lang in MANNERS} == {
        "en": ("en", "ltr"),
        "ja": ("ja", "ltr"),
        "ja-easy": ("ja", "ltr"),
        "fr": ("fr", "ltr"),
        "ar": ("ar", "rtl"),
    }
    assert {*OF_STAFF, *OF_APPLICANTS} == set(MANNERS)


def test_a_foreign_word_does_not_turn_an_arabic_sentence() -> None:
    assert AR.say("{number}", number="ICRRA 61-2") == "\u2068ICRRA 61-2\u2069"
    assert AR.say("{number} {day}", number="7", day="Friday") == "7 الجمعة"


# Furigana


def test_furigana_is_taken_apart() -> None:
    assert pieces("裁判《さいばん》の日《ひ》は｜5日《いつか》です。") == (
        Piece("裁判", "さいばん"),
        Piece("の"),
        Piece("日", "ひ"),
        Piece("は"),
        Piece("5日", "いつか"),
        Piece("です。"),
    )
    assert plain("裁判《さいばん》の｜5日《いつか》") == "裁判の5日"
    assert unread("裁判《さいばん》の日") == ["日"]
    assert pieces("") == ()


def test_a_sign_in_what_somebody_wrote_is_no_furigana() -> None:
    assert pieces(EASY.say("{title}", title="手紙《てがみ》")) == (Piece("手紙≪てがみ≫"),)


def test_every_kanji_of_easy_japanese_is_read() -> None:
    lacks = {m.id: unread(str(m.string)) for m in catalogue.merged("ja-easy") if m.id and unread(str(m.string))}
    assert lacks == {}
    manner = MANNERS["ja-easy"]
    said = [EASY.day(Day(date(2000 + n, 1 + n % 12, 1), date(2001 + n, 2, 1 + n % 28))) for n in range(40)]
    said += [EASY.weekday_and_day(date(2024, 7, 1 + n)) for n in range(31)] + [manner.counted(n) for n in range(40)]
    assert [text for text in said if unread(text)] == []


# What is not translated


def test_a_sentence_that_is_missing_is_said_in_english_and_marked() -> None:
    said = AR.said("Nobody has translated this: {day}.", day=date(2024, 7, 5))
    assert (said.text, said.tag, said.direction) == ("Nobody has translated this: 5 July 2024.", "en", "ltr")
    assert not said.translated
    there = AR.said("Friday")
    assert (there.text, there.tag, there.direction, there.translated) == ("الجمعة", "ar", "rtl", True)
    assert AR.has("Friday")
    assert not AR.has("Nobody has translated this.")
    # The same word in both languages is a translation, too.
    assert Words("fr").said("Messages").tag == "fr"
    assert AR.has("{a} – {b}")


def test_easy_japanese_falls_back_on_japanese_and_an_applicants_page_on_easy_japanese() -> None:
    of_the_law = "The suit is pending at the district court."
    assert EASY.said(of_the_law).tag == "ja"
    assert not EASY.said(of_the_law).translated
    assert AR.said(of_the_law).tag == "en"
    assert Words("ar", ("ja", "ja-easy")).said(of_the_law).tag == "ja"
    assert FOR_APPLICANTS == ("ja-easy",)


# Catalogues


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("lang", FOREIGN)
def test_no_sentence_is_missing(lang: str) -> None:
    have = catalogue.merged(lang)
    assert [sentence for sentence in catalogue.wanted(lang) if have.get(sentence) is None] == []


@pytest.mark.parametrize("lang", [lang for lang in FOREIGN if lang != "ja"])
def test_every_sentence_keeps_its_placeholders(lang: str) -> None:
    differ = [m.id for m in catalogue.merged(lang) if m.id and placeholders(str(m.id)) != placeholders(str(m.string))]
    assert differ == []


@pytest.mark.parametrize("lang", FOREIGN)
def test_the_compiled_catalogue_is_that_of_the_sentences(lang: str) -> None:
    written = (catalogue.LOCALE / lang / "wellfounded.mo").read_bytes()
    assert written == catalogue.compiled(lang), "run `make catalogue`"


def test_the_sentences_of_a_template_are_found() -> None:
    page = """{% say "One {day}." day=line.on %} {%say 'Two "words".'%} {% say "Three \\"x\\"." as title %}
    {% say name %} {% law said %} {% if say %}"""
    assert list(catalogue.said_in_template(page)) == ["One {day}.", 'Two "words".', 'Three "x".']


# Reviews


@pytest.mark.parametrize("lang", FOREIGN)
def test_the_register_names_every_catalogue(lang: str) -> None:
    folder = catalogue.LOCALE / lang
    entries = register(folder)
    assert set(entries) == {path.stem for path in folder.glob("*.po")}
    assert all(entry.translator and entry.translated for entry in entries.values())
    assert (folder / "register.toml").read_text(encoding="utf-8") == written(entries)


def test_a_review_holds_until_a_sentence_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "LOCALE", tmp_path)
    shutil.copytree(Path(catalogue.__file__).parent.parent / "src/wellfounded/locale/fr", tmp_path / "fr")
    assert not catalogue.reviewed("fr")
    names = [path.stem for path in (tmp_path / "fr").glob("*.po")]
    for name in names:
        assert not catalogue.reviewed("fr")
        catalogue.sign("fr", name, "A. Reviewer", date(2026, 12, 1))
    assert catalogue.reviewed("fr")
    assert b"(reviewed)" in catalogue.compiled("fr")
    days = tmp_path / "fr" / "days.po"
    days.write_text(days.read_text(encoding="utf-8").replace("vendredi", "samedi"), encoding="utf-8")
    assert not catalogue.reviewed("fr")
    assert b"(reviewed)" not in catalogue.compiled("fr")


def test_nobody_signs_without_a_name_or_a_catalogue() -> None:
    for name, reviewer in (("days", " "), ("no_such", "A. Reviewer")):
        with pytest.raises(SystemExit, match="no reviewer is named"):
            catalogue.sign("fr", name, reviewer, date(2026, 12, 1))


def test_an_office_can_offer_only_what_a_person_has_reviewed() -> None:
    assert offered(OF_APPLICANTS) == OF_APPLICANTS
    assert offered(OF_APPLICANTS, reviewed_only=True) == tuple(lang for lang in OF_APPLICANTS if Words(lang).reviewed)
    assert "en" in offered(OF_STAFF, reviewed_only=True)
