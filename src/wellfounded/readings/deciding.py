"""What decides: for each operator, those of its operands that are the reasons for its value, and only those.

Like the values, the reasons of a node are turned once into a plain closure over a row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wellfounded.readings.person import RELATED, Closure, PersonReading, Row
from wellfounded.readings.values import MET, NOT_MET, OPEN, is_open
from wellfounded.rules.nodes import Node

if TYPE_CHECKING:
    from wellfounded.readings.reasons import Reasons

Collect = Callable[[Row, "Reasons"], None]
Part = tuple[Closure, Collect]
"""The value of a node, and its reasons."""
Failing = list[tuple[Collect, Closure | None]]
"""The conditions that are not met, each with what would have been; None where that hangs on facts itself."""


def nothing(row: Row, into: Reasons) -> None:
    """A constant has no reasons."""


class Deciding:
    """The reasons of every node of a law's rules."""

    def __init__(self, reading: PersonReading) -> None:
        self._reading = reading
        self._made: dict[Node, Collect] = {}

    def of(self, node: Node) -> Collect:
        """The reasons of a node. The node itself is the key, so it lives as long as its closure."""
        found = self._made.get(node)
        if found is None:
            found = self._made[node] = _BUILD[node.op](self, node)
        return found

    def _part(self, node: Node) -> Part:
        return self._reading.closure(node), self.of(node)

    def _leaf(self, node: Node) -> Collect:
        return nothing

    def _fact(self, node: Node) -> Collect:
        fact, i = node.args[0], self._reading.fact_index[node.args[0].name]
        return lambda row, into: into.fact(fact, row, row.facts[i])

    def _rule(self, node: Node) -> Collect:
        name = node.args[0]
        return lambda row, into: into.rule(name, row)

    def _all(self, node: Node) -> Collect:
        parts = [self.of(part) for part in node.args if isinstance(part, Node)]
        parts = [part for part in parts if part is not nothing]
        if len(parts) == 1:
            return parts[0]

        def collect(row: Row, into: Reasons) -> None:
            for part in parts:
                part(row, into)

        return collect

    def _junction(self, node: Node) -> Collect:
        """One part that settles it settles it; otherwise all parts that leave it so."""
        closures = [self._reading.closure(part) for part in node.args]
        reasons = [self.of(part) for part in node.args]
        decisive = min if node.op == "and" else max

        def collect(row: Row, into: Reasons) -> None:
            values = [value(row) for value in closures]
            result = decisive(values)
            for value, because in zip(values, reasons, strict=True):
                if value == result:
                    because(row, into)

        return collect

    def _counted(self, node: Node) -> Collect:
        related, because = RELATED[node.args[0]], self.of(node.args[1])

        def collect(row: Row, into: Reasons) -> None:
            for other in related(row):
                because(other, into)

        return collect

    def _related(self, node: Node) -> Collect:
        """One application that settles it settles it, as with a junction."""
        related, (value, because) = RELATED[node.args[0]], self._part(node.args[1])
        whole = self._reading.closure(node)

        def collect(row: Row, into: Reasons) -> None:
            result = whole(row)
            for other in related(row):
                if value(other) == result:
                    because(other, into)

        return collect

    def _choose(self, node: Node) -> Collect:
        """The cases that are met or may be, and those before them whose failing makes a difference."""
        cases = [(*self._part(condition), *self._part(value), value.op == "const") for condition, value in node.args[0]]
        otherwise = self.of(node.args[1])
        failing = self._failing(node)

        def collect(row: Row, into: Reasons) -> None:
            passed: Failing = []
            for condition, why, value, because, fixed in cases:
                met = condition(row)
                if met == NOT_MET:
                    passed.append((why, value if fixed else None))
                    continue
                because(row, into)
                why(row, into)
                if met == MET:
                    break
            else:
                otherwise(row, into)
            if passed:
                failing(passed, row, into)

        return collect

    def _failing(self, node: Node) -> Callable[[Failing, Row, Reasons], None]:
        """Conditions that are not met, and without which the answer could be another.

        An open truth could be no more open; an open day still lies between bounds.
        """
        whole, truth = self._reading.closure(node), node.type == "truth"

        def collect(passed: Failing, row: Row, into: Reasons) -> None:
            result = whole(row)
            if not (truth and result == OPEN):
                for why, then in passed:
                    if then is None or then(row) != result:
                        why(row, into)

        return collect

    def _unless(self, node: Node) -> Collect:
        base, start = self._part(node.args[0])
        parts = [
            (*self._part(exception.condition), *self._part(exception.then), exception.then.op == "const")
            for exception in node.args[1]
        ]
        failing, kind = self._failing(node), node.type

        def collect(row: Row, into: Reasons) -> None:
            mets = [condition(row) for condition, *_ in parts]
            possible = [part[2](row) for part, met in zip(parts, mets, strict=True) if met]
            if MET in mets:
                results = [part[2](row) for part, met in zip(parts, mets, strict=True) if met == MET]
                into.conflict = into.conflict or any(result != results[0] for result in results)
            else:
                possible.append(base(row))
                start(row, into)
            passed: Failing = []
            for met, (_, why, then, because, fixed) in zip(mets, parts, strict=True):
                if met == NOT_MET:
                    passed.append((why, then if fixed else None))
                    continue
                because(row, into)
                result = then(row)
                # Two open results may part in the end.
                if met == MET or is_open(kind, result) or any(result != other for other in possible):
                    why(row, into)
            if passed:
                failing(passed, row, into)

        return collect

    def _unclear(self, node: Node) -> Collect:
        doubt, kind = node.args[0], node.type
        parts = [self._part(reading.node) for reading in doubt.readings]

        def collect(row: Row, into: Reasons) -> None:
            # A reading that hangs on missing facts does not yet treat this person differently.
            sure = [found for found in (value(row) for value, _ in parts) if not is_open(kind, found)]
            if any(found != sure[0] for found in sure):
                into.unclear += (doubt,)
            for _, because in parts:
                because(row, into)

        return collect

    def _burden(self, node: Node) -> Collect:
        value, because = self._part(node.args[0])
        _, _, on, why, cites = node.args

        def collect(row: Row, into: Reasons) -> None:
            if value(row) == OPEN:
                into.lay(on, why, cites)
            because(row, into)

        return collect


_BUILD: dict[str, Callable[[Deciding, Any], Collect]] = {
    **dict.fromkeys(("const", "param", "on"), Deciding._leaf),
    **dict.fromkeys(
        ("not", "happened", "before", "by", "at_least", "is_in", "last_day", "plus", "first_of", "last_of"),
        Deciding._all,
    ),
    **dict.fromkeys(("and", "or"), Deciding._junction),
    **dict.fromkeys(("any_of", "each_of"), Deciding._related),
    "count_of": Deciding._counted,
    "fact": Deciding._fact,
    "rule": Deciding._rule,
    "choose": Deciding._choose,
    "unless": Deciding._unless,
    "unclear": Deciding._unclear,
    "burden": Deciding._burden,
}
