"""The story's case, window by window: stage, remedies and removal answer on each day that the story knows."""

import json
from datetime import date
from typing import Any

import pytest

from wellfounded import law as laws
from wellfounded.claim import case_file
from wellfounded.claim.case_line import case_line
from wellfounded.claim.contract import contract
from wellfounded.readings.words import Words


@pytest.fixture(scope="module")
def read() -> Any:
    law, case = case_file.load("osaka-2024", laws.find)

    def on(day: str) -> dict[str, Any]:
        plain = contract(case_line(law, case, date.fromisoformat(day)), Words("en"))
        return dict(json.loads(json.dumps(plain)))

    return on


def _remedy(line: dict[str, Any], name: str, who: str = "applicant") -> dict[str, Any]:
    (found,) = [r for r in line["remedies"] if r["remedy"] == name and r["who"] == who]
    return dict(found)


def _days(span: dict[str, Any]) -> tuple[str, str]:
    return span["earliest"], span["latest"]


def test_the_months_of_the_story_narrow_each_other(read: Any) -> None:
    line = read("2020-02-01")
    days = {event["event"]: _days(event["day"]) for event in line["timeline"]}
    assert days["landed"] == ("2019-12-28", "2019-12-31")
    assert days["applied"] == ("2020-01-06", "2020-01-09")
    assert line["left_out"] == 9


def test_february_2020_the_application_is_pending(read: Any) -> None:
    line = read("2020-02-01")
    assert line["stage"] == "first_instance"
    assert line["removal"]["barred"] == "met"
    assert line["removal"]["treat_as"] == "barred"
    assert not [r for r in line["remedies"] if r["open"] == "met" and r["last_day"]]


def test_march_2021_refused_and_the_review_in_time(read: Any) -> None:
    line = read("2021-03-01")
    assert set(line["stage"].split("|")) == {"review_open", "review_pending"}
    review = _remedy(line, "administrative_review")
    assert _days(review["last_day"]) == ("2021-02-08", "2021-03-05")
    assert review["state"] == "unknown"
    suit = _remedy(line, "revocation_suit")
    assert (suit["state"], _days(suit["last_day"])) == ("open", ("2021-08-02", "2021-08-26"))
    # Whichever day it was: either the request had been made, or its time was still running.
    assert line["removal"]["barred"] == "met"


def test_june_2022_the_time_to_sue_runs_and_nothing_stops_removal(read: Any) -> None:
    line = read("2022-06-01")
    assert line["stage"] == "suit_open"
    assert _remedy(line, "administrative_review")["state"] == "taken"
    suit = _remedy(line, "revocation_suit")
    assert (suit["state"], _days(suit["last_day"])) == ("open", ("2022-11-02", "2022-11-30"))
    assert _days(suit["outer_last_day"]) == ("2023-05-02", "2023-05-31")
    assert line["removal"]["barred"] == "not_met"
    assert line["removal"]["treat_as"] == "not_barred"
    assert line["removal"]["warnings"]


def test_august_2022_sued_in_time_whichever_day_of_july_it_was(read: Any) -> None:
    line = read("2022-08-01")
    assert line["stage"] == "suit_pending"
    assert _remedy(line, "revocation_suit")["state"] == "taken"
    assert line["removal"]["barred"] == "not_met"


def test_the_day_after_the_judgment_the_state_may_appeal(read: Any) -> None:
    line = read("2024-07-05")
    assert line["stage"] == "appeal_open"
    appeal = _remedy(line, "appeal", "authority")
    assert (appeal["state"], appeal["open"]) == ("open", "met")
    assert _days(appeal["last_day"]) == ("2024-07-18", "2024-07-18")
    assert appeal["days_left"] == 13
    assert any("285" in cite["article"] for cite in appeal["cites"])
    assert line["removal"]["barred"] == "not_met"
    assert line["left_out"] == 2


def test_the_last_day_of_the_final_appeal(read: Any) -> None:
    line = read("2025-03-13")
    final = _remedy(line, "final_appeal", "authority")
    assert (final["state"], _days(final["last_day"]), final["days_left"]) == ("open", ("2025-03-13", "2025-03-13"), 0)
    assert line["stage"] == "final_appeal_open"


def test_the_judgment_is_final_and_the_minister_must_decide_again(read: Any) -> None:
    line = read("2025-03-14")
    assert line["stage"] == "decide_again"
    assert _remedy(line, "final_appeal", "authority")["state"] == "lapsed"
    assert line["removal"]["barred"] == "met"
    duties = [entry for entry in line["next"] if entry["who"] == "authority"]
    assert any(cite["text"] == "ACLA 33(1), (2)" for entry in duties for cite in entry["cites"])
    assert all(entry["what"] for entry in duties)


def test_the_country_is_named_nowhere(read: Any) -> None:
    text = json.dumps(read("2025-03-31"), ensure_ascii=False)
    named = "Tunis Moroc Algeri Libya Egypt Sudan Mauritan チュニジア モロッコ アルジェリア リビア エジプト スーダン"
    assert [country for country in named.split() if country in text] == []


def test_the_elements_are_those_that_the_court_found(read: Any) -> None:
    assessment = read("2024-07-05")["assessment"]
    assert assessment["refugee"] == "met"
    assert assessment["elements"]["persecution"]["settled"] == "met"
    assert assessment["elements"]["ground"]["settled"] == "met"
