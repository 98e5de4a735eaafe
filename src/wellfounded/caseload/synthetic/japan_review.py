"""The administrative review of refusals in Japan, with the planted faults of that stage."""

from __future__ import annotations

import numpy as np

from wellfounded.caseload.synthetic import japan_after
from wellfounded.caseload.synthetic.flows import LONGEST, MONTHS, Japan
from wellfounded.caseload.synthetic.gathering import Bools, Words
from wellfounded.caseload.synthetic.japan_people import (
    LAW_OF_2005,
    NO_CALENDAR,
    RECOGNISED,
    REVIEW_OF_2016,
    People,
    Round,
    working_days,
    year_of,
)
from wellfounded.caseload.synthetic.published import FIRST_YEAR, assumed
from wellfounded.caseload.synthetic.working_days import NO_DAY, Ints

TIME = 7
"""Days: the time for review."""
ALLOWED, TAKEN_BACK, INADMISSIBLE, DISMISSED = range(4)


def reviewed(people: People, flows: Japan, refused: Round) -> tuple[Ints, Ints]:
    """The review of refusals.

    Out come the day since which each refusal lasts (NO_DAY: it does not, or not yet), and the day from which the time
    to sue over it runs (NO_DAY: it does not run any more).
    """
    n, rng, days = len(refused.who), people.rng, working_days()
    asks = rng.random(n) < flows.to_review[year_of(refused.ends) - FIRST_YEAR]
    final = np.where(asks, NO_DAY, refused.notified + TIME)
    asking = refused.of(asks)
    requested, late = _requests(people, asking)

    month = np.minimum(days.month_of(requested), MONTHS - 1)
    lag = flows.review.lag(month, rng.random(len(month)))
    over = (lag <= LONGEST) & (month + lag < MONTHS)
    at = np.minimum(month + lag, MONTHS - 1)
    decided = np.where(over, days.days[days.in_month(at, rng.random(len(at)))], NO_DAY)
    year, u = at // 12, rng.random(len(at))
    withdrawn = flows.review_withdrawn[year]
    share = assumed("flow")["review_inadmissible_share"]
    edges = np.cumsum((flows.allowed[year], withdrawn, np.where(late, 0.6, share)), axis=0)
    result = (u >= edges).sum(axis=0)
    alone = people.separate[asking.who] & (asking.number == 0)
    result[(late | alone) & (result == ALLOWED)] = DISMISSED
    post = rng.random(len(at)) < assumed("path")["notice_by_post_share"]
    told = np.where(post, people.after(np.minimum(decided, NO_CALENDAR), 2, 6), people.office_after(decided, 1, 12))

    barred = over & (decided - requested > 120) & people.share(len(at), assumed("planted")["removed_while_barred"])
    _removed_while_barred(people, asking.of(barred), requested[barred])
    _withdrawn(people, asking.of(over & (result == TAKEN_BACK)), decided[over & (result == TAKEN_BACK)])
    heard = over & (result != TAKEN_BACK)
    _decided(people, asking.of(heard), requested[heard], decided[heard], told[heard], result[heard], post[heard])
    allowed = over & (result == ALLOWED)
    won = asking.of(allowed)
    people.recognised[won.who] = year_of(decided[allowed])
    granted = np.full(len(won.who), RECOGNISED)
    japan_after.protected(people, Round(won.number, won.who, won.lodged, decided[allowed], granted, told[allowed]))
    lasting = np.where(result == TAKEN_BACK, decided, told)
    final[asks] = np.where(over & (result != ALLOWED), lasting, NO_DAY)
    to_sue = refused.notified.copy()
    to_sue[asks] = np.where(over & (result == DISMISSED) & ~late, told, NO_DAY)
    return final, to_sue


def _requests(people: People, asking: Round) -> tuple[Ints, Bools]:
    """The requests: on which day each reached the bureau, and whether it was late."""
    n, rng, days = len(asking.who), people.rng, working_days()
    late = people.share(n, assumed("planted")["late_review_request"])
    waited = rng.integers(0, TIME + 1, n) + np.where(late, rng.integers(10, 70, n), 0)
    made = asking.notified + waited
    post = rng.random(n) < assumed("path")["review_by_post_share"]
    arrives = np.where(post, people.office_after(made, 1, 3), days.from_day(np.minimum(made, NO_CALENDAR)))
    for sent, how in ((True, "post"), (False, "in_person")):
        at = post == sent
        some = asking.of(at)
        more = {"posted": made[at]} if sent else {}
        people.events.add(
            "review_requested", some.who, arrives[at], some.application, how=how, actor="applicant", **more
        )
    return arrives, late


def _removed_while_barred(people: People, some: Round, requested: Ints) -> None:
    ordered = people.after(requested, 15, 40)
    people.events.add("removal_ordered", some.who, ordered)
    gone = people.after(ordered, 5, 60)
    people.events.add("removed", some.who, gone)
    people.go(some.who, gone)


def _withdrawn(people: People, some: Round, day: Ints) -> None:
    people.events.add("review_withdrawn", some.who, day, some.application, actor="applicant")


def _decided(
    people: People, some: Round, requested: Ints, decided: Ints, told: Ints, result: Ints, post: Bools
) -> None:
    """The counsellors' opinion and the decision, with its notice."""
    n, rng, path, planted = len(some.who), people.rng, assumed("path"), assumed("planted")
    in_law = decided >= LAW_OF_2005
    after = in_law & people.share(n, planted["counsellors_after_decision"])
    left_out = in_law & ~after & people.share(n, planted["review_without_counsellors"])
    hears = in_law & ~left_out & (decided >= LAW_OF_2005 + 30)
    earliest = np.maximum(requested + 1, LAW_OF_2005)
    heard = np.minimum(
        working_days().from_day(people.between(np.maximum(earliest, decided - 90), decided - 5)), decided
    )
    heard = np.where(after, people.office_after(decided, 3, 30), np.maximum(heard, earliest))
    view = np.where(result == ALLOWED, rng.integers(0, 2, n), np.where(rng.random(n) < 0.04, 2, 3))
    opinion = Words(view[hears], ("all", "majority", "minority", "none"))
    shares = [path[f"oral_statement_{how}_share"] for how in ("held", "waived", "refused")]
    oral = np.where(
        hears & ~after & (result != INADMISSIBLE), (rng.random(n)[None, :] >= np.cumsum(shares)[:, None]).sum(axis=0), 3
    )
    # Until 2016 the law knew no reason to leave it out.
    oral = np.where((oral == 2) & (some.ends < REVIEW_OF_2016), 0, oral)
    stated = np.maximum(heard - 14, requested)
    for code, kind in enumerate(("oral_statement_held", "oral_statement_waived", "oral_statement_refused")):
        at = oral == code
        people.events.add(kind, some.who[at], stated[at], some.application[at])
    people.events.add(
        "counsellors_opinion",
        some.who[hears],
        heard[hears],
        some.application[hears],
        actor="counsellors",
        for_recognition=opinion,
    )
    wrong = people.share(n, planted["review_by_wrong_body"])
    how = Words(1 + post.astype(np.int64), ("", "in_person", "post"))
    notified, how = people.apart("review", some.who, some.application, told, how)
    people.events.add(
        "review_decided",
        some.who,
        decided,
        some.application,
        notified=notified,
        how=how,
        actor=Words(wrong.astype(np.int64), ("minister", "regional_head")),
        outcome=Words(np.array([0, 0, 1, 2])[result], ("allowed", "inadmissible", "dismissed")),
    )
