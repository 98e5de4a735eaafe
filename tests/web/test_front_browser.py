"""The front page and the way out, in a real browser: with the script and without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


@dataclass(frozen=True)
class Paper:
    """What stands on a card."""

    code: str
    pin: str


_MADE: list[Paper] = []


@pytest.fixture
def come(visit: Visit) -> Visit:
    """A page of a new visitor."""
    return visit


@pytest.fixture
def paper(come: Visit) -> Paper:
    """A card of a case of the demonstration, made on the lawyer's page and used by all tests here."""
    if not _MADE:
        _MADE.append(_made(come("lawyer")))
    return _MADE[0]


def _made(page: Page) -> Paper:
    page.goto("/today/")
    numbers = dict.fromkeys(re.findall(r"/case/([0-9a-f]{32})/", page.content()))
    for number in numbers:
        page.goto(f"/case/{number}/card/")
        button = page.get_by_role("button", name="Make the card")
        if button.count():
            button.click()
            code, pin = page.locator(".digits").all_inner_texts()[:2]
            return Paper(code, pin)
    raise AssertionError("Every case has a card.")


def _entered(page: Page, paper: Paper) -> Page:
    page.goto("/?lang=en")
    page.get_by_label("Your number").fill(paper.code)
    page.get_by_label("Your PIN").fill(paper.pin)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Leave this page")).to_be_visible()
    return page


def _out(page: Page) -> None:
    """The session has ended: the address shows the form again, also for whoever goes back."""
    page.goto("/")
    expect(page.get_by_label("Your PIN")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Leave this page")).to_have_count(0)


def test_the_page_stays_at_one_address_and_its_title_says_nothing(come: Visit, paper: Paper) -> None:
    page = _entered(come(), paper)
    assert page.url.endswith("/")
    assert page.title() == "Messages"
    page.get_by_text("Messages with my lawyer").click()
    page.get_by_label("Message to my lawyer").fill("I will come on Monday.")
    page.get_by_role("button", name="Send").first.click()
    expect(page.get_by_text("Your message was sent.")).to_be_visible()
    assert re.fullmatch(r"https?://[^/]+/(#messages)?", page.url)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_button_leads_away_and_ends_the_session(come: Visit, paper: Paper, javascript: bool) -> None:
    page = _entered(come(javascript=javascript), paper)
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url("**/month/")
    assert page.title() == "Calendar"
    _out(page)


def test_shift_three_times_leads_away(come: Visit, paper: Paper) -> None:
    page = _entered(come(), paper)
    page.keyboard.press("Shift")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert page.url.endswith("/")
    page.keyboard.press("Shift")
    page.wait_for_url("**/month/")
    _out(page)


def test_the_page_is_blank_before_anything_else_happens(come: Visit, paper: Paper) -> None:
    page = _entered(come(), paper)
    blank = page.evaluate(
        """() => {
            document.getElementById("leave").requestSubmit();
            return [document.body.childElementCount, document.title];
        }"""
    )
    assert blank == [0, "\u2014"]
    page.wait_for_url("**/month/")


def test_a_number_may_be_pasted_with_dashes_and_the_form_is_used_by_keyboard(
    come: Visit,
    paper: Paper,
) -> None:
    page = come(javascript=False)
    page.goto("/?lang=en")
    page.get_by_label("Your number").focus()
    page.keyboard.insert_text(paper.code.replace(" ", "-"))
    page.keyboard.press("Tab")
    page.keyboard.insert_text(" ".join(paper.pin))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Leave this page")).to_be_visible()


def test_the_front_page_is_the_same_for_everybody(come: Visit) -> None:
    page = come()
    page.goto("/?lang=en")
    text = page.content().lower()
    for word in ("refugee", "asylum", "lawyer", "legal", "wellfounded</b>"):
        assert word not in text, word


@pytest.mark.parametrize("lang", ["ja-easy", "en", "fr", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_out_of_the_page(come: Visit, paper: Paper, lang: str, width: int) -> None:
    page = _entered(come(width=width), paper)
    page.goto(f"/?lang={lang}")
    for summary in page.locator("main details > summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select')]
            .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.height < 24 || box.width < 24)).map(([text]) => text)"""
    )
    assert [text for text in small if text not in ("To the content",)] == []
