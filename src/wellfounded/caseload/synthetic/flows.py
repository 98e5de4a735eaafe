"""The flows of a country's caseload by month, fitted so that the published figures of each year come out.

Everybody who comes in a month leaves it after so many months, or waits until the end. How many leave in a year is
published, so the plain waiting time is bent: one factor for each year of leaving, and one tilt where the mean duration
of a year is published too. The factors are found by going to and fro between the years' figures and the whole of each
month (iterative proportional fitting).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.synthetic.published import FIRST_YEAR, LAST_YEAR, assumed, figure

Floats = NDArray[np.float64]
YEARS = LAST_YEAR - FIRST_YEAR + 1
MONTHS = 12 * YEARS
LONGEST = 132
"""Months: the longest wait that is drawn."""
ROUNDS = 80
"""Rounds of the fitting; by then every published figure comes out within a few thousandths."""
YEAR_OF = np.arange(MONTHS) // 12
MONTH_PASSES = 0.45
"""Share of a month by which notice and the time to act shift a flow into the next month (about a fortnight)."""


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Where those who come in a month go.

    `steps` (months * LONGEST, ascending): twice the month of coming, and the share that has left within 1, 2, ...
    months; the rest waits at the end. `out`: how many leave in each month, in persons of the published figures.
    """

    steps: Floats
    out: Floats

    def out_by_year(self) -> Floats:
        """How many leave in each year."""
        return by_year(self.out)

    def lag(self, month: NDArray[np.int64], u: Floats) -> NDArray[np.int64]:
        """After how many months (1 to LONGEST) each leaves who came in that month; LONGEST + 1: not by the end."""
        found: NDArray[np.int64] = np.searchsorted(self.steps, month * 2.0 + u, side="right") - month * LONGEST + 1
        return found


def by_year(month: Floats) -> Floats:
    """Sums of a monthly series by year."""
    found: Floats = month.reshape(YEARS, 12).sum(axis=1)
    return found


def series(measure: str, otherwise: float = 0.0) -> Floats:
    """A published measure as an array over the years."""
    found = figure(measure)
    return np.array([found.get(year, otherwise) for year in range(FIRST_YEAR, LAST_YEAR + 1)])


def waiting(shape: float, mean: float) -> Floats:
    """A gamma waiting time, by month from the first to the longest."""
    lag = np.arange(1, LONGEST + 1) - 0.5
    weight = lag ** (shape - 1) * np.exp(-lag * shape / mean)
    found: Floats = weight / weight.sum()
    return found


def later(month: Floats) -> Floats:
    """A monthly flow shifted by the time that notice and the steps after it take."""
    moved = (1 - MONTH_PASSES) * month
    moved[1:] += MONTH_PASSES * month[:-1]
    return moved


def fitted(
    come: Floats,
    wait: Floats,
    out: Mapping[int, float],
    means: Mapping[int, float] | None = None,
    stays: float = 0.0,
) -> Flow:
    """The flow of those who come, by month, with the published number that leaves in a year.

    `wait`: the waiting time that is bent. `means`: the mean wait in months of those who leave in a year. `stays`:
    weight of never leaving at all, against the whole of the waiting time.
    """
    lags = np.arange(1, LONGEST + 1)
    leave = np.arange(MONTHS)[:, None] + lags[None, :]
    inside = leave < MONTHS
    year = YEAR_OF[np.minimum(leave, MONTHS - 1)]
    tail = np.where(inside, 0.0, wait[None, :]).sum(axis=1) + stays + 1e-9
    plain = np.where(inside, wait[None, :], 0.0)
    factor, tilt = np.ones(YEARS), np.zeros(YEARS)
    wanted = np.array([out.get(y + FIRST_YEAR, 0.0) for y in range(YEARS)])
    mean = np.array([(means or {}).get(y + FIRST_YEAR, 0.0) for y in range(YEARS)])
    flow = plain
    for _ in range(ROUNDS):
        bent = plain * factor[year]
        if mean.any():
            bent *= np.exp(np.minimum(tilt[year] * (lags - mean[year]), 50.0))
        flow = bent / (bent.sum(axis=1) + tail)[:, None]
        moved = come[:, None] * flow
        left = np.bincount(year.ravel(), weights=moved.ravel(), minlength=YEARS)
        known = (wanted > 0) & (left > 0)
        factor[known] *= np.clip(wanted[known] / left[known], 0.2, 5.0)
        np.clip(factor, 1e-6, 1e6, out=factor)
        if mean.any():
            seen = np.bincount(year.ravel(), weights=(moved * lags).ravel(), minlength=YEARS) / np.maximum(left, 1e-9)
            told = (mean > 0) & (left > 0)
            tilt[told] += np.clip((mean[told] - seen[told]) / 400.0, -0.02, 0.02)
            np.clip(tilt, -0.25, 0.25, out=tilt)
    moved = come[:, None] * flow
    leaves = np.bincount(np.minimum(leave, MONTHS).ravel(), weights=moved.ravel(), minlength=MONTHS + 1)
    steps = np.cumsum(flow, axis=1) + np.arange(MONTHS)[:, None] * 2.0
    return Flow(steps.ravel(), leaves[:MONTHS].astype(np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class Japan:
    """The fitted flows of Japan.

    By month: `first` persons who apply for the first time, `separate` those who apply for complementary protection
    alone. As shares of the output, what each flow ends in: by year, `complementary` by month.
    """

    first: Floats
    separate: Floats
    first_instance: Flow
    separate_decisions: Flow
    review: Flow
    repeat: Flow
    recognised: Floats
    complementary: Floats
    withdrawn: Floats
    humanitarian: Floats
    separate_granted: Floats
    to_review: Floats
    allowed: Floats
    review_withdrawn: Floats


def _share(part: Floats, whole: Floats, most: float = 0.98) -> Floats:
    return np.clip(part / np.maximum(whole, 1e-9), 0.0, most)


@cache
def japan() -> Japan:
    """The flows of Japan, 1982 to 2024, from the tables of this package."""
    chosen = assumed("flow")
    applications = series("applications")
    lodged = np.repeat(applications / 12, 12)
    wait = waiting(chosen["first_instance_shape"], chosen["first_instance_months"])
    first = fitted(lodged, wait, figure("first_instance_processed"), figure("first_instance_months"))
    processed = first.out_by_year()

    on_review, separately = series("recognised_on_review"), series("complementary_on_own_application")
    recognised = _share(series("recognised") - on_review, processed)
    complementary = _share(series("complementary") - separately, processed)
    told = series("first_instance_withdrawn", -1.0)
    withdrawn = np.where(told < 0, chosen["withdrawn_share"], _share(told, processed))
    withdrawn = np.minimum(withdrawn, 1 - recognised - complementary)
    # Complementary protection is law since 1 December 2023.
    in_law = np.arange(MONTHS) >= MONTHS - 13
    known_in = np.maximum(by_year(first.out * in_law), 1e-9)
    by_month = np.where(in_law, np.repeat((series("complementary") - separately) / known_in, 12), 0.0)
    refused = processed * (1 - recognised - complementary - withdrawn)
    humanitarian = _share(series("humanitarian"), refused)

    requests = series("review_requests", -1.0)
    to_review = np.where(requests < 0, chosen["review_share"], _share(requests, refused, chosen["review_share_most"]))
    refusals = first.out * np.repeat(refused / np.maximum(processed, 1e-9), 12)
    requested = later(refusals * np.repeat(to_review, 12))
    wait = waiting(chosen["review_shape"], chosen["review_months"])
    review = fitted(requested, wait, figure("review_processed"), figure("review_months"))
    decided = review.out_by_year()
    allowed = _share(on_review, decided)
    told = series("review_withdrawn", -1.0)
    review_withdrawn = np.where(told < 0, chosen["review_withdrawn_share"], _share(told, decided))

    ended = later(refusals * np.repeat(1 - to_review, 12) + review.out * np.repeat(1 - allowed, 12))
    repeats = series("repeat_applications", -1.0)
    repeats = np.where(repeats < 0, chosen["repeat_share"] * applications, repeats)
    wanted = {y + FIRST_YEAR: float(n) for y, n in enumerate(repeats)}
    repeat = fitted(ended, waiting(1.0, chosen["repeat_months"]), wanted, stays=1.0)

    # The separate applications of 2023 all came in December, when the law began to know them.
    separate = np.repeat(series("complementary_applications") / 12, 12)
    year = figure("complementary_applications")
    separate[-24:-12] = 0.0
    separate[-13] = year[2023]
    granted = figure("complementary_on_own_application")
    share = 1 - chosen["complementary_refused_share"]
    alone = fitted(
        separate,
        waiting(1.0, chosen["complementary_months"]),
        {y: n / share for y, n in granted.items()},
    )
    return Japan(
        np.maximum(lodged - repeat.out, 0.0),
        separate,
        first,
        alone,
        review,
        repeat,
        recognised,
        by_month,
        withdrawn,
        humanitarian,
        _share(separately, alone.out_by_year(), share),
        to_review,
        allowed,
        review_withdrawn,
    )
