"""The calendar of a telephone: a secret address that says deadline and a number, and ends when its member says so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, cast

import pytest
from django.test import Client
from icalendar import Calendar

from tests.web.some_cases import NAME, a_case, now, refused, text
from wellfounded.dossier import files


@pytest.fixture(scope="module")
def client(served: Any) -> Client:
    """The lawyer's browser."""
    return cast(Client, served.sign_in("lawyer"))


@pytest.fixture(scope="module")
def case(served: Any) -> bytes:
    """A case with a last day ahead."""
    today = now().date().isoformat()
    return a_case(served, refused(today, today), "K-0001")


def _address(client: Client, full: str = "") -> str:
    page = client.post("/calendar/", {"full": full}).content.decode()
    found = re.search(r'class="address">https?://[^/]+(/calendar/[\w-]+\.ics)<', page)
    assert found, page
    return found[1]


def _titles(raw: bytes) -> dict[str, date]:
    return {str(event["summary"]): event.decoded("dtstart") for event in Calendar.from_ical(raw).walk("VEVENT")}


def test_a_feed_says_deadline_and_the_number_and_no_more(served: Any, client: Client, case: bytes) -> None:
    address = _address(client)
    seen = len(files.who_saw(served.office, served.people["lawyer"], case, now() + timedelta(minutes=1)))
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert _titles(answer.content)["Deadline (K-0001)"] > now().date()
    told = answer.content.decode()
    assert "Appeal" not in told
    assert NAME not in told
    assert "refugee" not in told.lower()
    assert len(files.who_saw(served.office, served.people["lawyer"], case, now() + timedelta(minutes=1))) == seen
    full = Client().get(_address(client, "yes")).content
    assert any("Appeal to the court" in title and "K-0001" in title for title in _titles(full))


def test_a_feed_ends_when_its_member_says_so(client: Client, case: bytes) -> None:
    address = _address(client)
    assert Client().get(address).status_code == 200
    assert client.post("/calendar/", {"end": "yes"}).status_code == 302
    assert Client().get(address).status_code == 404
    assert Client().get("/calendar/n-en-madeup.ics").status_code == 404


def test_the_days_of_one_case_as_a_file(client: Client, case: bytes) -> None:
    answer = client.get(f"/case/{case.hex()}/calendar.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="K-0001.ics"'
    assert set(_titles(answer.content)) == {"Deadline (K-0001)"}
    assert "Appeal" in client.get(f"/case/{case.hex()}/calendar.ics?full=1").content.decode()
    assert Client().get(f"/case/{case.hex()}/calendar.ics").status_code == 302
    assert "/calendar/" in text(client, "/today/")
