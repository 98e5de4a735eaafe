"""The sixty rules through each engine, with the claims in memory as it holds them best."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.sixty.lowered import FACTS, NOTHING, kind, layers, periods, polars, sums, table
from benchmarks.sixty.rules import RULES, bench_law

Answer = dict[str, tuple[int, int]]
"""Of each rule the sum of its values and how many are established. A truth counts 1 where it is met."""
ROUNDS = {100_000: 30, 1_000_000: 3, 10_000_000: 2}


def peak() -> int:
    """The most memory that this process has held, in bytes."""
    # Not getrusage, which counts what the process that began this one held, too.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def held() -> int:
    """The memory that this process holds now, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def _tables() -> dict[str, Any]:
    return {name: table(period) for name, period in periods().items()}


def of_wellfounded(path: Path) -> Callable[[], Answer]:
    """This project: numpy over blocks, two threads."""
    from benchmarks.sixty.columns import coded, summed

    columns, size = coded(path)
    return lambda: summed(bench_law(), columns, size)


def of_polars(path: Path) -> Callable[[], Answer]:
    """Polars, eager: one step of rules after the other."""
    import polars as pl

    frame, tables = pl.read_parquet(path), {name: pl.Series(days) for name, days in _tables().items()}

    def run() -> Answer:
        made = frame
        for names in layers():
            made = made.with_columns(**{name: polars(RULES[name].tree(), tables) for name in names})
        wanted = []
        for name in RULES:
            number = pl.col(name).cast(pl.Int32) if kind(name) == "day" else pl.col(name)
            wanted += [number.cast(pl.Int64).sum().alias(f"sum {name}"), pl.col(name).count().alias(f"count {name}")]
        row = made.select(wanted).row(0, named=True)
        return {name: (row[f"sum {name}"], row[f"count {name}"]) for name in RULES}

    return run


def of_duckdb(path: Path) -> Callable[[], Answer]:
    """DuckDB: one statement over a table in memory."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    for name, days in _tables().items():
        made = "SELECT list(DATE '1970-01-01' + x::INT ORDER BY i) FROM (SELECT unnest(?::INT[]) x, unnest(?::INT[]) i)"
        connection.execute(f"SET VARIABLE {name} = ({made})", [days.tolist(), list(range(len(days)))])
    connection.execute(f"CREATE TABLE claims AS FROM '{path}'")

    def run() -> Answer:
        row = connection.execute(sums("claims")).fetchone() or ()
        return {name: (int(row[2 * k] or 0), int(row[2 * k + 1])) for k, name in enumerate(RULES)}

    return run


def of_pandas(path: Path) -> Callable[[], Answer]:
    """pandas with its nullable types."""
    import pandas as pd

    from benchmarks.sixty.lowered_arrays import pandas

    frame, tables = pd.read_parquet(path), _tables()
    for name, fact in FACTS.items():
        if fact.type == "day":
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
        else:
            frame[name] = frame[name].astype("boolean" if fact.type == "truth" else "Int32")

    def run() -> Answer:
        made, found = frame.copy(deep=False), {}
        for name in RULES:
            made[name] = pandas(RULES[name].tree(), made, tables)
            column = made[name]
            if kind(name) == "day":
                days = column.dropna()
                found[name] = (int((days - pd.Timestamp(0)).dt.days.sum()), len(days))
            else:
                found[name] = (int(column.sum()), int(column.notna().sum()))
        return found

    return run


def of_openfisca(path: Path) -> Callable[[], Answer]:
    """OpenFisca-Core: one simulation, every variable asked once."""
    import polars as pl
    from openfisca_core.simulations import SimulationBuilder

    from benchmarks.sixty.lowered_arrays import openfisca_system

    frame, system = pl.read_parquet(path), openfisca_system(_tables())
    inputs = {}
    for name, fact in FACTS.items():
        column = frame[name].cast(pl.Int32)
        inputs[name] = ((column * 2).fill_null(1) if fact.type == "truth" else column.fill_null(NOTHING)).to_numpy()
    size = frame.height

    def run() -> Answer:
        simulation = SimulationBuilder().build_default_simulation(system, count=size)
        for name, column in inputs.items():
            simulation.set_input(name, "2024-07", column)
        found = {}
        for name in RULES:
            values = np.asarray(simulation.calculate(name, "2024-07"))
            if kind(name) == "truth":
                found[name] = (int((values == 2).sum()), int((values != 1).sum()))
            else:
                there = values != NOTHING
                found[name] = (int(values[there].sum(dtype="i8")), int(there.sum()))
        return found

    return run


ENGINES: dict[str, Callable[[Path], Callable[[], Answer]]] = {
    "wellfounded": of_wellfounded,
    "polars": of_polars,
    "duckdb": of_duckdb,
    "pandas": of_pandas,
    "openfisca": of_openfisca,
}


def one(engine: str, path: Path, rounds: int) -> dict[str, Any]:
    """Run one engine in this process: its best time, its memory, its answers."""
    run = ENGINES[engine](path)
    loaded, found = held(), run() if rounds > 2 else None
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - begun)
    return {"seconds": min(times), "input": loaded, "peak": peak(), "answer": found}
