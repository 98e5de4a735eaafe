"""The person reading: a law read for one person's applications. Its meaning is the reference for every other.

Each rule is turned once into plain closures over a row (one application); a person is a list of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from wellfounded.logic.errors import NoCalendar, WrongCall
from wellfounded.logic.periods import Period
from wellfounded.readings.resting import resting
from wellfounded.readings.values import LAST_DAY, MET, NEVER, NOT_MET, OPEN, day_value, number, open_value
from wellfounded.rules.nodes import Node
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.terms import Parameter

Value = Any
Closure = Callable[["Row"], Value]


class Row:
    """One application as the closures see it: its facts, the rules already answered, and its neighbours."""

    __slots__ = (
        "completed", "facts", "family", "findings", "index", "memo", "name", "narrowed", "on", "reached", "rows",
    )  # fmt: skip

    def __init__(self, name: str, facts: list[Value], rules: int, on: int) -> None:
        self.name = name
        self.facts = facts
        self.memo: list[Value] = [None] * rules
        self.reached: dict[int, Any] = {}
        self.narrowed: dict[Any, Any] = {}
        self.completed: tuple[Any, list[Row | None]] | None = None
        self.findings: dict[str, Any] = {}
        self.on = on
        self.rows: list[Row] = [self]
        self.family: list[Row] = []
        self.index = 0


class PersonReading:
    """A law made ready to be read for one person at a time."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law
        self.fact_index = {name: i for i, name in enumerate(law.facts)}
        self.rule_index = {name: i for i, name in enumerate(law.rules)}
        self._bodies: list[Closure] = [self._first_call(name) for name in law.rules]
        self._closures: dict[Node, Closure] = {}
        self.trees: dict[str, Node] = {}

    @cached_property
    def resting(self) -> tuple[tuple[int, ...], ...]:
        """Of each fact, by its index, the rules whose answer can rest on it, in any row."""
        return resting(self.tree, self.rule_index, self.fact_index)

    def rows(
        self,
        applications: Sequence[tuple[str, Mapping[str, Value]]],
        on: date,
        family: Sequence[tuple[str, Mapping[str, Value]]] = (),
    ) -> list[Row]:
        """The rows of one person on a day: application name and fact values, in the order of lodging.

        `family`: applications of relatives, one of each; `with_family` takes relatives with several.

        A fact that is not given is open. A name that the law does not declare is refused.
        """
        made = [self._row(name, facts, on) for name, facts in applications]
        for i, row in enumerate(made):
            row.rows, row.index = made, i
        with_family(made, [[self._row(name, facts, on)] for name, facts in family])
        return made

    def _row(self, name: str, facts: Mapping[str, Value], on: date) -> Row:
        day = on.toordinal()
        values = [open_value(fact, day) for fact in self.law.facts.values()]
        for fact, value in facts.items():
            if fact not in self.fact_index:
                raise WrongCall("The law {law} declares no fact {fact}.", law=self.law.id, fact=fact)
            values[self.fact_index[fact]] = value
        return Row(name, values, len(self.rule_index), day)

    def value(self, rule: str, row: Row) -> Value:
        """What a rule answers for a row, as a reading holds it."""
        k = self.rule_index[rule]
        found = row.memo[k]
        if found is None:
            found = row.memo[k] = self._bodies[k](row)
        return found

    def tree(self, rule: str) -> Node:
        """The tree of a rule, built once."""
        if rule not in self.trees:
            self.trees[rule] = self.law.rule(rule).tree()
        return self.trees[rule]

    def of(self, node: Node, row: Row) -> Value:
        """What a node inside a rule answers for a row."""
        return self.closure(node)(row)

    def _first_call(self, name: str) -> Closure:
        def first(row: Row) -> Value:
            k = self.rule_index[name]
            self._bodies[k] = self.closure(self.tree(name))
            return self._bodies[k](row)

        return first

    def closure(self, node: Node) -> Closure:
        """The closure of a node. The node itself is the key, so it lives as long as its closure."""
        found = self._closures.get(node)
        if found is None:
            found = self._closures[node] = _BUILD[node.op](self, *node.args)
        return found

    # one builder for each operator, in the order of `rules.nodes`

    def _const(self, value: Any) -> Closure:
        if value is None:
            held: Value = NEVER
        elif isinstance(value, int):
            held = (value, value)
        elif isinstance(value, str):
            held = frozenset((value,))
        elif hasattr(value, "earliest"):
            held = day_value(value)
        else:
            held = number(value)
        return lambda row: held

    def _fact(self, fact: Any) -> Closure:
        i = self.fact_index[fact.name]
        return lambda row: row.facts[i]

    def _rule(self, name: str) -> Closure:
        k, bodies = self.rule_index[name], self._bodies

        def ask(row: Row) -> Value:
            value = row.memo[k]
            if value is None:
                value = row.memo[k] = bodies[k](row)
            return value

        return ask

    def _and(self, *nodes: Node) -> Closure:
        parts = tuple(self.closure(n) for n in nodes)

        def conjunction(row: Row) -> int:
            least = MET
            for part in parts:
                value = part(row)
                if value < least:
                    if value == NOT_MET:
                        return NOT_MET
                    least = value
            return least

        return conjunction

    def _or(self, *nodes: Node) -> Closure:
        parts = tuple(self.closure(n) for n in nodes)

        def disjunction(row: Row) -> int:
            most = NOT_MET
            for part in parts:
                value = part(row)
                if value > most:
                    if value == MET:
                        return MET
                    most = value
            return most

        return disjunction

    def _not(self, node: Node) -> Closure:
        part = self.closure(node)
        return lambda row: MET - part(row)

    def _happened(self, node: Node) -> Closure:
        part = self.closure(node)
        return lambda row: part(row)[2]

    def _compare(self, left: Node, right: Node, gap: int) -> Closure:
        one, two = self.closure(left), self.closure(right)

        def compare(row: Row) -> int:
            a, b = one(row), two(row)
            exists = a[2] if a[2] < b[2] else b[2]
            if exists == NOT_MET or a[0] + gap > b[1]:
                return NOT_MET
            return exists if a[1] + gap <= b[0] else OPEN

        return compare

    def _before(self, left: Node, right: Node) -> Closure:
        return self._compare(left, right, 1)

    def _by(self, left: Node, right: Node) -> Closure:
        return self._compare(left, right, 0)

    def _at_least(self, left: Node, right: Node) -> Closure:
        one, two = self.closure(left), self.closure(right)

        def at_least(row: Row) -> int:
            a, b = one(row), two(row)
            return MET if a[0] >= b[1] else NOT_MET if a[1] < b[0] else OPEN

        return at_least

    def _is_in(self, node: Node, values: frozenset[str]) -> Closure:
        part = self.closure(node)

        def is_in(row: Row) -> int:
            found = part(row)
            return MET if found <= values else OPEN if found & values else NOT_MET

        return is_in

    def _param(self, parameter: Parameter) -> Closure:
        return self._const(self.parameter(parameter))

    def parameter(self, parameter: Parameter) -> Any:
        """The value of a parameter in this law, changed or not."""
        return self.law.parameters_changed.get(parameter.name, parameter.value)

    def _on(self) -> Closure:
        return lambda row: (row.on, row.on, MET)

    def _last_day(self, parameter: Parameter, start: Node) -> Closure:
        period: Period = self.parameter(parameter)
        part = self.closure(start)
        table: dict[int, int] = {}
        begins = period.calendar.first.toordinal() if period.calendar else 0

        def last(ordinal: int) -> int:
            found = table.get(ordinal)
            if found is None:
                found = table[ordinal] = period.last_day(date.fromordinal(ordinal)).toordinal()
            return found

        def last_day(row: Row) -> Value:
            low, high, exists = part(row)
            if not exists:
                return NEVER
            if low == high:
                found = last(low)
                return (found, found, exists)
            # Only a day that is itself known may be refused by the calendar; the ends of a range are its bounds.
            if begins <= high:
                low = max(low, begins)
            try:
                return (last(low), last(high), exists)
            except NoCalendar:
                return (last(low), LAST_DAY, exists)

        return last_day

    def _plus(self, node: Node, days: int) -> Closure:
        part = self.closure(node)

        def plus(row: Row) -> Value:
            low, high, exists = part(row)
            return (low + days, high + days, exists) if exists else NEVER

        return plus

    def _first_of(self, *nodes: Node) -> Closure:
        parts = tuple(self.closure(n) for n in nodes)

        def first_of(row: Row) -> Value:
            found = [v for v in (part(row) for part in parts) if v[2]]
            if not found:
                return NEVER
            sure = [v[1] for v in found if v[2] == MET]
            latest = min(sure) if sure else max(v[1] for v in found)
            return (min(v[0] for v in found), latest, MET if sure else OPEN)

        return first_of

    def _last_of(self, *nodes: Node) -> Closure:
        parts = tuple(self.closure(n) for n in nodes)

        def last_of(row: Row) -> Value:
            found = [v for v in (part(row) for part in parts) if v[2]]
            if not found:
                return NEVER
            sure = [v[0] for v in found if v[2] == MET]
            earliest = max(sure) if sure else min(v[0] for v in found)
            return (earliest, max(v[1] for v in found), MET if sure else OPEN)

        return last_of

    def _count_of(self, relation: str, node: Node) -> Closure:
        part, related = self.closure(node), RELATED[relation]

        def count_of(row: Row) -> Value:
            values = [part(other) for other in related(row)]
            return (values.count(MET), len(values) - values.count(NOT_MET))

        return count_of

    def _any_of(self, relation: str, node: Node) -> Closure:
        part, related = self.closure(node), RELATED[relation]
        return lambda row: max((part(other) for other in related(row)), default=NOT_MET)

    def _each_of(self, relation: str, node: Node) -> Closure:
        part, related = self.closure(node), RELATED[relation]
        return lambda row: min((part(other) for other in related(row)), default=MET)

    def _choose(self, cases: tuple[tuple[Node, Node], ...], otherwise: Node) -> Closure:
        parts = tuple((self.closure(c), self.closure(v)) for c, v in cases)
        last = self.closure(otherwise)

        def choose(row: Row) -> Value:
            possible: list[Value] = []
            for condition, value in parts:
                met = condition(row)
                if met:
                    possible.append(value(row))
                    if met == MET:
                        break
            else:
                possible.append(last(row))
            return possible[0] if len(possible) == 1 else join(possible)

        return choose

    def _unless(self, base: Node, exceptions: tuple[Any, ...]) -> Closure:
        start = self.closure(base)
        parts = tuple((self.closure(e.condition), self.closure(e.then)) for e in exceptions)

        def unless(row: Row) -> Value:
            possible: list[Value] = []
            applies = False
            for condition, then in parts:
                met = condition(row)
                if met:
                    possible.append(then(row))
                    applies = applies or met == MET
            if not applies:
                possible.append(start(row))
            return possible[0] if len(possible) == 1 else join(possible)

        return unless

    def _unclear(self, doubt: Any) -> Closure:
        parts = tuple(self.closure(reading.node) for reading in doubt.readings)
        return lambda row: join([part(row) for part in parts])

    def _burden(self, node: Node, open_as: Any, *_: Any) -> Closure:
        part, result = self.closure(node), number(open_as)

        def burden(row: Row) -> int:
            value = part(row)
            return result if value == OPEN else value

        return burden


def with_family(rows: Sequence[Row], relatives: Sequence[Sequence[Row]]) -> None:
    """Give a person relatives, each with the rows of the relative's own applications. They are named by number."""
    kin = [row for relative in relatives for row in relative]
    for place, row in enumerate(kin, 1):
        row.name = f"family {place}"
    for row in rows:
        row.family = kin


def join(values: Sequence[Value]) -> Value:
    """The answer on which all agree; otherwise the least that holds them all."""
    head = values[0]
    if all(value == head for value in values[1:]):
        return head
    if isinstance(head, int):
        return OPEN
    if isinstance(head, frozenset):
        return head.union(*values[1:])
    if len(head) == 2:
        return (min(v[0] for v in values), max(v[1] for v in values))
    real = [v for v in values if v[2]]
    exists = OPEN if len(real) < len(values) or any(v[2] == OPEN for v in real) else MET
    return (min(v[0] for v in real), max(v[1] for v in real), exists)


RELATED: dict[str, Callable[[Row], list[Row]]] = {
    "earlier": lambda row: row.rows[: row.index],
    "others": lambda row: row.rows[: row.index] + row.rows[row.index + 1 :],
    "family": lambda row: row.family,
}

_BUILD: dict[str, Callable[..., Closure]] = {
    name.removeprefix("_"): builder
    for name, builder in vars(PersonReading).items()
    if name.startswith("_") and not name.startswith("__") and name not in ("_row", "_first_call", "_compare")
}
