"""Second factors and passkeys are bound to their member: a row that somebody wrote or moved by hand opens nothing.

What is kept of a factor carries a keyed hash of itself, its kind and its member, under a key of the office. It is made
when a factor is saved, and compared when it is read.
"""

from __future__ import annotations

import hmac
import json
import logging
from typing import Any

from django.core.exceptions import SuspiciousOperation

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


def _mark(instance: Any) -> str:
    told = {name: value for name, value in instance.data.items() if name != MARK}
    content = json.dumps([instance.user.get_username(), instance.type, told], sort_keys=True)
    return served().office.keyed(b"factor", content.encode()).hex()
