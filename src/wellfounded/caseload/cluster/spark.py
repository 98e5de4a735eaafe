"""The same reading on a cluster: a caseload in Parquet that Spark reads, split by split, in Python workers.

    caseload = open_on_spark("s3a://bucket/claims", law)      # the active session, or one on this machine
    standing = run(caseload, date(2024, 7, 5))                # `standing.engine == "spark"`

What is asked goes to the workers as a recipe; each split answers for its whole claims, and it is added up here.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wellfounded.caseload.cluster.seams import Seam, chained, in_order, refused
from wellfounded.caseload.cluster.shipping import Recipe, packed, recipe_of, unpacked
from wellfounded.caseload.cluster.splits import (
    COUNTED,
    ROW,
    Done,
    Ends,
    Sent,
    Split,
    Task,
    bytes_of,
    counted,
    ends_of,
    one_row,
    part_of,
    read_split,
    with_columns,
)
from wellfounded.caseload.opening import CLAIMS, Caseload
from wellfounded.caseload.table.clustering import Piece, Seen, hashed
from wellfounded.caseload.table.events import EventBatch
from wellfounded.caseload.table.layout import AS_WRITTEN, Renaming, renaming
from wellfounded.caseload.table.rejects import Rejects
from wellfounded.caseload.table.sources import source
from wellfounded.caseload.table.statements import statements
from wellfounded.logic import errors
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.rules.order import LegalOrder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

from wellfounded.caseload.cluster.session import plainly, session
from wellfounded.caseload.cluster.spark_table import NO_ROWS, SparkTable, parquet_only

_T = TypeVar("_T")
AT_ONCE = 64
"""Splits whose answers are held at once."""
REPEATED = 100_000
"""Claims that may stand in several places of the table; of more, the table is not clustered by claim."""


def open_on_spark(
    path: str | Path,
    law: LegalOrder,
    *,
    facts: Any = None,
    mapping: str | Path | Renaming | None = None,
    attributes: Collection[str] | None = None,
    recorded_by: date | None = None,
    master: str | None = None,
    recipe: Recipe | None = None,
) -> SparkCaseload:
    """Open an event table on any path that Spark reads. The arguments are those of `open_caseload`.

    `facts`: as there; it is held here and sent to every worker. `master`: the URL of a cluster. `recipe`: how a law
    that does not come with wellfounded is made in another process.
    """
    names = mapping if isinstance(mapping, Renaming) else renaming(mapping) if mapping is not None else AS_WRITTEN
    by = recorded_by.toordinal() if recorded_by is not None else None
    parquet_only(str(path))
    table = SparkTable(str(path), session(master))
    opened = SparkCaseload(table, law, names, attributes, by)
    opened.recipe = recipe or recipe_of(law)
    if facts is not None:
        remote = isinstance(facts, str) and "://" in facts
        opened.statements = statements(source(table.spark.read.parquet(facts).toArrow() if remote else facts), law, by)
    return opened


class SparkCaseload(Caseload):
    """A caseload that is read by Spark. What is asked of a batch must be such that it can be sent."""

    engine = "spark"
    source: SparkTable
    recipe: Recipe
    _splits: list[Split] | None = None
    _at_ends: NDArray[np.uint64]
    _unread: list[NDArray[np.uint64]]

    def _begin(self) -> None:
        super()._begin()
        self._ours = {ours: theirs for theirs, ours in self.columns.items() if ours}
        self.rejects = Rejects(tuple(self._ours))

    def each(self, work: Callable[[EventBatch], _T], claims_per_batch: int = CLAIMS, threads: int = 2) -> Iterator[_T]:
        """What `work` makes of each batch, in the order of the table but for the claims that a split cuts."""
        self._begin()
        with plainly():
            splits = self._found_splits()
            task, stated, frame = self._task(work, claims_per_batch)
            rows = frame.rdd
        if self.statements is not None:
            self.statements.begin()
        self._unread, seam = [np.zeros(0, np.uint64)], Seam()
        todo = iter(splits)
        while some := list(islice(todo, max(AT_ONCE, 4 * self.source.spark.sparkContext.defaultParallelism))):
            with plainly():
                answers = rows.context.runJob(rows, bytes_of, [split.number for split in some])
            for split, answer in zip(some, answers, strict=True):
                done = self._opened(answer, split)
                yield from self._added(done)
                seam.add(split, done)
            yield from self._seamed(task, seam.complete(), work)
        yield from self._seamed(task, seam.end(), work)
        # Who is named in refused rows here may be read at the end of another split.
        self._lost(np.setdiff1d(np.concatenate(self._unread), self._at_ends))
        if stated is not None:
            stated.unpersist()
        if self.statements is not None:
            self.statements.end()

    def _found_splits(self) -> list[Split]:
        """The splits in the order of the table, looked at once: which claims they cut, and which come again."""
        if self._splits is None:
            from pyspark.sql import functions as f

            frame = self.source.frame
            number = f.spark_partition_id().alias("number")
            file, row = f.col("_metadata.file_path").alias("file"), f.col("_metadata.row_index").alias("row")
            counts = frame.select(number, file, row).groupBy("number", "file").agg(f.min("row"), f.count("row"))
            found = sorted(counts.collect(), key=lambda one: (one[1], one[2]))
            if not found:
                raise BadInput(NO_ROWS, file=self.source.name)
            splits, before = [], 0
            for one in found:
                splits.append(Split(one[0], one[2], before, one[3]))
                before += one[3]
            asked = self._selected(("claim", "event")).mapInArrow(partial(_ends, self.kinds), "done binary").collect()
            ends = {end.split: end for end in (pickle.loads(bytes(one[0])) for one in asked)}
            names = [name for end in ends.values() for name in (end.first, end.last) if name is not None]
            self._at_ends = hashed(pa.array(names, pa.string()))
            paired = [(split, ends.get(split.number, Ends(split.number, None, None, None, None))) for split in splits]
            splits = chained(paired)
            if not in_order(end for _, end in paired):
                splits = refused(splits, self._several())
            self._splits = splits
        return self._splits

    def _several(self) -> list[tuple[str, list[int]]]:
        """The claims that stand in more than one split, and in which."""
        from pyspark.sql import functions as f

        kinds = [name for name, number in self.kinds.items() if number >= 0]
        claim, event = (f.col(f"`{self._ours[name]}`").cast("string") for name in ("claim", "event"))
        rows = self.source.frame.where(claim.isNotNull() & (claim != "") & event.isin(kinds))
        pairs = rows.select(claim.alias("claim"), f.spark_partition_id().alias("number")).distinct()
        several = pairs.groupBy("claim").agg(f.collect_list("number").alias("numbers")).where(f.size("numbers") > 1)
        found = several.limit(REPEATED + 1).collect()
        if len(found) > REPEATED:
            text = (
                "{file} is not clustered: its claims stand in many places. Sort it so that a claim's rows are together."
            )
            raise BadInput(text, file=self.source.name)
        return [(one[0], list(one[1])) for one in found]

    def _selected(self, ours: Iterable[str], *more: Any) -> DataFrame:
        from pyspark.sql import functions as f

        return self.source.frame.select(*(f.col(f"`{self._ours[name]}`").alias(name) for name in ours), *more)

    def _task(self, work: Callable[[EventBatch], Any], claims_per_batch: int) -> tuple[Task, Any, DataFrame]:
        from pyspark.sql import functions as f

        try:
            held = packed(work, self.law)
        except (AttributeError, TypeError, WrongCall) as error:
            raise WrongCall("What is asked of the batches cannot be sent to a worker: {why}", why=str(error)) from None
        own = set(self.layout.columns)
        task = Task(
            self.recipe, held, self.source.name, tuple(name for name in self._ours if name not in own),
            Renaming({}, self.renaming.kinds, self.renaming.values), self.recorded_by, claims_per_batch,
        )  # fmt: skip
        stated = None
        if self.statements is not None:
            stated = self.source.spark.sparkContext.broadcast(packed(Sent(self.statements), self.law))
        splits = {split.number: split for split in self._found_splits()}
        frame = self._selected(self._ours, f.col("_metadata.row_index").alias(ROW))
        return task, stated, frame.mapInArrow(partial(_read, task, stated, splits), "done binary")

    def _opened(self, answer: bytes, split: Split) -> Done:
        found = unpacked(bytes(answer), self.law)
        if isinstance(found, Done):
            assert found.number == split.number
            return found
        name, template, args = found
        raise getattr(errors, name)(template, **args)

    def _added(self, done: Done) -> Sequence[Any]:
        """Add what a split has counted."""
        if done.lost is not None:
            self._unread.append(done.lost)
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + done.counts.get(name, 0))
        for rejected, rows in done.rejected:
            self.rejects.add(rejected, rows if isinstance(rows, list) else with_columns(rows, self.rejects.columns))
            done.reasons.subtract(one.template for one in rejected)
        self.rejects.counts.update(+done.reasons)
        self.conflicts.update(done.conflicts)
        for name, lines in done.conflicts_at.items():
            self.conflicts_at.setdefault(name, lines)
        if done.synthetic and not self.header.synthetic:
            self.header = replace(self.header, synthetic=True)
        if self.statements is not None and done.stated is not None:
            self.statements._found[done.stated] = True
            self.statements._unnamed += done.unnamed
        return done.parts

    def _seamed(
        self, task: Task, claims: Mapping[bool, Sequence[tuple[Any, Any]]], work: Callable[[EventBatch], _T]
    ) -> Iterator[_T]:
        """The claims that were cut, whole, read here. Those that came before are refused."""
        for again, own in claims.items():
            if not own:
                continue
            part = part_of(task, self.law, own[0][0].schema.names, (Piece(*one) for one in own))
            if again:
                part.seen = Seen()
                part.seen.add(pa.chunked_array([one[0].column("claim") for one in own]).combine_chunks().unique())
            if self.statements is not None:
                part.statements = Sent(self.statements)
            done = Done(-1, list(part.each(work, task.claims_per_batch, threads=1)))
            counted(done, part)
            yield from self._added(done)


def _number() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    assert context is not None
    return context.partitionId()


def _ends(kinds: Mapping[str, int], batches: Iterable[Any]) -> Iterator[Any]:
    """In a worker: the ends of a split."""
    yield one_row(pickle.dumps(ends_of(_number(), batches, kinds)))


def _read(task: Task, stated: Any, splits: Mapping[int, Split], batches: Iterable[Any]) -> Iterator[Any]:
    """In a worker: the work of a split."""
    number = _number()
    split = splits.get(number) or Split(number, 0, 0, 0)
    yield one_row(read_split(task, stated.value if stated is not None else None, split, batches))
