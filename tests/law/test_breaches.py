"""The tables of breaches name kinds, fields, rules and sources that exist, and change on the day the law changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from tests.caseload.case_batches import batch_of
from wellfounded import law as laws
from wellfounded.caseload.procedure.alignment import Process
from wellfounded.caseload.procedure.breaches import Breaches
from wellfounded.caseload.procedure.entries import Group, groups
from wellfounded.claim.events import Case, Event
from wellfounded.logic.days import Day
from wellfounded.rules.breaches import BreachKind
from wellfounded.rules.order import LegalOrder

ORDERS = [laws.find(name) for name in laws.ORDERS]
JP = laws.find("jp")


@pytest.mark.parametrize("law", ORDERS, ids=lambda law: law.id)
def test_tables_name_what_exists(law: LegalOrder) -> None:
    for one in law.breaches:
        for asked in (one.rule, one.excused, one.remedied):
            assert asked is None or law.rules[asked.name] is asked, one.name
        assert one.event in ("", *law.kinds), one.name
        assert all(not term.node.args[0].folds for term in one.seen_in), one.name
        assert one.words.endswith(".")
    assert len({one.name for one in law.breaches}) == len(law.breaches)
    for act in law.acts:
        _fields_exist(law, act.kind, act.where)
        assert set(act.by) <= set(law.actors), act.kind
    for track in law.tracks:
        for step in track.steps:
            _fields_exist(law, step.kind, step.where)
            assert law.kinds[step.kind].scope == track.scope, (track.name, step.kind)


def _fields_exist(law: LegalOrder, kind: str, where: Mapping[str, str]) -> None:
    for name, values in where.items():
        allowed: Any = law.kinds[kind].fields[name]
        assert set(values.split("|")) <= set(allowed), (kind, name)


@pytest.mark.parametrize("law", ORDERS, ids=lambda law: law.id)
def test_every_citation_of_the_tables_is_of_a_source_of_the_law(law: LegalOrder) -> None:
    cites = [cite for act in law.acts for cite in act.cites]
    cites += [cite for track in law.tracks for step in track.steps for cite in step.cites]
    sources = {source.id: source for source in law.sources}
    assert all(sources.get(cite.source.id) is cite.source for cite in cites)
    assert all(act.cites for act in law.acts)
    assert all(step.cites for track in law.tracks for step in track.steps)


@pytest.mark.parametrize("law", ORDERS, ids=lambda law: law.id)
def test_tracks_are_deterministic_and_every_state_can_be_reached(law: LegalOrder) -> None:
    for track in law.tracks:
        process = Process.of(track)
        reached = {process.states.index(track.begins)}
        for _ in process.states:
            reached |= {then for state in reached for then, _ in process.moves[state].values()}
        assert len(reached) == len(process.states), track.name


def test_what_only_the_authority_sees_is_never_asked_for() -> None:
    # A step that leaves the state as it is can be out of place, but nothing waits for it.
    for track in JP.tracks:
        for step in track.steps:
            if JP.kinds[step.kind].internal:
                assert step.then == "", step.kind


def test_texts_on_one_act_follow_each_other_without_a_gap() -> None:
    for group in groups(JP):
        for old, new in zip(group.acts, group.acts[1:], strict=False):
            assert new.since in (old.until, old.since), group.name


@pytest.mark.parametrize("group", [g for g in groups(JP) if g.acts[0].since > JP.begins], ids=lambda g: g.name)
def test_an_act_breaks_the_law_on_the_day_before_it_and_not_on_the_day(group: Group) -> None:
    since = group.acts[0].since
    assert _not_in_force(group, since - timedelta(1))
    assert not _not_in_force(group, since)


def _not_in_force(group: Group, day: date) -> bool:
    person = JP.kinds[group.kind].scope == "person"
    fields = {name: values.split("|")[0] for name, values in group.where}
    event = Event(group.kind, Day(day, day), application="" if person else "1", fields=fields, line=1)
    kinds: tuple[BreachKind, ...] = ("law_in_force",)
    breaches = Breaches(JP, kinds=kinds)
    found = breaches.of_events(batch_of(JP, [Case("jp", "a", {}, (event,), (), ("1",))]), date(2026, 1, 1))
    return f"{group.name}:not_in_force" in {breaches.entries[i].name for i in found.entry.tolist()}
