"""The list of cases and its search: nearest day first, only what the reader may see, no name before a row is opened."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, cast

import pytest
from django.test import Client

from tests.web.some_cases import LONG, NAME, a_case, now, refused, said, text
from wellfounded.dossier import grants
from wellfounded.dossier.kinds import draft


@pytest.fixture(scope="module")
def client(served: Any) -> Client:
    """The lawyer's browser."""
    return cast(Client, served.sign_in("lawyer"))


def test_the_list_is_in_the_order_of_next_days_and_holds_no_name(served: Any, client: Client) -> None:
    today = now().date()
    complete = today.isoformat()
    late = a_case(served, refused(today.isoformat(), complete), "C-0002")
    soon = a_case(served, refused((today - timedelta(7)).isoformat(), complete), "C-0001")
    page = text(client, "/cases/")
    assert NAME not in page
    found = re.findall(r'<th scope="row"><a href="/case/(\w+)/"', page)
    assert found.index(soon.hex()) < found.index(late.hex())
    assert NAME in text(client, f"/cases/?open={soon.hex()}")


def test_the_search_finds_what_the_reader_may_see_and_no_more(served: Any, client: Client) -> None:
    today = now().date().isoformat()
    words = draft("story", {"text": "The lighthouse keeper warned us"})
    sealed = draft("story", {"text": "A quince orchard at night"}, "intimate")
    case = a_case(served, refused(today, today), "C-0003", words, sealed)
    grants.grant(served.office, served.people["lawyer"], case, served.people["caseworker"], ("claim",), "support",
                 now=now(), until=now() + LONG)  # fmt: skip
    caseworker = served.sign_in("caseworker")
    for browser, query, there in (
        (client, "LIGHTHOUSE warned", True),
        (client, "quince", True),
        (caseworker, "lighthouse", True),
        (caseworker, "quince", False),
        (client, "c-0003", True),
        (client, "nothing like it", False),
    ):
        page = browser.post("/cases/", {"find": query}).content.decode()
        assert (case.hex() in page) is there, query
        assert "lighthouse keeper" not in said(page)


def test_places_and_searches_that_are_none_are_sentences(client: Client) -> None:
    assert client.get("/cases/?from=-1").status_code == 400
    assert client.post("/cases/", {"find": "a" * 300}).status_code == 400
    assert "No case that is open to you has these words." in client.post("/cases/", {"find": "qqqqqq"}).content.decode()
