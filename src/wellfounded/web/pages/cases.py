"""The list of cases that are open to a member, and the search in what the member may see of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse

from wellfounded import law as laws
from wellfounded.dossier import files
from wellfounded.dossier.records import Record
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, PAGES, page
from wellfounded.web.lines.sheets import Sheet, purposes, sheets
from wellfounded.web.lines.unsaid import Reader
from wellfounded.web.lines.worklist import when
from wellfounded.web.pages.today import opened

PER_PAGE = 50
LONGEST = 200


@page("cases/", "cases", IN_OFFICE, ("GET", "POST"))
def cases(ask: Ask) -> HttpResponse:
    """The cases, those first whose next day comes first. `?from=` is the place in the list. What is searched for is
    sent as a form: a name stands in no address.
    """
    on = ask.today()
    made, unmade = sheets(ask, on)
    text = ask.field("find")
    if text:
        found = _found(ask, text)
        number = text.casefold()
        made = [one for one in made if one.case in found or number in str(one.told["number"]).casefold()]
    rows = sorted((_row(ask, sheet, on) for sheet in made), key=_order)
    first = _from(ask)
    return ask.render(
        "cases.html",
        {
            "here": "cases",
            "unmade": unmade,
            "new": "new_case" in PAGES and ask.member.role in PAGES["new_case"].access.roles,
            "find": text,
            "kept": "" if text else f"from={first}&",
            "count": len(rows),
            "rows": rows[first : first + PER_PAGE],
            "opened": opened(ask),
            "first": first + 1,
            "last": min(first + PER_PAGE, len(rows)),
            "before": max(first - PER_PAGE, 0) if first else None,
            "after": first + PER_PAGE if first + PER_PAGE < len(rows) else None,
        },
    )


def _found(ask: Ask, text: str) -> set[bytes]:
    if len(text) > LONGEST:
        raise BadInput("The search is longer than {most} signs. Search for fewer words.", most=LONGEST)
    open_for, words = purposes(ask), text.casefold().split()
    return {
        seen.case
        for purpose in set(open_for.values())
        for seen in files.read_all(ask.office, ask.member, purpose, ask.now)
        if open_for.get(seen.case) == purpose
        and any(all(word in spoken for word in words) for spoken in map(_spoken, seen.records))
    }


def _spoken(record: Record) -> str:
    """All words of a record."""
    told: list[object] = [record.body]
    said = []
    while told:
        value = told.pop()
        if isinstance(value, Mapping):
            told += value.values()
        elif isinstance(value, list | tuple):
            told += value
        else:
            said.append(str(value))
    return " ".join(said).casefold()


def _from(ask: Ask) -> int:
    asked = ask.request.POST.get("from") or ask.request.GET.get("from", "0")
    if not asked.isdecimal() or len(asked) > 6:
        raise BadInput("The list has no such place. Start from its beginning.")
    return int(asked)


def _order(row: dict[str, Any]) -> tuple[date, str]:
    return (row["next"]["day"] if row["next"] else date.max, row["number"])


def _row(ask: Ask, sheet: Sheet, on: date) -> dict[str, Any]:
    told = sheet.told
    days = [day for day in told["days"] if date.fromisoformat(day["earliest"]) >= on] or told["days"]
    nearest = None
    if days:
        reader = Reader(laws.find(told["law"]), ask.law_words, ask.words)
        last = parse_day(days[0]["text"])
        own = days[0]["who"] == "applicant"
        nearest = when(last.earliest, on)
        nearest = {**nearest, "near": nearest["near"] and own, "what": reader.spoken(days[0]["what"])}
    return {
        "case": sheet.number,
        "number": told["number"],
        "initials": told["initials"],
        "stage": [ask.law_words.say(stage) for stage in told["stage"]],
        "next": nearest,
    }
