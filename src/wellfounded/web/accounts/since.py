"""Since when a member was away: their sign-in before this one, kept sealed, for what changed meanwhile; and what
happened to how they sign in, of which they are told when they have signed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest

from wellfounded.dossier import chains, members, sealing
from wellfounded.dossier.office import moment
from wellfounded.readings.words import Words
from wellfounded.web import language
from wellfounded.web.accounts import limits
from wellfounded.web.accounts.limits import Happened
from wellfounded.web.accounts.models import Account
from wellfounded.web.instance import served

SINCE, HAPPENED, HALFWAY = "since", "happened", "halfway"
MOST = 6
"""So many changes are told, the last ones."""


def noted(request: HttpRequest, account: Account) -> None:
    """Put the moment of the sign-in before into the session, keep this one, and tell what happened meanwhile."""
    key, bound_to = served().secret("seen"), account.member.encode()
    if account.seen:
        request.session[SINCE] = sealing.unseal(key, bytes.fromhex(account.seen), bound_to).decode()
    account.seen = sealing.seal(key, moment(served().clock()).encode(), bound_to).hex()
    account.save(update_fields=["seen"])
    _tell(request, account)


def halfway(request: HttpRequest, account: Account) -> None:
    """Name and passphrase were right, and a second factor is asked for next. It counts until it is shown."""
    if Authenticator.objects.filter(user=account).exists():
        limits.remember(limits.HALF, _name(account))
        request.session[HALFWAY] = True


def _tell(request: HttpRequest, account: Account) -> None:
    name = _name(account)
    if request.session.pop(HALFWAY, False):
        limits.remember(limits.HALF, name, -1)
    happened = limits.remembered(name)
    if before := request.session.get(SINCE):
        changes = members.changes(served().office, bytes.fromhex(account.member), before)
        happened += [Happened(kind, 1, at) for kind, at in changes[-MOST:]]
    request.session[HAPPENED] = [list(astuple(one)) for one in happened]
    applicant = account.role == "applicant"
    if applicant:
        language.for_applicants(request)
    for sentence in said(request, language.words_of(request), applicant):
        messages.warning(request, sentence)


def said(request: HttpRequest, words: Words, applicant: bool) -> Sequence[str]:
    """What happened to how somebody signs in before they did, in sentences: shown once, and on the page of the account
    while the session lasts.
    """
    return [limits.told(words, Happened(*one), applicant) for one in request.session.get(HAPPENED, [])]


def factors_changed(request: HttpRequest, user: Account, kind: str) -> None:
    """Put on record that a member has one factor more or less."""
    office = served().office
    with office.store.writing(office=True) as rows:
        chains.own(office, rows, kind, {"member": user.member}, moment(served().clock()), bytes.fromhex(user.member))


def _name(account: Account) -> bytes:
    return members.known_as(served().office, bytes.fromhex(account.member))
