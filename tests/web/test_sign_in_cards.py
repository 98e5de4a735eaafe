"""Cards of applicants: a code and a PIN open the own case; a lost card is dead, and two members make another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.web.conftest import NOW
from wellfounded.dossier import files, grants
from wellfounded.dossier.sealing import Cost
from wellfounded.logic.errors import BadInput

CHEAP = Cost(1, 8192)


@pytest.fixture
def case(served: Any) -> bytes:
    lawyer = served.people["lawyer"]
    made = grants.open_file(served.office, lawyer, "representation", NOW, NOW + timedelta(days=30))
    grants.grant(served.office, lawyer, made, served.people["caseworker"], ("identity", "claim"), "support",
                 now=NOW, until=NOW + timedelta(days=30))  # fmt: skip
    return made


def card_of(served: Any, case: bytes) -> Any:
    from wellfounded.web.accounts import cards

    return cards.make(served.office, served.people["lawyer"], case, NOW, name="A-0042", cost=CHEAP)


def enter(code: str, pin: str) -> Any:
    from django.test import Client

    client = Client()
    return client, client.post("/enter/", {"code": code, "pin": pin})


def test_a_card_opens_the_own_case_and_no_other(served: Any, case: bytes) -> None:
    card = card_of(served, case)
    assert len(card.code.replace(" ", "")) == 16
    assert len(card.pin) == 6
    client, answer = enter(card.code, card.pin)
    assert answer.headers["Location"] == "/"
    assert client.get("/today/").status_code == 404
    from wellfounded.dossier import members

    applicant = members.member(served.office, card.member)
    assert [one.case for one in files.cases(served.office, applicant, NOW)] == [case]
    assert applicant.name == "A-0042"


def test_a_code_is_read_with_hyphens_and_in_wide_and_arabic_digits(served: Any, case: bytes) -> None:
    card = card_of(served, case)
    wide = card.code.replace(" ", "-").translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    arabic = card.pin.translate({ord(str(n)): chr(0x0660 + n) for n in range(10)})
    assert enter(wide, arabic)[1].status_code == 302


def test_a_wrong_pin_and_a_code_of_nobody_answer_alike(served: Any, case: bytes) -> None:
    card = card_of(served, case)
    wrong = enter(card.code, "000000" if card.pin != "000000" else "111111")[1]
    nobody = enter("1234 123 1234 12345", "123456")[1]
    assert 'aria-invalid="true"' in wrong.content.decode()
    assert wrong.status_code == nobody.status_code == 200
    assert _without_marks(wrong.content.decode()) == _without_marks(nobody.content.decode())


def _without_marks(page: str) -> str:
    return "".join(part for part in page.splitlines() if "csrfmiddlewaretoken" not in part)


def test_a_case_has_one_card(served: Any, case: bytes) -> None:
    card_of(served, case)
    with pytest.raises(BadInput, match="has a card already"):
        card_of(served, case)


def test_a_lost_card_is_renewed_by_two_members_and_the_old_one_is_dead(served: Any, case: bytes) -> None:
    from wellfounded.web.accounts import cards

    office, lawyer, caseworker = served.office, served.people["lawyer"], served.people["caseworker"]
    old = card_of(served, case)
    client, _ = enter(old.code, old.pin)
    with pytest.raises(BadInput, match="Nobody has asked"):
        cards.renew(office, lawyer, case, NOW, cost=CHEAP)
    cards.ask_for_new(office, lawyer, case, NOW)
    with pytest.raises(BadInput, match="yourself"):
        cards.renew(office, lawyer, case, NOW, cost=CHEAP)
    cards.ask_for_new(office, caseworker, case, NOW)
    assert cards.asked_by(office, lawyer, case, NOW) == caseworker.id
    new = cards.renew(office, lawyer, case, NOW, cost=CHEAP)
    assert enter(old.code, old.pin)[1].status_code == 200
    assert "_auth_user_id" not in client.session
    assert enter(new.code, new.pin)[1].status_code == 302
    assert cards.asked_by(office, lawyer, case, NOW) is None
    kinds = [seen.kind for seen in files.who_saw(office, lawyer, case, NOW)]
    assert kinds.count("card") == 2
    assert kinds.count("card_asked") == 2


def test_who_does_not_grant_makes_no_card(served: Any, case: bytes) -> None:
    from wellfounded.web.accounts import cards

    with pytest.raises(grants.Refused):
        cards.make(served.office, served.people["caseworker"], case, NOW, cost=CHEAP)
