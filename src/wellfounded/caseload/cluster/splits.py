"""One split of a large table, read by itself: its whole claims are worked on, the claims that its ends cut are put by.

A table is cut where its files are cut, and a claim may straddle two splits. The rows of such a claim are not worked on
where they lie: each split hands its part back, and who asked joins the parts. So a claim is whole wherever the file is
cut, nothing is sorted, and no row moves but those of two claims a split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wellfounded.caseload.cluster.shipping import Recipe, made, packed, unpacked
from wellfounded.caseload.opening import Caseload
from wellfounded.caseload.table.arrays import arrow, numpy_of
from wellfounded.caseload.table.cells import text
from wellfounded.caseload.table.clustering import Piece, Seen, together
from wellfounded.caseload.table.events import EventBatch
from wellfounded.caseload.table.layout import Renaming
from wellfounded.caseload.table.rejects import Rejected, Rejects
from wellfounded.caseload.table.statements import Statements
from wellfounded.logic.errors import WellfoundedError, WrongCall
from wellfounded.rules.order import LegalOrder

ROW = "__row"
"""The column that numbers the rows of a file, from 0."""
KEPT = 1000
"""Refused rows of a split that are kept with their values; all are counted."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What a split holds, as far as its neighbours must know. None: it has no row that can be read.

    `first`, `last`: the claims of its first and last row. `least`, `most`: of all its claims, in the order of letters.
    """

    split: int
    first: str | None
    last: str | None
    least: str | None
    most: str | None


@dataclass(frozen=True, slots=True)
class Split:
    """One split in the order of the table. `row`: of the table, of its first row, from 0; `rows`: how many.

    `head`, `tail`: the claim at its beginning, at its end, that other splits hold a part of.
    `again`: claims that came before, and not just before, and so are refused.
    """

    number: int
    file_row: int
    row: int
    rows: int
    head: str | None = None
    tail: str | None = None
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of every split. `work`: packed. `columns`: ours. `statements`: the second input, packed."""

    recipe: Recipe
    work: bytes
    name: str
    attributes: tuple[str, ...]
    renaming: Renaming
    recorded_by: int | None
    claims_per_batch: int


@dataclass(slots=True, eq=False)
class Done:
    """What one split comes to. `head`, `tail`: the rows put by. `tail_again`: the last claim came before, in here.

    `lost`: the claims that are named in refused rows of the split and in no other of its rows.
    """

    number: int
    parts: list[Any] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[list[Rejected], Any]] = field(default_factory=list)
    conflicts: Counter[str] = field(default_factory=Counter)
    conflicts_at: dict[str, list[int]] = field(default_factory=dict)
    synthetic: bool = False
    head: Any = None
    tail: Any = None
    tail_again: bool = False
    lost: Any = None
    stated: Any = None
    unnamed: Any = None


COUNTED = ("claims", "events", "rows", "left_out", "recorded_later", "claims_later", "claims_lost", "undated")


class Rows:
    """Pieces as a source that is read once."""

    kind = "stream"
    counts = "row"

    def __init__(self, name: str, columns: Iterable[str], pieces: Iterator[Piece]) -> None:
        self.name, self.columns, self._pieces = name, tuple(columns), pieces
        self.said: dict[str, str] = {}

    def pieces(self, rows: int) -> Iterator[Piece]:
        """The pieces, none of more rows than asked."""
        for piece in self._pieces:
            for at in range(0, len(piece.line), rows):
                yield Piece(piece.rows.slice(at, rows), piece.line[at : at + rows])


class SomeRejects(Rejects):
    """Refused rows, all counted, of which only the first are kept, in memory."""

    def __init__(self, columns: Iterable[str]) -> None:
        super().__init__(tuple(columns))
        self.some: list[tuple[list[Rejected], Any]] = []
        self._room = KEPT

    def add(self, rejected: Any, rows: Any) -> None:
        """Count some rows and keep those for which there is room."""
        self.counts.update(one.template for one in rejected)
        if rejected and self._room:
            few = list(rejected[: self._room])
            self.some.append(
                (few, rows[: len(few)] if isinstance(rows, list) else _table(rows, self.columns, len(few)))
            )
            self._room -= len(few)


def _table(rows: Any, columns: tuple[str, ...], most: int) -> Any:
    taken = rows.select(list(columns)).slice(0, most)
    return pa.Table.from_batches([taken]) if isinstance(taken, pa.RecordBatch) else taken


class Part(Caseload):
    """A part of a table as a caseload of its own."""

    def _begin(self) -> None:
        super()._begin()
        self.rejects = SomeRejects(self.source.columns)
        self.lost = np.zeros(0, np.uint64)

    def _lost(self, claims: NDArray[np.uint64]) -> None:
        # Another part may have what can be read of them.
        self.lost = claims


def part_of(task: Task, law: LegalOrder, columns: Iterable[str], pieces: Iterator[Piece]) -> Part:
    """Some pieces of a table as a caseload, read as the whole is."""
    source = Rows(task.name, columns, pieces)
    return Part(source, law, task.renaming, task.attributes, task.recorded_by)


@lru_cache(maxsize=4)
def _work(recipe: Recipe, held: bytes) -> Any:
    """What to do with a batch, or the second input: unpacked once in this process."""
    return unpacked(held, made(recipe))


def pieces_of(batches: Iterable[Any], before: int) -> Iterator[Piece]:
    """Batches with a column of row numbers as pieces. `before`: rows of the files before this one."""
    for batch in batches:
        if len(batch):
            line = numpy_of(batch.column(ROW)).astype(np.int64) + before + 1
            names = [name for name in batch.schema.names if name != ROW]
            yield Piece(_coded(batch.select(names)), line)


def _coded(batch: Any) -> Any:
    """Texts by their dictionary, but for the names of claims."""
    columns = [
        column.dictionary_encode()
        if pa.types.is_string(column.type) and name not in ("claim", "id", "corrects")
        else column
        for name, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


class Cut:
    """Takes the rows of the claims that the ends of a split cut out of its pieces, and keeps them."""

    def __init__(self, split: Split, readable: Callable[[Any], tuple[Any, NDArray[np.bool_]]]) -> None:
        self.split, self.readable = split, readable
        self.head: list[tuple[Any, NDArray[np.int64]]] = []
        self.tail: list[tuple[Any, NDArray[np.int64]]] = []
        self.rows = 0
        self.first: int | None = None

    def pieces(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """The pieces without these rows. What cannot be read stays where it is."""
        in_head = self.split.head is not None
        held: list[Piece] = []
        for given in pieces:
            piece = given
            if self.first is None:
                self.first = int(piece.line[0])
            self.rows += len(piece.line)
            claim, can = self.readable(piece.rows)
            if in_head:
                mine = _is(claim, self.split.head) & can
                other = np.flatnonzero(can & ~mine)
                end = int(other[0]) if len(other) else len(can)
                in_head = not len(other)
                mine[end:] = False
                piece = self._put_by(piece, mine, self.head)
                claim, can = claim.filter(arrow(~mine)), can[~mine]
            if self.split.tail is None or in_head:
                yield piece
                continue
            mine = _is(claim, self.split.tail) & can
            other = np.flatnonzero(can & ~mine)
            if len(other):
                # A row of another claim: what was held belongs to no end.
                yield from held
                cut = int(other[-1]) + 1
                if cut:
                    yield Piece(piece.rows.slice(0, cut), piece.line[:cut])
                held = []
                piece = Piece(piece.rows.slice(cut), piece.line[cut:])
            if len(piece.line):
                held.append(piece)
        for piece in held:
            claim, can = self.readable(piece.rows)
            left = self._put_by(piece, _is(claim, self.split.tail) & can, self.tail)
            if len(left.line):
                yield left

    def _put_by(self, piece: Piece, mine: NDArray[np.bool_], to: list[tuple[Any, NDArray[np.int64]]]) -> Piece:
        if not mine.any():
            return piece
        to.append((piece.rows.filter(arrow(mine)), piece.line[mine]))
        return Piece(piece.rows.filter(arrow(~mine)), piece.line[~mine])


def _is(claim: Any, name: str | None) -> NDArray[np.bool_]:
    return numpy_of(pc.equal(claim, name))


def readable(kinds: Mapping[str, int]) -> Callable[[Any], tuple[Any, NDArray[np.bool_]]]:
    """The claims of some rows, and which rows name one and a kind of event that counts."""
    known = pa.array([name for name, number in kinds.items() if number >= 0], pa.string())

    def found(rows: Any) -> tuple[Any, NDArray[np.bool_]]:
        claim, event = text(rows.column("claim")), text(rows.column("event"))
        can = pc.and_(pc.is_in(event, known), pc.fill_null(pc.not_equal(claim, ""), False))
        return claim, numpy_of(can)

    return found


def ends_of(number: int, batches: Iterable[Any], kinds: Mapping[str, int]) -> Ends:
    """The ends of one split, of its columns claim and event."""
    can = readable(kinds)
    first = last = least = most = None
    for batch in batches:
        claim, ok = can(batch)
        claim = claim.filter(arrow(ok))
        if len(claim):
            first = claim[0].as_py() if first is None else first
            last = claim[-1].as_py()
            span = pc.min_max(claim)
            low, high = span["min"].as_py(), span["max"].as_py()
            least = low if least is None else min(least, low)
            most = high if most is None else max(most, high)
    return Ends(number, first, last, least, most)


def read_split(task: Task, stated: bytes | None, split: Split, batches: Iterable[Any]) -> bytes:
    """Do the work of one split. A sentence for the user comes back as one."""
    law = made(task.recipe)
    try:
        return packed(_done(task, stated, split, batches), law)
    except WellfoundedError as error:
        plain = {name: value if isinstance(value, int | float) else str(value) for name, value in error.args_.items()}
        return packed((type(error).__name__, error.template, plain), law)


def _done(task: Task, stated: bytes | None, split: Split, batches: Iterable[Any]) -> Done:
    done = Done(split.number)
    todo = iter(batches)
    first = next((batch for batch in todo if len(batch)), None)
    if first is None:
        if split.rows:
            raise WrongCall("A part of the table is gone since it was first looked at.")
        return done
    columns = [name for name in first.schema.names if name != ROW]

    def all_batches() -> Iterator[Any]:
        yield first
        yield from todo

    law = made(task.recipe)
    part = part_of(task, law, columns, iter(()))
    cut = Cut(split, readable(part.kinds))
    pieces = cut.pieces(pieces_of(all_batches(), split.row - split.file_row))
    begins = next((piece for piece in pieces if len(piece.line)), None)
    seen = Seen()
    if split.again:
        seen.add(pa.array(split.again, pa.string()))
    if split.head is not None:
        seen.add(pa.array([split.head], pa.string()))
    if begins is not None:

        def rest() -> Iterator[Piece]:
            yield begins
            yield from (piece for piece in pieces if len(piece.line))

        part = part_of(task, law, columns, rest())
        part.seen = seen
        if stated is not None:
            part.statements = _work(task.recipe, stated)
        work: Callable[[EventBatch], Any] = _work(task.recipe, task.work)
        done.parts = list(part.each(work, task.claims_per_batch, threads=1))
        counted(done, part)
    if (cut.first, cut.rows) != (split.row + 1, split.rows):
        raise WrongCall("The table changed while it was read: a part of it begins elsewhere or has other rows.")
    done.head, done.tail = _joined(cut.head), _joined(cut.tail)
    if done.tail is not None:
        done.tail_again = bool(seen.add(pa.array([split.tail], pa.string()))[0])
    return done


def counted(done: Done, part: Part) -> None:
    """What a pass over a part has counted."""
    done.counts = {name: getattr(part, name) for name in COUNTED}
    done.reasons = part.rejects.counts
    if isinstance(part.rejects, SomeRejects):
        done.rejected = part.rejects.some
    done.conflicts, done.conflicts_at = part.conflicts, part.conflicts_at
    done.synthetic, done.lost = part.header.synthetic, part.lost
    if part.statements is not None:
        done.stated = np.flatnonzero(part.statements._found)
        done.unnamed = part.statements._unnamed


def _joined(parts: list[tuple[Any, NDArray[np.int64]]]) -> Any:
    if not parts:
        return None
    return together([rows for rows, _ in parts]), np.concatenate([line for _, line in parts])


class Sent(Statements):
    """The second input as a split reads it: who belongs to no claim shows only when all splits are read."""

    def __init__(self, whole: Statements) -> None:
        vars(self).update(vars(whole), unread=[], rejects=Rejects(()))

    def end(self) -> None:
        """What was found is told to who asks."""


def with_columns(rows: Any, columns: Iterable[str]) -> Any:
    """Rows with every column."""
    there = set(rows.schema.names)
    parts = [rows.column(name) if name in there else pa.nulls(len(rows), pa.string()) for name in columns]
    return pa.table(parts, names=list(columns))


def bytes_of(rows: Iterable[Any]) -> list[bytes]:
    """The answers of some rows."""
    return [bytes(row[0]) for row in rows]


def one_row(answer: bytes) -> Any:
    """An answer as a batch of one row."""
    return pa.RecordBatch.from_arrays([pa.array([answer], pa.binary())], names=["done"])
