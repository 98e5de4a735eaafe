"""Event tables in Parquet: read by row groups, written batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wellfounded.caseload.table.clustering import Piece
from wellfounded.claim.written import quoted
from wellfounded.logic.errors import BadInput

PREFIX = "wellfounded."
"""Before each key of what a file says of itself."""
_BUFFER = 1 << 18
_WHOLE = 1 << 19
"""Rows of a row group that is read in one piece, and without a buffer between."""
_LIGHT = 1 << 26
"""Bytes of row groups that are read in one piece, however many rows they have."""


class ParquetSource:
    """A Parquet file. Text is read by its dictionary; a column that is empty in a row group is not read there."""

    kind = "parquet"
    counts = "row"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = quoted(path.name)
        with self._open() as file:
            self.columns = tuple(file.schema_arrow.names)
            self.said = said(file.schema_arrow.metadata)
            rows = file.metadata.num_rows
        if not rows:
            raise BadInput(
                "{file} has columns and no rows. Give an event table with a row for each event.", file=self.name
            )

    def _open(self) -> Any:
        try:
            schema = pq.read_schema(self.path)
            texts = [f.name for f in schema if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)]
            found = pq.read_metadata(self.path)
            largest = max((found.row_group(i).num_rows for i in range(found.num_row_groups)), default=0)
            # Through a small buffer only what would be large by itself.
            buffer = _BUFFER if largest > _WHOLE else 0
            return pq.ParquetFile(
                self.path, metadata=found, read_dictionary=texts, pre_buffer=False, buffer_size=buffer
            )
        except (pa.ArrowException, OSError):
            raise BadInput(
                "{file} is not a Parquet file, or its end is missing. Copy or export it again.", file=self.name
            ) from None

    def pieces(self, rows: int) -> Iterator[Piece]:
        """Record batches in the order of the file."""
        file = self._open()
        done = 0
        try:
            for groups, present, size, held in _groups(file.metadata, self.columns, rows):
                # Row groups mostly end with a claim: what is read as it was written need not be joined again.
                most = size if size <= 2 * rows or held <= _LIGHT else rows
                for batch in file.iter_batches(most, row_groups=groups, columns=present, use_threads=False):
                    yield Piece(_complete(batch, file.schema_arrow), np.arange(done + 1, done + 1 + len(batch)))
                    done += len(batch)
        except (pa.ArrowException, OSError):
            raise BadInput(
                "{file} cannot be read beyond row {row}: it is damaged there. Copy or export it again.",
                file=self.name, row=done,
            ) from None  # fmt: skip
        finally:
            file.close()


def said(metadata: Mapping[bytes, bytes] | None) -> dict[str, str]:
    """What a schema says of the whole table."""
    pairs = ((key.decode(errors="replace"), value.decode(errors="replace")) for key, value in (metadata or {}).items())
    return {key.removeprefix(PREFIX): value for key, value in pairs if key.startswith(PREFIX)}


def _groups(metadata: Any, columns: tuple[str, ...], rows: int) -> Iterator[tuple[list[int], list[str], int, int]]:
    """Row groups together, of so many rows at least: the columns that hold anything in them, the rows, the bytes."""
    groups: list[int] = []
    empty = set(columns)
    size = held = 0
    for i in range(metadata.num_row_groups):
        group = metadata.row_group(i)
        groups.append(i)
        size += group.num_rows
        held += group.total_byte_size
        chunks = [group.column(j) for j in range(group.num_columns)]
        nothing = {
            c.path_in_schema
            for c in chunks
            if c.statistics is not None and c.statistics.has_null_count and c.statistics.null_count == group.num_rows
        }
        empty &= nothing
        if size >= rows or i + 1 == metadata.num_row_groups:
            yield groups, [name for name in columns if name not in empty] or list(columns[:1]), size, held
            groups, empty, size, held = [], set(columns), 0, 0


def _complete(batch: Any, schema: Any) -> Any:
    """The batch with every column of the schema. What holds nothing takes no memory."""
    if batch.schema.names == schema.names:
        return batch
    there, none = set(batch.schema.names), pa.nulls(len(batch))
    columns = [batch.column(name) if name in there else none for name in schema.names]
    return pa.RecordBatch.from_arrays(columns, names=schema.names)
