"""What a page is given: who asks, when, for which case and purpose, in which language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wellfounded import law as laws
from wellfounded.claim.case_file import counted
from wellfounded.dossier import files
from wellfounded.dossier.access import Projection
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office
from wellfounded.dossier.records import Draft
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder
from wellfounded.web import language
from wellfounded.web.accounts import confirming
from wellfounded.web.instance import served


def today(law: LegalOrder, now: datetime) -> date:
    """Today in the time zone of a legal order."""
    try:
        return now.astimezone(ZoneInfo(law.time_zone)).date()
    except ZoneInfoNotFoundError:
        return now.astimezone(timezone(timedelta(hours=law.utc_offset))).date()


@dataclass(frozen=True, slots=True)
class Opened:
    """The case of an address that is open to who asks; for what they ask, and for what else they may."""

    case: bytes
    purpose: str
    purposes: tuple[str, ...]

    @property
    def number(self) -> str:
        """The number of the case as addresses have it."""
        return self.case.hex()


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a page. `now`: the moment (UTC)."""

    request: HttpRequest
    member: Member
    now: datetime
    opened: Opened | None = None

    @property
    def office(self) -> Office:
        """The office that is open."""
        return served().office

    @property
    def on(self) -> Opened:
        """The case of the address."""
        if self.opened is None:
            raise WrongCall("This page is not on a case.")
        return self.opened

    @property
    def words(self) -> Words:
        """The words of the page."""
        return language.words_of(self.request)

    @property
    def law_words(self) -> Words:
        """The words in which the law is said."""
        return language.law_words(self.request)

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence of the website in the language of the page."""
        return self.words.say(sentence, **values)

    def today(self, law: LegalOrder | None = None) -> date:
        """Today in the time zone of a legal order (of the instance's own, where none is named)."""
        return today(law or laws.find(served().law), self.now)

    def asked_day(self, law: LegalOrder | None = None) -> date:
        """The day that the address asks about (`?on=`), else today."""
        text = self.request.GET.get("on", "").strip()
        if not text:
            return self.today(law)
        day = counted(parse_day(text))
        if not day.exact:
            raise BadInput("The page needs one day; {found} is a range. Write for example 2024-07-05.", found=text)
        return day.earliest

    def read(self) -> Projection:
        """What is open of the case; the reading goes on record."""
        return files.read(self.office, self.member, self.on.case, self.on.purpose, self.now)

    def add(self, drafts: Sequence[Draft]) -> bool:
        """Add records to the case. The form's own number makes sending it twice harmless."""
        return files.append(self.office, self.member, self.on.case, self.on.purpose, drafts, self.txn(), self.now)

    def txn(self) -> bytes:
        """The number of the form that was sent (a hidden field of every form that changes something)."""
        sent = self.request.POST.get("txn", "")
        if len(sent) != 32 or not all(sign in "0123456789abcdef" for sign in sent):
            raise BadInput("This form was not sent whole. Go back, load the page again and send it once more.")
        return bytes.fromhex(sent)

    def confirmed(self, back: str = "") -> None:
        """Go on only if who asks showed within five minutes that it is they; else they are asked for it first, and come
        to `back` (this page, if left out). For what is grave: breaking the glass, taking out, granting. Call it when
        the form is shown and again when it is sent.
        """
        confirming.demand(self.request, back)

    def field(self, name: str, longest: int = 4000) -> str:
        """What was written in a field, without spaces around it."""
        text = self.request.POST.get(name, "").strip()
        if len(text) > longest:
            raise BadInput("A field holds {found} signs; {most} fit. Shorten it.", found=len(text), most=longest)
        if "\x00" in text:
            raise BadInput("A field holds a sign that cannot be kept. Write it again.")
        return text

    def render(self, template: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
        """A page from a template. It is given `ask`, and whatever is named."""
        return render(self.request, template, {"ask": self, **(context or {})}, status=status)

    def back(self, address: str, sentence: str = "", **values: object) -> HttpResponse:
        """Go to a page of this website after something was done, with a sentence that says what."""
        if sentence:
            messages.success(self.request, self.say(sentence, **values))
        return redirect(address)
