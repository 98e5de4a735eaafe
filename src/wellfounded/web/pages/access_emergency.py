"""Breaking the glass: opening a file in an emergency, with a reason. Whoever leads the case is told at once."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import redirect

from wellfounded.dossier import files, grants, numbers, oversight
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.grants import Refused
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, page
from wellfounded.web.lines.doors import NAMES

MAY = IN_OFFICE.only(*(name for name, role in ROLES.items() if role.breaks_glass))
MEANT = "emergency"
_NUMBER = re.compile("[0-9a-f]{32}")


@page("emergency/", "emergency_which", MAY, ("GET", "POST"))
def which(ask: Ask) -> HttpResponse:
    """Which file? By the office's number, or by its number in addresses. Whether there is one is not told here."""
    wrong = ""
    if ask.request.method == "POST":
        if case := _meant(ask, ask.field("number", 400)):
            return redirect("emergency", case=case)
        wrong = ask.say("This is no number of a file. Write the office's number, or paste the address of its page.")
    return ask.render("access_emergency_which.html", {"wrong": wrong}, 400 if wrong else 200)


def _meant(ask: Ask, written: str) -> str:
    """The number in addresses of the file that is meant; empty where nothing can be. For an office's number that no
    file has it is one that no file has either, always the same, so that the answers are alike.
    """
    if found := _NUMBER.search(written.lower().replace(" ", "").replace("-", "")):
        return found[0]
    number = " ".join(written.split())
    if not 0 < len(number) <= numbers.LONGEST:
        return ""
    case = numbers.case_of(ask.office, number) or ask.office.keyed(b"no file", number.casefold().encode())[:16]
    # For the next page to say which file is meant; a number is no part of an address.
    ask.request.session[MEANT] = [case.hex(), number]
    return case.hex()


@page("case/<case:case>/emergency/", "emergency", MAY, ("GET", "POST"))
def emergency(ask: Ask, case: bytes) -> HttpResponse:
    """Open it for four hours. Who does it showed a moment ago that it is they. A number that is none answers alike."""
    ask.confirmed()
    if files.held(ask.office, ask.member, case, ask.now):
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
    reason = grants.stated(ask.field("reason", 400))
    if not oversight.is_file(ask.office, case):
        raise Refused("There is no such file.")
    grants.break_glass(ask.office, ask.member, case, reason, ask.now)


def _form(ask: Ask, case: bytes, wrong: str) -> HttpResponse:
    opened = [name for name in COMPARTMENTS if name in ROLES[ask.member.role].reads - BY_MEMBERS]
    meant, number = ask.request.session.get(MEANT, ("", ""))
    context = {
        "file": number if meant == case.hex() else f"{case.hex()[:8]}…",
        "opened": [ask.say(NAMES[name]) for name in opened],
        "wrong": wrong,
        "reason": ask.request.POST.get("reason", "")[:400],
    }
    return ask.render("access_emergency.html", context, 400 if wrong else 200)
