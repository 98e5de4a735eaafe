"""Which rows belong together: the applications of one person, and those of the family."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Segments:
    """The applications of person p are the rows starts[p] to starts[p + 1], in the order of lodging.

    `family_starts` and `family_rows`: the relatives' applications of row r are the rows
    family_rows[family_starts[r] : family_starts[r + 1]] of the same block.
    """

    starts: Offsets
    family_starts: Offsets | None = None
    family_rows: Offsets | None = None
    sizes: dict[str, NDArray[np.int32]] = field(default_factory=dict, init=False, repr=False)
    """For each relation that was asked for, how many rows it ranges over from each row."""

    @cached_property
    def first(self) -> Offsets:
        """For each row, the first row of the same person."""
        return np.repeat(self.starts[:-1], np.diff(self.starts))

    @cached_property
    def end(self) -> Offsets:
        """For each row, the row after the last of the same person."""
        return np.repeat(self.starts[1:], np.diff(self.starts))
