"""Days drawn at random, for the tests of this folder."""

from datetime import date, timedelta

from hypothesis import strategies as st

from wellfounded.logic.days import Day, day

FIRST, LAST = date(1873, 1, 1), date(2099, 12, 31)

dates = st.dates(FIRST, LAST)
office_dates = st.dates(date(1982, 1, 1), date(2090, 12, 31))

wholes = st.one_of(
    dates.map(Day.of),
    st.builds(day, st.integers(1873, 2099), st.integers(1, 12)),
    st.builds(day, st.integers(1873, 2099)),
)
ranges = st.builds(lambda start, length: Day(start, start + timedelta(length)), dates, st.integers(0, 800))
guesses = st.builds(lambda start, length: Day(start, start + timedelta(length), True), dates, st.integers(2, 800))
days = st.one_of(wholes, ranges, guesses)

short_ranges = st.builds(
    lambda start, length: Day(start, start + timedelta(length)),
    st.dates(date(2021, 2, 1), date(2021, 2, 12)),
    st.integers(0, 6),
)


def each(found: Day) -> list[date]:
    """All dates that the day can be."""
    return [found.earliest + timedelta(days) for days in range((found.latest - found.earliest).days + 1)]
