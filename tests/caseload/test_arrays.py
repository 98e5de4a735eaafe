"""Arrays of numpy and of Arrow hold the same, however the Arrow array is cut and whatever it leaves out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded import law as laws
from wellfounded.caseload.synth import header, synthesise
from wellfounded.caseload.table.arrays import arrow, known_rows, looked_up, numpy_of, taken, texts
from wellfounded.caseload.table.writing import write_caseload


@pytest.mark.parametrize("type_", [pa.int8(), pa.int16(), pa.int32(), pa.int64()])
@pytest.mark.parametrize("first", [0, 1, 9])
def test_numbers_are_those_of_arrow(type_: pa.DataType, first: int) -> None:
    written = [None if i % 3 == 0 else i - 7 for i in range(20)]
    for column in (pa.array(written, type_), pa.array([n or 5 for n in written], type_)):
        here = column.slice(first)
        for null in (0, -1):
            assert numpy_of(here, null).tolist() == [null if n is None else n for n in here.to_pylist()]
            assert numpy_of(here, null).dtype == np.dtype(str(type_))


def test_truths_are_those_of_arrow() -> None:
    column = pa.array([True, None, False, True, None, True, True, False, None, True])
    for first in (0, 3, 9, 10):
        here = column.slice(first)
        assert numpy_of(here).tolist() == [bool(value) for value in here.to_pylist()]


@pytest.mark.parametrize("first", [0, 1, 8, 37])
def test_the_rows_that_hold_something(first: int) -> None:
    given = [None if i % 11 else f"w{i % 3}" for i in range(100)]
    for column in (pa.array(given), pa.array(given).dictionary_encode(), pa.array([n and 7 for n in given])):
        here = column.slice(first, 50)
        rows = known_rows(here)
        assert rows.tolist() == [i for i, value in enumerate(here.to_pylist()) if value is not None]
        assert taken(here, rows).to_pylist() == here.drop_null().to_pylist()


def test_arrow_holds_what_numpy_does() -> None:
    for values in (np.arange(9, dtype=np.int16), np.arange(20, dtype=np.int64)[::2], np.arange(11) % 3 == 0):
        assert arrow(values).to_pylist() == values.tolist()
    assert texts(["", "入管", "a"]).to_pylist() == ["", "入管", "a"]
    assert texts([]).to_pylist() == []


def test_a_table_is_read_without_pandas(tmp_path: Path) -> None:
    table = tmp_path / "claims.parquet"
    law = laws.find("jp")
    write_caseload(table, synthesise(law, 50, 1), law, header(law, seed=1))
    asked = (
        "import sys; from wellfounded import law; from wellfounded.caseload.opening import open_caseload; "
        "n = len(list(open_caseload(sys.argv[1], law.find('jp')).batches())); print(n, 'pandas' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked, str(table)], check=True, capture_output=True, text=True)
    assert told.stdout == "1 False\n"


@settings(max_examples=60)
@given(
    st.sampled_from([np.bool_, np.int8, np.int16, np.int32, np.uint8]),
    st.sampled_from([1, 2, 100, 255, 256, 300]),
    st.sampled_from([5, 5000]),
    st.integers(0, 1000),
)
def test_a_table_is_looked_up_as_numpy_does(type_: Any, size: int, rows: int, seed: int) -> None:
    """Every code, and -1 for the last; tables too large for bytes, and numbers too far apart, included."""
    draw = np.random.default_rng(seed)
    table = draw.integers(0, 2, size).astype(type_) if type_ is np.bool_ else draw.integers(-2, 120, size).astype(type_)
    if seed % 3 == 0 and table.dtype.itemsize > 1:
        table[0] = 30_000
    codes = draw.integers(-1, size, rows).astype(np.int16)
    assert looked_up(table, codes).tolist() == table.take(codes).tolist()
    assert looked_up(table, codes).dtype == table.dtype
