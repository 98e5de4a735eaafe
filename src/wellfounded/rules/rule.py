"""A rule of law: its sentence, its citations, its versions in time and its exceptions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, TypeVar, get_args

from wellfounded.logic.days import Day
from wellfounded.logic.errors import WrongCall
from wellfounded.logic.truth import Truth
from wellfounded.rules.citations import Citation, Confidence
from wellfounded.rules.nodes import Node, Type
from wellfounded.rules.terms import TERMS, DayTerm, Proposition, Term, lift_day

R = TypeVar("R", bound=Term)
Body = Callable[[Any], R]


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """One text of a rule: in force from `since` until the day before `until`, compared with its source on `checked`."""

    since: date
    until: date | None
    checked: date
    words: str
    cites: tuple[Citation, ...]
    confidence: Confidence
    by: Node | None
    """The day that selects this version: of lodging, of decision, of entry."""
    selector: Node | None
    """The proposition that this version applies; None where it always does."""
    node: Node
    body: Callable[[Any], Any]
    begun: Node | None = None
    """The selector without its end: enough where a newer text takes over on the day on which this one ends."""

    def selects(self, newer: Version | None) -> Node:
        """What must be met for this version, once the newer one is known not to apply.

        With an end of its own, a day that may lie on either side of it would seem to lie in neither text.
        """
        if self.begun is not None and newer is not None and newer.by is not None and self.by is not None:
            follows = newer.since == self.until and newer.begun is not None
            if follows and (newer.by.op, newer.by.args) == (self.by.op, self.by.args):
                return self.begun
        return self.selector or _MET


def _selector(since: date, until: date | None, by: DayTerm) -> Proposition:
    applies = by >= Day.of(since)
    if until is not None:
        applies = applies & (by <= Day.of(until - timedelta(days=1)))
    return applies


@dataclass(frozen=True, slots=True, eq=False)
class LegalException:
    """An exception to a rule: its condition is a rule of its own, so that it has its own source and exceptions."""

    rule: Rule[Proposition]
    condition: Node
    then: Node


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One possible reading of a doubtful text."""

    words: str
    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class Unclear:
    """A doubtful text with its possible readings and what would settle it."""

    question: str
    readings: tuple[Reading, ...]
    settled_by: str
    cites: tuple[Citation, ...]


def unclear(question: str, /, *, settled_by: str, cites: tuple[Citation, ...], **readings: Any) -> Any:
    """The join over the readings of a doubtful text: open only for those whom the readings treat differently.

    `readings`: name to `(sentence, expression)`, all of one type. `settled_by`: what would settle the doubt.
    """
    parts = tuple(Reading(words, term.node) for words, term in readings.values())
    if len(parts) < 2 or len({part.node.type for part in parts}) != 1:
        raise WrongCall("The doubt {question!r} needs two readings of one type.", question=question)
    kind = parts[0].node.type
    return TERMS[kind](Node("unclear", kind, Unclear(question, parts, settled_by, cites)))


def burden(
    proposition: Proposition, *, on: str, open_as: Proposition, why: str, cites: tuple[Citation, ...]
) -> Proposition:
    """What a decision makes of a matter that stays open: on whom the burden lay, and why.

    `on`: who bears the burden. `open_as`: MET or NOT_MET. Only decision rules may use it.
    """
    return Proposition(Node("burden", "truth", proposition.node, open_as.node.args[0], on, why, cites))


class Rule(Generic[R]):
    """A rule of a legal order. Calling it in another rule asks the law for its result; it never runs the body."""

    def __init__(self, name: str, module: str, kind: Type) -> None:
        self.name = name
        self.module = module
        self.type = kind
        self.versions: list[Version] = []
        self.exceptions: list[LegalException] = []
        self.decision = False

    def __call__(self, application: Any = None) -> R:
        return TERMS[self.type](Node("rule", self.type, self.name))  # type: ignore[return-value]

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    @property
    def words(self) -> str:
        """The sentence of the newest version."""
        return max(self.versions, key=lambda v: v.since).words

    @property
    def doubtful(self) -> bool:
        """Whether every text of the rule is doubtful, so that it may answer neither met nor not met."""
        return all(version.confidence == "doubtful" for version in self.versions)

    def version(self, **about: Any) -> Callable[[Body[R]], Rule[R]]:
        """A further text of the same rule, in force over another time (same arguments as `rule`)."""

        def add(body: Body[R]) -> Rule[R]:
            self._add(body, **about)
            return self

        return add

    def unless(self, *, then: Term | None = None, **about: Any) -> Callable[[Body[Proposition]], Rule[Proposition]]:
        """An exception under its own citation. `then`: the result where it applies (for a truth: not met)."""

        def add(body: Body[Proposition]) -> Rule[Proposition]:
            exception = rule(**about)(body)
            if then is None and self.type != "truth":
                raise WrongCall("The exception {name} must say its result with then=...", name=exception.name)
            result = then.node if then is not None else _NOT_MET
            self.exceptions.append(LegalException(exception, exception().node, result))
            return exception

        return add

    def _add(
        self,
        body: Body[R],
        *,
        cites: Sequence[Citation] = (),
        since: str = "",
        checked: str = "",
        until: str | None = None,
        confidence: Confidence = "verified",
        by: DayTerm | None = None,
        when: Proposition | None = None,
    ) -> None:
        words = " ".join((body.__doc__ or "").split())
        for what, there in (("its sentence", words), ("a citation", cites), ("`since`", since), ("`checked`", checked)):
            if not there:
                raise WrongCall("The rule {name} lacks {what}.", name=body.__name__, what=what)
        if confidence not in get_args(Confidence):
            raise WrongCall("{found} is not a mark of confidence.", found=confidence)
        begins, ends = date.fromisoformat(since), date.fromisoformat(until) if until else None
        begun = None
        if when is None and by is not None:
            begun, when = (by >= Day.of(begins)).node, _selector(begins, ends, by)
        term = body(_subject(body))
        if not isinstance(term, TERMS[self.type]):
            raise WrongCall("The rule {name} must return a {type}.", name=self.name, type=self.type)
        self.versions.append(
            Version(
                begins,
                ends,
                date.fromisoformat(checked),
                words,
                tuple(cites),
                confidence,
                lift_day(by).node if by is not None else None,
                when.node if when is not None else None,
                term.node,
                body,
                begun,
            )
        )

    def tree(self) -> Node:
        """The whole rule as one tree: versions, newest first, under its exceptions."""
        versions = sorted(self.versions, key=lambda v: v.since, reverse=True)
        if len(versions) == 1 and versions[0].selector is None:
            base = versions[0].node
        else:
            newer = (None, *versions)
            cases = tuple((v.selects(newer[i]), v.node) for i, v in enumerate(versions))
            base = Node("choose", self.type, cases, _ABSENT[self.type])
        if self.exceptions:
            base = Node("unless", self.type, base, tuple(self.exceptions))
        return base


_MET = Node("const", "truth", Truth.MET)
_NOT_MET = Node("const", "truth", Truth.NOT_MET)
_ABSENT: dict[Type, Node] = {
    "truth": _NOT_MET,
    "day": Node("const", "day", None),
    "count": Node("const", "count", 0),
    "category": Node("const", "category", "none"),
}
"""What a rule yields for a person to whom no version of it applies."""


def _subject(body: Callable[..., Any]) -> Any:
    """The group of facts that the body speaks of, named by its first annotation."""
    names = [name for name in body.__annotations__ if name != "return"]
    annotation = body.__annotations__[names[0]] if names else None
    return body.__globals__[annotation] if isinstance(annotation, str) else annotation


def rule(**about: Any) -> Callable[[Body[R]], Rule[R]]:
    """A rule of law, written once.

    `cites`: citations, each with a day. `since`, `until`, `checked`: days as text, half-open and never merged.
    `confidence`: verified, known or doubtful. `by`: the day that selects this version; `when`: a selector of
    its own. The docstring is the sentence shown to the person; `{name}` in it names a fact or rule whose
    value is filled in.
    """

    def make(body: Body[R]) -> Rule[R]:
        returns = body.__annotations__.get("return", "")
        name = returns if isinstance(returns, str) else returns.__name__
        kind = next((type_ for type_, term in TERMS.items() if term.__name__ == name), None)
        if kind is None:
            raise WrongCall(
                "The rule {name} does not say what it returns: annotate it with one of {types}.",
                name=body.__name__,
                types=", ".join(term.__name__ for term in TERMS.values()),
            )
        made: Rule[R] = Rule(body.__name__, body.__module__, kind)
        made._add(body, **about)
        return made

    return make


def decision(**about: Any) -> Callable[[Body[Proposition]], Rule[Proposition]]:
    """A decision rule: the only kind that may turn an open matter into an outcome, by a cited burden."""

    def make(body: Body[Proposition]) -> Rule[Proposition]:
        made: Rule[Proposition] = rule(**about)(body)
        made.decision = True
        return made

    return make
