"""Findings: the answer of a rule with the reasons that decide it, and only those."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from wellfounded.logic.truth import Truth
from wellfounded.readings.deciding import Deciding
from wellfounded.readings.person import PersonReading, Row
from wellfounded.readings.values import MET, NOT_MET, TRUTHS, as_day, is_open
from wellfounded.rules.citations import Citation, Confidence, weakest
from wellfounded.rules.facts import Fact
from wellfounded.rules.rule import Rule, Unclear

Settled = Literal["met", "not_met", "open", "not_tried"]


class FactFound(NamedTuple):
    """A fact that a finding rests on, as it stands in the record."""

    fact: Fact
    application: str
    value: Any


@dataclass(frozen=True, slots=True)
class BurdenLay:
    """Why an open matter became an outcome."""

    on: str
    why: str
    cites: tuple[Citation, ...]


@dataclass(slots=True)
class Finding:
    """What a rule yields for an application, and why.

    `value`: as the reading holds it. `words`: the sentence of the version that applied, with the values that
    it names in `args`. `because`: the findings that decide it. `facts`: the facts that decide it directly.
    `conflict`: whether exceptions of the rule disagree.
    """

    rule: str
    application: str
    type: str
    value: Any
    words: str
    args: dict[str, Any]
    cites: tuple[Citation, ...]
    own_confidence: Confidence
    facts: tuple[FactFound, ...]
    because: tuple[Finding, ...]
    unclear: tuple[Unclear, ...]
    burden: tuple[BurdenLay, ...]
    in_force: bool
    conflict: bool
    settled: Settled = "not_tried"

    @property
    def truth(self) -> Truth:
        """The value of a finding of truth."""
        return TRUTHS[self.value]

    @property
    def confidence(self) -> Confidence:
        """As sure as the least sure step that decides it."""
        marks = [self.own_confidence, *(f.confidence for f in self.because)]
        if self.unclear and is_open(self.type, self.value):
            marks.append("doubtful")
        return weakest(*marks)


class Reasons:
    """What decides one rule, collected by `readings.deciding`."""

    __slots__ = ("_finding", "burden", "conflict", "facts", "findings", "unclear")

    def __init__(self, finding: Callable[[str, Row], Finding]) -> None:
        self._finding = finding
        self.facts: dict[tuple[str, str], FactFound] = {}
        self.findings: dict[tuple[str, str], Finding] = {}
        self.unclear: tuple[Unclear, ...] = ()
        self.burden: tuple[BurdenLay, ...] = ()
        self.conflict = False

    def fact(self, fact: Fact, row: Row, value: Any) -> None:
        """A fact decides."""
        key = (row.name, fact.name)
        if key not in self.facts:
            self.facts[key] = FactFound(fact, row.name, value)

    def rule(self, name: str, row: Row) -> None:
        """Another rule decides."""
        key = (row.name, name)
        if key not in self.findings:
            self.findings[key] = self._finding(name, row)

    def lay(self, on: str, why: str, cites: tuple[Citation, ...]) -> None:
        """A burden decides what is open."""
        self.burden += (BurdenLay(on, why, cites),)


Explain = Callable[[Row], Finding]
Args = tuple[tuple[str, Callable[[Row], Any]], ...]


class Explanation:
    """The person reading with reasons. Findings are kept on the row, so that each rule is explained once."""

    def __init__(self, reading: PersonReading) -> None:
        self.reading = reading
        self._deciding = Deciding(reading)
        self._explained: dict[str, Explain] = {}

    def finding(self, rule: str, row: Row) -> Finding:
        """The finding of a rule for a row."""
        found: Finding | None = row.findings.get(rule)
        if found is None:
            explain = self._explained.get(rule)
            if explain is None:
                explain = self._explained[rule] = self._explain(self.reading.law.rules[rule])
            found = row.findings[rule] = explain(row)
        return found

    def _explain(self, rule: Rule[Any]) -> Explain:
        """The closure that makes the finding of a rule."""
        name, kind, reading, finding = rule.name, rule.type, self.reading, self.finding
        because = self._deciding.of(reading.tree(name))
        newest = sorted(rule.versions, key=lambda v: v.since, reverse=True)
        versions = [
            (v, self._args(v.words), None if v.selector is None else reading.closure(v.selector)) for v in newest
        ]
        settled: dict[Any, Settled] = {NOT_MET: "not_met", MET: "met"} if kind == "truth" else {}

        def explain(row: Row) -> Finding:
            value = reading.value(name, row)
            reasons = Reasons(finding)
            because(row, reasons)
            # The newest text that applies or may apply; where none does, the newest.
            in_force = True
            for shown, args, selector in versions:  # noqa: B007
                if selector is None or selector(row):
                    break
            else:
                in_force = False
                shown, args, _ = versions[0]
            return Finding(
                name,
                row.name,
                kind,
                value,
                shown.words,
                {key: named(row) for key, named in args} if args else {},
                shown.cites,
                shown.confidence,
                tuple(reasons.facts.values()),
                tuple(reasons.findings.values()),
                reasons.unclear,
                reasons.burden,
                in_force,
                reasons.conflict,
                settled.get(value, "not_tried"),
            )

        return explain

    def _args(self, words: str) -> Args:
        """The values that a sentence names."""
        names = [part.split("}")[0] for part in words.split("{")[1:]]
        return tuple((name, self._named(name)) for name in names)

    def _named(self, name: str) -> Callable[[Row], Any]:
        reading = self.reading
        if name in reading.fact_index:
            kind, i = reading.law.facts[name].type, reading.fact_index[name]
            return lambda row: _shown(kind, row.facts[i])
        of_rule = reading.law.rule(name).type
        return lambda row: _shown(of_rule, reading.value(name, row))


def _shown(kind: str, value: Any) -> Any:
    """A value as a sentence takes it: of several that are possible, all of them."""
    if kind == "truth":
        return TRUTHS[value].value
    if kind == "day":
        return as_day(value)
    if kind == "count":
        return value[0] if value[0] == value[1] else value
    return next(iter(value)) if len(value) == 1 else tuple(sorted(value))


def doubts(findings: Iterable[Finding]) -> list[Unclear]:
    """The doubts of law on which findings rest, each once."""
    found: dict[str, Unclear] = {}
    seen: set[int] = set()
    todo = list(findings)
    while todo:
        finding = todo.pop(0)
        if id(finding) not in seen:
            seen.add(id(finding))
            found |= {doubt.question: doubt for doubt in finding.unclear if doubt.question not in found}
            todo.extend(finding.because)
    return list(found.values())
