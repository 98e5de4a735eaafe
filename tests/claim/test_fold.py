"""The fold: it did not happen, it happened on an unknown day, and nobody has recorded it are three things."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.claim.small_law import SMALL
from wellfounded.claim.case_file import read
from wellfounded.claim.fold import Folded, fold
from wellfounded.claim.record import record
from wellfounded.claim.written import Lines, parse_toml
from wellfounded.readings.values import FIRST_DAY, MET, MOST, NEVER, NOT_MET, OPEN

ON = date(2024, 7, 10)
TODAY = ON.toordinal()


def folded(text: str, on: date = ON) -> Folded:
    return fold(SMALL, read(parse_toml(text, "test"), SMALL, Lines(text)), on)


def facts(text: str, on: date = ON, row: int = 0) -> Any:
    return folded(text, on).rows[row][1]


def day(text: str) -> tuple[int, int, int]:
    return (date.fromisoformat(text).toordinal(), date.fromisoformat(text).toordinal(), MET)


COMPLETE = "complete = 2024-07-10\n"
REFUSED = '[[event]]\nevent = "decided"\nday = "2024-05-02"\noutcome = "refused"\n'


def test_what_is_not_in_a_complete_record_did_not_happen() -> None:
    found = facts(COMPLETE)
    assert found["decided"] == found["notified"] == NEVER
    assert found["was_decided"] == NOT_MET
    assert found["decisions"] == (0, 0)
    assert found["outcome"] == {"none"}
    assert "fears_harm" not in found


def test_what_nobody_has_recorded_may_have_happened() -> None:
    found = facts("")
    assert found["decided"] == (FIRST_DAY, TODAY, OPEN)
    assert found["was_decided"] == OPEN
    assert found["decisions"] == (0, MOST)
    assert found["outcome"] == {"refused", "granted"}


def test_after_the_complete_day_the_matter_is_open() -> None:
    found = facts("complete = 2024-07-01")
    assert found["decided"] == (day("2024-07-02")[0], TODAY, OPEN)
    assert found["was_decided"] == OPEN


def test_each_source_is_complete_up_to_a_day_of_its_own() -> None:
    found = facts("[complete]\noffice = 2024-07-10\n")
    assert found["decided"] == NEVER
    assert found["filed"] == (FIRST_DAY, TODAY, OPEN)


def test_what_happened_on_an_unknown_day_has_happened() -> None:
    found = facts(COMPLETE + '[[event]]\nevent = "decided"\nday = "unknown"\noutcome = "refused"\n')
    assert found["decided"] == (FIRST_DAY, TODAY, MET)
    assert found["was_decided"] == MET
    assert found["decisions"] == (1, 1)
    assert found["outcome"] == {"refused"}


def test_a_notice_that_nobody_has_recorded_is_open_from_the_decision_on() -> None:
    assert facts(COMPLETE + REFUSED)["notified"] == (day("2024-05-02")[0], TODAY, OPEN)
    assert facts(COMPLETE + REFUSED + 'notified = "2024-05-04"\n')["notified"] == day("2024-05-04")
    assert facts(COMPLETE + REFUSED + 'notified = "unknown"\n')["notified"] == (day("2024-05-02")[0], TODAY, OPEN)


def test_a_decision_that_may_not_have_come_yet_tells_nothing_of_its_outcome() -> None:
    found = facts(COMPLETE + '[[event]]\nevent = "decided"\nday = "[2024-07-08..2024-07-20]"\noutcome = "refused"\n')
    assert found["decided"] == (day("2024-07-08")[0], TODAY, OPEN)
    assert found["was_decided"] == OPEN
    assert found["decisions"] == (0, 1)
    assert found["outcome"] == {"refused", "granted"}


def test_what_lies_after_the_day_asked_about_has_not_happened() -> None:
    found = facts(COMPLETE + '[[event]]\nevent = "decided"\nday = "2024-07-11"\noutcome = "refused"\n')
    assert (found["decided"], found["was_decided"], found["outcome"]) == (NEVER, NOT_MET, {"none"})


TWICE = (
    '[[event]]\nevent = "decided"\nday = "2024-05-02"\noutcome = "refused"\n'
    '[[event]]\nevent = "decided"\nday = "2024-06-02"\noutcome = "granted"\n'
)


def test_first_last_and_count() -> None:
    found = facts(COMPLETE + TWICE)
    assert found["refused_on"] == day("2024-05-02")
    assert found["decided"] == day("2024-06-02")
    assert found["decisions"] == (2, 2)
    assert found["outcome"] == {"refused"}


def test_the_last_one_of_an_incomplete_record_may_not_be_the_last() -> None:
    found = facts("complete = 2024-06-30\n" + TWICE)
    assert found["decided"] == (day("2024-06-02")[0], TODAY, MET)
    assert found["decisions"] == (2, MOST)
    assert found["refused_on"] == day("2024-05-02")


def test_which_came_first_is_open_where_the_days_do_not_tell() -> None:
    found = facts(
        COMPLETE + '[[event]]\nevent = "decided"\nday = "2024-05"\noutcome = "refused"\nnotified = "2024-06-01"\n'
        '[[event]]\nevent = "decided"\nday = "2024-05-10"\noutcome = "granted"\nnotified = "2024-06-09"\n'
    )
    assert found["outcome"] == {"refused", "granted"}
    assert found["notified"] == (day("2024-06-01")[0], day("2024-06-09")[0], MET)


def test_of_one_day_the_order_of_the_file_tells() -> None:
    same = '[[event]]\nevent = "decided"\nday = "2024-05-10"\noutcome = "granted"\n'
    assert facts(COMPLETE + same + same.replace("granted", "refused"))["outcome"] == {"granted"}


def test_a_fact_is_read_from_the_first_kind_of_event_that_there_is() -> None:
    objected = '[[event]]\nevent = "objected"\nday = "2024-06-01"\n'
    appealed = '[[event]]\nevent = "appealed"\nday = "2024-06-05"\n'
    assert facts(COMPLETE + objected)["filed"] == day("2024-06-01")
    assert facts(COMPLETE + objected + appealed)["filed"] == day("2024-06-05")


CORRECTION = '[[event]]\nevent = "decided"\nid = "right"\ncorrects = "wrong"\nday = "2024-06-02"\noutcome = "granted"\n'


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    wrong = '[[event]]\nevent = "decided"\nid = "wrong"\nday = "2024-05-02"\noutcome = "refused"\n'
    found = facts(COMPLETE + wrong + CORRECTION)
    assert (found["decided"], found["decisions"], found["outcome"]) == (day("2024-06-02"), (1, 1), {"granted"})
    again = CORRECTION.replace('"wrong"', '"right"').replace('id = "right"', 'id = "again"').replace("06-02", "06-03")
    assert facts(COMPLETE + wrong + CORRECTION + again)["decided"] == day("2024-06-03")


def test_the_order_of_days_is_asked_of_what_stands_only() -> None:
    text = COMPLETE + '[[event]]\nevent = "applied"\nday = "2024-05-20"\n'
    wrong = '[[event]]\nevent = "decided"\nid = "wrong"\nday = "2024-05-02"\noutcome = "refused"\n'
    document = parse_toml(text + wrong + CORRECTION, "test")
    made = record(SMALL, read(document, SMALL, Lines(text)), ON)
    assert made.rows[0].facts[made.reader.reading.fact_index["decided"]] == day("2024-06-02")


def test_a_relation_to_what_was_corrected_is_a_relation_to_the_correction() -> None:
    wrong = '[[event]]\nevent = "decided"\nid = "wrong"\nday = "2024-05-02"\n'
    appealed = '[[event]]\nevent = "appealed"\nday = "2024-06"\nafter = { event = "wrong", days = 9 }\n'
    text = COMPLETE + wrong + CORRECTION + appealed
    made = record(SMALL, read(parse_toml(text, "test"), SMALL, Lines(text)), ON)
    assert made.rows[0].facts[made.reader.reading.fact_index["filed"]] == day("2024-06-11")


TWO_CLAIMS = (
    '[[event]]\nevent = "applied"\napplication = 2\nday = "2024-03-01"\n'
    '[[event]]\nevent = "applied"\napplication = 1\nday = "2024-01-01"\n'
    '[[event]]\nevent = "arrived"\nday = "2023-12-01"\n'
)


def test_one_application_is_one_row_in_the_order_of_lodging() -> None:
    made = record(SMALL, read(parse_toml(COMPLETE + TWO_CLAIMS, "test"), SMALL, Lines("")), ON)
    assert [row.name for row in made.rows] == ["1", "2"]
    places = made.reader.reading.fact_index
    assert [row.facts[places["lodged"]] for row in made.rows] == [day("2024-01-01"), day("2024-03-01")]
    assert {row.facts[places["arrived"]] for row in made.rows} == {day("2023-12-01")}
    assert {row.facts[places["first_claim"]] for row in made.rows} == {day("2024-01-01")}


def test_a_stated_fact_stands_before_what_the_events_say() -> None:
    stated = '[[fact]]\nfact = "decided"\nvalue = 2024-05-09\n[[fact]]\nfact = "fears_harm"\nvalue = true\n'
    found = folded(COMPLETE + REFUSED + stated)
    assert found.rows[0][1]["decided"] == day("2024-05-09")
    assert found.rows[0][1]["fears_harm"] == MET
    assert (0, "decided") not in found.spans
    assert (0, "decided") not in found.sources


def test_one_unknown_day_read_into_two_facts_is_one_day() -> None:
    text = COMPLETE + '[[event]]\nevent = "applied"\nday = "2024-05"\n'
    made = record(SMALL, read(parse_toml(text, "test"), SMALL, Lines(text)), ON)
    assert made.reader.reading.value("first_is_this", made.rows[0]) == OPEN
    assert made.reader.exact.settle("first_is_this", made.rows[0], made.known) == "met"


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.sampled_from(("refused", "granted"))), max_size=4),
    st.integers(20, 60),
)
def test_every_completion_lies_in_what_the_fold_says(events: list[tuple[int, int, str]], asked: int) -> None:
    """Imprecise days against the fold of each exact file that they leave possible."""
    start = date(2024, 5, 1).toordinal()
    assume(all(a[0] + a[1] <= b[0] or a[0] <= b[0] for a, b in pairwise(events)))

    def text(days: list[str]) -> str:
        return "complete = 2024-12-31\n" + "".join(
            f'[[event]]\nevent = "decided"\nday = "{day}"\noutcome = "{outcome}"\n'
            for day, (_, _, outcome) in zip(days, events, strict=True)
        )

    def iso(number: int) -> str:
        return date.fromordinal(start + number).isoformat()

    on = date.fromordinal(start + asked)
    held = facts(text([f"[{iso(low)}..{iso(low + length)}]" for low, length, _ in events]), on)
    for pick in range(3):
        days = [low + (0, length // 2, length)[(pick + i) % 3] for i, (low, length, _) in enumerate(events)]
        found = facts(text([iso(number) for number in days]), on)
        for name in ("decided", "refused_on"):
            one = found[name]
            assert (held[name][2] != MET) if one[2] == NOT_MET else (held[name][0] <= one[0] <= held[name][1]), name
        assert held["decisions"][0] <= found["decisions"][0] <= held["decisions"][1]
        assert held["was_decided"] in (OPEN, found["was_decided"])
        assert found["outcome"] <= held["outcome"] | {"none"}


@pytest.mark.parametrize("name", ["decided", "notified", "outcome", "decisions", "was_decided"])
def test_a_relative_is_read_like_the_person(name: str) -> None:
    case = read(parse_toml(COMPLETE + TWICE, "test"), SMALL, Lines(""))
    from dataclasses import replace

    alone = record(SMALL, case, ON)
    with_kin = record(SMALL, replace(case, events=(), family=(case,)), ON)
    i = alone.reader.reading.fact_index[name]
    assert with_kin.rows[0].family[0].facts[i] == alone.rows[0].facts[i]


def test_a_finding_about_a_relative_is_settled_from_the_relatives_record() -> None:
    from dataclasses import replace

    mine = read(parse_toml(COMPLETE + REFUSED.replace("refused", "granted"), "test"), SMALL, Lines(""))
    theirs = read(parse_toml(COMPLETE + REFUSED, "test"), SMALL, Lines(""))
    made = record(SMALL, replace(mine, family=(theirs,)), ON)
    found = made.finding(SMALL.rules["relative_refused"], made.rows[0])
    assert (found.settled, [fact.application for fact in found.facts]) == ("met", ["family 1"])


def test_a_day_that_never_came_is_written_as_never(tmp_path: Path) -> None:
    from wellfounded import law as laws
    from wellfounded.claim import case_file
    from wellfounded.claim.case_line import case_line

    path = tmp_path / "unviewed.toml"
    path.write_text(
        'law = "jp"\ncomplete = 2027-01-31\n'
        '[[event]]\nevent = "applied"\nday = 2025-01-10\nkind = "refugee"\n'
        '[[event]]\nevent = "decided"\nday = 2026-05-25\nnotified = 2026-05-25\noutcome = "denied"\n'
        '[[event]]\nevent = "suit_filed"\nday = 2026-06-15\nkind = "revocation"\ntarget = "denial"\n'
        '[[event]]\nevent = "judgment"\nday = 2026-11-30\ncourt = "district"\nkind = "revocation"\ntarget = "denial"\n'
        'result = "dismissed"\n'
        '[[event]]\nevent = "judgment_served"\nday = 2026-12-01\ncourt = "district"\non_whom = "applicant"\n'
        'how = "electronic"\nviewed = "never"\n'
    )
    law, case = case_file.load(str(path), laws.find)
    line = case_line(law, case, date(2026, 12, 10))
    (appeal,) = [r for r in line.current.remedies if (r.remedy.name, r.remedy.who) == ("appeal", "applicant")]
    assert str(appeal.last_day) == "2026-12-22"
