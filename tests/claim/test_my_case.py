"""The applicant's page, day by day: it never raises, never promises more than the law, never names too late a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded import law as laws
from wellfounded.check import cases
from wellfounded.claim import case_file
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.events import Case
from wellfounded.claim.my_case import my_case, sentences
from wellfounded.claim.my_case.answers import MyCase
from wellfounded.claim.my_case.plain import plain
from wellfounded.logic.errors import WellfoundedError, WrongCall
from wellfounded.readings.words import FOR_APPLICANTS, OF_APPLICANTS, Words
from wellfounded.rules.order import LegalOrder

FILES = [
    "osaka-2024",
    *(str(path) for path in sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))),
    *(str(path) for path in sorted((Path(__file__).parents[2] / "docs" / "cases").glob("*.toml"))),
]


@cache
def file(name: str) -> tuple[LegalOrder, Case]:
    return case_file.load(name, laws.find)


@cache
def told() -> list[tuple[LegalOrder, Case, date]]:
    """The cases that stand beside the rules and are told as events, with the day of each."""
    found = []
    for name in ("jp", "example"):
        law = laws.find(name)
        for matter in law.matters:
            for case in cases.load(matter):
                if case.keys["events"]:
                    try:
                        made, _ = cases.rows(law, case)
                    except WellfoundedError:
                        continue  # a case that shows a refusal
                    found.append((law, made.case, case.keys["on"]))
    return found


def seen(law: LegalOrder, case: Case, on: date) -> tuple[CaseLine, MyCase]:
    line = case_line(law, case, on)
    return line, my_case(line)


def kept(line: CaseLine, page: MyCase) -> None:
    """What holds on every page."""
    removal = line.removal
    templates = {one.template for one in page.sentences()}
    if removal.barred != "met":
        assert sentences.NO not in templates
        assert page.removal.answer != "no"
    if removal.because.confidence == "doubtful":
        assert page.removal.answer == "ask"
        assert page.removal.says.doubtful
    if page.removal.answer == "no_ground":
        assert (removal.ground, removal.ordered) == ("not_met", "not_met")
    mine = [r for a in line.applications for r in a.remedies if r.remedy.who == "applicant"]
    ends = [r.last_day.earliest for r in mine if r.state == "open" and r.last_day]
    named = [task.by for task in page.tasks if task.by]
    if ends:
        assert named
        assert min(named) <= min(ends)
    for task in page.tasks:
        assert task.by is None or task.left == (task.by - page.on).days
        assert task.soon == (task.left is not None and task.left <= 3)
    assert bool(page.tasks) != bool(page.nothing)
    if sentences.NOTHING in templates:
        assert not [r for r in mine if r.state in ("open", "unknown") and r.remedy.last_day]
        assert not [n for n in line.next if n.duty.who == "applicant" and n.by]
        assert len(line.current.stage) == 1
    lit = [step for step in page.where.steps if step.state in ("now", "perhaps")]
    assert lit
    assert page.where.settled == (len(line.current.stage) == 1)
    if page.where.settled:
        assert [step.state for step in lit] == ["now"]


def days(case: Case, after: tuple[int, ...]) -> list[date]:
    return sorted({event.day.earliest + timedelta(n) for event in case.events if event.day for n in after})


@pytest.mark.parametrize("name", FILES, ids=lambda name: Path(name).stem)
def test_every_file_on_the_days_of_its_story(name: str) -> None:
    law, case = file(name)
    for on in days(case, (1,))[-6:]:
        kept(*seen(law, case, on))


@pytest.mark.long
@pytest.mark.parametrize("name", FILES, ids=lambda name: Path(name).stem)
def test_every_file_on_many_days(name: str) -> None:
    law, case = file(name)
    for on in days(case, (-1, 0, 1, 6, 7, 8, 14, 15, 40)):
        kept(*seen(law, case, on))


@settings(max_examples=max(12, settings().max_examples // 5))
@given(st.data())
def test_every_case_of_the_law_on_any_day(data: st.DataObject) -> None:
    law, case, on = data.draw(st.sampled_from(told()))
    later = data.draw(st.sampled_from([0, 1, 3, 7, 8, 30, 190, 400, 1500]))
    # As much as the case tells, or less: what nobody has recorded may have happened.
    silent = data.draw(st.booleans())
    read = replace(case, complete={}) if silent else replace(case, complete=dict.fromkeys(law.lanes, on))
    kept(*seen(law, read, on + timedelta(later)))


@pytest.mark.parametrize("lang", OF_APPLICANTS)
def test_a_page_is_plain_data_in_each_language(lang: str) -> None:
    law, case = file("osaka-2024")
    words = Words(lang, FOR_APPLICANTS)
    for on in (date(2021, 2, 5), date(2024, 7, 5), date(2026, 11, 23)):
        page = plain(my_case(case_line(law, case, on)), words)
        assert json.loads(json.dumps(page)) == page
        assert page["where"]["says"]["tag"] == words.tag
        assert case.title not in json.dumps(page, ensure_ascii=False)


def osaka(on: str) -> MyCase:
    return seen(*file("osaka-2024"), date.fromisoformat(on))[1]


def states(page: MyCase) -> list[str]:
    return [step.state for step in page.where.steps]


def test_while_the_application_is_pending_nobody_may_send_the_person_away() -> None:
    page = osaka("2020-02-01")
    assert page.where.says.template == "You have applied. Now you wait for the decision."
    assert states(page) == ["done", "now", "later", "later", "later"]
    assert page.removal.answer == "no"
    assert page.removal.why[0].template == "Your refugee procedure is not over."
    # The file does not tell until when the person has a status of residence.
    assert [one.template for one in page.nothing] == [
        sentences.NOTHING_KNOWN,
        "Show your lawyer your residence card and its last day.",
        sentences.LETTER,
    ]


def test_of_a_range_the_earliest_day_counts_and_is_about_to_pass() -> None:
    page = osaka("2021-02-05")
    first = page.tasks[0]
    assert (first.name, first.by, first.left, first.soon) == ("administrative_review", date(2021, 2, 8), 3, True)
    assert [note.template for note in first.notes] == [
        sentences.LEFT,
        sentences.ACT_BY_THIS_DAY,
        sentences.PERHAPS_NEEDED,
    ]
    assert not page.where.settled
    assert page.where.says.template == sentences.ASK_WHERE
    assert page.removal.until == date(2021, 2, 8)


def test_a_last_day_that_may_have_passed_is_said_at_once() -> None:
    page = osaka("2021-03-01")
    first = page.tasks[0]
    assert (first.by, first.left, first.soon) == (date(2021, 2, 8), -21, True)
    assert [note.template for note in first.notes] == [sentences.PERHAPS_OVER]
    assert sentences.CAN_END in [why.template for why in page.removal.why]
    assert states(page) == ["done", "done", "now", "later", "later"]


def test_where_no_rule_stops_removal_the_lawyer_is_asked_today_and_the_order_is_told() -> None:
    page = osaka("2022-06-01")
    assert page.removal.answer == "ask"
    assert page.removal.says.template == sentences.ASK_TODAY
    assert [why.template for why in page.removal.why] == [sentences.NOT_ORDERED, sentences.CALL_IF_ORDERED]


def test_after_the_judgment_what_the_state_may_do_is_told_with_its_day() -> None:
    page = osaka("2024-07-05")
    assert page.where.says.template == "The district court agreed with you, at least in part."
    (state,) = page.authority_may
    assert (state.template, state.args) == ("The State can appeal until {day}.", {"day": date(2024, 7, 18)})
    # The suit over the review decision was inadmissible: that part the person could appeal.
    (task,) = page.tasks
    assert (task.do.template, task.by) == ("Ask your lawyer if you should appeal too.", date(2024, 7, 18))
    assert osaka("2024-07-18").tasks[0].notes[0].template == sentences.TODAY
    assert osaka("2024-07-25").tasks == ()


@pytest.mark.parametrize(("lang", "said"), [
    ("en", "The State can appeal until Thursday 18 July 2024."),
    ("fr", "jeudi 18 juillet 2024"),
    ("ja-easy", "2024年7月18日（木）"),
    ("ar", "الخميس 18 يوليو 2024"),
])  # fmt: skip
def test_a_day_in_a_sentence_is_said_with_its_day_of_the_week(lang: str, said: str) -> None:
    page = osaka("2024-07-05")
    told = [Words(lang, ()).said(one.template, **one.args).plain for one in page.authority_may]
    assert any(said in one for one in told), told


def test_a_judgment_won_wholly_says_so() -> None:
    page = osaka("2025-03-01")
    assert page.where.says.template == "The high court agreed with you."
    assert page.tasks == ()
    assert [one.args["day"] for one in page.authority_may] == [date(2025, 3, 13)]
    final = osaka("2025-03-20")
    assert states(final) == ["done", "done", "done", "done", "now"]
    assert (final.removal.answer, final.removal.why[0].template) == ("no", "A court has opened your case again.")


def test_what_nobody_has_recorded_leaves_everything_open() -> None:
    page = osaka("2026-11-23")
    assert page.where.says.template == sentences.ASK_WHERE
    assert page.where.perhaps == ()
    assert page.removal.answer == "ask"
    assert page.removal.says.doubtful
    assert sentences.PERHAPS_ORDERED in [why.template for why in page.removal.why]


def test_an_order_to_send_away_is_told_and_what_the_lawyer_can_do() -> None:
    law, case = file("osaka-2024")
    ordered = replace(case.events[0], kind="removal_ordered", day=None, id="", fields={})
    day = next(e.day for e in case.events if e.kind == "suit_filed")
    assert day is not None
    ordered = replace(ordered, day=replace(day, earliest=day.latest, latest=day.latest))
    page = seen(law, replace(case, events=(*case.events, ordered)), date(2022, 9, 1))[1]
    assert [why.template for why in page.removal.why] == [sentences.ORDERED, sentences.ASK_THE_COURT]


STATUS_RAN_OUT = """law = "jp"
title = "A name that nobody may read"
complete = 2024-08-01
[[event]]
event = "landed"
day = "2024-03-01"
[[event]]
event = "status_granted"
day = "2024-03-01"
until = "2024-05-30"
status = "temporary_visitor"
[[event]]
event = "applied"
day = "2024-05-27"
kind = "refugee"
"""


def test_nothing_is_said_to_be_left_only_where_that_is_established(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(STATUS_RAN_OUT, encoding="utf-8")
    law, case = case_file.load(str(path), laws.find)
    assert [one.template for one in seen(law, case, date(2024, 8, 1))[1].nothing] == [sentences.NOTHING]
    # The day after, a refusal may have come that nobody has recorded.
    assert seen(law, case, date(2024, 8, 2))[1].nothing[0].template == sentences.NOTHING_KNOWN
    # While the status of residence lasts, its extension is to be asked for.
    before = replace(case, complete=dict.fromkeys(law.lanes, date(2024, 5, 28)))
    due = seen(law, before, date(2024, 5, 28))[1]
    assert [(task.name, task.by, task.soon) for task in due.tasks] == [
        ("extension_to_be_asked", date(2024, 5, 30), True)
    ]


REVIEW_PENDING = """law = "jp"
complete = 2024-08-01
[[event]]
event = "applied"
day = "2023-05-27"
kind = "refugee"
[[event]]
event = "decided"
day = "2024-06-03"
notified = "2024-06-03"
outcome = "denied"
[[event]]
event = "review_requested"
day = "2024-06-05"
"""


def test_while_a_review_is_pending_no_last_day_to_sue_is_running_and_that_is_what_is_said(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(REVIEW_PENDING, encoding="utf-8")
    law, case = case_file.load(str(path), laws.find)
    page = seen(law, case, date(2024, 8, 1))[1]
    assert page.where.says.template == "You asked for a review. Now you wait."
    suit = next(task for task in page.tasks if task.name == "revocation_suit")
    assert [note.template for note in suit.notes] == [sentences.NO_LAST_DAY]
    assert page.tasks[-1] == suit
    # What the file does not tell is still asked for today.
    later = seen(law, case, date(2024, 8, 20))[1]
    notes = [note.template for task in later.tasks if task.name == "revocation_suit" for note in task.notes]
    assert sentences.NO_LAST_DAY not in notes


def test_a_law_without_a_guide_is_refused() -> None:
    law, case = file("osaka-2024")
    line = case_line(law, case, date(2024, 7, 5))
    with pytest.raises(WrongCall, match="no guide for applicants"):
        my_case(replace(line, law=replace(law, guide=None)))
