"""The tables that come with the program: Japan's figures and sums, the ceiling of the United States, country names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from wellfounded.logic.errors import BadInput
from wellfounded.statistics import japan, united_states
from wellfounded.statistics.places import also_means, find, languages, name, places
from wellfounded.statistics.shipped import WHERE, number, rows

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
PARTS = ("resettled_refugees", "convention_refugees", "complementary_protection", "other_humanitarian")


def test_the_46_rows_of_the_ministry_add_up_and_so_do_its_six_columns() -> None:
    told = [row for row in rows("japan_recognition") if int(row["year"]) <= 2023]
    assert [int(row["year"]) for row in told] == list(range(1978, 2024))
    assert len(told) == 46
    for row in told:
        assert sum(number(row, part) or 0 for part in PARTS) == number(row, "total_protected"), row["year"]
    assert len(japan.SUMS) == 6
    for column, total in japan.SUMS.items():
        assert sum(number(row, column) or 0 for row in told) == total, column


@pytest.mark.reference
def test_every_row_is_that_of_the_reference() -> None:
    with (SHARED / "japan_moj_refugee_recognition_yearly.csv").open(encoding="utf-8", newline="") as file:
        reference = list(csv.DictReader(file))
    own = rows("japan_recognition")
    assert len(own) == len(reference) == 47
    for ours, theirs in zip(own, reference, strict=True):
        for column, value in theirs.items():
            if column != "mark" and value:
                assert ours[column] == value, (theirs["year"], column)
    with (SHARED / "us_refugee_ceiling_admissions.csv").open(encoding="utf-8", newline="") as file:
        ceiling = list(csv.DictReader(file))
    ours_us = rows("us_ceiling")
    assert [(r["fiscal_year"], r["ceiling"], r["admitted"]) for r in ours_us] == [
        (r["fiscal_year"], r["ceiling"], r["admitted"]) for r in ceiling
    ]


def test_each_row_has_a_source_and_a_mark() -> None:
    for table in ("japan_recognition", "japan_detail", "japan_pending"):
        assert all(row["source"] and row["mark"] in ("verified", "known", "doubtful") for row in rows(table)), table
    for row in rows("us_ceiling"):
        assert row["ceiling_mark"] in ("verified", "known")
        assert bool(row["admitted"]) == bool(row["admitted_mark"])


def test_the_origins_of_2023_are_those_of_303_recognitions() -> None:
    told = japan.by_origin(2023)
    assert sum(told.values()) == 303
    assert (len(told), told[find("AFG")], told[find("MMR")]) == (20, 237, 27)
    assert japan.by_origin(2022) == {}


def test_what_follows_from_the_table_is_worked_out() -> None:
    of = {one.measure: one for one in japan.figures(2023) if one.mark == "verified"}
    assert of["recognised_at_first_instance"].amount.printed == 289
    assert of["closed_at_first_instance"].amount.printed == 2850
    assert of["recognised_at_first_instance"].derived == "303 - 14"
    assert {one.measure for one in united_states.figures(2025)} == {"ceiling"}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("jp", "JPN"),
        ("Japan", "JPN"),
        ("日本", "JPN"),
        ("na", "NAM"),
        ("NA", "NAM"),
        ("Namibia", "NAM"),
        ("ナミビア", "NAM"),
        ("GFR", "DEU"),
        ("DEU", "DEU"),
        ("Allemagne", "DEU"),
        ("uk", "GBR"),
        ("GBR", "GBR"),
        ("UKN", "XXX"),
        ("UNK", "XXX"),
        ("AUL", "AUS"),
        ("turkey", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("မြန်မာ", "MMR"),
        ("أفغانستان", "AFG"),
    ],
)
def test_a_country_is_known_by_its_codes_and_its_names(asked: str, code: str) -> None:
    assert find(asked).iso3 == code


def test_every_country_is_found_by_each_of_its_codes_and_by_its_name_in_every_language() -> None:
    assert len(languages()) == 38
    shared: set[str] = set()
    for place in places().values():
        assert find(place.iso3) is place
        if place.iso2:
            assert find(place.iso2) is place
        for lang in languages():
            if find(name(place, lang)) is not place:
                shared.add(f"{lang} {name(place, lang)}")
    # In a few languages two countries have one name, as the two Congos and the two Guineas may.
    assert len(shared) <= 6, shared


def test_a_code_of_unhcr_that_is_another_country_by_iso_is_said() -> None:
    assert find("AUS").iso3 == "AUS"
    other = also_means("AUS")
    assert other is not None
    assert other.iso3 == "AUT"
    assert also_means("jp") is None


def test_an_unknown_country_is_refused_with_what_is_near() -> None:
    with pytest.raises(BadInput, match="Close to it: Germany"):
        find("Germny")
    with pytest.raises(BadInput, match="is no country"):
        find("qqqqqq")


def test_each_row_says_where_it_was_read() -> None:
    for table in ("japan_recognition", "japan_detail", "japan_pending", "us_ceiling"):
        for row in rows(table):
            assert set(filter(None, row["source"].split("+"))) <= set(WHERE)
    (admitted,) = (one for one in united_states.figures(2024) if one.measure == "admitted")
    assert admitted.rows == ("not confirmed in a source: 2024, admitted",)
