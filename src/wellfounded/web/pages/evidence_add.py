"""Adding papers: one form, several files, each taken in by itself; what is refused is said beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from wellfounded.dossier import papers
from wellfounded.dossier.access import Projection
from wellfounded.dossier.compartments import CLAIM, COMPARTMENTS
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.papers import LIMITS, Clamd, Taken, Told
from wellfounded.dossier.papers.scanning import SENTENCES
from wellfounded.logic.errors import WellfoundedError
from wellfounded.web.ask import Ask
from wellfounded.web.exhibits import fields, shown
from wellfounded.web.forms.fields import Entry, wrong
from wellfounded.web.forms.rooms import ROOMS, address, open_to
from wellfounded.web.gate import page
from wellfounded.web.instance import served
from wellfounded.web.lines.naming import number_of
from wellfounded.web.lines.opening import told as opened
from wellfounded.web.pages.evidence import WRITERS
from wellfounded.web.uploads import Sent

ACCEPT = ",".join(
    dict.fromkeys(part for kind in papers.KINDS.values() for part in (kind.media, *kind.endings))
) + ",image/*"  # fmt: skip
"""What a browser offers to choose; a telephone then offers its camera too. The server looks at the bytes."""
AT_ONCE = 3
"""Of more papers than these it is said how many were taken in, and not each by itself."""
NO_FILE = "No file was chosen. Choose one, or take a photograph."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its name as it was sent, and the sentences. `taken`: it is on file."""

    name: str
    sentences: tuple[str, ...]
    taken: bool
    address: str = ""
    number: str = ""


@page("case/<case:case>/evidence/add/", "evidence_add", WRITERS, ("GET", "POST"))
def add(ask: Ask) -> HttpResponse:
    """The form; and what became of each file where one of them was refused."""
    rooms = open_to(ask)
    if not rooms:
        raise Refused("This is not open to this role.")
    made = ask.read()
    law = opened(made, ()).law
    offered = fields.elements(ask, law)
    proves = [name for name in ask.request.POST.getlist("proves") if name in dict(offered)]
    entries = (_room(ask, rooms), *fields.told_entries(ask, (*fields.TOLD, *fields.CITED)))
    outcomes: list[Outcome] = []
    missing = ""
    if ask.request.method == "POST":
        files = [file for file in ask.request.FILES.getlist("file") if isinstance(file, Sent)]
        entries = fields.given(ask, entries)
        missing = "" if files else ask.say(NO_FILE)
        if files and not wrong(entries):
            told = fields.told(entries[1:], proves)
            outcomes = [_taken(ask, made, file, place, entries[0].value, told) for place, file in enumerate(files)]
            if all(outcome.taken for outcome in outcomes):
                where = outcomes[0].address if len(outcomes) == 1 else address(ask, "evidence/")
                return _back(ask, where, outcomes)
    refused = bool(missing or wrong(entries) or outcomes)
    return ask.render("evidence_add.html", {
        "here": "evidence",
        "number": number_of(made.case, made.records),
        "accept": ACCEPT,
        "most": LIMITS.paper >> 20,
        "entries": [entry for entry in entries if entry.name not in fields.CITED],
        "cited": [entry for entry in entries if entry.name in fields.CITED],
        "dates": fields.DATES,
        "elements": [(name, words, name in proves) for name, words in offered],
        "outcomes": outcomes,
        "missing": missing,
        "back": address(ask, "evidence/"),
    }, 400 if refused else 200)  # fmt: skip


def _room(ask: Ask, rooms: frozenset[str]) -> Entry:
    choices = tuple((name, ask.say(ROOMS[name])) for name in COMPARTMENTS if name in rooms)
    hint = ask.say("Who may see it follows from where it is kept.")
    chosen = CLAIM if CLAIM in rooms else choices[0][0]
    return Entry("room", ask.say("Where it is kept"), "choice", hint, choices, needed=True, value=chosen)


def _taken(ask: Ask, made: Projection, file: Sent, place: int, room: str, told: Told) -> Outcome:
    """Take in one of the files that were sent. Each has its own number, made from that of the form."""
    name, scanner = file.name or "", served().scanner
    txn = hashlib.sha256(ask.txn() + place.to_bytes(4)).digest()[:16]
    try:
        taken = papers.take_in(
            ask.office, ask.member, ask.on.case, ask.on.purpose, room, file.chunks(), told, name=name, txn=txn,
            now=ask.now, scanner=Clamd(scanner) if scanner else None, declared=file.size or 0,
        )  # fmt: skip
    except Refused:
        raise
    except WellfoundedError as error:
        return Outcome(name, (ask.words.error(error),), taken=False)
    where = address(ask, f"evidence/paper/{taken.paper.id}/")
    return Outcome(name, tuple(_said(ask, taken)), taken=True, address=where, number=shown.name_of(ask, taken.paper))


def _said(ask: Ask, taken: Taken) -> list[str]:
    """What whoever added a paper must know. No name of a file: these sentences may lie in a cookie."""
    paper = taken.paper
    made = [
        ask.say("Paper {number} is on file.", number=shown.name_of(ask, paper)),
        ask.say(SENTENCES[paper.scan.state]),
    ]
    if taken.same:
        made.append(
            ask.say("The same file is there already: paper {number}.", number=shown.name_of(ask, taken.same[0]))
        )
    return made


def _back(ask: Ask, where: str, outcomes: Sequence[Outcome]) -> HttpResponse:
    from django.contrib import messages

    said = dict.fromkeys(sentence for outcome in outcomes for sentence in outcome.sentences)
    if len(outcomes) > AT_ONCE:
        said = dict.fromkeys([
            ask.say("{count} papers are on file, from {first} to {last}.", count=len(outcomes),
                    first=outcomes[0].number, last=outcomes[-1].number),
            *(sentence for outcome in outcomes for sentence in outcome.sentences[1:]),
        ])  # fmt: skip
    for sentence in said:
        messages.success(ask.request, sentence)
    return ask.back(where)
