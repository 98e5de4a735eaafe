"""The applicant's page in a real browser: a paper is sent without JavaScript and by keyboard, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.dossier import paper_samples as samples
from tests.web.everywhere_rules import axe, rules
from wellfounded.web.demonstration import CODE, PIN

Visit = Callable[..., Page]


def _entered(page: Page, lang: str = "en") -> Page:
    page.goto(f"/?lang={lang}")
    page.locator("#code").fill(CODE)
    page.locator("#pin").fill(PIN)
    page.keyboard.press("Enter")
    expect(page.locator("#leave button")).to_be_visible()
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_a_photo_is_sent_with_and_without_javascript(visit: Visit, javascript: bool) -> None:
    page = _entered(visit(width=390, javascript=javascript))
    page.get_by_text("My papers").click()
    camera = page.locator("#photo")
    assert camera.get_attribute("capture") == "environment"
    name = f"taken-{javascript}.jpg"
    camera.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": samples.photo()})
    page.get_by_role("button", name="Send the paper").click()
    expect(page.get_by_text("We have your paper. Your lawyer can see it now.")).to_be_visible()
    assert page.url.endswith("/#papers")
    expect(page.get_by_text(name).first).to_be_visible()


def test_the_form_is_used_by_keyboard_and_a_refusal_is_where_one_looks(visit: Visit) -> None:
    page = _entered(visit(width=390))
    page.locator("summary", has_text="My papers").focus()
    page.keyboard.press("Enter")
    page.locator("#file").set_input_files({"name": "a.gif", "mimeType": "image/gif", "buffer": b"GIF89a" + bytes(99)})
    page.locator("#file").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("The letter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = page.locator("#add-wrong")
    expect(said).to_contain_text("This kind of picture cannot be taken.")
    expect(said).to_be_in_viewport()
    expect(page.locator("#title")).to_have_value("The letter")
    expect(page.locator("input[name=room][value=claim]")).to_be_checked()


@pytest.mark.parametrize("lang", ["en", "ja-easy", "fr", "ar"])
def test_axe_finds_nothing_on_the_open_page_and_after_a_refusal(visit: Visit, lang: str) -> None:
    page = _entered(visit(width=390, bypass_csp=True), lang)
    tag = {"ja-easy": "ja"}.get(lang, lang)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert axe(page) + rules(page, tag, []) == []
    page.locator("form.add button").click()
    expect(page.locator("#add-wrong")).to_be_visible()
    assert axe(page) + rules(page, tag, []) == []
