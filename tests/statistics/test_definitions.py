"""Definitions and amounts: a rate without all five cannot be built, and sums carry the range of their cells."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.statistics.amounts import Amount, cell, exactly, total
from wellfounded.statistics.comparing import beside
from wellfounded.statistics.definitions import Definition, Figure, Rate
from wellfounded.statistics.places import find

WHOLE = {
    "status": ("convention",),
    "unit": "persons",
    "level": "all",
    "period": "calendar_year",
    "closed": "out",
}
MERITS = ("convention", "complementary", "humanitarian", "refused")


def definition(**changed: object) -> Definition:
    return Definition(**{**WHOLE, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("aspect", list(WHOLE))
@pytest.mark.parametrize("found", ["", (), None, "something"])
def test_a_definition_lacks_none_of_the_five(aspect: str, found: object) -> None:
    with pytest.raises((WrongCall, TypeError)):
        definition(**{aspect: found})


def test_a_rate_without_a_definition_cannot_be_built() -> None:
    with pytest.raises(WrongCall):
        Rate(exactly(1), exactly(2), None, MERITS, ("moj",))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Rate(exactly(1), exactly(2))  # type: ignore[call-arg]
    with pytest.raises(WrongCall, match="closed"):
        Rate(exactly(1), exactly(2), definition(closed="in"), MERITS, ("moj",))
    with pytest.raises(WrongCall, match="divide"):
        Rate(exactly(0), exactly(0), definition(), MERITS, ("moj",))


def test_a_figure_without_a_definition_cannot_be_built() -> None:
    with pytest.raises(WrongCall):
        Figure("recognised", find("jp"), 2023, exactly(303), None, "moj", ())  # type: ignore[arg-type]


def test_definitions_and_figures_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        definition().unit = "cases"  # type: ignore[misc]


def test_the_two_rates_of_unhcr() -> None:
    # Recognised 40, complementary 10, refused 50, closed 100: 40 % and 50 %; 20 % and 25 % if the closed stay in.
    refugee = Rate(exactly(40), exactly(60), definition(), MERITS, ("unhcr",))
    whole = Rate(exactly(50), exactly(50), definition(), MERITS, ("unhcr",))
    closed_in = Rate(exactly(40), exactly(160), definition(closed="in"), (*MERITS, "closed"), ("unhcr",))
    assert (refugee.percent, whole.percent, closed_in.percent) == (40.0, 50.0, 20.0)
    assert refugee.bounds == (40.0, 40.0)


@pytest.mark.parametrize(
    ("printed", "least", "most"), [(0, 0, 4), (5, 1, 9), (10, 6, 10), (11, 11, 11), (237, 237, 237)]
)
def test_a_cell_of_unhcr_is_an_interval(printed: int, least: int, most: int) -> None:
    assert cell("unhcr", printed) == Amount(printed, least, most)


def test_a_cell_of_eurostat_is_within_two() -> None:
    assert cell("nearest_five", 0) == Amount(0, 0, 2)
    assert cell("nearest_five", 140_915) == Amount(140_915, 140_913, 140_917)


@given(st.lists(st.integers(0, 400), max_size=40))
def test_the_range_of_a_sum_holds_what_was_counted(counted: list[int]) -> None:
    printed = [n if n > 10 else 5 * round(n / 5) for n in counted]
    found = total(cell("unhcr", n) for n in printed)
    assert found.least <= sum(counted) <= found.most
    assert found.printed == sum(printed)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 60))
def test_the_bounds_of_a_rate_hold_every_rate_that_the_cells_allow(granted: int, other: int, refused: int) -> None:
    numbers = [n if n > 10 else 5 * round(n / 5) for n in (granted, other, refused)]
    if not sum(numbers):
        return
    one, two, three = (cell("unhcr", n) for n in numbers)
    low, high = Rate(one, two + three, definition(), MERITS, ("unhcr",)).bounds
    assert low - 1e-9 <= 100 * granted / (granted + other + refused) <= high + 1e-9


def test_an_amount_below_nothing_or_turned_round_is_refused() -> None:
    for least, most in ((-1, 3), (4, 3)):
        with pytest.raises(WrongCall):
            Amount(3, least, most)


def test_unlike_figures_are_not_set_beside_each_other() -> None:
    jp, us = find("jp"), find("us")
    recognised = Figure("recognised", jp, 2024, exactly(190), definition(closed="no_part"), "moj", ())
    ceiling = Figure(
        "ceiling", us, 2024, exactly(125_000),
        Definition(("ceiling",), "places", "abroad", "us_fiscal_year", "no_part"), "us_ceiling", (),
    )  # fmt: skip
    granted = Figure("recognised", us, 2024, exactly(35_701), definition(closed="no_part"), "unhcr", ())
    with pytest.raises(BadInput, match="status, unit, level, period"):
        beside(ceiling, recognised)
    assert beside(granted, recognised) == pytest.approx(35_701 / 190)


def test_a_figure_explains_itself() -> None:
    told = Figure("recognised", find("jp"), 2023, exactly(303), definition(), "moj", ("row 46",)).explain()
    assert told["numerator"] == {"printed": 303, "least": 303, "most": 303}
    assert (told["source"], told["source_rows"], told["definition"]["status"]) == ("moj", ["row 46"], ["convention"])
