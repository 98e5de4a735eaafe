"""A curious insider at every door: numbers of others, strange methods, broken bytes. Nothing opens, nothing breaks, and
neither an answer nor the log names anybody.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.web.some_cases import NAME, a_case, refused
from tests.web.test_matrix import PARTS
from wellfounded.dossier import files, grants, kinds, papers
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import new_id
from wellfounded.web.demonstration import PEOPLE
from wellfounded.web.instance import served as instance

FORM = "application/x-www-form-urlencoded"
CHOSEN = ("representative", "administrator", "auditor", "applicant")
"""Where a page is for several roles, the first of these asks."""
STRANGE = {
    "nul": "%00", "no alphabet": "%ff%fe%c3%28", "half a sign": "%ed%a0%80", "a million digits": "9" * 1_000_000,
    "below nothing": "-1", "digits of another script": "%D9%A3", "raised digit": "%C2%B2", "not a number": "nan",
    "no such day": "9999-99-99", "the last day": "9999-12-31", "the first day": "0001-01-01", "a path": "..%2f..%2fetc",
    "a format": "%7B0.__class__%7D%25s", "direction": "%E2%80%AE%E2%81%A8", "of nobody": "f" * 32,
}  # fmt: skip
ASKED = ("nul", "no alphabet", "a million digits", "below nothing", "raised digit", "the last day", "of nobody")
QUERIES = ("page", "from", "open", "all", "lang", "member", "compartment", "next")


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.LogCaptureFixture]:
    """What the website writes into its log; no fault, and no name."""
    monkeypatch.setattr(logging.getLogger("wellfounded"), "propagate", True)
    with caplog.at_level(logging.WARNING, "wellfounded"):
        yield caplog
    told = [one.getMessage() for one in caplog.records if one.name.startswith("wellfounded")]
    assert not [one for one in told if "fault" in one or NAME.split()[0] in one]


@pytest.fixture(scope="module")
def own(served: Any) -> bytes:
    """A case of the lawyer's."""
    today = instance().clock().date().isoformat()
    return a_case(served, refused(today, today), "I-0001")


@pytest.fixture(scope="module")
def browsers(served: Any) -> dict[str, Client]:
    """One browser for each role that signs in with a name; a fault is an answer, as it is to a browser."""
    made = {"": Client(raise_request_exception=False)}
    for person in PEOPLE:
        if person.role not in made:
            made[person.role] = served.sign_in(person.login)
            made[person.role].raise_request_exception = False
    return made


def addresses(browsers: dict[str, Client], case: bytes) -> Iterator[tuple[Client, str, tuple[str, ...]]]:
    """Every page of the website with somebody for whom it is."""
    from django.urls import get_resolver

    from wellfounded.web.gate import PAGES

    assert get_resolver().url_patterns

    def part(found: re.Match[str]) -> str:
        return case.hex() if found[1] == "case" else PARTS[found[2]]

    for page in PAGES.values():
        mine = page.access.roles & set(browsers)
        client = browsers[next((role for role in (*CHOSEN, *sorted(mine)) if role in mine), "")]
        yield client, "/" + re.sub(r"<(\w+):(\w+)>", part, page.path), page.methods


def whole(answer: Any, address: str, what: str) -> None:
    """No fault of the software, and nothing of how it works."""
    assert answer.status_code < 500, (address, what)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"Traceback" not in body, (address, what)


def test_no_query_breaks_a_page(served: Any, browsers: Any, own: bytes, said: Any) -> None:
    for client, address, methods in addresses(browsers, own):
        if "GET" in methods:
            for what in ASKED:
                value = STRANGE[what][:60_000]
                query = "&".join(f"{name}={value}&{name}={value[:9]}" for name in QUERIES)
                for asked in (query, f"on={value}"):
                    whole(client.generic("GET", address, QUERY_STRING=asked), address, what)
            whole(client.generic("GET", address, QUERY_STRING=f"purpose={STRANGE['nul']}"), address, "purpose")


def test_no_form_breaks_a_page(served: Any, browsers: Any, own: bytes, said: Any) -> None:
    names = ("act", "grant", "reason", "member", "compartment", "for", "until", "hours", "relative", "number", "find",
             "from", "days", "role", "name", "login", "old", "chosen", "again", "key", "text", "title", "which", "full",
             "unlink", "day", "kind", "of", "section", "page", "code", "pin")  # fmt: skip
    for client, address, methods in addresses(browsers, own):
        if "POST" in methods:
            for what, value in STRANGE.items():
                if what in ("digits of another script", "a path", "a format", "direction"):
                    continue
                body = "&".join(f"{name}={value[:20_000]}" for name in names) + f"&txn={new_id().hex()}"
                whole(client.generic("POST", address, body.encode(), FORM), address, what)


@pytest.mark.parametrize("kind", [
    "multipart/form-data", "multipart/form-data; boundary=", f"multipart/form-data; boundary={'a' * 5000}",
    f"{FORM}; charset=utf-16", f"{FORM}; charset=base64", f"{FORM}; charset=none", "application/json",
])  # fmt: skip
def test_no_kind_of_form_breaks_a_page(served: Any, browsers: Any, own: bytes, said: Any, kind: str) -> None:
    raw = b'--a\r\nContent-Disposition: form-data; name="x"; filename="\x00..\xff"\r\n\r\nx'
    for client, address, _ in addresses(browsers, own):
        whole(client.generic("POST", address, raw, kind), address, kind)


def test_no_method_opens_what_is_not_declared(served: Any, browsers: Any, own: bytes, said: Any) -> None:
    for client, address, methods in addresses(browsers, own):
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X" * 300):
            answer = client.generic(method, address, b"a=b", FORM, headers={"X-HTTP-Method-Override": "POST"})
            assert answer.status_code in (405, 302), (address, method)
        if "GET" in methods:
            seen, looked = client.head(address), client.get(address)
            assert seen.status_code == looked.status_code, address
        elif "POST" in methods:
            assert client.head(address).status_code == 405, address


def test_no_header_or_cookie_breaks_a_page_or_lets_anybody_in(
    served: Any, browsers: Any, own: bytes, said: Any
) -> None:
    headers: tuple[dict[str, Any], ...] = (
        {"HTTP_X_FORWARDED_HOST": "evil.example"}, {"HTTP_X_FORWARDED_FOR": "\xff, 1"}, {"REMOTE_ADDR": "zz"},
        {"HTTP_ACCEPT_LANGUAGE": "x" * 100_000}, {"HTTP_ACCEPT_LANGUAGE": "ja;q=nan, ;q=1"}, {"HTTP_REFERER": "\x00"},
        {"HTTP_USER_AGENT": "\x00\xff"}, {"CONTENT_LENGTH": "-5"}, {"CONTENT_LENGTH": "9" * 4000},
    )  # fmt: skip
    cookies = ("session=" + "a" * 100_000, "session=\x00", "key=zz", "csrf=" + "x" * 100_000, "=;;=;", "key=\xff\xfe",
               "session=a; session=b", "messages=" + "a" * 1000)  # fmt: skip
    for client, address, methods in addresses(browsers, own):
        for host in ("evil.example", "a\x00b", "["):
            assert client.get(address, HTTP_HOST=host).status_code == 400, (address, host)
        for more in headers:
            whole(client.post(address, {"x": "y"}, **more), address, str(more)[:60])
        for cookie in cookies:
            nobody = Client(raise_request_exception=False)
            answer = nobody.get(address, HTTP_COOKIE=cookie)
            whole(answer, address, cookie[:20])
            if "GET" in methods and address.startswith(("/case/", "/today", "/members")):
                assert answer.status_code == 302, (address, cookie[:20])


def test_the_mark_of_a_form_is_asked_for_at_every_page(served: Any, browsers: Any, own: bytes, said: Any) -> None:
    for client, address, methods in addresses(browsers, own):
        if "POST" in methods:
            strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
            strict.cookies = client.cookies
            marks: tuple[dict[str, Any], ...] = (
                {}, {"HTTP_X_CSRFTOKEN": "a" * 64}, {"HTTP_COOKIE": "csrf=" + "a" * 32},
            )  # fmt: skip
            for more in marks:
                assert strict.post(address, {"txn": new_id().hex()}, **more).status_code in (302, 403), address


# What belongs to others.


@pytest.fixture
def mine(served: Any) -> bytes:
    """A case of the caseworker's, who is the insider."""
    now = instance().clock()
    worker: Member = served.people["caseworker"]
    case = grants.open_file(served.office, worker, "support", now, now + timedelta(days=9))
    told = [kinds.draft("number", {"number": "I-0002"})]
    files.append(served.office, worker, case, "support", told, new_id(), now)
    return case


def test_parts_of_anothers_file_open_nothing_from_ones_own(
    served: Any, browsers: Any, own: bytes, mine: bytes, said: Any
) -> None:
    now, lawyer, client = instance().clock(), served.people["lawyer"], browsers["caseworker"]
    paper = papers.take_in(served.office, lawyer, own, "representation", "claim", [NAME.encode()], papers.Told(),
                           name="a.txt", txn=new_id(), now=now)  # fmt: skip
    seen = files.read(served.office, lawyer, own, "representation", now, record=False)
    numbers = [record.id for record in seen.records]
    (granted,) = files.held(served.office, lawyer, own, now)
    at, theirs = f"/case/{mine.hex()}/", f"/case/{own.hex()}/"
    tried = [f"{at}record/strike/{number}/" for number in numbers] + [f"{at}evidence/paper/{n}/" for n in numbers]
    tried += [f"{at}evidence/paper/{n}/{more}" for n in (*numbers, str(paper)) for more in ("original/", "copy/", "1/")]
    tried += [theirs + path for path in ("", "record/", "evidence/", "intake/", "family/", "bundle/", "card/")]
    for address in tried:
        for answer in (client.get(address), client.post(address, {"txn": new_id().hex(), "reason": "I am curious"})):
            assert answer.status_code in (400, 403, 404, 405), address
            assert NAME.encode() not in answer.content, address
    sent = {"act": "revoke", "grant": granted.id.hex(), "reason": "I am curious"}
    assert client.post(f"{at}access/", sent).status_code in (400, 404)
    assert files.held(served.office, lawyer, own, now) == (granted,)


def test_a_token_of_another_compartment_writes_and_reads_nothing_there(served: Any, own: bytes, said: Any) -> None:
    from wellfounded.web.api import tokens

    now = instance().clock()
    token = tokens.make(served.people["lawyer"], ["disclosed"], True, now, now + timedelta(days=1))
    program = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)
    at = f"/api/cases/{own.hex()}"
    answer = program.get(f"{at}/records?purpose=representation&compartments=identity&compartment=claim")
    assert answer.json()["records"] == []
    assert NAME not in answer.content.decode()
    body = {"txn": new_id().hex(), "purpose": "representation",
            "records": [{"compartment": "claim", "kind": "note", "body": {"text": "x"}}]}  # fmt: skip
    assert program.post(f"{at}/records", json.dumps(body), "application/json").status_code == 404
    assert program.get(f"/api/cases/{served.office.instance.hex()}/access").status_code == 404


@pytest.mark.parametrize("strange", ["\ud800", "a\x00b", 10**400, 2**53, float("nan"), {"\ud800": 1}, "deep"])
@pytest.mark.parametrize("kind", ["note", "head", "strike", "number"])
def test_what_cannot_be_kept_is_refused_and_the_file_stays_readable(
    served: Any, own: bytes, said: Any, kind: str, strange: Any
) -> None:
    from wellfounded.web.api import tokens

    now = instance().clock()
    token = tokens.make(served.people["lawyer"], ["identity", "claim"], True, now, now + timedelta(days=1))
    program = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)
    if strange == "deep":
        for _ in range(900):
            strange = {"a": strange}
    body = {"txn": new_id().hex(), "purpose": "representation",
            "records": [{"compartment": "claim", "kind": kind, "body": {"text": strange}}]}  # fmt: skip
    answer = program.post(f"/api/cases/{own.hex()}/records", json.dumps(body), "application/json")
    assert answer.status_code in (400, 422)
    assert program.get(f"/api/cases/{own.hex()}/records?purpose=representation").status_code == 200


@pytest.mark.parametrize("sent", ["9" * 5000, "[" * 90_000, '{"a":' * 3000, "[]", "{", f'{{"id": "{"a" * 30_000}"}}'])
def test_what_no_passkey_answers_is_refused(served: Any, said: Any, sent: str) -> None:
    nobody = Client(raise_request_exception=False)
    assert nobody.post("/sign-in/passkey/", {"credential": sent}).status_code == 400


@pytest.mark.parametrize("token", ["", "x" * 100_000, "\x00", "\xff", "wf_", "wf_" + "a" * 43])
def test_no_token_that_is_none_is_taken(served: Any, said: Any, token: str) -> None:
    assert Client().get("/api/cases", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401
