"""What pages make of files on a day and keep on sealed sheets: a sheet of days for pages about many cases, and the
sheet of a case line for its own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from wellfounded import law as laws
from wellfounded.dossier import files
from wellfounded.dossier import sheets as kept
from wellfounded.dossier.access import Projection
from wellfounded.dossier.sheets import Maker
from wellfounded.logic.errors import WellfoundedError
from wellfounded.web.ask import Ask
from wellfounded.web.lines.case_sheet import case_sheet
from wellfounded.web.lines.day_sheet import day_sheet
from wellfounded.web.lines.line_read import line_read

AT_ONCE = 25
"""So many sheets that are missing are made while someone waits."""


def _days(seen: Projection, relatives: tuple[Projection, ...], on: date) -> dict[str, Any]:
    if not _lawful(seen):
        return day_sheet(None, None, seen, on)
    try:
        law, case = files.case_of(seen, laws.find, relatives)
        return day_sheet(law, case, seen, on)
    except WellfoundedError:
        # A file that cannot be read says so on its sheet, and hides no other.
        return {**day_sheet(None, None, seen, on), "unread": True}


def _line(seen: Projection, relatives: tuple[Projection, ...], on: date) -> dict[str, Any] | None:
    if not _lawful(seen):
        return None
    try:
        law, case = files.case_of(seen, laws.find, relatives)
        return case_sheet(line_read(law, case, on), seen) if any(event.day for event in case.events) else None
    except WellfoundedError:
        return None


def _lawful(seen: Projection) -> bool:
    return any(record.kind == "head" and "law" in record.body for record in seen.records)


DAYS, LINE = Maker("days", _days), Maker("line", _line)
MAKERS = (DAYS, LINE)
"""What can be made before anybody asks."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of days of a case, and for which purpose the case is open."""

    case: bytes
    purpose: str
    told: dict[str, Any]

    @property
    def number(self) -> str:
        """The number of the case as addresses have it."""
        return self.case.hex()


def sheets(ask: Ask, on: date, limit: int | None = AT_ONCE) -> tuple[list[Sheet], int]:
    """The sheets of all files that are open to the member, and how many files have none yet: their turn comes when
    the page is loaded again. `limit` None: all are made now.
    """
    found = kept.all_of(ask.office, ask.member, ask.now, on, DAYS, limit)
    return [Sheet(one.case, one.purpose, one.value) for one in found if one.made], sum(not one.made for one in found)


def purposes(ask: Ask) -> dict[bytes, str]:
    """The files that are open to the member, each for their first purpose; an emergency comes last."""
    listed = files.cases(ask.office, ask.member, ask.now)
    return {one.case: min((g.purpose for g in one.grants), key=lambda p: (p == "break_glass", p)) for one in listed}


def line_today(ask: Ask, on: date) -> dict[str, Any] | None:
    """The sheet of the case line of an address, today; None where nothing was recorded, or it cannot be read."""
    found = kept.one(ask.office, ask.member, ask.on.case, ask.on.purpose, ask.now, on, LINE)
    return found if isinstance(found, dict) else None
