"""Which status a number holds, who gave it, and when it may be said that a status was moved."""

from __future__ import annotations

import pytest

from wellfounded.charts import Bars
from wellfounded.cli.figures_charts import of_card
from wellfounded.readings.words import Words
from wellfounded.statistics import unhcr
from wellfounded.statistics.amounts import Amount, exactly
from wellfounded.statistics.breaks import breaks
from wellfounded.statistics.comparing import compare
from wellfounded.statistics.figures import column, rate
from wellfounded.statistics.flags import of_rows
from wellfounded.statistics.places import find
from wellfounded.statistics.reconciling import _gone, reconcile
from wellfounded.statistics.sources import SHIPPED, Tables


def decided(code: str, *, place: str = "RUS", recognised: int = 0, other: int = 0, who: str = "G") -> unhcr.Decisions:
    """A row of UNHCR's table as it comes from a file."""
    return unhcr.decisions(
        {"row": 1, "year": 2023, "coo_iso": "UKR", "coa_iso": place, "procedure_type": who, "dec_level": code,
         "dec_pc": "P", "dec_recognized": recognised, "dec_other": other, "dec_rejected": 0, "dec_closed": 0,
         "dec_total": recognised + other}
    )  # fmt: skip


def test_temporary_asylum_is_no_refugee_status() -> None:
    rows = [decided("TA", recognised=6831), decided("FI", recognised=20)]
    assert column(rows, "recognised").printed == 20
    assert column(rows, "other").printed == 6831
    flag = next(one for one in of_rows(rows, 2023, ()) if one.kind == "other_status")
    assert flag.sentence.args["n"] == 6831


def test_who_was_recognised_by_unhcr_was_not_by_the_state() -> None:
    rows = [decided("FI", place="EGY", recognised=500, who="U"), decided("FI", place="EGY", recognised=30)]
    flag = next(one for one in of_rows(rows, 2023, ()) if one.kind == "mandate")
    assert flag.sentence.args == {"n": 500, "whole": 530}
    assert not [one for one in of_rows(rows[1:], 2023, ()) if one.kind == "mandate"]


def test_decisions_on_new_applications_are_of_the_first_instance() -> None:
    assert decided("NA", place="DEU", recognised=20).level == "first_instance"


@pytest.mark.parametrize(
    ("other", "moved"),
    [(1525, False), (1316, True), (1200, False)],
)
def test_a_status_was_moved_only_where_the_other_column_lacks_it(other: int, moved: bool) -> None:
    stay, complementary = exactly(1525), exactly(209)
    assert _gone(stay, complementary, exactly(other)) is moved


def test_no_ceiling_is_drawn_beside_recognitions() -> None:
    card = reconcile(Tables.open(SHIPPED), "us", 2024)
    assert card.figure("ceiling", "us_ceiling")
    chart = of_card(card, "title", Words())
    assert isinstance(chart, Bars)
    assert not [row.label for row in chart.rows if "ceiling" in row.label or "admitted" in row.label]


def test_at_first_instance_japan_recognised_what_the_ministry_says() -> None:
    found = compare(Tables.open(SHIPPED), ["jp", "de"], year=2023, at_least=100)
    japan, germany = sorted(found.claims, key=lambda one: one.place.iso3, reverse=True)
    assert japan.first_instance == exactly(289)
    assert germany.first_instance
    assert germany.first_instance.printed == 40_394


def test_what_still_differs_is_named_beside_the_like_figures() -> None:
    said = [one.said(Words()) for one in compare(Tables.open(SHIPPED), ["jp", "us"], year=2024).refused]
    assert "These still differ, as said above, in: unit, level." in said


def test_every_figure_has_the_day_on_which_it_was_taken() -> None:
    for code in ("jp", "us", "de"):
        assert all(one.taken for one in reconcile(Tables.open(SHIPPED), code, 2023).figures)


def test_rows_of_closed_cases_alone_leave_their_range_in_a_rate() -> None:
    rows = [decided("FI", recognised=100), decided("FI")]
    found = rate(rows, "convention", "")
    assert found
    assert found.rest == Amount(0, 0, 16)  # two zeros of each row, up to four each


def test_the_shipped_sums_give_the_ranges_of_the_whole_table() -> None:
    rows = Tables.open(SHIPPED).decisions(["USA"], (2024, 2024))
    found = rate(rows, "convention", "")
    assert found
    assert [round(bound, 1) for bound in found.bounds] == [55.6, 58.4]


def yearly(year: int, origin: str, rejected: int) -> unhcr.Decisions:
    """Refusals of one origin in one year."""
    return unhcr.decisions(
        {"row": 1, "year": year, "coo_iso": origin, "coa_iso": "DEU", "procedure_type": "G", "dec_level": "FI",
         "dec_pc": "P", "dec_recognized": 0, "dec_other": 0, "dec_rejected": rejected, "dec_closed": 0,
         "dec_total": rejected}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "slips"),
    [((98, 980, 95), True), ((860, 1990, 900), False), ((0, 980, 0), False), ((131, 490, 150), False)],
)
def test_a_slipped_digit_is_about_ten_times_what_stands_beside_it(numbers: tuple[int, ...], slips: bool) -> None:
    rows = [yearly(2020 + i, "SYR", n) for i, n in enumerate(numbers)]
    rows += [yearly(2020 + i, "AFG", 3000) for i in range(3)]
    assert [one.kind for one in breaks(rows) if one.kind == "digit_slip"] == ["digit_slip"] * slips


@pytest.mark.parametrize(("others", "missing"), [(3000, True), (150, False)])
def test_an_origin_is_not_missing_where_the_whole_caseload_has_gone(others: int, missing: bool) -> None:
    rows = [yearly(2020, "SYR", 400), yearly(2020, "AFG", 3000), yearly(2021, "AFG", others)]
    assert [one.kind for one in breaks(rows)] == ["origin_dropped"] * missing


@pytest.mark.parametrize("text", ["the Netherlands", "The United Kingdom", "the netherlands"])
def test_a_country_may_have_its_article(text: str) -> None:
    assert find(text).iso3 in ("NLD", "GBR")
