"""`wellfounded calendar` writes the days ahead, read back here; without --full it gives nothing away."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from wellfounded.cli.door import main

CASE = """law = "example"
title = "A person of Exemplia"
complete = 2026-12-31

[[event]]
event = "arrived"
day = "2023-01"

[[event]]
event = "applied"
day = "2023-02-06"

[[event]]
event = "decided"
day = "{decided}"
notified = "{decided}"
outcome = "refused"
"""

STAY = """law = "jp"
complete = 2026-12-31

[[event]]
event = "status_granted"
day = "2023-01-10"
status = "temporary visitor"
until = "2023-04-10"

[[event]]
event = "applied"
kind = "refugee"
day = "2023-02-06"
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _read(text: str, on: str, *more: str) -> list[Any]:
    Path("a-0007.toml").write_text(text, encoding="utf-8")
    assert main(["calendar", "a-0007.toml", "--on", on, *more]) == 0
    return list(Calendar.from_ical(Path("a-0007.ics").read_bytes()).walk("VEVENT"))


def test_the_last_day_of_a_remedy_is_an_event_of_a_whole_day() -> None:
    (event,) = _read(CASE.format(decided="2023-09-04"), "2023-09-06")
    assert event["DTSTART"].dt == date(2023, 9, 18)
    assert not isinstance(event["DTSTART"].dt, datetime)
    assert event["DTSTAMP"].dt == datetime(2023, 9, 6, tzinfo=UTC)


def test_alarms_ring_seven_three_and_one_days_before_at_nine() -> None:
    (event,) = _read(CASE.format(decided="2023-09-04"), "2023-09-06")
    found = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert found == [timedelta(hours=9) - timedelta(days) for days in (7, 3, 1)]


def test_without_full_only_a_deadline_and_the_name_of_the_file() -> None:
    (event,) = _read(CASE.format(decided="2023-09-04"), "2023-09-06")
    assert str(event["SUMMARY"]) == "Deadline (a-0007)"
    whole = Path("a-0007.ics").read_text(encoding="utf-8").lower()
    for word in ("exemplia", "asylum", "refug", "appeal", "court", "person", "wellfounded"):
        assert word not in whole


def test_with_full_the_title_says_what_for_and_the_text_how_it_was_counted() -> None:
    (event,) = _read(CASE.format(decided="2023-09-04"), "2023-09-06", "--full")
    assert str(event["SUMMARY"]) == "Appeal to the court (a-0007)"
    assert "The refusal becomes final." in str(event["DESCRIPTION"])
    assert "EAC 7" in str(event["DESCRIPTION"])


def test_of_a_range_the_earliest_day_is_written_and_the_range_is_said() -> None:
    (event,) = _read(CASE.format(decided="[2023-09-04..2023-09-08]"), "2023-09-10")
    assert event["DTSTART"].dt == date(2023, 9, 18)
    said = "The last day lies from 18 September 2023 to 22 September 2023. Act by the earliest."
    assert said in str(event["DESCRIPTION"])


def test_a_range_that_has_begun_stands_on_the_day_itself() -> None:
    (event,) = _read(CASE.format(decided="2023-09"), "2023-10-05")
    assert event["DTSTART"].dt == date(2023, 10, 5)
    assert "it may have passed. Act at once." in str(event["DESCRIPTION"])


def test_what_the_law_asks_next_is_a_day_too() -> None:
    text = CASE.partition('[[event]]\nevent = "decided"')[0]
    (event,) = _read(text, "2023-03-01", "--full")
    assert event["DTSTART"].dt == date(2023, 8, 6)
    assert str(event["SUMMARY"]).startswith("Decide the claim")


def test_the_end_of_a_status_is_a_day_too() -> None:
    days = {str(event["SUMMARY"]): event["DTSTART"].dt for event in _read(STAY, "2023-03-01", "--full")}
    assert days["Status of residence, until 10 April 2023 (a-0007)"] == date(2023, 4, 10)


def test_the_name_of_an_event_stays_when_its_day_moves() -> None:
    (first,) = _read(CASE.format(decided="2023-09-04"), "2023-09-06")
    (moved,) = _read(CASE.format(decided="2023-09-05"), "2023-09-07", "--full")
    assert first["DTSTART"].dt != moved["DTSTART"].dt
    assert str(first["UID"]) == str(moved["UID"])


def test_the_story_has_a_name_for_each_event_and_the_same_bytes_twice() -> None:
    for name in ("one.ics", "two.ics"):
        assert main(["calendar", "osaka-2024", "--on", "2024-07-05", "--full", "-o", name]) == 0
    assert Path("one.ics").read_bytes() == Path("two.ics").read_bytes()
    events: list[Any] = list(Calendar.from_ical(Path("one.ics").read_bytes()).walk("VEVENT"))
    assert len({str(event["UID"]) for event in events}) == len(events) > 0
    assert date(2024, 7, 18) in {event["DTSTART"].dt for event in events}


def test_a_case_with_no_day_ahead_gives_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a-0007.toml").write_text(CASE.format(decided="2023-09-04"), encoding="utf-8")
    assert main(["calendar", "a-0007.toml", "--on", "2024-09-06"]) == 0
    assert capsys.readouterr().out == "No day lies ahead in this case, so no calendar was written.\n"
    assert not Path("a-0007.ics").exists()


def test_in_japanese_the_title_is_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    (event,) = _read(CASE.format(decided="2023-09-04"), "2023-09-06", "--lang", "ja")
    assert "2023年9月6日" in str(event["DESCRIPTION"])


def test_as_json_it_names_the_file_and_the_days(capsys: pytest.CaptureFixture[str]) -> None:
    _read(CASE.format(decided="2023-09-04"), "2023-09-06", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "contract": 1,
        "written": ["a-0007.ics"],
        "days": ["2023-09-18"],
    }
