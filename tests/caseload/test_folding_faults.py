"""Faults planted in the fold are found by the test that holds it to the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.caseload.test_folding import holds_for
from wellfounded.caseload.fold import folding, narrowing, plain_days, rows, streams, taking

FAULTS: dict[str, tuple[Any, str, Callable[[Any], Any]]] = {
    "the first is taken for the last": (
        streams, "pick", lambda right: lambda events, first, on: right(events, not first, on)
    ),
    "what happened on an unknown day has not happened": (
        taking, "_seen", lambda right: lambda low, high, on: right(low, high, on) * (low > 0)
    ),
    "today has not come yet": (taking, "_seen", lambda right: lambda low, high, on: right(low, high, on - 1)),
    "an exact day does not count": (taking.Entry, "_how_many", lambda right: lambda self, events: right(
        replace(self, on=self.on - 1), events
    )),
    "what a fold asks of the fields is not heard": (
        folding, "plain", lambda right: lambda entry: entry.fold.field == "day"
    ),
    "what was handed over was posted": (
        taking.Said, "matches", lambda right: lambda self, key, *rest: right(self, key, *rest) & (key != "how")
    ),
    "a posted day may lie a day earlier": (taking, "LONGEST_IN_THE_POST", lambda right: right + 1),
    "applications in the order of the file": (rows, "_lodged", lambda right: lambda batch, applied: right(batch, -1)),
    "a later entry goes before an earlier one": (
        folding, "assembled", lambda right: lambda fact, unsaid, answers, *rest: right(
            fact, unsaid, answers[::-1], *rest
        )
    ),
    "a statement counts before it was made": (
        folding.Folding, "_overridden", lambda right: lambda self, fact, column, given, found: right(
            self, fact, column, replace(given, since=given.since * 0), found
        )
    ),
    "a notice may come before its event": (
        narrowing.Narrowing, "_impossible", lambda right: lambda self, held, groups: right(
            self, replace(held, notice_low=held.notice_low * 0), groups
        )
    ),
    "events stand in the order of their days": (streams.Events, "in_order", lambda right: True),
    "a sequence binds only who comes first": (
        narrowing.Narrowing, "_impossible", lambda right: lambda self, held, groups: right(
            self, replace(held, low=held.low * (held.place == min(self.later, default=-1))), groups
        )
    ),
    "the sequence is not heard": (narrowing.Narrowing, "_step", lambda right: lambda self, held, *rest: held),
    "the first day counts what is to come": (
        plain_days.PlainDays, "answer", lambda right: lambda self, entry, kind: right(
            self, replace(entry, complete=entry.on), kind
        )
    ),
}  # fmt: skip


def _many() -> None:
    for seed in range(40):
        holds_for(seed)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong(getattr(where, name)))
    with pytest.raises(AssertionError):
        _many()
