"""Laws drawn at random over a handful of facts of all four types.

A law here has versions with open selectors, exceptions to exceptions, doubtful texts and rules over earlier
applications and the family.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st

from wellfounded.logic.calendars import Calendar
from wellfounded.logic.days import Day
from wellfounded.logic.periods import Period
from wellfounded.rules.citations import Source
from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.nodes import Node
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule, rule, unclear
from wellfounded.rules.terms import (
    MET as MET_TERM,
)
from wellfounded.rules.terms import (
    NOT_MET as NOT_MET_TERM,
)
from wellfounded.rules.terms import (
    ON,
    CategoryTerm,
    CountTerm,
    DayTerm,
    Proposition,
    any_of,
    choose,
    count_of,
    each_of,
    first_of,
    last_day,
    last_of,
    no_day,
    parameter,
)

CODE = Source("code", "A code", "Code", "statute", date(2026, 1, 1))
CITES = (CODE("1", on="2000-01-01"),)

FROM, ON_DAY = date(2024, 7, 1), date(2024, 7, 12)
"""The window in which all days lie, and the day asked about."""

OFFICE = Calendar(
    "office", "the office", date(1900, 1, 1), date(2099, 12, 31), lambda d: "a weekend" if d.weekday() > 4 else None
)
THREE_DAYS = parameter(
    "three_days", Period(length=3, unit="days", first_day="excluded", calendar=OFFICE), "Three days", *CITES
)
ONE_WEEK = parameter("one_week", Period(length=1, unit="weeks", first_day="included"), "One week", *CITES)
A_DAY = parameter("a_day", Day.of("2024-07-06"), "A day", *CITES)
A_NUMBER = parameter("a_number", 1, "A number", *CITES)


class Person(Facts, scope="person"):
    minor: Proposition = asks("Is the person a minor?")
    arrived: DayTerm = asks("On which day did the person arrive?")


class Claim(Facts):
    a: Proposition = asks("A?")
    b: Proposition = asks("B?")
    c: Proposition = asks("C?")
    lodged: DayTerm = asks("On which day was it lodged?")
    decided: DayTerm = asks("On which day was it decided?")
    notified: DayTerm = asks("On which day was it notified?")
    number: CountTerm = asks("How many?")
    outcome: CategoryTerm = asks("Which outcome?", values=("granted", "refused", "closed"))


TRUTHS = (Claim.a, Claim.b, Claim.c, Person.minor)
DAYS = (Claim.lodged, Claim.decided, Claim.notified, Person.arrived)


def written(node: Any) -> str:
    """A tree as short as one can read it."""
    if isinstance(node, frozenset):
        return " | ".join(sorted(node))  # a set stands in another order in every process
    if not isinstance(node, Node):
        return str(getattr(node, "name", node))
    if node.op == "choose":
        cases = "; ".join(f"{written(c)} ? {written(v)}" for c, v in node.args[0])
        return f"choose({cases}; {written(node.args[1])})"
    if node.op == "unless":
        exceptions = "; ".join(f"{written(e.condition)} ? {written(e.then)}" for e in node.args[1])
        return f"unless({exceptions}; {written(node.args[0])})"
    if node.op == "unclear":
        return f"unclear({'; '.join(written(reading.node) for reading in node.args[0].readings)})"
    return f"{node.op}({', '.join(map(written, node.args))})"


class Drawn(LegalOrder):
    """A legal order that shows its trees when a test fails."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("\n".join(f"{name}: {written(rule.tree())}" for name, rule in self.rules.items()))


def law(*rules: Rule[Any]) -> LegalOrder:
    """A legal order that consists of these rules and their exceptions."""
    found = dict.fromkeys(rules)
    todo = list(rules)
    while todo:
        for exception in todo.pop().exceptions:
            found[exception.rule] = None
            todo.append(exception.rule)
    matter: Any = SimpleNamespace(
        __name__="matter",
        **{r.name: r for r in found},
        Person=Person,
        Claim=Claim,
        three_days=THREE_DAYS,
        one_week=ONE_WEEK,
        a_day=A_DAY,
        a_number=A_NUMBER,
        person=Person,
        claim=Claim,
    )
    nothing: Any = None
    return Drawn(
        id="drawn",
        names={},
        time_zone="UTC",
        utc_offset=0,
        begins=date(2000, 1, 1),
        matters=(matter,),
        sources=(CODE,),
        event_kinds=(),
        calendars={},
        stage=nothing,
        stages={},
        remedies=(),
        removal=nothing,
        duties=(),
        changes=(),
        assessment={},
        elements={},
        lanes={},
    )


def body(name: str, term: Any) -> Callable[[Any], Any]:
    """The body of a rule that returns this expression."""

    def made(claim: Any) -> Any:
        return term

    made.__name__ = name
    made.__doc__ = f"The rule {name}."
    made.__annotations__ = {"claim": Claim, "return": type(term)}
    return made


def a_rule(name: str, term: Any, **about: Any) -> Rule[Any]:
    """A rule with one text."""
    return rule(**{"cites": CITES, "since": "2000-01-01", "checked": "2026-01-01", **about})(body(name, term))


class Drawing:
    """Draws expressions over the facts and over the rules drawn before."""

    def __init__(self, draw: Callable[..., Any], relations: bool = True) -> None:
        self.draw = draw
        self.relations = relations
        self.made: list[Rule[Any]] = []
        # Few facts, so that one of them is used several times, and so in both directions.
        self.truths = TRUTHS[: self.draw(st.integers(1, len(TRUTHS)))]
        self.days = DAYS[: self.draw(st.integers(1, len(DAYS)))]

    def one(self, *options: Any) -> Any:
        return options[self.draw(st.integers(0, len(options) - 1))]

    def asked(self, type_: str) -> list[Any]:
        return [r() for r in self.made if r.type == type_]

    def proposition(self, depth: int) -> Proposition:
        if depth == 0:
            return self.leaf()
        made: Proposition = self.one(
            self.leaf, self.both, self.either, self.opposite, self.ordered, self.chosen, self.doubt,
            *([self.related, self.counted] if self.relations else []),
        )(*([] if depth == 0 else [depth - 1]))  # fmt: skip
        return made

    def leaf(self, _: int = 0) -> Proposition:
        found: Proposition = self.one(
            *self.truths,
            *self.asked("truth"),
            self.one(*self.days).happened,
            Claim.number >= A_NUMBER,
            Claim.outcome.is_one_of("granted"),
            Claim.outcome.is_one_of("refused", "closed"),
            self.one(*self.days) <= self.one(*self.days, A_DAY, ON),
            MET_TERM,
            NOT_MET_TERM,
        )
        return found

    def both(self, depth: int) -> Proposition:
        return self.proposition(depth) & self.proposition(depth)

    def either(self, depth: int) -> Proposition:
        return self.proposition(depth) | self.proposition(depth)

    def opposite(self, depth: int) -> Proposition:
        return ~self.proposition(depth)

    def ordered(self, depth: int) -> Proposition:
        left, right = self.day(depth), self.day(depth)
        made: Proposition = left < right if self.draw(st.booleans()) else left <= right
        return made

    def chosen(self, depth: int) -> Proposition:
        return choose(
            (self.proposition(depth), self.proposition(depth)),
            (self.proposition(depth), self.proposition(depth)),
            otherwise=self.proposition(depth),
        )

    def doubt(self, depth: int) -> Proposition:
        made: Proposition = unclear(
            "Which?",
            settled_by="A court.",
            cites=CITES,
            one=("One.", self.proposition(depth)),
            two=("Two.", self.proposition(depth)),
        )
        return made

    def related(self, depth: int) -> Proposition:
        relation = self.one(Claim.earlier, Claim.others, Claim.family)
        made: Proposition = self.one(any_of, each_of)(relation, self.proposition(depth))
        return made

    def counted(self, depth: int) -> Proposition:
        number = count_of(self.one(Claim.earlier, Claim.others, Claim.family), self.proposition(depth))
        made: Proposition = self.one(number >= A_NUMBER, number <= Claim.number, number > 1)
        return made

    def day(self, depth: int) -> Any:
        if depth == 0:
            return self.one(*self.days, *self.asked("day"))
        shape = self.draw(st.integers(0, 5))
        if shape == 0:
            return last_day(self.one(THREE_DAYS, ONE_WEEK), self.day(depth - 1))
        if shape == 1:
            return self.day(depth - 1).plus(self.draw(st.integers(-2, 3)))
        if shape in (2, 3):
            return (first_of, last_of)[shape - 2](self.day(depth - 1), self.day(depth - 1))
        if shape == 4:
            return choose((self.proposition(depth - 1), self.day(depth - 1)), otherwise=self.one(no_day(), *self.days))
        return self.one(*self.days, ON)

    def drawn_rule(self, name: str) -> Rule[Any]:
        kind = self.one("truth", "truth", "day")

        def term(depth: int) -> Any:
            return self.proposition(depth) if kind == "truth" else self.day(depth)

        bounds = sorted(self.draw(st.sets(st.integers(1, 10), max_size=2)))
        if bounds:
            selector = self.one(*self.days)
            days = [FROM - timedelta(60)] + [FROM + timedelta(b) for b in bounds]
            ends = [d.isoformat() for d in days[1:]] + [None]
            about: list[dict[str, Any]] = [
                {"since": since.isoformat(), "until": end, "by": selector}
                for since, end in zip(days, ends, strict=True)
            ]
        else:
            about = [{"since": "2000-01-01"}]
        made = a_rule(name, term(2), **about[0])
        for i, more in enumerate(about[1:]):
            made.version(cites=CITES, checked="2026-01-01", **more)(body(f"{name}_{i}", term(1)))
        for i in range(self.draw(st.integers(0, 2))):
            exception = made.unless(
                cites=CITES, since="2000-01-01", checked="2026-01-01",
                then=self.one(None, MET_TERM, Claim.c) if kind == "truth" else self.one(*self.days, no_day()),
            )(body(f"{name}_unless_{i}", self.proposition(1)))  # fmt: skip
            if self.draw(st.booleans()):
                exception.unless(cites=CITES, since="2000-01-01", checked="2026-01-01")(
                    body(f"{name}_unless_{i}_unless", self.proposition(1))
                )
        self.made.append(made)
        return made


@st.composite
def laws(draw: Callable[..., Any], relations: bool = True, most: int = 4) -> LegalOrder:
    """A law of a few rules, each of which may ask the ones before."""
    drawing = Drawing(draw, relations)
    return law(*(drawing.drawn_rule(f"r{i}") for i in range(draw(st.integers(1, most)))))
