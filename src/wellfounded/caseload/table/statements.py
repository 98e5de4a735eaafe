"""The second input: facts that no event holds, joined to the claims by their names.

It need not be sorted like the events. It is held in memory: about 50 bytes a statement, and each claim's name once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wellfounded.caseload.table.arrays import arrow, numpy_of
from wellfounded.caseload.table.cells import DayReader, Fault, Faults, text, words
from wellfounded.caseload.table.clustering import hashed
from wellfounded.caseload.table.events import NEVER_COMES, Coded, DayColumn, EventBatch, FieldValues, Stated
from wellfounded.caseload.table.layout import MARKS, near
from wellfounded.caseload.table.rejects import Rejected, Rejects
from wellfounded.caseload.table.sources import Broken, Source
from wellfounded.claim.case_file import stated
from wellfounded.claim.written import quoted
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.readings.values import NOT_MET
from wellfounded.rules.facts import Fact
from wellfounded.rules.order import LegalOrder

NEEDED = ("claim", "fact", "value")
COLUMNS = ("claim", "application", "fact", "value", "since")
_NO_CLAIM = "No event of this claim was read. Correct the claim, or add its events."
_NO_APPLICATION = "No event of the claim names the application {application}. Correct it, or leave it empty for all."


def statements(table: Source, law: LegalOrder, recorded_by: int | None = None) -> Statements:
    """Read the second input. Rows that cannot be read are refused and counted; wrong columns are one sentence."""
    for name in NEEDED:
        if name not in table.columns:
            raise BadInput(
                "{file} has no column {column}. Facts stand in claim, fact and value; its columns are: {columns}.",
                file=table.name, column=name, columns=near(name, table.columns),
            )  # fmt: skip
    for name in table.columns:
        if name not in (*COLUMNS, *MARKS, "note"):
            raise BadInput(
                "{file} has a column {column}, which facts do not have. Remove it; the columns are: {columns}.",
                file=table.name, column=quoted(name), columns=", ".join(COLUMNS),
            )  # fmt: skip
    made = Statements(law)
    days = DayReader(law)
    for piece in table.pieces(1 << 17):
        if isinstance(piece, Broken):
            rejected = [Rejected(line, *why) for line, why in zip(piece.line, piece.why, strict=True)]
            made.unread.append((rejected, piece.text))
        else:
            made.take(piece.rows, piece.line, days, recorded_by)
    made.sort()
    return made


class Statements:
    """Statements by claim. `rejects`: of the latest pass, with those that could not be read."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law
        self.facts = tuple(law.facts.values())
        self.number = {fact.name: i for i, fact in enumerate(self.facts)}
        self.left_out = 0
        self.unread: list[tuple[list[Rejected], Any]] = []
        self.rejects = Rejects(COLUMNS)
        self._claims: list[Any] = []
        self._parts: list[tuple[NDArray[Any], ...]] = []
        self._applications: dict[str, int] = {"": 0}
        self._values: dict[str, int] = {"": 0}

    def take(self, rows: Any, line: NDArray[np.int64], days: DayReader, recorded_by: int | None) -> None:
        """Read some rows."""
        faults = Faults()
        size = len(rows)

        def column(name: str) -> tuple[NDArray[np.int32], list[str]]:
            return words(rows.column(name)) if name in rows.schema.names else (np.zeros(size, np.int32), [""])

        claims = text(rows.column("claim"))
        nameless = np.flatnonzero(numpy_of(pc.fill_null(pc.equal(claims, ""), True)))
        faults.add(nameless, lambda i: ("The row names no claim. Give each row the claim that it belongs to.", {}))
        fact, low, high, value = self._valued(*column("fact"), *column("value"), faults)
        codes, names = column("application")
        application = _kept(self._applications, names)[codes]
        since = np.zeros(size, np.int32)
        if "since" in rows.schema.names:
            since = days.read(rows.column("since"), None, False, faults).low
        kept = faults.mask(size)
        if faults.found:
            at = sorted(faults.found)
            rejected = [Rejected(int(line[i]), *faults.found[i]) for i in at]
            some = rows.take(pa.array(at))
            self.unread.append((rejected, _normal(some)))
        if recorded_by is not None:
            later = kept & (since > recorded_by)
            self.left_out += int(later.sum())
            kept &= ~later
        self._claims.append(claims.filter(arrow(kept)))
        self._parts.append(tuple(a[kept] for a in (application, fact, low, high, value, since, line)))

    def _valued(
        self,
        fact_codes: NDArray[np.int32],
        facts: list[str],
        codes: NDArray[np.int32],
        found: list[str],
        faults: Faults,
    ) -> tuple[NDArray[np.int16], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """The fact and the value of each row, each pair of them read once."""
        pairs, which = np.unique(fact_codes.astype(np.int64) * len(found) + codes, return_inverse=True)
        table = np.zeros((3, len(pairs)), np.int32)
        wrong: dict[int, Fault] = {}
        for i, pair in enumerate(pairs.tolist()):
            name, value = facts[pair // len(found)], found[pair % len(found)]
            try:
                table[:, i] = self._one(name, value)
            except WellfoundedError as error:
                wrong[i] = (error.template, dict(error.args_))
        if wrong:
            at = np.flatnonzero(np.isin(which, list(wrong)))
            faults.add(at, lambda i: wrong[int(which[at[i]])])
        fact, low, high = table[:, which]
        return fact.astype(np.int16), low, high, _kept(self._values, found)[codes]

    def _one(self, name: str, value: str) -> tuple[int, int, int]:
        if name not in self.number:
            raise BadInput(
                "{fact} is not a fact that {law} asks about. Write one of: {facts}.",
                fact=quoted(name) or "(none)", law=self.law.id, facts=near(name, self.law.facts),
            )  # fmt: skip
        fact = self.facts[self.number[name]]
        read = stated(fact, _typed(fact, value))
        if fact.type == "truth":
            return self.number[name], read, read
        if fact.type == "category":
            return self.number[name], 1 + fact.values.index(value), 0
        if fact.type == "day" and read[2] == NOT_MET:
            return self.number[name], NEVER_COMES, NEVER_COMES
        return self.number[name], read[0], read[1]

    @property
    def named(self) -> frozenset[str]:
        """The facts of which anything is stated of anybody."""
        return frozenset(self.facts[i].name for i in np.unique(self.fact).tolist())

    def sort(self) -> None:
        """Make ready to be asked by claim."""
        named = pa.chunked_array(self._claims, pa.string()).combine_chunks().dictionary_encode()
        columns = [np.concatenate(parts) for parts in zip(*self._parts, strict=True)] if self._parts else []
        columns = columns or [np.zeros(0, np.int64)] * 7
        self.names = named.dictionary
        numbers = numpy_of(named.indices)
        order = np.argsort(numbers, kind="stable")
        self.application, self.fact, self.low, self.high, self.value, self.since, self.line = (
            c[order] for c in columns
        )
        self.starts = np.concatenate(
            (np.zeros(1, np.int64), np.cumsum(np.bincount(numbers, minlength=len(self.names))))
        )
        hashes = hashed(self.names)
        self._by_hash = np.argsort(hashes, kind="stable")
        self._hashes = hashes[self._by_hash]
        self._claims, self._parts = [], []
        self._application_words, self._value_words = list(self._applications), list(self._values)

    def begin(self) -> None:
        """Begin a pass over the events."""
        self.rejects = Rejects(COLUMNS)
        for rejected, rows in self.unread:
            self.rejects.add(rejected, rows)
        self._found = np.zeros(len(self.names), np.bool_)
        self._unnamed: list[NDArray[Any]] = []

    def end(self) -> None:
        """End it: what belongs to no claim or to no application is refused."""
        at = np.flatnonzero(~self._found)
        lost = _ranges(self.starts[at], np.diff(self.starts)[at])[0]
        self._refuse(lost, lambda i: (_NO_CLAIM, {}))
        unnamed = np.concatenate(self._unnamed) if self._unnamed else np.zeros(0, np.int64)
        self._refuse(
            unnamed,
            lambda i: (_NO_APPLICATION, {"application": quoted(self._application_words[self.application[unnamed[i]]])}),
        )

    def _refuse(self, rows: NDArray[Any], fault: Any) -> None:
        if not len(rows):
            return
        claim = np.searchsorted(self.starts, rows, side="right") - 1
        since = pa.array(self.since[rows].astype(np.int64) - 719_163, pa.int32(), mask=self.since[rows] == 0)

        def spelt(words: list[str], codes: NDArray[Any]) -> Any:
            return pa.array(words, pa.string()).take(arrow(codes))

        made = pa.table(
            [
                self.names.take(arrow(claim)),
                spelt(self._application_words, self.application[rows]),
                spelt([fact.name for fact in self.facts], self.fact[rows]),
                spelt(self._value_words, self.value[rows]),
                since.cast(pa.date32()).cast(pa.string()),
            ],
            names=COLUMNS,
        )
        self.rejects.add([Rejected(int(self.line[row]), *fault(i)) for i, row in enumerate(rows.tolist())], made)

    def of(self, batch: EventBatch) -> dict[str, Stated]:
        """What is stated of the claims of a batch."""
        if not len(self.names):
            return {}
        numbers = hashed(batch.claims.array)
        at = np.minimum(np.searchsorted(self._hashes, numbers), len(self._hashes) - 1)
        claims = np.flatnonzero(self._hashes[at] == numbers)
        mine = self._by_hash[at[claims]]
        # The number of a name is nearly, not surely, its own.
        same = pc.equal(text(batch.claims.array).take(arrow(claims)), self.names.take(arrow(mine)))
        claims, mine = (part[numpy_of(same)] for part in (claims, mine))
        if not len(claims):
            return {}
        self._found[mine] = True
        rows, of = _ranges(self.starts[mine], np.diff(self.starts)[mine])
        return self._of_rows(rows, claims[of], batch)

    def _of_rows(self, rows: NDArray[np.int64], claim: NDArray[np.int64], batch: EventBatch) -> dict[str, Stated]:
        named = self.application[rows] != 0
        starts = batch.application_starts
        every, of = _ranges(starts[claim[~named]], np.diff(starts)[claim[~named]])
        to_all = rows[~named][of]
        wanted, there = self._wanted(rows[named], claim[named], batch)
        self._unnamed.append(rows[named][~there])
        target = np.concatenate((every, wanted[there]))
        source = np.concatenate((to_all, rows[named][there]))
        # Rows are in the order of the file; what is stated of one application comes after what is stated of all.
        one = np.concatenate((np.zeros(len(every), np.int8), np.ones(int(there.sum()), np.int8)))
        order = np.lexsort((self.line[source], one, self.fact[source]))
        target, source = target[order], source[order]
        fact = self.fact[source]
        bounds = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), fact[1:] != fact[:-1], np.ones(1, np.bool_))))
        found = {}
        for i, j in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            if i == j:
                continue
            one_fact = self.facts[int(fact[i])]
            part = source[i:j]
            found[one_fact.name] = Stated(target[i:j], self.since[part], self._given(one_fact, part), self.line[part])
        return found

    def _wanted(
        self, rows: NDArray[np.int64], claim: NDArray[np.int64], batch: EventBatch
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The application that each of some rows names, and whether there is one of that name."""
        if not len(rows):
            return np.zeros(0, np.int64), np.zeros(0, np.bool_)
        codes, found = words(batch.applications.array)
        number = {word: i for i, word in enumerate(found)}
        ours = np.array([number.get(word, -1) for word in self._application_words], np.int64)
        key = batch.claim_of_applications().astype(np.int64) * len(found) + codes
        order = np.argsort(key, kind="stable")
        asked = ours[self.application[rows]]
        wanted = claim * len(found) + asked
        at = np.minimum(np.searchsorted(key[order], wanted), len(key) - 1)
        return order[at], (key[order][at] == wanted) & (asked >= 0)

    def _given(self, fact: Fact, rows: NDArray[Any]) -> FieldValues:
        low: NDArray[np.int32] = self.low[rows]
        if fact.type == "truth":
            return low.astype(np.uint8)
        if fact.type == "category":
            return Coded(low.astype(np.int16), ("", *fact.values))
        if fact.type == "count":
            return low
        high = self.high[rows]
        return DayColumn(low, low if np.array_equal(low, high) else high)


def _typed(fact: Fact, value: str) -> Any:
    """A written value in the type that a case file would have it in."""
    if fact.type == "truth":
        return {"true": True, "false": False}.get(value.lower(), value)
    whole = value.removesuffix(".0")
    return int(whole) if fact.type == "count" and whole.isascii() and whole.isdecimal() and len(whole) < 11 else value


def _kept(known: dict[str, int], names: list[str]) -> NDArray[np.int32]:
    """The lasting number of each of some words."""
    return np.array([known.setdefault(name, len(known)) for name in names], np.int32)


def _ranges(starts: NDArray[Any], lengths: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All numbers of some ranges one after the other, and which range each is of."""
    of = np.repeat(np.arange(len(starts)), lengths)
    before = np.cumsum(lengths) - lengths
    return (np.arange(len(of)) - before[of] + starts[of]).astype(np.int64), of


def _normal(rows: Any) -> Any:
    """Some rows in the columns of the rejects file."""
    columns = [text(rows.column(n)) if n in rows.schema.names else pa.nulls(len(rows), pa.string()) for n in COLUMNS]
    return pa.table(columns, names=COLUMNS)
