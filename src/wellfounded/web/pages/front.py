"""The front page: neutral, the same for everybody who is not signed in; for an applicant, their own page."""

from __future__ import annotations

from calendar import Calendar
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wellfounded.logic.days import Day, parse_day
from wellfounded.web import language
from wellfounded.web.gate import ANYBODY, of, page
from wellfounded.web.instance import served
from wellfounded.web.pages import my_case

ENTER = "/enter/"
"""Where number and PIN are sent."""
CLOSED = "You were away for too long. Nothing was sent. Open it again."
"""Somebody sent something from a page that had closed by itself. What they wrote is not shown: others may be there."""


@page("", "front", ANYBODY, ("GET", "POST"))
def front(request: HttpRequest) -> HttpResponse:
    """The front page."""
    member = of(request)
    if member is not None and member.role != "applicant":
        return redirect("today")
    language.for_applicants(request)
    if member is None:
        if request.method != "POST":
            return form(request)
        if request.POST.get("act") == my_case.LEAVE:
            return redirect(my_case.HARMLESS)
        return form(request, language.words_of(request).say(CLOSED), 403)
    return my_case.answer(request, member)


def form(request: HttpRequest, wrong: str = "", status: int = 200) -> HttpResponse:
    """The form for number and PIN. `wrong`: in one sentence, what is wrong with what was sent; nothing of that is shown
    again.
    """
    language.for_applicants(request)
    shown = {"enter": ENTER, "wrong": wrong, "my_languages": my_case.languages(request)}
    return render(request, "my_case/front.html", shown, status=status)


@page("month/", "month", ANYBODY)
def month(request: HttpRequest) -> HttpResponse:
    """The days of this month, and nothing else: where somebody is who left the page in a hurry."""
    language.for_applicants(request)
    today, words = served().clock().date(), language.words_of(request)
    weeks = Calendar(6).monthdatescalendar(today.year, today.month)
    shown = {"month": words.span(_month(today)), "weeks": weeks, "today": today}
    return render(request, "my_case/month.html", shown)


def _month(today: date) -> Day:
    return parse_day(f"{today.year:04}-{today.month:02}")
