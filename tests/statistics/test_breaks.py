"""Breaks: the benchmark of planted ones on fewer of them, and what the real table says of Japan."""

from __future__ import annotations

import pytest

from benchmarks.planted_breaks import scored
from wellfounded.statistics.breaks import TESTS, breaks
from wellfounded.statistics.sources import SHIPPED, Tables


def test_planted_breaks_are_found_and_few_flags_are_false() -> None:
    score = scored(seed=77, wanted=120)
    assert score["recall"] >= 0.95
    assert score["false_per_100"] <= 1


@pytest.mark.long
def test_a_thousand_planted_breaks() -> None:
    score = scored(seed=78, wanted=1000)
    assert score["recall"] >= 0.95
    assert score["false_per_100"] <= 1
    assert all(score[f"recall_{kind}"] >= 0.9 for kind in TESTS)


def test_the_breaks_of_japan() -> None:
    rows = Tables.open(SHIPPED).decisions(["JPN"], (2020, 2025))
    assert {(one.year, one.kind) for one in breaks(rows)} == {
        (2022, "closed_cases"),
        (2024, "closed_cases"),
        (2024, "moved_status"),
    }
