"""The stay of an applicant in Japan while the application waits: status, sorting, work, provisional stay, materials."""

from __future__ import annotations

from functools import cache

import numpy as np

from wellfounded.caseload.synthetic.flows import Floats
from wellfounded.caseload.synthetic.gathering import Bools, Words
from wellfounded.caseload.synthetic.japan_people import (
    LAW_OF_2005,
    LAW_OF_2024,
    NO_CALENDAR,
    REVIEW_OF_2016,
    TRIAGE,
    People,
    Round,
    share_by_year,
    year_of,
)
from wellfounded.caseload.synthetic.published import FIRST_YEAR, assumed, figure
from wellfounded.caseload.synthetic.working_days import Ints

WORK_BEGINS = 2010
"""From March of this year applicants with a status were permitted to work after half a year."""
LONGEST_PERMIT = 180
"""Days: a permit of provisional stay runs for nearly half a year; three months in 2005."""
LONG_WAIT = 730
PERMITS = 3
"""How many extensions of provisional stay are drawn at most."""


def status_before(people: People, lodged: Ints) -> None:
    """The status of residence held when the first application was made."""
    at = np.flatnonzero(people.with_status)
    kinds = ("temporary_visitor", "technical_intern", "student", "designated_activities")
    code = people.rng.integers(0, len(kinds), len(at))
    until = np.maximum(people.landed[at] + np.array([90, 365, 730, 182])[code], people.after(lodged[at], 5, 80))
    people.events.add("status_granted", at, people.landed[at], until=until, status=Words(code, kinds))


def while_it_waits(people: People, this: Round) -> None:
    """What happens between lodging and the end of the first instance."""
    _sorted(people, this)
    path = assumed("path")
    year = year_of(this.lodged)
    works = people.with_status[this.who] & (year > WORK_BEGINS) & (this.ends - this.lodged > 250)
    works &= people.share(len(year), path["work_permitted_share"])
    some = this.of(works)
    day = people.office_after(some.lodged, 185, 240)
    people.events.add("work_permitted", some.who, day, some.application, until=day + LONGEST_PERMIT)
    _inaction(people, this)
    bare = ~people.with_status[this.who] & ~people.separate[this.who] & (this.lodged >= LAW_OF_2005)
    _provisional_stay(people, this.of(bare & (this.ends - this.lodged > 90)))
    if this.number:
        _materials(people, this)


def _inaction(people: People, this: Round) -> None:
    """A review because nothing is decided; it does not hasten the decision."""
    day = people.office_after(this.lodged, 550, 700)
    waits = (this.ends - this.lodged > LONG_WAIT) & (day >= REVIEW_OF_2016)
    waits &= people.share(len(day), assumed("path")["inaction_review_share"])
    some, asked = this.of(waits), day[waits]
    people.events.add("inaction_review_requested", some.who, asked, some.application, actor="applicant")
    over = people.office_after(asked, 150, 400)
    outcome = Words(people.rng.integers(0, 2, len(over)), ("dismissed", "inadmissible"))
    people.events.add("inaction_review_decided", some.who, over, some.application, outcome=outcome)


@cache
def _class_shares() -> tuple[Floats, Floats]:
    """The shares of class A and of class B among first applications, by year: those of 2022 where none is published."""
    applications = figure("applications")
    a, b = figure("sorted_a"), figure("sorted_b")
    return (
        share_by_year(a, applications, a[2022] / applications[2022]),
        share_by_year(b, applications, b[2022] / applications[2022]),
    )


def _sorted(people: People, this: Round) -> None:
    """The class of an application, since 15 January 2018. Most repeat applications are sorted C."""
    path, rng = assumed("path"), people.rng
    day = people.office_after(this.lodged, 10, 48)
    told = (this.lodged >= TRIAGE) & (day < this.ends) & people.share(len(day), path["triage_recorded_share"])
    told &= ~people.separate[this.who]
    some, n = this.of(told), int(told.sum())
    year = year_of(some.lodged) - FIRST_YEAR
    a, b = (share[year] for share in _class_shares())
    d1 = (1 - a - b) * path["triage_d1_share"]
    first = (rng.random(n)[None, :] >= np.cumsum((a, b, d1), axis=0)).sum(axis=0)
    again = np.where(rng.random(n) < 0.9, 4, 3)
    classes = Words(np.where(this.number > 0, again, first), ("A", "B", "D1", "D2", "C"))
    people.events.add("triaged", some.who, day[told], some.application, triage_class=classes)


@cache
def _permit_shares() -> tuple[Floats, Floats]:
    """Provisional stay granted and refused, as shares of the applications of a year by persons without a status."""
    path, applications = assumed("path"), figure("applications")
    bare = 1 - path["with_status_share"]
    granted = share_by_year(figure("provisional_stay_granted"), applications, path["provisional_stay_granted_share"])
    refused = share_by_year(figure("provisional_stay_refused"), applications, path["provisional_stay_refused_share"])
    granted, refused = granted / bare, refused / bare
    whole = np.maximum(granted + refused, 1.0)
    return granted / whole, refused / whole


def _provisional_stay(people: People, this: Round) -> None:
    year = year_of(this.lodged) - FIRST_YEAR
    granted, refused = (share[year] for share in _permit_shares())
    u = people.rng.random(len(year))
    day = people.office_after(this.lodged, 20, 80)
    turned_down = (u >= granted) & (u < granted + refused)
    some = this.of(turned_down)
    people.events.add("provisional_stay_refused", some.who, day[turned_down], some.application)
    given = u < granted
    some, day = this.of(given), day[given]
    until = day + np.where(year_of(day) == 2005, 90, LONGEST_PERMIT)
    people.events.add("provisional_stay_granted", some.who, day, some.application, until=until)
    lost = people.share(len(day), assumed("path")["provisional_stay_cancelled_share"])
    out = some.of(lost)
    people.events.add("provisional_stay_cancelled", out.who, people.after(day[lost], 20, 80), out.application)
    some, until = some.of(~lost), until[~lost]
    for _ in range(PERMITS):
        goes_on = (until < some.ends) & (until < people.until)
        some, until = some.of(goes_on), until[goes_on]
        asked = people.after(until, -20, -8)
        people.events.add("provisional_stay_extension_asked", some.who, asked, some.application)
        day = people.after(until, -6, 0)
        until = day + LONGEST_PERMIT - 6
        people.events.add("provisional_stay_extended", some.who, day, some.application, until=until)


def _materials(people: People, this: Round) -> None:
    """Materials with a repeat application; what the authority says of them under the law of 2024; removal under it."""
    path, n = assumed("path"), len(this.who)
    with_materials = people.share(n, path["materials_share"])
    some = this.of(with_materials)
    people.events.add("materials_handed_in", some.who, some.lodged, some.application, with_application=True)
    limited = (this.lodged >= LAW_OF_2024) & (people.refused[this.who] >= 2)
    held = people.share(n, path["materials_sufficient_share"])
    day = people.office_after(this.lodged, 15, 70)
    _held(people, this, day, limited & with_materials & held & (day < this.ends), "materials_held_sufficient")
    _held(people, this, day, limited & with_materials & ~held & (day < this.ends), "materials_held_insufficient")
    gone = limited & ~with_materials & people.share(n, path["limited_removal_share"])
    leaves = people.after(this.lodged, 40, 150)
    gone &= (leaves < this.ends) & (leaves <= people.until)
    some = this.of(gone)
    people.events.add("removal_ordered", some.who, people.after(some.lodged, 10, 35))
    people.events.add("removed", some.who, leaves[gone])
    people.go(some.who, leaves[gone])


def _held(people: People, this: Round, day: Ints, at: Bools, kind: str) -> None:
    some = this.of(at)
    people.events.add(kind, some.who, day[at], some.application)


def leave_after_withdrawal(people: People, gone: Round) -> None:
    """Who left Japan after the application was withdrawn or ended."""
    at = people.share(len(gone.who), assumed("path")["departed_after_withdrawal_share"])
    some = gone.of(at)
    day = people.after(np.minimum(some.ends, NO_CALENDAR), 15, 120)
    people.events.add("departed", some.who, day)
    people.go(some.who, day)
