"""Who has read my file: by role, with the last day; never by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

from wellfounded.dossier import files, members
from wellfounded.readings.words import NamedDay, Said
from wellfounded.web.ask import Ask

READERS: Mapping[str, str] = {
    "representative": "Your lawyer",
    "caseworker": "A person who helps your lawyer",
    "supervisor": "The head of the office",
    "interpreter": "An interpreter",
    "volunteer": "A volunteer of the office",
    "officer": "An officer who decides",
    "counsellor": "A counsellor of the review",
    "clerk": "A clerk of the court",
    "administrator": "A person who looks after the computers",
    "auditor": "A person who checks the office",
    "applicant": "A relative to whom your steps are shown",
    "": "Another person of the office",
}
READ = ("read", "export")
CARD = "card"


@dataclass(frozen=True, slots=True)
class Reader:
    """A role that read the file: its words, how many persons, on how many days, and on which day last."""

    words: Said
    persons: int
    days: int
    last: date


def readers(ask: Ask) -> dict[str, tuple[Any, ...]]:
    """Who but the applicant read the file, the latest first (`readers`); the days on which it was opened in an
    emergency (`glass`), and on which a card was made (`carded`).
    """
    seen = files.who_saw(ask.office, ask.member, ask.on.case, ask.now)
    roles = {member.id: member.role for member in members.members(ask.office)}
    read: dict[str, set[tuple[bytes, date]]] = {}
    for one in seen:
        if one.kind in READ and one.actor != ask.member.id:
            read.setdefault(roles.get(one.actor, ""), set()).add((one.actor, day_of(ask, one.at)))
    found = tuple(
        Reader(_role(ask, role), len({who for who, _ in at}), len({day for _, day in at}), max(d for _, d in at))
        for role, at in read.items()
    )
    days = {kind: {day_of(ask, one.at) for one in seen if one.kind == kind} for kind in ("glass", CARD)}
    return {
        "readers": tuple(sorted(found, key=lambda reader: (reader.last, reader.words.text), reverse=True)),
        "glass": tuple(sorted(days["glass"], reverse=True)),
        "carded": tuple(sorted(days[CARD], reverse=True)),
    }


def _role(ask: Ask, role: str) -> Said:
    return ask.words.said(READERS[role if role in READERS else ""])


def day_of(ask: Ask, at: str) -> NamedDay:
    """The day of a moment, where the office is; said with its day of the week."""
    return NamedDay.of(replace(ask, now=datetime.fromisoformat(at)).today())


def printed(ask: Ask) -> HttpResponse:
    """The same on a page to print."""
    from wellfounded.web.pages.my_case import closed

    return ask.render("my_case/seen.html", {**closed(ask.request), **readers(ask), "today": ask.today()})
