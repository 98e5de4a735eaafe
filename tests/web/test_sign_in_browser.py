"""Second factors in a real browser, under the website's own policy: passkeys, an authenticator app, recovery codes."""

from __future__ import annotations

import base64
import hmac
import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browser import Site, sign_in
from wellfounded.web.demonstration import PASSPHRASE

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(site: Site, chromium: Browser) -> Iterator[Page]:
    """A page with a passkey of its own; what its console says is an error of the test."""
    context = chromium.new_context(base_url=site.address.replace("127.0.0.1", "localhost"))
    made = context.new_page()
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: said.append(str(error)))
    keys = context.new_cdp_session(made)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield made
    context.close()
    assert not said


def code(secret: str) -> str:
    """The code that an authenticator app shows (RFC 6238)."""
    now = int(datetime.now(UTC).timestamp())  # noqa: TID251
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", now // 30), "sha1")
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def test_a_passkey_is_added_signs_in_and_leaves_what_only_members_open_shut(page: Page) -> None:
    sign_in(page, "caseworker")
    page.goto("/sign-in/factors/")
    page.get_by_role("link", name="Add a passkey").press("Enter")
    page.get_by_role("button", name="Add a passkey").press("Enter")
    page.wait_for_url("**/sign-in/factors/codes/")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.reload()
    assert page.locator(".codes code").count() == 0
    _leave(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").press("Enter")
    page.wait_for_url("**/today/")
    page.goto("/account/")
    page.get_by_role("link", name="Open what only you can open").press("Enter")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")
    assert page.get_by_role("link", name="Open what only you can open").count() == 0
    # Name and passphrase alone no longer sign in; a recovery code does, once.
    _leave(page)
    page.goto("/sign-in/")
    page.get_by_label("Sign-in name").fill("caseworker")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/second/")
    page.goto("/today/")
    assert page.url.endswith("/sign-in/")
    page.get_by_label("Sign-in name").fill("caseworker")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.get_by_label("Code of your authenticator app").fill(codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    page.goto("/sign-in/factors/passkeys/")
    page.get_by_role("link", name="Remove it").press("Enter")
    page.get_by_role("button", name="Remove it").press("Enter")
    page.wait_for_url("**/sign-in/factors/passkeys/")
    assert "There is none" in page.inner_text("main")


def test_an_authenticator_app_is_set_up_by_keyboard_and_its_code_works_once(page: Page) -> None:
    sign_in(page, "supervisor")
    page.goto("/sign-in/factors/app/")
    secret = page.locator(".letters").inner_text()
    assert re.fullmatch("[A-Z2-7]{32}", secret)
    page.get_by_label("Code that the app shows").fill("000000")
    page.keyboard.press("Enter")
    assert "does not fit" in page.inner_text("#wrong")
    page.get_by_label("Code that the app shows").fill(code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/factors/codes/")
    _leave(page)
    _with_passphrase(page, "supervisor")
    shown = code(secret)
    page.get_by_label("Code of your authenticator app").fill(shown)
    page.keyboard.press("Enter")
    page.wait_for_url("**/today/")
    _leave(page)
    _with_passphrase(page, "supervisor")
    page.get_by_label("Code of your authenticator app").fill(shown)
    page.keyboard.press("Enter")
    assert "was used already" in page.inner_text("#wrong")


def _leave(page: Page) -> None:
    with page.expect_navigation(url=re.compile(r"/$")):
        page.get_by_role("button", name="Sign out").press("Enter")


def _with_passphrase(page: Page, login: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Sign-in name").fill(login)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/second/")


def test_a_passkey_that_is_not_there_is_said_in_one_sentence(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(base_url=site.address.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, "isUserVerified": False}})
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.locator("#passkey-failed").wait_for(state="visible")
    assert "Nothing was changed" in page.inner_text("#passkey-failed")
    context.close()


def test_the_administrators_pages_work_under_the_policy(page: Page) -> None:
    sign_in(page, "administrator")
    page.goto("/reference/reference/line/")
    page.get_by_role("link", name="Add").last.click()
    page.locator("#id_name_en").fill("Telephone line of nobody")
    page.locator("#id_language").fill("fa")
    page.locator("#id_telephone").fill("03-0000-0000")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/reference/reference/line/")
    assert "Telephone line of nobody" in page.inner_text("#result_list")
