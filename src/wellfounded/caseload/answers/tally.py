"""Counts that grow block by block: of each measure, subject, value and group how many applications and persons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.answers.lodged import Group, Lodged
from wellfounded.caseload.answers.questions import Codes, Unit

Place = tuple[str, str, str]
"""Measure, subject, value."""


class Cell(NamedTuple):
    """One number of a table. `unit`: which of the two numbers the table shows. None: hidden."""

    measure: str
    subject: str
    value: str
    group: Group
    applications: int | None
    persons: int | None
    unit: Unit

    @property
    def shown(self) -> int | None:
        """What the table shows."""
        return self.persons if self.unit == "person" else self.applications


class Tally:
    """Counts of some blocks. Two are merged into one."""

    def __init__(self) -> None:
        self._counts: dict[tuple[Place, Group], list[int]] = {}
        self._units: dict[Place, Unit] = {}

    def add(self, measure: str, subject: str, unit: Unit, names: Sequence[str], codes: Codes, rows: Lodged) -> None:
        """Count the answers of a block. A code that has no name is not counted."""
        if not len(rows.at):
            return
        values = len(names) + 1
        if unit == "person":
            persons = applications = rows.persons(codes, values)
        else:
            applications, persons = rows.counted(codes, values)
        self.add_counts(measure, subject, unit, names, rows.groups, applications, persons)

    def add_counts(
        self,
        measure: str,
        subject: str,
        unit: Unit,
        names: Sequence[str],
        groups: Sequence[Group],
        applications: NDArray[Any],
        persons: NDArray[Any],
    ) -> None:
        """Add arrays of groups by values."""
        for g, v in zip(*np.nonzero(applications[:, : len(names)]), strict=True):
            place = (measure, subject, names[v])
            self._units[place] = unit
            held = self._counts.setdefault((place, groups[g]), [0, 0])
            held[0] += int(applications[g, v])
            held[1] += int(persons[g, v])

    def merge(self, other: Tally) -> Tally:
        """This tally with the counts of another added."""
        for key, (applications, persons) in other._counts.items():
            held = self._counts.setdefault(key, [0, 0])
            held[0] += applications
            held[1] += persons
        self._units.update(other._units)
        return self

    def cells(self, order: Callable[[Place], Any] = lambda place: place) -> tuple[Cell, ...]:
        """Every number that is not nought, group by group within each place."""
        found = sorted(self._counts.items(), key=lambda item: (order(item[0][0]), item[0][1]))
        return tuple(Cell(*place, group, a, p, self._units[place]) for (place, group), (a, p) in found)


def summed(cells: Iterable[Cell]) -> dict[Place, tuple[int, int]]:
    """Of each measure, subject and value the numbers of all groups together: applications, persons."""
    found: dict[Place, tuple[int, int]] = {}
    for cell in cells:
        one, two = found.get((cell.measure, cell.subject, cell.value), (0, 0))
        found[cell.measure, cell.subject, cell.value] = (one + (cell.applications or 0), two + (cell.persons or 0))
    return found


def counts_of(cells: Iterable[Cell], measure: str, subject: str) -> Mapping[str, int]:
    """What a table shows of a subject, over all groups: value to number."""
    found: dict[str, int] = {}
    for cell in cells:
        if cell.measure == measure and cell.subject == subject:
            found[cell.value] = found.get(cell.value, 0) + (cell.shown or 0)
    return found
