"""Up to which day a caseload is complete, and on which day it is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from wellfounded.caseload.opening import Caseload
from wellfounded.caseload.table.events import EventBatch
from wellfounded.logic.errors import BadInput

From = Literal["asked", "file", "last_recorded_day"]


@dataclass(frozen=True, slots=True)
class Span:
    """The day asked about, and up to which day the record of each lane is complete; `found`: who says so."""

    on: date
    complete: Mapping[str, date]
    found: From

    @property
    def lags(self) -> bool:
        """Whether some lane is not complete to the day asked about."""
        return min(self.complete.values(), default=date.min) < self.on


def span(caseload: Caseload, on: date | None, complete: Mapping[str, date] | None) -> Span:
    """The days of a question. Without `complete`: what the file says; if it says nothing, its last recorded day.

    Without `on`: the day up to which all is complete. Of several lanes of which one is not named, nothing is said.
    """
    if complete:
        days, found = dict(complete), "asked"
        caseload.header = replace(caseload.header, complete=days)
    elif caseload.header.complete:
        days, found = dict(caseload.header.complete), "file"
    else:
        last = max(caseload.each(_last), default=0)
        if not last and caseload.rejects.total:
            raise BadInput(
                "No row of {file} can be read; the first is line {row}. "
                "With --rejects FILE each is written with its reason.",
                file=caseload.source.name,
                row=min(rows[0].line for rows in caseload.rejects.first.values()),
            )
        if not last:
            raise BadInput("No event of the table has a day. Say up to which day it is complete: --complete 2024-12-31")
        days, found = dict.fromkeys(caseload.law.lanes, date.fromordinal(last)), "last_recorded_day"
    return Span(on or min(days.values()), days, found)  # type: ignore[arg-type]


def _last(batch: EventBatch) -> int:
    """The last day on which something was recorded, or happened where no day of record is given."""
    recorded = batch.recorded.low
    day = np.where(recorded > 0, recorded, batch.day.low)
    return int(day.max(initial=0))
