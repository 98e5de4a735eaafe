"""Claims for the sixty rules, drawn at random with a seed: Parquet files that every engine reads.

Of a truth, a count or a category it may be unknown (null); of a day it is always known whether it came (null: it did
not), so that a null means one thing in every engine that is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.sixty.rules import C

ON = date(2024, 7, 5)
EPOCH = date(1970, 1, 1).toordinal()
STRETCH = 1_000_000
_GAPS = {
    "arrived": 1,
    "lodged": 300,
    "decided": 900,
    "served": 30,
    "review_filed": 14,
    "review_decided": 900,
    "suit_filed": 400,
    "judged": 700,
}
"""Days: each day comes at most so long after the one before."""


def tables(claims: int, seed: int = 2024) -> Iterator[pa.Table]:
    """Claims in stretches of a million, one row a claim."""
    for k, first in enumerate(range(0, claims, STRETCH)):
        yield _table(min(STRETCH, claims - first), np.random.default_rng([seed, k]))


def _table(n: int, draw: np.random.Generator) -> pa.Table:
    columns = {}
    day = ON.toordinal() - EPOCH - 2400 + draw.integers(0, 2300, n, dtype="i4")
    came = np.ones(n, bool)
    for fact in C.declared():
        unknown = draw.random(n, dtype="f4") < 0.2
        if fact.type == "truth":
            columns[fact.name] = pa.array(draw.random(n, dtype="f4") < 0.4, mask=unknown)
        elif fact.type == "count":
            columns[fact.name] = pa.array(draw.integers(0, 6, n, dtype="i4"), mask=unknown)
        elif fact.type == "category":
            columns[fact.name] = pa.array(draw.integers(0, len(fact.values), n, dtype="i4"), mask=unknown)
        else:
            day = day + draw.integers(0, _GAPS[fact.name], n, dtype="i4")
            came = came & (draw.random(n, dtype="f4") < 0.85) & (day + EPOCH <= ON.toordinal())
            columns[fact.name] = pa.array(day, mask=~came).cast(pa.date32())
    return pa.table(columns)


def write(path: Path, claims: int) -> None:
    """Write the claims as one Parquet file."""
    writer = None
    for table in tables(claims):
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=131_072)
    if writer:
        writer.close()
