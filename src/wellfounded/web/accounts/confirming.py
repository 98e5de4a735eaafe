"""What is grave is done only by someone who showed a moment ago that it is they: with their passphrase, a code or a
passkey.

A page calls `ask.confirmed()` first, when it shows its form and when the form is sent:

    def break_glass(ask: Ask) -> HttpResponse:
        ask.confirmed()
        ...

Who did not show it within five minutes is led to the page that asks for it, and back to this page. Signing in counts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from wellfounded.web.instance import served

FRESH = timedelta(minutes=5)
PROVED = "proved"
ADDRESS = "/sign-in/confirm/"


class Unconfirmed(Exception):
    """Who asks must first show again that it is they. `back`: where they are led then."""

    def __init__(self, back: str) -> None:
        super().__init__()
        self.back = back


def proved(request: HttpRequest) -> None:
    """Note that who asks has just shown that it is they."""
    request.session[PROVED] = served().clock().isoformat()


def fresh(request: HttpRequest) -> bool:
    """Whether they showed it within five minutes."""
    told: str = request.session.get(PROVED, "")
    return bool(told) and timedelta() <= served().clock() - datetime.fromisoformat(told) < FRESH


def demand(request: HttpRequest, back: str = "") -> None:
    """Go on only if they showed it within five minutes; else (`Unconfirmed`) they are asked, and come to `back` (the
    page itself, where it is left out).
    """
    if not fresh(request):
        raise Unconfirmed(back or request.get_full_path())


def asked(request: HttpRequest, back: str) -> HttpResponse:
    """Lead to the page that asks, and then back; who is not signed in, to signing in."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect(f"{ADDRESS}?{urlencode({'next': back})}")


def onward(request: HttpRequest) -> str:
    """Where to go after: an address of this website, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    inside = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if inside else ""
