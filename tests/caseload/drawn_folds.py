"""Laws drawn at random whose facts are read from events in every way there is."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from types import SimpleNamespace, new_class
from typing import Any

from tests.readings.drawn import law as drawn_law
from wellfounded.claim.case_file import HOW
from wellfounded.rules.facts import Facts, Fold, asks
from wellfounded.rules.order import DAYS, EventKind, LegalOrder
from wellfounded.rules.terms import CategoryTerm, CountTerm, DayTerm, Proposition

KINDS = (
    EventKind("applied", "Applied", "office", fields={"posted": "posted", "word": ("x", "y")}),
    EventKind("decided", "Decided", "office", fields={"word": ("x", "y", "z"), "yes": bool, "n": int, "text": str}),
    EventKind("served", "Served", "post", fields={"seen": "day", "until": "term", "posted": "posted", "yes": bool}),
    EventKind("arrived", "Arrived", "border", "person", fields={"word": ("u", "v"), "until": "term", "n": int}),
    EventKind("weighed", "Weighed", "office", internal=True, fields={"word": ("x", "w"), "seen": "day"}),
)
_TERMS = {"truth": Proposition, "day": DayTerm, "count": CountTerm, "category": CategoryTerm}
_WHERE: dict[Any, tuple[str, ...]] = {
    bool: ("True", "False", "", "True|"),
    int: ("1|2|3", "", "0|", "4"),
    str: ("p", "", "q|"),
    "how": ("post", "in_person|", "hand|served"),
    "actor": ("x", "", "y|"),
    **dict.fromkeys(DAYS, ("", "never", "|never")),
}


def _where(chance: Random, kind: EventKind) -> dict[str, str]:
    fields: dict[str, Any] = {**kind.fields, "how": "how", "actor": "actor"}
    found = {}
    for key in chance.sample(sorted(fields), chance.choice((0, 0, 0, 1, 2))):
        wanted = fields[key]
        choices = (*wanted, f"{wanted[0]}|", "x|w|z") if isinstance(wanted, tuple) else _WHERE[wanted]
        found[key] = chance.choice(choices)
    return found


def _fold(chance: Random, type_: str) -> Fold:
    kind = chance.choice(KINDS)
    fits = {
        "truth": [name for name, wanted in kind.fields.items() if wanted is bool],
        "count": [name for name, wanted in kind.fields.items() if wanted is int],
        "day": ["day", "notified", *(name for name, wanted in kind.fields.items() if wanted in DAYS)],
        "category": ["how", *(name for name, wanted in kind.fields.items() if isinstance(wanted, tuple))],
    }[type_]
    where = tuple((key, tuple(values.split("|"))) for key, values in _where(chance, kind).items())
    if type_ in ("truth", "count") and (not fits or chance.random() < 0.6):
        return Fold(kind.name, "any" if type_ == "truth" else "count", "day", where)
    return Fold(kind.name, chance.choice(("first", "last")), chance.choice(fits), where)


def _group(chance: Random, name: str, scope: str, number: int) -> Any:
    declared: dict[str, Any] = {"__annotations__": {}}
    for i in range(number):
        type_ = chance.choice(("truth", "day", "day", "count", "category"))
        folds = [_fold(chance, type_) for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))]
        otherwise = {
            "truth": chance.choice((None, False)),
            "count": chance.choice((None, 2)),
            "category": chance.choice((None, "x")),
            "day": None,
        }[type_]
        values = ("x", "y", "z", "u", "v", "w", "none", *HOW) if type_ == "category" else ()
        declared[f"{name}_{i}"] = asks("?", *folds, values=values, otherwise=otherwise)
        declared["__annotations__"][f"{name}_{i}"] = _TERMS[type_]
    return new_class(name, (Facts,), {"scope": scope}, lambda made: made.update(declared))


def law_of_folds(chance: Random) -> LegalOrder:
    """A law of a handful of facts and a drawn sequence of its kinds of event."""
    groups = {"one": _group(chance, "one", "application", 6), "two": _group(chance, "two", "person", 4)}
    names = [kind.name for kind in KINDS]
    pairs = [(a, b) for a in names for b in names if chance.random() < 0.08]
    if chance.random() < 0.7:
        pairs += [("applied", "decided"), ("decided", "served")]
    matter: Any = SimpleNamespace(__name__="folds", **groups)
    return replace(
        drawn_law(),
        id="folds",
        matters=(matter,),
        event_kinds=KINDS,
        lanes={"border": "", "office": "", "post": ""},
        sequence=frozenset(pairs),
    )
