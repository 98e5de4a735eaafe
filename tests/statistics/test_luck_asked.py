"""What may be asked of a spread, who is named in it, and the faults of its tables."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import wellfounded.charts
import wellfounded.statistics
from tests.conftest import REFERENCE
from tests.statistics.lots import cases_file, drawn, read_cases
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.readings.words import Words
from wellfounded.statistics.deciders import deciders, pseudonyms
from wellfounded.statistics.luck import Luck, luck
from wellfounded.statistics.luck_chance import discoveries, exact_p, expected
from wellfounded.statistics.luck_table import Cases, read_table
from wellfounded.statistics.luck_words import funnel, two_sentences

# Who is named, and what may be asked.


def test_a_pseudonym_is_the_same_in_the_same_file_and_another_in_another(tmp_path: Path) -> None:
    first = read_cases(cases_file(tmp_path, 0.0)).unnamed("judge")
    again = read_cases(cases_file(tmp_path, 0.0)).unnamed("judge")
    other = read_cases(cases_file(tmp_path, 0.01)).unnamed("judge")
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
    cases = read_cases(cases_file(tmp_path, 0.0))
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

    rows = cases_file(tmp_path, 0.0)
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
