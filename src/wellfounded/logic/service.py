"""Electronic service: on which day a document put into a court's system counts as served."""

from __future__ import annotations

from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period


def electronic(notice: Day, viewed: Day | None, downloaded: Day | None, week: Period, *, complete: bool = False) -> Day:
    """The day of service: the earliest of viewing, of download, and of the last day of the week after the notice.

    None is a day that is not known, and may be any from the notice on. With `complete`, None did not happen.
    """
    known = [day for day in (viewed, downloaded) if day is not None]
    possible = [week.apply(notice), *known]
    settled = complete or len(known) == 2
    return Day(
        min(day.earliest for day in (possible if settled else [notice, *possible])),
        min(day.latest for day in possible),
    )


def never_viewed(notice: Day, week: Period) -> Day:
    """The day of service of a document that nobody viewed or downloaded: the last day of the week."""
    return electronic(notice, None, None, week, complete=True)
