"""A stretch of an event table as arrays: claims, their events, and the facts that no event holds.

A day is a day number (`date.toordinal`). Claims, applications and events are numbered from 0 inside their batch.
Nothing of the law is inferred here: the arrays say what the rows of the file say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

UNRECORDED = 0
"""In both ends of a day: nobody has recorded it. An event with such a day happened on an unknown day."""
NEVER_COMES = -1
"""In both ends of a day of a field: the file says that it has not come and will not."""


class Names(Sequence[str]):
    """Many names, held as Arrow text: a million of them cost what their letters cost."""

    __slots__ = ("array",)

    def __init__(self, names: pa.Array | Sequence[str]) -> None:
        self.array = names if isinstance(names, pa.Array) else pa.array(names, pa.string())

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, i: Any) -> Any:
        """One name (`""` where none is written), or the names of a slice."""
        return Names(self.array[i]) if isinstance(i, slice) else self.array[int(i)].as_py() or ""

    def __iter__(self) -> Iterator[str]:
        return (name or "" for name in self.array.to_pylist())


@dataclass(frozen=True, slots=True, eq=False)
class DayColumn:
    """One day a row. `low`, `high`: its ends as int32, the same array where every day is exact.

    `UNRECORDED` (0) and `NEVER_COMES` (-1, fields only) stand in both ends.
    """

    low: NDArray[np.int32]
    high: NDArray[np.int32]

    @property
    def exact(self) -> bool:
        """Whether every day that is recorded is known to the day."""
        return self.high is self.low


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One word a row. `codes`: signed integers into `words`; 0 is the empty word: nothing is written."""

    codes: NDArray[Any]
    words: tuple[str, ...]


FieldValues = DayColumn | Coded | NDArray[np.int32] | NDArray[np.uint8]
"""Days; words; whole numbers (int32); true or false (uint8, 1 or 0)."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What some events of a batch say in one field of their kind. `events`: ascending; one value for each."""

    events: NDArray[np.int32]
    values: FieldValues


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """What the second input says of one fact. A later row wins over an earlier one of the same application.

    `rows`: numbers into `EventBatch.applications`, also for a fact of the person: what is stated of the whole claim
    stands once for each application, before what is stated of one. `since`: from which day number it stands in the
    record, 0 for always. `values`, by the type of the fact: uint8 of 0 not met and 2 met; DayColumn (`NEVER_COMES`:
    it never comes); int32; Coded with the words `("", *fact.values)`. `line`: of the second input.
    """

    rows: NDArray[np.int64]
    since: NDArray[np.int32]
    values: FieldValues
    line: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class EventBatch:
    """The claims of one stretch of a table, each whole.

    `starts` (claims + 1): the events of claim c are `starts[c]:starts[c + 1]`, in the order of the file.
    `applications`: their names, claim by claim, in the order in which the file first names them; those of claim c are
    `application_starts[c]:application_starts[c + 1]`, one at least. `application`: of each event, a number into
    `applications`, or -1 where the event belongs to the person. `kind`: a number into `tuple(law.kinds)`.
    `standing`: False where a later event corrects this one. `fields`: by the name of the field, only where given.
    `attributes`: one word a claim, of every column that is none of the law's. `statements`: by the name of the fact.
    `line`: the line (CSV, XES) or row (Parquet, frames) of the source, counted from 1.
    `ids`, `corrects`: as written, where the table has such columns.
    """

    claims: Names
    starts: NDArray[np.int64]
    applications: Names
    application_starts: NDArray[np.int64]
    application: NDArray[np.int32]
    kind: NDArray[np.int16]
    day: DayColumn
    notified: DayColumn
    recorded: DayColumn
    how: Coded
    actor: Coded
    standing: NDArray[np.bool_]
    fields: Mapping[str, Field]
    attributes: Mapping[str, Coded]
    statements: Mapping[str, Stated]
    line: NDArray[np.int64]
    ids: Names | None = None
    corrects: Names | None = None

    @property
    def n_claims(self) -> int:
        """How many claims there are."""
        return len(self.starts) - 1

    @property
    def n_events(self) -> int:
        """How many events there are."""
        return len(self.kind)

    @property
    def n_applications(self) -> int:
        """How many applications there are."""
        return len(self.applications)

    def claim_of_events(self) -> NDArray[np.int32]:
        """The number of the claim of each event."""
        return np.repeat(np.arange(self.n_claims, dtype=np.int32), np.diff(self.starts))

    def claim_of_applications(self) -> NDArray[np.int32]:
        """The number of the claim of each application."""
        return np.repeat(np.arange(self.n_claims, dtype=np.int32), np.diff(self.application_starts))


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of a whole table. `complete`: up to which day the record of each lane is complete, where said."""

    law: str
    synthetic: bool = False
    complete: Mapping[str, date] = field(default_factory=dict)
    source: str = ""
    kind: str = ""
