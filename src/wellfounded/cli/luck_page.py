"""The answer about luck as a page of a terminal, as plain data, and as a table to save."""

from __future__ import annotations

import argparse
import csv
import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from wellfounded.cli.opening import console
from wellfounded.readings.words import Words

if TYPE_CHECKING:
    from wellfounded.statistics.luck import Luck, NotComparable
    from wellfounded.statistics.luck_table import Cases

UNREVIEWED = "The Japanese sentences of this software have not yet been reviewed by a person."
SHOWN = 60
"""So many units are printed; all of them are in the saved table and in the JSON."""


def show(answer: Luck, cases: Cases, kind: str, words: Words) -> None:
    """The two sentences first, then what they rest on, then the table."""
    from rich.table import Table

    from wellfounded.statistics.luck_words import caution, method, p_value, percent, points, two_sentences

    out, basis, spread = console(100), answer.basis, answer.spread
    for sentence in two_sentences(answer, kind, words):
        out.print(sentence, markup=False)
    out.print()
    out.print(caution(answer, words), markup=False, style="dim")
    out.print()
    facts = Table.grid(padding=(0, 2))
    low, high = spread.interval
    for name, value in (
        (words.say("granted"), f"{basis.granted:,} / {basis.decisions:,} = {percent(basis.rate)}"),
        (words.say("dispersion, 1 being chance"), f"{answer.dispersion:.1f} ({p_value(answer.p)})"),
        (words.say("spread between units, in logits"), f"{spread.logits:.2f} ({low:.2f}–{high:.2f})"),
        (words.say("the same, in points"), points(spread.points)),
        (words.say("nine of ten units truly lie between"), " – ".join(map(percent, spread.middle))),
        (words.say("share of variance between units"), percent(spread.share)),
        (words.say("more than half away from the mean"),
         words.say("{count} of units; by chance {number}", count=percent(answer.far[0]),
                   number=percent(answer.far[1]))),
        (words.say("two units stand in the right order"),
         words.say("{count} of the time", count=percent(spread.ranking))),
    ):  # fmt: skip
        facts.add_row(name, value)
    out.print(facts)
    out.print()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(kind, overflow="fold")
    mixed = basis.strata > 1
    for head in ("decisions", "granted", "share granted"):
        table.add_column(words.say(head), justify="right")
    if mixed:
        table.add_column(words.say("for the same mix"), justify="right")
    table.add_column(words.say("likely share (95%)"), justify="right")
    table.add_column()
    for unit in answer.units[:SHOWN]:
        likely = f"{percent(unit.likely)} ({percent(unit.low)}–{percent(unit.high)})"
        mark = "◆" if unit.different else ""
        same = (percent(unit.standardised),) if mixed else ()
        name = unit.name.replace("[", r"\[")
        table.add_row(name, f"{unit.decisions:,}", f"{unit.granted:,}", percent(unit.rate), *same, likely, mark)
    out.print(table)
    if len(answer.units) > SHOWN:
        text = "{count} more units are in the table that -o saves."
        out.print(words.say(text, count=len(answer.units) - SHOWN))
    out.print()
    out.print(words.say("◆ chance hardly explains its distance from the others."), markup=False)
    if basis.small[0]:
        text = "Left out: {units} units of fewer than {minimum} decisions ({count} decisions)."
        said = words.say(text, units=basis.small[0], minimum=basis.minimum, count=basis.small[1])
        out.print(said, markup=False)
    if cases.left_out:
        text = "Left out: {count} rows without a unit or without an outcome."
        out.print(words.say(text, count=cases.left_out), markup=False)
    if basis.alone:
        text = "{count} decisions lie in strata with one unit only, and tell nothing here."
        out.print(words.say(text, count=basis.alone), markup=False)
    out.print(method(answer, words), markup=False, style="dim")
    if words.lang != "en":
        out.print(words.say(UNREVIEWED), style="dim")


def plain(
    answer: Luck | NotComparable, cases: Cases, args: argparse.Namespace, kind: str, words: Words
) -> dict[str, Any]:
    """The answer as plain data. Where units may not be compared it holds none."""
    from wellfounded.statistics.luck import Luck
    from wellfounded.statistics.luck_words import caution, method, refusal, two_sentences

    basis = answer.basis
    whole: dict[str, Any] = {
        "contract": 1,
        "comparable": isinstance(answer, Luck),
        "unit": args.unit,
        "names": bool(args.names),
        "sha256": cases.sha256,
        "seed": answer.seed,
        "basis": {
            "units": basis.units,
            "decisions": basis.decisions,
            "granted": basis.granted,
            "rate": basis.rate,
            "strata": basis.strata,
            "minimum": basis.minimum,
            "small_units": basis.small[0],
            "small_decisions": basis.small[1],
            "alone": basis.alone,
            "rows_left_out": cases.left_out,
        },
        "balance": [{**asdict(one), "even": one.even} for one in answer.balance],
    }
    if not isinstance(answer, Luck):
        return {**whole, "sentences": list(refusal(answer, kind, words))}
    spread = answer.spread
    return {
        **whole,
        "sentences": list(two_sentences(answer, kind, words)),
        "caution": caution(answer, words),
        "method": method(answer, words),
        "permutations": answer.permutations,
        "observed": list(answer.observed),
        "counted": list(answer.counted),
        "chance": dict(zip(("median", "low", "high"), answer.chance, strict=True)),
        "p": answer.p,
        "dispersion": answer.dispersion,
        "far": {"seen": answer.far[0], "chance": answer.far[1]},
        "spread": {
            "logits": spread.logits,
            "interval": list(spread.interval),
            "share": spread.share,
            "median_odds_ratio": spread.median_odds_ratio,
            "points": spread.points,
            "middle": list(spread.middle),
            "ranking": spread.ranking,
        },
        "overdispersion": {"factor": answer.wide.factor, "added": answer.wide.added},
        "different": answer.different,
        "units": [asdict(unit) for unit in answer.units],
    }


def saved(answer: Luck, kind: str) -> str:
    """The table of units as CSV; no name can be run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = ("decisions", "granted", "rate", "standardised", "likely", "low", "high", "p", "different", "outside")
    writer.writerow((kind, *names))
    for unit in answer.units:
        name = "'" + unit.name if unit.name[:1] in ("=", "+", "-", "@", "\t", "\r") else unit.name
        values = (getattr(unit, one) for one in names)
        writer.writerow(
            (name, *(f"{v:.6g}" if isinstance(v, float) else int(v) for v in values))
        )  # fmt: skip
    return out.getvalue()
