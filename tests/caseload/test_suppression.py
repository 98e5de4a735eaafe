"""No small cell follows from what is shown beside it."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wellfounded.caseload.publishing import suppression
from wellfounded.caseload.publishing.suppression import LEAST, MARGIN, interval, shown, with_totals

NUMBERS = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 400))


def _most(counts: np.ndarray, shows: np.ndarray, totals: list[Any], cell: int) -> float:
    """The most that a cell can be for a reader: the dual way round, over the hidden cells only, dense."""
    if not totals:
        return np.inf
    hidden = np.flatnonzero(~shows)
    place = {int(c): i for i, c in enumerate(hidden)}
    rows, right = [], []
    for total, parts in totals:
        row, known = np.zeros(hidden.size), 0.0
        for sign, one in ((-1.0, total), *((1.0, part) for part in parts)):
            if one in place:
                row[place[one]] += sign
            else:
                known += sign * counts[one]
        rows.append(row)
        right.append(-known)
    aim = np.zeros(hidden.size)
    aim[place[cell]] = -1.0
    found = linprog(aim, A_eq=np.array(rows), b_eq=np.array(right), bounds=(1, None), method="highs-ds")
    assert found.status in (0, 3), "the true table is possible"
    return np.inf if found.status == 3 else -found.fun


def _tables(shape: tuple[int, ...]) -> st.SearchStrategy[np.ndarray]:
    size = int(np.prod(shape))
    return st.lists(NUMBERS, min_size=size, max_size=size).map(lambda n: np.array(n, np.int64).reshape(shape))


SHAPES = st.one_of(
    st.tuples(st.integers(1, 6)), st.tuples(st.integers(1, 5), st.integers(1, 5)), st.tuples(*[st.integers(1, 3)] * 3)
)


@settings(max_examples=30)
@given(SHAPES.flatmap(_tables))
def test_no_small_cell_of_a_drawn_table_can_be_computed(table: np.ndarray) -> None:
    _held_safe(table)


def _held_safe(table: np.ndarray) -> None:
    whole = with_totals(table)
    counts = whole.cells.ravel()
    shows = shown(counts, counts, whole.totals)
    small = (counts > 0) & (counts < LEAST)
    assert not (shows & small).any()
    assert shows[counts == 0].all()
    for cell in np.flatnonzero(small):
        assert _most(counts, shows, list(whole.totals), int(cell)) >= counts[cell] + MARGIN - 1e-6


@settings(max_examples=6)
@given(_tables((12, 14)))
def test_a_large_table_is_as_safe(table: np.ndarray) -> None:
    whole = with_totals(table)
    counts = whole.cells.ravel()
    shows = shown(counts, counts, whole.totals)
    for cell in np.flatnonzero((counts > 0) & (counts < LEAST))[::7]:
        assert not shows[cell]
        assert _most(counts, shows, list(whole.totals), int(cell)) >= counts[cell] + MARGIN - 1e-6


@given(st.lists(st.integers(0, 5), min_size=2, max_size=3), st.integers(0, 3))
def test_the_interval_is_that_of_counting_every_possible_table(parts: list[int], kept: int) -> None:
    counts = [*parts, sum(parts)]
    shows = np.array([n == 0 or i == kept for i, n in enumerate(counts[:-1])] + [True])
    if shows.all():
        return
    possible = [
        table
        for table in product(*([n] if s else range(1, 16) for n, s in zip(counts[:-1], shows, strict=False)))
        if sum(table) == counts[-1]
    ]
    for cell in np.flatnonzero(~shows):
        values = [table[cell] for table in possible]
        assert interval(counts, shows, [(len(parts), range(len(parts)))], int(cell)) == (min(values), max(values))


def test_persons_decide_and_not_their_applications() -> None:
    """Twelve applications of four persons are a small cell."""
    whole = with_totals(np.array([12, 300, 200]))
    shows = shown(whole.cells, [4, 290, 190, 480], whole.totals)
    assert list(shows) == [False, True, False, True]


def test_a_table_without_small_cells_is_shown_whole() -> None:
    whole = with_totals(np.array([[10, 0], [250, 31]]))
    assert shown(whole.cells.ravel(), whole.cells.ravel(), whole.totals).all()


def test_hiding_a_small_cell_alone_would_give_it_away() -> None:
    whole = with_totals(np.array([[3, 40], [50, 60]]))
    counts = whole.cells.ravel()
    shows = counts != 3
    assert interval(counts, shows, whole.totals, 0) == (3, 3)
    assert (~shown(counts, counts, whole.totals)).sum() == 4


def test_fewest_further_cells_are_hidden() -> None:
    whole = with_totals(np.array([5, 100, 20, 3000]))
    assert list(np.flatnonzero(~shown(whole.cells, whole.cells, whole.totals))) == [0, 2]


def test_a_solver_that_leaves_a_small_cell_bare_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "_moved", lambda count, *_: np.zeros(count.size))
    table = np.array([[3, 40], [50, 60]])
    with pytest.raises(AssertionError):
        _held_safe(table)
