"""Rows that cannot be read: counted by reason, named by line, and kept with their own values."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from wellfounded.caseload.table.whole_file import refusal, whole
from wellfounded.logic.errors import BadInput

SHOWN = 5
"""How many rows of each reason are named; the rejects file names all."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was refused. `line`: of the source, from 1. The sentence is the template with its values."""

    line: int
    template: str
    args: dict[str, object]

    def __str__(self) -> str:
        return self.template.format(**self.args)

    def error(self) -> BadInput:
        """The refusal as it is put into words."""
        values: Any = self.args
        return BadInput(self.template, line=self.line, **values)


class Rejects:
    """The refused rows of one table. Those beyond the first few of each reason are kept on disk, not in memory."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.counts: Counter[str] = Counter()
        self.first: dict[str, list[Rejected]] = {}
        self._file: IO[bytes] | None = None

    @property
    def total(self) -> int:
        """How many rows were refused."""
        return self.counts.total()

    @property
    def _kept(self) -> IO[bytes]:
        """The file that is made with the first refused row and lives as long as this does."""
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
            weakref.finalize(self, self._file.close)
        return self._file

    def add(self, rejected: Sequence[Rejected], rows: Any) -> None:
        """Count some rows. `rows`: an Arrow table of as many rows, with these columns; or their lines as text."""
        if not rejected:
            return
        for one in rejected:
            self.counts[one.template] += 1
            shown = self.first.setdefault(one.template, [])
            if len(shown) < SHOWN:
                shown.append(one)
        lines = pa.array([one.line for one in rejected], pa.int64())
        reasons = pa.array([str(one) for one in rejected], pa.string())
        if isinstance(rows, list):
            written = pa.array(rows, pa.string())
            values = [pa.nulls(len(rejected), pa.string()) for _ in self.columns]
        else:
            written = pa.nulls(len(rejected), pa.string())
            values = [_plain(rows.column(name)) for name in self.columns]
        names = [str(i) for i in range(len(values) + 3)]
        made = pa.table([lines, reasons, *values, written], names=names)
        try:
            pa_csv.write_csv(made, self._kept, pa_csv.WriteOptions(include_header=False, quoting_style="needed"))
            self._kept.flush()
        except OSError as error:
            raise BadInput(
                "The rows that cannot be read find no room in the folder for temporary files: {why}.",
                why=refusal(error),
            ) from None

    def write(self, path: Path) -> None:
        """Write every refused row as CSV: line, reason, its own values; of a line without values, its text."""
        head = io.StringIO()
        csv.writer(head, lineterminator="\n").writerow(["line", "reason", *self.columns, "written"])
        self._kept.seek(0)
        try:
            with whole(path) as part, part.open("wb") as out:
                out.write(head.getvalue().encode())
                shutil.copyfileobj(self._kept, out)
        finally:
            self._kept.seek(0, io.SEEK_END)


def _plain(column: Any) -> Any:
    """A column as text that can be written."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type):
        return column
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())
