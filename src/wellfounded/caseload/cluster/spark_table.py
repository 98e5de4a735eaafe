"""A Parquet file, or a folder of them, as a table that Spark reads in splits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from wellfounded.caseload.table.clustering import Piece
from wellfounded.caseload.table.parquet import PREFIX
from wellfounded.claim.written import quoted
from wellfounded.logic.errors import BadInput

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

from wellfounded.caseload.cluster.session import plainly

NO_ROWS = "{file} has no rows. Give an event table with a row for each event."
SPLIT = 128 << 20
"""Bytes of a split, at most; a row group of the file is never cut."""
SMALLEST = 1 << 20
"""Bytes of a split of a small table, which is cut so that every core has several."""
ROWS = 1 << 17
"""Rows of an Arrow batch that a worker is given."""


def name_of(path: str) -> str:
    """The last part of a path, for a sentence."""
    return quoted(path.rstrip("/").rpartition("/")[2] or path)


def parquet_only(path: str) -> None:
    """Refuse a table in another format by its ending, before a session is begun, which takes long."""
    if path.lower().endswith((".csv", ".tsv", ".txt", ".xes")):
        text = "Spark reads Parquet, and {file} is none. Convert it: wellfounded caseload convert {file} -o X.parquet"
        raise BadInput(text, file=name_of(path))


class SparkTable:
    """A Parquet file, or a folder of them in the order of their names, as a table that Spark reads."""

    kind = "parquet"
    counts = "row"

    def __init__(self, path: str, spark: SparkSession) -> None:
        self.name = name_of(path)
        with plainly():
            self.spark = spark.newSession()
            self._set(self._bytes(path))
            read = self.spark.read
            self.frame: DataFrame = read.parquet(path)
            files = self.frame.inputFiles()
            if len(files) > 1:
                self.frame = read.option("mergeSchema", True).parquet(path)
            self.columns = tuple(self.frame.columns)
            self.said = self._says(min(files)) if files else {}
        if not files:
            raise BadInput(NO_ROWS, file=self.name)

    def _set(self, size: int) -> None:
        """Every split is a task of its own, so that its rows stand in the order of one file."""
        cores = self.spark.sparkContext.defaultParallelism
        split = min(SPLIT, max(SMALLEST, size // (4 * cores)))
        for key, value in {
            "spark.sql.files.maxPartitionBytes": split,
            "spark.sql.files.openCostInBytes": split,
            "spark.sql.execution.arrow.maxRecordsPerBatch": ROWS,
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": max(cores, 8),
        }.items():
            self.spark.conf.set(key, str(value))

    def _hadoop(self, path: str) -> tuple[Any, Any, Any]:
        java: Any = self.spark._jvm
        return java, java.org.apache.hadoop.fs.Path(path), self.spark._jsc.hadoopConfiguration()

    def _bytes(self, path: str) -> int:
        _, at, conf = self._hadoop(path)
        files = at.getFileSystem(conf)
        if not files.exists(at):
            raise BadInput("There is no file or folder {file}. Give the path of an event table.", file=self.name)
        return int(files.getContentSummary(at).getLength())

    def _says(self, file: str) -> dict[str, str]:
        """What the first file says of the whole table."""
        java, _, conf = self._hadoop(file)
        at = java.org.apache.hadoop.fs.Path(java.java.net.URI(file))
        parquet = java.org.apache.parquet.hadoop
        reader = parquet.ParquetFileReader.open(parquet.util.HadoopInputFile.fromPath(at, conf))
        try:
            pairs = dict(reader.getFooter().getFileMetaData().getKeyValueMetaData())
        finally:
            reader.close()
        return {str(k).removeprefix(PREFIX): str(v) for k, v in pairs.items() if str(k).startswith(PREFIX)}

    def pieces(self, rows: int) -> Iterator[Piece]:
        """The first rows, for what the first row says of all."""
        with plainly():
            table = self.frame.limit(rows).toArrow().combine_chunks()
        for batch in table.to_batches():
            yield Piece(batch, np.arange(1, len(batch) + 1))
