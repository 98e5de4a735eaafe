"""The sixty rules as the text that each other engine runs, written from the same trees.

What a null means: a truth, count or category that is not established; a day that did not come. Periods are looked up
in a table of last days, as an expert of each engine would do, and as this project does.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from benchmarks.sixty.claims import EPOCH, ON
from benchmarks.sixty.rules import RULES, C
from wellfounded.rules.nodes import Node, walk

FIRST, LAST = date(2000, 1, 1), date(2040, 12, 31)
ORIGIN = FIRST.toordinal() - EPOCH
FACTS = {fact.name: fact for fact in C.declared()}
STAGES = ("pending", "review open", "review", "suit open", "court", "ended")
NOTHING = -(2**31)
"""The missing number of engines that know no null."""


def periods() -> dict[str, Any]:
    """The periods of the law by their names."""
    found = {}
    for rule in RULES.values():
        for node in walk(rule.tree()):
            if node.op == "last_day":
                found[node.args[0].name] = node.args[0].value
    return found


def table(period: Any) -> np.ndarray[Any, Any]:
    """The last day of a period from each day of `FIRST` to `LAST`, as days since 1970."""
    days = (LAST - FIRST).days + 1
    last = (period.last_day(FIRST + timedelta(k)).toordinal() - EPOCH for k in range(days))
    return np.fromiter(last, "i4", days)


def layers() -> list[list[str]]:
    """The rules in steps: each asks only rules of earlier steps."""
    depth: dict[str, int] = {}
    for name, rule in RULES.items():
        asked = [node.args[0] for node in walk(rule.tree()) if node.op == "rule"]
        depth[name] = 1 + max((depth[a] for a in asked), default=-1)
    return [[n for n in RULES if depth[n] == k] for k in range(max(depth.values()) + 1)]


def kind(name: str) -> str:
    """The type of a rule."""
    return str(RULES[name].tree().type)


def _constant(node: Node) -> Any:
    value = node.args[0]
    if node.type == "day":
        return value.earliest
    return STAGES.index(value) if node.type == "category" else value


def sql(node: Node) -> str:
    """An expression of DuckDB."""
    op, a = node.op, node.args
    if op in ("fact", "rule"):
        return f'"{a[0].name if op == "fact" else a[0]}"'
    if op == "const":
        value = _constant(node)
        return f"DATE '{value}'" if node.type == "day" else str(value)
    if op == "on":
        return f"DATE '{ON}'"
    if op in ("and", "or"):
        return "(" + f" {op.upper()} ".join(map(sql, a)) + ")"
    if op == "not":
        return f"(NOT {sql(a[0])})"
    if op == "happened":
        return f"({sql(a[0])} IS NOT NULL)"
    if op in ("before", "by"):
        return f"COALESCE({sql(a[0])} {'<' if op == 'before' else '<='} {sql(a[1])}, FALSE)"
    if op == "at_least":
        return f"({sql(a[0])} >= {sql(a[1])})"
    if op == "is_in":
        codes = [str(FACTS[a[0].args[0].name].values.index(v)) for v in sorted(a[1])]
        return f"({sql(a[0])} IN ({', '.join(codes)}))"
    if op == "plus":
        return f"CAST({sql(a[0])} + INTERVAL {a[1]} DAY AS DATE)"
    if op == "last_day":
        return f"getvariable('{a[0].name}')[DATE_DIFF('day', DATE '{FIRST}', {sql(a[1])}) + 1]"
    if op in ("first_of", "last_of"):
        return f"{'LEAST' if op == 'first_of' else 'GREATEST'}({', '.join(map(sql, a))})"
    return _case(node)


def _case(node: Node) -> str:
    text = sql(node.args[1])
    for condition, value in reversed(node.args[0]):
        c, v = sql(condition), sql(value)
        agree = f" WHEN {v} = {text} THEN {v}" if node.type == "truth" else ""
        text = f"CASE WHEN {c} THEN {v} WHEN NOT {c} THEN {text}{agree} END"
    return text


def query(source: str) -> str:
    """All rules as one statement of DuckDB, one step of them in the other."""
    text = f"SELECT * FROM {source}"
    for names in layers():
        made = ",\n  ".join(f'{sql(RULES[n].tree())} AS "{n}"' for n in names)
        text = f"SELECT *,\n  {made}\nFROM ({text})"
    return text


def sums(source: str) -> str:
    """The sum and the number of established values of each rule, as a statement of DuckDB."""
    made = []
    for name in RULES:
        number = {
            "truth": f'CAST("{name}" AS INT)',
            "day": f"DATE_DIFF('day', DATE '1970-01-01', \"{name}\")",
            "category": f'"{name}"',
        }[kind(name)]
        made.append(f'SUM(CAST({number} AS BIGINT)), COUNT("{name}")')
    return f"SELECT {', '.join(made)} FROM ({query(source)})"


def polars(node: Node, tables: dict[str, Any]) -> Any:
    """An expression of Polars."""
    import polars as pl

    def of(other: Node) -> Any:
        return polars(other, tables)

    op, a = node.op, node.args
    if op in ("fact", "rule"):
        return pl.col(a[0].name if op == "fact" else a[0])
    if op == "const":
        return pl.lit(_constant(node))
    if op == "on":
        return pl.lit(ON)
    if op in ("and", "or"):
        made = of(a[0])
        for other in a[1:]:
            made = made & of(other) if op == "and" else made | of(other)
        return made
    if op == "not":
        return ~of(a[0])
    if op == "happened":
        return of(a[0]).is_not_null()
    if op in ("before", "by"):
        left, right = of(a[0]), of(a[1])
        return (left < right if op == "before" else left <= right).fill_null(False)
    if op == "at_least":
        return of(a[0]) >= of(a[1])
    if op == "is_in":
        codes = [FACTS[a[0].args[0].name].values.index(v) for v in sorted(a[1])]
        made = of(a[0]) == codes[0]
        for code in codes[1:]:
            made = made | (of(a[0]) == code)
        return made
    if op == "plus":
        return of(a[0]) + pl.duration(days=a[1])
    if op == "last_day":
        place = of(a[1]).cast(pl.Int32) - ORIGIN
        return pl.lit(tables[a[0].name]).gather(place).cast(pl.Date)
    if op in ("first_of", "last_of"):
        parts = [of(other) for other in a]
        return pl.min_horizontal(parts) if op == "first_of" else pl.max_horizontal(parts)
    made = of(a[1])
    for condition, value in reversed(a[0]):
        chosen = pl.when(of(condition)).then(of(value)).when(~of(condition)).then(made)
        made = chosen.when(of(value) == made).then(of(value)) if node.type == "truth" else chosen
        made = made.otherwise(None)
    return made
