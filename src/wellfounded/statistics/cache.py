"""The cache: one Parquet file for each table, with the day of its extraction and the SHA-256 of what was read.

A file is written beside its place, read again, and only then moved there. So a download that breaks off never becomes
the cache, and what was there before stays.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.logic.errors import BadInput

if TYPE_CHECKING:
    import polars

VARIABLE = "WELLFOUNDED_CACHE"
_ABOUT = ("source", "taken", "sha256", "origin", "rows")


@dataclass(frozen=True, slots=True)
class Kept:
    """A table in the cache, and where it came from."""

    path: Path
    source: str
    taken: str
    sha256: str
    origin: str
    rows: int


def folder(asked: str | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """Where the cache is: where the user says, or where the system keeps such files."""
    if asked or environment.get(VARIABLE):
        return Path(asked or environment[VARIABLE]).expanduser()
    home = environment.get("XDG_CACHE_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".cache")
    return Path(home) / "wellfounded"


def find(where: Path, table: str) -> Kept | None:
    """A table of the cache, or nothing if it is not there. A damaged one is said to be so."""
    path = where / f"{table}.parquet"
    if not path.is_file():
        return None
    import polars

    try:
        about = polars.read_parquet_metadata(path)
        told = {key: about[key] for key in _ABOUT}
    except (polars.exceptions.PolarsError, OSError, KeyError):
        raise BadInput(
            "{path} is damaged: it is no table that this program wrote. Delete it and run `wellfounded figures fetch`.",
            path=str(path),
        ) from None
    return Kept(path, told["source"], told["taken"], told["sha256"], told["origin"], int(told["rows"]))


def keep(
    where: Path, table: str, rows: Sequence[Mapping[str, Any]], *, source: str, taken: date, digest: str, origin: str
) -> Kept:
    """Write a table into the cache, whole or not at all. Rows stand by country and year, so that few need be read."""
    import polars

    frame = polars.DataFrame(rows, infer_schema_length=None)
    order = [column for column in ("coa_iso", "year", "row") if column in frame.columns]
    about = {
        "source": source,
        "taken": taken.isoformat(),
        "sha256": digest,
        "origin": origin,
        "rows": str(frame.height),
    }
    path = where / f"{table}.parquet"
    try:
        where.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=where, prefix=f".{table}.", suffix=".part")
        os.close(handle)
        half = Path(name)
        try:
            frame.sort(order).write_parquet(half, compression="zstd", row_group_size=4096, metadata=about)
            _verify(half, frame)
            half.replace(path)
        finally:
            half.unlink(missing_ok=True)
    except OSError as error:
        raise BadInput("{path} cannot be written: {why}.", path=str(path), why=error.strerror or "") from None
    return Kept(path, source, taken.isoformat(), digest, origin, frame.height)


def _verify(half: Path, frame: polars.DataFrame) -> None:
    import polars

    again = polars.read_parquet(half)
    numbers = [name for name, kind in frame.schema.items() if kind.is_integer()]
    if again.height != frame.height or not again.select(numbers).sum().equals(frame.select(numbers).sum()):
        raise BadInput("{path} cannot be written: {why}.", path=str(half), why="what was written is not what was read")


def sha256(content: bytes) -> str:
    """The digest of a file as it was read."""
    return hashlib.sha256(content).hexdigest()
