"""What an event table looks like: one row an event, the rows of a claim together, in any of the formats.

claim                   which claim; text or a number
event                   the kind of event, as in a case file; `kind` where the table has no column `event`
day                     the day: a date, or text as in a case file (2021-02-18, 2021-02, [2021-02..2021-03-05]); a
                        moment is the day it falls on where the law is. Empty or `unknown`: on an unknown day
day_latest              where `day` is the first of several possible days: the last of them
notified                the day of notice, likewise, with notified_latest. Empty: nobody has recorded a notice
recorded                the day on which it was recorded, likewise, with recorded_latest
how, actor              as in a case file
application             which of the claim's applications; needed only where there are several
id, corrects            a name of the event, and the event of the same claim that this one corrects
a field of the law      `outcome`, `until` and so on: a column each, empty where the kind of event has no such field
synthetic               `yes` where the claims are invented
law, complete, layout   of a CSV or XES, of the whole table, in its first row
anything else           an attribute of the claim, such as nationality or office

A mapping gives the columns, kinds and values of a foreign table their names here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from wellfounded.claim.written import quoted, read_text
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.rules.order import DAYS, LegalOrder

VERSION = "1"
"""Of this layout; written into every file."""
NEEDED = ("claim", "event", "day")
COMMON = (
    *("claim", "application", "event", "day", "day_latest", "notified", "notified_latest", "recorded"),
    *("recorded_latest", "how", "actor", "id", "corrects"),
)
MARKS = ("synthetic", "law", "complete", "layout")
"""Columns that speak of the whole table."""
PLAIN = ("year", "month")
"""Attributes of so plain a name that nobody can have meant a column of the law by it."""
Sort = Literal["day", "word", "count", "truth"]


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a foreign table calls things. Each maps their name to ours.

    `columns`: "" leaves a column out. `kinds`: "" leaves events of that kind out (they are counted).
    `values`: by our name of the column.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


AS_WRITTEN = Renaming()


def renaming(path: str | Path) -> Renaming:
    """The mapping that a TOML file gives in its tables [columns], [kinds] and [values.COLUMN]."""
    path = Path(path)
    try:
        given = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("The mapping {file} is not TOML: {why}.", file=path.name, why=str(error)) from None
    for key in given:
        if key not in ("columns", "kinds", "values"):
            raise BadInput(
                "{key} is not a part of a mapping. The mapping {file} may have [columns], [kinds] and [values.COLUMN].",
                key=quoted(key),
                file=path.name,
            )
    columns, kinds, values = (given.get(key, {}) for key in ("columns", "kinds", "values"))
    tables = (columns, kinds, *(values.values() if isinstance(values, dict) else (None,)))
    for table in tables:
        if not isinstance(table, dict) or not all(isinstance(ours, str) for ours in table.values()):
            raise BadInput(
                'The mapping {file} must give names in quotation marks: [columns], and below "their name" = "claim".',
                file=path.name,
            )
    return Renaming(columns, kinds, values)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that a law's event tables have. `sorts`: what each field of its kinds holds."""

    law: LegalOrder
    sorts: Mapping[str, Sort]
    words: Mapping[str, tuple[str, ...]]
    """The values that a field may have in any kind, after the empty word; only where every kind lists them."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is not an attribute."""
        return (*COMMON, *self.sorts, *MARKS)


def layout(law: LegalOrder) -> Layout:
    """The layout of a law. Refuses a law in which one field holds days in one kind and words in another."""
    sorts: dict[str, Sort] = {}
    words: dict[str, dict[str, None]] = {}
    free: set[str] = set()
    for kind in law.event_kinds:
        for name, wanted in kind.fields.items():
            if name in COMMON or name in MARKS:
                raise WrongCall("The event {event} cannot have a field {name}: a table needs that column.",
                                event=kind.name, name=name)  # fmt: skip
            if sorts.setdefault(name, _sort(wanted)) != _sort(wanted):
                raise WrongCall("The field {name} holds one thing in one kind of event and another in {event}.",
                                name=name, event=kind.name)  # fmt: skip
            if isinstance(wanted, tuple):
                words.setdefault(name, {}).update(dict.fromkeys(wanted))
            else:
                free.add(name)
    return Layout(law, sorts, {name: ("", *found) for name, found in words.items() if name not in free})


def _sort(wanted: Any) -> Sort:
    if isinstance(wanted, tuple) or wanted is str:
        return "word"
    return "day" if wanted in DAYS else "truth" if wanted is bool else "count"


def near(found: str, possible: Iterable[str], cutoff: float = 0.5) -> str:
    """The nearest names, or all of them, for a sentence."""
    from difflib import get_close_matches

    possible = [quoted(name) for name in possible]
    return ", ".join(get_close_matches(found[:60], possible, 3, cutoff) or possible[:30])


def named(
    found: Collection[str], made: Layout, names: Renaming, file: str, attributes: Collection[str] | None
) -> dict[str, str]:
    """Our name of each column of a table, "" for one that is left out. Refuses columns that cannot be meant so."""
    for theirs in names.columns:
        if theirs not in found:
            raise BadInput(
                "{file} has no column {column}, which the mapping names. Its columns are: {columns}.",
                file=file, column=quoted(theirs), columns=near(theirs, found),
            )  # fmt: skip
    ours = {name: names.columns.get(name, name) for name in found}
    # Without a column of events a table is none; where it has none, its column `kind` can be meant as nothing else.
    if "event" not in ours.values() and ours.get("kind") == "kind":
        ours["kind"] = "event"
    known = set(made.columns)
    given = [name for name in ours.values() if name]
    for name in given:
        if given.count(name) > 1:
            raise BadInput(
                "{file} has two columns for {column}. Rename or remove one of them.", file=file, column=quoted(name)
            )
    for name in NEEDED:
        if name not in given:
            raise BadInput(
                "{file} has no column {column}. Rename the right one, or name it in a mapping. Its columns: {columns}.",
                file=file, column=name, columns=near(name, found),
            )  # fmt: skip
    for name in given:
        if name not in known and name not in (attributes or ()) and name not in names.columns.values():
            _not_meant(name, known - set(given), file)
    if attributes is None:
        return ours
    _of_claims(attributes, given, known, file)
    return {name: our if our in known or our in attributes else "" for name, our in ours.items()}


def _of_claims(attributes: Collection[str], given: Collection[str], known: Collection[str], file: str) -> None:
    """Refuse attributes that the table does not have, or has of its events."""
    own = [name for name in given if name not in known]
    for name in attributes:
        if name not in given:
            raise BadInput("{file} has no column {column}. Its columns are: {columns}.",
                           file=file, column=quoted(name), columns=near(name, own) or "(none)")  # fmt: skip
        if name not in own:
            raise BadInput(
                "{column} says something of an event, and not of a claim. {file} has of its claims: {columns}.",
                file=file, column=name, columns=near(name, own) or "(none)",
            )  # fmt: skip


def _not_meant(name: str, absent: Collection[str], file: str) -> None:
    """A misspelt column of the law would be taken for an attribute, and nobody would see it."""
    from difflib import get_close_matches

    if name in PLAIN:
        return
    close = get_close_matches(name.lower().strip(), sorted(absent), 1, 0.85)
    if close:
        raise BadInput(
            "{file} has a column {column}, which is not {near} but nearly. Rename it; if it is an attribute of the "
            "claim, name it among the attributes.",
            file=file, column=quoted(name), near=close[0],
        )  # fmt: skip
