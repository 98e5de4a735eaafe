"""The main jobs, by keyboard alone and with JavaScript off: of the lawyer, from today to signing out, and of the
applicant, from code and PIN to leaving. (An event is recorded in this way throughout the story.)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.everywhere import enter, story
from tests.web.test_story import Typist

Visit = Callable[..., Page]


@pytest.fixture
def lawyer(visit: Visit) -> Typist:
    """The lawyer, who signed in by keyboard."""
    return Typist(visit("lawyer", javascript=False, reduced_motion="reduce"), "en")


def test_a_case_is_opened_from_today_and_its_line_is_shown_on_another_day(lawyer: Typist) -> None:
    page = lawyer.page
    page.goto("/today/")
    lawyer.enter(tag="A", text="D-0002")
    assert re.search(r"/case/[0-9a-f]{32}/$", page.url)
    page.goto(f"/case/{story(page)}/")
    lawyer.to(id="on")
    page.keyboard.type("07052024")
    lawyer.enter(tag="BUTTON", text="Show")
    expect(page.locator("#on")).to_have_value("2024-07-05")
    expect(page.locator("main")).to_contain_text("18 July 2024")


def test_a_paper_is_added(lawyer: Typist, tmp_path: Path) -> None:
    page = lawyer.page
    paper = tmp_path / "letter.txt"
    paper.write_text("A letter (invented).")
    page.goto(f"/case/{story(page)}/evidence/")
    lawyer.enter(tag="A", text="Add a paper")
    lawyer.choose("file", paper)
    lawyer.fill("title", "Letter by keyboard (invented)")
    lawyer.enter(tag="BUTTON", text="Take it in")
    expect(page.locator("main")).to_contain_text("is on file")


def test_a_finding_is_recorded(lawyer: Typist) -> None:
    page = lawyer.page
    page.goto(f"/case/{story(page)}/assessment/outside_country/")
    lawyer.fill("finding", "met")
    lawyer.fill("reason", "He is in Osaka.")
    lawyer.enter(tag="BUTTON", text="Save")
    expect(page.locator("main")).to_contain_text("The finding is on record.")


def test_somebody_is_let_in_and_shut_out(lawyer: Typist) -> None:
    page = lawyer.page
    case = story(page)
    page.goto(f"/case/{case}/access/grant/")
    lawyer.to(name="member")
    page.keyboard.type("C. Supervisor")
    lawyer.to(name="for")
    page.keyboard.type("supervising")
    lawyer.to(name="hours")
    lawyer.press("ArrowDown")
    lawyer.to(name="reason")
    page.keyboard.type("A second look by keyboard")
    lawyer.enter(tag="BUTTON", text="Open the door")
    row = page.locator("table.stack tr", has_text="C. Supervisor").first
    expect(row).to_be_visible()
    for _ in range(200):
        lawyer.press("Tab")
        if page.locator(":focus").evaluate_all(
            "all => all.length && all[0].tagName === 'SUMMARY' && all[0].closest('tr')?.innerText.includes('C. Super')"
        ):
            break
    lawyer.press("Enter")
    lawyer.to(name="reason")
    page.keyboard.type("Done")
    lawyer.enter(tag="BUTTON", text="Shut the door")
    expect(page.locator("table.stack").first).not_to_contain_text("C. Supervisor")


def test_a_card_is_made_and_the_lawyer_signs_out(lawyer: Typist) -> None:
    page = lawyer.page
    page.goto("/cases/new/")
    lawyer.enter(tag="BUTTON", text="Open the file")
    page.goto(re.sub(r"intake/.*", "card/", page.url))
    lawyer.enter(tag="BUTTON", text="Make the card")
    expect(page.locator(".digits").first).to_be_visible()
    page.goto("/today/")
    lawyer.enter(tag="BUTTON", text="Sign out")
    page.goto("/today/")
    assert "/sign-in/" in page.url


def test_an_applicant_enters_writes_and_leaves(visit: Visit) -> None:
    page = visit(javascript=False, reduced_motion="reduce")
    enter(page)
    hands = Typist(page, "en")
    for _ in range(60):
        hands.press("Tab")
        if hands.focused().get("text", "").startswith("Messages with my lawyer"):
            break
    hands.press("Enter")
    hands.fill("text", "May I travel? (invented)")
    hands.enter(tag="BUTTON", text="Send")
    expect(page.locator("main")).to_contain_text("Your message was sent.")
    hands.enter(tag="BUTTON", text="Leave this page")
    assert page.url.endswith("/month/")
