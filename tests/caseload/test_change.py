"""A changed law is the law with that change, and the law itself stays as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wellfounded import law as laws
from wellfounded.caseload.change import on_one_day, read_change, two_days, with_parameters
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.person import PersonReading
from wellfounded.readings.values import MET, NOT_MET, day_value

LAW = laws.find("example")
NOTICE = day_value(Day.of("2023-05-08"))


def _value(law: Any, rule: str, on: str = "2023-06-01", **facts: Any) -> Any:
    reading = PersonReading(law)
    return reading.value(rule, reading.rows([("1", facts)], date.fromisoformat(on))[0])


def _file(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_a_period_of_another_length_moves_the_last_day(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "c.toml", 'title = "A month"\n[parameters]\ntime_to_appeal = { length = 30, unit = "days" }\n'
    )
    change = read_change(path, LAW)
    assert _value(change.before, "appeal_last_day", notified=NOTICE)[0] == date(2023, 5, 22).toordinal()
    assert _value(change.after, "appeal_last_day", notified=NOTICE)[0] == date(2023, 6, 7).toordinal()
    assert [(c.name, c.before, c.after) for c in change.changed] == [("time_to_appeal", "14 days", "30 days")]
    assert change.title == "A month"
    assert [c.text(date(2023, 1, 1)) for c in change.changed[0].cites] == ["EAC 7"]


def test_numbers_and_days_are_changed_too() -> None:
    change = with_parameters(LAW, {"earlier_claims": 3, "summer_rule": date(2021, 7, 1)})
    assert [(c.name, c.after) for c in change.changed] == [("earlier_claims", "3"), ("summer_rule", "2021-07-01")]


RULES = '''"""Everybody is heard."""
from wellfounded.law.example.asylum import EXEMPLIAN_CODE, Claim, refused_before
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition

ABOUT = dict(cites=[EXEMPLIAN_CODE("9(5)", on="2023-01-01")], since="2000-01-01", checked="2026-11-23")


@rule(**ABOUT)
def not_told(claim: Claim) -> Proposition:
    """Nobody told the person."""
    return ~claim.notified.happened


@rule(**ABOUT)
def pending(claim: Claim) -> Proposition:
    """A claim awaits a decision, or its notice."""
    return claim.lodged.happened & (~claim.decided.happened | not_told())


@refused_before.unless(**ABOUT)
def has_a_lawyer(claim: Claim) -> Proposition:
    """A lawyer stands beside the person."""
    return claim.new_evidence
'''
FACTS: dict[str, Any] = {
    "lodged": NOTICE,
    "decided": NOTICE,
    "notified": (0, 0, NOT_MET),
    "outcome": frozenset(("refused",)),
}


def test_a_rule_takes_the_place_of_that_of_its_name_and_an_exception_is_added(tmp_path: Path) -> None:
    change = read_change(_file(tmp_path, "c.py", RULES), LAW)
    assert _value(change.before, "pending", **FACTS) == NOT_MET
    assert _value(change.after, "pending", **FACTS) == MET
    assert _value(change.after, "removal_barred", **FACTS) == MET
    assert {c.name for c in change.changed} == {"pending", "refused_before"}
    assert "has_a_lawyer" in change.after.rules
    assert change.title == "Everybody is heard."


def test_the_law_itself_stays_as_it_was(tmp_path: Path) -> None:
    before = [(r.name, len(r.versions), len(r.exceptions)) for r in LAW.rules.values()]
    read_change(_file(tmp_path, "c.py", RULES), LAW)
    assert [(r.name, len(r.versions), len(r.exceptions)) for r in LAW.rules.values()] == before


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("c.toml", "[parameters]\ntime_to_apeal = 3\n", "no parameter time_to_apeal. Close to it: time_to_appeal"),
        ("c.toml", "[parameters]\ntime_to_appeal = 3\n", "is a period. Write it as: time_to_appeal = { length = 30"),
        ("c.toml", '[parameters]\ntime_to_appeal = { length = 3, unit = "moons" }\n', "cannot be so: A period"),
        ("c.toml", '[parameters]\ntime_to_appeal = { length = "3" }\n', "is a whole number"),
        ("c.toml", "[parameters]\nsummer_rule = 3\n", "is a day"),
        ("c.toml", "[parameters]\nearlier_claims = -1\n", "is a whole number"),
        ("c.toml", "title = 'x'\n", "changes nothing"),
        ("c.toml", "parameter = 3\n", "which no change has"),
        ("c.toml", "law = 'jp'\n", "changes the law jp"),
        ("c.toml", "[", "is no TOML"),
        ("c.py", "x = 1\n", "changes nothing"),
        ("c.py", "def :\n", "is no Python"),
        ("c.py", "\n\nraise ValueError('no')\n", "cannot be run: ValueError: no"),
        ("c.txt", "", "is no change file"),
    ],
)
def test_a_fault_is_one_sentence(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(BadInput) as error:
        read_change(_file(tmp_path, name, text), LAW)
    assert says in str(error.value)
    if "ValueError" in says:
        assert error.value.line == 3


def test_a_file_that_is_not_there_is_said() -> None:
    with pytest.raises(BadInput, match="No such file"):
        read_change("nowhere.toml", LAW)


def test_a_rule_of_another_type_is_refused(tmp_path: Path) -> None:
    text = RULES.replace("def pending(claim: Claim) -> Proposition", "def appeal_starts(claim: Claim) -> Proposition")
    with pytest.raises(BadInput, match="appeal_starts gives a truth; that of the law gives a day"):
        read_change(_file(tmp_path, "c.py", text), LAW)


def test_a_file_that_fails_leaves_no_trace_in_the_law(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        read_change(_file(tmp_path, "c.py", RULES + "\nraise ValueError\n"), LAW)
    assert "has_a_lawyer" not in LAW.rules
    assert all(e.rule.name != "has_a_lawyer" for e in LAW.rules["refused_before"].exceptions)


# Two days of the law.


def test_the_texts_of_each_day_are_applied_to_everybody() -> None:
    change = two_days(LAW, date(2019, 12, 31), date(2020, 1, 1))
    assert _value(change.before, "appeal_last_day", notified=NOTICE)[0] == date(2023, 6, 8).toordinal()
    assert _value(change.after, "appeal_last_day", notified=NOTICE)[0] == date(2023, 5, 22).toordinal()
    assert [c.name for c in change.changed] == ["appeal_last_day"]


def test_a_text_not_yet_in_force_is_met_for_nobody() -> None:
    facts = {"lodged": NOTICE, "outcome": frozenset(("refused",))}
    for day, expected in ((date(2021, 12, 31), NOT_MET), (date(2022, 1, 1), MET)):
        reading = PersonReading(on_one_day(LAW, day))
        rows = reading.rows([("1", facts), ("2", facts), ("3", facts | {"new_evidence": NOT_MET})], date(2023, 6, 1))
        assert reading.value("refused_before", rows[2]) == expected


def test_a_law_of_one_day_has_every_rule_and_answers_each() -> None:
    order = laws.find("jp")
    for day in (date(1990, 1, 1), date(2024, 6, 9), date(2024, 6, 10)):
        fixed = on_one_day(order, day)
        assert list(fixed.rules) == list(order.rules)
        reading = PersonReading(fixed)
        row = reading.rows([("1", {})], date(2026, 1, 1))[0]
        assert all(reading.value(name, row) is not None for name in fixed.rules)


def test_the_law_of_june_2024_differs_where_the_amendment_did() -> None:
    names = {c.name for c in two_days(laws.find("jp"), date(2024, 6, 9), date(2024, 6, 10)).changed}
    assert "third_application_without_reasonable_grounds" in names
    assert "review_last_day" not in names
    assert two_days(laws.find("jp"), date(2024, 6, 10), date(2024, 6, 11)).changed == ()
