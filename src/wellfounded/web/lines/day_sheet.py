"""The day sheet of a case: what a page about many cases shows of one, on one day, in no language yet.

A sheet is made from a projection and holds no name: the office's number, initials, days, and sentences as templates
with their values. It can be thrown away and made again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, cast

from wellfounded.claim import lanes
from wellfounded.claim.calendar import entries
from wellfounded.claim.case_line import CaseLine, Next, RemedyLine
from wellfounded.claim.counting import Counted
from wellfounded.claim.events import Case
from wellfounded.claim.telling import stages_told
from wellfounded.dossier.access import Projection
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.records import Record
from wellfounded.logic.days import Day, parse_day
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder
from wellfounded.web.lines.line_read import line_read
from wellfounded.web.lines.naming import initials_of, number_of
from wellfounded.web.lines.unsaid import Unsaid, cited, law_says, plain

VERSION = 2
AHEAD = timedelta(days=30)
"""How far ahead it is said that removal is stopped no longer."""
BEHIND = timedelta(days=60)
"""How long a last day that passed unused is told."""
LATELY = timedelta(days=30)
"""How far back it is told what was recorded."""

Plain = dict[str, Any]

_NOTHING: Plain = {
    "law": "", "stage": [], "complete": None, "days": [], "passed": [], "removal": None, "calendar": [],
}  # fmt: skip
"""The sheet of a case of which no law tells anything yet."""


def day_sheet(law: LegalOrder | None, case: Case | None, seen: Projection, on: date) -> Plain:
    """The sheet of a case on a day, as plain data. `law` and `case` are None where no law was recorded yet."""
    made: Plain = {
        "v": VERSION,
        "case": seen.case.hex(),
        "on": on.isoformat(),
        "number": number_of(seen.case, seen.records),
        "initials": initials_of(seen.records),
        "bookings": list(_bookings(seen.records)),
        "tasks": list(_tasks(seen.records)),
        "message": _unanswered(seen.records),
        "recorded": list(_recorded(seen.records, on)),
    }
    if law is None or case is None or not any(event.day for event in case.events):
        return {
            **made,
            "law": "",
            "stage": [],
            "complete": None,
            "days": [],
            "passed": [],
            "removal": None,
            "calendar": [],
        }
    line = line_read(law, case, on)
    stages, complete = stages_told(line)
    return {
        **made,
        "law": law.id,
        "stage": [law.stages.get(name, name) for name in sorted(stages[line.current.id])],
        "complete": "" if complete == date.min else complete.isoformat() if complete else None,
        "days": sorted([*_remedies(line), *_duties(line)], key=lambda found: found["earliest"]),
        "passed": list(_passed(line)),
        "removal": _removal(line),
        "calendar": list(_calendar(line)),
    }


# Days.


def _remedies(line: CaseLine) -> Iterator[Plain]:
    for application in line.applications:
        for found in application.remedies:
            live = found.recorded and found.state in ("open", "unknown")
            if live and found.last_day is not None and found.last_day.latest >= line.on:
                yield _remedy(found, line)


def _passed(line: CaseLine) -> Iterator[Plain]:
    """The applicant's last days that passed not long ago, of which nobody recorded that they were used."""
    for application in line.applications:
        for found in application.remedies:
            last = found.last_day
            gone = last is not None and line.on - BEHIND <= last.latest < line.on
            if gone and found.recorded and found.remedy.who == "applicant" and found.state in ("lapsed", "unknown"):
                yield _remedy(found, line)


def _remedy(found: RemedyLine, line: CaseLine) -> Plain:
    law = found.remedy
    assert found.last_day is not None
    return {
        "name": law.name,
        "what": law_says(law.words),
        "who": law.who,
        "application": found.application if len(line.applications) > 1 else "",
        "state": found.state,
        **_day(found.last_day),
        "served": found.starts.text if found.starts else "",
        "counting": [law_says(step.text, **dict(step.args)) for step in _steps(found.counting)],
        "cites": cited([*found.finding.cites, *found.available.cites], line.on),
        "confidence": found.finding.confidence,
        "to": law_says(law.authority),
        "if_missed": law_says(law.if_missed),
        "why": found.finding.rule,
    }


def _steps(counting: Iterable[Counted]) -> Iterator[Any]:
    for count in counting:
        for end in count.steps:
            yield from end


def _duties(line: CaseLine) -> Iterator[Plain]:
    for found in line.next:
        if found.by is not None and found.by.latest >= line.on:
            yield _duty(found, found.by, line)


def _duty(found: Next, by: Day, line: CaseLine) -> Plain:
    return {
        "name": found.finding.rule,
        "what": law_says(found.duty.words, **found.finding.args),
        "who": found.duty.who,
        "application": "",
        "state": "open",
        **_day(by),
        "served": "",
        "counting": [],
        "cites": cited(found.finding.cites, line.on),
        "confidence": found.finding.confidence,
        "to": law_says(""),
        "if_missed": law_says(""),
        "why": found.finding.rule,
    }


def _day(day: Day) -> Plain:
    return {"earliest": day.earliest.isoformat(), "latest": day.latest.isoformat(), "text": day.text}


# Removal.


def _removal(line: CaseLine) -> Plain:
    """Whether a rule stops removal, and when that ends or changes if nothing more happens."""
    until = line.on + AHEAD
    unmoved = replace(line, case=replace(line.case, complete=dict.fromkeys(line.law.lanes, until)))
    ahead = lanes.removal(replace(unmoved, on=until), since=line.on)
    return {
        "barred": line.removal.barred,
        "ground": line.removal.ground,
        "treat_as": "barred" if line.removal.treated_as_barred else "not_barred",
        "turns": [
            {"on": after.first.isoformat(), "from": before.standing, "to": after.standing}
            for before, after in pairwise(ahead)
            if after.first > line.on
        ],
    }


def _calendar(line: CaseLine) -> Iterator[Plain]:
    """What a calendar holds of the case."""
    for entry in entries(line, cast(Words, Unsaid())):
        yield plain(
            {"key": entry.key, "day": entry.day, "title": entry.title, "notes": [*entry.notes], "full": [*entry.full]}
        )


# What else waits.


def _bookings(records: tuple[Record, ...]) -> Iterator[Plain]:
    for record in standing(records, "booking"):
        body = record.body
        yield {
            "what": body["what"],
            **_day(parse_day(str(body["day"]))),
            "time": str(body.get("time", "")),
            "place": str(body.get("place", "")),
            "interpreter": str(body.get("interpreter", "")),
        }


def _tasks(records: tuple[Record, ...]) -> Iterator[Plain]:
    """What is to be done and not done yet. What somebody wrote of it stays in the file: people write names."""
    told = standing(records, "task")
    done = {record.body.get("of") for record in told if record.body.get("done")}
    for record in told:
        if not record.body.get("done") and record.id not in done:
            yield {"id": record.id, **{name: str(record.body.get(name, "")) for name in ("kind", "for", "by")}}


def _unanswered(records: tuple[Record, ...]) -> str:
    """Since when a message of the applicant waits for an answer; empty where none does."""
    since = ""
    for record in standing(records, "message"):
        asks = record.body.get("to", "office") == "office"
        since = (since or record.at) if asks else ""
    return since


def _recorded(records: tuple[Record, ...], on: date) -> Iterator[Plain]:
    first = (on - LATELY).isoformat()
    for record in records:
        if record.at >= first:
            yield {"at": record.at, "by": record.actor.hex(), "kind": record.kind}
