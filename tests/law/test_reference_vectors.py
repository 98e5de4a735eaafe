"""Every test vector of the reference is a case of Japan, and says what the reference says."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from wellfounded import law as laws
from wellfounded.check.cases import Case, load, rows, shown

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "law" / "jp.md"
JP = laws.find("jp")

pytestmark = pytest.mark.reference

# The sections of dates, and for each its columns and the rules that answer them.
DATES = {
    "8.1": {"last": "review_last_day"},
    "8.2": {"last": "suit_last_day", "outer": "suit_outer_last_day"},
    "8.3": {"last": "appeal_last_day_applicant", "final_if_no_appeal": "district_judgment_final_from"},
}
# A vector whose time ran out before 2005 has no outer limit; "not established" is no day.
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Not a question of the stay of removal: there is no ground for removal at all.
NO_GROUND = {"M18"}


def _sections() -> dict[str, list[dict[str, str]]]:
    """The tables of section 8, row by row, with the id of a row freed from its mark."""
    text = REFERENCE.read_text(encoding="utf-8").split("\n## 8. ")[1].split("\n## 9. ")[0]
    found = {}
    for part in text.split("\n### ")[1:]:
        table = part.split("```csv\n")[1].split("```")[0].splitlines()
        found[part.split(" ")[0]] = [{**row, "id": row["id"].rstrip("*")} for row in csv.DictReader(table)]
    return found


def _cases() -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for matter in JP.matters:
        for case in load(matter):
            if "id" in case.keys:
                found.setdefault(case.keys["id"], []).append(case)
    return found


@pytest.fixture(scope="module")
def sections() -> dict[str, list[dict[str, str]]]:
    return _sections()


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Case]]:
    return _cases()


def _answer(case: Case, rule: str) -> Any:
    made, row = rows(JP, case)
    finding = made.finding(JP.rule(rule), row)
    return shown(finding.type, finding.value)


def test_the_reference_was_read_whole(sections: dict[str, list[dict[str, str]]]) -> None:
    letters = "".join(sorted({row["id"][0] for table in sections.values() for row in table}))
    assert letters == "AHJMORSW"
    assert sum(len(table) for table in sections.values()) >= 113


def test_every_vector_is_a_case_once(sections: dict[str, list[dict[str, str]]], cases: dict[str, list[Case]]) -> None:
    wanted = [row["id"] for table in sections.values() for row in table]
    assert [one for one in wanted if len(cases.get(one, [])) != 1] == []
    # Two appeals are counted in commentaries that the reference names; none is made up.
    said_by = {one: cases[one][0].keys["from"] for one in wanted}
    assert {one for one, who in said_by.items() if who == "commentary"} == {"A09", "A10"}
    assert {one for one, who in said_by.items() if who == "constructed"} == set()


@pytest.mark.parametrize("section", DATES)
def test_the_dates_are_those_of_the_reference(
    section: str, sections: dict[str, list[dict[str, str]]], cases: dict[str, list[Case]]
) -> None:
    wrong, compared = [], 0
    for row in sections[section]:
        (case,) = cases[row["id"]]
        for column, rule in DATES[section].items():
            day = _DAY.search(row[column])
            if day is None:
                assert column != "last"
                continue
            compared += 1
            if (found := _answer(case, rule)) != day.group():
                wrong.append(f"{row['id']}: {rule} is {found}, the reference says {day.group()}")
            # Where the case itself asks for this day, it must expect it too.
            then = case.keys["then"]
            if case.keys["rule"] == rule and (then.isoformat() if isinstance(then, date) else then) != day.group():
                wrong.append(f"{row['id']}: the case expects {then}, the reference says {day.group()}")
    assert wrong == []
    assert compared >= len(sections[section])


def test_the_removal_answers_are_those_of_the_reference(
    sections: dict[str, list[dict[str, str]]], cases: dict[str, list[Case]]
) -> None:
    answers: dict[str, Any] = {"true": True, "false": False, "not established": "open"}
    wrong, compared = [], 0
    for row in sections["8.5"]:
        (case,) = cases[row["id"]]
        assert case.keys["on"] == date.fromisoformat(row["on"]), row["id"]
        if row["id"] in NO_GROUND:
            assert (case.keys["rule"], case.keys["then"]) == ("ground_for_removal", False)
            continue
        expected = answers[row["removal_barred_by_61-2-6/61-2-9"].split(" (")[0]]
        compared += 1
        if case.keys["rule"] not in ("removal_stopped", "removal_barred") or case.keys["then"] != expected:
            wrong.append(f"{row['id']}: the case asks {case.keys['rule']} and expects {case.keys['then']}")
        if (found := _answer(case, "removal_barred")) != expected:
            wrong.append(f"{row['id']}: removal_barred is {found}, the reference says {expected}")
    assert wrong == []
    assert compared == len(sections["8.5"]) - len(NO_GROUND)
