"""Kleene's tables."""

from itertools import product

import pytest

from wellfounded.logic.truth import Truth, join

MET, OPEN, NOT_MET = Truth.MET, Truth.OPEN, Truth.NOT_MET
ALL = list(Truth)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (MET, MET, MET, MET),
        (MET, OPEN, OPEN, MET),
        (MET, NOT_MET, NOT_MET, MET),
        (OPEN, OPEN, OPEN, OPEN),
        (OPEN, NOT_MET, NOT_MET, OPEN),
        (NOT_MET, NOT_MET, NOT_MET, NOT_MET),
    ],
)
def test_and_and_or(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    assert one & other is both
    assert other & one is both
    assert one | other is either
    assert other | one is either


def test_not() -> None:
    assert [~value for value in (MET, OPEN, NOT_MET)] == [NOT_MET, OPEN, MET]


def test_an_open_value_gives_what_both_of_its_settlements_agree_on() -> None:
    for one, other in product(ALL, ALL):
        settled = [
            (a & b, a | b)
            for a in ([MET, NOT_MET] if one is OPEN else [one])
            for b in ([MET, NOT_MET] if other is OPEN else [other])
        ]
        assert one & other is join(*(found[0] for found in settled))
        assert one | other is join(*(found[1] for found in settled))


def test_de_morgan() -> None:
    for one, other in product(ALL, ALL):
        assert ~(one & other) is ~one | ~other


def test_a_truth_is_no_condition() -> None:
    with pytest.raises(TypeError, match="three values do not fit in an `if`"):
        bool(MET)


def test_join() -> None:
    assert join(MET, MET, MET) is MET
    assert join(NOT_MET) is NOT_MET
    assert join(MET, NOT_MET) is OPEN
    assert join(MET, OPEN) is OPEN
    assert join() is OPEN
