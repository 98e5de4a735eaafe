"""Sessions: sealed, changed at signing in, ended after idleness, by their owner and by an administrator."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from wellfounded.web.demonstration import PASSPHRASE


def key(client: Any) -> str:
    return str(client.cookies["session"].value)


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """The clock of the instance goes on."""
    from wellfounded.web import instance

    served = instance.served()
    monkeypatch.setattr(instance, "_SERVED", [replace(served, clock=lambda: served.clock() + by)])


def test_what_is_kept_of_a_session_says_nothing(served: Any) -> None:
    client = served.sign_in("lawyer")
    client.get("/today/?lang=fr")
    from django.db import connection

    rows = sqlite3.connect(connection.settings_dict["NAME"]).execute("SELECT * FROM accounts_session").fetchall()
    kept = repr(rows)
    assert key(client) not in kept
    for word in ("_auth_user", "lang", "sealed_private_key", "csrf", served.people["lawyer"].id.hex()):
        assert word not in kept
    # Not even compressed or in another alphabet: what was sealed twice is never the same.
    assert len({row[1] for row in rows}) == len(rows)


def test_nothing_about_a_person_is_in_any_table_of_accounts(served: Any) -> None:
    client = served.sign_in("lawyer")
    client.get("/today/")
    from django.db import connection

    dump = "\n".join(sqlite3.connect(connection.settings_dict["NAME"]).iterdump())
    for word in ("Lawyer", "lawyer", "representative", "127.0.0.", PASSPHRASE):
        assert not re.search(rf"INSERT INTO.*{re.escape(word)}", dump)


def test_the_number_of_a_session_changes_at_signing_in(served: Any) -> None:
    from django.test import Client

    client = Client()
    client.get("/sign-in/?lang=fr")
    before = key(client)
    client.post("/sign-in/", {"login": "lawyer", "password": PASSPHRASE})
    assert key(client) != before
    assert client.get("/today/").status_code == 200
    stale = Client()
    stale.cookies["session"] = before
    assert stale.get("/today/").status_code == 302


def test_the_cookies_die_with_the_browser_and_go_nowhere_else(served: Any) -> None:
    client = served.sign_in("lawyer")
    for name in ("session", "key"):
        cookie = client.cookies[name]
        assert cookie["samesite"] == "Strict"
        assert cookie["httponly"]
        assert not cookie["max-age"]
        assert not cookie["expires"]


def test_fifteen_idle_minutes_end_a_session(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = served.sign_in("lawyer")
    with monkeypatch.context() as patch:
        later(patch, timedelta(minutes=14))
        assert client.get("/today/").status_code == 200
    with monkeypatch.context() as patch:
        later(patch, timedelta(minutes=28))
        assert client.get("/today/").status_code == 200
    later(monkeypatch, timedelta(minutes=44))
    assert client.get("/today/").headers["Location"] == "/sign-in/"


def test_twelve_hours_end_a_session_in_use(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = served.sign_in("lawyer")
    for turn in range(12 * 5):
        with monkeypatch.context() as patch:
            later(patch, timedelta(minutes=12 * turn))
            assert client.get("/account/").status_code == 200
    later(monkeypatch, timedelta(hours=12, minutes=1))
    assert client.get("/account/").status_code == 302


def test_one_sees_and_ends_ones_own_sessions_and_no_others(served: Any) -> None:
    here, there, other = served.sign_in("lawyer"), served.sign_in("lawyer"), served.sign_in("supervisor")
    page = here.get("/account/").content.decode()
    assert "This one" in page
    from wellfounded.web.accounts.sessions import kept_as

    assert kept_as(key(there)) in page
    assert kept_as(key(other)) not in page
    here.post("/account/", {"which": kept_as(key(other))})
    assert other.get("/account/").status_code == 200
    here.post("/account/", {"which": kept_as(key(there))})
    assert there.get("/account/").status_code == 302
    there = served.sign_in("lawyer")
    here.post("/account/", {"which": "others"})
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_signing_out_ends_the_session_and_takes_the_key_from_the_browser(served: Any) -> None:
    client = served.sign_in("lawyer")
    session = key(client)
    answer = client.post("/sign-in/leave/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies["key"].value == ""
    from wellfounded.web.accounts.sessions import SessionStore

    assert not SessionStore().exists(session)
    assert client.get("/today/").status_code == 302


def test_an_administrator_ends_the_sessions_of_a_member(served: Any) -> None:
    admin, lawyer = served.sign_in("administrator"), served.sign_in("lawyer")
    answer = admin.post("/members/", {"act": "end", "member": served.people["lawyer"].id.hex()})
    assert answer.status_code == 302
    assert lawyer.get("/today/").status_code == 302
    assert served.sign_in("lawyer").post("/members/", {"act": "end"}).status_code == 404


def test_the_private_key_is_in_no_table_and_opens_only_with_the_browsers_part(served: Any) -> None:
    client = served.sign_in("lawyer")
    page = client.get("/account/").content.decode()
    assert "Open what only you can open" not in page
    client.cookies["key"] = "00" * 32
    assert "Open what only you can open" in client.get("/account/").content.decode()
    client.post("/sign-in/confirm/", {"password": PASSPHRASE, "next": "/account/"})
    assert "Open what only you can open" not in client.get("/account/").content.decode()


def test_what_is_grave_asks_again_after_five_minutes(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = served.sign_in("administrator")
    assert client.get("/members/").status_code == 200
    later(monkeypatch, timedelta(minutes=6))
    assert client.get("/members/").headers["Location"] == "/sign-in/confirm/?next=%2Fmembers%2F"
    refused = client.post("/members/", {"act": "end", "member": served.people["lawyer"].id.hex()})
    assert refused.headers["Location"].startswith("/sign-in/confirm/")
    wrong = client.post("/sign-in/confirm/", {"password": "something else entirely", "next": "/members/"})
    assert "not your passphrase" in wrong.content.decode()
    again = client.post("/sign-in/confirm/", {"password": PASSPHRASE, "next": "/members/"})
    assert again.headers["Location"] == "/members/"
    assert client.get("/members/").status_code == 200


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:1", "\\\\x"])
def test_nobody_is_led_elsewhere(served: Any, wanted: str) -> None:
    client = served.sign_in("administrator")
    assert client.post("/sign-in/confirm/", {"password": PASSPHRASE, "next": wanted}).headers["Location"] == "/"


def test_a_new_passphrase_ends_other_sessions(served: Any) -> None:
    from wellfounded.dossier import members
    from wellfounded.web.instance import served as instance

    now = instance().clock()
    from wellfounded.dossier.sealing import Cost

    members.enrol(served.office, "changing", "F. Changing (invented)", "volunteer", PASSPHRASE, now, cost=Cost(1, 8192))
    here, there = served.sign_in("changing"), served.sign_in("changing")
    differ = here.post(
        "/account/passphrase/", {"old": PASSPHRASE, "chosen": "one two three four", "again": "one two three five"}
    )
    assert "do not agree" in differ.content.decode()
    short = here.post("/account/passphrase/", {"old": PASSPHRASE, "chosen": "short", "again": "short"})
    assert "at least 12" in short.content.decode()
    here.post(
        "/account/passphrase/", {"old": PASSPHRASE, "chosen": "one two three four", "again": "one two three four"}
    )
    assert there.get("/account/").status_code == 302
    assert members.sign_in(served.office, "changing", "one two three four").role == "volunteer"


def test_second_factors_are_changed_only_by_who_showed_lately_that_it_is_they(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = served.sign_in("lawyer")
    assert client.get("/sign-in/factors/app/").status_code == 200
    later(monkeypatch, timedelta(minutes=6))
    answer = client.get("/sign-in/factors/app/")
    assert answer.headers["Location"] == "/sign-in/confirm/?next=%2Fsign-in%2Ffactors%2Fapp%2F"


def test_it_is_told_since_when_one_was_away(served: Any) -> None:
    first, second = served.sign_in("supervisor"), served.sign_in("supervisor")
    assert second.session["since"] >= first.session.get("since", "")
    assert second.session["since"].endswith("Z")


def test_what_is_said_after_an_act_is_in_no_cookie(served: Any) -> None:
    client = served.sign_in("lawyer")
    client.get("/today/")
    assert "messages" not in client.cookies
