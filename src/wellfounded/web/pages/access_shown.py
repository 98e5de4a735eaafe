"""What the pages of access show: who is let in, every line of who saw the file, in the words of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wellfounded import law as laws
from wellfounded.dossier import files, members, oversight
from wellfounded.dossier.access import PURPOSES, ROLE_WORDS, Grant, decide
from wellfounded.dossier.compartments import CLAIM, COMPARTMENTS
from wellfounded.dossier.files import Seen
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import moment
from wellfounded.web.ask import Ask
from wellfounded.web.instance import served
from wellfounded.web.lines.doors import NAMES
from wellfounded.web.lines.naming import number_of

HAPPENED: Mapping[str, str] = {
    "read": "read",
    "record": "wrote",
    "export": "took out a sealed bundle",
    "opened": "opened the file",
    "granted": "let somebody in",
    "revoked": "shut somebody out",
    "glass": "opened it in an emergency",
    "linked": "linked a relative's file",
    "hold": "put a legal hold on it",
    "release": "took the legal hold off",
    "erase": "erased",
    "refused": "was refused",
    "card": "made the applicant's card",
    "card_asked": "asked for a new card",
    "": "changed",
}
GRAVE = frozenset({"glass", "refused", "erase", "export"})
OF_APPLICANT, OF_NOBODY = "the applicant", "somebody who is not a member any more"


@dataclass(frozen=True, slots=True)
class LetIn:
    """A live grant. `theirs`: whose; `number`: of the grant; `mine`: it is the reader's own; `glass`: an emergency."""

    number: str
    theirs: str
    role: str
    compartments: tuple[str, ...]
    purpose: str
    day: date
    time: str
    mine: bool
    glass: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of who saw it. `told`: what was said with it: a reason, a purpose, to whom."""

    day: date
    time: str
    who: str
    member: str
    role: str
    kind: str
    what: str
    where: tuple[str, ...]
    told: str
    grave: bool


def number(ask: Ask) -> str:
    """The office's number of the case, where the reader may see it. No reading: the number names nobody."""
    office, case, purpose = ask.office, ask.on.case, ask.on.purpose
    held = files.held(office, ask.member, case, ask.now)
    if not decide(ask.member.role, held, CLAIM, "read", purpose, moment(ask.now)).allowed:
        # Asking for what is shut would be put on record as a refusal.
        return ask.on.number[:8]
    return number_of(case, files.read(office, ask.member, case, purpose, ask.now, False, frozenset({CLAIM})).records)


def role_words(ask: Ask, role: str) -> str:
    """A role in the words of the page."""
    return ask.say(ROLE_WORDS[role])


def purpose_words(ask: Ask, purpose: str) -> str:
    """A purpose in the words of the page."""
    return ask.say(PURPOSES[purpose]) if purpose in PURPOSES else purpose


def when(at: str) -> tuple[date, str]:
    """Day and time of a moment where the office is."""
    law, there = laws.find(served().law), datetime.fromisoformat(at)
    with suppress(ZoneInfoNotFoundError):
        there = there.astimezone(ZoneInfo(law.time_zone))
    return there.date(), f"{there:%H:%M}"


def people(ask: Ask) -> dict[bytes, Member]:
    """Everybody of the office by number."""
    return {member.id: member for member in members.members(ask.office)}


def named(ask: Ask, there: Mapping[bytes, Member], number_: bytes) -> str:
    """A member as the page names them: staff by name, an applicant never."""
    found = there.get(number_)
    if found is None:
        return ask.say(OF_NOBODY)
    return ask.say(OF_APPLICANT) if found.role == "applicant" else found.name


def live(ask: Ask, there: Mapping[bytes, Member]) -> list[LetIn]:
    """Who is let in now."""
    return [_let_in(ask, there, grant) for grant in oversight.let_in(ask.office, ask.member, ask.on.case, ask.now)]


def _let_in(ask: Ask, there: Mapping[bytes, Member], grant: Grant) -> LetIn:
    day, time = when(grant.until)
    return LetIn(
        grant.id.hex(),
        named(ask, there, grant.member),
        role_words(ask, grant.role),
        tuple(ask.say(NAMES[name]) for name in COMPARTMENTS if name in grant.compartments),
        purpose_words(ask, grant.purpose),
        day,
        time,
        grant.member == ask.member.id,
        grant.purpose == "break_glass",
    )


def lines(ask: Ask, there: Mapping[bytes, Member]) -> list[Line]:
    """Every line, the latest first; what somebody did at once in several compartments is one."""
    together: dict[tuple[str, bytes, str], list[Seen]] = {}
    for one in files.who_saw(ask.office, ask.member, ask.on.case, ask.now):
        together.setdefault((one.at, one.actor, one.kind), []).append(one)
    return [_line(ask, there, seen) for seen in reversed(together.values())]


def _line(ask: Ask, there: Mapping[bytes, Member], seen: list[Seen]) -> Line:
    one = seen[0]
    day, time = when(one.at)
    by = there.get(one.actor)
    where = dict.fromkeys(name for each in seen for name in each.body.get("compartments", (each.compartment,)))
    return Line(
        day,
        time,
        named(ask, there, one.actor),
        one.actor.hex(),
        role_words(ask, by.role) if by else "",
        one.kind,
        ask.say(HAPPENED[one.kind if one.kind in HAPPENED else ""]),
        tuple(ask.say(NAMES[name]) for name in where if name in NAMES),
        _told(ask, there, one.body),
        one.kind in GRAVE,
    )


def _told(ask: Ask, there: Mapping[bytes, Member], body: Mapping[str, Any]) -> str:
    """What was said with it, in one line."""
    said: list[str] = []
    if member := body.get("member"):
        said.append(named(ask, there, bytes.fromhex(member)))
    if purpose := body.get("purpose"):
        said.append(purpose_words(ask, purpose))
    if until := body.get("until"):
        day, time = when(until)
        said.append(ask.say("until {day}, {time}", day=day, time=time))
    if (reason := body.get("reason")) and reason != "card":
        said.append(str(reason))
    return " · ".join(said)


def chosen(found: Iterable[Line], member: str, day: str, kind: str) -> list[Line]:
    """Those of one member, one day, one kind, as far as they are asked for."""
    return [
        line
        for line in found
        if (not member or line.member == member)
        and (not day or line.day.isoformat() == day)
        and (not kind or line.kind == kind)
    ]
