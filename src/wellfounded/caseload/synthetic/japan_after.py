"""What follows the end of an application in Japan: recognition, court, removal, leaving."""

from __future__ import annotations

from datetime import date

import numpy as np

from wellfounded.caseload.synthetic.gathering import Bools, Words
from wellfounded.caseload.synthetic.japan_people import LAW_OF_2005, LAW_OF_2024, RECOGNISED, People, Round, year_of
from wellfounded.caseload.synthetic.published import assumed
from wellfounded.caseload.synthetic.working_days import NO_DAY, Ints

TIME_TO_SUE, TIME_TO_SUE_BEFORE = 175, 85
"""Days, a little less than the six months of the law; less than the three months that it gave until April 2005."""
SIX_MONTHS_SINCE = date(2005, 4, 1).toordinal()
TIME_TO_APPEAL = 14
MONTH = 30.4


def protected(people: People, this: Round) -> None:
    """What recognition or complementary protection gives, and the few that are cancelled."""
    path, n = assumed("path"), len(this.who)
    day = people.office_after(this.notified, 0, 3)
    people.events.add("certificate_issued", this.who, day, this.application)
    in_law = this.ends >= LAW_OF_2005
    some = this.of(in_law)
    people.events.add("residence_granted", some.who, day[in_law], some.application, refused=False)
    travels = (this.result == RECOGNISED) & people.share(n, path["travel_document_share"])
    some = this.of(travels)
    asked = people.office_after(day[travels], 10, 200)
    people.events.add("travel_document_asked", some.who, asked, some.application, how="in_person")
    issued = people.office_after(asked, 10, 40)
    people.events.add("travel_document_issued", some.who, issued, some.application, until=issued + 365)
    lost = (this.result == RECOGNISED) & people.share(n, path["recognition_cancelled_share"])
    some = this.of(lost)
    over = people.office_after(day[lost], 700, 2500)
    grounds = Words(people.rng.integers(0, 2, len(over)), ("fraud", "cessation"))
    told = over + 2
    people.events.add(
        "recognition_cancelled", some.who, over, some.application, notified=told, how="post", ground=grounds
    )
    asks = people.share(len(over), path["review_of_cancellation_share"])
    some, at = some.of(asks), people.office_after(told[asks], 1, 4)
    people.events.add("cancellation_review_requested", some.who, at, some.application, how="in_person")
    ends = people.office_after(at, 200, 500)
    people.events.add("cancellation_review_decided", some.who, ends, some.application, outcome="dismissed")


def refused_for_good(people: People, refused: Round, over: Ints, to_sue: Ints, stays_out: Bools) -> None:
    """What follows a refusal that lasts since `over`.

    `to_sue`: the day from which the time to sue runs, if it does. `stays_out`: does not apply again, so may leave.
    """
    path, n = assumed("path"), len(refused.who)
    sues = people.share(n, path["suit_share"]) & (to_sue < NO_DAY)
    _suits(people, refused.of(sues), to_sue[sues])
    may_go = stays_out & ~sues & (people.leaves[refused.who] > over)
    ordered = may_go & ~people.with_status[refused.who] & people.share(n, path["removal_procedure_share"])
    _removal(people, refused.of(ordered), over[ordered])
    departs = may_go & ~ordered & people.share(n, path["departed_share"])
    day = people.after(over[departs], 10, 240)
    people.events.add("departed", refused.who[departs], day)
    people.go(refused.who[departs], day)


def _removal(people: People, this: Round, over: Ints) -> None:
    """The removal procedure: order, detention and what stands in its place, order to leave, removal or departure."""
    path, n = assumed("path"), len(this.who)
    opened = people.after(over, 10, 90)
    people.events.add("removal_procedure_opened", this.who, opened)
    found = people.after(opened, 5, 20)
    people.events.add("deportation_ground_found", this.who, found, ground="overstay", suspected=False)
    ordered = people.after(found, 15, 60)
    people.events.add("removal_ordered", this.who, ordered)
    held = people.share(n, path["detained_share"])
    people.events.add("detained", this.who[held], ordered[held])
    out = people.after(ordered, 20, 85)
    new = out >= LAW_OF_2024
    people.events.add("provisionally_released", this.who[held & ~new], out[held & ~new])
    people.events.add("supervision_begun", this.who[held & new], out[held & new], stage="after_order")
    removed = people.share(n, path["removed_share"])
    gone = people.after(out, 30, 300)
    people.events.add("removed", this.who[removed], gone[removed])
    told = ~removed & (ordered >= LAW_OF_2024) & people.share(n, 0.3)
    until = people.after(gone, 30, 60)
    people.events.add("ordered_to_leave", this.who[told], gone[told], until=until[told])
    people.events.add("departed", this.who[told], until[told])
    people.go(this.who[removed], gone[removed])
    people.go(this.who[told], until[told])


def _suits(people: People, this: Round, begins: Ints) -> None:
    """A suit for revocation of the refusal, through two instances. `begins`: when the time to sue begins to run."""
    path, rng, n = assumed("path"), people.rng, len(this.who)
    late = people.share(n, assumed("planted")["late_suit"])
    time = np.where(begins < SIX_MONTHS_SINCE, TIME_TO_SUE_BEFORE, TIME_TO_SUE)
    filed = people.between(begins + 8, begins + time) + np.where(late, 200, 0)
    counsel = people.share(n, 0.9)
    people.events.add(
        "suit_filed", this.who, filed, this.application, kind="revocation", target="denial", counsel=counsel
    )
    length = (60 + rng.gamma(4, path["suit_months"] * MONTH / 4, n)).astype(np.int64)
    judged = filed + length
    taken_back = people.share(n, path["suit_withdrawn_share"])
    some = this.of(taken_back)
    day = filed[taken_back] + length[taken_back] // 2
    people.events.add("suit_withdrawn", some.who, day, some.application, kind="revocation", target="denial")
    this, judged, late = this.of(~taken_back), judged[~taken_back], late[~taken_back]
    n = len(this.who)
    won = ~late & people.share(n, path["district_revoked_share"])
    code = np.where(won, 0, np.where(late, 2, 1))
    result = Words(code, ("revoked", "dismissed", "inadmissible"))
    served = _judgment(people, this, judged, "district", result)
    appeals = people.share(n, np.where(won, path["appeal_by_authority_share"], path["appeal_by_applicant_share"]))
    day = people.after(served, 3, TIME_TO_APPEAL - 1)
    some, by = this.of(appeals), Words(won[appeals].astype(np.int64), ("applicant", "authority"))
    people.events.add("appealed", some.who, day[appeals], some.application, to="high", by=by)
    length = (60 + rng.gamma(5, path["high_months"] * MONTH / 5, n)).astype(np.int64)
    change = np.where(won, path["high_changes_for_authority_share"], path["high_changes_share"])
    changed = people.share(n, change)
    # For the applicant the high court revokes the refusal; for the authority it dismisses the claim.
    code = np.where(~changed, 0, np.where(won, 2, 1))[appeals]
    result = Words(code, ("upheld", "revoked", "dismissed"))
    second = served.copy()
    second[appeals] = _judgment(people, some, (day + length)[appeals], "high", result)
    at_last = np.where(appeals & changed, ~won, won)
    _after_victory(people, this.of(at_last), second[at_last])


def _judgment(people: People, this: Round, day: Ints, court: str, result: Words) -> Ints:
    """A judgment and its service on both sides. Out comes the earlier of the two days of service."""
    people.events.add(
        "judgment", this.who, day, this.application, court=court, kind="revocation", target="denial", result=result
    )
    served = [people.after(day, 1, 8), people.after(day, 1, 8)]
    for on_whom, on in zip(("applicant", "authority"), served, strict=True):
        people.events.add("judgment_served", this.who, on, this.application, court=court, on_whom=on_whom)
    return np.minimum(*served)


def _after_victory(people: People, this: Round, served: Ints) -> None:
    """The judgment becomes final, and the refugee is recognised."""
    final = served + 8 + TIME_TO_APPEAL + 1
    people.events.add("became_final", this.who, final, this.application)
    again = people.after(final, 0, 20) + int(assumed("path")["redecision_days"]) - 10
    people.events.add(
        "redecided", this.who, again, this.application, notified=again + 3, how="in_person", outcome="recognised"
    )
    people.recognised[this.who] = year_of(np.minimum(again, people.until))
