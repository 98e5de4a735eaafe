"""Breaches in many claims: what the rules find is what the person reading finds; counts, sentences and provisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.caseload.case_batches import batch_of, words
from wellfounded import law as laws
from wellfounded.caseload.fold.folding import Folding
from wellfounded.caseload.procedure.breach_counts import Tally
from wellfounded.caseload.procedure.breach_list import Listed, listed
from wellfounded.caseload.procedure.breaches import Breaches, Found
from wellfounded.caseload.table.events import EventBatch
from wellfounded.claim.events import Case, Event, Statement
from wellfounded.claim.record import record
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.columns.reading import ColumnsReading
from wellfounded.readings.values import MET, NOT_MET, OPEN
from wellfounded.readings.words import Words

JP = laws.find("jp")
READING = ColumnsReading(JP)
ON = date(2025, 3, 31)

PATH: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("landed", 0, {}),
    ("applied", 40, {"kind": "refugee"}),
    ("provisional_stay_granted", 20, {"until": 185}),
    ("decided", 170, {"outcome": "denied"}),
    ("review_requested", 7, {}),
    ("counsellors_opinion", 60, {}),
    ("review_decided", 20, {"outcome": "dismissed"}),
    ("suit_filed", 180, {"kind": "revocation", "target": "denial", "counsel": True}),
    ("judgment", 300, {"court": "district", "kind": "revocation", "target": "denial", "result": "dismissed"}),
    ("appealed", 14, {"to": "high", "by": "applicant"}),
    ("removal_ordered", 3, {}),
    ("detained", 1, {}),
    ("removed", 95, {}),
)
"""The way of a case, with the days that lie between, which are about as long as the law allows."""


def drawn_case(chance: Random, name: str) -> Case:
    """A case on that way, with events left out, days around the last ones, and some of them imprecise."""
    day = date(chance.choice((2003, 2004, 2009, 2015, 2019, 2022, 2023)), chance.randint(1, 12), chance.randint(1, 28))
    events: list[Event] = []
    for line, (kind, gap, fields) in enumerate(PATH, 1):
        if kind != "applied" and chance.random() < 0.25:
            continue
        day += timedelta(max(0, gap + chance.choice((-3, -1, 0, 0, 1, 2, 30))))
        if day > ON:
            break
        low = Day(day, day + timedelta(chance.choice((0,) * 6 + (1, 30))))
        told = {k: Day(*(day + timedelta(v),) * 2) if k == "until" else v for k, v in fields.items()}
        noticed = kind in ("decided", "review_decided", "judgment")
        notified = Day(low.latest, low.latest) if noticed and chance.random() < 0.9 else None
        person = JP.kinds[kind].scope == "person"
        actor = chance.choice(("", "minister", "regional_head")) if noticed else ""
        events.append(
            Event(
                kind, low, notified, "in_person", None, actor, application="" if person else "1", fields=told, line=line
            )
        )
    statements = [
        Statement(fact, chance.choice((MET, NOT_MET)), "1")
        for fact in ("just_cause_for_late_request", "late_suit_has_just_cause", "notice_gives_reasons")
        if chance.random() < 0.4
    ]
    return Case("jp", name, dict.fromkeys(JP.lanes, ON), tuple(events), tuple(statements), ("1",))


def found_in(breaches: Breaches, cases: Sequence[Case], on: date = ON) -> tuple[EventBatch, Found]:
    batch = batch_of(JP, cases)
    folding = Folding(JP, READING, on, dict.fromkeys(JP.lanes, on), breaches.needed)
    facts = folding.fold(batch)
    if not facts.size:
        return batch, breaches.of_events(batch, on)
    return batch, breaches.of(batch, facts, READING.block(facts.size, on.toordinal(), facts.facts, facts.segments))


def of_person(case: Case, silent: set[str]) -> dict[str, tuple[int, int, int, int]]:
    """By the person reading: the state of each breach that a rule finds, whether excused, remedied, and its day."""
    made = record(JP, case, ON)
    told: dict[str, tuple[int, int, int, int]] = {}
    for row in made.rows:
        for one in JP.breaches:
            read = made.reader.reading
            state, day = read.value(one.rule.name, row), read.of(one.on.node, row)
            if state == NOT_MET or one.name in silent or day == (0, 0, NOT_MET):
                continue
            excused, remedied = (
                NOT_MET if asked is None else read.value(asked.name, row) for asked in (one.excused, one.remedied)
            )
            told[one.name] = (state, excused, remedied, day[0] if day[2] else 0)
    return told


def test_rules_find_in_columns_what_they_find_for_a_person() -> None:
    chance = Random(7)
    cases = [drawn_case(chance, str(i)) for i in range(400)]
    breaches = Breaches(JP)
    _, found = found_in(breaches, cases)
    silent = {breaches.entries[i].name for i in found.silent}
    columns: dict[int, dict[str, tuple[int, int, int, int]]] = {}
    for i in range(len(found)):
        entry = breaches.entries[int(found.entry[i])]
        if entry.breach is not None:
            state, excused, remedied = int(found.state[i]), int(found.excused[i]), int(found.remedied[i])
            columns.setdefault(int(found.claim[i]), {})[entry.name] = (state, excused, remedied, int(found.low[i]))
    refused, seen = 0, Counter[str]()
    for number, case in enumerate(cases):
        try:
            told = of_person(case, silent)
        except BadInput:
            refused += 1
            assert number not in columns
            continue
        assert columns.get(number, {}) == told, case
        seen.update(list(told))
    assert refused < 100
    assert {"review_requested_late", "suit_filed_late", "applicant_appealed_late", "standard_period_passed"} <= set(
        seen
    )
    assert {"removed_while_the_procedure_went_on", "removed_the_day_after_the_dismissal"} & set(seen)


def one_case(*events: Event, statements: Sequence[Statement] = ()) -> Case:
    numbered = tuple(replace(event, line=i + 1) for i, event in enumerate(events))
    return Case("jp", "a", dict.fromkeys(JP.lanes, ON), numbered, tuple(statements), ("1",))


def an(kind: str, day: str, notified: str = "", /, **fields: Any) -> Event:
    person = JP.kinds[kind].scope == "person"
    told = Day.of(notified) if notified else None
    return Event(kind, Day.of(day), told, "in_person", application="" if person else "1", fields=fields)


def told_of(case: Case, lang: str = "en") -> list[Listed]:
    breaches = Breaches(JP)
    return listed(breaches, found_in(breaches, [case])[1], Words(lang))


def test_a_late_request_is_listed_with_the_provision_as_numbered_on_its_day() -> None:
    for filed, number in (("2024-05-20", "ICRRA 61-2-9(2)"), ("2024-06-20", "ICRRA 61-2-12(2)")):
        denied = an("decided", filed[:7] + "-02", filed[:7] + "-03", outcome="denied")
        rows = told_of(one_case(an("applied", "2024-01-10", kind="refugee"), denied, an("review_requested", filed)))
        (one,) = (row for row in rows if row.kind == "time_limit")
        assert (one.name, one.state, one.bears, one.excused) == ("review_requested_late", "met", "applicant", "open")
        assert one.provisions[0] == number
        assert (one.day, one.line, one.event) == (Day.of(filed), 3, "review_requested")
        assert one.sentence == "Requested review after the seven days."


def test_just_cause_excuses_it() -> None:
    denied = an("decided", "2024-05-02", "2024-05-07", outcome="denied")
    events = an("applied", "2024-01-10", kind="refugee"), denied, an("review_requested", "2024-05-20")
    for answer, said in ((MET, "yes"), (NOT_MET, "no")):
        stated = Statement("just_cause_for_late_request", answer, "1")
        (one,) = (row for row in told_of(one_case(*events, statements=[stated])) if row.kind == "time_limit")
        assert one.excused == said


def test_a_breach_of_order_stands_in_a_claim_whose_days_cannot_be() -> None:
    case = one_case(
        an("applied", "2024-03-10", kind="refugee"), an("decided", "2024-02-01", "2024-02-01", outcome="denied")
    )
    with pytest.raises(BadInput):
        record(JP, case, ON)
    (one,) = told_of(case)
    assert (one.kind, one.event, one.missing, one.line) == ("order", "decided", False, 2)
    assert one.sentence.startswith("Out of place: Decided at first instance.")


def test_a_missing_event_is_named_with_what_could_not_come_without_it() -> None:
    rows = told_of(one_case(an("applied", "2021-01-10", kind="refugee"), an("removed", "2024-02-01")))
    (one,) = (row for row in rows if row.missing)
    assert (one.name, one.event, one.line, one.bears) == (
        "removal:removal_ordered:missing",
        "removal_ordered",
        2,
        "authority",
    )
    assert one.provisions == ("ICRRA 52(3)",)
    assert one.confidence == "known"
    assert [row.name for row in rows if row.event == "removed"] == ["removed_while_the_procedure_went_on"]


def test_an_act_before_its_law_is_named_with_the_text_that_brought_it() -> None:
    rows = told_of(one_case(an("applied", "2023-11-30", kind="complementary"), an("supervision_begun", "2024-06-09")))
    found = {row.name: row for row in rows if row.kind == "law_in_force"}
    assert set(found) == {"applied:kind=complementary:not_in_force", "supervision_begun:not_in_force"}
    assert found["supervision_begun:not_in_force"].since == date(2024, 6, 10)
    later = one_case(an("applied", "2023-12-01", kind="complementary"), an("supervision_begun", "2024-06-10"))
    assert [row for row in told_of(later) if row.kind == "law_in_force"] == []


def test_what_no_event_shows_is_asked_only_where_the_file_speaks_of_it() -> None:
    breaches = Breaches(JP)
    numbers = {entry.name: entry.number for entry in breaches.entries}
    number = numbers["denial_notified_without_reasons"]
    events = an("applied", "2021-01-10", kind="refugee"), an("decided", "2022-02-01", "2022-02-01", outcome="denied")
    _, silent = found_in(breaches, [one_case(*events)])
    assert number in silent.silent
    assert number not in silent.entry
    stated = Statement("notice_gives_reasons", NOT_MET, "1")
    _, asked = found_in(breaches, [one_case(*events, statements=[stated])])
    assert number not in asked.silent
    assert asked.state[asked.entry == number].tolist() == [MET]


def test_a_breach_of_the_person_is_found_once() -> None:
    events = [an("applied", "2021-01-10", kind="refugee"), an("removed", "2024-02-01")]
    second = replace(an("applied", "2022-01-10", kind="refugee"), application="2")
    case = replace(one_case(*events, second), applications=("1", "2"))
    rows = [row for row in told_of(case) if row.name == "removed_while_the_procedure_went_on"]
    assert [(row.application, row.state) for row in rows] == [("", "met")]


def test_counts_are_those_of_the_rows_and_persons_count_once() -> None:
    chance = Random(3)
    breaches = Breaches(JP)
    tally = Tally(breaches, by=("office", "unknown"))
    expected: Counter[tuple[Any, ...]] = Counter()
    persons: dict[tuple[Any, ...], set[tuple[int, int]]] = {}
    for stretch in range(3):
        cases = [drawn_case(chance, f"{stretch}-{i}") for i in range(80)]
        batch, _ = found_in(breaches, cases)
        offices = [chance.choice(("Tokyo", "Osaka", "")) for _ in cases]
        _, found = found_in(breaches, cases)
        found = replace(found, batch=replace(batch, attributes={"office": words(offices)}))
        tally.add(found)
        for i in range(len(found)):
            low, high = int(found.low[i]), int(found.high[i])
            years = {date.fromordinal(day).year if day else 0 for day in (low, high)}
            key = (
                int(found.entry[i]), (offices[int(found.claim[i])], ""), years.pop() if len(years) == 1 else 0,
                int(found.state[i]), int(found.excused[i]), int(found.remedied[i]),
            )  # fmt: skip
            expected[key] += 1
            persons.setdefault(key, set()).add((stretch, int(found.claim[i])))
    counted = {tuple(one[:6]): (one.breaches, one.claims) for one in tally.counts()}
    assert counted == {key: (n, len(persons[key])) for key, n in expected.items()}
    assert len(counted) > 30


def test_every_breach_has_a_sentence_a_bearer_and_a_text() -> None:
    for name in laws.ORDERS:
        law = laws.find(name)
        for entry in Breaches(law).entries:
            assert entry.texts, entry.name
            assert all(text.cites for text in entry.texts)
            said = Words("en").say(entry.words, event=entry.says)
            assert said.endswith("."), entry.name
            assert "{" not in said
            assert "…" not in said


def test_no_two_breaches_read_alike() -> None:
    """Two courts judge: which judgment is missing stands in the sentence, in every language."""
    for lang in ("en", "ja"):
        told = Words(lang)
        said = Counter((entry.kind, entry.sentence(told)) for entry in Breaches(JP).entries if entry.kind == "order")
        assert [sentence for sentence, times in said.items() if times > 1] == []
    missing = next(entry for entry in Breaches(JP).entries if entry.name == "suit:judgment:high:missing")
    assert missing.sentence(Words()).startswith("Missing: Judgment (high).")
    assert "判決 (高等裁判所)" in missing.sentence(Words("ja"))


def test_the_kinds_asked_for_are_the_kinds_found() -> None:
    chance = Random(5)
    cases = [drawn_case(chance, str(i)) for i in range(120)]
    whole = Breaches(JP)
    _, everything = found_in(whole, cases)
    for kind in ("order", "time_limit", "actor", "law_in_force"):
        some = Breaches(JP, kinds=(kind,))
        _, found = found_in(some, cases)
        assert {some.entries[i].kind for i in found.entry.tolist()} <= {kind}
        assert len(found) == sum(whole.entries[i].kind == kind for i in everything.entry.tolist())


def test_an_open_state_counts_as_a_bound() -> None:
    late = one_case(
        an("applied", "2023-01-10", kind="refugee"),
        an("decided", "2024-05-01", "2024-05-01", outcome="denied"),
        replace(an("review_requested", "2024-05-02"), day=Day(date(2024, 5, 2), date(2024, 5, 31))),
    )
    breaches = Breaches(JP)
    _, found = found_in(breaches, [late])
    number = next(entry.number for entry in breaches.entries if entry.name == "review_requested_late")
    assert found.state[found.entry == number].tolist() == [OPEN]
    assert np.array_equal(found.low[found.entry == number], [date(2024, 5, 2).toordinal()])
