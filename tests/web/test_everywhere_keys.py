"""Every page by keyboard with JavaScript off: all that can be used is reached by Tab in the order in which it is seen,
can be seen when it is reached, and nothing holds the focus."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browser import Site
from tests.web.everywhere import NARROW, Visitors, places

MARK = """
() => {
  const seen = one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length;
  const chosen = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const groups = new Set(), all = [...document.querySelectorAll(chosen)].filter(one => {
    if (one.disabled || !seen(one) || one.tabIndex < 0) return false;
    if (one.type !== 'radio') return true;
    const group = `${one.form && one.form.action} ${one.name}`, checked = one.form.querySelector(':checked');
    const first = !groups.has(group);
    groups.add(group);
    return first;
  });
  all.forEach((one, at) => one.setAttribute('data-at', at));
  return all.map(one => one.outerHTML.slice(0, 120));
}
"""
"""Number what can be used on the page in its order; of a group of radio buttons one."""
REACHED = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), at = Number(one.getAttribute('data-at') ?? -1);
  const spots = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
  const hit = spots.some(([x, y]) => {
    const [from, to] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const top = document.elementFromPoint(box.left + box.width * x, from + (to - from) * y);
    return top && (one.contains(top) || top.contains(one));
  });
  return {at, hit, html: one.outerHTML.slice(0, 120), left: box.left, right: box.right,
          top: box.top + scrollY, bottom: box.bottom + scrollY};
}
"""
Box = dict[str, Any]


@pytest.fixture
def visitors(served: Any, site: Site, chromium: Browser) -> Iterator[Visitors]:
    """Visitors whose browsers run no script, with a narrow window."""
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    size = {"width": NARROW, "height": 700}
    came = Visitors(chromium, site, {"viewport": size, "java_script_enabled": False, "reduced_motion": "reduce"})
    yield came
    came.close()


def tabbed(page: Page, most: int) -> list[Box]:
    """What has the focus after each Tab, until the page is left or begins anew."""
    found: list[Box] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        one = page.evaluate(REACHED)
        if one is None or (found and one["at"] == found[0]["at"] and len(found) > 1):
            return found
        if not found or one["html"] != found[-1]["html"] or one["at"] != found[-1]["at"]:
            found.append(one)
    raise AssertionError(f"Tab does not leave {page.url}.")


def out_of_order(before: Box, after: Box, rtl: bool) -> bool:
    """Whether what is reached next lies before: higher up in the same column, or earlier on the same line."""
    if after["top"] >= before["bottom"] - 2:
        return False
    earlier = after["left"] >= before["right"] if rtl else after["right"] <= before["left"]
    higher = after["bottom"] <= before["top"] + 2
    beside = after["right"] <= before["left"] if rtl else after["left"] >= before["right"]
    return (higher and not beside) or (earlier and not higher and after["bottom"] <= before["bottom"] + 2)


@pytest.mark.parametrize("lang", ["en", pytest.param("ar", marks=pytest.mark.long)])
def test_everything_is_reached_by_tab_in_the_order_in_which_it_is_seen(visitors: Visitors, lang: str) -> None:
    wrong: list[str] = []
    for place in places(visitors.page("lawyer")):
        if lang not in place.languages:
            continue
        page = visitors.page(place.who)
        page.goto(place.in_language(lang))
        usable: list[str] = page.evaluate(MARK)
        focused = page.locator("[autofocus]").count()
        if focused:
            page.locator("[autofocus]").first.evaluate("e => e.blur()")
            page.evaluate("getSelection().removeAllRanges()")
        found = tabbed(page, 4 * len(usable) + 20)
        reached = {one["at"] for one in found}
        if focused:
            reached |= set(range(min(reached, default=0)))
        wrong += [f"{page.url} never reaches {html}" for at, html in enumerate(usable) if at not in reached]
        wrong += [f"{page.url} hides {one['html']}" for one in found if not one["hit"]]
        wrong += [
            f"{page.url} leads back from {before['html']} to {after['html']}"
            for before, after in pairwise(found)
            if out_of_order(before, after, lang == "ar")
        ]
    assert not wrong, "\n".join(wrong)
