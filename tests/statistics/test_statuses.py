"""Which status a number holds, who gave it, and when it may be said that a status was moved."""

from __future__ import annotations

import pytest

from wellfounded.charts import Bars
from wellfounded.cli.figures_charts import of_card
from wellfounded.readings.words import Words
from wellfounded.statistics import unhcr
from wellfounded.statistics.amounts import exactly
from wellfounded.statistics.comparing import compare
from wellfounded.statistics.figures import column
from wellfounded.statistics.flags import of_rows
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
