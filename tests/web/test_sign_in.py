"""Signing in: what is reachable, that wrong answers are alike, and how often one may try."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.web.test_sessions import later
from wellfounded.dossier import members
from wellfounded.dossier.sealing import Cost
from wellfounded.web.demonstration import PASSPHRASE

WRONG = "nothing of the kind"


def someone(served: Any, login: str) -> str:
    members.enrol(served.office, login, "G. Someone (invented)", "volunteer", PASSPHRASE, _now(), cost=Cost(1, 8192))
    return login


def _now() -> Any:
    from wellfounded.web.instance import served

    return served().clock()


def try_(login: str, passphrase: str, address: str = "203.0.113.9") -> Any:
    from django.test import Client

    return Client(REMOTE_ADDR=address).post("/sign-in/", {"login": login, "password": passphrase})


def without_marks(page: bytes) -> str:
    return "\n".join(line for line in page.decode().splitlines() if "csrfmiddlewaretoken" not in line)


def test_wrong_name_and_wrong_passphrase_answer_alike(served: Any) -> None:
    known, nobody = try_("lawyer", WRONG), try_("nobody at all", WRONG)
    assert known.status_code == nobody.status_code == 200
    assert without_marks(known.content) == without_marks(nobody.content)
    assert known.headers == nobody.headers


def test_too_many_wrong_tries_answer_alike_for_names_of_nobody(served: Any) -> None:
    login = someone(served, "often")
    answers = {name: [try_(name, WRONG, "198.51.100.7") for _ in range(7)] for name in (login, "nobody often")}
    assert [a.status_code for a in answers[login]] == [200] * 5 + [429] * 2
    for one, other in zip(*answers.values(), strict=True):
        assert without_marks(one.content) == without_marks(other.content)
    assert "too many wrong tries" in answers[login][-1].content.decode()
    # The right passphrase does not open it from there either, until the count has ended.
    assert try_(login, PASSPHRASE, "198.51.100.77").status_code == 429


def test_a_count_ends_by_itself(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    login = someone(served, "patient")
    for _ in range(6):
        try_(login, WRONG, "198.51.101.7")
    assert try_(login, PASSPHRASE, "198.51.101.7").status_code == 429
    later(monkeypatch, timedelta(minutes=16))
    assert try_(login, PASSPHRASE, "198.51.101.7").status_code == 302


def test_a_colleague_cannot_be_locked_out_from_elsewhere(served: Any) -> None:
    login = someone(served, "targeted")
    assert try_(login, PASSPHRASE, "192.0.2.5").status_code == 302
    tried = [try_(login, WRONG, f"10.{n}.0.1").status_code for n in range(25)]
    assert tried.count(429) == 5
    assert try_(login, PASSPHRASE, "10.200.0.1").status_code == 429
    assert try_(login, PASSPHRASE, "192.0.2.5").status_code == 302


def test_a_block_of_addresses_tries_no_long_list_of_names(served: Any) -> None:
    from wellfounded.web.accounts import limits

    short = replace(limits.STAFF, block=limits.Rate("block in this test", 3, 900))
    asked = _asked("172.16.5.1")
    for n in range(3):
        limits.spend(short, f"name {n}", asked)
    with pytest.raises(limits.TooOften):
        limits.spend(short, "name 9", _asked("172.16.5.200"))
    limits.spend(short, "name 9", _asked("172.16.6.1"))


def _asked(address: str) -> Any:
    from django.test import RequestFactory

    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_counting_at_the_same_time_loses_no_try(served: Any) -> None:
    from django.db import connection

    from wellfounded.web.accounts import limits

    let: list[int] = []

    def spend() -> None:
        for _ in range(4):
            try:
                limits.spend(limits.STAFF, "at once", _asked("172.20.5.1"))
                let.append(1)
            except limits.TooOften:
                pass
        connection.close()

    threads = [threading.Thread(target=spend) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let) == limits.STAFF.here.most


def test_two_passphrases_at_once_are_checked_and_no_more(served: Any) -> None:
    from wellfounded.logic.errors import BadInput
    from wellfounded.web.accounts import limits

    patience, limits.PATIENCE = limits.PATIENCE, 0.1
    try:
        with limits.turn(), limits.turn(), pytest.raises(BadInput, match="Many are signing in"), limits.turn():
            pass
    finally:
        limits.PATIENCE = patience


def test_behind_a_proxy_the_address_is_what_the_proxy_saw_last(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from wellfounded.web import instance
    from wellfounded.web.accounts import limits

    asked = _asked("127.0.0.1")
    asked.META["HTTP_X_FORWARDED_FOR"] = "6.6.6.6, 198.51.100.20"
    assert limits.block(asked) == b"127.0.0.0/24"
    monkeypatch.setattr(instance, "_SERVED", [replace(instance.served(), secure=True)])
    assert limits.block(asked) == b"198.51.100.0/24"
    assert limits.block(_asked("2001:db8:1:2ff:3::4")) == b"2001:db8:1:200::/56"


OURS = {
    "account_login", "account_logout", "mfa_login_webauthn", "mfa_authenticate", "account_reauthenticate",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
}  # fmt: skip


def test_no_page_of_allauth_is_reachable_but_those_that_are_ours(served: Any) -> None:
    from django.urls import get_resolver

    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {name for name in names if name.startswith(("account_", "mfa_", "socialaccount", "usersessions"))} == OURS


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "password/change/", "login/code/",
                                  "inactive/", "confirm-email/",
                                  "factors/codes/download/", "factors/passkeys/1/edit/"])  # fmt: skip
def test_there_is_no_sign_up_no_mail_and_no_reset(served: Any, path: str) -> None:
    assert served.sign_in("lawyer").get(f"/sign-in/{path}").status_code == 404


def test_the_pages_of_factors_are_for_who_is_signed_in(served: Any) -> None:
    from django.test import Client
    from django.urls import reverse

    for name in sorted(OURS - {"account_login", "account_logout", "mfa_remove_webauthn"}):
        answer = Client().get(reverse(name))
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/sign-in/"), name


def test_a_second_factor_is_set_up_before_any_page_where_it_is_demanded(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wellfounded.web import instance

    client = served.sign_in("lawyer")
    asked = replace(instance.served(), second_factor=frozenset({"representative"}))
    monkeypatch.setattr(instance, "_SERVED", [asked])
    for path in ("/today/", "/", "/account/", "/api/cases"):
        assert client.get(path).headers["Location"] == "/sign-in/factors/", path
    assert client.get("/sign-in/factors/").status_code == 200
    assert served.sign_in("supervisor").get("/today/").status_code == 200
    from allauth.mfa.models import Authenticator

    from wellfounded.web.accounts.models import Account

    own = Account.objects.get(member=served.people["lawyer"].id.hex())
    factor = Authenticator.objects.create(user=own, type="totp", data={"secret": "00"})
    assert client.get("/today/").status_code == 200
    factor.delete()
    assert client.get("/today/").status_code == 302


def test_somebody_who_has_left_signs_in_no_more(served: Any) -> None:
    login = someone(served, "leaving")
    client, whom = served.sign_in(login), members.by_login(served.office, login)
    assert whom is not None
    admin = served.sign_in("administrator")
    admin.post("/members/", {"act": "left", "member": whom.id.hex()})
    assert client.get("/account/").status_code == 302
    assert try_(login, PASSPHRASE, "192.0.2.77").status_code == 200
