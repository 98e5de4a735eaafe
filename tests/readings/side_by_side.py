"""Laws and persons in which every operator and every kind of value occurs, read for one person and in columns."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.readings import drawn
from tests.readings.drawn import A_NUMBER, CITES, ON_DAY, Claim, Person, a_rule, body
from tests.readings.records import Record, in_window
from wellfounded.logic.periods import Period
from wellfounded.readings.columns import (
    ColumnsReading,
    block_of,
    differences,
)
from wellfounded.readings.person import PersonReading, Row, with_family
from wellfounded.readings.values import MET, MOST, NEVER, NOT_MET, OPEN, open_value
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule, burden, unclear
from wellfounded.rules.terms import (
    MET as MET_TERM,
)
from wellfounded.rules.terms import (
    ON,
    any_of,
    choose,
    count_of,
    each_of,
    first_of,
    last_day,
    last_of,
    parameter,
    value,
)


def read(order: LegalOrder, told: Sequence[Record], on: date = ON_DAY) -> list[tuple[str, int]]:
    """The differences between the two readings of these records."""
    person = PersonReading(order)
    block, rows = block_of(ColumnsReading(order), [record.read(person, on) for record in told])
    return list(differences(person, block, rows))


def anything(order: LegalOrder, persons: int, seed: int, on: date) -> tuple[PersonReading, list[Sequence[Row]]]:
    """Persons with several applications and relatives, with a value drawn for every declared fact."""
    drawing, person, columns = random.Random(seed), PersonReading(order), ColumnsReading(order)
    day = on.toordinal()

    def a_value(fact: Any) -> Any:
        if drawing.random() < 0.25:
            return open_value(fact, day)
        if fact.type == "truth":
            return drawing.choice((NOT_MET, OPEN, MET))
        if fact.type == "count":
            least = drawing.randrange(4)
            return (least, drawing.choice((least, least, least + 2, MOST)))
        if fact.type == "category":
            words = columns.vocabulary(fact.name)
            return frozenset(drawing.sample(words, drawing.choice((1, 1, 1, 2, len(words)))))
        low = day - drawing.randrange(8000)
        kind = drawing.randrange(4)
        if kind == 0:
            return NEVER
        return (low, low, MET) if kind == 1 else (low, min(low + drawing.randrange(900), day), kind - 1)

    def rows() -> list[Any]:
        told = [
            (str(i), {f.name: a_value(f) for f in order.facts.values()}) for i in range(drawing.choice((1, 1, 2, 4)))
        ]
        return person.rows(told, on)

    made: list[Sequence[Row]] = [rows() for _ in range(persons)]
    for one in made:
        with_family(one, [rows() for _ in range(drawing.choice((0, 0, 1, 2)))])
    return person, made


ABOUT: dict[str, Any] = {"cites": CITES, "since": "2000-01-01", "checked": "2026-01-01"}
MONTH = parameter("month", Period(length=1, unit="months", first_day="excluded", month_end="last_day"), "M", *CITES)


def every_operator() -> LegalOrder:
    """A law with each operator in a rule of its own, so that a fault in any of them shows."""
    with_exceptions = a_rule("with_exceptions", Claim.a)
    with_exceptions.unless(**ABOUT)(body("first", Claim.b))
    with_exceptions.unless(**ABOUT, then=Claim.outcome.is_one_of("granted"))(body("second", Claim.c))
    doubt: Any = {"settled_by": "A court.", "cites": CITES}
    chosen = [
        ("a_truth", Claim.b, Claim.c),
        ("a_day", Claim.lodged, Claim.decided),
        ("a_word", value("one"), value("two")),
    ]
    relations_ = {"earlier": Claim.earlier, "others": Claim.others, "family": Claim.family}
    made: list[Rule[Any]] = [
        with_exceptions,
        a_rule("both", Claim.a & Claim.b),
        a_rule("either", Claim.a | Claim.b),
        a_rule("opposite", ~Claim.a),
        a_rule("has_come", Claim.lodged.happened),
        a_rule("strictly", Claim.lodged < Claim.decided),
        a_rule("loosely", Claim.lodged <= Claim.decided),
        a_rule("reached", Claim.number >= A_NUMBER),
        a_rule("named", Claim.outcome.is_one_of("refused", "closed")),
        a_rule("after_a_month", last_day(MONTH, Claim.lodged)),
        a_rule("after_three_days", last_day(drawn.THREE_DAYS, Claim.decided)),
        a_rule("later", Claim.lodged.plus(2)),
        a_rule("earliest", first_of(Claim.lodged, Claim.decided, ON)),
        a_rule("latest", last_of(Claim.lodged, Claim.decided, Claim.notified)),
        a_rule("earliest_known", first_of(Claim.notified, Person.arrived)),
        a_rule("latest_known", last_of(Claim.notified, Person.arrived)),
        a_rule("doubtful", unclear("?", one=("1", Claim.a), two=("2", Claim.b), **doubt)),
        a_rule("which_day", unclear("?", one=("1", Claim.lodged), two=("2", Claim.notified), **doubt)),
        *(a_rule(f"choice_of_{n}", choose((Claim.a, one), otherwise=two)) for n, one, two in chosen),
        *(a_rule(f"count_{n}", count_of(r, Claim.a)) for n, r in relations_.items()),
        *(a_rule(f"any_{n}", any_of(r, Claim.a)) for n, r in relations_.items()),
        *(a_rule(f"each_{n}", each_of(r, Claim.a)) for n, r in relations_.items()),
        a_rule("borne", burden(Claim.a, on="x", open_as=MET_TERM, why="y", cites=CITES)),
    ]
    return drawn.law(*made)


def plain_records() -> list[Record]:
    """Persons of several applications in which every fact takes every kind of value."""
    drawing = random.Random(7)
    at_ = in_window

    def one() -> dict[str, Any]:
        days_ = [NEVER, *((at_(d), at_(d), MET) for d in (0, 1, 5, 30)), (at_(0), at_(3), MET), (at_(1), at_(4), OPEN)]
        return {
            **{name: drawing.choice((NOT_MET, OPEN, MET)) for name in ("a", "b", "c", "minor")},
            **{name: drawing.choice(days_) for name in ("lodged", "decided")},
            # Of these the day is known, and yet it may be open whether it comes.
            **{name: drawing.choice([*days_[:5], (at_(2), at_(2), OPEN)]) for name in ("notified", "arrived")},
            "number": drawing.choice(((0, 0), (1, 1), (0, 2), (3, 3))),
            "outcome": drawing.choice(
                [
                    frozenset(words)
                    for words in (("granted",), ("refused",), ("granted", "closed"), ("closed", "refused"))
                ]
            ),
        }

    return [Record(tuple(one() for _ in range(1 + k % 4)), (one(),) * (k % 2)) for k in range(60)]
