"""The last day of a remedy from a notice alone, without a case file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from wellfounded.claim.case_file import stated
from wellfounded.claim.counting import Counted, counting
from wellfounded.claim.fold import absent
from wellfounded.claim.record import reader
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.reasons import Finding, Settled, doubts
from wellfounded.readings.values import FIRST_DAY, MET, NEVER, NOT_MET, OPEN, as_day, day_value
from wellfounded.rules.order import LegalOrder, Notice, Remedy
from wellfounded.rules.rule import Unclear

How = Literal["in_person", "post", "served", "electronic"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The answer: the last day, the outer one, whether a filing is in time, and how it was counted."""

    remedy: Remedy
    last_day: Day
    outer_last_day: Day | None
    in_time: Settled | None
    counting: tuple[Counted, ...]
    finding: Finding
    unclear: tuple[Unclear, ...]


def remedy_of(law: LegalOrder, name: str) -> tuple[Remedy, Notice]:
    """The remedy of a name that can be asked about from a notice."""
    for remedy in law.remedies:
        if remedy.name == name and remedy.notice is not None:
            return remedy, remedy.notice
    names = dict.fromkeys(r.name for r in law.remedies if r.notice is not None)
    raise BadInput(
        "{law} has no remedy {remedy} with a time that runs from a notice. Write one of: {remedies}.",
        law=law.id,
        remedy=name,
        remedies=", ".join(names),
    )


def deadline(
    law: LegalOrder,
    name: str,
    start: Day,
    *,
    how: How | None = None,
    viewed: Day | Literal["never"] | None = None,
    filed: Day | None = None,
    by_post: bool = False,
) -> Deadline:
    """The last day of a remedy from the day on which its notice arrived.

    Only the days count: what may excuse a late filing is left aside. `start`: that day, or a range; with
    `how="electronic"` the day of the notice, and `viewed` the day of viewing or download, `"never"`, or None where
    nobody knows. `filed`: the day of posting or of arrival.
    """
    remedy, notice = remedy_of(law, name)
    if filed is not None and filed.latest < start.earliest:
        text = "What was filed on {filed} was filed before the notice of {start}."
        raise BadInput(text, filed=filed.text, start=start.text)
    facts = _facts(law, notice, start, how, viewed)
    on = (filed or start).latest
    if filed is not None:
        for fact, there in ((notice.posted, by_post), (notice.filed, True)):
            if fact:
                facts[fact] = day_value(filed) if there else NEVER
    made = reader(law)
    values = {f.name: absent(f, on.toordinal(), on.toordinal()) for f in law.facts.values() if f.folds}
    # What excuses a late filing is a question of its own: here only the days count.
    values |= {f.name: NOT_MET for f in law.facts.values() if f.type == "truth" and not f.folds}
    row = made.reading.rows([("1", {**values, **facts})], on)[0]
    assert remedy.last_day is not None
    last = as_day(made.reading.value(remedy.last_day.name, row))
    if last is None:
        raise BadInput(
            "No text of the law gives {remedy} a last day from a notice on {start}.", remedy=name, start=start.text
        )
    outer = made.reading.value(remedy.outer_last_day.name, row) if remedy.outer_last_day else NEVER
    finding = made.explanation.finding(remedy.last_day.name, row)
    asked = [finding]
    in_time: Settled | None = None
    if filed is not None and notice.in_time is not None:
        in_time = made.exact.settle(notice.in_time.name, row)
        asked.append(made.explanation.finding(notice.in_time.name, row))
    return Deadline(
        remedy,
        last,
        as_day(outer),
        in_time,
        tuple(counting(made.reading, remedy.last_day.name, row)),
        finding,
        tuple(doubts(asked)),
    )


def _facts(
    law: LegalOrder, notice: Notice, start: Day, how: How | None, viewed: Day | Literal["never"] | None
) -> dict[str, Any]:
    facts = {name: stated(law.facts[name], value) for name, value in notice.given.items()}
    if how != "electronic":
        if viewed is not None:
            raise BadInput("--viewed belongs to --how electronic. Write both, or neither.")
        return {**facts, notice.arrived: day_value(start)}
    if not notice.electronic:
        raise BadInput("The notice of this remedy is not served electronically. Leave out --how electronic.")
    facts |= {name: stated(law.facts[name], value) for name, value in notice.electronically.items()}
    facts[notice.electronic] = day_value(start)
    if isinstance(viewed, Day) and viewed.latest < start.earliest:
        raise BadInput("A notice of {start} cannot have been viewed on {viewed}.", start=start.text, viewed=viewed.text)
    week = start.latest.toordinal() + 7
    unknown = (max(start.earliest.toordinal(), FIRST_DAY), week, OPEN)
    facts[notice.viewed] = NEVER if viewed == "never" else unknown if viewed is None else day_value(viewed, MET)
    return facts


def notice_day(law: LegalOrder, start: Day, how: How | None) -> Day:
    """A notice handed over in person was handed over on a working day of the office; only a range is narrowed."""
    office = law.calendars.get("office")
    return office.narrow(start) if how == "in_person" and office is not None and not start.exact else start
