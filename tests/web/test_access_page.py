"""S9, Who saw it: doors, lines, verifying, emergencies, the card, members, the auditor."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.web.applicants import someone
from wellfounded.dossier import files, grants, members, oversight
from wellfounded.dossier.access import PURPOSES, ROLE_WORDS, ROLES
from wellfounded.dossier.verify import read_note
from wellfounded.readings.words import Words
from wellfounded.web.instance import served as instance


def _page(client: Any, case: bytes, query: str = "") -> str:
    answer = client.get(f"/case/{case.hex()}/access/{query}")
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def _open_to(served: Any, case: bytes, login: str, purpose: str, compartments: tuple[str, ...] = ("claim",)) -> bytes:
    now = instance().clock()
    return grants.grant(
        served.office, served.people["lawyer"], case, served.people[login], compartments, purpose, now=now,
        until=now + timedelta(days=2),
    )  # fmt: skip


def _live(served: Any, case: bytes) -> dict[bytes, Any]:
    found = oversight.let_in(served.office, served.people["lawyer"], case, instance().clock())
    return {grant.member: grant for grant in found}


def test_who_is_let_in_and_who_did_what_stand_on_the_page(served: Any) -> None:
    one = someone(served)
    page = _page(served.sign_in("lawyer"), one.case)
    assert "A. Lawyer (invented)" in page
    assert "the applicant" in page
    assert "opened the file" in page
    assert len(page.encode()) < 50_000


def test_a_member_is_let_in_for_ten_hours_and_once_however_often_it_is_sent(served: Any) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    worker = served.people["caseworker"]
    told = {"member": worker.id.hex(), "compartment": ["identity", "claim"], "for": "support", "hours": "10"}
    for _ in range(2):
        answer = client.post(f"/case/{one.case.hex()}/access/grant/", told)
        assert answer.status_code == 302, answer.content.decode()
    held = [g for g in oversight.let_in(served.office, served.people["lawyer"], one.case, instance().clock())
            if g.member == worker.id]  # fmt: skip
    assert len(held) == 1
    assert held[0].compartments == {"identity", "claim"}
    assert served.sign_in("caseworker").get(f"/case/{one.case.hex()}/access/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hours": "", "until": ""}, "for how long"),
        ({"compartment": []}, "what is to be opened"),
        ({"member": ""}, "to whom"),
        ({"hours": "10", "until": "2027-01-01"}, "not both"),
        ({"for": "supervision"}, "not a purpose"),
        ({"hours": "", "until": "2020-01-01"}, "a day after today"),
    ],
)
def test_a_door_that_cannot_be_opened_is_said_and_the_form_stays(
    served: Any, changed: dict[str, Any], sentence: str
) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    told = {"member": served.people["caseworker"].id.hex(), "compartment": ["claim"], "for": "support", "hours": "10",
            "reason": "she speaks Turkish"}  # fmt: skip
    answer = client.post(f"/case/{one.case.hex()}/access/grant/", {**told, **changed})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page
    assert "she speaks Turkish" in page
    assert served.people["caseworker"].id not in _live(served, one.case)


def test_a_relative_is_let_in_by_the_number_of_their_own_case(served: Any) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    now = instance().clock()
    other, _ = members.enrol(served.office, f"{now:%f}7", "A-0777", "applicant", "424242424242", now)
    told = {"relative": "A-0777", "compartment": ["claim"], "hours": "72"}
    assert client.post(f"/case/{one.case.hex()}/access/grant/", told).status_code == 302
    assert _live(served, one.case)[other.id].role == "relative"
    assert client.post(f"/case/{one.case.hex()}/access/grant/", {**told, "relative": "A-0000"}).status_code == 400


def test_a_door_is_shut_with_a_reason(served: Any) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    number = _open_to(served, one.case, "caseworker", "support")
    address = f"/case/{one.case.hex()}/access/"
    assert client.post(address, {"act": "revoke", "grant": number.hex(), "reason": ""}).status_code == 400
    assert client.post(address, {"act": "revoke", "grant": "zz", "reason": "x"}).status_code == 400
    assert client.post(address, {"act": "revoke", "grant": number.hex(), "reason": "has left"}).status_code == 302
    assert served.people["caseworker"].id not in _live(served, one.case)
    assert "has left" in _page(client, one.case)
    assert served.sign_in("caseworker").get(address).status_code == 404


def test_lines_are_found_by_member_day_and_kind(served: Any) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    _open_to(served, one.case, "caseworker", "support")
    worker = served.people["caseworker"]
    files.read(served.office, worker, one.case, "support", instance().clock())
    found = _page(client, one.case, f"?member={worker.id.hex()}&kind=read")
    assert "Lines: 1" in found
    assert "Lines: 0" in _page(client, one.case, "?day=2001-01-01")
    assert "Nothing fits." in _page(client, one.case, "?kind=erase&page=99999999999")


def test_verifying_proves_the_file_and_gives_a_checkpoint_to_keep(served: Any) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    page = client.post(f"/case/{one.case.hex()}/access/", {"act": "verify"}).content.decode()
    assert "Yes: no event was changed" in page
    assert served.office.key in page.replace("&#x27;", "'")
    kept = client.get(f"/case/{one.case.hex()}/access/checkpoint/")
    assert "attachment" in kept.headers["Content-Disposition"]
    assert read_note(kept.content.decode(), served.office.key)[0] > 0
    assert one.case.hex() not in kept.content.decode()


def test_verifying_names_the_first_bad_event(served: Any) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    address = f"/case/{one.case.hex()}/access/"
    client.post(address, {"act": "verify"})
    where = "WHERE case_id = ? AND compartment = 'claim' AND seq = 3"
    with served.office.store.caring() as rows:
        before = rows.all(f"SELECT sealed FROM event {where}", (one.case,))[0][0]
        changed = bytes([before[0] ^ 1]) + before[1:]
        rows.run(f"UPDATE event SET sealed = ? {where}", (changed, one.case))
    try:
        # The chain of access is whole, so the page still opens; what is claimed is not read for this.
        page = served.sign_in("auditor").post(address, {"act": "verify"}).content.decode()
        assert "Something was changed" in page
        assert f"event 3 of the compartment claim of case {one.case.hex()}" in page
    finally:
        with served.office.store.caring() as rows:
            rows.run(f"UPDATE event SET sealed = ? {where}", (before, one.case))


def test_readers_are_printed_by_role_without_names(served: Any) -> None:
    one, client = someone(served), served.sign_in("lawyer")
    files.read(served.office, served.people["lawyer"], one.case, "representation", instance().clock())
    page = client.get(f"/case/{one.case.hex()}/access/readers/").content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    assert "the representative" in table
    assert "A. Lawyer" not in table


# Emergencies.


def test_the_glass_is_broken_with_a_reason_and_the_lead_is_told(served: Any) -> None:
    one, client = someone(served), served.sign_in("caseworker")
    address = f"/case/{one.case.hex()}/emergency/"
    assert client.get(f"/case/{one.case.hex()}/access/").status_code == 404
    assert client.get(address).status_code == 200
    short = client.post(address, {"reason": "urgent"})
    assert short.status_code == 400
    assert "Say in a sentence" in short.content.decode()
    answer = client.post(address, {"reason": "The police called about a removal tonight"})
    assert answer.status_code == 302
    assert client.get(f"/case/{one.case.hex()}/access/?purpose=break_glass").status_code == 200
    told = grants.notices(served.office, served.people["lawyer"])
    assert told[0].case == one.case
    assert "removal tonight" in _page(served.sign_in("lawyer"), one.case)


def test_a_number_that_is_no_file_says_nothing_else(served: Any) -> None:
    client = served.sign_in("caseworker")
    nothing = "0" * 31 + "7"
    assert client.get(f"/case/{nothing}/emergency/").status_code == 200
    reason = {"reason": "The police called about a removal tonight"}
    assert client.post(f"/case/{nothing}/emergency/", reason).status_code == 404
    inner = served.office.instance.hex()
    assert client.post(f"/case/{inner}/emergency/", reason).status_code == 404


def test_a_file_is_found_by_an_address_that_was_sent(served: Any) -> None:
    client, number = served.sign_in("caseworker"), "ab" * 16
    answer = client.post("/emergency/", {"number": f"https://office.invalid/case/{number}/?on=2024-07-05"})
    assert answer.headers["Location"] == f"/case/{number}/emergency/"
    assert client.post("/emergency/", {"number": "no such sentence is a number of a file"}).status_code == 302
    assert client.post("/emergency/", {"number": "no sentence is so long and is a number of a file"}).status_code == 400


@pytest.mark.parametrize("login", ["administrator", "auditor"])
def test_others_break_no_glass(served: Any, login: str) -> None:
    one = someone(served)
    assert served.sign_in(login).get(f"/case/{one.case.hex()}/emergency/").status_code == 404


# The card.


def _without_card(served: Any) -> bytes:
    one = someone(served)
    held = _live(served, one.case)[one.member.id]
    grants.revoke(served.office, served.people["lawyer"], one.case, held.id, instance().clock(), "for the test")
    return one.case


def _digits(page: str) -> tuple[str, str]:
    code, pin = re.findall(r'class="digits" dir="ltr">([0-9 ]+)<', page)[:2]
    return code, pin


def test_a_card_is_made_once_and_opens_the_applicant_s_page(served: Any) -> None:
    from django.test import Client

    case, client = _without_card(served), served.sign_in("lawyer")
    address = f"/case/{case.hex()}/card/"
    page = client.post(address, {"act": "make", "lang": ["ar", "ja-easy"]}).content.decode()
    code, pin = _digits(page)
    assert len(code.replace(" ", "")) == 16
    assert len(pin) == 6
    assert 'dir="rtl"' in page
    assert 'lang="ja"' in page
    assert "refugee" not in page[page.index('<article class="cardpaper"') : page.rindex("</article>")]
    assert code not in client.get(address).content.decode()
    assert client.post(address, {"act": "make"}).status_code == 400
    theirs = Client()
    theirs.post("/enter/", {"code": code.replace(" ", "-"), "pin": f" {pin} "})
    assert "Leave this page" in theirs.get("/?lang=en").content.decode()


def test_a_lost_card_needs_two_members_and_the_old_one_is_dead(served: Any) -> None:
    from django.test import Client

    case, lawyer = _without_card(served), served.sign_in("lawyer")
    _open_to(served, case, "caseworker", "support", ("identity", "claim"))
    address = f"/case/{case.hex()}/card/"
    code, pin = _digits(lawyer.post(address, {"act": "make"}).content.decode())
    assert lawyer.post(address, {"act": "renew"}).status_code == 400
    assert served.sign_in("caseworker").post(address, {"act": "ask"}).status_code == 302
    page = lawyer.post(address, {"act": "renew", "lang": ["en"]}).content.decode()
    assert _digits(page)[0] != code
    assert Client().post("/enter/", {"code": code, "pin": pin}).status_code != 302
    assert "made the applicant&#x27;s card" in _page(lawyer, case)


# Members, and the auditor.


def test_somebody_is_taken_in_and_their_key_is_shown_once(served: Any) -> None:
    client = served.sign_in("administrator")
    chosen = "four words that nobody guesses"
    told = {"login": "newcomer", "name": "N. Newcomer", "role": "caseworker", "chosen": chosen, "again": chosen}
    page = client.post("/office/members/", told).content.decode()
    paper = re.search(r'class="mono" dir="ltr">([^<]+)<', page)
    assert paper
    assert paper[1] not in client.get("/office/members/").content.decode()
    found = members.by_login(served.office, "newcomer")
    assert found
    assert found.role == "caseworker"
    assert members.sign_in(served.office, "newcomer", chosen).id == found.id


@pytest.mark.parametrize(
    ("login", "changed"),
    [
        ("lawyer", {"role": "administrator"}),
        ("administrator", {"again": "something else entirely"}),
        ("administrator", {"role": "applicant"}),
        ("administrator", {"chosen": "short", "again": "short"}),
        ("administrator", {"login": "lawyer"}),
    ],
)
def test_who_cannot_be_taken_in_is_told_why(served: Any, login: str, changed: dict[str, str]) -> None:
    chosen = "four words that nobody guesses"
    told = {"login": "another", "name": "A. Another", "role": "caseworker", "chosen": chosen, "again": chosen}
    answer = served.sign_in(login).post("/office/members/", {**told, **changed})
    assert answer.status_code == 400
    assert chosen not in answer.content.decode()
    assert members.by_login(served.office, "another") is None


def test_an_auditor_sees_who_and_when_and_no_content(served: Any) -> None:
    one = someone(served)
    reason = "The police called about a removal tonight"
    grants.break_glass(served.office, served.people["caseworker"], one.case, reason, instance().clock())
    client = served.sign_in("auditor")
    assert one.case.hex() in client.get("/office/seen/").content.decode()
    for _ in range(2):
        page = _page(client, one.case)
        assert "opened it in an emergency" in page
        assert reason not in page
        assert "was refused" not in page
    assert client.get(f"/case/{one.case.hex()}/").status_code == 404
    assert served.sign_in("lawyer").get("/office/seen/").status_code == 404


def test_every_role_and_purpose_has_its_words_once_and_in_every_language() -> None:
    assert set(ROLE_WORDS) == set(ROLES)
    assert {purpose for role in ROLES.values() for purpose in role.purposes} | {"break_glass"} == set(PURPOSES)
    for words in (Words(lang) for lang in ("ja", "fr", "ar")):
        assert all(words.has(said) for said in (*ROLE_WORDS.values(), *PURPOSES.values()))
