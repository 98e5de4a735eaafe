"""Which fact would settle most: the law read again for open rows, with each missing fact answered in each way.

The rows of some open claims are kept, chosen by a number that the seed and the place in the file give, so that the
same file gives the same sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.answers.questions import Question, answer, facts_of
from wellfounded.readings.columns.expressions import Expression
from wellfounded.readings.columns.reading import Block, ColumnsReading
from wellfounded.readings.columns.segments import Segments
from wellfounded.readings.columns.values import (
    Categories,
    Column,
    Counts,
    Days,
    category_bits,
    count_arrays,
    day_arrays,
    truth_bytes,
    truths,
)
from wellfounded.readings.values import MET, NOT_MET, OPEN
from wellfounded.rules.facts import Fact

SAMPLE = 20_000
"""Of more open rows than so many, about so many are read again."""
SHOWN = 3
"""How many facts are named for each question."""
Rows = NDArray[np.intp]
Arrays = tuple[NDArray[Any], ...]
"""A fact as arrays: truth (0, 1, 2); day (low, high, comes); count (least, most); category (bits)."""


@dataclass(frozen=True, slots=True)
class Settles:
    """A missing fact, and what answers to it would do among the open rows that were read again.

    `missing`: in how many of them it is missing. `surely`: how many every answer would settle; `perhaps`: how many
    some answer would. `expected`: how many it settles if each answer is as likely.
    """

    fact: str
    question: str
    missing: int
    surely: int
    perhaps: int
    expected: float


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is open for some: for how many, how many rows were read again, and the facts that settle most."""

    measure: str
    subject: str
    open: int
    sampled: int
    facts: tuple[Settles, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Open claims: of each the number of its rows, its number by chance, and the facts of the rows."""

    numbers: NDArray[np.int64]
    order: NDArray[np.uint64]
    facts: Mapping[str, Arrays]

    @property
    def size(self) -> int:
        """How many rows there are."""
        return int(self.numbers.sum())

    def least(self, limit: int) -> Sample:
        """The claims with the least numbers, up to so many rows."""
        if self.size <= limit:
            return self
        ranked = np.argsort(self.order, kind="stable")
        kept = np.sort(ranked[np.cumsum(self.numbers[ranked]) <= limit])
        rows = _rows(np.concatenate(([0], np.cumsum(self.numbers))), kept)
        facts = {name: tuple(array[rows] for array in arrays) for name, arrays in self.facts.items()}
        return Sample(self.numbers[kept], self.order[kept], facts)


def by_chance(claims: NDArray[Any], seed: int) -> NDArray[np.uint64]:
    """A number for each claim, by its place in the file, that looks like chance (SplitMix64; Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        x = claims.astype(np.uint64) + np.uint64(seed + 1) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def _rows(starts: NDArray[np.int64], claims: Rows) -> Rows:
    """The rows of some claims."""
    numbers = np.diff(starts)[claims]
    before = np.cumsum(numbers) - numbers
    return np.repeat(starts[:-1][claims] - before, numbers) + np.arange(numbers.sum())


def sampled(
    block: Block, facts: Iterable[str], open_rows: NDArray[np.bool_], places: Any, seed: int, limit: int = SAMPLE
) -> Sample:
    """Of the claims of a block that have an open row those with the least numbers. `places`: of each, in the file."""
    assert block.segments is not None
    starts = block.segments.starts
    claims = np.flatnonzero(np.logical_or.reduceat(open_rows, starts[:-1]))
    order = by_chance(places[claims], seed)
    numbers = np.diff(starts)[claims]
    if numbers.sum() > limit:
        ranked = np.argsort(order, kind="stable")
        kept = np.sort(ranked[np.cumsum(numbers[ranked]) <= limit])
        claims, order, numbers = claims[kept], order[kept], numbers[kept]
    rows = _rows(starts, claims)
    reading = block.reading
    held = {
        name: tuple(array[rows] for array in as_arrays(reading.law.facts[name], block, reading.vocabulary))
        for name in facts
    }
    return Sample(numbers, order, held)


def both(one: Sample, two: Sample, limit: int = SAMPLE) -> Sample:
    """Two samples as one; what is too much is dropped from time to time."""
    facts = {
        name: tuple(np.concatenate(pair) for pair in zip(arrays, two.facts[name], strict=True))
        for name, arrays in one.facts.items()
    }
    whole = Sample(np.concatenate([one.numbers, two.numbers]), np.concatenate([one.order, two.order]), facts)
    return whole if whole.size <= 2 * limit else whole.least(limit)


def as_arrays(fact: Fact, block: Block, vocabulary: Callable[[str], tuple[str, ...]]) -> Arrays:
    """A fact of a block as arrays."""
    column = block.facts.get(fact.name)
    column = block.open(fact) if column is None else column
    if fact.type == "truth":
        return (truth_bytes(column, block.size),)
    if fact.type == "day":
        return day_arrays(column, block.size)
    if fact.type == "count":
        return count_arrays(column, block.size)
    return (category_bits(column, block.size, vocabulary(fact.name)),)


def _column(fact: Fact, arrays: Arrays) -> Column:
    """A column from arrays."""
    if fact.type == "truth":
        return truths(arrays[0])
    if fact.type == "day":
        low, high, comes = arrays
        return Days(low, low if np.array_equal(low, high) else high, truths(comes))
    if fact.type == "count":
        return Counts(*arrays)
    return Categories(arrays[0])


def open_questions(
    reading: ColumnsReading, on: int, sample: Sample, questions: Sequence[Question], opens: Mapping[str, int]
) -> tuple[OpenQuestion, ...]:
    """For each question that is open for some (`opens`, by its subject) the facts that would settle most."""
    asked = [question for question in questions if opens.get(question.subject)]
    if not asked or not sample.size:
        return tuple(OpenQuestion(q.measure, q.subject, opens[q.subject], 0, ()) for q in asked)
    law = reading.law
    segments = Segments(np.concatenate(([0], np.cumsum(sample.numbers))).astype(np.int64))
    facts = {name: _column(law.facts[name], arrays) for name, arrays in sample.facts.items()}
    block = reading.block(sample.size, on, facts, segments)
    counts = {q.subject: _counts(q, block) for q in asked}
    reach = {q.subject: facts_of(reading, q.rules) for q in asked}
    found: dict[str, list[Settles]] = {q.subject: [] for q in asked}
    reached = _Reached()
    for name, arrays in sample.facts.items():
        fact = law.facts[name]
        missing = _missing(fact, arrays)
        concerned = [q for q in asked if name in reach[q.subject] and (counts[q.subject] & missing).any()]
        if not concerned:
            continue
        tally = {q.subject: (np.zeros(sample.size), np.ones(sample.size), np.zeros(sample.size)) for q in concerned}
        answers = np.zeros(sample.size)
        for told, given in _answered(fact, arrays, missing, reading.vocabulary):
            # What does not rest on the fact is not worked out again.
            given_facts = {**facts, name: _column(fact, told)}
            other = block.with_facts(given_facts, reached.apart_from(name))
            answers += given
            for q in concerned:
                settled = given & ~answer(other, q).is_open(sample.size)
                expected, surely, perhaps = tally[q.subject]
                expected += settled
                surely[given & ~settled] = 0
                perhaps[settled] = 1
        for q in concerned:
            which = counts[q.subject] & missing & (answers > 0)
            expected, surely, perhaps = tally[q.subject]
            found[q.subject].append(
                Settles(
                    name,
                    fact.question,
                    int(which.sum()),
                    int(surely[which].sum()),
                    int(perhaps[which].sum()),
                    round(float((expected[which] / answers[which]).sum()), 1),
                )
            )
    return tuple(
        OpenQuestion(
            q.measure,
            q.subject,
            opens[q.subject],
            int(counts[q.subject].sum()),
            tuple(sorted((s for s in found[q.subject] if s.perhaps), key=lambda s: (-s.expected, s.fact))[:SHOWN]),
        )
        for q in asked
    )


def _counts(question: Question, block: Block) -> NDArray[np.bool_]:
    """The rows of a sample in which a question is open: of the person's questions, the current application."""
    found = answer(block, question).is_open(block.size)
    if question.unit == "person":
        assert block.segments is not None
        current = np.zeros(block.size, np.bool_)
        current[block.segments.starts[1:] - 1] = True
        found = found & current
    return found


class _Reached:
    """The facts that an expression reaches, found once."""

    def __init__(self) -> None:
        self._known: dict[Expression, frozenset[str]] = {}

    def facts(self, expression: Expression) -> frozenset[str]:
        """The names of the facts below an expression."""
        found = self._known.get(expression)
        if found is None:
            if expression.op == "fact":
                found = frozenset((expression.held.name,))
            else:
                found = frozenset().union(*(self.facts(part) for part in expression.parts))
            self._known[expression] = found
        return found

    def apart_from(self, name: str) -> Callable[[Expression], bool]:
        """Whether an expression reaches no fact of this name."""
        return lambda expression: name not in self.facts(expression)


def _missing(fact: Fact, arrays: Arrays) -> NDArray[np.bool_]:
    """The rows in which a fact is open."""
    if fact.type == "truth":
        return np.asarray(arrays[0] == OPEN)
    if fact.type == "day":
        low, high, comes = arrays
        return np.asarray((comes == OPEN) | ((comes == MET) & (low != high)))
    if fact.type == "count":
        return np.asarray(arrays[0] != arrays[1])
    return np.asarray((arrays[0] & (arrays[0] - np.uint64(1))) != 0)


def _answered(
    fact: Fact, arrays: Arrays, missing: NDArray[np.bool_], vocabulary: Callable[[str], tuple[str, ...]]
) -> Iterable[tuple[Arrays, NDArray[np.bool_]]]:
    """The fact with each answer a person could give (as `readings.exact.answers`), and the rows that take it."""
    if fact.type == "truth":
        for value in (MET, NOT_MET):
            yield (np.where(missing, np.uint8(value), arrays[0]),), missing
    elif fact.type == "day":
        low, high, comes = arrays
        may = missing & (comes == OPEN)
        if may.any():
            yield (np.where(may, 0, low), np.where(may, 0, high), np.where(may, np.uint8(NOT_MET), comes)), may
        for end in (low, high):
            yield (np.where(missing, end, low), np.where(missing, end, high), np.where(missing, MET, comes)), missing
    elif fact.type == "count":
        for end in arrays:
            yield tuple(np.where(missing, end, array) for array in arrays), missing
    else:
        for i in range(len(vocabulary(fact.name))):
            one = np.uint64(1 << i)
            given = missing & ((arrays[0] & one) != 0)
            if given.any():
                yield (np.where(given, one, arrays[0]),), given
