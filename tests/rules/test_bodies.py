"""The lint of rule bodies: what the text of a body may not hold."""

from __future__ import annotations

import pytest

from tests.readings.drawn import CITES, Claim
from tests.readings.drawn import law as drawn_law
from wellfounded.check.bodies import bodies, refused
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("return claim.a if claim.b else claim.c", "`if`"),
        ("if claim.a:\n    return claim.b\nreturn claim.c", "`if`"),
        ("return claim.a and claim.b", "`and` or `or`"),
        ("return claim.a or claim.b", "`and` or `or`"),
        ("return not claim.a", "`not`"),
        ("return claim.a is claim.b", "`is`"),
        ("return claim.a is not None", "`is not`"),
        ("return claim.a in (claim.b,)", "`in`"),
        ("return claim.a not in (claim.b,)", "`not in`"),
        ("return claim.outcome == 'granted'", "`==`"),
        ("return claim.outcome != 'granted'", "`!=`"),
        ("return claim.a < claim.b < claim.c", "a chain of comparisons"),
        ("return any([x for x in (claim.a, claim.b)])", "a comprehension"),
        ("return any({x for x in (claim.a, claim.b)})", "a comprehension"),
        ("return any(x for x in (claim.a, claim.b))", "a comprehension"),
        ("return {x: 1 for x in (claim.a, claim.b)}", "a comprehension"),
        ("name = f'{claim.a}'\nreturn claim.a", "an f-string"),
        ("for x in (claim.a,):\n    return x", "`for`"),
        ("while claim.a:\n    return claim.b", "`while`"),
        ("try:\n    return claim.a\nfinally:\n    pass", "`try`"),
        ("assert claim.a\nreturn claim.b", "`assert`"),
    ],
)
def test_what_is_refused(source: str, word: str) -> None:
    body = "def r(claim):\n" + "".join(f"    {line}\n" for line in source.splitlines())
    assert word in list(refused(body))


@pytest.mark.parametrize(
    "source",
    [
        "return claim.a & (claim.b | ~claim.c)",
        "return (claim.lodged < claim.decided) & (claim.number >= 2)",
        "late = claim.lodged > DAY\n    return late & claim.outcome.is_one_of('granted')",
        "return any_of(claim.earlier, refused())",
    ],
)
def test_what_is_not(source: str) -> None:
    assert list(refused(f"    def r(claim):\n        {source.replace(chr(10), chr(10) + '    ')}\n")) == []


@rule(cites=CITES, since="2000-01-01", checked="2026-01-01")
def clean(claim: Claim) -> Proposition:
    """A rule whose body is an expression."""
    return claim.a & claim.b


@rule(cites=CITES, since="2000-01-01", checked="2026-01-01")
def settled_by_python(claim: Claim) -> Proposition:
    """A rule that Python settles once, for everybody."""
    return claim.a if claim.a is claim.b else claim.c


def test_every_body_of_a_law_is_looked_at() -> None:
    assert bodies(drawn_law(clean)) == []
    assert bodies(drawn_law(clean, settled_by_python)) == [
        "settled_by_python: its body holds `if`",
        "settled_by_python: its body holds `is`",
    ]
