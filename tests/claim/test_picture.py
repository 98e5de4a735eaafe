"""The picture of a case: words that never lie over each other, days drawn as they are known, the same bytes twice."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellfounded import law as laws
from wellfounded.claim import case_file, lanes
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.events import Case, Event
from wellfounded.claim.picture import picture
from wellfounded.claim.picture.lettering import FONTS, shorten, width
from wellfounded.logic.days import Day
from wellfounded.readings.words import Words

SVG = "{http://www.w3.org/2000/svg}"
VERMILION = "#b3261e"
EN, JA = Words("en").say, Words("ja").say


def _claim(number: int, *days: str, outcome: str = "refused") -> list[Event]:
    kinds = ("applied", "decided", "appealed", "judged")
    fields: tuple[dict[str, str], ...] = ({}, {"outcome": outcome}, {}, {"result": "dismissed"})
    return [
        Event(kind, Day.of(day), Day.of(day) if kind == "decided" else None, application=str(number), fields=more)
        for kind, day, more in zip(kinds, days, fields, strict=False)
    ]


def _case(*events: Event, title: str = "A-0007") -> Case:
    complete = dict.fromkeys(laws.find("example").lanes, date(2030, 12, 31))
    applications = tuple(dict.fromkeys(e.application for e in events if e.application)) or ("1",)
    return Case("example", title, complete, events, (), applications)


def _line(case: Case, on: str) -> CaseLine:
    return case_line(laws.find("example"), case, date.fromisoformat(on))


def _osaka(on: str) -> CaseLine:
    law, case = case_file.load("osaka-2024", laws.find)
    return case_line(law, case, date.fromisoformat(on))


REFUSED = _case(Event("arrived", Day.of("2023-01")), *_claim(1, "2023-02-06", "2023-09-04"))


@dataclass(frozen=True)
class Box:
    words: str
    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def _boxes(svg: str) -> list[Box]:
    found = []
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        words, size = "".join(text.itertext()), float(text.attrib["font-size"])
        wide = width(words, size, bold="font-weight" in text.attrib)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        left, y = float(text.attrib["x"]) - share * wide, float(text.attrib["y"])
        found.append(Box(words, left, y - 0.75 * size, left + wide, y + 0.22 * size))
    return found


def _shapes(svg: str, class_: str) -> list[ET.Element]:
    return [element for element in ET.fromstring(svg).iter() if element.get("class") == class_]


def _stems(svg: str) -> Iterator[Box]:
    for group in _shapes(svg, "stems"):
        for line in group:
            x, *ends = (float(line.attrib[key]) for key in ("x1", "y1", "y2"))
            yield Box("", x, min(ends), x, max(ends))


def _assert_clear(svg: str) -> None:
    boxes = _boxes(svg)
    assert [(a.words, b.words) for a, b in combinations(boxes, 2) if a.over(b)] == []
    assert [box for box in boxes if box.left < 0 or box.right > 1000 or box.top < 0] == []
    assert [(stem, box) for stem in _stems(svg) for box in boxes if stem.over(box)] == []


STORY = ("2020-02-01", "2021-02-20", "2021-03-05", "2022-06-01", "2024-07-05", "2025-03-01", "2026-11-23")


@pytest.mark.parametrize("on", STORY)
def test_no_words_lie_over_others_in_the_story(on: str) -> None:
    line = _osaka(on)
    for say in (EN, JA):
        _assert_clear(picture(line, say))
        _assert_clear(picture(line, say, headed=False, names="right"))


def test_lanes_are_named_on_the_right_where_a_page_runs_from_right_to_left() -> None:
    left, right = (_boxes(picture(_line(REFUSED, "2023-09-06"), EN, names=side)) for side in ("left", "right"))
    (one,), (other,) = ([box for box in boxes if box.words == "Asylum office"] for boxes in (left, right))
    assert one.left == pytest.approx(1000 - other.right)
    days = [[box.left for box in boxes if box.words in ("February 2023", "June 2023")] for boxes in (left, right)]
    assert all(found == sorted(found) and len(found) == len(days[0]) for found in days)


def _crowd(gaps: Iterable[int], soft: Iterable[bool]) -> Case:
    day, events = date(2021, 3, 1), [Event("arrived", Day.of("2021-03-01"))]
    for k, (gap, blurred) in enumerate(zip(gaps, soft, strict=True)):
        day += timedelta(gap)
        known = Day(day, day + timedelta(20)) if blurred else Day(day, day)
        kind = ("applied", "decided", "appealed", "judged")[k % 4]
        fields = {"decided": {"outcome": "refused"}, "judged": {"result": "dismissed"}}.get(kind, {})
        notified = known.plus(5) if kind == "decided" else None
        events.append(Event(kind, known, notified, application=str(k // 4 + 1), fields=fields))
    return _case(*events)


@given(st.lists(st.tuples(st.integers(21, 150), st.booleans()), min_size=1, max_size=16), st.integers(0, 500))
def test_no_words_lie_over_others_in_a_crowd(steps: list[tuple[int, bool]], wait: int) -> None:
    case = _crowd([gap for gap, _ in steps], [soft for _, soft in steps])
    last = case.events[-1].day
    assert last is not None
    _assert_clear(picture(_line(case, (last.latest + timedelta(wait)).isoformat()), EN))


def test_an_overlap_would_be_seen() -> None:
    svg = picture(_line(REFUSED, "2023-09-06"), EN)
    moved = svg.replace(">Arrived in Exemplia", ' dy="0">Arrived in Exemplia', 1)
    root = ET.fromstring(moved)
    first, second = [t for t in root.iter(f"{SVG}text") if t.get("class") == "halo"][:2]
    second.attrib |= {key: first.attrib[key] for key in ("x", "y")}
    with pytest.raises(AssertionError):
        _assert_clear(ET.tostring(root, encoding="unicode"))


def test_the_same_case_gives_the_same_bytes() -> None:
    assert picture(_osaka("2024-07-05"), EN) == picture(_osaka("2024-07-05"), EN)


def test_an_exact_day_is_a_dot_and_a_month_a_soft_span() -> None:
    svg = picture(_line(REFUSED, "2023-09-06"), EN)
    (soft,) = _shapes(svg, "soft")
    assert "".join(soft.itertext()) == "Arrived in Exemplia: January 2023"
    assert [next(iter(dot.itertext())) for dot in _shapes(svg, "exact")] == [
        "Applied for asylum: 6 February 2023",
        "Decided: refused: 4 September 2023",
    ]
    assert any(box.words == "Arrived in Exemplia\u2002January 2023" for box in _boxes(svg))


def test_the_day_asked_about_is_a_vermilion_line_with_its_date() -> None:
    svg = picture(_line(REFUSED, "2023-09-06"), EN)
    (line,) = _shapes(svg, "asked")
    assert line.get("stroke") == VERMILION
    (date_,) = [t for t in ET.fromstring(svg).iter(f"{SVG}text") if t.text == "6 September 2023"]
    assert date_.get("fill") == VERMILION
    assert float(date_.attrib["x"]) == pytest.approx(float(line.attrib["x1"]), abs=80)


@pytest.mark.parametrize(
    ("on", "class_", "words", "colour"),
    [
        ("2023-09-06", "window", "Appeal to the court: last day 18 September 2023", "#8a6d1f"),
        ("2023-09-16", "window", "Appeal to the court: last day 18 September 2023", VERMILION),
        ("2023-11-06", "past", "Appeal to the court, to 18 September 2023", "#5c6470"),
    ],
)
def test_a_window_is_a_thin_bar_with_its_last_day(on: str, class_: str, words: str, colour: str) -> None:
    svg = picture(_line(REFUSED, on), EN)
    assert _shapes(svg, class_)
    (text,) = [t for t in ET.fromstring(svg).iter(f"{SVG}text") if t.text == words]
    assert text.get("fill") == colour


def test_of_a_range_of_last_days_the_earliest_is_written() -> None:
    decided = replace(REFUSED.events[2], day=Day.of("2023-09"), notified=Day.of("2023-09"))
    svg = picture(_line(_case(*REFUSED.events[:2], decided), "2023-09-10"), EN)
    assert any(box.words == "Appeal to the court: last day 15 September 2023" for box in _boxes(svg))


def test_a_lane_that_holds_nothing_is_not_drawn() -> None:
    names = [box.words for box in _boxes(picture(_line(_case(*REFUSED.events[:2]), "2023-03-01"), EN))]
    assert "Asylum office" in names
    assert "Court" not in names


def test_a_bar_lasts_from_its_beginning_to_its_end_or_to_the_day() -> None:
    (bar,) = lanes.bars(_line(REFUSED, "2023-09-06"), "office")
    assert (str(bar.first), str(bar.last), bar.ends and bar.ends.kind) == ("2023-02-06", "2023-09-04", "decided")
    (running,) = lanes.bars(_line(REFUSED, "2023-04-01"), "office")
    assert running.last is None
    said = {box.words for box in _boxes(picture(_line(REFUSED, "2023-08-01"), EN))}
    assert "claim, 6 months so far" in said


def test_two_claims_keep_their_own_ends() -> None:
    case = _case(*_claim(1, "2021-01-11", "2021-06-07"), *_claim(2, "2021-09-06"))
    first, second = lanes.bars(_line(case, "2022-01-10"), "office")
    assert (str(first.last), second.last) == ("2021-06-07", None)


def test_removal_stands_as_the_law_says_on_each_day() -> None:
    """Stopped while the claim or its time to appeal runs; then the permit to stay that nobody recorded is a ground."""
    stretches = lanes.removal(_line(REFUSED, "2023-12-01"))
    assert [(str(s.first), str(s.last), s.standing) for s in stretches] == [
        ("2023-02-06", "2023-09-18", "stopped"),
        ("2023-09-19", "2023-12-01", "not_stopped"),
    ]


def test_a_turn_that_no_day_announces_is_found() -> None:
    first, turn, last = date(2020, 1, 1), date(2021, 5, 17), date(2022, 1, 1)
    found = lanes._within(lambda day: "open" if day < turn else "stopped", first, last)
    assert list(found) == [turn]


def test_the_picture_says_in_words_what_it_shows() -> None:
    root = ET.fromstring(picture(_line(REFUSED, "2023-09-06"), EN))
    assert root.get("role") == "img"
    title, desc = root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc") or ""
    assert title == "A-0007, on 6 September 2023"
    for sentence in (
        "Arrived in Exemplia: January 2023.",
        "Decided: refused: 4 September 2023.",
        "Appeal to the court: open, last day 18 September 2023.",
        "Removal stopped by law: 6 February 2023 – 6 September 2023.",
    ):
        assert sentence in desc


def test_a_case_without_events_is_a_picture_too() -> None:
    svg = picture(_line(_case(), "2023-09-06"), EN)
    assert "Nothing is recorded up to this day." in (ET.fromstring(svg).findtext(f"{SVG}desc") or "")
    _assert_clear(svg)


def test_signs_of_markup_in_a_title_stay_words() -> None:
    title = '</title><script>"&\u0007'
    root = ET.fromstring(picture(_line(replace(REFUSED, title=title), "2023-09-06"), EN))
    assert root.findtext(f"{SVG}title", "").startswith('</title><script>"&,')
    assert not list(root.iter(f"{SVG}script"))


def test_in_japanese_days_and_fonts_are_japanese() -> None:
    svg = picture(_osaka("2024-07-05"), JA)
    words = [box.words for box in _boxes(svg)]
    assert "2024年7月5日" in words
    assert any("2021年2月" in text for text in words)
    assert ET.fromstring(svg).get("font-family") == FONTS


def test_letters_are_measured() -> None:
    assert width("難民", 14) == 28
    assert 0.45 < width("administrative", 1) / len("administrative") < 0.6
    assert shorten("administrative review", 80, 14).endswith("…")
    assert width(shorten("administrative review", 80, 14), 14) <= 80


def test_a_window_of_which_nothing_is_recorded_is_not_drawn() -> None:
    """The file ends in March: whether a refusal came after it is open, and so no day of a window can be drawn."""
    pending = replace(_case(*REFUSED.events[:2]), complete=dict.fromkeys(REFUSED.complete, date(2023, 3, 1)))
    line = _line(pending, "2023-09-06")
    assert [r.state for r in line.current.remedies] == ["unknown"]
    assert lanes.dated(line) == []


@pytest.mark.parametrize("name", laws.ORDERS)
def test_every_span_names_kinds_fields_and_a_lane_that_exist(name: str) -> None:
    law = laws.find(name)
    for span in law.spans:
        begins = law.kinds[span.begins]
        ends = [law.kinds[kind] for kind in span.ends.split("|")]
        assert span.lane in law.lanes
        assert {*span.where, *span.same, *filter(None, [span.until])} <= set(begins.fields), span
        assert all(any(key in kind.fields for kind in ends) for key in span.same), span
