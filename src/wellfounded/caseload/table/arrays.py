"""Arrays of numpy as Arrow's, and the other way, without copying numbers.

pyarrow's own ways load pandas first, where it is installed. That takes longer than to read a hundred thousand claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def arrow(values: NDArray[Any]) -> Any:
    """Numbers or truths as an Arrow array."""
    truth = values.dtype == np.bool_
    held = np.packbits(values, bitorder="little") if truth else np.ascontiguousarray(values)
    type_ = pa.bool_() if truth else pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(type_, len(values), [None, pa.py_buffer(held)])


def texts(words: Sequence[str]) -> Any:
    """Words as an Arrow array."""
    letters = [word.encode() for word in words]
    ends = np.concatenate((np.zeros(1, np.int32), np.cumsum([len(word) for word in letters], dtype=np.int32)))
    return pa.StringArray.from_buffers(len(words), pa.py_buffer(ends), pa.py_buffer(b"".join(letters)))


def numpy_of(column: Any, null: int = 0) -> NDArray[Any]:
    """The whole numbers or truths of an Arrow array; not to be written to. `null`: 0 or -1, what stands for none."""
    values: Any = _held(column)
    if column.null_count:
        there: Any = _bits(column.buffers()[0], column)
        if values.dtype != np.bool_:
            # All bits where there is a value, and none elsewhere.
            there = np.negative(there.view(np.int8)).astype(values.dtype)
        values = values | ~there if null else values & there
    found: NDArray[Any] = values
    return found


def _held(column: Any) -> NDArray[Any]:
    """The values of an Arrow array, and anything where it has a null."""
    truth = pa.types.is_boolean(column.type)
    type_ = np.dtype(np.bool_ if truth else str(column.type))
    if not len(column):
        return np.zeros(0, type_)
    held = column.buffers()[1]
    return _bits(held, column) if truth else np.frombuffer(held, type_, len(column), column.offset * type_.itemsize)


def looked_up(table: NDArray[Any], codes: NDArray[Any]) -> NDArray[Any]:
    """The value that a table has for each code; -1 stands for its last one.

    Small tables of small numbers are looked up byte by byte: numpy would widen each code to 64 bits first.
    """
    if not 0 < len(table) < 256 or len(codes) < 1024:
        return table.take(codes)
    numbers = table.view(np.int8) if table.dtype == np.bool_ else table
    least = int(numbers.min())
    if int(numbers.max()) - least > 255:
        return table.take(codes)
    letters = np.full(256, numbers[-1] - least, np.uint8)
    letters[: len(table)] = numbers - least
    found = np.frombuffer(codes.astype(np.uint8).tobytes().translate(letters.tobytes()), np.uint8)
    if table.dtype == np.bool_:
        return (found + np.uint8(least)).view(np.bool_)
    values: NDArray[Any] = found.astype(table.dtype)
    values += table.dtype.type(least)
    return values


def known_rows(column: Any) -> NDArray[np.int32]:
    """The rows of an Arrow array with nulls that hold something. Where few do, eight rows are looked at in one."""
    held = np.frombuffer(column.buffers()[0], np.uint8)
    some = np.flatnonzero(held)
    bits = np.flatnonzero(np.unpackbits(held.take(some), bitorder="little").view(np.bool_))
    rows = (some.take(bits >> 3) << 3) + (bits & 7) - column.offset
    first, end = np.searchsorted(rows, (0, len(column)))
    found: NDArray[np.int32] = rows[first:end].astype(np.int32)
    return found


def taken(column: Any, rows: NDArray[np.int32]) -> Any:
    """Some rows of an Arrow array, all of which hold something."""
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(arrow(_held(column.indices).take(rows)), column.dictionary, safe=False)
    return column.take(arrow(rows))


def _bits(held: Any, column: Any) -> NDArray[np.bool_]:
    """One bit a row of an Arrow array, as truths of numpy."""
    end = column.offset + len(column)
    return np.unpackbits(np.frombuffer(held, np.uint8), count=end, bitorder="little")[column.offset :].view(np.bool_)
