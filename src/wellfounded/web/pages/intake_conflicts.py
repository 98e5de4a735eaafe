"""Possible conflicts of interest, for those who review: on which file somebody may be known, never from which other."""

from __future__ import annotations

from django.http import HttpResponse

from wellfounded.dossier import conflicts
from wellfounded.dossier.office import moment
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, page

REVIEWERS = IN_OFFICE.only("supervisor")
AS_WORDS = {
    "client": "the person",
    "opponent": "an opponent",
    "co_applicant": "somebody who applied together",
    "relative": "a relative",
}


@page("conflicts/", "conflicts", REVIEWERS, ("GET", "POST"))
def possible(ask: Ask) -> HttpResponse:
    """What waits; sending the form settles one, with the reason on record."""
    waiting = conflicts.possible(ask.office)
    if ask.request.method == "POST":
        number, reason = ask.field("of", 64), ask.field("reason")
        if not any(one.id == number for one in waiting):
            return ask.back("/conflicts/", "This was settled already.")
        if not reason:
            raise BadInput("Say in a sentence what was found and what follows.")
        (chosen,) = (one for one in waiting if one.id == number)
        for one in waiting:
            if _what(one) == _what(chosen):
                conflicts.settle(ask.office, ask.member, one.id, reason, moment(ask.now))
        return ask.back("/conflicts/", "It is settled, with your reason on record.")
    apart = {_what(one): one for one in reversed(waiting)}
    shown = [(one, ask.say(AS_WORDS[one.role]), ask.say(AS_WORDS[one.other])) for one in reversed(apart.values())]
    return ask.render("intake_conflicts.html", {"waiting": shown})


def _what(one: conflicts.Possible) -> tuple[bytes, str, str]:
    """What a reviewer looks into: a name that stands in three scripts is one person, and one question."""
    return one.case, one.role, one.other
