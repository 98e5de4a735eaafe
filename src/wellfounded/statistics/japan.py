"""Japan's published figures: the ministry's table of 1978 to 2024, the origins of 2023, who waits at a year's end."""

from __future__ import annotations

from wellfounded.statistics.amounts import exactly
from wellfounded.statistics.definitions import Definition, Figure
from wellfounded.statistics.places import Place, places
from wellfounded.statistics.shipped import COPIED_ON, number, rows
from wellfounded.statistics.shipped import where as read_at

FIRST_YEAR, LAST_YEAR = 1978, 2024
_YEAR = "calendar_year"


def _of(status: str, level: str, closed: str = "no_part", period: str = _YEAR) -> Definition:
    return Definition((status,), "persons", level, period, closed)


DEFINED = {
    "refugee_applications": ("applications", _of("application", "first_instance")),
    "resettled_refugees": ("resettled", _of("resettled", "abroad")),
    "convention_refugees": ("recognised", _of("convention", "first_and_review")),
    "of_which_on_review": ("recognised_on_review", _of("convention", "review")),
    "complementary_protection": ("complementary", _of("complementary", "first_and_review")),
    "other_humanitarian": ("humanitarian", _of("humanitarian", "first_and_review")),
    "complementary_applications": ("complementary_applications", _of("complementary_application", "first_instance")),
    "review_requests": ("review_requests", _of("review_request", "review")),
    "not_recognised_first_instance": ("refused_at_first_instance", _of("refused", "first_instance")),
    "not_recognised_on_review": ("refused_on_review", _of("refused", "review")),
}
"""The columns of the yearly table: their measure, and what they count."""
SUMS = {
    "refugee_applications": 105_487,
    "resettled_refugees": 11_595,
    "convention_refugees": 1_420,
    "of_which_on_review": 176,
    "other_humanitarian": 6_054,
    "total_protected": 19_071,
}
"""The totals that the ministry prints under the columns of 1978 to 2023."""


def years() -> list[int]:
    """The years of the table."""
    return [int(row["year"]) for row in rows("japan_recognition")]


def figures(year: int) -> list[Figure]:
    """What the ministry published for a year, and what follows from it."""
    japan = places()["JPN"]
    found: list[Figure] = []
    for row in rows("japan_recognition"):
        if row["year"] != str(year):
            continue
        for column, (measure, definition) in DEFINED.items():
            if (count := number(row, column)) is not None:
                derived = (
                    "8,269 refusals in all, less 5,117" if (year, column) == (2024, "not_recognised_on_review") else ""
                )
                found.append(_figure(measure, japan, year, count, definition, row=row, columns=column, derived=derived))
        found += _derived(row, japan, year)
    return found + _pending(japan, year)


def _figure(
    measure: str,
    japan: Place,
    year: int,
    count: int,
    definition: Definition,
    *,
    row: dict[str, str],
    columns: str,
    derived: str = "",
) -> Figure:
    where = f"{read_at(row['source'])}: {year}, {columns}"
    return Figure(measure, japan, year, exactly(count), definition, "moj", (where,), COPIED_ON, row["mark"], derived)


def _derived(row: dict[str, str], japan: Place, year: int) -> list[Figure]:
    """Figures that the table does not print: recognitions at first instance, cases closed at first instance."""
    recognised, on_review = number(row, "convention_refugees"), number(row, "of_which_on_review")
    decided, refused = number(row, "decided_first_instance"), number(row, "not_recognised_first_instance")
    found: list[Figure] = []
    if recognised is not None and on_review is not None:
        first = recognised - on_review
        columns = "convention_refugees, of_which_on_review"
        at_first = _of("convention", "first_instance")
        how = f"{recognised:,} - {on_review:,}"
        found.append(
            _figure("recognised_at_first_instance", japan, year, first, at_first, row=row, columns=columns, derived=how)
        )
        if decided is not None and refused is not None:
            columns = f"decided_first_instance, {columns}, not_recognised_first_instance"
            closed, n = _of("closed", "first_instance", "in"), decided - first - refused
            how = f"{decided:,} - {first:,} - {refused:,}"
            found.append(
                _figure("closed_at_first_instance", japan, year, n, closed, row=row, columns=columns, derived=how)
            )
    return found


def _pending(japan: Place, year: int) -> list[Figure]:
    return [
        Figure(
            "pending_at_first_instance" if row["stage"] == "first_instance" else "pending_on_review",
            japan,
            year,
            exactly(int(row["pending"])),
            _of("pending", row["stage"], period="end_of_year"),
            "moj",
            (f"{read_at(row['source'])}: {year}, {row['stage']}",),
            COPIED_ON,
            row["mark"],
        )
        for row in rows("japan_pending")
        if row["year"] == str(year)
    ]


def by_origin(year: int) -> dict[Place, int]:
    """Recognitions by origin, where the ministry's whole breakdown is known (2023); else empty."""
    return {
        places()[row["value"]]: int(row["persons"])
        for row in rows("japan_detail")
        if row["year"] == str(year) and row["measure"] == "recognised_by_origin"
    }


def flows(year: int) -> list[tuple[str, int, int, int, list[tuple[int, str]]]]:
    """Of each stage with known stocks and flows: the stock before, who came, who was decided, the stocks reported."""
    of = {row["year"]: row for row in rows("japan_recognition")}.get(str(year))
    if of is None:
        return []
    stocks: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in rows("japan_pending"):
        stocks.setdefault((row["year"], row["stage"]), []).append((int(row["pending"]), row["source"]))
    found = []
    for stage, came, left in (
        ("first_instance", "refugee_applications", "decided_first_instance"),
        ("review", "review_requests", "decided_on_review"),
    ):
        before, after = stocks.get((str(year - 1), stage)), stocks.get((str(year), stage))
        arrived, decided = number(of, came), number(of, left)
        if before and after and arrived is not None and decided is not None:
            found.append((stage, before[0][0], arrived, decided, after))
    return found
