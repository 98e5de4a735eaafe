"""Event tables as text (CSV): streamed, UTF-8, every line that has not the right cells named by its number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from wellfounded.caseload.table.clustering import Piece
from wellfounded.caseload.table.sources import Broken
from wellfounded.claim.written import quoted
from wellfounded.logic.errors import BadInput

_LETTERS_A_ROW = 64
"""About how many bytes a line has."""
_CELLS = (
    "The line has {found} cells, and the table has {wanted} columns. Put a cell that holds a comma in quotation marks."
)


class TextSource:
    """A CSV file with a line of names. Cells are parted by commas, semicolons or tabs, as in that line."""

    kind = "csv"
    counts = "line"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = quoted(path.name)
        self.said: dict[str, str] = {}
        with self._open() as file:
            head = self._text(file.readline(1 << 20), 1).rstrip("\r\n")
        if "\r" in head:
            raise BadInput(
                "{file} ends its lines as hardly any program does (CR alone). Save or export it again as CSV.",
                file=self.name,
            )
        if "\0" in head:
            raise BadInput("{file} is not text in UTF-8 (line {row}). Save or export it as UTF-8.",
                           file=self.name, row=1)  # fmt: skip
        self.sign = max(",;\t", key=head.count)
        self.columns = tuple(next(csv.reader([head], delimiter=self.sign), []))
        if not any(self.columns):
            raise BadInput("{file} has no names of columns in its first line. Write them there.", file=self.name)

    def _open(self) -> IO[bytes]:
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise BadInput("The file {file} cannot be read: {why}.", file=self.name, why=error.strerror or "") from None
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        return file

    def _text(self, raw: bytes, line: int) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            raise BadInput(
                "{file} is not text in UTF-8 (line {row}). Save or export it as UTF-8.",
                file=self.name,
                row=line + raw[: error.start].count(b"\n"),
            ) from None

    def pieces(self, rows: int) -> Iterator[Piece | Broken]:
        """The lines, a block at a time; a block with quotation marks is read with more care, and slower."""
        with self._open() as file:
            file.readline()
            line = 2
            while block := file.read(rows * _LETTERS_A_ROW):
                block += file.readline()
                if b'"' in block:
                    made, line = self._careful(block, file, line)
                    yield from made
                else:
                    yield from self._quick(block, line)
                    line += block.count(b"\n")

    def _quick(self, block: bytes, first: int) -> Iterator[Piece | Broken]:
        self._text(block, first)
        wrong: list[tuple[int, str, int]] = []

        def skip(row: Any) -> str:
            wrong.append((row.number, row.text, row.actual_columns))
            return "skip"

        if not block.strip():
            return
        table = pa_csv.read_csv(
            pa.BufferReader(block),
            pa_csv.ReadOptions(use_threads=False, column_names=list(self.columns), block_size=max(len(block), 1) + 1),
            pa_csv.ParseOptions(
                delimiter=self.sign,
                quote_char=False,
                invalid_row_handler=skip,
                ignore_empty_lines=len(self.columns) == 1,
            ),
            pa_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(self.columns, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
        line = np.arange(first, first + table.num_rows + len(wrong))
        at = [number - 1 for number, _, _ in wrong]
        said = [(first + i, text, found) for i, (_, text, found) in zip(at, wrong, strict=True) if text.strip()]
        if said:
            yield self._broken(said)
        if table.num_rows:
            yield Piece(table.combine_chunks().to_batches()[0], np.delete(line, at) if at else line)

    def _broken(self, said: list[tuple[int, str, int]]) -> Broken:
        why = [(_CELLS, {"found": found, "wanted": len(self.columns)}) for _, _, found in said]
        return Broken([line for line, _, _ in said], [text for _, text, _ in said], why)  # type: ignore[arg-type]

    def _careful(self, block: bytes, file: IO[bytes], first: int) -> tuple[list[Piece | Broken], int]:
        """A block by the rules of quotation marks; a cell may hold line breaks and reach beyond the block."""
        given = io.BytesIO(block)
        at = first

        def lines() -> Iterator[str]:
            nonlocal at
            while raw := given.readline() or file.readline():
                at += 1
                yield self._text(raw, at - 1)

        reader = csv.reader(lines(), delimiter=self.sign, strict=True)
        cells: list[list[str | None]] = [[] for _ in self.columns]
        numbers: list[int] = []
        wrong: list[tuple[int, str, int]] = []
        while given.tell() < len(block):
            begins = at
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error:
                raise BadInput(
                    "{file} has a quotation mark in line {row} that is not closed, or closed too early. Correct it.",
                    file=self.name, row=begins,
                ) from None  # fmt: skip
            if len(row) == len(cells):
                numbers.append(begins)
                for column, cell in zip(cells, row, strict=True):
                    column.append(cell or None)
            elif row:
                wrong.append((begins, self.sign.join(row), len(row)))
        made: list[Piece | Broken] = [self._broken(wrong)] if wrong else []
        if numbers:
            columns = [pa.array(column, pa.string()) for column in cells]
            made.append(
                Piece(pa.RecordBatch.from_arrays(columns, names=list(self.columns)), np.array(numbers, np.int64))
            )
        return made, at
