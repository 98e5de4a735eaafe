"""The front page: neutral, the same for everybody, in the languages that the office offers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.web.applicants import someone
from wellfounded.web import instance, language


def _client(**headers: str) -> Any:
    from django.test import Client

    return Client(headers=headers or None)


def _unmarked(page: bytes) -> bytes:
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", page)


def test_it_is_the_same_bytes_for_everybody_who_is_not_signed_in(served: Any) -> None:
    before = _unmarked(_client().get("/?lang=en").content)
    someone(served)
    assert _unmarked(_client().get("/?lang=en").content) == before


def test_nothing_on_it_says_what_it_is_for(served: Any) -> None:
    for lang in language.APPLICANT:
        page = _client().get(f"/?lang={lang}").content.decode().lower()
        for word in ("refugee", "asylum", "réfugi", "asile", "難民", "لاجئ", "لجوء", "wellfounded</"):
            assert word not in page, (lang, word)


@pytest.mark.parametrize(
    ("wished", "lang"),
    [("", "ja"), ("ja", "ja"), ("fr-CA", "fr"), ("tr, ku", "ja"), ("ar;q=0.5, en;q=0.9", "en")],
)
def test_its_language_is_that_of_the_browser_else_easy_japanese(served: Any, wished: str, lang: str) -> None:
    page = _client(accept_language=wished).get("/").content.decode()
    assert f'<html lang="{lang}"' in page


def test_a_wrong_number_and_a_wrong_pin_answer_alike_and_nothing_is_shown_again(served: Any) -> None:
    one, client = someone(served), _client()
    client.get("/?lang=en")
    answers = [
        client.post("/enter/", {"code": code, "pin": "999999"}).content
        for code in (one.code, f"{int(one.code) ^ 1:016}")
    ]
    assert _unmarked(answers[0]) == _unmarked(answers[1])
    assert one.code.encode() not in answers[0]
    assert b'role="alert"' in answers[0]


def test_wide_and_arabic_digits_open_the_page(served: Any) -> None:
    one, client = someone(served), _client()
    written = one.code.translate({ord(str(n)): chr(0x0660 + n) for n in range(10)})
    pin = one.pin.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert client.post("/enter/", {"code": f" {written[:4]}-{written[4:]} ", "pin": pin}).headers["Location"] == "/"


def test_a_form_of_a_session_that_is_over_is_answered_by_the_front_page(served: Any) -> None:
    answer = _client().post("/", {"act": "message", "text": "hello"})
    assert answer.status_code == 403
    assert 'name="pin"' in answer.content.decode()
    assert "hello" not in answer.content.decode()


def test_where_only_reviewed_languages_are_offered_the_others_are_hidden(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "_SERVED", [replace(instance.served(), reviewed_only=True)])
    page = _client().get("/?lang=fr").content.decode()
    offered = language.applicants_languages()
    assert "en" in offered
    for code in language.APPLICANT:
        assert (f"?lang={code}" in page) == (code in offered)
        assert code in offered or not language.words_in(code).reviewed


def test_a_language_that_nobody_reviewed_says_so(served: Any) -> None:
    for code in language.APPLICANT:
        page = _client().get(f"/?lang={code}").content.decode()
        assert ('class="unread"' in page) == (not language.words_in(code).reviewed)
