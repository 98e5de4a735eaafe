"""Pieces of a batch: some of its claims, some values of a field, statements about its applications."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from wellfounded.caseload.synthetic.working_days import Ints
from wellfounded.caseload.table.events import Coded, DayColumn, EventBatch, Field, FieldValues, Stated


def said(rows: Ints, values: FieldValues) -> Stated:
    """Statements of the second input about some applications, which stand from the beginning."""
    return Stated(rows, np.zeros(len(rows), np.int32), values, np.arange(1, len(rows) + 1, dtype=np.int64))


def taken(values: FieldValues, at: Any) -> FieldValues:
    """Some of the values of a field."""
    if isinstance(values, DayColumn):
        low = values.low[at]
        return DayColumn(low, low if values.exact else values.high[at])
    return Coded(values.codes[at], values.words) if isinstance(values, Coded) else values[at]


def first_claims(batch: EventBatch, claims: int) -> EventBatch:
    """The first claims of a batch."""
    n, m = int(batch.starts[claims]), int(batch.application_starts[claims])
    fields = {}
    for name, held in batch.fields.items():
        k = int(np.searchsorted(held.events, n))
        if k:
            fields[name] = Field(held.events[:k], taken(held.values, slice(k)))
    statements = {}
    for name, told in batch.statements.items():
        at = told.rows < m
        statements[name] = Stated(told.rows[at], told.since[at], taken(told.values, at), told.line[at])
    return replace(
        batch,
        claims=batch.claims[:claims],
        starts=batch.starts[: claims + 1],
        applications=batch.applications[:m],
        application_starts=batch.application_starts[: claims + 1],
        application=batch.application[:n],
        kind=batch.kind[:n],
        day=_first(batch.day, n),
        notified=_first(batch.notified, n),
        recorded=_first(batch.recorded, n),
        how=Coded(batch.how.codes[:n], batch.how.words),
        actor=Coded(batch.actor.codes[:n], batch.actor.words),
        standing=batch.standing[:n],
        fields=fields,
        attributes={name: Coded(c.codes[:claims], c.words) for name, c in batch.attributes.items()},
        statements=statements,
        line=batch.line[:n],
    )


def _first(days: DayColumn, n: int) -> DayColumn:
    low = days.low[:n]
    return DayColumn(low, low if days.exact else days.high[:n])
