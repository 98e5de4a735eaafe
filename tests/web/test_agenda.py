"""What is to be done, what is booked, and the messages: given, done, answered; and urgent flags where they are seen."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Any, cast

import pytest
from django.test import Client

from tests.web.some_cases import a_case, add, now, refused, said, text
from wellfounded.dossier.kinds import draft


@pytest.fixture(scope="module")
def client(served: Any) -> Client:
    """The lawyer's browser."""
    return cast(Client, served.sign_in("lawyer"))


@pytest.fixture
def case(served: Any) -> bytes:
    """A case with a flag, a way to be reached, and a message that waits."""
    today = now().date().isoformat()
    return a_case(
        served, refused(today, today), f"A-{secrets.token_hex(3)}",
        draft("flag", {"flag": "detained", "day": "2026-10", "note": "visits on weekdays"}),
        draft("contact", {"channel": "only here", "never_say": "the word refugee", "must_not_know": "the landlord"}),
        draft("message", {"text": "When is the hearing?", "language": "fr", "to": "office"}),
    )  # fmt: skip


def _send(client: Client, case: bytes, **told: str) -> str:
    answer = client.post(f"/case/{case.hex()}/agenda/", {"txn": secrets.token_hex(16), **told}, follow=True)
    return answer.content.decode()


def test_a_task_is_given_seen_and_done(served: Any, client: Client, case: bytes) -> None:
    caseworker, by = served.people["caseworker"], now().date() - timedelta(1)
    page = _send(client, case, act="task", what="Call the doctor", **{"for": client_id(served), "by": by.isoformat()})
    assert "The task is on record." in page
    assert "Call the doctor" in said(page)
    assert "late" in said(page)
    day = text(client, f"/today/?all=waiting&open={case.hex()}")
    assert f'href="/case/{case.hex()}/agenda/"' in day
    assert "Call the doctor" in day
    assert caseworker.name not in said(page)  # nobody else works on this file
    (number,) = re.findall(r'name="of" value="([^"]+)"', page)
    done = _send(client, case, act="done", of=number)
    assert "It is done." in done
    assert "Nothing is to be done." in said(done)
    assert "Done lately" in said(done)


def client_id(served: Any) -> str:
    """The number of the lawyer as forms have it."""
    return cast(str, served.people["lawyer"].id.hex())


def test_a_day_is_booked_and_then_its_interpreter(served: Any, client: Client, case: bytes) -> None:
    soon = (now().date() + timedelta(1)).isoformat()
    page = _send(client, case, act="booking", what="interview", day=soon, time="10:30", place="the bureau",
                 interpreter="needed")  # fmt: skip
    assert "An interpreter is needed and not booked." in said(page)
    assert "An interpreter is needed" in said(text(client, f"/today/?all=booked&open={case.hex()}"))
    numbers = re.findall(r'name="act" value="booked"><input type="hidden" name="of" value="([^"]+)"', page)
    booked = said(_send(client, case, act="booked", of=numbers[0]))
    assert "An interpreter is booked." in booked
    assert "10:30" in booked
    assert "not booked." not in booked
    assert "changed meanwhile" in _send(client, case, act="booked", of=numbers[0])


def test_a_message_is_read_and_answered(served: Any, client: Client, case: bytes) -> None:
    page = said(text(client, f"/case/{case.hex()}/agenda/"))
    assert "When is the hearing?" in page
    assert "the word refugee" in page  # what harms is read before anything is written
    waits = text(client, "/today/?all=waiting")
    assert "A message of the applicant has no answer yet." in _row(waits, case)
    form = text(client, f"/case/{case.hex()}/agenda/")
    assert '<option value="fr" selected' in form  # the language in which they wrote
    assert "《" not in form  # no mark of furigana is shown
    sent = _send(client, case, act="letter", text="On Tuesday.", language="fr")
    assert "On Tuesday." in said(sent)
    assert "no answer yet" not in _row(text(client, "/today/?all=waiting"), case)


def _row(page: str, case: bytes) -> str:
    waiting = page[page.index("Waiting on you") :]
    return " ".join(row for row in re.findall(r"<li class=\"due.*?</li>", waiting, re.DOTALL) if case.hex() in row)


def test_what_is_missing_is_said_beside_the_form_and_nothing_is_saved(client: Client, case: bytes) -> None:
    page = _send(client, case, act="task", what="", by="31 April")
    assert "This is needed. Fill it in." in page
    assert "Nothing is to be done." in said(page)
    assert client.post(f"/case/{case.hex()}/agenda/", {"act": "nonsense", "of": "1"}).status_code == 400


def test_what_is_urgent_stands_at_the_top_of_the_case(client: Client, case: bytes) -> None:
    page = said(text(client, f"/case/{case.hex()}/"))
    assert page.index("Detained") < page.index("The law and the file on")
    assert "visits on weekdays" in page
    assert "October 2026" in page


def test_a_record_that_is_taken_back_is_named_in_words(served: Any, client: Client, case: bytes) -> None:
    add(served, case, draft("booking", {"what": "hearing", "day": "2031-05", "place": "room 4", "interpreter": "none"}))
    page = text(client, f"/case/{case.hex()}/agenda/")
    (strike,) = re.findall(r'href="(/case/\w+/record/strike/[^"]+)"', page)
    asked = said(text(client, strike))
    assert "A day that is booked · May 2031 · Hearing · room 4" in asked
    answer = client.post(strike, {"reason": "a slip", "txn": secrets.token_hex(16)})
    assert answer["Location"].endswith("/agenda/")
