"""In which direction a rule uses each fact: the more the better, the less the better, or both.

Kleene's tables are exact for a fact that is used in one direction, or once. Only the others need splitting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wellfounded.logic.days import Day
from wellfounded.logic.truth import Truth
from wellfounded.rules.nodes import Node, children

UP, DOWN, LATER = 1, 2, 4
BOTH = UP | DOWN
_FLIP = {UP: DOWN, DOWN: UP, BOTH: BOTH}


@dataclass(slots=True)
class Use:
    """How a fact is used: in which directions, how often, against which days.

    LATER: as the later of two days, where a later day is better and a day that never comes is worst.
    """

    directions: int = 0
    times: int = 0
    against: frozenset[int] = frozenset()

    @property
    def in_both_directions(self) -> bool:
        """Whether learning the fact one way can help and hurt at once."""
        return self.directions & BOTH == BOTH and self.times > 1


class Directions:
    """The uses of facts in the rules of a law; each rule is walked once for each direction."""

    def __init__(self, tree: Callable[[str], Node], value: Callable[[Node], object]) -> None:
        self._tree = tree
        self._value = value
        self._known: dict[tuple[str, int], dict[str, Use]] = {}

    def of_rule(self, rule: str, sign: int = UP) -> dict[str, Use]:
        """The use of each fact below a rule."""
        key = (rule, sign)
        if key not in self._known:
            uses: dict[str, Use] = {}
            self._walk(self._tree(rule), sign, uses)
            self._known[key] = uses
        return self._known[key]

    def _walk(self, node: Node, sign: int, uses: dict[str, Use]) -> None:
        if node.op == "fact":
            use = uses.setdefault(node.args[0].name, Use())
            use.directions |= sign if node.type == "day" else sign & BOTH
            use.times += 1
        elif node.op == "rule":
            for name, below in self.of_rule(node.args[0], sign).items():
                use = uses.setdefault(name, Use())
                use.directions |= below.directions
                use.times += below.times
                use.against |= below.against
        else:
            for child, direction in self._operands(node, sign & BOTH):
                later = LATER if node.type == "day" and child.type == "day" else 0
                self._walk(child, direction | sign & later, uses)
            self._thresholds(node, uses)

    def _operands(self, node: Node, sign: int) -> list[tuple[Node, int]]:
        flipped = _FLIP[sign]
        if node.op in ("before", "by"):
            return [(node.args[0], flipped), (node.args[1], sign | LATER)]
        if node.op == "at_least":
            return [(node.args[0], sign), (node.args[1], flipped)]
        if node.op in ("not", "happened"):
            return [(node.args[0], flipped)]
        if node.op == "is_in":
            return [(node.args[0], BOTH)]
        if node.op == "last_of":
            return [(child, sign | LATER) for child in node.args]
        if node.op in ("count_of", "any_of", "each_of"):
            return [(node.args[1], sign), (node.args[1], sign)]
        if node.op == "choose":
            cases, otherwise = node.args
            return [(c, BOTH) for c, _ in cases] + [(v, sign) for _, v in cases] + [(otherwise, sign)]
        if node.op == "unless":
            base, exceptions = node.args
            return [(base, sign)] + [
                p for e in exceptions for p in ((e.condition, _against(e.then, sign)), (e.then, sign))
            ]
        return [(child, sign) for child in children(node)]

    def _thresholds(self, node: Node, uses: dict[str, Use]) -> None:
        if node.op not in ("before", "by"):
            return
        for fact, other in (node.args, node.args[::-1]):
            if fact.op == "fact" and other.op in ("const", "param"):
                day = self._value(other)
                if isinstance(day, Day):
                    uses[fact.args[0].name].against |= {day.earliest.toordinal(), day.earliest.toordinal() + 1}


def _against(then: Node, sign: int) -> int:
    """An exception that only ever takes away is used in one direction, like one that only ever gives."""
    if then.op == "const" and then.args[0] is Truth.NOT_MET:
        return _FLIP[sign]
    if then.op == "const" and then.args[0] is Truth.MET:
        return sign
    return BOTH
