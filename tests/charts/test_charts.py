"""Charts: what every kind of them holds, in every script, as picture, page and table."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from wellfounded.charts import (
    Bars,
    Between,
    Break,
    Caption,
    Chart,
    Dots,
    Funnel,
    FunnelPoint,
    Heat,
    Limits,
    Lines,
    Row,
    Slopes,
    Stacked,
    rendered,
    table,
)
from wellfounded.charts.numbers import number, ticks, written
from wellfounded.charts.scales import apart
from wellfounded.charts.sheet import wrapped
from wellfounded.charts.style import SERIES, STATES, families, shade
from wellfounded.logic.errors import BadInput, WrongCall

TITLES = {"en": "Two in three <were> & refused", "ja": "三人に二人が不認定", "ar": "رُفض اثنان من كل ثلاثة"}
LABELS = {"en": ("Kenya", "Peru"), "ja": ("ケニア", "ペルー"), "ar": ("كينيا", "بيرو")}


def _caption(lang: str = "en") -> Caption:
    return Caption(TITLES[lang], "Persons, 2021 to 2023", "Ministry", "As counted.", date(2024, 7, 5), lang)


def _charts(lang: str = "en") -> list[Chart]:
    caption, (a, b) = _caption(lang), LABELS[lang]
    limits = Limits((10.0, 50.0, 100.0), (0.1, 0.2, 0.25), (0.6, 0.5, 0.4), (0.0, 0.1, 0.2), (0.8, 0.6, 0.5))
    points = (FunnelPoint(a, 80, 0.7, True), FunnelPoint(b, 20, 0.3), FunnelPoint("x", 30, 0.35))
    return [
        Bars(caption, (Row(a, 303), Row(b, Between(1, 9), note="rounded", stressed=True), Row("x", None))),
        Lines(caption, (Row(a, 1, None, 3, 4), Row(b, 2, Between(1, 4), 2, 1)), (2020, 2021, 2022, 2023),
              (Break(2022, "moved"),)),
        Dots(caption, ("crude", "standardised"), (Row(a, 0.3, Between(0.1, 0.4, 0.2)), Row(b, 0.5, None)), True),
        Slopes(caption, ("before", "after"), (Row(a, 0.3, 0.4), Row(b, 0.5, None)), percent=True),
        Stacked(caption, ("met", "open", "not met"), (Row(a, 10, 20, 70), Row(b, 0, 0, 0))),
        Heat(caption, ("2022", "2023"), (Row(a, 0.3, None), Row(b, 0.5, 1.0)), percent=True),
        Funnel(caption, points, limits, 0.33, wide=limits),
    ]  # fmt: skip


KINDS = [type(chart).__name__ for chart in _charts()]
EVERY = pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
SVG = "{http://www.w3.org/2000/svg}"


@EVERY
@pytest.mark.parametrize("lang", TITLES)
def test_every_chart_says_its_finding_its_source_and_its_method_as_text(kind: int, lang: str) -> None:
    root = ET.fromstring(rendered(_charts(lang)[kind], ".svg"))
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    said = "".join(texts).replace(" ", "")
    for part in (TITLES[lang], "Persons, 2021 to 2023", "Ministry", "As counted.", LABELS[lang][0]):
        assert part.replace(" ", "") in said
    if lang != "ar":
        assert ("2024年7月5日" if lang == "ja" else "5July2024") in said
    assert root.findtext(f"{SVG}title") == TITLES[lang]


@EVERY
def test_the_same_chart_gives_the_same_bytes(kind: int) -> None:
    for suffix in (".svg", ".png", ".html", ".csv"):
        assert rendered(_charts()[kind], suffix) == rendered(_charts()[kind], suffix)


def test_the_bytes_are_the_same_in_another_process_and_hold_no_day_of_making() -> None:
    here = hashlib.sha256(rendered(Bars(_caption(), (Row("a", 1),)), ".svg")).hexdigest()
    code = (
        "import hashlib; from datetime import date; from wellfounded.charts import *;"
        f"c = Caption({TITLES['en']!r}, 'Persons, 2021 to 2023', 'Ministry', 'As counted.', date(2024, 7, 5));"
        "print(hashlib.sha256(rendered(Bars(c, (Row('a', 1),)), '.svg')).hexdigest())"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert here == there


@EVERY
def test_every_mark_has_its_words(kind: int) -> None:
    chart = _charts()[kind]
    root = ET.fromstring(rendered(chart, ".svg"))
    tips = [mark.findtext(f"{SVG}title") or "" for mark in root.iter() if mark.get("class") == "mark"]
    known = {"Bars": 3, "Lines": 7, "Dots": 3, "Slopes": 3, "Stacked": 3, "Heat": 4, "Funnel": 3}
    assert len(tips) == known[KINDS[kind]]
    assert all(tips)
    for label in LABELS["en"][:1]:
        assert any(label in tip for tip in tips)


@EVERY
def test_a_picture_carries_no_style_and_no_script(kind: int) -> None:
    text = rendered(_charts()[kind], ".svg").decode()
    assert "style" not in text
    assert "<script" not in text
    assert [href for href in re.findall(r'href="([^"]*)"', text) if not href.startswith("#")] == []


class _Page(HTMLParser):
    """What a page would load, and what its own policy says of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.rows = 0
        self._script = False
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.loads += [
            v or "" for k, v in attrs if k in ("src", "href", "xlink:href", "action") and not (v or "").startswith("#")
        ]
        self.inline += [k for k, _ in attrs if k.startswith("on") or k == "style"]
        self.rows += tag == "tr"
        if held.get("http-equiv") == "Content-Security-Policy":
            self.policy = held["content"] or ""


@EVERY
def test_a_page_loads_nothing_and_its_policy_knows_its_own_script_and_style(kind: int) -> None:
    text = rendered(_charts()[kind], ".html").decode()
    page = _Page(text)
    assert page.loads == []
    assert page.inline == []
    assert page.policy.startswith("default-src 'none';")
    for inner in (
        *re.findall(r"<script>(.*?)</script>", text, re.DOTALL),
        *re.findall(r"<style>(.*?)</style>", text, re.DOTALL),
    ):
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.policy
    assert page.rows == 1 + len(table(_charts()[kind]).rows)


@EVERY
def test_the_table_is_saved_as_it_stands(kind: int) -> None:
    chart = _charts()[kind]
    made = table(chart)
    read = list(csv.reader(io.StringIO(rendered(chart, ".csv").decode("utf-8-sig"))))
    assert read[0] == list(made.heads)
    assert [row[0] for row in read[1:]] == [row[0] for row in made.rows]


def test_a_label_cannot_become_a_formula() -> None:
    text = rendered(Bars(_caption(), (Row("=1+1", 3),)), ".csv").decode("utf-8-sig")
    assert "'=1+1" in text


def test_a_label_cannot_become_markup() -> None:
    evil = "</script><script>alert(1)</script>"
    chart = Bars(_caption(), (Row(evil, 3, note=evil),))
    assert "<script>alert" not in rendered(chart, ".html").decode()
    ET.fromstring(rendered(chart, ".svg"))


def test_a_dollar_sign_is_a_dollar_sign() -> None:
    text = rendered(Bars(_caption(), (Row("$a_b$ and \\frac", 3),)), ".svg").decode()
    assert "$a_b$ and \\frac" in text


def test_threads_may_ask_at_once() -> None:
    charts = _charts() * 2
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda chart: rendered(chart, ".svg"), charts))
    assert found == [rendered(chart, ".svg") for chart in charts]


def test_the_settings_of_matplotlib_are_as_before() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    rendered(_charts()[0], ".png")
    assert dict(mpl.rcParams) == before


def test_nothing_heavy_is_imported_before_a_picture_is_asked_for() -> None:
    code = (
        "import sys; from wellfounded.charts import *;"
        "rendered(Bars(Caption('a', 'b', 'c', 'd'), (Row('x', 1),)), '.csv');"
        "print([m for m in ('matplotlib', 'numpy') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("lang", ["ja", "ar"])
def test_japanese_and_arabic_are_drawn_and_not_boxes(lang: str) -> None:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    fonts = [get_font(findfont(FontProperties(family=name))) for name in families(lang)]
    for letter in {*TITLES[lang], *LABELS[lang][0]} - {" "}:
        assert any(font.get_char_index(ord(letter)) for font in fonts), letter
    # A font that lacks a letter makes matplotlib warn, and a warning is an error here.
    rendered(Bars(_caption(lang), (Row(LABELS[lang][0], 1),)), ".png")


def test_arabic_is_laid_out_from_the_right() -> None:
    def places(lang: str) -> tuple[float, float]:
        chart = Bars(_caption(lang), (Row(LABELS[lang][0], 100), Row(LABELS[lang][1], 50)))
        root = ET.fromstring(rendered(chart, ".svg"))
        x = {"".join(t.itertext()): float(t.get("x", "")) for t in root.iter(f"{SVG}text")}
        return x[LABELS[lang][0]], x["100"]

    label, value = places("en")
    assert label < value
    label, value = places("ar")
    assert label > value


def test_what_is_missing_or_wrong_is_said() -> None:
    with pytest.raises(WrongCall, match="needs a source"):
        Caption("a", "b", " ", "d")
    with pytest.raises(WrongCall, match="needs 2 values; the row a has 1"):
        Slopes(_caption(), ("x", "y"), (Row("a", 1),))
    with pytest.raises(WrongCall, match="at least one row"):
        Bars(_caption(), ())
    with pytest.raises(WrongCall, match="three counts"):
        Stacked(_caption(), ("a", "b", "c"), (Row("a", 1, -1, 2),))
    with pytest.raises(BadInput, match=r"cannot be written as \.gif"):
        rendered(_charts()[0], ".gif")


def test_numbers_are_written_as_a_reader_writes_them() -> None:
    assert number(1234567) == "1,234,567"
    assert number(0.3377, percent=True) == "33.8%"
    assert number(-2.04) == "−2"
    assert written(Between(1, 9)) == "1–9"
    assert written(Between(0.026, 0.792), percent=True) == "2.6–79.2%"
    assert written(Between(0.1, 0.3, 0.2), percent=True) == "20% (10–30%)"
    assert written(None) == "—"
    assert ticks(0, 303) == [0, 100, 200, 300]


def test_lines_break_where_each_language_breaks() -> None:
    assert wrapped("one two three", 45, 10) == ["one two", "three"]
    lines = wrapped("難民と認定された。次の年", 80, 10)
    assert "".join(lines) == "難民と認定された。次の年"
    assert not any(line.startswith("。") for line in lines)


def test_labels_stand_apart_and_inside() -> None:
    placed = apart([5.0, 5.0, 6.0, 100.0], 10, 0, 100)
    assert sorted(placed) == placed
    assert all(b - a >= 10 for a, b in pairwise(placed))
    assert max(placed) <= 100


def _lab(colour: str, kind: str) -> tuple[float, float, float]:
    """The colour as seen by an eye of this kind (Machado 2009, complete), in CIELAB."""
    kinds = {
        "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
        "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    }
    raw = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    line = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in raw]
    r, g, b = (min(max(sum(m * c for m, c in zip(row, line, strict=True)), 0), 1) for row in kinds[kind])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", ["all", "protan", "deutan"])
def test_colours_that_stand_side_by_side_are_told_apart_by_every_eye(eye: str) -> None:
    def far(a: str, b: str) -> float:
        return math.dist(_lab(a, eye), _lab(b, eye))

    for colours in (SERIES[:4], STATES):
        for i, a in enumerate(colours):
            assert all(far(a, b) > 15 for b in colours[:i]), (eye, a)


def test_letters_on_a_coloured_cell_can_be_read() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        line: list[float] = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]

    for share in (i / 50 for i in range(51)):
        low, high = sorted(map(light, shade(share)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, share
