"""The picture of a case as SVG, written by hand: shapes below, the line of the day, marks and words above.

Colours are plain attributes and every kind of shape has a class, so that a page may set its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.lanes import Stretch, ahead
from wellfounded.claim.picture import captions
from wellfounded.claim.picture.arrangement import (
    ACCENT,
    ACT,
    EDGE,
    INK,
    NAMES,
    SOFT,
    WIDTH,
    Frame,
    Lane,
    Side,
    colour,
    frame,
    held_lanes,
    lay_out,
)
from wellfounded.claim.picture.captions import Say
from wellfounded.claim.picture.lettering import FONTS, element, plain, shorten, text, width
from wellfounded.claim.picture.pieces import BAR, MARK, SIZE, Placed, Words
from wellfounded.claim.picture.scale import Scale

HEAD, DAY, FOOT = 112.0, 40.0, 66.0
"""The room above the lanes, for the title and the day, or for the day alone; and below them, for years and signs."""
PAPER, CARD, RULE, PAST, PENDING = "#fbfaf6", "#ffffff", "#dcd8cd", "#c9c4b6", "#d9e8e8"
STANDING = {"stopped": "#cfe3dc", "not_stopped": "#fbe0dc", "no_ground": "#efece3", "open": "#f6edcf"}


def picture(
    line: CaseLine,
    say: Say,
    *,
    headed: bool = True,
    names: Side = "left",
    stretches: Sequence[Stretch] | None = None,
) -> str:
    """The picture of a case as it stood on the day asked about, as SVG; the same case gives the same bytes.

    `headed`: with title and stage, for a picture that stands alone; `names`: on which side the lanes are named, time
    running left to right always; `stretches`: how removal stood, where that was found before.
    """
    held = held_lanes(line, stretches)
    within = frame(line, held, say, names)
    head = HEAD if headed else DAY
    tops, top = [], head
    below, above, letters = [], [], []
    for lane in held:
        placed = lay_out(lane, within)
        tops.append(top)
        below.append(_below(placed, top, within))
        above.append(_above(placed, top, within))
        letters.append(_name(say(lane.words), top + placed.middle + 5, names))
        letters += [_words(words, top) for words in placed.words]
        top += placed.height
    rules = "".join(element("line", x1=EDGE, x2=WIDTH - EDGE, y1=y, y2=y) for y in (*tops, top))
    grid, years = _axis(within.scale, head, top, say)
    today = within.room.line
    desc = " ".join(captions.sentences(line, held, say))
    inner = [
        element("title", plain(_title(line, say))),
        element("desc", plain(desc)),
        element("rect", width=WIDTH, height=top + FOOT, fill=PAPER, class_="paper"),
        element("rect", x=EDGE - 14, y=head, width=WIDTH - 2 * EDGE + 28, height=top - head, fill=CARD, class_="card"),
        element("g", rules, stroke=RULE, class_="rules"),
        element("g", grid, stroke=RULE, stroke_dasharray="2 5", class_="grid"),
        *below,
        _line(today, head, top),
        *above,
        element(
            "g",
            (_head(line, say) if headed else "")
            + years
            + _today(line, today, head, say)
            + "".join(letters)
            + _legend(held, top + 48, say),
        ),
    ]
    size = {"width": WIDTH, "height": top + FOOT, "viewBox": f"0 0 {WIDTH:.0f} {top + FOOT:.0f}"}
    attributes = {"role": "img", "font_family": FONTS, "class_": "case-picture", **size}
    return element("svg", "\n".join(["", *inner, ""]), xmlns="http://www.w3.org/2000/svg", **attributes) + "\n"


def _below(placed: Placed, top: float, within: Frame) -> str:
    """Bars and windows: what the line of the day passes over."""
    drawn, scale, line = [], within.scale, within.line
    for block, y in placed.blocks:
        shape: dict[str, object] = {"y": top + y - BAR / 2, "height": BAR}
        if isinstance(block.of, Stretch):
            drawn.append(
                _rect(
                    block.left, block.right, rx=4.0, fill=STANDING[block.of.standing], class_=block.of.standing, **shape
                )
            )
            continue
        sure = scale.at(min(block.of.first.latest, line.on))
        end = scale.ends(block.of.last.earliest) if block.of.last else block.right
        drawn.append(
            _rect(block.left, block.right, rx=BAR / 2, fill=PENDING, fill_opacity=0.55, class_="pending", **shape)
        )
        if end - sure > BAR:
            drawn.append(_rect(sure, end, rx=BAR / 2, fill=PENDING, class_="pending", **shape))
    for strip, y in placed.strips:
        found = strip.of
        past = not ahead(found, line.on)
        fill = PAST if past else colour(found, line.on)
        sure = max(strip.left + 4, scale.ends(min(found.last_day.earliest, scale.last)))
        thin: dict[str, object] = {
            "y": top + y,
            "height": 5,
            "rx": 2.5,
            "fill": fill,
            "class_": "past" if past else "window",
        }
        drawn.append(_rect(strip.left, min(sure, strip.right), **thin))
        if strip.right > sure + 1:
            drawn.append(_rect(min(sure, strip.right) - 4, strip.right, fill_opacity=0.45, **thin))
    return element("g", "".join(drawn)) if drawn else ""


def _rect(left: float, right: float, **attributes: object) -> str:
    return element("rect", x=left, width=right - left, **attributes)


def _above(placed: Placed, top: float, within: Frame) -> str:
    """Marks, and the thin lines from them to their words."""
    say, line = within.say, within.line
    stems = "".join(element("line", x1=x, x2=x, y1=top + a, y2=top + b) for x, a, b in placed.stems)
    drawn = element("g", stems, stroke=PAST, class_="stems") if stems else ""
    for pin, y in placed.pins:
        mark = pin.of
        said = say("{what}: {day}", what=captions.event(mark, line, say), day=mark.day)
        tip = element("title", plain(said))
        if not mark.day.exact:
            soft = {
                "y": top + y - MARK,
                "height": 2 * MARK,
                "rx": MARK,
                "fill": INK,
                "fill_opacity": 0.38,
                "class_": "soft",
            }
            drawn += element("rect", tip, x=pin.left, width=pin.right - pin.left, **soft)
        elif mark.notice:
            drawn += element("circle", tip, cx=pin.x, cy=top + y, r=5, fill=CARD, stroke=ACCENT, stroke_width=2)
        else:
            drawn += element("circle", tip, cx=pin.x, cy=top + y, r=6, fill=ACCENT, class_="exact")
    return drawn


def _words(words: Words, top: float) -> str:
    halo = "" if words.inside else CARD
    return text(words.x, top + words.y, *words.line, size=SIZE, anchor=words.anchor, halo=halo)


def _axis(scale: Scale, top: float, bottom: float, say: Say) -> tuple[str, str]:
    """The lines of years or months, and their words below."""
    grid, years = "", ""
    for tick in scale.ticks(lambda day: width(say("{day}", day=day), SIZE)):
        x, words = scale.at(tick.day), say("{day}", day=tick.words)
        grid += element("line", x1=x, x2=x, y1=top, y2=bottom)
        half = width(words, SIZE) / 2
        if x - half >= EDGE and x + half <= scale.right:
            years += text(x, bottom + 22, (words, SOFT), size=SIZE, anchor="middle")
    return grid, years


def _title(line: CaseLine, say: Say) -> str:
    return say("{title}, on {day}", title=line.case.title or say("The case"), day=line.on)


def _head(line: CaseLine, say: Say) -> str:
    room = WIDTH - 2 * EDGE
    stages = [say(line.law.stages.get(name, name)) for name in sorted(line.current.stage)]
    stage = stages[0] if len(stages) == 1 else say("Not established: {either}", either=" / ".join(stages))
    title = shorten(line.case.title or say("The case"), room, 22, bold=True)
    return text(EDGE, 40, (title, INK), size=22, bold=True) + text(EDGE, 66, (shorten(stage, room, 15), SOFT), size=15)


def _name(words: str, y: float, side: Side) -> str:
    x, anchor = (EDGE, "start") if side == "left" else (WIDTH - EDGE, "end")
    return text(x, y, (shorten(words, NAMES, SIZE), SOFT), size=SIZE, anchor=anchor)


def _line(x: float, head: float, bottom: float) -> str:
    return element("line", x1=x, x2=x, y1=head - 6, y2=bottom + 4, stroke=ACT, stroke_width=2, class_="asked")


def _today(line: CaseLine, x: float, head: float, say: Say) -> str:
    words = say("{day}", day=line.on)
    half = width(words, 15, bold=True) / 2
    return text(
        min(max(x, EDGE + half), WIDTH - EDGE - half), head - 14, (words, ACT), size=15, bold=True, anchor="middle"
    )


def _legend(held: Sequence[Lane], y: float, say: Say) -> str:
    """What the signs mean, of those that are in the picture."""
    days = list(chain.from_iterable((m.day for m in lane.marks) for lane in held))
    signs: list[tuple[str, str]] = []
    if any(day.exact for day in days):
        signs.append((element("circle", cx=6, cy=0, r=6, fill=ACCENT), "the day is known"))
    if not all(day.exact for day in days):
        soft = {"y": -7, "height": 14, "rx": 7, "fill": INK, "fill_opacity": 0.38}
        signs.append((element("rect", x=0, width=22, **soft), "some day in this time"))
    if any(lane.windows for lane in held):
        signs.append((element("rect", x=0, y=-2.5, width=22, height=5, rx=2.5, fill=PAST), "time in which to act"))
    if any(s.standing == "open" for lane in held for s in lane.stretches):
        signs.append((element("rect", x=0, y=-7, width=22, height=14, fill=STANDING["open"]), "not established"))
    drawn, x = "", EDGE
    for sign, words in signs:
        drawn += element("g", sign, transform=f"translate({x:.1f} {y - 4.5:.1f})")
        drawn += text(x + 30, y, (say(words), SOFT), size=13)
        x += 30 + width(say(words), 13) + 28
    return drawn
