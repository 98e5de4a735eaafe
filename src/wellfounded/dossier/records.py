"""Records: what is sealed. A case file as records, and records as a case that the law can read.

A record has a kind. `head`, `event` and `fact` are the tables of a case file, in the same words, so that a sealed
case and the file that someone writes in an editor say the same. `strike` takes back a record that was entered by
mistake: it is left out, and stays on record. Any other kind is for whoever wrote it: a contact, a paper, a note.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wellfounded.claim import case_file
from wellfounded.claim.events import Case
from wellfounded.claim.written import Lines
from wellfounded.dossier.compartments import CLAIM, COMPARTMENTS, IDENTITY, IDENTITY_KEYS, of_fact
from wellfounded.logic.errors import BadInput, WrongCall
from wellfounded.rules.order import LegalOrder

HEAD = ("law", "title", "place", "note", "complete")


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be sealed. `body`: text, whole numbers, truths, lists and tables of these."""

    compartment: str
    kind: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was opened. `at`: when it was made (UTC); `order`: its place among those made at once; `actor`:
    who.
    """

    id: str
    compartment: str
    kind: str
    body: Mapping[str, Any]
    at: str
    order: int
    actor: bytes


def plain(value: Any) -> Any:
    """A value of a TOML file as JSON holds it: days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        raise BadInput("{value} is not a whole number. Write it as text.", value=value)
    if not isinstance(value, str | int | bool):
        raise WrongCall("A record holds text, whole numbers, truths, lists and tables.")
    return value


def drafts(document: Mapping[str, Any], compartments: Mapping[int, str] | None = None) -> list[Draft]:
    """The records of a case file. `compartments`: of an event (by its place in the file) another than `claim`.
    Relatives are left out: a relative has a file of their own, and a link leads to it.
    """
    head = {key: plain(document[key]) for key in HEAD if key in document}
    naming = {key: value for key, value in head.items() if key in IDENTITY_KEYS}
    made = [Draft(CLAIM, "head", {key: value for key, value in head.items() if key not in naming})]
    if naming:
        made.append(Draft(IDENTITY, "head", naming))
    for place, event in enumerate(document.get("event", [])):
        made.append(Draft((compartments or {}).get(place, CLAIM), "event", plain(event)))
    made += [Draft(of_fact(str(fact.get("fact"))), "fact", plain(fact)) for fact in document.get("fact", [])]
    for draft in made:
        if draft.compartment not in COMPARTMENTS:
            raise BadInput("{name} is not a compartment.", name=draft.compartment)
    return made


def document(records: Sequence[Record]) -> dict[str, Any]:
    """The tables of a case file that records tell, as far as they were opened. A later word stands over an earlier
    one.
    """
    struck = {r.body.get("id") for r in records if r.kind == "strike"}
    made: dict[str, Any] = {}
    for record in records:
        if record.id in struck:
            continue
        if record.kind == "head":
            made |= {key: value for key, value in record.body.items() if key in HEAD}
        elif record.kind in ("event", "fact"):
            made.setdefault(record.kind, []).append(dict(record.body))
    return made


def case(tables: Mapping[str, Any], laws: Any, family: Iterable[Case] = ()) -> tuple[LegalOrder, Case]:
    """The law and the case of the tables of a case file. `laws`: from the name of a law to the legal order."""
    if "law" not in tables:
        raise BadInput("What is open of this file does not say under which law the case is.")
    law: LegalOrder = laws(tables["law"])
    return law, replace(case_file.read(tables, law, Lines("")), family=tuple(family))
