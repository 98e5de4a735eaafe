"""Findings: the answer of a rule with the reasons that decide it, and only those."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from wellfounded.logic.truth import Truth
from wellfounded.readings.person import RELATED, PersonReading, Row
from wellfounded.readings.values import MET, NOT_MET, OPEN, TRUTHS, as_day, is_open
from wellfounded.rules.citations import Citation, Confidence, weakest
from wellfounded.rules.facts import Fact
from wellfounded.rules.nodes import Node
from wellfounded.rules.rule import Rule, Unclear, Version

Settled = Literal["met", "not_met", "open", "not_tried"]


@dataclass(frozen=True, slots=True)
class FactFound:
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


class _Reasons:
    """What decides one rule: collected while its tree is walked."""

    __slots__ = ("burden", "conflict", "facts", "findings", "unclear")

    def __init__(self) -> None:
        self.facts: dict[tuple[str, str], FactFound] = {}
        self.findings: dict[tuple[str, str], Finding] = {}
        self.unclear: list[Unclear] = []
        self.burden: list[BurdenLay] = []
        self.conflict = False


class Explanation:
    """The person reading with reasons. Findings are kept on the row, so that each rule is explained once."""

    def __init__(self, reading: PersonReading) -> None:
        self.reading = reading

    def finding(self, rule: str, row: Row) -> Finding:
        """The finding of a rule for a row."""
        found: Finding | None = row.findings.get(rule)
        if found is None:
            found = row.findings[rule] = self._explain(self.reading.law.rules[rule], row)
        return found

    def _explain(self, rule: Rule[Any], row: Row) -> Finding:
        value = self.reading.value(rule.name, row)
        reasons = _Reasons()
        self._because(self.reading.tree(rule.name), row, reasons)
        version = self._version(rule, row)
        shown = version or max(rule.versions, key=lambda v: v.since)
        return Finding(
            rule.name,
            row.name,
            rule.type,
            value,
            shown.words,
            self._args(shown.words, row),
            shown.cites,
            shown.confidence,
            tuple(reasons.facts.values()),
            tuple(reasons.findings.values()),
            tuple(reasons.unclear),
            tuple(reasons.burden),
            version is not None,
            reasons.conflict,
            _SETTLED.get(value, "not_tried") if rule.type == "truth" else "not_tried",
        )

    def _version(self, rule: Rule[Any], row: Row) -> Version | None:
        """The newest version that applies or may apply; None where none is in force for this application."""
        if len(rule.versions) == 1:
            only = rule.versions[0]
            selector = only.selector
            return only if selector is None or self.reading.of(selector, row) else None
        for version in sorted(rule.versions, key=lambda v: v.since, reverse=True):
            if version.selector is None or self.reading.of(version.selector, row):
                return version
        return None

    def _args(self, words: str, row: Row) -> dict[str, Any]:
        if "{" not in words:
            return {}
        names = [part.split("}")[0] for part in words.split("{")[1:]]
        return {name: self._named(name, row) for name in names}

    def _named(self, name: str, row: Row) -> Any:
        if name in self.reading.fact_index:
            kind, value = self.reading.law.facts[name].type, row.facts[self.reading.fact_index[name]]
        else:
            kind, value = self.reading.law.rule(name).type, self.reading.value(name, row)
        return _shown(kind, value)

    def _because(self, node: Node, row: Row, into: _Reasons) -> None:
        _DECIDES[node.op](self, node, row, into)

    def _leaf(self, node: Node, row: Row, into: _Reasons) -> None:
        pass

    def _fact(self, node: Node, row: Row, into: _Reasons) -> None:
        fact = node.args[0]
        into.facts.setdefault((row.name, fact.name), FactFound(fact, row.name, self.reading.of(node, row)))

    def _rule(self, node: Node, row: Row, into: _Reasons) -> None:
        into.findings.setdefault((row.name, node.args[0]), self.finding(node.args[0], row))

    def _all(self, node: Node, row: Row, into: _Reasons) -> None:
        for part in node.args:
            if isinstance(part, Node):
                self._because(part, row, into)

    def _junction(self, node: Node, row: Row, into: _Reasons) -> None:
        """One part that settles it settles it; otherwise all parts that leave it so."""
        value = self.reading.of(node, row)
        for part in node.args:
            if self.reading.of(part, row) == value:
                self._because(part, row, into)

    def _counted(self, node: Node, row: Row, into: _Reasons) -> None:
        for other in RELATED[node.args[0]](row):
            self._because(node.args[1], other, into)

    def _related(self, node: Node, row: Row, into: _Reasons) -> None:
        """One application that settles it settles it, as with a junction."""
        value = self.reading.of(node, row)
        for other in RELATED[node.args[0]](row):
            if self.reading.of(node.args[1], other) == value:
                self._because(node.args[1], other, into)

    def _choose(self, node: Node, row: Row, into: _Reasons) -> None:
        """The cases that are met or may be, and those before them whose failing makes a difference."""
        cases, otherwise = node.args
        passed = []
        for condition, value in cases:
            met = self.reading.of(condition, row)
            if met == NOT_MET:
                passed.append((condition, value))
                continue
            self._because(value, row, into)
            self._because(condition, row, into)
            if met == MET:
                break
        else:
            self._because(otherwise, row, into)
        self._failing(node, passed, row, into)

    def _failing(self, node: Node, passed: list[tuple[Node, Node]], row: Row, into: _Reasons) -> None:
        """Conditions that are not met, and without which the answer could be another."""
        result = self.reading.of(node, row)
        if not is_open(node.type, result):
            for condition, value in passed:
                if value.op != "const" or self.reading.of(value, row) != result:
                    self._because(condition, row, into)

    def _unless(self, node: Node, row: Row, into: _Reasons) -> None:
        base, exceptions = node.args
        conditions = [(e, self.reading.of(e.condition, row)) for e in exceptions]
        applying = [e for e, met in conditions if met == MET]
        start = self.reading.of(base, row)
        if not applying:
            self._because(base, row, into)
        results = [self.reading.of(e.then, row) for e in applying]
        into.conflict = into.conflict or any(result != results[0] for result in results)
        possible = [self.reading.of(e.then, row) for e, met in conditions if met]
        possible += [] if applying else [start]
        for exception, met in conditions:
            result = self.reading.of(exception.then, row)
            if met:
                self._because(exception.then, row, into)
            if met == MET or (met == OPEN and any(result != other for other in possible)):
                self._because(exception.condition, row, into)
        self._failing(node, [(e.condition, e.then) for e, met in conditions if met == NOT_MET], row, into)

    def _unclear(self, node: Node, row: Row, into: _Reasons) -> None:
        doubt = node.args[0]
        values = [self.reading.of(reading.node, row) for reading in doubt.readings]
        if any(value != values[0] for value in values):
            into.unclear.append(doubt)
        for reading in doubt.readings:
            self._because(reading.node, row, into)

    def _burden(self, node: Node, row: Row, into: _Reasons) -> None:
        if self.reading.of(node.args[0], row) == OPEN:
            into.burden.append(BurdenLay(node.args[2], node.args[3], node.args[4]))
        self._because(node.args[0], row, into)


def _shown(kind: str, value: Any) -> Any:
    """A value as a sentence takes it: of several that are possible, all of them."""
    if kind == "truth":
        return TRUTHS[value].value
    if kind == "day":
        return as_day(value)
    if kind == "count":
        return value[0] if value[0] == value[1] else value
    return next(iter(value)) if len(value) == 1 else tuple(sorted(value))


_SETTLED: dict[int, Settled] = {NOT_MET: "not_met", MET: "met"}

_DECIDES: dict[str, Callable[[Explanation, Node, Row, _Reasons], None]] = {
    **dict.fromkeys(("const", "param", "on"), Explanation._leaf),
    **dict.fromkeys(
        ("not", "happened", "before", "by", "at_least", "is_in", "last_day", "plus", "first_of", "last_of"),
        Explanation._all,
    ),
    **dict.fromkeys(("and", "or"), Explanation._junction),
    **dict.fromkeys(("any_of", "each_of"), Explanation._related),
    "count_of": Explanation._counted,
    "fact": Explanation._fact,
    "rule": Explanation._rule,
    "choose": Explanation._choose,
    "unless": Explanation._unless,
    "unclear": Explanation._unclear,
    "burden": Explanation._burden,
}


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
