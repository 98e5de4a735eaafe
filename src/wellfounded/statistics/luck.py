"""Is this luck? How much of what deciders, offices or countries differ by chance alone would give.

    answer = luck(table, permutations=2000, seed=1)

What goes in is a table of counts. What comes out speaks of the system: a range beside the range of chance, a spread,
and which units chance hardly explains. Where cases were not handed out as by lot, what comes out is `NotComparable`,
which has no units at all. Nothing here takes a case, and nothing gives a chance to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from wellfounded.charts import Limits
from wellfounded.logic.errors import BadInput
from wellfounded.statistics.assignment import Balance, balance
from wellfounded.statistics.deciders import FEWEST, MINIMUM, Deciders, Floats
from wellfounded.statistics.luck_chance import Expected, discoveries, dispersion, exact_p, expected, spans, worlds
from wellfounded.statistics.luck_funnel import Overdispersion, limits, overdispersion, sizes, wide_limits
from wellfounded.statistics.luck_spread import Spread, spread

FALSE = 0.05
"""Of the units called different, at most this part is expected to be so by chance alone."""
TOO_FEW = 100
"""Fewer worlds than this say nothing of the ends of a range."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What was compared. `small`: units left out for too few decisions, and how many decisions these took."""

    units: int
    decisions: int
    granted: int
    strata: int
    minimum: int
    small: tuple[int, int]
    alone: int
    """Decisions in strata where only one unit decided: nothing can be compared there."""

    @property
    def rate(self) -> float:
        """The share granted of all decisions compared."""
        return self.granted / self.decisions


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `rate` as counted, `standardised` for the mix of all cases, `likely` with `low` and `high` shrunken.

    `different`: chance hardly explains its distance from the others. `outside`: nor does the spread that all share.
    """

    name: str
    decisions: int
    granted: int
    rate: float
    standardised: float
    likely: float
    low: float
    high: float
    p: float
    different: bool
    outside: bool


@dataclass(frozen=True, slots=True)
class Luck:
    """The answer for units that may be compared. Rates are shares from 0 to 1.

    `observed`: lowest and highest standardised rate. `chance`: the range between them that chance alone gives: median,
    and 2.5 and 97.5 of 100. `p`: how often chance alone gives as much dispersion. `far`: units more than half away from
    the mean, seen and by chance.
    """

    basis: Basis
    observed: tuple[float, float]
    counted: tuple[float, float]
    chance: tuple[float, float, float]
    p: float
    dispersion: float
    far: tuple[float, float]
    spread: Spread
    wide: Overdispersion
    funnel: Limits
    funnel_wide: Limits
    units: tuple[Unit, ...]
    balance: tuple[Balance, ...]
    permutations: int
    seed: int

    @property
    def different(self) -> int:
        """How many units chance hardly explains."""
        return sum(unit.different for unit in self.units)

    @property
    def real(self) -> bool:
        """Whether the units differ by more than chance."""
        return self.p < FALSE


@dataclass(frozen=True, slots=True)
class NotComparable:
    """The answer where cases were not handed out as by lot: why not, and no unit at all."""

    basis: Basis
    balance: tuple[Balance, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of the cases before they are decided: for `assignment.balance`."""

    tables: Mapping[str, Mapping[str, Deciders]] = field(default_factory=dict)
    effects: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def luck(
    table: Deciders,
    *,
    features: Features | None = None,
    permutations: int = 2000,
    seed: int = 1,
    minimum: int = MINIMUM,
) -> Luck | NotComparable:
    """How much of the differences between the units of a table is luck.

    Refused: fewer than two units of at least `minimum` decisions, no variation at all, and a minimum below ten, since
    smaller numbers point to persons.
    """
    if minimum < FEWEST:
        text = "Units of fewer than {least} decisions are never compared; {found} was asked for."
        raise BadInput(text, least=FEWEST, found=minimum)
    if permutations < TOO_FEW:
        text = "{found} drawings are too few to tell a range; ask for {least} or more."
        raise BadInput(text, found=permutations, least=TOO_FEW)
    if seed < 0:
        raise BadInput("The seed {found} is below zero. Give a whole number from 0 on.", found=seed)
    kept, basis = _compared(table, minimum)
    found: tuple[Balance, ...] = ()
    if features is not None and features.tables:
        enough = table.totals()[1] >= minimum
        tables = {name: {v: t.only(enough) for v, t in of.items()} for name, of in features.tables.items()}
        found = balance(tables, features.effects, seed)
        if not all(one.even for one in found):
            return NotComparable(basis, found, seed)
    return _answer(kept, basis, found, permutations, seed)


def _compared(table: Deciders, minimum: int) -> tuple[Deciders, Basis]:
    """The units that are compared, and what was left out."""
    enough = table.totals()[1] >= minimum
    if len(table.units) < 2:
        text = "The table has only {found} unit; at least two are needed to compare."
        raise BadInput(text, found=len(table.units))
    if enough.sum() < 2:
        text = "Of {units} units, {found} took {minimum} decisions or more; at least two are needed to compare."
        raise BadInput(text, units=len(table.units), found=int(enough.sum()), minimum=minimum)
    kept = table.only(enough)
    granted, total = kept.totals()
    if granted.sum() in (0, total.sum()):
        text = "All {decisions} decisions came out alike, so there is no difference to explain."
        raise BadInput(text, decisions=int(total.sum()))
    of = expected(kept)
    comparable = of.variance > 0
    if comparable.sum() < 2:
        raise BadInput(
            "No stratum has decisions of two units, so nothing can be compared. Name fewer columns as strata."
        )
    small = (int((~enough).sum()), int(table.totals()[1][~enough].sum()))
    if not comparable.all():
        kept = kept.only(comparable)
        granted, total = kept.totals()
    shared = np.bincount(kept.stratum, minlength=len(kept.strata)) > 1
    alone = int(kept.total[~shared[kept.stratum]].sum())
    basis = Basis(
        len(kept.units), int(total.sum()), int(granted.sum()), len(kept.strata), minimum, small, alone
    )  # fmt: skip
    return kept, basis


def _answer(kept: Deciders, basis: Basis, found: tuple[Balance, ...], permutations: int, seed: int) -> Luck:
    of = expected(kept)
    drawn = worlds(kept, of, permutations, seed)
    seen = float(dispersion(of.seen, of))
    standardised = of.standardised()
    p, spread_ = exact_p(kept, of), spread(kept)
    wide = overdispersion(of)
    at = sizes(of.total)
    return Luck(
        basis=basis,
        observed=(float(standardised.min()), float(standardised.max())),
        counted=(float((of.seen / of.total).min()), float((of.seen / of.total).max())),
        chance=(
            float(np.median(drawn.ranges)),
            float(np.quantile(drawn.ranges, 0.025)),
            float(np.quantile(drawn.ranges, 0.975)),
        ),
        p=(1 + int((drawn.dispersion >= seen).sum())) / (permutations + 1),
        dispersion=seen / float(drawn.dispersion.mean()),
        far=(float(spans(of.seen, of)[1]), float(drawn.far.mean())),
        spread=spread_,
        wide=wide,
        funnel=limits(of.rate, at),
        funnel_wide=wide_limits(of.rate, at, wide.added),
        units=_units(kept, of, p, spread_, wide),
        balance=found,
        permutations=permutations,
        seed=seed,
    )


def _units(kept: Deciders, of: Expected, p: Floats, of_spread: Spread, wide: Overdispersion) -> tuple[Unit, ...]:
    """One line a unit, the highest likely rate first."""
    different, standardised = discoveries(p, FALSE), of.standardised()
    lines = [
        Unit(
            kept.units[i], int(of.total[i]), int(of.seen[i]), float(of.seen[i] / of.total[i]), float(standardised[i]),
            float(of_spread.estimates[i]), float(of_spread.low[i]), float(of_spread.high[i]), float(p[i]),
            bool(different[i]), wide.outside[i],
        )
        for i in range(len(kept.units))
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda unit: (-unit.likely, unit.name)))
