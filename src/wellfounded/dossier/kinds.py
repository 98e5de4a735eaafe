"""The kinds of records that are no law: what each holds, and in which compartments it may lie.

Records of law (`head`, `event`, `fact`, `strike`) are those of a case file; see `records`. Papers have kinds of their
own; see `papers`. A field that is left out was not told; an empty text is left out too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from wellfounded.dossier.compartments import CLAIM, HEALTH, IDENTITY, INTIMATE, PRIVILEGED
from wellfounded.dossier.records import Draft, Record
from wellfounded.logic.days import parse_day
from wellfounded.logic.errors import BadInput, WrongCall

FieldType = Literal["text", "day", "truth", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: its name, what it holds, and the values that it may have, if these are few. `day`: a day
    as it is known (EDTF), kept as text. `needed`: without it the record says nothing.
    """

    name: str
    type: FieldType = "text"
    values: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `compartments`: where it may lie, first where it lies if nobody says otherwise. `single`: a
    later record replaces the earlier one; of the others all count. `one_of`: of these fields one must be told.
    """

    name: str
    compartments: tuple[str, ...]
    fields: tuple[Field, ...]
    single: bool = False
    one_of: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), None)


FLAGS = (
    "detained",
    "child",
    "alone_as_child",
    "ill",
    "pregnant",
    "risk_to_self",
    "survivor_of_violence",
    "no_home",
    "no_means",
    "removal_date",
    "other",
)
"""What makes a case urgent."""

ASKED_BY_APPLICANT = ("corrected", "contact_changed", "consent_withdrawn", "paper_given")
"""What an applicant did that asks something of the office: a task of this kind, which each reader is told in their own
language.
"""

INTIMATE_FLAGS = frozenset({"survivor_of_violence"})
HEALTH_FLAGS = frozenset({"ill", "pregnant", "risk_to_self"})


def _text(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("number", (CLAIM,), (Field("number", needed=True),), single=True),
            Kind(
                "person", (IDENTITY,),
                (*_text("name_original", "script", "kana", "latin"), Field("born", "day"), *_text("nationality")),
                single=True,
            ),
            Kind(
                "contact", (IDENTITY,),
                _text("channel", "address", "hours", "never_say", "must_not_know", "note"),
                single=True,
            ),
            Kind(
                "tongue", (IDENTITY,),
                (
                    *_text("language", "dialect"),
                    Field("interviewer", values=("woman", "man", "either")),
                    Field("interpreter", values=("woman", "man", "either")),
                    *_text("avoid"),
                ),
                single=True,
            ),
            Kind(
                "flag", (IDENTITY, HEALTH, INTIMATE),
                (Field("flag", values=FLAGS, needed=True), *_text("note"), Field("day", "day")),
            ),
            Kind(
                "consent", (IDENTITY,),
                (
                    Field("recipient", needed=True),
                    Field("purpose", needed=True),
                    Field("given", "truth", needed=True),
                    Field("day", "day"),
                    *_text("how"),
                ),
            ),
            Kind(
                "story", (CLAIM, INTIMATE),
                (Field("text", needed=True), *_text("language"), Field("as", values=("own words", "interpreted"))),
            ),
            Kind(
                "booking", (CLAIM,),
                (
                    Field("what", values=("hearing", "interview", "meeting"), needed=True),
                    Field("day", "day", needed=True),
                    *_text("time", "place"),
                    Field("interpreter", values=("needed", "booked", "none")),
                ),
            ),
            Kind(
                "task", (IDENTITY,),
                (
                    Field("what"),
                    Field("kind", values=ASKED_BY_APPLICANT),
                    *_text("for"),
                    Field("by", "day"),
                    Field("done", "truth"),
                    *_text("of"),
                ),
                one_of=("what", "kind"),
            ),
            Kind(
                "message", (IDENTITY,),
                (Field("text", needed=True), *_text("language"), Field("to", values=("office", "applicant"))),
            ),
            Kind(
                "assessment", (CLAIM, HEALTH, INTIMATE),
                (
                    Field("element", needed=True),
                    Field("finding", values=("met", "not_met", "open"), needed=True),
                    *_text("reason"),
                    Field("facts", "list"),
                    Field("papers", "list"),
                    Field("country_information", "list"),
                    *_text("guideline", "credibility", "opposing"),
                ),
            ),
            Kind(
                "laid_beside", (CLAIM,),
                (
                    Field("element", needed=True),
                    Field("whose", values=("refusal", "review", "court"), needed=True),
                    *_text("reason", "paper"),
                    Field("day", "day"),
                ),
            ),
            Kind(
                "cites", (CLAIM, INTIMATE),
                (
                    Field("citation", needed=True),
                    *_text("address"),
                    Field("consulted_on", "day"),
                    Field("proves", "list"),
                    *_text("passage"),
                ),
            ),
            Kind("note", (PRIVILEGED, CLAIM), (Field("text", needed=True),)),
            Kind(
                "conflict_check", (IDENTITY,),
                (Field("opponents", "list"), Field("co_applicants", "list"), Field("relatives", "list")),
                single=True,
            ),
        )
    }
)  # fmt: skip

_TYPES: Mapping[FieldType, tuple[type, str]] = {
    "text": (str, "text"),
    "day": (str, "a day"),
    "truth": (bool, "yes or no"),
    "list": (list, "a list"),
}


def draft(name: str, body: Mapping[str, Any], compartment: str = "") -> Draft:
    """A record of a kind, to be sealed where it belongs, or in another compartment in which it may lie.

    Empty fields are left out. Refuses a field that the kind does not have, a value that the field cannot have, and a
    record that says nothing.
    """
    kind = KINDS.get(name)
    if kind is None:
        raise WrongCall("There is no kind of record {name}.", name=name)
    where = compartment or kind.compartments[0]
    if where not in kind.compartments:
        raise WrongCall("A record of the kind {name} does not lie in {compartment}.", name=name, compartment=where)
    told = {key: value for key, value in body.items() if value not in ("", None, [])}
    for key, value in told.items():
        _checked(kind, key, value)
    for field in kind.fields:
        if field.needed and field.name not in told:
            raise BadInput("The field {field} is empty. Fill it in.", field=field.name)
    if kind.one_of and not any(name in told for name in kind.one_of):
        raise BadInput("The field {field} is empty. Fill it in.", field=kind.one_of[0])
    if not told:
        raise BadInput("Nothing was filled in. Write what is known, or leave this part for later.")
    return Draft(where, name, told)


def _checked(kind: Kind, key: str, value: Any) -> None:
    field = kind.field(key)
    if field is None:
        raise WrongCall("A record of the kind {name} has no field {field}.", name=kind.name, field=key)
    wanted, said = _TYPES[field.type]
    if not isinstance(value, wanted):
        raise BadInput("The field {field} takes {wanted}.", field=key, wanted=said)
    if field.values and value not in field.values:
        raise BadInput("The field {field} takes one of: {values}.", field=key, values=", ".join(field.values))
    if field.type == "day":
        parse_day(str(value))


def standing(records: Iterable[Record], name: str) -> tuple[Record, ...]:
    """The records of a kind that stand, in the order in which they were made: those that nobody took back."""
    made: Sequence[Record] = tuple(records)
    struck = {r.body.get("id") for r in made if r.kind == "strike"}
    return tuple(r for r in made if r.kind == name and r.id not in struck)


def latest(records: Iterable[Record], name: str) -> Mapping[str, Any]:
    """The body of the record of a kind that counts, of a kind of which only the latest does; empty if there is none."""
    found = standing(records, name)
    return found[-1].body if found else {}
