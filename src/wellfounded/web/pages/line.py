"""S2, the case line: where a case stands on a day, until when what can be done, and whether removal is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe

from wellfounded import law as laws
from wellfounded.claim.picture import Side
from wellfounded.dossier.access import ROLES
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import ON_CASE, STAFF, page
from wellfounded.web.lines.case_sheet import case_sheet, stood
from wellfounded.web.lines.doors import broken_glass, closed
from wellfounded.web.lines.naming import number_of
from wellfounded.web.lines.opening import read, told
from wellfounded.web.lines.sheets import line_today
from wellfounded.web.lines.unsaid import Reader
from wellfounded.web.lines.urgent import urgent

AHEAD = 366
"""How far the slider reaches beyond today."""


@page("case/<case:case>/", "line", ON_CASE.only(*STAFF, "relative"))
def line(ask: Ask) -> HttpResponse:
    """The case line on the day that is asked about."""
    slid = _slid(ask)
    if slid is not None:
        return slid
    today = ask.today()
    on = ask.asked_day()
    seen, relatives = read(ask)
    shared = {
        "here": "line",
        "number": number_of(seen.case, seen.records),
        "on": on,
        "writes": bool(ROLES[ask.member.role].writes),
        "doors": closed(ask, seen),
        "urgent": urgent(ask, seen.records),
        "notices": [broken for _, broken in broken_glass(ask, ask.on.case)],
        "family": [{"case": kin.case.hex(), "number": number_of(kin.case, kin.records)} for kin in relatives],
    }
    sheet = line_today(ask, today)
    if sheet is None or on != today:
        case = told(seen, relatives)
        if not any(event.day for event in case.events):
            return ask.render("line_empty.html", shared)
        known = stood(sheet, on) if sheet and on < today else None
        sheet = case_sheet(case.line(on), seen, known, [(ask.law_words.lang, _side(ask))])
    return ask.render("line.html", {**shared, **_shown(ask, sheet, on, today)})


def _shown(ask: Ask, sheet: Mapping[str, Any], on: date, today: date) -> dict[str, object]:
    law, words = laws.find(sheet["law"]), ask.law_words
    first = min(date.fromisoformat(sheet["first"]), on)
    last = max(today + timedelta(AHEAD), on)
    return {
        **Reader(law, words, ask.words).spoken(sheet["view"]),
        # Made by the software: every text in it is escaped where it is drawn.
        "picture": mark_safe(sheet["pictures"][f"{words.lang}-{_side(ask)}"]),
        "slider": {"first": first, "most": (last - first).days, "at": (on - first).days},
        "law_name": law.names.get(words.lang, law.id),
    }


def _side(ask: Ask) -> Side:
    return "right" if ask.words.direction == "rtl" else "left"


def _slid(ask: Ask) -> HttpResponse | None:
    """Where the slider was moved and no script wrote its day into the field: go to that day."""
    asked = ask.request.GET
    if asked.get("slide", "") == asked.get("slid", ""):
        return None
    try:
        on = date.fromisoformat(asked["first"]) + timedelta(int(asked["slide"]))
    except (KeyError, ValueError, OverflowError):
        raise BadInput("The slider was not sent whole. Write the day into the field beside it.") from None
    kept = {key: asked[key] for key in ("purpose",) if key in asked}
    return redirect(f"/case/{ask.on.number}/?{urlencode({**kept, 'on': on.isoformat()})}")
