"""Every page of the website that somebody can look at: its address, who looks at it, in which languages.

The pages are those of the gate's table, so that a new page is looked at without anybody thinking of it. The parts of
addresses come from `PARTS`; an address with another part needs an entry there, and the test says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.browser import Site, sign_in
from wellfounded.readings.words import OF_APPLICANTS, OF_STAFF
from wellfounded.web.demonstration import CODE, PEOPLE, PIN

WIDE, NARROW, NARROWEST = 1280, 390, 360
"""Widths of a window."""
CARD, NOBODY = "card", ""
"""The applicant with a card; somebody who has not signed in. Others are named by their sign-in."""
REFERENCE = ("en", "ja")
"""The languages of the pages of reference data."""

PARTS = {
    "rule": ("?on=2024-07-05", r'"why/([^/"]+)/'),
    "element": ("assessment/", r'/assessment/([^/"]+)/'),
    "kind": ("record/", r'/record/event/([^/"]+)/'),
    "group": ("record/", r'/record/facts/([^/"]+)/'),
    "number": ("?on=2024-07-05", r'"record/strike/([^/"]+)/'),
    "paper": ("evidence/", r"/evidence/paper/([0-9a-f]+)/"),
}
"""For each part of an address the page of the case on which such addresses are linked, and how they look there."""
NO_PAGES = {"evidence_csv", "evidence_sums", "calendar_file", "calendar_feed", "evidence_copy", "access_checkpoint"}
"""What is no page but a file that is handed out."""

LOOKED_AT_BY = {"emergency": "supervisor"}
"""Whom a page is for where the first of the roles would be led elsewhere."""

SIGNING_IN = (
    ("sign-in/", NOBODY),
    ("sign-in/confirm/", "lawyer"),
    ("sign-in/factors/", "lawyer"),
    ("sign-in/factors/app/", "lawyer"),
    ("sign-in/factors/passkeys/", "lawyer"),
    ("sign-in/factors/passkeys/add/", "lawyer"),
    ("sign-in/factors/codes/", "lawyer"),
    ("sign-in/factors/codes/new/", "lawyer"),
)
FAULTS = (("nowhere/", NOBODY), ("nowhere/", "lawyer"), ("case/{case}/?on=yesterday", "lawyer"))
OTHER_EYES = (
    ("today/", "administrator"),
    ("today/", "auditor"),
    ("today/", "supervisor"),
    ("case/{case}/access/", "auditor"),
    ("case/{case}/?on=2021-03-01", "lawyer"),
    ("case/{case}/?on=2024-07-05", "lawyer"),
    ("cases/?q=D-00", "lawyer"),
)
"""Pages that look otherwise for somebody else, or on another day."""
OF_REFERENCE = ("reference/", "reference/reference/place/", "reference/reference/place/add/",
                "reference/reference/paperkind/", "reference/reference/line/add/")  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A page: its address without the language, who looks, in which languages it is offered."""

    address: str
    who: str
    languages: tuple[str, ...] = OF_STAFF

    def in_language(self, lang: str) -> str:
        """The address in a language."""
        return f"/{self.address}{'&' if '?' in self.address else '?'}lang={lang}"


def first(roles: frozenset[str]) -> str:
    """Of those who work at the office, the first whose role a page is for."""
    return next(person.login for person in PEOPLE if person.role in roles)


def story(page: Page) -> str:
    """The number, in addresses, of the case of the story. `page`: of somebody who may see it."""
    for _ in range(20):
        page.goto("/cases/")
        found = re.search(r'/case/([0-9a-f]{32})/"[^>]*>(?:<[a-z]+>)*D-0001<', page.content())
        if found:
            return found[1]
    raise AssertionError("The case of the story is not in the list of cases.")


def parts(page: Page, case: str) -> dict[str, str]:
    """For each part of an address one that is there, found where it is linked."""
    found = {}
    for name, (path, pattern) in PARTS.items():
        page.goto(f"/case/{case}/{path}")
        link = re.search(pattern, page.content())
        assert link, f"No address with the part {name} is linked on {page.url}."
        found[name] = link[1]
    return found


def places(page: Page) -> tuple[Place, ...]:
    """Every page, found by somebody (`page`) who may see the case of the story."""
    case = story(page)
    return tuple(_places(case, parts(page, case)))


def _places(case: str, known: dict[str, str]) -> Iterator[Place]:
    from wellfounded.web.gate import PAGES

    def part(found: re.Match[str]) -> str:
        return case if found[1] == "case" else known[found[2]]

    for one in PAGES.values():
        if "GET" not in one.methods or one.name in NO_PAGES:
            continue
        address = re.sub(r"<(\w+):(\w+)>", part, one.path)
        if one.access.on == "nothing":
            yield Place(address, NOBODY, OF_APPLICANTS)
        else:
            yield Place(address, LOOKED_AT_BY.get(one.name) or first(one.access.roles))
    yield Place("", CARD, OF_APPLICANTS)
    for address, who in (*SIGNING_IN, *FAULTS, *OTHER_EYES):
        yield Place(address.format(case=case), who)
    for address in OF_REFERENCE:
        yield Place(address, "administrator", REFERENCE)


@dataclass
class Visitors:
    """Pages of everybody, each signed in once. `options`: how their browser is set."""

    browser: Browser
    site: Site
    options: dict[str, object]

    def __post_init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.contexts: list[BrowserContext] = []

    def page(self, who: str) -> Page:
        """The page of somebody."""
        if who not in self.pages:
            context = self.browser.new_context(base_url=self.site.address, **self.options)  # type: ignore[arg-type]
            self.contexts.append(context)
            page = self.pages[who] = context.new_page()
            if who == CARD:
                enter(page)
            elif who:
                sign_in(page, who)
        return self.pages[who]

    def close(self) -> None:
        """Everybody goes."""
        for context in self.contexts:
            context.close()


def enter(page: Page) -> None:
    """Sign in with the card of the story's applicant, by keyboard."""
    page.goto("/?lang=en")
    page.locator("input[name=code]").focus()
    page.keyboard.insert_text(CODE)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PIN)
    page.keyboard.press("Enter")
    page.locator("#leave").first.wait_for()
