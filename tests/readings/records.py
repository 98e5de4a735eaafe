"""Records drawn at random, each small enough that every completion of it can be tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.readings.drawn import FROM, ON_DAY, Claim, Person
from wellfounded.readings.known import Known, Link
from wellfounded.readings.person import PersonReading, Row
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN, seen

Held = dict[str, Any]
"""The facts of one application as a reading holds them."""
Cell = tuple[int, str]
TYPES = {fact.name: fact.type for group in (Person, Claim) for fact in group.declared()}
OF_PERSON = {fact.name for fact in Person.declared()}


@dataclass(frozen=True)
class Record:
    """One person's applications and the family's, as far as they are known."""

    rows: tuple[Held, ...]
    family: tuple[Held, ...] = ()

    def read(self, reading: PersonReading, on: date = ON_DAY) -> list[Row]:
        """The rows of the reading. The family's applications bear the same names as the person's own."""
        own = [(str(i), facts) for i, facts in enumerate(self.rows)]
        return reading.rows(own, on, [(str(i), facts) for i, facts in enumerate(self.family)])

    def cells(self) -> Iterator[tuple[Cell, Any]]:
        """Every fact once; a fact of the person stands in row -1, a fact of the family from row 1000 on."""
        for k, facts in enumerate(self.rows):
            for name, value in facts.items():
                if name not in OF_PERSON:
                    yield (k, name), value
                elif k == 0:
                    yield (-1, name), value
        for j, facts in enumerate(self.family):
            for name, value in facts.items():
                yield (1000 + j, name), value

    def having(self, known: dict[Cell, Any]) -> Record:
        """The same record with some facts known otherwise."""

        def told(k: int, facts: Held) -> Held:
            return {
                name: known.get((k if name not in OF_PERSON or k >= 1000 else -1, name), value)
                for name, value in facts.items()
            }

        return Record(
            tuple(told(k, facts) for k, facts in enumerate(self.rows)),
            tuple(told(1000 + j, facts) for j, facts in enumerate(self.family)),
        )

    def open_cells(self) -> dict[Cell, list[Any]]:
        """The facts that are not known, each with all the values that it can have."""
        found = {cell: possible(TYPES[cell[1]], value) for cell, value in self.cells()}
        return {cell: values for cell, values in found.items() if len(values) > 1}

    def completions(self) -> Iterator[dict[Cell, Any]]:
        """Every way in which what is not known can turn out."""
        cells = self.open_cells()
        for values in product(*cells.values()):
            yield dict(zip(cells, values, strict=True))

    @property
    def size(self) -> int:
        """How many completions there are."""
        size = 1
        for values in self.open_cells().values():
            size *= len(values)
        return size


def possible(type_: str, value: Any) -> list[Any]:
    """All exact values that a held value leaves possible, as a reading holds them."""
    if type_ == "truth":
        return [NOT_MET, MET] if value == OPEN else [value]
    if type_ == "count":
        return [(n, n) for n in range(value[0], value[1] + 1)]
    if type_ == "category":
        return [frozenset((one,)) for one in sorted(value)]
    never = [NEVER] if value[2] != MET else []
    return never + ([(d, d, MET) for d in range(value[0], value[1] + 1)] if value[2] else [])


def in_window(days: int) -> int:
    """The number of a day of the window."""
    return FROM.toordinal() + days


_truths = st.sampled_from((NOT_MET, MET))
_exact_days = st.one_of(st.just(NEVER), st.integers(0, 11).map(lambda d: (in_window(d), in_window(d), MET)))
_exact = {
    "truth": _truths,
    "day": _exact_days,
    "count": st.integers(0, 3).map(lambda n: (n, n)),
    "category": st.sampled_from(("granted", "refused", "closed")).map(lambda one: frozenset((one,))),
}
_open = {
    "truth": st.just(OPEN),
    "day": st.builds(
        lambda low, length, exists: (in_window(low), in_window(min(low + length, 11)), exists),
        st.integers(0, 10),
        st.integers(1, 5),
        st.sampled_from((OPEN, MET)),
    ),
    "count": st.integers(0, 2).map(lambda n: (n, n + 1)),
    "category": st.sampled_from((frozenset(("granted", "refused")), frozenset(("granted", "refused", "closed")))),
}


@st.composite
def records(draw: Callable[..., Any], most_open: int = 5, most: int = 700, rows: int = 3) -> Record:
    """A record with a few facts that are not known."""
    own = draw(st.integers(1, rows))
    family = draw(st.integers(0, 1))
    made = Record(
        tuple({name: draw(_exact[type_]) for name, type_ in TYPES.items()} for _ in range(own)),
        tuple({name: draw(_exact[type_]) for name, type_ in TYPES.items()} for _ in range(family)),
    )
    cells = [cell for cell, _ in made.cells()]
    likely = [cell for cell in cells if cell[1] in ("a", "b", "lodged", "decided")]
    chosen = draw(st.lists(st.one_of(st.sampled_from(likely), st.sampled_from(cells)), max_size=most_open, unique=True))
    made = made.having({cell: draw(_open[TYPES[cell[1]]]) for cell in chosen})
    assume(made.size <= most)
    return made


@dataclass(frozen=True)
class Linked:
    """A record with relations between its days, and the ranges in which those days lie, also after the day asked."""

    record: Record
    known: Known

    def completions(self) -> Iterator[dict[Cell, Any]]:
        """Every way in which what is not known can turn out, given the relations."""
        spans = self.known.spans
        days = [range(low, high + 1) for low, high in spans.values()]
        for chosen in product(*days):
            at = dict(zip(spans, chosen, strict=True))
            if all(link.least <= at[link.later] - at[link.earlier] <= link.most for link in self.known.links):
                fixed = {cell: seen((day, day), ON_DAY.toordinal()) for cell, day in at.items()}
                for completion in self.record.having(fixed).completions():
                    yield {**fixed, **completion}


@st.composite
def linked_records(draw: Callable[..., Any]) -> Linked:
    """A record of one or two applications with two or three imprecise days that are known to be related."""
    record = draw(records(most_open=2, most=8, rows=2))
    cells = [cell for cell, _ in record.cells() if TYPES[cell[1]] == "day" and cell[0] < 1000]
    chosen = draw(st.lists(st.sampled_from(cells), min_size=2, max_size=3, unique=True))
    spans = {}
    for cell in chosen:
        low = in_window(draw(st.integers(0, 12)))
        spans[cell] = (low, low + draw(st.integers(0, 4)))
    links = []
    for earlier, later in pairwise(chosen):
        least = draw(st.integers(0, 3))
        links.append(Link(earlier, later, least, least + draw(st.sampled_from((0, 0, 1, 40)))))
    made = Linked(
        record.having({cell: seen(span, ON_DAY.toordinal()) for cell, span in spans.items()}),
        Known(tuple(links), spans),
    )
    assume(next(made.completions(), None) is not None)
    return made
