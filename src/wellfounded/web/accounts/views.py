"""Signing in and out, showing again that it is you, and the sessions that are open."""

from __future__ import annotations

from typing import Any

from allauth.account.internal import flows
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from wellfounded.logic.errors import BadInput
from wellfounded.web import language
from wellfounded.web.accounts import confirming, keys, passphrases, since
from wellfounded.web.accounts.backend import account, shown
from wellfounded.web.accounts.cards import DIGITS, PIN, digits
from wellfounded.web.accounts.limits import TooOften
from wellfounded.web.language import words_of

WRONG = "Name and passphrase do not fit. Write both again."
WRONG_CARD = "Code and PIN do not fit. Write both again, as they are on the card."
WRONG_PASSPHRASE = "This is not your passphrase. Write it again."
LONGEST = 400
"""A name or code is read up to here."""


def _written(request: HttpRequest, field: str) -> str:
    return request.POST.get(field, "").replace("\x00", "")[:LONGEST]


def _passphrase(request: HttpRequest) -> str:
    """As it was sent; one that is longer than any may be is no passphrase at all."""
    sent = request.POST.get("password", "")
    return sent if len(sent) <= passphrases.LONGEST else ""


def _begun(request: HttpRequest, name: str, passphrase: str) -> HttpResponse | None:
    """Where to go after name and passphrase were right (a second factor may be asked for next); nothing where wrong."""
    found = account(request, name, passphrase)
    if found is None:
        return None
    since.halfway(request, found)
    made: HttpResponse = flows.login.perform_password_login(request, {}, Login(user=found))
    return made


def _turned_away(error: TooOften | BadInput, request: HttpRequest) -> tuple[str, int]:
    return words_of(request).error(error), 429


@sensitive_post_parameters("login", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with name and passphrase, or go on to a passkey."""
    if request.user.is_authenticated:
        return redirect("front")
    wrong, status = "", 200
    if request.method == "POST":
        try:
            made = _begun(request, _written(request, "login").strip(), _passphrase(request))
            if made is not None:
                return made
            wrong = words_of(request).say(WRONG)
        except BadInput as error:
            wrong, status = _turned_away(error, request)
    return render(request, "account/login.html", {"wrong": wrong}, status=status)


@sensitive_post_parameters("code", "pin")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in with a card: POST of `code` and `pin`. What does not fit is said on the front page's own form."""
    from wellfounded.web.pages import front

    if request.user.is_authenticated:
        return redirect("front")
    language.for_applicants(request)
    wrong, status = "", 200
    if request.method == "POST":
        code, pin = digits(_written(request, "code"))[:40], digits(_written(request, "pin"))[:40]
        try:
            made = _begun(request, code.zfill(DIGITS), code + pin.zfill(PIN))
            if made is not None:
                return made
            wrong = words_of(request).say(WRONG_CARD)
        except BadInput as error:
            wrong, status = _turned_away(error, request)
    return front.form(request, wrong, status)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out; also from halfway through signing in. The browser forgets what it kept of this website."""
    clear_login(request)
    logout(request)
    made = redirect("/")
    made["Clear-Site-Data"] = '"cache", "storage"'
    return made


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Show again that it is you; with the passphrase, what only you can open is open again too."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    wrong, status = "", 200
    if request.method == "POST":
        try:
            if shown(request, _passphrase(request)):
                request.session.pop(flows.reauthentication.STATE_SESSION_KEY, None)
                flows.reauthentication.reauthenticate_by_password(request)
                return redirect(confirming.onward(request) or "front")
            wrong = words_of(request).say(WRONG_PASSPHRASE)
        except BadInput as error:
            wrong, status = _turned_away(error, request)
    told: dict[str, Any] = {
        "wrong": wrong,
        "next": confirming.onward(request),
        "held": bool(keys.of(request)),
        "types": set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True)),
    }
    return render(request, "account/confirm.html", told, status=status)
