"""The defences of the tracer: what Python would settle for one person is refused, so that it holds for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.readings.drawn import A_DAY, A_NUMBER, CITES, ONE_WEEK, THREE_DAYS, Claim, Person, a_rule, body
from wellfounded.logic.days import Day
from wellfounded.logic.errors import WrongCall
from wellfounded.rules.nodes import Node, children, walk
from wellfounded.rules.rule import rule, unclear
from wellfounded.rules.terms import (
    MET,
    NOT_ESTABLISHED,
    ON,
    CategoryTerm,
    CountTerm,
    DayTerm,
    Proposition,
    any_of,
    choose,
    count_of,
    each_of,
    first_of,
    last_day,
    last_of,
    lift_count,
    lift_day,
    no_day,
    value,
)

C: Any = Claim
"""The same facts without their types, for what mypy would refuse before Python does."""
EACH: tuple[Any, ...] = (Claim.a, Claim.lodged, Claim.number, Claim.outcome)


@pytest.mark.parametrize("term", EACH)
def test_an_expression_has_no_truth_and_equals_nothing(term: Any) -> None:
    with pytest.raises(TypeError, match="no truth in Python"):
        bool(term)
    with pytest.raises(TypeError, match="no truth in Python"):
        not term  # noqa: B018
    with pytest.raises(TypeError, match="no truth in Python"):
        1 if term else 2  # noqa: B018
    with pytest.raises(TypeError, match="no truth in Python"):
        term and Claim.b  # noqa: B018
    with pytest.raises(TypeError, match="not compared with `==`"):
        term == term  # noqa: B015, PLR0124
    with pytest.raises(TypeError, match="not compared with `==`"):
        term != 1  # noqa: B015
    with pytest.raises(TypeError, match="not compared with `==`"):
        term in (1, 2)  # noqa: B015
    with pytest.raises(TypeError, match="unhashable"):
        {term}  # noqa: B018


def test_a_chain_of_comparisons_is_refused() -> None:
    with pytest.raises(TypeError, match="no truth in Python"):
        C.lodged < C.decided < C.notified  # noqa: B015
    with pytest.raises(TypeError, match="no truth in Python"):
        1 <= C.number <= 3  # noqa: B015


ANY_DAY: Any = A_DAY


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: C.a & C.lodged,
        lambda: C.a | C.number,
        lambda: C.a & True,
        lambda: C.a | None,
        lambda: C.lodged & C.a,
        lambda: C.number | C.a,
        lambda: C.outcome & C.a,
        lambda: C.a & C.b < C.lodged,
        lambda: C.a & C.lodged < A_DAY,
        lambda: C.lodged < ANY_DAY & C.a,
        lambda: C.lodged < C.number,
        lambda: C.number >= C.lodged,
        lambda: C.number >= True,
        lambda: C.number >= 1.5,
        lambda: C.lodged < date(2024, 1, 1),
        lambda: date(2024, 1, 1) < C.lodged,
        lambda: C.lodged < "2024-01-01",
        lambda: C.outcome < C.outcome,
        lambda: C.a < C.b,
        lambda: True & C.a,
        lambda: ANY_DAY & C.a,
        lambda: ~C.lodged,
        lambda: ~C.number,
    ],
)
def test_mixed_types_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        wrong()


def test_the_sentence_says_what_to_write() -> None:
    with pytest.raises(TypeError, match=r"bracket the comparison: write \(a < b\) & \(c < d\)"):
        C.a & C.lodged < A_DAY  # noqa: B015
    with pytest.raises(TypeError, match="bracket the comparison: a day is compared with a day"):
        C.lodged < 3  # noqa: B015


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: C.number >= A_DAY,
        lambda: C.number >= ONE_WEEK,
        lambda: C.lodged < A_NUMBER,
        lambda: C.lodged < ONE_WEEK,
        lambda: last_day(A_DAY, C.lodged),
        lambda: C.outcome.is_one_of("granted", "gratned"),
        lambda: choose((C.a, C.lodged), otherwise=C.number),
        lambda: choose((C.lodged, C.a), otherwise=C.b),
        lambda: count_of(C.earlier, a_rule("r", C.lodged)),
        lambda: any_of(C.earlier, C.lodged),
        lambda: unclear("?", settled_by="x", cites=CITES, one=("One.", C.a)),
        lambda: unclear("?", settled_by="x", cites=CITES, one=("One.", C.a), two=("Two.", C.lodged)),
        lambda: Proposition(C.lodged.node),
    ],
)
def test_what_means_nothing_is_refused_in_a_sentence(wrong: Callable[[], object]) -> None:
    with pytest.raises(WrongCall) as refused:
        wrong()
    assert "{" not in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [lambda: last_day(ONE_WEEK, C.a), lambda: first_of(C.lodged, C.a), lambda: last_of(C.number)],
)
def test_days_are_made_of_days(wrong: Callable[[], object]) -> None:
    with pytest.raises(TypeError, match="a day is compared with a day"):
        wrong()


def test_a_misspelt_fact_does_not_exist() -> None:
    with pytest.raises(AttributeError):
        C.lodgd  # noqa: B018

    def misspelt(claim: Claim) -> Proposition:
        """A rule."""
        return claim.lodgd.happened  # type: ignore[attr-defined, no-any-return]

    with pytest.raises(AttributeError, match="lodgd"):
        rule(cites=CITES, since="2000-01-01", checked="2026-01-01")(misspelt)


def written(term: Any) -> str:
    """A tree with the names of its facts."""

    def of(node: Any) -> str:
        return (
            f"{node.op}({', '.join(map(of, node.args))})"
            if isinstance(node, Node)
            else getattr(node, "name", str(node))
        )

    return of(term.node)


def test_constants_and_parameters_are_lifted_on_either_side() -> None:
    day = Day.of("2024-07-06")
    assert written(day <= Claim.lodged) == "by(const(2024-07-06), fact(lodged))"
    assert written(Claim.lodged >= day) == "by(const(2024-07-06), fact(lodged))"
    assert written(day > Claim.lodged) == "before(fact(lodged), const(2024-07-06))"
    assert written(Claim.lodged > A_DAY) == "before(param(a_day), fact(lodged))"
    assert written(Claim.lodged > A_DAY) == "before(param(a_day), fact(lodged))"
    assert written(Claim.number >= 2) == "at_least(fact(number), const(2))"
    assert written(Claim.number <= A_NUMBER) == "at_least(param(a_number), fact(number))"
    assert written(Claim.number > 2) == "not(at_least(const(2), fact(number)))"
    assert written(Claim.number < 2) == "not(at_least(fact(number), const(2)))"
    assert written(Claim.lodged < ON) == "before(fact(lodged), on())"


def test_a_tree_is_flat_where_it_can_be() -> None:
    assert written(Claim.a & Claim.b & Claim.c) == "and(fact(a), fact(b), fact(c))"
    assert written(Claim.a | (Claim.b | Claim.c)) == "or(fact(a), fact(b), fact(c))"
    assert written(Claim.a & (Claim.b | Claim.c)) == "and(fact(a), or(fact(b), fact(c)))"
    assert written(~~Claim.a) == "not(not(fact(a)))"


def test_what_an_expression_can_be() -> None:
    assert written(last_day(THREE_DAYS, Claim.lodged.plus(2))) == "last_day(three_days, plus(fact(lodged), 2))"
    assert written(first_of(Claim.lodged, no_day())) == "first_of(fact(lodged), const(None))"
    assert written(count_of(Claim.earlier, Claim.a)) == "count_of(earlier, fact(a))"
    assert written(each_of(Claim.others, lambda claim: Claim.a)) == "each_of(others, fact(a))"
    assert written(any_of(Claim.family, a_rule("r", Claim.a))) == "any_of(family, rule(r))"
    assert written(value("x")) == "const(x)"
    assert isinstance(lift_day(A_DAY), DayTerm)
    assert isinstance(lift_count(A_NUMBER), CountTerm)
    assert isinstance(choose((Claim.a, value("x")), otherwise=value("y")), CategoryTerm)
    assert written(NOT_ESTABLISHED) == "const(OPEN)"


def test_every_part_of_a_tree_is_reached() -> None:
    made = a_rule("r", choose((Claim.a, Claim.lodged), otherwise=Claim.decided))
    made.unless(cites=CITES, since="2000-01-01", checked="2026-01-01", then=Claim.notified)(body("e", Person.minor))
    term = unclear("?", settled_by="x", cites=CITES, one=("One.", Claim.b), two=("Two.", Claim.c))
    found = {node.args[0].name for node in walk(made.tree()) if node.op == "fact"}
    assert found == {"a", "lodged", "decided", "notified"}
    assert [node.args[0].name for node in children(term.node)] == ["b", "c"]
    assert [node.args[0] for node in walk(made.tree()) if node.op == "rule"] == ["e"]
    assert MET.node.op == "const"
