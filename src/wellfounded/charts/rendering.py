"""From a chart to bytes: PNG, SVG, a page, or the table alone. The same chart gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any

from wellfounded.charts.kinds import Bars, Chart, Dots, Funnel, Heat, Lines, Slopes, Stacked
from wellfounded.charts.style import SVG_FAMILIES, style
from wellfounded.charts.tables import saved, table
from wellfounded.charts.words import foot, from_the_right
from wellfounded.claim.picture.lettering import plain
from wellfounded.logic.errors import BadInput

if TYPE_CHECKING:
    from wellfounded.charts.sheet import Sheet

SUFFIXES = (".png", ".svg", ".html", ".csv")
SHARP = 200
"""Points to an inch of a PNG: sharp on a good screen, and on paper."""

_ONE_AT_A_TIME = Lock()
"""The settings of matplotlib are shared by all threads, so charts are drawn one after another."""


def rendered(chart: Chart, suffix: str) -> bytes:
    """The chart as a file of the kind that the suffix names. Any other suffix is refused."""
    suffix = suffix.lower()
    if suffix == ".csv":
        return saved(table(chart)).encode("utf-8-sig")
    if suffix == ".png":
        return _drawn(chart, "png")[0]
    if suffix == ".svg":
        return svg(chart).encode()
    if suffix == ".html":
        from wellfounded.charts.page import page

        return page(chart, svg(chart)).encode()
    raise BadInput(
        "A chart cannot be written as {found}. Name a file that ends in one of: {possible}.",
        found=suffix or "a file without an ending",
        possible=", ".join(SUFFIXES),
    )


def svg(chart: Chart) -> str:
    """The chart as SVG without any style in it, so that the strictest page may hold it; text is text."""
    written, tips = _drawn(chart, "svg")
    return _plain_svg(written.decode(), tips, chart)


def _drawn(chart: Chart, kind: str) -> tuple[bytes, list[str]]:
    try:
        import matplotlib
    except ImportError:
        raise BadInput(
            "Charts need the package matplotlib, which is not installed. Install wellfounded[statistics]."
        ) from None
    out = io.BytesIO()
    with _ONE_AT_A_TIME, matplotlib.rc_context(style(chart.caption.lang)):
        sheet = _sheet(chart)
        if kind == "png":
            sheet.figure.savefig(out, format="png", dpi=SHARP, metadata={"Software": None})
        else:
            sheet.figure.savefig(
                out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
            )
    return out.getvalue(), sheet.tips


def _sheet(chart: Chart) -> Sheet:
    from wellfounded.charts import rows, scales

    by_kind: dict[type, Callable[[Any], Sheet]] = {
        Bars: rows.bars,
        Stacked: rows.stacked,
        Dots: rows.dots,
        Heat: rows.heat,
        Lines: scales.lines,
        Slopes: scales.slopes,
        Funnel: scales.funnel,
    }
    return by_kind[type(chart)](chart)


def _plain_svg(written: str, tips: list[str], chart: Chart) -> str:
    """What matplotlib writes, with plain attributes for styles, words for marks, and no head of its own."""
    body = written[written.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>\s*", "", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->\s*", "", body, flags=re.DOTALL)
    body = re.sub(r' transform="rotate\(-?0 [^"]*"', "", body)
    if from_the_right(chart.caption):
        body = body.replace("<text ", '<text unicode-bidi="plaintext" ')
    body = re.sub(r' style="([^"]*)"', lambda found: _attributes(found[1]), body)
    body = re.sub(r'<g id="mark-(\d+)"', lambda found: f'<g class="mark" id="mark-{found[1]}"', body)
    body = re.sub(
        r'(<g class="mark" id="mark-(\d+)"[^>]*>)',
        lambda found: f"{found[1]}<title>{plain(tips[int(found[2])])}</title>",
        body,
    )
    body = re.sub(
        r'<g id="points-(\d+)-(\d+)".*?</g>\s*</g>', lambda found: _pointed(found[0], tips, int(found[1])), body,
        flags=re.DOTALL,
    )  # fmt: skip
    caption = chart.caption
    said = " ".join((caption.subtitle, *foot(caption)))
    head = (
        f' role="img" font-family="{SVG_FAMILIES}" stroke-linejoin="round" stroke-linecap="butt">'
        f"<title>{plain(caption.title)}</title><desc>{plain(said)}</desc>"
    )
    start = body.index(">")
    return body[:start] + head + body[start + 1 :]


def _pointed(group: str, tips: list[str], first: int) -> str:
    """The words of many points of one kind, in their order."""
    count = iter(range(first, len(tips)))

    def said(found: re.Match[str]) -> str:
        return f'<use class="mark" {found[1]}><title>{plain(tips[next(count)])}</title></use>'

    return re.sub(r"<use ([^>]*?)/>", said, group)


_FONT = re.compile(r"(?:(bold|\d{3}) )?([\d.]+)px .*")


def _attributes(styled: str) -> str:
    """`fill: #fff; font: 700 12px 'Lato'` as attributes. The letters are named once, at the head."""
    made = ""
    for one in styled.replace("&quot;", "'").split(";"):
        name, _, value = (part.strip() for part in one.partition(":"))
        if name == "font":
            found = _FONT.fullmatch(value)
            if found:
                made += f' font-size="{found[2]}"' + (f' font-weight="{found[1]}"' if found[1] else "")
        elif name and name not in ("font-family", "white-space"):
            made += f' {name}="{value}"'
    return made
