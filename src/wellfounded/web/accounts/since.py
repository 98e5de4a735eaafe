"""Since when a member was away: their sign-in before this one, kept sealed, for what changed meanwhile."""

from __future__ import annotations

from django.http import HttpRequest

from wellfounded.dossier import sealing
from wellfounded.dossier.office import moment
from wellfounded.web.accounts.models import Account
from wellfounded.web.instance import served

SINCE = "since"


def noted(request: HttpRequest, account: Account) -> None:
    """Put the moment of the sign-in before this one into the session, and keep this one."""
    key, bound_to = served().secret("seen"), account.member.encode()
    if account.seen:
        request.session[SINCE] = sealing.unseal(key, bytes.fromhex(account.seen), bound_to).decode()
    account.seen = sealing.seal(key, moment(served().clock()).encode(), bound_to).hex()
    account.save(update_fields=["seen"])
