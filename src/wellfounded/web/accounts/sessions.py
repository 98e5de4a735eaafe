"""Sessions: kept in the database under a keyed hash of their number, their content sealed.

Who reads the table learns whose account has how many sessions and until when, and can use none of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.http import HttpRequest, HttpResponse

from wellfounded.dossier import sealing
from wellfounded.web.accounts import models
from wellfounded.web.instance import served

LONGEST = timedelta(hours=12)
"""After so long one signs in anew, however busy."""

TOUCHED = timedelta(seconds=30)
"""A session in use is written again at most so often."""

BEGUN, SEEN, BROWSER = "begun", "seen", "browser"
_BOUND = b"session"
_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))

Answer = Callable[[HttpRequest], HttpResponse]


class Sealed:
    """Session content under a key of the office."""

    def dumps(self, content: Mapping[str, Any]) -> bytes:
        """Content as it is kept."""
        text = json.dumps(content, separators=(",", ":")).encode()
        return sealing.seal(served().secret("sessions"), sealing.padded(text), _BOUND)

    def loads(self, kept: bytes) -> Any:
        """The content again."""
        return json.loads(sealing.unseal(served().secret("sessions"), kept, _BOUND))


class SessionStore(Kept):
    """A session of Django that is found by a keyed hash of its number. `row`: the hash itself, where it is known."""

    row = ""

    @property
    def key_salt(self) -> str:
        """What the signature rests on: the row in which the content lies, so that it is worth nothing in another."""
        return f"session {self.row or kept_as(self.session_key)}"

    @classmethod
    def get_model_class(cls) -> type[models.Session]:
        """The table."""
        return models.Session

    def _get_session_from_db(self) -> models.Session | None:
        found = models.Session.objects.filter(session_key=kept_as(self.session_key), expire_date__gt=served().clock())
        if (row := found.first()) is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        """Whether there is such a session."""
        return models.Session.objects.filter(session_key=kept_as(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> models.Session:
        """The row of this session."""
        account = data.get("_auth_user_id")
        return models.Session(
            session_key=kept_as(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=int(account) if account else None,
        )

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """When it ends, if nothing more is asked."""
        idle = served().clock() + timedelta(seconds=self.get_session_cookie_age())
        begun = self.get(BEGUN)
        return min(idle, datetime.fromisoformat(begun) + LONGEST) if begun else idle

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        if session_key or self.session_key:
            models.Session.objects.filter(session_key=kept_as(session_key or self.session_key)).delete()


def kept_as(session_key: str | None) -> str:
    """The keyed hash under which a session lies."""
    return served().office.keyed(_BOUND, (session_key or "").encode()).hex()[:40]


def begin(request: HttpRequest) -> None:
    """Somebody signed in: note when, and with what kind of browser. What has run out is removed."""
    now = served().clock()
    request.session[BEGUN] = request.session[SEEN] = now.isoformat()
    sign = request.headers.get("User-Agent", "")
    request.session[BROWSER] = next((name for mark, name in _BROWSERS if mark in sign), "")
    models.Session.objects.filter(expire_date__lt=now).delete()
    models.Tries.objects.filter(until__lt=now).delete()


def touched(answer: Answer) -> Answer:
    """A session that is in use does not run out."""

    def in_use(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, seen = served().clock(), request.session.get(SEEN)
            if not seen or now - datetime.fromisoformat(seen) > TOUCHED:
                request.session[SEEN] = now.isoformat()
        return answer(request)

    return in_use


# Looking at them, and ending them.


@dataclass(frozen=True, slots=True)
class Open:
    """A session that is open. `key`: its row; `here`: it is the one that asks."""

    key: str
    begun: datetime
    seen: datetime
    browser: str
    here: bool


def of(request: HttpRequest) -> tuple[Open, ...]:
    """The open sessions of the one who asks, the latest first."""
    here = kept_as(request.session.session_key)
    rows = models.Session.objects.filter(account=request.user, expire_date__gt=served().clock())
    found = []
    for row in rows:
        told = _told(row)
        if begun := told.get(BEGUN):
            seen = datetime.fromisoformat(told.get(SEEN, begun))
            found.append(Open(row.session_key, datetime.fromisoformat(begun), seen, told.get(BROWSER, ""),
                              row.session_key == here))  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.seen, reverse=True))


def _told(row: models.Session) -> dict[str, Any]:
    reader = SessionStore()
    reader.row = row.session_key
    return dict(reader.decode(row.session_data))


def end(request: HttpRequest, keys: Iterable[str]) -> int:
    """End some of one's own sessions; how many there were."""
    return models.Session.objects.filter(account=request.user, session_key__in=list(keys)).delete()[0]


def end_all(member: bytes) -> int:
    """End every session of a member; how many there were."""
    return models.Session.objects.filter(account__member=member.hex()).delete()[0]


def open_now() -> dict[str, int]:
    """How many sessions each member has open, by number."""
    counts: dict[str, int] = {}
    rows = models.Session.objects.filter(account__isnull=False, expire_date__gt=served().clock())
    for member in rows.values_list("account__member", flat=True):
        counts[member] = counts.get(member, 0) + 1
    return counts
