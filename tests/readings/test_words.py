"""The sentences in Japanese: that there is one for each, and that days, values and citations stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from tools import catalogue
from wellfounded import law as laws
from wellfounded.cli import door
from wellfounded.law.convention.sources import CONVENTION, PROTOCOL, UNHCR_HANDBOOK
from wellfounded.law.jp.calendars import OFFICE
from wellfounded.law.jp.events import EVENT_KINDS
from wellfounded.law.jp.sources import (
    ACLA,
    ACT_56_2023,
    ARCA,
    ICRRA,
    REGULATION,
    SUPREME_1955,
    TOKYO_HC_2005,
    TOKYO_HC_2018,
)
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import BadInput, NoCalendar, WellfoundedError, WrongCall
from wellfounded.logic.periods import Period
from wellfounded.readings.values import MOST
from wellfounded.readings.words import Words
from wellfounded.rules.citations import Source

JA, EN = Words("ja"), Words()
LEFT_OUT = {
    # The month comes as an English word with a year; the Japanese sentence says "that month".
    "{written} is not a day: {month} has {days} days. "
    "Write a day from {first} to {last}, or {whole} if only the month is known.": {"month"},
}


OF_CODE = ("code", "breaches", "caseload", "event_table", "figures", "luck", "cluster", "office", "papers", "website")


def code() -> dict[str, str]:
    """The catalogues of the code alone."""
    found: dict[str, str] = {}
    for name in OF_CODE:
        path = catalogue.LOCALE / "ja" / f"{name}.po"
        if path.exists():
            with path.open("rb") as file:
                found |= {str(message.id): str(message.string) for message in read_po(file, locale="ja") if message.id}
    return found


def placeholders(template: str) -> set[tuple[str, str | None]]:
    """The values that a template names, with the way they are written."""
    return {(name, conversion) for _, name, _, conversion in Formatter().parse(template) if name is not None}


def test_every_sentence_of_the_code_has_a_japanese_one() -> None:
    assert set(catalogue.said_by_code()) - set(code()) == set()


def test_no_translation_is_empty_or_still_english() -> None:
    same = {template for template, said in code().items() if not said or said == template}
    assert same == {"{day}", "`since`", "`checked`", "{place} {n}", "UNHCR", "Eurostat", "PDF"}


def test_every_template_keeps_its_placeholders() -> None:
    for template, said in code().items():
        lacks = {(name, None) for name in LEFT_OUT.get(template, ())}
        assert placeholders(said) == placeholders(template) - lacks, template


def test_every_template_holds_its_values() -> None:
    for template in code():
        names = [name for name, _ in placeholders(template)]
        said = JA.say(template, **{name: f"<{name}>" for name in names})
        lacks = LEFT_OUT.get(template, set())
        assert all(f"<{name}>" in said for name in names if name not in lacks), template


@pytest.mark.parametrize("order", [name for name in laws.ORDERS if name != "example"])
def test_every_sentence_of_the_law_has_a_japanese_one(order: str) -> None:
    have = catalogue.merged("ja")
    said = list(catalogue.said_by_law(laws.find(order)))
    assert len(said) > 100
    assert {sentence for sentence in said if sentence.strip() and have.get(sentence) is None} == set()


def test_every_sentence_of_the_law_keeps_its_placeholders() -> None:
    for message in catalogue.merged("ja"):
        if message.id and str(message.id) not in LEFT_OUT:
            assert placeholders(str(message.string)) == placeholders(str(message.id)), message.id


def test_the_compiled_catalogue_is_that_of_the_sentences() -> None:
    written = (catalogue.LOCALE / "ja" / "wellfounded.mo").read_bytes()
    assert written == catalogue.compiled("ja"), "run `make catalogue`"


@pytest.mark.parametrize(
    "said",
    [
        "What has happened",  # a heading
        "verified",  # a mark, taken from another module
        "not available",  # a table
        "{length} weeks: {first} to {raw}",  # a table of steps
        "The folder {folder} holds no case file (*.toml). `wellfounded new` writes one.",  # by way of a name
        "a whole number",  # what was wanted, as a value of a sentence
        "no gap or overlap in time",  # a law of the law
        "the day is known",  # put into a list first
        "National Foundation Day",
        "{name} needs a value after it. `{command} --help` shows what can be asked.",
    ],
)
def test_the_collection_finds(said: str) -> None:
    assert said in set(catalogue.said_by_code())


def test_the_collection_leaves_out_what_nobody_reads() -> None:
    found = set(catalogue.said_by_code())
    assert found.isdisjoint({"bold", "dim", "in_person", "✓", "jp", "excluded", "day"})


def values() -> Iterator[str]:
    """The named values of Japan's events; the letter of a class is the same in every language."""
    for kind in EVENT_KINDS:
        for wanted in kind.fields.values():
            yield from (value for value in wanted if len(value) > 2) if isinstance(wanted, tuple) else ()


def test_every_named_value_of_an_event_has_a_japanese_word() -> None:
    assert {value for value in values() if JA.value(value) == value} == set()
    assert JA.value("inadmissible") == "却下"
    assert JA.value("iv-ri") == "24条4号リ"


RANGES = [
    ("2021-02-18", "18 February 2021", "2021年2月18日"),
    ("2021-02", "a day in February 2021", "2021年2月中のいずれかの日"),
    ("2021", "a day in 2021", "2021年中のいずれかの日"),
    ("[2021-02-01..2021-02-26]", "a day between 1 and 26 February 2021", "2021年2月1日〜26日のいずれかの日"),
    ("[2021-02-08..2021-03-05]", "a day between 8 February and 5 March 2021", "2021年2月8日〜3月5日のいずれかの日"),
    (
        "[2019-12-28..2020-01-03]",
        "a day between 28 December 2019 and 3 January 2020",
        "2019年12月28日〜2020年1月3日のいずれかの日",
    ),
    ("2021-02~", "about February 2021", "2021年2月ごろ"),
    ("2021-02-18~", "about 18 February 2021", "2021年2月18日ごろ"),
    ("2021~", "about 2021", "2021年ごろ"),
    ("[1900-01-01..2021-01-10]", "a day up to 10 January 2021", "2021年1月10日以前のいずれかの日"),
    ("[2021-01-10..2099-12-31]", "a day from 10 January 2021 on", "2021年1月10日以後のいずれかの日"),
    ("[1900-01-01..2099-12-31]", "a day unknown", "日付の分からない日"),
]


@pytest.mark.parametrize(("written", "english", "japanese"), RANGES)
def test_a_day_within_a_sentence_says_that_it_is_one_day(written: str, english: str, japanese: str) -> None:
    day = parse_day(written)
    assert (EN.day(day), JA.day(day)) == (english, japanese)


@pytest.mark.parametrize(
    ("written", "english", "japanese"),
    [
        ("2021-02-18", "18 February 2021", "2021年2月18日"),
        ("2021-02", "February 2021", "2021年2月"),
        ("2021", "2021", "2021年"),
        ("[2021-02-01..2021-02-26]", "1–26 February 2021", "2021年2月1日〜26日"),
        ("[2021-02-08..2021-03-05]", "8 February – 5 March 2021", "2021年2月8日〜3月5日"),
        ("[2019-12-28..2020-01-03]", "28 December 2019 – 3 January 2020", "2019年12月28日〜2020年1月3日"),
        ("2021-02~", "about February 2021", "2021年2月ごろ"),
    ],
)
def test_a_day_in_a_table_is_short(written: str, english: str, japanese: str) -> None:
    day = parse_day(written)
    assert (EN.span(day), JA.span(day)) == (english, japanese)
    # What has no words of its own is no sentence.
    assert (EN.say("{day}", day=day), JA.say("{day}", day=day)) == (english, japanese)


def test_a_month_is_one_only_from_its_first_to_its_last_day() -> None:
    assert JA.span(Day(date(2024, 2, 1), date(2024, 2, 28))) == "2024年2月1日〜28日"
    assert JA.span(Day(date(2024, 2, 1), date(2024, 2, 29))) == "2024年2月"


CITED = [
    (ICRRA, "61-2-9(4)(i)", "入管法61条の2の9第4項1号"),
    (ICRRA, "61-2-9(1), (2)", "入管法61条の2の9第1項・第2項"),
    (ICRRA, "61-2-2(1)(i) to (iv)", "入管法61条の2の2第1項1号から4号まで"),
    (ICRRA, "2(iii-2)", "入管法2条3号の2"),
    (ICRRA, "24(iv)(ro)", "入管法24条4号ロ"),
    (ICRRA, "20(5), 21(4)", "入管法20条5項、21条4項"),
    (REGULATION, "61-2(1)(xiv)", "入管法施行規則61条の2第1項14号"),
    (ARCA, "suppl. 15(1)", "行審法附則15条1項"),
    (ACT_56_2023, "1(ii), 3", "令和5年法律第56号附則1条2号、3条"),
    (ACLA, "14(1) to (3), provisos", "行訴法14条1項から3項まで各ただし書"),
    (ACLA, "3(5), 38(1), 33", "行訴法3条5項、38条1項、33条"),
    (CONVENTION, "1C(5), (6), provisos", "難民条約1条C(5)・(6)各ただし書"),
    (CONVENTION, "1D, first sentence", "難民条約1条D前段"),
    (CONVENTION, "1F(b)", "難民条約1条F(b)"),
    (PROTOCOL, "I(2)", "難民議定書1条2項"),
    (UNHCR_HANDBOOK, "196, 203-204", "UNHCRハンドブック196項、203〜204項"),
    (SUPREME_1955, "", "最判昭和30年12月6日"),
    (TOKYO_HC_2005, "on persecution", "東京高判平成17年5月31日（迫害の意義）"),
    (ICRRA, "61-2 (a)", "入管法（61-2 (a)）"),  # no place that is known, and so as it is
]


@pytest.mark.parametrize(("source", "written", "japanese"), CITED)
def test_citations(source: Source, written: str, japanese: str) -> None:
    citation, on = source(written, on="1955-01-01"), date(2026, 11, 23)
    assert JA.cite(citation, on) == japanese
    assert EN.cite(citation, on) == f"{source.abbreviation} {written}".strip() == citation.text(on)


def test_what_is_cited_as_a_whole_is_cited_by_its_name() -> None:
    whole = TOKYO_HC_2018("whole", on="2018-12-05")
    assert EN.cite(whole, date(2026, 11, 23)) == "Tokyo HC 2018-12-05"
    assert JA.cite(whole, date(2026, 11, 23)) == "東京高判平成30年12月5日"


def test_a_citation_has_the_number_of_the_day() -> None:
    stay = ICRRA("61-2-6(3)", on="2005-05-16", renumbered={"2024-06-10": "61-2-9(3)"})
    assert JA.cite(stay, date(2024, 6, 9)) == "入管法61条の2の6第3項"
    assert JA.cite(stay, date(2024, 6, 10)) == "入管法61条の2の9第3項"


def test_of_several_values_each_is_possible() -> None:
    assert EN.value(("review_open", "suit_open")) == "review open or suit open"
    assert JA.value(("review_open", "suit_open")) == "審査請求期間中 又は 出訴期間中"
    assert (EN.value((2, 4)), JA.value((2, 4)), EN.value((1, MOST)), JA.value((1, MOST))) == (
        "2 to 4",
        "2〜4",
        "1 or more",
        "1以上",
    )


def test_the_day_of_the_week() -> None:
    week = [date(2024, 7, day) for day in range(1, 8)]
    assert "".join(JA.weekday(day) for day in week) == "月火水木金土日"
    assert EN.weekday(week[0]) == "Monday"
    # In the middle of a sentence the day of the week comes as an English word.
    assert [JA.value(EN.weekday(day)) for day in week] == [JA.weekday(day) for day in week]


def test_a_day_within_a_sentence() -> None:
    assert JA.say("Treat removal as barred at least until {day}.", day=date(2024, 7, 18)) == (
        "少なくとも2024年7月18日までは送還できないものとして扱ってください。"
    )


def test_what_is_not_translated_stays_english() -> None:
    assert JA.say("Nobody has translated this: {day}, {what}.", day=date(2024, 7, 5), what="dismissed") == (
        "Nobody has translated this: 2024年7月5日, 棄却."
    )
    assert JA.value("not a word of any law") == "not a word of any law"
    assert JA.say("") == ""
    assert JA.value(None) == "—"


def test_a_sentence_about_nobody_yet_leaves_its_values_open() -> None:
    assert EN.say("A suit for revocation of the refusal was filed on {suit_filed}.").endswith("filed on ….")
    assert EN.say("Filed on {day}.", day=None) == "Filed on —."


def test_english_is_the_source() -> None:
    for template in code():
        assert EN.say(template, **{name: f"<{name}>" for name, _ in placeholders(template)}) == template.format(
            **{name: f"<{name}>" for name, _ in placeholders(template)}
        )


def test_there_are_no_words_in_another_language() -> None:
    with pytest.raises(WrongCall) as refused:
        Words("de")
    assert JA.error(refused.value) == "「de」の文はありません。次のいずれかを選んでください：en, ja, ja-easy, fr, ar"


def test_a_counting_in_japanese() -> None:
    week = Period(length=7, unit="days", first_day="excluded", calendar=OFFICE)
    said = [JA.say(step.text, **dict(step.args)) for step in week.steps(date(2021, 2, 4))]
    assert said == [
        "2021年2月4日（木）：通知・送達の日（初日不算入）",
        "7日間：2021年2月5日から2021年2月11日まで",
        "2021年2月11日（建国記念の日）は休日のため翌日へ",
        "2021年2月12日（金）が期限",
    ]


def test_the_turn_of_the_year_and_the_weekend_in_japanese() -> None:
    week = Period(length=7, unit="days", first_day="excluded", calendar=OFFICE)
    said = "".join(JA.say(step.text, **dict(step.args)) for step in week.steps(date(2021, 12, 25)))
    assert "2022年1月1日（元日）は" in said
    assert "2022年1月2日（日）は" in said
    assert "2022年1月3日（年末年始）は" in said
    assert "2022年1月4日（火）が期限" in said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2021-02-30", "「2021-02-30」という日付はありません。その月は28日までです。"),
        ("2021-13-01", "（13月はありません）"),
        ("おととい", "「おととい」を日付として読めません。"),
        ("昭和70年1月1日", "昭和は昭和64年1月7日までです。平成7年1月1日と書いてください。"),
        ("令和3年2月3日(金)", "2021年2月3日は水曜日で、"),
    ],
)
def test_a_day_that_is_none_in_japanese(written: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day(written)
    assert said in JA.error(refused.value)


CALLS = [
    (["show", "a", "b"], "b cannot be asked here. `wellfounded show --help` shows what can be asked."),
    (
        ["caseload", "run", "x.parquet", "--foo"],
        "--foo cannot be asked here. `wellfounded caseload run --help` shows what can be asked.",
    ),
    (["shw"], "shw is not possible for COMMAND. Write one of: show, why, "),
    (["show", "a", "--lang=fr"], "fr is not possible for --lang. Write one of: en, ja."),
    (["deadline", "jp"], "This is missing: REMEDY, --from. `wellfounded deadline --help` shows what can be asked."),
    (["show", "a", "--on"], "--on needs a value after it. `wellfounded show --help` shows what can be asked."),
    (["today", "--within", "soon"], "--within needs a whole number; soon was written."),
    (["today", "--json=3"], "--json takes no value; 3 was written."),
    (["deadline", "--fi", "x"], "--fi can mean more than one of: --filed, --filed-by. Write it in full."),
]


@pytest.mark.parametrize(("call", "said"), CALLS)
def test_a_wrong_call_is_said_in_one_sentence(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(call) == 2
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize("call", [call for call, _ in CALLS if "--lang=fr" not in call])
def test_a_wrong_call_is_said_in_japanese(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main([call[0], "--lang=ja", *call[1:]]) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert all(word not in said for word in ("argument", "choice", "expected", "cannot", "Write"))
    assert any("ぁ" <= letter <= "ん" for letter in said)


@pytest.mark.parametrize("written", ["none", "high", "all", "applicant", "review_decision", "decision", "True"])
def test_what_a_person_wrote_is_repeated_as_it_was(written: str) -> None:
    for key in ("key", "value", "found", "remedy", "question", "rule", "how", "text", "fact", "event", "file", "name"):
        error = WrongCall(f"Something is wrong with {{{key}}}.", **{key: written})
        assert JA.error(error) == EN.error(error) == f"Something is wrong with {written}."
    text = "{value} is not possible for {key}. Write one of: {values}."
    error = WrongCall(text, value=written, key=written, values="x")
    assert JA.error(error).startswith(f"「{written}」は「{written}」に書けません。")
    assert JA.say("Written to {file}. `wellfounded show {file}` reads it.", file=written).startswith(f"「{written}」に")


def test_what_the_software_puts_into_an_error_is_translated() -> None:
    error: WellfoundedError = BadInput(
        "{key} must be {wanted}; {value} was written.", key="day", wanted="a day", value="a list"
    )
    assert JA.error(error) == "「day」には 日付 を書いてください（書かれていたもの：並び）。"
    error = BadInput("There is no law {law}. Write one of: {laws}.", law="(none)", laws="jp")
    assert "（記載なし）" in JA.error(error)
    with pytest.raises(NoCalendar) as refused:
        OFFICE.is_working(date(2300, 1, 1))
    assert JA.error(refused.value).startswith("行政機関の休日の表は")


def test_every_error_says_itself_without_a_catalogue() -> None:
    error: WellfoundedError = BadInput("There is no law {law}. Write one of: {laws}.", law="xx", laws="jp")
    assert EN.error(error) == str(error) == "There is no law xx. Write one of: jp."
