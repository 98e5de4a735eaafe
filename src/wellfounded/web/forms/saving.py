"""Saving records of law: checked against the whole case first, and what follows from them said afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.telling import every_remedy, removal_said
from wellfounded.dossier.access import Projection
from wellfounded.dossier.records import Draft
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import day_of
from wellfounded.web.forms.rooms import address, line_with


def saved(ask: Ask, made: Projection, drafts: Sequence[Draft]) -> HttpResponse:
    """Add records of law to the case and go to its case line, with the deadlines that run and the answer on
    removal. Refuses, before anything is added, what contradicts the rest of the case.
    """
    after = line_with(ask, made, ask.asked_day(), drafts)
    ask.add(drafts)
    for sentence in (*_said(ask, after), *_ahead(ask, drafts, after.on)):
        messages.success(ask.request, sentence)
    return redirect(address(ask))


def _ahead(ask: Ask, drafts: Sequence[Draft], on: date) -> Iterator[str]:
    """The days of what was saved that have not come yet: a slip of the year is seen at once."""
    for text in dict.fromkeys(
        str(draft.body[name]) for draft in drafts for name in ("day", "notified") if name in draft.body
    ):
        found = day_of(text)
        if found is not None and found.earliest > on:
            sentence = (
                "{day} lies ahead, and is left out until then. If that is a slip, take it back and write it again."
            )
            yield ask.say(sentence, day=found)


def _said(ask: Ask, line: CaseLine) -> Iterator[str]:
    """What somebody who has just saved must know: the last days that can still be kept, and the answer on removal."""
    yield ask.say("Saved.")
    for found in every_remedy(line):
        last = found.last_day
        if last is None or found.state not in ("open", "unknown") or last.latest < line.on:
            continue
        what = ask.law_words.say(found.remedy.words)
        if last.exact:
            yield ask.say("{what}: the last day is {day}.", what=what, day=last)
        else:
            text = "{what}: the last day lies from {earliest} to {latest}. Act by the earliest."
            yield ask.say(text, what=what, earliest=last.earliest, latest=last.latest)
    yield ask.say("May the person be removed on {day}? {answer}", day=line.on, answer=ask.say(removal_said(line)))
