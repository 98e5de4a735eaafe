"""The sixty rules for pandas, and for OpenFisca, whose values know no null and are coded by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.sixty.claims import EPOCH, ON
from benchmarks.sixty.lowered import FACTS, NOTHING, ORIGIN, STAGES, table
from benchmarks.sixty.rules import RULES
from wellfounded.rules.nodes import Node

Array = Any


def pandas(node: Node, frame: Any, tables: dict[str, Any]) -> Any:
    """A column of pandas: nullable booleans and numbers, timestamps with NaT for a day that did not come."""
    import pandas as pd

    def of(other: Node) -> Any:
        return pandas(other, frame, tables)

    op, a = node.op, node.args
    if op in ("fact", "rule"):
        return frame[a[0].name if op == "fact" else a[0]]
    if op == "const":
        value = a[0]
        if node.type == "day":
            return pd.Timestamp(value.earliest)
        return STAGES.index(value) if node.type == "category" else value
    if op == "on":
        return pd.Timestamp(ON)
    if op in ("and", "or"):
        made = of(a[0])
        for other in a[1:]:
            made = made & of(other) if op == "and" else made | of(other)
        return made
    if op == "not":
        return ~of(a[0])
    if op == "happened":
        return of(a[0]).notna().astype("boolean")
    if op in ("before", "by"):
        left, right = of(a[0]), of(a[1])  # NaT compares as False, which is right for a day that did not come
        made = left < right if op == "before" else left <= right
        return pd.Series(made, index=frame.index).astype("boolean") if not isinstance(made, bool) else made
    if op == "at_least":
        return (of(a[0]) >= of(a[1])).astype("boolean")
    if op == "is_in":
        column = of(a[0])
        codes = [FACTS[a[0].args[0].name].values.index(v) for v in sorted(a[1])]
        made = column == codes[0]
        for code in codes[1:]:
            made = made | (column == code)
        return made
    if op == "plus":
        return of(a[0]) + pd.Timedelta(days=a[1])
    if op == "last_day":
        start = of(a[1])
        came = start.notna().to_numpy()
        place = start.to_numpy("M8[D]").astype("i8") - ORIGIN
        days = tables[a[0].name].take(np.where(came, place, 0)).astype("M8[D]").astype("M8[s]")
        return pd.Series(np.where(came, days, np.datetime64("NaT", "s")), index=frame.index)
    if op in ("first_of", "last_of"):
        made = of(a[0])
        for other in map(of, a[1:]):
            take = other.notna() & (made.isna() | ((other < made) if op == "first_of" else (other > made)))
            made = made.mask(take, other)
        return made
    made = of(a[1])
    for condition, value in reversed(a[0]):
        c, v = of(condition), of(value)
        dtype = {"truth": "boolean", "category": "Int32"}.get(node.type)
        if dtype:
            v = v if isinstance(v, pd.Series) else pd.Series(v, index=frame.index, dtype=dtype)
            made = made if isinstance(made, pd.Series) else pd.Series(made, index=frame.index, dtype=dtype)
        chosen = made.mask(c.fillna(False).astype(bool), v)
        if node.type == "truth":
            chosen = chosen.mask(c.isna() & ~(v == made).fillna(False).astype(bool), pd.NA)
        made = chosen
    return made


def coded(node: Node, of_name: Any, tables: dict[str, Any]) -> Array:
    """What OpenFisca's formulas compute: a truth is 0, 1 (open) or 2; what is missing is `NOTHING`."""

    def of(other: Node) -> Array:
        return coded(other, of_name, tables)

    op, a = node.op, node.args
    if op in ("fact", "rule"):
        return of_name(a[0].name if op == "fact" else a[0])
    if op == "const":
        value = a[0]
        if node.type == "day":
            return value.earliest.toordinal() - EPOCH
        return STAGES.index(value) if node.type == "category" else value
    if op == "on":
        return ON.toordinal() - EPOCH
    if op in ("and", "or"):
        made = of(a[0])
        for other in a[1:]:
            made = np.minimum(made, of(other)) if op == "and" else np.maximum(made, of(other))
        return made
    if op == "not":
        return 2 - of(a[0])
    if op == "happened":
        return 2 * (of(a[0]) != NOTHING)
    if op in ("before", "by"):
        left, right = of(a[0]), of(a[1])
        made = (left < right) if op == "before" else (left <= right)
        return 2 * (made & (left != NOTHING) & (right != NOTHING))
    if op == "at_least":
        left = of(a[0])
        return np.where(left == NOTHING, 1, 2 * (left >= of(a[1])))
    if op == "is_in":
        left = of(a[0])
        codes = [FACTS[a[0].args[0].name].values.index(v) for v in sorted(a[1])]
        return np.where(left == NOTHING, 1, 2 * np.isin(left, codes))
    if op == "plus":
        left = of(a[0])
        return np.where(left == NOTHING, NOTHING, left + a[1]) if isinstance(left, np.ndarray) else left + a[1]
    if op == "last_day":
        start = of(a[1])
        return np.where(start == NOTHING, NOTHING, tables[a[0].name].take(start - ORIGIN, mode="clip"))
    if op in ("first_of", "last_of"):
        made = of(a[0])
        for other in map(of, a[1:]):
            better = (other < made) if op == "first_of" else (other > made)
            made = np.where((other != NOTHING) & ((made == NOTHING) | better), other, made)
        return made
    made = of(a[1])
    for condition, value in reversed(a[0]):
        c, v = of(condition), of(value)
        chosen = np.where(c == 2, v, made)
        made = np.where((c == 1) & (v != made), 1, chosen) if node.type == "truth" else chosen
    return made


def openfisca_system(tables: dict[str, Any]) -> Any:
    """The sixty rules as a system of OpenFisca: one variable a fact and one a rule."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import MONTH
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="claimant", is_person=True)
    system = TaxBenefitSystem([person])
    common = {"value_type": int, "entity": person, "definition_period": MONTH}
    for name, fact in FACTS.items():
        default = 1 if fact.type == "truth" else NOTHING
        system.add_variable(type(name, (Variable,), {**common, "label": name, "default_value": default}))
    for name, rule in RULES.items():
        tree = rule.tree()

        def formula(person: Any, period: Any, parameters: Any, tree: Node = tree) -> Any:
            return coded(tree, lambda asked: person(asked, period), tables)

        system.add_variable(type(name, (Variable,), {**common, "label": name, "formula": formula}))
    return system


def tables() -> dict[str, Any]:
    """Each period of the law as its table of last days."""
    from benchmarks.sixty.lowered import periods

    return {name: table(period) for name, period in periods().items()}
