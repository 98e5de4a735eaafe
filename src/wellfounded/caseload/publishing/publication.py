"""Results made fit for publication: small numbers hidden, and whatever would give them away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from wellfounded.caseload.answers.lodged import Group
from wellfounded.caseload.answers.tally import Cell
from wellfounded.caseload.publishing.suppression import LEAST, Total, shown
from wellfounded.caseload.run import Reading

ALL: Group = ("*",)
"""The group of everybody, in a published table."""
Name = tuple[str, str, str, Group]


class _Numbers:
    """The numbers of one system of tables, each with a place of its own, and the sums between them."""

    def __init__(self) -> None:
        self.place: dict[Name, int] = {}
        self.counts: list[int] = []
        self.persons: list[int] = []
        self.totals: list[Total] = []
        self.unprinted: list[int] = []

    def add(self, name: Name, count: int, persons: int) -> int:
        self.place[name] = len(self.counts)
        self.counts.append(count)
        self.persons.append(persons)
        return self.place[name]

    def sum(self, total: int, parts: Sequence[int]) -> None:
        """A sum that a reader can form. One of which nothing is there says nothing."""
        if parts and (len(parts) > 1 or parts[0] != total):
            self.totals.append((total, parts))

    def equal(self, one: Sequence[int], two: Sequence[int]) -> None:
        """Two groups of cells that come to the same: a sum that stands nowhere."""
        if one and two:
            between = self.add(("", "", str(len(self.counts)), ()), sum(self.counts[i] for i in one), 0)
            self.unprinted.append(between)
            self.sum(between, one)
            self.sum(between, two)


def published(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells with the totals of all groups (group `ALL`), and with None for every number that may not be shown.

    Only the number that the table shows is given: persons behind applications stay out of it.
    """
    whole = with_everybody(cells)
    numbers = _Numbers()
    for cell in whole:
        numbers.add((cell.measure, cell.subject, cell.value, cell.group), cell.shown or 0, cell.persons or 0)
    _sums_over_groups(whole, numbers)
    _sums_over_values(whole, numbers)
    shows = shown(numbers.counts, numbers.persons, numbers.totals, numbers.unprinted)
    return tuple(_printed(cell, bool(shows[i])) for i, cell in enumerate(whole))


def public_reading(read: Reading) -> Reading:
    """What was read, fit for publication: small numbers hidden, and the sums that give them away.

    Claims are counted in the tables as well, and rows are events or rejected: where a part is hidden, so is the whole
    of which it is the rest.
    """
    claims = {name: _enough(getattr(read, name)) for name in ("refused", "lost", "not_lodged", "outside")}
    rows = {
        name: _enough(getattr(read, name))
        for name in ("rejected", "rejected_facts", "undated", "left_out", "recorded_later")
    }
    reasons, conflicts = _each_enough(read.reasons), _each_enough(read.conflicts)
    if None in reasons.values():
        rows["rejected"] = None
    whole = None if None in claims.values() else _enough(read.claims)
    events = None if None in rows.values() else _enough(read.events)
    return replace(
        read,
        **claims,
        **rows,
        rows=_enough(read.rows),
        events=events,
        claims=whole,
        reasons=reasons,
        conflicts=conflicts,
        examples={},
    )


def _enough(count: int | None) -> int | None:
    return count if count is not None and (count == 0 or count >= LEAST) else None


def _each_enough(counts: Mapping[str, int | None]) -> dict[str, int | None]:
    return {name: _enough(count) for name, count in counts.items()}


def with_everybody(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells with one more for all groups together. Cells that are not grouped are of everybody already."""
    cells = tuple(cells)
    sums: dict[tuple[str, str, str], list[int]] = {}
    first: dict[tuple[str, str, str], Cell] = {}
    for cell in cells:
        if cell.group:
            place = (cell.measure, cell.subject, cell.value)
            first.setdefault(place, cell)
            held = sums.setdefault(place, [0, 0])
            held[0] += cell.applications or 0
            held[1] += cell.persons or 0
    everybody = [Cell(*place, ALL, a, p, first[place].unit) for place, (a, p) in sums.items()]
    return (*cells, *everybody)


def _sums_over_groups(cells: Sequence[Cell], numbers: _Numbers) -> None:
    parts: dict[tuple[str, str, str], list[int]] = {}
    for i, cell in enumerate(cells):
        if cell.group and cell.group != ALL:
            parts.setdefault((cell.measure, cell.subject, cell.value), []).append(i)
    for place, own in parts.items():
        numbers.sum(numbers.place[*place, ALL], own)


def _sums_over_values(cells: Sequence[Cell], numbers: _Numbers) -> None:
    by_table: dict[tuple[str, str, Group], dict[str, int]] = {}
    for i, cell in enumerate(cells):
        by_table.setdefault((cell.measure, cell.subject, cell.group), {})[cell.value] = i
    for (measure, subject, group), values in by_table.items():
        own = list(values.values())

        def of(table: str, about: str, wanted: Callable[[str], bool], group: Group = group) -> list[int]:
            return [i for value, i in by_table.get((table, about, group), {}).items() if wanted(value)]

        if measure == "claims":
            continue
        if subject == "treated_as_barred":
            # Who is to be treated as barred is barred, or open: one table says of the other what is open.
            for value in ("met", "not_met"):
                tables = (by_table.get(("removal", about, group), {}) for about in (subject, "barred"))
                treated, barred = ([table[value]] if value in table else [] for table in tables)
                numbers.equal(treated, [*barred, *_rest(numbers, barred, treated)])
        if measure == "windows":
            numbers.equal(own, of("remedies", subject, lambda value: value in ("open", "unknown")))
        elif measure == "overdue":
            owed = of("duties", subject, lambda value: value == "met")
            numbers.equal([*own, *_rest(numbers, own, owed)], owed)
        elif measure == "settled":
            asked = "stage" if subject == "stage" else "removal"
            numbers.equal(own, of(asked, subject, lambda value: "|" in value or value == "open"))
        else:
            whole = "claims" if cells[own[0]].unit == "person" else "applications"
            for total in of("claims", whole, lambda value: True):
                numbers.sum(total, own)


def _rest(numbers: _Numbers, part: Sequence[int], whole: Sequence[int]) -> list[int]:
    """What is left of a whole beside a part of it: anybody can subtract, so it is as small as it is."""
    left = sum(numbers.counts[i] for i in whole) - sum(numbers.counts[i] for i in part)
    if left <= 0:
        return []
    rest = numbers.add(("", "", str(len(numbers.counts)), ()), left, left)
    return [rest]


def _printed(cell: Cell, shows: bool) -> Cell:
    count = cell.shown if shows else None
    person = cell.unit == "person"
    return cell._replace(applications=None if person else count, persons=count if person else None)
