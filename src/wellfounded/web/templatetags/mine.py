"""`{% say_kana "A sentence." %}`: a sentence of the applicant's own pages, with furigana as `<ruby>`; what is not said
in their language yet stands in easy Japanese, marked as such. `{% say_plain %}`: the same as bare text, for a title.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wellfounded.claim.my_case.answers import Sentence, StepState
from wellfounded.claim.my_case.plain import STATES
from wellfounded.logic.days import Day
from wellfounded.readings.words import Said, Words
from wellfounded.readings.words_ruby import Piece, pieces

register = template.Library()


@register.simple_tag(takes_context=True)
def say_kana(context: Any, sentence: str, /, **values: object) -> SafeString:
    """The sentence for the page."""
    return kana(context["words"].said(sentence, **values), context["words"])


@register.simple_tag(takes_context=True)
def say_plain(context: Any, sentence: str, /, **values: object) -> str:
    """The sentence as bare text."""
    return str(context["words"].said(sentence, **values).plain)


@register.simple_tag(takes_context=True)
def weekday_and_day(context: Any, when: date) -> SafeString:
    """A day with its day of the week."""
    words: Words = context["words"]
    return ruby(pieces(words.weekday_and_day(when)))


@register.filter
def furigana(text: object) -> SafeString:
    """A sentence that was said already."""
    return ruby(pieces(str(text)))


@register.filter
def kana(said: Said, words: Words) -> SafeString:
    """A sentence with furigana, marked where it is not in the language of the page."""
    text = ruby(said.pieces)
    if said.tag == words.tag:
        return text
    return format_html('<span lang="{}" dir="{}">{}</span>', said.tag, said.direction, text)


def ruby(stretches: tuple[Piece, ...]) -> SafeString:
    """Stretches of text, each with its reading above it."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<ruby>{}<rt>{}</rt></ruby>", one.base, one.reading) if one.reading else one.base,)
            for one in stretches
        ),
    )


@register.filter
def told(sentence: Sentence, words: Words) -> SafeString:
    """A sentence of `my_case`. That its law is doubtful is said once, below it."""
    return kana(words.said(sentence.template, **sentence.args), words)


@register.simple_tag(takes_context=True)
def state_of(context: Any, state: StepState) -> SafeString:
    """What a screen reader says of a step."""
    return kana(context["words"].said(STATES[state]), context["words"])


@register.simple_tag(takes_context=True)
def span_of(context: Any, when: Day) -> SafeString:
    """A day that is known only by its ends."""
    return ruby(pieces(context["words"].span(when)))
