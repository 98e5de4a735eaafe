"""The fields that tell of a paper as it comes, and of each step of its chain of custody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from wellfounded.dossier.papers import STEPS, Paper, Told
from wellfounded.dossier.papers.binder import SERIES
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import Entry, filled, with_error

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "title": "What it is",
        "received_from": "Received from whom",
        "received_how": "How it came",
        "received_on": "Day on which it came",
        "original_seen_by": "Who saw the original",
        "language": "In which language it is",
        "citation": "Citation, if it is country information",
        "address": "Where it was found",
        "consulted_on": "Day on which it was consulted",
        "who": "Who",
        "on": "On which day",
        "note": "Note",
        "translator": "Translator",
        "certified": "The translation is certified",
        "translation": "The translation, if it is a paper of this file",
        "reason": "Why",
        "to": "To whom",
        "what": "What was handed out",
        "series": "Whose exhibit",
        "number": "Number of the exhibit",
        "branch": "Part of it, if it has parts",
    }
)
"""The words of each field."""
STEP_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "seen": "The original was seen",
        "translated": "It was translated",
        "objected": "Somebody objects to it",
        "handed_out": "It was handed out",
        "returned": "The original was returned",
        "numbered": "It has a number in court",
        "corrected": "Something said of it was wrong",
        "scanned": "It was looked at by the virus scanner",
        "taken_back": "It does not belong here: take it back",
    }
)
"""The words of each step."""
SERIES_WORDS: Mapping[str, str] = MappingProxyType(
    {"ko": "The plaintiff's (甲, Ko)", "otsu": "The defendant's (乙, Otsu)", "hei": "A third party's (丙, Hei)"}
)
DATES = frozenset({"received_on", "consulted_on", "on"})
"""Fields that take one whole day."""
TOLD = ("title", "received_from", "received_how", "received_on", "original_seen_by", "language")
CITED = ("citation", "address", "consulted_on")
TAKEN_BACK = "taken_back"
ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "seen": ("who", "on", "note"),
        "translated": ("translator", "on", "language", "certified", "translation", "note"),
        "objected": ("who", "on", "reason", "note"),
        "handed_out": ("to", "on", "what", "reason", "note"),
        "returned": ("who", "on", "note"),
        "numbered": ("series", "number", "branch", "note"),
        "corrected": ("reason", *TOLD, *CITED),
        TAKEN_BACK: ("reason",),
    }
)
"""The steps that somebody records by hand, with their fields in order."""
NOT_A_DAY = "{found} is not a day. Write it as 2026-11-23."
NOT_WHOLE = "The number of an exhibit is a whole number from 1 to 9999."


def element_words(law: LegalOrder, name: str) -> str:
    """An element of the definition, in the words of the law."""
    words = law.elements[name].words
    return name if "{" in words else words


def elements(ask: Ask, law: LegalOrder | None) -> list[tuple[str, str]]:
    """The elements that a paper can be said to prove."""
    return [(name, ask.law_words.say(element_words(law, name))) for name in law.elements] if law else []


def told_entries(ask: Ask, names: Sequence[str], prefix: str = "") -> tuple[Entry, ...]:
    """The fields that tell of a paper."""
    return tuple(_entry(ask, name, False, (), prefix) for name in names)


def step_entries(ask: Ask, step: str, paper: Paper, others: Sequence[tuple[str, str]]) -> tuple[Entry, ...]:
    """The fields of a step. `others`: the papers that can be its translation. Of a correction, what stands now."""
    needed = STEPS[step][0] if step in STEPS else frozenset({"reason"})
    made = [_entry(ask, name, name in needed, others, f"{step}-") for name in ORDER[step]]
    if step == "corrected":
        made = [replace(entry, value=str(getattr(paper.told, entry.name, ""))) for entry in made]
    if step == "numbered" and (last := paper.last("numbered")):
        made = [replace(entry, value=str(last.said.get(entry.name, ""))) for entry in made]
    return tuple(made)


def _entry(ask: Ask, name: str, needed: bool, others: Sequence[tuple[str, str]], prefix: str) -> Entry:
    label = ask.say(LABELS[name])
    if name == "certified":
        return Entry(name, label, "tick", prefix=prefix)
    if name in ("translation", "what", "series"):
        choices = {
            "translation": (("", ask.say("No")), *others),
            "what": (("copy", ask.say("A copy")), ("original", ask.say("The original"))),
            "series": tuple((key, ask.say(SERIES_WORDS[key])) for key in SERIES),
        }[name]
        return Entry(name, label, "choice", choices=choices, needed=needed, prefix=prefix)
    return Entry(name, label, needed=needed, prefix=prefix, longest=2000)


def given(ask: Ask, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The fields with what was sent; a day that is none has its mistake beside it."""
    made = filled(ask, entries)
    for entry in made:
        if entry.name in DATES and entry.value and not entry.error and not _is_day(entry.value):
            return with_error(made, entry.name, ask.say(NOT_A_DAY, found=entry.value))
        if entry.name in ("number", "branch") and entry.value and not _is_number(entry.value):
            return with_error(made, entry.name, ask.say(NOT_WHOLE))
    return made


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= 9999


def told(entries: Sequence[Entry], proves: Sequence[str]) -> Told:
    """What was told of a paper."""
    return replace(Told(), proves=tuple(proves), **{entry.name: entry.value for entry in entries if entry.value})


def said(step: str, entries: Sequence[Entry], paper: Paper, proves: Sequence[str] | None) -> dict[str, Any]:
    """What was said of a step. Of a correction only what differs from what stands. Refuses one that changes nothing."""
    values: dict[str, Any] = {entry.name: entry.value for entry in entries if entry.value}
    if step == "translated":
        values["certified"] = "certified" in values
    if step == "numbered":
        values |= {name: int(values[name]) for name in ("number", "branch") if name in values}
    if step == "corrected":
        now = paper.told
        values = {key: value for key, value in values.items() if key == "reason" or value != getattr(now, key)}
        if proves is not None and tuple(proves) != now.proves:
            values["proves"] = list(proves)
        if len(values) < 2:
            raise BadInput("Nothing differs from what is on file. Write what is right, and why.")
    return values
