"""What a lawyer reads late at night: no last day is lost, no sentence misleads, no bad input is a fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wellfounded.cli import door

DISMISSED = """law = "jp"
{complete}

[[event]]
event = "landed"
day = 2024-01-10

[[event]]
event = "applied"
kind = "refugee"
day = 2024-02-01

[[event]]
event = "decided"
outcome = "denied"
day = 2025-09-01
notified = 2025-09-08
how = "in_person"

[[event]]
event = "review_requested"
day = 2025-09-12
how = "in_person"

[[event]]
event = "review_decided"
outcome = "dismissed"
day = 2026-05-25
notified = 2026-05-29
how = "in_person"
"""
JUDGMENT = """
[[event]]
event = "suit_filed"
kind = "revocation"
target = "denial"
day = 2026-06-15

[[event]]
event = "judgment"
court = "district"
kind = "revocation"
target = "denial"
result = "dismissed"
day = 2026-12-01
notified = 2026-12-01
how = "electronic"
"""
COMPLETE = {"to the day": "complete = 2026-11-24", "to an earlier day": "complete = 2026-11-23", "not said": ""}


def case(tmp_path: Path, text: str) -> str:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *call: str) -> dict[str, Any]:
    assert door.main([*call, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def page(capsys: pytest.CaptureFixture[str], *call: str) -> str:
    assert door.main(list(call)) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("complete", COMPLETE.values(), ids=COMPLETE.keys())
def test_the_last_day_to_sue_is_named_however_far_the_file_is_complete(
    complete: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = case(tmp_path, DISMISSED.format(complete=complete))
    remedies = answer(capsys, "show", path, "--on", "2026-11-24")["remedies"]
    found = next(r for r in remedies if r["remedy"] == "revocation_suit")
    assert found["last_day"]["text"] == "2026-11-30"
    assert found["state"] == ("open" if complete.endswith("24") else "unknown")
    days = answer(capsys, "today", str(tmp_path), "--on", "2026-11-24")["days"]
    assert [(d["by"]["text"], d["days_left"]) for d in days] == [("2026-11-30", 6)]
    assert "30 November 2026 (Monday), in 6 days" in page(capsys, "show", path, "--on", "2026-11-24")


@pytest.mark.parametrize("complete", ["complete = 2026-11-23", ""])
def test_what_only_the_unrecorded_could_open_is_not_shown(
    complete: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = page(capsys, "show", case(tmp_path, DISMISSED.format(complete=complete)), "--on", "2026-11-24")
    assert "Sue over the failure to decide" not in shown
    assert "Appeal against the judgment" not in shown


def test_a_file_that_is_not_complete_says_where_the_case_stands_by_what_it_records(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = page(capsys, "show", case(tmp_path, DISMISSED.format(complete="")), "--on", "2026-11-24")
    stands = "By what it records alone, this is where the case stands: The refusal stands; a suit for its revocation"
    assert stands in shown


def test_the_day_beside_what_was_done_is_called_its_last_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = case(tmp_path, DISMISSED.format(complete="complete = 2026-11-23"))
    assert "taken (last day: 16 September 2025)" in page(capsys, "show", path, "--on", "2026-11-23")


def test_an_electronic_judgment_is_counted_on_the_way_by_which_it_was_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = DISMISSED.format(complete="complete = 2026-12-10") + JUDGMENT
    shown = page(capsys, "show", case(tmp_path, text), "--on", "2026-12-10")
    assert "until 15 December 2026 – 22 December 2026, in 5 days" in shown
    assert "2 weeks: 9 December 2026 to 22 December 2026" in shown
    shown = page(capsys, "show", case(tmp_path, text + "viewed = 2026-12-03\n"), "--on", "2026-12-10")
    assert "until 17 December 2026, in 7 days" in shown
    assert "2 weeks: 4 December 2026 to 17 December 2026 17 December 2026 (Thursday) is the last day" in shown
    assert "1 week" not in shown


def test_a_range_whose_earliest_day_is_past_may_be_past(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case(
        tmp_path,
        'law = "jp"\ncomplete = 2021-12-31\n[[event]]\nevent = "applied"\nkind = "refugee"\nday = "2019-09"\n'
        '[[event]]\nevent = "decided"\noutcome = "denied"\nday = "2021-06"\nnotified = "2021-06"\nhow = "in_person"\n',
    )
    shown = page(capsys, "today", str(tmp_path), "--on", "2021-12-15")
    assert "1 December 2021 (Wednesday), may be past" in shown
    assert "31 December 2021 is no working day" in page(
        capsys, "show", str(tmp_path / "case.toml"), "--on", "2021-07-15"
    )
    found = answer(capsys, "today", str(tmp_path), "--on", "2021-12-15")["days"]
    assert [d["days_left"] for d in found] == [None]


HEAD = 'law = "jp"\ncomplete = 2026-11-23\n'
APPLIED = '[[event]]\nevent = "applied"\nkind = "refugee"\nday = 2024-05-01\n'
FAULTS = {
    "a key twice": (APPLIED + 'kind = "refugee"\n', 7, "stands twice"),
    "a single table": ('[event]\nevent = "applied"\n', 3, "write [[event]]"),
    "a fact without value": ('[[fact]]\nfact = "is_afraid"\n', 3, "(none) was written"),
    "after itself": (APPLIED + 'id = "a"\nafter = { event = "a", days = 3 }\n', 3, "Name another event in after"),
    "a relative's file that is none": (APPLIED + '[[family]]\nfile = "other.toml"\n', 8, "wellfounded show other.toml"),
    "an impossible day": (APPLIED.replace("2024-05-01", "2021-02-30"), 6, "February 2021 has 28 days"),
    "an order of days": (APPLIED + '[[event]]\nevent = "withdrawn"\nday = 2024-04-01\n', 7, "Correct one of the days"),
    "no TOML": ("Dear colleague\n", 3, "Write one `key = value` on each line"),
}


@pytest.mark.parametrize(("text", "line", "said"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_bad_input_is_one_sentence_with_its_line(
    text: str, line: int, said: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.toml").write_text("not a case\n", encoding="utf-8")
    assert door.main(["show", case(tmp_path, HEAD + text), "--on", "2026-11-23", "--lang", lang]) == 2
    sentence = capsys.readouterr().err
    assert sentence.startswith(f"Line {line}: " if lang == "en" else f"{line}行目：")
    assert sentence.count("\n") == 1
    if lang == "en":
        assert said in sentence


@pytest.mark.parametrize("text", [f"\ufeff{HEAD}{APPLIED}", (HEAD + APPLIED).replace("\n", "\r\n")])
def test_what_other_editors_leave_in_a_file_is_no_fault(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(text.encode())
    assert "awaits a decision" in page(capsys, "show", str(path), "--on", "2026-11-23")


CALLS = {
    "a folder as the case": (["show", "{folder}"], "is a folder. Give a file in it"),
    "a folder to write": (["calendar", "osaka-2024", "-o", "{folder}", "--on", "2024-07-05"], "Name a file to write"),
    "a folder that is not there": (
        ["timeline", "osaka-2024", "-o", "{folder}/none/x.svg", "--on", "2024-07-05"],
        "Make it first",
    ),
    "a range as the day": (["today", "{folder}", "--on", "2024-02"], "--on needs one day"),
    "a day that is not counted": (["today", "{folder}", "--on", "2101-01-01"], "from 1900 to 2099"),
    "days below none": (["today", "{folder}", "--within", "-5"], "--within needs a whole number; -5 was written"),
    "steps below none": (["why", "osaka-2024", "--depth", "-1"], "--depth needs a whole number; -1 was written"),
}


@pytest.mark.parametrize(("call", "said"), CALLS.values(), ids=CALLS.keys())
def test_a_call_that_cannot_be_answered_is_one_sentence(
    call: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(HEAD + APPLIED, encoding="utf-8")
    assert door.main([part.replace("{folder}", str(tmp_path)) for part in call]) == 2
    sentence = capsys.readouterr().err
    assert said in sentence
    assert sentence.count("\n") == 1


def test_a_longest_time_after_a_known_last_day_is_no_day_of_the_calendar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = case(tmp_path, DISMISSED.format(complete="complete = 2026-11-23"))
    found = answer(capsys, "calendar", path, "--on", "2026-11-23", "-o", str(tmp_path / "x.ics"))
    assert found["days"] == ["2026-11-30"]


@pytest.mark.parametrize("call", [["law", "list", "jp"], ["show", "osaka-2024", "--on", "2024-07-05"]])
def test_a_reader_that_stops_reading_is_no_fault(call: list[str]) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "wellfounded.cli.door", *call],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.close()
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait() == 0


REFUSED = """law = "jp"
complete = 2025-03-31

[[event]]
event = "applied"
kind = "refugee"
day = 2024-02-01

[[event]]
event = "decided"
outcome = "denied"
day = 2024-07-01
notified = 2024-07-01
how = "in_person"

[[event]]
event = "review_requested"
"""


def test_a_request_in_the_post_is_made_before_it_arrives(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = case(tmp_path, REFUSED + 'day = 2024-07-11\nhow = "post"\nposted = 2024-07-08\n')
    for day, state in (("2024-07-05", "open"), ("2024-07-09", "taken"), ("2024-07-12", "taken")):
        found = answer(capsys, "show", path, "--on", day)
        assert found["removal"]["barred"] == "met"
        assert next(r["state"] for r in found["remedies"] if r["remedy"] == "administrative_review") == state
    assert "Sue for revocation of the refusal · the applicant its time does not run yet" in page(
        capsys, "show", path, "--on", "2024-07-12"
    )


def test_after_a_late_request_the_time_to_sue_ends_within_six_months_of_one_of_the_two_notices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = 'day = 2024-07-20\nhow = "in_person"\n'
    ruled = '[[event]]\nevent = "review_decided"\noutcome = "inadmissible"\nday = 2025-02-03\nnotified = 2025-02-03\n'
    remedies = answer(capsys, "show", case(tmp_path, REFUSED + late + ruled), "--on", "2025-03-03")["remedies"]
    found = next(r for r in remedies if r["remedy"] == "revocation_suit")
    assert (found["state"], found["last_day"]["earliest"], found["last_day"]["latest"]) == (
        "unknown",
        "2025-01-06",
        "2025-08-04",
    )


def test_a_suit_that_must_be_joined_to_another_has_no_time_limit_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = page(
        capsys, "show", case(tmp_path, DISMISSED.format(complete="complete = 2026-11-23")), "--on", "2026-11-23"
    )
    assert "Sue for an order to recognise · the applicant no time limit of its own" in shown


def test_after_the_last_judgment_no_order_to_recognise_can_be_sued_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = JUDGMENT.replace("2026-06-15", "2026-06-05").replace('how = "electronic"\n', 'how = "served"\n')
    path = case(tmp_path, DISMISSED.format(complete="complete = 2027-03-31") + lost)
    for day, state in (("2026-12-15", "open"), ("2027-03-31", "unavailable")):
        remedies = answer(capsys, "show", path, "--on", day)["remedies"]
        assert next(r["state"] for r in remedies if r["remedy"] == "duty_imposing_suit") == state
