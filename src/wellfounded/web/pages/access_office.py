"""What an auditor looks through: every file, who opened one in an emergency, who was refused; and no content."""

from __future__ import annotations

from django.http import HttpResponse

from wellfounded.dossier import oversight
from wellfounded.web.ask import Ask
from wellfounded.web.gate import IN_OFFICE, page
from wellfounded.web.pages.access_shown import when

A_PAGE = 50


@page("office/seen/", "office_seen", IN_OFFICE.only("auditor"))
def office_seen(ask: Ask) -> HttpResponse:
    """The files, those of emergencies and refusals first."""
    text = ask.request.GET.get("page", "1")
    at = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    found = oversight.watched(ask.office, ask.member, A_PAGE + 1, (at - 1) * A_PAGE)
    rows = [(one.case.hex(), when(one.last), one.emergencies, one.refused) for one in found[:A_PAGE]]
    context = {"files": rows, "at": at, "before": at - 1, "after": at + 1 if len(found) > A_PAGE else 0}
    return ask.render("access_office.html", context)
