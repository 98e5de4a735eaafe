"""Second factors and passkeys are bound to their member: a row that somebody wrote or moved by hand opens nothing.

What is kept of a factor carries a keyed hash of itself, its kind and its member, under a key of the office. It is made
when a factor is saved, and compared when it is read.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from wellfounded.web.instance import served

LOG = logging.getLogger("wellfounded.web")
MARK = "bound"


def marked(instance: Any, **_: Any) -> None:
    """Put the mark on a factor that is about to be saved."""
    instance.data = {**instance.data, MARK: _mark(instance)}


def compared(instance: Any, **_: Any) -> None:
    """Refuse (`SuspiciousOperation`) a factor that was read and does not bear its mark."""
    if instance.pk is None or "data" in instance.get_deferred_fields():
        return
    if not hmac.compare_digest(str(instance.data.get(MARK, "")), _mark(instance)):
        LOG.error("a second factor was changed by hand")
        raise SuspiciousOperation


LONGEST = 20_000
"""The most signs of what a browser says of a passkey."""


def readable(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that is sent what a passkey answers. Refuses (`SuspiciousOperation`) what no browser sends."""

    @wraps(page)
    def read(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        sent = request.POST.get("credential", "")
        try:
            if sent and (len(sent) > LONGEST or not isinstance(json.loads(sent), dict)):
                raise SuspiciousOperation
        except (ValueError, RecursionError):
            raise SuspiciousOperation from None
        return page(request, *parts, **named)

    return read


def _mark(instance: Any) -> str:
    told = {name: value for name, value in instance.data.items() if name != MARK}
    content = json.dumps([instance.user.get_username(), instance.type, told], sort_keys=True)
    return served().office.keyed(b"factor", content.encode()).hex()
