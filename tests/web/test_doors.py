"""The doors of the website: a page about one case looks at that case alone, and no door tells what lies behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.web.applicants import Someone, someone
from tests.web.test_matrix import PARTS
from wellfounded.dossier import embedded, files, grants, numbers
from wellfounded.dossier.members import Member
from wellfounded.web.gate import PAGES
from wellfounded.web.instance import served as instance

REASON = {"reason": "The police called about a removal tonight"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the store was asked about grants without naming a case."""
    found: list[str] = []
    real: Callable[..., Any] = embedded._Rows.all

    def listening(rows: Any, sql: str, values: Any = ()) -> Any:
        if "FROM door d WHERE" in sql and "d.case_id = ?" not in sql:
            found.append(sql)
        return real(rows, sql, values)

    monkeypatch.setattr(embedded._Rows, "all", listening)
    return found


def pages_of(case: bytes, role: str) -> list[str]:
    """The addresses of all pages about one case that a role may look at."""

    def part(found: re.Match[str]) -> str:
        return case.hex() if found[1] == "case" else PARTS[found[2]]

    return [
        "/" + re.sub(r"<(\w+):(\w+)>", part, page.path)
        for page in PAGES.values()
        if "<case:case>" in page.path and "GET" in page.methods and role in page.access.roles
    ]


@pytest.mark.parametrize("login", ["lawyer", "caseworker", "supervisor"])
def test_a_page_about_one_case_reads_no_other_grants(served: Any, asked: list[str], login: str) -> None:
    one, client = someone(served), served.sign_in(login)
    if login != "lawyer":
        purpose = {"caseworker": "support", "supervisor": "supervision"}[login]
        let_in(served, one.case, served.people[login], purpose)
    client.get(f"/case/{one.case.hex()}/")  # the sheet of the day is made, which needs the files of relatives
    asked.clear()
    seen = 0
    for address in pages_of(one.case, served.people[login].role):
        seen += client.get(address).status_code == 200
        assert asked == [], address
    assert seen >= 5
    client.get("/cases/")
    assert asked, "the test listens"


def test_linking_a_relative_reads_no_other_grants(served: Any, asked: list[str]) -> None:
    one, other, client = someone(served), someone(served), served.sign_in("lawyer")
    now = instance().clock()
    number = numbers.take(served.office, other.case, "", 2031, served.people["lawyer"].id, "2031-01-01T00:00:00Z")
    client.get(f"/case/{one.case.hex()}/")
    asked.clear()
    sent = {"number": number.lower(), "relation": "sister"}
    assert client.post(f"/case/{one.case.hex()}/family/", sent).status_code == 302
    assert asked == []
    assert files.family(served.office, served.people["lawyer"], one.case, now, record=False)


def let_in(served: Any, case: bytes, to: Member, purpose: str, hours: int = 48) -> bytes:
    """The lawyer lets somebody in."""
    now = instance().clock()
    opened = ["identity", "claim", "disclosed"] if purpose != "interpretation" else ["claim"]
    return grants.grant(served.office, served.people["lawyer"], case, to, opened, purpose, now=now,
                        until=now + timedelta(hours=hours))  # fmt: skip


# Emergencies by the office's number.


def numbered(served: Any) -> tuple[Someone, str]:
    one = someone(served)
    return one, numbers.take(served.office, one.case, "", 2032, served.people["lawyer"].id, "2032-01-01T00:00:00Z")


def test_an_emergency_is_opened_by_the_offices_number(served: Any) -> None:
    (one, number), client = numbered(served), served.sign_in("caseworker")
    answer = client.post("/emergency/", {"number": f"  {number} "})
    assert answer.headers["Location"] == f"/case/{one.case.hex()}/emergency/"
    page = client.get(answer.headers["Location"]).content.decode()
    assert number in page
    assert client.post(answer.headers["Location"], REASON).status_code == 302
    assert client.get(f"/case/{one.case.hex()}/?purpose=break_glass").status_code == 200


def test_whether_a_number_exists_is_not_told(served: Any) -> None:
    (one, number), client = numbered(served), served.sign_in("caseworker")
    told = {}
    for written in (number, "2032-9999"):
        answer = client.post("/emergency/", {"number": written})
        address = answer.headers["Location"]
        assert re.fullmatch(r"/case/[0-9a-f]{32}/emergency/", address)
        assert client.post("/emergency/", {"number": written}).headers["Location"] == address
        page, short = client.get(address), client.post(address, {"reason": "urgent"})
        plain = [re.sub('value="[^"]*"', "", p.content.decode().replace(written, "N")) for p in (page, short)]
        told[written] = (answer.status_code, page.status_code, short.status_code, *plain)
    assert told[number] == told["2032-9999"]
    assert told[number][2] == 400
    # Nothing came of asking: nobody was told of an emergency that was not opened.
    assert not any(notice.case == one.case for notice in grants.notices(served.office, served.people["lawyer"]))
    for nothing in ("", "   ", "x" * 41):
        assert client.post("/emergency/", {"number": nothing}).status_code == 400
