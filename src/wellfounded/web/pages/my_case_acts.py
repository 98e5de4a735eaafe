"""What an applicant does on their page: write to the lawyer, correct something, change how they are reached, withdraw
a consent.
"""

from __future__ import annotations

from django.http import HttpResponse

from wellfounded.dossier import files, kinds
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask

CORRECTED = "The applicant corrects something in the file. Read the message, and enter what is right."
CHANGED = "The applicant changed how they can be reached. Read it before anybody writes or calls."
WITHDRAWN = "The applicant withdrew a consent. Tell whoever was given something under it."
"""What the office has to do then, as a task of the case."""

LONGEST = 8000
CONTACT = ("channel", "address", "hours", "never_say", "must_not_know")
KEPT = ("never_say", "must_not_know", "note")
"""Of the contact, what the page never shows again: whoever holds the telephone could read it. Left empty, it stays."""


def message(ask: Ask) -> HttpResponse:
    """A message to the office."""
    _written(ask, [_message(ask)])
    return ask.back("/#messages", "Your message was sent.")


def correct(ask: Ask) -> HttpResponse:
    """Something in the file is wrong: a message, and a task for the office."""
    _written(ask, [_message(ask), _task(CORRECTED)])
    return ask.back("/#messages", "Your correction was sent. What the file said before stays in it too.")


def contact(ask: Ask) -> HttpResponse:
    """Another way to be reached safely. What the page does not show again stays as it was where nothing is written."""
    told = {name: ask.field(name, 400) for name in CONTACT}
    if not told["channel"] and not told["address"]:
        raise BadInput("Write how we can reach you.")
    before = kinds.latest(ask.read().records, "contact")
    kept = {name: before[name] for name in KEPT if name in before and not told.get(name)}
    _written(ask, [kinds.draft("contact", {**told, **kept}), _task(CHANGED)])
    return ask.back("/", "We will reach you in this way from now on.")


def withdraw(ask: Ask) -> HttpResponse:
    """Take back a consent to give something to somebody."""
    recipient, purpose = ask.field("recipient", 400), ask.field("for", 400)
    if not any((r, p) == (recipient, purpose) for r, p in given(ask.read().records)):
        raise BadInput("There is no such consent, or you withdrew it already.")
    told = {
        "recipient": recipient,
        "purpose": purpose,
        "given": False,
        "day": ask.today().isoformat(),
        "how": "my page",
    }
    _written(ask, [kinds.draft("consent", told), _task(WITHDRAWN)])
    return ask.back("/", "You withdrew your consent. Your office was told.")


def given(records: object) -> list[tuple[str, str]]:
    """The consents that stand: to whom, for what."""
    last = {}
    for one in kinds.standing(records, "consent"):  # type: ignore[arg-type]
        last[(str(one.body["recipient"]), str(one.body["purpose"]))] = bool(one.body["given"])
    return [consent for consent, stands in last.items() if stands]


def _message(ask: Ask) -> Draft:
    text = ask.field("text", LONGEST)
    if not text:
        raise BadInput("Write something first.")
    return kinds.draft("message", {"text": text, "language": ask.words.tag, "to": "office"})


def _task(what: str) -> Draft:
    return kinds.draft("task", {"what": what, "done": False})


def _written(ask: Ask, drafts: list[Draft]) -> None:
    files.append(ask.office, ask.member, ask.on.case, ask.on.purpose, drafts, ask.txn(), ask.now)
