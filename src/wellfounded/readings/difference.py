"""What makes the difference between two cases: the rules on whose own facts they part, the uppermost first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellfounded.readings.person import RELATED, PersonReading, Row
from wellfounded.rules.facts import Fact
from wellfounded.rules.nodes import Node, children, walk


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that answers two applications differently, by facts of its own or for no rule below it."""

    rule: str
    one: Row
    other: Row
    facts: tuple[Fact, ...]
    """The facts of its own on which the two part."""


def difference(reading: PersonReading, rule: str, one: Row, other: Row) -> list[Difference]:
    """Where two cases part under a rule; empty where it answers both alike."""
    found: list[Difference] = []
    seen: set[tuple[str, str, str]] = set()

    def descend(name: str, a: Row, b: Row) -> None:
        if (name, a.name, b.name) in seen:
            return
        seen.add((name, a.name, b.name))
        below = [ask for ask in _asked(reading, name, a, b) if _parts(reading, *ask)]
        facts = dict.fromkeys(node.args[0] for node in walk(reading.tree(name)) if node.op == "fact")
        place = reading.fact_index
        parted = tuple(f for f in facts if a.facts[place[f.name]] != b.facts[place[f.name]])
        if parted or not below:
            found.append(Difference(name, a, b, parted))
        for ask in below:
            descend(*ask)

    if _parts(reading, rule, one, other):
        descend(rule, one, other)
    return found


def _parts(reading: PersonReading, rule: str, one: Row, other: Row) -> bool:
    kind = reading.law.rules[rule].type
    return kind == "truth" and bool(reading.value(rule, one) != reading.value(rule, other))


def _asked(reading: PersonReading, rule: str, one: Row, other: Row) -> Iterator[tuple[str, Row, Row]]:
    """The rules that a rule asks, about this application and, where it counts, about the person's other ones."""
    todo: list[tuple[Node, Row, Row]] = [(reading.tree(rule), one, other)]
    while todo:
        node, a, b = todo.pop(0)
        if node.op == "rule":
            yield node.args[0], a, b
        elif node.op in ("count_of", "any_of", "each_of"):
            pairs = zip(RELATED[node.args[0]](a), RELATED[node.args[0]](b), strict=False)
            todo += [(node.args[1], x, y) for x, y in pairs]
        else:
            todo += [(child, a, b) for child in children(node)]
