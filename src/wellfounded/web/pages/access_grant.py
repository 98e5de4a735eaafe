"""Letting somebody in: to which compartments, for which purpose, until when; a day, or some hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse

from wellfounded import law as laws
from wellfounded.dossier import grants, members, oversight
from wellfounded.dossier.access import PURPOSES, ROLES
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.members import Member
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.web.ask import Ask
from wellfounded.web.gate import page
from wellfounded.web.instance import served
from wellfounded.web.lines.doors import NAMES
from wellfounded.web.pages import access_shown as shown
from wellfounded.web.pages.access import LETTING_IN

SLOTS = (1, 4, 10, 24, 72)
"""Hours for which somebody is let in at most often: ten is a long day's work."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose. `chosen`: it is."""

    value: str
    said: str
    chosen: bool = False


@page("case/<case:case>/access/grant/", "access_grant", LETTING_IN, ("GET", "POST"))
def grant(ask: Ask) -> HttpResponse:
    """Let somebody in. Who does it showed a moment ago that it is they."""
    ask.confirmed()
    if ask.request.method != "POST":
        return _form(ask, "")
    try:
        return _granted(ask)
    except grants.Refused as error:
        return _form(ask, ask.say(str(error.args_["why"])), 403)
    except WellfoundedError as error:
        return _form(ask, ask.words.error(error), 400)


def _granted(ask: Ask) -> HttpResponse:
    to, relative = _to_whom(ask)
    compartments = [name for name in COMPARTMENTS if name in ask.request.POST.getlist("compartment")]
    if not compartments:
        raise BadInput("Choose what is to be opened.")
    purpose = "family" if relative else ask.field("for", 40)
    until = _until(ask)
    held = oversight.let_in(ask.office, ask.member, ask.on.case, ask.now)
    again = any(
        g.member == to.id and g.compartments == set(compartments) and g.purpose == purpose
        and abs(datetime.fromisoformat(g.until) - until) < timedelta(minutes=2)
        for g in held
    )  # fmt: skip
    if not again:
        grants.grant(
            ask.office, ask.member, ask.on.case, to, compartments, purpose, now=ask.now, until=until,
            reason=ask.field("reason", 400), as_relative=relative,
        )  # fmt: skip
    return ask.back(f"/case/{ask.on.number}/access/", "The door is open.")


def _to_whom(ask: Ask) -> tuple[Member, bool]:
    """A member of the office, or as a relative the applicant of another case, by its number."""
    number = ask.field("relative", 40)
    if number:
        found = [m for m in members.members(ask.office) if m.role == "applicant" and m.name and m.name == number]
        if len(found) != 1:
            raise BadInput("There is no applicant with a card for the case {file}.", file=number)
        return found[0], True
    chosen = ask.field("member", 32)
    for member in staff(ask):
        if member.id.hex() == chosen:
            return member, False
    raise BadInput("Choose to whom it is to be opened.")


def _until(ask: Ask) -> datetime:
    """The end of a day where the office is, or some hours from now."""
    hours, day = ask.field("hours", 4), ask.field("until", 20)
    if hours and day:
        raise BadInput("Choose hours, or a day, not both.")
    if hours:
        if hours not in map(str, SLOTS):
            raise BadInput("Choose for how long.")
        return ask.now + timedelta(hours=int(hours))
    if not day:
        raise BadInput("Choose for how long.")
    told = parse_day(day)
    if not told.exact:
        raise BadInput("The page needs one day; {found} is a range. Write for example 2024-07-05.", found=day)
    end = datetime.combine(told.earliest + timedelta(days=1), datetime.min.time(), ZoneInfo(_zone()))
    return end.astimezone(ask.now.tzinfo)


def _zone() -> str:
    return laws.find(served().law).time_zone


def staff(ask: Ask) -> list[Member]:
    """The members to whom something can be opened: those whose role reads anything, without the reader."""
    return [m for m in members.members(ask.office) if m.role not in ("applicant", "relative") and ROLES[m.role].reads]


def _form(ask: Ask, wrong: str, status: int = 200) -> HttpResponse:
    written = ask.request.POST
    opened = written.getlist("compartment") if wrong else ["identity", "claim"]
    context = {
        "here": "access",
        "number": shown.number(ask),
        "staff": [Choice(m.id.hex(), f"{m.name} · {shown.role_words(ask, m.role)}", written.get("member") == m.id.hex())
                  for m in staff(ask)],
        "compartments": [Choice(name, ask.say(NAMES[name]), name in opened) for name in COMPARTMENTS],
        "by_members": BY_MEMBERS,
        "purposes": [Choice(name, shown.purpose_words(ask, name), written.get("for") == name)
                     for name in PURPOSES if name not in ("break_glass", "own_case", "family")],
        "slots": [(str(hours), ask.say("{hours} hours", hours=hours) if hours > 1 else ask.say("1 hour"),
                   written.get("hours") == str(hours)) for hours in SLOTS],
        "written": written,
        "wrong": wrong,
    }  # fmt: skip
    return ask.render("access_grant.html", context, status)
