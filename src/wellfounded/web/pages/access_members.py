"""Taking somebody into the office, and who is there; ending sessions is the administrator's page of accounts."""

from __future__ import annotations

from django.http import HttpResponse

from wellfounded.dossier import members
from wellfounded.dossier.access import ROLES
from wellfounded.logic.errors import BadInput
from wellfounded.web.accounts import passphrases
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, PAGES, page
from wellfounded.web.pages.access_shown import role_words

ENROLLING = IN_OFFICE.only("administrator", "supervisor", "representative", "clerk")
BY_ADMINISTRATOR = frozenset({"administrator", "supervisor", "auditor"})
NOT_HERE = frozenset({"applicant", "relative"})


@page("office/members/", "office_members", ENROLLING, ("GET", "POST"))
def office_members(ask: Ask) -> HttpResponse:
    """Who is there. POST takes somebody in, and shows their key once."""
    ask.confirmed()
    if ask.request.method != "POST":
        return _list(ask, "")
    try:
        chosen, again = (ask.request.POST.get(name, "") for name in ("chosen", "again"))
        if chosen != again:
            raise BadInput("The two passphrases do not agree. Write the passphrase twice.")
        login, name, role = ask.field("login", 80), ask.field("name", 200), ask.field("role", 40)
        if not login or not name:
            raise BadInput("Write a sign-in name, and the name by which colleagues know them.")
        if role in NOT_HERE or login.isdecimal():
            raise BadInput("An applicant is let in by a card, from the page of their case.")
        passphrases.chosen(chosen, login, name)
        member, paper = members.enrol(ask.office, login, name, role, chosen, ask.now, by=ask.member)
    except BadInput as error:
        return _list(ask, ask.words.error(error), 400)
    return ask.render("access_members_key.html", {"member": member, "login": login, "paper": paper})


def _list(ask: Ask, wrong: str, status: int = 200) -> HttpResponse:
    roles = [name for name in ROLES if name not in NOT_HERE
             and (ask.member.role == "administrator" or name not in BY_ADMINISTRATOR)]  # fmt: skip
    context = {
        "people": [(m, role_words(ask, m.role)) for m in members.members(ask.office) if m.role not in NOT_HERE],
        "roles": [(name, role_words(ask, name)) for name in roles],
        "written": ask.request.POST,
        "sessions": ask.member.role in PAGES["members"].access.roles,
        "wrong": wrong,
    }
    return ask.render("access_members.html", context, status)
