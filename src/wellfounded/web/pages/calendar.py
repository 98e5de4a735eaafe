"""The days ahead for the calendar of a telephone: of one case as a file, of all one's cases at a secret address.

A calendar is seen by whoever sees the telephone, and by whoever keeps it. So an entry says "deadline" and the office's
number, and no more unless the member chooses that.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from types import ModuleType

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from wellfounded import law as laws
from wellfounded.claim.calendar import Entry, Named, entries, ical
from wellfounded.dossier import members
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.web.api.models import Token
from wellfounded.web.ask import Ask
from wellfounded.web.gate import ANYBODY, IN_OFFICE, ON_CASE, page
from wellfounded.web.instance import served
from wellfounded.web.lines.opening import read, told
from wellfounded.web.lines.sheets import Sheet, sheets
from wellfounded.web.lines.unsaid import Reader

LASTS = timedelta(days=365)
FULL, NEUTRAL = "f", "n"


@page("case/<case:case>/calendar.ics", "calendar_file", ON_CASE)
def of_case(ask: Ask) -> HttpResponse:
    """The days ahead in one case. `?full=1`: with what they are."""
    case = told(*read(ask))
    on, words = ask.asked_day(), ask.law_words
    found = tuple(sorted(entries(case.line(on), words), key=lambda entry: (entry.day.earliest, entry.key)))
    full = ask.request.GET.get("full") == "1"
    return _answer(ical(_writer(), [Named(case.number, on, found)], words, full=full), case.number)


@page("calendar/", "calendar", IN_OFFICE, ("GET", "POST"))
def calendar(ask: Ask) -> HttpResponse:
    """Make the address of a feed, which is shown once, or end all that were made."""
    made = ""
    if ask.request.method == "POST":
        if ask.field("end", 3):
            _mine(ask).delete()
            return ask.back("/calendar/", "Your calendars have ended. Remove them from your telephone.")
        ask.confirmed("/calendar/")
        made = ask.request.build_absolute_uri(f"/calendar/{_token(ask)}.ics")
    return ask.render("calendar.html", {"here": "calendar", "made": made, "count": _mine(ask).count()})


def _mine(ask: Ask) -> QuerySet[Token]:
    return Token.objects.filter(member=ask.member.id.hex(), feed=True, until__gt=ask.now)


def _token(ask: Ask) -> str:
    kind = FULL if ask.field("full", 3) else NEUTRAL
    token = f"{kind}-{ask.law_words.lang}-{secrets.token_urlsafe(32)}"
    Token.objects.create(
        digest=_digest(token), member=ask.member.id.hex(), feed=True, made=ask.now, until=ask.now + LASTS
    )
    return token


def _digest(token: str) -> bytes:
    return served().office.keyed(b"calendar", token.encode())


@page("calendar/<slug:token>.ics", "calendar_feed", ANYBODY)
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The days ahead in all cases of a member. The address is the key: it opens days, and nothing else."""
    now = served().clock()
    found = Token.objects.filter(digest=_digest(token), feed=True, until__gt=now).first()
    if found is None:
        raise Http404
    member = members.present(served().office, bytes.fromhex(found.member))
    if member is None:
        raise Http404
    kind, lang = token.split("-")[:2]
    ask, words = Ask(request, member, now), Words(lang)
    on = ask.today()
    made, _ = sheets(ask, on, None)
    named = [Named(sheet.told["number"], on, tuple(_entries(sheet, words))) for sheet in made if sheet.told["law"]]
    ends = Day(found.until.date(), found.until.date())
    title = words.say("This calendar ends. Make another.")
    own = Named("calendar", on, (Entry("ends", ends, title, (title,)),))
    return _answer(ical(_writer(), [*named, own], words, full=kind == FULL), "")


def _entries(sheet: Sheet, words: Words) -> list[Entry]:
    spoken = Reader(laws.find(sheet.told["law"]), words, words).spoken
    return [
        Entry(one["key"], one["day"], one["title"], tuple(one["notes"]), tuple(one["full"]))
        for one in spoken(sheet.told["calendar"])
    ]


def _writer() -> ModuleType:
    try:
        import icalendar
    except ImportError:
        raise BadInput("This server has no program that writes calendars. The days are on the page of today.") from None
    return icalendar


def _answer(content: bytes, name: str) -> HttpResponse:
    made = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    plain = "".join(sign for sign in name if sign.isalnum() or sign in "-_") or "calendar"
    made["Content-Disposition"] = f'attachment; filename="{plain}.ics"'
    return made
