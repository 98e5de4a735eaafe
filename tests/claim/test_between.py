"""Days of events narrow one another; an order that no completion allows is refused with its line."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.claim.small_law import SMALL
from wellfounded import law as laws
from wellfounded.claim.case_file import read
from wellfounded.claim.record import Record, record
from wellfounded.claim.written import Lines, parse_toml
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words

ON = date(2024, 12, 31)


def made(text: str) -> Record:
    return record(SMALL, read(parse_toml(text, "test"), SMALL, Lines(text)), ON)


def days(text: str) -> list[str]:
    return [event.day.text for event in made(text).case.events if event.day]


def event(kind: str, day: str, **more: str) -> str:
    keys = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'[[event]]\nevent = "{kind}"\nday = "{day}"\n{keys}'


def test_a_relation_of_so_many_days() -> None:
    arrived = event("arrived", "[2024-05-28..2024-06-03]", id='"a"')
    assert days(arrived + event("applied", "2024-06", after='{ event = "a", days = 9 }')) == [
        "[2024-05-28..2024-06-03]",
        "[2024-06-06..2024-06-12]",
    ]
    late = event("applied", "[2024-06-10..2024-06-30]", after='{ event = "a", days = 9 }')
    assert days(arrived + late) == ["[2024-06-01..2024-06-03]", "[2024-06-10..2024-06-12]"]
    between = event("applied", "2024-06", after='{ event = "a", least = 2, most = 4 }')
    assert days(arrived + between) == ["[2024-05-28..2024-06-03]", "[2024-06-01..2024-06-07]"]


def test_the_order_of_a_procedure_narrows() -> None:
    assert days(event("applied", "2024-06") + event("decided", "[2024-05-20..2024-06-10]")) == [
        "[2024-06-01..2024-06-10]",
        "[2024-06-01..2024-06-10]",
    ]


def test_a_notice_does_not_come_before_the_decision() -> None:
    found = made(event("decided", "2024-06", notified='"[2024-05-20..2024-06-10]"')).case.events[0]
    assert found.day is not None
    assert found.notified is not None
    assert (found.day.text, found.notified.text) == ("[2024-06-01..2024-06-10]", "[2024-06-01..2024-06-10]")


def test_within_the_time_of_a_remedy() -> None:
    decided = event("decided", "2024-06-03", id='"d"', notified='"2024-06-05"')
    appealed = event("appealed", "2024-06", after='{ event = "d", within = "appeal" }')
    assert days(decided + appealed) == ["2024-06-03", "[2024-06-05..2024-06-11]"]


def test_what_was_handed_in_at_an_office_was_handed_in_on_a_working_day() -> None:
    assert days(event("applied", "[2024-06-01..2024-06-09]", how='"in_person"')) == ["[2024-06-03..2024-06-07]"]
    assert days(event("applied", "[2024-06-01..2024-06-09]", how='"post"')) == ["[2024-06-01..2024-06-09]"]


ARRIVED = event("arrived", "2024-06-05", id='"a"')
DECIDED = event("decided", "2024-06-05", id='"d"')


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            event("applied", "2024-06-05") + event("decided", "2024-06-04"),
            4,
            "Decided (4 June 2024) cannot lie before this: Applied (5 June 2024)",
        ),
        (
            event("decided", "2024-06-05", notified='"2024-06-04"'),
            1,
            "Decided: notice on 4 June 2024 cannot come before it happened, on 5 June 2024",
        ),
        (
            event("arrived", "2024-06-05", id='"a"')
            + event("applied", "2024-06-20", after='{ event = "a", days = 9 }'),
            5,
            "does not lie as many days as the file says after this: Arrived (5 June 2024)",
        ),
        (event("applied", "2024-06", after='{ event = "nobody" }'), 1, "no event with the id nobody"),
        (event("applied", "2024-06", id='"a"', after='{ event = "a", days = 9 }'), 1, "after itself"),
        (
            event("decided", "2024-06-05", id='"d"')
            + event("appealed", "2024-06", after='{ event = "d", within = "x" }'),
            None,
            "x is not a remedy of small",
        ),
    ],
)
def test_an_order_that_cannot_be_is_refused(text: str, line: int | None, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        made(text)
    assert words in Words("en").error(refused.value)
    assert refused.value.line == line


def test_relations_that_contradict_one_another_are_refused() -> None:
    one = event("arrived", "2024", id='"a"', after='{ event = "b", days = 2 }')
    other = event("applied", "2024", id='"b"', after='{ event = "a", days = 2 }')
    with pytest.raises(BadInput):
        made(one + other)


starts = st.dates(date(2024, 6, 1), date(2024, 6, 20))


@given(st.lists(st.tuples(starts, st.integers(0, 8)), min_size=3, max_size=3), st.integers(0, 6), st.integers(0, 4))
def test_what_is_narrowed_is_what_some_completion_has(spans: list[tuple[date, int]], least: int, more: int) -> None:
    """The ends that are left are those of all completions that the relations allow."""
    ranges = [[start + timedelta(i) for i in range(length + 1)] for start, length in spans]
    texts = [f"[{days[0].isoformat()}..{days[-1].isoformat()}]" for days in ranges]
    relation = f'{{ event = "a", least = {least}, most = {least + more} }}'
    text = (
        event("applied", texts[0], id='"a"') + event("decided", texts[1], after=relation) + event("appealed", texts[2])
    )
    whole: list[Any] = [
        days
        for days in product(*ranges)
        if least <= (days[1] - days[0]).days <= least + more and days[0] <= days[1] <= days[2]
    ]
    if not whole:
        with pytest.raises(BadInput):
            made(text)
        return
    found = [e.day for e in made(text).case.events]
    for i, day in enumerate(found):
        assert day is not None
        assert (day.earliest, day.latest) == (min(d[i] for d in whole), max(d[i] for d in whole))


def test_events_are_named_in_the_words_of_the_law_in_every_language() -> None:
    """Whoever fills in a form has never seen the name of a kind, nor a line of a file."""
    law = laws.find("jp")
    wrong = {
        "law": "jp",
        "event": [
            {"event": "applied", "kind": "refugee", "day": "2024-06-05"},
            {"event": "decided", "outcome": "denied", "day": "2024-06-04"},
        ],
    }
    with pytest.raises(BadInput) as refused:
        record(law, read(wrong, law, Lines("")), ON)
    assert Words("en").error(refused.value) == (
        "Decided at first instance (4 June 2024) cannot lie before this: Applied for recognition (5 June 2024). "
        "Correct one of the days."
    )
    assert Words("ja").error(refused.value).startswith("「一次審査の処分」（2024年6月4日）が「認定申請」")
