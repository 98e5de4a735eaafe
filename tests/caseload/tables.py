"""Drawn cases of a law as event tables hold them, and small tables written by hand."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from wellfounded.claim.case_file import HOW
from wellfounded.claim.events import Case, Event, Statement
from wellfounded.logic.days import Day
from wellfounded.readings.values import MET, NEVER, NOT_MET, day_value
from wellfounded.rules.order import DAYS

_NAME = st.text(st.sampled_from("Aa7é難,;\"'<&>\n \t"), min_size=1, max_size=5)
"""Texts with every sign that a format has to guard against."""
_DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@st.composite
def days(draw: Any, exact: bool = False) -> Any:
    first = draw(_DAYS)
    return Day(
        first, first if exact or draw(st.booleans()) else date.fromordinal(first.toordinal() + draw(st.integers(0, 40)))
    )


@st.composite
def _events(draw: Any, law: Any, applications: Any, ids: Any) -> Any:
    kind = draw(st.sampled_from(law.event_kinds))
    how = draw(st.sampled_from(("", *HOW)))
    # What was handed over at an office is narrowed to its working days when it is read.
    exact = how == "in_person"
    maybe = st.none() | days(exact)
    fields = {}
    for name, wanted in kind.fields.items():
        if name not in kind.needs and draw(st.booleans()):
            continue
        if isinstance(wanted, tuple):
            fields[name] = draw(st.sampled_from(wanted))
        elif wanted in DAYS:
            fields[name] = draw(st.just("never") | days())
        else:
            fields[name] = draw({bool: st.booleans(), int: st.integers(0, 2**31 - 1), str: _NAME}[wanted])
    return Event(
        kind.name,
        draw(maybe),
        draw(maybe),
        how,
        draw(st.none() | days()),
        draw(st.just("") | _NAME),
        draw(ids),
        "",
        draw(st.sampled_from(applications)) if kind.scope == "application" else "",
        fields,
    )


@st.composite
def cases(draw: Any, law: Any) -> Any:
    """A case without what a table has no place for: relations, notes, relatives."""
    applications = draw(st.sampled_from((("1",), ("B 7",), ("1", "2"), ("9", "A,1", "2"))))
    drawn = draw(st.lists(_events(law, applications, st.just("") | _NAME), min_size=1, max_size=8))
    events: list[Event] = []
    names: set[str] = set()
    corrected: set[str] = set()
    for event in drawn:
        if event in [e for e in events if e == event] or event.id in names:
            continue
        if event.id:
            names.add(event.id)
        events.append(event)
    for i, event in enumerate(events):
        earlier = [e.id for e in events[:i] if e.id and e.id not in corrected]
        if earlier and draw(st.integers(0, 3)) == 0:
            corrected.add(earlier[-1])
            events[i] = Event(**{**{f: getattr(event, f) for f in Event.__slots__}, "corrects": earlier[-1]})
    named = tuple(dict.fromkeys(e.application for e in events if e.application)) or ("1",)
    statements = tuple(draw(st.lists(_statements(law, named), max_size=4)))
    return Case(law.id, "", {}, tuple(events), statements, named)


@st.composite
def _statements(draw: Any, law: Any, applications: Any) -> Any:
    fact = draw(st.sampled_from(list(law.facts.values())))
    number = st.integers(0, 2**31 - 1)
    value = draw(
        {
            "truth": st.sampled_from((MET, NOT_MET)),
            "count": number.map(lambda n: (n, n)),
            "day": st.just(NEVER) | days().map(day_value),
            "category": st.sampled_from(fact.values or ("",)).map(lambda word: frozenset((word,))),
        }[fact.type]
    )
    return Statement(fact.name, value, draw(st.sampled_from(("", *applications))), draw(st.none() | days(exact=True)))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


ROWS = """claim,event,day,outcome,kind,office
A,applied,2020-01-06,,,north
A,decided,2020-06-01,refused,,north
B,applied,2020-02,,,south
"""
"""A table of the law `example`, which has no field named kind: there it is an attribute."""
