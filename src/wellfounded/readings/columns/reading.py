"""The columns reading: a law read for a block of applications at once, each rule only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.logic.errors import WrongCall
from wellfounded.readings.columns import days, joins, relations
from wellfounded.readings.columns.expressions import Expression, Expressions, fact_vocabulary
from wellfounded.readings.columns.segments import Segments
from wellfounded.readings.columns.truths import conjunction, disjunction, negation, settled
from wellfounded.readings.columns.values import (
    Categories,
    Column,
    Days,
    Numbers,
    Plane,
    Truths,
    bits_of,
    rows_of,
)
from wellfounded.readings.values import FIRST_DAY, MET, NOT_MET, OPEN, open_value
from wellfounded.rules.facts import Fact
from wellfounded.rules.nodes import Node
from wellfounded.rules.order import LegalOrder


class ColumnsReading:
    """A law made ready to be read for many applications at once. It serves several threads."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law
        self._expressions = Expressions(law)
        self.rules = {name: self._expressions.rule(name) for name in law.rules}

    def vocabulary(self, name: str) -> tuple[str, ...]:
        """The values that a category (a fact, or a rule) can have: bit i of a column stands for value i."""
        if name in self.law.facts:
            return fact_vocabulary(self.law, self.law.facts[name])
        return self.rule(name).vocabulary

    def rule(self, name: str) -> Expression:
        """The expression of a rule."""
        return self.rules[self.law.rule(name).name]

    def expression(self, node: Node) -> Expression:
        """The expression of a node inside a rule. Not for several threads at once."""
        return self._expressions.of(node)

    def affected(self, other: ColumnsReading) -> frozenset[str]:
        """The rules that may answer otherwise in another reading: of changed parameters, or of changed rules."""
        names = {*self.rules, *other.rules}
        return frozenset(name for name in names if self.rules.get(name) is not other.rules.get(name))

    def block(
        self, size: int, on: int | Numbers, facts: Mapping[str, Column], segments: Segments | None = None
    ) -> Block:
        """The applications of a block: their number, the day asked about, their facts, and which belong together.

        `on`: a day number, or one for each row. A fact that is not given is open. Without `segments` each row is a
        person of its own, without a family. A name that the law does not declare is refused.
        """
        if size < 1:
            raise WrongCall("A block needs an application.")
        for name in facts:
            if name not in self.law.facts:
                raise WrongCall("The law {law} declares no fact {fact}.", law=self.law.id, fact=name)
        return Block(self, size, on, facts, segments)


class Block:
    """Applications side by side, with what has been asked of them so far. For one thread."""

    def __init__(
        self,
        reading: ColumnsReading,
        size: int,
        on: int | Numbers,
        facts: Mapping[str, Column],
        segments: Segments | None,
    ) -> None:
        self.reading = reading
        self.size = size
        self.on = on
        self.facts = facts
        self.segments = segments
        self._made: dict[Expression, Column] = {}
        self._refused: dict[Expression, Plane] = {}
        self._narrow: dict[Expression, NDArray[Any]] = {}

    def with_reading(self, other: ColumnsReading) -> Block:
        """The same applications under another reading. What the two share is not worked out again."""
        block = other.block(self.size, self.on, self.facts, self.segments)
        block._made, block._refused = self._made, self._refused
        return block

    def with_facts(self, facts: Mapping[str, Column], same: Callable[[Expression], bool]) -> Block:
        """The same applications with other facts. `same`: which of the answers so far rest on no fact that differs."""
        block = self.reading.block(self.size, self.on, facts, self.segments)
        block._made = {part: column for part, column in self._made.items() if same(part)}
        block._refused = {part: rows for part, rows in self._refused.items() if same(part)}
        return block

    def value(self, rule: str) -> Column:
        """What a rule answers: in each row what the person reading does."""
        return self.ask(self.reading.rule(rule))

    def of(self, node: Node) -> Column:
        """What a node inside a rule answers."""
        return self.ask(self.reading.expression(node))

    def ask(self, expression: Expression) -> Column:
        """What an expression answers, worked out once."""
        found = self._made.get(expression)
        if found is None:
            found = self._made[expression] = OPERATORS[expression.op](self, expression)
        return found

    def narrow(self, expression: Expression, column: Categories) -> NDArray[Any]:
        """The bits of a category in as few bytes as its vocabulary needs: it is looked at once for each `is_one_of`."""
        found = self._narrow.get(expression)
        if found is None:
            kind = np.min_scalar_type((1 << len(expression.vocabulary)) - 1)
            found = self._narrow[expression] = column.bits.astype(kind)
        return found

    @property
    def outside(self) -> NDArray[np.bool_] | None:
        """The rows in which a known day, of those that answers so far rest on, lies outside the years of a calendar.

        The person reading refuses such a row (NoCalendar), where it needs the day at all; what stands here in its
        place means nothing. None: no row.
        """
        refused: Plane | None = None
        for plane in self._refused.values():
            refused = plane if refused is None else refused | plane
        return None if refused is None else rows_of(refused, self.size)

    def refuse(self, expression: Expression, rows: Plane | None) -> None:
        """Note the rows that no calendar covers."""
        if rows is not None and rows.any():
            self._refused[expression] = rows

    def open(self, fact: Fact) -> Column:
        """A fact of which nothing is recorded."""
        if not isinstance(self.on, np.ndarray):
            return open_value(fact, self.on)
        if fact.type != "day":
            return open_value(fact, FIRST_DAY)
        return Days(np.full(self.size, FIRST_DAY, np.int32), np.maximum(self.on, np.int32(FIRST_DAY)), OPEN)


def _fact(block: Block, expression: Expression) -> Column:
    fact: Fact = expression.held
    given = block.facts.get(fact.name)
    if given is None:
        return block.open(fact)
    return days.held(given.low, given.high, settled(given.exists)) if isinstance(given, Days) else settled(given)


def _on(block: Block, _: Expression) -> Column:
    on = block.on
    return Days(on, on, MET) if isinstance(on, np.ndarray) else (on, on, MET)


def _and(block: Block, expression: Expression) -> Column:
    return conjunction(block.ask(part) for part in expression.parts)


def _or(block: Block, expression: Expression) -> Column:
    return disjunction(block.ask(part) for part in expression.parts)


def _before(block: Block, expression: Expression) -> Column:
    one, two = expression.parts
    return days.ordered(block.ask(one), block.ask(two), strictly=True)


def _by(block: Block, expression: Expression) -> Column:
    one, two = expression.parts
    return days.ordered(block.ask(one), block.ask(two), strictly=False)


def _at_least(block: Block, expression: Expression) -> Column:
    one, two = expression.parts
    return days.at_least(block.ask(one), block.ask(two))


def _is_in(block: Block, expression: Expression) -> Column:
    part, values = expression.parts[0], expression.held
    found = block.ask(part)
    if not isinstance(found, Categories):
        return MET if found <= values else OPEN if found & values else NOT_MET
    bits = block.narrow(part, found)
    named = bits_of(values & frozenset(part.vocabulary), part.vocabulary)
    others = bits_of(frozenset(part.vocabulary) - values, part.vocabulary)
    return settled(Truths(~np.packbits(bits & bits.dtype.type(others)), ~np.packbits(bits & bits.dtype.type(named))))


def _last_day(block: Block, expression: Expression) -> Column:
    found, refused = days.last_day(expression.held, block.ask(expression.parts[0]), block.size)
    block.refuse(expression, refused)
    return found


def _plus(block: Block, expression: Expression) -> Column:
    return days.shifted(block.ask(expression.parts[0]), expression.held)


def _outermost(first: bool) -> Operator:
    def outermost(block: Block, expression: Expression) -> Column:
        return days.outermost([block.ask(part) for part in expression.parts], block.size, first=first)

    return outermost


def _over(sums: Callable[[Segments | None, str, Column, int], Column]) -> Operator:
    def over(block: Block, expression: Expression) -> Column:
        return sums(block.segments, expression.held, block.ask(expression.parts[0]), block.size)

    return over


def _join(options: Callable[[joins.Ask, Expression], list[joins.Option]]) -> Operator:
    def join(block: Block, expression: Expression) -> Column:
        return joins.joined(options(block.ask, expression), expression, block.size)

    return join


def _burden(block: Block, expression: Expression) -> Column:
    value, open_as = block.ask(expression.parts[0]), expression.held
    if not isinstance(value, Truths):
        return open_as if value == OPEN else value
    if open_as == OPEN:
        return value
    return Truths(~value.not_met, value.not_met) if open_as == MET else Truths(value.met, ~value.met)


Operator = Callable[[Block, Expression], Any]
OPERATORS: dict[str, Operator] = {
    "const": lambda _, expression: expression.held,
    "fact": _fact,
    "and": _and,
    "or": _or,
    "not": lambda block, expression: negation(block.ask(expression.parts[0])),
    "happened": lambda block, expression: block.ask(expression.parts[0])[2],
    "before": _before,
    "by": _by,
    "at_least": _at_least,
    "is_in": _is_in,
    "on": _on,
    "last_day": _last_day,
    "plus": _plus,
    "first_of": _outermost(first=True),
    "last_of": _outermost(first=False),
    "count_of": _over(relations.count_of),
    "any_of": _over(relations.any_of),
    "each_of": _over(relations.each_of),
    "choose": _join(joins.choice),
    "unless": _join(joins.exceptions),
    "unclear": _join(joins.readings),
    "burden": _burden,
}
"""Each operator of the tree; a rule is the tree itself, and a parameter is a constant of its law."""
