"""Events to state: first, last and number of eight kinds as of a day, then six rules; as a law, and for others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.sixty.rules import CITES
from wellfounded.rules.facts import Facts, asks, count, first, last
from wellfounded.rules.order import EventKind, LegalOrder
from wellfounded.rules.rule import Rule, rule
from wellfounded.rules.terms import ON, CountTerm, DayTerm, Proposition

ON_DAY = date(2024, 6, 26)
EPOCH = date(1970, 1, 1).toordinal()
AS_OF = ON_DAY.toordinal() - EPOCH
KINDS, EVENTS = 8, 10
"""Kinds of event, and events of a claim."""


class E(Facts):
    """What the six rules read of a claim's events."""

    n0: CountTerm = asks("?", count("k0"), otherwise=0)
    f1: DayTerm = asks("?", first("k1"))
    l2: DayTerm = asks("?", last("k2"))
    l3: DayTerm = asks("?", last("k3"))
    f4: DayTerm = asks("?", first("k4"))
    l5: DayTerm = asks("?", last("k5"))
    f6: DayTerm = asks("?", first("k6"))
    l7: DayTerm = asks("?", last("k7"))


RULES: dict[str, Rule[Any]] = {}


def _say(name: str, term: Any) -> None:
    def body(claim: E) -> Any:
        return term

    body.__name__, body.__doc__ = name, f"The rule {name}."
    body.__annotations__ = {"claim": E, "return": type(term)}
    RULES[name] = rule(cites=CITES, since="2000-01-01", checked="2026-01-01")(body)


_say("often", E.n0 >= 3)
_say("begun", E.f1.happened & ~E.l2.happened)
_say("after", E.f4 < E.l3)
_say("old", E.l5.plus(180) < ON)
_say("there", Proposition(E.f6.happened.node))
_say("final", E.l7)


def law() -> LegalOrder:
    """The six rules as a legal order with eight kinds of event."""
    nothing: Any = None
    matter: Any = SimpleNamespace(__name__="bench", E=E, **RULES)
    about: dict[str, Any] = {key: {} for key in ("names", "calendars", "stages", "assessment", "elements")}
    about |= dict.fromkeys(("sources", "remedies", "duties", "changes"), ())
    about |= {"begins": date(2000, 1, 1), "time_zone": "UTC", "utc_offset": 0, "matters": (matter,)}
    about["lanes"] = {"main": "The procedure"}
    about["event_kinds"] = tuple(EventKind(f"k{k}", f"The event {k}", "main") for k in range(KINDS))
    return LegalOrder(id="bench", stage=nothing, removal=nothing, **about)


def write(path: Path, claims: int) -> None:
    """Events drawn at random, clustered by claim, in the order of days within a claim."""
    draw, writer = np.random.default_rng(3), None
    for begin in range(0, claims, 1_000_000):
        n = min(1_000_000, claims - begin)
        # No two on one day: rows that say the same would be refused here, and counted twice by the others.
        days = np.sort(draw.integers(17_500, 20_300, (n, EVENTS), dtype="i4"), axis=1) + np.arange(EVENTS, dtype="i4")
        kind = pa.DictionaryArray.from_arrays(
            pa.array(draw.integers(0, KINDS, n * EVENTS, dtype="i1")), pa.array([f"k{k}" for k in range(KINDS)])
        )
        claim = pa.array(np.repeat(np.arange(begin, begin + n, dtype="i4"), EVENTS))
        table = pa.table({"claim": claim, "event": kind, "day": pa.array(days.ravel()).cast(pa.date32())})
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=1_228_800)
    if writer:
        writer.close()


def duckdb(table: str) -> str:
    """The statement of DuckDB over a table, or a file in quotes."""
    kinds = ", ".join(
        f"min(day) FILTER (event = 'k{k}') f{k}, max(day) FILTER (event = 'k{k}') l{k}, "
        f"count(*) FILTER (event = 'k{k}') n{k}"
        for k in range(KINDS)
    )
    rules = (
        "sum((n0 >= 3)::INT), sum((f1 IS NOT NULL AND l2 IS NULL)::INT), sum((f4 < l3)::INT), "
        f"sum((l5 + 180 < DATE '{ON_DAY}')::INT), count(f6), sum(DATE_DIFF('day', DATE '1970-01-01', l7))"
    )
    return f"SELECT {rules} FROM (SELECT claim, {kinds} FROM {table} WHERE day <= DATE '{ON_DAY}' GROUP BY claim)"
