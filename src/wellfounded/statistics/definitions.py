"""What a figure counts: status, unit, level, period, and whether closed cases are in. A rate without all five
cannot be.

Two figures may stand beside each other where the five agree; where one differs, the difference is named.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

from wellfounded.logic.errors import WrongCall
from wellfounded.statistics.amounts import Amount
from wellfounded.statistics.places import Place

STATUSES: Final = {
    "convention": "refugee status under the Convention",
    "complementary": "complementary protection",
    "humanitarian": "stay on other humanitarian grounds",
    "temporary": "temporary protection",
    "refused": "refusal",
    "closed": "closed without a decision on the merits",
    "application": "application for recognition",
    "complementary_application": "application for complementary protection",
    "review_request": "request for review",
    "pending": "waiting for a decision",
    "resettled": "resettled from abroad",
    "ceiling": "places for resettlement from abroad",
}
UNITS: Final = {"persons": "persons", "cases": "cases", "mixed": "cases and persons together", "places": "places"}
LEVELS: Final = {
    "first_instance": "first instance",
    "review": "administrative review",
    "first_and_review": "first instance and review together",
    "court": "court",
    "repeat": "repeat or reopened",
    "other": "another level",
    "all": "all levels added up",
    "abroad": "selection abroad",
}
PERIODS: Final = {
    "calendar_year": "decided or lodged in the calendar year",
    "us_fiscal_year": "in the fiscal year of the United States, from 1 October of the year before",
    "end_of_year": "at the end of the year",
}
CLOSED: Final = {
    "in": "closed cases counted in",
    "out": "closed cases left out",
    "not_given": "closed cases not given by the source",
    "no_part": "closed cases play no part",
}
ASPECTS: Final = {
    "status": "status",
    "unit": "unit",
    "level": "level",
    "period": "period",
    "closed": "closed cases",
}
WORDS: Final = {"unit": UNITS, "level": LEVELS, "period": PERIODS, "closed": CLOSED}


@dataclass(frozen=True, slots=True)
class Definition:
    """What is counted. Each word is one of the tables above; `status` may be several, in the order of the table."""

    status: tuple[str, ...]
    unit: str
    level: str
    period: str
    closed: str

    def __post_init__(self) -> None:
        if not self.status or any(one not in STATUSES for one in self.status):
            raise _missing("status", self.status)
        object.__setattr__(self, "status", tuple(one for one in STATUSES if one in self.status))
        for aspect, table in WORDS.items():
            if getattr(self, aspect) not in table:
                raise _missing(aspect, getattr(self, aspect))

    def differs(self, other: Definition) -> tuple[str, ...]:
        """The aspects in which two definitions differ."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(other, f.name))

    def plain(self) -> dict[str, Any]:
        """As plain data."""
        return {"status": list(self.status), **{aspect: getattr(self, aspect) for aspect in WORDS}}


def _missing(aspect: str, found: object) -> WrongCall:
    return WrongCall(
        "A figure needs its {aspect}; {found} is none that is known.", aspect=aspect, found=str(found or "(none)")
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number with all that is needed to check it.

    `year`: of the period. `source`: a name of `sources.SOURCES`. `rows`: where it stands in the source. `taken`:
    the day on which the source was extracted, or copied into the tables that come with the
    program. `mark`: verified, known
    or doubtful. `derived`: how it follows from other figures, where it is not printed.
    """

    measure: str
    place: Place
    year: int
    amount: Amount
    definition: Definition
    source: str
    rows: tuple[str, ...]
    taken: str = ""
    mark: str = "verified"
    derived: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.definition, Definition):
            raise _missing("status", self.definition)

    def explain(self) -> dict[str, Any]:
        """Definition, numerator, denominator, source rows and extraction date."""
        return {
            "definition": self.definition.plain(),
            "numerator": amount_plain(self.amount),
            "denominator": None,
            "source": self.source,
            "source_rows": list(self.rows),
            "taken": self.taken or None,
            "derived": self.derived or None,
            "mark": self.mark,
        }


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of decisions. It has a whole definition, or it cannot be built.

    `rest`: the decisions that stand beside the numerator in the denominator. `over`: the statuses of all of them.
    """

    numerator: Amount
    rest: Amount
    definition: Definition
    over: tuple[str, ...]
    sources: tuple[str, ...]
    rows: tuple[str, ...] = ()
    taken: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.definition, Definition):
            raise _missing("status", self.definition)
        if not self.over or any(one not in STATUSES for one in self.over):
            raise _missing("denominator", self.over)
        if self.denominator.printed <= 0:
            raise WrongCall("A rate needs decisions: there are none to divide by.")
        if ("closed" in self.over) != (self.definition.closed == "in"):
            raise WrongCall("A rate says of closed cases what its denominator does.")

    @property
    def denominator(self) -> Amount:
        """What is divided by."""
        return self.numerator + self.rest

    @property
    def percent(self) -> float:
        """As printed, in per cent."""
        return 100 * self.numerator.printed / self.denominator.printed

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most, in per cent, that the rounding of the cells leaves."""
        low = self.numerator.least / max(self.numerator.least + self.rest.most, 1)
        high = self.numerator.most / max(self.numerator.most + self.rest.least, 1)
        return 100 * low, 100 * high

    def explain(self) -> dict[str, Any]:
        """Definition, numerator, denominator, source rows and extraction date."""
        return {
            "definition": self.definition.plain(),
            "numerator": amount_plain(self.numerator),
            "denominator": {**amount_plain(self.denominator), "over": list(self.over)},
            "source": ", ".join(self.sources),
            "source_rows": list(self.rows),
            "taken": self.taken or None,
            "derived": None,
            "mark": "verified",
        }


def amount_plain(amount: Amount) -> dict[str, int]:
    """An amount as plain data."""
    return {"printed": amount.printed, "least": amount.least, "most": amount.most}
