"""What the law says of the procedure itself: time limits, the order of events, who acts, and since when.

A legal order gathers these tables from its matters. Each entry cites the law that it states, with the day on which its
number holds; who reads them finds in many claims where the procedure broke its own rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from wellfounded.rules.citations import Citation, Confidence
from wellfounded.rules.rule import Rule
from wellfounded.rules.terms import DayTerm, Term

BreachKind = Literal["order", "time_limit", "actor", "law_in_force"]
Bearer = Literal["applicant", "authority", "court"]
BREACH_KINDS: tuple[BreachKind, ...] = ("order", "time_limit", "actor", "law_in_force")
BEARERS: tuple[Bearer, ...] = ("applicant", "authority", "court")


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach that a rule of the law finds: it is there where the rule is met, and may be there where it is open.

    `bears`: on whom it weighs. `on`: the day of the breach. `excused`, `remedied`: rules that take its effect away,
    where the law has them. `event`: the kind of event that came late, or out of place, or (`missing`) not at all.
    `seen_in`: facts that no event holds and without which nobody can see it; a file that says nothing of any of them
    is not asked. `target`: a time that the authority sets itself, which is no limit: nothing follows from it.
    """

    name: str
    words: str
    kind: BreachKind
    bears: Bearer
    rule: Rule[Any]
    on: DayTerm
    event: str = ""
    missing: bool = False
    excused: Rule[Any] | None = None
    remedied: Rule[Any] | None = None
    seen_in: tuple[Term, ...] = ()
    target: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """From `since` until the day before `until` the law knows acts of this kind; `by`: who may do them, where it says.

    `where`: values of the event's fields, alternatives as `"a|b"`; entries of one kind with the same `where` belong
    together. An act on a day that none of them covers was done under no law in force; an act by another than those
    named breaks the rule on who acts; what only a doubtful entry allows stays open.
    """

    kind: str
    since: date
    cites: tuple[Citation, ...]
    until: date | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    bears: Bearer = "authority"
    confidence: Confidence = "verified"


@dataclass(frozen=True, slots=True)
class Step:
    """In one of the states `before` (alternatives as `"a|b"`) an event of this kind may follow, which leads to `then`.

    `then` empty: the state stays as it was. `where`: values of the event's fields, alternatives as `"a|b"`. `bears`:
    who acts, and so bears it where this event is missing or out of place.
    """

    before: str
    kind: str
    then: str
    cites: tuple[Citation, ...]
    bears: Bearer = "authority"
    where: Mapping[str, str] = field(default_factory=dict)
    confidence: Confidence = "verified"


@dataclass(frozen=True, slots=True)
class Track:
    """One strand of the procedure as a process: which kind of event may follow which.

    Events of kinds that stand in none of its steps do not touch it. In each state one event leads to one state only.
    `ends`: the states in which it may rest; none named: in any, since what has not come yet may still come.
    `scope`: whose events it orders: those of one application, or those of the person.
    """

    name: str
    words: str
    begins: str
    steps: tuple[Step, ...]
    ends: tuple[str, ...] = ()
    scope: Literal["application", "person"] = "application"
