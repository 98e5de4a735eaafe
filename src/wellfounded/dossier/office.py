"""An office: its store, its keys while it is open, and who works there.

The key of the office opens every compartment that it holds. A passphrase unlocks it when the office is opened, and so
do two of the three printed shares. It is never written down in clear.
"""

from __future__ import annotations

import hmac
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from wellfounded.dossier import sealing, shares
from wellfounded.dossier.schema import FORMAT, insert
from wellfounded.dossier.sealing import COST, Cost
from wellfounded.dossier.store import Rows, Store, one, settings
from wellfounded.dossier.verify import verifier_key
from wellfounded.logic.errors import BadInput, WrongCall

OFFICE = b"office"
"""The holder of the office's own key, and the actor of what the office does itself."""

ROTATING = b"rotating"
"""Whoever changes the office's key holds this name; in PostgreSQL a program that runs on keeps it waiting while it
writes."""


@dataclass(frozen=True, eq=False)
class Office:
    """An open office. `key`: the public key to hand to those who verify."""

    store: Store
    instance: bytes
    origin: str
    key: str
    keys: bytes = field(repr=False)
    indexes: bytes = field(repr=False)
    names: bytes = field(repr=False)
    seed: bytes = field(repr=False)
    epoch: bytes = field(repr=False)
    sheets: bytes = field(repr=False)
    seen: dict[tuple[bytes, bytes, str, str], str] = field(default_factory=dict, repr=False)

    def keyed(self, *parts: bytes) -> bytes:
        """A keyed hash, by which rows are found and bound without saying what they are."""
        told = b"".join([part for each in parts for part in (struct.pack(">I", len(each)), each)])
        return hmac.digest(self.indexes, told, "sha256")

    def under(self, case: bytes, compartment: str) -> bytes:
        """The key under which the key of a compartment is wrapped: of this place and no other."""
        return hmac.digest(self.keys, case + compartment.encode(), "sha256")


def moment(now: datetime) -> str:
    """A moment as it is kept: UTC, to the second."""
    if now.tzinfo is None:
        raise WrongCall("A moment needs a time zone.")
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_id() -> bytes:
    """A number that says nothing."""
    return os.urandom(16)


# Keys under a passphrase.


def lock(rows: Rows, holder: bytes, passphrase: str, key: bytes, cost: Cost = COST) -> None:
    """Keep a key of the office or of a member under a passphrase, in the place of the one before."""
    salt = os.urandom(16)
    under = sealing.from_passphrase(sealing.acceptable(passphrase), salt, cost)
    keep(rows, holder, "passphrase", struct.pack(">II", cost.passes, cost.memory) + salt, sealing.wrap(under, key))


def keep(rows: Rows, holder: bytes, method: str, salt: bytes, sealed: bytes) -> None:
    """Keep a wrapped key in the place of the one before."""
    rows.run("DELETE FROM wrapped WHERE holder = ? AND method = ?", (holder, method))
    rows.run(insert("wrapped"), (holder, method, salt, sealed))


def unlock(rows: Rows, holder: bytes, passphrase: str) -> bytes:
    """The key again. Refuses (`WrongKey`) another passphrase."""
    found = one(rows.all("SELECT salt, sealed FROM wrapped WHERE holder = ? AND method = 'passphrase'", (holder,)))
    salt, sealed = found or (struct.pack(">II", COST.passes, COST.memory) + bytes(16), b"")
    passes, memory = struct.unpack(">II", salt[:8])
    # A guess costs as much where there is nothing to open.
    return sealing.unwrap(sealing.from_passphrase(passphrase, salt[8:], Cost(passes, memory)), sealed)


# Making and opening.


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed once and kept on paper, in three places."""

    shares: tuple[str, ...] = field(repr=False)


def create(store: Store, passphrase: str, name: str = "office", cost: Cost = COST) -> tuple[Office, Printed]:
    """Make an office in an empty store. `name`: stands in its public key."""
    sealing.acceptable(passphrase)
    if not name or not all(sign.isalnum() or sign in "-./" for sign in name):
        raise BadInput("{name} cannot name an office in its public key: use letters, digits, - and dots.", name=name)
    key, inner, seed, instance = sealing.new_key(), sealing.new_key(), sealing.new_key(), new_id()
    public = sealing.signer(seed).public_key().public_bytes_raw()
    origin = f"wellfounded/{name}/{instance.hex()[:8]}"
    printed: list[Printed] = []

    def fill(rows: Rows) -> None:
        for setting, value in {
            "format": str(FORMAT).encode(),
            "instance": instance,
            "origin": origin.encode(),
            "key": verifier_key(origin, public).encode(),
        }.items():
            rows.run(insert("setting"), (setting, value))
        printed.append(_keep_office_key(rows, key, inner, seed, passphrase, cost))

    store.create(fill)
    with store.reading(office=True) as rows:
        return _opened(store, rows, key), printed[0]


def _keep_office_key(rows: Rows, key: bytes, inner: bytes, seed: bytes, passphrase: str, cost: Cost) -> Printed:
    """Keep the office's key under its passphrase and under new shares, and what hangs on it."""
    recovery = sealing.new_key()
    lock(rows, OFFICE, passphrase, key, cost)
    keep(rows, OFFICE, "shares", b"", sealing.wrap(recovery, key))
    for setting, value in (("inner", inner), ("signing", seed)):
        rows.run("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ?",
                 (setting, *[sealing.wrap(key, value)] * 2))  # fmt: skip
    return Printed(tuple(shares.on_paper(recovery)))


def open_office(store: Store, passphrase: str) -> Office:
    """Open an office with its passphrase."""
    with store.reading(office=True) as rows:
        return open_rows(store, rows, passphrase)


def open_rows(store: Store, rows: Rows, passphrase: str) -> Office:
    """The same inside a transaction."""
    settings(rows)
    return _opened(store, rows, unlock(rows, OFFICE, passphrase))


def recover(store: Store, written: Sequence[str], passphrase: str, now: datetime, cost: Cost = COST) -> Office:
    """Open an office with two of its three shares, and give it a new passphrase. The use of the shares is on record."""
    from wellfounded.dossier.chains import own

    recovery = shares.read(written)
    with store.writing(office=True) as rows:
        settings(rows)
        found = one(rows.all("SELECT sealed FROM wrapped WHERE holder = ? AND method = 'shares'", (OFFICE,)))
        key = sealing.unwrap(recovery, found[0] if found else b"")
        lock(rows, OFFICE, passphrase, key, cost)
        office = _opened(store, rows, key)
        own(office, rows, "shares_used", {}, moment(now))
    return office


def _opened(store: Store, rows: Rows, key: bytes) -> Office:
    said = settings(rows)
    inner = sealing.unwrap(key, said["inner"])
    return Office(
        store,
        said["instance"],
        said["origin"].decode(),
        said["key"].decode(),
        sealing.derived(key, "compartments"),
        sealing.derived(inner, "indexes"),
        sealing.derived(inner, "names"),
        sealing.unwrap(key, said["signing"]),
        said["inner"],
        sealing.derived(key, "sheets"),
    )


def rotate(store: Store, passphrase: str, new_passphrase: str, now: datetime, cost: Cost = COST) -> Printed:
    """Give the office a new key, a new passphrase and new shares. Keys are wrapped anew; contents stay as they are. An
    office that is open elsewhere must be opened again.
    """
    from wellfounded.dossier.chains import own

    store.may_forget()
    old = open_office(store, passphrase)
    with store.writing(office=True, lock=ROTATING) as rows:
        key = unlock(rows, OFFICE, passphrase)
        said = settings(rows)
        new = sealing.new_key()
        wrapping = sealing.derived(new, "compartments")
        printed = _keep_office_key(
            rows, new, sealing.unwrap(key, said["inner"]), old.seed, new_passphrase, cost
        )  # fmt: skip
        rows.run("DELETE FROM sheet")
        held = rows.all("SELECT case_id, compartment, sealed FROM compartment_key WHERE holder = ?", (b"",))
        rows.many(
            "UPDATE compartment_key SET sealed = ? WHERE case_id = ? AND compartment = ? AND holder = ?",
            [
                (
                    sealing.wrap(
                        hmac.digest(wrapping, case + name.encode(), "sha256"),
                        sealing.unwrap(old.under(case, name), sealed),
                    ),
                    case,
                    name,
                    b"",
                )
                for case, name, sealed in held
            ],
        )
        own(_opened(store, rows, new), rows, "key_changed", {}, moment(now))
    store.forget()
    return printed
