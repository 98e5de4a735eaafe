"""Small numbers: which cells of a table may be shown, so that nothing hidden follows from what is shown.

A cell of one to nine persons is hidden, and with it as many others as it takes: whoever adds and subtracts what is
shown, and knows that a nought would have been printed, still finds that each such cell may be larger by `MARGIN` or
more. A nought stays, since it speaks of nobody. Which further cells to hide is a problem of linear optimisation
(Kelly, Golden and Assad 1992; Fischetti and Salazar 2001), and HiGHS solves it, through scipy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_matrix, csr_matrix, eye, hstack

LEAST = 10
"""A cell of fewer persons is hidden."""
MARGIN = LEAST - 1
"""By how much at least a hidden small cell may be larger, as far as anybody can compute."""
_WHOLE = 60
"""Up to so many cells the fewest further cells are sought one by one; above, the least movement stands for them."""
_ROUNDS = 20
"""Into about so many rounds the small cells of a large table are gathered."""
_SECONDS = 0.3
Total = tuple[int, Sequence[int]]
"""A cell, and the cells whose sum it is."""
Cells = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """A table with its totals: the numbers with one more place on each axis, where the total stands, and the sums."""

    cells: Cells
    totals: tuple[Total, ...]


def with_totals(table: Cells) -> Margins:
    """A table of any number of axes with all its totals. An axis of one place gets none: it would say the same."""
    whole = np.asarray(table, np.int64)
    for axis, length in enumerate(table.shape):
        if length != 1:
            whole = np.concatenate([whole, whole.sum(axis, keepdims=True)], axis)
    place = np.arange(whole.size).reshape(whole.shape)
    totals: list[Total] = []
    for axis, length in enumerate(table.shape):
        if length != 1:
            for at in product(*(range(n) for a, n in enumerate(whole.shape) if a != axis)):
                line = np.moveaxis(place, axis, -1)[at].tolist()
                totals.append((line[-1], line[:-1]))
    return Margins(whole, tuple(totals))


def shown(
    counts: Iterable[int], persons: Iterable[int], totals: Sequence[Total], unprinted: Sequence[int] = ()
) -> NDArray[np.bool_]:
    """Which cells may be shown. `counts`: what would be printed. `persons`: how many persons stand behind each cell.

    `totals`: every sum that a reader can form; cells that appear in several tables are one cell here. `unprinted`:
    cells that stand nowhere and only join sums.
    """
    count, person = np.array(list(counts), np.int64), np.array(list(persons), np.int64)
    printed = np.ones(count.size, bool)
    printed[list(unprinted)] = False
    small = (person > 0) & (person < LEAST) & (count > 0) & printed
    hidden = small | ~printed
    if not small.any() or not totals:
        return ~hidden
    sums = _sums(totals, count.size)
    upper = np.zeros(count.size, bool)
    for total, _ in totals:
        upper[total] = True
    weight = np.log1p(count) * np.where(upper, 3.0, 1.0)
    todo = [int(cell) for cell in np.flatnonzero(small)[np.argsort(-count[small], kind="stable")]]
    at_once = -(-len(todo) // _ROUNDS)
    while todo:
        now, todo = todo[:at_once], todo[at_once:]
        moved = _moved(count, hidden, sums, weight, now)
        hidden |= np.abs(moved) > 1e-6
        todo = [cell for cell in todo if moved[cell] < MARGIN - 1e-6]
    return ~hidden


def interval(counts: Iterable[int], shows: NDArray[np.bool_], totals: Sequence[Total], cell: int) -> tuple[int, int]:
    """What a reader can compute of a cell: the least and the most that it can be (-1 where nothing bounds it)."""
    count = np.array(list(counts), np.int64)
    sums = _sums(totals, count.size)
    bounds = [(c, c) if s else (1, None) for c, s in zip(count, shows, strict=True)]
    ends = []
    for sign in (1, -1):
        aim = np.zeros(count.size)
        aim[cell] = sign
        found = linprog(aim, A_eq=sums, b_eq=np.zeros(sums.shape[0]), bounds=bounds, method="highs")
        ends.append(-1 if found.status == 3 else round(sign * found.fun))
    return ends[0], ends[1]


def _sums(totals: Sequence[Total], cells: int) -> Any:
    """The sums as rows of a matrix that gives nought for every true table."""
    rows = [row for row, (_, parts) in enumerate(totals) for _ in range(len(parts) + 1)]
    columns = [cell for total, parts in totals for cell in (total, *parts)]
    values = [value for _, parts in totals for value in (-1.0, *(1.0 for _ in parts))]
    return coo_matrix((values, (rows, columns)), shape=(len(totals), cells)).tocsr()


def _moved(count: Cells, hidden: NDArray[np.bool_], sums: Any, weight: Numbers, small: list[int]) -> Numbers:
    """How the cells move in another table that has the same sums and in which the `small` cells are larger.

    Whatever moves must be hidden; what is hidden already moves for nothing. There is always such a table: all cells
    but the noughts grown in proportion.
    """
    moves = np.flatnonzero(count > 0)
    n = moves.size
    asked = np.isin(moves, small)
    price = np.where(hidden[moves], 0.0, weight[moves])
    least = np.where(asked, float(MARGIN), 0.0)
    down = np.where(asked, 0.0, count[moves] - 1.0)
    both = hstack([sums[:, moves], -sums[:, moves]]).tocsr()
    found = linprog(
        np.concatenate([price, price]) + 1e-4,
        A_eq=both,
        b_eq=np.zeros(both.shape[0]),
        bounds=np.column_stack([np.concatenate([least, np.zeros(n)]), np.concatenate([np.full(n, np.inf), down])]),
        method="highs",
    )
    if found.x is None:  # the solver gave up: hide all
        return np.where(count > 0, float(MARGIN), 0.0)
    best = _fewest(found.x, price, least, down, both) if n <= _WHOLE else found.x
    result = np.zeros(count.size)
    result[moves] = best[:n] - best[n:]
    return result


def _fewest(start: Numbers, price: Numbers, least: Numbers, down: Numbers, both: Any) -> Numbers:
    """The same, hiding the fewest cells rather than moving them the least. `start`: the answer to keep if it fails."""
    n = price.size
    most = max(10.0 * MARGIN, 2.0 * float(start.max()))
    open_ = np.flatnonzero(price > 0)
    if not open_.size:
        return start
    link = hstack([eye(n), eye(n), -2.0 * most * eye(n)]).tocsr()[open_]
    found = milp(
        np.concatenate([np.full(2 * n, 1e-4), price]),
        integrality=np.concatenate([np.zeros(2 * n), np.ones(n)]),
        bounds=Bounds(
            np.concatenate([least, np.zeros(2 * n)]),
            np.concatenate([np.full(n, most), np.minimum(down, most), np.ones(n)]),
        ),
        constraints=[
            LinearConstraint(hstack([both, csr_matrix((both.shape[0], n))]).tocsr(), 0, 0),
            LinearConstraint(link, -np.inf, 0),
        ],
        options={"time_limit": _SECONDS},
    )
    return start if found.x is None else np.asarray(found.x[: 2 * n])
