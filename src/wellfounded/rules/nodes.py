"""The closed expression tree that a rule leaves behind: the only source of the rule for every reading.

A node is `op`, `type` and `args`. The operators, by the type of what they yield:

truth     const, fact, rule, and, or, not, happened, before (a < b), by (a <= b), at_least (a >= b),
          is_in, any_of, each_of, burden
day       const, fact, rule, param, on, last_day, plus, first_of, last_of
count     const, fact, rule, param, count_of
category  const, fact, rule
any       choose (the first case that is met), unless (exceptions), unclear (readings of a doubtful text)

`choose`, `unless` and `unclear` join: where their condition is open and both sides agree, that is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

Type = Literal["truth", "day", "count", "category"]


class Node:
    """One operator with its operands. Nodes are compared by identity, never by value."""

    __slots__ = ("args", "op", "type")

    def __init__(self, op: str, type_: Type, *args: Any) -> None:
        self.op = op
        self.type: Type = type_
        self.args = args

    def __repr__(self) -> str:
        return f"{self.op}({', '.join(map(repr, self.args))})"


def children(node: Node) -> Iterator[Node]:
    """The operands of a node that are nodes themselves."""
    if node.op == "choose":
        for condition, value in node.args[0]:
            yield condition
            yield value
        yield node.args[1]
    elif node.op == "unless":
        yield node.args[0]
        for exception in node.args[1]:
            yield exception.condition
            yield exception.then
    elif node.op == "unclear":
        for reading in node.args[0].readings:
            yield reading.node
    else:
        for arg in node.args:
            if isinstance(arg, Node):
                yield arg


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, each occurrence once. Other rules are named, not entered."""
    yield node
    for child in children(node):
        yield from walk(child)
