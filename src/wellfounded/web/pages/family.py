"""Relatives: links between files, each of which stays a file of its own and opens nothing of the other."""

from __future__ import annotations

from django.http import HttpResponse

from wellfounded.dossier import files, grants, links, numbers
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.kinds import latest
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import Entry, filled, with_error, wrong
from wellfounded.web.forms.rooms import address, number_of
from wellfounded.web.gate import ON_CASE, page

LEADERS = ON_CASE.only(*(name for name, role in ROLES.items() if role.grants and name != "supervisor"))
NOT_OPEN = "No file of this number is yours to lead. Correct the number, or ask whoever leads that file."


@page("case/<case:case>/family/", "family", LEADERS, ("GET", "POST"))
def family(ask: Ask) -> HttpResponse:
    """The relatives whose files are open to the reader; linking another, and taking a link back."""
    made = ask.read()
    fields = _fields(ask)
    if ask.request.method == "POST" and ask.field("unlink"):
        return _unlink(ask)
    if ask.request.method == "POST":
        fields = filled(ask, fields)
        if not wrong(fields):
            number, relation = (entry.value for entry in fields)
            relative = numbers.case_of(ask.office, number)
            if relative is None or relative == ask.on.case or not _leads(ask, relative):
                fields = with_error(fields, "number", ask.say(NOT_OPEN))
            elif any(link.case == relative for link in links.shown(ask.office, ask.member, ask.on.case, ask.now)):
                fields = with_error(fields, "number", ask.say("The two files are linked already."))
            else:
                grants.link(ask.office, ask.member, ask.on.case, relative, relation, ask.now)
                return ask.back(address(ask, "family/"), "The two files are linked. Nothing opened by it.")
    shown = [(link, _number(ask, link.case)) for link in links.shown(ask.office, ask.member, ask.on.case, ask.now)]
    context = {
        "here": "intake",
        "number": number_of(made),
        "links": shown,
        "entries": fields,
        "back": address(ask, "intake/"),
    }
    return ask.render("family.html", context, 400 if wrong(fields) else 200)


def _fields(ask: Ask) -> tuple[Entry, ...]:
    hint = ask.say("Without a name: daughter, husband, brother.")
    return (
        Entry("number", ask.say("Number of the relative's file"), needed=True, longest=numbers.LONGEST),
        Entry("relation", ask.say("Who the relative is to the person"), hint=hint, needed=True, longest=80),
    )


def _leads(ask: Ask, case: bytes) -> bool:
    """Whether a file is the member's to lead. An emergency makes nobody lead one."""
    return any(grant.purpose != "break_glass" for grant in files.held(ask.office, ask.member, case, ask.now))


def _number(ask: Ask, case: bytes) -> str:
    """The office's number of a relative's file that is open to the reader."""
    held = files.held(ask.office, ask.member, case, ask.now)
    if not held:
        return ""
    made = files.read(ask.office, ask.member, case, held[0].purpose, ask.now, False, frozenset({"claim"}))
    return str(latest(made.records, "number").get("number", ""))


def _unlink(ask: Ask) -> HttpResponse:
    number, reason = ask.field("unlink", 32), ask.field("reason")
    if not reason:
        raise BadInput("Say why the link is taken back.")
    known = {link.case.hex(): link.case for link in links.shown(ask.office, ask.member, ask.on.case, ask.now)}
    if number not in known:
        return ask.back(address(ask, "family/"), "This link was taken back already.")
    links.unlink(ask.office, ask.member, ask.on.case, known[number], reason, ask.now)
    return ask.back(address(ask, "family/"), "The link was taken back, and stays on record.")
