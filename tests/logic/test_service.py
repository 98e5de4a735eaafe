"""Electronic service, and the appeal vectors that start from it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.logic.drawn import each, short_ranges
from tests.logic.test_periods import TWO_WEEKS
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.periods import Period
from wellfounded.logic.service import electronic, never_viewed

WEEK = Period(length=1, unit="weeks", first_day="excluded")
NOTICE = parse_day("2026-12-01")


def test_viewing_is_service() -> None:
    served = electronic(NOTICE, parse_day("2026-12-03"), None, WEEK, complete=True)
    assert served == parse_day("2026-12-03")
    assert TWO_WEEKS.apply(served) == parse_day("2026-12-17")


def test_a_document_nobody_viewed_is_served_with_the_end_of_the_week() -> None:
    assert never_viewed(NOTICE, WEEK) == parse_day("2026-12-08")
    assert TWO_WEEKS.apply(never_viewed(NOTICE, WEEK)) == parse_day("2026-12-22")
    assert TWO_WEEKS.apply(never_viewed(parse_day("2026-12-10"), WEEK)) == parse_day("2027-01-04")


def test_what_is_not_known_leaves_the_range_open() -> None:
    assert electronic(NOTICE, None, None, WEEK) == parse_day("[2026-12-01..2026-12-08]")
    assert electronic(NOTICE, parse_day("2026-12-03"), None, WEEK) == parse_day("[2026-12-01..2026-12-03]")
    assert electronic(NOTICE, None, parse_day("2026-12-20"), WEEK) == parse_day("[2026-12-01..2026-12-08]")


def test_the_earliest_of_all_counts() -> None:
    third, fourth, tenth = (parse_day(f"2026-12-{day}") for day in ("03", "04", "10"))
    assert electronic(NOTICE, third, fourth, WEEK) == third
    assert electronic(NOTICE, fourth, third, WEEK) == third
    assert electronic(NOTICE, tenth, tenth, WEEK) == parse_day("2026-12-08")
    assert electronic(NOTICE, parse_day("[2026-12-03..2026-12-10]"), fourth, WEEK) == Day(
        third.earliest, fourth.earliest
    )


@given(short_ranges, st.none() | short_ranges, st.none() | short_ranges)
def test_the_range_is_the_hull_of_all_that_can_have_happened(
    notice: Day, viewed: Day | None, downloaded: Day | None
) -> None:
    found = {
        min(WEEK.last_day(sent), *(seen for seen in (view, download) if seen is not None))
        if view or download
        else WEEK.last_day(sent)
        for sent in each(notice)
        for view in (each(viewed) if viewed else [None])
        for download in (each(downloaded) if downloaded else [None])
    }
    assert electronic(notice, viewed, downloaded, WEEK, complete=True) == Day(min(found), max(found))
