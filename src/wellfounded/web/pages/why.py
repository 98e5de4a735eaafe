"""Why an answer is what it is: its reasons, the facts, the provisions in force on the day, and where they were read."""

from __future__ import annotations

from django.http import HttpResponse

from wellfounded.web.ask import Ask
from wellfounded.web.gate import ON_CASE, STAFF, page
from wellfounded.web.lines.opening import read, told
from wellfounded.web.lines.tree import why as reasons


@page("case/<case:case>/why/<slug:rule>/", "why", ON_CASE.only(*STAFF, "relative"))
def why(ask: Ask, rule: str) -> HttpResponse:
    """The reasons of a rule on the day that is asked about."""
    case = told(*read(ask))
    on = ask.asked_day(case.law)
    found = reasons(case, rule, on, ask.law_words, ask.words)
    asked = f"?on={on.isoformat()}" if ask.request.GET.get("on") else ""
    return ask.render("why.html", {"here": "line", "number": case.number, "on": on, "asked": asked, **found})
