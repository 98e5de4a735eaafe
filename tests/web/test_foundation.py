"""Signing in, and what every answer carries."""

from __future__ import annotations

from typing import Any


def test_who_is_not_signed_in_is_sent_to_sign_in(served: Any) -> None:
    from django.test import Client

    assert Client().get("/today/").headers["Location"] == "/sign-in/"


def test_a_member_signs_in_and_comes_to_today(served: Any) -> None:
    client = served.sign_in("lawyer")
    assert client.get("/today/").status_code == 200


def test_a_wrong_passphrase_is_said_in_one_sentence(served: Any) -> None:
    from django.test import Client

    answer = Client().post("/sign-in/", {"login": "lawyer", "password": "nothing of the kind"})
    assert "do not fit" in answer.content.decode()


def test_nothing_foreign_is_loaded_and_nothing_is_kept(served: Any) -> None:
    answer = served.sign_in("lawyer").get("/today/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "http://" not in answer.content.decode()
    assert "https://" not in answer.content.decode()


def test_without_the_database_the_sentence_comes_alone(served: Any) -> None:
    from django.db import connection
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.cookies["session"] = "a" * 32
    kept, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], "/nowhere/at/all"
    connection.close()
    try:
        answer = client.get("/sign-in/")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept
    assert answer.status_code == 500
    assert "a fault of the software" in answer.content.decode()
    assert "nowhere" not in answer.content.decode()
