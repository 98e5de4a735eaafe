"""The questions of a law as fields, a group at a time; and the answers that changed as records of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wellfounded.dossier.compartments import of_fact
from wellfounded.dossier.kinds import standing
from wellfounded.dossier.records import Draft, Record
from wellfounded.logic.errors import BadInput
from wellfounded.rules.facts import Fact, Facts
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.forms.fields import Entry, kept
from wellfounded.web.forms.law_words import value_words


def asked(law: LegalOrder, group: type[Facts], rooms: frozenset[str]) -> list[Fact]:
    """The facts of a group whose compartments are open, those first that no event holds."""
    found = [fact for fact in group.declared() if fact.name in law.facts and of_fact(fact.name) in rooms]
    return sorted(found, key=lambda fact: bool(fact.folds))


def stated(records: Sequence[Record], fact: str, application: str) -> list[Record]:
    """The standing statements of a fact for an application, in the order in which they were made."""
    return [
        r
        for r in standing(records, "fact")
        if r.body.get("fact") == fact and str(r.body.get("application", "") or application) == application
    ]


def entries(ask: Ask, facts: Sequence[Fact], records: Sequence[Record], application: str) -> tuple[Entry, ...]:
    """A field for each fact, with what stands now. Silence is not no: a fact that nobody established has no value."""
    return tuple(_entry(ask, place, fact, records, application) for place, fact in enumerate(facts))


def _entry(ask: Ask, place: int, fact: Fact, records: Sequence[Record], application: str) -> Entry:
    found = stated(records, fact.name, application)
    now = _written(found[-1].body.get("value")) if found else ""
    name, label = f"fact{place}", ask.law_words.say(fact.question)
    silent = ("", ask.say("Not yet established"))
    if fact.type == "truth":
        choices = (silent, ("yes", ask.say("Yes")), ("no", ask.say("No")))
        return Entry(name, label, "choice", choices=choices, value=now, by_law=True)
    if fact.type == "category":
        named = tuple((value, value_words(ask.law_words, value)) for value in fact.values)
        return Entry(name, label, "choice", choices=(silent, *named), value=now, by_law=True, choices_by_law=True)
    if fact.type == "count":
        hint = ask.say("A whole number; empty if it is not yet established.")
        return Entry(name, label, hint=hint, value=now, by_law=True, longest=6)
    return Entry(name, label, "day", ask.say("Empty if it is not yet established."), value=now, by_law=True)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _value(fact: Fact, text: str) -> Any:
    if fact.type == "truth":
        return text == "yes"
    if fact.type == "count":
        if not text.isdecimal():
            raise BadInput("{value} is not a whole number.", value=text)
        return int(text)
    return text


def drafts(
    facts: Sequence[Fact], given: Sequence[Entry], records: Sequence[Record], common: Mapping[str, str], keep: str
) -> list[Draft]:
    """What changed: a new statement for each new answer, and a strike of what stood before, unless a day says since
    when the new answer stands. `common`: application, day and note of all; `keep`: a compartment for all, else each
    goes where it belongs.
    """
    made: list[Draft] = []
    application = common.get("application", "1")
    for fact, entry in zip(facts, given, strict=True):
        before = stated(records, fact.name, application)
        if kept(entry) == (_written(before[-1].body.get("value")) if before else ""):
            continue
        if before and not (entry.value and common.get("day")):
            reason = common.get("note", "")
            made += [Draft(r.compartment, "strike", {"id": r.id, "reason": reason}) for r in before]
        if entry.value:
            body: dict[str, Any] = {"fact": fact.name, "value": _value(fact, kept(entry))}
            if fact.scope == "application" and application != "1":
                body["application"] = application
            body |= {name: common[name] for name in ("day", "note") if common.get(name)}
            made.append(Draft(keep or of_fact(fact.name), "fact", body))
    return made
