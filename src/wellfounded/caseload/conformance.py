"""Where the procedure of a whole caseload broke its own rules, counted by breach, office and year.

found = conformance(open_caseload("claims.parquet", law), date(2024, 7, 5), by=("office",))
found.table()     # Arrow: one row for each breach, group, year, state, excuse and remedy
found.plain()     # what `wellfounded caseload breaches --json` prints
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from wellfounded.caseload.answers.lodged import Group
from wellfounded.caseload.answers.span import Span, span
from wellfounded.caseload.fold.folding import Folding
from wellfounded.caseload.opening import Caseload
from wellfounded.caseload.procedure.breach_counts import Count, Tally
from wellfounded.caseload.procedure.breach_list import Listed, listed
from wellfounded.caseload.procedure.breaches import Breaches
from wellfounded.caseload.procedure.entries import Entry
from wellfounded.caseload.publishing.publication import ALL, public_reading
from wellfounded.caseload.publishing.suppression import shown, with_totals
from wellfounded.caseload.run import Reading, Watch, reading_of
from wellfounded.caseload.table.events import EventBatch
from wellfounded.readings.columns.reading import ColumnsReading
from wellfounded.readings.values import MET, OPEN
from wellfounded.readings.words import Words
from wellfounded.rules.order import LegalOrder

ANSWERS = ("no", "open", "yes")
ALL_YEARS = -1


class Total(NamedTuple):
    """How often one breach is there, may be there, is excused, is remedied; None: hidden, or not told."""

    entry: Entry
    sure: int | None
    open: int | None
    excused: int | None
    remedied: int | None


class Shown(NamedTuple):
    """A count fit for publication: as `Count`, with `ALL_YEARS` and the group `ALL` for totals; None is hidden."""

    entry: int
    group: Group
    year: int
    state: int
    excused: None
    remedied: None
    breaches: int | None
    claims: None = None


@dataclass(frozen=True, slots=True, eq=False)
class Conformance:
    """The breaches of a caseload. `counts`: each by breach, group, year, state, excuse and remedy.

    `silent`: breaches that were not looked for, since the file says nothing of what they turn on. `listed`: the first.
    """

    law: LegalOrder
    source: str
    synthetic: bool
    days: Span
    by: tuple[str, ...]
    engine: str
    read: Reading
    entries: tuple[Entry, ...]
    counts: tuple[Count | Shown, ...]
    silent: tuple[int, ...]
    listed: tuple[Listed, ...]
    all_years: tuple[Count, ...] = ()
    published: bool = False

    def public(self) -> Conformance:
        """The same, fit for publication: totals of all groups and years, and None for what may not be shown."""
        counts = tuple(_published(self.counts, self.all_years))
        read = public_reading(self.read)
        return replace(self, read=read, counts=counts, all_years=(), listed=(), published=True)

    def totals(self) -> list[Total]:
        """Each breach with how often it is there, may be there, is excused and is remedied; the most frequent first."""
        if self.published:
            return _of_public(self.counts, self.entries)
        sure, open_, excused, remedied = (Counter[int]() for _ in range(4))
        for count in self.counts:
            (sure if count.state == MET else open_)[count.entry] += count.breaches or 0
            if count.state == MET and isinstance(count, Count):
                excused[count.entry] += count.breaches * (count.excused == MET)
                remedied[count.entry] += count.breaches * (count.remedied == MET)
        found = sorted({*sure, *open_}, key=lambda e: (-sure[e], -open_[e], e))
        return [Total(self.entries[e], sure[e], open_[e], excused[e], remedied[e]) for e in found]

    def table(self) -> Any:
        """Every count as an Arrow table."""
        from wellfounded.caseload.publishing.tables import breaches_table

        return breaches_table(self)

    def plain(self) -> dict[str, Any]:
        """The whole as plain data."""
        from wellfounded.caseload.publishing.tables import conformance_plain

        return conformance_plain(self)


def conformance(
    caseload: Caseload,
    on: date | None = None,
    *,
    by: Sequence[str] = (),
    complete: Mapping[str, date] | None = None,
    most: int = 0,
    words: Words | None = None,
    threads: int = 2,
    watch: Watch | None = None,
) -> Conformance:
    """Hold a caseload against the law of its procedure. `most`: how many breaches to tell one by one, in `words`."""
    law, days = caseload.law, span(caseload, on, complete)
    stated = caseload.statements.named if caseload.statements is not None else frozenset[str]()
    ask = _Ask(law, days, tuple(by), stated, most, (words or Words()).lang)
    tally, all_years = ask.tallies()
    done = refused = 0
    first: list[Listed] = []
    for part in caseload.each(ask.batch, threads=threads):
        tally.merge(part.tally)
        all_years.merge(part.all_years)
        done, refused = done + part.claims, refused + part.refused
        first = [*first, *part.listed[: most - len(first)]]
        if watch is not None:
            watch(done)
    read = reading_of(caseload, refused, 0, 0)
    header = caseload.header
    return Conformance(
        law, header.source, header.synthetic, days, tuple(by), caseload.engine, read,
        ask.breaches.entries, tuple(tally.counts()), tuple(sorted(tally.silent)), tuple(first),
        tuple(all_years.counts()),
    )  # fmt: skip


@dataclass(slots=True, eq=False)
class _Part:
    """What one batch comes to."""

    tally: Tally
    all_years: Tally
    listed: list[Listed]
    refused: int
    claims: int


class _Ask:
    """What is asked of every batch; it serves several threads. `stated`: the facts of which the file says anything."""

    def __init__(
        self, law: LegalOrder, days: Span, by: tuple[str, ...], stated: frozenset[str], most: int, lang: str
    ) -> None:
        self.made_of = (law, days, by, stated, most, lang)
        self.days, self.by, self.most, self.words = days, by, most, Words(lang)
        self.reading, self.breaches = ColumnsReading(law), Breaches(law, stated=stated)
        self.folding = Folding(law, self.reading, days.on, days.complete, self.breaches.needed)

    def __reduce__(self) -> Any:
        return type(self), self.made_of

    def tallies(self) -> tuple[Tally, Tally]:
        """Empty counts: by year, and of all years."""
        return Tally(self.breaches, self.by), Tally(self.breaches, self.by, year=False)

    def batch(self, batch: EventBatch) -> _Part:
        """Count one batch."""
        folded = self.folding.fold(batch)
        if folded.size:
            block = self.reading.block(folded.size, self.days.on.toordinal(), folded.facts, folded.segments)
            found = self.breaches.of(batch, folded, block)
        else:
            found = self.breaches.of_events(batch, self.days.on)
        tally, all_years = self.tallies()
        tally.add(found)
        all_years.add(found)
        told = listed(self.breaches, found, self.words, self.most) if self.most else []
        return _Part(tally, all_years, told, int(folded.refused.sum()), batch.n_claims)


def _published(counts: Sequence[Count | Shown], all_years: Sequence[Count]) -> Iterator[Shown]:
    """Of each breach and state a table of groups by years with its totals, small numbers hidden."""
    for entry, state in sorted({(c.entry, c.state) for c in counts}):
        own = [c for c in counts if (c.entry, c.state) == (entry, state) and isinstance(c, Count)]
        groups, years = sorted({c.group for c in own}), sorted({c.year for c in own})
        numbers = np.zeros((2, len(groups), len(years)), np.int64)
        for c in own:
            numbers[:, groups.index(c.group), years.index(c.year)] += (c.breaches, c.claims)
        whole, persons = with_totals(numbers[0]), with_totals(numbers[1]).cells
        # A claim may come twice in several years; what is counted of all years counts it once.
        once = np.zeros(len(groups), np.int64)
        for c in all_years:
            if (c.entry, c.state) == (entry, state):
                once[groups.index(c.group)] += c.claims
        persons[: len(groups), -1] = once
        persons[-1, -1] = once.sum()
        shows = shown(whole.cells.ravel(), persons.ravel(), whole.totals).reshape(whole.cells.shape)
        heads = [*groups, *([ALL] if len(groups) > 1 else [])]
        columns = [*years, *([ALL_YEARS] if len(years) > 1 else [])]
        for g, group in enumerate(heads):
            for y, year in enumerate(columns):
                if whole.cells[g, y]:
                    number = int(whole.cells[g, y]) if shows[g, y] else None
                    yield Shown(entry, group, year, state, None, None, number)


def everybody(counts: Sequence[Count | Shown], entry: int, state: int) -> int | None:
    """The published number of a breach over all groups and years; 0 where there is none, None where it is hidden."""
    own = [c for c in counts if c.entry == entry and c.state == state]
    several = {c.group for c in own} - {ALL}
    years = {c.year for c in own} - {ALL_YEARS}
    group = ALL if len(several) > 1 else next(iter(several), ())
    year = ALL_YEARS if len(years) > 1 else next(iter(years), 0)
    return next((c.breaches for c in own if c.group == group and c.year == year), 0)


def _of_public(counts: Sequence[Count | Shown], entries_: Sequence[Entry]) -> list[Total]:
    found = []
    for entry in sorted({c.entry for c in counts}):
        sure, open_ = (everybody(counts, entry, state) for state in (MET, OPEN))
        found.append(Total(entries_[entry], sure, open_, None, None))
    return sorted(found, key=lambda t: (-(t.sure or 0), -(t.open or 0), t.entry.number))
