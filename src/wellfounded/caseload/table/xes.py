"""Event logs in XES (IEEE 1849): read as a stream, never as a tree; written one trace a claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from wellfounded.caseload.table.clustering import Piece
from wellfounded.claim.written import quoted
from wellfounded.logic.errors import BadInput

OURS = {"concept:name": "event", "time:timestamp": "day", "org:resource": "actor"}
"""What XES calls our columns, in an event; `concept:name` of a trace is the claim."""
PREFIX = "wellfounded:"
"""Before what a log says of itself."""
_VALUES = ("string", "date", "int", "float", "boolean", "id")
_BLOCK = 1 << 18


class XesSource:
    """An XES file. Its columns are found by reading it through once. Entities are refused: a log needs none."""

    kind = "xes"
    counts = "line"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = quoted(path.name)
        reader = _Reader()
        found: dict[str, None] = dict.fromkeys(("claim", "event", "day"))
        for row, _ in self._rows(reader):
            found.update(dict.fromkeys(row))
        self.columns = tuple(found)
        self.said = {k.removeprefix(PREFIX): v for k, v in reader.log.items() if k.startswith(PREFIX)}
        if not reader.is_log:
            raise BadInput("{file} is XML, and no event log in XES. Give the log that was exported.", file=self.name)

    def _rows(self, reader: _Reader) -> Iterator[tuple[dict[str, str], int]]:
        try:
            with self.path.open("rb") as file:
                while block := file.read(_BLOCK):
                    reader.parser.Parse(block, False)
                    yield from reader.taken()
                reader.parser.Parse(b"", True)
                yield from reader.taken()
        except expat.ExpatError as error:
            raise BadInput(
                "{file} is no whole XML: it cannot be read beyond line {row}. Export it again.",
                file=self.name, row=error.lineno,
            ) from None  # fmt: skip
        except _EntityError:
            raise BadInput(
                "{file} declares a document type or entities, which an event log does not need. Export it without.",
                file=self.name,
            ) from None
        except OSError as error:
            raise BadInput("The file {file} cannot be read: {why}.", file=self.name, why=error.strerror or "") from None

    def pieces(self, rows: int) -> Iterator[Piece]:
        """The events, trace by trace."""
        cells: dict[str, list[str | None]] = {name: [] for name in self.columns}
        lines: list[int] = []
        for row, line in self._rows(_Reader()):
            for name, column in cells.items():
                column.append(row.get(name) or None)
            lines.append(line)
            if len(lines) >= rows:
                yield _piece(cells, lines)
                cells, lines = {name: [] for name in self.columns}, []
        if lines:
            yield _piece(cells, lines)


def _piece(cells: dict[str, list[str | None]], lines: list[int]) -> Piece:
    arrays = [pa.array(column, pa.string()) for column in cells.values()]
    return Piece(pa.RecordBatch.from_arrays(arrays, names=list(cells)), np.array(lines, np.int64))


class _EntityError(Exception):
    """The file declares a document type."""


class _Reader:
    """Collects the events that the parser passes by."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.log: dict[str, str] = {}
        self.is_log = False
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._line = 0
        self._path: list[str] = []
        self._done: list[tuple[dict[str, str], int]] = []

    def taken(self) -> list[tuple[dict[str, str], int]]:
        """The events since the last time, with the line in which each begins."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: Any) -> None:
        raise _EntityError

    def _start(self, tag: str, given: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        within = self._path[-1] if self._path else ""
        self._path.append(tag)
        if tag == "log" and not within:
            self.is_log = True
        elif tag == "trace":
            self._trace = {}
        elif tag == "event":
            self._event, self._line = {}, self.parser.CurrentLineNumber
        elif tag in _VALUES and "key" in given:
            key, value = given["key"], given.get("value", "")
            if within == "event":
                # Our own day says more than the moment that stands for it.
                ours = OURS.get(key, key)
                if key != "time:timestamp" or "day" not in self._event:
                    self._event[ours] = value
            elif within == "trace":
                self._trace["claim" if key == "concept:name" else key] = value
            elif within == "log":
                self.log[key] = value

    def _end(self, tag: str) -> None:
        self._path.pop()
        if tag.rpartition(":")[2] == "event":
            self._done.append(({**self._trace, **self._event}, self._line))


def sentence(value: str) -> str:
    """A text as an XML attribute value. Signs that XML cannot hold become spaces."""
    text = "".join(sign if sign >= " " or sign in "\t\n\r" else " " for sign in value)
    for sign, written in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("\n", "&#10;"),
        ("\t", "&#9;"),
    ):
        text = text.replace(sign, written)
    return text
