"""A million decisions by two thousand deciders: is it luck? Beside statsmodels, in the same run.

    python benchmarks/luck.py

First the whole answer (expected grants within strata, 2,000 worlds of chance, exact tests, spread, shrunken estimates,
funnel) at full size. Then a tenth of it, where statsmodels still fits into memory: a binomial GLM with a column for
each decider and stratum, which gives estimates only, beside the whole answer here.
"""

from __future__ import annotations

import resource
import time
import warnings

import numpy as np

from wellfounded.statistics.deciders import Deciders, deciders
from wellfounded.statistics.luck import Luck, luck

LIMIT = 60.0


def drawn(units: int, strata: int, each: int, spread: float, seed: int) -> tuple[Deciders, np.ndarray]:
    """Deciders whose true log-odds are known, each in a tenth of the strata."""
    random = np.random.default_rng(seed)
    own, base = random.normal(0, spread, units), random.normal(-0.6, 0.6, strata)
    names: list[str] = []
    where: list[str] = []
    granted: list[int] = []
    total: list[int] = []
    for u in range(units):
        held = random.choice(strata, min(strata, max(2, strata // 10)), replace=False)
        sizes = random.multinomial(each, np.full(len(held), 1 / len(held)))
        got = random.binomial(sizes, 1 / (1 + np.exp(-(base[held] + own[u]))))
        names += [f"u{u:05d}"] * len(held)
        where += [f"s{s:04d}" for s in held]
        granted += got.tolist()
        total += sizes.tolist()
    return deciders(names, granted, total, where), own


def timed(units: int, strata: int, each: int, seed: int) -> tuple[Deciders, np.ndarray, Luck, tuple[float, float]]:
    """The whole answer, how long it took, and how much work that was for the processors together."""
    table, own = drawn(units, strata, each, 0.5, seed)
    start, busy = time.perf_counter(), time.process_time()
    answer = luck(table, permutations=2000, seed=1)
    taken = time.perf_counter() - start, time.process_time() - busy
    assert isinstance(answer, Luck)
    return table, own, answer, taken


def right(answer: Luck, own: np.ndarray) -> float:
    """How the estimates go with the truth."""
    by_name = {unit.name: unit.likely for unit in answer.units}
    likely = np.array([by_name[f"u{i:05d}"] for i in range(len(own))])
    return float(np.corrcoef(np.log(likely / (1 - likely)), own)[0, 1])


def main() -> int:
    """Measure, and say whether the limit is kept."""
    table, own, answer, taken = timed(2000, 400, 500, 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    low, high = answer.spread.interval
    print(f"{table.decisions:,} decisions, {len(table.units):,} deciders, 400 strata, 2,000 worlds: {taken[0]:.1f} s "
          f"({taken[1]:.1f} s of processor), {memory:.2f} GB; limit {LIMIT:.0f} s")  # fmt: skip
    print(
        f"  spread {answer.spread.logits:.3f} ({low:.3f}-{high:.3f}), truth {own.std():.3f}; "
        f"estimates and truth correlate at {right(answer, own):.3f}; {answer.different} called different"
    )
    _, own_, once, taken_ = timed(2000, 1, 500, 3)
    print(f"  the same without strata: {taken_[0]:.1f} s, spread {once.spread.logits:.3f}, truth {own_.std():.3f}")
    beside()
    return 0 if max(taken[0], taken_[0]) < LIMIT else 1


def beside() -> None:
    """A tenth of the table, with statsmodels beside."""
    import statsmodels.api as sm

    table, own, answer, taken = timed(200, 40, 500, 2)
    columns = np.zeros((len(table.unit), 240 - 1))
    columns[np.arange(len(table.unit)), table.stratum] = 1
    rest = table.unit > 0
    columns[np.flatnonzero(rest), 40 + table.unit[rest] - 1] = 1
    outcome = np.column_stack([table.granted, table.total - table.granted])
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = sm.GLM(outcome, columns, family=sm.families.Binomial()).fit()
    theirs = time.perf_counter() - start
    effects = np.concatenate(([0.0], fitted.params[40:]))
    print(
        f"{table.decisions:,} decisions, 200 deciders, 40 strata: here the whole answer, with 2,000 worlds, in "
        f"{taken[0]:.2f} s; statsmodels' GLM alone in {theirs:.2f} s: x{theirs / taken[0]:.2f}"
    )
    theirs_right = np.corrcoef(effects, own)[0, 1]
    print(f"  estimates and truth correlate: here at {right(answer, own):.3f}, statsmodels at {theirs_right:.3f}")
    print(
        f"  spread: here {answer.spread.logits:.3f}, statsmodels {effects.std():.3f} (not shrunken), "
        f"truth {own.std():.3f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
