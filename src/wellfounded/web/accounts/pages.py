"""Pages about one's own account, and for the administrator about everybody's; the card of an applicant."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from wellfounded.dossier import chains, members
from wellfounded.dossier.access import ROLE_WORDS, ROLES
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import moment
from wellfounded.logic.errors import BadInput
from wellfounded.web.accounts import backend, passphrases, sessions, since, views
from wellfounded.web.accounts.models import Account
from wellfounded.web.api import tokens
from wellfounded.web.ask import Ask
from wellfounded.web.gate import ANYBODY, IN_OFFICE, Access, page

EVERYBODY = Access("office", frozenset(ROLES) - {"relative"})


@page("enter/", "enter", ANYBODY, ("GET", "POST"))
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in with a card: POST of `code` and `pin`."""
    return views.enter(request)


@page("account/", "account", EVERYBODY, ("GET", "POST"))
def account(ask: Ask) -> HttpResponse:
    """One's own account: where one is signed in, second factors, the passphrase. POST ends sessions."""
    if ask.request.method == "POST":
        if ask.member.role != "applicant":
            ask.confirmed()
        shown = sessions.of(ask.request)
        which = ask.field("which", 40)
        ended = sessions.end(ask.request, [s.key for s in shown if not s.here and which in (s.key, "others")])
        return ask.back("/account/", "Sessions that are ended: {count}", count=ended)
    context = {
        "sessions": sessions.of(ask.request),
        "before": ask.request.session.get(since.SINCE),
        "happened": since.said(ask.request, ask.words, ask.member.role == "applicant"),
    }
    return ask.render("account/account.html", context)


@page("account/passphrase/", "passphrase", IN_OFFICE, ("GET", "POST"))
def passphrase(ask: Ask) -> HttpResponse:
    """Choose another passphrase, with the one before. Whoever else is signed in with that is signed out."""
    ask.confirmed()
    if not ask.member.private:
        return ask.back("/sign-in/confirm/?next=/account/passphrase/")
    wrong = ""
    if ask.request.method == "POST":
        old, chosen, again = (ask.request.POST.get(name, "") for name in ("old", "chosen", "again"))
        try:
            if len(old) > passphrases.LONGEST or not backend.shown(ask.request, old):
                raise BadInput(views.WRONG_PASSPHRASE)
            if chosen != again:
                raise BadInput("The two do not agree. Write the new passphrase twice.")
            passphrases.chosen(chosen, ask.member.name)
            members.change_passphrase(ask.office, ask.member, chosen, ask.now)
            sessions.end(ask.request, [s.key for s in sessions.of(ask.request) if not s.here])
            return ask.back("/account/", "Your passphrase is changed. Other sessions are ended.")
        except BadInput as error:
            wrong = ask.words.error(error)
    return ask.render("account/passphrase.html", {"wrong": wrong})


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the office. `open`: how many sessions; `second`: whether they have a second factor."""

    member: Member
    number: str
    open: int
    second: bool


@page("members/", "members", IN_OFFICE.only("administrator"), ("GET", "POST"))
def people(ask: Ask) -> HttpResponse:
    """Everybody of the office: end their sessions, take away lost second factors, say that they have left."""
    ask.confirmed("/members/")
    if ask.request.method == "POST":
        return _done(ask, ask.field("act", 20), ask.field("member", 32))
    counts = sessions.open_now()
    with_second = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("user__member", flat=True)
    )
    shown = [
        Listed(m, m.id.hex(), counts.get(m.id.hex(), 0), m.id.hex() in with_second)
        for m in members.members(ask.office)
        if m.role != "applicant" and m.id != ask.member.id
    ]
    roles = {role: ask.say(ROLE_WORDS[role]) for role in ROLE_WORDS}
    return ask.render("account/members.html", {"people": shown, "roles": roles})


def _done(ask: Ask, act: str, number: str) -> HttpResponse:
    if len(number) != 32 or act not in ("end", "factors", "left") or number == ask.member.id.hex():
        raise BadInput("This form was not sent whole. Go back, load the page again and send it once more.")
    whom = members.member(ask.office, bytes.fromhex(number))
    if act == "left":
        members.close(ask.office, whom.id, ask.now, ask.member)
    elif act == "factors":
        Authenticator.objects.filter(user__member=number).delete()
        _noted(ask, "factors_removed", number)
    else:
        _noted(ask, "sessions_ended", number)
    ended = sessions.end_all(whom.id)
    if act == "left":
        tokens.end_all(whom.id)
        Account.objects.filter(member=number).delete()
    return ask.back("/members/", "Done. Sessions that are ended: {count}", count=ended)


def _noted(ask: Ask, kind: str, number: str) -> None:
    with ask.office.store.writing(office=True) as rows:
        chains.own(ask.office, rows, kind, {"member": number}, moment(ask.now), ask.member.id)
