"""The charts of published figures: what is stated in their titles, and what stands below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from wellfounded.charts import SUFFIXES, Bars, Between, Break, Caption, Chart, Dots, Lines, Row, Value, rendered
from wellfounded.cli.figures_words import BASIS, BREAKS, MEASURES
from wellfounded.cli.opening import write_whole
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.statistics.amounts import Amount
from wellfounded.statistics.comparing import Comparison
from wellfounded.statistics.definitions import ASPECTS, PERIODS, UNITS, Figure
from wellfounded.statistics.places import name
from wellfounded.statistics.reconciling import Card
from wellfounded.statistics.sentences import say, written
from wellfounded.statistics.showing import Series
from wellfounded.statistics.sources import SOURCES

MOST_BARS = 25
PALE = "Pale ends: the range that rounded cells leave."


def value(amount: Amount) -> Value:
    """An amount as a chart shows it: a number, or a range with the printed number in it."""
    return amount.printed if amount.exact else Between(amount.least, amount.most, amount.printed)


def draw(path: str, chart: Chart) -> None:
    """Write a chart whole or not at all, as its name ends."""
    suffix = Path(path).suffix.casefold()
    if suffix not in SUFFIXES or suffix == ".csv":
        raise BadInput("A chart is drawn as .svg, .png or .html; {path} ends otherwise.", path=path)
    write_whole(Path(path), rendered(chart, suffix))


def _caption(title: str, subtitle: str, figures: Sequence[Figure], method: str, words: Words) -> Caption:
    return Caption(
        title, subtitle, _sources({one.source: one.taken for one in figures}, words), method, None, words.lang
    )


def _sources(taken: Mapping[str, str], words: Words) -> str:
    """Each source with the day on which it was taken."""
    told = []
    for source, day in taken.items():
        named = f"{SOURCES[source].publisher} ({words.say(SOURCES[source].title.template)})"
        if day:
            named = words.say("{title}, taken on {day}", title=named, day=date.fromisoformat(day))
        told.append(named)
    return "; ".join(told)


def _short(source: str, words: Words) -> str:
    return words.say(SOURCES[source].short.template)


def of_card(card: Card, title: str, words: Words) -> Chart:
    """One country and year: a bar for each figure, by source. No ceiling on resettlement stands beside recognitions."""
    inside = [one for one in card.figures if one.definition.level != "abroad"]
    shown = [one for one in inside or card.figures if not one.measure.startswith("pending")]
    rows = tuple(
        Row(
            f"{words.say(MEASURES[one.measure])} · {_short(one.source, words)}",
            value(one.amount),
            stressed=one.measure == "recognised",
        )
        for one in shown
    )
    subtitle = say("{place}, {year}; persons or cases as each source counts", place=card.place, year=str(card.year))
    method = words.say(PALE)
    return Bars(_caption(title, subtitle.said(words), shown, method, words), rows)


def of_series(found: Series, words: Words) -> Chart:
    """A line for each source, with the breaks marked."""
    years = tuple(range(found.years[0].year, found.years[-1].year + 1))
    sources = list(dict.fromkeys(figure.source for year in found.years for figure in year.figures))
    of = {(one.year, figure.source): figure for one in found.years for figure in one.figures}
    rows = tuple(
        Row(
            _short(source, words), *(value(of[year, source].amount) if (year, source) in of else None for year in years)
        )
        for source in sources
    )
    closed = found.measure.startswith("closed")
    of_year = ((one.year, [f.kind for f in one.flags if (f.kind == "closed_cases") is closed]) for one in found.years)
    breaks = tuple(Break(year, words.say(BREAKS.get(kinds[0], "break"))) for year, kinds in of_year if kinds)
    first = [figure for one in found.years for figure in one.figures if figure.source == sources[0]]
    peak = max(first, key=lambda figure: figure.amount.printed)
    title = say("{place}: most {what} in {year}, {n} ({source})", place=found.place, what=say(MEASURES[found.measure]),
                year=str(peak.year), n=peak.amount.printed,
                source=SOURCES[sources[0]].short).said(words)  # fmt: skip
    defined = [figure.definition for figure in of.values()]
    units, periods = (dict.fromkeys(getattr(one, part) for one in defined) for part in ("unit", "period"))
    subtitle = say("{what}: {units}; {periods}", what=say(MEASURES[found.measure]),
                   units=tuple(say(UNITS[one]) for one in units),
                   periods=tuple(say(PERIODS[one]) for one in periods)).said(words)  # fmt: skip
    method = words.say("Band: the range that rounded cells leave. Marked: years in which the table counts otherwise.")
    return Lines(_caption(title, subtitle, list(of.values()), method, words), rows, years, breaks)


def of_comparison(found: Comparison, words: Words) -> Chart:
    """Numbers of the claim that was checked, crude beside expected rates, or numbers recognised."""
    basis = words.say(BASIS[found.basis])
    subtitle = say("{basis}, {year}; claims made inside the country", basis=basis, year=str(found.year)).said(words)
    figures = [one.figure for one in found.countries]
    if found.claims:
        rows = tuple(
            Row(name(one.place, words.lang), value(one.amount), stressed=one.holds == "met")
            for one in found.claims[:MOST_BARS]
        )
        title = say("{n} of {whole} countries recognised at least {least}", least=found.at_least,
                    n=sum(one.holds == "met" for one in found.claims), whole=len(found.claims)).said(words)  # fmt: skip
        method = words.say("All levels added up. Pale ends: the range that rounded cells leave.")
        taken = {"unhcr": found.taken, **{one.source: one.taken for one in figures}}
        return Bars(Caption(title, subtitle, _sources(taken, words), method, None, words.lang), rows)
    method = words.say("Expected: each origin at its rate in the other countries. Decisions on the merits, all levels.")
    rated = [one for one in found.countries if one.standard is not None]
    if len(rated) > 1:
        top = max(rated, key=lambda one: one.standard.ratio if one.standard else 0)
        low = min(rated, key=lambda one: one.standard.ratio if one.standard else 0)
        title = say("Beside what its origins lead one to expect, {high} recognises most and {low} "
                    "least", high=top.place,
                    low=low.place).said(words)  # fmt: skip
        dots = tuple(
            Row(name(one.place, words.lang), one.standard.crude / 100, one.standard.expected_rate / 100)
            for one in rated
            if one.standard
        )
        names = (words.say("recognised"), words.say("expected from its origins"))
        subtitle = say("{basis}, {year}; share of decisions on the merits", basis=basis, year=str(found.year)).said(
            words
        )
        caption = Caption(title, subtitle, _sources({"unhcr": found.taken}, words), method, None, words.lang)
        return Dots(caption, names, dots, percent=True)
    bars = tuple(Row(name(one.place, words.lang), value(one.figure.amount)) for one in found.countries)
    most = max(found.countries, key=lambda one: one.figure.amount.printed)
    title = say("{place} recognised most: {n}", place=most.place, n=written(most.figure.amount, words)).said(words)
    unlike = dict.fromkeys(aspect for one in found.countries for aspect, _ in one.differs)
    method = words.say(PALE)
    if unlike:
        told = tuple(say(ASPECTS[aspect]) if aspect in ASPECTS else say("source") for aspect in unlike)
        method += " " + say("Not alike in: {what}.", what=told).said(words)
    return Bars(_caption(title, subtitle, figures, method, words), bars)
