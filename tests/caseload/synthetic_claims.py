"""Synthetic claims, and how a test looks at them."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from wellfounded import law as laws
from wellfounded.caseload.synth import STRETCH, synthesise
from wellfounded.caseload.table.events import Coded, DayColumn, EventBatch
from wellfounded.claim.events import Case, Event
from wellfounded.claim.record import record
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput

JP = laws.find("jp")
KINDS = tuple(JP.kinds)
LAST = date(2024, 12, 31)


@cache
def first_stretch() -> EventBatch:
    """The first stretch of a caseload, with its facts."""
    return next(synthesise(JP, STRETCH, 11, stated=True))


def at(batch: EventBatch, kind: str) -> Any:
    """The events of a kind."""
    return np.flatnonzero(batch.kind == KINDS.index(kind))


def words(batch: EventBatch, name: str, events: Any) -> Any:
    """What events say in a field of words; "" where nothing."""
    held = batch.fields[name]
    assert isinstance(held.values, Coded)
    codes = np.zeros(batch.n_events, np.int64)
    codes[held.events] = held.values.codes
    return np.array(held.values.words)[codes[events]]


def years(days: Any) -> Any:
    """The year of each day number."""
    return (days - date(1970, 1, 1).toordinal()).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970


def cases(law: Any, batch: EventBatch, some: Any) -> Iterator[Case]:
    """Some claims of a batch as case files hold them."""

    def day(column: DayColumn, i: int) -> Day | None:
        low, high = int(column.low[i]), int(column.high[i])
        return Day(date.fromordinal(low), date.fromordinal(high)) if low else None

    def given(name: str, event: int) -> dict[str, Any]:
        held = batch.fields[name]
        i = int(np.searchsorted(held.events, event))
        if i == len(held.events) or held.events[i] != event:
            return {}
        if isinstance(held.values, DayColumn):
            return {name: day(held.values, i)}
        if isinstance(held.values, Coded):
            return {name: held.values.words[held.values.codes[i]]}
        return {name: bool(held.values[i]) if held.values.dtype == np.uint8 else int(held.values[i])}

    for c in some:
        events = [
            Event(
                tuple(law.kinds)[batch.kind[e]],
                day(batch.day, e),
                day(batch.notified, e),
                batch.how.words[batch.how.codes[e]],
                day(batch.recorded, e),
                batch.actor.words[batch.actor.codes[e]],
                application="" if batch.application[e] < 0 else batch.applications[int(batch.application[e])],
                fields={k: v for name in batch.fields for k, v in given(name, e).items()},
            )
            for e in range(batch.starts[c], batch.starts[c + 1])
        ]
        names = batch.applications[int(batch.application_starts[c]) : int(batch.application_starts[c + 1])]
        yield Case(law.id, batch.claims[c], dict.fromkeys(law.lanes, LAST), tuple(events), (), tuple(names))


def readable(case: Case) -> bool:
    """Whether a completion of the days of a case allows their order."""
    try:
        record(JP, case, LAST)
    except BadInput:
        return False
    return True


def early_interviews(batch: EventBatch) -> Any:
    """Interviews that lie before their application."""
    lodged = np.zeros(batch.n_applications, np.int64)
    applied, interviewed = at(batch, "applied"), at(batch, "interviewed")
    lodged[batch.application[applied]] = batch.day.low[applied]
    return interviewed[batch.day.low[interviewed] < lodged[batch.application[interviewed]]]
