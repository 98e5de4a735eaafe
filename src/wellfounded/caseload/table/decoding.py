"""The rows of whole claims as an EventBatch, with the strictness of a case file; what is refused is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.table.arrays import arrow, looked_up, numpy_of
from wellfounded.caseload.table.cells import DayReader, Faults, counts, given, is_text, text, truths, words
from wellfounded.caseload.table.claimwise import (
    applications,
    attribute,
    corrected_by,
    named,
    repeated,
    unclear_application,
)
from wellfounded.caseload.table.clustering import KIND, LINE, Stretch
from wellfounded.caseload.table.events import UNRECORDED, Coded, DayColumn, EventBatch, Field, FieldValues, Names
from wellfounded.caseload.table.layout import Layout
from wellfounded.caseload.table.rejects import Rejected
from wellfounded.claim.case_file import HOW
from wellfounded.claim.written import quoted
from wellfounded.logic.days import Day
from wellfounded.logic.errors import WellfoundedError

_MANNERS = ("", *HOW)
NAMED = 5
"""Rows that are named where a claim's attribute has several values."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came of one stretch. `rows`: of the source, one for each refusal.

    `conflicts`: by attribute, in how many rows its value is another one than the claim's first, and the first such
    lines. `later`: events recorded after the day asked about; `claims_later`: claims that have no other events.
    `claims_lost`: claims of which every row was refused. `undated`: events that happened on an unknown day.
    """

    batch: EventBatch
    rejected: list[Rejected]
    rows: Any
    conflicts: Mapping[str, tuple[int, list[int]]]
    later: int
    claims_later: int
    claims_lost: int
    undated: int
    synthetic: bool


class Decoder:
    """Reads stretches of a table of a law. Several threads may share it.

    `named`: our name of each column of the source ("" leaves it out). `values`: their words to ours, by our column.
    `recorded_by`: events recorded after that day number are left out.
    """

    def __init__(
        self,
        layout: Layout,
        named: Mapping[str, str],
        values: Mapping[str, Mapping[str, str]],
        recorded_by: int | None = None,
    ) -> None:
        self.layout = layout
        self.values = values
        self.recorded_by = recorded_by
        self.theirs = {ours: theirs for theirs, ours in named.items() if ours}
        own = set(layout.columns)
        self.attributes = [ours for ours in self.theirs if ours not in own]
        self.days = DayReader(layout.law)
        self.kinds = tuple(layout.law.kinds.values())
        self.fields = {name: sort for name, sort in layout.sorts.items() if name in self.theirs}
        self.of_application = np.array([kind.scope == "application" for kind in self.kinds])
        self.offices = np.array([kind.offices for kind in self.kinds])
        self.has = {name: np.array([name in kind.fields for kind in self.kinds]) for name in layout.sorts}
        needed = {name for kind in self.kinds for name in kind.needs}
        self.needed = {name: np.array([name in kind.needs for kind in self.kinds]) for name in sorted(needed)}

    def decode(self, stretch: Stretch) -> Decoded:
        """The batch of a stretch."""
        rows, size, faults = stretch.rows, len(stretch.rows), Faults()
        kind = numpy_of(rows.column(KIND))
        line = numpy_of(rows.column(LINE))
        claim = _claims(stretch)
        how = self._how(rows, faults)
        day, notified, recorded = (self._day(rows, name, faults) for name in ("day", "notified", "recorded"))
        day, notified = (self._at_office(column, kind, how, faults) for column in (day, notified))
        fields = {name: found for name in self.fields if (found := self._field(rows, name, kind, faults)) is not None}
        self._check_needs(fields, kind, faults)
        repeated(rows, stretch.starts, claim, kind, day.low, faults.mask(size), faults)
        ids, corrects = self._text(rows, "id"), self._text(rows, "corrects")
        by = corrected_by(ids, corrects, claim, faults.mask(size), faults)
        codes, names = self._words(rows, "application")
        of_application = looked_up(self.of_application, kind)
        said = unclear_application(codes, claim, len(stretch.names), of_application, faults.mask(size), faults)

        readable = faults.mask(size)
        kept = readable if self.recorded_by is None else readable & (_record(day, recorded) <= self.recorded_by)
        take = _Taking(kept, claim, stretch.starts)
        claim, claims = take.claim, take.claims
        codes = take.of(codes)
        if said is not None and not take.all:
            said = named(codes, claim, claims)
        applied = applications(codes, names, claim, take.of(of_application), said, claims)
        standing = np.ones(size, np.bool_) if by is None else (by < 0) | ~kept[by]
        attributes, conflicts = {}, {}
        for name in self.attributes:
            written, known = self._words(rows, name)
            of_claim, kept_words, other = attribute(take.of(written), known, claim, claims)
            attributes[name] = Coded(of_claim, kept_words)
            if len(other):
                conflicts[name] = (len(other), take.of(line)[other[:NAMED]].tolist())
        batch = EventBatch(
            claims=Names(text(stretch.names).take(arrow(take.claims_kept)) if take.some_claims else stretch.names),
            starts=take.starts,
            applications=applied.names,
            application_starts=applied.starts,
            application=applied.of_event,
            kind=take.of(kind),
            day=take.days(day),
            notified=take.days(notified),
            recorded=take.days(recorded),
            how=Coded(take.of(how), _MANNERS),
            actor=self._coded(rows, "actor", take),
            standing=take.of(standing),
            fields={name: found for name, given_ in fields.items() if (found := take.field(given_)) is not None},
            attributes=attributes,
            statements={},
            line=take.of(line),
            ids=take.names(ids),
            corrects=take.names(corrects),
        )
        wrong = sorted(faults.found)
        lost = 0
        if wrong:
            lost = int((np.bincount(_claims(stretch)[readable], minlength=len(stretch.names)) == 0).sum())
        return Decoded(
            batch,
            [Rejected(int(line[i]), *faults.found[i]) for i in wrong],
            self._refused(stretch, wrong),
            conflicts,
            int((readable & ~kept).sum()),
            len(stretch.names) - lost - claims,
            lost,
            int((batch.day.low == UNRECORDED).sum()),
            "synthetic" in self.theirs and says_synthetic(rows.column(self.theirs["synthetic"])),
        )

    def _refused(self, stretch: Stretch, at: list[int]) -> Any:
        """Some rows with the column of claims, as the source has them."""
        if not at:
            return None
        names = stretch.names.take(arrow(_claims(stretch)[at]))
        return stretch.rows.take(arrow(np.array(at))).append_column(self.theirs["claim"], names)

    def _words(self, rows: Any, ours: str) -> tuple[NDArray[np.int32], list[str]]:
        if ours not in self.theirs:
            return np.zeros(len(rows), np.int32), [""]
        return words(rows.column(self.theirs[ours]), self.values.get(ours))

    def _text(self, rows: Any, ours: str) -> Any:
        if ours not in self.theirs:
            return None
        column = rows.column(self.theirs[ours])
        return None if column.null_count == len(column) else text(column)

    def _coded(self, rows: Any, ours: str, take: _Taking) -> Coded:
        codes, found = self._words(rows, ours)
        return Coded(take.of(codes), tuple(found))

    def _how(self, rows: Any, faults: Faults) -> NDArray[np.int16]:
        if "how" not in self.theirs:
            return np.zeros(len(rows), np.int16)
        codes, found = self._words(rows, "how")
        table = np.array([_MANNERS.index(word) if word in _MANNERS else -1 for word in found], np.int16)
        made = looked_up(table, codes)
        if (table < 0).any():
            at = np.flatnonzero(made < 0)
            faults.add(
                at,
                lambda i: (
                    "{how} is not a manner of notice. Write one of: {manners}.",
                    {"how": quoted(found[codes[at[i]]]), "manners": ", ".join(HOW)},
                ),
            )
            made[at] = 0
        return made

    def _day(self, rows: Any, ours: str, faults: Faults) -> DayColumn:
        if ours not in self.theirs:
            none = np.zeros(len(rows), np.int32)
            return DayColumn(none, none)
        latest = self.theirs.get(f"{ours}_latest")
        return self.days.read(rows.column(self.theirs[ours]), rows.column(latest) if latest else None, False, faults)

    def _at_office(self, days: DayColumn, kind: NDArray[np.int16], how: NDArray[np.int16], faults: Faults) -> DayColumn:
        """What was handed over at an office was handed over on a working day of that office."""
        office = self.layout.law.calendars.get("office")
        if days.exact or office is None:
            return days
        at = np.flatnonzero((how == _MANNERS.index("in_person")) & (days.low != days.high))
        at = at[self.offices.take(kind.take(at))]
        if not len(at):
            return days
        low, high = days.low.copy(), days.high.copy()
        spans, which = np.unique(np.stack((low[at], high[at])), axis=1, return_inverse=True)
        for i, (first, last) in enumerate(spans.T.tolist()):
            mine = at[which.reshape(-1) == i]
            try:
                day = office.narrow(Day(date.fromordinal(first), date.fromordinal(last)))
            except WellfoundedError as error:
                fault = (error.template, dict(error.args_))
                faults.add(mine, lambda _, fault=fault: fault)  # type: ignore[misc]
            else:
                low[mine], high[mine] = day.earliest.toordinal(), day.latest.toordinal()
        return DayColumn(low, high)

    def _field(self, rows: Any, name: str, kind: NDArray[np.int16], faults: Faults) -> Field | None:
        column = rows.column(self.theirs[name])
        if column.null_count == len(column):
            return None
        at, said = given(column)
        codes, found = words(said, self.values.get(name)) if self.fields[name] == "word" else (None, [""])
        if (is_text(said.type) and self.fields[name] != "day") if codes is None else not codes.all():
            # An empty text is no value.
            there = codes != 0 if codes is not None else _written(said)
            if not there.all():
                at, said = at[there], said.filter(arrow(there))
                codes = codes[there] if codes is not None else None
        strange = ~self.has[name].take(kind.take(at))
        if strange.any():
            where = at[strange]
            faults.add(
                where,
                lambda i: (
                    "{event} has no {key}. Leave {key} empty there, or correct the event.",
                    {"event": self.kinds[kind[where[i]]].name, "key": name},
                ),
            )
        values: FieldValues
        if codes is not None:
            values = self._chosen(name, codes, found, kind, at, faults)
        elif self.fields[name] == "day":
            values = self.days.read(said, None, True, faults, at)
            there = values.low != UNRECORDED
            if not there.all():
                at = at[there]
                values = DayColumn(
                    *(2 * (values.low[there],) if values.exact else (values.low[there], values.high[there]))
                )
        elif self.fields[name] == "truth":
            values = truths(said, name, at, faults)
        else:
            values = counts(said, name, at, faults)
        return Field(at, values)

    def _chosen(
        self,
        name: str,
        codes: NDArray[np.int32],
        found: list[str],
        kind: NDArray[np.int16],
        at: NDArray[Any],
        faults: Faults,
    ) -> Coded:
        """The words of a field, each of those that its kind allows."""
        allowed = np.ones((len(self.kinds), len(found)), np.bool_)
        for i, one in enumerate(self.kinds):
            values = one.fields.get(name)
            if isinstance(values, tuple):
                allowed[i] = [word in values for word in found]
        wrong = np.flatnonzero(~allowed.ravel().take(kind.take(at).astype(np.intp) * len(found) + codes))
        faults.add(
            at[wrong],
            lambda i: (
                "{value} is not possible for {key}. Write one of: {values}.",
                {
                    "value": quoted(found[codes[wrong[i]]]),
                    "key": name,
                    "values": ", ".join(self.kinds[kind[at[wrong[i]]]].fields[name]),
                },
            ),
        )
        if name not in self.layout.words:
            return Coded(codes, tuple(found))
        own = self.layout.words[name]
        table = np.array([own.index(word) if word in own else 0 for word in found], np.int16)
        return Coded(table.take(codes), own)

    def _check_needs(self, fields: Mapping[str, Field], kind: NDArray[np.int16], faults: Faults) -> None:
        if not self.needed:
            return
        number = np.bincount(kind, minlength=len(self.kinds))
        for name, needs in self.needed.items():
            given_ = fields[name].events if name in fields else np.zeros(0, np.int32)
            if np.count_nonzero(needs.take(kind.take(given_))) < number[needs].sum():
                wants = needs.take(kind)
                wants[given_] = False
                at = np.flatnonzero(wants)
                faults.add(at, lambda i, at=at, name=name: self._lacks(self.kinds[kind[at[i]]], name))  # type: ignore[misc]

    def _lacks(self, kind: Any, name: str) -> tuple[str, dict[str, object]]:
        values = kind.fields[name]
        return (
            "The event {event} needs {key}. Write {key} = one of: {values}.",
            {
                "event": kind.name,
                "key": name,
                "values": ", ".join(values) if isinstance(values, tuple) else str(values),
            },
        )


def _record(day: DayColumn, recorded: DayColumn) -> NDArray[np.int32]:
    """The day on which each event was recorded; without a day of record, the one on which it happened."""
    return np.where(recorded.low == UNRECORDED, day.low, recorded.low)


def _claims(stretch: Stretch) -> NDArray[np.int32]:
    """The number of the claim of each row."""
    return np.repeat(np.arange(len(stretch.names), dtype=np.int32), np.diff(stretch.starts))


def says_synthetic(column: Any) -> bool:
    """Whether a column says of any row that it is invented."""
    return any(word.lower() not in ("", "no", "false", "0") for word in words(column)[1])


def _written(said: Any) -> NDArray[np.bool_]:
    """Which values of a column are more than an empty text."""
    codes, found = words(said)
    return codes != 0 if found[0] == "" else np.ones(len(codes), np.bool_)


class _Taking:
    """The events that stay, and the claims that still have one."""

    def __init__(self, kept: NDArray[np.bool_], claim: NDArray[np.int32], starts: NDArray[np.int64]) -> None:
        self.all = bool(kept.all())
        self.kept = kept
        self.claims = claims = len(starts) - 1
        self.claims_kept, self.starts, self.claim = np.arange(claims), starts, claim
        self.some_claims = False
        if self.all:
            return
        per_claim = np.bincount(claim[kept], minlength=claims)
        self.claims_kept = np.flatnonzero(per_claim)
        self.claims = len(self.claims_kept)
        self.some_claims = self.claims < claims
        self.starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(per_claim[self.claims_kept])))
        self.claim = np.repeat(np.arange(self.claims, dtype=np.int32), np.diff(self.starts))

    def of(self, values: Any) -> Any:
        """The values of the events that stay."""
        return values if self.all else values[self.kept]

    def days(self, days: DayColumn) -> DayColumn:
        """Their days."""
        low = self.of(days.low)
        return DayColumn(low, low if days.exact else self.of(days.high))

    def names(self, names: Any) -> Names | None:
        """Their names."""
        return None if names is None else Names(names if self.all else names.filter(arrow(self.kept)))

    def field(self, found: Field) -> Field | None:
        """What they say in a field; None where none does."""
        if self.all:
            return found if len(found.events) else None
        stays = self.kept[found.events]
        if not stays.any():
            return None
        place = np.cumsum(self.kept, dtype=np.int32) - 1
        values = found.values
        if isinstance(values, DayColumn):
            low = values.low[stays]
            values = DayColumn(low, low if values.exact else values.high[stays])
        elif isinstance(values, Coded):
            values = Coded(values.codes[stays], values.words)
        else:
            values = values[stays]
        return Field(place[found.events[stays]], values)
