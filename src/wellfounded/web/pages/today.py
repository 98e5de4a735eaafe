"""S1, Today: what the files that are open to a member ask of them, nearest first. No name before a row is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from wellfounded.dossier import files, members, workload
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.office import moment
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, page
from wellfounded.web.lines import tasks
from wellfounded.web.lines.doors import broken_glass
from wellfounded.web.lines.naming import name_of
from wellfounded.web.lines.sheets import Sheet, purposes, sheets
from wellfounded.web.lines.worklist import For, Worklist, worklist

FIRST = 8
"""So many rows of each part are shown at first; a page that many read in a hurry stays short."""
PARTS = ("days", "passed", "removal", "booked", "waiting", "changed")
AWAY = timedelta(days=7)
"""How far back it is told what changed, where nobody says when the member was last here."""


@page("today/", "today", IN_OFFICE)
def today(ask: Ask) -> HttpResponse:
    """The worklist of today. `?open=` opens the rows of one case, `?all=` shows the whole of one part, `?load=1` how
    many files each colleague has.
    """
    on = ask.today()
    since = str(ask.request.session.get("since") or moment(ask.now - AWAY))
    made, unmade = sheets(ask, on)
    numbers = {sheet.number: sheet.told["number"] for sheet in made}
    found = worklist(made, For(ask.member.id.hex(), on, since, ask.law_words, ask.words))
    row = opened(ask)
    parts, more = first_rows(found, ask.request.GET.get("all", ""), str(row["case"]) if row else "")
    context = {
        "here": "today",
        "unmade": unmade,
        "on": on,
        "list": parts,
        "more": more,
        "near": any(one["near"] for one in found.days),
        "glass": [
            {"case": case.hex(), "number": numbers.get(case.hex(), ""), "told": told}
            for case, told in broken_glass(ask)
        ],
        "loads": ROLES[ask.member.role].grants,
        "load": _load(ask, made) if ask.request.GET.get("load") == "1" else [],
        "opened": row,
    }
    return ask.render("today.html", context)


def first_rows(found: Worklist, whole: str, case: str) -> tuple[dict[str, list[Any]], dict[str, int]]:
    """The first rows of each part, with every day that is about to pass and the rows of a case that is open; and how
    many more there are. `whole`: the part that is shown in full.
    """
    shown: dict[str, list[Any]] = {"behind": found.behind}
    more: dict[str, int] = {}
    for name in PARTS:
        rows = getattr(found, name)
        shown[name] = [
            one
            for place, one in enumerate(rows)
            if place < FIRST or name == whole or _pressing(one) or one["row"]["case"] == case
        ]
        more[name] = len(rows) - len(shown[name])
    return shown, more


def _pressing(one: Mapping[str, Any]) -> bool:
    """What is never left out: a day that is about to pass, or passed, and a task that is late."""
    return bool(one.get("near") or one.get("late"))


def opened(ask: Ask) -> dict[str, object] | None:
    """The case whose rows are open, with the person's name; the reading goes on record."""
    asked = ask.request.GET.get("open", "")
    if not asked:
        return None
    if len(asked) != 32 or not all(sign in "0123456789abcdef" for sign in asked):
        raise BadInput("This is not the number of a case. Go back, and open the row again.")
    case = bytes.fromhex(asked)
    seen = files.read(ask.office, ask.member, case, purposes(ask).get(case, ""), ask.now)
    told = standing(seen.records, "task")
    done = {task.body.get("of") for task in told if task.body.get("done")}
    return {
        "case": asked,
        "name": name_of(seen.records),
        "tasks": [tasks.said(ask.words, t.body) for t in told if not t.body.get("done") and t.id not in done],
        "places": [str(b.body["place"]) for b in standing(seen.records, "booking") if b.body.get("place")],
    }


def _load(ask: Ask, made: Sequence[Sheet]) -> list[dict[str, object]]:
    """How many of these files each colleague works on, for those who share out the work."""
    if not ROLES[ask.member.role].grants:
        return []
    counts = workload.workload(ask.office, ask.member, [sheet.case for sheet in made], ask.now)
    found = [(members.member(ask.office, number), count) for number, count in counts.items()]
    staff = [(member, count) for member, count in found if member.role not in ("applicant", "relative")]
    return [{"name": m.name, "count": n} for m, n in sorted(staff, key=lambda pair: (-pair[1], pair[0].name))]
