"""Where rows come from: one shape for every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from wellfounded.caseload.table.clustering import Piece
from wellfounded.claim.written import is_one, quoted
from wellfounded.logic.errors import BadInput

_GZIP = b"\x1f\x8b"


class Source(Protocol):
    """A table that is read piece by piece, again for each pass.

    `name`: for sentences. `kind`: the format. `columns`: its own names. `said`: what it says of itself as a whole
    (`law`, `synthetic`, `complete`, `layout`), where its format has a place for that. `counts`: lines or rows.
    """

    name: str
    kind: str
    columns: tuple[str, ...]
    said: dict[str, str]
    counts: str

    def pieces(self, rows: int) -> Iterator[Piece | Broken]:
        """The rows, about so many at a time."""


class Broken:
    """Lines that have no cells. `why`: a template and its values for each."""

    def __init__(self, line: list[int], text: list[str], why: list[tuple[str, dict[str, object]]]) -> None:
        self.line, self.text, self.why = line, text, why


def existing(path: Path) -> Path:
    """The path of a file that is there and holds something, or a sentence."""
    name = quoted(path.name or str(path))
    if is_one(path, Path.is_dir):
        raise BadInput("{file} is a folder. Give one file.", file=name)
    if not is_one(path, Path.is_file):
        raise BadInput("There is no file {file}. Give the path of an event table.", file=name)
    if path.stat().st_size == 0:
        raise BadInput("The file {file} is empty. Give an event table with a row for each event.", file=name)
    if _begins(path, name) == _GZIP:
        raise BadInput("{file} is compressed. Unpack it first, for example with gunzip.", file=name)
    return path


def _begins(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_GZIP))
    except OSError as error:
        raise BadInput("The file {file} cannot be read: {why}.", file=name, why=error.strerror or "") from None


def source(given: Any) -> Source:
    """The source of a path (Parquet, CSV or XES by its ending) or of a frame (pandas, Polars, Arrow).

    Refuses what is neither, and a table in which two columns have one name.
    """
    made = _source(given)
    twice = [name for name, times in Counter(made.columns).items() if times > 1]
    if twice:
        raise BadInput(
            "{file} has two columns named {column}. Rename one of them.",
            file=made.name, column=quoted(twice[0]) or "(none)",
        )  # fmt: skip
    return made


def _source(given: Any) -> Source:
    if not isinstance(given, str | Path):
        from wellfounded.caseload.table.frames import FrameSource

        return FrameSource(given)
    path = existing(Path(given))
    ending = path.suffix.lower()
    if ending in (".parquet", ".pq"):
        from wellfounded.caseload.table.parquet import ParquetSource

        return ParquetSource(path)
    if ending in (".csv", ".tsv", ".txt"):
        from wellfounded.caseload.table.text_table import TextSource

        return TextSource(path)
    if ending == ".xes":
        from wellfounded.caseload.table.xes import XesSource

        return XesSource(path)
    raise BadInput(
        "{file} does not end in .parquet, .csv or .xes. Rename it to what it is, or convert it.", file=quoted(path.name)
    )
