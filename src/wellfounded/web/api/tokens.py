"""Tokens: making one for a program, and finding whom and what it opens.

A token opens what its member may open, in the compartments that it was made for, and nothing that only members hold:
it brings no private key.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellfounded.dossier import members
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.members import Member
from wellfounded.logic.errors import BadInput
from wellfounded.web.api.models import Token
from wellfounded.web.instance import served

MARK = "wf_"
LONGEST = timedelta(days=366)
OPENS = tuple(name for name in COMPARTMENTS if name not in BY_MEMBERS)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a program asks for, and what its token opens."""

    member: Member
    compartments: frozenset[str]
    writes: bool


def make(by: Member, compartments: Collection[str], writes: bool, now: datetime, until: datetime) -> str:
    """A token for a program of a member. It is shown once."""
    if not compartments or not set(compartments) <= set(OPENS) & ROLES[by.role].reads:
        raise BadInput("Choose the compartments that the token opens, among those that your role opens.")
    if not now < until <= now + LONGEST:
        raise BadInput("A token ends on a day after today, within a year.")
    token = MARK + secrets.token_urlsafe(32)
    opened = ",".join(sorted(compartments))
    Token.objects.create(
        digest=_digest(token), member=by.id.hex(), compartments=opened, writes=writes, made=now, until=until
    )
    return token


def of(token: str, now: datetime) -> Bearer | None:
    """Whom a token stands for; none where it is not one, where it has ended, or where its member has left."""
    found = Token.objects.filter(digest=_digest(token), feed=False, until__gt=now).first()
    if found is None:
        return None
    member = members.present(served().office, bytes.fromhex(found.member))
    if member is None:
        return None
    return Bearer(member, frozenset(found.compartments.split(",")), found.writes)


def mine(by: Member) -> list[Token]:
    """The tokens of a member, the latest first."""
    return list(Token.objects.filter(member=by.id.hex(), feed=False).order_by("-made"))


def end(by: Member, number: int) -> None:
    """End a token of one's own."""
    Token.objects.filter(member=by.id.hex(), feed=False, pk=number).delete()


def end_all(member: bytes) -> None:
    """End every token and every calendar of a member."""
    Token.objects.filter(member=member.hex()).delete()


def _digest(token: str) -> bytes:
    return served().office.keyed(b"token", token.encode())
