"""The trees of a law made ready for columns: each expression once, however many rules say it.

Two expressions that say the same are the same object, also in two readings of a law and of what it would be with
other parameters or other rules. So a block needs to work out each of them once only.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary

from wellfounded.logic.days import Day
from wellfounded.logic.errors import WrongCall
from wellfounded.readings.columns.values import MOST_VALUES
from wellfounded.readings.values import NEVER, day_value, number
from wellfounded.rules.facts import Fact
from wellfounded.rules.nodes import Node, Type
from wellfounded.rules.order import LegalOrder


class Expression:
    """One operator over its parts.

    `held`: what it holds that is no expression: the value of a constant, a fact, a period, a relation. The parts of
    a choice are condition, value, condition, value, ..., and the value otherwise; those of an exception are the base,
    and then condition and result of each. `vocabulary`: of a category, the values that it can have.
    """

    __slots__ = ("__weakref__", "held", "op", "parts", "type", "vocabulary")

    def __init__(self, op: str, type_: Type, parts: tuple[Expression, ...], held: Any, words: tuple[str, ...]) -> None:
        self.op = op
        self.type: Type = type_
        self.parts = parts
        self.held = held
        self.vocabulary = words


_KNOWN: WeakValueDictionary[Hashable, Expression] = WeakValueDictionary()
_LOCK = Lock()


def _expression(
    op: str, type_: Type, parts: tuple[Expression, ...] = (), held: Any = None, words: tuple[str, ...] = ()
) -> Expression:
    """The one expression that says this."""
    if len(words) > MOST_VALUES:
        raise WrongCall(
            "{name} can have more than {most} values, which a column cannot hold.", name=held or op, most=MOST_VALUES
        )
    key = (op, type_, parts, held, words)
    with _LOCK:
        found = _KNOWN.get(key)
        if found is None:
            found = _KNOWN[key] = Expression(op, type_, parts, held, words)
    return found


class Expressions:
    """The expressions of one law: its rules, and whatever is asked besides, with the parameters as they stand."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law
        self._of: dict[Node, Expression] = {}
        self._rules: dict[str, Expression | None] = {}

    def rule(self, name: str) -> Expression:
        """The expression of a rule."""
        found = self._rules.get(name)
        if found is None:
            if name in self._rules:
                raise WrongCall("The rule {name} asks for its own result, which columns cannot answer.", name=name)
            self._rules[name] = None  # so that a rule that asks for itself is noticed
            found = self._rules[name] = self.of(self.law.rule(name).tree())
        return found

    def of(self, node: Node) -> Expression:
        """The expression of a node. The node itself is the key, so it lives as long as its expression."""
        found = self._of.get(node)
        if found is None:
            found = self._of[node] = self._made(node)
        return found

    def _made(self, node: Node) -> Expression:
        op, type_, args = node.op, node.type, node.args
        if op == "rule":
            return self.rule(args[0])
        if op == "const":
            return _constant(type_, args[0])
        if op == "param":
            return _constant(type_, self._parameter(args[0]))
        if op == "fact":
            return _expression(op, type_, held=args[0], words=fact_vocabulary(self.law, args[0]))
        if op == "choose":
            cases, otherwise = args
            return self._join(op, type_, tuple(part for case in cases for part in case), (otherwise,))
        if op == "unless":
            base, exceptions = args
            return self._join(op, type_, (base,), tuple(part for e in exceptions for part in (e.condition, e.then)))
        if op == "unclear":
            return self._join(op, type_, tuple(reading.node for reading in args[0].readings), ())
        if op == "last_day":
            return _expression(op, type_, (self.of(args[1]),), self._parameter(args[0]))
        if op == "burden":
            return _expression(op, type_, (self.of(args[0]),), number(args[1]))
        held = tuple(arg for arg in args if not isinstance(arg, Node))
        parts = tuple(self.of(arg) for arg in args if isinstance(arg, Node))
        return _expression(op, type_, parts, held[0] if held else None)

    def _join(self, op: str, type_: Type, first: tuple[Node, ...], last: tuple[Node, ...]) -> Expression:
        parts = tuple(self.of(node) for node in (*first, *last))
        # Conditions are truths and have no words of their own.
        words = tuple(dict.fromkeys(word for part in parts for word in part.vocabulary)) if type_ == "category" else ()
        return _expression(op, type_, parts, None, words)

    def _parameter(self, parameter: Any) -> Any:
        return self.law.parameters_changed.get(parameter.name, parameter.value)


def _constant(type_: Type, value: Any) -> Expression:
    """A value of the law, as the person reading holds it."""
    if value is None:
        return _expression("const", type_, held=NEVER)
    if isinstance(value, int):
        return _expression("const", type_, held=(value, value))
    if isinstance(value, str):
        return _expression("const", type_, held=frozenset((value,)), words=(value,))
    return _expression("const", type_, held=day_value(value) if isinstance(value, Day) else number(value))


def fact_vocabulary(law: LegalOrder, fact: Fact) -> tuple[str, ...]:
    """The values that a category fact can have: those declared, those that its events can say, and that of absence."""
    if fact.type != "category":
        return ()
    said: list[str] = []
    kinds: Mapping[str, Any] = law.kinds
    for fold in fact.folds:
        fields = kinds[fold.kind].fields if fold.kind in kinds else {}
        wanted = fields.get(fold.field)
        said.extend(wanted if isinstance(wanted, tuple) else ())
    return tuple(dict.fromkeys((*fact.values, *said, fact.otherwise or "none")))
