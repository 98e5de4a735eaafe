"""Cards: how an applicant reaches their own case. A code of sixteen digits, shaped like a telephone number, and a PIN
of six; both are printed once and kept nowhere.

`make(ask.office, ask.member, ask.on.case, ask.now)` makes the card of a case; `ask_for_new` and then, by somebody else,
`renew` make another where it was lost: the old one is dead from then on. `of` tells whether there is one, `asked_by`
whether somebody asked for another. All take the same four. Each is on the record of the file (`granted` with the reason
`card`, then `card` or `card_asked`).
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wellfounded.dossier import grants, members
from wellfounded.dossier.access import ROLES, Grant
from wellfounded.dossier.chains import compartment_key, note, opened
from wellfounded.dossier.compartments import ACCESS
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.sealing import COST, Cost
from wellfounded.dossier.store import Rows
from wellfounded.logic.errors import BadInput
from wellfounded.web.accounts import sessions
from wellfounded.web.accounts.models import Account

DIGITS, PIN = 16, 6
SHAPE = (4, 3, 4, 5)
LASTS = timedelta(days=3650)
WAITS = timedelta(days=7)
"""A wish for a new card is good for so long."""

CARD, ASKED = "card", "card_asked"
PURPOSE = "own_case"


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed, once. `member`: the number of the applicant as a member."""

    member: bytes
    code: str = field(repr=False)
    pin: str = field(repr=False)


def make(
    office: Office, by: Member, case: bytes, now: datetime, *, name: str = "", until: datetime | None = None,
    cost: Cost = COST,
) -> Card:  # fmt: skip
    """Make the card of a case, and let its applicant in to what the office holds of it.

    `by`: someone whose role takes people in and grants; `name`: as the members' list says it, best the office's own
    number of the case. Refuses a case that has a card.
    """
    if of(office, by, case, now):
        raise BadInput("This case has a card already. If it was lost, ask for a new one.")
    return _made(office, by, case, now, name, until or now + LASTS, cost)


def of(office: Office, by: Member, case: bytes, now: datetime) -> bytes | None:
    """The number of the member who holds the card of a case, if there is one."""
    with office.store.reading(by.id, moment(now), office=True) as rows:
        found = _held(office, rows, case, moment(now))
    return found.member if found else None


def ask_for_new(office: Office, by: Member, case: bytes, now: datetime) -> None:
    """Say that a card was lost. Somebody else of the office must confirm it (`renew`) within seven days."""
    at = moment(now)
    with office.store.writing(by.id, at, office=True) as rows:
        rows.lock(case)
        _works_on(office, rows, by, case, at)
        if _held(office, rows, case, at) is None:
            raise BadInput("This case has no card. Make one.")
        note(office, rows, case, ASKED, {}, at, by.id)


def asked_by(office: Office, by: Member, case: bytes, now: datetime) -> bytes | None:
    """The number of the member who asked for a new card, while nobody has made it."""
    with office.store.reading(by.id, moment(now), office=True) as rows:
        return _asked(office, rows, case, now)


def renew(
    office: Office, by: Member, case: bytes, now: datetime, *, name: str = "", until: datetime | None = None,
    cost: Cost = COST,
) -> Card:  # fmt: skip
    """Make another card in place of a lost one, after somebody else asked for it. The old one opens nothing any more,
    and whoever is signed in with it is signed out.
    """
    at = moment(now)
    with office.store.reading(by.id, at, office=True) as rows:
        asked, held = _asked(office, rows, case, now), _held(office, rows, case, at)
    if asked is None or held is None:
        raise BadInput("Nobody has asked for a new card of this case within seven days. Two members are needed.")
    if asked == by.id:
        raise BadInput("You asked for this card yourself. Somebody else of the office must confirm it.")
    if not ROLES[by.role].grants:
        raise grants.Refused("Your role makes no cards.")
    grants.revoke(office, by, case, held.id, now, CARD)
    members.close(office, held.member, now, by)
    sessions.end_all(held.member)
    Account.objects.filter(member=held.member.hex()).delete()
    return _made(office, by, case, now, name, until or now + LASTS, cost)


def _made(office: Office, by: Member, case: bytes, now: datetime, name: str, until: datetime, cost: Cost) -> Card:
    role = ROLES["applicant"]
    at = moment(now)
    with office.store.reading(by.id, at, office=True) as rows:
        held = grants.live(office, rows, by.id, case)
        mine = {n for g in held if g.since <= at < g.until and g.purpose != "break_glass" for n in g.compartments}
    opened_to = sorted(role.reads & (role.reads if by.role == "supervisor" else mine))
    if not ROLES[by.role].grants or not opened_to:
        raise grants.Refused("Your role makes no cards, or this file is not open to you.")
    code, pin = (f"{secrets.randbelow(10**n):0{n}}" for n in (DIGITS, PIN))
    member, _ = members.enrol(office, code, name or "", "applicant", code + pin, now, by=by, cost=cost)
    grants.grant(office, by, case, member, opened_to, PURPOSE, now=now, until=until, reason=CARD)
    with office.store.writing(by.id, at, office=True) as rows:
        rows.lock(case)
        note(office, rows, case, CARD, {"member": member.id.hex()}, at, by.id)
    return Card(member.id, shaped(code), pin)


def _held(office: Office, rows: Rows, case: bytes, at: str) -> Grant | None:
    held = [g for g in grants.live(office, rows, case=case) if g.purpose == PURPOSE and g.since <= at < g.until]
    return held[0] if held else None


def _works_on(office: Office, rows: Rows, by: Member, case: bytes, at: str) -> None:
    held = grants.live(office, rows, by.id, case)
    if by.role == "applicant" or not any(g.since <= at < g.until and g.role == by.role for g in held):
        raise grants.Refused("This file is not open to you.")


def _asked(office: Office, rows: Rows, case: bytes, now: datetime) -> bytes | None:
    key = compartment_key(office, rows, case, ACCESS)
    told = opened(office, rows, case, {ACCESS: key} if key else {}, (CARD, ASKED)).get(ACCESS, [])
    last = told[-1] if told else None
    return last.actor if last and last.kind == ASKED and last.at > moment(now - WAITS) else None


# Codes as they are written.


def shaped(code: str) -> str:
    """A code in groups, as a telephone number is written."""
    groups, start = [], 0
    for length in SHAPE:
        groups.append(code[start : start + length])
        start += length
    return " ".join(groups)


def digits(written: str) -> str:
    """The digits of a code or PIN as somebody wrote it: with spaces, hyphens, in wide or Arabic digits."""
    return "".join(str(unicodedata.digit(sign)) for sign in written if unicodedata.digit(sign, None) is not None)
