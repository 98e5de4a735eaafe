"""What every page must be like, asked of the page as it stands in a browser: axe's rules, and what axe does not ask."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

RULES = r"""
([lang, english]) => {
  const wrong = [], seen = one => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length;
  const said = one => (one.getAttribute('aria-label') || one.innerText || '').trim().slice(0, 60);
  const all = chosen => [...document.querySelectorAll(chosen)].filter(seen);
  const root = document.documentElement;
  if (root.lang !== lang) wrong.push(`the page says it is in ${root.lang}`);
  if (getComputedStyle(root).direction !== (lang === 'ar' ? 'rtl' : 'ltr')) wrong.push('the direction of the page');
  if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} wide`);
  if (!document.title.trim() || document.title === 'wellfounded') wrong.push(`the title: ${document.title}`);
  for (const one of all('body *')) {
    const style = getComputedStyle(one);
    if (one.scrollWidth <= one.clientWidth + 1 || !['auto', 'scroll'].includes(style.overflowX)) continue;
    if (one.matches('textarea, input, select')) continue;
    const reached = one.tabIndex >= 0 || one.querySelector('a[href], button');
    const named = one.matches('[aria-label], [aria-labelledby]') || one.closest('nav[aria-label]');
    if (!reached || !named) wrong.push(`scrolls and is not reached or has no name: ${one.outerHTML.slice(0, 90)}`);
  }
  for (const one of all('a[href], button, summary, select, textarea, input:not([type=hidden])')) {
    const box = one.getBoundingClientRect(), label = one.closest('label');
    const target = label ? label.getBoundingClientRect() : box;
    if (getComputedStyle(one).display === 'inline' || one.matches('.skip')) continue;
    if (target.height < 23.9 || target.width < 23.9)
      wrong.push(`a target of ${target.width}x${target.height}: ${said(one)}`);
  }
  for (const one of all('select, textarea, input:not([type=hidden], [type=submit])')) {
    const ids = name => (one.getAttribute(name) || '').split(' ').filter(Boolean);
    const by = ids('aria-labelledby').map(id => document.getElementById(id));
    const labels = [...(one.labels || []), ...by].filter(label => label && seen(label) && !label.matches('.hidden'));
    if (!labels.some(label => label.innerText.trim() || label.querySelector('img[alt]')))
      wrong.push(`a field without a label that is seen: ${one.name}`);
    for (const id of ids('aria-describedby'))
      if (!document.getElementById(id)) wrong.push(`${one.name} is described by ${id}, which is not there`);
  }
  const levels = all('h1, h2, h3, h4, h5, h6').map(one => Number(one.tagName[1]));
  if (levels.filter(level => level === 1).length !== 1) wrong.push(`headings of the first level: ${levels}`);
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) wrong.push(`the headings jump: ${levels}`); });
  if (lang !== 'en') {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      const said = node.textContent.trim(), closest = node.parentElement.closest('[lang]');
      if (closest.lang === 'en' || !seen(node.parentElement)) continue;
      if (english.includes(said)) wrong.push(`English that is not marked: ${said.slice(0, 80)}`);
    }
  }
  return wrong;
}
"""


def axe(page: Page) -> list[str]:
    """What axe finds on a page."""
    page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": list(TAGS)}}
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found
        for node in one["nodes"]
    ]


def rules(page: Page, lang: str, english: list[str]) -> list[str]:
    """What is not as it should be on a page in a language. `english`: sentences that are translated into it."""
    found: list[str] = page.evaluate(RULES, [lang, english])
    return found
