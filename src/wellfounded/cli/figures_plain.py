"""Figures as plain data, and as a table to save."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.cli.opening import write_whole
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.statistics.definitions import Figure, Rate, amount_plain
from wellfounded.statistics.places import Place, name

if TYPE_CHECKING:
    from wellfounded.statistics.comparing import Claim, Compared
    from wellfounded.statistics.flags import Flag
    from wellfounded.statistics.reconciling import Difference
    from wellfounded.statistics.standard import Origin, Standard

Plain = dict[str, Any]
HEAD = (
    *("country", "year", "measure", "printed", "least", "most", "status", "unit", "level", "period", "closed"),
    *("source", "taken", "mark", "derived"),
)
"""The columns of a saved table."""
MOST_ORIGINS = 8


def place(one: Place, words: Words) -> Plain:
    """A country."""
    return {"code": one.iso3, "name": name(one, words.lang)}


def figure(one: Figure, explain: bool) -> Plain:
    """A figure with its definition; with its rows where they are asked for."""
    plain: Plain = {
        "country": one.place.iso3,
        "year": one.year,
        "measure": one.measure,
        "amount": amount_plain(one.amount),
        "definition": one.definition.plain(),
        "source": one.source,
        "mark": one.mark,
        "taken": one.taken or None,
        "derived": one.derived or None,
    }
    return {**plain, "explain": one.explain()} if explain else plain


def rate(one: Rate | None, explain: bool) -> Plain | None:
    """A rate in per cent, with the range that rounding leaves."""
    if one is None:
        return None
    low, high = one.bounds
    plain: Plain = {
        "percent": round(one.percent, 2),
        "least": round(low, 2),
        "most": round(high, 2),
        "definition": one.definition.plain(),
        "over": list(one.over),
        "source": ", ".join(one.sources),
    }
    return {**plain, "explain": one.explain()} if explain else plain


def difference(one: Difference, words: Words) -> Plain:
    """Two sources that say different things, and what explains it."""
    return {
        "measure": one.measure,
        "national": amount_plain(one.national.amount),
        "unhcr": amount_plain(one.unhcr.amount),
        "by": one.by,
        "explained_by": list(one.explained_by),
        "sentence": one.sentence.said(words),
    }


def flag(one: Flag, words: Words, explain: bool) -> Plain:
    """What is odd."""
    plain: Plain = {"kind": one.kind, "sentence": one.sentence.said(words)}
    return {**plain, "rows": list(one.rows)} if explain else plain


def compared(one: Compared, words: Words, explain: bool) -> Plain:
    """A country in a comparison."""
    return {
        "country": place(one.place, words),
        "figure": figure(one.figure, explain),
        "rate": rate(one.rate, explain),
        "standard": standard(one.standard, words),
        "differs": [{"aspect": aspect, "sentence": sentence.said(words)} for aspect, sentence in one.differs],
        "notes": [note.said(words) for note in one.notes],
    }


def standard(one: Standard | None, words: Words) -> Plain | None:
    """The crude rate beside the one that the origins would give."""
    if one is None:
        return None
    return {
        "crude": round(one.crude, 2),
        "expected": round(one.expected_rate, 2),
        "ratio": round(one.ratio, 3) if one.expected else None,
        "decided": one.decided,
        "unmatched": one.unmatched,
        "unknown": one.unknown,
        "origins": [origin(each, words) for each in one.origins[:MOST_ORIGINS]],
        "thin": [origin(each, words) for each in one.thin[:MOST_ORIGINS]],
    }


def origin(one: Origin, words: Words) -> Plain:
    """An origin that drives a standardised rate."""
    return {
        "country": place(one.place, words),
        "decided": one.decided,
        "recognised": one.recognised,
        "elsewhere": one.elsewhere,
        "rate_elsewhere": round(one.rate_elsewhere, 1),
        "expected": round(one.expected, 1),
    }


def claim(one: Claim, words: Words) -> Plain:
    """Whether a country recognised at least so many."""
    return {
        "country": place(one.place, words),
        "amount": amount_plain(one.amount),
        "holds": one.holds,
        "first_instance": amount_plain(one.first_instance) if one.first_instance else None,
        "holds_at_first_instance": one.holds_at_first_instance,
    }


def saved(path: str, figures: Iterable[Figure]) -> None:
    """Figures as a CSV table, one row each with its definition; the file is written whole or not at all."""
    rows: list[Sequence[object]] = [HEAD]
    for one in figures:
        told = one.definition.plain()
        rows.append(
            (one.place.iso3, one.year, one.measure, one.amount.printed, one.amount.least, one.amount.most,
             "+".join(told["status"]), told["unit"], told["level"], told["period"], told["closed"], one.source,
             one.taken, one.mark, one.derived)
        )  # fmt: skip
    if Path(path).suffix.casefold() != ".csv":
        raise BadInput("A table is saved as .csv; {path} ends otherwise.", path=path)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    write_whole(Path(path), out.getvalue().encode())
