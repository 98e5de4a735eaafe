"""Order in batches: each path is examined once, and every claim that took it is told what the path alone is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.caseload.case_batches import batch_of
from tests.caseload.traffic_fines import KINDS, LAW, TRACK
from tests.readings.drawn import CITES
from wellfounded import law as laws
from wellfounded.caseload.procedure.acts import ActsOfKind
from wellfounded.caseload.procedure.breaches import Breaches
from wellfounded.caseload.procedure.entries import Group, groups
from wellfounded.caseload.procedure.event_index import EventIndex
from wellfounded.caseload.procedure.order_of_events import OrderOfEvents, examined
from wellfounded.caseload.table.events import EventBatch
from wellfounded.claim.events import Case, Event
from wellfounded.logic.days import Day
from wellfounded.readings.values import MET, OPEN
from wellfounded.rules.breaches import Act
from wellfounded.rules.order import EventKind, LegalOrder

ON = date(2024, 12, 31)
START = date(2024, 3, 1)


def case(title: str, events: Sequence[Event], applications: Sequence[str] = ("1",)) -> Case:
    return Case(LAW.id, title, {}, tuple(events), (), tuple(applications))


def event(kind: str, low: int, high: int | None = None, line: int = 0, **more: Any) -> Event:
    day = Day(START + timedelta(low), START + timedelta(low if high is None else high))
    return Event(kind, day, application=more.pop("application", "1"), line=line, **more)


def drawn_cases(chance: Random) -> list[Case]:
    """Many short claims over few kinds and days, so that paths come again and days overlap."""
    kinds = list(KINDS.values())
    some = chance.sample(kinds, 5)
    cases = []
    for c in range(chance.randint(1, 30)):
        names = ("1", "2")[: chance.choice((1, 1, 2))]
        events = []
        for line in range(chance.randint(0, 6)):
            low = chance.choice((0, 1, 2, 3, 30, 60))
            high = low + chance.choice((0, 0, 0, 1, 2, 30))
            events.append(event(chance.choice(some), low, high, line, application=chance.choice(names)))
        cases.append(case(f"c{c}", events, names))
    return cases


def told(order: OrderOfEvents, batch: EventBatch, on: date = ON) -> dict[int, tuple[int, list[tuple[int, bool]]]]:
    """For each application: its state, and what deviates (label, missing)."""
    found = order.of(batch, EventIndex(batch, on.toordinal()))
    rows: dict[int, tuple[int, list[tuple[int, bool]]]] = {}
    for owner, label, step, state in zip(found.owner, found.label, found.step, found.state, strict=True):
        rows.setdefault(int(owner), (int(state), []))[1].append((int(label), int(step) >= 0))
    return rows


def alone(order: OrderOfEvents, cases: Sequence[Case]) -> dict[int, tuple[int, list[tuple[int, bool]]]]:
    """The same, each application examined by itself with its days as they are."""
    labels = {label.kind: i for i, label in enumerate(order.process.labels)}
    rows, number = {}, -1
    for one in cases:
        for name in one.applications:
            number += 1
            mine = [e for e in one.events if e.application == name and e.day is not None]
            happened = sorted(
                (e.day.earliest.toordinal(), e.day.latest.toordinal(), labels[e.kind]) for e in mine if e.day
            )
            if not happened:
                continue
            path = examined(order.process, [(label, low, high) for low, high, label in happened])
            if path.state:
                rows[number] = (path.state, [(d.label, d.step >= 0) for d in path.deviations])
    return rows


@given(st.randoms(use_true_random=False))
def test_a_batch_is_told_what_each_claim_is_told_alone(chance: Random) -> None:
    cases = drawn_cases(chance)
    if not any(one.events for one in cases):
        return
    order = OrderOfEvents(LAW, TRACK)
    batch, expected = batch_of(LAW, cases), alone(order, cases)
    for _ in ("cold", "warm"):
        found = told(order, batch)
        assert {owner: state for owner, (state, _) in found.items()} == {o: state for o, (state, _) in expected.items()}
        exact = {o for o, (state, _) in expected.items() if state == MET}
        assert {o: len(found[o][1]) for o in exact} == {o: len(expected[o][1]) for o in exact}


def test_paths_are_kept_from_batch_to_batch() -> None:
    order = OrderOfEvents(LAW, TRACK)
    path = [event("created", 0), event("sent", 5), event("penalty", 90)]
    for first in range(3):
        batch = batch_of(LAW, [case(f"{first}-{i}", path) for i in range(100)])
        assert len(told(order, batch)) == 100
    assert len(order._paths) == 1


def test_room_between_days_makes_no_new_path() -> None:
    order = OrderOfEvents(LAW, TRACK)
    cases = [
        case(str(gap), [event("created", 0), event("sent", gap), event("notified", 2 * gap)]) for gap in range(1, 60)
    ]
    assert told(order, batch_of(LAW, cases)) == {}
    assert len(order._paths) == 1


def test_an_event_after_the_day_asked_about_has_not_happened() -> None:
    order = OrderOfEvents(LAW, TRACK)
    batch = batch_of(LAW, [case("a", [event("created", 0), event("penalty", 40)])])
    assert told(order, batch, START + timedelta(39)) == {}
    assert [state for state, _ in told(order, batch, START + timedelta(40)).values()] == [MET]


def test_where_an_event_may_still_come_a_breach_is_open() -> None:
    order = OrderOfEvents(LAW, TRACK)
    batch = batch_of(LAW, [case("a", [event("created", 0), event("penalty", 40, 70)])])
    assert [state for state, _ in told(order, batch, START + timedelta(50)).values()] == [OPEN]


def test_a_corrected_event_does_not_count() -> None:
    wrong = event("penalty", 1, line=2, id="x")
    events = [event("created", 0, line=1), wrong, event("sent", 1, line=3, corrects="x")]
    batch = batch_of(LAW, [case("a", events)])
    assert told(OrderOfEvents(LAW, TRACK), batch) == {}


def test_events_in_any_order_of_the_file_are_one_path() -> None:
    events = [event("sent", 3), event("created", 0), event("notified", 9)]
    cases = [case(str(i), [events[j] for j in turn]) for i, turn in enumerate(((0, 1, 2), (2, 1, 0), (1, 0, 2)))]
    order = OrderOfEvents(LAW, TRACK)
    assert told(order, batch_of(LAW, cases)) == {}
    assert len(order._paths) == 1


# --- who acts, and since when ---


def acting(*acts: Act, actors: Sequence[str] = ("chief", "clerk")) -> tuple[LegalOrder, tuple[Group, ...]]:
    kinds = (EventKind("decided", "Decided", "police", fields={"outcome": ("yes", "no")}),)
    law = replace(LAW, event_kinds=kinds, acts=acts, actors=dict.fromkeys(actors, ""), tracks=(), breaches=())
    return law, groups(law)


def states(law: LegalOrder, group: Group, events: Sequence[Event]) -> tuple[list[int], list[int]]:
    """For each event 0, OPEN or MET: whether no law knew it, and whether another than the law names did it."""
    batch = batch_of(law, [case(str(i), [one]) for i, one in enumerate(events)])
    found = []
    for one in ActsOfKind(law, group).of(batch, EventIndex(batch, date(2099, 1, 1).toordinal())):
        state = np.zeros(len(events), np.int64)
        state[one.event] = one.state
        found.append(state.tolist())
    return found[0], found[1]


def test_an_act_before_its_law_and_after_it_breaks_it() -> None:
    since, until = START + timedelta(10), START + timedelta(20)
    law, (group,) = acting(Act("decided", since, CITES, until=until))
    spans = [(9, 9), (10, 10), (19, 19), (20, 20), (5, 9), (5, 12), (12, 15), (15, 25)]
    found, _ = states(law, group, [event("decided", low, high) for low, high in spans])
    assert found == [MET, 0, 0, MET, MET, OPEN, 0, OPEN]


def test_texts_that_follow_one_another_leave_no_gap() -> None:
    turn = START + timedelta(10)
    law, (group,) = acting(Act("decided", START, CITES, until=turn), Act("decided", turn, CITES))
    assert states(law, group, [event("decided", 5, 15)])[0] == [0]


def test_fields_tell_acts_of_one_kind_apart() -> None:
    law, (group,) = acting(Act("decided", START + timedelta(10), CITES, where={"outcome": "yes"}))
    events = [event("decided", 1, fields={"outcome": o}) if o else event("decided", 1) for o in ("yes", "no", "")]
    assert states(law, group, events)[0] == [MET, 0, 0]


def test_who_may_act_is_asked_of_the_text_of_the_day() -> None:
    turn = START + timedelta(10)
    law, (group,) = acting(
        Act("decided", START, CITES, until=turn, by=("chief",)), Act("decided", turn, CITES, by=("chief", "clerk"))
    )
    spans = [("clerk", 9, 9), ("clerk", 10, 10), ("clerk", 5, 12), ("chief", 5, 12), ("", 9, 9), ("nobody known", 9, 9)]
    _, found = states(law, group, [event("decided", low, high, actor=who) for who, low, high in spans])
    assert found == [MET, 0, OPEN, 0, 0, OPEN]


def test_what_only_a_doubtful_text_allows_stays_open() -> None:
    law, (group,) = acting(
        Act("decided", START, CITES, by=("chief",)),
        Act("decided", START, CITES, by=("clerk",), confidence="doubtful"),
    )
    _, found = states(law, group, [event("decided", 1, actor=who) for who in ("chief", "clerk")])
    assert found == [0, OPEN]


def test_the_minister_and_the_regional_head_in_japan() -> None:
    jp = laws.find("jp")
    breaches = Breaches(jp)
    days = {"2016-09-01": MET, "2017-05-31": MET, "2017-06-01": OPEN, "2017-06-30": OPEN, "2017-07-01": 0}
    applied = Event("applied", Day.of("2015-01-05"), application="1", fields={"kind": "refugee"}, line=1)
    decided = Event("decided", None, application="1", actor="regional_head", fields={"outcome": "denied"}, line=2)
    cases = [Case("jp", day, {}, (applied, replace(decided, day=Day.of(day))), (), ("1",)) for day in days]
    found = breaches.of_events(batch_of(jp, cases), ON)
    told: dict[str, list[tuple[str, int]]] = {breaches.entries[e].name: [] for e in found.entry.tolist()}
    for e, claim, state in zip(found.entry.tolist(), found.claim.tolist(), found.state.tolist(), strict=True):
        told[breaches.entries[e].name].append((cases[claim].title, state))
    assert told == {"decided:not_by": [(day, state) for day, state in days.items() if state]}
