"""Passphrases, sessions and second factors: what may be chosen, and that rows changed by hand open nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.web.test_sessions import key, later
from tests.web.test_sign_in import someone, try_
from wellfounded.logic.errors import BadInput
from wellfounded.web.demonstration import PASSPHRASE

TEMPLATES = Path(__file__).parents[2] / "src/wellfounded/web/templates"


@pytest.mark.parametrize("tried", [
    "short", "qwerty123456", "Q1W2E3R4T5Y6", "1q2w 3e4r 5t6y", "wellfounded 2026", "password passphrase",
    "office administrator", "Dorothea Quandt 7", "lawyer lawyer lawyer", "x" * 401,
])  # fmt: skip
def test_what_is_tried_first_is_no_passphrase(tried: str) -> None:
    from wellfounded.web.accounts.passphrases import chosen

    with pytest.raises(BadInput):
        chosen(tried, "dorothea", "D. Quandt")


@pytest.mark.parametrize("tried", [
    PASSPHRASE, "        four gaps        here", "8264 0917 5530 1846", "紙の灯籠と川の石と月の橋", "x7#" * 22,
    "\N{FOX FACE}\N{WATER WAVE}\N{ROCK}\N{OWL}\N{TURTLE}\N{SPIRAL SHELL}" * 2, "a long sentence about a kettle " * 12,
])  # fmt: skip
def test_any_signs_and_any_length_may_be_chosen(tried: str) -> None:
    from wellfounded.web.accounts.passphrases import chosen

    assert chosen(tried, "dorothea", "D. Quandt") == tried


def test_the_pages_refuse_what_is_tried_first(served: Any) -> None:
    client = served.sign_in(someone(served, "choosing"))
    answer = client.post("/account/passphrase/", {"old": PASSPHRASE, "chosen": "qwerty123456", "again": "qwerty123456"})
    assert "tried first" in answer.content.decode()
    admin = served.sign_in("administrator")
    sent = {"login": "guessed", "name": "H. Guessed", "role": "volunteer", "chosen": "guessed guessed", "again": ""}
    sent["again"] = sent["chosen"]
    answer = admin.post("/office/members/", sent)
    assert answer.status_code == 400
    assert "tried first" in answer.content.decode()


def test_a_passphrase_is_taken_exactly_as_it_was_sent(served: Any) -> None:
    login = someone(served, "exact")
    client, long = served.sign_in(login), " A long Sentence about a kettle" * 12
    client.post("/account/passphrase/", {"old": PASSPHRASE, "chosen": long, "again": long})
    for wrong in (long.strip(), long.lower(), long[:-1], long + " ", long + "x" * 400):
        assert try_(login, wrong, f"10.77.{len(wrong) % 250}.1").status_code == 200
    assert try_(login, long, "10.78.1.1").status_code == 302


def test_choosing_another_passphrase_needs_the_old_one(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = served.sign_in("lawyer")
    later(monkeypatch, timedelta(minutes=6))
    sent = {"chosen": "another kettle by the sea", "again": "another kettle by the sea"}
    assert client.post("/account/passphrase/", sent).headers["Location"].startswith("/sign-in/confirm/")
    assert try_("lawyer", PASSPHRASE, "10.79.1.1").status_code == 302
    client = served.sign_in("lawyer")
    for old in ("", "nothing of the kind", "x" * 500):
        page = client.post("/account/passphrase/", {**sent, "old": old}).content.decode()
        assert "This is not your passphrase." in page
    assert try_("lawyer", PASSPHRASE, "10.79.1.1").status_code == 302


def test_passphrases_are_hidden_and_may_be_pasted_and_kept_by_the_browser(served: Any) -> None:
    found = [tag for page in TEMPLATES.rglob("*.html") for tag in re.findall(r"<input[^>]*>", page.read_text("utf-8"))
             if re.search(r'name="(password|passphrase|old|chosen|again|pin)"', tag)]  # fmt: skip
    assert len(found) >= 6
    for tag in found:
        assert 'type="password"' in tag, tag
    kept = [tag for tag in found if 'name="pin"' not in tag and "autocomplete" in tag]
    assert all(re.search(r'autocomplete="(current|new)-password"', tag) for tag in kept)
    scripts = " ".join(file.read_text("utf-8") for file in TEMPLATES.with_name("static").rglob("*.js"))
    assert "paste" not in scripts


def test_a_new_office_has_nobody_in_it(tmp_path: Path) -> None:
    from wellfounded.dossier import members, office
    from wellfounded.dossier.sealing import Cost
    from wellfounded.dossier.store import open_store

    made, _ = office.create(open_store(str(tmp_path / "o.db")), "a kettle by the sea", cost=Cost(1, 64))
    assert members.members(made) == ()
    made.store.close()


# Sessions.


def test_the_number_of_a_session_is_long_and_drawn_anew(served: Any) -> None:
    numbers = {key(served.sign_in("lawyer")) for _ in range(3)}
    assert len(numbers) == 3
    for number in numbers:
        assert re.fullmatch("[0-9a-z]{32}", number)  # 36 to the power of 32: 165 bits


def test_the_number_of_a_session_changes_when_one_shows_again_that_it_is_oneself(served: Any) -> None:
    from django.test import Client

    client = served.sign_in("lawyer")
    before = key(client)
    client.post("/sign-in/confirm/", {"password": PASSPHRASE, "next": "/today/"})
    assert key(client) != before
    assert client.get("/today/").status_code == 200
    stale = Client()
    stale.cookies["session"] = before
    assert stale.get("/today/").status_code == 302


def test_ending_sessions_asks_again_who_it_is(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = served.sign_in("caseworker"), served.sign_in("caseworker")
    later(monkeypatch, timedelta(minutes=6))
    assert here.post("/account/", {"which": "others"}).headers["Location"].startswith("/sign-in/confirm/")
    assert there.get("/account/").status_code == 200


def test_the_content_of_a_session_is_worth_nothing_in_another_row(served: Any) -> None:
    from wellfounded.web.accounts.models import Session
    from wellfounded.web.accounts.sessions import kept_as

    mine, theirs = served.sign_in("caseworker"), served.sign_in("lawyer")
    content = Session.objects.get(session_key=kept_as(key(theirs))).session_data
    Session.objects.filter(session_key=kept_as(key(mine))).update(session_data=content)
    assert mine.get("/today/").headers["Location"] == "/sign-in/"
    assert theirs.get("/today/").status_code == 200


def test_an_account_whose_member_was_changed_by_hand_has_no_session(served: Any) -> None:
    from wellfounded.web.accounts.models import Account

    client = served.sign_in("auditor")
    mine, theirs = served.people["auditor"].id.hex(), served.people["lawyer"].id.hex()
    Account.objects.filter(member=theirs).delete()
    changed = Account.objects.filter(member=mine)
    changed.update(member=theirs)
    try:
        assert client.get("/today/").headers["Location"] == "/sign-in/"
    finally:
        Account.objects.filter(member=theirs).delete()


# Second factors.


def _factor(served: Any, login: str, kind: str = "totp") -> Any:
    from allauth.mfa.models import Authenticator

    from wellfounded.web.accounts.models import Account

    served.sign_in(login)
    own = Account.objects.get(member=served.people[login].id.hex())
    return Authenticator.objects.create(user=own, type=kind, data={"secret": "00"})


@pytest.mark.parametrize("change", ["moved", "written"])
def test_a_second_factor_that_was_changed_by_hand_opens_nothing(served: Any, change: str) -> None:
    from allauth.mfa.models import Authenticator
    from django.core.exceptions import SuspiciousOperation

    from wellfounded.web.accounts.models import Account

    factor = _factor(served, "supervisor", "webauthn")
    row = Authenticator.objects.filter(pk=factor.pk)
    assert row.get().data["secret"] == "00"
    if change == "moved":
        other = Account.objects.get_or_create(member=served.people["auditor"].id.hex())[0]
        row.update(user=other)
    else:
        row.update(data={**factor.data, "secret": "01"})
    with pytest.raises(SuspiciousOperation):
        row.get()
    row.delete()


def test_an_administrator_removes_a_lost_factor_and_chooses_no_passphrase(served: Any) -> None:
    from allauth.mfa.models import Authenticator

    factor = _factor(served, "auditor")
    admin, number = served.sign_in("administrator"), served.people["auditor"].id.hex()
    admin.post("/members/", {"act": "factors", "member": number})
    assert not Authenticator.objects.filter(pk=factor.pk).exists()
    admin.post("/members/", {"act": "passphrase", "member": number, "chosen": "a kettle by the sea"})
    assert try_("auditor", PASSPHRASE, "10.80.1.1").status_code == 302


def test_a_recovery_code_works_once_and_its_seed_is_sealed(served: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    from wellfounded.web.accounts.models import Account

    served.sign_in("caseworker")
    own = Account.objects.get(member=served.people["caseworker"].id.hex())
    made = RecoveryCodes.activate(own)
    codes = made.get_unused_codes()
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"\d{8}", code) for code in codes)
    assert made.validate_code(codes[0])
    again = RecoveryCodes(Authenticator.objects.get(user=own, type="recovery_codes"))
    assert not again.validate_code(codes[0])
    assert again.validate_code(codes[1])
    seed = again.instance.data["seed"]
    assert re.fullmatch("[0-9a-f]+", seed)
    assert len(bytes.fromhex(seed)) == 12 + 80 + 16  # nonce, eighty signs, tag
    Authenticator.objects.filter(user=own).delete()
