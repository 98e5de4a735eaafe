"""S9, Who saw it: who is let in, every reading and writing, and whether the file is whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from wellfounded.dossier import grants, logbook, oversight
from wellfounded.dossier.access import ROLES
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import ON_CASE, PAGES, page
from wellfounded.web.pages import access_shown as shown

SEEING = ON_CASE.only(*(name for name, role in ROLES.items() if role.sees_access and name != "applicant"))
LETTING_IN = ON_CASE.only(*(name for name, role in ROLES.items() if role.grants))
A_PAGE = 50


@page("case/<case:case>/access/", "access", SEEING, ("GET", "POST"))
def access(ask: Ask) -> HttpResponse:
    """Who saw it. POST shuts a door, or verifies."""
    if ask.request.method == "POST":
        act = ask.field("act", 20)
        if act == "revoke":
            return _revoked(ask)
        if act == "verify":
            return _page(ask, {"report": verified(ask), "key": ask.office.key})
        raise BadInput("This form was not sent whole. Go back, load the page again and send it once more.")
    return _page(ask, {})


def _page(ask: Ask, more: dict[str, Any]) -> HttpResponse:
    there = shown.people(ask)
    every = shown.lines(ask, there)
    asked = {name: ask.request.GET.get(name, "").strip()[:40] for name in ("member", "day", "kind")}
    found = shown.chosen(every, **asked)
    pages = max(1, -(-len(found) // A_PAGE))
    text = ask.request.GET.get("page", "1")
    at = min(pages, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    context = {
        "here": "access",
        "number": shown.number(ask),
        "live": shown.live(ask, there),
        "lines": found[(at - 1) * A_PAGE : at * A_PAGE],
        "count": len(found),
        "asked": asked,
        "who": sorted({(line.member, line.who) for line in every}, key=lambda one: one[1]),
        "kinds": sorted({(line.kind, line.what) for line in every}, key=lambda one: one[1]),
        "at": at,
        "pages": pages,
        "before": at - 1 if at > 1 else 0,
        "after": at + 1 if at < pages else 0,
        "may": {name for name in ("access_grant", "card", "bundle") if ask.member.role in PAGES[name].access.roles},
        "leads": ROLES[ask.member.role].grants,
    }
    return ask.render("access.html", context | more)


def _revoked(ask: Ask) -> HttpResponse:
    number, reason = ask.field("grant", 64), ask.field("reason", 400)
    if not reason:
        raise BadInput("Say in a few words why this door is shut.")
    if len(number) != 32 or not all(sign in "0123456789abcdef" for sign in number):
        raise BadInput("There is no such grant, or it was shut already.")
    grants.revoke(ask.office, ask.member, ask.on.case, bytes.fromhex(number), ask.now, reason)
    return ask.back(f"/case/{ask.on.number}/access/", "The door is shut.")


def verified(ask: Ask) -> oversight.CaseReport:
    """Sign what waits, then recompute the file's chains and its place in the log. A log that is not what was signed is
    a fault of the report.
    """
    faults: tuple[str, ...] = ()
    try:
        logbook.checkpoint(ask.office, ask.now)
    except BadInput as error:
        faults = (ask.words.error(error),)
    made = oversight.examine(ask.office, ask.member, ask.on.case, ask.now)
    return oversight.CaseReport(made.events, made.chains, made.logged, made.waiting, (*made.faults, *faults))


@page("case/<case:case>/access/readers/", "access_readers", SEEING)
def readers(ask: Ask) -> HttpResponse:
    """Who read the file, by role, to print for the applicant."""
    there = shown.people(ask)
    rows: dict[str, list[shown.Line]] = {}
    for line in shown.lines(ask, there):
        if line.kind in ("read", "export", "glass"):
            rows.setdefault(line.role or ask.say(shown.OF_NOBODY), []).append(line)
    by_role = [(role, len({line.day for line in found}), found[0].day, found[-1].day) for role, found in rows.items()]
    context = {"here": "access", "number": shown.number(ask), "roles": by_role, "today": ask.today()}
    return ask.render("access_readers.html", context)


@page("case/<case:case>/access/checkpoint/", "access_checkpoint", SEEING)
def checkpoint(ask: Ask) -> HttpResponse:
    """The last signed checkpoint of the office's log, to hand to somebody outside. It names no case."""
    signed = logbook.last(ask.office.store)
    if not signed:
        raise BadInput("Nothing was signed yet. Verify first.")
    given = HttpResponse(signed, content_type="text/plain; charset=utf-8")
    given["Content-Disposition"] = f'attachment; filename="checkpoint-{ask.now:%Y-%m-%d}.txt"'
    return given
