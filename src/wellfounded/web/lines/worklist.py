"""S1 from day sheets: what is due, whose removal may begin, hearings, what waits, what changed. No name is in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from wellfounded import law as laws
from wellfounded.claim.picture.captions import STANDINGS
from wellfounded.claim.telling import CONFIDENCE, STATES, WHO
from wellfounded.logic.days import parse_day
from wellfounded.readings.words import DayCount, Words
from wellfounded.web.lines import tasks
from wellfounded.web.lines.answers import NEAR
from wellfounded.web.lines.sheets import Sheet
from wellfounded.web.lines.unsaid import Reader

WITHIN = 30
"""So many days ahead are shown."""
BOOKED = {
    "hearing": "Hearing",
    "interview": "Interview",
    "meeting": "Meeting",
}
INTERPRETER = {
    "needed": "An interpreter is needed and not booked.",
    "booked": "An interpreter is booked.",
    "none": "No interpreter is needed.",
    "": "Nobody has said whether an interpreter is needed.",
}

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Worklist:
    """What a member has before them on a day."""

    days: list[View] = field(default_factory=list)
    passed: list[View] = field(default_factory=list)
    removal: list[View] = field(default_factory=list)
    booked: list[View] = field(default_factory=list)
    waiting: list[View] = field(default_factory=list)
    changed: list[View] = field(default_factory=list)
    behind: list[View] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class For:
    """For whom a worklist is: their number, the day, since when they were away, the language of law and of page."""

    member: str
    on: date
    since: str
    law: Words
    page: Words


def worklist(sheets: Iterable[Sheet], reader: For) -> Worklist:
    """The worklist, each part in the order of its days."""
    made = Worklist()
    for sheet in sheets:
        row = _row(sheet)
        made.days.extend(_due(one, sheet, row, reader) for one in sheet.told["days"] if _soon(one["earliest"], reader))
        made.passed.extend(_due(one, sheet, row, reader) for one in sheet.told["passed"])
        made.removal.extend(_turns(sheet, row, reader))
        made.booked.extend(_booked(sheet, row, reader))
        made.waiting.extend(_waiting(sheet, row, reader))
        made.changed.extend(_changed(sheet, row, reader))
        if sheet.told.get("complete") is not None or sheet.told.get("unread"):
            made.behind.append(row)
    for part in (made.days, made.passed, made.removal, made.booked, made.waiting):
        part.sort(key=lambda one: (one["day"] or date.max, one["row"]["number"]))
    made.changed.sort(key=lambda one: (one["at"], one["row"]["number"]), reverse=True)
    made.behind.sort(key=lambda row: row["number"])
    return made


def _row(sheet: Sheet) -> View:
    return {"case": sheet.number, "number": sheet.told["number"], "initials": sheet.told["initials"]}


def _soon(day: str, reader: For) -> bool:
    return date.fromisoformat(day) <= reader.on + timedelta(WITHIN)


def when(day: date, on: date) -> View:
    """A day ahead or past, with the days until then, and whether it is about to pass."""
    left = (day - on).days
    return {"day": day, "left": left, "in_days": DayCount(abs(left)), "near": left < NEAR}


def _due(one: View, sheet: Sheet, row: View, reader: For) -> View:
    spoken = Reader(laws.find(sheet.told["law"]), reader.law, reader.page).spoken
    own = one["who"] == "applicant"
    last = parse_day(one["text"])
    # Of a range that lies behind, its end is the day that passed; of one ahead, its beginning is the day to keep.
    made = when(last.latest if last.latest < reader.on else last.earliest, reader.on)
    return {
        **made,
        "row": row,
        "near": made["near"] and own,
        "own": own,
        "span": None if last.exact else last,
        "what": spoken(one["what"]),
        "who": reader.page.say(WHO[one["who"]]),
        "application": one["application"],
        "state": one["state"],
        "said": reader.page.say(STATES[one["state"]]),
        "served": parse_day(one["served"]) if one["served"] else None,
        "counting": spoken(one["counting"]),
        "cites": spoken(one["cites"]),
        "confidence": one["confidence"],
        "sure": reader.page.say(CONFIDENCE[one["confidence"]]),
        "to": spoken(one["to"]),
        "if_missed": spoken(one["if_missed"]),
        "why": one["why"],
    }


def _turns(sheet: Sheet, row: View, reader: For) -> list[View]:
    removal = sheet.told["removal"]
    return [
        {
            **when(date.fromisoformat(turn["on"]), reader.on),
            "row": row,
            "ends": turn["from"] == "stopped",
            "before": reader.law.say(STANDINGS[turn["from"]][0]),
            "after": reader.law.say(STANDINGS[turn["to"]][0]),
        }
        for turn in (removal["turns"] if removal else ())
    ]


def _booked(sheet: Sheet, row: View, reader: For) -> list[View]:
    return [
        {
            **when(max(date.fromisoformat(one["earliest"]), reader.on), reader.on),
            "span": parse_day(one["text"]),
            "row": row,
            "what": reader.page.say(BOOKED[one["what"]]),
            "time": one["time"],
            "interpreter": reader.page.say(INTERPRETER[one["interpreter"]]),
            "missing": one["interpreter"] in ("", "needed"),
        }
        for one in sheet.told["bookings"]
        if one["latest"] >= reader.on.isoformat() and _soon(one["earliest"], reader)
    ]


def _waiting(sheet: Sheet, row: View, reader: For) -> list[View]:
    found: list[View] = []
    if sheet.told["message"]:
        since = date.fromisoformat(sheet.told["message"][:10])
        found.append({"row": row, "day": since, "message": True, "late": False})
    for task in sheet.told["tasks"]:
        if task["for"] in ("", reader.member):
            by = parse_day(task["by"]) if task["by"] else None
            late = by is not None and by.latest < reader.on
            # What an applicant asked for is told at once: it is a kind, and holds no name.
            asked = tasks.said(reader.page, {"kind": task.get("kind", "")})
            found.append({"row": row, "day": by.earliest if by else None, "by": by, "message": False, "late": late,
                          "asked": asked})  # fmt: skip
    return found


def _changed(sheet: Sheet, row: View, reader: For) -> list[View]:
    fresh = [r for r in sheet.told["recorded"] if r["at"] >= reader.since and r["by"] != reader.member]
    if not fresh:
        return []
    return [{"row": row, "at": max(r["at"] for r in fresh), "count": len(fresh)}]
