"""Each operator of the tree: Kleene's tables, the four types of value, and a planted fault that is caught."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readings.brute_force import BruteForce, world
from tests.readings.drawn import A_NUMBER, CITES, ON_DAY, ONE_WEEK, Claim, a_rule, body, law
from tests.readings.records import TYPES, Record, in_window, possible
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.logic.truth import Truth
from wellfounded.readings import person
from wellfounded.readings.exact import Exact
from wellfounded.readings.person import PersonReading
from wellfounded.readings.values import MET, NEVER, NOT_MET, OPEN, TRUTHS, day_value, number
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.terms import ON, choose, count_of, first_of, last_day, last_of, parameter, value

ALL = (NOT_MET, OPEN, MET)


def answer(order: LegalOrder, **facts: Any) -> Any:
    """What the rule `r` says of one application."""
    reading = PersonReading(order)
    return reading.value("r", reading.rows([("1", facts)], ON_DAY)[0])


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_the_tables_are_those_of_truth(a: int, b: int) -> None:
    """The reading calculates with numbers; it says what `Truth` says."""
    one, two = TRUTHS[a], TRUTHS[b]
    assert answer(law(a_rule("r", Claim.a & Claim.b)), a=a, b=b) == number(one & two)
    assert answer(law(a_rule("r", Claim.a | Claim.b)), a=a, b=b) == number(one | two)
    assert answer(law(a_rule("r", ~Claim.a)), a=a) == number(~one)
    chosen = choose((Claim.a, Claim.b), otherwise=Claim.b)
    assert answer(law(a_rule("r", chosen)), a=a, b=b) == b


def test_a_join_is_not_the_formula_it_could_be_written_as() -> None:
    """Where the condition is open and both sides agree, that is the answer."""
    order = law(a_rule("r", choose((Claim.a, Claim.b), otherwise=Claim.c)))
    expanded = law(a_rule("r", (Claim.a & Claim.b) | (~Claim.a & Claim.c)))
    assert answer(order, a=OPEN, b=MET, c=MET) == MET
    assert answer(expanded, a=OPEN, b=MET, c=MET) == OPEN


def test_a_version_whose_selector_is_open_answers_where_the_texts_agree() -> None:
    made = a_rule("r", Claim.a | Claim.b, since="2024-01-01", until="2024-07-05", by=Claim.lodged)
    later: dict[str, Any] = {"cites": CITES, "since": "2024-07-05", "checked": "2026-01-01", "by": Claim.lodged}
    made.version(**later)(body("later", Claim.a))
    order = law(made)
    span = (in_window(0), in_window(9), MET)
    assert answer(order, lodged=span, a=MET) == MET
    assert answer(order, lodged=span, a=NOT_MET, b=NOT_MET) == NOT_MET
    assert answer(order, lodged=span, a=NOT_MET, b=MET) == OPEN
    assert answer(order, lodged=(in_window(4), in_window(4), MET), a=NOT_MET, b=MET) == NOT_MET
    assert answer(order, lodged=(in_window(3), in_window(3), MET), a=NOT_MET, b=MET) == MET
    # A day before every text: no text is in force.
    early = date(2023, 1, 1).toordinal()
    assert answer(order, lodged=(early, early, MET), a=MET) == NOT_MET


def test_an_exception_to_an_exception() -> None:
    made = a_rule("r", Claim.a)
    about: dict[str, Any] = {"cites": CITES, "since": "2000-01-01", "checked": "2026-01-01"}
    exception = made.unless(**about)(body("exception", Claim.b))
    exception.unless(**about)(body("back", Claim.c))
    order = law(made)
    for a, b, c in product(ALL, ALL, ALL):
        applies = number(TRUTHS[b] & ~TRUTHS[c])
        if MET in (b, c) or NOT_MET in (b, c):
            expected = {MET: NOT_MET, NOT_MET: a}.get(applies, a if a == NOT_MET else OPEN)
            assert answer(order, a=a, b=b, c=c) == expected, (a, b, c)


def test_days_that_come_and_days_that_do_not() -> None:
    day = (in_window(3), in_window(3), MET)
    later = (in_window(5), in_window(5), MET)
    first = law(a_rule("r", first_of(Claim.lodged, Claim.decided)))
    assert answer(first, lodged=later, decided=day) == day
    assert answer(first, lodged=NEVER, decided=day) == day
    assert answer(first, lodged=NEVER, decided=NEVER) == NEVER
    assert answer(first, lodged=(in_window(0), in_window(9), OPEN), decided=later) == (in_window(0), in_window(5), MET)
    last = law(a_rule("r", last_of(Claim.lodged, Claim.decided)))
    assert answer(last, lodged=NEVER, decided=day) == day
    assert answer(last, lodged=(in_window(0), in_window(9), OPEN), decided=later) == (in_window(5), in_window(9), MET)
    before = law(a_rule("r", Claim.lodged < Claim.decided))
    assert answer(before, lodged=day, decided=day) == NOT_MET
    assert answer(before, lodged=day, decided=later) == MET
    # A day that never comes is neither before nor after another.
    assert answer(before, lodged=NEVER, decided=day) == NOT_MET
    assert answer(before, lodged=day, decided=NEVER) == NOT_MET
    assert answer(law(a_rule("r", Claim.lodged.plus(3))), lodged=NEVER) == NEVER


def test_a_day_that_never_comes_joins_with_one_shifted() -> None:
    order = law(a_rule("r", choose((Claim.a, Claim.lodged.plus(1)), otherwise=Claim.decided)))
    assert answer(order, a=OPEN, lodged=NEVER, decided=NEVER) == NEVER


def test_counts_and_categories() -> None:
    number_of = law(a_rule("r", Claim.number >= A_NUMBER))
    assert [answer(number_of, number=n) for n in ((0, 0), (0, 1), (1, 4))] == [NOT_MET, OPEN, MET]
    assert answer(law(a_rule("r", Claim.number < 2)), number=(1, 1)) == MET
    ended = law(a_rule("r", Claim.outcome.is_one_of("refused", "closed")))
    assert answer(ended, outcome=frozenset(("refused", "closed"))) == MET
    assert answer(ended, outcome=frozenset(("refused", "granted"))) == OPEN
    assert answer(ended, outcome=frozenset(("granted",))) == NOT_MET
    stages = law(a_rule("r", choose((Claim.a, value("one")), (Claim.b, value("two")), otherwise=value("three"))))
    assert answer(stages, a=NOT_MET, b=OPEN) == {"two", "three"}
    assert answer(stages, a=OPEN, b=MET) == {"one", "two"}


def test_earlier_applications_are_counted_each_with_all_of_a_property() -> None:
    refused = a_rule("refused", Claim.outcome.is_one_of("refused") & Claim.decided.happened)
    order = law(refused, a_rule("r", count_of(Claim.earlier, refused()) >= 2))
    reading = PersonReading(order)
    ended = {"outcome": frozenset(("refused",)), "decided": (in_window(1), in_window(1), MET)}
    half = {"outcome": frozenset(("refused",)), "decided": NEVER}
    unknown = {**ended, "decided": (in_window(0), in_window(3), OPEN)}

    def third(*earlier: dict[str, Any]) -> int:
        rows = reading.rows([(str(i), facts) for i, facts in enumerate((*earlier, ended))], ON_DAY)
        found: int = reading.value("r", rows[-1])
        return found

    assert third(ended) == NOT_MET
    assert third(ended, ended) == MET
    assert third(ended, half) == NOT_MET
    assert third(ended, unknown) == OPEN
    assert third(ended, unknown, ended) == MET


def test_a_parameter_is_changed_without_touching_the_law() -> None:
    order = law(a_rule("r", Claim.number >= A_NUMBER))
    assert answer(order, number=(1, 1)) == MET
    assert answer(order.changed(a_number=2), number=(1, 1)) == NOT_MET
    assert answer(order, number=(1, 1)) == MET
    week = Period(length=2, unit="weeks", first_day="included")
    due = law(a_rule("r", last_day(ONE_WEEK, Claim.lodged)))
    exact = (in_window(0), in_window(0), MET)
    assert answer(due.changed(one_week=week), lodged=exact)[0] - answer(due, lodged=exact)[0] == 7


PERIODS = st.one_of(
    st.builds(
        lambda length, unit, first_day: Period(
            length=length, unit=unit, first_day=first_day, month_end=None if unit in ("days", "weeks") else "last_day"
        ),
        st.integers(1, 14),
        st.sampled_from(("days", "weeks", "months", "years")),
        st.sampled_from(("excluded", "included")),
    ),
    st.just(ONE_WEEK.value),
)


@given(PERIODS, st.dates(date(2016, 1, 1), date(2024, 3, 1)), st.integers(0, 70), st.integers(-40, 140), st.booleans())
def test_an_imprecise_day_against_each_day_that_it_can_be(
    period: Period, start: date, length: int, against: int, open_: bool
) -> None:
    """Through a period, two texts and an order: the range holds every answer; the exact answer is that of all."""
    named, limit = parameter("p", period, "P", *CITES), start + timedelta(against)
    texts = a_rule("due", last_day(named, Claim.lodged), since="2000-01-01", until="2020-02-01", by=Claim.lodged)
    later: dict[str, Any] = {"cites": CITES, "since": "2020-02-01", "checked": "2026-01-01", "by": Claim.lodged}
    texts.version(**later)(body("later", last_day(named, Claim.lodged).plus(-2)))
    order = law(texts, a_rule("in_time", texts() >= Day.of(limit)))
    reading = PersonReading(order)
    held = (start.toordinal(), start.toordinal() + length, OPEN if open_ else MET)
    record = Record(({**{name: _known(type_) for name, type_ in TYPES.items()}, "lodged": held},))
    row = record.read(reading)[0]
    each = [record.having({(0, "lodged"): one}).read(reading)[0] for one in possible("day", held)]
    dues = [reading.value("due", at) for at in each]
    low, high, exists = reading.value("due", row)
    coming = [due for due in dues if due[2]]
    assert exists == (MET if len(coming) == len(dues) else OPEN)
    assert all(low <= due[0] and due[1] <= high for due in coming)
    if not open_ and not start.toordinal() < date(2020, 2, 1).toordinal() <= start.toordinal() + length:
        assert (low, high) == (min(due[0] for due in coming), max(due[1] for due in coming))
    answers = {reading.value("in_time", at) for at in each}
    assert reading.value("in_time", row) in (*answers, OPEN)
    assert Exact(reading).settle("in_time", row) == {(MET,): "met", (NOT_MET,): "not_met"}.get(tuple(answers), "open")


def _known(type_: str) -> Any:
    return {"truth": MET, "day": NEVER, "count": (0, 0), "category": frozenset(("granted",))}[type_]


def test_a_planted_fault_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison with all completions notices an `or` that is read as an `and`, and fails for no other law."""
    faulty = law(a_rule("r", Claim.a | Claim.b))
    sound = law(a_rule("r", Claim.a & Claim.b))
    record = Record(({**{name: _known(type_) for name, type_ in TYPES.items()}, "a": OPEN},))

    def contradictions(order: LegalOrder) -> int:
        reading, brute = PersonReading(order), BruteForce(order)
        held = reading.value("r", record.read(reading)[0])
        answers = [brute.rule("r", world(record, completion, 0)) for completion in record.completions()]
        return sum(held != OPEN and answer != {held == MET} for answer in answers)

    assert contradictions(faulty) == contradictions(sound) == 0
    monkeypatch.setitem(person._BUILD, "or", lambda reading, *nodes: lambda row: min(reading.of(n, row) for n in nodes))
    assert contradictions(sound) == 0
    wrong = record.having({(0, "b"): NOT_MET, (0, "a"): MET})
    reading, brute = PersonReading(faulty), BruteForce(faulty)
    assert reading.value("r", wrong.read(reading)[0]) == NOT_MET
    assert brute.rule("r", world(wrong, {}, 0)) == {True}


def test_values_of_days() -> None:
    assert day_value(Day.of("2024-07")) == (date(2024, 7, 1).toordinal(), date(2024, 7, 31).toordinal(), MET)
    assert [number(truth) for truth in (Truth.NOT_MET, Truth.OPEN, Truth.MET)] == [NOT_MET, OPEN, MET]
    assert answer(law(a_rule("r", ON))) == (ON_DAY.toordinal(), ON_DAY.toordinal(), MET)
