"""The column of a fact put together: what events answer, what absence means, and what is stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.table.events import NEVER_COMES, Coded, DayColumn, FieldValues
from wellfounded.readings.columns.values import (
    Categories,
    Column,
    Counts,
    Days,
    Truths,
    bits_of,
    category_bits,
    count_arrays,
    day_arrays,
    truth_bytes,
    truths,
)
from wellfounded.readings.values import MET, NEVER, NOT_MET
from wellfounded.rules.facts import Fact

Numbers = NDArray[np.intp]
Mask = NDArray[np.bool_]
Words = tuple[str, ...]


class Answer(NamedTuple):
    """What an entry of a fold answers. `key`: the rows (or persons); `parts`: arrays, or one number for all keys.

    `key` may be a mask over all rows: then the arrays have a place for each row, with 0 outside the mask.
    Of a truth 0, 1 or 2; of a day the earliest, the latest (the same array where exact) and whether it comes;
    of a count the least and the most; of a category its bits.
    """

    key: Numbers | Mask
    parts: tuple[Any, ...]


_TYPES: dict[str, tuple[Any, ...]] = {
    "truth": (np.uint8,),
    "day": (np.int32, np.int32, np.uint8),
    "count": (np.int32, np.int32),
    "category": (np.uint64,),
}


def parts_of(fact: Fact, value: Any, words: Words) -> tuple[int, ...]:
    """A value of the person reading as numbers. `words`: the vocabulary of a category."""
    if fact.type == "truth":
        return (value,)
    return (bits_of(value, words),) if fact.type == "category" else tuple(value)


def assembled(
    fact: Fact, absent: Any, answers: Sequence[Answer], size: int, spread: Numbers | None, words: Words
) -> Column:
    """The column of a fact. An earlier answer goes before a later one; who has none has what absence means.

    `size`: the number of keys. `spread`: of each row its key, where keys are not rows.
    """
    if not answers:
        return absent
    base = parts_of(fact, absent, words)
    if absent == NEVER and spread is None and len(answers) == 1 and _exact(answers[0]):
        # What most facts of most caseloads are: a known day, or none.
        met = np.packbits(answers[0].key)
        return Days(answers[0].parts[0], answers[0].parts[1], Truths(met, ~met))
    made: list[NDArray[Any]] = []
    for i, (value, type_) in enumerate(zip(base, _TYPES[fact.type], strict=True)):
        if i == 1 and value == base[0] and all(answer.parts[1] is answer.parts[0] for answer in answers):
            made.append(made[0])
            continue
        column = _filled(value, type_, size, answers, i)
        made.append(column if spread is None else column[spread])
    return _column(fact, made)


def _exact(answer: Answer) -> bool:
    """Whether an answer is an exact day at each key of a mask."""
    return answer.key.dtype == np.bool_ and answer.parts[0] is answer.parts[1]


def _filled(value: int, type_: Any, size: int, answers: Sequence[Answer], i: int) -> NDArray[Any]:
    """One part of a column: a value for all keys, and over it the answers, the first one last."""
    last = answers[-1]
    if len(answers) == 1 and value == 0 and last.key.dtype == np.bool_:
        # Outside the mask the part is 0 already.
        part = last.parts[i]
        return part if isinstance(part, np.ndarray) else last.key.view(np.uint8) * np.array(part, type_)
    column = np.full(size, value, type_) if value else np.zeros(size, type_)
    for answer in reversed(answers):
        if answer.key.dtype == np.bool_:
            np.copyto(column, answer.parts[i], where=answer.key)
        else:
            column[answer.key] = answer.parts[i]
    return column


def _column(fact: Fact, parts: Sequence[NDArray[Any]]) -> Column:
    if fact.type == "truth":
        return _truths(parts[0])
    if fact.type == "day":
        return Days(parts[0], parts[1], _truths(parts[2]))
    return Counts(parts[0], parts[1]) if fact.type == "count" else Categories(parts[0])


def _truths(values: NDArray[np.uint8]) -> Column:
    """Truths; where all are the same, that one."""
    if len(values) and (values == values[0]).all():
        return int(values[0])
    return truths(values)


def overridden(
    fact: Fact, column: Column, rows: Numbers, given: FieldValues, kept: Mask, size: int, words: Words
) -> Column:
    """A column with what is stated of some rows. `kept`: which of the values given are those of `rows`."""
    if not len(rows):
        return column
    parts = _arrays(fact, column, size, words)
    for part, told in zip(parts, _stated(given, words), strict=True):
        part[rows] = told[kept]
    return _column(fact, parts)


def _arrays(fact: Fact, column: Column, size: int, words: Words) -> list[NDArray[Any]]:
    """The parts of a column, each an array of its own."""
    if fact.type == "truth":
        return [truth_bytes(column, size)]
    if fact.type == "category":
        return [category_bits(column, size, words).copy()]
    if fact.type == "count":
        return [part.copy() for part in count_arrays(column, size)]
    low, high, exists = day_arrays(column, size)
    return [low.copy() if high is low else low, high, exists]


def _stated(values: FieldValues, words: Words) -> tuple[NDArray[Any], ...]:
    if isinstance(values, DayColumn):
        never = values.low == NEVER_COMES
        low, high = np.where(never, 0, values.low), np.where(never, 0, values.high)
        return low, high, np.where(never, np.uint8(NOT_MET), np.uint8(MET))
    if isinstance(values, Coded):
        bits = np.array([bits_of((word,), words) if word else 0 for word in values.words], np.uint64)
        return (bits[values.codes],)
    return (values,) if values.dtype == np.uint8 else (values, values)
