"""The sentences of the applicant's page: short, plain, in every language, and one for all that the law can ask."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

import pytest

from tools import catalogue
from wellfounded import law as laws
from wellfounded.claim.my_case import sentences
from wellfounded.readings.words import OF_APPLICANTS, DayCount, Words
from wellfounded.readings.words_ruby import plain
from wellfounded.rules.guide import Guide
from wellfounded.rules.order import LegalOrder

LONGEST = 15
"""Words in a sentence, in English and French."""
LONGEST_EASY = 42
"""Signs in a sentence of easy Japanese, without its furigana."""
ORDERS = [laws.find(name) for name in laws.ORDERS if laws.find(name).guide]


def guide(law: LegalOrder) -> Guide:
    assert law.guide is not None
    return law.guide


def spoken() -> list[str]:
    """Every sentence that the page can say, of every law."""
    found = [text for name, text in vars(sentences).items() if name.isupper()]
    return [*found, *(sentence for law in ORDERS for sentence in guide(law).sentences())]


def each_sentence(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!:。？])\s*", text) if part.strip()]


def values(template: str) -> dict[str, object]:
    known = {"day": date(2024, 9, 18), "left": DayCount(120)}
    return {name: known[name] for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_sentence_has_more_than_fifteen_words(lang: str) -> None:
    words = Words(lang)
    long = [
        part
        for template in spoken()
        for part in each_sentence(words.say(template, **values(template)).replace(" ?", "?").replace(" :", ":"))
        if len(part.split()) > LONGEST
    ]
    assert long == []


def test_no_sentence_of_easy_japanese_is_long() -> None:
    easy = Words("ja-easy")
    said = [plain(easy.said(template, **values(template)).text) for template in spoken() if easy.has(template)]
    assert len(said) > 100
    long = [part for text in said for part in each_sentence(re.sub("（.*?）", "", text)) if len(part) > LONGEST_EASY]
    assert long == []


def test_easy_japanese_is_polite_and_needs_no_hard_form() -> None:
    easy = Words("ja-easy")
    whole = [plain(easy.say(text)) for text in spoken() if easy.has(text) and text.endswith(".")]
    ends = ("です。", "ます。", "ました。", "ません。", "でした。", "ください。", "へ。", "）。")
    assert [text for text in whole if not text.endswith(ends)] == []
    assert [text for text in whole if "べき" in text or "である" in text or "又は" in text] == []


@pytest.mark.parametrize("lang", [*OF_APPLICANTS, "ja"])
def test_every_sentence_is_said_in_every_language_of_the_applicant(lang: str) -> None:
    said = [Words(lang).said(text) for text in catalogue.said_to_applicants()]
    assert len(said) > 100
    assert [one.text for one in said if not one.translated] == []


@pytest.mark.parametrize("text", spoken())
def test_every_sentence_speaks_plainly(text: str) -> None:
    hard = ("pursuant", "hereby", "shall", "lodge", "notif", "deport", "suspen", "execution", "inadmiss", "claimant")
    assert not any(word in text.lower() for word in hard)
    assert set(values(text)) <= {"day", "left"}


@pytest.mark.parametrize("law", ORDERS, ids=lambda law: law.id)
def test_the_guide_says_something_of_every_stage_remedy_and_duty(law: LegalOrder) -> None:
    told = guide(law)
    assert set(told.stages) == set(law.stages)
    assert {place.step for place in told.stages.values()} <= set(told.steps)
    assert {kind for kinds in told.passed.values() for kind in kinds} <= set(law.kinds)
    mine = {remedy.name for remedy in law.remedies if remedy.who == "applicant"}
    owed = {duty.owed.name for duty in law.duties if duty.who == "applicant"}
    assert {*told.remedies, *told.duties, *told.left_to_the_lawyer} == mine | owed
    assert not told.left_to_the_lawyer & {*told.remedies, *told.duties}
    # What has a last day is never left to the lawyer alone.
    assert not {r.name for r in law.remedies if r.last_day and r.who == "applicant"} & told.left_to_the_lawyer
    theirs = {remedy.name for remedy in law.remedies if remedy.who == "authority"}
    assert set(told.authority_may) == theirs
    assert set(told.protections) <= set(law.rules)
    verdicts = {place.verdict.by for place in told.stages.values() if place.verdict}
    assert verdicts <= mine & theirs


def test_japan_has_five_steps() -> None:
    assert list(guide(laws.find("jp")).steps) == ["application", "decision", "review", "court", "result"]
