"""A sealed bundle: one case in one file (`.wfb`), for one passphrase or one recipient's key.

    line 1   wellfounded-bundle 1
    line 2   JSON: how the key is reached, {"for": "passphrase", "salt", "passes", "memory", "key"} or
             {"for": "key", "key"}; binary values in base64
    then     AES-256-GCM (nonce, sealed, tag) of JSON, bound to the two lines: {"v": 1, "instance", "case", "at",
    "purpose", "compartments", "document", "records", "family"}

`document` holds the tables of a case file; `family` those of relatives; `records` the records of other kinds.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wellfounded.claim.events import Case
from wellfounded.dossier import records as recorded
from wellfounded.dossier import sealing
from wellfounded.dossier.access import Projection
from wellfounded.dossier.chains import Chain, add, compartment_key
from wellfounded.dossier.compartments import BY_MEMBERS
from wellfounded.dossier.files import family, read
from wellfounded.dossier.grants import check
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.sealing import COST, Cost, WrongKey
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

MAGIC = b"wellfounded-bundle 1\n"
EXPORT = "export"
_BOUND = b"wellfounded bundle"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was in a bundle."""

    instance: bytes
    case: bytes
    at: str
    purpose: str
    compartments: tuple[str, ...]
    document: dict[str, Any]
    records: tuple[dict[str, Any], ...]
    family: tuple[dict[str, Any], ...]

    def read(self, laws: Any) -> tuple[LegalOrder, Case]:
        """The law and the case, for the case line. `laws`: from the name of a law to the legal order."""
        return recorded.case(self.document, laws, [recorded.case(tables, laws)[1] for tables in self.family])


def export(
    office: Office, by: Member, case: bytes, purpose: str, compartments: Sequence[str], now: datetime,
    *, passphrase: str = "", recipient: bytes = b"", cost: Cost = COST,
) -> bytes:  # fmt: skip
    """One case as a sealed bundle, with those compartments that are named and open, and the export on record in each.

    For a `passphrase`, or for the X25519 public key of a `recipient`. What only members open is put in only if it is
    named.
    """
    at = moment(now)
    with office.store.reading(by.id, at) as rows:
        check(office, rows, by, case, compartments, "export", purpose=purpose, now=at)
    made = read(office, by, case, purpose, now)
    kin = [_only(one, set(compartments)) for one in family(office, by, case, now)]
    chosen = _only(made, set(compartments))
    content = canonical(
        {
            "v": 1,
            "instance": office.instance.hex(),
            "case": case.hex(),
            "at": at,
            "purpose": purpose,
            "compartments": sorted(set(compartments)),
            "document": recorded.document(chosen),
            "records": [
                {"compartment": r.compartment, "kind": r.kind, "at": r.at, "body": r.body}
                for r in chosen
                if r.kind not in ("head", "event", "fact", "strike")
            ],
            "family": [tables for tables in map(recorded.document, kin) if "law" in tables],
        }
    )
    sealed = seal(content, passphrase, recipient, cost)
    with office.store.writing(by.id, at) as rows:
        rows.lock(case)
        check(office, rows, by, case, compartments, "export", purpose=purpose, now=at)
        for name in sorted(set(compartments)):
            key = compartment_key(office, rows, case, name, by)
            if key is not None:
                told = (EXPORT, {"body": {"purpose": purpose}})
                add(office, rows, Chain(case, name, key), [told], at, by.id, bytes(16))
    return sealed


def _only(made: Projection, compartments: set[str]) -> list[recorded.Record]:
    return [r for r in made.records if r.compartment in compartments]


def default(made: Sequence[str]) -> list[str]:
    """The compartments that go into a bundle if none is named: what is open, without what only members open."""
    return [name for name in made if name not in BY_MEMBERS]


def seal(content: bytes, passphrase: str = "", recipient: bytes = b"", cost: Cost = COST) -> bytes:
    """Content as a bundle for a passphrase or for a recipient's key."""
    key = sealing.new_key()
    if recipient:
        if len(recipient) != 32:
            raise BadInput("The recipient's key is not one: it has 32 bytes.")
        told: dict[str, Any] = {"for": "key", "key": _text(sealing.give(recipient, key, _BOUND))}
    else:
        salt = os.urandom(16)
        under = sealing.from_passphrase(sealing.acceptable(passphrase), salt, cost)
        told = {"for": "passphrase", "salt": _text(salt), "passes": cost.passes, "memory": cost.memory,
                "key": _text(sealing.wrap(under, key))}  # fmt: skip
    head = MAGIC + canonical(told) + b"\n"
    return head + sealing.seal(key, content, head)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def is_bundle(path: Path) -> bool:
    """Whether a file is a bundle."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False


def wants_passphrase(raw: bytes) -> bool:
    """Whether a bundle is for a passphrase."""
    return _head(raw)[1].get("for") == "passphrase"


def _head(raw: bytes) -> tuple[bytes, dict[str, Any]]:
    end = raw.find(b"\n", len(MAGIC)) + 1
    if not raw.startswith(MAGIC) or not 0 < end <= 4096:
        raise BadInput("This is not a sealed bundle, or one of another version.")
    try:
        told = json.loads(raw[len(MAGIC) : end])
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise BadInput("This is not a sealed bundle, or one of another version.")
    return raw[:end], told


def unseal(raw: bytes, passphrase: str = "", private: bytes = b"") -> Bundle:
    """Open a bundle in memory. Refuses (`WrongKey`) another passphrase or key, and any changed byte."""
    head, told = _head(raw)
    try:
        if told["for"] == "passphrase":
            cost = Cost(int(told["passes"]), int(told["memory"]))
            # A bundle from a stranger may ask for as much work as an honest one, and no more.
            if not (1 <= cost.passes <= 16 and 8 <= cost.memory <= 1 << 20):
                raise WrongKey
            under = sealing.from_passphrase(passphrase, base64.b64decode(told["salt"]), cost)
            key = sealing.unwrap(under, base64.b64decode(told["key"]))
        else:
            key = sealing.take(private, base64.b64decode(told["key"]), _BOUND)
        content = json.loads(sealing.unseal(key, raw[len(head) :], head))
    except (KeyError, TypeError, ValueError):
        raise WrongKey from None
    return Bundle(
        bytes.fromhex(content["instance"]),
        bytes.fromhex(content["case"]),
        content["at"],
        content["purpose"],
        tuple(content["compartments"]),
        content["document"],
        tuple(content["records"]),
        tuple(content["family"]),
    )
