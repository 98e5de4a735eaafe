"""Rules: what they must say of themselves, versions, exceptions of exceptions, doubt, burden, parameters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.readings.drawn import A_DAY, CITES, CODE, Claim, Person, a_rule, body, law
from wellfounded.logic.errors import WrongCall
from wellfounded.logic.truth import Truth
from wellfounded.rules.citations import Source, weakest
from wellfounded.rules.facts import Facts, asks, count, first, happened, last
from wellfounded.rules.nodes import Node
from wellfounded.rules.rule import burden, decision, rule
from wellfounded.rules.terms import MET, NOT_MET, CategoryTerm, CountTerm, DayTerm, Proposition, value

ABOUT: dict[str, Any] = {"cites": CITES, "since": "2000-01-01", "checked": "2026-01-01"}


def test_calling_a_rule_asks_the_law_and_never_runs_the_body() -> None:
    calls = []

    def counted(claim: Claim) -> Proposition:
        """A rule."""
        calls.append(claim)
        return claim.a

    made = rule(**ABOUT)(counted)
    assert calls == [Claim]
    node = made().node
    assert (node.op, node.args) == ("rule", ("counted",))
    assert made(Claim).node.op == "rule"
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("left_out", "what"),
    [("cites", "a citation"), ("since", "`since`"), ("checked", "`checked`")],
)
def test_a_rule_says_where_it_stands_and_since_when(left_out: str, what: str) -> None:
    with pytest.raises(WrongCall) as refused:
        rule(**{key: told for key, told in ABOUT.items() if key != left_out})(body("r", Claim.a))
    assert str(refused.value) == f"The rule r lacks {what}."


def test_a_rule_has_its_sentence() -> None:
    silent = body("r", Claim.a)
    silent.__doc__ = "  "
    with pytest.raises(WrongCall, match="lacks its sentence"):
        rule(**ABOUT)(silent)
    assert a_rule("r", Claim.a).words == "The rule r."


def test_confidence_is_one_of_three() -> None:
    with pytest.raises(WrongCall, match="fairly is not a mark"):
        a_rule("r", Claim.a, confidence="fairly")
    assert a_rule("r", Claim.a, confidence="known").versions[0].confidence == "known"
    assert weakest("verified", "doubtful", "known") == "doubtful"
    assert weakest() == "verified"


@pytest.mark.parametrize("returned", [None, True, "met", A_DAY, Claim])
def test_a_body_that_returns_no_expression_is_refused(returned: Any) -> None:
    def faulty(claim: Claim) -> Proposition:
        """A rule."""
        return returned  # type: ignore[no-any-return]

    with pytest.raises(WrongCall, match="The rule faulty must return a truth"):
        rule(**ABOUT)(faulty)


def test_a_body_that_returns_another_type_is_refused() -> None:
    def faulty(claim: Claim) -> Proposition:
        """A rule."""
        return claim.lodged  # type: ignore[return-value]

    with pytest.raises(WrongCall, match="must return a truth"):
        rule(**ABOUT)(faulty)


def test_a_body_that_does_not_say_what_it_returns_is_refused() -> None:
    def silent(claim: Claim):  # type: ignore[no-untyped-def]
        """A rule."""
        return claim.a

    def wrong(claim: Claim) -> bool:
        """A rule."""
        return claim.a  # type: ignore[return-value]

    for faulty in (silent, wrong):
        with pytest.raises(WrongCall, match="does not say what it returns"):
            rule(**ABOUT)(faulty)


def test_versions_are_half_open_and_the_newest_stands_first() -> None:
    made = a_rule("r", Claim.a, since="2010-01-01", until="2020-01-01", by=Claim.lodged)
    assert made.version(**{**ABOUT, "since": "2020-01-01", "by": Claim.lodged})(body("r2", Claim.b)) is made
    assert [v.since.year for v in made.versions] == [2010, 2020]
    assert made.words == "The rule r2."
    tree = made.tree()
    assert tree.op == "choose"
    (new, _), (old, _) = tree.args[0]
    assert _text(new) == "by(2020-01-01, lodged)"
    # The end of the old text is the beginning of the new one, and is asked only once.
    assert _text(old) == "by(2010-01-01, lodged)"
    assert tree.args[1].args[0] is Truth.NOT_MET
    selector = made.versions[0].selector
    assert selector is not None
    assert _text(selector) == "and(by(2010-01-01, lodged), by(lodged, 2019-12-31))"


def test_a_gap_between_texts_belongs_to_none_of_them() -> None:
    made = a_rule("r", Claim.a, since="2010-01-01", until="2015-01-01", by=Claim.lodged)
    made.version(**{**ABOUT, "since": "2020-01-01", "by": Claim.lodged})(body("r2", Claim.b))
    assert _text(made.tree().args[0][1][0]) == "and(by(2010-01-01, lodged), by(lodged, 2014-12-31))"


def test_texts_selected_by_different_days_keep_their_own_ends() -> None:
    made = a_rule("r", Claim.a, since="2010-01-01", until="2020-01-01", by=Claim.decided)
    made.version(**{**ABOUT, "since": "2020-01-01", "by": Claim.lodged})(body("r2", Claim.b))
    assert _text(made.tree().args[0][1][0]) == "and(by(2010-01-01, decided), by(decided, 2019-12-31))"


def test_a_version_may_have_a_selector_of_its_own() -> None:
    made = a_rule("r", Claim.a, since="2010-01-01", when=Claim.c)
    assert _text(made.tree().args[0][0][0]) == "c"


def _text(node: Node) -> str:
    if node.op in ("fact", "const"):
        return str(getattr(node.args[0], "name", node.args[0]))
    return f"{node.op}({', '.join(_text(arg) for arg in node.args)})"


@pytest.mark.parametrize(
    ("term", "absent"), [(Claim.a, Truth.NOT_MET), (Claim.lodged, None), (Claim.number, 0), (Claim.outcome, "none")]
)
def test_a_rule_of_which_no_text_applies_yields_nothing(term: Any, absent: Any) -> None:
    made = a_rule("r", term, since="2010-01-01", by=Claim.lodged)
    assert made.tree().args[1].args[0] is absent or made.tree().args[1].args[0] == absent


def test_an_exception_is_a_rule_with_exceptions_of_its_own() -> None:
    made = a_rule("r", Claim.a)
    exception = made.unless(**ABOUT)(body("e", Claim.b))
    back = exception.unless(**ABOUT)(body("back", Claim.c))
    assert [e.rule for e in made.exceptions] == [exception]
    assert [e.rule for e in exception.exceptions] == [back]
    assert made.tree().op == exception.tree().op == "unless"
    assert law(made).rules.keys() == {"r", "e", "back"}


def test_an_exception_to_a_day_says_which_day_there_is_then() -> None:
    made = a_rule("r", Claim.lodged)
    with pytest.raises(WrongCall, match="must say its result"):
        made.unless(**ABOUT)(body("e", Claim.b))
    assert made.unless(**ABOUT, then=Claim.decided)(body("e2", Claim.b)).name == "e2"


def test_only_a_decision_is_marked_as_one() -> None:
    made = decision(**ABOUT)(
        body("d", burden(Claim.a, on="authority", open_as=MET, why="It asks.", cites=CITES)),
    )
    assert made.decision
    assert not a_rule("r", Claim.a).decision
    assert made.versions[0].node.args[1:4] == (Truth.MET, "authority", "It asks.")


def test_a_rule_is_doubtful_where_every_text_of_it_is() -> None:
    made = a_rule("r", Claim.a, confidence="doubtful", until="2020-01-01", by=Claim.lodged)
    assert made.doubtful
    made.version(**{**ABOUT, "since": "2020-01-01", "by": Claim.lodged})(body("r2", Claim.b))
    assert not made.doubtful


def test_facts_are_declared_with_their_type() -> None:
    declared = {fact.name: fact for fact in (*Claim.declared(), *Person.declared())}
    assert {name: fact.type for name, fact in declared.items()}["outcome"] == "category"
    assert declared["minor"].scope == "person"
    assert declared["lodged"].scope == "application"
    assert declared["lodged"].about == "Claim"
    with pytest.raises(WrongCall, match="The fact day has no type"):
        type("Wrong", (Facts,), {"day": asks("Which day?")})
    with pytest.raises(WrongCall, match="The fact day has no type"):
        type("Wrong", (Facts,), {"day": asks("Which day?"), "__annotations__": {"day": "Date"}})


def test_folds_are_entries_of_a_table() -> None:
    assert first("decided").field == "day"
    assert last("decided", "notified", outcome="refused|granted").where == (("outcome", ("refused", "granted")),)
    assert (count("decided").take, happened("decided").take) == ("count", "any")


class Elsewhere(Facts):
    a: Proposition = asks("A?")
    when: DayTerm = asks("When?")
    how_many: CountTerm = asks("How many?")
    which: CategoryTerm = asks("Which?", values=("x",))


def test_names_are_unique_in_a_law() -> None:
    one, other = a_rule("r", Claim.a), a_rule("r", Claim.b)
    order = law(one)
    from dataclasses import replace
    from types import SimpleNamespace

    second: Any = SimpleNamespace(__name__="second", other=other)
    with pytest.raises(WrongCall, match="Two rules are named r"):
        _ = replace(order, matters=(*order.matters, second)).rules
    third: Any = SimpleNamespace(__name__="third", Elsewhere=Elsewhere)
    with pytest.raises(WrongCall, match="The fact a is declared twice"):
        _ = replace(order, matters=(*order.matters, third)).facts
    with pytest.raises(WrongCall, match="has no rule nothing"):
        order.rule("nothing")
    with pytest.raises(WrongCall, match="has no parameter nothing"):
        order.changed(nothing=1)


def test_what_a_rule_depends_on() -> None:
    one = a_rule("one", Claim.a)
    two = a_rule("two", one() & Claim.b)
    two.unless(**ABOUT)(body("e", Claim.c))
    assert law(one, two).depends("two") == {"one", "e"}


def test_a_citation_is_numbered_as_of_a_day() -> None:
    place = CODE("61-2-9", on="2005-05-16", renumbered={"2024-06-10": "61-2-12"})
    assert place.article(date(2024, 6, 9)) == "61-2-9"
    assert place.article(date(2024, 6, 10)) == "61-2-12"
    assert place.article(date(1999, 1, 1)) == "61-2-9"
    assert place.text(date(2024, 6, 10)) == "Code 61-2-12"
    with pytest.raises(WrongCall, match="not in the order of time"):
        CODE("1", on="2020-01-01", renumbered={"2010-01-01": "2"})
    assert Source("x", "X", "X", "treaty", date(2026, 1, 1))("", on="2000-01-01").text(date(2020, 1, 1)) == "X"


def test_a_value_is_written_as_itself() -> None:
    assert (value("x").node.args, NOT_MET.node.args) == (("x",), (Truth.NOT_MET,))
