"""The words of the picture of a case: what stands beside a bar, a mark, a window; and the whole in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from wellfounded.claim.case_line import CaseLine, RemedyLine
from wellfounded.claim.lanes import Bar, Mark, Stretch, ahead
from wellfounded.logic.days import Day, month_length

_MONTH = 30.44
_OUTCOMES = ("outcome", "result")
"""The fields of an event that a reader looks for first."""
STANDINGS = {
    "stopped": ("Removal stopped by law", "Stopped"),
    "not_stopped": ("No rule stops removal", "Not stopped"),
    "no_ground": ("No ground for removal", "No ground"),
    "open": ("Not established whether removal is stopped", "Not established"),
}
"""Whether a rule stops removal: the long words, then those that find room in a short bar."""
STATES = {
    "open": "{what}: open, last day {day}.",
    "unknown": "{what}: not established whether it can still be used, last day {day}.",
    "taken": "{what}: done; the last day was {day}.",
    "lapsed": "{what}: not done; the last day was {day}.",
}


class Say(Protocol):
    """Translates a sentence and writes its values as the reader's language does."""

    def __call__(self, template: str, /, **args: object) -> str: ...


def when(day: Day, say: Say) -> str:
    """A day, or the months in which it lies: short enough to stand in a picture."""
    if day.exact or (day.earliest.year, 1, 1, 12, 31) == (day.latest.year, *_ends(day)):
        return say("{day}", day=day)
    first, last = _month(day.earliest), _month(day.latest)
    return say("{day}", day=first) if first == last else say("{first} – {last}", first=first, last=last)


def _ends(day: Day) -> tuple[int, int, int, int]:
    return (day.earliest.month, day.earliest.day, day.latest.month, day.latest.day)


def _month(day: date) -> Day:
    return Day(day.replace(day=1), day.replace(day=month_length(day.year, day.month)))


def event(mark: Mark, line: CaseLine, say: Say) -> str:
    """What happened, with its outcome, and the application where there are several."""
    said = say(line.law.kinds[mark.event.kind].says)
    if mark.notice:
        said = say("{what}, notified", what=said)
    for key in _OUTCOMES:
        if isinstance(mark.event.fields.get(key), str) and not mark.notice:
            said = say("{what}: {outcome}", what=said, outcome=say(mark.event.fields[key]))
    return _of(line, mark.event.application, said, say)


def _of(line: CaseLine, application: str, said: str, say: Say) -> str:
    if len(line.applications) < 2 or not application:
        return said
    return say("{application}: {what}", application=application, what=said)


def bar(found: Bar, line: CaseLine, say: Say) -> list[str]:
    """What a bar is and how long it lasted: the long words, then the short ones."""
    what = _of(line, found.begins.application, say(found.span.words), say)
    if found.until is not None:
        return [say("{what}, until {day}", what=what, day=found.until), what]
    last = found.last or Day(line.on, line.on)
    least = max(0, (last.earliest - found.first.latest).days)
    most = (last.latest - found.first.earliest).days
    if found.last is None:
        return [_so_far(what, most, say), what]
    return [_lasted(what, least, most, say), what]


def _so_far(what: str, days: int, say: Say) -> str:
    if days < 2:
        return what
    if days < 2 * _MONTH:
        return say("{what}, {count} days so far", what=what, count=days)
    return say("{what}, {count} months so far", what=what, count=round(days / _MONTH))


def _lasted(what: str, least: int, most: int, say: Say) -> str:
    if most < 2:
        return what
    if most < 2 * _MONTH:
        if least == most:
            return say("{what}, {count} days", what=what, count=most)
        return say("{what}, {least} to {most} days", what=what, least=least, most=most)
    least, most = round(least / _MONTH), round(most / _MONTH)
    if least == most:
        return say("{what}, {count} months", what=what, count=most)
    return say("{what}, {least} to {most} months", what=what, least=least, most=most)


def remedy(found: RemedyLine, line: CaseLine, say: Say) -> str:
    """What may be done, and who may do it where it is not the applicant."""
    what = _of(line, found.application, say(found.remedy.words), say)
    return say("{what} (the authority)", what=what) if found.remedy.who == "authority" else what


def window(found: RemedyLine, line: CaseLine, say: Say) -> str:
    """What may be done until when; where the last day is a range that lies ahead, the earliest."""
    what = remedy(found, line, say)
    assert found.last_day is not None
    if not ahead(found, line.on):
        return say("{what}, to {day}", what=what, day=when(found.last_day, say))
    if found.last_day.earliest >= line.on:
        return say("{what}: last day {day}", what=what, day=found.last_day.earliest)
    return say("{what}: last day {day}", what=what, day=when(found.last_day, say))


def standing(found: Stretch, say: Say) -> list[str]:
    """Whether a rule stopped removal: the long words, then the short ones."""
    return [say(words) for words in STANDINGS[found.standing]]


def sentences(
    line: CaseLine,
    lanes: Sequence[tuple[str, list[Bar], list[Mark], list[RemedyLine], list[Stretch]]],
    say: Say,
) -> Iterator[str]:
    """All that the picture shows, lane by lane, for a reader who does not see it."""
    for name, bars, marks, windows, stretches in lanes:
        yield say("{lane}.", lane=say(name))
        for mark in marks:
            yield say("{what}: {day}.", what=event(mark, line, say), day=mark.day)
        for found in bars:
            yield say("{what}.", what=bar(found, line, say)[0])
        for open_ in windows:
            yield say(STATES[open_.state], what=remedy(open_, line, say), day=open_.last_day)
        for stretch in stretches:
            last = stretch.last if stretch.last < line.on else line.on
            yield say("{what}: {first} – {last}.", what=standing(stretch, say)[0], first=stretch.first, last=last)
    unknown = [e for e in line.timeline if e.day is None]
    for e in unknown:
        yield say("{what}: day unknown.", what=say(line.law.kinds[e.kind].says))
    if not lanes:
        yield say("Nothing is recorded up to this day.")
