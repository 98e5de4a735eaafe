"""`{% say "A sentence with {value}." value=... %}`: a sentence of the website in the reader's language."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from wellfounded import law as laws
from wellfounded.logic.days import Day
from wellfounded.readings.words import Words
from wellfounded.web.gate import PAGES
from wellfounded.web.instance import served
from wellfounded.web.lines.urgent import spanned

register = template.Library()

TABS = (
    ("line", "", "Case line"),
    ("agenda", "agenda/", "To do"),
    ("intake", "intake/", "Intake"),
    ("evidence", "evidence/", "Evidence"),
    ("assessment", "assessment/", "Assessment"),
    ("access", "access/", "Who saw it"),
)
"""The pages of a case, in the order in which they are used: `here` of each, its path, its words."""
SECTIONS = (
    ("today", "Today"),
    ("cases", "Cases"),
    ("conflicts", "Possible conflicts"),
    ("members", "Members"),
)
"""The first pages: their names and their words."""


@register.simple_tag(takes_context=True)
def say(context: Any, sentence: str, /, **values: object) -> str:
    """The sentence; where it is not translated, English, marked as such for those who read it aloud."""
    words: Words = context["words"]
    said = words.say(sentence, **values)
    if words.lang != "en" and not words.has(sentence):
        return format_html('<span lang="en" dir="ltr">{}</span>', said)
    return said


@register.simple_tag(takes_context=True)
def say_bare(context: Any, sentence: str, /, **values: object) -> str:
    """The sentence as bare text, for an attribute or a title."""
    words: Words = context["words"]
    return words.say(sentence, **values)


@register.simple_tag(takes_context=True)
def law(context: Any, said: object, tag: str = "span") -> SafeString:
    """A sentence that the law says already in `law_words`, marked where that is not the language of the page."""
    words, law_words = context["words"], context["law_words"]
    if words.lang == law_words.lang:
        return format_html("{}", said)
    return format_html(
        '<{} lang="{}" dir="{}">{}</{}>', mark_safe(tag), law_words.tag, law_words.direction, said, mark_safe(tag)
    )


@register.simple_tag(takes_context=True)
def day(context: Any, when: Day | date | None) -> str:
    """A day as the language writes it."""
    words: Words = context["words"]
    return words.value(when)


@register.simple_tag
def txn() -> SafeString:
    """A hidden field with a fresh number: a form that is sent twice is done once."""
    return format_html('<input type="hidden" name="txn" value="{}">', secrets.token_hex(16))


@register.simple_tag(takes_context=True)
def in_language(context: Any, code: str) -> str:
    """The query of this page in another language."""
    asked = context["request"].GET.copy()
    asked["lang"] = code
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def sections(context: Any) -> list[dict[str, object]]:
    """The first pages that are served and open to this role: `address`, `words`, and whether it is the one that `here`
    names.
    """
    ask, words = context["ask"], context["words"]
    return [
        {"address": f"/{PAGES[name].path}", "words": words.say(said), "here": context.get("here") == name}
        for name, said in SECTIONS
        if name in PAGES and ask.member.role in PAGES[name].access.roles
    ]


@register.simple_tag(takes_context=True)
def tabs(context: Any) -> list[dict[str, object]]:
    """The pages of a case that are served and open to this role: `name`, `address`, `words`, and whether it is the one
    that `here` names.
    """
    ask, words = context["ask"], context["words"]
    role, number, purposes = ask.member.role, ask.on.number, ask.on.purposes
    paths = {page.path: page.access.roles for page in PAGES.values()}
    purpose = f"?purpose={ask.on.purpose}" if len(purposes) > 1 else ""
    return [
        {
            "name": name,
            "address": f"/case/{number}/{path}{purpose}",
            "words": words.say(said),
            "here": context.get("here") == name,
        }
        for name, path, said in TABS
        if role in paths.get(f"case/<case:case>/{path}", ())
    ]


@register.simple_tag(takes_context=True)
def span(context: Any, when: Day | date) -> str:
    """A day, or the range in which it lies, in the few words of a table."""
    words: Words = context["words"]
    return words.span(when)


@register.simple_tag(takes_context=True)
def written_day(context: Any, text: object) -> str:
    """A day as it stands on a record (`2021-02`), in the words of the page."""
    words: Words = context["words"]
    return spanned(words, text)


@register.simple_tag(takes_context=True)
def weekday(context: Any, when: date) -> str:
    """The day of the week."""
    words: Words = context["words"]
    return words.weekday(when)


@register.simple_tag(takes_context=True)
def weekday_and_day(context: Any, when: date) -> str:
    """A day with its day of the week."""
    words: Words = context["words"]
    return words.weekday_and_day(when)


@register.simple_tag(takes_context=True)
def moment(context: Any, at: str) -> str:
    """A moment that was recorded (UTC, as `2026-11-23T20:00:00Z`) in the time of the office: day, hour and minute."""
    words: Words = context["words"]
    here = datetime.fromisoformat(at).astimezone(ZoneInfo(laws.find(served().law).time_zone))
    return f"{words.span(here.date())} {here:%H:%M}"


@register.filter
def item(table: Any, key: Any) -> Any:
    """An entry of a table."""
    return table.get(key, "") if table else ""
