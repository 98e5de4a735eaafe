"""Events drawn kind by kind for a whole stretch of claims, gathered into one batch in the order of days.

A stretch is a fixed number of claims with random numbers of its own, so that a claim is the same however many others
are drawn, and in whatever pieces they are used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wellfounded.caseload.synthetic.working_days import EPOCH, Ints
from wellfounded.caseload.table.events import Coded, DayColumn, EventBatch, Field, FieldValues, Names
from wellfounded.logic.errors import WrongCall
from wellfounded.rules.order import DAYS, LegalOrder

Bools = NDArray[np.bool_]
_DAY_BITS, _PART_BITS = 20, 12


@dataclass(frozen=True, slots=True)
class Words:
    """Drawn words of a field: `codes` number `words` from 0."""

    codes: NDArray[Any]
    words: tuple[str, ...]


Given = str | bool | Words | NDArray[Any]
"""What a field holds in all events of a part: one word, one truth, drawn words, or days or numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    kind: str
    who: Ints
    day: Ints
    application: Ints | None
    notified: Ints | None
    how: Words | str
    actor: Words | str
    fields: Mapping[str, Given]


@dataclass(slots=True, eq=False)
class Gathering:
    """The events of one stretch, in parts of one kind that each name a claim at most once.

    Events of one claim and day stand in the order of their parts.
    """

    law: LegalOrder
    claims: int
    parts: list[_Part] = field(default_factory=list)

    def add(
        self,
        kind: str,
        who: Ints,
        day: NDArray[Any],
        application: Ints | None = None,
        /,
        *,
        notified: NDArray[Any] | None = None,
        how: Words | str = "",
        actor: Words | str = "",
        **fields: Given,
    ) -> None:
        """Events of a kind: of whom, on which day, of which application (counted from 0) where the kind has one.

        Refuses (WrongCall) what the law does not know: the path and the law would have parted.
        """
        declared = self.law.kinds.get(kind)
        if declared is None or (declared.scope == "application") != (application is not None):
            raise WrongCall("The law {law} knows no such event as {kind}.", law=self.law.id, kind=kind)
        for name, given in fields.items():
            allowed = declared.fields.get(name)
            words = given.words if isinstance(given, Words) else (given,) if isinstance(given, str) else ()
            if allowed is None or (isinstance(allowed, tuple) and not set(words) <= set(allowed)):
                raise WrongCall("The field {field} of {kind} has no such value.", field=name, kind=kind)
        if len(who):
            self.parts.append(_Part(kind, who, np.asarray(day, np.int64), application, notified, how, actor, fields))

    def batch(
        self,
        first_claim: int,
        last_day: Ints,
        attributes: Mapping[str, Words],
        rng: np.random.Generator,
        blur: np.random.Generator | None = None,
        imprecise: float = 0.0,
    ) -> EventBatch:
        """The batch of all claims. `last_day`: of each claim; later events are left out.

        `rng` draws how many days later an event is recorded; `blur` which days are known to the month only.
        """
        parts, law = self.parts, self.law
        sizes = [len(p.who) for p in parts]
        who = np.concatenate([p.who for p in parts])
        day = np.concatenate([p.day for p in parts])
        part = np.repeat(np.arange(len(parts)), sizes)
        key = (who << (_DAY_BITS + _PART_BITS)) | (day << _PART_BITS) | part
        order = np.argsort(key)
        order = order[day[order] <= last_day[who[order]]]
        place = np.full(len(who), -1, np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        who, day, part = who[order], day[order], part[order]
        kinds = {name: i for i, name in enumerate(law.kinds)}
        kind = np.array([kinds[p.kind] for p in parts], np.int16)[part]
        number = _joined([p.application for p in parts], sizes, -1)[order]
        notified = _joined([p.notified for p in parts], sizes, 0)[order]
        notified[notified > last_day[who]] = 0
        late = np.array([0, 0, 1, 1, 2, 3, 5, 8])[rng.integers(0, 8, len(order))]
        recorded = np.minimum(np.maximum(day, notified) + late, np.maximum(last_day[who], day))

        starts = np.zeros(self.claims + 1, np.int64)
        np.cumsum(np.bincount(who, minlength=self.claims), out=starts[1:])
        held = np.zeros(self.claims, np.int64)
        np.maximum.at(held, who, number + 1)
        held = np.maximum(held, 1)
        application_starts = np.concatenate(([0], np.cumsum(held)))
        application = np.where(number < 0, -1, application_starts[who] + number).astype(np.int32)
        names = np.arange(application_starts[-1]) - np.repeat(application_starts[:-1], held) + 1
        low, high, told, told_high = day, day, notified, notified
        if blur is not None and imprecise > 0:
            low, high = _to_the_month(day, blur.random(len(day)) < imprecise, last_day[who])
            told, told_high = _to_the_month(notified, blur.random(len(day)) < imprecise, last_day[who])
        n = len(order)
        return EventBatch(
            claims=Names(_claim_names(first_claim, self.claims)),
            starts=starts,
            applications=Names(pc.cast(pa.array(names), pa.string())),
            application_starts=application_starts,
            application=application,
            kind=kind,
            day=_days(low, high),
            notified=_days(told, told_high),
            recorded=_days(recorded, recorded),
            how=_coded([p.how for p in parts], sizes, order),
            actor=_coded([p.actor for p in parts], sizes, order),
            standing=np.ones(n, np.bool_),
            fields=_fields(law, parts, sizes, place),
            attributes={name: Coded((w.codes + 1).astype(np.int16), ("", *w.words)) for name, w in attributes.items()},
            statements={},
            line=np.arange(1, n + 1, dtype=np.int64),
        )


def _claim_names(first: int, claims: int) -> pa.Array:
    """S00000000, S00000001, ..."""
    numbers = pc.cast(pa.array(np.arange(first, first + claims)), pa.string())
    return pc.binary_join_element_wise("S", pc.utf8_lpad(numbers, 8, "0"), "")


def _days(low: Ints, high: Ints) -> DayColumn:
    first = low.astype(np.int32)
    return DayColumn(first, first if high is low else high.astype(np.int32))


def _to_the_month(day: Ints, chosen: Bools, last_day: Ints) -> tuple[Ints, Ints]:
    """Both ends of each day, those chosen known to the month only. What is unrecorded stays so."""
    at = np.flatnonzero(chosen & (day > 0))
    if not len(at):
        return day, day
    month = (day[at] - EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    low, high = day.copy(), day.copy()
    low[at] = month.astype("datetime64[D]").astype(np.int64) + EPOCH
    end = (month + 1).astype("datetime64[D]").astype(np.int64) + EPOCH - 1
    high[at] = np.maximum(np.minimum(end, last_day[at]), day[at])
    return low, high


def _joined(given: Sequence[NDArray[Any] | None], sizes: Sequence[int], otherwise: int) -> Ints:
    """One array of all parts; a part that says nothing holds `otherwise`."""
    return np.concatenate(
        [
            np.full(n, otherwise, np.int64) if g is None else g.astype(np.int64)
            for g, n in zip(given, sizes, strict=True)
        ]
    )


def _coded(given: Sequence[Words | str], sizes: Sequence[int], order: Ints) -> Coded:
    """Words of all parts, in the order of the events."""
    words: dict[str, int] = {"": 0}
    codes = np.concatenate([_codes(g, n, words) for g, n in zip(given, sizes, strict=True)])
    return Coded(codes[order], tuple(words))


def _codes(given: Words | str, size: int, words: dict[str, int]) -> NDArray[np.int16]:
    if isinstance(given, str):
        return np.full(size, words.setdefault(given, len(words)), np.int16)
    numbers = np.array([words.setdefault(w, len(words)) for w in given.words], np.int16)
    found: NDArray[np.int16] = numbers[given.codes]
    return found


def _fields(
    law: LegalOrder, parts: Sequence[_Part], sizes: Sequence[int], place: NDArray[np.int32]
) -> dict[str, Field]:
    """The fields of all events, each with the events that say something in it, ascending."""
    begin = np.concatenate(([0], np.cumsum(sizes)))
    names = dict.fromkeys(name for p in parts for name in p.fields)
    found: dict[str, Field] = {}
    for name in names:
        at, values, words = [], [], {"": 0}
        wanted: Any = str
        for i, p in enumerate(parts):
            if name in p.fields:
                given = p.fields[name]
                wanted = law.kinds[p.kind].fields[name]
                where = place[begin[i] : begin[i + 1]]
                if isinstance(given, bool):
                    value: NDArray[Any] = np.full(len(where), given, np.uint8)
                elif isinstance(given, np.ndarray):
                    value = given.astype(np.uint8 if wanted is bool else np.int32)
                else:
                    value = _codes(given, len(where), words)
                at.append(where)
                values.append(value)
        where, value = np.concatenate(at), np.concatenate(values)
        if wanted in DAYS:
            # A day that is unrecorded (0) is not said at all.
            where = np.where(value == 0, -1, where)
        order = np.argsort(where)[np.count_nonzero(where < 0) :]
        where, value = where[order], value[order]
        held: FieldValues = value
        if wanted in DAYS:
            held = DayColumn(value, value)
        elif wanted is not bool and wanted is not int:
            held = Coded(value, tuple(words))
        if len(where):
            found[name] = Field(where, held)
    return found


def chosen(words: Sequence[str], weights: Sequence[float], u: NDArray[Any]) -> Words:
    """Words drawn by their weights. `u`: uniform numbers from 0 to 1."""
    edges = np.cumsum(np.asarray(weights, float))
    return Words(np.searchsorted(edges / edges[-1], u, side="right").clip(0, len(words) - 1), tuple(words))
