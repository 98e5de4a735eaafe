"""Japan: its matters in the order of a case, and what the record of a claim asks of them."""

from __future__ import annotations

from datetime import date
from types import ModuleType
from typing import Any

from wellfounded.law.jp import (
    acts,
    administrative_review,
    appeals,
    application,
    arrival,
    breaches_of_procedure,
    breaches_of_time,
    cancellation,
    counsellors,
    definition,
    destination_of_removal,
    effect_of_judgments,
    final_appeals,
    finality,
    first_instance,
    guide,
    humanitarian_permission,
    inaction_review,
    inquiry,
    judgments,
    late_review,
    long_term_residence,
    new_refusal,
    order_to_leave,
    other_suits,
    provisional_release,
    provisional_remedies,
    provisional_stay,
    provisional_stay_conditions,
    provisional_stay_refusal,
    recognition,
    removal,
    removal_order,
    repeat_applications,
    residence_status,
    revocation_suit,
    service_of_judgments,
    sources,
    special_permission,
    stages,
    supervision,
    suspension_of_removal,
    tracks,
    travel_document,
    triage,
)
from wellfounded.law.jp.calendars import COURT, OFFICE
from wellfounded.law.jp.events import EVENT_KINDS, LANES, SPANS
from wellfounded.law.jp.precedents import PRECEDENTS
from wellfounded.rules.citations import Source
from wellfounded.rules.order import LegalOrder, Removal

MATTERS: tuple[ModuleType, ...] = (
    # the procedure, in the order of a case
    application,
    arrival,
    residence_status,
    triage,
    inquiry,
    first_instance,
    administrative_review,
    late_review,
    inaction_review,
    counsellors,
    # the courts
    revocation_suit,
    other_suits,
    provisional_remedies,
    judgments,
    service_of_judgments,
    appeals,
    final_appeals,
    finality,
    effect_of_judgments,
    new_refusal,
    # what recognition gives, and how it ends
    recognition,
    long_term_residence,
    humanitarian_permission,
    travel_document,
    cancellation,
    # stay and removal
    provisional_stay,
    provisional_stay_refusal,
    provisional_stay_conditions,
    repeat_applications,
    suspension_of_removal,
    removal_order,
    special_permission,
    supervision,
    provisional_release,
    order_to_leave,
    destination_of_removal,
    removal,
    # the definition
    *definition.MATTERS,
    stages,
    # where the procedure broke its own rules
    breaches_of_time,
    breaches_of_procedure,
    acts,
    tracks,
)


def _all(table: str) -> tuple[Any, ...]:
    """The entries of a table from every matter that has one, in the order of the matters."""
    return tuple(entry for matter in (*MATTERS, definition) for entry in getattr(matter, table, ()))


ORDER = LegalOrder(
    id="jp",
    names={"en": "Japan", "ja": "日本"},
    time_zone="Asia/Tokyo",
    utc_offset=9,
    begins=date(1982, 1, 1),
    matters=MATTERS,
    sources=(*(s for s in vars(sources).values() if isinstance(s, Source)), *definition.SOURCES),
    event_kinds=EVENT_KINDS,
    calendars={"office": OFFICE, "court": COURT},
    stage=stages.stage,
    stages=stages.STAGES,
    remedies=_all("REMEDIES"),
    removal=Removal(
        barred=removal.removal_barred,
        ground=removal.ground_for_removal,
        treated_as_barred=removal.removal_treated_as_barred,
        until=removal.removal_barred_until,
        destination=destination_of_removal.destination_barred,
        warnings=_all("CAUTIONS"),
        ordered=removal_order.removal_order_stands,
    ),
    duties=_all("DUTIES"),
    changes=tuple(sorted(_all("CHANGES"), key=lambda change: change.on)),
    assessment=definition.ASSESSMENT,
    elements=definition.ELEMENTS,
    lanes=LANES,
    spans=SPANS,
    precedents=PRECEDENTS,
    sequence=frozenset(_all("SEQUENCE")),
    breaches=_all("BREACHES"),
    acts=_all("ACTS"),
    tracks=_all("TRACKS"),
    actors=acts.ACTORS,
    guide=guide.GUIDE,
)
