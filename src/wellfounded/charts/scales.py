"""Charts with two scales: lines over years, slopes between two values, and the funnel."""

from __future__ import annotations

import math
from collections.abc import Sequence

from wellfounded.charts.kinds import Funnel, Limits, Lines, Slopes
from wellfounded.charts.numbers import ends, middle, number, ticks, written
from wellfounded.charts.sheet import BODY, Sheet
from wellfounded.charts.style import BLUE, FAINT, GREY, INK, RED, SERIES, SOFT
from wellfounded.charts.words import from_the_right, words_of
from wellfounded.claim.picture.lettering import width

LABELLED = 8
"""So many flagged units of a funnel are labelled; the others are told on pointing at them, and in the table."""


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near as may be to those wanted, at least `gap` from each other, between `low` and `high`."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed: dict[int, float] = {}
    last = -math.inf
    for i in order:
        last = max(wanted[i], last + gap, low)
        placed[i] = last
    last = math.inf
    for i in reversed(order):
        last = min(placed[i], last - gap, high)
        placed[i] = last
    return [placed[i] for i in range(len(wanted))]


def lines(chart: Lines) -> Sheet:
    """A line a row over years, labelled at its end; a pale band where a source gives only a range."""
    stressed = any(row.stressed for row in chart.rows)
    room = min(max(width(row.label, BODY, True) for row in chart.rows), 170.0) + 16
    spans = [span for row in chart.rows for span in map(ends, row.values) if span is not None]
    top, floor = max((s[1] for s in spans), default=1.0) or 1.0, min(0.0, min((s[0] for s in spans), default=0.0))
    steps = ticks(floor, top)
    steps += [steps[-1] + steps[1] - steps[0]] if len(steps) > 1 and steps[-1] < top else []
    edge = max(width(number(step, chart.percent), 9) for step in steps) + 6
    sheet = Sheet(chart.caption, 250, *((edge, room)))
    if sheet.mirrored:  # time runs to the right in every script, and so the labels stay at its end
        sheet = Sheet(chart.caption, 250, room, edge)
    first, last = min(chart.years), max(chart.years)
    # Under the lines stand the years, above them the words of breaks.
    high = max(top, steps[-1])
    above = (high - floor) * (0.1 if chart.breaks else 0.02)
    sheet.scale((first, last if last > first else last + 1), (floor - (high - floor) * 0.12, high + above))
    for step in steps:
        sheet.gridline(y=step)
        _plain(sheet, -6, sheet.at_y(step), number(step, chart.percent), "right", SOFT)
    every = max(1, math.ceil((last - first) / 10))
    for year in range(last, first - 1, -every):
        _plain(sheet, sheet.at_x(year), 4, str(year), "center", SOFT)
    told: list[tuple[float, float, int]] = []
    for year, why in chart.breaks:
        sheet.axes.axvline(year - 0.5, color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)))
        half = sheet.at_x(year - 0.5)
        align = "right" if half + width(why, 9) > sheet.width else "left"
        begin = half - 4 - width(why, 9) if align == "right" else half + 4
        beside = {at for a, b, at in told if begin < b + 4 and a < begin + width(why, 9) + 4}
        down = next(n for n in range(len(told) + 1) if n not in beside)  # words that would meet stand below each other
        told.append((begin, begin + width(why, 9), down))
        _plain(sheet, half + (-4 if align == "right" else 4), sheet.plot - 6 - 11 * down, why, align, SOFT)
    finals: list[tuple[str, str, bool, float]] = []
    for i, row in enumerate(chart.rows):
        colour = (BLUE if row.stressed else GREY) if stressed else SERIES[i % len(SERIES)]
        found = [(y, ends(v), middle(v)) for y, v in zip(chart.years, row.values, strict=True)]
        order = 3 if row.stressed else 2
        for piece in _unbroken(found):
            xs, ys = [p[0] for p in piece], [p[2] for p in piece]
            if any(p[1][0] != p[1][1] for p in piece):
                band = sheet.axes.fill_between(
                    xs, [p[1][0] for p in piece], [p[1][1] for p in piece], color=colour, alpha=0.2, linewidth=0
                )
                band.set_gid(f"band-{i}")
            sheet.axes.plot(xs, ys, color=colour, linewidth=2.6 if row.stressed else 1.9, zorder=order)
        for year, span, place in found:
            if span is not None and place is not None:
                value = row.values[chart.years.index(year)]
                (dot,) = sheet.axes.plot(
                    [year], [place], marker="o", markersize=4.5, color=colour, zorder=order + 1, clip_on=False
                )
                sheet.marked(dot, f"{row.label}, {year}: {written(value, chart.percent)}")
        ending = [place for _, _, place in found if place is not None]
        if ending:
            finals.append((row.label, INK if colour == GREY else colour, row.stressed, sheet.at_y(ending[-1])))
    for (label, colour, bold, _), y in zip(finals, apart([f[3] for f in finals], 13, 6, sheet.plot), strict=True):
        _plain(sheet, sheet.width + 8, y, label, "left", colour, size=BODY, bold=bold)
    return sheet


def _unbroken(
    found: Sequence[tuple[int, tuple[float, float] | None, float | None]],
) -> list[list[tuple[int, tuple[float, float], float]]]:
    """Stretches of years with a value; a year without one is a gap, not a straight line over it."""
    pieces: list[list[tuple[int, tuple[float, float], float]]] = [[]]
    for year, span, at in found:
        if span is None or at is None:
            pieces.append([])
        else:
            pieces[-1].append((year, span, at))
    return [piece for piece in pieces if piece]


def _plain(
    sheet: Sheet, x: float, y: float, text: str, align: str, colour: str, *, size: float = 9, bold: bool = False
) -> None:
    """Words on a side that does not turn with the script."""
    turned = {"left": "start", "right": "end", "center": "middle"}[align]
    if sheet.mirrored:
        turned = {"start": "end", "end": "start", "middle": "middle"}[turned]
    sheet.write(x, y, text, turned, size=size, colour=colour, bold=bold)


def slopes(chart: Slopes) -> Sheet:
    """Two values a row, joined by a line, with label and number at both ends."""
    n = len(chart.rows)
    stressed = any(row.stressed for row in chart.rows)
    room = min(max(width(row.label, BODY, True) for row in chart.rows), 150.0) + 62
    sheet = Sheet(chart.caption, max(170.0, 15.0 * n + 40), room, room)
    found = [v for row in chart.rows for v in map(middle, row.values) if v is not None]
    low, high = min(found, default=0.0), max(found, default=1.0)
    room_y = (high - low) * 0.06 or 1.0
    sheet.scale((0, 1), (low - room_y, high + room_y + (high - low) * 0.12), mirrored=True)
    for x in (0.0, 1.0):
        sheet.axes.axvline(x, color=FAINT, linewidth=0.8)
    beside: tuple[list[tuple[float, str, bool]], ...] = ([], [])
    for row in chart.rows:
        colour = BLUE if row.stressed or not stressed else GREY
        sides = [middle(value) for value in row.values]
        if sides[0] is not None and sides[1] is not None:
            sheet.axes.plot([0, 1], [sides[0], sides[1]], color=colour, linewidth=2.4 if row.stressed else 1.5)
        for x, value in enumerate(row.values):
            at = sides[x]
            if at is None:
                continue
            (dot,) = sheet.axes.plot([x], [at], marker="o", markersize=6, color=colour, clip_on=False)
            shown = written(value, chart.percent)
            sheet.marked(dot, f"{row.label}, {chart.names[x]}: {shown}" + (f" ({row.note})" if row.note else ""))
            beside[x].append(
                (sheet.at_y(at), f"{row.label}  {shown}" if x == 0 else f"{shown}  {row.label}", row.stressed)
            )
    for x, side in enumerate(beside):
        edge = sheet.begin(9) if x == 0 else sheet.end(9)
        align = "end" if x == 0 else "start"
        for (_, text, bold), y in zip(side, apart([s[0] for s in side], 13, 4, sheet.plot - 22), strict=True):
            sheet.write(edge, y, text, align, bold=bold, most=room - 9)
        sheet.write(sheet.begin() if x == 0 else sheet.end(), sheet.plot - 4, chart.names[x], "middle", colour=SOFT)
    return sheet


def funnel(chart: Funnel) -> Sheet:
    """Units by how many decisions they took; inside the curves is what chance alone gives."""
    words = words_of(chart.caption)
    edge = width("100%", 9) + 6
    sheet = Sheet(chart.caption, 300, *((62, edge) if from_the_right(chart.caption) else (edge, 62)))
    most = max(*(point.total for point in chart.points), *chart.limits.totals)
    curves = [c for limits in (chart.limits, chart.wide) if limits for c in (limits.low95, limits.high95)]
    top = min(1.0, max(*(p.rate for p in chart.points), *(y for c in curves for y in c[len(c) // 3 :])) * 1.08)
    sheet.scale((0, most * 1.02), (-top * 0.09, top * 1.08))
    for step in ticks(0, top):
        sheet.gridline(y=step)
        _plain(sheet, -6, sheet.at_y(step), number(step, True), "right", SOFT)
    for step in ticks(0, most):
        _plain(sheet, sheet.at_x(step), 4, number(step), "center", SOFT)
    _plain(sheet, sheet.width, 16, chart.total, "right", SOFT)
    _curves(sheet, chart.limits, BLUE, "solid", top)
    if chart.wide:
        _curves(sheet, chart.wide, SOFT, (0, (3, 3)), top)
    sheet.axes.axhline(chart.centre, color=INK, linewidth=1)
    _plain(sheet, sheet.width + 5, sheet.at_y(chart.centre), number(chart.centre, True), "left", INK, bold=True)
    for flagged, colour, marker, size in ((False, GREY, "o", 24), (True, RED, "D", 26)):
        these = [p for p in chart.points if p.flagged == flagged]
        if these:
            drawn = sheet.axes.scatter(
                [p.total for p in these], [p.rate for p in these], s=size, marker=marker, color=colour,
                edgecolors="#5F6E7A" if not flagged else colour, linewidths=0.7, zorder=3, clip_on=False,
            )  # fmt: skip
            drawn.set_gid(f"points-{len(sheet.tips)}-{len(these)}")
            for p in these:
                said = words.say("{title}: {percent} granted of {number}", title=p.label, percent=number(p.rate, True),
                                 number=number(p.total))  # fmt: skip
                sheet.tips.append(said)
    far = sorted((p for p in chart.points if p.flagged), key=lambda p: -abs(p.rate - chart.centre) * p.total**0.5)
    taken: list[tuple[float, float, float]] = []
    for p in far[:LABELLED]:
        x, y, long = sheet.at_x(p.total) + 6, sheet.at_y(p.rate) + 1, width(p.label, 8.5)
        if all(abs(y - b) > 9 or x > a + n or a > x + long for a, b, n in taken):
            taken.append((x, y, long))
            _plain(sheet, x, y, p.label, "left", RED, size=8.5)
    if chart.wide:
        text = words.say("Dashed: limits that also allow for the spread that all share")
        _plain(sheet, sheet.width, sheet.plot - 2, text, "right", SOFT, size=8)
    return sheet


def _curves(sheet: Sheet, limits: Limits, colour: str, dashes: object, top: float) -> None:
    for low, high, name, strong in (
        (limits.low95, limits.high95, "95%", 1.0),
        (limits.low998, limits.high998, "99.8%", 0.6),
    ):
        for curve in (low, high):
            # Outside what can be, a curve is not drawn: no share is below nothing or above all.
            shown = [(x, y if 0 < y < top else math.nan) for x, y in zip(limits.totals, curve, strict=True)]
            sheet.axes.plot(
                [x for x, _ in shown], [y for _, y in shown], color=colour, linewidth=1.1 * strong + 0.3,
                linestyle=dashes, alpha=0.9 * strong, zorder=1,
            )  # fmt: skip
        if dashes == "solid":
            _plain(sheet, sheet.width + 5, sheet.at_y(min(high[-1], top)), name, "left", colour, size=8)
