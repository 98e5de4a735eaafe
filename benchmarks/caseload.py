"""A whole caseload: the same sixty rules on the same claims through this engine and through others, in one run.

Each engine runs in a process of its own, with the claims in memory as it holds them best, and gives the sum and the
number of established values of every rule; all must be equal. Figures are the best of a few rounds. The sixty rules
have the shape of an asylum procedure and state no law. `--json` prints the figures for programs.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.sixty import claims as drawn
from benchmarks.sixty.engines import ENGINES, ROUNDS, held, one, peak
from benchmarks.sixty.lowered import kind
from benchmarks.sixty.rules import bench_law

CHANGED_RULE = '''"""One earlier application is enough."""

from wellfounded.law.jp.application import Application
from wellfounded.law.jp.repeat_applications import counts_as_ended
from wellfounded.law.jp.sources import ICRRA
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition, count_of


@rule(cites=[ICRRA("61-2-9(4)(i)", on="2024-06-10")], since="2024-06-10", checked="2026-11-23")
def two_earlier_applications_ended(application: Application) -> Proposition:
    """One earlier application ended."""
    return count_of(application.earlier, counts_as_ended()) >= 1
'''


def rules_of(folder: Path, claims: int, engines: list[str]) -> dict[str, Any]:
    """The sixty rules through every engine, each in a process of its own."""
    path = folder / f"claims_{claims}.parquet"
    drawn.write(path, claims)
    found: dict[str, Any] = {}
    for engine in engines:
        call = [sys.executable, __file__, "--engine", engine, "--file", str(path), "--claims", str(claims)]
        made = subprocess.run(call, check=True, capture_output=True, text=True)
        found[engine] = json.loads(made.stdout.splitlines()[-1])
    answers = [found[engine].pop("answer") for engine in engines]
    found["equal"] = all(answer == answers[0] for answer in answers)
    return found


def read_once(folder: Path, claims: int) -> float:
    """The time of reading the coded claims once, on two threads."""
    from benchmarks.sixty import columns

    held_columns, _ = columns.coded(folder / f"claims_{claims}.parquet")
    return best(lambda: columns.read_once(held_columns), 3)


def best(run: Callable[[], Any], rounds: int) -> float:
    """The least time of a few rounds, in seconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return min(times)


def what_if(folder: Path, claims: int) -> float:
    """A changed number, on all claims: the table of what moves from what to what, for rules that it touches."""
    from dataclasses import replace

    from benchmarks.sixty import columns
    from wellfounded.readings.columns.over import over
    from wellfounded.readings.columns.reading import Block, ColumnsReading
    from wellfounded.readings.columns.totals import number
    from wellfounded.readings.columns.values import Truths, truth_bytes, truths

    held_columns, size = columns.coded(folder / f"claims_{claims}.parquet")
    law = bench_law()
    week = next(p for p in law.parameters.values() if p.name == "week")
    changed = law.changed(week=replace(week.value, length=14))

    def run() -> Any:
        before, after = ColumnsReading(law), ColumnsReading(changed)
        touched = [n for n in sorted(before.affected(after)) if kind(n) == "truth"]

        def moved(block: Block) -> np.ndarray[Any, Any]:
            other = block.with_reading(after)
            rows = []
            for name in touched:
                one, two = (
                    v if isinstance(v, Truths) else truths(truth_bytes(v, block.size))
                    for v in (block.value(name), other.value(name))
                )
                old = (one.met, ~(one.met | one.not_met), one.not_met)
                new = (two.met, ~(two.met | two.not_met), two.not_met)
                rows.append([[number(a & b, block.size) for b in new] for a in old])
            return np.array(rows)

        return over(before, held_columns, size, drawn.ON.toordinal(), moved, lambda a, b: a + b)

    return best(run, 2)


def events(folder: Path, claims: int) -> dict[str, Any]:
    """Events to state: this engine and DuckDB's group-by, each from memory and from Parquet; pm4py's frame."""
    import duckdb
    import pandas as pd
    import pyarrow.parquet as pq

    from benchmarks.sixty import events as drawn_events
    from wellfounded.caseload.fold.folding import Folding
    from wellfounded.caseload.opening import open_caseload
    from wellfounded.readings.columns.reading import Block, ColumnsReading
    from wellfounded.readings.columns.totals import day_sums, truth_totals

    path = folder / "events.parquet"
    drawn_events.write(path, claims)
    law = drawn_events.law()
    reading = ColumnsReading(law)
    folding = Folding(law, reading, drawn_events.ON_DAY, {"main": drawn_events.ON_DAY})

    def answers(batch: Any) -> np.ndarray[Any, Any]:
        folded = folding.fold(batch)
        block: Block = reading.block(folded.size, folding.on, folded.facts, folded.segments)
        met = [truth_totals(block.value(n), block.size).met for n in drawn_events.RULES if n != "final"]
        final = day_sums(block.value("final"), block.size)
        return np.array([*met, final.least - drawn_events.EPOCH * final.rows])

    def totals(parts: Iterable[Any]) -> list[int]:
        return np.sum(list(parts), axis=0).tolist()  # type: ignore[no-any-return]

    def from_file() -> list[int]:
        return totals(open_caseload(path, law).each(answers, threads=2))

    batches = list(open_caseload(path, law).batches())

    def from_memory() -> list[int]:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(2) as pool:
            return totals(pool.map(answers, batches))

    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(f"CREATE TABLE events AS FROM '{path}'")

    def of_duckdb(where: str) -> list[int]:
        return [int(n) for n in connection.execute(drawn_events.duckdb(where)).fetchone() or ()]

    runs: dict[str, Callable[[], list[int]]] = {
        "wellfounded, from memory": from_memory,
        "duckdb, from memory": lambda: of_duckdb("events"),
        "wellfounded, from Parquet": from_file,
        "duckdb, from Parquet": lambda: of_duckdb(f"'{path}'"),
    }
    answers_of = [run() for run in runs.values()]
    found: dict[str, Any] = {"equal": all(one == answers_of[0] for one in answers_of)}
    found |= {name: best(run, 5) for name, run in runs.items()}
    table = pq.read_table(path).to_pandas()
    frame = pd.DataFrame(
        {
            "case:concept:name": table["claim"].astype(str),
            "concept:name": table["event"].astype(str),
            "time:timestamp": pd.to_datetime(table["day"], utc=True),
        }
    )
    import pm4py

    def of_pm4py() -> None:
        log = pm4py.format_dataframe(frame.copy())
        until = f"{drawn_events.ON_DAY} 23:59:59"
        log = pm4py.filter_time_range(log, "2000-01-01 00:00:00", until, mode="events")
        log.groupby(["case:concept:name", "concept:name"])["time:timestamp"].agg(["min", "max", "size"]).unstack()

    found["pm4py"] = best(of_pm4py, 1)
    return found


def japan(path: Path) -> dict[str, Any]:
    """The whole law of Japan from raw events: every rule's answers counted, and every breach."""
    from wellfounded import law as laws
    from wellfounded.caseload.fold.folding import Folding
    from wellfounded.caseload.opening import open_caseload
    from wellfounded.caseload.procedure.breach_counts import Tally
    from wellfounded.caseload.procedure.breaches import Breaches
    from wellfounded.caseload.table.memory import keep_memory
    from wellfounded.readings.columns.reading import ColumnsReading
    from wellfounded.readings.columns.totals import count_sums, day_sums, histogram, truth_totals

    keep_memory()
    law = laws.find("jp")
    loaded = held()
    begun = time.perf_counter()
    reading, breaches = ColumnsReading(law), Breaches(law)
    caseload = open_caseload(path, law, attributes=())
    folding = Folding(law, reading, drawn.ON, dict.fromkeys(law.lanes, drawn.ON))
    tally = Tally(breaches)

    def answers(batch: Any) -> tuple[int, int, Tally]:
        folded = folding.fold(batch)
        block = reading.block(folded.size, folding.on, folded.facts, folded.segments)
        for name, rule in law.rules.items():
            value = block.value(name)
            if rule.type == "truth":
                truth_totals(value, block.size)
            elif rule.type == "day":
                day_sums(value, block.size)
            elif rule.type == "count":
                count_sums(value, block.size)
            else:
                histogram(value, block.size, reading.vocabulary(name))
        found = breaches.of(batch, folded, block)
        counts = Tally(breaches)
        counts.add(found)
        return folded.size, len(found), counts

    done = list(caseload.each(answers, threads=2))
    for _, _, counts in done:
        tally.merge(counts)
    took = time.perf_counter() - begun
    return {
        "seconds": took,
        "input": loaded,
        "peak": peak(),
        "rules": len(law.rules),
        "applications": sum(rows for rows, _, _ in done),
        "breaches": sum(found for _, found, _ in done),
        "events": caseload.events,
    }


def first_results(path: Path) -> float:
    """A what-if with a changed rule on the claims of a file: from the start of the question to its table."""
    from wellfounded import law as laws
    from wellfounded.caseload.change import read_change
    from wellfounded.caseload.compare import compare
    from wellfounded.caseload.opening import open_caseload

    law = laws.find("jp")
    change = path.with_suffix(".py")
    change.write_text(CHANGED_RULE)
    caseload = open_caseload(path, law)
    return best(lambda: compare(caseload, read_change(str(change), law), drawn.ON), 3)


def main() -> None:
    """Run all, or one engine for the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000_000, help="the largest caseload")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--parts", default="rules,what-if,events,japan")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.engine:
        made = japan(args.file) if args.engine == "japan" else one(args.engine, args.file, ROUNDS.get(args.claims, 2))
        print(json.dumps(made))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), args.claims, args.engines.split(","), args.parts.split(","))
    print(json.dumps(found, indent=1)) if args.json else show(found)


def measure(folder: Path, most: int, engines: list[str], parts: list[str]) -> dict[str, Any]:
    """All figures."""
    sizes = [n for n in (100_000, 1_000_000, 10_000_000) if n <= most]
    found: dict[str, Any] = {}
    if "rules" in parts:
        found["rules"] = {n: {**rules_of(folder, n, engines), "read once": read_once(folder, n)} for n in sizes}
    if "what-if" in parts:
        if "rules" not in parts:
            drawn.write(folder / f"claims_{sizes[-1]}.parquet", sizes[-1])
        found["what-if, a changed number"] = {"claims": sizes[-1], "seconds": what_if(folder, sizes[-1])}
        few = folder / "few.parquet"
        synthetic(few, min(100_000, most))
        found["what-if, a changed rule"] = {"claims": min(100_000, most), "seconds": first_results(few)}
    if "events" in parts:
        found["events"] = {"claims": min(1_000_000, most), **events(folder, min(1_000_000, most))}
    if "japan" in parts:
        many = folder / "japan.parquet"
        synthetic(many, min(1_000_000, most))
        call = [sys.executable, __file__, "--engine", "japan", "--file", str(many)]
        made = [json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout) for _ in range(2)]
        found["japan"] = {"claims": min(1_000_000, most), **min(made, key=lambda one: one["seconds"])}
    return found


def synthetic(path: Path, claims: int) -> None:
    """A synthetic caseload of Japan."""
    call = ["caseload", "synth", "--law", "jp", "--claims", str(claims), "--seed", "1", "-o", str(path)]
    subprocess.run([str(Path(sys.executable).with_name("wellfounded")), *call], check=True, capture_output=True)


def show(found: dict[str, Any]) -> None:
    """The figures as tables, with ratios."""
    from rich.console import Console
    from rich.table import Table

    console = Console(width=110)
    for claims, made in found.get("rules", {}).items():
        table = Table(title=f"62 rules, {claims:,} claims; all answers equal: {'yes' if made['equal'] else 'NO'}")
        for heading in ("engine", "seconds", "times ours", "times reading once", "input, GB", "peak, GB"):
            table.add_column(heading, justify="left" if heading == "engine" else "right")
        ours = made.get("wellfounded", {}).get("seconds", float("nan"))
        for name in ENGINES:
            if name in made:
                one_ = made[name]
                table.add_row(
                    name,
                    f"{one_['seconds']:.3f}",
                    f"{one_['seconds'] / ours:.2f}",
                    f"{one_['seconds'] / made['read once']:.0f}",
                    f"{one_['input'] / 1e9:.2f}",
                    f"{one_['peak'] / 1e9:.2f}",
                )
        console.print(table)
    for name in ("what-if, a changed number", "what-if, a changed rule"):
        if name in found:
            console.print(f"{name}: {found[name]['claims']:,} claims in {found[name]['seconds']:.2f} s")
    if "events" in found:
        made = found["events"]
        table = Table(title=f"Events to state, {made['claims']:,} claims of ten events; equal: {made['equal']}")
        table.add_column("engine")
        table.add_column("seconds", justify="right")
        for place in ("memory", "Parquet"):
            table.add_column(f"times ours, from {place}", justify="right")
        ours = [made[f"wellfounded, from {place}"] for place in ("memory", "Parquet")]
        for name, seconds in made.items():
            if isinstance(seconds, float):
                table.add_row(name, f"{seconds:.3f}", *(f"{seconds / one:.1f}" for one in ours))
        console.print(table)
    if "japan" in found:
        made = found["japan"]
        console.print(
            f"The law of Japan, {made['rules']} rules, from {made['events']:,} raw events of {made['claims']:,} "
            f"claims: all findings and {made['breaches']:,} breaches in {made['seconds']:.2f} s, "
            f"peak {made['peak'] / 1e9:.2f} GB"
        )


if __name__ == "__main__":
    main()
