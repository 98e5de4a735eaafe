"""Rows into whole claims: one that straddles two pieces of a file is carried over, one that comes again is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wellfounded.caseload.table.arrays import arrow, looked_up, numpy_of
from wellfounded.caseload.table.cells import text
from wellfounded.caseload.table.layout import near
from wellfounded.caseload.table.rejects import Rejected, Rejects
from wellfounded.claim.written import quoted
from wellfounded.logic.errors import BadInput

LONGEST = 100_000
"""Events of one claim. More of them are not one person's, so that no claim can fill the memory."""
COMPARED = 100
"""Unknown words that are compared with every kind of event."""
LARGE = 4096
"""Words of a dictionary."""
KIND, LINE = "\0kind", "\0line"
"""Columns that are added to a piece: the number of the kind of event, and the line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a source, with its own names of columns. `line`: of each row."""

    rows: Any
    line: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole claims: their rows without the column of claims, where each begins (and the end), and their names."""

    rows: Any
    starts: NDArray[np.int64]
    names: Any


class Seen:
    """Which claims have been seen, by a 64-bit number of each name: 8 bytes a claim.

    Two of ten million names have the same number once in 300,000 such files.
    """

    def __init__(self) -> None:
        self._levels: list[NDArray[np.uint64]] = []

    def has(self, numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which of some numbers of names were seen."""
        found = np.zeros(len(numbers), np.bool_)
        for level in self._levels:
            at = np.searchsorted(level, numbers)
            found |= level[np.minimum(at, len(level) - 1)] == numbers
        return found

    def add(self, names: Any) -> NDArray[np.bool_]:
        """Which of some names were seen before, also among themselves; all of them are seen from now on."""
        numbers = hashed(names)
        merged = np.sort(numbers)
        again = np.zeros(len(numbers), np.bool_)
        if (merged[1:] == merged[:-1]).any() or self.has(merged).any():
            again = self.has(numbers)
            order = np.argsort(numbers, kind="stable")
            again[order[1:][merged[1:] == merged[:-1]]] = True
        while self._levels and len(self._levels[-1]) <= 2 * len(merged):
            merged = np.sort(np.concatenate((self._levels.pop(), merged)), kind="stable")
        if len(merged):
            self._levels.append(merged)
        return again


def hashed(names: Any) -> NDArray[np.uint64]:
    """A 64-bit number of each of some Arrow texts, the same in every run: eight letters at a time."""
    names = text(names)
    size = len(names)
    if not size:
        return np.zeros(0, np.uint64)
    _, offsets, letters = names.buffers()
    ends = np.frombuffer(offsets, np.int32, size + 1, 4 * names.offset).astype(np.int64)
    starts, lengths = ends[:-1], np.diff(ends)
    raw = np.concatenate((np.frombuffer(letters or b"", np.uint8)[: ends[-1]], np.zeros(8, np.uint8)))
    eights: NDArray[np.uint64] = np.ndarray((len(raw) - 7,), np.uint64, raw, strides=(1,))
    found = lengths.astype(np.uint64)
    for at in range(0, int(lengths.max()), 8):
        some = np.flatnonzero(lengths > at)
        word = eights[starts[some] + at]
        beyond = np.maximum(at + 8 - lengths[some], 0).astype(np.uint64) * np.uint64(8)
        found[some] = _mixed(found[some] ^ _mixed(word << beyond))
    return found


def _mixed(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers spread over all 64 bits, each to one other (the finaliser of SplitMix64)."""
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


class Clusters:
    """Cuts the pieces of a source into whole claims.

    `claim`, `event`: the source's columns. `kinds`: the number of each written kind; -1 leaves its events out.
    """

    def __init__(self, claim: str, event: str, kinds: dict[str, int], law: str, rejects: Rejects) -> None:
        self.claim, self.event, self.kinds, self.law, self.rejects = claim, event, kinds, law, rejects
        self.left_out = 0
        self._seen = Seen()
        self._refused: list[NDArray[np.uint64]] = []
        self._nearest: dict[str, str] = {}
        self.rows = 0

    def cut(self, pieces: Iterable[Piece], most: int, seen: Seen | None = None) -> Iterator[Stretch]:
        """Stretches of at most so many whole claims, in the order of the file. `seen`: claims that came before."""
        self._seen = seen = Seen() if seen is None else seen
        carried: Any = None
        last: str | None = None
        again = False
        for run, follows in _with_next(self._runs(pieces)):
            rows, starts, names = run
            goes_on = names[0].as_py() == last
            repeated = np.zeros(len(names), np.bool_)
            repeated[int(goes_on) :] = seen.add(names.slice(int(goes_on)))
            if goes_on:
                repeated[0] = again
            last, again = names[len(names) - 1].as_py(), bool(repeated[-1])
            if repeated.any():
                rows, starts, names = self._once(rows, starts, names, repeated)
            # From here on the names stand by themselves.
            rows = _without(rows, self.claim)
            carried_on = carried is not None and goes_on and not (len(repeated) and repeated[0])
            if carried is not None:
                rows, starts, names = _joined(carried, carried_on, rows, starts, names)
            carried = None
            if len(starts) < 2:
                continue
            long = int(np.argmax(np.diff(starts)))
            if starts[long + 1] - starts[long] > LONGEST:
                raise BadInput(
                    "From row {row} on, more than {most} events are said to be of one claim. "
                    "Name the column that tells the claims apart.",
                    row=int(rows.column(LINE)[int(starts[long])].as_py()),
                    most=LONGEST,
                )
            keep = len(names)
            if follows == last:
                keep -= 1
                at = int(starts[keep])
                carried = (rows.slice(at), names.slice(keep))
            yield from _parts(rows, starts, names, keep, most)
        if carried is not None:
            yield Stretch(carried[0], np.array((0, len(carried[0])), np.int64), carried[1])

    def unread(self) -> NDArray[np.uint64]:
        """The claims that are named in refused rows and in no other, each by the number of its name."""
        if not self._refused:
            return np.zeros(0, np.uint64)
        numbers = np.unique(np.concatenate(self._refused))
        return numbers[~self._seen.has(numbers)]

    def _runs(self, pieces: Iterable[Piece]) -> Iterator[_Run]:
        """The readable rows of each piece that has any, where each claim begins, and its name."""
        for piece in pieces:
            self.rows += len(piece.line)
            rows = self._readable(piece)
            if len(rows):
                yield rows, *_runs(rows.column(self.claim))

    def _readable(self, piece: Piece) -> Any:
        """The rows that name a claim and a kind of event, with the number of the kind and the line."""
        claim, event = piece.rows.column(self.claim), piece.rows.column(self.event)
        kind, found = self._kinds(event)
        none = np.zeros(len(kind), np.bool_)
        if claim.null_count:
            none = numpy_of(claim.is_null())
        unnamed = _empty(claim)
        if unnamed is not None:
            none = none | unnamed
        out = (kind == -1) & ~none
        wrong = none | (kind == -2)
        made = piece.rows.append_column(KIND, arrow(kind)).append_column(LINE, arrow(piece.line))
        if wrong.any():
            at = np.flatnonzero(wrong)
            rejected = [
                Rejected(line, _UNNAMED, {}) if no else self._unknown(found(i), line)
                for i, line, no in zip(at.tolist(), piece.line[at].tolist(), none[at].tolist(), strict=True)
            ]
            self.rejects.add(rejected, piece.rows.take(arrow(at)))
            self._refused.append(np.unique(hashed(claim.take(arrow(at[~none[at]])))))
        if out.any():
            self.left_out += int(out.sum())
        return made.filter(arrow(~(wrong | out))) if wrong.any() or out.any() else made

    def _kinds(self, event: Any) -> tuple[NDArray[np.int16], Any]:
        if pa.types.is_nested(event.type):
            event = text(event)
        if not pa.types.is_dictionary(event.type):
            event = event.dictionary_encode()
        if not pa.types.is_dictionary(event.type):
            return np.full(len(event), -2, np.int16), lambda i: ""
        written = text(event.dictionary).to_pylist()
        table = np.array([self.kinds.get(word or "", -2) for word in written] + [-2], np.int16)
        return looked_up(table, numpy_of(event.indices, -1)), lambda i: event[i].as_py()

    def _unknown(self, word: Any, line: int) -> Rejected:
        word = "" if word is None else str(word)
        return Rejected(
            line,
            "{event} is not a kind of event of {law}. Write one of: {kinds}.",
            {"event": quoted(word) or "(none)", "law": self.law, "kinds": self._near(word)},
        )

    def _near(self, word: str) -> str:
        """The nearest kinds. Comparing costs more than all else, so it is done for the first few words only."""
        if word not in self._nearest and len(self._nearest) < COMPARED:
            self._nearest[word] = near(word, self.kinds)
        return self._nearest.get(word, "the kinds of event of the law")

    def _once(self, rows: Any, starts: NDArray[np.int64], names: Any, repeated: NDArray[np.bool_]) -> Any:
        """The rows without the claims that came before, which are refused."""
        lengths = np.diff(starts)
        wrong = np.repeat(repeated, lengths)
        at = arrow(np.flatnonzero(wrong))
        refused = rows.take(at)
        self.rejects.add([Rejected(line, _AGAIN, {}) for line in refused.column(LINE).to_pylist()], refused)
        kept = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths[~repeated])))
        return rows.filter(arrow(~wrong)), kept, names.filter(arrow(~repeated))


_UNNAMED = "The row names no claim. Give each row the claim that it belongs to."
_AGAIN = (
    "This claim came before, and other claims stand between. Sort the table so that the rows of a claim stand together."
)


_Run = tuple[Any, NDArray[np.int64], Any]
"""Rows, where each claim begins in them (and the end), and the names of the claims."""


def _with_next(runs: Iterable[_Run]) -> Iterator[tuple[_Run, str | None]]:
    """Each piece, and the claim with which the next one begins: None after the last."""
    before: _Run | None = None
    for run in runs:
        if before is not None:
            yield before, run[2][0].as_py()
        before = run
    if before is not None:
        yield before, None


def _empty(claim: Any) -> NDArray[np.bool_] | None:
    """Which rows of a column of claims hold an empty text, if any does."""
    words = claim.dictionary if pa.types.is_dictionary(claim.type) else claim
    if not (pa.types.is_string(words.type) or pa.types.is_large_string(words.type)):
        return None
    if pc.min(pc.binary_length(words)).as_py() != 0:
        return None
    return numpy_of(pc.equal(text(claim), ""))


def _runs(claim: Any) -> tuple[NDArray[np.int64], Any]:
    """Where each claim begins in some rows (and the end), and its name."""
    if pa.types.is_dictionary(claim.type):
        numbers = numpy_of(claim.indices)
        begins = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), numbers[1:] != numbers[:-1])))
        names = text(claim.dictionary.take(claim.indices.take(arrow(begins))))
        # A dictionary may hold one name twice.
        if pc.any(pc.equal(names.slice(1), names.slice(0, len(names) - 1))).as_py():
            return _runs(text(claim))
        return np.concatenate((begins, np.full(1, len(numbers)))).astype(np.int64), names
    runs = pc.run_end_encode(claim)
    ends = numpy_of(runs.run_ends).astype(np.int64)
    return np.concatenate((np.zeros(1, np.int64), ends)), text(runs.values)


def _joined(carried: Any, goes_on: bool, rows: Any, starts: NDArray[np.int64], names: Any) -> Any:
    """The rows of the claim that was carried over, before the others."""
    before, name = carried
    joined = together([before, rows])
    moved = starts + len(before)
    if goes_on:
        moved[0] = 0
        return joined, moved, names
    return joined, np.concatenate((np.zeros(1, np.int64), moved)), pa.concat_arrays([name, names])


def _without(rows: Any, claim: str) -> Any:
    """The rows without claims."""
    names = [name for name in rows.schema.names if name != claim]
    return pa.RecordBatch.from_arrays([rows.column(name) for name in names], names=names)


def together(parts: list[Any]) -> Any:
    """Several record batches as one. To join two large dictionaries costs more than to read the file."""
    columns = [pa.chunked_array(_alike(column)) for column in zip(*(part.columns for part in parts), strict=True)]
    made = pa.Table.from_arrays(columns, names=parts[0].schema.names).unify_dictionaries().combine_chunks().to_batches()
    return made[0] if made else parts[0]


def _alike(parts: tuple[Any, ...]) -> list[Any]:
    """The parts of one column as one type: without dictionaries where these are large or differ."""
    types = {part.type for part in parts if not pa.types.is_null(part.type)}
    if len(types) > 1 or any(pa.types.is_dictionary(p.type) and len(p.dictionary) > LARGE for p in parts):
        parts = tuple(p.dictionary_decode() if pa.types.is_dictionary(p.type) else p for p in parts)
        types = {part.type for part in parts if not pa.types.is_null(part.type)}
    return [pa.nulls(len(p), next(iter(types))) if types and pa.types.is_null(p.type) else p for p in parts]


def _parts(rows: Any, starts: NDArray[np.int64], names: Any, keep: int, most: int) -> Iterator[Stretch]:
    many = -(-keep // most)
    # As even as can be: a small one costs nearly as much as a large one.
    bounds = [keep * i // many for i in range(many + 1)] if many else [0]
    for first, end in pairwise(bounds):
        a, b = int(starts[first]), int(starts[end])
        yield Stretch(rows.slice(a, b - a), starts[first : end + 1] - a, names.slice(first, end - first))
