"""The table under a chart: the same figures, to be read, sorted and saved."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from wellfounded.charts.kinds import Bars, Between, Chart, Dots, Funnel, Heat, Lines, Slopes, Stacked, Value
from wellfounded.charts.words import words_of


class Table(NamedTuple):
    """Heads and rows; a first column of labels, then values. `percent`: the values are shares from 0 to 1."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str | Value, ...], ...]
    percent: bool


def table(chart: Chart) -> Table:
    """The figures of a chart as a table."""
    say = words_of(chart.caption).say
    if isinstance(chart, Funnel):
        heads = (chart.unit, chart.total, say("share granted"), say("hardly explained by chance"))
        marks = (say("no"), say("yes"))
        return Table(heads, tuple((p.label, p.total, p.rate, marks[p.flagged]) for p in chart.points), False)
    names: tuple[str, ...]
    if isinstance(chart, Bars):
        names = (say("value"),)
    elif isinstance(chart, Lines):
        names = tuple(map(str, chart.years))
    elif isinstance(chart, (Dots, Slopes)):
        names = chart.names
    elif isinstance(chart, Stacked):
        names = chart.states
    else:
        assert isinstance(chart, Heat)
        names = chart.columns
    percent = not isinstance(chart, Stacked) and chart.percent
    return Table(("", *names), tuple((row.label, *row.values) for row in chart.rows), percent)


def saved(made: Table) -> str:
    """A table as CSV. A range is two numbers with `..` between; what is not known is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(made.heads)
    writer.writerows([_cell(cell) for cell in row] for row in made.rows)
    return out.getvalue()


def _cell(cell: str | Value) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        # A spreadsheet would run such a label as a formula.
        return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
    if isinstance(cell, Between):
        return f"{cell.low:.10g}..{cell.high:.10g}"
    return f"{cell:.10g}"
