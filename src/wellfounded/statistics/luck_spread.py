"""How far units truly differ, beyond chance: a spread in logits with its interval, and shrunken estimates.

In a cell the log-odds of a grant are those of its stratum plus those of its unit; the latter are normal with a spread
that is estimated. Strata and units are integrated out together (Laplace), so that many small strata do not bias the
spread. Estimates of units are averaged over the spreads that the table leaves possible.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from wellfounded.logic.errors import BadInput
from wellfounded.statistics.deciders import Deciders, Floats, Ints

LEAST, MOST = 0.003, 6.0
"""Spreads between which is searched, in logits."""
DENSE_TO = 3000
"""So many units or strata, whichever are fewer, are solved together."""
LOGISTIC = math.pi**2 / 3
"""The variance of the logistic curve: what is left within units on the scale of logits."""


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """The spread between units in logits, with its 95 % interval, and what follows from it.

    `share`: of the variance on the scale of logits, the part between units. `median_odds_ratio`: for two units at
    random, the factor between their odds that is exceeded as often as not. `points`: the same spread in shares of
    cases granted, `middle`: between which shares nine of ten units lie. `estimates`, `low`, `high`: by unit, the likely
    rate for the mix of all cases. `ranking`: of two units at random, how surely the order of their estimates is right.
    """

    logits: float
    interval: tuple[float, float]
    share: float
    median_odds_ratio: float
    points: float
    middle: tuple[float, float]
    estimates: Floats
    low: Floats
    high: Floats
    ranking: float


class _Fit:
    """The cells that tell something, and the best strata and units for a given spread."""

    def __init__(self, table: Deciders) -> None:
        granted, decided = table.stratum_totals()
        tells = (granted > 0) & (granted < decided)
        cells = tells[table.stratum]
        used, self.s = np.unique(table.stratum[cells], return_inverse=True)
        self.u: Ints = table.unit[cells]
        self.k: Floats = table.granted[cells].astype(float)
        self.n: Floats = table.total[cells].astype(float)
        self.units, self.strata = len(table.units), len(used)
        if min(self.units, self.strata) > DENSE_TO:
            raise BadInput(
                "{units} units in {strata} strata are too many to weigh together. Name fewer columns as strata.",
                units=self.units,
                strata=self.strata,
            )
        self.weight = decided[used] / decided[used].sum()
        self.a: Floats = np.log(granted[used] / (decided[used] - granted[used]))
        self.b: Floats = np.zeros(self.units)
        self.width: Floats = np.zeros(self.units)

    def _by_unit(self, what: Floats) -> Floats:
        return np.bincount(self.u, weights=what, minlength=self.units).astype(np.float64)

    def _by_stratum(self, what: Floats) -> Floats:
        return np.bincount(self.s, weights=what, minlength=self.strata).astype(np.float64)

    def at(self, spread: float, variances: bool = False) -> float:
        """The log-likelihood of a spread. Strata and units are left at their best; with `variances` widths too."""
        precision = spread**-2
        for _ in range(60):
            p = 1 / (1 + np.exp(-(self.a[self.s] + self.b[self.u])))
            w = self.n * p * (1 - p)
            toward_b = self._by_unit(self.k - self.n * p) - precision * self.b
            toward_a = self._by_stratum(self.k - self.n * p)
            step_a, step_b, log_det = self._solved(w, precision, toward_a, toward_b, variances)
            size = max(float(np.abs(step_a).max()), float(np.abs(step_b).max()))
            damped = min(1.0, 1.5 / size) if size else 1.0
            self.a, self.b = self.a + damped * step_a, self.b + damped * step_b
            if size < 1e-4:
                break
        eta = self.a[self.s] + self.b[self.u]
        likely = float((self.k * eta - self.n * np.logaddexp(0, eta)).sum())
        return likely - 0.5 * precision * float(self.b @ self.b) - self.units * math.log(spread) - 0.5 * log_det

    def _solved(
        self, w: Floats, precision: float, toward_a: Floats, toward_b: Floats, variances: bool
    ) -> tuple[Floats, Floats, float]:
        """One step of Newton, and the log-determinant; the fewer of units and strata are solved densely."""
        of_a, of_b = self._by_stratum(w), self._by_unit(w) + precision
        few_units = self.units <= self.strata
        # Rows are the few, columns the many, which are diagonal and drop out.
        rows, columns = (self.u, self.s) if few_units else (self.s, self.u)
        keep, drop = (of_b, of_a) if few_units else (of_a, of_b)
        toward_keep, toward_drop = (toward_b, toward_a) if few_units else (toward_a, toward_b)
        dense = _scaled_square(rows, columns, w, drop, len(keep))
        matrix = np.diag(keep) - dense
        lower = np.linalg.cholesky(matrix)
        log_det = 2 * float(np.log(np.diag(lower)).sum()) + float(np.log(drop).sum())
        right = toward_keep - np.bincount(rows, weights=w * (toward_drop / drop)[columns], minlength=len(keep))
        kept: Floats = np.linalg.solve(matrix, right).astype(np.float64)
        dropped: Floats = (toward_drop - np.bincount(columns, weights=w * kept[rows], minlength=len(drop))) / drop
        if variances:
            inverse = np.linalg.inv(matrix)
            if few_units:
                self.width = np.diag(inverse).copy()
            else:
                across = np.zeros((self.units, self.strata))
                across[self.u, self.s] = w
                across /= drop[:, None]
                self.width = 1 / drop + ((across @ inverse) * across).sum(axis=1)
        return (dropped, kept, log_det) if few_units else (kept, dropped, log_det)


def _scaled_square(rows: Ints, columns: Ints, w: Floats, drop: Floats, size: int) -> Floats:
    """The product of the cells with themselves over the dropped side."""
    if size == 1:
        return np.array([[float((w * w / drop[columns]).sum())]])
    cells = np.zeros((size, len(drop)))
    cells[rows, columns] = w / np.sqrt(drop)[columns]
    product: Floats = cells @ cells.T
    return product


def spread(table: Deciders) -> Spread:
    """How far the units of a table differ beyond chance."""
    fit = _Fit(table)
    known: dict[float, float] = {}

    def at(log: float) -> float:
        log = round(log, 6)
        if log not in known:
            known[log] = fit.at(math.exp(log))
        return known[log]

    low, high = math.log(LEAST), math.log(MOST)
    best = _highest(at, low, high)
    top = at(best)
    enough = top - NormalDist().inv_cdf(0.975) ** 2 / 2
    first = 0.0 if at(low) > enough else math.exp(_crossing(at, low, best, enough))
    last = math.exp(high) if at(high) > enough else math.exp(_crossing(at, high, best, enough))
    logits = 0.0 if best - low < 0.01 else math.exp(best)
    return _told(fit, at, logits, (first, last))


def _highest(at: Callable[[float], float], low: float, high: float) -> float:
    """Where a curve with one top is highest: steps over all of it, then parabolas through the three best."""
    steps = [low + i * (high - low) / 9 for i in range(10)]
    best = max(range(10), key=lambda i: at(steps[i]))
    if best in (0, 9):
        return steps[best]
    a, b, c = steps[best - 1 : best + 2]
    for _ in range(40):
        left, right = (b - a) * (at(b) - at(c)), (b - c) * (at(b) - at(a))
        x = b - 0.5 * ((b - a) * left - (b - c) * right) / (left - right) if left != right else b
        if not a < x < c or abs(x - b) < 1e-3:
            return b
        if at(x) > at(b):
            a, b, c = (b, x, c) if x > b else (a, x, b)
        else:
            a, c = (a, x) if x > b else (x, c)
    return b


def _crossing(at: Callable[[float], float], out: float, inside: float, level: float) -> float:
    """Where the curve comes up to a level, between a place below it and one above (Illinois)."""
    below, above = at(out) - level, at(inside) - level
    for _ in range(60):
        if abs(out - inside) < 1e-3 or not below:
            break
        x = (out * above - inside * below) / (above - below)
        found = at(x) - level
        if abs(found) < 1e-3:
            return x
        if found < 0:
            out, below, above = x, found, above / 2
        else:
            inside, above, below = x, found, below / 2
    return (out + inside) / 2


def _told(fit: _Fit, at: Callable[[float], float], logits: float, interval: tuple[float, float]) -> Spread:
    """What follows from the spread, averaged over the spreads that are possible."""
    logs = np.linspace(math.log(max(interval[0], LEAST)), math.log(interval[1]), 9)
    heights = np.array([at(x) for x in logs])
    weights = np.exp(heights - heights.max()) * np.exp(logs)  # equal steps of the spread itself count alike
    weights /= weights.sum()
    means, widths = [], []
    for log in logs:
        fit.at(math.exp(log), variances=True)
        means.append(fit.b.copy())
        widths.append(fit.width.copy())
    mean = np.einsum("g,gu->u", weights, np.array(means))
    width = np.einsum("g,gu->u", weights, np.array(widths) + (np.array(means) - mean) ** 2)
    if logits:
        fit.at(logits)
    margin = NormalDist().inv_cdf(0.975) * np.sqrt(width)
    quantiles = np.array([NormalDist().inv_cdf((i + 0.5) / 400) for i in range(400)])
    rates = _rate(fit, logits * quantiles)
    ratio = math.exp(math.sqrt(2) * logits * NormalDist().inv_cdf(0.75))
    return Spread(
        logits, interval, logits**2 / (logits**2 + LOGISTIC), ratio, float(rates.std()),
        (float(np.quantile(rates, 0.05)), float(np.quantile(rates, 0.95))),
        _rate(fit, mean), _rate(fit, mean - margin), _rate(fit, mean + margin), _ranking(mean, width),
    )  # fmt: skip


def _rate(fit: _Fit, b: Floats) -> Floats:
    """The share granted of all cases together by units with these log-odds."""
    found = np.zeros(len(b))
    for start in range(0, fit.strata, 200):
        part = slice(start, start + 200)
        found += (1 / (1 + np.exp(-(fit.a[part, None] + b[None, :])))).T @ fit.weight[part]
    return found


def _ranking(mean: Floats, width: Floats) -> float:
    """How surely two units at random stand in the right order; of very many units a fixed sample is taken."""
    if len(mean) > DENSE_TO:
        chosen = np.random.Generator(np.random.SFC64(0)).choice(len(mean), DENSE_TO, replace=False)
        mean, width = mean[chosen], width[chosen]
    i, j = np.triu_indices(len(mean), 1)
    away = np.abs(mean[i] - mean[j]) / np.sqrt(width[i] + width[j])
    # The normal curve from its error function, good to 1e-7 (Abramowitz and Stegun 7.1.26).
    t = 1 / (1 + 0.3275911 * away / math.sqrt(2))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return float((1 - 0.5 * series * np.exp(-(away**2) / 2)).mean())
