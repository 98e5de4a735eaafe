"""Choices, exceptions and doubts in columns: in each row the answer on which all that is possible agrees.

They are never written out as and, or and not, which would call far more rows open than are. Each of the three
yields what is possible, and in which rows it is; joining that is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from wellfounded.readings.columns.days import exact, held, numbers, outermost_of
from wellfounded.readings.columns.expressions import Expression
from wellfounded.readings.columns.truths import both, possible, settled, some
from wellfounded.readings.columns.values import (
    Categories,
    Column,
    Counts,
    Days,
    Numbers,
    Plane,
    Truths,
    bits_of,
    chosen,
)
from wellfounded.readings.values import MET, NEVER, NOT_MET

Option = tuple[Plane | None, Column, tuple[str, ...]]
"""The rows in which it is possible (None: all), the value, and the vocabulary of a category."""
Ask = Callable[[Expression], Column]


def choice(ask: Ask, expression: Expression) -> list[Option]:
    """What a choice leaves possible: of each row, the cases up to the first that is met."""
    *cases, otherwise = expression.parts
    options: list[Option] = []
    left: Plane | None = None
    for condition, value in zip(cases[::2], cases[1::2], strict=True):
        met = ask(condition)
        if isinstance(met, int):
            if met == NOT_MET:
                continue
            options.append((left, ask(value), value.vocabulary))
            if met == MET:
                return options
            continue
        rows = both(left, possible(met))
        if rows is not None and some(rows):
            options.append((rows, ask(value), value.vocabulary))
        left = both(left, ~met.met)
        if left is not None and not some(left):
            return options
    return [*options, (left, ask(otherwise), otherwise.vocabulary)]


def exceptions(ask: Ask, expression: Expression) -> list[Option]:
    """What a rule with exceptions leaves possible: those that may apply; and the rule itself where none surely does."""
    base, *parts = expression.parts
    options: list[Option] = []
    left: Plane | None = None
    applies = False
    for condition, then in zip(parts[::2], parts[1::2], strict=True):
        met = ask(condition)
        if isinstance(met, int) and met == NOT_MET:
            continue
        rows = possible(met)
        if rows is None or some(rows):
            options.append((rows, ask(then), then.vocabulary))
        if isinstance(met, Truths):
            left = both(left, ~met.met)
        applies = applies or (isinstance(met, int) and met == MET)
    if applies or (left is not None and not some(left)):
        return options
    return [*options, (left, ask(base), base.vocabulary)]


def readings(ask: Ask, expression: Expression) -> list[Option]:
    """What a doubtful text leaves possible: all of its readings."""
    return [(None, ask(part), part.vocabulary) for part in expression.parts]


def joined(options: Sequence[Option], expression: Expression, size: int) -> Column:
    """The answer on which all agree; otherwise the least that holds them all."""
    values = [value for _, value, _ in options]
    head = values[0]
    if all(value is head or (_single(value) and _single(head) and value == head) for value in values[1:]):
        return _moved(head, options[0][2], expression.vocabulary)
    if expression.type == "truth":
        return _truths(options, size)
    if expression.type == "category":
        return _categories(options, expression.vocabulary, size)
    if expression.type == "count":
        return Counts(*_ends(options, size))
    exists = _truths([(rows, day[2], ()) for rows, day, _ in options], size)
    coming = [option for option in options if not _single(option[1][2]) or option[1][2] != NOT_MET]
    return held(*_ends(coming, size), exists) if coming else NEVER


def _single(value: Column) -> bool:
    return not isinstance(value, (Truths, Days, Counts, Categories))


def _truths(options: Sequence[Option], size: int) -> Column:
    """Met where all that is possible is met, not met where all of it is not."""
    met = not_met = np.full((size + 7) // 8, 255, np.uint8)
    for rows, value, _ in options:
        yes, no = value if isinstance(value, Truths) else (value == MET, value == NOT_MET)
        met, not_met = _narrowed(met, rows, yes), _narrowed(not_met, rows, no)
    return settled(Truths(met, not_met))


def _narrowed(so_far: Plane, rows: Plane | None, holds: Plane | bool) -> Plane:
    """The rows that are left where in some rows something must hold."""
    if isinstance(holds, np.ndarray):
        return so_far & (holds if rows is None else holds | ~rows)
    if holds:
        return so_far
    return np.zeros_like(so_far) if rows is None else so_far & ~rows


def _ends(options: Sequence[Option], size: int) -> tuple[Numbers, Numbers]:
    """The two ends of days or counts: the least and the greatest of what is possible in each row."""
    known = all(exact(value) for _, value, _ in options)
    if not _overlap(options):
        # At most one is possible in each row, and where none is the day never comes.
        low = _chosen(options, 0, size)
        return low, low if known else _chosen(options, 1, size)
    here = [both(rows, possible(value.exists)) if isinstance(value, Days) else rows for rows, value, _ in options]
    values = [value for _, value, _ in options]
    low = outermost_of([(rows, value[0]) for rows, value in zip(here, values, strict=True)], size, least=True)
    high = outermost_of([(rows, value[1]) for rows, value in zip(here, values, strict=True)], size, least=False)
    low, high = numbers(low, size), numbers(high, size)
    return low, low if known and np.array_equal(low, high) else high


def _overlap(options: Sequence[Option]) -> bool:
    """Whether two may be possible in one row."""
    seen: Plane | None = None
    for rows, _, _ in options:
        if rows is None:
            return len(options) > 1
        if seen is not None and some(seen & rows):
            return True
        seen = rows if seen is None else seen | rows
    return False


def _chosen(options: Sequence[Option], end: int, size: int) -> Numbers:
    """In each row that end of the one that is possible."""
    *others, (_, value, _) = options
    found = value[end]
    for rows, other, _ in others:
        if rows is not None:
            found = chosen(rows, size, numbers(other[end], size), numbers(found, size))
    return numbers(found, size)


def _categories(options: Sequence[Option], vocabulary: tuple[str, ...], size: int) -> Column:
    bits = np.zeros(size, np.uint64)
    for rows, value, words in options:
        moved = _moved(value, words, vocabulary)
        ones: Any = moved.bits if isinstance(moved, Categories) else np.uint64(bits_of(moved, vocabulary))
        bits |= ones if rows is None else ones * np.unpackbits(rows, count=size)
    return Categories(bits)


def _moved(value: Column, words: tuple[str, ...], vocabulary: tuple[str, ...]) -> Column:
    """A category with its bits where another vocabulary has them."""
    if not isinstance(value, Categories) or vocabulary[: len(words)] == words:
        return value
    bits = np.zeros_like(value.bits)
    for i, word in enumerate(words):
        bits |= (value.bits >> np.uint64(i) & np.uint64(1)) << np.uint64(vocabulary.index(word))
    return Categories(bits)
