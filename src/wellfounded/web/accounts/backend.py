"""Signing in with a sign-in name and a passphrase, both known to the sealed store alone."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from wellfounded.dossier import members
from wellfounded.dossier.sealing import WrongKey
from wellfounded.web.accounts import keys, limits
from wellfounded.web.accounts.cards import DIGITS, digits
from wellfounded.web.accounts.models import Account
from wellfounded.web.instance import served


class Members(BaseBackend):
    """The accounts of members. Who they are is checked by `account`, or by a passkey."""

    def get_user(self, user_id: int) -> Account | None:
        """An account by its number; none of somebody who has left, so that what they left open is shut."""
        found = Account.objects.filter(pk=user_id).first()
        return found if found and members.present(served().office, bytes.fromhex(found.member)) else None


def account(request: HttpRequest, name: str, passphrase: str) -> Account | None:
    """The account of a member, whose private key is then at hand; none where name or passphrase is wrong, which takes
    as long and counts alike. Refuses (`TooOften`) too many wrong tries. The member is told of wrong ones when they
    sign in.
    """
    counted = limits.CARD if len(name) == DIGITS and digits(name) == name else limits.STAFF
    try:
        limits.spend(counted, name, request)
        with limits.turn():
            member = members.sign_in(served().office, name, passphrase)
    except (WrongKey, limits.TooOften) as error:
        limits.remember(limits.WRONG, members.written_as(served().office, name))
        if isinstance(error, limits.TooOften):
            raise
        return None
    limits.forgive(counted, name, request)
    keys.hold(request, member.private)
    return Account.objects.get_or_create(member=member.id.hex())[0]


def shown(request: HttpRequest, passphrase: str) -> bool:
    """Whether this is the passphrase of the one who is signed in; their private key is then at hand."""
    number = request.user.get_username()
    try:
        limits.spend(limits.STAFF, number, request)
        with limits.turn():
            member = members.unlocked(served().office, bytes.fromhex(number), passphrase)
    except (WrongKey, limits.TooOften) as error:
        limits.remember(limits.WRONG, members.known_as(served().office, bytes.fromhex(number)))
        if isinstance(error, limits.TooOften):
            raise
        return False
    limits.forgive(limits.STAFF, number, request)
    keys.hold(request, member.private)
    return True
