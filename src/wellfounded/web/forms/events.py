"""The form of an event, made from what the law says of its kind; and what was written as a record of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wellfounded.dossier.compartments import CLAIM
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.records import Draft, Record
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import DAYS, EventKind, LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import Entry, kept
from wellfounded.web.forms.law_words import field_words, how_words, value_words
from wellfounded.web.lines.urgent import spanned

OWN = "own_"
"""Before the name of a field that only this kind of event has, so that it meets no common one."""
MORE = ("actor", "recorded", "corrects", "after", "days", "least", "most", "within")


def entries(ask: Ask, law: LegalOrder, kind: EventKind, records: Sequence[Record]) -> tuple[Entry, ...]:
    """The fields of an event of a kind, those that only it has first."""
    return (
        *(_own(ask, kind, name) for name in kind.fields),
        Entry("day", ask.say("Day on which it happened"), "day", needed=True, unknown=True),
        Entry("notified", ask.say("Day on which the person was told"), "day",
              ask.say("Time limits usually run from this day."), unknown=True),
        Entry("how", ask.say("How it was handed in, or how the person was told"), "choice", choices=how_words(ask)),
        *_application(ask, kind, records),
        Entry("note", ask.say("Note"), "long", ask.say("Where it comes from: the number of a paper, or who said it.")),
        *_more(ask, law, records),
    )  # fmt: skip


def _own(ask: Ask, kind: EventKind, name: str) -> Entry:
    wanted, label, needed = kind.fields[name], field_words(ask, name), name in kind.needs
    if wanted in DAYS:
        return Entry(OWN + name, label, "day", needed=needed)
    if isinstance(wanted, tuple):
        choices = tuple((value, value_words(ask.law_words, value)) for value in wanted)
        return Entry(OWN + name, label, "choice", choices=(("", ask.say("Not said")), *choices), needed=needed,
                     choices_by_law=True)  # fmt: skip
    if wanted is bool:
        choices = (("", ask.say("Not said")), ("yes", ask.say("Yes")), ("no", ask.say("No")))
        return Entry(OWN + name, label, "choice", choices=choices, needed=needed)
    return Entry(OWN + name, label, needed=needed, longest=200)


def applications(records: Iterable[Record]) -> list[str]:
    """The applications that the records name, in the order in which they were made."""
    return sorted({str(r.body.get("application") or "1") for r in standing(records, "event")}, key=_number) or ["1"]


def _number(name: str) -> tuple[int, str]:
    return (int(name), "") if name.isdecimal() else (10**6, name)


def _application(ask: Ask, kind: EventKind, records: Sequence[Record]) -> tuple[Entry, ...]:
    if kind.scope != "application":
        return ()
    named = applications(records)
    applied = any(r.body.get("event") == "applied" for r in standing(records, "event"))
    new = str(max((int(name) for name in named if name.isdecimal()), default=0) + 1)
    choices = [(name, ask.say("Application {id}", id=name)) for name in named]
    choices += [(new, ask.say("Application {id}, a new one", id=new))] if applied and kind.name == "applied" else []
    chosen = new if applied and kind.name == "applied" else named[-1]
    if len(choices) == 1:
        return (Entry("application", "", "hidden", value=named[-1], choices=tuple(choices)),)
    return (Entry("application", ask.say("Which application"), "choice", choices=tuple(choices), value=chosen),)


def _more(ask: Ask, law: LegalOrder, records: Sequence[Record]) -> tuple[Entry, ...]:
    told = [
        (
            str(r.body["id"]),
            f"{ask.law_words.say(law.kinds[str(r.body['event'])].says)} · {spanned(ask.words, r.body.get('day'))}",
        )
        for r in standing(records, "event")
        if r.body.get("id") and r.body.get("event") in law.kinds
    ]
    others = (("", ask.say("None")), *told)
    within = [(r.name, ask.law_words.say(r.words)) for r in law.remedies if r.who == "applicant"]
    return (
        Entry("actor", ask.say("Who acted"), hint=ask.say("An office or a role, never a name."), longest=200),
        Entry("recorded", ask.say("Day on which it came into the file"), "day"),
        Entry("corrects", ask.say("It puts an earlier entry right"), "choice", choices=others, choices_by_law=True),
        Entry("after", ask.say("It lies after another event"), "choice", choices=others, choices_by_law=True,
              hint=ask.say("What is known between two events narrows the days of both.")),
        Entry("days", ask.say("So many days after it"), longest=6),
        Entry("least", ask.say("At least so many days after it"), longest=6),
        Entry("most", ask.say("At most so many days after it"), longest=6),
        Entry("within", ask.say("Within the time of"), "choice", choices=(("", ask.say("None")), *within),
              choices_by_law=True),
    )  # fmt: skip


def new_id(records: Iterable[Record]) -> str:
    """A name for a new event, so that others can point to it."""
    taken = {str(r.body.get("id", "")) for r in records if r.kind == "event"}
    number = len(taken) + 1
    while f"e{number}" in taken:
        number += 1
    return f"e{number}"


def draft(kind: EventKind, given: Sequence[Entry], records: Sequence[Record]) -> Draft:
    """The event as a record. Refuses whole numbers that are none, and a number of days after nothing."""
    told = {entry.name: kept(entry) for entry in given if entry.value}
    body: dict[str, Any] = {"event": kind.name, "id": new_id(records)}
    body |= {name: told[name] for name in ("day", "notified", "how", "actor", "recorded", "corrects") if name in told}
    if told.get("application", "1") != "1":
        body["application"] = told["application"]
    body |= {name: _value(kind.fields[name], told[OWN + name]) for name in kind.fields if OWN + name in told}
    if after := _after(told):
        body["after"] = after
    if "note" in told:
        body["note"] = told["note"]
    return Draft(CLAIM, "event", body)


def _value(wanted: Any, text: str) -> Any:
    if wanted is bool:
        return text == "yes"
    return _whole(text) if wanted is int else text


def _after(told: Mapping[str, str]) -> dict[str, Any]:
    numbers = {name: _whole(told[name]) for name in ("days", "least", "most") if name in told}
    within = {"within": told["within"]} if "within" in told else {}
    if not (numbers or within):
        return {}
    if "after" not in told:
        raise BadInput("A number of days is written, and no event after which it is counted. Choose that event.")
    if "days" in numbers and len(numbers) > 1:
        raise BadInput("Write either the number of days, or the least and the most.")
    return {"event": told["after"], **numbers, **within}


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise BadInput("{value} is not a whole number.", value=text)
    return int(text)
