"""The person reading against every completion of what is not known."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from tests.readings.brute_force import BruteForce, world
from tests.readings.drawn import laws
from tests.readings.records import Record, records
from wellfounded.readings.person import PersonReading
from wellfounded.readings.values import MET, NOT_MET, OPEN
from wellfounded.rules.order import LegalOrder

EXAMPLES = settings().max_examples


def holds(type_: str, held: Any, answer: Any) -> bool:
    """Whether what a reading holds leaves room for an answer."""
    if type_ == "truth":
        return held in (OPEN, MET if answer else NOT_MET)
    if answer is None:
        return bool(held[2] != MET)
    return bool(held[2] != NOT_MET and held[0] <= answer <= held[1])


@settings(max_examples=5 * EXAMPLES)
@given(laws(), records())
def test_no_answer_contradicts_a_completion(law: LegalOrder, record: Record) -> None:
    reading, brute = PersonReading(law), BruteForce(law)
    rows = record.read(reading)
    for completion in record.completions():
        for index, row in enumerate(rows):
            there = world(record, completion, index)
            for name, rule in law.rules.items():
                held = reading.value(name, row)
                for answer in brute.rule(name, there):
                    assert holds(rule.type, held, answer), (name, completion)


@settings(max_examples=5 * EXAMPLES)
@given(laws(), records(most_open=0))
def test_the_whole_answer_where_everything_is_known(law: LegalOrder, record: Record) -> None:
    reading, brute = PersonReading(law), BruteForce(law)
    for index, row in enumerate(record.read(reading)):
        there = world(record, {}, index)
        for name, rule in law.rules.items():
            answers = brute.rule(name, there)
            held = reading.value(name, row)
            if rule.type == "truth":
                assert held == {frozenset((True,)): MET, frozenset((False,)): NOT_MET}.get(answers, OPEN)
            else:
                days = [day for day in answers if day is not None]
                exists = NOT_MET if not days else MET if len(days) == len(answers) else OPEN
                assert held[2] == exists
                assert not days or held[:2] == (min(days), max(days))
