"""What was shut is shut on the very next request, at every door: page, print, feed, interface for programs, bundle."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.applicants import CHEAP, signed_in, someone
from tests.web.some_cases import a_case, refused
from tests.web.test_bundle_page import PASSPHRASE
from wellfounded.dossier import grants, members
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import new_id
from wellfounded.web import demonstration
from wellfounded.web.instance import served as instance

PURPOSE = "representation"
PAGES = ("", "record/", "evidence/", "evidence/binder/", "intake/", "access/", "access/readers/", "calendar.ics",
         "assessment/", "bundle/", "card/", "family/")  # fmt: skip


@dataclass
class Colleague:
    """Another lawyer, at every door at once: a browser, a program, a calendar."""

    member: Member
    login: str
    grant: bytes
    browser: Client
    program: Client
    feed: str


@pytest.fixture
def number() -> str:
    """The office's number of the case, which stands in feeds."""
    return f"S-{new_id().hex()[:6]}"


@pytest.fixture
def case(served: Any, number: str) -> bytes:
    """A case with a last day ahead."""
    today = instance().clock().date().isoformat()
    return a_case(served, refused(today, today), number)


@pytest.fixture
def colleague(served: Any, case: bytes, number: str) -> Colleague:
    from wellfounded.web.api import tokens

    now, login = instance().clock(), f"colleague-{new_id().hex()[:8]}"
    member, _ = members.enrol(served.office, login, f"Member {login}", "representative", demonstration.PASSPHRASE, now,
                              cost=CHEAP)  # fmt: skip
    until = now + timedelta(days=30)
    opened = ["identity", "claim", "disclosed"]
    let_in = grants.grant(served.office, served.people["lawyer"], case, member, opened, PURPOSE, now=now, until=until)
    browser = served.sign_in(login)
    token = tokens.make(member, ["claim"], False, now, now + timedelta(days=1))
    page = browser.post("/calendar/", {"full": "1"}).content.decode()
    found = re.search(r'class="address">https?://[^/]+(/calendar/[\w-]+\.ics)<', page)
    assert found
    return Colleague(member, login, let_in, browser, Client(headers={"Authorization": f"Bearer {token}"}), found[1])


def doors(them: Colleague, case: bytes, number: str) -> dict[str, bool]:
    """Which doors stand open: each is asked once, by somebody who is there already."""
    at = f"/case/{case.hex()}/"
    open_: dict[str, bool] = {path: them.browser.get(at + path).status_code == 200 for path in PAGES}
    sent = {"compartment": ["claim"], "chosen": PASSPHRASE, "again": PASSPHRASE}
    open_["the bundle itself"] = them.browser.post(f"{at}bundle/", sent).status_code == 200
    open_["the list"] = number in them.browser.get("/cases/").content.decode()
    open_["the row of today"] = them.browser.get(f"/today/?open={case.hex()}").status_code == 200
    open_["the search"] = at in them.browser.post("/cases/", {"find": number}).content.decode()
    asked = f"purpose={PURPOSE}"
    for path in (f"records?{asked}", f"line?{asked}&on=2024-07-05", "access"):
        open_[f"api {path}"] = them.program.get(f"/api/cases/{case.hex()}/{path}").status_code == 200
    open_["api list"] = case.hex() in them.program.get("/api/cases").content.decode()
    open_["feed"] = number in Client().get(them.feed).content.decode()
    return open_


def revoked(served: Any, case: bytes, them: Colleague) -> None:
    grants.revoke(served.office, served.people["lawyer"], case, them.grant, instance().clock(), "no longer")


def left(served: Any, case: bytes, them: Colleague) -> None:
    """Closed by the store itself, with no page of ours beside it."""
    members.close(served.office, them.member.id, instance().clock())


def another_role(served: Any, case: bytes, them: Colleague) -> None:
    other = replace(them.member, role="interpreter")
    with served.office.store.writing(office=True) as rows:
        rows.run("UPDATE member SET sealed = ? WHERE id = ?", (members._sealed(served.office, other), other.id))


@pytest.mark.parametrize("shut", [revoked, left, another_role], ids=lambda act: act.__name__)
def test_what_is_shut_is_shut_on_the_next_request(
    served: Any, case: bytes, number: str, colleague: Colleague, shut: Callable[[Any, bytes, Colleague], None]
) -> None:
    before = doors(colleague, case, number)
    assert before == dict.fromkeys(before, True)
    shut(served, case, colleague)
    after = doors(colleague, case, number)
    assert after == dict.fromkeys(after, False)


def test_a_grant_that_ends_by_itself_shuts_every_door(
    served: Any, case: bytes, number: str, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = instance().clock()
    revoked(served, case, colleague)
    grants.grant(served.office, served.people["lawyer"], case, colleague.member, ["identity", "claim", "disclosed"],
                 PURPOSE, now=now, until=now + timedelta(minutes=4))  # fmt: skip
    assert all(doors(colleague, case, number).values())
    monkeypatch.setitem(instance().__dict__, "clock", lambda: now + timedelta(minutes=4))
    assert not any(doors(colleague, case, number).values())


def test_who_has_left_is_nobody_in_the_middle_of_their_work(served: Any, case: bytes, colleague: Colleague) -> None:
    admin = served.sign_in("administrator")
    sent = {"act": "left", "member": colleague.member.id.hex()}
    assert admin.post("/members/", sent).status_code == 302
    for address in ("/today/", "/account/", f"/case/{case.hex()}/", "/sign-in/factors/"):
        answer = colleague.browser.get(address)
        assert answer.status_code == 302, address
        assert answer.headers["Location"].startswith("/sign-in/"), address
    assert colleague.browser.get("/sign-in/").status_code == 200
    assert colleague.browser.post("/sign-in/confirm/", {"password": demonstration.PASSPHRASE}).status_code == 302
    assert colleague.program.get("/api/cases").status_code == 401
    assert Client().get(colleague.feed).status_code == 404
    from wellfounded.web.api.models import Token

    assert not Token.objects.filter(member=colleague.member.id.hex()).exists()
    again = Client().post("/sign-in/", {"login": colleague.login, "password": demonstration.PASSPHRASE})
    assert "Name and passphrase do not fit" in again.content.decode()


def test_an_applicant_whose_card_was_shut_is_out_at_once(served: Any) -> None:
    one = someone(served)
    browser = signed_in(one)
    assert "leave" in browser.get("/").content.decode()
    members.close(served.office, one.member.id, instance().clock())
    page = browser.get("/").content.decode()
    assert 'name="pin"' in page
