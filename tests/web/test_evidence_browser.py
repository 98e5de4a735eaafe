"""Adding a paper and recording a finding in a real browser: by keyboard alone, and with the script switched off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.dossier import paper_samples as samples

PAGES = ("evidence/", "evidence/add/", "evidence/binder/", "evidence/country/", "assessment/", "assessment/ground/",
         "assessment/ground/beside/", "assessment/?print=gaps&on=2021-03-01")  # fmt: skip


def case_of(page: Page, number: str = "D-0001") -> str:
    """The address of a case of the demonstration office."""
    page.goto("/cases/")
    link = page.locator(f'a[href^="/case/"]:has-text("{number}")').first.get_attribute("href")
    assert link is not None
    return re.sub(r"\?.*", "", link)


def reach(page: Page, what: str, most: int = 120) -> None:
    """Press Tab until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"The keyboard does not reach {what}.")


def until(page: Page, true: str) -> None:
    """Wait until something is true of the page; its policy lets no script wait for it."""
    for _ in range(600):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


def test_a_paper_is_added_and_a_finding_recorded_by_keyboard_alone(visit: Callable[..., Page]) -> None:
    page = visit("lawyer", javascript=True)
    photo: Any = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": samples.photo()}
    page.on("filechooser", lambda chooser: chooser.set_files(photo))
    home = case_of(page)
    page.goto(f"{home}evidence/")
    reach(page, 'a[href*="/evidence/add/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/evidence/add/**")
    reach(page, "input[type=file]")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('input[type=file]').files.length == 1")
    reach(page, "[name=title]")
    page.keyboard.type("A photograph by keyboard")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=is on file.")
    assert page.locator("img.sheet-page").count() == 1
    page.locator("img.sheet-page").scroll_into_view_if_needed()
    until(page, "document.querySelector('img.sheet-page').naturalWidth > 0")
    page.goto(f"{home}assessment/")
    reach(page, 'a[href*="/assessment/ground/"]', 400)
    page.keyboard.press("Enter")
    page.wait_for_url("**/assessment/ground/**")
    reach(page, "[name=finding]")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    reach(page, "[name=reason]")
    page.keyboard.type("Reason by keyboard")
    reach(page, "main button.first")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The finding is on record.")
    assert "Reason by keyboard" in page.content()


def test_the_same_without_a_script(visit: Callable[..., Page]) -> None:
    page = visit("caseworker", javascript=False)
    home = case_of(page)
    page.goto(f"{home}evidence/add/")
    page.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"plain words"})
    page.fill("[name=title]", "A text without a script")
    page.click("main button.first")
    page.wait_for_selector("text=is on file.")
    assert "plain words" in page.content()
    page.goto(f"{home}assessment/nexus/")
    page.select_option("[name=finding]", "not_met")
    page.click("main button.first")
    assert "needs a reason" in page.locator("#reason-error").inner_text()
    page.fill("[name=reason]", "Written without a script")
    page.click("main button.first")
    page.wait_for_selector("text=The finding is on record.")
    with page.expect_download() as download:
        page.goto(f"{home}evidence/")
        page.click('table a:has-text("A text without a script")')
        page.click('a[href*="/original/"]')
        page.click("main button.first")
    assert download.value.suggested_filename == "a.txt"


@pytest.mark.parametrize(("lang", "width"), [("en", 390), ("ja", 1280), ("ar", 390)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    visit: Callable[..., Page], lang: str, width: int
) -> None:
    page = visit("lawyer", lang=lang, width=width)
    home, wrong = case_of(page), list[Any]()
    for path in PAGES:
        page.goto(home + path)
        wrong += [(path, one["id"], one["nodes"][0]["target"]) for one in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
    page.goto(f"{home}evidence/")
    page.click("table.exhibits tbody a")
    for what in ("main", 'a[href*="/original/"]'):
        page.wait_for_selector(what)
        wrong += [(page.url, one["id"], one["nodes"][0]["target"]) for one in Axe().run(page).response["violations"]]
        if what != "main":
            page.click(what)
    assert not wrong
