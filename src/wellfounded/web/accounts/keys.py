"""The private key of a member while they are signed in: sealed in their session, under a key that only their browser's
cookie holds. The store of sessions without the browser opens nothing, and neither does the browser alone.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wellfounded.dossier import sealing

COOKIE = "key"
HELD = "sealed_private_key"
Answer = Callable[[HttpRequest], HttpResponse]


def hold(request: HttpRequest, private: bytes) -> None:
    """Hold the private key of the one who signs in until the session ends."""
    key = sealing.new_key()
    request.session[HELD] = sealing.seal(key, private, HELD.encode()).hex()
    request._session_key = key  # type: ignore[attr-defined]


def of(request: HttpRequest) -> bytes:
    """The private key, or nothing where the member signed in without their passphrase."""
    sealed, key = request.session.get(HELD), request.COOKIES.get(_name(), "")
    if not sealed or not key:
        return b""
    try:
        return sealing.unseal(bytes.fromhex(key), bytes.fromhex(sealed), HELD.encode())
    except (sealing.WrongKey, ValueError):
        return b""


def _name() -> str:
    return ("__Host-" if settings.SESSION_COOKIE_SECURE else "") + COOKIE


def kept(answer: Answer) -> Answer:
    """Give the browser its part when somebody signs in, and take it back when they leave."""

    def with_key(request: HttpRequest) -> HttpResponse:
        made = answer(request)
        key: bytes | None = getattr(request, "_session_key", None)
        if key is not None:
            made.set_cookie(_name(), key.hex(), secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict")
        elif _name() in request.COOKIES and HELD not in request.session:
            made.delete_cookie(_name(), samesite="Strict")
        return made

    return with_key
