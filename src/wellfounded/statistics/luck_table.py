"""A table of units or of decisions, read from CSV or Parquet into counts. Rows are added up at once and not kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.assignment import by_value
from wellfounded.statistics.deciders import Deciders, check_counts, deciders, pseudonyms
from wellfounded.statistics.luck import Features

YES, NO = ("1", "1.0", "true", "yes"), ("0", "0.0", "false", "no")
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Cases:
    """Counts of a file, what is known of its cases, how many rows said too little, and the digest of the file."""

    table: Deciders
    features: Features
    rows: int
    left_out: int
    sha256: str

    def unnamed(self, kind: str) -> Cases:
        """The same with a pseudonym for each unit, the same ones whenever the same file is read."""
        names = pseudonyms(self.table.units, bytes.fromhex(self.sha256), kind)
        tables = {f: {v: t.named(names) for v, t in of.items()} for f, of in self.features.tables.items()}
        features = Features(tables, self.features.effects)
        return Cases(self.table.named(names), features, self.rows, self.left_out, self.sha256)


def read_table(
    path: Path, *, unit: str, granted: str, total: str | None = None, strata: tuple[str, ...] = (),
    features: tuple[str, ...] = (),
) -> Cases:  # fmt: skip
    """The counts of a file.

    With `total` each row counts decisions, and `granted` how many of them were granted; without it each row is one
    decision, and `granted` says 0 or 1, or `column=word` names the word that means granted. Rows without a unit or
    without an outcome are left out and counted. Refused, in one sentence: a file that cannot be read, a column that is
    not there, a count that is no whole number, below zero, or more granted than decided.
    """
    import polars as pl

    granted, _, word = granted.partition("=")
    wanted = [unit, granted, *([total] if total else []), *strata, *features]
    frame = _frame(pl, path, list(dict.fromkeys(wanted)))
    rows = frame.height
    frame = frame.with_row_index("\0row")
    complete = pl.col(unit).is_not_null() & pl.col(granted).is_not_null()
    if total:
        complete &= pl.col(total).is_not_null()
    kept = frame.filter(complete)
    if not kept.height:
        raise BadInput("No row of {path} has both a unit and an outcome.", path=path.name)
    first = 2 if path.suffix.lower() == ".csv" else None
    k = _word(pl, kept, granted, word) if word else _outcomes(pl, kept, granted) if not total else _count(kept, granted)
    n = _count(kept, total) if total else np.ones(kept.height, np.int64)
    # Only the first fault is named, and its line is that of the whole file.
    lines = kept["\0row"].to_numpy()
    wrong = np.flatnonzero((k > n) | (k < 0) | (n < 0))
    if len(wrong):
        at = wrong[:1]
        check_counts(k[at], n[at], None if first is None else int(lines[at[0]]) + first)
    columns = [pl.col(c).fill_null("—") for c in (*strata, *features)]
    counted = kept.select(
        pl.col(unit).alias("\0u"),
        *(c.alias(f"\0{i}") for i, c in enumerate(columns)),
        pl.Series("\0k", k),
        pl.Series("\0n", n),
    )
    parts = [f"\0{i}" for i in range(len(strata))]
    counted = counted.with_columns(
        (pl.concat_str(parts, separator=_BETWEEN) if parts else pl.lit("")).alias("\0s")
    )  # fmt: skip
    made = _grouped(pl, counted, [])
    table = deciders(made["\0u"].to_list(), made["\0k"].to_list(), made["\0n"].to_list(), made["\0s"].to_list())
    number = {name: i for i, name in enumerate(table.units)}
    part = {name: i for i, name in enumerate(table.strata)}
    tables: dict[str, dict[str, Deciders]] = {}
    effects: dict[str, dict[str, float]] = {}
    for i, feature in enumerate(features, len(strata)):
        of = _grouped(pl, counted, [f"\0{i}"]).filter(pl.col("\0n") > 0)
        tables[feature], effects[feature] = by_value(
            np.array([number[name] for name in of["\0u"]]), np.array([part[name] for name in of["\0s"]]),
            of[f"\0{i}"].to_list(), of["\0k"].to_numpy(), of["\0n"].to_numpy(), table.units, table.strata,
        )  # fmt: skip
    return Cases(table, Features(tables, effects), rows, rows - kept.height, _digest(path))


def _grouped(pl: Any, counted: Any, more: list[str]) -> Any:
    keys = ["\0u", "\0s", *more]
    return counted.group_by(keys).agg(pl.col("\0k").sum(), pl.col("\0n").sum()).sort(keys)


def _frame(pl: Any, path: Path, columns: list[str]) -> Any:
    """The columns asked for, as text."""
    kind = path.suffix.lower()
    if kind not in (".csv", ".parquet"):
        raise BadInput("{path} ends neither in .csv nor in .parquet. Save the table as one of them.", path=path.name)
    if not path.is_file():
        raise BadInput("There is no file {path}.", path=str(path))
    try:
        there = pl.scan_csv(path, infer_schema=False) if kind == ".csv" else pl.scan_parquet(path)
        names = there.collect_schema().names()
    except (pl.exceptions.PolarsError, OSError):
        raise BadInput("{path} cannot be read as a table. It may be damaged or cut off.", path=path.name) from None
    for column in columns:
        if column not in names:
            text = "The table {path} has no column {found}. It has: {possible}."
            raise BadInput(text, path=path.name, found=column, possible=", ".join(names))
    try:
        return there.select(pl.col(c).cast(pl.String) for c in columns).collect()
    except (pl.exceptions.PolarsError, OSError):
        raise BadInput("{path} cannot be read as a table. It may be damaged or cut off.", path=path.name) from None


def _count(kept: Any, column: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    import polars as pl

    read = kept[column].str.strip_chars().cast(pl.Float64, strict=False)
    wrong = (read.is_null() | read.is_nan() | (read != read.round())).fill_null(True)
    if wrong.any():
        found = kept[column][int(wrong.arg_true()[0])]
        raise BadInput("The column {title} holds {found}, which is no whole number.", title=column, found=found)
    return np.asarray(read.cast(pl.Int64).to_numpy())


def _outcomes(pl: Any, kept: Any, column: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    read = kept[column].str.strip_chars().str.to_lowercase()
    wrong = ~read.is_in([*YES, *NO])
    if wrong.any():
        found = kept[column][int(wrong.arg_true()[0])]
        raise BadInput(
            "The column {title} holds {found}, which is neither 0 nor 1. Name the word that means granted "
            "(--granted {title}=WORD), or the column of all decisions (--total).",
            title=column,
            found=found,
        )
    return np.asarray(read.is_in(list(YES)).cast(pl.Int64).to_numpy())


def _word(pl: Any, kept: Any, column: str, word: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    read = kept[column] == word
    if not read.any():
        found = sorted(set(kept[column].unique().head(6).to_list()))
        raise BadInput(
            "No row of the column {title} says {found}. It says: {possible}.",
            title=column,
            found=word,
            possible=", ".join(found),
        )
    return np.asarray(read.cast(pl.Int64).to_numpy())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
