"""The persons of a stretch of the synthetic caseload of Japan, and one round of their applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.synthetic.flows import Floats
from wellfounded.caseload.synthetic.gathering import Bools, Gathering, Words
from wellfounded.caseload.synthetic.published import FIRST_YEAR, LAST_YEAR, assumed
from wellfounded.caseload.synthetic.working_days import Ints, WorkingDays
from wellfounded.law.jp.calendars import OFFICE

LAW_OF_2005 = date(2005, 5, 16).toordinal()
REVIEW_OF_2016 = date(2016, 4, 1).toordinal()
DELEGATION = date(2017, 7, 1).toordinal()
TRIAGE = date(2018, 1, 15).toordinal()
LAW_OF_2024 = date(2024, 6, 10).toordinal()
BEGINS = date(FIRST_YEAR, 1, 1).toordinal()
NO_CALENDAR = date(LAST_YEAR + 4, 12, 20).toordinal()
"""Days behind it are not asked of the calendar; nothing so late is ever written."""
PENDING, RECOGNISED, COMPLEMENTARY, WITHDRAWN, REFUSED = range(5)
"""How the first instance of an application ends. `WITHDRAWN` holds the decisions that it ended, too."""


@cache
def working_days() -> WorkingDays:
    """The working days of the regional bureaus, some years beyond the published figures."""
    return WorkingDays.of(OFFICE, FIRST_YEAR, LAST_YEAR + 4)


@dataclass(slots=True, eq=False)
class People:
    """The persons of a stretch, one a claim. `leaves`: the last day in Japan; `until`: the last day of the caseload.

    `recognised`, `humanitarian`: the year in which that was given, 0 for never. `separate`: asks for complementary
    protection alone. `refused`: how many applications have ended in a lasting refusal.
    """

    events: Gathering
    rng: np.random.Generator
    until: int
    landed: Ints
    with_status: Bools
    separate: Bools
    leaves: Ints
    recognised: Ints
    humanitarian: Ints
    refused: Ints
    year: Ints

    def share(self, n: int, share: float | NDArray[Any]) -> Bools:
        """Which of n are drawn, each with a share."""
        found: Bools = self.rng.random(n) < share
        return found

    def between(self, low: NDArray[Any], high: NDArray[Any]) -> Ints:
        """Whole numbers drawn evenly from `low` to `high`, both included."""
        found: Ints = (low + self.rng.random(len(low)) * (np.maximum(high - low, 0) + 1)).astype(np.int64)
        return found

    def after(self, day: NDArray[Any], least: int, most: int) -> Ints:
        """Days drawn evenly from `least` to `most` days after each day."""
        return np.asarray(day, np.int64) + self.rng.integers(least, most + 1, len(day))

    def office_after(self, day: NDArray[Any], least: int, most: int) -> Ints:
        """The same, on working days of the bureau."""
        return working_days().from_day(np.minimum(self.after(day, least, most), NO_CALENDAR))

    def apart(
        self, of: str, who: Ints, application: Ints, notified: NDArray[Any], how: Words
    ) -> tuple[NDArray[Any], Words]:
        """Some notices as events of their own; what is left to say with the decision itself.

        `how`: of the words `""`, `in_person` and `post`, the first where nobody recorded the notice.
        """
        at = (how.codes > 0) & self.share(len(who), assumed("path")["notice_served_apart_share"])
        means = Words(how.codes[at], how.words)
        self.events.add("notice_served", who[at], notified[at], application[at], how=means, of=of)
        return np.where(at | (how.codes == 0), 0, notified), Words(np.where(at, 0, how.codes), how.words)

    def go(self, who: Ints, day: Ints) -> None:
        """From this day on nothing more happens to these persons."""
        self.leaves[who] = np.minimum(self.leaves[who], day)


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """Applications that are lodged as the `number`-th of their person (from 0).

    `ends`: when the first instance ends, NO_DAY while it waits. `result`: how. `notified`: when the notice
    arrived, whether or not that was recorded.
    """

    number: int
    who: Ints
    lodged: Ints
    ends: Ints
    result: Ints
    notified: Ints

    def of(self, at: Bools | Ints) -> Round:
        """Some of these applications."""
        return Round(self.number, self.who[at], self.lodged[at], self.ends[at], self.result[at], self.notified[at])

    @property
    def application(self) -> Ints:
        """The number of the application, for each."""
        return np.full(len(self.who), self.number, np.int64)


def year_of(day: Ints) -> Ints:
    """The year of each day."""
    return FIRST_YEAR + working_days().month_of(day) // 12


def share_by_year(measure: Mapping[int, float], per: Mapping[int, float], otherwise: float) -> Floats:
    """A published yearly number as a share of another one, by year; `otherwise` where there is none."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return np.array([measure[y] / per[y] if y in measure else otherwise for y in years])
