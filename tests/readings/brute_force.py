"""What a law means for a record of which everything is known, worked out the long way.

It shares nothing with the readings but the tree. A node yields the set of the answers that the law leaves
possible: one, unless a doubtful text or exceptions that disagree leave several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from tests.readings.drawn import ON_DAY
from tests.readings.records import OF_PERSON, TYPES, Cell, Record
from wellfounded.logic.truth import Truth
from wellfounded.rules.nodes import Node
from wellfounded.rules.order import LegalOrder

Answers = frozenset[Any]
_TRUTHS: dict[Truth, Answers] = {
    Truth.MET: frozenset((True,)),
    Truth.NOT_MET: frozenset((False,)),
    Truth.OPEN: frozenset((True, False)),
}


def plain(type_: str, held: Any) -> Any:
    """An exact held value as Python has it: a bool, the number of a day or None, a number, a word."""
    if type_ == "truth":
        return held == 2
    if type_ == "day":
        return held[0] if held[2] else None
    return held[0] if type_ == "count" else next(iter(held))


@dataclass(frozen=True)
class World:
    """One application in a completion, with its neighbours."""

    facts: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    index: int
    family: tuple[Mapping[str, Any], ...]
    on: int

    def at(self, index: int) -> World:
        """Another application of the same person."""
        return World(self.rows[index], self.rows, index, self.family, self.on)

    def related(self, relation: str) -> list[World]:
        """The applications that a relation ranges over."""
        if relation == "earlier":
            return [self.at(i) for i in range(self.index)]
        if relation == "others":
            return [self.at(i) for i in range(len(self.rows)) if i != self.index]
        return [World(facts, (facts,), 0, (), self.on) for facts in self.family]


def world(record: Record, completion: Mapping[Cell, Any], index: int, on: date = ON_DAY) -> World:
    """The application of that index in a completion of the record."""

    def told(k: int, facts: Mapping[str, Any]) -> dict[str, Any]:
        def cell(name: str) -> Cell:
            return (-1 if name in OF_PERSON and k < 1000 else k, name)

        return {name: plain(TYPES[name], completion.get(cell(name), held)) for name, held in facts.items()}

    rows = tuple(told(k, facts) for k, facts in enumerate(record.rows))
    family = tuple(told(1000 + j, facts) for j, facts in enumerate(record.family))
    return World(rows[index], rows, index, family, on.toordinal())


class BruteForce:
    """The meaning of each rule of a law in a world."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law
        self.trees = {name: rule.tree() for name, rule in law.rules.items()}

    def rule(self, name: str, world: World) -> Answers:
        """The possible answers of a rule."""
        return self.of(self.trees[name], world)

    def of(self, node: Node, world: World) -> Answers:
        """The possible answers of a node."""
        op, args = node.op, node.args
        if op == "const":
            value = args[0]
            if isinstance(value, Truth):
                return _TRUTHS[value]
            return frozenset((value.earliest.toordinal() if hasattr(value, "earliest") else value,))
        if op == "fact":
            return frozenset((world.facts[args[0].name],))
        if op == "rule":
            return self.rule(args[0], world)
        if op == "param":
            value = args[0].value
            return frozenset((value if isinstance(value, int) else value.earliest.toordinal(),))
        if op == "on":
            return frozenset((world.on,))
        if op in _PLAIN:
            parts = [self.of(arg, world) for arg in args if isinstance(arg, Node)]
            rest = [arg for arg in args if not isinstance(arg, Node)]
            return frozenset(_PLAIN[op](*rest, *values) for values in product(*parts))
        if op in _OVER:
            others = [self.of(args[1], other) for other in world.related(args[0])]
            return frozenset(_OVER[op](values) for values in product(*others))
        return frozenset(getattr(self, f"_{op}")(world, *args))

    def _choose(self, world: World, cases: Any, otherwise: Node) -> Iterable[Any]:
        for met in product(*(self.of(condition, world) for condition, _ in cases)):
            yield from self.of(cases[met.index(True)][1] if True in met else otherwise, world)

    def _unless(self, world: World, base: Node, exceptions: Any) -> Iterable[Any]:
        for met in product(*(self.of(exception.condition, world) for exception in exceptions)):
            applying = [self.of(e.then, world) for e, yes in zip(exceptions, met, strict=True) if yes]
            yield from frozenset().union(*applying) if applying else self.of(base, world)

    def _unclear(self, world: World, doubt: Any) -> Iterable[Any]:
        for reading in doubt.readings:
            yield from self.of(reading.node, world)


def _last_day(period: Any, start: int | None) -> int | None:
    return None if start is None else period.value.last_day(date.fromordinal(start)).toordinal()


def _coming(pick: Callable[[list[int]], int], days: tuple[int | None, ...]) -> int | None:
    found = [day for day in days if day is not None]
    return pick(found) if found else None


_PLAIN: dict[str, Callable[..., Any]] = {
    "and": lambda *parts: all(parts),
    "or": lambda *parts: any(parts),
    "not": lambda part: not part,
    "happened": lambda day: day is not None,
    "before": lambda a, b: a is not None and b is not None and a < b,
    "by": lambda a, b: a is not None and b is not None and a <= b,
    "at_least": lambda a, b: a >= b,
    "is_in": lambda values, one: one in values,
    "last_day": _last_day,
    "plus": lambda days, day: None if day is None else day + days,
    "first_of": lambda *days: _coming(min, days),
    "last_of": lambda *days: _coming(max, days),
}
_OVER: dict[str, Callable[[tuple[Any, ...]], Any]] = {"count_of": sum, "any_of": any, "each_of": all}


def exact(brute: BruteForce, rule: str, record: Record, index: int, completions: Iterable[Any] | None = None) -> str:
    """Met or not met where every completion of the record agrees on it, else open."""
    found: set[Any] = set()
    for completion in record.completions() if completions is None else completions:
        found |= brute.rule(rule, world(record, completion, index))
        if len(found) > 1:
            return "open"
    return "met" if found == {True} else "not_met"
