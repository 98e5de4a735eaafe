"""The working days of Japanese state offices and courts, 1982 to 2099."""

from __future__ import annotations

from datetime import date
from functools import cache

from wellfounded.law.jp.holiday_table import DAYS, NAMES
from wellfounded.logic.calendars import Calendar

FIRST, LAST = date(1982, 1, 1), date(2099, 12, 31)
YEAR_END = "end of year (29 December to 3 January)"

# Act on Holidays of Administrative Organs (Act 91 of 1988), as in force from these days.
# The first of the two days is known but not verified; the second stands in Act 28 of 1992.
SOME_SATURDAYS = date(1989, 1, 1)
ALL_SATURDAYS = date(1992, 5, 1)


@cache
def holidays(year: int) -> dict[tuple[int, int], str]:
    """The national holidays of a year by month and day. One year at a time, so that nothing is read at the start."""
    row = DAYS[year]
    return {
        (int(row[at : at + 2]), int(row[at + 2 : at + 4])): NAMES[ord(row[at + 4]) - ord("A")]
        for at in range(0, len(row), 5)
    }


def office_off(day: date) -> str | None:
    """Why state offices are closed: Act on Holidays of Administrative Organs, article 1(1)."""
    weekday = day.weekday()
    # From 1989 to April 1992 the second and the fourth Saturday of a month only.
    saturday = day >= ALL_SATURDAYS or (day >= SOME_SATURDAYS and (day.day - 1) // 7 in {1, 3})
    # Before 1989 offices closed over the turn of the year by practice.
    return _off(day, "Saturday" if weekday == 5 and saturday else "Sunday" if weekday == 6 else None)


def court_off(day: date) -> str | None:
    """Why a period before the courts does not end that day: Code of Civil Procedure, article 95(3).

    That Code is in force since 1998-01-01; its days are applied to earlier periods too, where the old Code had others.
    """
    weekday = day.weekday()
    return _off(day, "Saturday" if weekday == 5 else "Sunday" if weekday == 6 else None)


def _off(day: date, weekend: str | None) -> str | None:
    at = (day.month, day.day)
    if found := holidays(day.year).get(at):
        return found
    return weekend or (YEAR_END if at >= (12, 29) or at <= (1, 3) else None)


OFFICE = Calendar("jp.office", "Japanese state offices", FIRST, LAST, office_off)
COURT = Calendar("jp.court", "Japanese courts", FIRST, LAST, court_off)
