"""The days that lie ahead in a case, and the calendar that is made of them (RFC 5545).

A calendar is seen by whoever sees the screen of a telephone. So an entry says no more than "Deadline" and the name
of the file, unless everything is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import ModuleType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from wellfounded.claim import lanes
from wellfounded.claim.case_line import CaseLine, Next, RemedyLine
from wellfounded.claim.contract import cites, counted
from wellfounded.claim.picture import captions
from wellfounded.logic.days import Day
from wellfounded.readings.words import Words

WARNINGS = (7, 3, 1)
"""So many days before, at nine in the morning, the calendar reminds."""
MORNING = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class Entry:
    """A day ahead. `key`: what it is, for a name that stays; `notes`: what may be seen by all; `full`: the rest."""

    key: str
    day: Day
    title: str
    notes: tuple[str, ...]
    full: tuple[str, ...] = ()


def entries(line: CaseLine, words: Words) -> Iterator[Entry]:
    """Last days that can still be kept, what the law asks next by a day, and the ends of what was granted."""
    for remedy in lanes.dated(line):
        if remedy.state in ("open", "unknown"):
            yield from _remedy(remedy, line, words)
    for duty in line.next:
        if duty.by is not None and duty.by.latest >= line.on:
            yield _duty(duty, duty.by, line, words)
    for lane in line.law.lanes:
        for bar in lanes.bars(line, lane):
            if bar.until is not None and bar.last is None:
                what = words.say("{what}, until {day}", what=words.say(bar.span.words), day=bar.until)
                key = f"{bar.span.words}/{bar.begins.application}"
                yield Entry(key, bar.until, what, _notes(bar.until, line.on, words))


def _remedy(found: RemedyLine, line: CaseLine, words: Words) -> Iterator[Entry]:
    what = captions.remedy(found, line, words.say)
    key = f"{found.remedy.name}/{found.remedy.who}/{found.application}"
    last, outer = found.last_day, found.outer_last_day
    assert last is not None
    theirs = (words.say("It is the other side that may act until then."),) if found.remedy.who == "authority" else ()
    texts = [c["text"] for c in cites([*found.finding.cites, *found.available.cites], line.on, words)]
    full = [
        words.say(found.remedy.authority),
        words.say(found.remedy.if_missed),
        *counted(found.counting, words),
        *texts,
    ]
    said = tuple(text for text in full if text)
    if last.latest >= line.on:
        yield Entry(f"{key}/last", last, what, (*_notes(last, line.on, words), *theirs), said)
    # Where the last day is known, a later day under the same neutral title would only mislead.
    if outer is not None and not last.exact and outer.latest > last.latest and outer.latest >= line.on:
        title = words.say("{what}: the longest time", what=what)
        yield Entry(f"{key}/outer", outer, title, (*_notes(outer, line.on, words), *theirs), said)


def _duty(found: Next, by: Day, line: CaseLine, words: Words) -> Entry:
    theirs = (words.say("It is the other side that must act until then."),) if found.duty.who == "authority" else ()
    title = words.say(found.duty.words, **found.finding.args)
    texts = tuple(c["text"] for c in cites(found.finding.cites, line.on, words))
    key = f"{found.duty.owed.name}/{found.finding.application}"
    return Entry(key, by, title, (*_notes(by, line.on, words), *theirs), texts)


def _notes(day: Day, on: date, words: Words) -> tuple[str, ...]:
    """What must be known of a day that is not sure, and from when the counting is."""
    counted_on = words.say("Counted on {day} from the file of that day.", day=on)
    if day.exact:
        return (counted_on,)
    ends = {"earliest": day.earliest, "latest": day.latest}
    if day.earliest < on:
        sure = words.say("The last day lies from {earliest} to {latest}: it may have passed. Act at once.", **ends)
    else:
        sure = words.say("The last day lies from {earliest} to {latest}. Act by the earliest.", **ends)
    return (sure, counted_on)


@dataclass(frozen=True, slots=True)
class Named:
    """The entries of one file under its name, counted on a day."""

    name: str
    on: date
    entries: tuple[Entry, ...]


def ical(icalendar: ModuleType, files: Iterable[Named], words: Words, *, full: bool = False) -> bytes:
    """The entries of files as iCalendar. `icalendar`: the package that writes it. Nothing in it comes from the clock,
    so the same files give the same bytes.
    """
    made = icalendar.Calendar()
    # The name of the software would say what the days are about.
    made.add("prodid", "-//calendar//1")
    made.add("version", "2.0")
    for file in files:
        neutral = words.say("Deadline ({file})", file=file.name)
        for entry in file.entries:
            title = f"{entry.title} ({file.name})" if full else neutral
            event = icalendar.Event()
            event.add("uid", str(uuid5(NAMESPACE_URL, f"{file.name}/{entry.key}")))
            event.add("dtstamp", datetime.combine(file.on, time(), UTC))
            event.add("dtstart", max(entry.day.earliest, file.on))
            event.add("summary", title)
            event.add("description", "\n".join((*entry.notes, *(entry.full if full else ()))))
            event.add("class", "PRIVATE")
            event.add("transp", "TRANSPARENT")
            for days in WARNINGS:
                event.add_component(_alarm(icalendar, days, title))
            made.add_component(event)
    return bytes(made.to_ical())


def _alarm(icalendar: ModuleType, days: int, title: str) -> Any:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", MORNING - timedelta(days))
    return alarm
