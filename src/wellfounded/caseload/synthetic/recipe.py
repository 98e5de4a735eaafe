"""What a law's recipe for a synthetic caseload offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from wellfounded.caseload.table.events import EventBatch


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the caseload of a law is drawn. `first`, `last`: the days to which it can reach.

    `stretch(law, first_claim, claims, streams, until, imprecise, stated)` draws one stretch: `streams` are four
    sources of random numbers, for the paths, the days of recording, imprecise days and facts, so that none disturbs
    another.
    """

    stretch: Callable[..., EventBatch]
    first: date
    last: date
