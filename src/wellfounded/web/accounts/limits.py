"""How often signing in may be tried. Counted in the database, under keyed hashes: for a name from one block of
addresses, for a name from everywhere, and for a block of addresses.

Nobody can lock a colleague out for good: every count ends by itself within a day, tries from elsewhere do not count
against a name where its owner has signed in lately, and a passkey is not counted by name at all.
"""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from wellfounded import law as laws
from wellfounded.dossier.office import moment
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.web.accounts.models import Tries
from wellfounded.web.instance import served


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many wrong tries in so many seconds."""

    what: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one way to sign in. `elsewhere` counts only where the name's owner has not signed in lately."""

    here: Rate
    elsewhere: Rate
    block: Rate


STAFF = Limits(Rate("name here", 5, 900), Rate("name elsewhere", 20, 3600), Rate("block", 60, 900))
CARD = Limits(Rate("code here", 5, 900), Rate("code elsewhere", 20, 86400), Rate("code block", 30, 3600))
KNOWN = Rate("known", 1, 30 * 86400)
"""For thirty days a name is known where its owner signed in."""

REMEMBERED = timedelta(days=180)
"""Wrong tries are remembered for so long after the last one, until whose name it was signs in."""
WRONG, HALF = Rate("wrong since", 9999, 0), Rate("half since", 9999, 0)
"""Counted to be told: wrong tries, and those where only the second factor was lacking."""

_TURN = threading.BoundedSemaphore(2)
PATIENCE = 20.0
"""Seconds that somebody waits for their turn: each check of a passphrase takes half a second and 64 MiB."""


class TooOften(BadInput):
    """Too many wrong tries lately."""


@contextmanager
def turn() -> Iterator[None]:
    """One's turn to have a passphrase checked: two at once in a process."""
    if not _TURN.acquire(timeout=PATIENCE):
        raise BadInput("Many are signing in at this moment. Wait a moment, then try again.")
    try:
        yield
    finally:
        _TURN.release()


def address(request: HttpRequest) -> str:
    """The address of the one who asks; behind a proxy, as the proxy saw it."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if served().secure and (told := request.headers.get("X-Forwarded-For", "")):
        return told.rsplit(",", 1)[-1].strip()
    return seen


def block(request: HttpRequest) -> bytes:
    """The block of addresses of the one who asks: 256 of the old kind, a home of the new."""
    try:
        found = ipaddress.ip_address(address(request))
    except ValueError:
        return b"?"
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 56), strict=False)).encode()


def unreadable(key: str, prefix: str, version: int) -> str:
    """The name of an entry of the cache: a keyed hash."""
    return served().office.keyed(b"cache", f"{prefix}:{version}:{key}".encode()).hex()


def spend(limits: Limits, name: str, request: HttpRequest) -> None:
    """Count a try before it is made. Refuses (`TooOften`) one that is too many, alike for names of nobody."""
    who, where = name.strip().casefold().encode(), block(request)
    counted = [(limits.here, (who, where)), (limits.block, (where,))]
    if limits.elsewhere is CARD.elsewhere or not _known(who, where):
        counted.append((limits.elsewhere, (who,)))
    within = [_within(rate, subject) for rate, subject in counted]
    if not all(within):
        raise TooOften("There were too many wrong tries. Wait a quarter of an hour, then try again.")


def forgive(limits: Limits, name: str, request: HttpRequest) -> None:
    """A try was right: it does not count, the name's count here begins anew, and the name is known here."""
    who, where = name.strip().casefold().encode(), block(request)
    Tries.objects.filter(key=_key(limits.here, (who, where))).delete()
    others = [_key(limits.block, (where,)), _key(limits.elsewhere, (who,))]
    Tries.objects.filter(key__in=others, spent__gt=0).update(spent=F("spent") - 1)
    until = served().clock() + timedelta(seconds=KNOWN.seconds)
    Tries.objects.update_or_create(key=_key(KNOWN, (who, where)), defaults={"spent": 1, "until": until})


def within(rate: Rate, *subject: bytes) -> bool:
    """Count one more of what a rate is about; whether it is not too many."""
    return _within(rate, subject)


def remember(rate: Rate, name: bytes, by: int = 1) -> None:
    """Count a try that its owner is to be told of. `name`: the keyed hash of a sign-in name; it is done alike for names
    of nobody.
    """
    until = served().clock() + REMEMBERED
    with transaction.atomic():
        row, _ = Tries.objects.select_for_update().get_or_create(key=_key(rate, (name,)), defaults={"until": until})
        row.spent = max(0, min(row.spent + by, rate.most))
        row.until = until if by > 0 else row.until
        row.save()


def remembered(name: bytes) -> list[Happened]:
    """What is to be told to whose name it is, who has just signed in. It is forgotten by that."""
    found = []
    for rate in (WRONG, HALF):
        row = Tries.objects.filter(key=_key(rate, (name,))).first()
        if row and row.spent:
            found.append(Happened(rate.what, row.spent, moment(row.until - REMEMBERED)))
        if row:
            row.delete()
    return found


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to how somebody signs in while they were away. `at`: the last time (UTC)."""

    kind: str
    count: int
    at: str


def told(words: Words, happened: Happened, applicant: bool) -> str:
    """The same in one sentence."""
    at = datetime.fromisoformat(happened.at).astimezone(ZoneInfo(laws.find(served().law).time_zone))
    values = {"count": happened.count, "day": at.date(), "time": f"{at:%H:%M}"}
    if happened.kind == WRONG.what and applicant:
        return words.say(
            "Somebody wrote your number with a wrong PIN. How often: {count}. The last time: {day}, {time}. If it was "
            "not you, tell us.", **values,
        )  # fmt: skip
    if happened.kind == WRONG.what:
        return words.say(
            "Since you last signed in, your name was written with a wrong passphrase. How often: {count}. The last "
            "time: {day}, {time}. If it was not you, tell your office.", **values,
        )  # fmt: skip
    return words.say(SINCE[happened.kind], **values)


SINCE = {
    "half since": "Since you last signed in, your right passphrase was written and no second factor shown. How often: "
    "{count}. The last time: {day}, {time}. If it was not you, choose another passphrase now.",
    "passphrase_changed": "Your passphrase was changed: {day}, {time}. If it was not you, tell your office at once.",
    "printed_key_used": "Your printed key was used: {day}, {time}. If it was not you, tell your office at once.",
    "factors_removed": "An administrator removed your second factors: {day}, {time}. If you do not know why, ask.",
    "factor_added": "A second factor or passkey was added: {day}, {time}. If it was not you, remove it.",
    "factor_removed": "A second factor or passkey was removed: {day}, {time}. If it was not you, tell your office.",
}
"""What happened, as its owner is told."""


def _known(who: bytes, where: bytes) -> bool:
    return Tries.objects.filter(key=_key(KNOWN, (who, where)), until__gt=served().clock()).exists()


def _key(rate: Rate, subject: tuple[bytes, ...]) -> str:
    return served().office.keyed(b"tries", rate.what.encode(), *subject).hex()


def _within(rate: Rate, subject: tuple[bytes, ...]) -> bool:
    now: datetime = served().clock()
    fresh = {"spent": 0, "until": now + timedelta(seconds=rate.seconds)}
    with transaction.atomic():
        key = _key(rate, subject)
        row, _ = Tries.objects.select_for_update().get_or_create(key=key, defaults=fresh)
        if row.until <= now:
            row.spent, row.until = 0, now + timedelta(seconds=rate.seconds)
        row.spent += row.spent <= rate.most
        row.save()
        return row.spent <= rate.most
