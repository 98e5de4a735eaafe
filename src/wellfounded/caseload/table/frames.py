"""Frames of pandas, Polars and Arrow as event tables, through Arrow's common interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from wellfounded.caseload.table.clustering import Piece
from wellfounded.caseload.table.parquet import said
from wellfounded.logic.errors import BadInput, WrongCall


class FrameSource:
    """Anything with `__arrow_c_stream__`. A stream that can be read once is one pass."""

    counts = "row"
    name = "The frame"

    def __init__(self, frame: Any) -> None:
        if isinstance(frame, pa.RecordBatch):
            frame = pa.Table.from_batches([frame])
        if not hasattr(frame, "__arrow_c_stream__"):
            raise WrongCall(
                "An event table cannot be read from {type}. Give a path, or a frame of pandas, Polars or Arrow.",
                type=type(frame).__name__,
            )
        self.frame = frame
        self._once = isinstance(frame, pa.RecordBatchReader)
        self.kind = "stream" if self._once else "frame"
        self._next: Any = self._stream()
        self.columns = tuple(name for name in self._next.schema.names if not name.startswith("__index_level_"))
        self.said = said(self._next.schema.metadata)

    def _stream(self) -> Any:
        try:
            return self.frame if self._once else pa.RecordBatchReader.from_stream(self.frame)
        except (pa.ArrowException, TypeError, ValueError):
            raise BadInput("The frame has a column of mixed values. Give each column one type.") from None

    def pieces(self, rows: int) -> Iterator[Piece]:
        """Slices of the batches of the frame."""
        if self._next is None and self._once:
            raise WrongCall("A stream is read once. Give a table to read it again.")
        stream, self._next = self._next or self._stream(), None
        done = 0
        for batch in stream:
            made = _plain(batch.select(list(self.columns)))
            for at in range(0, len(made), rows):
                part = made.slice(at, rows)
                yield Piece(part, np.arange(done + 1, done + 1 + len(part)))
                done += len(part)


def _plain(batch: Any) -> Any:
    """The batch without views of text, which many functions do not know."""
    return pa.RecordBatch.from_arrays([_no_view(column) for column in batch.columns], names=batch.schema.names)


def _no_view(column: Any) -> Any:
    """A column of text as plain text or with a dictionary of it that can be joined with another one."""
    type_ = column.type
    if pa.types.is_null(type_) or (pa.types.is_dictionary(type_) and pa.types.is_null(type_.value_type)):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_dictionary(type_):
        words = column.dictionary
        words = words.cast(pa.string()) if pa.types.is_string_view(words.type) else words
        return pa.DictionaryArray.from_arrays(column.indices.cast(pa.int32()), words)
    return column.cast(pa.string()) if pa.types.is_string_view(type_) else column
