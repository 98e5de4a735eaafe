"""Recording what happened: the kinds of events of the law, those first that are likely next, and what is on file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.telling import most_settling
from wellfounded.dossier.access import Projection
from wellfounded.dossier.compartments import CLAIM
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.records import Draft, Record, document
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.rules.order import EventKind, LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.forms import events
from wellfounded.web.forms.facts import asked
from wellfounded.web.forms.fields import Entry, filled, kept, wrong
from wellfounded.web.forms.law_words import group_words
from wellfounded.web.forms.likely import likely
from wellfounded.web.forms.rooms import address, case_with, line_with, number_of, open_to
from wellfounded.web.forms.saving import saved
from wellfounded.web.gate import ON_CASE, page

WRITERS = ON_CASE.only("representative", "caseworker", "supervisor", "officer", "clerk")
SETTLING = 5
"""So many questions whose answers settle most are shown first."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a form. `words`: said by the law."""

    address: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OnFile:
    """A record that stands: what it says, and where it can be taken back."""

    day: str
    words: str
    detail: str
    strike: str


@page("case/<case:case>/record/", "record", WRITERS, ("GET", "POST"))
def record(ask: Ask) -> HttpResponse:
    """What can be recorded, what is on file, and up to which day the file is complete."""
    made = ask.read()
    _may_write(ask)
    line = line_with(ask, made, ask.asked_day())
    law = line.law
    fields = _complete(ask, law, made)
    if ask.request.method == "POST":
        fields = filled(ask, fields)
        told = {entry.name: kept(entry) for entry in fields if entry.value}
        if not wrong(fields):
            if told:
                return saved(ask, made, [Draft(CLAIM, "head", {"complete": _reach(law, told)})])
            raise BadInput("Nothing was filled in. Write what is known, or leave this part for later.")
    return ask.render("record.html", {**_index(ask, made, law, line), "complete": fields})


def _may_write(ask: Ask) -> None:
    if CLAIM not in open_to(ask):
        raise Refused("This is not open to this role.")


def _index(ask: Ask, made: Projection, law: LegalOrder, line: CaseLine) -> dict[str, Any]:
    writes = open_to(ask)
    first = likely(line)
    return {
        "here": "record",
        "number": number_of(made),
        "back": address(ask),
        "likely": [_link(ask, law.kinds[name]) for name in first],
        "lanes": [
            (ask.law_words.say(words), [_link(ask, kind) for kind in law.event_kinds if kind.lane == lane])
            for lane, words in law.lanes.items()
        ],
        "settling": _settling(ask, law, line, writes & frozenset(made.compartments)),
        "groups": [
            Link(_below(ask, f"facts/{place}/"), group_words(ask, group))
            for place, group in enumerate(law.groups)
            if asked(law, group, writes & frozenset(made.compartments))
        ],
        "onfile": list(_on_file(ask, law, made, writes)),
    }


def _below(ask: Ask, path: str) -> str:
    """The address of a page below this one, in few letters: there are two hundred of them here."""
    return address(ask, f"record/{path}").replace(f"/case/{ask.on.number}/", "../", 1)


def _link(ask: Ask, kind: EventKind) -> Link:
    return Link(_below(ask, f"event/{kind.name}/"), ask.law_words.say(kind.says))


def _settling(ask: Ask, law: LegalOrder, line: CaseLine, rooms: frozenset[str]) -> list[Link]:
    """The questions whose answers settle most: of removal first, then of recognition."""
    questions = [m.fact.question for m in line.removal.missing[:2]] + most_settling(line.elements)
    places = {
        fact.question: (group, place)
        for group, kind in enumerate(law.groups)
        for place, fact in enumerate(asked(law, kind, rooms))
    }
    found = [(question, places[question]) for question in dict.fromkeys(questions) if question in places]
    return [
        Link(f"{_below(ask, f'facts/{group}/')}#fact{place}", ask.law_words.say(question))
        for question, (group, place) in found[:SETTLING]
    ]


def _on_file(ask: Ask, law: LegalOrder, made: Projection, writes: frozenset[str]) -> Iterator[OnFile]:
    for one in (*standing(made.records, "event"), *standing(made.records, "fact")):
        if one.compartment in writes:
            yield OnFile(
                _day(ask, one),
                words_of(ask, law, one),
                detail_of(ask, one),
                _below(ask, f"strike/{one.id}/"),
            )


def _day(ask: Ask, one: Record) -> str:
    return str(one.body.get("day", ""))


def words_of(ask: Ask, law: LegalOrder, one: Record) -> str:
    """What a record of law says, in the words of the law."""
    if one.kind == "event" and one.body.get("event") in law.kinds:
        return ask.law_words.say(law.kinds[str(one.body["event"])].says)
    if one.kind == "fact" and one.body.get("fact") in law.facts:
        return ask.law_words.say(law.facts[str(one.body["fact"])].question)
    return ask.words.value(one.kind)


def detail_of(ask: Ask, one: Record) -> str:
    """The values of a record of law beside its kind and day."""
    said = {True: ask.say("Yes"), False: ask.say("No")}
    skipped = ("event", "fact", "id", "day", "notified", "note", "after", "corrects", "recorded", "actor", "how")
    values = [v for key, v in one.body.items() if key not in skipped and isinstance(v, str | bool | int)]
    return ", ".join(said[v] if isinstance(v, bool) else ask.words.value(str(v)) for v in values)


# Up to which day the file is complete.


def _complete(ask: Ask, law: LegalOrder, made: Projection) -> tuple[Entry, ...]:
    now = document(made.records).get("complete", {})
    each = now if isinstance(now, dict) else dict.fromkeys(law.lanes, str(now))
    alike = len(set(each.values())) == 1 and len(each) == len(law.lanes)
    return (
        Entry("complete", ask.say("The file is complete to this day"), "day", prefix="c-",
              value=next(iter(each.values())) if alike else ""),
        *(
            Entry(f"lane_{lane}", ask.law_words.say(words), "day", prefix="c-", by_law=True,
                  value="" if alike else str(each.get(lane, "")))
            for lane, words in law.lanes.items()
        ),
    )  # fmt: skip


def _reach(law: LegalOrder, told: dict[str, str]) -> str | dict[str, str]:
    """The day for all, or those of the lanes; a lane without one has that for all, if there is one."""
    lanes = {lane: told[f"lane_{lane}"] for lane in law.lanes if f"lane_{lane}" in told}
    if not lanes:
        return told["complete"]
    return {
        lane: lanes.get(lane, told.get("complete", "")) for lane in law.lanes if lane in lanes or "complete" in told
    }


# One event.


@page("case/<case:case>/record/event/<slug:kind>/", "record_event", WRITERS, ("GET", "POST"))
def event(ask: Ask, kind: str) -> HttpResponse:
    """The form of an event. `check` says what was understood of the days; sending it saves."""
    made = ask.read()
    _may_write(ask)
    law, _ = case_with(ask, made)
    if kind not in law.kinds:
        raise Http404
    chosen, mistake = law.kinds[kind], ""
    fields = events.entries(ask, law, chosen, made.records)
    if ask.request.method == "POST":
        fields = filled(ask, fields)
        if not wrong(fields) and "check" not in ask.request.POST:
            try:
                return saved(ask, made, [events.draft(chosen, fields, made.records)])
            except WellfoundedError as error:
                mistake = ask.words.error(error)
    more = [entry for entry in fields if entry.name in events.MORE]
    context = {
        "here": "record",
        "number": number_of(made),
        "said": ask.law_words.say(chosen.says),
        "mistake": mistake,
        "entries": [entry for entry in fields if entry.name not in events.MORE],
        "more": more,
        "open": any(entry.value or entry.error for entry in more),
        "back": address(ask, "record/"),
    }
    return ask.render("record_event.html", context, 400 if mistake else 200)
