"""The page and the chart of the breaches of a caseload: how often, who bears them, by group and year.

Only results made fit for publication come in (`public`): a number that may not be shown is not in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wellfounded.caseload.conformance import Conformance, Total
from wellfounded.caseload.publishing.publication import ALL
from wellfounded.caseload.publishing.report import Page, number
from wellfounded.charts import Bars, Between, Chart, Heat, Row
from wellfounded.readings.values import MET
from wellfounded.readings.words import Words


def breaches_page(found: Conformance, words: Words) -> bytes:
    """The page of the breaches of a caseload."""
    say = words.say
    totals = found.totals()
    title = say("Where the procedure broke its own rules: {count} kinds of breach", count=len(totals))
    page = Page(found, words, title)
    if any(t.sure for t in totals):
        page.chart(_bars(page, totals))
    page.table(
        ("", say("there"), say("there or open"), say("who bears it"), say("provision")),
        [
            (
                t.entry.sentence(words) + (f" ({say('a target, not a limit')})" if t.entry.target else ""),
                number(t.sure),
                number(None if t.sure is None or t.open is None else t.sure + t.open),
                say({"applicant": "the applicant", "authority": "the authority", "court": "the court"}[t.entry.bears]),
                "; ".join(dict.fromkeys(words.cite(c, found.days.on) for text in t.entry.texts for c in text.cites)),
            )
            for t in totals
        ],
    )
    title, years, rows = by_year(found, words)
    if rows and years:
        page.head(title)
        page.chart(breaches_chart(found, words))
        page.table(("", *map(str, years)), [(name, *map(number, counts)) for name, counts in rows])
    return page.bytes()


def by_year(found: Conformance, words: Words) -> tuple[str, list[int], list[tuple[str, list[int | None]]]]:
    """What is certain, by year: of a grouped caseload the most frequent breach by group, else each breach.

    The title, the years, and rows of a name with a number for each year; None is hidden.
    """
    say = words.say
    totals = [t for t in found.totals() if t.sure]
    limits = [t for t in totals if not t.entry.target] or totals
    cells: dict[tuple[int, Any, int], int | None] = {}
    for c in found.counts:
        if c.state == MET and c.year > 0:
            place = (c.entry, c.group, c.year)
            held = cells.get(place, 0)
            cells[place] = None if held is None or c.breaches is None else held + c.breaches
    if not limits:
        return say("By year"), [], []
    top = limits[0].entry
    asked: list[tuple[str, int, Any]] = [(t.entry.sentence(words), t.entry.number, ()) for t in limits[:12]]
    title = say("By year")
    if found.by:
        groups = sorted({group for entry, group, _ in cells if entry == top.number and group != ALL})
        asked = [(", ".join(w or say("not recorded") for w in group), top.number, group) for group in groups]
        title = say("{breach} By {by} and year", breach=top.sentence(words), by=", ".join(found.by))
    wanted = {(entry, group) for _, entry, group in asked}
    years = sorted({year for entry, group, year in cells if (entry, group) in wanted})
    rows = [(name, [cells.get((entry, group, year), 0) for year in years]) for name, entry, group in asked]
    return title, years, sorted(rows, key=lambda row: -sum(n or 0 for n in row[1])) if found.by else rows


def breaches_chart(found: Conformance, words: Words) -> Chart:
    """The breaches by year: of a grouped caseload the most frequent by group, else each; of one year as bars."""
    say = words.say
    page = Page(found, words, "")
    totals = found.totals()
    _, years, rows = by_year(found, words)
    if not rows or (len(years) < 2 and not found.by) or not years:
        return _bars(page, totals)
    at, name, most = max(
        ((year, name, count) for name, counts in rows for year, count in zip(years, counts, strict=True)),
        key=lambda one: one[2] or 0,
    )
    on = say("breaches, {day}", day=found.days.on)
    if found.by:
        sure = [t for t in totals if t.sure]
        top = next((t for t in sure if not t.entry.target), sure[0]).entry
        finding = top.sentence(words)
        text = "{breach} Most often: {name} in {year}, {count} times"
        title = say(text, breach=finding, name=name, year=at, count=number(most))
        on += " · " + ", ".join(found.by)
    else:
        title = say("{name} Most often in {year}: {count} times", name=name, year=at, count=number(most))
    drawn = [Row(name, *(None if n is None else float(n) for n in counts)) for name, counts in rows[:40]]
    return Heat(page.caption(title, on), tuple(map(str, years)), tuple(drawn), none="hidden")


def _bars(page: Page, totals: Sequence[Total]) -> Chart:
    """A bar for each breach, with what is open beyond it."""
    say = page.words.say
    sure = [t for t in totals if t.sure]
    limits = [t for t in sure if not t.entry.target] or sure
    rows = [
        Row(
            t.entry.sentence(page.words),
            Between(float(t.sure or 0), float((t.sure or 0) + t.open), float(t.sure or 0))
            if t.open
            else float(t.sure or 0),
        )
        for t in limits[:12]
    ]
    on = say("breaches, {day}", day=page.result.days.on)
    if not rows:
        title = say("No breach that may be shown")
        return Bars(page.caption(title, on), (Row(title, 0.0),))
    text = "{breach} {count} times: the most frequent of {kinds} kinds of breach"
    title = say(text, breach=rows[0].label, count=number(limits[0].sure), kinds=len(totals))
    return Bars(page.caption(title, on), tuple(rows))
