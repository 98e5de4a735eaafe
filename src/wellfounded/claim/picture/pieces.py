"""The pieces of which a lane of the picture is made, before and after each has its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from wellfounded.claim.picture.lettering import BETWEEN, width

TRACK, BAR, MARK, ROW, WINDOW, PAD = 30.0, 24.0, 7.0, 20.0, 28.0, 11.0
"""Heights: of a track, the bar and half the mark in it, a row of words, a window with its words, around a lane."""
SIZE, GAP, STEM = 14.0, 10.0, 6.0
"""The size of letters, the room between words, and the room from a mark's line to its words."""

Anchor = Literal["start", "middle", "end"]
Piece = tuple[str, str]
Line = tuple[Piece, ...]
"""Words in pieces, each with its colour."""


def wide(line: Line) -> float:
    """How wide the words are."""
    return width(BETWEEN.join(text for text, _ in line), SIZE)


@dataclass(slots=True, eq=False)
class Block:
    """A bar from `left` to `right`. `words`: the longest first. `must`: said beside it where it does not fit."""

    left: float
    right: float
    words: Sequence[Line]
    of: Any
    must: bool = False
    track: int = 0


@dataclass(slots=True, eq=False)
class Pin:
    """A mark, or the foot of words that find no room in their bar."""

    left: float
    right: float
    words: Line
    of: Any
    track: int = 0

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


@dataclass(slots=True, eq=False)
class Strip:
    """A thin bar with its words above it."""

    left: float
    right: float
    words: Line
    of: Any


@dataclass(frozen=True, slots=True)
class Words:
    """Words on a base line; they start, end or have their middle at x. `inside`: in a bar."""

    x: float
    y: float
    line: Line
    anchor: Anchor = "start"
    inside: bool = False

    @property
    def left(self) -> float:
        """Where they start at most."""
        return self.x - wide(self.line) * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]


@dataclass(slots=True)
class Placed:
    """A lane with heights counted from its top."""

    height: float = 0.0
    middle: float = 0.0
    blocks: list[tuple[Block, float]] = field(default_factory=list)
    pins: list[tuple[Pin, float]] = field(default_factory=list)
    strips: list[tuple[Strip, float]] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    stems: list[tuple[float, float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Room:
    """The room for words from `left` to `right`, and the line of the day asked about, which they avoid if they can."""

    left: float
    right: float
    line: float

    def crossed(self, start: float, end: float) -> bool:
        """Whether the words would lie over the line."""
        return start < self.line + 4 and self.line - 4 < end

    def holds(self, start: float, end: float) -> bool:
        """Whether the words stay within the picture."""
        return self.left <= start and end <= self.right
