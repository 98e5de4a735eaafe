"""`law check` holds every legal order to the seven laws, and names the rule when something is taken away."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wellfounded import law as laws
from wellfounded.check.bodies import bodies, refused
from wellfounded.check.laws import LAWS, Order, check, one_application_is_one_row

SOURCE = Path(__file__).parents[2] / "src"


@pytest.mark.parametrize("name", laws.ORDERS)
def test_every_legal_order_is_green(name: str) -> None:
    order = laws.find(name)
    checked = check(order)
    assert len(checked) == len(LAWS) == 7
    assert [failure for one in checked for failure in one.failures] == []
    assert bodies(order) == []


@pytest.mark.parametrize("name", ["example", "jp"])  # the Convention was never amended
def test_every_law_of_the_law_looks_at_something(name: str) -> None:
    for one in check(laws.find(name)):
        assert one.checked or one.note, one.name


def test_the_columns_answer_every_rule_in_every_row_of_the_cases() -> None:
    order = laws.find("example")
    (held,) = [one for one in check(order) if one.name == "one application is one row"]
    assert held.checked > 50 * len(order.rules)
    assert (held.failures, held.note) == ([], "")


def test_a_rule_that_columns_answer_otherwise_is_named_with_its_case(monkeypatch: pytest.MonkeyPatch) -> None:
    from wellfounded.readings.columns import reading

    monkeypatch.setitem(reading.OPERATORS, "before", reading.OPERATORS["by"])
    failures = one_application_is_one_row(Order(laws.find("jp"))).failures
    assert failures
    assert all("answers the case" in failure for failure in failures)
    assert any(failure.startswith("review_remedy: answers the case ") for failure in failures)


def test_without_numpy_the_columns_are_not_checkable() -> None:
    told = """
import sys
sys.modules["numpy"] = None
from wellfounded import law as laws
from wellfounded.check.laws import check
print([one.note for one in check(laws.find("example")) if one.note])
"""
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['not checkable here: numpy is not installed']"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SOURCE / "wellfounded", tmp_path / "wellfounded", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def _check(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wellfounded.cli.door", "law", "check", "example", *arguments],
        env={**os.environ, "PYTHONPATH": str(copy)},
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )


def _edit(copy: Path, name: str, old: str, new: str) -> None:
    file = copy / "wellfounded" / "law" / "example" / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_the_copy_itself_is_green(copy: Path) -> None:
    done = _check(copy, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["green"] is True


def test_a_case_taken_away_is_named(copy: Path) -> None:
    cases = copy / "wellfounded" / "law" / "example" / "asylum.cases.toml"
    kept = [block for block in cases.read_text().split("[[case]]") if 'rule = "decision_due"' not in block]
    cases.write_text("[[case]]".join(kept))
    done = _check(copy)
    assert done.returncode == 1
    assert "decision_due: has no case" in done.stdout


def test_a_case_that_no_longer_holds_is_named(copy: Path) -> None:
    _edit(copy, "asylum.py", "Period(length=14,", "Period(length=15,")
    done = _check(copy)
    assert done.returncode == 1
    assert "appeal_last_day is 2020-01-16, not 2020-01-15" in done.stdout


def test_a_case_on_one_side_of_an_amendment_taken_away_is_named(copy: Path) -> None:
    _edit(copy, "asylum.cases.toml", 'given = { notified = "2019-12-31" }\nthen = 2020-01-31', "then = 'open'")
    done = _check(copy)
    assert done.returncode == 1
    assert "appeal_last_day: no case stands before the amendment of 2020-01-01" in done.stdout


def test_a_citation_taken_away_is_named(copy: Path) -> None:
    _edit(copy, "asylum.py", 'cites=[EXEMPLIAN_CODE("5", on="2000-01-01")], since', "cites=[], since")
    done = _check(copy)
    assert done.returncode == 2
    assert done.stderr.strip() == "The rule decision_due lacks a citation."


def test_a_source_taken_away_is_named(copy: Path) -> None:
    _edit(copy, "__init__.py", "sources=(EXEMPLIAN_CODE, EXEMPLIAN_COURT_1)", "sources=(EXEMPLIAN_CODE,)")
    done = _check(copy)
    assert done.returncode == 1
    assert "no_protection: cites ex-court-1, which is not in the list of sources" in done.stdout


def test_a_time_in_force_taken_away_is_named(copy: Path) -> None:
    _edit(copy, "asylum.py", '    until="2020-01-01",\n', "")
    done = _check(copy)
    assert done.returncode == 1
    assert "appeal_last_day: a text ends never and the next begins 2020-01-01" in done.stdout


def test_a_beginning_taken_away_is_named(copy: Path) -> None:
    _edit(
        copy,
        "asylum.py",
        ' since="2000-01-01", checked="2026-11-23")\ndef pending',
        ' checked="2026-11-23")\ndef pending',
    )
    done = _check(copy)
    assert done.returncode == 2
    assert done.stderr.strip() == "The rule pending lacks `since`."


@pytest.mark.parametrize("name", [name for name in laws.ORDERS if name != "example"])
def test_nothing_of_the_invented_country_survives_in_a_real_one(name: str) -> None:
    order = laws.find(name)
    assert not order.placeholder
    folder = SOURCE / "wellfounded" / "law" / name
    invented = ("exemplia", "ex-code", "ex-court", "ex.office", "invented", "summer_rule", "placeholder")
    for file in [*folder.rglob("*.py"), *folder.rglob("*.toml")]:
        text = file.read_text(encoding="utf-8").lower()
        assert [word for word in invented if word in text] == [], file.name
    example = laws.find("example")
    assert not {source.id for source in order.sources} & {source.id for source in example.sources}
    assert not set(order.stages.values()) & set(example.stages.values())


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("def f(a):\n    return a.x if a.y else a.z", "`if`"),
        ("def f(a):\n    return a.x and a.y", "`and` or `or`"),
        ("def f(a):\n    return not a.x", "`not`"),
        ("def f(a):\n    return a.x == a.y", "`==`"),
        ("def f(a):\n    return a.x in (a.y,)", "`in`"),
        ("def f(a):\n    return a.x < a.y < a.z", "a chain of comparisons"),
        ("def f(a):\n    return [b for b in a]", "a comprehension"),
        ('def f(a):\n    return f"{a}"', "an f-string"),
    ],
)
def test_a_body_with_control_flow_of_its_own_is_refused(body: str, word: str) -> None:
    assert word in list(refused(body))
