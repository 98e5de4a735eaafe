"""The seven laws of the law, each held over every legal order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from wellfounded.check.cases import Case, failure, load, rows
from wellfounded.claim.record import Record, reader
from wellfounded.logic.errors import WellfoundedError
from wellfounded.readings.exact import answers
from wellfounded.readings.known import with_value
from wellfounded.readings.person import Row
from wellfounded.readings.values import MET, NOT_MET, is_open
from wellfounded.rules.citations import Citation
from wellfounded.rules.nodes import Node, walk
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Version


@dataclass(slots=True)
class Checked:
    """One law of the law over one legal order: how many items were looked at, and what failed."""

    name: str
    checked: int = 0
    failures: list[str] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A case with the record and row it speaks of."""

    case: Case
    record: Record
    row: Row


class Order:
    """A legal order with its cases, read once for all seven laws."""

    def __init__(self, law: LegalOrder) -> None:
        self.law = law
        self.cases: list[Case] = []
        self.faults: list[str] = []
        for module in law.matters:
            try:
                self.cases.extend(load(module))
            except (WellfoundedError, ValueError) as fault:
                self.faults.append(f"{module.__name__}: {fault}")
        self.read: list[Read] = []
        for case in self.cases:
            try:
                self.read.append(Read(case, *rows(law, case)))
            except (WellfoundedError, KeyError, StopIteration):
                continue  # law 1 reports the case itself
        self.trees = {name: rule.tree() for name, rule in law.rules.items()}
        self.below = {name: self._reach(name, set()) for name in law.rules}

    def _reach(self, name: str, seen: set[str]) -> set[str]:
        if name not in seen:
            seen.add(name)
            for node in walk(self.trees[name]):
                if node.op == "rule":
                    self._reach(node.args[0], seen)
        return seen

    def about(self, rule: str) -> Iterator[Read]:
        """The cases whose rule is this one or rests on it."""
        for read in self.read:
            if rule in self.below.get(read.case.keys.get("rule", ""), ()):
                yield read


def cases_beside_the_rules(order: Order) -> Checked:
    """Every rule has cases beside it, truths a met and a not-met one, and every case holds."""
    found = Checked("cases beside the rules", len(order.cases), list(order.faults))
    for case in order.cases:
        if wrong := failure(order.law, case):
            found.failures.append(f"{case.file.name}, line {case.line}: {wrong}")
    expected: dict[str, set[object]] = {}
    for case in order.cases:
        expected.setdefault(case.keys.get("rule", ""), set()).add(str(case.keys.get("then")))
    for name, rule in order.law.rules.items():
        found.checked += 1
        answers = expected.get(name, set())
        if not answers:
            found.failures.append(f"{name}: has no case")
        elif rule.type == "truth" and not rule.doubtful and not {"True", "False"} <= answers:
            lacks = "met" if "True" not in answers else "not-met"
            found.failures.append(f"{name}: has no {lacks} case")
    return found


def no_gap_or_overlap(order: Order) -> Checked:
    """The texts of a rule follow one another in time without gap or overlap."""
    found = Checked("no gap or overlap in time")
    for rule in order.law.rules.values():
        versions = sorted(rule.versions, key=lambda v: v.since)
        found.checked += len(versions)
        for version in versions:
            if version.until is not None and version.until <= version.since:
                found.failures.append(f"{rule.name}: a text in force from {version.since} ends on {version.until}")
        for old, new in pairwise(versions):
            if old.until != new.since:
                end = "never" if old.until is None else old.until
                found.failures.append(f"{rule.name}: a text ends {end} and the next begins {new.since}")
        if len(versions) > 1 and any(v.selector is None for v in versions):
            found.failures.append(f"{rule.name}: has several texts, and one says not which applications it governs")
        own = rule.module.startswith(f"wellfounded.law.{order.law.id}.")
        if own and versions[0].since < order.law.begins:
            found.failures.append(f"{rule.name}: is older than the law ({order.law.begins})")
    return found


def one_application_is_one_row(order: Order) -> Checked:
    """The rule answers one application and a column of them alike."""
    found = Checked("one application is one row")
    try:
        from wellfounded.readings.columns import ColumnsReading, block_of, differences
    except ModuleNotFoundError as missing:
        if missing.name != "numpy":
            raise
        found.note = "not checkable here: numpy is not installed"
        return found
    if not order.read:
        return found
    # The rows of all cases stand in one block, each on the day of its case.
    block, rows = block_of(ColumnsReading(order.law), [read.record.rows for read in order.read])
    of = {id(row): read.case for read in order.read for row in (*read.record.rows, *read.row.family)}
    found.checked = len(order.law.rules) * len(rows)
    for name, i in differences(reader(order.law).reading, block, rows):
        case = of[id(rows[i])]
        found.failures.append(f"{name}: answers the case {case.name} otherwise in columns")
    return found


def learning_never_reverses(order: Order) -> Checked:
    """Learning a fact settles what was open and reverses nothing that was settled."""
    found = Checked("learning a fact never reverses a settled finding")
    for read in order.read:
        name = read.case.keys.get("rule", "")
        rule = order.law.rules.get(name)
        if rule is None or rule.decision or any(order.law.rules[b].decision for b in order.below[name]):
            continue
        made = reader(order.law)
        before = made.reading.value(name, read.row)
        if is_open(rule.type, before):
            continue
        for fact_name in made.exact.directions.of_rule(name):
            fact = order.law.facts[fact_name]
            value = read.row.facts[made.reading.fact_index[fact_name]]
            if not is_open(fact.type, value):
                continue
            cell = (-1 if fact.scope == "person" else read.row.index, fact_name)
            for answer in answers(fact, value):
                found.checked += 1
                if made.reading.value(name, with_value(made.reading, read.row, cell, answer)) != before:
                    found.failures.append(f"{name}: learning {fact_name} reverses the case {read.case.name}")
    return found


def citations_resolve(order: Order) -> Checked:
    """Every citation carries a day and resolves to an entry of the list of sources."""
    found = Checked("every citation carries a day and resolves to a source")
    sources = {source.id: source for source in order.law.sources}
    for name, citation in _citations(order.law):
        found.checked += 1
        if sources.get(citation.source.id) is not citation.source:
            found.failures.append(f"{name}: cites {citation.source.id}, which is not in the list of sources")
        if not citation.numbers or not all(isinstance(day, date) for day, _ in citation.numbers):
            found.failures.append(f"{name}: cites {citation.source.id} without a day")
    for rule in order.law.rules.values():
        for version in rule.versions:
            if not version.cites:
                found.failures.append(f"{rule.name}: a text in force from {version.since} has no citation")
    return found


def _citations(law: LegalOrder) -> Iterator[tuple[str, Citation]]:
    for rule in law.rules.values():
        for version in rule.versions:
            yield from ((rule.name, c) for c in version.cites)
            for node in walk(version.node):
                if node.op == "unclear":
                    yield from ((rule.name, c) for c in node.args[0].cites)
                elif node.op == "burden":
                    yield from ((rule.name, c) for c in node.args[4])
    for parameter in law.parameters.values():
        yield from ((parameter.name, c) for c in parameter.cites)
    for change in law.changes:
        yield from ((f"the change of {change.on}", c) for c in change.cites)


def both_sides_of_amendments(order: Order) -> Checked:
    """Every amendment has a case on the day before and on the day itself."""
    found = Checked("both sides of every amendment have a case")
    for rule in order.law.rules.values():
        for version in rule.versions:
            if version.selector is None or version.since <= order.law.begins:
                continue
            found.checked += 2
            before, after = _sides(order, rule.name, version)
            for missing, there in (("before", before), ("from", after)):
                if not there:
                    found.failures.append(f"{rule.name}: no case stands {missing} the amendment of {version.since}")
    return found


def _sides(order: Order, rule: str, version: Version) -> tuple[bool, bool]:
    """Whether cases stand on the day before and on the day; of a selector of its own, not met and met."""
    before = after = False
    made = reader(order.law).reading
    for read in order.about(rule):
        if version.by is not None:
            low, high, exists = made.of(version.by, read.row)
            if exists == MET and low == high:
                before = before or low == (version.since - timedelta(days=1)).toordinal()
                after = after or low == version.since.toordinal()
        else:
            met = made.of(_selector(version), read.row)
            before, after = before or met == NOT_MET, after or met == MET
    return before, after


def _selector(version: Version) -> Node:
    assert version.selector is not None
    return version.selector


def outside_answers_are_named(order: Order) -> Checked:
    """Each case says who gave its answer."""
    found = Checked("answers from outside are named as such", len(order.cases))
    for case in order.cases:
        if "from" not in case.keys:
            found.failures.append(f"{case.file.name}, line {case.line}: does not say where its answer is from")
    return found


LAWS: tuple[Callable[[Order], Checked], ...] = (
    cases_beside_the_rules,
    no_gap_or_overlap,
    one_application_is_one_row,
    learning_never_reverses,
    citations_resolve,
    both_sides_of_amendments,
    outside_answers_are_named,
)


def check(law: LegalOrder) -> list[Checked]:
    """Hold a legal order to the seven laws."""
    order = Order(law)
    return [one(order) for one in LAWS]
