"""The sheet of one case: all that the page of its case line shows on a day, in no language yet, and its picture."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wellfounded.claim import lanes
from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.lanes import Stretch
from wellfounded.claim.picture import Side, picture
from wellfounded.dossier.access import Projection
from wellfounded.readings.words import Words
from wellfounded.web.lines import answers
from wellfounded.web.lines.happened import happened
from wellfounded.web.lines.naming import number_of
from wellfounded.web.lines.unsaid import plain

Plain = dict[str, Any]


PICTURES: tuple[tuple[str, Side], ...] = (("en", "left"), ("ja", "left"), ("en", "right"))
"""The languages in which the law is said, and the side on which a page in them names the lanes."""


def case_sheet(
    line: CaseLine,
    seen: Projection,
    stretches: tuple[Stretch, ...] | None = None,
    pictured: Iterable[tuple[str, Side]] = PICTURES,
) -> Plain:
    """The view of a case line. `seen`: what tells the case; `stretches`: how removal stood, if that
    is known; `pictured`: which pictures are drawn.
    """
    found = tuple(lanes.removal(line)) if stretches is None else stretches
    view = {
        "stage": answers.stage(line),
        "next": answers.next_day(line),
        "remedies": answers.remedies(line),
        "duties": answers.duties(line),
        "removal": answers.removal(line),
        "recognition": answers.recognition(line),
        "doubts": answers.doubts(line),
        "changes": answers.changes(line),
        "happened": happened(line, seen.records),
        "left_out": line.left_out,
    }
    pictures = {
        f"{lang}-{side}": picture(line, Words(lang).say, headed=False, names=side, stretches=found)
        for lang, side in pictured
    }
    first = min((event.day.earliest for event in line.case.events if event.day), default=line.on)
    return {
        "law": line.law.id,
        "number": number_of(seen.case, seen.records),
        "first": first.isoformat(),
        "stretches": [[s.first.isoformat(), s.last.isoformat(), s.standing] for s in found],
        "view": plain(view),
        "pictures": pictures,
    }


def stood(sheet: Plain, on: date) -> tuple[Stretch, ...]:
    """How removal stood along the case of a sheet, up to a day that lies before the day of the sheet."""
    found = ((date.fromisoformat(first), date.fromisoformat(last), how) for first, last, how in sheet["stretches"])
    return tuple(Stretch(first, min(last, on), how) for first, last, how in found if first <= on)
