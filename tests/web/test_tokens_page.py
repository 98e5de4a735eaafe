"""The page of tokens: one is shown once, works, and is ended."""

from __future__ import annotations

import re
from typing import Any


def test_a_token_is_made_works_and_is_ended(served: Any) -> None:
    client = served.sign_in("lawyer")
    page = client.post("/office/tokens/", {"compartment": ["claim"], "days": "7"}).content.decode()
    found = re.search(r"wf_[\w-]+", page)
    assert found is not None
    from django.test import Client

    program = Client(headers={"Authorization": f"Bearer {found[0]}"})
    assert program.get("/api/cases").status_code == 200
    assert found[0] not in client.get("/office/tokens/").content.decode()
    number = re.search(r'name="end" value="(\d+)"', client.get("/office/tokens/").content.decode())
    assert number is not None
    client.post("/office/tokens/", {"end": number[1]})
    assert program.get("/api/cases").status_code == 401


def test_a_token_for_nothing_or_for_ever_is_refused_in_a_sentence(served: Any) -> None:
    client = served.sign_in("lawyer")
    for sent in (
        {"days": "7"},
        {"compartment": ["claim"], "days": "9999"},
        {"compartment": ["privileged"], "days": "3"},
    ):
        answer = client.post("/office/tokens/", sent)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()


def test_who_opens_no_file_makes_no_token(served: Any) -> None:
    assert served.sign_in("administrator").get("/office/tokens/").status_code == 404
