"""What is published says nothing of fewer than ten persons, whatever is added and subtracted."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded.caseload.answers.tally import Cell
from wellfounded.caseload.publishing.publication import ALL, public_reading, published
from wellfounded.caseload.publishing.suppression import LEAST
from wellfounded.caseload.run import Reading


def _cells(table: dict[tuple[str, str], tuple[int, int]]) -> list[Cell]:
    cells = [Cell("stage", "stage", v, (g,), a, p, "application") for (g, v), (a, p) in table.items() if a]
    for group in {g for g, _ in table}:
        own = [n for (g, _), n in table.items() if g == group]
        cells.append(
            Cell(
                "claims", "applications", "all", (group,), sum(a for a, _ in own), sum(p for _, p in own), "application"
            )
        )
    return cells


NUMBERS = st.one_of(st.just(0), st.integers(1, 15), st.integers(100, 900))


@settings(max_examples=30)
@given(st.lists(NUMBERS, min_size=9, max_size=9), st.integers(1, 3))
def test_nothing_small_is_printed_and_nothing_follows_from_one_line(numbers: list[int], each: int) -> None:
    """`each`: applications of one person; they make a number larger, and nobody safer."""
    places = [(g, v) for g in "abc" for v in "xyz"]
    cells = published(_cells({place: (n * each, n) for place, n in zip(places, numbers, strict=True)}))
    whole = {(c.measure, c.value, c.group): c.shown for c in cells}
    for (g, v), n in zip(places, numbers, strict=True):
        if 0 < n < LEAST:
            assert whole["stage", v, (g,)] is None
    across: list[list[tuple[str, str, tuple[str, ...]]]] = [
        [*(("stage", v, (g,)) for v in "xyz"), ("claims", "all", (g,))] for g in "abc"
    ]
    down: list[list[tuple[str, str, tuple[str, ...]]]] = [
        [*(("stage", v, (g,)) for g in "abc"), ("stage", v, ALL)] for v in "xyz"
    ]
    for lines in (*across, *down):
        there = [name for name in lines if name in whole]
        hidden = [name for name in there if whole[name] is None]
        assert len(hidden) != 1, "one hidden number in a line is the rest of the others"
    assert all(c.persons is None for c in cells if c.unit == "application")


def test_windows_and_states_of_a_remedy_are_one_table() -> None:
    """Three windows open is the same small number as three remedies open."""

    def cell(measure: str, value: str, n: int) -> Cell:
        return Cell(measure, "review", value, (), n, n, "application")

    cells = published([
        cell("remedies", "open", 43), cell("remedies", "taken", 700),
        cell("windows", "0-7", 3), cell("windows", "8-14", 40),
        Cell("claims", "applications", "all", (), 743, 743, "application"),
    ])  # fmt: skip
    whole = {(c.measure, c.value): c.shown for c in cells}
    assert whole["windows", "0-7"] is None
    assert [whole["windows", "8-14"], whole["remedies", "open"]].count(None) >= 1
    assert np.sum([value is not None for value in whole.values()]) >= 2


def test_who_is_treated_as_barred_does_not_tell_how_few_are_open() -> None:
    def cell(subject: str, value: str, n: int) -> Cell:
        return Cell("removal", subject, value, (), n, n, "person")

    cells = published([
        cell("barred", "met", 100), cell("barred", "open", 3), cell("barred", "not_met", 200),
        cell("treated_as_barred", "met", 103), cell("treated_as_barred", "not_met", 200),
        Cell("claims", "claims", "all", (), 303, 303, "person"),
    ])  # fmt: skip
    whole = {(c.subject, c.value): c.shown for c in cells}
    assert whole["barred", "open"] is None
    assert None in (whole["barred", "met"], whole["treated_as_barred", "met"])
    assert [whole["barred", "met"], whole["barred", "not_met"], whole["claims", "all"]].count(None) >= 1
    # What is not barred is the same number twice: shown in neither table, or what is left tells nothing.
    assert whole["barred", "not_met"] == whole["treated_as_barred", "not_met"]


def test_what_was_read_tells_of_no_few_persons() -> None:
    """Four refused are the claims read less the claims counted, so neither is printed."""
    read = Reading(rows=900, events=880, claims=120, rejected=20, reasons={"a": 17, "b": 3}, refused=4, not_lodged=30)
    public = public_reading(read)
    assert (public.refused, public.claims) == (None, None)
    assert (public.rejected, public.events, public.reasons) == (None, None, {"a": 17, "b": None})
    assert (public.rows, public.not_lodged, public.lost) == (900, 30, 0)
