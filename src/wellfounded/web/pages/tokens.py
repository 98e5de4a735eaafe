"""Tokens of one's programs: making one, which is shown once, and ending it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse

from wellfounded.dossier.access import ROLES
from wellfounded.logic.errors import BadInput
from wellfounded.web.api import tokens
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, page
from wellfounded.web.lines.doors import NAMES

HOLDERS = tuple(name for name, role in ROLES.items() if role.reads and name not in ("applicant", "relative"))
MOST_DAYS = 366


@page("office/tokens/", "tokens", IN_OFFICE.only(*HOLDERS), ("GET", "POST"))
def shown(ask: Ask) -> HttpResponse:
    """The tokens of a member, and a form for another."""
    ask.confirmed()
    made, problem = "", ""
    if ask.request.method == "POST":
        if number := ask.field("end", 20):
            tokens.end(ask.member, int(number) if number.isdecimal() else 0)
            return ask.back("/office/tokens/", "The token has ended.")
        try:
            made = _made(ask)
        except BadInput as error:
            problem = ask.words.error(error)
    return ask.render(
        "tokens.html",
        {
            "made": made,
            "problem": problem,
            "tokens": [(token, _said(ask, token.compartments.split(","))) for token in tokens.mine(ask.member)],
            "compartments": [(n, ask.say(NAMES[n])) for n in tokens.OPENS if n in ROLES[ask.member.role].reads],
            "most": MOST_DAYS,
        },
        status=400 if problem else 200,
    )


def _said(ask: Ask, names: list[str]) -> list[str]:
    return [ask.say(NAMES[name]) for name in names]


def _made(ask: Ask) -> str:
    days = ask.field("days", 4)
    if not days.isdecimal() or not 1 <= int(days) <= MOST_DAYS:
        raise BadInput("A token lasts 1 to {most} days; {found} was written.", most=MOST_DAYS, found=days or "(none)")
    chosen = ask.request.POST.getlist("compartment")
    until = ask.now + timedelta(days=int(days))
    return tokens.make(ask.member, chosen, bool(ask.field("writes", 3)), ask.now, until)
