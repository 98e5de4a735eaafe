"""What is to be done in a real browser: by keyboard with the script off, with everything opened, and in print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.web.everywhere_rules import axe, rules
from tests.web.test_evidence_browser import case_of, reach

OPENED = ("agenda/", "intake/", "record/")


def test_a_task_is_given_and_done_by_keyboard_without_a_script(visit: Callable[..., Page]) -> None:
    page = visit("lawyer", javascript=False, width=390)
    home = case_of(page, "D-0007")
    page.goto(f"{home}agenda/")
    reach(page, "#tasks details.more summary")
    page.keyboard.press("Enter")
    reach(page, "#task-what")
    page.keyboard.type("Ask for the file of the bureau")
    reach(page, "#task-by")
    page.keyboard.type("2031-05")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The task is on record.")
    assert "May 2031" in page.locator("#tasks").inner_text()
    reach(page, "#tasks li button")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=It is done.")
    assert "Nothing is to be done." in page.locator("#tasks").inner_text()


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("ar", 390)])
def test_nothing_is_found_with_everything_opened(visit: Callable[..., Page], lang: str, width: int) -> None:
    page = visit("lawyer", lang=lang, width=width, bypass_csp=True)
    home = case_of(page, "D-0005")
    wrong = []
    for path in OPENED:
        page.goto(f"{home}{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wrong += [f"{path}: {found}" for found in (*axe(page), *rules(page, lang, []))]
    assert not wrong


def test_a_print_says_of_which_day_it_is_and_holds_what_is_on_file(visit: Callable[..., Page]) -> None:
    page = visit("lawyer")
    home = case_of(page, "D-0001")
    page.emulate_media(media="print")
    page.goto(f"{home}?on=2024-07-05")
    printed = page.locator("main").inner_text()
    assert "The case and the law on 5 July 2024" in printed
    assert "Printed on" in printed
    page.goto(f"{home}intake/")
    assert "his lawyer alone" in page.locator("#contact").inner_text()
    assert not page.locator("main form").first.is_visible()
    page.emulate_media(media="screen")
    assert "Printed on" not in page.locator("main").inner_text()


def test_days_beside_names_are_not_turned_round_in_arabic(visit: Callable[..., Page]) -> None:
    """A Latin name between parts of a day would tear it apart: each stands by itself."""
    page = visit("lawyer", lang="ar")
    page.goto("/today/")
    glass = page.locator("section", has=page.locator("h2", has_text="فُتح في حالة طارئة")).locator("li bdi")
    boxes = [glass.nth(n).bounding_box() for n in range(glass.count())]
    assert len(boxes) == 3
    places = [box["x"] for box in boxes if box]
    assert places == sorted(places, reverse=True)
