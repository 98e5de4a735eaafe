"""What programs send and are given: the shapes from which the description in OpenAPI is made."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field, field_validator

from wellfounded.dossier.access import PURPOSES
from wellfounded.dossier.compartments import COMPARTMENTS

NUMBER = "^[0-9a-f]{32}$"
"""Sixteen bytes, as 32 hexadecimal digits."""
FOR = f"^({'|'.join(PURPOSES)})$"
"""One of the purposes of a grant."""
IN = f"^({'|'.join(COMPARTMENTS)})$"
"""One of the compartments of a file."""

DEEPEST, LARGEST = 20, 2**53 - 1
"""How deep the body of a record may be nested; the largest number that every reader of JSON reads alike."""


class _Sent(Schema):
    model_config = ConfigDict(extra="forbid", str_max_length=100_000)


class Grant(Schema):
    """What a grant opens, for what, until when (UTC)."""

    compartments: list[str]
    purpose: str
    until: str


class Listed(Schema):
    """A case that is open."""

    case: str
    grants: list[Grant]


class RecordGiven(Schema):
    """A record. `at`: when it was made (UTC); `actor`: the number of who made it."""

    id: str
    compartment: str
    kind: str
    body: dict[str, Any]
    at: str
    actor: str


class Records(Schema):
    """What is open of a case. `closed`: doors that stay shut, whether or not anything lies behind them."""

    case: str
    purpose: str
    compartments: list[str]
    closed: list[str]
    until: str
    records: list[RecordGiven]


class RecordSent(_Sent):
    """A record to add: of the kinds `head`, `event`, `fact`, `strike`, or of those that are no law."""

    compartment: str = Field(pattern=IN)
    kind: str = Field(max_length=40, pattern="^[a-z_]+$")
    body: dict[str, Any]

    @field_validator("body")
    @classmethod
    def _kept(cls, body: dict[str, Any]) -> dict[str, Any]:
        """Refuse what cannot be kept, or not be read again: half signs, numbers without end, nests without end."""
        inside: list[tuple[Any, int]] = [(body, 0)]
        while inside:
            value, depth = inside.pop()
            if depth > DEEPEST:
                raise ValueError
            if isinstance(value, dict):
                inside += [(part, depth + 1) for pair in value.items() for part in pair]
            elif isinstance(value, list):
                inside += [(part, depth + 1) for part in value]
            elif isinstance(value, str):
                # An UnicodeEncodeError is a ValueError.
                if "\x00" in value or (value and not value.encode()):
                    raise ValueError
            elif isinstance(value, int | float) and not -LARGEST <= value <= LARGEST:
                raise ValueError
        return body


class Sent(_Sent):
    """Records to add, all or none. `txn`: the program's own number of this act; sent again, it adds nothing."""

    txn: str = Field(pattern=NUMBER)
    purpose: str = Field(pattern=FOR)
    records: list[RecordSent] = Field(min_length=1, max_length=200)


class Added(Schema):
    """Whether records were added, or had been before."""

    added: bool


class Begun(_Sent):
    """A file to open. `case`: a number that the program drew, so that asking again opens no second file."""

    case: str = Field(pattern=NUMBER)
    purpose: str = Field(pattern=FOR)
    days: int = Field(ge=1, le=3650)


class Opened(Schema):
    """The number of a file that was opened."""

    case: str


class SeenGiven(Schema):
    """Who did what with a file, when and where."""

    at: str
    actor: str
    kind: str
    compartment: str
    body: dict[str, Any]


class Fault(Schema):
    """What went wrong, in one sentence."""

    error: str
