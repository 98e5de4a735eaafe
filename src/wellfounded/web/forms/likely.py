"""Which kinds of events are likely next: what the open remedies wait for, and what may follow in the procedure."""

from __future__ import annotations

from datetime import date

from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.events import Event
from wellfounded.rules.breaches import Step, Track
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder, Remedy

MOST = 10


def likely(line: CaseLine) -> list[str]:
    """The kinds of events that are likely next, those first for which a time runs."""
    running = [r for r in line.current.remedies if r.recorded and r.state in ("open", "unknown")]
    dated = sorted((r for r in running if r.last_day), key=lambda r: r.last_day.earliest if r.last_day else date.max)
    found = [kind for r in dated for kind in _waits_for(line.law, r.remedy)]
    if not line.timeline:
        found += [kind for kind in ("landed", "applied") if kind in line.law.kinds]
    moved = [(at, state, track) for track in line.law.tracks for at, state in [_state(track, line)] if at]
    for _, state, track in sorted(moved, key=lambda one: -one[0]):
        found += [step.kind for step in track.steps if state in step.before.split("|")]
    found += [kind for r in running if r not in dated for kind in _waits_for(line.law, r.remedy)]
    return [kind for kind in dict.fromkeys(found) if kind in line.law.kinds][:MOST]


def _waits_for(law: LegalOrder, remedy: Remedy) -> list[str]:
    """The kinds of events that say that a remedy was used, as the rule on it names them; the later ones first, for
    what is done after is what is usually known.
    """
    todo, seen = [remedy.taken.name], set()
    while todo:
        name = todo.pop(0)
        seen.add(name)
        nodes = list(walk(law.rules[name].tree()))
        kinds = [str(fold.kind) for node in nodes if node.op == "fact" for fold in node.args[0].folds]
        if kinds:
            return list(dict.fromkeys(reversed(kinds)))
        todo += [node.args[0] for node in nodes if node.op == "rule" and node.args[0] not in seen]
    return []


def _state(track: Track, line: CaseLine) -> tuple[int, str]:
    """Where a track of the procedure stands, and the place of the event that led there; 0 if it has not begun."""
    state, moved = track.begins, 0
    for place, event in enumerate(line.timeline, 1):
        if track.scope == "application" and event.application not in ("", line.current.id):
            continue
        step = next((s for s in track.steps if state in s.before.split("|") and _is(s, event)), None)
        if step is not None:
            state, moved = step.then or state, place
    return moved, state


def _is(step: Step, event: Event) -> bool:
    named = all(str(event.fields.get(key, "")) in values.split("|") for key, values in step.where.items())
    return step.kind == event.kind and named
