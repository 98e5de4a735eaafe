"""Where things stand in one lane of a picture, so that no words lie over other words.

From top to bottom: windows, words that lean to the left, the bars with their marks, words that hang to the right.
Words that hang are placed from right to left, those that lean from left to right; so the thin line that leads from
a mark to its words never passes through other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wellfounded.claim.picture.pieces import (
    BAR,
    GAP,
    MARK,
    PAD,
    ROW,
    STEM,
    TRACK,
    WINDOW,
    Anchor,
    Block,
    Line,
    Pin,
    Placed,
    Room,
    Strip,
    Words,
    wide,
)

_SIDES: tuple[Anchor, Anchor] = ("start", "end")
_Row = list[tuple[float, float]]


def _free(row: _Row, start: float, end: float, gap: float = GAP) -> bool:
    return all(end + gap <= left or right + gap <= start for left, right in row)


def _first_free(rows: list[_Row], start: float, end: float, gap: float = GAP) -> int:
    """The first row with room, which it then takes."""
    at = next((i for i, row in enumerate(rows) if _free(row, start, end, gap)), len(rows))
    if at == len(rows):
        rows.append([])
    rows[at].append((start, end))
    return at


def place(blocks: Sequence[Block], pins: Sequence[Pin], strips: Sequence[Strip], room: Room) -> Placed:
    """Place all that a lane shows."""
    blocks = sorted(blocks, key=lambda block: not block.must)
    above: list[tuple[Strip, float, int]] = []
    shelves: list[_Row] = []
    for strip in sorted(strips, key=lambda s: (s.left, s.right)):
        start = _beside(strip, room)
        end = start + wide(strip.words)
        above.append((strip, start, _first_free(shelves, min(start, strip.left), max(end, strip.right))))
    tracks = 1 + max([-1, *(b.track for b in blocks), *(p.track for p in pins)])
    taken: list[_Row] = [[(p.left - 2, p.right + 2) for p in pins if p.track == t] for t in range(tracks)]
    for t, row in enumerate(taken):  # the lines of marks in other tracks may pass here
        row += [(p.x - 2, p.x + 2) for p in pins if p.track != t]
    inside, hanging = _inside(blocks, taken)
    for block in blocks:
        taken[block.track].append((block.left, block.right))
    beside, right, left = _outside([*pins, *hanging], taken, room)
    made = Placed()
    for strip, start, shelf in above:
        made.words.append(Words(start, PAD + shelf * WINDOW + 13, strip.words))
        made.strips.append((strip, PAD + shelf * WINDOW + 18))
    top = PAD + len(shelves) * WINDOW
    middle = top + (1 + max((at for _, at in left), default=-1)) * ROW
    centre = [middle + TRACK * (t + 0.5) for t in range(tracks)]
    below = middle + tracks * TRACK
    made.blocks = [(block, centre[block.track]) for block in blocks]
    made.pins = [(pin, centre[pin.track]) for pin in pins]
    made.words += [Words(x, centre[track] + 5, words, "middle", True) for x, track, words in inside]
    made.words += [Words(x, centre[track] + 5, words, anchor) for x, track, words, anchor in beside]
    for pin, at in right:
        made.words.append(Words(pin.x + STEM, below + at * ROW + 14, pin.words))
        made.stems.append((pin.x, centre[pin.track] + _half(pin), below + at * ROW + 15))
    for pin, at in left:
        made.words.append(Words(pin.x - STEM, middle - (at + 1) * ROW + 14, pin.words, "end"))
        made.stems.append((pin.x, middle - (at + 1) * ROW + 3, centre[pin.track] - _half(pin)))
    made.middle = centre[0] if tracks else PAD + WINDOW / 2
    made.height = below + (1 + max((at for _, at in right), default=-1)) * ROW + PAD
    return made


def _half(pin: Pin) -> float:
    """How far a line stays from the middle of the track: below a mark, or below a bar."""
    return MARK if pin.of is not None else BAR / 2


def _beside(strip: Strip, room: Room) -> float:
    """Where the words of a window start: at its beginning, at its end, or on one side of the line."""
    size = wide(strip.words)
    places = (strip.left, strip.right - size, room.line + STEM, room.line - STEM - size)
    for start in places:
        if room.holds(start, start + size) and not room.crossed(start, start + size):
            return start
    return min(max(room.left, strip.left), room.right - size)


def _inside(blocks: Iterable[Block], taken: list[_Row]) -> tuple[list[tuple[float, int, Line]], list[Pin]]:
    """The words of bars that fit into them, as near to the middle as marks allow; and those that must hang.

    Those that must be said come first, so that the words of other bars make way for their lines.
    """
    inside: list[tuple[float, int, Line]] = []
    hanging = []
    for block in blocks:
        stops = sorted((a, b) for a, b in taken[block.track] if b > block.left and a < block.right)
        edges = [block.left, *(x for stop in stops for x in stop), block.right]
        gaps = [(a + 6, b - 6) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        for words in block.words:
            size = wide(words)
            ideal = (block.left + block.right - size) / 2
            starts = [min(max(a, ideal), b - size) for a, b in gaps if b - a >= size]
            if starts:
                start = min(starts, key=lambda x: abs(x - ideal))
                inside.append((start + size / 2, block.track, words))
                break
        else:
            if block.must and block.words:
                foot = (block.left + block.right) / 2
                hanging.append(Pin(foot, foot, block.words[0], None, block.track))
                for row in taken:
                    row.append((foot - 2, foot + 2))
    return inside, hanging


def _outside(
    pins: Sequence[Pin], taken: list[_Row], room: Room
) -> tuple[list[tuple[float, int, Line, Anchor]], list[tuple[Pin, int]], list[tuple[Pin, int]]]:
    """The words of marks: beside the mark where there is room in its track, else hanging or leaning."""
    beside: list[tuple[float, int, Line, Anchor]] = []
    hang: list[Pin] = []
    lean: list[Pin] = []
    for pin in sorted(pins, key=lambda p: (-p.x, p.track)):
        size = wide(pin.words)
        for anchor in _SIDES:
            start = pin.right + STEM if anchor == "start" else pin.left - STEM - size
            end = start + size
            fits = room.holds(start, end) and not room.crossed(start, end)
            if fits and pin.of is not None and _free(taken[pin.track], start, end, 1):
                taken[pin.track].append((start, end))
                beside.append((start if anchor == "start" else end, pin.track, pin.words, anchor))
                break
        else:
            (hang if _hangs(pin.x, size, room) else lean).append(pin)
    right = _rows([(pin, pin.x, pin.x + STEM + wide(pin.words)) for pin in hang])
    left = _rows([(pin, pin.x - STEM - wide(pin.words), pin.x) for pin in reversed(lean)])
    return beside, right, left


def _rows(found: Iterable[tuple[Pin, float, float]]) -> list[tuple[Pin, int]]:
    """The row of each, counted from the bars; its line takes its place in the rows that it passes."""
    rows: list[_Row] = []
    placed = []
    for pin, start, end in found:
        at = _first_free(rows, start, end)
        for row in rows[:at]:
            row.append((pin.x, pin.x))
        placed.append((pin, at))
    return placed


def _hangs(x: float, size: float, room: Room) -> bool:
    """Whether words hang to the right of a mark: if they fit there, or would fit on neither side."""
    right, left = (x + STEM, x + STEM + size), (x - STEM - size, x - STEM)
    clear = [room.holds(*side) and not room.crossed(*side) for side in (right, left)]
    return clear[0] or (not clear[1] and room.holds(*right))
