"""The sections of intake that are records of their own kind, in the order in which they are asked: tables, no code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wellfounded.dossier.kinds import KINDS
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import Entry, Widget

LABELS = {
    "channel": "How to reach the person",
    "address": "Number or address",
    "hours": "When it is safe",
    "never_say": "Words that must never be used",
    "must_not_know": "Who must not know",
    "note": "Note",
    "language": "Language",
    "dialect": "Dialect",
    "interviewer": "Who should ask the questions",
    "interpreter": "Who should interpret",
    "avoid": "Persons or communities to avoid",
    "name_original": "Name in its own script",
    "script": "Which script",
    "kana": "Name in kana",
    "latin": "Name as in the passport",
    "born": "Born",
    "nationality": "Nationality",
    "recipient": "Who may be given it",
    "purpose": "What for",
    "given": "Consent",
    "day": "Day",
    "how": "How it was given",
    "text": "The story",
    "as": "Whose words",
    "flag": "What is urgent",
}
HINTS = {
    "channel": "By telephone, a message, through somebody, only here.",
    "never_say": "Such as the word refugee, or the name of this office.",
    "must_not_know": "Everybody from whom this must be kept, such as a husband, an employer, a landlord.",
    "avoid": "As interpreters, or in the waiting room.",
    "script": "Such as Arabic, Burmese, Chinese.",
    "how": "Signed, said before a witness, through an interpreter.",
    "text": "As it is told, without putting it in order. Nothing is corrected here.",
}
CHOICES = {
    "woman": "A woman",
    "man": "A man",
    "either": "Either",
    "own words": "In the person's own words",
    "interpreted": "As it was interpreted",
    "yes": "Given",
    "no": "Refused or taken back",
}
FLAG_WORDS = {
    "detained": "Detained",
    "child": "A child",
    "alone_as_child": "A child alone",
    "ill": "Ill",
    "pregnant": "Pregnant",
    "risk_to_self": "May harm themselves",
    "survivor_of_violence": "Has survived violence",
    "no_home": "Has nowhere to live",
    "no_means": "Has nothing to live on",
    "removal_date": "A day of removal is set",
    "other": "Something else",
}
LONG = {"text": 200_000, "avoid": 4000, "must_not_know": 4000, "never_say": 4000, "note": 4000}


CONTACT_WHY = "First of all, so that nobody writes or calls in a way that does harm."
TONGUE_WHY = "Who asks and who interprets decides what can be said."
PERSON_WHY = "In three scripts, as they stand in papers. A day that is not known stays as far as it is known."
CONSENT_WHY = "For each recipient and each purpose by itself. It can be taken back."
STORY_WHY = "Recorded as it is given."

HEADINGS = {
    "contact": "Safe contact",
    "tongue": "Language, and who asks",
    "conflict": "Conflict check",
    "person": "Who the person is",
    "arrival": "Arrival and earlier applications",
    "flags": "What is urgent",
    "consent": "Consent",
    "story": "The story",
}
WHYS = {
    "contact": CONTACT_WHY,
    "tongue": TONGUE_WHY,
    "conflict": "Whether the office already works for somebody against whom, or beside whom, this case would stand.",
    "person": PERSON_WHY,
    "arrival": "How many applications came before decides whether an application stops removal.",
    "flags": "It stands at the top of the case until it is taken back.",
    "consent": CONSENT_WHY,
    "story": STORY_WHY,
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "contact": ("channel", "address", "hours", "never_say", "must_not_know", "note"),
    "tongue": ("language", "dialect", "interviewer", "interpreter", "avoid"),
    "person": ("name_original", "script", "kana", "latin", "born", "nationality"),
    "consent": ("recipient", "purpose", "given", "day", "how"),
    "story": ("text", "language", "as"),
}
SENT_AS = {"purpose": "what_for"}
"""Names under which fields are sent: `purpose` of a request is that of the reader."""
SINGLE = ("contact", "tongue", "person")
"""Sections whose record replaces the one before: their fields show what stands."""


def entries(ask: Ask, name: str, now: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The fields of a section, with what stands now."""
    return tuple(_entry(ask, name, field, now) for field in FIELDS[name])


def _entry(ask: Ask, section: str, name: str, now: Mapping[str, Any]) -> Entry:
    field = KINDS[section].field(name)
    assert field is not None
    named = ("yes", "no") if field.type == "truth" else field.values
    choices = tuple((value, ask.say(CHOICES[value])) for value in named)
    widget: Widget = "day" if field.type == "day" else "choice" if named else "long" if name in LONG else "text"
    if choices and not field.needed:
        choices = (("", ask.say("Not said")), *choices)
    hint = ask.say(HINTS[name]) if name in HINTS else ""
    return Entry(
        SENT_AS.get(name, name), ask.say(LABELS[name]), widget, hint, choices, field.needed,
        str(now.get(name, "")), prefix=f"{section}-", longest=LONG.get(name, 400),
    )  # fmt: skip


def body(name: str, told: Mapping[str, str]) -> dict[str, Any]:
    """What was written in a section as the body of its record."""
    truths = {field.name for field in KINDS[name].fields if field.type == "truth"}
    sent = {SENT_AS.get(field.name, field.name): field.name for field in KINDS[name].fields}
    return {sent[key]: value == "yes" if key in truths else value for key, value in told.items()}
