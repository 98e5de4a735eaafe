"""Facts: declared, typed, worded as the question one would ask, and folded from events by a table entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from wellfounded.logic.errors import WrongCall
from wellfounded.rules.nodes import Node, Type
from wellfounded.rules.terms import TERMS, Relation

Scope = Literal["application", "person"]
_TYPES: dict[str, Type] = {term.__name__: type_ for type_, term in TERMS.items()}


@dataclass(frozen=True, slots=True)
class Fold:
    """How a fact is read from events: an entry of a table, with no legal inference in it.

    `kind`: the event kind. `take`: `first` or `last` of them in the order of days, their `count`, or `any`.
    `field`: which field of the event (`day`, `notified`, or a field of that kind). `where`: values that
    fields of the event must have.
    """

    kind: str
    take: Literal["first", "last", "count", "any"]
    field: str
    where: tuple[tuple[str, tuple[str, ...]], ...]


def _where(where: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((key, tuple(values.split("|"))) for key, values in where.items())


def first(event: str, field: str = "day", /, **where: str) -> Fold:
    """The field of the first such event. `where`: values of its fields, alternatives as `"a|b"`."""
    return Fold(event, "first", field, _where(where))


def last(event: str, field: str = "day", /, **where: str) -> Fold:
    """The field of the last such event."""
    return Fold(event, "last", field, _where(where))


def count(event: str, /, **where: str) -> Fold:
    """How many such events there are."""
    return Fold(event, "count", "day", _where(where))


def happened(event: str, /, **where: str) -> Fold:
    """Whether there is such an event at all (a truth)."""
    return Fold(event, "any", "day", _where(where))


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One declared fact. Its name is unique within its legal order."""

    name: str
    type: Type
    question: str
    folds: tuple[Fold, ...] = ()
    values: tuple[str, ...] = ()
    scope: Scope = "application"
    about: str = ""
    """What the fact belongs to, for the layout of questions: the class that declares it."""
    otherwise: Any = None
    """The value when no event holds it although the record is complete (categories and counts). For a truth that no
    event holds, False: it asks whether something is established, and what nobody has stated is not."""


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    folds: tuple[Fold, ...]
    values: tuple[str, ...] = field(default=())
    otherwise: Any = None


def asks(question: str, *folds: Fold, values: tuple[str, ...] = (), otherwise: Any = None) -> Any:
    """Declare a fact by the question one would ask a person.

    `folds`: where the fact is read from events, in order of preference; without one it is stated as such.
    `values`: the values of a category. `otherwise`: what an absent event means for a category or a count.
    """
    return _Asked(question, folds, values, otherwise)


class Facts:
    """A group of declared facts: annotate each name with its type of expression and assign `asks(...)`.

    A name that was not declared does not exist: a misspelt fact is an AttributeError when its rule is read.
    """

    earlier = Relation("earlier")
    others = Relation("others")
    family = Relation("family")

    def __init_subclass__(cls, scope: Scope = "application") -> None:
        declared = cls.__annotations__ if "__annotations__" in cls.__dict__ else {}
        for name, asked in list(cls.__dict__.items()):
            if not isinstance(asked, _Asked):
                continue
            annotation = declared.get(name, "")
            type_ = _TYPES.get(annotation if isinstance(annotation, str) else annotation.__name__)
            if type_ is None:
                raise WrongCall(
                    "The fact {name} has no type: annotate it with one of {types}.", name=name, types=sorted(_TYPES)
                )
            fact = Fact(name, type_, asked.question, asked.folds, asked.values, scope, cls.__name__, asked.otherwise)
            setattr(cls, name, TERMS[type_](Node("fact", type_, fact)))

    @classmethod
    def declared(cls) -> tuple[Fact, ...]:
        """The facts of this group in the order of the file."""
        found = (value.node.args[0] for value in vars(cls).values() if hasattr(value, "node"))
        return tuple(fact for fact in found if isinstance(fact, Fact))
