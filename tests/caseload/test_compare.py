"""What a change does to a caseload is what it does to each claim, added up; what is open stands as bounds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from wellfounded import law as laws
from wellfounded.caseload.answers.explaining import explained
from wellfounded.caseload.change import Change, two_days, with_parameters
from wellfounded.caseload.compare import Comparison, compare, matrix
from wellfounded.caseload.opening import open_caseload
from wellfounded.caseload.publishing.report import comparison_page
from wellfounded.caseload.synth import header, synthesise
from wellfounded.caseload.table.one_case import to_case
from wellfounded.caseload.table.writing import write_caseload
from wellfounded.claim.record import record
from wellfounded.logic.errors import BadInput
from wellfounded.readings.values import TRUTHS
from wellfounded.readings.words import Words

JP = laws.find("jp")
ON = date(2024, 9, 1)
LONGER = with_parameters(JP, {"time_to_request_review": {"length": 30}})
AMENDED = two_days(JP, date(2024, 6, 9), date(2024, 6, 10))


@pytest.fixture(scope="module")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("claims") / "claims.parquet"
    return write_caseload(path, synthesise(JP, 700, 3, imprecise=0.1), JP, header(JP, seed=3))


def _compared(path: Path, change: Change, *rules: str) -> Comparison:
    return compare(open_caseload(path, JP), change, ON, rules=rules, by=("office",))


@pytest.mark.parametrize("change", [LONGER, AMENDED], ids=["a longer time", "two days of the law"])
def test_each_move_is_that_of_the_person_reading(claims: Path, change: Change) -> None:
    found = _compared(claims, change, "barred")
    expected: Counter[tuple[str, str]] = Counter()
    caseload = open_caseload(claims, JP)
    for batch in caseload.batches():
        for claim in range(batch.n_claims):
            case = to_case(batch, claim, JP, found.days.complete)
            try:
                sides = [record(law, case, ON) for law in (change.before, change.after)]
            except BadInput:
                continue
            lodged = [e.application for e in case.events if e.kind == "applied" and (not e.day or e.day.earliest <= ON)]
            rows = [[row for row in side.rows if row.name in lodged] for side in sides]
            if rows[0]:
                name = JP.removal.barred.name
                values = [s.reader.reading.value(name, own[-1]) for s, own in zip(sides, rows, strict=True)]
                expected[TRUTHS[values[0]].value, TRUTHS[values[1]].value] += 1
    assert matrix(found.cells, "barred", "removal") == expected
    assert any(before != after for before, after in expected), "somebody moves"


def test_what_a_change_does_not_touch_is_said_and_not_asked(claims: Path) -> None:
    found = _compared(claims, LONGER)
    assert "administrative_review" in [q.subject for q in found.questions]
    assert "special_permission" in [q.subject for q in found.untouched]
    assert not [c for c in found.cells if c.subject == "special_permission"]


def test_a_change_of_nothing_moves_nobody(claims: Path) -> None:
    found = _compared(claims, with_parameters(JP, {"time_to_request_review": {"length": 7}}))
    assert found.questions == ()
    assert found.examples == ()


def test_bounds_are_all_refused_and_all_granted(claims: Path) -> None:
    found = _compared(claims, AMENDED, "barred")
    pairs = matrix(found.cells, "barred", "removal")
    for bound in found.bounds():
        assert bound.value == "met"
    least = sum(b.after.least or 0 for b in found.bounds())
    most = sum(b.after.most or 0 for b in found.bounds())
    same = {b.group for b in found.bounds()}
    inside = matrix([c for c in found.cells if c.group in same], "barred", "removal")
    assert least == sum(n or 0 for (_, after), n in inside.items() if after == "met")
    assert most == sum(n or 0 for (_, after), n in inside.items() if after in ("met", "open"))
    assert sum(n or 0 for n in pairs.values()) == sum(
        c.shown or 0 for c in found.cells if (c.measure, c.subject) == ("claims", "claims")
    )


def test_examples_are_claims_that_move_told_by_the_rules_on_which_the_laws_part(claims: Path) -> None:
    found = _compared(claims, LONGER)
    assert 0 < len(found.examples) <= 3
    every = [explained(found, example, Words()) for example in found.examples]
    for told in every:
        assert told.before != told.after
        assert told.reasons_before != told.reasons_after
        assert all(cites for _, _, cites in told.reasons_before)
    assert any("A review can be requested until" in s for told in every for _, s, _ in told.reasons_after)


def test_the_result_says_what_changed_with_its_citation(claims: Path) -> None:
    plain = _compared(claims, LONGER).plain()
    assert plain["engine"] == "numpy"
    (changed,) = plain["changed"]
    assert (changed["name"], changed["before"], changed["after"]) == ("time_to_request_review", "7 days", "30 days")
    assert changed["cites"][0]["text"].startswith("ICRRA 61-2-12")
    assert {"before", "after", "count", "group"} <= set(plain["moves"][0])


def test_a_rule_that_is_neither_met_nor_named_is_refused(claims: Path) -> None:
    with pytest.raises(BadInput, match="Close to it: removal_barred"):
        _compared(claims, LONGER, "removal_bared")


def test_of_two_days_only_what_bears_on_the_question_is_told(claims: Path) -> None:
    found = _compared(claims, AMENDED, "barred")
    assert len(found.changed) > 40
    assert {one.name for one in found.matters} == {
        "third_application_without_reasonable_grounds",
        "long_sentence_or_security_ground",
    }
    assert [one.name for one in _compared(claims, LONGER, "stage").matters] == ["time_to_request_review"]
    assert _compared(claims, AMENDED, "stage").matters == ()


def test_the_page_draws_the_move_with_its_bounds(claims: Path) -> None:
    found = compare(open_caseload(claims, JP), LONGER, ON)
    page = comparison_page(found, Words()).decode()
    (bound,) = (b for b in found.bounds() if b.subject == "administrative_review")
    assert "<svg" in page
    assert f"{bound.before.least:,}" in page
    assert f"{bound.after.most:,}" in page
    assert ">administrative_review<" not in page
