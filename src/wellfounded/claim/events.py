"""Events: small, past tense, frozen; and the case that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wellfounded.logic.days import Day


@dataclass(frozen=True, slots=True)
class Relation:
    """What is known of the days between two events: this one lies `least` to `most` days after the one named.

    `within`: it lay within the time of that remedy, counted from the notice of the event named.
    """

    to: str
    least: int
    most: int
    within: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its kind, its day, the day and manner of notice, who acted, and where it belongs.

    `day` None: it happened on an unknown day. `notified` None: nobody has recorded a notice.
    `fields`: what this kind of event has beyond the common fields.
    """

    kind: str
    day: Day | None
    notified: Day | None = None
    how: str = ""
    recorded: Day | None = None
    actor: str = ""
    id: str = ""
    corrects: str = ""
    application: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    after: Relation | None = None
    note: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact that no event holds, as the file states it. `day`: since when it stands in the record."""

    fact: str
    value: Any
    application: str = ""
    day: Day | None = None
    note: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One person's case as its file tells it. `complete`: up to which day the record of each lane is complete."""

    law: str
    title: str
    complete: Mapping[str, date]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    applications: tuple[str, ...]
    place: str = ""
    notes: tuple[str, ...] = ()
    family: tuple[Case, ...] = ()
    path: str = ""
