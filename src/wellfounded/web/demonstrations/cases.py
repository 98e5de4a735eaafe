"""The invented cases, told relative to the day on which the demonstration office is made: so that on any day some
windows are about to close.

A nationality says nothing of a person here: it was dealt out by the alphabet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wellfounded.dossier.kinds import draft
from wellfounded.dossier.records import Draft, drafts

LAW = "jp"
Table = dict[str, Any]
Tell = Callable[[date], list[Table]]
COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented case. `letter`: the person's initial; `told`: its events on a day; `facts`: what no event holds;
    `others`: records of other kinds, each a kind, a body, and a compartment if it is not its own.
    """

    letter: str
    title: str
    nationality: str
    born: str
    told: Tell
    facts: Mapping[str, bool] | None = None
    others: Callable[[date], list[tuple[str, Table, str]]] | None = None
    bureau: str = "Tokyo"


def event(name: str, day: str, **more: Any) -> Table:
    """An event of a case file."""
    return {"event": name, "day": day, **more}


def ago(today: date, days: int) -> str:
    """A day so many days before."""
    return (today - timedelta(days)).isoformat()


def ahead(today: date, days: int) -> str:
    """A day so many days later, moved on to a Monday from a day on which offices are shut."""
    day = today + timedelta(days)
    return (day + timedelta((7 - day.weekday()) if day.weekday() > 4 else 0)).isoformat()


def months_ago(today: date, months: int, days_later: int = 0) -> str:
    """The day so many months before, and some days later; of a shorter month its last day."""
    count = today.year * 12 + today.month - 1 - months
    year, month = count // 12, count % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day
    return (date(year, month, min(today.day, last)) + timedelta(days_later)).isoformat()


def _applied(today: date, months: int, **more: Any) -> list[Table]:
    return [
        event("landed", months_ago(today, months + 1)),
        event("applied", months_ago(today, months), kind="refugee", **more),
    ]


def _refused(day: str, outcome: str = "denied", **more: Any) -> Table:
    return event("decided", day, notified=day, how="in_person", outcome=outcome, **more)


def _just_refused(today: date) -> list[Table]:
    """The window for review closes in two days or, after a weekend, a little later."""
    return [*_applied(today, 14), event("interviewed", months_ago(today, 5)), _refused(ago(today, 5))]


def _reviewed(today: date, end: str) -> list[Table]:
    refused = months_ago(today, 22)
    asked = months_ago(today, 22, 4)
    return [
        *_applied(today, 34),
        _refused(refused),
        event("review_requested", asked),
        event("review_decided", end, notified=end, how="in_person", outcome="dismissed"),
    ]


def _window_to_sue(today: date) -> list[Table]:
    """The six months to sue end in about twenty-five days."""
    return _reviewed(today, months_ago(today, 6, 26))


def _judged(today: date) -> list[Table]:
    """The two weeks to appeal end in nine days."""
    end = months_ago(today, 16)
    return [
        *_reviewed_long_ago(today, end),
        event("suit_filed", months_ago(today, 12), kind="revocation", target="denial", counsel=True),
        event("judgment", ago(today, 6), notified=ago(today, 5), court="district", kind="revocation", target="denial",
              result="dismissed"),
    ]  # fmt: skip


def _reviewed_long_ago(today: date, end: str) -> list[Table]:
    return [
        *_applied(today, 48),
        _refused(months_ago(today, 36)),
        event("review_requested", months_ago(today, 36, 3)),
        event("review_decided", end, notified=end, outcome="dismissed"),
    ]


def _before_the_high_court(today: date) -> list[Table]:
    return [
        *_reviewed_long_ago(today, months_ago(today, 24)),
        event("suit_filed", months_ago(today, 20), kind="revocation", target="denial"),
        event("judgment", months_ago(today, 4), notified=months_ago(today, 4), court="district", kind="revocation",
              target="denial", result="revoked", finds_refugee=True),
        event("appealed", months_ago(today, 4, 10), to="high", by="authority"),
    ]  # fmt: skip


def _waiting_for_review(today: date) -> list[Table]:
    return [
        *_applied(today, 38),
        _refused(months_ago(today, 15)),
        event("review_requested", months_ago(today, 15, 5)),
    ]


def _detained(today: date) -> list[Table]:
    return [
        event("landed", months_ago(today, 30)),
        event("status_granted", months_ago(today, 30), until=months_ago(today, 27)),
        event("detained", ago(today, 40)),
        event("removal_ordered", ago(today, 20)),
        event("applied", ago(today, 16), kind="refugee", how="in_person"),
    ]


def _child(today: date) -> list[Table]:
    return [*_applied(today, 5)]


def _couple(today: date) -> list[Table]:
    return [*_applied(today, 9), event("interviewed", ago(today, 30))]


def _third(today: date) -> list[Table]:
    # Lodged under the law in force since 10 June 2024, whatever day it is.
    return [
        event("landed", "2012-03"),
        event("applied", "2012-09", kind="refugee"),
        _refused("2014-11"),
        event("applied", "2016-05", kind="refugee", application="2"),
        _refused("2019-02", application="2"),
        event("applied", "2024-07-02", kind="refugee", application="3"),
    ]


def _recognised(today: date) -> list[Table]:
    return [
        *_applied(today, 26),
        event("interviewed", months_ago(today, 12)),
        _refused(months_ago(today, 3), "recognised"),
        event("certificate_issued", months_ago(today, 3, 7)),
        event("residence_granted", months_ago(today, 3, 7)),
    ]


def _months_only(today: date) -> list[Table]:
    day = months_ago(today, 20)[:7]
    return [
        event("landed", months_ago(today, 21)[:7]),
        event("applied", day, kind="refugee"),
        event("decided", months_ago(today, 2)[:7], notified=months_ago(today, 1)[:7], outcome="denied"),
    ]


def _nothing(today: date) -> list[Table]:
    return []


def _booked(what: str, days: int, interpreter: str, time: str) -> Callable[[date], list[tuple[str, Table, str]]]:
    def others(today: date) -> list[tuple[str, Table, str]]:
        body = {"what": what, "day": ahead(today, days), "time": time, "interpreter": interpreter}
        return [("booking", {**body, "place": "bureau" if what == "interview" else "office"}, "")]

    return others


def _urgent(today: date) -> list[tuple[str, Table, str]]:
    return [
        ("flag", {"flag": "detained", "day": ago(today, 40), "note": "visits on weekdays (invented)"}, ""),
        ("flag", {"flag": "ill", "note": "needs a doctor (invented)"}, "health"),
        ("task", {"what": "Ask for a doctor to be let in", "by": ahead(today, 3)}, ""),
        ("booking", {"what": "meeting", "day": ahead(today, 1), "time": "10:00", "place": "visiting room",
                     "interpreter": "needed"}, ""),
    ]  # fmt: skip


def _minor(today: date) -> list[tuple[str, Table, str]]:
    return [
        ("flag", {"flag": "alone_as_child", "note": "sixteen years old (invented)"}, ""),
        *_booked("interview", 6, "booked", "13:30")(today),
    ]


def _sealed(today: date) -> list[tuple[str, Table, str]]:
    return [
        ("story", {"text": "What was told here is sealed from relatives. (invented)", "as": "own words"}, "intimate"),
        ("flag", {"flag": "survivor_of_violence", "note": "(invented)"}, "intimate"),
    ]


INVENTED = (
    Invented("A", "refused five days ago", "Afghanistan", "1991", _just_refused, {"is_afraid": True},
             _booked("meeting", 1, "booked", "09:30")),
    Invented("B", "judgment of the district court", "Burundi", "1986-04", _judged, {"is_afraid": True}),
    Invented("C", "time to sue", "Cameroon", "1979", _window_to_sue, bureau="Nagoya"),
    Invented("D", "detained, removal ordered", "Democratic Republic of the Congo", "1988-11-02", _detained,
             {"is_afraid": True}, _urgent),
    Invented("E", "a child alone", "Ethiopia", "", _child, None, _minor),
    Invented("F", "one of a couple", "Georgia", "1993", _couple, {"is_afraid": True, "harm_by_family": True}, _sealed),
    Invented("G", "the other of the couple", "Georgia", "1990", _couple, {"is_afraid": True}),
    Invented("H", "a third application", "Iran", "1975~", _third),
    Invented("I", "before the High Court", "Kenya", "1984-09", _before_the_high_court, {"is_afraid": True},
             bureau="Osaka"),
    Invented("J", "waiting for review", "Lebanon", "1996", _waiting_for_review, None,
             _booked("hearing", 12, "needed", "14:00")),
    Invented("K", "recognised", "Myanmar", "1992-01-15", _recognised, {"is_afraid": True}),
    Invented("L", "months and no days", "Nepal", "1981", _months_only, bureau="Fukuoka"),
    Invented("M", "just come in", "Pakistan", "", _nothing),
)  # fmt: skip
"""Everybody's letter is the next of the alphabet."""

COUPLE = ("F", "G")


def records(case: Invented, today: date) -> list[Draft]:
    """The records of an invented case on a day, but for its number."""
    head: Table = {"law": LAW, "title": f"{case.letter}. (invented): {case.title}", "place": case.bureau}
    if case.told is not _nothing:
        head[COMPLETE] = today.isoformat()
    tables = [{"id": f"e{n}", **table} for n, table in enumerate(case.told(today), 1)]
    facts = [{"fact": name, "value": value} for name, value in (case.facts or {}).items()]
    made = drafts({**head, "event": tables, "fact": facts})
    made.append(draft("person", {"latin": f"{case.letter}. (invented)", "nationality": case.nationality,
                                 "born": case.born}))  # fmt: skip
    made.append(draft("contact", {"channel": "only at the office (invented)", "never_say": "refugee (invented)"}))
    made.append(draft("tongue", {"language": "English (invented)", "interpreter": "either"}))
    return made + [draft(kind, body, room) for kind, body, room in (case.others or _none)(today)]


def _none(today: date) -> list[tuple[str, Table, str]]:
    return []
