"""Breaches one by one, as a reader sees them: the sentence, the provision as numbered on that day, who bears it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from wellfounded.caseload.procedure.breaches import Breaches, Found
from wellfounded.logic.days import Day
from wellfounded.readings.values import MET
from wellfounded.readings.words import Words
from wellfounded.rules.breaches import BreachKind


@dataclass(frozen=True, slots=True)
class Listed:
    """One breach as a reader sees it. `provisions`: as numbered on that day. `confidence`: the mark of the text.

    `state`: met or open; `excused`, `remedied`: no, open or yes. `line`: of the source, 0 where no event is recorded.
    """

    claim: str
    application: str
    name: str
    kind: BreachKind
    sentence: str
    provisions: tuple[str, ...]
    since: date
    until: date | None
    confidence: str
    bears: str
    day: Day | None
    state: str
    excused: str
    remedied: str
    event: str
    missing: bool
    target: bool
    line: int


_ANSWERS = ("no", "open", "yes")


def listed(breaches: Breaches, found: Found, words: Words, most: int | None = None) -> list[Listed]:
    """The first `most` breaches of a batch, in the order of the claims, each with its sentence and provision."""
    order = np.lexsort((found.entry, found.low, found.claim))
    rows = []
    for i in order[:most].tolist():
        entry = breaches.entries[int(found.entry[i])]
        text = entry.texts[int(found.text[i])]
        low, high = int(found.low[i]), int(found.high[i])
        day = Day(date.fromordinal(low), date.fromordinal(high)) if low > 0 else None
        on = day.earliest if day is not None else text.since
        application, event = int(found.application[i]), int(found.event[i])
        rows.append(
            Listed(
                claim=found.batch.claims[int(found.claim[i])],
                application=found.batch.applications[application] if application >= 0 else "",
                name=entry.name,
                kind=entry.kind,
                sentence=entry.sentence(words),
                provisions=tuple(words.cite(cite, on) for cite in text.cites),
                since=text.since,
                until=text.until,
                confidence=text.confidence,
                bears=entry.bears,
                day=day,
                state="met" if found.state[i] == MET else "open",
                excused=_ANSWERS[int(found.excused[i])],
                remedied=_ANSWERS[int(found.remedied[i])],
                event=entry.event,
                missing=entry.missing,
                target=entry.target,
                line=int(found.batch.line[event]) if event >= 0 else 0,
            )
        )
    return rows
