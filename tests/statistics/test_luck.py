"""Is this luck? The parts against other ways to the same numbers, and the whole against worlds whose truth is known."""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import pkgutil
import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import wellfounded.charts
import wellfounded.statistics
from tests.conftest import REFERENCE
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.readings.words import Words
from wellfounded.statistics.deciders import Deciders, Floats, Ints, deciders, pseudonyms
from wellfounded.statistics.luck import Luck, NotComparable, luck
from wellfounded.statistics.luck_chance import discoveries, dispersion, exact_p, expected, hypergeometric, worlds
from wellfounded.statistics.luck_funnel import limits, overdispersion
from wellfounded.statistics.luck_spread import spread
from wellfounded.statistics.luck_table import Cases, read_table
from wellfounded.statistics.luck_words import funnel, refusal, two_sentences


def drawn(spread_: float, units: int, each: int | Ints, seed: int, strata: int = 1, middle: float = -0.65) -> Deciders:
    """A table whose units truly differ by so much, in logits; strata have rates of their own."""
    random = np.random.default_rng(seed)
    own = random.normal(0, spread_, units)
    parts = np.linspace(-1, 1, strata) if strata > 1 else np.zeros(1)
    sizes = np.broadcast_to(each, units)
    names, where, granted, total = [], [], [], []
    for u in range(units):
        for s, n in enumerate(random.multinomial(sizes[u], np.full(strata, 1 / strata))):
            names.append(f"u{u:04d}")
            where.append(f"s{s}")
            total.append(int(n))
            granted.append(int(random.binomial(n, 1 / (1 + np.exp(-(middle + parts[s] + own[u]))))))
    return deciders(names, granted, total, where)


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


def _file(folder: Path, uneven: float, name: str = "rows.csv") -> Path:
    """Rows of decisions in which some deciders receive more hard cases than others, or not."""
    random = np.random.default_rng(7)
    lines = ["judge,office,kind,outcome"]
    for j in range(20):
        hard = 0.5 + (uneven if j % 2 else -uneven)
        for _ in range(80):
            kind = "hard" if random.random() < hard else "plain"
            yes = random.random() < (0.2 if kind == "hard" else 0.6)
            lines.append(f"Ms Doe {j},{'north' if j < 10 else 'south'},{kind},{'granted' if yes else 'dismissed'}")
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _read(path: Path) -> Cases:
    return read_table(path, unit="judge", granted="outcome=granted", strata=("office",), features=("kind",))


def test_cases_that_were_not_handed_out_by_lot_give_a_refusal_and_no_table(tmp_path: Path) -> None:
    cases = _read(_file(tmp_path, 0.2))
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
    path = _file(tmp_path, 0.2)
    cases = read_table(path, unit="judge", granted="outcome=granted", strata=("office", "kind"))
    answer = luck(cases.table, permutations=300)
    assert isinstance(answer, Luck)
    assert answer.different == 0


def test_cases_handed_out_by_lot_are_compared(tmp_path: Path) -> None:
    cases = _read(_file(tmp_path, 0.0))
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


# Who is named, and what may be asked.


def test_a_pseudonym_is_the_same_in_the_same_file_and_another_in_another(tmp_path: Path) -> None:
    first = _read(_file(tmp_path, 0.0)).unnamed("judge")
    again = _read(_file(tmp_path, 0.0)).unnamed("judge")
    other = _read(_file(tmp_path, 0.01)).unnamed("judge")
    assert first.table.units == again.table.units
    assert first.table.units != other.table.units
    assert sorted(first.table.units) == [f"judge {i:02d}" for i in range(1, 21)]
    assert not any("Doe" in unit for unit in first.table.units)


def test_the_order_of_pseudonyms_tells_nothing_of_the_order_of_names() -> None:
    units = [f"u{i:03d}" for i in range(200)]
    found = []
    for salt in range(20):
        places = [int(name.split()[1]) for name in pseudonyms(units, bytes([salt + 1]), "judge")]
        found.append(stats.spearmanr(range(200), places).statistic)
    assert abs(np.mean(found)) < 0.05


def test_what_is_printed_of_all_units_names_none(tmp_path: Path) -> None:
    cases = _read(_file(tmp_path, 0.0))
    answer = luck(cases.table, features=cases.features, permutations=200)
    assert isinstance(answer, Luck)
    sentences = two_sentences(answer, "judge", Words())
    assert len(sentences) == 2
    assert not any(unit.name in sentence for unit in answer.units for sentence in sentences)
    assert "luck" in sentences[1]
    chart = funnel(answer, "judge", "a file", Words())
    assert len(chart.points) == 20


def test_sentences_say_luck_where_it_is_and_more_where_it_is_not() -> None:
    for truth, said in ((0.0, "luck is enough"), (0.8, "more than luck")):
        answer = luck(drawn(truth, 40, 100, 9), permutations=300)
        assert isinstance(answer, Luck)
        assert said in two_sentences(answer, "judge", Words())[1]


_OF_ONE_PERSON = {"case", "claim", "claimant", "applicant", "person", "case_file", "case_line", "application", "record"}
_RECORDS = ("wellfounded.claim", "wellfounded.law", "wellfounded.readings.person")
_TYPES = re.compile(r"\b(Case|CaseLine|CaseFile|ClaimRecord|Record|Applicant|Application|Person)\b")


def _public() -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for package in (wellfounded.statistics, wellfounded.charts):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            loaded = importlib.import_module(module.name)
            for name, value in vars(loaded).items():
                if not name.startswith("_") and getattr(value, "__module__", None) == module.name and callable(value):
                    found.append((f"{module.name}.{name}", value))
                    if inspect.isclass(value):
                        found += [
                            (f"{module.name}.{name}.{part}", one) for part, one in inspect.getmembers(value, callable)
                            if not part.startswith("_") and getattr(one, "__module__", None) == module.name
                        ]  # fmt: skip
    return found


def test_no_entry_point_takes_the_case_of_one_person() -> None:
    walked = _public()
    assert {"wellfounded.statistics.luck.luck", "wellfounded.charts.rendering.rendered"} <= dict(walked).keys()
    for name, value in walked:
        try:
            parameters = inspect.signature(value).parameters  # type: ignore[arg-type]
        except ValueError:
            continue
        assert not _OF_ONE_PERSON & set(parameters), name
        for parameter in parameters.values():
            assert not _TYPES.search(str(parameter.annotation)), name
        assert not any(word in name.rsplit(".", 1)[1].lower() for word in ("predict", "score", "likelihood_of")), name


def test_statistics_cannot_reach_the_record_of_a_person() -> None:
    for package in (wellfounded.statistics,):
        for path in Path(next(iter(package.__path__))).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                module = getattr(node, "module", "") or ""
                assert not module.startswith(("wellfounded.claim", "wellfounded.law", "wellfounded.readings.person")), (
                    path
                )


def test_a_single_case_can_have_no_answer() -> None:
    with pytest.raises(BadInput, match="only 1 unit"):
        luck(deciders(["a"], [1], [1]))
    with pytest.raises(BadInput, match="at least two are needed"):
        luck(deciders(["a", "b"], [1, 0], [1, 1]))
    with pytest.raises(BadInput, match="fewer than 10 decisions are never compared; 1 was asked"):
        luck(deciders(["a", "b"], [1, 0], [1, 1]), minimum=1)


def test_units_of_few_decisions_are_left_out_and_counted() -> None:
    table = deciders(["a", "b", "c"], [20, 10, 2], [40, 40, 9])
    answer = luck(table, permutations=200)
    assert isinstance(answer, Luck)
    assert answer.basis.small == (1, 9)
    assert {unit.name for unit in answer.units} == {"a", "b"}


# Faults, each in one plain sentence.


def _csv(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,5,4\nb,1,4", "5 were granted of 4 decided"),
        ("a,-1,4\nb,1,4", "-1 grants were counted; a count cannot be below zero"),
        ("a,1,-4\nb,1,4", "-4 decisions were counted|1 were granted of -4|-4"),
        ("a,x,4\nb,1,4", "The column granted holds x, which is no whole number"),
        ("a,1.5,4\nb,1,4", "The column granted holds 1.5, which is no whole number"),
        ("a,10,40", "only 1 unit"),
        ("a,0,40\nb,0,40", "came out alike"),
        (",1,4\n", "No row of table.csv has both a unit and an outcome"),
    ],
)
def test_a_fault_of_the_table_is_one_sentence(tmp_path: Path, rows: str, said: str) -> None:
    path = _csv(tmp_path, "judge,granted,total\n" + rows + "\n")
    with pytest.raises(BadInput, match=said):
        luck(read_table(path, unit="judge", granted="granted", total="total").table, permutations=200)


def test_the_line_of_an_impossible_count_is_named(tmp_path: Path) -> None:
    path = _csv(tmp_path, "judge,granted,total\na,1,4\n,1,4\nb,5,4\n")
    with pytest.raises(BadInput) as caught:
        read_table(path, unit="judge", granted="granted", total="total")
    assert caught.value.line == 4


def test_a_column_or_a_word_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = _csv(tmp_path, "judge,outcome\na,yes\nb,granted\n")
    with pytest.raises(BadInput, match=r"no column office\. It has: judge, outcome"):
        read_table(path, unit="judge", granted="outcome", strata=("office",))
    with pytest.raises(BadInput, match="holds granted, which is neither 0 nor 1"):
        read_table(path, unit="judge", granted="outcome")
    with pytest.raises(BadInput, match=r"says allowed\. It says: granted, yes"):
        read_table(path, unit="judge", granted="outcome=allowed")
    with pytest.raises(BadInput, match=r"ends neither in \.csv nor in \.parquet"):
        read_table(tmp_path / "a.xlsx", unit="judge", granted="outcome")
    with pytest.raises(BadInput, match="There is no file"):
        read_table(tmp_path / "a.csv", unit="judge", granted="outcome")
    broken = tmp_path / "a.parquet"
    broken.write_bytes(b"PAR1 cut off")
    with pytest.raises(BadInput, match="damaged or cut off"):
        read_table(broken, unit="judge", granted="outcome")


def test_columns_of_different_lengths_are_a_wrong_call() -> None:
    with pytest.raises(WrongCall, match="different lengths"):
        deciders(["a"], [1, 2], [3, 4])


def test_a_table_of_decisions_and_one_of_counts_and_parquet_give_the_same(tmp_path: Path) -> None:
    import polars as pl

    rows = _file(tmp_path, 0.0)
    frame = pl.read_csv(rows)
    frame.write_parquet(tmp_path / "rows.parquet")
    counts = frame.group_by("judge", "office").agg(
        (pl.col("outcome") == "granted").sum().alias("granted"), pl.len().alias("total")
    )
    counts.write_csv(tmp_path / "counts.csv")
    tables = [
        read_table(rows, unit="judge", granted="outcome=granted", strata=("office",)).table,
        read_table(tmp_path / "rows.parquet", unit="judge", granted="outcome=granted", strata=("office",)).table,
        read_table(tmp_path / "counts.csv", unit="judge", granted="granted", total="total", strata=("office",)).table,
    ]
    for table in tables[1:]:
        assert table.units == tables[0].units
        np.testing.assert_array_equal(table.granted, tables[0].granted)
        np.testing.assert_array_equal(table.total, tables[0].total)


def test_the_country_na_is_not_missing(tmp_path: Path) -> None:
    path = _csv(tmp_path, "country,granted,total\nNA,10,40\nJP,20,40\n")
    assert read_table(path, unit="country", granted="granted", total="total").table.units == ("JP", "NA")


# The Canadian stays, where they are beside this repository.

PUBLISHED = {"decisions": 4543, "units": 54, "points": 15.2, "far": 0.315, "range": 0.766, "flags": 25}


def _stays(strata: tuple[str, ...] = ()) -> Cases:
    path = REFERENCE / "data" / "ca_fc_stay_dockets.parquet"
    return read_table(path, unit="judge_id", granted="stay_outcome=granted", strata=strata)


@pytest.mark.reference
def test_the_stays_that_are_here_tell_what_all_of_them_told() -> None:
    """Two thirds of the dockets are here, so counts are lower; what does not depend on their number agrees."""
    cases = _stays()
    assert (cases.table.decisions, int(cases.table.granted.sum())) == (3184, 1090)
    answer = luck(cases.table, seed=1)
    assert isinstance(answer, Luck)
    assert (answer.basis.units, answer.basis.decisions) == (47, 2892)
    assert answer.spread.points * 100 == pytest.approx(PUBLISHED["points"], abs=1.5)
    assert answer.spread.middle == pytest.approx((0.105, 0.604), abs=0.05)
    assert answer.far[0] == pytest.approx(PUBLISHED["far"], abs=0.03)
    # Fewer decisions of each judge make chance wider: 27.0 and 37.7 points were published for all of them.
    assert 0.27 < answer.chance[0] < 0.33
    assert 0.377 < answer.chance[2] < 0.45
    assert answer.p == pytest.approx(1 / 2001)
    assert answer.different == 17


@pytest.mark.reference
def test_with_all_dockets_the_published_range_and_flags_are_what_the_spread_found_here_predicts() -> None:
    answer = luck(_stays().table, seed=1)
    assert isinstance(answer, Luck)
    random = np.random.default_rng(2)
    own = np.array([unit.decisions for unit in answer.units])
    flags, ranges = [], []
    for seed in range(60):
        sizes = np.maximum(30, np.round(random.choice(own, 54) * 1.0).astype(int))
        sizes = np.maximum(30, (sizes * PUBLISHED["decisions"] / sizes.sum()).astype(int))
        table = drawn(answer.spread.logits, 54, sizes, seed)
        of = expected(table)
        flags.append(int(discoveries(exact_p(table, of)).sum()))
        rates = of.seen / of.total
        ranges.append(float(np.ptp(rates)))
    assert np.quantile(flags, 0.025) <= PUBLISHED["flags"] <= np.quantile(flags, 0.975)
    assert np.quantile(ranges, 0.01) <= PUBLISHED["range"] <= max(ranges) + 0.05


@pytest.mark.reference
def test_within_city_year_and_nature_part_of_the_spread_goes_and_most_stays() -> None:
    crude, within = luck(_stays().table), luck(_stays(strata=("city_filed", "year", "nature")).table)
    assert isinstance(crude, Luck)
    assert isinstance(within, Luck)
    assert within.p == pytest.approx(1 / 2001)
    explained = 1 - (within.dispersion - 1) / (crude.dispersion - 1)
    assert 0.15 < explained < 0.45
    assert np.ptp(within.observed) < np.ptp(crude.observed)
