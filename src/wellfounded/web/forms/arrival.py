"""The section of intake on arrival and applications: a few days, recorded as the events of the law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from wellfounded.dossier.compartments import CLAIM
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.records import Draft, Record
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.forms.events import new_id
from wellfounded.web.forms.fields import Entry
from wellfounded.web.forms.law_words import value_words

KINDS = ("landed", "applied", "decided", "withdrawn")
EARLIER = (1, 2, 3)
"""So many earlier applications are asked about; more are recorded one by one."""
ENDED = {"denied": "Refused", "withdrawn": "Withdrawn", "open": "Not ended, or not known"}


def asks(law: LegalOrder, records: Sequence[Record]) -> bool:
    """Whether the section asks: the law has these kinds of events, and none of an application is on file."""
    told = {r.body.get("event") for r in standing(records, "event")}
    return all(kind in law.kinds for kind in KINDS) and not told & {"applied", "decided", "withdrawn"}


def entries(ask: Ask, law: LegalOrder, records: Sequence[Record]) -> tuple[Entry, ...]:
    """The days of arrival, of earlier applications with their ends, and of the application of this case."""
    landed = any(r.body.get("event") == "landed" for r in standing(records, "event"))
    ended = tuple((name, ask.say(ENDED[name])) for name in ENDED)
    kinds = law.kinds["applied"].fields.get("kind", ())
    named = [
        ("", ask.say("Not said")),
        *((k, value_words(ask.law_words, k)) for k in kinds if isinstance(kinds, tuple)),
    ]
    made = [] if landed else [Entry("landed", ask.law_words.say(law.kinds["landed"].says), "day", by_law=True)]
    for n in EARLIER:
        made += [
            Entry(f"applied{n}", ask.say("Earlier application {n}: day on which it was made", n=n), "day"),
            Entry(f"ended{n}", ask.say("Earlier application {n}: how it ended", n=n), "choice", choices=ended),
            Entry(f"day{n}", ask.say("Earlier application {n}: day on which it ended", n=n), "day"),
        ]
    made += [
        Entry("applied", ask.say("This application: day on which it was made"), "day"),
        Entry("kind", ask.say("This application: which kind"), "choice", choices=tuple(named)),
    ]
    return tuple(replace(entry, prefix="arrival-") for entry in made)


def drafts(told: Mapping[str, str], records: Sequence[Record]) -> list[Draft]:
    """The events that the section tells. Refuses an end of an application of which no beginning is written."""
    tables: list[dict[str, Any]] = [{"event": "landed", "day": told["landed"]}] if "landed" in told else []
    earlier = [n for n in EARLIER if f"applied{n}" in told]
    for n in EARLIER:
        if f"day{n}" in told and n not in earlier:
            raise BadInput("An earlier application has an end and no beginning. Write the day, or unknown to the year.")
    for place, n in enumerate(earlier, 1):
        own = {} if place == 1 else {"application": str(place)}
        tables.append({"event": "applied", "day": told[f"applied{n}"], **own})
        day = told.get(f"day{n}", "unknown")
        if told.get(f"ended{n}") == "denied":
            tables.append({"event": "decided", "outcome": "denied", "day": day, "notified": day, **own})
        elif told.get(f"ended{n}") == "withdrawn":
            tables.append({"event": "withdrawn", "day": day, **own})
    if "applied" in told:
        own = {"application": str(len(earlier) + 1)} if earlier else {}
        kind = {"kind": told["kind"]} if "kind" in told else {}
        tables.append({"event": "applied", "day": told["applied"], **kind, **own})
    return _numbered(tables, records)


def _numbered(tables: Sequence[dict[str, Any]], records: Sequence[Record]) -> list[Draft]:
    first = int(new_id(records)[1:])
    return [Draft(CLAIM, "event", {**table, "id": f"e{first + place}"}) for place, table in enumerate(tables)]
