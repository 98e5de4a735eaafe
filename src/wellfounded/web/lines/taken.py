"""What a record says in one line, for whoever takes it back: in words, and never by the name of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wellfounded.dossier.records import Record
from wellfounded.web.ask import Ask
from wellfounded.web.assessing.shown import FINDINGS, WHOSE
from wellfounded.web.forms.sections import CHOICES, FLAG_WORDS
from wellfounded.web.lines import tasks
from wellfounded.web.lines.worklist import BOOKED

KIND_WORDS = {
    "flag": "What is urgent",
    "consent": "Consent",
    "story": "The story",
    "message": "A message",
    "task": "A task",
    "booking": "A day that is booked",
    "assessment": "A finding",
    "laid_beside": "A decision that was laid beside",
    "cites": "Country information",
    "note": "A note",
}
"""The kinds of records that are no law, in words."""
OTHER = "A record"
LONGEST = 160

Body = Mapping[str, Any]


def _flag(ask: Ask, body: Body) -> list[str]:
    return [ask.say(FLAG_WORDS[str(body["flag"])]), str(body.get("note", ""))]


def _consent(ask: Ask, body: Body) -> list[str]:
    given = ask.say(CHOICES["yes" if body["given"] else "no"])
    return [str(body["recipient"]), str(body["purpose"]), given]


def _booking(ask: Ask, body: Body) -> list[str]:
    return [ask.say(BOOKED[str(body["what"])]), str(body.get("time", "")), str(body.get("place", ""))]


DETAILS: dict[str, Callable[[Ask, Body], list[str]]] = {
    "flag": _flag,
    "consent": _consent,
    "booking": _booking,
    "task": lambda ask, body: [tasks.said(ask.words, body)],
    "assessment": lambda ask, body: [ask.say(FINDINGS[str(body["finding"])]), str(body.get("reason", ""))],
    "laid_beside": lambda ask, body: [ask.say(WHOSE[str(body["whose"])]), str(body.get("reason", ""))],
    "cites": lambda ask, body: [str(body["citation"])],
}


def kind_said(ask: Ask, one: Record) -> str:
    """The kind of a record in words."""
    return ask.say(KIND_WORDS.get(one.kind, OTHER))


def details_said(ask: Ask, one: Record) -> str:
    """What a record holds, shortened."""
    told = DETAILS[one.kind](ask, one.body) if one.kind in DETAILS else [str(one.body.get("text", ""))]
    said = " · ".join(part for part in told if part)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
