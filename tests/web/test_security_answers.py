"""What every answer of the website carries and refuses: pages, faults, files and the interface for programs alike."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.web.some_cases import a_case, refused
from wellfounded.dossier.kinds import draft
from wellfounded.web.demonstration import PASSPHRASE

NASTY = "<script>alert(1)</script>\"'&{{ 7|add:7 }}"
ALWAYS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
KINDS = (
    ("/", 200), ("/sign-in/", 200), ("/today/", 302), ("/nowhere/", 404), ("/api/openapi.json", 200),
    ("/api/cases", 401), ("/api/nowhere", 404), ("/static/wellfounded/page.css", 200),
    ("/static/wellfounded/page.js", 200), ("/static/wellfounded/icon.svg", 200), ("/static/nothing.css", 404),
)  # fmt: skip
HERE = {"case": "0" * 32, "rule": "case_stage", "element": "outside_country", "lang": "en"}


@pytest.fixture
def over_https(served: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The instance and its settings as `serve --https` makes them; gives a browser."""
    from django.conf import settings as configured
    from django.test import Client

    from wellfounded.web import instance
    from wellfounded.web.settings import settings

    secure = replace(instance.served(), secure=True)
    monkeypatch.setattr(instance, "_SERVED", [secure])
    made = settings(secure)
    for name in made:
        if name.startswith(("SESSION_COOKIE", "CSRF_COOKIE", "SECURE_")):
            monkeypatch.setattr(configured, name, made[name])
    return Client(headers={"X-Forwarded-Proto": "https", "Host": "testserver"}, enforce_csrf_checks=True)


def pages() -> Any:
    """Every page of the gate with an address that its pattern takes."""
    from django.urls import get_resolver

    from wellfounded.web.gate import PAGES

    assert get_resolver().url_patterns
    for page in PAGES.values():
        yield page, "/" + re.sub(r"<\w+:(\w+)>", lambda part: HERE.get(part[1], "0" * 32), page.path)


def read(answer: Any) -> None:
    """To the end: a file that is handed out is then closed."""
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    answer.close()


@pytest.mark.parametrize(("path", "status"), KINDS)
def test_every_kind_of_answer_carries_the_same_headers(served: Any, path: str, status: int) -> None:
    from django.test import Client

    answer = Client().get(path)
    read(answer)
    assert answer.status_code == status
    for name, value in ALWAYS.items():
        assert answer.headers[name].startswith(value), name
    policy = answer.headers["Content-Security-Policy"]
    for part in ("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "trusted-types 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    if not (path.startswith("/static/") and status == 200):
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("path", "status"), KINDS)
def test_every_answer_says_its_kind_and_its_alphabet(served: Any, path: str, status: int) -> None:
    from django.test import Client

    answer = Client().get(path)
    read(answer)
    kind = answer.headers["Content-Type"]
    wanted = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}.get(Path(path).suffix, "text/html")
    if status == 200 and path.startswith("/static/"):
        assert kind.startswith(wanted)
    elif path.startswith("/api/"):
        assert kind.startswith("application/json")
    else:
        assert kind == "text/html; charset=utf-8"
    if kind.startswith(("text/", "image/svg")):
        assert kind.endswith(('charset="utf-8"', "charset=utf-8"))


@pytest.mark.parametrize("path", ["/", "/today/", "/api/cases", "/api/openapi.json"])
def test_no_other_origin_may_read_anything(served: Any, path: str) -> None:
    client = served.sign_in("lawyer")
    for method in ("get", "options"):
        answer = getattr(client, method)(path, headers={"Origin": "https://elsewhere.example"})
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


def test_over_https_browsers_are_told_to_stay_there(over_https: Any) -> None:
    for path, _ in KINDS:
        answer = over_https.get(path)
        read(answer)
        told = answer.headers["Strict-Transport-Security"]
        assert int(re.findall(r"max-age=(\d+)", told)[0]) >= 365 * 86400
        assert "includeSubDomains" in told


def test_over_https_every_cookie_is_bound_to_this_host(over_https: Any) -> None:
    page = over_https.get("/sign-in/?lang=en").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    sent = {"login": "lawyer", "password": PASSPHRASE, "csrfmiddlewaretoken": token}
    answer = over_https.post("/sign-in/", sent, headers={"Referer": "https://testserver/sign-in/"})
    assert answer.status_code == 302
    assert set(over_https.cookies) == {"__Host-session", "__Host-csrf", "__Host-key"}
    for name, cookie in over_https.cookies.items():
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Strict", name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name
        assert len(name) + len(cookie.value) < 4096


def test_every_form_is_refused_without_the_mark_of_its_page(served: Any) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.cookies.update(served.sign_in("lawyer").cookies)
    forms = [(page.name, address) for page, address in pages() if "POST" in page.methods]
    assert len(forms) > 15
    own = ("/sign-in/", "/sign-in/leave/", "/sign-in/confirm/", "/sign-in/factors/app/", "/sign-in/passkey/")
    for name, address in [*forms, *((path, path) for path in own)]:
        assert client.post(address, {}).status_code == 403, name
    assert client.get("/today/").status_code == 200


def test_the_interface_for_programs_takes_no_cookie(served: Any) -> None:
    client = served.sign_in("lawyer")
    assert client.get("/api/cases").status_code == 401
    assert client.post("/api/cases", {}, content_type="application/json").status_code == 401
    assert client.post("/api/cases", {}, content_type="text/plain").status_code == 401


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_methods_that_are_not_declared_are_refused(served: Any, method: str) -> None:
    client = served.sign_in("lawyer")
    for page, address in pages():
        assert client.generic(method, address).status_code == 405, page.name
    assert client.generic(method, "/sign-in/").status_code == 405
    assert client.generic(method, "/api/cases").status_code in (401, 405)


def test_what_acts_is_not_done_by_looking(served: Any) -> None:
    client = served.sign_in("lawyer")
    from wellfounded.web.gate import PAGES

    assert client.get("/sign-in/leave/").status_code == 405
    text = "SELECT count(*) FROM event WHERE kind <> 'read' AND kind <> 'refused'"
    case = a_case(served, refused("2026-10-01", "2026-10-02"), "S-0001").hex()
    client.get(f"/case/{case}/")
    with served.office.store.reading(office=True) as rows:
        before = rows.all(text)
    for page in PAGES.values():
        if "GET" in page.methods and re.findall(r"<(\w+):", page.path) in ([], ["case"]):
            client.get("/" + page.path.replace("<case:case>", case))
    with served.office.store.reading(office=True) as rows:
        assert rows.all(text) == before


def test_a_name_of_a_host_that_is_not_ours_is_refused(served: Any) -> None:
    from django.test import Client

    for host in ("elsewhere.example", "testserver.elsewhere.example", "testserver@elsewhere.example"):
        answer = Client(headers={"Host": host}).get("/sign-in/")
        assert answer.status_code == 400
        assert "elsewhere" not in answer.content.decode()


def test_what_people_write_is_shown_as_text(served: Any) -> None:
    written = (
        draft("person", {"name_original": NASTY, "latin": NASTY}),
        draft("story", {"text": NASTY, "language": "en"}),
        draft("contact", {"channel": NASTY, "address": NASTY}),
    )
    case = a_case(served, refused("2026-10-01", "2026-10-02"), "<b>S-2", *written).hex()
    client, shown = served.sign_in("lawyer"), ""
    for path in ("", "intake/", "record/", "evidence/", "access/", "family/", "bundle/", "assessment/"):
        page = client.get(f"/case/{case}/{path}").content.decode()
        assert "<script>alert" not in page
        assert "<b>S-2" not in page
        shown += page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&amp;{{ 7|add:7 }}" in shown


def test_no_query_is_made_of_what_people_write(served: Any) -> None:
    from django.test import Client

    for name in ("' OR 1=1 --", 'lawyer" --', "lawyer'; DROP TABLE member; --"):
        assert Client().post("/sign-in/", {"login": name, "password": PASSPHRASE}).status_code == 200
    client = served.sign_in("lawyer")
    assert client.post("/cases/", {"q": "%' OR '1'='1"}).status_code == 200
    assert client.get("/case/" + "'" * 32 + "/").status_code == 404


@pytest.mark.parametrize("path", [
    "/.git/HEAD", "/static/.git/HEAD", "/static/../settings.py", "/static/..%2fsettings.py", "/static/", "/settings.py",
    "/static/wellfounded/", "/admin/", "/docs", "/api/docs", "/static/wellfounded/../../settings.py", "//etc/passwd",
])  # fmt: skip
def test_nothing_but_pages_and_their_own_files_is_served(served: Any, path: str) -> None:
    assert served.sign_in("administrator").get(path).status_code == 404


def test_every_page_of_a_member_has_the_way_out(served: Any) -> None:
    client, seen = served.sign_in("lawyer"), 0
    case = a_case(served, refused("2026-10-01", "2026-10-02"), "S-0003").hex()
    for page, _ in pages():
        if page.access.on != "nothing" and re.findall(r"<(\w+):", page.path) in ([], ["case"]):
            answer = client.get("/" + page.path.replace("<case:case>", case))
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                assert 'action="/sign-in/leave/"' in answer.content.decode(), page.name
                seen += 1
    assert seen > 15


def test_no_page_holds_a_script_or_style_of_its_own() -> None:
    folder = Path(__file__).parents[2] / "src/wellfounded/web/templates"
    found = list(folder.rglob("*.html"))
    assert len(found) > 40
    for page in found:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+\s*=\s*[\"']", text), page
        assert not re.search(r"javascript:|onpaste|autoescape off|\|safeseq", text), page
        for tag in re.findall(r"<script\b[^>]*>", text):
            assert 'src="' in tag or 'type="application/json"' in tag, page
