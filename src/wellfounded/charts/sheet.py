"""The sheet on which a chart is drawn: head above, figures between, source and method below. Lengths are in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wellfounded.charts.kinds import Caption
from wellfounded.charts.style import FAINT, INK, SOFT
from wellfounded.charts.words import foot, from_the_right
from wellfounded.claim.picture.lettering import shorten, width

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

WIDTH, EDGE = 640.0, 22.0
TITLE, SUBTITLE, BODY, FOOT = 15.0, 11.0, 10.0, 8.0
_OPENS = set("（「『")
_CLOSES = set("、。）」』ー・：；！？,.;:)%")


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than the room; between words, or between characters where there are no spaces."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def _pieces(text: str) -> list[str]:
    """Words with the space after them; of Japanese each character, with the punctuation that must not begin a line."""
    pieces: list[str] = []
    for i, letter in enumerate(text):
        before = text[i - 1] if i else ""
        joins = before and not (
            before == " " or (letter not in _CLOSES and before not in _OPENS and (_wide(letter) or _wide(before)))
        )
        if joins:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _wide(letter: str) -> bool:
    return width(letter, 1) == 1.0


class Sheet:
    """One figure with its words. `plot` is the height of the part that the chart itself draws.

    `first` and `last` are the rooms kept beside the plot, on the side where a line begins and on the other one.
    Inside the plot, points are counted from its lower left corner; `axes` has the same box, for what has a scale.
    """

    def __init__(self, caption: Caption, plot: float, first: float = 0, last: float = 0) -> None:
        from matplotlib.figure import Figure

        self.caption = caption
        self.mirrored = from_the_right(caption)
        self.tips: list[str] = []
        room = WIDTH - 2 * EDGE
        title = wrapped(caption.title, room, TITLE, bold=True)
        subtitle = wrapped(caption.subtitle, room, SUBTITLE)
        below = [line for text in foot(caption) for line in wrapped(text, room, FOOT)]
        head = EDGE + len(title) * TITLE * 1.3 + len(subtitle) * SUBTITLE * 1.35 + 16
        tail = 14 + len(below) * FOOT * 1.4 + EDGE - 6
        self.height = head + plot + tail
        self.left, self.right = (EDGE + last, EDGE + first) if self.mirrored else (EDGE + first, EDGE + last)
        self.bottom, self.plot, self.width = tail, plot, WIDTH - self.left - self.right
        self.figure = Figure(figsize=(WIDTH / 72, self.height / 72), dpi=72)
        self.axes: Axes = self.figure.add_axes(
            (self.left / WIDTH, tail / self.height, self.width / WIDTH, plot / self.height)
        )
        self.axes.set_axis_off()
        y = self.height - EDGE - TITLE * 0.8
        for line in title:
            self._line(y, line, TITLE, INK, bold=True)
            y -= TITLE * 1.3
        y -= 1
        for line in subtitle:
            self._line(y, line, SUBTITLE, SOFT)
            y -= SUBTITLE * 1.35
        y = tail - 14 - FOOT
        for line in below:
            self._line(y, line, FOOT, SOFT)
            y -= FOOT * 1.4

    def _line(self, y: float, text: str, size: float, colour: str, bold: bool = False) -> None:
        x = WIDTH - EDGE if self.mirrored else EDGE
        self._text(x, y, text, size, colour, "right" if self.mirrored else "left", bold)

    def _text(self, x: float, y: float, text: str, size: float, colour: str, align: str, bold: bool) -> None:
        self.figure.text(
            x / WIDTH, y / self.height, text, fontsize=size, color=colour, ha=align, va="baseline",
            fontweight="bold" if bold else "normal", parse_math=False,
        )  # fmt: skip

    def side(self, align: str) -> str:
        """`start`, `end` or `middle` as left, right or center, by the direction of the script."""
        if align == "middle":
            return "center"
        return "left" if (align == "start") != self.mirrored else "right"

    def write(
        self, x: float, y: float, text: str, align: str = "start", *, size: float = BODY, colour: str = INK,
        bold: bool = False, most: float | None = None,
    ) -> None:  # fmt: skip
        """Words at a point of the plot, their baseline a third of a letter below it, so that they stand beside it."""
        if most is not None:
            text = shorten(text, most, size, bold)
        self._text(self.left + x, self.bottom + y - size * 0.35, text, size, colour, self.side(align), bold)

    def begin(self, gap: float = 0) -> float:
        """The x of the edge where a line of text begins, `gap` outside the plot."""
        return self.width + gap if self.mirrored else -gap

    def end(self, gap: float = 0) -> float:
        """The x of the other edge, `gap` outside the plot."""
        return -gap if self.mirrored else self.width + gap

    def at_x(self, value: float) -> float:
        """The x in points of a value of the scale."""
        low, high = self.axes.get_xlim()
        return (value - low) / (high - low) * self.width

    def at_y(self, value: float) -> float:
        """The y in points of a value of the scale."""
        low, high = self.axes.get_ylim()
        return (value - low) / (high - low) * self.plot

    def scale(self, xs: tuple[float, float], ys: tuple[float, float], mirrored: bool = False) -> None:
        """Set both scales; a mirrored one runs from the right where the script does."""
        self.axes.set_xlim(*(xs[::-1] if mirrored and self.mirrored else xs))
        self.axes.set_ylim(*ys)

    def marked(self, artist: Artist, tip: str) -> None:
        """Words shown on pointing at a mark, and read aloud."""
        artist.set_gid(f"mark-{len(self.tips)}")
        self.tips.append(tip)

    def gridline(self, **at: float) -> None:
        """A faint line across the plot, at `x=` or `y=`."""
        drawn: dict[str, Any] = {"color": FAINT, "linewidth": 0.8, "zorder": 0, "solid_capstyle": "butt"}
        if "x" in at:
            self.axes.axvline(at["x"], **drawn)
        else:
            self.axes.axhline(at["y"], **drawn)
