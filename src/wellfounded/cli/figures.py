"""`wellfounded figures`: published figures with their definitions, reconciled and compared."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from wellfounded.cli.figures_words import line
from wellfounded.cli.opening import console, print_json, words_of

if TYPE_CHECKING:
    from wellfounded.readings.words import Words
    from wellfounded.statistics.definitions import Figure, Rate
    from wellfounded.statistics.places import Place
    from wellfounded.statistics.reconciling import Card
    from wellfounded.statistics.sources import Tables

CONTRACT = 1


def run(args: argparse.Namespace) -> int:
    """Answer."""
    if args.what == "luck":
        from wellfounded.cli import luck

        return luck.run(args)
    if args.what in ("sources", "fetch"):
        from wellfounded.cli import figures_sources

        return figures_sources.run(args)
    if args.what == "compare":
        from wellfounded.cli import figures_compare

        return figures_compare.run(args)
    return {"show": _show, "series": _series, "reconcile": _reconcile}[args.what](args, words_of(args))


def tables(args: argparse.Namespace) -> Tables:
    """The tables that the arguments ask for."""
    from datetime import UTC, datetime
    from pathlib import Path

    from wellfounded.statistics.sources import SHIPPED, Tables

    read_on = None
    if args.table and args.table != SHIPPED and Path(args.table).exists():
        # A given file says nothing of its day; the day on which it was last written is the nearest to it.
        read_on = datetime.fromtimestamp(Path(args.table).stat().st_mtime, UTC).date()
    return Tables.open(args.table, args.cache, read_on=read_on)


def code_note(text: str, words: Words) -> str:
    """A sentence where a code means another country among UNHCR's own codes; else nothing."""
    from wellfounded.statistics.places import also_means, find, name

    other = also_means(text)
    if other is None:
        return ""
    return words.say(
        "{code} is {place} by ISO 3166, and so it is read here; among UNHCR's own codes it is {other}.",
        code=text.upper(),
        place=name(find(text), words.lang),
        other=name(other, words.lang),
    )


def _show(args: argparse.Namespace, words: Words) -> int:
    from wellfounded.cli import figures_plain as plain
    from wellfounded.statistics.showing import show

    shown = show(tables(args), args.country, args.year)
    card = shown.card
    headline = [one.said(words) for one in shown.headline]
    _written(args, card, headline[0] if headline else "", words)
    if args.json:
        told = _card(args, card, words)
        told["rates"] = {basis: plain.rate(one, args.explain) for basis, one in shown.rates}
        print_json({"contract": CONTRACT, "headline": headline, **told})
        return 0
    out = console()
    _head(out, card, words, args.country)
    for sentence in headline:
        line(out, sentence)
    _figures(out, card.figures, words, args.explain)
    for basis, one in shown.rates:
        _rate(out, basis, one, words, args.explain)
    more = [flag for flag in card.flags if flag.kind not in ("coincidence",)]
    if more:
        code = card.place.iso2.lower() or card.place.iso3
        more_to_know = words.say(
            "{n} more to know: `wellfounded figures reconcile {code} {year}`.",
            n=len(more),
            code=code,
            year=str(card.year),
        )
        line(out, more_to_know, style="dim")
    return 0


def _reconcile(args: argparse.Namespace, words: Words) -> int:
    from wellfounded.cli.figures_words import MEASURES
    from wellfounded.statistics.reconciling import reconcile
    from wellfounded.statistics.sentences import ranged
    from wellfounded.statistics.sources import SOURCES

    card = reconcile(tables(args), args.country, args.year)
    title = words.say(
        "{n} differences between sources, {unexplained} of them unexplained; {flags} flags",
        n=len([one for one in card.differences if one.by]),
        unexplained=len(card.unexplained),
        flags=len(card.flags),
    )
    _written(args, card, title, words)
    if args.json:
        print_json({"contract": CONTRACT, **_card(args, card, words), "unexplained": len(card.unexplained)})
        return 0
    out = console()
    _head(out, card, words, args.country)
    _figures(out, card.figures, words, args.explain)
    if card.differences:
        out.print(f"\n[bold]{words.say('What each source says')}[/bold]")
    for one in card.differences:
        sign = "✓" if one.explained_by else "✕"
        numbers = " · ".join(
            f"{words.say(SOURCES[each.source].short.template)} {ranged(each.amount)}"
            for each in (one.national, one.unhcr)
        )
        line(out, f"{words.say(MEASURES[one.measure])}: {numbers}", 0, sign)
        line(out, one.sentence.said(words), 2)
    if card.flags:
        out.print(f"\n[bold]{words.say('What to know of these figures')}[/bold]")
    for flag in card.flags:
        line(out, flag.sentence.said(words), 0, "!")
        if args.explain:
            for row in flag.rows:
                line(out, row, 6, "", "dim")
    return 0


def _series(args: argparse.Namespace, words: Words) -> int:
    from wellfounded.cli import figures_plain as plain
    from wellfounded.statistics.places import name
    from wellfounded.statistics.sentences import ranged
    from wellfounded.statistics.showing import series

    found = series(tables(args), args.country, args.first, args.last, args.measure)
    figures = [figure for year in found.years for figure in year.figures]
    if args.chart:
        from wellfounded.cli.figures_charts import draw, of_series

        draw(args.chart, of_series(found, words))
    if args.output:
        plain.saved(args.output, figures)
    if args.json:
        years = [
            {
                "year": one.year,
                "figures": [plain.figure(figure, args.explain) for figure in one.figures],
                "flags": [plain.flag(flag, words, args.explain) for flag in one.flags],
            }
            for one in found.years
        ]
        country = plain.place(found.place, words)
        print_json({"contract": CONTRACT, "country": country, "measure": found.measure, "years": years})
        return 0
    from wellfounded.cli.figures_words import MEASURES
    from wellfounded.statistics.sources import SOURCES

    out = console()
    shorts = {source.id: words.say(source.short.template) for source in SOURCES.values()}
    out.print(f"[bold]{name(found.place, words.lang)}[/bold]: {words.say(MEASURES[found.measure])}")
    for one in found.years:
        told = "   ".join(f"{shorts[figure.source]} {ranged(figure.amount)}" for figure in one.figures)
        line(out, told, 0, str(one.year))
        for flag in one.flags:
            line(out, flag.sentence.said(words), 6, "!", "dim")
    if args.explain:
        _figures(out, figures, words, True)
    return 0


def _card(args: argparse.Namespace, card: Card, words: Words) -> dict[str, Any]:
    from wellfounded.cli import figures_plain as plain

    return {
        "country": plain.place(card.place, words),
        "note": code_note(args.country, words) or None,
        "year": card.year,
        "figures": [plain.figure(one, args.explain) for one in card.figures],
        "differences": [plain.difference(one, words) for one in card.differences],
        "flags": [plain.flag(one, words, args.explain) for one in card.flags],
    }


def _written(args: argparse.Namespace, card: Card, title: str, words: Words) -> None:
    """The chart and the table that were asked for."""
    if args.chart:
        from wellfounded.cli.figures_charts import draw, of_card

        draw(args.chart, of_card(card, title, words))
    if args.output:
        from wellfounded.cli.figures_plain import saved

        saved(args.output, card.figures)


def _head(out: Any, card: Card, words: Words, asked: str) -> None:
    from wellfounded.statistics.places import name

    out.print(f"[bold]{name(card.place, words.lang)}, {card.year}[/bold]")
    if note := code_note(asked, words):
        out.print(note, style="dim", markup=False)


def _figures(out: Any, figures: Any, words: Words, explain: bool) -> None:
    """The figures by source, each with what it counts."""
    from wellfounded.cli.figures_words import LEVEL_UNSAID, MEASURES
    from wellfounded.statistics.definitions import LEVELS, PERIODS, UNITS
    from wellfounded.statistics.sentences import ranged
    from wellfounded.statistics.sources import SOURCES

    said: list[Figure] = list(figures)
    for source in dict.fromkeys(one.source for one in said):
        own = [one for one in said if one.source == source]
        taken = words.say("taken {day}", day=own[0].taken) if own[0].taken else ""
        title = words.say(SOURCES[source].title.template)
        out.print(f"\n{title}{' · ' + taken if taken else ''}", markup=False, style="bold")
        shared = {one.definition.level for one in own}
        counted = [UNITS[unit] for unit in dict.fromkeys(one.definition.unit for one in own)]
        counted += [PERIODS[period] for period in dict.fromkeys(one.definition.period for one in own)]
        counted += [LEVELS[level] for level in shared if len(shared) == 1]
        line(out, "; ".join(words.say(each) for each in counted), 2, "", "dim")
        for one in own:
            level = words.say(LEVELS[one.definition.level])
            where = f" · {level}" if len(shared) > 1 and one.measure in LEVEL_UNSAID else ""
            mark = "" if one.mark == "verified" else f" ({words.say(one.mark)})"
            year = f"{one.year}  " if len({each.year for each in own}) > 1 else ""
            line(out, f"{words.say(MEASURES[one.measure])}{where}{mark}", 2, f"{year}{ranged(one.amount):>22} ")
            if explain:
                explained(out, one.definition, one.rows, one.derived, words)


def explained(out: Any, definition: Any, rows: tuple[str, ...], derived: str, words: Words) -> None:
    """Definition, derivation and source rows, under a figure or a rate."""
    from wellfounded.statistics.definitions import CLOSED, LEVELS, PERIODS, STATUSES, UNITS

    told = [
        " + ".join(words.say(STATUSES[one]) for one in definition.status),
        words.say(UNITS[definition.unit]),
        words.say(LEVELS[definition.level]),
        words.say(PERIODS[definition.period]),
        words.say(CLOSED[definition.closed]),
    ]
    line(out, "; ".join(told), 6, "", "dim")
    if derived:
        line(out, derived, 6, "=", "dim")
    for row in rows:
        line(out, row, 6, "", "dim")


def _rate(out: Any, basis: str, one: Rate, words: Words, explain: bool) -> None:
    from wellfounded.cli.figures_words import BASIS

    low, high = one.bounds
    told = words.say(
        "{basis}: {percent} % of decisions on the merits ({least}–{most}), by UNHCR's table, all levels.",
        basis=words.say(BASIS[basis]),
        percent=f"{one.percent:.1f}",
        least=f"{low:.1f}",
        most=f"{high:.1f}",
    )
    line(out, told)
    if explain:
        over = f"{one.numerator.printed:,} / {one.denominator.printed:,}"
        explained(out, one.definition, (f"{over}; {len(one.rows)} rows",), "", words)


def named(one: Place, words: Words) -> str:
    """A country in the reader's language."""
    from wellfounded.statistics.places import name

    return name(one, words.lang)
