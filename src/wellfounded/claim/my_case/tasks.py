"""What must I do, and by when? Every remedy and duty of the applicant that is there or may be, the earliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from wellfounded.claim.case_line import CaseLine, Next, RemedyLine
from wellfounded.claim.my_case import sentences as say
from wellfounded.claim.my_case.answers import Sentence, Task
from wellfounded.logic.days import Day
from wellfounded.readings.words import DayCount, NamedDay
from wellfounded.rules.citations import weakest
from wellfounded.rules.guide import Doing, Guide

SOON = 3
"""A day that is this many days away is about to pass."""


def tasks(line: CaseLine, guide: Guide) -> tuple[Task, ...]:
    """The tasks, the earliest last day first; those whose day is not known before all, since theirs may be today; those
    that have none at the end.
    """
    found = [_of_remedy(line, r, guide) for r in _remedies(line, guide) if r.recorded and not _over(line, r)]
    found += [_of_duty(line, n, guide.duties[n.duty.owed.name]) for n in line.next if n.duty.owed.name in guide.duties]
    return tuple(sorted(found, key=lambda task: (pressing(line.on, task), task.name)))


def pressing(on: date, task: Task) -> date:
    """The day by which a task stands among others: its own, or today where nobody knows it."""
    return date.max if any(note.template == say.NO_LAST_DAY for note in task.notes) else task.by or on


def nothing_to_do(line: CaseLine, guide: Guide, to_do: tuple[Task, ...]) -> tuple[Sentence, ...]:
    """That there is nothing to do, only where that is established; else that the file shows nothing."""
    if to_do:
        return ()
    owed = [guide.duties[duty.owed.name] for duty in line.perhaps_owed if duty.owed.name in guide.duties]
    perhaps = any(r.state == "unknown" for r in _remedies(line, guide))
    if not owed and not perhaps and len(line.current.stage) == 1:
        return (Sentence(say.NOTHING),)
    asked = (Sentence(doing.if_not_known) for doing in owed if doing.if_not_known)
    return Sentence(say.NOTHING_KNOWN), *asked, Sentence(say.LETTER)


def authority_may(line: CaseLine, guide: Guide) -> tuple[Sentence, ...]:
    """What the authority may still do, until the latest that its last day can be."""
    found: dict[str, Sentence] = {}
    for each in line.current.remedies:
        told = guide.authority_may.get(each.remedy.name)
        mine = each.remedy.who == "authority" and each.recorded and each.state in ("open", "unknown")
        if told and mine and each.last_day is not None and each.last_day.latest >= line.on:
            found[told] = Sentence(told, {"day": NamedDay.of(each.last_day.latest)}, _doubtful(each))
    return tuple(found.values())


def _remedies(line: CaseLine, guide: Guide) -> Iterator[RemedyLine]:
    """The remedies of the applicant that the page names and that can be used, or may be."""
    for each in (r for application in line.applications for r in application.remedies):
        mine = each.remedy.who == "applicant" and each.remedy.name not in guide.left_to_the_lawyer
        if mine and each.state in ("open", "unknown"):
            yield each


def _over(line: CaseLine, found: RemedyLine) -> bool:
    """Whether the last day has passed, whichever day it was."""
    return found.last_day is not None and found.last_day.latest < line.on


def _doubtful(found: RemedyLine) -> bool:
    return weakest(found.available.confidence, found.finding.confidence) == "doubtful"


def _of_remedy(line: CaseLine, found: RemedyLine, guide: Guide) -> Task:
    doing = guide.remedies[found.remedy.name]
    if doing.if_they_may_too and _they_may_too(line, found):
        doing = replace(doing, do=doing.if_they_may_too)
    # What is open and has no last day: none runs, as while a review is pending.
    none_runs = found.state == "open" and found.last_day is None
    notes = [say.NO_LAST_DAY] if none_runs else list(_of_the_day(line.on, found.last_day))
    if found.state == "unknown" and say.PERHAPS_OVER not in notes:
        notes.append(say.PERHAPS_NEEDED)
    return _task(line.on, found.remedy.name, doing, found.last_day, notes, _doubtful(found))


def _they_may_too(line: CaseLine, found: RemedyLine) -> bool:
    """Whether the authority may do the same: then the applicant did not lose all."""
    return any(
        r.remedy.name == found.remedy.name and r.remedy.who == "authority" and r.available.settled == "met"
        for application in line.applications
        if application.id == found.application
        for r in application.remedies
    )


def _of_duty(line: CaseLine, owed: Next, doing: Doing) -> Task:
    notes = list(_of_the_day(line.on, owed.by)) if owed.duty.by else []
    return _task(line.on, owed.duty.owed.name, doing, owed.by, notes, owed.finding.confidence == "doubtful")


def _of_the_day(on: date, last: Day | None) -> Iterator[str]:
    """What one must know of the last day."""
    if last is None:
        yield say.DAY_UNKNOWN
    elif last.earliest < on:
        yield say.PERHAPS_OVER
    else:
        yield say.TODAY if last.earliest == on else say.LEFT
        if not last.exact:
            yield say.ACT_BY_THIS_DAY


def _task(on: date, name: str, doing: Doing, last: Day | None, notes: list[str], doubtful: bool) -> Task:
    by = last.earliest if last else None
    left = (by - on).days if by else None
    return Task(
        name,
        Sentence(doing.do, doubtful=doubtful),
        by,
        left,
        left is not None and left <= SOON,
        tuple(Sentence(note, {"left": DayCount(left or 0)} if note == say.LEFT else {}) for note in notes),
        Sentence(doing.where) if doing.where else None,
        tuple(Sentence(thing) for thing in doing.bring),
    )
