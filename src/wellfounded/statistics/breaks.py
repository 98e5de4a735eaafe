"""Breaks: years in which a series changes what it counts, found from the rows of one country alone.

Each test compares a year with the last year that was in order, and looks for the trace that one kind of break leaves
and that ordinary change hardly ever does: a column that is empty all at once, a level that is gone, a cell ten
times what it was that ends in a zero and stands alone, an origin that is missing. A new state that lasts is
flagged once, in its first year. `benchmarks/planted_breaks.py` measures how many planted breaks are found, and how
often a flag is false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Final

from wellfounded.statistics.definitions import LEVELS
from wellfounded.statistics.places import Place
from wellfounded.statistics.sentences import Sentence, say
from wellfounded.statistics.unhcr import Decisions

ENOUGH: Final = 100
"""Of fewer decisions on the merits than this in a year nothing is concluded."""
SHARE_CLOSED: Final = 0.03
SHARE_LEVEL: Final = 0.10
SHARE_ORIGIN: Final = 0.05
SHARE_CELL: Final = 0.01
FEW: Final = 30
DROPPED: Final = 50
LOGIT: Final = 2.6
"""So far the split between two statuses moves within a year only where one was moved into the other."""
NONE: Final = (0, 0, 0, 0)
STANDS_ALONE: Final = 3.0
LEFT_OVER: Final = 10
"""A cell that was smaller than this shows nothing of a slipped digit."""
KEPT: Final = 0.4
"""Where fewer of the other decisions are left than this share, an origin that is gone is no sign of a lost row."""
SLIP: Final = (4.5, 35.0)
ALONE: Final = 3.0
"""Between these a cell is about ten times what it was, its own change within a year allowed for."""


@dataclass(frozen=True, slots=True)
class Break:
    """A year in which the series of a country breaks: the kind, what was seen, and the rows."""

    place: Place
    year: int
    kind: str
    sentence: Sentence
    rows: tuple[str, ...]


@dataclass(slots=True)
class _Year:
    """The rows of one country in one year, added up in the ways that the tests need."""

    year: int
    cells: dict[Place, list[int]] = field(default_factory=dict)
    by_level: dict[tuple[Place, str], list[int]] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    rows: list[Decisions] = field(default_factory=list)
    columns: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    merits: int = 0

    def add(self, row: Decisions) -> None:
        assert row.origin is not None
        sums = self.cells.setdefault(row.origin, [0, 0, 0, 0])
        own = self.by_level.setdefault((row.origin, row.level), [0, 0, 0, 0])
        for i, cell in enumerate((row.recognised, row.other, row.rejected, row.closed)):
            sums[i] += cell.printed
            own[i] += cell.printed
            self.columns[i] += cell.printed
        self.merits += row.substantive
        self.levels[row.level] = self.levels.get(row.level, 0) + row.substantive
        self.units[row.unit] = self.units.get(row.unit, 0) + row.substantive
        self.rows.append(row)

    def of(self, origin: Place) -> list[int]:
        return self.cells.get(origin, [0, 0, 0, 0])

    def where(self, origin: Place | None = None) -> tuple[str, ...]:
        return tuple(row.row for row in self.rows if origin is None or row.origin == origin)


Found = tuple[Sentence, tuple[str, ...]]
Test = Callable[[_Year, _Year, _Year | None], Found | None]


def breaks(rows: Sequence[Decisions]) -> list[Break]:
    """The breaks in the rows of countries, by country, year and kind. Rows need their origins."""
    by_place: dict[Place, dict[int, _Year]] = {}
    for row in rows:
        years = by_place.setdefault(row.place, {})
        years.setdefault(row.year, _Year(row.year)).add(row)
    found = [one for place, years in by_place.items() for one in _in(place, [years[y] for y in sorted(years)])]
    return sorted(found, key=lambda one: (one.place.iso3, one.year, one.kind))


def _in(place: Place, years: Sequence[_Year]) -> Iterator[Break]:
    for kind, test in TESTS.items():
        base: _Year | None = None
        flagged = False
        for i, year in enumerate(years):
            after = years[i + 1] if i + 1 < len(years) else None
            if year.merits < ENOUGH:
                continue
            told = test(base, year, after) if base is not None and year.year - base.year <= 3 else None
            if told is None:
                base, flagged = year, False
            elif flagged:
                base, flagged = year, False  # what was new a year ago has stayed
            else:
                yield Break(place, year.year, kind, *told)
                flagged = True


def _closed(base: _Year, year: _Year, after: _Year | None) -> Found | None:
    """Closed cases disappear, or appear."""
    was, now = base.columns[3], year.columns[3]
    if not now and was >= FEW and was >= SHARE_CLOSED * (was + base.merits):
        sentence = say("The closed cases are gone: {was} in {before}, none in {year}.", was=was, before=str(base.year),
                       year=str(year.year))  # fmt: skip
        return sentence, ()
    if not was and now >= FEW and now >= SHARE_CLOSED * (now + year.merits):
        sentence = say("Closed cases appear: none in {before}, {now} in {year}.", now=now, before=str(base.year),
                       year=str(year.year))  # fmt: skip
        return sentence, tuple(row.row for row in year.rows if row.closed.printed)
    return None


def _levels(base: _Year, year: _Year, after: _Year | None) -> Found | None:
    """A level that held a good share is gone, or one comes that was not there."""
    for one, other, gone in ((base, year, True), (year, base, False)):
        for level, n in one.levels.items():
            if n >= SHARE_LEVEL * one.merits and n >= FEW and not other.levels.get(level):
                words = (
                    say("Decisions of one level are gone: {level}, {n} in {before} and none in {year}. They may be "
                        "stored under another level now.", level=say(LEVELS[level]), n=n, before=str(base.year),
                        year=str(year.year))
                    if gone
                    else say("Decisions of another level come in: {level}, none in {before} and {n} in {year}. They "
                             "may have been stored under another level before.", level=say(LEVELS[level]), n=n,
                             before=str(base.year), year=str(year.year))
                )  # fmt: skip
                return words, tuple(row.row for row in one.rows if row.level == level)
    return None


def _unit(base: _Year, year: _Year, after: _Year | None) -> Found | None:
    """Most decisions are counted in another unit."""
    was, now = max(base.units, key=lambda u: base.units[u]), max(year.units, key=lambda u: year.units[u])
    if was == now:
        return None
    return say("The unit changes: from {was} in {before} to {now} in {year}.", was=was, now=now, before=str(base.year),
               year=str(year.year)), year.where()  # fmt: skip


def _slip(base: _Year, year: _Year, after: _Year | None) -> Found | None:
    """A cell is ten times what it was and ends in a zero; what is beside it and the next year do not go along."""
    whole = year.merits + year.columns[3]
    for (origin, level), cells in year.by_level.items():
        was = base.by_level.get((origin, level), NONE)
        then = after.by_level.get((origin, level), NONE) if after else None
        for i, n in enumerate(cells):
            if n % 10 or n < 10 * FEW or n < SHARE_CELL * whole:
                continue
            before, later = max(was[i], 5), max(then[i], 5) if then else None
            if was[i] < LEFT_OVER:
                continue  # what has just come has no number to slip from
            usual = sqrt(before * later) if later else before
            if not SLIP[0] <= n / usual <= SLIP[1] or n < ALONE * before or (later and n < ALONE * later):
                continue
            rest, was_rest = sum(year.of(origin)) - n, sum(base.of(origin)) - was[i]
            if (rest + 10) / (was_rest + 10) * STANDS_ALONE > n / before:
                continue
            around = {base.year: was[i], year.year: n} | ({after.year: then[i]} if after and then else {})
            return say("A number for {origin} stands alone in {year} and ends in a zero ({years}), and nothing else of "
                       "that origin rose with it: a digit may have slipped.", origin=origin, year=str(year.year),
                       years=tuple(f"{at}: {count:,}" for at, count in around.items())), year.where(origin)  # fmt: skip
    return None


def _dropped(base: _Year, year: _Year, after: _Year | None) -> Found | None:
    """An origin that made up a good share has no row at all."""
    for origin, was in base.cells.items():
        n = sum(was[:3])
        back = sum(after.of(origin)[:3]) if after else DROPPED
        if origin in year.cells or n < max(DROPPED, SHARE_ORIGIN * base.merits) or not origin.iso2:
            continue
        if not back and n < 2 * DROPPED:
            continue
        if year.merits < KEPT * (base.merits - n) or (year.year - base.year > 1 and not back):
            continue  # with so few decisions left, or so long after, the origin may simply have ended
        return say("{origin} is missing in {year}: it had {n} decisions in {before}.", origin=origin, n=n,
                   before=str(base.year), year=str(year.year)), ()  # fmt: skip
    return None


def _logit(part: int, rest: int) -> float:
    return log((part + 2.5) / (rest + 2.5))


def _moved(base: _Year, year: _Year, after: _Year | None) -> Found | None:
    """What stood under one status stands under the other: in all, or for one origin."""
    (r0, o0, *_), (r1, o1, *_) = base.columns, year.columns
    whole = min(r0 + o0, r1 + o1) >= ENOUGH
    if whole and _split(r0, o0, r1, o1, LOGIT):
        return say("Between {before} and {year} the split between recognised and other protection turns from "
                   "{r0}:{o0} to {r1}:{o1}: a status may have been "
                   "moved.", before=str(base.year), year=str(year.year), r0=r0, o0=o0,
                   r1=r1, o1=o1), tuple(row.row for row in year.rows if row.recognised.printed)  # fmt: skip
    for origin, (r, o, n, _) in year.cells.items():
        was = base.of(origin)
        if r + o < max(ENOUGH, 0.1 * (r1 + o1)):
            continue
        if was[0] + was[1] >= ENOUGH and min(r, o) * 100 <= r + o and _split(was[0], was[1], r, o, LOGIT):
            return say("For {origin} the split between recognised and other protection turns from {r0}:{o0} in "
                       "{before} to {r1}:{o1} in {year}: a status may have been "
                       "moved.", origin=origin, before=str(base.year),
                       year=str(year.year), r0=was[0], o0=was[1], r1=r, o1=o), year.where(origin)  # fmt: skip
        if not any(was) and r >= max(ENOUGH, 0.5 * r1) and not o and n * 20 <= r and r1 >= 3 * max(r0, FEW):
            return say(
                "{n} recognitions in {year} are of persons from {origin}, none of them refused, and there were none "
                "before: they may hold another status.",
                n=r,
                origin=origin,
                year=str(year.year),
            ), year.where(origin)
    return None  # fmt: skip


def _split(r0: int, o0: int, r1: int, o1: int, least: float) -> bool:
    """Whether the split turned further than a year can turn it, or one side is empty that held a good share."""
    turned = abs(_logit(r1, o1) - _logit(r0, o0)) >= least and abs(r1 / (r1 + o1) - r0 / (r0 + o0)) >= 0.25
    emptied = any(
        not now and was >= FEW and was >= SHARE_LEVEL * whole
        for was, now, whole in ((o0, o1, r0 + o0), (r0, r1, r0 + o0), (o1, o0, r1 + o1), (r1, r0, r1 + o1))
    )
    return turned or emptied


TESTS: Final[dict[str, Test]] = {
    "moved_status": _moved,
    "closed_cases": _closed,
    "levels": _levels,
    "unit": _unit,
    "digit_slip": _slip,
    "origin_dropped": _dropped,
}
