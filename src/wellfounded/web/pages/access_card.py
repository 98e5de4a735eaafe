"""The applicant's card: number and PIN, shown once, to print. A lost one is renewed by two members."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from wellfounded.dossier import files, kinds, members
from wellfounded.dossier.access import ROLES
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import FOR_APPLICANTS
from wellfounded.web import language
from wellfounded.web.accounts import cards
from wellfounded.web.accounts.cards import Card
from wellfounded.web.ask import Ask
from wellfounded.web.gate import ON_CASE, page
from wellfounded.web.instance import served
from wellfounded.web.pages.access_shown import number

MAKING = ON_CASE.only("representative", "caseworker", "supervisor", "clerk")


@page("case/<case:case>/card/", "card", MAKING, ("GET", "POST"))
def card(ask: Ask) -> HttpResponse:
    """The card. Who makes it showed a moment ago that it is they."""
    ask.confirmed()
    if ask.request.method != "POST":
        return _state(ask, "")
    act = ask.field("act", 10)
    try:
        if act == "ask":
            cards.ask_for_new(ask.office, ask.member, ask.on.case, ask.now)
            sentence = "Written down. Somebody else of the office must confirm it here, within seven days."
            return ask.back(f"/case/{ask.on.number}/card/", sentence)
        made = {"make": cards.make, "renew": cards.renew}.get(act)
        if made is None:
            raise BadInput("This form was not sent whole. Go back, load the page again and send it once more.")
        return _printed(ask, made(ask.office, ask.member, ask.on.case, ask.now, name=number(ask)))
    except BadInput as error:
        return _state(ask, ask.words.error(error), 400)


def _state(ask: Ask, wrong: str, status: int = 200) -> HttpResponse:
    asked = cards.asked_by(ask.office, ask.member, ask.on.case, ask.now)
    context = {
        "here": "access",
        "number": number(ask),
        "there": cards.of(ask.office, ask.member, ask.on.case, ask.now) is not None,
        "asked": members.member(ask.office, asked).name if asked else "",
        "own": asked == ask.member.id,
        "makes": ROLES[ask.member.role].grants,
        "languages_of_card": _offered(ask),
        "wrong": wrong,
    }
    return ask.render("access_card.html", context, status)


def _offered(ask: Ask) -> list[tuple[str, str, bool]]:
    """The languages in which a card can be printed; those chosen that the file says are understood, else easy
    Japanese.
    """
    spoken = str(_tongue(ask).get("language", "")).casefold()
    found = []
    for code in language.applicants_languages():
        words = language.words_in(code)
        found.append(
            (code, language.NAMES[code], bool(spoken) and spoken in (words.tag, language.NAMES[code].casefold()))
        )
    if not any(chosen for *_, chosen in found):
        found[0] = (*found[0][:2], True)
    return found


def _tongue(ask: Ask) -> Any:
    made = files.read(ask.office, ask.member, ask.on.case, ask.on.purpose, ask.now, False)
    return kinds.latest(made.records, "tongue")


def _printed(ask: Ask, made: Card) -> HttpResponse:
    """The card in the languages that were chosen. It is shown in this answer alone, and kept nowhere."""
    chosen = [code for code in language.applicants_languages() if code in ask.request.POST.getlist("lang")]
    context = {
        "here": "access",
        "number": number(ask),
        "card": made,
        "cards": [language.words_in(code, FOR_APPLICANTS) for code in chosen or language.applicants_languages()[:1]],
        "address": f"{ask.request.scheme}://{ask.request.get_host()}/",
        "telephone": served().telephone,
    }
    return ask.render("access_card_made.html", context)
