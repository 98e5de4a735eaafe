"""S10, My case: the applicant's own page, at the fixed address `/`. All its forms post there and come back there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wellfounded.dossier import files
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.members import Member
from wellfounded.logic.errors import WellfoundedError
from wellfounded.web import language
from wellfounded.web.ask import Ask, Opened
from wellfounded.web.instance import served
from wellfounded.web.pages import my_case_acts as acts
from wellfounded.web.pages import my_case_add as add
from wellfounded.web.pages import my_case_papers as papers
from wellfounded.web.pages import my_case_seen as seen
from wellfounded.web.pages import my_case_shown as shown
from wellfounded.web.settings import IDLE

PURPOSE = "own_case"
HARMLESS = "month"
"""The page to which somebody leaves."""
LEAVE = "leave"

Act = Callable[[Ask], HttpResponse]
ACTS: Mapping[str, Act] = {
    "message": acts.message,
    "correct": acts.correct,
    "contact": acts.contact,
    "withdraw": acts.withdraw,
    "add": add.added,
    "paper": papers.warned,
    "take": papers.taken,
    "seen": seen.printed,
}


def answer(request: HttpRequest, member: Member) -> HttpResponse:
    """The applicant's page, or what they asked of it. The member is an applicant who is signed in."""
    wanted = request.POST.get("act", "") if request.method == "POST" else ""
    if wanted == LEAVE:
        return _left(request)
    ask = _opened(request, member)
    if ask is None:
        return render(request, "my_case/closed.html", closed(request), status=200)
    if request.method != "POST":
        return whole(ask)
    if wanted not in ACTS:
        return redirect("front")
    try:
        return ACTS[wanted](ask)
    except Refused:
        return redirect("front")
    except WellfoundedError as error:
        # What was written is shown again, with the sentence beside it.
        return whole(ask, {"wrong": ask.words.error(error), "wrong_at": wanted, "written": request.POST}, 400)


def whole(ask: Ask, more: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The whole page."""
    return ask.render("my_case/page.html", {**closed(ask.request), **shown.page(ask), **(more or {})}, status)


def languages(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The languages that an applicant can choose: code, name, and whether it is this one."""
    offered = language.applicants_languages()
    return [(code, language.words_in(code).name, code == language.of(request)) for code in offered]


def closed(request: HttpRequest) -> dict[str, Any]:
    """What every page of the applicant is given."""
    return {
        "my_languages": languages(request),
        "telephone": served().telephone,
        "harmless": HARMLESS,
        "minutes": IDLE // 60,
    }


def _opened(request: HttpRequest, member: Member) -> Ask | None:
    """The applicant's own file; none where no live grant opens one."""
    now = served().clock()
    for held in files.cases(served().office, member, now):
        if any(grant.purpose == PURPOSE for grant in held.grants):
            return Ask(request, member, now, Opened(held.case, PURPOSE, (PURPOSE,)))
    return None


def _left(request: HttpRequest) -> HttpResponse:
    """End the session; go to a page that says nothing."""
    logout(request)
    left = redirect(HARMLESS)
    left["Clear-Site-Data"] = '"cache", "storage"'
    return left
