"""The cheapest way to bring what happened and the order of the law together: an exact alignment.

An event that the order does not allow where it stands is out of place; an event that the order needs and nobody
recorded is missing. Each costs one. Days need not be exact: an event lies in a range of days, events whose ranges
meet may have come in either order, and of events on one day the order that fits best is taken.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from wellfounded.logic.errors import WrongCall
from wellfounded.rules.breaches import Step, Track

MOST_NODES = 20_000
"""How many places of an alignment are looked at; a heap of events on one day can have more orders than that."""

Happened = tuple[int, int, int]
"""An event: its label, and the first and the last day on which it may have happened."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an event is to a track: its kind, with the values of its fields where the steps tell them apart."""

    kind: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Deviation:
    """One event out of place (`event`: its number) or missing (`event` -1: `step` should have come before `near`).

    `near`: the number of the event at which it is seen; of a missing one the next that could not come without it, or,
    where none follows, the last.
    """

    label: int
    event: int
    near: int
    step: int = -1


@dataclass(frozen=True, slots=True)
class Alignment:
    """The least number of deviations, and which they are. `exact`: nothing cheaper was left unlooked at."""

    cost: int
    deviations: tuple[Deviation, ...]
    exact: bool = True


@dataclass(frozen=True)
class Process:
    """A track as a deterministic automaton: states by number, and for each which label leads where by which step."""

    track: Track
    labels: tuple[Label, ...]
    states: tuple[str, ...]
    steps: tuple[Step, ...]
    moves: tuple[dict[int, tuple[int, int]], ...] = field(repr=False)
    """For each state: label to (next state, number of the step)."""
    ends: frozenset[int] | None
    earlier: tuple[frozenset[int], ...]
    """For each label, those of which the law knows that they cannot lie after it."""

    @classmethod
    def of(cls, track: Track, sequence: Collection[tuple[str, str]] = ()) -> Process:
        """The automaton of a track. `sequence`: kinds of which the first is known not to lie after the second.

        A state from which one event leads to two states is refused.
        """
        labels = tuple(dict.fromkeys(label_of(step) for step in track.steps))
        named = [track.begins, *(name for step in track.steps for name in (*step.before.split("|"), step.then))]
        states = tuple(dict.fromkeys(name for name in named if name))
        moves: tuple[dict[int, tuple[int, int]], ...] = tuple({} for _ in states)
        for number, step in enumerate(track.steps):
            label = labels.index(label_of(step))
            for before in step.before.split("|"):
                here = states.index(before)
                if label in moves[here]:
                    raise WrongCall(
                        "In {track}, {kind} leads from {state} to two states.",
                        track=track.name,
                        kind=step.kind,
                        state=before,
                    )
                moves[here][label] = (states.index(step.then or before), number)
        ends = frozenset(states.index(name) for name in track.ends) if track.ends else None
        earlier = tuple(
            frozenset(i for i, one in enumerate(labels) if (one.kind, label.kind) in sequence) for label in labels
        )
        return cls(track, labels, states, track.steps, moves, ends, earlier)

    def may_rest(self, state: int) -> bool:
        """Whether the track may be in this state when nothing more has come."""
        return self.ends is None or state in self.ends


def label_of(step: Step) -> Label:
    """The label of the events that a step speaks of."""
    return Label(step.kind, tuple(sorted(step.where.items())))


def _before(events: Sequence[Happened]) -> list[int]:
    """For each event, as bits: those that surely came on an earlier day, and the equal one next before it."""
    found = []
    for i, (_, low, _) in enumerate(events):
        bits = 0
        for j, (_, _, high) in enumerate(events):
            if high < low:
                bits |= 1 << j
        for j in range(i - 1, -1, -1):
            if events[j] == events[i]:  # of equal ones the first goes first: the others would be the same again
                bits |= 1 << j
                break
        found.append(bits)
    return found


def align(process: Process, events: Sequence[Happened]) -> Alignment:
    """The cheapest alignment of events, sorted by their first days, with the process.

    The shortest path over (which events are taken, state), where a step that the order allows costs nothing. Of
    alignments that cost the same, one with a missing event is taken before one with an event out of place.
    """
    found = _search(process, events, _before(events), MOST_NODES)
    if found is None:  # too many orders: that of the list alone gives at least a bound
        in_turn = [(1 << i) - 1 for i in range(len(events))]
        found = _search(process, events, in_turn, 0)
        if found is None:
            raise WrongCall("The track {track} cannot come to an end.", track=process.track.name)
        return Alignment(found.cost, found.deviations, exact=found.cost == 0)
    return found


_Node = tuple[int, int]
_Way = tuple[_Node, int, int]
"""How a place was reached: from where, by which event (-1 none), by which step (-1: the event was left aside)."""
_ONE = 1 << 20
"""One deviation. An event out of place costs the least bit more, so that of equals the one with fewer of them wins."""


def _search(process: Process, events: Sequence[Happened], before: Sequence[int], most: int) -> Alignment | None:
    """`most` 0: without a bound."""
    whole = (1 << len(events)) - 1
    begin: _Node = (0, process.states.index(process.track.begins))
    best: dict[_Node, int] = {begin: 0}
    ways: dict[_Node, _Way] = {}
    ahead: list[tuple[int, int, _Node]] = [(0, 0, begin)]
    done: set[_Node] = set()
    while ahead:
        cost, _, here = heappop(ahead)
        if here in done:
            continue
        done.add(here)
        taken, state = here
        if taken == whole and process.may_rest(state):
            return Alignment(cost // _ONE, _deviations(process, events, ways, here))
        if most and len(done) > most:
            return None
        after = process.moves[state]
        offers: list[tuple[int, _Node, _Way]] = []
        for i in _next(events, before, taken):
            if (move := after.get(events[i][0])) is not None:
                offers.append((cost, (taken | 1 << i, move[0]), (here, i, move[1])))
            offers.append((cost + _ONE + 1, (taken | 1 << i, state), (here, i, -1)))
        offers += [(cost + _ONE, (taken, then), (here, -1, step)) for then, step in after.values()]
        for price, there, way in offers:
            if price < best.get(there, price + 1):
                best[there], ways[there] = price, way
                # of equals the one that has taken more events goes first: it is nearer to the end
                heappush(ahead, (price, -there[0].bit_count(), there))
    return None


def _next(events: Sequence[Happened], before: Sequence[int], taken: int) -> list[int]:
    """The events that may come next, once those are taken."""
    return [i for i in range(len(events)) if not taken >> i & 1 and not before[i] & ~taken]


def _deviations(
    process: Process, events: Sequence[Happened], ways: dict[_Node, _Way], end: _Node
) -> tuple[Deviation, ...]:
    """What of the way to the end was no plain step, in the order of the way."""
    found: list[Deviation] = []
    near, here = -1, end
    open_ends: list[int] = []
    while here in ways:
        came_from, event, step = ways[here]
        if event < 0:
            label = next(label for label, move in process.moves[came_from[1]].items() if move[1] == step)
            found.append(Deviation(label, -1, near, step))
            if near < 0:
                open_ends.append(len(found) - 1)
        elif step < 0:
            found.append(Deviation(events[event][0], event, event))
        else:
            near = event
            for i in open_ends:
                found[i] = Deviation(found[i].label, -1, event, found[i].step)
            open_ends = []
        here = came_from
    last = len(events) - 1
    return tuple(
        Deviation(one.label, one.event, last if one.near < 0 else one.near, one.step) for one in reversed(found)
    )


def may_break(process: Process, events: Sequence[Happened]) -> Alignment | None:
    """Where the days leave an order in which the process does not fit: the alignment of one such order; else None.

    Whoever fills in the days may put an event on any day of its range, as long as what is known of their sequence
    holds; of events on one day the best order counts. So events come day by day, and an order breaks the process where
    after some day no state is left to be in.
    """
    whole = (1 << len(events)) - 1
    begin = frozenset([process.states.index(process.track.begins)])
    seen: set[tuple[int, frozenset[int], int]] = set()
    ahead: list[tuple[int, frozenset[int], int, tuple[tuple[int, ...], ...]]] = [(0, begin, -1, ())]
    while ahead:
        taken, states, day, groups = ahead.pop()
        if (taken, states, day) in seen:
            continue
        seen.add((taken, states, day))
        if taken == whole:
            if any(process.may_rest(state) for state in states):
                continue
            states = frozenset()
        if not states:
            return _in_this_order(process, events, groups, taken)
        if len(seen) > MOST_NODES:
            return Alignment(0, (), exact=False)
        rest = [i for i in range(len(events)) if not taken >> i & 1]
        for first in rest:
            on, group = _of_one_day(process, events, rest, first, day + 1)
            if all(events[i][1] <= on <= events[i][2] for i in group):
                bits = sum(1 << i for i in group)
                ahead.append((taken | bits, _reach(process, events, states, group), on, (*groups, group)))
    return None


def _of_one_day(
    process: Process, events: Sequence[Happened], rest: Sequence[int], first: int, day: int
) -> tuple[int, tuple[int, ...]]:
    """The first day from `day` on that an event can have, and the events that must then have the same one."""
    group = {first}
    while True:
        on = max(day, *(events[i][1] for i in group))
        before = frozenset().union(*(process.earlier[events[i][0]] for i in group))
        grown = group | {i for i in rest if events[i][2] <= on or events[i][0] in before}
        if grown == group:
            return on, tuple(sorted(group))
        group = grown


def _reach(
    process: Process, events: Sequence[Happened], states: frozenset[int], group: tuple[int, ...]
) -> frozenset[int]:
    """The states that can be reached by the events of one day, in any order, without a deviation."""
    layer = {0: states}
    for _ in group:
        wider: dict[int, frozenset[int]] = {}
        for bits, reached in layer.items():
            for k, i in enumerate(group):
                if not bits >> k & 1:
                    to = {process.moves[s][events[i][0]][0] for s in reached if events[i][0] in process.moves[s]}
                    if to:
                        wider[bits | 1 << k] = wider.get(bits | 1 << k, frozenset()) | to
        layer = wider
    return next(iter(layer.values()), frozenset())


def _in_this_order(
    process: Process, events: Sequence[Happened], groups: tuple[tuple[int, ...], ...], taken: int
) -> Alignment:
    """The alignment of the events in the order of these groups, the rest after them."""
    rest = tuple((i,) for i in range(len(events)) if not taken >> i & 1)
    order = [(i, day) for day, group in enumerate((*groups, *rest)) for i in sorted(group)]
    found = align(process, [(events[i][0], day, day) for i, day in order])
    numbers = [i for i, _ in order]
    return Alignment(
        found.cost,
        tuple(
            Deviation(one.label, numbers[one.event] if one.event >= 0 else -1, numbers[one.near], one.step)
            for one in found.deviations
        ),
        found.exact,
    )
