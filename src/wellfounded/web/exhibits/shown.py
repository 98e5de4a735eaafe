"""What pages show of papers: rows for the table of exhibits, and the chain of custody of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wellfounded.dossier import members
from wellfounded.dossier.access import Projection
from wellfounded.dossier.papers import KINDS, Paper, list_of
from wellfounded.dossier.papers.binder import exhibit_of
from wellfounded.dossier.papers.copying import SENTENCES as COPIES
from wellfounded.dossier.papers.listing import Step
from wellfounded.dossier.papers.names import SENTENCES as CHANGES
from wellfounded.dossier.papers.scanning import CLEAN, FOUND, SENTENCES
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.exhibits import giving
from wellfounded.web.exhibits.fields import DATES, LABELS, SERIES_WORDS, STEP_WORDS, element_words
from wellfounded.web.forms.rooms import ROOMS, address
from wellfounded.web.lines.urgent import spanned

View = dict[str, Any]
SCAN_SHORT = {
    "clean": "nothing found",
    "found": "harmful",
    "unreachable": "not scanned",
    "too_large": "not scanned",
    "none": "not scanned",
}
"""What a scanner said, in a table."""


def asked_paper(made: Projection, number: str) -> Paper:
    """The paper that an address names. Refuses one that is not there, or not open."""
    found = next((paper for paper in list_of(made) if paper.id == number), None)
    if found is None:
        raise BadInput("There is no such paper in this file, or it was taken back.")
    return found


def name_of(ask: Ask, paper: Paper) -> str:
    """How a paper is named: its compartment and its number in it."""
    return f"{ask.say(ROOMS[paper.compartment])} · {paper.number}"


def row(ask: Ask, paper: Paper, law: LegalOrder | None) -> View:
    """A row of the table of exhibits."""
    told = paper.told
    seen, translated, objected = (paper.last(step) for step in ("seen", "translated", "objected"))
    exhibit = exhibit_of(paper)
    return {
        "id": paper.id,
        "address": address(ask, f"evidence/paper/{paper.id}/"),
        "number": paper.number,
        "room": ask.say(ROOMS[paper.compartment]),
        "exhibit": exhibit.japanese if exhibit else "",
        "title": told.title or paper.name.shown,
        "kind": KINDS[paper.kind].words,
        "proves": proves(ask, paper, law),
        "seen_by": str(seen.said["who"]) if seen else told.original_seen_by,
        "from": giving.said(ask.words, told.received_from),
        "how": giving.said(ask.words, told.received_how),
        "on": told.received_on,
        "sha": paper.held.sha256[:12],
        "scan": ask.say(SCAN_SHORT[paper.scan.state]),
        "clean": paper.scan.state == CLEAN,
        "harmful": paper.scan.state == FOUND,
        "shown": bool(paper.copy and paper.copy.held),
        "translated": translated.said if translated else None,
        "objected": objected.said if objected else None,
        "citation": told.citation,
    }


def proves(ask: Ask, paper: Paper, law: LegalOrder | None) -> list[str]:
    """What a paper is said to prove, in the words of the law."""
    if law is None:
        return []
    return [ask.law_words.say(element_words(law, name)) for name in paper.told.proves if name in law.elements]


def whole(ask: Ask, paper: Paper, law: LegalOrder | None, papers: Iterable[Paper]) -> View:
    """All that is known of one paper."""
    copy = paper.copy
    names = {other.id: name_of(ask, other) for other in papers}
    return {
        **row(ask, paper, law),
        "sha256": paper.held.sha256,
        "size": max(1, round(paper.held.size / 1000)),
        "file": paper.name.shown,
        "changes": [ask.say(CHANGES[why]) for why in paper.name.changed if why in CHANGES],
        "scan_said": ask.say(SENTENCES[paper.scan.state]) if paper.scan.state != FOUND else "",
        "scanned": paper.scan.what,
        "told": [
            (ask.say(LABELS[name]), _told(ask, name, getattr(paper.told, name)))
            for name in ("received_from", "received_how", "received_on", "original_seen_by", "language", "citation",
                         "address", "consulted_on")
            if getattr(paper.told, name)
        ],
        "no_copy": ask.say(COPIES[copy.why_not]) if copy and copy.why_not in COPIES else "",
        "carries": [ask.say(COPIES[what]) for what in copy.carries] if copy else [],
        "left_out": copy.of - len(copy.pages) if copy and copy.held else 0,
        "taken_in": {"at": paper.at, "by": actor(ask, paper.actor)},
        "steps": [_step(ask, step, names) for step in paper.steps],
    }  # fmt: skip


def _told(ask: Ask, name: str, value: str) -> str:
    return spanned(ask.words, value) if name in DATES else giving.said(ask.words, value)


def _step(ask: Ask, step: Step, names: dict[str, str]) -> View:
    said = {True: ask.say("Yes"), False: ask.say("No")}
    table = {**SERIES_WORDS, "copy": "A copy", "original": "The original"}
    told = []
    order = [*LABELS]
    for key, value in sorted(step.said.items(), key=lambda one: order.index(one[0]) if one[0] in order else -1):
        if key in ("state", "proves"):
            continue
        if key == "what" and step.step == "scanned":
            shown = str(value)
        elif isinstance(value, bool):
            shown = said[value]
        else:
            shown = ask.say(table[value]) if value in table else names.get(str(value)) or _told(ask, key, str(value))
        told.append((ask.say(LABELS[key]) if key in LABELS else "", shown))
    if step.step == "scanned":
        told.insert(0, ("", ask.say(SCAN_SHORT[step.said["state"]])))
    return {"what": ask.say(STEP_WORDS[step.step]), "told": told, "at": step.at, "by": actor(ask, step.actor)}


def actor(ask: Ask, number: bytes) -> str:
    """The name of a member, as far as the office knows it; an applicant is called so."""
    try:
        found = members.member(ask.office, number)
    except WellfoundedError:
        return ""
    return giving.said(ask.words, giving.BY_APPLICANT) if found.role == "applicant" else found.name
