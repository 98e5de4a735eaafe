"""What is to be done in a case, the days that are booked, and the letters between the person and the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse

from wellfounded.dossier import members, oversight
from wellfounded.dossier.access import ROLES, Projection
from wellfounded.dossier.compartments import CLAIM, IDENTITY
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.kinds import draft, standing
from wellfounded.dossier.records import Draft, Record
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import OF_STAFF
from wellfounded.readings.words_manners import MANNERS
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import Entry, filled, values, wrong
from wellfounded.web.forms.rooms import address, open_to
from wellfounded.web.gate import ON_CASE, STAFF, page
from wellfounded.web.lines import tasks
from wellfounded.web.lines.naming import number_of
from wellfounded.web.lines.urgent import known, reached
from wellfounded.web.lines.worklist import BOOKED, INTERPRETER, when

PLANNERS = ON_CASE.only(*(role for role in STAFF if ROLES[role].writes))
LETTERS, DONE = 20, 10
"""So many letters, and tasks that are done, are shown; the latest."""
INTERPRETED = {"needed": "Needed, not booked yet", "booked": "Booked", "none": "Not needed"}
SAVED = {
    "letter": "Your answer was sent to the person's own page.",
    "task": "The task is on record.",
    "booking": "The day is booked.",
    "done": "It is done.",
    "booked": "The interpreter is booked.",
}
"""What can be sent on this page, and what is said then."""


@page("case/<case:case>/agenda/", "agenda", PLANNERS, ("GET", "POST"))
def agenda(ask: Ask) -> HttpResponse:
    """Tasks, booked days and letters; what is sent (`act`) adds one, or says that one is done."""
    made, writes = ask.read(), open_to(ask)
    act = ask.request.POST.get("act", "")
    forms = {name: fields(ask, made) for name, (room, fields) in FORMS.items() if room in writes}
    wrong_one = False
    if ask.request.method == "POST":
        if act in forms:
            forms[act] = filled(ask, forms[act])
            wrong_one = wrong(forms[act])
            drafts = [] if wrong_one else [draft(*_body(act, values(forms[act])))]
        else:
            drafts = _closing(made, act, ask.field("of", 64), writes)
        if drafts:
            ask.add(drafts)
            return ask.back(address(ask, "agenda/"), SAVED[act])
    return ask.render("agenda.html", {
        "here": "agenda",
        "number": number_of(made.case, made.records),
        "forms": forms,
        "tried": act if wrong_one else "",
        "tasks": _tasks(ask, made) if IDENTITY in made.compartments else None,
        "done": _done(ask, made),
        "booked": _booked(ask, made, writes) if CLAIM in made.compartments else None,
        "letters": _letters(ask, made) if IDENTITY in made.compartments else None,
        "reached": reached(ask, made.records),
    }, 400 if wrong_one else 200)  # fmt: skip


# What stands.


def _tasks(ask: Ask, made: Projection) -> list[dict[str, Any]]:
    told = standing(made.records, "task")
    done = {record.body.get("of") for record in told if record.body.get("done")}
    today, found = ask.today(), []
    for one in told:
        if one.body.get("done") or one.id in done:
            continue
        by = known(one.body.get("by"))
        found.append({
            "id": one.id, "what": tasks.said(ask.words, one.body), "for": _name(ask, str(one.body.get("for", ""))),
            "by": by, "late": by is not None and by.latest < today, "from": _name(ask, one.actor.hex()), "at": one.at,
        })  # fmt: skip
    return sorted(found, key=lambda task: (task["by"] is None, task["by"].earliest if task["by"] else today))


def _done(ask: Ask, made: Projection) -> list[dict[str, Any]]:
    found = [one for one in standing(made.records, "task") if one.body.get("done")]
    return [
        {"what": tasks.said(ask.words, one.body), "by": _name(ask, one.actor.hex()), "at": one.at}
        for one in reversed(found[-DONE:])
    ]


def _booked(ask: Ask, made: Projection, writes: frozenset[str]) -> list[dict[str, Any]]:
    today, found = ask.today(), []
    for one in standing(made.records, "booking"):
        day, interpreter = known(one.body.get("day")), str(one.body.get("interpreter", ""))
        if day is None or day.latest < today:
            continue
        missing = interpreter in ("", "needed")
        found.append({
            **when(max(day.earliest, today), today),
            "id": one.id, "span": day, "time": str(one.body.get("time", "")), "place": str(one.body.get("place", "")),
            "what": ask.say(BOOKED[str(one.body["what"])]), "interpreter": ask.say(INTERPRETER[interpreter]),
            "missing": missing, "open": missing and CLAIM in writes,
            "strike": address(ask, f"record/strike/{one.id}/") if CLAIM in writes else "",
        })  # fmt: skip
    return sorted(found, key=lambda booked: (booked["day"], booked["time"]))


def _letters(ask: Ask, made: Projection) -> list[dict[str, Any]]:
    return [
        {
            "text": str(one.body["text"]),
            "language": str(one.body.get("language", "")),
            "own": one.body.get("to", "office") == "office",
            "by": _name(ask, one.actor.hex()),
            "at": one.at,
        }
        for one in standing(made.records, "message")[-LETTERS:]
    ]


def _name(ask: Ask, number: str) -> str:
    """The name of a member; of an applicant only that they are that."""
    if not number:
        return ""
    try:
        found = members.member(ask.office, bytes.fromhex(number))
    except (Refused, ValueError):
        return number[:8]
    return ask.say("the applicant") if found.role == "applicant" else found.name


# What can be sent.


def _letter(ask: Ask, made: Projection) -> tuple[Entry, ...]:
    languages = {MANNERS[lang].tag: MANNERS[lang].name for lang in OF_STAFF}
    asked = [str(r.body.get("language", "")) for r in standing(made.records, "message") if r.body.get("to") == "office"]
    chosen = next((tag for tag in reversed(asked) if tag in languages), ask.words.tag)
    return (
        Entry("text", ask.say("Your answer"), "long", needed=True, prefix="letter-", longest=8000,
              hint=ask.say("The person reads it on their own page, in the words that you write. Others may look on.")),
        Entry("language", ask.say("Language"), "choice", choices=tuple(languages.items()), value=chosen,
              prefix="letter-"),
    )  # fmt: skip


def _task(ask: Ask, made: Projection) -> tuple[Entry, ...]:
    anybody = ("", ask.say("Whoever works on the case"))
    people = tuple((member.id.hex(), member.name) for member in _colleagues(ask))
    return (
        Entry("what", ask.say("What is to be done"), needed=True, prefix="task-", longest=400),
        Entry("for", ask.say("By whom"), "choice", choices=(anybody, *people), value=ask.member.id.hex(),
              prefix="task-"),
        Entry("by", ask.say("By when"), "day", prefix="task-"),
    )  # fmt: skip


def _colleagues(ask: Ask) -> list[members.Member]:
    """Those who work on the file now: the member, and for whoever may see it all others."""
    held = oversight.let_in(ask.office, ask.member, ask.on.case, ask.now) if ROLES[ask.member.role].sees_access else ()
    others = {grant.member for grant in held if ROLES[grant.role].writes and grant.role != "applicant"}
    found = [members.member(ask.office, number) for number in others - {ask.member.id}]
    return [ask.member, *sorted(found, key=lambda member: member.name)]


def _booking(ask: Ask, made: Projection) -> tuple[Entry, ...]:
    kinds = tuple((name, ask.say(words)) for name, words in BOOKED.items())
    interpreted = tuple((name, ask.say(words)) for name, words in INTERPRETED.items())
    return (
        Entry("what", ask.say("What is booked"), "choice", choices=kinds, needed=True, value="meeting",
              prefix="booking-"),
        Entry("day", ask.say("Day"), "day", needed=True, prefix="booking-"),
        Entry("time", ask.say("Time"), hint=ask.say("Such as 10:30."), prefix="booking-", longest=20),
        Entry("place", ask.say("Place"), prefix="booking-", longest=200,
              hint=ask.say("The person sees it on their own page.")),
        Entry("interpreter", ask.say("Interpreter"), "choice", choices=(("", ask.say("Not said")), *interpreted),
              prefix="booking-"),
    )  # fmt: skip


FORMS: dict[str, tuple[str, Callable[[Ask, Projection], tuple[Entry, ...]]]] = {
    "task": (IDENTITY, _task),
    "booking": (CLAIM, _booking),
    "letter": (IDENTITY, _letter),
}
"""The forms, and the compartment in which what they add lies."""


def _body(act: str, told: dict[str, str]) -> tuple[str, dict[str, Any]]:
    if act == "letter":
        return "message", {**told, "to": "applicant"}
    return act, {**told, "done": False} if act == "task" else told


def _closing(made: Projection, act: str, number: str, writes: frozenset[str]) -> list[Draft]:
    """That a task is done, or that the interpreter of a booked day is booked."""
    kind = {"done": "task", "booked": "booking"}.get(act)
    found: Sequence[Record] = [r for r in standing(made.records, kind) if r.id == number] if kind else ()
    if not found or found[0].compartment not in writes:
        raise BadInput("This was changed meanwhile. Go back, and load the page again.")
    (one,) = found
    if act == "done":
        told = {key: value for key, value in one.body.items() if key in ("what", "kind")}
        return [draft("task", {**told, "of": one.id, "done": True})]
    again = draft("booking", {**one.body, "interpreter": "booked"}, one.compartment)
    return [Draft(one.compartment, "strike", {"id": one.id, "reason": "interpreter booked"}), again]
