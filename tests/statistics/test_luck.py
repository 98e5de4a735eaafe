"""Is this luck? The parts against other ways to the same numbers, and the whole against worlds whose truth is known."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tests.statistics.lots import cases_file, drawn, read_cases
from wellfounded.readings.words import Words
from wellfounded.statistics.deciders import Floats, Ints, deciders
from wellfounded.statistics.luck import Luck, NotComparable, luck
from wellfounded.statistics.luck_chance import discoveries, dispersion, exact_p, expected, hypergeometric, worlds
from wellfounded.statistics.luck_funnel import limits, overdispersion
from wellfounded.statistics.luck_spread import spread
from wellfounded.statistics.luck_table import read_table
from wellfounded.statistics.luck_words import refusal

# The parts, each against another way to the same number.


def test_a_hypergeometric_mass_is_that_of_scipy() -> None:
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, 201)))))
    for size, grants, taken in ((200, 70, 30), (10, 9, 8), (50, 1, 49), (5, 5, 3)):
        low, mass = hypergeometric(size, grants, taken, factorials)
        k = np.arange(low, low + len(mass))
        np.testing.assert_allclose(mass, stats.hypergeom(size, grants, taken).pmf(k), atol=1e-12)


def test_the_exact_test_is_that_of_every_deal_written_out() -> None:
    table = deciders(["a", "b", "a", "b"], [3, 0, 1, 2], [4, 3, 2, 4], ["x", "x", "y", "y"])
    of = expected(table)
    # Every way to deal three grants of seven cases and three of six, case by case.
    counts = np.zeros(12)
    for first in itertools.combinations(range(7), 3):
        for second in itertools.combinations(range(6), 3):
            counts[sum(i < 4 for i in first) + sum(i < 2 for i in second)] += 1
    mass = counts / counts.sum()
    seen = 4
    wanted = min(1.0, 2 * (min(mass[:seen].sum(), mass[seen + 1 :].sum()) + mass[seen] / 2))
    assert exact_p(table, of)[0] == pytest.approx(wanted, abs=1e-12)
    assert of.mean[0] == pytest.approx(mass @ np.arange(12))
    assert of.variance[0] == pytest.approx(mass @ np.arange(12) ** 2 - (mass @ np.arange(12)) ** 2)


def _shuffled(random: np.random.Generator, holders: list[Ints], outcomes: list[Ints]) -> Floats:
    """Grants by unit when each case is shuffled by itself."""
    counts = [
        np.bincount(h, weights=random.permutation(o), minlength=12) for h, o in zip(holders, outcomes, strict=True)
    ]
    return np.asarray(np.sum(counts, axis=0), np.float64)


def test_worlds_dealt_as_counts_are_those_of_shuffled_cases() -> None:
    table = drawn(0.4, 12, 60, 3, strata=3)
    of = expected(table)
    ours = worlds(table, of, 4000, 1)
    random = np.random.default_rng(5)
    outcomes = [np.repeat([1, 0], [k, n - k]) for k, n in zip(*table.stratum_totals(), strict=True)]
    holders = [np.repeat(table.unit[table.stratum == s], table.total[table.stratum == s]) for s in range(3)]
    shuffled = np.array([
        dispersion(_shuffled(random, holders, outcomes), of)
        for _ in range(4000)
    ])  # fmt: skip
    assert stats.ks_2samp(ours.dispersion, shuffled).pvalue > 0.001
    # Each squared distance is one on average, in units of its own variance.
    assert ours.dispersion.mean() == pytest.approx(12, rel=0.02)


def test_the_same_seed_gives_the_same_answer_on_any_number_of_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    table = drawn(0.4, 20, 60, 3, strata=3)
    one = luck(table, permutations=600, seed=4)
    monkeypatch.setattr("os.cpu_count", lambda: 5)
    two = luck(table, permutations=600, seed=4)
    assert isinstance(one, Luck)
    assert isinstance(two, Luck)
    assert (one.chance, one.p, one.units) == (two.chance, two.p, two.units)
    three = luck(table, permutations=600, seed=5)
    assert isinstance(three, Luck)
    assert three.chance != one.chance


def test_false_discoveries_are_held_as_scipy_holds_them() -> None:
    p = np.random.default_rng(1).uniform(0, 0.2, 60) ** 2
    np.testing.assert_array_equal(discoveries(p), stats.false_discovery_control(p) <= 0.05)
    assert not discoveries(np.ones(3)).any()


def test_the_spread_is_that_of_an_integral_taken_numerically() -> None:
    table = drawn(0.6, 40, 80, 11)
    k, n = table.totals()
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)

    def likely(a: float, tau: float) -> float:
        p = 1 / (1 + np.exp(-(a + tau * nodes)))
        log = k[:, None] * np.log(p) + (n - k)[:, None] * np.log1p(-p)
        top = log.max(axis=1, keepdims=True)
        return float((np.log(np.exp(log - top) @ weights) + top[:, 0]).sum())

    grid_a, grid_t = np.linspace(-1.4, 0.1, 61), np.linspace(0.2, 1.2, 101)
    # The mean is integrated out, as with REML.
    heights = np.array([[likely(a, t) for a in grid_a] for t in grid_t])
    over_a = np.log(np.exp(heights - heights.max()).sum(axis=1))
    best = float(grid_t[over_a.argmax()])
    inside = grid_t[over_a > over_a.max() - 1.92]
    found = spread(table)
    assert found.logits == pytest.approx(best, abs=0.015)
    assert found.interval == pytest.approx((inside[0], inside[-1]), abs=0.02)


def test_estimates_are_drawn_in_and_most_where_least_was_decided() -> None:
    sizes = np.array([30] * 20 + [600] * 20)
    table = drawn(0.5, 40, sizes, 2)
    k, n = table.totals()
    found = spread(table)
    raw = k / n
    centre = k.sum() / n.sum()
    pull = np.abs(found.estimates - centre) / np.abs(raw - centre)
    assert np.median(pull[:20]) < 0.8 < np.median(pull[20:])
    assert (found.low < found.estimates).all()
    assert (found.estimates < found.high).all()
    assert found.median_odds_ratio == pytest.approx(np.exp(0.6745 * 2**0.5 * found.logits), rel=1e-3)


def test_either_way_of_solving_gives_the_same_spread() -> None:
    wide, deep = drawn(0.5, 30, 120, 8, strata=4), drawn(0.5, 30, 400, 8, strata=60)
    assert spread(wide).logits == pytest.approx(0.5, abs=0.2)
    assert spread(deep).logits == pytest.approx(0.5, abs=0.2)


def test_the_limits_of_the_funnel_hold_what_chance_gives() -> None:
    found = limits(0.34, (40.0, 100.0, 400.0))
    for i, n in enumerate((40, 100, 400)):
        inside = stats.binom(n, 0.34).cdf(n * found.high95[i]) - stats.binom(n, 0.34).cdf(n * found.low95[i] - 1e-9)
        assert 0.9 < inside < 0.99
        assert found.low998[i] < found.low95[i] < 0.34 < found.high95[i] < found.high998[i]


def test_a_spread_that_all_share_widens_the_funnel_and_chance_alone_does_not() -> None:
    assert overdispersion(expected(drawn(0.6, 60, 200, 1))).factor > 3
    assert overdispersion(expected(drawn(0.0, 60, 200, 1))).factor < 1.6
    assert overdispersion(expected(drawn(0.6, 60, 200, 1))).added > 0.08


# The whole, against worlds whose truth is known.


def _null(worlds_: int, sizes: Ints, rate: float) -> float:
    """In how many worlds without any difference something is called different."""
    random = np.random.default_rng(20)
    found = 0
    names = [f"u{i}" for i in range(len(sizes))]
    for _ in range(worlds_):
        table = deciders(names, random.binomial(sizes, rate).tolist(), sizes.tolist())
        found += bool(discoveries(exact_p(table, expected(table))).any())
    return found / worlds_


def test_where_nothing_differs_little_is_called_different() -> None:
    sizes = np.random.default_rng(1).integers(30, 160, 50)
    assert _null(300, sizes, 0.34) <= 0.05 + 2 * (0.05 * 0.95 / 300) ** 0.5


@pytest.mark.long
def test_over_two_thousand_worlds_without_difference_at_most_one_in_twenty_is_false() -> None:
    sizes = np.random.default_rng(1).integers(30, 160, 50)
    assert _null(2000, sizes, 0.34) <= 0.05


@pytest.mark.parametrize("number", [20, pytest.param(200, marks=pytest.mark.long)])
def test_a_spread_of_half_a_logit_is_found(number: int) -> None:
    found = 0
    for seed in range(number):
        answer = luck(drawn(0.5, 50, 100, 1000 + seed), permutations=300)
        assert isinstance(answer, Luck)
        found += answer.real and answer.different > 0
    assert found / number >= 0.9


@pytest.mark.parametrize(("number", "least"), [(40, 0.87), pytest.param(400, 0.93, marks=pytest.mark.long)])
def test_the_interval_of_the_spread_holds_the_truth(number: int, least: float) -> None:
    held = 0
    for seed in range(number):
        low, high = spread(drawn(0.5, 50, 100, 5000 + seed)).interval
        held += low <= 0.5 <= high
    assert least <= held / number <= (0.97 if number > 100 else 1)


def test_strata_that_differ_do_not_make_their_units_differ() -> None:
    random = np.random.default_rng(3)
    names = [f"u{i:02d}" for i in range(40)]
    strata = ["easy"] * 20 + ["hard"] * 20
    granted = [int(random.binomial(100, 0.7 if s == "easy" else 0.2)) for s in strata]
    apart = luck(deciders(names, granted, [100] * 40, strata), permutations=500)
    together = luck(deciders(names, granted, [100] * 40), permutations=500)
    assert isinstance(apart, Luck)
    assert isinstance(together, Luck)
    assert (apart.different, apart.real) == (0, False)
    assert together.different > 30
    assert apart.spread.logits < 0.15
    assert together.spread.logits > 0.8


def test_cases_that_were_not_handed_out_by_lot_give_a_refusal_and_no_table(tmp_path: Path) -> None:
    cases = read_cases(cases_file(tmp_path, 0.2))
    answer = luck(cases.table, features=cases.features, permutations=200)
    assert isinstance(answer, NotComparable)
    assert not hasattr(answer, "units")
    (found,) = answer.balance
    assert found.points == pytest.approx(0.2, abs=0.05)
    assert found.moves == pytest.approx(0.08, abs=0.03)
    page = " ".join(refusal(answer, "judge", Words()))
    assert "kind" in page
    assert "--strata" in page
    assert "Doe" not in page


def test_once_the_kinds_of_cases_are_strata_the_same_units_may_be_compared(tmp_path: Path) -> None:
    path = cases_file(tmp_path, 0.2)
    cases = read_table(path, unit="judge", granted="outcome=granted", strata=("office", "kind"))
    answer = luck(cases.table, permutations=300)
    assert isinstance(answer, Luck)
    assert answer.different == 0


def test_cases_handed_out_by_lot_are_compared(tmp_path: Path) -> None:
    cases = read_cases(cases_file(tmp_path, 0.0))
    answer = luck(cases.table, features=cases.features, permutations=200)
    assert isinstance(answer, Luck)
    assert answer.balance[0].even


def test_a_lot_is_rarely_called_uneven() -> None:
    from wellfounded.statistics.assignment import balance

    refused = 0
    for seed in range(60):
        table = drawn(0.0, 30, 60, seed, strata=2)
        refused += not balance({"kind": {"hard": table}}, {}, seed)[0].even
    assert refused <= 4
