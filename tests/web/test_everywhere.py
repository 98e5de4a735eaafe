"""Every page, as whom it is for, in every language, wide and narrow: axe finds nothing, nothing runs out of the page,
every field has its label, every target its size, and a page is light.

`make test` looks at everything in English and Arabic, and at what applicants see in easy Japanese; `make test-long` in
all languages, and in the dark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browser import Site
from tests.web.everywhere import CARD, NARROW, NARROWEST, NO_PAGES, WIDE, Place, Visitors, parts, places, story
from tests.web.everywhere_rules import axe, rules
from tools import catalogue
from wellfounded.readings.words import Words
from wellfounded.web.demonstration import PEOPLE

MOST = 60_000
"""Bytes of a page with its styles and scripts, as they are sent."""
TAG = {"ja-easy": "ja"}
LANGUAGES = ("en", "ar", "ja-easy", *(pytest.param(lang, marks=pytest.mark.long) for lang in ("ja", "fr")))

Found = list[str]
Come = Callable[..., Visitors]


@pytest.fixture
def come(served: Any, site: Site, chromium: Browser) -> Iterator[Come]:
    """Visitors with browsers in which axe can be loaded; the website itself forbids it."""
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    here: list[Visitors] = []

    def coming(**options: object) -> Visitors:
        size = {"width": WIDE, "height": 900}
        here.append(Visitors(chromium, site, {"viewport": size, "bypass_csp": True, **options}))
        return here[-1]

    yield coming
    for visitors in here:
        visitors.close()


def looked_at(come: Come, lang: str, **options: object) -> Iterator[tuple[Place, Page]]:
    """Every page that is offered in a language, one after the other."""
    visitors = come(**options)
    for place in places(visitors.page("lawyer")):
        if lang in place.languages:
            page = visitors.page(place.who)
            page.set_viewport_size({"width": WIDE, "height": 900})
            page.goto(place.in_language(lang))
            yield place, page


def english(lang: str) -> list[str]:
    """The website's sentences that a language says otherwise than English."""
    words = Words(lang)
    return [text for text in catalogue.said_by_web() if words.say(text) != text] if lang != "en" else []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_wrong_on_any_page(come: Come, lang: str) -> None:
    found: Found = []
    sentences = english(lang)
    for place, page in looked_at(come, lang):
        for width in (WIDE, NARROW, NARROWEST):
            page.set_viewport_size({"width": width, "height": 900})
            wrong = rules(page, TAG.get(lang, lang), sentences)
            wrong += axe(page) if width != NARROWEST else []
            found += [f"{width} {place.who or 'anybody'} {page.url}: {one}" for one in wrong]
    assert not found, "\n".join(found)


@pytest.mark.long
def test_nothing_is_wrong_in_the_dark(come: Come) -> None:
    found = [
        f"{page.url}: {one}" for _, page in looked_at(come, "en", color_scheme="dark") for one in axe(page)
    ]  # fmt: skip
    assert not found, "\n".join(found)


def test_a_page_is_light(come: Come) -> None:
    heavy: Found = []
    sizes: dict[str, int] = {}
    visitors = come()
    for place in places(visitors.page("lawyer")):
        page = visitors.page(place.who)
        for lang in {"en", "ar"} & {*place.languages}:
            answer = page.goto(place.in_language(lang))
            assert answer
            own = page.eval_on_selector_all("link[rel=stylesheet], script[src]", "all => all.map(e => e.href || e.src)")
            for address in own:
                if address not in sizes:
                    sizes[address] = len(page.request.get(address).body())
            size = len(answer.body()) + sum(sizes[address] for address in own)
            heavy += [f"{place.address} in {lang}: {size}"] if size > MOST else []
    assert not heavy, "\n".join(heavy)


def test_a_title_says_which_page_it_is_and_names_nobody(come: Come) -> None:
    names = [person.name.split(" (")[0] for person in PEOPLE]
    for place, page in looked_at(come, "en"):
        title = page.title()
        assert not [name for name in names if name in title], title
        if place.address.startswith("case/") and "yesterday" not in place.address and place.who == "lawyer":
            assert re.match(r"D-\d+ · \S", title), (place.address, title)


def test_every_part_of_an_address_has_an_entry(come: Come) -> None:
    from wellfounded.web.gate import PAGES

    visitors = come()
    case = story(visitors.page("lawyer"))
    known = {*parts(visitors.page("lawyer"), case), "case"}
    for page in PAGES.values():
        if "GET" in page.methods and page.name not in NO_PAGES:
            assert {name for _, name in re.findall(r"<(\w+):(\w+)>", page.path)} <= known, page.path


@pytest.mark.parametrize(("who", "path"), [("lawyer", "/today/"), (CARD, "/"), ("administrator", "/reference/")])
def test_the_first_link_leads_to_the_content(come: Come, who: str, path: str) -> None:
    page = come().page(who)
    page.goto(path)
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("e => e.matches('.skip, .skip-to-content-link')")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("e => !!e.closest('main, #content-start, #main, .main')")
