"""The limits of a funnel plot, for chance alone and with the spread that all units share (Spiegelhalter 2005)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from wellfounded.charts import Limits
from wellfounded.statistics.deciders import Floats, Ints
from wellfounded.statistics.luck_chance import Expected

INNER, OUTER = NormalDist().inv_cdf(0.975), NormalDist().inv_cdf(0.999)
WINSORISED = 0.1
"""So much of the distances on each side is drawn in before the common spread is taken from them."""


@dataclass(frozen=True, slots=True, eq=False)
class Overdispersion:
    """How much wider than chance the units lie as a whole.

    `factor`: the mean squared distance, winsorised (1: chance alone). `added`: the standard deviation that all units
    share beyond chance, on the arcsine scale. `outside`: by unit, whether it lies outside 99.8 % of both together.
    """

    factor: float
    added: float
    outside: tuple[bool, ...]


def overdispersion(of: Expected) -> Overdispersion:
    """The common spread of all units. Units that chance cannot move have none."""
    free = of.variance > 0
    z = np.zeros(len(of.mean))
    z[free] = (of.seen[free] - of.mean[free]) / np.sqrt(of.variance[free])
    low, high = np.quantile(z[free], [WINSORISED, 1 - WINSORISED])
    factor = float((np.clip(z[free], low, high) ** 2).mean())
    number = int(free.sum())
    size = of.total[free].astype(float)
    weight = 4 * size  # on the arcsine scale the variance of a share is 1 / 4n
    added = 0.0
    if number > 1 and factor > (number - 1) / number:
        added = max(0.0, (number * factor - (number - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())) ** 0.5
    own = _arcsine(of.standardised()) - math.asin(math.sqrt(of.rate))
    limit = OUTER * np.sqrt(1 / (4 * np.maximum(of.total, 1)) + added**2)
    outside = free & (np.abs(np.nan_to_num(own)) > limit)
    return Overdispersion(factor, added, tuple(map(bool, outside)))


def _arcsine(share: Floats) -> Floats:
    found: Floats = np.arcsin(np.sqrt(np.clip(share, 0, 1)))
    return found


def sizes(total: Ints) -> tuple[float, ...]:
    """Numbers of decisions at which the limits are drawn, closer where they bend."""
    low, high = float(total.min()), float(total.max())
    return tuple(float(x) for x in np.unique(np.round(np.geomspace(max(low * 0.8, 5), high, 60))))


def limits(rate: float, at: tuple[float, ...]) -> Limits:
    """The limits of chance alone: binomial, read between whole numbers as Spiegelhalter does."""
    curves: list[list[float]] = [[], [], [], []]
    for n in at:
        n_ = int(n)
        mass = _binomial(n_, rate)
        below = np.cumsum(mass)
        for curve, z in zip(curves, (-INNER, INNER, -OUTER, OUTER), strict=True):
            level = NormalDist().cdf(z)
            r = int(np.searchsorted(below, level))
            part = (below[r] - level) / mass[r] if mass[r] > 0 else 0.0
            curve.append(min(max((r - part) / n_, 0.0), 1.0))
    return Limits(at, *(tuple(float(y) for y in curve) for curve in curves))


def wide_limits(rate: float, at: tuple[float, ...], added: float) -> Limits:
    """The limits of chance and of the spread that all units share."""
    centre = math.asin(math.sqrt(rate))
    curves = [
        tuple(
            math.sin(min(max(centre + z * math.sqrt(1 / (4 * n) + added**2), 0.0), math.pi / 2)) ** 2 for n in at
        )
        for z in (-INNER, INNER, -OUTER, OUTER)
    ]  # fmt: skip
    return Limits(at, *curves)


def _binomial(n: int, rate: float) -> Floats:
    f = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))
    k = np.arange(n + 1)
    found: Floats = np.exp(f[n] - f[k] - f[n - k] + k * math.log(rate) + (n - k) * math.log1p(-rate))
    found /= found.sum()
    return found
