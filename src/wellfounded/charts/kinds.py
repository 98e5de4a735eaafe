"""What a chart shows, as values: no picture yet, and no package needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wellfounded.logic.errors import WrongCall


class Between(NamedTuple):
    """A number known to lie between two, both included. `best`: the estimate within, where there is one."""

    low: float
    high: float
    best: float | None = None


Value = float | Between | None
"""A number, a range in which it lies, or nothing known."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart. `title` states the finding, `subtitle` the unit and the period.

    `source` and `method` stand under the chart; `taken` is the day on which the figures were taken from the source.
    """

    title: str
    subtitle: str
    source: str
    method: str
    taken: date | None = None
    lang: str = "en"

    def __post_init__(self) -> None:
        """A chart without its finding, unit and source is refused."""
        for part in ("title", "subtitle", "source", "method"):
            if not getattr(self, part).strip():
                raise WrongCall("A chart needs a {part}; none was given.", part=part)


@dataclass(frozen=True, slots=True, init=False)
class Row:
    """One labelled row of values. `stressed`: the row that the title is about. `note`: shown on pointing at it."""

    label: str
    values: tuple[Value, ...]
    note: str
    stressed: bool

    def __init__(self, label: str, *values: Value, note: str = "", stressed: bool = False) -> None:
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "note", note)
        object.__setattr__(self, "stressed", stressed)


class Break(NamedTuple):
    """A year from which a series counts otherwise, and why in a few words."""

    year: int
    why: str


class FunnelPoint(NamedTuple):
    """One unit of a funnel: how many decisions, the share granted (0 to 1), and whether chance hardly explains it."""

    label: str
    total: int
    rate: float
    flagged: bool = False


class Limits(NamedTuple):
    """Limits of a funnel at some numbers of decisions: within 95 % and 99.8 % of what chance gives."""

    totals: tuple[float, ...]
    low95: tuple[float, ...]
    high95: tuple[float, ...]
    low998: tuple[float, ...]
    high998: tuple[float, ...]


def _same_length(rows: tuple[Row, ...], number: int) -> None:
    if not rows:
        raise WrongCall("A chart needs at least one row; none was given.")
    for row in rows:
        if len(row.values) != number:
            raise WrongCall(
                "Each row of this chart needs {number} values; the row {label} has {found}.",
                number=number,
                label=row.label,
                found=len(row.values),
            )


@dataclass(frozen=True, slots=True)
class Bars:
    """One bar a row; each row has one value."""

    caption: Caption
    rows: tuple[Row, ...]
    percent: bool = False

    def __post_init__(self) -> None:
        """Rows of any other length are refused."""
        _same_length(self.rows, 1)


@dataclass(frozen=True, slots=True)
class Lines:
    """One line a row; each row has one value for each of `years`. `breaks`: where the way of counting changed."""

    caption: Caption
    rows: tuple[Row, ...]
    years: tuple[int, ...]
    breaks: tuple[Break, ...] = ()
    percent: bool = False

    def __post_init__(self) -> None:
        """Rows of any other length are refused."""
        _same_length(self.rows, len(self.years))


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots of each row on one scale; each row has one value for each of `names`."""

    caption: Caption
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    percent: bool = False

    def __post_init__(self) -> None:
        """Rows of any other length are refused."""
        _same_length(self.rows, len(self.names))


@dataclass(frozen=True, slots=True)
class Slopes:
    """Two values a row, joined by a line; `names` are the heads of the two sides."""

    caption: Caption
    names: tuple[str, str]
    rows: tuple[Row, ...]
    percent: bool = False

    def __post_init__(self) -> None:
        """Rows of any other length are refused."""
        _same_length(self.rows, 2)


@dataclass(frozen=True, slots=True)
class Stacked:
    """Counts by state, as met, open and not met; what is open bounds the share of the first state from both sides."""

    caption: Caption
    states: tuple[str, str, str]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        """Counts that are no plain numbers are refused: what is uncertain is the state in the middle."""
        _same_length(self.rows, 3)
        if not all(isinstance(v, (int, float)) and v >= 0 for row in self.rows for v in row.values):
            raise WrongCall("A stacked bar takes three counts, none of them below zero.")


@dataclass(frozen=True, slots=True)
class Heat:
    """A table coloured by value; each row has one value for each of `columns`. `none`: what an empty cell is."""

    caption: Caption
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    percent: bool = False
    none: str = "not known"

    def __post_init__(self) -> None:
        """Rows of any other length are refused."""
        _same_length(self.rows, len(self.columns))


@dataclass(frozen=True, slots=True)
class Funnel:
    """Rate against number of decisions. `limits` are of chance alone; `wide` also of the spread that all units share.

    `unit` and `total` name the two columns of its table, as "decider" and "decisions".
    """

    caption: Caption
    points: tuple[FunnelPoint, ...]
    limits: Limits
    centre: float
    wide: Limits | None = None
    unit: str = "unit"
    total: str = "decisions"

    def __post_init__(self) -> None:
        """A funnel of nothing is refused."""
        if not self.points:
            raise WrongCall("A chart needs at least one row; none was given.")


Chart = Bars | Lines | Dots | Slopes | Stacked | Heat | Funnel
