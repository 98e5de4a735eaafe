"""What an applicant does on their page: write to the lawyer, correct something, change how they are reached, withdraw
a consent.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.http import HttpResponse

from wellfounded.dossier import files, kinds
from wellfounded.dossier.records import Draft, Record
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask

LONGEST = 8000
WITHDRAWN = "You withdrew your consent. Your office was told."
CONTACT = ("channel", "address", "hours", "never_say", "must_not_know")
KEPT = ("never_say", "must_not_know", "note")
"""Of the contact, what the page never shows again: whoever holds the telephone could read it. Left empty, it stays."""


def message(ask: Ask) -> HttpResponse:
    """A message to the office."""
    _written(ask, [_message(ask)])
    return ask.back("/#messages", "Your message was sent.")


def correct(ask: Ask) -> HttpResponse:
    """Something in the file is wrong: a message, and a task for the office."""
    _written(ask, [_message(ask), task("corrected")])
    return ask.back("/#messages", "Your correction was sent. What the file said before stays in it too.")


def contact(ask: Ask) -> HttpResponse:
    """Another way to be reached safely. What the page does not show again stays as it was where nothing is written."""
    told = {name: ask.field(name, 400) for name in CONTACT}
    if not told["channel"] and not told["address"]:
        raise BadInput("Write how we can reach you.")
    before = kinds.latest(ask.read().records, "contact")
    kept = {name: before[name] for name in KEPT if name in before and not told.get(name)}
    _written(ask, [kinds.draft("contact", {**told, **kept}), task("contact_changed")])
    return ask.back("/", "We will reach you in this way from now on.")


def withdraw(ask: Ask) -> HttpResponse:
    """Take back a consent to give something to somebody."""
    recipient, purpose = ask.field("recipient", 400), ask.field("for", 400)
    asked = _consents(ask.read().records).get((recipient, purpose))
    if asked is None:
        raise BadInput("There is no such consent, or you withdrew it already.")
    if not asked:
        return ask.back("/", WITHDRAWN)
    told = {
        "recipient": recipient,
        "purpose": purpose,
        "given": False,
        "day": ask.today().isoformat(),
        "how": "my page",
    }
    _written(ask, [kinds.draft("consent", told), task("consent_withdrawn")])
    return ask.back("/", WITHDRAWN)


def given(records: Iterable[Record]) -> list[tuple[str, str]]:
    """The consents that stand: to whom, for what."""
    return [consent for consent, stands in _consents(records).items() if stands]


def _consents(records: Iterable[Record]) -> dict[tuple[str, str], bool]:
    """To whom, for what, and whether the consent stands."""
    told = kinds.standing(records, "consent")
    return {(str(one.body["recipient"]), str(one.body["purpose"])): bool(one.body["given"]) for one in told}


def _message(ask: Ask) -> Draft:
    text = ask.field("text", LONGEST)
    if not text:
        raise BadInput("Write something first.")
    return kinds.draft("message", {"text": text, "language": ask.words.tag, "to": "office"})


def task(kind: str) -> Draft:
    """What the office has to do after this, as a task of the case; of a kind, so that each reader is told in their
    own language.
    """
    return kinds.draft("task", {"kind": kind, "done": False})


def numbered(ask: Ask, *what: bytes) -> bytes:
    """The number of something that a form asks for. Sent twice, the same is done once; what was written anew after
    going back is something else.
    """
    return sha256(b"".join((ask.txn(), *(sha256(part).digest() for part in what)))).digest()[:16]


def _written(ask: Ask, drafts: list[Draft]) -> None:
    number = numbered(ask, *(canonical([draft.kind, draft.body]) for draft in drafts))
    files.append(ask.office, ask.member, ask.on.case, ask.on.purpose, drafts, number, ask.now)
