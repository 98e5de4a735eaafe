"""What chance alone gives: worlds in which the same cases are handed out anew within their strata, and exact tests.

Within a stratum each world keeps how many cases each unit decides and how many are granted in all; to which unit the
grants fall is drawn. So the grants of units are multivariate hypergeometric, and are drawn as counts, not as cases.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.statistics.deciders import Deciders, Floats, Ints

BLOCK = 250
"""Worlds that one thread draws at a time. It is fixed, so that the same seed gives the same worlds on any machine."""
EXACT_TO = 2500.0
"""Up to this variance of a unit's grants its distribution is added up exactly; beyond, the normal curve is as good."""
FAR = 0.5
"""A unit is far from the mean when its rate is more than this part of the mean away from it."""


class Expected(NamedTuple):
    """By unit: grants expected within its strata, their variance under chance, and the grants seen."""

    mean: Floats
    variance: Floats
    seen: Ints
    total: Ints
    rate: float

    def standardised(self) -> Floats:
        """The rate of each unit if it had decided the mix of cases that all units together decided."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.mean > 0, self.seen / self.mean, np.nan) * self.rate


class Worlds(NamedTuple):
    """One number a world: the range of rates, the dispersion statistic, and the share of units far from the mean."""

    ranges: Floats
    dispersion: Floats
    far: Floats


def expected(table: Deciders) -> Expected:
    """What chance alone would give each unit, given the strata in which it decided."""
    n_units = len(table.units)
    granted, decided = (one.astype(np.float64) for one in table.stratum_totals())
    share = (granted / decided)[table.stratum]
    size = decided[table.stratum]
    mean = table.total * share
    spread = np.where(size > 1, (size - table.total) / np.maximum(size - 1, 1), 0.0)
    variance = mean * (1 - share) * spread
    seen, total = table.totals()
    return Expected(
        np.bincount(table.unit, weights=mean, minlength=n_units).astype(np.float64),
        np.bincount(table.unit, weights=variance, minlength=n_units).astype(np.float64),
        seen,
        total,
        float(seen.sum() / total.sum()),
    )


def dispersion(seen: Floats | Ints, of: Expected) -> Floats:
    """The sum of squared distances from what chance expects, each in units of its own variance; last axis: units."""
    free = of.variance > 0
    found: Floats = ((seen[..., free] - of.mean[free]) ** 2 / of.variance[free]).sum(axis=-1)
    return found


def spans(seen: Floats | Ints, of: Expected) -> tuple[Floats, Floats]:
    """The range of standardised rates, and the share of units far from the mean; last axis: units."""
    free = of.variance > 0
    relative = seen[..., free] / of.mean[free]
    return np.ptp(relative, axis=-1) * of.rate, (np.abs(relative - 1) > FAR).mean(axis=-1)


def worlds(table: Deciders, of: Expected, number: int, seed: int) -> Worlds:
    """So many worlds of chance. Blocks of worlds are drawn by all processors at once."""
    pools = _pools(table)
    fixed = np.zeros(len(table.units))
    granted, decided = table.stratum_totals()
    settled = (granted == 0) | (granted == decided) | (np.bincount(table.stratum, minlength=len(decided)) < 2)
    cells = settled[table.stratum]
    np.add.at(fixed, table.unit[cells], table.granted[cells])

    def block(start: int) -> Worlds:
        size = min(BLOCK, number - start)
        random = np.random.Generator(np.random.SFC64([seed, start]))
        seen = np.tile(fixed, (size, 1))
        for units, sizes, grants in pools:
            seen[:, units] += _dealt(random, sizes, grants, size)
        return Worlds(spans(seen, of)[0], dispersion(seen, of), spans(seen, of)[1])

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        drawn = list(pool.map(block, range(0, number, BLOCK)))
    return Worlds(*(np.concatenate(part) for part in zip(*drawn, strict=True)))


def _pools(table: Deciders) -> list[tuple[Ints, Ints, int]]:
    """Strata in which chance has something to hand out: their units, how many each decides, how many are granted."""
    order = np.argsort(table.stratum, kind="stable")
    starts = np.searchsorted(table.stratum[order], np.arange(len(table.strata) + 1))
    granted, decided = table.stratum_totals()
    found = []
    for s in range(len(table.strata)):
        cells = order[starts[s] : starts[s + 1]]
        if len(cells) > 1 and 0 < granted[s] < decided[s]:
            found.append((table.unit[cells], table.total[cells], int(granted[s])))
    return found


def _dealt(random: np.random.Generator, sizes: Ints, grants: int, worlds_: int) -> Ints:
    """Grants dealt to units of these sizes, one row a world."""
    # Counting cases one by one is quicker than drawing counts where units have few cases in the stratum.
    few = min(grants, int(sizes.sum()) - grants) < 12 * len(sizes)
    return random.multivariate_hypergeometric(sizes, grants, size=worlds_, method="count" if few else "marginals")


def exact_p(table: Deciders, of: Expected) -> Floats:
    """By unit: how often chance alone would give a count at least as far out, on either side (mid-p, doubled).

    The distribution is that of Fisher's exact test, added up over strata. A unit that chance cannot move has 1.
    """
    granted, decided = table.stratum_totals()
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, int(decided.max()) + 1)))))
    order = np.argsort(table.unit, kind="stable")
    starts = np.searchsorted(table.unit[order], np.arange(len(table.units) + 1))
    found = np.ones(len(table.units))
    for u in range(len(table.units)):
        variance = of.variance[u]
        if variance <= 0:
            continue
        if variance > EXACT_TO:
            away = max(abs(of.seen[u] - of.mean[u]) - 0.5, 0.0) / variance**0.5
            found[u] = 2 * NormalDist().cdf(-away)
            continue
        least, mass = 0, np.ones(1)
        for cell in order[starts[u] : starts[u + 1]]:
            s = table.stratum[cell]
            low, more = hypergeometric(int(decided[s]), int(granted[s]), int(table.total[cell]), factorials)
            least, mass = least + low, np.convolve(mass, more)
        at = int(of.seen[u]) - least
        below, here, above = mass[:at].sum(), mass[at], mass[at + 1 :].sum()
        found[u] = min(1.0, 2 * (min(below, above) + here / 2))
    return found


def hypergeometric(size: int, grants: int, drawn: int, factorials: Floats) -> tuple[int, Floats]:
    """The least number possible, and the chance of each number from it on, when `drawn` of `size` cases hold grants."""
    low, high = max(0, drawn - (size - grants)), min(drawn, grants)
    k = np.arange(low, high + 1)
    f = factorials
    log = (
        f[grants] - f[k] - f[grants - k]
        + f[size - grants] - f[drawn - k] - f[size - grants - drawn + k]
        - f[size] + f[drawn] + f[size - drawn]
    )  # fmt: skip
    mass: Floats = np.exp(log)
    return low, mass / mass.sum()


def discoveries(p: Floats, rate: float = 0.05) -> NDArray[np.bool_]:
    """Benjamini and Hochberg: those that may be called different so that at most `rate` of them are so by chance."""
    order = np.argsort(p, kind="stable")
    passed = np.nonzero(p[order] <= rate * np.arange(1, len(p) + 1) / len(p))[0]
    found = np.zeros(len(p), bool)
    if len(passed):
        found[order[: passed[-1] + 1]] = True
    return found
