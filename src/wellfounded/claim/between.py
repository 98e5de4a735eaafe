"""What is known of the days between events: stated relations, and orders that nothing can turn round.

Imprecise days are narrowed by one another; an order that no completion allows is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from wellfounded.claim.events import Event
from wellfounded.claim.fold import Folded, standing
from wellfounded.logic.days import Day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.known import Link
from wellfounded.rules.order import LegalOrder

_UNKNOWN = Day(date(1900, 1, 1), date(2099, 12, 31))
MOST = 40_000
"""The most days that a relation between two events may span."""
Place = tuple[int, str]
"""A day of an event: its number in the case, and `day` or `notified`."""
Longest = Callable[[str, Day], int]
"""How many days at most a remedy's time lasts from a notice on a day."""


@dataclass(frozen=True, slots=True)
class Between:
    """`later` lies `least` to `most` days after `earlier`."""

    earlier: Place
    later: Place
    least: int
    most: int


def relations(law: LegalOrder, events: tuple[Event, ...], longest: Longest) -> Iterator[Between]:
    """Everything known between two days of the case."""
    by_id, stands = _by_id(events), set(map(id, standing(events)))
    for i, event in enumerate(events):
        if id(event) not in stands:
            continue
        if event.day is not None and event.notified is not None:
            yield Between((i, "day"), (i, "notified"), 0, MOST)
        if event.after is not None:
            if event.after.to not in by_id:
                text = "There is no event with the id {id}. Give the other event that id."
                raise BadInput(text, line=event.line, id=event.after.to)
            j = by_id[event.after.to]
            if event.after.within:
                start = events[j].notified or events[j].day
                most = longest(event.after.within, start) if start else MOST
                yield Between((j, "notified" if events[j].notified else "day"), (i, "day"), 0, most)
            else:
                yield Between((j, "day"), (i, "day"), event.after.least, event.after.most)
        for j, other in enumerate(events):
            both = id(other) in stands and event.application == other.application
            if both and (event.kind, other.kind) in law.sequence:
                yield Between((i, "day"), (j, "day"), 0, MOST)


def _by_id(events: tuple[Event, ...]) -> dict[str, int]:
    """Which event an id names: where it was corrected, the correction."""
    by_id = {event.id: i for i, event in enumerate(events) if event.id}
    correction = {event.corrects: i for i, event in enumerate(events) if event.corrects}
    for name, i in by_id.items():
        followed = {i}
        while (i := correction.get(events[i].id, i)) not in followed:
            followed.add(i)
        by_id[name] = i
    return by_id


def narrow(law: LegalOrder, events: tuple[Event, ...], longest: Longest) -> tuple[Event, ...]:
    """Narrow imprecise days by one another until nothing moves."""
    days: dict[Place, Day] = {}
    for i, event in enumerate(events):
        for key, day in (("day", event.day), ("notified", event.notified)):
            if day is not None:
                days[i, key] = day
    known = list(relations(law, events, longest))
    moved = True
    while moved:
        moved = False
        for link in known:
            a, b = days.get(link.earlier), days.get(link.later)
            if a is None or b is None:
                continue
            low_a, high_a = a.earliest.toordinal(), a.latest.toordinal()
            low_b, high_b = b.earliest.toordinal(), b.latest.toordinal()
            new_a = (max(low_a, low_b - link.most), min(high_a, high_b - link.least))
            new_b = (max(low_b, low_a + link.least), min(high_b, high_a + link.most))
            if new_a[0] > new_a[1] or new_b[0] > new_b[1]:
                raise _impossible(law, events, link, a, b)
            if new_a != (low_a, high_a) or new_b != (low_b, high_b):
                days[link.earlier], days[link.later] = _day(new_a, a), _day(new_b, b)
                moved = True
    return tuple(
        replace(event, day=days.get((i, "day")), notified=days.get((i, "notified"))) for i, event in enumerate(events)
    )


def _day(span: tuple[int, int], old: Day) -> Day:
    # Of two days in a row nothing is about: the range is named.
    return Day(date.fromordinal(span[0]), date.fromordinal(span[1]), old.approximate and span[1] - span[0] >= 2)


def _impossible(law: LegalOrder, events: tuple[Event, ...], link: Between, a: Day, b: Day) -> BadInput:
    """What is wrong, in the words of the law: whoever reads it may never have seen the names of the kinds."""
    earlier, later = events[link.earlier[0]], events[link.later[0]]
    what = law.kinds[later.kind].says
    if link.earlier[0] == link.later[0]:
        text = (
            "{what}: notice on {later_day} cannot come before it happened, on {earlier_day}. Correct one of the days."
        )
        return BadInput(text, line=later.line, what=what, later_day=b, earlier_day=a)
    text = (
        "{what} ({later_day}) cannot lie before this: {earlier} ({earlier_day}). Correct one of the days."
        if (link.least, link.most) == (0, MOST)
        else "{what} ({later_day}) does not lie as many days as the file says after this: {earlier} ({earlier_day}). "
        "Correct one of the days, or the relation."
    )
    before = law.kinds[earlier.kind].says
    return BadInput(text, line=later.line, what=what, later_day=b, earlier=before, earlier_day=a)


def links(law: LegalOrder, events: tuple[Event, ...], folded: Folded, longest: Longest) -> tuple[Link, ...]:
    """The relations between imprecise days as relations between facts, for the exact answer."""
    cells: dict[Place, list[tuple[int, str]]] = {}
    for cell, source in folded.sources.items():
        # A manner of notice, too, can be read by several facts; only days lie before or after one another.
        if law.facts[cell[1]].type == "day":
            cells.setdefault(source, []).append(cell)
    # Two facts read from one day of one event are one day.
    found = [
        Link(x, y, 0, 0)
        for (i, key), same in cells.items()
        for x, y in pairwise(same)
        if not (getattr(events[i], key, None) or events[i].fields.get(key) or _UNKNOWN).exact
    ]
    for between in relations(law, events, longest):
        ends = [getattr(events[i], key) for i, key in (between.earlier, between.later)]
        if all(day is not None for day in ends) and not all(day.exact for day in ends):
            found += [
                Link(x, y, between.least, between.most)
                for x in cells.get(between.earlier, ())
                for y in cells.get(between.later, ())
            ]
    return tuple(found)
