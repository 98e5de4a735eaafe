"""The sixty rules through this project's columns reading: coding the claims, and the sums that every engine gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.sixty.claims import EPOCH, ON
from benchmarks.sixty.lowered import STAGES
from benchmarks.sixty.rules import RULES, C
from wellfounded.readings.columns.over import over
from wellfounded.readings.columns.reading import Block, ColumnsReading
from wellfounded.readings.columns.totals import day_sums, histogram, truth_totals
from wellfounded.readings.columns.values import Categories, Column, Counts, Days, Truths
from wellfounded.readings.values import MET, MOST

Sums = dict[str, tuple[int, int]]


def coded(path: Path) -> tuple[dict[str, Column], int]:
    """The claims of a Parquet file as columns of facts, and their number."""
    file = pq.ParquetFile(path)
    return {fact.name: column(fact, file.read([fact.name])[fact.name]) for fact in C.declared()}, file.metadata.num_rows


def column(fact: Any, given: Any) -> Column:
    """One column: a null is open, of a day that it did not come."""
    unknown = pc.is_null(given).to_numpy()
    if fact.type == "truth":
        met = np.packbits(pc.fill_null(given, False).to_numpy())
        return Truths(met, ~(met | np.packbits(unknown)))
    numbers = pc.fill_null(given.cast(pa.int32()), 0).to_numpy()
    if fact.type == "day":
        days = (numbers + EPOCH).astype(np.int32)
        return Days(days, days, Truths(np.packbits(~unknown), np.packbits(unknown)) if unknown.any() else MET)
    if fact.type == "count":
        return Counts(numbers, np.where(unknown, MOST, numbers).astype(np.int32))
    every = (1 << len(fact.values)) - 1
    return Categories(np.where(unknown, every, 1 << numbers).astype(np.uint64))


def sums(block: Block) -> Sums:
    """Of each rule of a block the sum of its values, days since 1970, and how many are established."""
    found = {}
    for name, rule in RULES.items():
        value = block.value(name)
        if rule.type == "truth":
            met, _, not_met = truth_totals(value, block.size)
            found[name] = (met, met + not_met)
        elif rule.type == "day":
            total = day_sums(value, block.size)
            found[name] = (total.least - EPOCH * total.rows, total.rows)
        else:
            stages = histogram(value, block.size, block.reading.vocabulary(name))
            found[name] = (
                sum(STAGES.index(next(iter(stage))) * n for stage, n in stages.items()),
                sum(stages.values()),
            )
    return found


def merged(one: Sums, two: Sums) -> Sums:
    """The sums of two blocks together."""
    return {name: (a + two[name][0], b + two[name][1]) for name, (a, b) in one.items()}


def summed(law: Any, columns: dict[str, Column], size: int) -> Sums:
    """The sums over all claims."""
    return over(ColumnsReading(law), columns, size, ON.toordinal(), sums, merged)


def read_once(columns: dict[str, Column], rows: int = 1 << 15) -> int:
    """Touch each byte of the coded claims once, on two threads: the least that any engine must do."""
    from concurrent.futures import ThreadPoolExecutor

    planes: list[Any] = []
    for held in columns.values():
        if isinstance(held, Truths):
            planes += held
        elif isinstance(held, Days):
            planes += [held.low, *(held.exists if isinstance(held.exists, Truths) else ())]
        elif isinstance(held, Counts):
            planes += [held.least, held.most]
        else:
            planes.append(held.bits)
    # Whole machine words, so that adding them up costs no more than reading them.
    words = [plane[: plane.nbytes // 8 * 8 // plane.itemsize].view(np.uint64) for plane in planes]
    cuts = [word[k : k + 8 * rows] for word in words for k in range(0, len(word), 8 * rows)]
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(lambda cut: int(np.bitwise_xor.reduce(cut)) & 1, cuts))
