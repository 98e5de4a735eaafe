"""Every event kind of Japan is one that the law reads or the picture draws, and none that the law needs is missing."""

from datetime import date

import pytest

from wellfounded import law as laws
from wellfounded.claim import lanes
from wellfounded.claim.case_line import case_line
from wellfounded.claim.events import Case, Event
from wellfounded.logic.days import Day
from wellfounded.rules.order import EventKind

JP = laws.find("jp")
DAY, LATER = date(2024, 7, 1), date(2024, 8, 1)

# What happens in a case, in the order of a case, and the kinds that hold it.
NEEDED = {
    "arrival, status, departure": "landed status_granted status_extended status_expired departed died naturalised",
    "application": "applied materials_handed_in materials_held_sufficient materials_held_insufficient withdrawn "
    "triaged interviewed decided notice_served",
    "provisional stay": "provisional_stay_granted provisional_stay_refused provisional_stay_cancelled",
    "administrative review": "review_requested review_withdrawn oral_statement_held oral_statement_waived "
    "counsellors_opinion review_decided",
    "suit": "suit_filed suit_withdrawn stay_of_execution_asked stay_of_execution_granted stay_of_execution_refused "
    "stay_of_execution_lapsed",
    "judgment": "judgment judgment_served appealed acceptance_petitioned appeal_waived appeal_withdrawn remanded "
    "became_final redecided",
    "removal": "removal_ordered detained provisionally_released supervision_begun removal_set removed sentenced "
    "special_permission_granted",
    "recognition": "certificate_issued recognition_cancelled recognition_ceased",
}
# Nothing in law follows from these by themselves; the picture shows that they happened.
DRAWN_ONLY = {"provisional_stay_refused"}
# Kept for who reads the case; no rule asks for them.
FIELDS_NOT_READ = {
    ("status_extended", "status"),
    ("recognition_ceased", "clause"),
    ("inaction_review_decided", "outcome"),
    ("stay_of_execution_asked", "target"),
    ("stay_of_execution_refused", "target"),
    ("judgment", "number"),
    ("remanded", "court"),
    ("supervision_begun", "stage"),
}


def _read() -> dict[str, set[str]]:
    """For each kind that some fact is folded from: the fields that the folds take or look at."""
    found: dict[str, set[str]] = {}
    for fact in JP.facts.values():
        for fold in fact.folds:
            found.setdefault(fold.kind, set()).update({fold.field, *(key for key, _ in fold.where)})
    return found


@pytest.mark.parametrize("matter", NEEDED)
def test_what_happens_in_a_case_has_a_kind(matter: str) -> None:
    assert [kind for kind in NEEDED[matter].split() if kind not in JP.kinds] == []


def test_every_kind_is_read_by_a_fact_or_only_drawn() -> None:
    assert {kind.name for kind in JP.event_kinds} - set(_read()) == DRAWN_ONLY


def test_every_fact_is_read_from_kinds_and_fields_that_exist() -> None:
    common = {"day", "notified", "how", "recorded", "actor", "id", "corrects", "application"}
    for kind, fields in _read().items():
        assert fields - common <= set(JP.kinds[kind].fields), kind


def test_every_field_is_read_or_named_as_kept() -> None:
    read = _read()
    fields = {(kind.name, name) for kind in JP.event_kinds for name in kind.fields}
    assert {(kind, name) for kind, name in fields if name not in read.get(kind, ())} == FIELDS_NOT_READ


@pytest.mark.parametrize("kind", JP.event_kinds, ids=lambda kind: kind.name)
def test_every_kind_is_drawn_in_its_lane(kind: EventKind) -> None:
    fields = {name: _some(values) for name, values in kind.fields.items()}
    day = Day.of(DAY.isoformat())
    applied = Event("applied", Day.of("2024-05-01"), application="1", fields={"kind": "refugee"})
    event = Event(kind.name, day, application="" if kind.scope == "person" else "1", fields=fields)
    case = Case("jp", "", dict.fromkeys(JP.lanes, LATER), (applied, event), (), ("1",))
    line = case_line(JP, case, LATER)
    assert [mark.day for mark in lanes.marks(line, kind.lane) if mark.event.kind == kind.name][-1:] == [day]


def _some(values: object) -> object:
    """Some value that a field of this sort may have."""
    if isinstance(values, tuple):
        return values[0]
    return {str: "x", int: 1, bool: True}.get(values, Day.of("2024-07-15"))  # type: ignore[call-overload]


def test_bars_begin_and_end_with_kinds_that_exist() -> None:
    for span in JP.spans:
        assert {span.begins, *span.ends.split("|")} <= set(JP.kinds), span.words
        assert set(span.where) <= set(JP.kinds[span.begins].fields), span.words
