"""The demonstration office: the case of the story and invented ones, marked as such. Its passphrases are no secret."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from wellfounded import law as laws
from wellfounded.claim.written import EXAMPLES
from wellfounded.dossier import conflicts, files, grants, members, numbers, office, records
from wellfounded.dossier.chains import note
from wellfounded.dossier.kinds import draft
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.records import Draft
from wellfounded.dossier.sealing import Cost
from wellfounded.dossier.store import open_store
from wellfounded.web.demonstrations import cases, papers

PASSPHRASE = "paper lantern river stone"
"""Of the demonstration office and of everybody in it. It protects nothing."""
CODE, PIN = "4703118205296641", "260704"
"""Of the card with which the applicant of the story's case signs in. A real card is drawn and printed once."""

COST = Cost(1, 8192)
LONG = timedelta(days=3650)
OPEN_TO = ("identity", "claim", "health", "intimate", "disclosed")
STORY = "osaka-2024"


@dataclass(frozen=True, slots=True)
class Invented:
    """Someone who works at the demonstration office."""

    login: str
    name: str
    role: str


PEOPLE = (
    Invented("lawyer", "A. Lawyer (invented)", "representative"),
    Invented("caseworker", "B. Caseworker (invented)", "caseworker"),
    Invented("supervisor", "C. Supervisor (invented)", "supervisor"),
    Invented("administrator", "D. Administrator (invented)", "administrator"),
    Invented("auditor", "E. Auditor (invented)", "auditor"),
)


def demonstration(store: str, now: datetime) -> Office:
    """Open the demonstration office of a store, and make it where there is none."""
    if Path(store).exists():
        return office.open_office(open_store(store), PASSPHRASE)
    made, _ = office.create(open_store(store), PASSPHRASE, "demonstration", COST)
    people = {p.login: members.enrol(made, p.login, p.name, p.role, PASSPHRASE, now, cost=COST)[0] for p in PEOPLE}
    lawyer, helper = people["lawyer"], people["caseworker"]
    today = now.astimezone(timezone(timedelta(hours=laws.find(cases.LAW).utc_offset))).date()
    story = _file(made, people, "D-0001", _of_the_story(today, lawyer, helper), now)
    _card(made, lawyer, story, now)
    papers.take_in(made, lawyer, story, now)
    opened = {
        case.letter: _file(made, people, f"D-{place:04d}", cases.records(case, today), now)
        for place, case in enumerate(cases.INVENTED, 2)
    }
    one, other = (opened[letter] for letter in cases.COUPLE)
    grants.link(made, lawyer, one, other, "spouse (invented)", now)
    _known(made, lawyer, opened, now)
    reason = "The person was taken to hospital, and nobody else could be reached. (invented)"
    grants.break_glass(made, people["supervisor"], opened["D"], reason, now)
    return made


def _file(made: Office, people: Mapping[str, Member], number: str, told: Sequence[Draft], now: datetime) -> bytes:
    """Open a file with a number and its records, in the hands of the lawyer, shared with the caseworker."""
    lawyer, case = people["lawyer"], office.new_id()
    numbers.take(made, case, number, now.year, lawyer.id, moment(now))
    grants.open_file(made, lawyer, "representation", now, now + LONG, case)
    first = draft("number", {"number": number})
    files.append(made, lawyer, case, "representation", [first, *told], office.new_id(), now)
    grants.grant(made, lawyer, case, people["caseworker"], OPEN_TO, "support", now=now, until=now + LONG)
    return case


def _of_the_story(today: date, lawyer: Member, helper: Member) -> list[Draft]:
    """The case of the story, with what an office adds to it."""
    own = "The story stands in the judgment; what he told nobody needs to read here. (invented)"
    week = cases.ahead(today, 7)
    return [
        *records.drafts(tomllib.loads((EXAMPLES / f"{STORY}.toml").read_text("utf-8"))),
        draft("contact", {"channel": "his lawyer alone", "never_say": "the country", "must_not_know": "his family"}),
        draft("tongue", {"language": "Arabic", "interpreter": "man", "avoid": "anybody from his own community"}),
        draft("consent", {"recipient": "a university", "purpose": "teaching, without names", "given": True,
                          "day": cases.ago(today, 60), "how": "signed (invented)"}),
        draft("story", {"text": own, "language": "English", "as": "interpreted"}, "intimate"),
        draft("task", {"what": "Write to him what the judgment means (invented)", "for": lawyer.id.hex(), "by": week}),
        draft("task", {"what": "Ask the bureau when he is recognised (invented)", "for": helper.id.hex(), "by": week}),
        draft("message", {"text": "Can I travel now? (invented)", "language": "en", "to": "office"}),
        draft("message", {"text": "Not yet. Wait for our letter. (invented)", "language": "en", "to": "applicant"}),
        draft("assessment", {"element": "persecution", "finding": "met", "facts": ["harm_by_family"],
                             "reason": "His family tried to run him over; the court believed him."}, "intimate"),
        draft("laid_beside", {"element": "persecution", "whose": "refusal", "day": "2021-02",
                              "reason": "The refusal called the danger private."}),
        *papers.cited(),
        draft("booking", {"what": "meeting", "day": cases.ahead(today, 4), "time": "15:00", "place": "office",
                          "interpreter": "booked"}),
    ]  # fmt: skip


def _card(made: Office, lawyer: Member, case: bytes, now: datetime) -> None:
    """The applicant of the story, with a card whose code and PIN are known to everybody."""
    held, _ = members.enrol(made, CODE, "D-0001", "applicant", CODE + PIN, now, cost=COST)
    grants.grant(made, lawyer, case, held, OPEN_TO, "own_case", now=now, until=now + LONG, reason="card")
    with made.store.writing(lawyer.id, moment(now), office=True) as rows:
        rows.lock(case)
        note(made, rows, case, "card", {"member": held.id.hex()}, moment(now), lawyer.id)


def _known(made: Office, lawyer: Member, opened: Mapping[str, bytes], now: datetime) -> None:
    """The names of the invented, and one that stands on two files: so that a reviewer has something to look into."""
    for letter, case in opened.items():
        conflicts.check(made, lawyer, case, [conflicts.Named(f"{letter}. (invented)")], moment(now))
    conflicts.check(made, lawyer, opened["A"], [conflicts.Named("X. Invented", "1970", "opponent")], moment(now))
    conflicts.check(made, lawyer, opened["J"], [conflicts.Named("X. Invented", "1970")], moment(now))
