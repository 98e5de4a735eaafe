"""Findings: the reasons decide the answer, and what decides nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings

from tests.readings.drawn import CITES, ON_DAY, Claim, a_rule, body, law, laws
from tests.readings.records import OF_PERSON, Cell, Record, records
from wellfounded.readings.person import PersonReading, Row
from wellfounded.readings.reasons import Explanation, Finding
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN, is_open, open_value
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import burden, decision, unclear
from wellfounded.rules.terms import MET as MET_TERM
from wellfounded.rules.terms import NOT_MET as NOT_MET_TERM
from wellfounded.rules.terms import any_of, choose, each_of, first_of, value

EXAMPLES = settings().max_examples


def below(finding: Finding) -> Iterator[Finding]:
    yield finding
    for reason in finding.because:
        yield from below(reason)


def cells(finding: Finding) -> set[Cell]:
    """The facts that a finding rests on, its reasons with it."""
    found = set()
    for one in below(finding):
        for fact in one.facts:
            k = 999 + int(fact.application[7:]) if fact.application.startswith("family") else int(fact.application)
            found.add((-1 if fact.fact.name in OF_PERSON and k < 1000 else k, fact.fact.name))
    return found


@settings(max_examples=8 * EXAMPLES)
@given(laws(), records())
def test_the_facts_of_the_reasons_are_enough_for_the_answer(order: LegalOrder, record: Record) -> None:
    """Forget everything that the reasons do not name: the answer stands."""
    reading = PersonReading(order)
    explanation = Explanation(reading)
    for index, row in enumerate(record.read(reading)):
        for name, rule in order.rules.items():
            finding = explanation.finding(name, row)
            if is_open(rule.type, finding.value):
                continue
            kept = cells(finding)
            forgotten = record.having(
                {cell: open_value(order.facts[cell[1]], row.on) for cell, _ in record.cells() if cell not in kept}
            )
            # An event of which nothing is recorded can be as early as can be counted.
            assert reading.value(name, forgotten.read(reading)[index]) == finding.value, (name, kept)


def answered(order: LegalOrder, name: str, **facts: object) -> tuple[Finding, Row]:
    reading = PersonReading(order)
    row = reading.rows([("1", facts)], ON_DAY)[0]
    return Explanation(reading).finding(name, row), row


def named(finding: Finding) -> set[str]:
    return {fact.fact.name for one in below(finding) for fact in one.facts}


def test_only_the_parts_that_decide() -> None:
    both = law(a_rule("r", Claim.a & Claim.b))
    assert named(answered(both, "r", a=NOT_MET, b=MET)[0]) == {"a"}
    assert named(answered(both, "r", a=NOT_MET, b=OPEN)[0]) == {"a"}
    assert named(answered(both, "r", a=MET, b=OPEN)[0]) == {"b"}
    assert named(answered(both, "r", a=MET, b=MET)[0]) == {"a", "b"}
    either = law(a_rule("r", Claim.a | Claim.b))
    assert named(answered(either, "r", a=MET, b=NOT_MET)[0]) == {"a"}
    assert named(answered(either, "r", a=OPEN, b=NOT_MET)[0]) == {"a"}
    assert named(answered(either, "r", a=NOT_MET, b=NOT_MET)[0]) == {"a", "b"}


def test_a_case_that_failed_before_the_one_that_is_met_decides_too() -> None:
    term = choose((Claim.a, value("a")), (Claim.b, value("b")), (Claim.c, value("b")), otherwise=value("c"))
    order = law(a_rule("r", term))
    assert named(answered(order, "r", a=NOT_MET, b=MET, c=OPEN)[0]) == {"a", "b"}
    # The second case fails, and would have said what the third says.
    assert named(answered(order, "r", a=NOT_MET, b=NOT_MET, c=MET)[0]) == {"a", "c"}
    assert named(answered(order, "r", a=MET, b=MET, c=MET)[0]) == {"a"}


def test_an_open_exception_is_a_reason_where_it_differs_from_another_exception() -> None:
    made = a_rule("r", MET_TERM)
    made.unless(cites=CITES, since="2000-01-01", checked="2026-01-01")(body("takes_away", Claim.a))
    made.unless(cites=CITES, since="2000-01-01", checked="2026-01-01", then=MET_TERM)(body("gives_back", Claim.b))
    order = law(made)
    finding, _ = answered(order, "r", a=MET, b=OPEN)
    assert finding.value == OPEN
    assert named(finding) == {"a", "b"}
    assert not finding.conflict
    finding, _ = answered(order, "r", a=MET, b=MET)
    assert (finding.value, finding.conflict) == (OPEN, True)
    finding, _ = answered(order, "r", a=MET, b=NOT_MET)
    assert (finding.value, finding.conflict) == (NOT_MET, False)
    assert named(finding) == {"a", "b"}


def test_one_earlier_application_that_settles_it_is_reason_enough() -> None:
    order = law(a_rule("some", any_of(Claim.earlier, Claim.a)), a_rule("all", each_of(Claim.earlier, Claim.a)))
    reading = PersonReading(order)
    explanation = Explanation(reading)
    row = reading.rows([("1", {"a": MET}), ("2", {"a": NOT_MET}), ("3", {})], ON_DAY)[2]
    assert [fact.application for fact in explanation.finding("some", row).facts] == ["1"]
    assert [fact.application for fact in explanation.finding("all", row).facts] == ["2"]


def test_a_relative_is_not_taken_for_the_person() -> None:
    order = law(a_rule("r", any_of(Claim.family, Claim.a) & ~Claim.a))
    reading = PersonReading(order)
    row = reading.rows([("1", {"a": NOT_MET})], ON_DAY, [("1", {"a": MET})])[0]
    facts = Explanation(reading).finding("r", row).facts
    assert {(fact.application, fact.value) for fact in facts} == {("1", NOT_MET), ("family 1", MET)}


def test_unclear_law_is_named_only_for_those_whom_it_treats_differently() -> None:
    term = unclear("Which?", settled_by="A court.", cites=CITES, one=("One.", Claim.a), two=("Two.", Claim.b))
    order = law(a_rule("r", term))
    finding, _ = answered(order, "r", a=MET, b=NOT_MET)
    assert finding.value == OPEN
    assert [doubt.question for doubt in finding.unclear] == ["Which?"]
    assert finding.confidence == "doubtful"
    finding, _ = answered(order, "r", a=MET, b=MET)
    assert (finding.value, finding.unclear, finding.confidence) == (MET, (), "verified")
    finding, _ = answered(order, "r", a=OPEN, b=OPEN)
    assert (finding.value, finding.unclear) == (OPEN, ())


def test_the_burden_turns_open_into_an_outcome_and_says_why() -> None:
    asked = a_rule("asked", Claim.a)
    outcome = burden(asked(), on="applicant", open_as=NOT_MET_TERM, why="Who asks must show it.", cites=CITES)
    decided = decision(cites=CITES, since="2000-01-01", checked="2026-01-01")(body("decided", outcome))
    order = law(asked, decided)
    open_, row = answered(order, "decided", a=OPEN)
    assert open_.value == NOT_MET
    assert [(lay.on, lay.why) for lay in open_.burden] == [("applicant", "Who asks must show it.")]
    assert PersonReading(order).value("asked", row) == OPEN
    known, _ = answered(order, "decided", a=MET)
    assert (known.value, known.burden) == (MET, ())


def test_a_finding_is_as_sure_as_the_least_sure_step_that_decides_it() -> None:
    sure = a_rule("sure", Claim.a)
    unsure = a_rule("unsure", Claim.b, confidence="doubtful")
    order = law(sure, unsure, a_rule("r", sure() | unsure()))
    assert answered(order, "r", a=MET, b=NOT_MET)[0].confidence == "verified"
    assert answered(order, "r", a=NOT_MET, b=MET)[0].confidence == "doubtful"


def test_a_rule_of_which_no_text_is_in_force_says_so() -> None:
    order = law(a_rule("r", MET_TERM, since="2024-01-01", by=Claim.lodged))
    before = ON_DAY.replace(year=2023).toordinal()
    finding, _ = answered(order, "r", lodged=(before, before, MET))
    assert (finding.value, finding.in_force) == (NOT_MET, False)
    finding, _ = answered(order, "r", lodged=NEVER)
    assert finding.in_force is False
    finding, _ = answered(order, "r", lodged=(ON_DAY.toordinal(), ON_DAY.toordinal(), MET))
    assert (finding.value, finding.in_force) == (MET, True)


def test_what_bounds_an_open_day_is_a_reason() -> None:
    """The day is open, and yet not every day: the exception that fails says so."""
    made = a_rule("starts", Claim.lodged)
    about: dict[str, Any] = {"cites": CITES, "since": "2000-01-01", "checked": "2026-01-01"}
    made.unless(**about, then=Claim.decided)(body("one", Claim.a))
    made.unless(**about, then=Claim.notified)(body("other", Claim.b))
    order = law(made, a_rule("r", first_of(made(), Claim.lodged)))
    day, later = ON_DAY.toordinal(), ON_DAY.toordinal() + 3
    told = {"lodged": (day, day, MET), "decided": (later, later, MET), "a": OPEN, "b": NOT_MET}
    finding, _ = answered(order, "r", **told)
    assert finding.value == (day, day, MET)
    assert "b" in named(finding)


def test_an_open_exception_is_a_reason_where_its_result_and_the_rule_are_both_open() -> None:
    made = a_rule("r", Claim.a)
    about: dict[str, Any] = {"cites": CITES, "since": "2000-01-01", "checked": "2026-01-01"}
    made.unless(**about, then=Claim.c)(body("exception", Claim.b))
    finding, _ = answered(law(made), "r", a=OPEN, b=OPEN, c=OPEN)
    assert named(finding) == {"a", "b", "c"}
