"""Many rows in blocks that stay in the cache, on several threads; only what is asked of each block is kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import reduce
from typing import TypeVar

import numpy as np

from wellfounded.logic.errors import WrongCall
from wellfounded.readings.columns.reading import Block, ColumnsReading
from wellfounded.readings.columns.segments import Segments
from wellfounded.readings.columns.values import Column, Numbers, part

ROWS = 1 << 18
"""Rows of a block: what they are worked out in stays near, and the calls of numpy weigh little against the work, so
that threads seldom wait for one another."""
T = TypeVar("T")


def over(
    reading: ColumnsReading,
    facts: Mapping[str, Column],
    size: int,
    on: int | Numbers,
    ask: Callable[[Block], T],
    merge: Callable[[T, T], T],
    *,
    segments: Segments | None = None,
    rows: int = ROWS,
    threads: int = 2,
) -> T:
    """Ask something of every block of a long table of facts, and merge the answers in the order of the blocks.

    `facts`: columns of `size` rows, cut into views. `segments` are cut between persons; families are refused, for
    their rows may lie in different blocks.
    """
    if size <= threads * rows:
        threads = 1  # they take turns at Python itself: few blocks are done sooner by one
    cuts = _cuts(size, _even(size, rows, threads), segments)

    def one(first: int, end: int) -> T:
        here = on[first:end] if isinstance(on, np.ndarray) else on
        cut = {name: part(column, first, end) for name, column in facts.items()}
        return ask(reading.block(end - first, here, cut, _within(segments, first, end)))

    return reduce(merge, _in_order(one, cuts, threads))


def _even(size: int, rows: int, threads: int) -> int:
    """At most so many rows a block, such that every thread has as many blocks to do, and all are of one length."""
    blocks = -(-size // rows)
    return -(-size // (-(-blocks // threads) * threads))


def _cuts(size: int, rows: int, segments: Segments | None) -> Iterator[tuple[int, int]]:
    if segments is None:
        rows = -(-rows // 8) * 8
        return ((first, min(first + rows, size)) for first in range(0, size, rows))
    if segments.family_rows is not None:
        raise WrongCall("A table with families cannot be cut into blocks. Make a block of each family's rows.")
    wanted = np.append(np.arange(rows, size, rows), size)
    ends = np.unique(segments.starts[np.searchsorted(segments.starts, wanted)])
    return zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True)


def _within(segments: Segments | None, first: int, end: int) -> Segments | None:
    if segments is None:
        return None
    low, high = np.searchsorted(segments.starts, (first, end))
    return Segments(segments.starts[low : high + 1] - first)


def _in_order(one: Callable[[int, int], T], cuts: Iterator[tuple[int, int]], threads: int) -> Iterator[T]:
    """The answers in the order of the blocks, with no more of them under way than there are threads to feed."""
    if threads < 2:
        yield from (one(first, end) for first, end in cuts)
        return
    with ThreadPoolExecutor(threads) as pool:
        under_way: deque[Future[T]] = deque()
        for first, end in cuts:
            under_way.append(pool.submit(one, first, end))
            if len(under_way) > 2 * threads:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
