"""The cost of one claim: a law of sixty rules against the same rules written by hand, the law of Japan, a cold start.

The sixty rules have the shape of an asylum procedure and state no law. `--json` prints the figures for programs.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.sixty.by_hand import by_hand
from benchmarks.sixty.rules import C, bench_law
from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.case_line import case_line
from wellfounded.claim.record import record
from wellfounded.readings.person import PersonReading, Row
from wellfounded.readings.reasons import Explanation
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN, open_value

CASE, DAY = "osaka-2024", date(2024, 7, 5)
ROUNDS, STARTS = 2000, 10


def claims(number: int) -> Iterator[dict[str, Any]]:
    """Claims drawn at random, as the functions by hand take them. Of days it is always known whether they came."""
    draw = random.Random(2024)
    for _ in range(number):
        one: dict[str, Any] = {}
        day = date(2023, 6, 1) + timedelta(draw.randrange(380))
        coming = True
        for fact in C.declared():
            if fact.type == "truth":
                one[fact.name] = draw.choice((True, False, None))
            elif fact.type == "day":
                coming = coming and draw.random() < 0.85 and day <= DAY
                one[fact.name] = day.toordinal() if coming else 0
                day += timedelta(draw.randrange(90))
            elif fact.type == "count":
                one[fact.name] = draw.choice((None, *range(5)))
            else:
                one[fact.name] = draw.choice((None, *fact.values))
        yield one


def held(claim: dict[str, Any]) -> dict[str, Any]:
    """The same claim as a reading holds it."""
    types = {fact.name: fact for fact in C.declared()}
    found: dict[str, Any] = {}
    for name, known in claim.items():
        fact = types[name]
        if known is None:
            found[name] = open_value(fact, DAY.toordinal())
        elif fact.type == "truth":
            found[name] = MET if known else NOT_MET
        elif fact.type == "day":
            found[name] = (known, known, MET) if known else NEVER
        else:
            found[name] = (known, known) if fact.type == "count" else frozenset((known,))
    return found


def plain(kind: str, answer: Any) -> Any:
    """An answer of a reading as the functions by hand give it."""
    if kind == "truth":
        return {MET: True, NOT_MET: False, OPEN: None}[answer]
    if kind == "day":
        return answer[0] if answer[2] else 0
    return next(iter(answer)) if len(answer) == 1 else None


def timed(rounds: int, prepare: Callable[[int], Any], run: Callable[[Any], object]) -> tuple[float, float]:
    """Median and 99th percentile in microseconds. What `prepare` does is not measured."""
    for i in range(min(rounds, 200)):
        run(prepare(i))
    found = []
    gc.collect()
    for i in range(rounds):
        ready = prepare(i)
        start = time.perf_counter()
        run(ready)
        found.append((time.perf_counter() - start) * 1e6)
    return statistics.median(found), statistics.quantiles(found, n=100)[98]


def again(rows: list[Row]) -> list[Row]:
    """The same rows with nothing answered yet."""
    made = [Row(old.name, old.facts, len(old.memo), old.on) for old in rows]
    for i, row in enumerate(made):
        row.rows, row.index, row.family = made, i, rows[i].family
    return made


def sixty_rules() -> dict[str, tuple[float, float]]:
    """The sixty rules by hand, as values, and as findings with their reasons. The answers are compared first."""
    order, on = bench_law(), DAY.toordinal()
    reading = PersonReading(order)
    explanation, names = Explanation(reading), list(order.rules)
    told = list(claims(500))
    rows = [reading.rows([("1", held(claim))], DAY) for claim in told]
    for claim, ready in zip(told, rows, strict=True):
        expected = by_hand(claim, on)
        for name in names:
            answer = plain(order.rules[name].type, reading.value(name, ready[0]))
            if answer != expected[name]:
                raise SystemExit(f"{name} is {answer}, and by hand {expected[name]}, for {claim}")

    def values(ready: list[Row]) -> None:
        for name in names:
            reading.value(name, ready[0])

    def findings(ready: list[Row]) -> None:
        for name in names:
            explanation.finding(name, ready[0])

    def row(i: int) -> list[Row]:
        return again(rows[i % len(rows)])

    return {
        f"{len(names)} rules by hand": timed(ROUNDS, lambda i: told[i % len(told)], lambda claim: by_hand(claim, on)),
        f"{len(names)} rules, values": timed(ROUNDS, row, values),
        f"{len(names)} rules, findings with reasons": timed(ROUNDS, row, findings),
    }


def whole_law() -> dict[str, tuple[float, float]]:
    """Every rule of the law of Japan for the shipped case."""
    order, case = case_file.load(CASE, laws.find)
    made = record(order, case, DAY)
    reading, explanation = made.reader.reading, made.reader.explanation
    rows, names = list(made.rows), list(order.rules)

    def values(ready: list[Row]) -> None:
        for row in ready:
            for name in names:
                reading.value(name, row)

    def findings(ready: list[Row]) -> None:
        for row in ready:
            for name in names:
                explanation.finding(name, row)

    def fresh(_: int) -> list[Row]:
        return again(rows)

    return {
        f"jp, {len(names)} rules, values": timed(ROUNDS // 4, fresh, values),
        f"jp, {len(names)} rules, findings with reasons": timed(ROUNDS // 4, fresh, findings),
        "jp, from events to facts": timed(100, lambda _: None, lambda _: record(order, case, DAY)),
        "jp, the whole case line": timed(30, lambda _: None, lambda _: case_line(order, case, DAY)),
    }


def cold_start() -> dict[str, tuple[float, float]]:
    """Best and median of a whole command, in microseconds."""
    found = {}
    for name, more in (("show --json", ("--json",)), ("show, the table", ())):
        command = [sys.executable, "-m", "wellfounded.cli.door", "show", CASE, "--on", DAY.isoformat(), *more]
        times = []
        for _ in range(STARTS + 1):
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            times.append((time.perf_counter() - start) * 1e6)
        found[name] = (min(times[1:]), statistics.median(times[1:]))
    return found


def main() -> None:
    """Measure, and print a table or JSON."""
    rules, japan, starts = sixty_rules(), whole_law(), cold_start()
    by_hand_, *ours = (median for median, _ in rules.values())
    ratios = {name: round(median / by_hand_, 1) for name, median in zip(list(rules)[1:], ours, strict=True)}
    if "--json" in sys.argv:
        told = {name: {"median": a, "p99": b} for name, (a, b) in (rules | japan).items()}
        cold = {name: {"best": a, "median": b} for name, (a, b) in starts.items()}
        print(json.dumps({"microseconds": told, "times by hand": ratios, "cold start": cold}, indent=2))
        return
    print(f"{'microseconds, warm':<44}{'median':>10}{'p99':>10}{'times by hand':>16}")
    for name, (median, p99) in (rules | japan).items():
        print(f"{name:<44}{median:>10.0f}{p99:>10.0f}{ratios.get(name, ''):>16}")
    print(f"\n{'milliseconds, a whole command':<44}{'best':>10}{'median':>10}")
    for name, (best, median) in starts.items():
        print(f"{name:<44}{best / 1000:>10.0f}{median / 1000:>10.0f}")


if __name__ == "__main__":
    main()
