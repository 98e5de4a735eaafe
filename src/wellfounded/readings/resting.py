"""What a rule rests on: the facts that its answer can hang on, directly and through other rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from wellfounded.rules.nodes import Node, walk


def resting(
    tree: Callable[[str], Node], rules: Mapping[str, int], facts: Mapping[str, int]
) -> tuple[tuple[int, ...], ...]:
    """Of each fact, by its index, the rules whose answer can rest on it, in any row. `tree`: the tree of a rule;
    `rules`, `facts`: the index of each.
    """
    below: dict[str, frozenset[str]] = {}

    def of(rule: str) -> frozenset[str]:
        if rule not in below:
            nodes = list(walk(tree(rule)))
            own = {node.args[0].name for node in nodes if node.op == "fact"}
            below[rule] = frozenset(own).union(*(of(node.args[0]) for node in nodes if node.op == "rule"))
        return below[rule]

    found: list[list[int]] = [[] for _ in facts]
    for rule, k in rules.items():
        for fact in of(rule):
            found[facts[fact]].append(k)
    return tuple(map(tuple, found))
