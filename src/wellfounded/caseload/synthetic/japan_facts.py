"""Facts of a synthetic caseload of Japan that no event holds: who decided, what a notice said, what was found."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from wellfounded.caseload.synthetic.gathering import Bools
from wellfounded.caseload.synthetic.pieces import said
from wellfounded.caseload.synthetic.published import assumed
from wellfounded.caseload.synthetic.working_days import Ints
from wellfounded.caseload.table.events import Coded, EventBatch, Stated
from wellfounded.readings.values import MET, NOT_MET
from wellfounded.rules.order import LegalOrder

PANEL = 3
FOUND = {
    # The share found to be so: of those who were refused, and of those who were recognised.
    "is_afraid": (0.7, 1.0),
    "state_harmed_before": (0.12, 0.6),
    "state_looks_for_person": (0.06, 0.5),
    "state_harms_such_people": (0.2, 0.9),
    "others_harm_such_people": (0.35, 0.25),
    "state_cannot_protect": (0.15, 0.7),
    "safe_part_named": (0.5, 0.05),
    "credible_as_a_whole": (0.3, 1.0),
    "fits_country_information": (0.4, 0.98),
}
"""What was found on elements of the definition; all shares are assumed, and stand for nobody."""


def facts(law: LegalOrder, batch: EventBatch, rng: np.random.Generator) -> Mapping[str, Stated]:
    """The statements that go with the events of a batch, by the name of the fact."""
    shares, planted = assumed("stated"), assumed("planted")
    kinds = {name: i for i, name in enumerate(law.kinds)}
    found: dict[str, Stated] = {}

    def events_of(kind: str) -> Ints:
        return np.flatnonzero(batch.kind == kinds[kind])

    def rows(events: Ints) -> Ints:
        return batch.application[events].astype(np.int64)

    def word(fact: str, events: Ints, actor: str, then: str, otherwise: str) -> None:
        values = ("", *law.facts[fact].values)
        acted = batch.actor.codes[events] == _number(batch.actor, actor)
        codes = np.where(acted, values.index(then), values.index(otherwise)).astype(np.int16)
        found[fact] = said(rows(events), Coded(codes, values))

    def truth(fact: str, at: Ints, share: float | NDArray[np.float64]) -> None:
        found[fact] = said(at, _truths(rng.random(len(at)) < share))

    decided = events_of("decided")
    word("decided_by", decided, "regional_head", "regional_head", "minister")
    word("review_decided_by", events_of("review_decided"), "regional_head", "other", "minister")
    told = np.union1d(rows(decided[batch.notified.low[decided] > 0]), rows(events_of("notice_served")))
    truth("notice_gives_reasons", told, 1 - planted["notice_without_reasons"])
    truth("notice_names_suit", told, 1 - planted["notice_without_suit"])
    everyone = np.arange(batch.n_applications, dtype=np.int64)
    asked = rng.random(len(everyone)) < planted["oral_statement_not_held"]
    asked[rows(events_of("oral_statement_held"))] = True
    left_out = rows(events_of("oral_statement_refused"))
    asked[left_out] = True
    waived = rows(events_of("oral_statement_waived"))
    asked[waived] = rng.random(len(waived)) < shares["oral_statement_waived_after_asking_share"]
    reviews = rows(events_of("review_requested"))
    found["oral_statement_asked_for"] = said(reviews, _truths(asked[reviews]))
    truth("refusal_of_statement_in_writing", left_out, 1.0)
    truth("claim_without_ground_even_if_true", left_out, 1.0)
    heard = rows(events_of("counsellors_opinion"))
    whole = rng.random(len(heard)) >= planted["panel_of_two"]
    found["counsellors_on_the_panel"] = said(heard, np.where(whole, PANEL, PANEL - 1).astype(np.int32))

    truth("under_sixteen", everyone, shares["under_sixteen_share"])
    truth("in_japan_when_applying", everyone, 1.0)
    seen = everyone[rng.random(len(everyone)) < shares["told_share"]]
    outcome = batch.fields["outcome"]
    assert isinstance(outcome.values, Coded)
    given = np.zeros(len(everyone), np.bool_)
    held = outcome.values.codes == _number(outcome.values, "recognised")
    given[batch.application[outcome.events[held]]] = True
    for fact, (refused, recognised) in FOUND.items():
        truth(fact, seen, np.where(given[seen], recognised, refused))
    return found


def _number(coded: Coded, word: str) -> int:
    """The code of a word; -1 where the batch never uses it."""
    return coded.words.index(word) if word in coded.words else -1


def _truths(met: Bools) -> NDArray[np.uint8]:
    return np.where(met, MET, NOT_MET).astype(np.uint8)
