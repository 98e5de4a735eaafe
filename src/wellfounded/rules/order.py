"""A legal order: everything that the readings and the record of a claim ask of a country's law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import ModuleType
from typing import Any, Literal

from wellfounded.logic.calendars import Calendar
from wellfounded.logic.errors import WrongCall
from wellfounded.rules.breaches import Act, Breach, Track
from wellfounded.rules.citations import Citation, Confidence, Source
from wellfounded.rules.facts import Fact, Facts
from wellfounded.rules.guide import Guide
from wellfounded.rules.nodes import walk
from wellfounded.rules.rule import Rule
from wellfounded.rules.terms import Parameter

DAYS = ("day", "term", "posted")
"""A day on or after the event; a day that the event sets in advance; the day on which it was posted, if it was."""
Who = Literal["applicant", "authority"]


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: what one says of it, in which lane of the picture it stands, and its own fields."""

    name: str
    says: str
    lane: str
    scope: Literal["application", "person"] = "application"
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Fields beyond the common ones: the allowed values, a Python type, or the name of a kind of day (`DAYS`)."""
    needs: tuple[str, ...] = ()
    """Fields without which the event says nothing."""
    internal: bool = False
    """Whether only the authority sees it happen: that a file is silent about it says nothing."""
    offices: bool = False
    """Whether what was handed over in person was handed over on a working day of the office."""


@dataclass(frozen=True, slots=True)
class Notice:
    """How a remedy is asked about from a notice alone (`wellfounded deadline`): which facts that sets.

    `arrived`: the day on which the notice reached the person. `given`: facts that make the remedy lie at all.
    `posted`, `filed`: the days of posting and of arrival of what is filed. `in_time`: the rule that says so.
    `electronic`, `viewed`: the day of an electronic notice and of its viewing; `electronically` says it was one.
    """

    arrived: str
    given: Mapping[str, Any] = field(default_factory=dict)
    posted: str = ""
    filed: str = ""
    in_time: Rule[Any] | None = None
    electronic: str = ""
    viewed: str = ""
    electronically: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that one side may do against a decision, within a time."""

    name: str
    words: str
    who: Who
    available: Rule[Any]
    starts: Rule[Any]
    last_day: Rule[Any] | None
    taken: Rule[Any]
    outer_last_day: Rule[Any] | None = None
    period: Parameter | None = None
    """The period whose counting is shown; several versions: the rule's tree names them."""
    notice: Notice | None = None
    authority: str = ""
    if_missed: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """What the law asks next, of whom, by when."""

    who: Who
    words: str
    owed: Rule[Any]
    by: Rule[Any] | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence of caution that is shown while its rule is met."""

    words: str
    shown: Rule[Any]


@dataclass(frozen=True, slots=True)
class Removal:
    """The rules that answer: may this person be sent away on that day?"""

    barred: Rule[Any]
    ground: Rule[Any]
    treated_as_barred: Rule[Any]
    until: Rule[Any]
    destination: Rule[Any]
    warnings: tuple[Caution, ...] = ()
    ordered: Rule[Any] | None = None
    """Whether an order to send the person away stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which the law changed, in words that a reader of a case needs."""

    on: date
    words: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Precedent:
    """One judgment and one point that it decides. `supports`: the rules of this law that rest on it."""

    source: Source
    court: str
    day: date
    number: str
    result: str
    point: str
    supports: tuple[str, ...]
    confidence: Confidence = "verified"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the procedure, drawn as a bar: from one kind of event to the next that ends it.

    `ends`: the kinds that end it, alternatives as `"a|b"`. `where`: values that fields of the first event must have.
    `same`: fields in which the two must agree where both name them. `until`: the field of the first event that says
    until which day it lasts, if nothing ends it before.
    """

    begins: str
    ends: str
    lane: str
    words: str
    where: Mapping[str, str] = field(default_factory=dict)
    same: tuple[str, ...] = ()
    until: str = ""


@dataclass(frozen=True)
class LegalOrder:
    """The law of one country or body, assembled from its matters."""

    id: str
    names: Mapping[str, str]
    time_zone: str
    utc_offset: int
    begins: date
    matters: tuple[ModuleType, ...]
    sources: tuple[Source, ...]
    event_kinds: tuple[EventKind, ...]
    calendars: Mapping[str, Calendar]
    stage: Rule[Any]
    stages: Mapping[str, str]
    """Each stage with the sentence that says it."""
    remedies: tuple[Remedy, ...]
    removal: Removal
    duties: tuple[Duty, ...]
    changes: tuple[Change, ...]
    assessment: Mapping[str, Rule[Any]]
    elements: Mapping[str, Rule[Any]]
    lanes: Mapping[str, str]
    sequence: frozenset[tuple[str, str]] = frozenset()
    """Pairs of event kinds of which the first cannot lie after the second in one application."""
    spans: tuple[Span, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    breaches: tuple[Breach, ...] = ()
    """The breaches of the procedure that a rule finds."""
    acts: tuple[Act, ...] = ()
    """Since when the law knows an act, and who may do it."""
    tracks: tuple[Track, ...] = ()
    """In which order events follow one another."""
    actors: Mapping[str, str] = field(default_factory=dict)
    """Who acts, as events name them, with the word for each."""
    guide: Guide | None = None
    """What the applicant's own page says."""
    placeholder: bool = False
    parameters_changed: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def rules(self) -> Mapping[str, Rule[Any]]:
        """Every rule by its name, in the order of the matters. Two of one name are refused."""
        found: dict[str, Rule[Any]] = {}
        for rule in self._walk_rules():
            if found.setdefault(rule.name, rule) is not rule:
                raise WrongCall(
                    "Two rules are named {name}: {a} and {b}.", name=rule.name, a=rule.module, b=found[rule.name].module
                )
        return found

    def _walk_rules(self) -> Iterator[Rule[Any]]:
        for module in self.matters:
            for value in vars(module).values():
                if isinstance(value, Rule):
                    yield value

    @cached_property
    def groups(self) -> tuple[type[Facts], ...]:
        """The groups of facts that the matters declare or use."""
        found = [value for module in self.matters for value in vars(module).values() if isinstance(value, type)]
        return tuple(dict.fromkeys(group for group in found if issubclass(group, Facts) and group is not Facts))

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every declared fact by its name."""
        found: dict[str, Fact] = {}
        for group in self.groups:
            for fact in group.declared():
                if fact.name in found:
                    raise WrongCall("The fact {name} is declared twice.", name=fact.name)
                found[fact.name] = fact
        return found

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """Every named parameter by its name."""
        found: dict[str, Parameter] = {}
        for module in self.matters:
            for value in vars(module).values():
                if isinstance(value, Parameter):
                    found.setdefault(value.name, value)
        return found

    @cached_property
    def kinds(self) -> Mapping[str, EventKind]:
        """Every event kind by its name."""
        return {kind.name: kind for kind in self.event_kinds}

    def rule(self, name: str) -> Rule[Any]:
        """A rule by its name."""
        if name not in self.rules:
            raise WrongCall(
                "The law {law} has no rule {name}. `wellfounded law list {law}` shows its rules.",
                law=self.id,
                name=name,
            )
        return self.rules[name]

    def changed(self, **parameters: Any) -> LegalOrder:
        """The same law with other values of named parameters (a what-if)."""
        unknown = sorted(set(parameters) - set(self.parameters))
        if unknown:
            raise WrongCall("The law {law} has no parameter {name}.", law=self.id, name=unknown[0])
        return replace(self, parameters_changed={**self.parameters_changed, **parameters})

    def depends(self, name: str) -> frozenset[str]:
        """The rules that a rule asks, directly."""
        return frozenset(node.args[0] for node in walk(self.rules[name].tree()) if node.op == "rule")
