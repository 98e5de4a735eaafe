"""`wellfounded figures compare`: countries side by side, like with like or with the difference named."""

from __future__ import annotations

import argparse
from typing import Any

from wellfounded.cli import figures_plain as plain
from wellfounded.cli.figures import CONTRACT, code_note, explained, named, tables
from wellfounded.cli.figures_words import BASIS, line
from wellfounded.cli.opening import console, print_json, words_of
from wellfounded.readings.words import Words
from wellfounded.statistics.comparing import EUROPE, Claim, Comparison, compare
from wellfounded.statistics.definitions import Rate
from wellfounded.statistics.sentences import ranged
from wellfounded.statistics.sources import SOURCES
from wellfounded.statistics.standard import Standard

MOST_ORIGINS = 3
MOST_CLAIMS = 60
HOLDS = {"met": "true", "not_met": "false", "open": "open: the range of its rounded cells holds both"}


def run(args: argparse.Namespace) -> int:
    """Compare."""
    words = words_of(args)
    found = compare(tables(args), args.countries, year=args.year, basis=args.basis, at_least=args.at_least)
    notes = [note for one in args.countries if one.casefold() != EUROPE and (note := code_note(one, words))]
    if args.chart:
        from wellfounded.cli.figures_charts import draw, of_comparison

        draw(args.chart, of_comparison(found, words))
    if args.output:
        plain.saved(args.output, [one.figure for one in found.countries])
    if args.json:
        print_json(
            {
                "contract": CONTRACT,
                "year": found.year,
                "basis": found.basis,
                "countries": [plain.compared(one, words, args.explain) for one in found.countries],
                "refused": [one.said(words) for one in found.refused],
                "at_least": found.at_least,
                "claims": [plain.claim(one, words) for one in found.claims],
                "notes": notes,
            }
        )
        return 0
    _print(found, notes, words, args.explain)
    return 0


def _print(found: Comparison, notes: list[str], words: Words, explain: bool) -> None:
    out = console()
    out.print(f"[bold]{words.say(BASIS[found.basis])}, {found.year}[/bold]")
    for note in notes:
        out.print(note, style="dim", markup=False)
    for one in found.countries:
        source = words.say(SOURCES[one.figure.source].short.template)
        out.print(f"\n{named(one.place, words)}: {ranged(one.figure.amount)} · {source}", markup=False)
        if one.rate:
            line(out, _rate(one.rate, words), 2)
        if one.standard:
            _standard(out, one.standard, words)
        for _, sentence in one.differs:
            line(out, sentence.said(words), 2, "≠")
        for sentence in one.notes:
            line(out, sentence.said(words), 2, "!")
        if explain:
            explained(out, one.figure.definition, one.figure.rows, one.figure.derived, words)
    if found.refused:
        out.print(f"\n[bold]{words.say('Not set beside each other')}[/bold]")
    for sentence in found.refused:
        line(out, sentence.said(words))
    if found.claims:
        _claims(out, found, words)
    if found.countries and not any(one.standard for one in found.countries):
        out.print(
            words.say(
                "Without UNHCR's whole table no rate can be standardised by origin: `wellfounded figures fetch`."
            ),
            style="dim",
        )


def _rate(one: Rate, words: Words) -> str:
    percent = f"{one.percent:.1f}"
    source = ", ".join(words.say(SOURCES[each].short.template) for each in one.sources)
    low, high = (f"{bound:.1f}" for bound in one.bounds)
    if low == high:
        return words.say("{percent} % of decisions on the merits, {source}", percent=percent, source=source)
    return words.say(
        "{percent} % of decisions on the merits ({least}–{most}), {source}",
        percent=percent,
        least=low,
        most=high,
        source=source,
    )


def _standard(out: Any, one: Standard, words: Words) -> None:
    """Crude beside expected, the origins that drive it, and where the comparison is thin."""
    expected = words.say(
        "{crude} % by UNHCR's table; {expected} % if each origin fared as in the other countries: {ratio} times",
        crude=f"{one.crude:.1f}",
        expected=f"{one.expected_rate:.1f}",
        ratio=f"{one.ratio:.2f}",
    )
    line(out, expected, 2)
    for origin in one.origins[:MOST_ORIGINS]:
        told = words.say(
            "{origin}: {recognised} of {decided} here, {rate} % of {elsewhere} elsewhere",
            origin=named(origin.place, words),
            recognised=f"{origin.recognised:,}",
            decided=f"{origin.decided:,}",
            rate=f"{origin.rate_elsewhere:.0f}",
            elsewhere=f"{origin.elsewhere:,}",
        )
        line(out, told, 4, "", "dim")
    thin = [each for each in one.thin if each.decided * 100 >= one.decided]
    if thin:
        told = ", ".join(f"{named(each.place, words)} ({each.elsewhere:,})" for each in thin[:MOST_ORIGINS])
        line(out, words.say("thin, with few decisions elsewhere: {origins}", origins=told), 4, "", "dim")
    if one.unknown * 100 >= one.decided:
        share = f"{100 * one.unknown / one.decided:.0f}"
        line(out, words.say("of unknown origin: {share} %", share=share), 4, "", "dim")


def _claims(out: Any, found: Comparison, words: Words) -> None:
    """Country by country, true and false."""
    held = sum(one.holds == "met" for one in found.claims)
    sentence = words.say(
        "At least {least} recognised in {year}: true of {n}, false of {others}, open for {open}.",
        least=f"{found.at_least:,}",
        year=str(found.year),
        n=held,
        others=sum(one.holds == "not_met" for one in found.claims),
        open=sum(one.holds == "open" for one in found.claims),
    )
    out.print(f"\n[bold]{sentence}[/bold]")
    for one in found.claims[:MOST_CLAIMS]:
        line(out, _claim(one, words), 2)


def _claim(one: Claim, words: Words) -> str:
    told = f"{named(one.place, words)}: {ranged(one.amount)}, {words.say(HOLDS[one.holds])}"
    if one.first_instance is None or one.holds_at_first_instance is None:
        return told
    first = words.say("at first instance {n}, {holds}", n=ranged(one.first_instance),
                      holds=words.say(HOLDS[one.holds_at_first_instance]))  # fmt: skip
    return f"{told}; {first}"
