"""The path of each claim in Japan: persons, their applications one after the other, and what they end in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from wellfounded.caseload.synthetic import japan_after, japan_review, japan_stay
from wellfounded.caseload.synthetic.flows import LONGEST, MONTHS, Japan, japan
from wellfounded.caseload.synthetic.gathering import Bools, Gathering, Words, chosen
from wellfounded.caseload.synthetic.japan_facts import facts
from wellfounded.caseload.synthetic.japan_people import (
    BEGINS,
    COMPLEMENTARY,
    DELEGATION,
    LAW_OF_2005,
    LAW_OF_2024,
    NO_CALENDAR,
    PENDING,
    RECOGNISED,
    REFUSED,
    WITHDRAWN,
    People,
    Round,
    working_days,
    year_of,
)
from wellfounded.caseload.synthetic.published import FIRST_YEAR, LAST_YEAR, assumed, origins
from wellfounded.caseload.synthetic.recipe import Recipe
from wellfounded.caseload.synthetic.working_days import NO_DAY, Ints
from wellfounded.caseload.table.events import EventBatch
from wellfounded.rules.order import LegalOrder

MOST_APPLICATIONS = 6


def draw(people_of: Gathering, rng: np.random.Generator, until: int) -> tuple[Ints, dict[str, Words]]:
    """Draw a stretch: the events go to `people_of`; out come the last day of each claim and its attributes."""
    flows, days, n = japan(), working_days(), people_of.claims
    path = assumed("path")
    months = days.months_until(until)
    come = np.concatenate((flows.first[:months], flows.separate[:months]))
    drawn = np.searchsorted(np.cumsum(come) / come.sum(), rng.random(n), side="right").clip(0, len(come) - 1)
    separate, month_in = drawn >= months, drawn % months
    lodged = days.days[days.in_month(month_in, rng.random(n), until)]

    waited = np.minimum(rng.exponential(path["stays_before_applying_years"] * 365, n), 20 * 365)
    early = (lodged < LAW_OF_2005) & (rng.random(n) >= path["late_before_2005_share"])
    waited = np.where(early, 1 + rng.random(n) * 55, 1 + waited).astype(np.int64)
    people = People(
        people_of,
        rng,
        until,
        np.maximum(lodged - waited, BEGINS),
        rng.random(n) < path["with_status_share"],
        separate,
        np.full(n, NO_DAY),
        np.zeros(n, np.int64),
        np.zeros(n, np.int64),
        np.zeros(n, np.int64),
        year_of(lodged),
    )
    everyone = np.arange(n)
    people_of.add("landed", everyone, people.landed)
    japan_stay.status_before(people, lodged)
    died = np.flatnonzero(people.share(n, path["died_share"]))
    day = lodged[died] + (rng.random(len(died)) * 3000).astype(np.int64)
    people_of.add("died", died, day)
    people.go(died, day)

    who = everyone
    for number in range(MOST_APPLICATIONS):
        who, lodged = one_round(people, flows, number, who, lodged)
        if not len(who):
            break
    attributes = {
        "nationality": _nationality(people),
        "office": chosen(tuple(assumed("office")), tuple(assumed("office").values()), rng.random(n)),
        "sex": chosen(("female", "male"), (path["women_share"], 1 - path["women_share"]), rng.random(n)),
        "year_applied": Words(people.year - FIRST_YEAR, tuple(str(y) for y in range(FIRST_YEAR, LAST_YEAR + 1))),
    }
    return np.minimum(people.leaves, until), attributes


def one_round(people: People, flows: Japan, number: int, who: Ints, lodged: Ints) -> tuple[Ints, Ints]:
    """One application of each person: its whole path. Out come those who apply again, and when."""
    events, rng, days = people.events, people.rng, working_days()
    separate = people.separate[who] & (number == 0)
    kind = Words(separate.astype(np.int64), ("refugee", "complementary"))
    application = np.full(len(who), number, np.int64)
    events.add("applied", who, lodged, application, how="in_person", actor="applicant", kind=kind)
    ends, result = first_instance(people, flows, lodged, separate)
    post = rng.random(len(who)) < assumed("path")["notice_by_post_share"]
    arrived = np.where(post, people.after(np.minimum(ends, NO_CALENDAR), 2, 6), people.office_after(ends, 1, 12))
    this = Round(number, who, lodged, ends, result, np.where(ends < NO_DAY, arrived, NO_DAY))
    japan_stay.while_it_waits(people, this)

    path, planted = assumed("path"), assumed("planted")
    asked = (result != PENDING) & (rng.random(len(who)) < path["interviewed_share"])
    _interviews(people, this.of(asked & (ends - lodged > 20)), planted["interview_before_application"])
    gone = this.of(result == WITHDRAWN)
    closed = rng.random(len(gone.who)) < assumed("flow")["decided_as_ended_share"]
    stopped, taken_back = gone.of(closed), gone.of(~closed)
    events.add("withdrawn", taken_back.who, taken_back.ends, taken_back.application, actor="applicant")
    _decided(people, stopped, "ended", post[result == WITHDRAWN][closed])
    for code, outcome in ((RECOGNISED, "recognised"), (COMPLEMENTARY, "complementary"), (REFUSED, "denied")):
        _decided(people, this.of(result == code), outcome, post[result == code])
    japan_after.protected(people, this.of((result == RECOGNISED) | (result == COMPLEMENTARY)))
    people.recognised[this.of(result == RECOGNISED).who] = year_of(this.ends[result == RECOGNISED])
    japan_stay.leave_after_withdrawal(people, gone)

    refused = this.of(result == REFUSED)
    _humanitarian(people, flows, refused)
    final, to_sue = japan_review.reviewed(people, flows, refused)
    lasts = final < NO_DAY
    who, over = refused.who[lasts], final[lasts]
    people.refused[who] += 1
    month = days.month_of(over)
    inside = (month < MONTHS) & (people.leaves[who] >= NO_DAY)
    lag = np.full(len(who), LONGEST + 1)
    lag[inside] = flows.repeat.lag(month[inside], rng.random(int(inside.sum())))
    again = (lag <= LONGEST) & (month + lag < MONTHS)
    japan_after.refused_for_good(people, refused.of(lasts), over, to_sue[lasts], ~again)
    again &= people.leaves[who] >= NO_DAY
    next_day = days.days[days.in_month(month[again] + lag[again], rng.random(int(again.sum())))]
    in_time = next_day <= people.until
    return who[again][in_time], next_day[in_time]


def first_instance(people: People, flows: Japan, lodged: Ints, separate: Bools) -> tuple[Ints, Ints]:
    """When and how the first instance of each application ends: a day (NO_DAY: it waits), and a result."""
    rng, days = people.rng, working_days()
    month, u = days.month_of(lodged), rng.random(len(lodged))
    lag = np.where(separate, flows.separate_decisions.lag(month, u), flows.first_instance.lag(month, u))
    over = (lag <= LONGEST) & (month + lag < MONTHS)
    at = np.minimum(month + lag, MONTHS - 1)
    ends = np.where(over, days.days[days.in_month(at, rng.random(len(lodged)))], NO_DAY)
    year = at // 12
    edges = np.where(
        separate,
        np.stack((np.zeros(len(at)), flows.separate_granted[year], flows.separate_granted[year])),
        np.cumsum((flows.recognised[year], flows.complementary[at], flows.withdrawn[year]), axis=0),
    )
    u = rng.random(len(lodged))
    result = RECOGNISED + (u >= edges).sum(axis=0)
    return ends, np.where(over, result, PENDING)


def _interviews(people: People, done: Round, planted: float) -> None:
    day = working_days().from_day(people.between(done.lodged + 5, done.ends - 10))
    early = people.share(len(day), planted)
    day = np.where(early, np.maximum(done.lodged - 30, people.landed[done.who]), day)
    people.events.add("interviewed", done.who, day, done.application, actor="inquirer")


def _decided(people: People, done: Round, outcome: str, post: Bools) -> None:
    """The decision of the first instance, with its notice; of a few refusals nobody recorded the notice."""
    n = len(done.who)
    told = ~people.share(n, assumed("planted")["missing_notice"] if outcome == "denied" else 0.0)
    # 0: nothing written, 1: handed over, 2: sent.
    how = Words(np.where(told, 1 + post, 0), ("", "in_person", "post"))
    notified, how = people.apart("decision", done.who, done.application, done.notified, how)
    delegated = people.share(n, assumed("stated")["decided_by_regional_head_share"]) & (done.ends >= DELEGATION)
    people.events.add(
        "decided",
        done.who,
        done.ends,
        done.application,
        notified=notified,
        how=how,
        actor=Words(delegated.astype(np.int64), ("minister", "regional_head")),
        outcome=outcome,
    )


def _humanitarian(people: People, flows: Japan, refused: Round) -> None:
    """Who may stay on humanitarian grounds: inside the refugee procedure from 16 May 2005 to 9 June 2024."""
    year = year_of(refused.ends)
    given = refused.of(people.share(len(year), flows.humanitarian[year - FIRST_YEAR]))
    given = given.of(~people.separate[given.who])
    inside = (given.ends >= LAW_OF_2005) & (given.ends < LAW_OF_2024)
    within, beside = given.of(inside), given.of(~inside)
    people.events.add("humanitarian_permission", within.who, within.ends, within.application)
    people.events.add("special_permission_granted", beside.who, beside.ends)
    people.humanitarian[given.who] = year_of(given.ends)


def _nationality(people: People) -> Words:
    """The nationality of each person, by the published origins of those who share what became of them."""
    n = len(people.year)
    words = sorted({name for group in _GROUPS for mix in origins(group).values() for name in mix})
    codes, u = np.zeros(n, np.int64), people.rng.random(n)
    group = np.where(people.separate, 3, np.where(people.recognised > 0, 1, np.where(people.humanitarian > 0, 2, 0)))
    year = np.select((group == 1, group == 2), (people.recognised, people.humanitarian), people.year)
    for i, name in enumerate(_GROUPS):
        mixes = origins(name)
        told = np.array(sorted(mixes))
        for k, of in enumerate(told):
            # A year without a mix of its own takes the one before; the years before the first take the first.
            to = told[k + 1] if k + 1 < len(told) else LAST_YEAR + 9
            at = np.flatnonzero((group == i) & (year < to) & ((year >= of) | (k == 0)))
            mix = mixes[int(of)]
            drawn = chosen(tuple(mix), tuple(mix.values()), u[at])
            codes[at] = np.array([words.index(w) for w in mix])[drawn.codes]
    return Words(codes, tuple(words))


_GROUPS = ("applicants", "recognised", "humanitarian", "complementary")


def stretch(
    law: LegalOrder,
    first_claim: int,
    claims: int,
    streams: Sequence[np.random.Generator],
    until: int,
    imprecise: float,
    stated: bool,
) -> EventBatch:
    """A stretch of the caseload of Japan. `streams`: for the paths, the days of recording, imprecise days, facts."""
    events = Gathering(law, claims)
    last_day, attributes = draw(events, streams[0], until)
    batch = events.batch(first_claim, last_day, attributes, streams[1], streams[2], imprecise)
    return replace(batch, statements=facts(law, batch, streams[3])) if stated else batch


RECIPE = Recipe(stretch, date(FIRST_YEAR, 1, 31), date(LAST_YEAR, 12, 31))
"""From the first month of the published figures, so that somebody has applied, to their last day."""
