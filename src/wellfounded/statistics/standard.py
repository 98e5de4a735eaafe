"""Origin-standardised rates: what a country would recognise if each of its origins fared as it fares in the others.

Direct comparison of rates mixes two things: how a country decides, and whose claims it decides. For each origin
the rate of all other countries together is taken (leave one out), and weighed by the country's own decisions.
Origin is a crude stand-in: timing, routes and who gets that far differ within an origin. So the origins that drive
the result, and those for which the others have decided little, stand beside the ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wellfounded.statistics.places import Place, places
from wellfounded.statistics.unhcr import Decisions

COMPARED: Final = (
    *(
        "AUT",
        "BEL",
        "BGR",
        "HRV",
        "CYP",
        "CZE",
        "DNK",
        "EST",
        "FIN",
        "FRA",
        "DEU",
        "GRC",
        "HUN",
        "IRL",
        "ITA",
        "LVA",
        "LTU",
    ),
    *(
        "LUX",
        "MLT",
        "NLD",
        "POL",
        "PRT",
        "ROU",
        "SVK",
        "SVN",
        "ESP",
        "SWE",
        "NOR",
        "CHE",
        "GBR",
        "ISL",
        "USA",
        "CAN",
        "AUS",
    ),
    *("NZL", "JPN", "KOR", "BRA", "MEX", "ZAF", "TUR"),
)
"""The countries against which one is held: the EU, the rest of western Europe, and others whose states decide many
claims themselves."""
THIN: Final = 500
"""Of fewer decisions in the other countries than this, the comparison of an origin is thin."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One origin in the comparison. `expected`: the decisions times the rate elsewhere."""

    place: Place
    decided: int
    recognised: int
    elsewhere: int
    rate_elsewhere: float
    expected: float

    @property
    def thin(self) -> bool:
        """Whether the others decided too little to compare with."""
        return self.elsewhere < THIN


@dataclass(frozen=True, slots=True)
class Standard:
    """A country's crude rate beside the rate expected from its origins. Rates in per cent.

    `unmatched`: decisions on origins that no other country decided. `origins`: those that drive the result, first
    the one that gives most of the expected recognitions.
    """

    place: Place
    decided: int
    recognised: int
    expected: float
    unmatched: int
    unknown: int
    origins: tuple[Origin, ...]

    @property
    def crude(self) -> float:
        """Recognised of 100 decisions on the merits."""
        return 100 * self.recognised / self.decided

    @property
    def expected_rate(self) -> float:
        """The rate that the origins alone would give, over the decisions that can be compared."""
        return 100 * self.expected / (self.decided - self.unmatched)

    @property
    def ratio(self) -> float:
        """Recognised beside expected, over the decisions that can be compared."""
        return self.crude / self.expected_rate if self.expected else float("inf")

    @property
    def thin(self) -> tuple[Origin, ...]:
        """The origins whose comparison is thin, those with most decisions first."""
        return tuple(sorted((one for one in self.origins if one.thin), key=lambda one: -one.decided))


def standard(rows: Sequence[Decisions], place: Place, basis: str) -> Standard | None:
    """The comparison for one country from the rows of one year, all levels. Nothing where it decided nothing."""
    group = {*COMPARED, place.iso3}
    own: dict[Place, list[int]] = {}
    others: dict[Place, list[int]] = {}
    for row in rows:
        if row.place.iso3 not in group or row.origin is None or not row.substantive:
            continue
        granted = row.recognised.printed + (row.other.printed if basis == "protection" else 0)
        sums = (own if row.place == place else others).setdefault(row.origin, [0, 0])
        sums[0] += granted
        sums[1] += row.substantive
    if not own:
        return None
    origins = []
    for origin, (granted, decided) in own.items():
        there, whole = others.get(origin, [0, 0])
        share = there / whole if whole else 0.0
        origins.append(Origin(origin, decided, granted, whole, 100 * share, share * decided))
    origins.sort(key=lambda one: (-one.expected, one.place.iso3))
    return Standard(
        place,
        sum(one.decided for one in origins),
        sum(one.recognised for one in origins),
        sum(one.expected for one in origins),
        sum(one.decided for one in origins if not one.elsewhere),
        own.get(places()["XXX"], [0, 0])[1],
        tuple(origins),
    )
