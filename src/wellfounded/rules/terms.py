"""What stands in the body of a rule: typed expressions that record themselves as a tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

from wellfounded.logic.days import Day
from wellfounded.logic.errors import WrongCall
from wellfounded.logic.periods import Period
from wellfounded.logic.truth import Truth
from wellfounded.rules.nodes import Node, Type

if TYPE_CHECKING:
    from wellfounded.rules.citations import Citation


class Term:
    """An expression of one of the four types. It has no truth in Python and equals nothing."""

    __slots__ = ("node",)
    type: ClassVar[Type]

    def __init__(self, node: Node) -> None:
        if node.type != self.type:
            raise WrongCall("A {wanted} was needed here; a {found} was given.", wanted=self.type, found=node.type)
        self.node = node

    def __bool__(self) -> NoReturn:
        raise TypeError("an expression has no truth in Python: write &, | and ~ instead of `and`, `or`, `not`, `if`")

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("expressions are not compared with `==`: use .is_one_of(...) or an ordering of days or counts")

    __ne__ = __eq__
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self.type} {self.node!r}>"


def _bracket(*_: object) -> NoReturn:
    raise TypeError("bracket the comparison: write (a < b) & (c < d)")


class Proposition(Term):
    """Something that is met, not met or open."""

    __slots__ = ()
    type = "truth"

    def __and__(self, other: Proposition) -> Proposition:
        return Proposition(_flat("and", self, other))

    def __or__(self, other: Proposition) -> Proposition:
        return Proposition(_flat("or", self, other))

    def __invert__(self) -> Proposition:
        return Proposition(Node("not", "truth", self.node))

    __lt__ = __le__ = __gt__ = __ge__ = _bracket


def _flat(op: str, left: Term, right: object) -> Node:
    if not isinstance(right, Proposition):
        _bracket()
    parts: list[Node] = []
    for node in (left.node, right.node):
        parts.extend(node.args if node.op == op else (node,))
    return Node(op, "truth", *parts)


class DayTerm(Term):
    """A day: of an event that happened, did not happen, or is not recorded; or a day that the law derives."""

    __slots__ = ()
    type = "day"

    @property
    def happened(self) -> Proposition:
        """Whether the day has come: met, not met (it did not happen) or open (nobody has recorded it)."""
        return Proposition(Node("happened", "truth", self.node))

    def plus(self, days: int) -> DayTerm:
        """The day so many days later."""
        return DayTerm(Node("plus", "day", self.node, days))

    def __lt__(self, other: DayTerm | Day | Parameter) -> Proposition:
        return Proposition(Node("before", "truth", self.node, lift_day(other).node))

    def __le__(self, other: DayTerm | Day | Parameter) -> Proposition:
        return Proposition(Node("by", "truth", self.node, lift_day(other).node))

    def __gt__(self, other: DayTerm | Day | Parameter) -> Proposition:
        return Proposition(Node("before", "truth", lift_day(other).node, self.node))

    def __ge__(self, other: DayTerm | Day | Parameter) -> Proposition:
        return Proposition(Node("by", "truth", lift_day(other).node, self.node))

    __and__ = __or__ = __rand__ = __ror__ = _bracket


class CountTerm(Term):
    """A whole number."""

    __slots__ = ()
    type = "count"

    def __ge__(self, other: CountTerm | int | Parameter) -> Proposition:
        return Proposition(Node("at_least", "truth", self.node, lift_count(other).node))

    def __le__(self, other: CountTerm | int | Parameter) -> Proposition:
        return Proposition(Node("at_least", "truth", lift_count(other).node, self.node))

    def __gt__(self, other: CountTerm | int | Parameter) -> Proposition:
        return ~(self <= other)

    def __lt__(self, other: CountTerm | int | Parameter) -> Proposition:
        return ~(self >= other)

    __and__ = __or__ = __rand__ = __ror__ = _bracket


class CategoryTerm(Term):
    """One of a few named values."""

    __slots__ = ()
    type = "category"

    def is_one_of(self, *values: str) -> Proposition:
        """Whether the value is one of those named. A value that was not declared is refused."""
        declared = self.node.args[0].values if self.node.op == "fact" else values
        unknown = sorted(set(values) - set(declared))
        if unknown:
            raise WrongCall(
                "{value} is not among the declared values: {declared}.", value=unknown[0], declared=declared
            )
        return Proposition(Node("is_in", "truth", self.node, frozenset(values)))

    __lt__ = __le__ = __gt__ = __ge__ = __and__ = __or__ = _bracket


TERMS: dict[Type, type[Term]] = {
    "truth": Proposition,
    "day": DayTerm,
    "count": CountTerm,
    "category": CategoryTerm,
}


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A number, day or period that the law names and may change: a what-if replaces its value only."""

    name: str
    value: Any
    words: str
    cites: tuple[Citation, ...]

    @property
    def node(self) -> Node:
        """The parameter as it stands in a tree."""
        if isinstance(self.value, Period):
            raise WrongCall("{name} is a period. Write last_day({name}, start).", name=self.name)
        kind: Type = "day" if isinstance(self.value, Day) else "count"
        return Node("param", kind, self)


def parameter(name: str, value: Any, words: str, *cites: Citation) -> Parameter:
    """A named parameter of the law. `value`: a day, a whole number or a Period."""
    return Parameter(name, value, words, cites)


def lift_day(value: DayTerm | Day | Parameter) -> DayTerm:
    """A day constant or parameter as an expression."""
    if isinstance(value, DayTerm):
        return value
    if isinstance(value, Parameter):
        return DayTerm(value.node)
    if isinstance(value, Day):
        return DayTerm(Node("const", "day", value))
    raise TypeError("bracket the comparison: a day is compared with a day")


def lift_count(value: CountTerm | int | Parameter) -> CountTerm:
    """A whole number or parameter as an expression."""
    if isinstance(value, CountTerm):
        return value
    if isinstance(value, Parameter):
        return CountTerm(value.node)
    if type(value) is int:  # True and False are whole numbers to Python
        return CountTerm(Node("const", "count", value))
    raise TypeError("bracket the comparison: a count is compared with a count")


MET = Proposition(Node("const", "truth", Truth.MET))
NOT_MET = Proposition(Node("const", "truth", Truth.NOT_MET))
NOT_ESTABLISHED = Proposition(Node("const", "truth", Truth.OPEN))
ON = DayTerm(Node("on", "day"))
"""The day asked about: it says what has happened so far and selects no law."""


def last_day(period: Parameter, start: DayTerm) -> DayTerm:
    """The last day of a statutory period that runs from `start`."""
    if not isinstance(period.value, Period):
        raise WrongCall("{name} is no period.", name=period.name)
    return DayTerm(Node("last_day", "day", period, lift_day(start).node))


def first_of(*days: DayTerm) -> DayTerm:
    """The earliest of those days that come at all."""
    return DayTerm(Node("first_of", "day", *(lift_day(d).node for d in days)))


def last_of(*days: DayTerm) -> DayTerm:
    """The latest of those days that come at all."""
    return DayTerm(Node("last_of", "day", *(lift_day(d).node for d in days)))


def no_day() -> DayTerm:
    """A day that never comes."""
    return DayTerm(Node("const", "day", None))


def value(name: str) -> CategoryTerm:
    """A category value as an expression."""
    return CategoryTerm(Node("const", "category", name))


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Other applications of the same person (earlier, others) or of the family."""

    name: str


T = TypeVar("T", bound="Term")
Asked = Callable[[Any], Proposition] | Proposition


def _asked(proposition: Asked) -> Node:
    term: object = proposition(None) if callable(proposition) else proposition
    if not isinstance(term, Proposition):
        raise WrongCall("What is asked of other applications must be met or not met.")
    return term.node


def count_of(relation: Relation, proposition: Asked) -> CountTerm:
    """How many of those applications have the property: a rule, or an expression over their facts."""
    return CountTerm(Node("count_of", "count", relation.name, _asked(proposition)))


def any_of(relation: Relation, proposition: Asked) -> Proposition:
    """Whether one of those applications has the property. One and the same application must have all of it."""
    return Proposition(Node("any_of", "truth", relation.name, _asked(proposition)))


def each_of(relation: Relation, proposition: Asked) -> Proposition:
    """Whether every one of those applications has the property; met where there is none."""
    return Proposition(Node("each_of", "truth", relation.name, _asked(proposition)))


def choose(*cases: tuple[Proposition, T], otherwise: T) -> T:
    """The value of the first case that is met. Where a case is open, the answer is open only if it matters."""
    if any(c.node.type != "truth" or v.node.type != otherwise.node.type for c, v in cases):
        raise WrongCall("The cases of a choice need a condition each, and values of one type.")
    node = Node("choose", otherwise.node.type, tuple((c.node, v.node) for c, v in cases), otherwise.node)
    return type(otherwise)(node)
