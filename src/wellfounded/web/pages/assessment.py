"""S6, Assessment: the elements of the definition, as the law computes them beside what people found. No sum is made."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse

from wellfounded.claim import contract
from wellfounded.claim.case_file import counted
from wellfounded.claim.case_line import Element
from wellfounded.dossier.assessments import rows
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask
from wellfounded.web.assessing.otherwise import otherwise, texts
from wellfounded.web.assessing.shown import FINDINGS, gaps, shown
from wellfounded.web.forms.rooms import address, open_to
from wellfounded.web.gate import page
from wellfounded.web.lines.opening import read, told
from wellfounded.web.pages.evidence import READERS, WRITERS


@page("case/<case:case>/assessment/", "assessment", READERS)
def assessment(ask: Ask) -> HttpResponse:
    """The elements on the day that is asked about (`?on=`), beside another day (`?beside=`); `?print=gaps`: what is not
    yet established, as a letter.
    """
    case = told(*read(ask))
    shared = {"here": "assessment", "number": case.number, "day": ask.asked_day(case.law)}
    if case.case is None or not any(event.day for event in case.events):
        return ask.render("assessment.html", {**shared, "empty": True})
    line = case.line(ask.asked_day(case.law))
    found = rows(case.seen, line)
    if ask.request.GET.get("print") == "gaps":
        return ask.render("assessment_gaps.html", {**shared, "gaps": gaps(ask, line, found)})
    other = _other(ask)
    writes = open_to(ask) & frozenset(case.seen.compartments) if ask.member.role in WRITERS.roles else frozenset()
    others = otherwise(line, other) if other else {}
    return ask.render("assessment.html", {
        **shared,
        "rows": [shown(ask, line, row, writes, others) for row in found],
        "whole": [_whole(ask, one) for one in line.assessment],
        "writes": bool(writes),
        "other": other,
        "texts": [(on, on - timedelta(1)) for on in texts(line.law)],
        "letter": f"?on={line.on.isoformat()}&print=gaps",
        "back": address(ask, "assessment/"),
    })  # fmt: skip


def _whole(ask: Ask, whole: Element) -> dict[str, str]:
    """Whether all of it is established, as the law computes it."""
    finding, found = whole.finding, contract.answer(whole.finding)
    return {
        "what": ask.law_words.say(finding.words, **finding.args),
        "answer": found,
        "said": ask.say(FINDINGS[found]),
    }


def _other(ask: Ask) -> date | None:
    """The day to compare with, if one is asked about."""
    text = ask.request.GET.get("beside", "").strip()
    if not text:
        return None
    day = counted(parse_day(text))
    if not day.exact:
        raise BadInput("The page needs one day; {found} is a range. Write for example 2024-07-05.", found=text)
    return day.earliest
