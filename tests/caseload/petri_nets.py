"""The oracle of alignments: pm4py, on a Petri net of the same track. It is a tool of the tests only (AGPL)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import permutations
from typing import Any

from wellfounded.caseload.procedure.alignment import Process

_SCALE = 10_000
"""What pm4py's standard cost function takes for one deviation; silent moves cost so little that they never add up."""


def nets() -> Any:
    """pm4py, imported without the warnings of what it imports."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(
            import_module(f"pm4py.{name}")
            for name in (
                "algo.conformance.alignments.petri_net.algorithm",
                "objects.log.obj",
                "objects.petri_net.obj",
                "objects.petri_net.utils.petri_utils",
            )
        )


class Oracle:
    """The net of a process: a place a state, a transition a step, and a silent one from each state it may rest in."""

    def __init__(self, process: Process) -> None:
        self._aligning, logs, petri_nets, utils = nets()
        self._event, self._trace = logs.Event, logs.Trace
        marking, petri = petri_nets.Marking, petri_nets.PetriNet
        self.process = process
        self.net = petri(process.track.name)
        places = [petri.Place(name) for name in process.states]
        sink = petri.Place("the end")
        self.net.places.update((*places, sink))

        def transition(name: str, label: str | None, before: Any, after: Any) -> None:
            made = petri.Transition(name, label)
            self.net.transitions.add(made)
            utils.add_arc_from_to(before, made, self.net)
            utils.add_arc_from_to(made, after, self.net)

        for state, moves in enumerate(process.moves):
            for label, (then, _) in moves.items():
                transition(f"{state}-{label}", str(label), places[state], places[then])
            if process.may_rest(state):
                transition(f"{state}-end", None, places[state], sink)
        self._begin = marking({places[process.states.index(process.track.begins)]: 1})
        self._end = marking({sink: 1})
        self._known: dict[tuple[int, ...], int] = {}

    def cost(self, labels: Sequence[int]) -> int:
        """How many deviations the cheapest alignment of events in this order has."""
        key = tuple(labels)
        if key not in self._known:
            trace = self._trace([self._event({"concept:name": str(label)}) for label in key])
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = self._aligning.apply(trace, self.net, self._begin, self._end)
            self._known[key] = found["cost"] // _SCALE
        return self._known[key]

    def cheapest(self, days: Sequence[Sequence[int]]) -> int:
        """The least cost over the orders of the events of each day."""
        return min(self.cost(order) for order in _orders(days))


def _orders(days: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    if not days:
        yield ()
        return
    for first in set(permutations(days[0])):
        for rest in _orders(days[1:]):
            yield (*first, *rest)
