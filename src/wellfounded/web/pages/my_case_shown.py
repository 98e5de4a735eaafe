"""What the applicant's page shows: what the law says of the case, what is booked, papers, messages, relatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wellfounded import law as laws
from wellfounded.claim.case_line import case_line
from wellfounded.claim.my_case import my_case
from wellfounded.claim.my_case.answers import MyCase
from wellfounded.claim.my_case.tasks import pressing
from wellfounded.dossier import files, kinds, papers
from wellfounded.dossier.access import Projection
from wellfounded.dossier.records import Record
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import WellfoundedError
from wellfounded.readings.words import DayCount, Said
from wellfounded.web.ask import Ask
from wellfounded.web.pages import my_case_acts, my_case_add, my_case_seen

BOOKED: Mapping[str, str] = {
    "hearing": "You have a hearing. Be there early.",
    "interview": "You have an interview. Be there early.",
    "meeting": "You have a meeting at the office.",
}
CHANNELS: Mapping[str, str] = {
    "phone": "By telephone",
    "message": "By a message on the telephone",
    "letter": "By letter",
    "person": "Through a person that I trust",
    "here": "Only on this page",
}
SOON = 3
MESSAGES = 30
"""So many are shown."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A day that was fixed for the applicant. `left`: days until then."""

    says: Said
    day: date | None
    known: Day
    time: str
    place: str
    left: DayCount | None
    soon: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A paper of the list: its number, its title, the day on which it came; `own`: the applicant gave it."""

    id: str
    title: str
    own: bool
    day: date


@dataclass(frozen=True, slots=True)
class Message:
    """A message. `own`: the applicant wrote it."""

    text: str
    language: str
    own: bool
    day: date


def page(ask: Ask) -> dict[str, Any]:
    """What the page is given."""
    made = ask.read()
    told = _told(ask, made)
    contact = kinds.latest(made.records, "contact")
    booked = _booked(ask, made.records)
    return {
        "told": told,
        # That there is nothing to do is not said above a day on which one has to be somewhere.
        "nothing": told.nothing[bool(booked) :] if told else (),
        "to_do": _to_do(ask.today(), told, booked),
        "papers": _papers(ask, made),
        "adding": my_case_add.seen_by(ask),
        "accept": my_case_add.ACCEPT,
        "relatives": _relatives(ask),
        **my_case_seen.readers(ask),
        "letters": _letters(ask, made.records),
        "consents": my_case_acts.given(made.records),
        "channels": [(key, ask.words.said(CHANNELS[key]).plain) for key in CHANNELS],
        "contact": {name: contact.get(name, "") for name in ("channel", "address", "hours")},
        "today": ask.today(),
    }


def _to_do(on: date, told: MyCase | None, booked: Sequence[Booked]) -> list[dict[str, Any]]:
    """What is to be done and the days that were fixed, the nearest first."""
    found = [(pressing(on, task), {"task": task, "soon": task.soon}) for task in (told.tasks if told else ())]
    found += [(one.known.earliest, {"booked": one, "soon": one.soon}) for one in booked]
    return [one for _, one in sorted(found, key=lambda placed: placed[0])]


def _told(ask: Ask, made: Projection) -> MyCase | None:
    """What the law says of the case on this day; nothing where the file does not tell under which law it is."""
    try:
        kin = files.family(ask.office, ask.member, ask.on.case, ask.now, record=False)
        return _line(ask, made, kin)
    except WellfoundedError:
        return None


def _line(ask: Ask, made: Projection, kin: Sequence[Projection] = ()) -> MyCase | None:
    law, case = files.case_of(made, laws.find, kin)
    return my_case(case_line(law, case, ask.today(law))) if case.events else None


def _relatives(ask: Ask) -> list[tuple[int, MyCase]]:
    """The files of relatives that were opened to the applicant: where each is, and nothing else of it."""
    relative = replace(ask.member, role="relative")
    found = []
    for held in files.cases(ask.office, relative, ask.now):
        made = files.read(ask.office, relative, held.case, "family", ask.now)
        told = _told_of_relative(ask, made)
        if told:
            found.append(told)
    return list(enumerate(found, 1))


def _told_of_relative(ask: Ask, made: Projection) -> MyCase | None:
    try:
        return _line(ask, made)
    except WellfoundedError:
        return None


def _booked(ask: Ask, records: tuple[Record, ...]) -> list[Booked]:
    today = ask.today()
    found = []
    for one in kinds.standing(records, "booking"):
        day = parse_day(str(one.body["day"]))
        if day.latest < today:
            continue
        exact = day.earliest if day.exact else None
        left = (day.earliest - today).days
        found.append(
            Booked(
                ask.words.said(BOOKED[str(one.body["what"])]), exact, day, str(one.body.get("time", "")),
                str(one.body.get("place", "")), DayCount(left) if exact else None, left <= SOON,
            )
        )  # fmt: skip
    return sorted(found, key=lambda booked: (booked.known.earliest, booked.time))


def _papers(ask: Ask, made: Projection) -> list[Given]:
    return [
        Given(
            one.id, one.told.title or one.name.shown, one.actor == ask.member.id, my_case_seen.day_of(ask, one.at)
        )
        for one in papers.list_of(made)
    ]  # fmt: skip


def _letters(ask: Ask, records: tuple[Record, ...]) -> list[Message]:
    """The messages between the applicant and the office, the latest last."""
    found = [
        Message(
            str(one.body["text"]),
            str(one.body.get("language", "")),
            one.body.get("to") == "office",
            my_case_seen.day_of(ask, one.at),
        )
        for one in kinds.standing(records, "message")
        if one.body.get("to")
    ]
    return found[-MESSAGES:]
