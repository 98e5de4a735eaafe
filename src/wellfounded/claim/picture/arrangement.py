"""What each lane of the picture holds, turned into pieces with their words and colours on one time axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from wellfounded.claim import lanes
from wellfounded.claim.case_line import CaseLine, RemedyLine
from wellfounded.claim.lanes import Bar, Mark, Stretch
from wellfounded.claim.picture import captions
from wellfounded.claim.picture.captions import Say
from wellfounded.claim.picture.lettering import BETWEEN, shorten, width
from wellfounded.claim.picture.pieces import BAR, MARK, SIZE, STEM, Block, Pin, Placed, Room, Strip
from wellfounded.claim.picture.placing import place
from wellfounded.claim.picture.scale import Scale

WIDTH, EDGE, NAMES = 1000.0, 28.0, 190.0
"""The width of the picture, what stays free on both sides, and the most room for the name of a lane."""
SOON = 3
"""With fewer days left than these, an open window is drawn in the colour of the day asked about."""
INK, SOFT, ACT, ACCENT, WAIT = "#1f2530", "#5c6470", "#b3261e", "#0d5c63", "#8a6d1f"
"""Words, lesser words, what is about to pass, what is sure, what waits."""


Side = Literal["left", "right"]
"""On which side the lanes have their names."""


class Lane(NamedTuple):
    """What a lane holds."""

    words: str
    bars: list[Bar]
    marks: list[Mark]
    windows: list[RemedyLine]
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class Frame:
    """What everything is drawn in: the case, the axis, the room for words, the language."""

    line: CaseLine
    scale: Scale
    room: Room
    say: Say


def held_lanes(line: CaseLine, found: Sequence[Stretch] | None = None) -> list[Lane]:
    """The lanes that hold something, as the law orders them. `found`: how removal stood, if that is known already."""
    where = lanes.REMOVAL if lanes.REMOVAL in line.law.lanes else next(iter(line.law.lanes), "")
    stretches = lanes.removal(line) if found is None else list(found)
    held = [
        Lane(
            words,
            lanes.bars(line, name),
            lanes.marks(line, name),
            lanes.windows(line, name),
            stretches if name == where else [],
        )
        for name, words in line.law.lanes.items()
    ]
    return [lane for lane in held if any(lane[1:])]


def _time_axis(line: CaseLine, held: Sequence[Lane], left: float, right: float) -> Scale:
    """From the first day in the file to the day asked about, or to the last day that is still ahead."""
    first = min((mark.day.earliest for lane in held for mark in lane.marks), default=line.on - timedelta(60))
    ends = [w.last_day.latest for lane in held for w in lane.windows if w.last_day and lanes.ahead(w, line.on)]
    last = max((line.on, *(day for day in ends if day <= line.on + timedelta(400))))
    spare = max((last - first).days // 40, 7)
    return Scale(first - timedelta(spare), last + timedelta(2 * spare), left, right)


def frame(line: CaseLine, held: Sequence[Lane], say: Say, side: Side = "left") -> Frame:
    """The axis beside the names of the lanes, and the room for words."""
    names = max((width(say(lane.words), SIZE) for lane in held), default=0.0)
    beside = EDGE + min(names, NAMES) + 22
    left, right = (beside, WIDTH - EDGE) if side == "left" else (EDGE, WIDTH - beside)
    scale = _time_axis(line, held, left, right)
    return Frame(line, scale, Room(left, right, scale.ends(line.on)), say)


def lay_out(lane: Lane, frame: Frame) -> Placed:
    """The lane with each thing in its place."""
    blocks = [_stretch(stretch, lane, frame) for stretch in lane.stretches]
    rows: list[list[Block]] = [list(blocks)] if blocks else []
    tracks: dict[int, int] = {}
    for bar in lane.bars:
        block = _block(bar, frame)
        block.track = next((t for t, row in enumerate(rows) if _fits(block, row)), len(rows))
        if block.track == len(rows):
            rows.append([])
        rows[block.track].append(block)
        blocks.append(block)
        for event in (bar.begins, bar.ends):
            tracks.setdefault(id(event), block.track)
    free = 1 if lane.stretches else 0
    pins = [_pin(mark, tracks.get(id(mark.event), free), frame) for mark in lane.marks]
    return place(blocks, pins, [_strip(found, frame) for found in lane.windows], frame.room)


def _fits(block: Block, row: Sequence[Block]) -> bool:
    return all(
        isinstance(other.of, Bar) and (other.right <= block.left + 1 or block.right <= other.left + 1) for other in row
    )


def _stretch(found: Stretch, lane: Lane, frame: Frame) -> Block:
    left, right = frame.scale.at(found.first), frame.scale.ends(found.last)
    words = [((said, INK),) for said in captions.standing(found, frame.say)]
    return Block(left, right, words, found, must=found is lane.stretches[-1] or right - left > 2 * BAR)


def _block(found: Bar, frame: Frame) -> Block:
    last = found.last.latest if found.last else frame.line.on
    words = [((said, INK),) for said in captions.bar(found, frame.line, frame.say)]
    must = found.until is not None and found.last is None
    return Block(frame.scale.at(found.first.earliest), frame.scale.ends(last), words, found, must)


def _pin(mark: Mark, track: int, frame: Frame) -> Pin:
    left, right = frame.scale.at(mark.day.earliest), frame.scale.ends(mark.day.latest)
    half = 6.0 if mark.day.exact else max(MARK, (right - left) / 2)
    middle = (left + right) / 2
    day = captions.when(mark.day, frame.say)
    most = max(frame.room.right - middle, middle - frame.room.left) - STEM - width(BETWEEN + day, SIZE)
    what = shorten(captions.event(mark, frame.line, frame.say), most, SIZE)
    return Pin(middle - half, middle + half, ((what, INK), (day, SOFT)), mark, track)


def _strip(found: RemedyLine, frame: Frame) -> Strip:
    assert found.starts is not None
    assert found.last_day is not None
    words = shorten(captions.window(found, frame.line, frame.say), frame.room.right - frame.room.left, SIZE)
    left = frame.scale.at(found.starts.earliest)
    right = frame.scale.ends(min(found.last_day.latest, frame.scale.last))
    return Strip(left, max(right, left + 6), ((words, colour(found, frame.line.on)),), found)


def colour(found: RemedyLine, on: date) -> str:
    """The colour of a window: who acts in it, and whether it is about to pass."""
    if not lanes.ahead(found, on):
        return SOFT
    if found.remedy.who == "authority":
        return ACCENT
    return ACT if found.days_left is not None and found.days_left < SOON else WAIT
