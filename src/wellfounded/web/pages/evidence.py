"""S4, Evidence: the table of exhibits, what each is said to prove, from whom it came, and whether it can be shown."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from wellfounded.dossier import kinds, papers
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.compartments import CLAIM, INTIMATE
from wellfounded.dossier.records import Record
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.exhibits import fields, shown
from wellfounded.web.forms.fields import Entry, kept, wrong
from wellfounded.web.forms.rooms import ROOMS, address, open_to
from wellfounded.web.gate import ON_CASE, STAFF, page
from wellfounded.web.lines.naming import number_of
from wellfounded.web.lines.opening import told

READERS = ON_CASE.only(*(role for role in STAFF if ROLES[role].reads))
WRITERS = ON_CASE.only(*(role for role in STAFF if ROLES[role].writes))
ROWS = 30
"""So many papers are on one page."""
CITES_IN = (CLAIM, INTIMATE)


@page("case/<case:case>/evidence/", "evidence", READERS)
def evidence(ask: Ask) -> HttpResponse:
    """The papers that are open, of one compartment (`?room=`) or all, a page at a time."""
    made = ask.read()
    law = told(made, ()).law
    every = papers.list_of(made)
    rooms = [room for room in ROOMS if room in made.compartments]
    room = ask.request.GET.get("room", "")
    chosen = [paper for paper in every if paper.compartment == room] if room in rooms else list(every)
    text = ask.request.GET.get("part", "")
    part = min(int(text[:4]) if text.isascii() and text.isdecimal() else 1, max(1, -(-len(chosen) // ROWS)))
    part = max(part, 1)
    return ask.render("evidence.html", {
        "here": "evidence",
        "number": number_of(made.case, made.records),
        "rows": [shown.row(ask, paper, law) for paper in chosen[(part - 1) * ROWS : part * ROWS]],
        "several": len(chosen) > ROWS,
        "part": part,
        "parts": [(n, _asking(ask, room, n)) for n in range(1, -(-len(chosen) // ROWS) + 1)],
        "rooms": [(_asking(ask, name, 1), ask.say(ROOMS[name]), name == room) for name in rooms],
        "all": (_asking(ask, "", 1), room not in rooms),
        "cited": [_cited(ask, one, law) for one in kinds.standing(made.records, "cites")],
        "writes": _may_add(ask),
        "add": address(ask, "evidence/add/"),
        "cite": address(ask, "evidence/country/"),
        "binder": address(ask, "evidence/binder/"),
    })  # fmt: skip


def _asking(ask: Ask, room: str, part: int) -> str:
    purpose = {"purpose": ask.on.purpose} if len(ask.on.purposes) > 1 else {}
    asked = {**purpose, **({"room": room} if room else {}), **({"part": str(part)} if part > 1 else {})}
    return f"/case/{ask.on.number}/evidence/" + (f"?{urlencode(asked)}" if asked else "")


def _may_add(ask: Ask) -> bool:
    return ask.member.role in WRITERS.roles and bool(open_to(ask))


def _cited(ask: Ask, one: Record, law: LegalOrder | None) -> dict[str, Any]:
    names = [name for name in one.body.get("proves", []) if law and name in law.elements]
    return {
        **one.body,
        "proves": [ask.law_words.say(fields.element_words(law, name)) for name in names] if law else [],
        "strike": address(ask, f"record/strike/{one.id}/") if one.compartment in open_to(ask) else "",
    }


# Country information without a paper.


@page("case/<case:case>/evidence/country/", "evidence_country", WRITERS, ("GET", "POST"))
def country(ask: Ask) -> HttpResponse:
    """Country information by its citation alone: which document, which passage, consulted when."""
    made = ask.read()
    law = told(made, ()).law
    offered = fields.elements(ask, law)
    rooms = tuple((name, ask.say(ROOMS[name])) for name in CITES_IN if name in open_to(ask))
    entries: tuple[Entry, ...] = (
        Entry("citation", ask.say("Citation"), needed=True, longest=1000,
              hint=ask.say("Who published it, its title and its day.")),
        Entry("passage", ask.say("The passage relied on"), "long"),
        *fields.told_entries(ask, ("address", "consulted_on")),
        Entry("room", ask.say("Where it is kept"), "choice", choices=rooms, needed=True),
    )  # fmt: skip
    proves = [name for name in ask.request.POST.getlist("proves") if name in dict(offered)]
    if ask.request.method == "POST":
        entries = fields.given(ask, entries)
        if not wrong(entries):
            body = {entry.name: kept(entry) for entry in entries if entry.value}
            room = body.pop("room")
            ask.add([kinds.draft("cites", {**body, "proves": proves}, room)])
            return ask.back(address(ask, "evidence/"), "The country information is on file.")
    return ask.render("evidence_country.html", {
        "here": "evidence",
        "number": number_of(made.case, made.records),
        "entries": entries,
        "dates": fields.DATES,
        "elements": [(name, words, name in proves) for name, words in offered],
        "back": address(ask, "evidence/"),
    }, 400 if wrong(entries) else 200)  # fmt: skip
