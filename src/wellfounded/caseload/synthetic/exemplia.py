"""The recipe of Exemplia, an invented country: all of its numbers are invented too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from wellfounded.caseload.synthetic.gathering import Gathering, Words, chosen
from wellfounded.caseload.synthetic.pieces import said
from wellfounded.caseload.synthetic.recipe import Recipe
from wellfounded.caseload.synthetic.working_days import WorkingDays
from wellfounded.caseload.table.events import EventBatch
from wellfounded.readings.values import MET, NOT_MET
from wellfounded.rules.order import LegalOrder

FIRST_YEAR, LAST_YEAR = 2015, 2024


def stretch(
    law: LegalOrder,
    first_claim: int,
    claims: int,
    streams: Sequence[np.random.Generator],
    until: int,
    imprecise: float,
    stated: bool,
) -> EventBatch:
    """A stretch of the caseload of Exemplia: arrival, claim, decision, appeal, judgment."""
    events, rng = Gathering(law, claims), streams[0]
    days = WorkingDays.of(law.calendars["office"], FIRST_YEAR, LAST_YEAR + 9)
    months = days.months_until(until)
    everyone = np.arange(claims)
    lodged = days.days[days.in_month(rng.integers(0, months, claims), rng.random(claims), until)]
    events.add("arrived", everyone, lodged - rng.integers(1, 200, claims))
    application = np.zeros(claims, np.int64)
    events.add("applied", everyone, lodged, application, how="in_person")
    decided = days.from_day(lodged + 20 + rng.gamma(2, 90, claims).astype(np.int64))
    refused = rng.random(claims) < 0.6
    told = decided + rng.integers(1, 8, claims)
    outcome = Words(refused.astype(np.int64), ("granted", "refused"))
    events.add("decided", everyone, decided, application, notified=told, how="post", outcome=outcome)
    who = np.flatnonzero(refused & (rng.random(claims) < 0.5))
    posted = told[who] + rng.integers(0, 17, len(who))
    events.add("appealed", who, posted + rng.integers(1, 4, len(who)), application[who], posted=posted)
    judged = posted + 60 + rng.integers(0, 400, len(who))
    won = Words((rng.random(len(who)) >= 0.2).astype(np.int64), ("allowed", "dismissed"))
    events.add("judged", who, judged, application[who], result=won)
    attributes = {
        "nationality": chosen(("XXA", "XXB", "XXC"), (5, 3, 2), rng.random(claims)),
        "office": chosen(("North", "South"), (2, 1), rng.random(claims)),
    }
    batch = events.batch(first_claim, np.full(claims, until), attributes, streams[1], streams[2], imprecise)
    if not stated:
        return batch
    rows = np.arange(batch.n_applications)
    shares = {"harm_feared": 0.6, "harm_by_state": 0.3, "state_protects": 0.5, "new_evidence": 0.1}
    u = streams[3].random((len(shares), len(rows)))
    truths = {
        fact: said(rows, np.where(u[i] < share, MET, NOT_MET).astype(np.uint8))
        for i, (fact, share) in enumerate(shares.items())
    }
    return replace(batch, statements=truths)


RECIPE = Recipe(stretch, date(FIRST_YEAR, 1, 31), date(LAST_YEAR, 12, 31))
