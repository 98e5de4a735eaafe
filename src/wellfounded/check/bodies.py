"""Lints of rules: what their bodies may not hold, and facts that one rule uses in both directions."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator

from wellfounded.claim.record import reader
from wellfounded.readings.directions import BOTH
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder

_REFUSED: tuple[tuple[type[ast.AST], str], ...] = (
    (ast.If, "`if`"),
    (ast.IfExp, "`if`"),
    (ast.BoolOp, "`and` or `or`"),
    (ast.For, "`for`"),
    (ast.While, "`while`"),
    (ast.JoinedStr, "an f-string"),
    (ast.ListComp, "a comprehension"),
    (ast.SetComp, "a comprehension"),
    (ast.DictComp, "a comprehension"),
    (ast.GeneratorExp, "a comprehension"),
    (ast.Try, "`try`"),
    (ast.Assert, "`assert`"),
)
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Is: "`is`",
    ast.IsNot: "`is not`",
    ast.In: "`in`",
    ast.NotIn: "`not in`",
    ast.Eq: "`==`",
    ast.NotEq: "`!=`",
}


def refused(source: str) -> Iterator[str]:
    """What the text of a rule's body holds that Python would settle for one person and get wrong for many."""
    for node in ast.walk(ast.parse(textwrap.dedent(source))):
        for kind, word in _REFUSED:
            if isinstance(node, kind):
                yield word
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield "`not`"
        if isinstance(node, ast.Compare):
            yield from (_COMPARISONS[type(op)] for op in node.ops if type(op) in _COMPARISONS)
            if len(node.ops) > 1:
                yield "a chain of comparisons"


def bodies(law: LegalOrder) -> list[str]:
    """Every body of every rule, by its syntax."""
    return [
        f"{rule.name}: its body holds {word}"
        for rule in law.rules.values()
        for version in rule.versions
        for word in refused(inspect.getsource(version.body))
    ]


def both_directions(law: LegalOrder) -> list[str]:
    """Truths that one rule's own body uses in both directions: write them in one, where the law lets you."""
    directions = reader(law).exact.directions
    found = []
    for rule in law.rules.values():
        own = {node.args[0].name for node in walk(rule.tree()) if node.op == "fact" and node.type == "truth"}
        for name, use in directions.of_rule(rule.name).items():
            if name in own and use.directions & BOTH == BOTH:
                found.append(f"{rule.name}: uses {name} in both directions")
    return found
