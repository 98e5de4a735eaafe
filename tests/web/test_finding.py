"""Searching: a person is found however the name is written, and with a slip; nobody is who is only far from it."""

from __future__ import annotations

from typing import Any, cast

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.some_cases import a_case, now, refused
from wellfounded.dossier.kinds import draft
from wellfounded.web.lines.finding import folded, near, numbered

PERSON = {"name_original": "مُحَمَّد أحمد", "script": "Arab", "kana": "モハメド・アフマド", "latin": "Mohamed AHMAD"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("モハメド", "もはめど"),
        ("ﾓﾊﾒﾄﾞ", "モハメド"),
        ("Müller", "MULLER"),
        ("Ｄ-0005", "d-0005"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("فاطمة", "فاطمه"),
    ],
)
def test_what_is_the_same_word_to_a_reader_is_the_same_to_the_search(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_the_marks_of_kana_are_not_lost() -> None:
    assert folded("ガ") != folded("カ")


@pytest.mark.parametrize("number", ["D-0005", "d0005", "0005", "Ｄ－０００５", "D 0005"])
def test_a_number_is_found_whatever_stands_between(number: str) -> None:
    assert numbered("D-0005", number)


def test_another_number_is_not_found() -> None:
    assert not numbered("D-0005", "0006")
    assert not numbered("D-0005", "--")


words = st.text(alphabet="abcdefgh", min_size=3, max_size=12)


@given(words, st.integers(0, 40), st.sampled_from("abcdefgh"))
def test_one_slip_is_forgiven(word: str, place: int, sign: str) -> None:
    at = place % len(word)
    changed = word[:at] + sign + word[at + 1 :]
    longer = word[:at] + sign + word[at:]
    turned = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert near(word, changed)
    assert near(word, longer)
    assert near(word, turned)
    assert near(word, word + "zzz") is False


def test_short_words_are_not_guessed() -> None:
    assert not near("li", "lo")
    assert not near("ahmad", "amina")


@pytest.fixture(scope="module")
def client(served: Any) -> Client:
    """The lawyer's browser."""
    return cast(Client, served.sign_in("lawyer"))


@pytest.mark.parametrize(
    ("query", "like"),
    [
        ("mohamed", False),
        ("もはめど", False),
        ("احمد", False),
        ("Mohammed Ahmad", True),
        ("ahmda", True),
        ("モハメッド", True),
    ],
)
def test_a_person_is_found_by_any_script_and_with_a_slip(served: Any, client: Client, query: str, like: bool) -> None:
    today = now().date().isoformat()
    case = a_case(served, refused(today, today), f"F-{abs(hash(query)) % 10**6}", draft("person", PERSON))
    page = client.post("/cases/", {"find": query}).content.decode()
    assert case.hex() in page
    assert ("are like them" in page) is like


def test_a_case_that_is_not_read_for_today_yet_is_found_all_the_same(served: Any, client: Client) -> None:
    """More files than are read while somebody waits: the one that is searched for may not be among them."""
    today = now().date().isoformat()
    person = {"latin": "Wilhelmina Overton", "script": "Latn"}
    many = [a_case(served, refused(today, today), f"M-{n:04d}", draft("person", person)) for n in range(60)]
    page = client.post("/cases/", {"find": "wilhelmina"}).content.decode()
    assert sum(case.hex() in page for case in many) == 50
    assert "of 60" in page
