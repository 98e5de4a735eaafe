"""The time line of a case: what happened, with its day, its notice, its paper, who acted, and its own record."""

from __future__ import annotations

from typing import Any

from wellfounded.claim.case_line import CaseLine
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.records import Record
from wellfounded.logic.days import Day
from wellfounded.web.lines.unsaid import law_says, value

_OWN = ("number", "paper")
"""Fields of an event that name its paper."""


def happened(line: CaseLine, records: tuple[Record, ...]) -> list[dict[str, Any]]:
    """The events up to the day asked about. `record`: the number of the record that tells it."""
    told = standing(records, "event")
    numbers = {id(event): record.id for event, record in zip(line.case.events, told, strict=True)}
    several = len(line.applications) > 1
    made = []
    for event in line.timeline:
        details = [
            value(held)
            for key, held in event.fields.items()
            if held is not True and held is not False and held != "" and key not in _OWN
        ]
        made.append(
            {
                "day": event.day,
                "what": law_says(line.law.kinds[event.kind].says),
                "details": details,
                "served": event.notified,
                "how": value(event.how),
                "actor": event.actor,
                "paper": next((str(event.fields[key]) for key in _OWN if key in event.fields), ""),
                "application": event.application if several else "",
                "note": event.note,
                "record": numbers.get(id(event), ""),
                "narrowed": isinstance(event.day, Day) and not event.day.exact,
            }
        )
    return made
