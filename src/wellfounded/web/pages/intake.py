"""S3, Intake: safe contact first, then language, conflict check, identity, arrival, urgency, consent, the story.

Each section is one form, saved by itself; a mistake in one loses nothing. Who cannot write a compartment does not see
its sections.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse

from wellfounded.dossier import conflicts, kinds
from wellfounded.dossier.access import Projection
from wellfounded.dossier.compartments import CLAIM, HEALTH, IDENTITY, INTIMATE
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.kinds import latest, standing
from wellfounded.dossier.office import moment
from wellfounded.dossier.records import Draft, document
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.web.ask import Ask
from wellfounded.web.forms import arrival, sections
from wellfounded.web.forms.fields import Entry, filled, values, wrong
from wellfounded.web.forms.rooms import address, case_with, line_with, number_of, open_to
from wellfounded.web.forms.sections import CHOICES, FLAG_WORDS, HEADINGS, WHYS
from wellfounded.web.gate import ON_CASE, page
from wellfounded.web.lines.urgent import spanned

TAKERS = ON_CASE.only("representative", "caseworker", "officer", "clerk")
ORDER = tuple(HEADINGS)
ROLES_NAMED: dict[str, conflicts.As] = {
    "opponents": "opponent",
    "co_applicants": "co_applicant",
    "relatives": "relative",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A section on the page: its fields, what is on file already, and what went wrong."""

    name: str
    heading: str
    why: str
    entries: tuple[Entry, ...]
    kept: tuple[tuple[str, str], ...] = ()
    done: bool = False
    mistake: str = ""

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What is on file of a section of one record, for a print: its labels and what they say."""
        if not self.done or self.name not in sections.SINGLE:
            return ()
        return tuple((e.label, dict(e.choices).get(e.value, e.value)) for e in self.entries if e.value)


@page("case/<case:case>/intake/", "intake", TAKERS, ("GET", "POST"))
def intake(ask: Ask) -> HttpResponse:
    """The sections of intake; sending one saves it and leads to the next."""
    made, writes = ask.read(), open_to(ask)
    parts = [part for name in ORDER if (part := _part(ask, name, made, writes)) is not None]
    if not parts:
        raise Refused("This is not open to this role.")
    sent = ask.request.POST.get("section", "")
    wrong_one = False
    for place, part in enumerate(parts):
        if ask.request.method != "POST" or part.name != sent:
            continue
        tried = replace(part, entries=filled(ask, part.entries))
        if not wrong(tried.entries):
            try:
                _save(ask, tried, made, writes)
            except WellfoundedError as error:
                tried = replace(tried, mistake=ask.words.error(error))
            else:
                following = parts[place + 1].name if place + 1 < len(parts) else part.name
                return ask.back(f"{address(ask, 'intake/')}#{following}", SAVED[part.name])
        parts[place], wrong_one = tried, True
    context = {
        "here": "intake",
        "number": number_of(made),
        "parts": parts,
        "record": address(ask, "record/"),
        "family": address(ask, "family/"),
    }
    return ask.render("intake.html", context, 400 if wrong_one else 200)


SAVED = {
    "contact": "Safe contact is saved.",
    "tongue": "The language is saved.",
    "conflict": "The names were checked. If something has to be looked into, whoever reviews will say so.",
    "person": "Who the person is, is saved.",
    "arrival": "Arrival and applications are saved.",
    "flags": "What is urgent is saved.",
    "consent": "The consent is saved.",
    "story": "The story is saved as it was told.",
}


# What each section shows.


def _part(ask: Ask, name: str, made: Projection, writes: frozenset[str]) -> Part | None:
    heading, why = ask.say(HEADINGS[name]), ask.say(WHYS[name])
    if name in sections.SINGLE:
        if IDENTITY not in writes:
            return None
        now = latest(made.records, name)
        return Part(name, heading, why, sections.entries(ask, name, now), (), bool(now))
    found = SHOWN[name](ask, made, writes)
    if found is None:
        return None
    entries, kept = found
    return Part(name, heading, why, tuple(entries), tuple(kept), bool(kept))


Shown = tuple[Sequence[Entry], Sequence[tuple[str, str]]]
"""Fields, and what is on file: words, and the address where it can be taken back (or none)."""


def _conflict(ask: Ask, made: Projection, writes: frozenset[str]) -> Shown | None:
    if IDENTITY not in writes:
        return None
    now = latest(made.records, "conflict_check")
    labels = {
        "opponents": ask.say("Opponents, and anybody who harmed the person"),
        "co_applicants": ask.say("Who applied together with the person"),
        "relatives": ask.say("Relatives"),
    }
    hint = ask.say("One on each line, with the year of birth if it is known: Surname Name, 1980")
    fields = [
        Entry(name, words, "long", hint, value="\n".join(now.get(name, [])), prefix="conflict-")
        for name, words in labels.items()
    ]
    return fields, [(ask.say("The names were checked."), "")] if now else []


def _arrival(ask: Ask, made: Projection, writes: frozenset[str]) -> Shown | None:
    if CLAIM not in writes or "law" not in document(made.records):
        return None
    law, _ = case_with(ask, made)
    kept = [
        (
            f"{spanned(ask.words, r.body.get('day'))} · {ask.law_words.say(law.kinds[str(r.body['event'])].says)}",
            _strike(ask, r.id),
        )
        for r in standing(made.records, "event")
        if r.body.get("event") in arrival.KINDS and r.body.get("event") in law.kinds
    ]
    return arrival.entries(ask, law, made.records) if arrival.asks(law, made.records) else (), kept


def _flags(ask: Ask, made: Projection, writes: frozenset[str]) -> Shown | None:
    offered = [flag for flag in kinds.FLAGS if room_of(flag) in writes]
    if not offered:
        return None
    kept = [
        (" · ".join(filter(None, (ask.say(FLAG_WORDS[r.body["flag"]]), spanned(ask.words, r.body.get("day")),
                                  r.body.get("note", "")))), _strike(ask, r.id))
        for r in standing(made.records, "flag")
    ]  # fmt: skip
    ticks = [Entry(flag, ask.say(FLAG_WORDS[flag]), "tick", prefix="flag-") for flag in offered]
    rest = [
        Entry("note", ask.say("Note"), "long", prefix="flag-"),
        Entry("day", ask.say("Since when, or on which day"), "day", prefix="flag-"),
    ]
    return [*ticks, *rest], kept


def room_of(flag: str) -> str:
    """The compartment of what is urgent."""
    return INTIMATE if flag in kinds.INTIMATE_FLAGS else HEALTH if flag in kinds.HEALTH_FLAGS else IDENTITY


def _consent(ask: Ask, made: Projection, writes: frozenset[str]) -> Shown | None:
    if IDENTITY not in writes:
        return None
    now = {(r.body["recipient"], r.body["purpose"]): r for r in standing(made.records, "consent")}
    said = {True: CHOICES["yes"], False: CHOICES["no"]}
    kept = [(f"{to} · {what} · {ask.say(said[bool(r.body['given'])])}", "") for (to, what), r in now.items()]
    return sections.entries(ask, "consent", {"day": ask.today().isoformat()}), kept


def _story(ask: Ask, made: Projection, writes: frozenset[str]) -> Shown | None:
    rooms = [room for room in (CLAIM, INTIMATE) if room in writes]
    if not rooms:
        return None
    kept = [(f"{r.body['text'][:120]}", _strike(ask, r.id)) for r in standing(made.records, "story")]
    fields = list(sections.entries(ask, "story", {}))
    if len(rooms) > 1:
        hint = ask.say("Orientation, gender, violence: no relative reads it then.")
        sealed = Entry("intimate", ask.say("Seal it from relatives"), "tick", hint, prefix="story-")
        fields.append(sealed)
    return fields, kept


def _strike(ask: Ask, number: str) -> str:
    return address(ask, f"record/strike/{number}/")


SHOWN: dict[str, Callable[[Ask, Projection, frozenset[str]], Shown | None]] = {
    "conflict": _conflict,
    "arrival": _arrival,
    "flags": _flags,
    "consent": _consent,
    "story": _story,
}


# What each section saves.


def _save(ask: Ask, part: Part, made: Projection, writes: frozenset[str]) -> None:
    told = values(part.entries)
    drafts = _drafts(part.name, told, made, writes)
    if part.name == "arrival":
        line_with(ask, made, ask.today(), drafts)
    ask.add(drafts)
    people = _people(part.name, drafts[0].body)
    if people:
        conflicts.check(ask.office, ask.member, ask.on.case, people, moment(ask.now))


def _drafts(name: str, told: dict[str, str], made: Projection, writes: frozenset[str]) -> list[Draft]:
    if name == "flags":
        return _some(_flag_drafts(told))
    if name == "arrival":
        return _some(arrival.drafts(told, made.records))
    if name == "conflict":
        return [kinds.draft("conflict_check", {key: _lines(told.get(key, "")) for key in ROLES_NAMED})]
    if name == "story":
        room = INTIMATE if "intimate" in told or CLAIM not in writes else CLAIM
        return [kinds.draft("story", {key: value for key, value in told.items() if key != "intimate"}, room)]
    return [kinds.draft(name, sections.body(name, told))]


SEALED = (INTIMATE, HEALTH, IDENTITY)
"""Where flags lie, the most sealed first."""


def _flag_drafts(told: dict[str, str]) -> list[Draft]:
    """A record for each flag. One note stands beside all of them, and may tell of any: it is kept only where the most
    sealed of them is.
    """
    ticked = [flag for flag in kinds.FLAGS if flag in told]
    deepest = min((SEALED.index(room_of(flag)) for flag in ticked), default=0)
    made = []
    for flag in ticked:
        noted = {"note": told["note"]} if "note" in told and SEALED.index(room_of(flag)) == deepest else {}
        dated = {"day": told["day"]} if "day" in told else {}
        made.append(kinds.draft("flag", {"flag": flag, **dated, **noted}, room_of(flag)))
    return made


def _some(drafts: list[Draft]) -> list[Draft]:
    if not drafts:
        raise BadInput("Nothing was filled in. Write what is known, or leave this part for later.")
    return drafts


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _people(name: str, body: Any) -> list[conflicts.Named]:
    """Those whom a section names: the person in each script, or those of the conflict check."""
    if name == "person":
        born = str(body.get("born", ""))[:4]
        names = [str(body[key]) for key in ("name_original", "kana", "latin") if body.get(key)]
        return [conflicts.Named(one, born if born.isdecimal() else "") for one in dict.fromkeys(names)]
    if name == "conflict":
        return [_named(line, role) for key, role in ROLES_NAMED.items() for line in body.get(key, [])]
    return []


def _named(line: str, role: conflicts.As) -> conflicts.Named:
    name, _, year = line.rpartition(",")
    if name and year.strip()[:4].isdecimal() and len(year.strip()) >= 4:
        return conflicts.Named(name, year.strip()[:4], role)
    return conflicts.Named(line, "", role)
