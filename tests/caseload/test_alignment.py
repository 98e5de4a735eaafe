"""The alignment costs what pm4py's costs, whatever the model; and what imprecise days leave open is what they leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.caseload.petri_nets import Oracle
from tests.caseload.traffic_fines import TRACK
from tests.readings.drawn import CITES
from wellfounded.caseload.procedure.alignment import Happened, Process, align
from wellfounded.caseload.procedure.order_of_events import examined
from wellfounded.logic.errors import WrongCall
from wellfounded.readings.values import MET, OPEN
from wellfounded.rules.breaches import Step, Track


def drawn_process(chance: Random) -> Process:
    """A small model: two to five states, two to four kinds of event; some of its states it cannot rest in."""
    states = [f"s{i}" for i in range(chance.randint(2, 5))]
    kinds = "abcd"[: chance.randint(2, 4)]
    steps = [Step(s, k, chance.choice(states), CITES) for s in states for k in kinds if chance.random() < 0.45]
    steps += [Step("s0", "a", "s1", CITES)] * (not any(s.before == "s0" and s.kind == "a" for s in steps))
    reached = {"s0"}
    for _ in states:
        reached |= {step.then for step in steps if step.before in reached}
    ends = tuple(chance.sample(sorted(reached), chance.randint(1, len(reached)))) if chance.random() < 0.6 else ()
    known = [(one, other) for one in kinds for other in kinds if one < other and chance.random() < 0.3]
    return Process.of(Track("drawn", "Drawn", "s0", tuple(steps), ends), known)


def agreement(models: int, paths: int, seed: int) -> Iterator[tuple[int, int, Process, list[int]]]:
    chance = Random(seed)
    for _ in range(models):
        process = drawn_process(chance)
        oracle = Oracle(process)
        for _ in range(paths):
            labels = [chance.randrange(len(process.labels)) for _ in range(chance.randint(0, 7))]
            found = align(process, [(label, i, i) for i, label in enumerate(labels)])
            yield found.cost, oracle.cost(labels), process, labels


def test_costs_are_those_of_pm4py_on_twenty_models() -> None:
    assert [wrong for wrong in agreement(20, 8, 1) if wrong[0] != wrong[1]] == []


@pytest.mark.long
def test_costs_are_those_of_pm4py_on_two_hundred_models() -> None:
    found = list(agreement(200, 25, 2))
    assert [wrong for wrong in found if wrong[0] != wrong[1]] == []
    assert len({cost for cost, *_ in found}) > 5


def test_a_wrong_cost_would_be_seen() -> None:
    # Were a missing event for free, costs would fall below pm4py's on some of these paths.
    chance = Random(3)
    process = drawn_process(chance)
    oracle = Oracle(process)
    paths = [[chance.randrange(len(process.labels)) for _ in range(5)] for _ in range(20)]
    found = [align(process, [(label, i, i) for i, label in enumerate(path)]) for path in paths]
    for one, path in zip(found, paths, strict=True):
        assert oracle.cost(path) == one.cost == len(one.deviations)
    assert any(d.event < 0 for one in found for d in one.deviations)


def test_the_best_order_of_one_day_is_taken() -> None:
    process = Process.of(TRACK)
    oracle = Oracle(process)
    label = {one.kind: i for i, one in enumerate(process.labels)}
    days = [["sent", "created"], ["penalty", "notified"], ["appeal_sent", "appeal_dated"]]
    numbers = [[label[kind] for kind in day] for day in days]
    events = [(kind, i, i) for i, day in enumerate(numbers) for kind in sorted(day)]
    assert align(process, events).cost == oracle.cheapest(numbers) == 0
    in_turn = [kind for day in numbers for kind in day]
    assert align(process, [(kind, i, i) for i, kind in enumerate(in_turn)]).cost == oracle.cost(in_turn) == 5


def completions(process: Process, events: list[Happened]) -> Iterator[tuple[bool, list[Happened]]]:
    """Every way to fill in the days, in the order of the days; and whether it is one that is known not to be."""
    for days in product(*(range(low, high + 1) for _, low, high in events)):
        filled = sorted((day, label) for (label, _, _), day in zip(events, days, strict=True))
        wrong = any(
            later[0] < earlier[0] and earlier[1] in process.earlier[later[1]] for later in filled for earlier in filled
        )
        yield wrong, [(label, day, day) for day, label in filled]


@given(st.randoms(use_true_random=False))
def test_imprecise_days_leave_open_what_hangs_on_them(chance: Random) -> None:
    process = drawn_process(chance)
    events = []
    for _ in range(chance.randint(1, 4)):
        low = chance.randint(0, 3)
        events.append((chance.randrange(len(process.labels)), low, low + chance.choice((0, 0, 1, 3))))
    events.sort(key=lambda one: (one[1], one[2], one[0]))
    costs = [(wrong, align(process, filled).cost) for wrong, filled in completions(process, events)]
    least, most = min(cost for _, cost in costs), max((cost for wrong, cost in costs if not wrong), default=0)
    found = examined(process, events)
    assert align(process, events).cost == least
    assert found.state == (MET if least else OPEN if most else 0)
    assert bool(found.deviations) == bool(found.state)


def test_a_missing_event_is_named_with_its_step_and_where_it_is_missed() -> None:
    process = Process.of(TRACK)
    label = {one.kind: i for i, one in enumerate(process.labels)}
    path = ["created", "sent", "penalty"]
    (one,) = align(process, [(label[kind], i, i) for i, kind in enumerate(path)]).deviations
    assert process.labels[one.label].kind == "notified"
    assert (one.event, one.near, process.steps[one.step].kind) == (-1, 2, "notified")


def test_a_heap_of_events_on_one_day_ends_in_a_bound_and_not_never() -> None:
    process = Process.of(TRACK)
    found = align(process, [(i % 3 + 3, 0, 0) for i in range(60)])
    assert found.cost > 0
    heap = [(i % len(process.labels), 0, 0) for i in range(40)]
    assert examined(process, heap).state in (MET, OPEN)


def test_two_ways_for_one_event_are_refused() -> None:
    steps = (Step("a|b", "x", "b", CITES), Step("a", "x", "a", CITES))
    with pytest.raises(WrongCall, match="leads from a to two states"):
        Process.of(Track("t", "T", "a", steps))


def test_the_citations_of_a_track_carry_their_days() -> None:
    assert all(cite.numbers[0][0] <= date(2026, 1, 1) for step in TRACK.steps for cite in step.cites)
