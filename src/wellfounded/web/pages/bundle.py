"""Taking out one case as a sealed bundle: what goes is shown first, to the last number; then it is sealed in memory."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from wellfounded.dossier import bundle as sealed
from wellfounded.dossier.access import ROLES, Projection
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import ON_CASE, page
from wellfounded.web.lines.doors import NAMES
from wellfounded.web.lines.naming import number_of
from wellfounded.web.pages.access_shown import purpose_words

TAKING_OUT = ON_CASE.only(*(name for name, role in ROLES.items() if role.exports and name != "applicant"))
MEDIA = "application/octet-stream"
WORDS: Mapping[str, str] = {
    "head": "what the case file begins with",
    "event": "events",
    "fact": "facts",
    "strike": "records that were taken back",
    "person": "names",
    "contact": "ways to reach the person",
    "message": "messages",
    "paper": "papers, without their content",
    "cites": "country information that is cited",
    "note": "notes",
    "story": "accounts in the person's words",
    "assessment": "findings",
    "consent": "consents",
    "flag": "urgent flags",
    "tongue": "languages",
    "number": "the office's number",
    "booking": "days that are booked",
    "task": "tasks",
    "laid_beside": "what others found",
}
OTHER = "other records"


@dataclass(frozen=True, slots=True)
class Part:
    """A compartment that can go out. `counts`: of what is in it, how many; `members`: only members hold its key."""

    name: str
    words: str
    chosen: bool
    members: bool
    counts: tuple[tuple[str, int], ...]
    total: int


@page("case/<case:case>/bundle/", "bundle", TAKING_OUT, ("GET", "POST"))
def bundle(ask: Ask) -> HttpResponse:
    """Choose, see what goes, take it out. Who does it showed a moment ago that it is they."""
    ask.confirmed()
    made = ask.read()
    if ask.request.method != "POST":
        chosen = ask.request.GET.getlist("compartment") or sealed.default(made.compartments)
        return _page(ask, made, chosen, "")
    chosen = [name for name in COMPARTMENTS if name in ask.request.POST.getlist("compartment")]
    try:
        return _given(ask, made, chosen)
    except BadInput as error:
        return _page(ask, made, chosen, ask.words.error(error), 400)


def _given(ask: Ask, made: Projection, chosen: list[str]) -> HttpResponse:
    if not chosen or not set(chosen) <= set(made.compartments):
        raise BadInput("Choose what goes out.")
    passphrase, again = (ask.request.POST.get(name, "")[:400] for name in ("chosen", "again"))
    key = ask.field("key", 200)
    if bool(passphrase or again) == bool(key):
        raise BadInput("Write a passphrase for the recipient, twice, or the recipient's key.")
    if passphrase != again:
        raise BadInput("The two passphrases do not agree. Write the passphrase twice.")
    raw = sealed.export(
        ask.office, ask.member, ask.on.case, ask.on.purpose, chosen, ask.now, passphrase=passphrase,
        recipient=public(key) if key else b"",
    )  # fmt: skip
    given = HttpResponse(raw, content_type=MEDIA)
    given["Content-Disposition"] = f'attachment; filename="{ask.now:%Y-%m-%d}.wfb"'
    return given


def public(written: str) -> bytes:
    """A recipient's X25519 public key, as 64 hexadecimal digits or in base64."""
    text = "".join(written.split())
    for read in (bytes.fromhex, lambda coded: base64.b64decode(coded, validate=True)):
        try:
            raw = read(text)
        except (ValueError, binascii.Error):
            continue
        if len(raw) == 32:
            return raw
    raise BadInput("The recipient's key is not one: it has 32 bytes, as 64 hexadecimal digits or in base64.")


def _page(ask: Ask, made: Projection, chosen: list[str], wrong: str, status: int = 200) -> HttpResponse:
    parts = [_part(ask, made, name, name in chosen) for name in COMPARTMENTS if name in made.compartments]
    context = {
        "here": "access",
        "number": number_of(made.case, made.records),
        "parts": parts,
        "purposes": [(name, purpose_words(ask, name)) for name in ask.on.purposes],
        "total": sum(part.total for part in parts if part.chosen),
        "going": [part for part in parts if part.chosen],
        "wrong": wrong,
        "key": ask.request.POST.get("key", "")[:200],
    }
    return ask.render("bundle.html", context, status)


def _part(ask: Ask, made: Projection, name: str, chosen: bool) -> Part:
    counts = Counter(r.kind if r.kind in WORDS else "" for r in made.records if r.compartment == name)
    said = tuple((ask.say(WORDS[kind] if kind else OTHER), count) for kind, count in counts.most_common())
    return Part(name, ask.say(NAMES[name]), chosen, name in BY_MEMBERS, said, sum(counts.values()))
