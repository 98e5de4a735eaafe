"""The list of cases that are open to a member, and the search in what the member may see of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse

from wellfounded import law as laws
from wellfounded.dossier import files
from wellfounded.dossier.access import Projection
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, PAGES, page
from wellfounded.web.lines.finding import folded, holds, numbered, resembles
from wellfounded.web.lines.naming import initials_of, number_of
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
    text, like = ask.field("find"), False
    rows = [_row(ask, sheet, on) for sheet in made]
    if text:
        found, like = _found(ask, text)
        known = {row["case"] for row in rows}
        rows = [row for row in rows if row["case"] in found]
        rows += [_bare(case, seen) for case, seen in found.items() if case not in known]
    rows.sort(key=_order)
    first = _from(ask)
    return ask.render(
        "cases.html",
        {
            "here": "cases",
            "unmade": unmade,
            "new": "new_case" in PAGES and ask.member.role in PAGES["new_case"].access.roles,
            "find": text,
            "like": like,
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


def _found(ask: Ask, text: str) -> tuple[dict[str, Projection], bool]:
    """The cases that hold the words; if none does, those whose names are like them, and then True."""
    if len(text) > LONGEST:
        raise BadInput("The search is longer than {most} signs. Search for fewer words.", most=LONGEST)
    open_for, words = purposes(ask), folded(text).split()
    held: dict[str, Projection] = {}
    like: dict[str, Projection] = {}
    for purpose in set(open_for.values()):
        for seen in files.read_all(ask.office, ask.member, purpose, ask.now):
            if open_for.get(seen.case) != purpose:
                continue
            if holds(seen.records, words) or numbered(number_of(seen.case, seen.records), text):
                held[seen.case.hex()] = seen
            elif resembles(seen.records, words):
                like[seen.case.hex()] = seen
    return held or like, bool(like and not held)


def _bare(case: str, seen: Projection) -> dict[str, Any]:
    """The row of a case that is not read for today yet."""
    number = number_of(seen.case, seen.records)
    return {"case": case, "number": number, "initials": initials_of(seen.records), "stage": [], "next": None}


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
