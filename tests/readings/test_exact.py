"""The exact answer and the missing facts against every completion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import Any

from hypothesis import given, settings

from tests.readings.brute_force import BruteForce, exact, world
from tests.readings.drawn import A_DAY, CITES, ON_DAY, THREE_DAYS, Claim, Person, a_rule, law, laws
from tests.readings.records import Cell, Linked, Record, in_window, linked_records, records
from wellfounded.logic.calendars import Calendar
from wellfounded.logic.periods import Period
from wellfounded.readings.exact import Exact, answers
from wellfounded.readings.known import NOTHING, Known, Link
from wellfounded.readings.person import PersonReading
from wellfounded.readings.reasons import Explanation
from wellfounded.readings.values import FIRST_DAY, MET, OPEN
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.terms import ON, any_of, last_day, parameter

EXAMPLES = settings().max_examples


@settings(max_examples=4 * EXAMPLES)
@given(laws(), records())
def test_settled_is_what_every_completion_agrees_on(order: LegalOrder, record: Record) -> None:
    reading, brute = PersonReading(order), BruteForce(order)
    settles = Exact(reading)
    for index, row in enumerate(record.read(reading)):
        for name, rule in order.rules.items():
            if rule.type == "truth":
                assert settles.settle(name, row) == exact(brute, name, record, index), name


@settings(max_examples=4 * EXAMPLES)
@given(laws(), linked_records())
def test_settled_uses_what_is_known_between_days(order: LegalOrder, linked: Linked) -> None:
    reading, brute = PersonReading(order), BruteForce(order)
    settles, completions = Exact(reading), list(linked.completions())
    for index, row in enumerate(linked.record.read(reading)):
        for name, rule in order.rules.items():
            if rule.type == "truth":
                expected = exact(brute, name, linked.record, index, completions)
                assert settles.settle(name, row, linked.known) == expected, name


# Each of these once answered `open` where every completion agrees.


def test_a_day_that_never_comes_behind_a_period() -> None:
    order = law(a_rule("r", (last_day(THREE_DAYS, Claim.notified) >= ON) & ~Claim.notified.happened))
    assert settled(order, {"notified": (in_window(0), in_window(9), OPEN)}) == "not_met"


def test_a_day_that_never_comes_behind_a_rule() -> None:
    starts = a_rule("starts", Claim.notified.plus(1))
    order = law(starts, a_rule("r", (starts() >= A_DAY) & ~Claim.notified.happened))
    assert settled(order, {"notified": (in_window(0), in_window(9), OPEN)}) == "not_met"


def test_a_fact_of_a_relative_in_both_directions() -> None:
    order = law(a_rule("r", any_of(Claim.family, Claim.a & ~Claim.a)))
    reading = PersonReading(order)
    row = reading.rows([("1", {})], ON_DAY, [("1", {"a": OPEN}), ("1", {"a": OPEN})])[0]
    assert Exact(reading).settle("r", row) == "not_met"


def test_an_order_of_days_that_only_some_parts_allow() -> None:
    """Of the two days one comes after the day asked about, whichever it is."""
    order = law(a_rule("r", Claim.lodged.happened & Claim.decided.happened))
    spans = {(0, "lodged"): (in_window(9), in_window(12)), (0, "decided"): (in_window(9), in_window(13))}
    known = Known((Link((0, "lodged"), (0, "decided"), 3, 40),), spans)
    held = (in_window(9), in_window(11), OPEN)
    assert settled(order, {"lodged": held, "decided": held}, known) == "not_met"


def test_days_that_no_calendar_covers_are_left_out() -> None:
    calendar = Calendar("c", "the court", date(2000, 1, 1), date(2099, 12, 31), lambda day: None)
    period = parameter("p", Period(length=3, unit="days", first_day="excluded", calendar=calendar), "P", *CITES)
    in_time = (last_day(period, Claim.notified) < A_DAY) | (last_day(period, Claim.notified) >= A_DAY)
    order = law(a_rule("r", in_time))
    low = date(1999, 12, 20).toordinal()
    assert settled(order, {"notified": (low, low + 30, MET)}) == "met"
    assert settled(order, {"notified": (FIRST_DAY, ON_DAY.toordinal(), OPEN)}) in ("open", "not_tried")


def settled(order: LegalOrder, facts: dict[str, Any], known: Known = NOTHING) -> str:
    """The exact answer of the rule `r`."""
    reading = PersonReading(order)
    return Exact(reading).settle("r", reading.rows([("1", facts)], ON_DAY)[0], known)


def test_more_than_the_limit_is_not_tried() -> None:
    """Two open days over decades, each in both directions: no answer is better than a slow one."""
    both = (Claim.lodged < Claim.decided) & (Claim.decided < Claim.lodged.plus(1))
    order = law(a_rule("r", both))
    wide = (FIRST_DAY, ON_DAY.toordinal(), MET)
    assert settled(order, {"lodged": wide, "decided": wide}) == "not_tried"


def pairs(record: Record, cell: Cell, values: list[Any]) -> Iterator[list[dict[Cell, Any]]]:
    """Every completion of the other facts, with each of those values of this one."""
    others = {other: found for other, found in record.open_cells().items() if other != cell}
    for chosen in product(*others.values()):
        known = dict(zip(others, chosen, strict=True))
        yield [{**known, cell: value} for value in values]


def where(application: str, scope: str) -> int:
    """The row of a fact by the name of its application."""
    if "family" in application:
        return 999 + int(application.removeprefix("family "))
    return -1 if scope == "person" else int(application)


def matters(answer: Callable[[dict[Cell, Any]], object], record: Record, cell: Cell, values: list[Any]) -> bool:
    """Whether in some completion of the other facts these values of this one lead to different answers."""
    return any(len({answer(one) for one in completions}) > 1 for completions in pairs(record, cell, values))


@settings(max_examples=3 * EXAMPLES)
@given(laws(most=3), records(most_open=4, most=120))
def test_missing_names_every_fact_that_matters_and_none_that_cannot(order: LegalOrder, record: Record) -> None:
    reading, brute = PersonReading(order), BruteForce(order)
    settles, explanation = Exact(reading), Explanation(reading)
    every = reading.law.facts
    for index, row in enumerate(record.read(reading)):
        for name, rule in order.rules.items():
            if rule.type != "truth" or settles.settle(name, row) != "open":
                continue
            finding = explanation.finding(name, row)
            found = settles.missing(finding, row)
            named = {(where(missing.application, missing.fact.scope), missing.fact.name) for missing in found}
            uses = settles.directions.of_rule(name)

            def answer(completion: dict[Cell, Any], name: str = name, index: int = index) -> object:
                return brute.rule(name, world(record, completion, index))

            for cell, possible in record.open_cells().items():
                ends = list(answers(every[cell[1]], dict(record.cells())[cell]))
                if matters(answer, record, cell, ends):
                    assert cell in named, (name, cell, "matters and is not named")
                # Of many facts, one is named where finding out that it cannot matter would take too long.
                elif cell in named and uses[cell[1]].times > 1 and record.size <= 24:
                    assert matters(answer, record, cell, possible), (name, cell, "cannot matter")


def test_an_unknown_day_is_asked_about_although_its_ends_lie_outside_the_calendar() -> None:
    calendar = Calendar("c", "the court", date(2000, 1, 1), date(2099, 12, 31), lambda day: None)
    period = parameter("p", Period(length=3, unit="days", first_day="excluded", calendar=calendar), "P", *CITES)
    order = law(a_rule("r", last_day(period, Claim.notified) >= ON))
    reading = PersonReading(order)
    row = reading.rows([("1", {})], ON_DAY)[0]
    found = Exact(reading).missing(Explanation(reading).finding("r", row), row)
    assert [missing.fact.name for missing in found] == ["notified"]


def test_a_fact_about_a_relative_is_asked_of_the_relative() -> None:
    order = law(a_rule("r", any_of(Claim.family, Person.minor) & Person.minor))
    reading = PersonReading(order)
    row = reading.rows([("1", {}), ("2", {})], ON_DAY, [("1", {})])[1]
    found = Exact(reading).missing(Explanation(reading).finding("r", row), row)
    assert {(missing.application, missing.fact.name) for missing in found} == {("family 1", "minor"), ("2", "minor")}
