"""Whether cases were handed out as good as by lot: are the kinds of cases spread evenly over units within each stratum?

Where they are not, a unit's rate tells of its cases as much as of itself, and no table of units may be printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from wellfounded.statistics.deciders import Deciders
from wellfounded.statistics.luck_chance import dispersion, expected, worlds

SURE = 0.01
"""A feature is unevenly spread when chance alone would spread it so less often than this, all its values considered."""
UNEVEN = 0.05
"""And when the share of one of its values differs between units by so much more than by chance (standard deviation)."""
WORLDS = 199
"""So many worlds give the mean and the variance of the statistic; its tail is that of a gamma curve with both."""
COMMON = 0.01
"""Values rarer than this are taken together."""


@dataclass(frozen=True, slots=True)
class Balance:
    """How evenly one feature of the cases is spread over units, by its most uneven value.

    `p`: how often chance alone gives as much, for any of its values. `points`: the standard deviation between units of
    the value's share, beyond chance. `moves`: by how much that alone would spread the rates of units.
    """

    feature: str
    value: str
    p: float
    points: float
    moves: float

    @property
    def even(self) -> bool:
        """Whether this feature stands in the way of comparing units."""
        return self.p >= SURE or self.points < UNEVEN


def balance(
    tables: Mapping[str, Mapping[str, Deciders]], granted: Mapping[str, Mapping[str, float]], seed: int
) -> tuple[Balance, ...]:
    """Test each feature. In `tables[feature][value]` what is `granted` counts the cases that have this value.

    `granted[feature][value]`: how much more often cases with the value are granted than others of their stratum.
    """
    found = []
    for number, (feature, values) in enumerate(tables.items()):
        tested = [(value, *_uneven(table, seed + 7919 * (number + 1) + i)) for i, (value, table) in
                  enumerate(values.items())]  # fmt: skip
        value, p, points = min(tested, key=lambda one: (one[1], -one[2]))
        moves = abs(points * granted.get(feature, {}).get(value, 0.0))
        found.append(Balance(feature, value, min(1.0, p * len(tested)), points, moves))
    return tuple(found)


def _uneven(table: Deciders, seed: int) -> tuple[float, float]:
    """How surely one value is unevenly spread, and by how much."""
    of = expected(table)
    if not (of.variance > 0).any():
        return 1.0, 0.0
    drawn = worlds(table, of, WORLDS, seed).dispersion
    beyond = float(((of.seen - of.mean) ** 2).sum() - of.variance.sum()) / float((of.total.astype(float) ** 2).sum())
    return _tail(float(dispersion(of.seen, of)), drawn), max(beyond, 0.0) ** 0.5


def _tail(seen: float, drawn: NDArray[np.float64]) -> float:
    """How often a gamma curve with the mean and the variance of those drawn goes as high (Wilson and Hilferty)."""
    mean, variance = float(drawn.mean()), float(drawn.var(ddof=1))
    if variance <= 0:
        return 1.0
    shape = 2 * mean**2 / variance
    away = ((seen / mean) ** (1 / 3) - (1 - 2 / (9 * shape))) / (2 / (9 * shape)) ** 0.5
    return NormalDist().cdf(-away)


def by_value(
    units: NDArray[np.int64], strata: NDArray[np.int64], values: Sequence[str], granted: NDArray[np.int64],
    total: NDArray[np.int64], names: tuple[str, ...], parts: tuple[str, ...],
) -> tuple[dict[str, Deciders], dict[str, float]]:  # fmt: skip
    """The tables of one feature, from counts by unit, stratum and value; and how each value goes with grants."""
    texts, value = np.unique(np.asarray(values, dtype=str), return_inverse=True)
    sizes = np.bincount(value, weights=total)
    common = sizes >= COMMON * sizes.sum()
    key, cell = np.unique(strata * len(names) + units, return_inverse=True)
    unit, stratum = key % len(names), key // len(names)
    size = np.bincount(cell, weights=total)
    in_stratum = np.bincount(strata, weights=total, minlength=len(parts))
    rate = np.bincount(strata, weights=granted, minlength=len(parts)) / np.maximum(in_stratum, 1)
    groups = [(str(texts[i]), value == i) for i in np.flatnonzero(common)]
    if not common.all():
        groups.append(("…", ~common[value]))
    if len(groups) == 2:
        groups = groups[:1]  # the other is its mirror
    tables, effects = {}, {}
    for text, which in groups:
        held = np.bincount(cell, weights=np.where(which, total, 0))
        tables[text] = Deciders(
            names, parts, unit.astype(np.int64), stratum.astype(np.int64), held.astype(np.int64), size.astype(np.int64)
        )
        cases, others = total[which].sum(), total[~which].sum()
        above = float((granted[which] - total[which] * rate[strata[which]]).sum()) / max(float(cases), 1)
        below = float((granted[~which] - total[~which] * rate[strata[~which]]).sum()) / max(float(others), 1)
        effects[text] = above - below
    return tables, effects
