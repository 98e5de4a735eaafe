"""The second file of a synthetic caseload: facts that no event holds, marked synthetic like the first."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow import csv

from wellfounded.caseload.table.events import Coded, EventBatch, Header, Stated
from wellfounded.caseload.table.whole_file import refusal, whole
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.readings.values import MET

_WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [("claim", pa.string()), ("application", _WORD), ("fact", _WORD), ("value", _WORD), ("synthetic", _WORD)]
)
"""The columns of the second input, and the mark in each row."""
_TRUTHS = ("false", "true")


def facts_of(batch: EventBatch) -> pa.RecordBatch:
    """The statements of a batch as rows of the second input, those of one claim together."""
    rows, facts, values = [], [], []
    names, words = list(batch.statements), {word: i for i, word in enumerate(_TRUTHS)}
    for i, told in enumerate(batch.statements.values()):
        rows.append(told.rows)
        facts.append(np.full(len(told.rows), i, np.int32))
        values.append(_values(told, words))
    nothing = np.zeros(0, np.int32)
    row = np.concatenate([nothing, *rows])
    fact, value = np.concatenate([nothing, *facts]), np.concatenate([nothing, *values])
    order = np.argsort(row, kind="stable")
    row = row[order]
    claims = batch.claims.array.take(pa.array(batch.claim_of_applications()[row]))
    applications = batch.applications.array.take(pa.array(row)).dictionary_encode()
    columns = [claims, applications, _coded(fact[order], names), _coded(value[order], list(words))]
    mark = _coded(np.zeros(len(row), np.int32), ["yes"])
    return pa.record_batch([*columns, mark], schema=SCHEMA)


def _values(told: Stated, words: dict[str, int]) -> NDArray[np.int32]:
    """The values of a statement as numbers of words."""
    held = told.values
    if isinstance(held, Coded):
        numbers = np.array([words.setdefault(w, len(words)) for w in held.words], np.int32)
        return np.asarray(numbers[held.codes], np.int32)
    if not isinstance(held, np.ndarray):
        raise WrongCall("No recipe states days.")
    if held.dtype == np.uint8:
        return np.asarray(held == MET, np.int32)
    counts, which = np.unique(held, return_inverse=True)
    numbers = np.array([words.setdefault(str(c), len(words)) for c in counts.tolist()], np.int32)
    return np.asarray(numbers[which], np.int32)


def _coded(codes: NDArray[np.int32], words: list[str]) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(words, pa.string()))


class FactsFile:
    """A file of facts, written batch by batch: Parquet or CSV, by the ending of its name. Another is refused."""

    def __init__(self, path: Path, header: Header) -> None:
        self.path, self.header = path, header
        self._plain = path.suffix.lower() == ".csv"
        if not self._plain and path.suffix.lower() != ".parquet":
            raise BadInput("Facts are written as .parquet or .csv; {file} was asked for.", file=path.name)

    def write(self, batch: EventBatch) -> None:
        """Write the facts of a batch."""
        rows = facts_of(batch)
        if self._plain:
            rows = pa.record_batch([c.cast(pa.string()) for c in rows.columns], names=list(SCHEMA.names))
        try:
            self._file.write_batch(rows)
        except OSError as error:
            # Said here, lest the file of events be named that is written at the same time.
            raise BadInput("{file} cannot be written: {why}.", file=self.path.name, why=refusal(error)) from None

    def __enter__(self) -> FactsFile:
        with ExitStack() as open_:
            self._file = open_.enter_context(self._writer(open_.enter_context(whole(self.path))))
            self._open = open_.pop_all()
        return self

    def _writer(self, part: Path) -> Any:
        if self._plain:
            return csv.CSVWriter(str(part), pa.schema([(name, pa.string()) for name in SCHEMA.names]))
        said = {
            "wellfounded.law": self.header.law,
            "wellfounded.synthetic": "yes",
            "wellfounded.source": self.header.source,
        }
        return pq.ParquetWriter(part, SCHEMA.with_metadata(said), compression="zstd")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.__exit__(kind, error, at)
