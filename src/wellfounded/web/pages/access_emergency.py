"""Breaking the glass: opening a file in an emergency, with a reason. Whoever leads the case is told at once."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import redirect

from wellfounded.dossier import files, grants, oversight
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.grants import Refused
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, page
from wellfounded.web.lines.doors import NAMES

MAY = IN_OFFICE.only(*(name for name, role in ROLES.items() if role.breaks_glass))
_NUMBER = re.compile("[0-9a-f]{32}")


@page("emergency/", "emergency_which", MAY, ("GET", "POST"))
def which(ask: Ask) -> HttpResponse:
    """Which file? By its number in addresses, which whoever works on it can read out or send."""
    wrong = ""
    if ask.request.method == "POST":
        found = _NUMBER.search(ask.field("number", 400).lower().replace(" ", "").replace("-", ""))
        if found:
            return redirect("emergency", case=found[0])
        wrong = ask.say("This is not the number of a file: it has 32 signs, and stands in the address of its pages.")
    return ask.render("access_emergency_which.html", {"wrong": wrong}, 400 if wrong else 200)


@page("case/<case:case>/emergency/", "emergency", MAY, ("GET", "POST"))
def emergency(ask: Ask, case: bytes) -> HttpResponse:
    """Open it for four hours. Who does it showed a moment ago that it is they. A number that is none answers alike."""
    ask.confirmed()
    if any(held.case == case for held in files.cases(ask.office, ask.member, ask.now)):
        return ask.back(f"/case/{case.hex()}/", "This file is open to you already.")
    if ask.request.method != "POST":
        return _form(ask, case, "")
    try:
        _broken(ask, case)
    except BadInput as error:
        if isinstance(error, Refused):
            raise
        return _form(ask, case, ask.words.error(error))
    return ask.back(
        f"/case/{case.hex()}/?purpose=break_glass", "The file is open for four hours. Whoever leads the case was told."
    )


def _broken(ask: Ask, case: bytes) -> None:
    reason = ask.field("reason", 400)
    if not oversight.is_file(ask.office, case):
        raise Refused("There is no such file.")
    grants.break_glass(ask.office, ask.member, case, reason, ask.now)


def _form(ask: Ask, case: bytes, wrong: str) -> HttpResponse:
    opened = [name for name in COMPARTMENTS if name in ROLES[ask.member.role].reads - BY_MEMBERS]
    context = {
        "short": case.hex()[:8],
        "opened": [ask.say(NAMES[name]) for name in opened],
        "wrong": wrong,
        "reason": ask.request.POST.get("reason", "")[:400],
    }
    return ask.render("access_emergency.html", context, 400 if wrong else 200)
