"""Charts with a row for each label: bars, stacked bars, dots, and the coloured table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wellfounded.charts.kinds import Bars, Between, Dots, Heat, Row, Stacked
from wellfounded.charts.numbers import ends, middle, number, ticks, written
from wellfounded.charts.sheet import BODY, Sheet, wrapped
from wellfounded.charts.style import BLUE, GREY, INK, PALE, PAPER, SERIES, SOFT, STATES, shade
from wellfounded.charts.words import words_of
from wellfounded.claim.picture.lettering import width

STEP = 22.0
"""The height of a row."""
_SMALL = 8.5
"""The letters of a label in two lines."""


def _labels(rows: Iterable[Row], most: float = 230.0) -> float:
    """The room that the labels of rows need."""
    return min(max(width(row.label, BODY, row.stressed) for row in rows), most) + 12


def _tip(row: Row, *more: str) -> str:
    return ": ".join(filter(None, (row.label, ", ".join(more)))) + (f" ({row.note})" if row.note else "")


def _label(sheet: Sheet, row: Row, y: float, room: float) -> None:
    """The label of a row; a long one in two lines."""
    lines = wrapped(row.label, room - 8, BODY, row.stressed)
    if len(lines) == 1:
        sheet.write(sheet.begin(8), y, row.label, "end", bold=row.stressed, most=room - 8)
        return
    lines = wrapped(row.label, room - 8, _SMALL, row.stressed)
    join = "" if any(len(line) > 1 and width(line[-1], 1) == 1.0 for line in lines) else " "
    for text, up in zip((lines[0], join.join(lines[1:])), (5.0, -5.0), strict=False):
        sheet.write(sheet.begin(8), y + up, text, "end", size=_SMALL, bold=row.stressed, most=room - 8)


def _extent(values: Iterable[tuple[float, float] | None]) -> tuple[float, float]:
    """From zero or below to the highest end."""
    found = [v for v in values if v is not None]
    return min((v[0] for v in found), default=0.0), max((v[1] for v in found), default=1.0)


def bars(chart: Bars) -> Sheet:
    """One bar a row, its number at its end. What may be, beyond what is sure, is pale."""
    room = _labels(chart.rows, 300.0)
    values = [ends(row.values[0]) for row in chart.rows]
    low, high = _extent(values)
    low, high = min(low, 0.0), max(high, 0.0) or 1.0
    beside = max(width(written(row.values[0], chart.percent), BODY, True) for row in chart.rows) + 10
    sheet = Sheet(chart.caption, STEP * len(chart.rows), room, beside)
    sheet.scale((low, high), (0, len(chart.rows)), mirrored=True)
    stressed = any(row.stressed for row in chart.rows)
    for i, (row, value) in enumerate(zip(chart.rows, values, strict=True)):
        y = len(chart.rows) - i - 0.5
        _label(sheet, row, sheet.at_y(y), room)
        shown = written(row.values[0], chart.percent)
        colour = BLUE if row.stressed or not stressed else GREY
        end = 0.0
        if value is not None:
            # Beyond the end that lies nearer to zero nothing is sure.
            sure, end = (value[0], value[1]) if value[1] >= 0 else (value[1], value[0])
            parts = sheet.axes.barh([y], [sure], height=0.66, color=colour)
            sheet.marked(parts.patches[0], _tip(row, shown))
            if end != sure:
                may = sheet.axes.barh(
                    [y], [end - sure], left=[sure], height=0.66, color=PALE, hatch="////", edgecolor=colour, linewidth=0
                )
                sheet.marked(may.patches[0], _tip(row, shown))
        x = sheet.at_x(max(end, 0.0))
        sheet.write(x + (-5 if sheet.mirrored else 5), sheet.at_y(y), shown, bold=row.stressed)
    sheet.axes.axvline(0, color=SOFT, linewidth=0.8)
    return sheet


def stacked(chart: Stacked) -> Sheet:
    """Counts by state as shares of their row; beside it the bounds of the first state's share."""
    words = words_of(chart.caption)
    room = _labels(chart.rows)
    shown = []
    for row in chart.rows:
        first, open_, last = (float(v) for v in row.values if isinstance(v, (int, float)))
        total = first + open_ + last
        shown.append((first, open_, last, total))
    bounds = [_bounds(first, open_, total) for first, open_, _, total in shown]
    beside = max(width(text, BODY, True) for text in bounds) + 10
    sheet = Sheet(chart.caption, STEP * (len(chart.rows) + 1.4), room, beside)
    sheet.scale((0, 1), (0, len(chart.rows) + 1.4), mirrored=True)
    for i, (row, counts) in enumerate(zip(chart.rows, shown, strict=True)):
        y = len(chart.rows) - i - 0.5
        _label(sheet, row, sheet.at_y(y), room)
        left, total = 0.0, counts[3]
        for j, state in enumerate(chart.states):
            share = counts[j] / total if total else 0.0
            if share:
                drawn = sheet.axes.barh(
                    [y], [share], left=[left], height=0.66, color=STATES[j], linewidth=0,
                    hatch="////" if j == 1 else None, edgecolor=BLUE if j == 1 else PAPER,
                )  # fmt: skip
                text = words.say(
                    "{title} {count} of {number}", title=state, count=number(counts[j]), number=number(total)
                )
                sheet.marked(drawn.patches[0], _tip(row, text))
                inside = number(counts[j])
                if share * sheet.width > width(inside, 9) + 8:
                    colour = PAPER if j == 0 else INK
                    back = STATES[1] if j == 1 else None
                    _inside(sheet, left + share / 2, y, inside, colour, back)
            left += share
        sheet.write(sheet.end(-0) + (-8 if sheet.mirrored else 8), sheet.at_y(y), bounds[i], bold=row.stressed)
    _keys(sheet, [(state, STATES[j], j == 1) for j, state in enumerate(chart.states)], len(chart.rows) + 0.9)
    return sheet


def _bounds(first: float, open_: float, total: float) -> str:
    if not total:
        return written(None)
    return written(Between(first / total, (first + open_) / total), percent=True)


def _inside(sheet: Sheet, x: float, y: float, text: str, colour: str, back: str | None) -> None:
    if back:
        # Letters on hatching need a quiet ground.
        half = (width(text, 9) / 2 + 2) / sheet.width
        sheet.axes.barh([y], [2 * half], left=[x - half], height=0.5, color=back, linewidth=0)
    sheet.write(sheet.at_x(x), sheet.at_y(y), text, "middle", size=9, colour=colour)


def _keys(sheet: Sheet, names: Sequence[tuple[str, str, bool]], y: float) -> None:
    """The names of states or series over the plot, each behind its sign."""
    x = 0.0
    for name, colour, hatched in names:
        start = (sheet.width - x) if sheet.mirrored else x
        step = -1 if sheet.mirrored else 1
        box = (start - 10 if sheet.mirrored else start) / sheet.width
        sheet.axes.bar(
            [box], [8 / sheet.plot], bottom=[sheet.at_y(y) / sheet.plot - 4 / sheet.plot], width=10 / sheet.width,
            align="edge", color=colour, transform=sheet.axes.transAxes,
            hatch="////" if hatched else None, edgecolor=BLUE if hatched else colour, linewidth=0,
        )  # fmt: skip
        sheet.write(start + step * 15, sheet.at_y(y), name, colour=SOFT)
        x += 15 + width(name, BODY) + 20


def dots(chart: Dots) -> Sheet:
    """Dots of each row on one scale: filled, hollow, and so on; a range is a bar under its dot."""
    room = _labels(chart.rows)
    spans = [ends(value) for row in chart.rows for value in row.values]
    low, high = _extent(spans)
    low = min(low, 0.0)
    n = len(chart.rows)
    sheet = Sheet(chart.caption, STEP * (n + 2), room, 14)
    beside = (high - low) * 0.09  # room for the numbers of the outer dots
    sheet.scale((low - beside, high + beside), (-1, n + 1), mirrored=True)
    for step in ticks(low, high):
        sheet.gridline(x=step)
        sheet.write(sheet.at_x(step), sheet.at_y(-0.6), number(step, chart.percent), "middle", size=9, colour=SOFT)
    for i, row in enumerate(chart.rows):
        y = n - i - 0.5
        _label(sheet, row, sheet.at_y(y), room)
        middles = [m for m in map(middle, row.values) if m is not None]
        if len(middles) > 1:
            sheet.axes.plot([min(middles), max(middles)], [y, y], color=GREY, linewidth=1.5, zorder=1)
        for j, value in enumerate(row.values):
            span, at, colour = ends(value), middle(value), SERIES[j % len(SERIES)]
            if span is None or at is None:
                continue
            if span[0] != span[1]:
                sheet.axes.plot(
                    [span[0], span[1]], [y, y], color=colour, linewidth=5, alpha=0.28, zorder=2, solid_capstyle="round"
                )
            (drawn,) = sheet.axes.plot(
                [at], [y], marker="o" if j % 2 == 0 else "D", markersize=7.5 if j % 2 == 0 else 6, color=colour,
                markerfacecolor=colour if j % 2 == 0 else PAPER, markeredgewidth=1.6, zorder=3, clip_on=False,
            )  # fmt: skip
            sheet.marked(drawn, _tip(row, f"{chart.names[j]} {written(value, chart.percent)}"))
            if len(middles) > 1 and at in (min(middles), max(middles)) and min(middles) != max(middles):
                first = at == min(middles)
                step = (-8 if first else 8) * (-1 if sheet.mirrored else 1)
                side = "end" if first else "start"
                sheet.write(sheet.at_x(at) + step, sheet.at_y(y), number(at, chart.percent), side, size=9, colour=SOFT)
    _keys(sheet, [(name, SERIES[j % len(SERIES)], False) for j, name in enumerate(chart.names)], n + 0.6)
    return sheet


def heat(chart: Heat) -> Sheet:
    """A table with its numbers in the cells, darker where higher; hatched where nothing is known."""
    room = _labels(chart.rows, 190.0)
    words = words_of(chart.caption)
    n, m = len(chart.rows), len(chart.columns)
    sheet = Sheet(chart.caption, STEP * (n + 1), room)
    sheet.scale((0, m), (0, n + 1), mirrored=True)
    found = [v for row in chart.rows for v in map(middle, row.values) if v is not None]
    low, high = min(found, default=0.0), max(found, default=1.0)
    cell = sheet.width / m
    for j, name in enumerate(chart.columns):
        every = max(1, -(-int(width(name, 9) + 8) // max(int(cell), 1)))
        if j % every == 0:
            sheet.write(sheet.at_x(j + 0.5), sheet.at_y(n + 0.45), name, "middle", size=9, colour=SOFT)
    for i, row in enumerate(chart.rows):
        y = n - i - 0.5
        _label(sheet, row, sheet.at_y(y), room)
        for j, value in enumerate(row.values):
            at, shown = middle(value), written(value, chart.percent)
            fill, ink = ("#F4F4F4", SOFT) if at is None else shade((at - low) / (high - low) if high > low else 0.5)
            drawn = sheet.axes.bar(
                [j + 0.5], [0.92], width=1 - 2 / cell, bottom=[y - 0.46], color=fill, linewidth=0,
                hatch="///" if at is None else None, edgecolor="#C9C9C9",
            )  # fmt: skip
            said = words.say(chart.none) if at is None else shown
            sheet.marked(drawn.patches[0], _tip(row, f"{chart.columns[j]} {said}"))
            if at is not None and width(shown, 9) <= cell - 3:
                sheet.write(sheet.at_x(j + 0.5), sheet.at_y(y), shown, "middle", size=9, colour=ink)
    return sheet
