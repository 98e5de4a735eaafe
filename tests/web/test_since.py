"""Whoever signs in is told of wrong tries with their name since they last did, and of changed factors."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.web.applicants import someone as an_applicant
from tests.web.test_sessions import later
from tests.web.test_sign_in import WRONG, someone, try_
from wellfounded.dossier import members
from wellfounded.web.demonstration import PASSPHRASE
from wellfounded.web.instance import served as instance

HOME, ELSEWHERE = "192.0.2.60", "203.0.113.60"
TRIED = "your name was written with a wrong passphrase. How often: {}."


def signed_in(login: str) -> Any:
    """A browser at home, signed in."""
    from django.test import Client

    client = Client(REMOTE_ADDR=HOME)
    assert client.post("/sign-in/", {"login": login, "password": PASSPHRASE}).status_code == 302
    return client


def first_page(client: Any) -> str:
    return re.sub("[\u2068\u2069]", "", client.get("/today/").content.decode())


def test_wrong_tries_are_told_once_with_number_and_moment(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    login = someone(served, "since-tried")
    assert "wrong passphrase" not in first_page(signed_in(login))
    later(monkeypatch, timedelta(days=2))
    for _ in range(3):
        try_(login, WRONG, ELSEWHERE)
    moment = instance().clock().astimezone(ZoneInfo("Asia/Tokyo"))
    later(monkeypatch, timedelta(hours=30))
    client = signed_in(login)
    page = first_page(client)
    assert TRIED.format(3) in page
    assert f"{moment:%H:%M}" in page
    assert str(moment.day) in page
    assert TRIED.format(3) not in first_page(client), "it is told once"
    assert TRIED.format(3) in re.sub("[\u2068\u2069]", "", client.get("/account/").content.decode()), "and kept there"
    page = first_page(signed_in(login))
    assert "wrong passphrase" not in page


def test_tries_that_are_refused_as_too_many_are_told_too(served: Any) -> None:
    login = someone(served, "since-flooded")
    assert [try_(login, WRONG, ELSEWHERE).status_code for _ in range(8)].count(429) == 3
    assert TRIED.format(8) in first_page(signed_in(login))


def test_a_wrong_passphrase_when_asked_again_is_told_at_the_next_sign_in(served: Any) -> None:
    login = someone(served, "since-leftalone")
    client = signed_in(login)
    assert client.post("/sign-in/confirm/", {"password": WRONG}).status_code == 200
    assert TRIED.format(1) in first_page(signed_in(login))


def test_a_right_passphrase_without_its_second_factor_is_told(served: Any) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from wellfounded.web.accounts.models import Account

    login = someone(served, "since-halfway")
    signed_in(login)
    account = Account.objects.get(member=members.by_login(served.office, login).id.hex())  # type: ignore[union-attr]
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    for _ in range(2):
        assert try_(login, PASSPHRASE, ELSEWHERE).headers["Location"] == "/sign-in/second/"
    client = signed_in(login)
    answer = client.post("/sign-in/second/", {"code": code(secret)})
    assert answer.status_code == 302
    assert "no second factor shown. How often: 2." in first_page(client)


def code(secret: str) -> str:
    """The code that an app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_what_was_changed_of_ones_factors_is_told(served: Any) -> None:
    login = someone(served, "since-changing")
    client = signed_in(login)
    chosen = "seven herons above the quiet estuary"
    sent = {"old": PASSPHRASE, "chosen": chosen, "again": chosen}
    assert client.post("/account/passphrase/", sent).status_code == 302
    number = members.by_login(served.office, login).id.hex()  # type: ignore[union-attr]
    admin = served.sign_in("administrator")
    assert admin.post("/members/", {"act": "factors", "member": number}).status_code == 302
    from django.test import Client

    client = Client(REMOTE_ADDR=HOME)
    assert client.post("/sign-in/", {"login": login, "password": chosen}).status_code == 302
    page = first_page(client)
    assert "Your passphrase was changed: " in page
    assert "An administrator removed your second factors: " in page
    assert "Your passphrase was changed" not in first_page(signed_in(someone(served, "since-bystander")))


def test_an_applicant_is_told_in_their_own_words(served: Any) -> None:
    from django.test import Client

    one = an_applicant(served)
    for _ in range(2):
        Client(REMOTE_ADDR=ELSEWHERE).post("/enter/", {"code": one.code, "pin": "000000"})
    for lang, words in (("en", "with a wrong PIN. How often: 2."), ("ja", "まちがったPIN")):
        client = Client(REMOTE_ADDR=HOME, headers={"accept-language": lang})
        if lang == "ja":
            Client(REMOTE_ADDR=ELSEWHERE).post("/enter/", {"code": one.code, "pin": "000000"})
        assert client.post("/enter/", {"code": one.code, "pin": one.pin}).status_code == 302
        page = re.sub("[\u2068\u2069]|<[^>]+>", "", client.get("/").content.decode())
        assert words in page


def test_counts_of_nobody_end_and_name_nobody(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from wellfounded.web.accounts.models import Tries

    try_("Zzqnobody", WRONG, ELSEWHERE)
    assert not Tries.objects.filter(key__contains="zzq").exists()
    later(monkeypatch, timedelta(days=181))
    signed_in(someone(served, "since-sweeper"))
    assert not Tries.objects.filter(until__lt=instance().clock()).exists()
    assert Tries.objects.count() < 10
