"""Keeping an office: backup and restore, legal holds, erasure by the destruction of keys."""

from __future__ import annotations

import hmac
import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from wellfounded.dossier import sealing
from wellfounded.dossier.chains import compartment_key, note, opened, own
from wellfounded.dossier.compartments import ACCESS, COMPARTMENTS
from wellfounded.dossier.embedded import Embedded
from wellfounded.dossier.files import touched
from wellfounded.dossier.grants import Refused, live
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import OFFICE, Office, moment, open_rows
from wellfounded.dossier.schema import COLUMNS, LEFT_OUT, insert
from wellfounded.dossier.sealing import WrongKey
from wellfounded.dossier.store import Rows, Store, settings
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput

BATCH = 5000
PART, FEW = "part", 16
"""Parts of enclosures are long: so many at a time."""


def backup(store: Store, path: str) -> int:
    """Copy a store of either kind into one file, as it stands at one moment; gives the number of events. The file
    holds what the store holds: sealed bytes and wrapped keys. It has its name once it is whole.
    """
    events = 0

    def fill(there: Rows) -> None:
        nonlocal events
        with store.reading(office=True) as rows:
            settings(rows)
            events = _copy(rows, there)

    Embedded(path).create(fill)
    return events


@dataclass(frozen=True, slots=True)
class Restored:
    """How many events were restored, and of how many files something was erased again."""

    events: int
    erased: int = 0


def restore(path: str, store: Store, now: datetime, passphrase: str = "", listed: bytes = b"") -> Restored:
    """Make a store from a backup, all of it or nothing. Refuses a store that holds anything, and what is no backup.

    `listed`: the list of what was erased, as `erased_list` wrote it after the backup was made; that is erased again
    before anybody sees the store. It needs the office's passphrase as it was on the day of the backup.
    """
    if not Path(path).is_file():
        raise BadInput("There is no backup {name}.", name=path)
    source, made = Embedded(path, only_read=True), Restored(0)

    def fill(there: Rows) -> None:
        nonlocal made
        made = Restored(_copy(rows, there))
        if listed:
            office = open_rows(store, there, passphrase)
            made = replace(made, erased=_again(office, there, _gone(office, listed), moment(now)))

    try:
        with source.reading() as rows:
            settings(rows)
            store.create(fill)
    finally:
        source.close()
    if made.erased:
        store.forget()
    return made


def _copy(rows: Rows, there: Rows) -> int:
    """Copy every table, and of the parts of enclosures those that an event names, one enclosure at a time."""
    events = 0
    for table, columns in COLUMNS.items():
        if table in (*LEFT_OUT, PART):
            continue
        batch: list[tuple[Any, ...]] = []
        for row in rows.stream(f"SELECT {', '.join(columns)} FROM {table}"):
            batch.append(row)
            events += table == "event"
            if len(batch) == BATCH:
                there.many(insert(table), batch)
                batch = []
        if batch:
            there.many(insert(table), batch)
    few = f"SELECT {', '.join(COLUMNS[PART])} FROM part WHERE enclosure = ? AND n >= ? AND n < ? ORDER BY n"
    for enclosure, parts in rows.stream("SELECT id, parts FROM enclosure"):
        for first in range(0, parts, FEW):
            there.many(insert(PART), rows.all(few, (enclosure, first, first + FEW)))
    return events


# Legal holds and erasure.


def hold(office: Office, by: Member | None, case: bytes, reason: str, now: datetime) -> None:
    """While a hold lies on a file, nothing of it is erased. `by` None: the office itself."""
    _noted(office, by, case, "hold", reason, now)


def release(office: Office, by: Member | None, case: bytes, reason: str, now: datetime) -> None:
    """Take a hold off."""
    _noted(office, by, case, "release", reason, now)


def _noted(office: Office, by: Member | None, case: bytes, kind: str, reason: str, now: datetime) -> None:
    at = moment(now)
    with office.store.writing(office=True) as rows:
        rows.lock(case)
        _may(office, rows, by, case, at)
        note(office, rows, case, kind, {"reason": reason}, at, by.id if by else OFFICE)


def _may(office: Office, rows: Rows, by: Member | None, case: bytes, at: str) -> None:
    """A supervisor may, who leads the case may, and the office itself."""
    if not rows.all("SELECT 1 FROM event WHERE case_id = ? AND compartment = ? AND seq = 1", (case, ACCESS)) or (
        case == office.instance
    ):
        raise BadInput("There is no such file.")
    leads = by is None or by.role == "supervisor" or (
        by.role in ("representative", "officer", "clerk")
        and any(g.since <= at < g.until for g in live(office, rows, by.id, case))
    )  # fmt: skip
    if not leads:
        raise Refused("This is not for your role.")


def erase(
    office: Office, by: Member | None, case: bytes, reason: str, now: datetime, compartments: Collection[str] = ()
) -> int:
    """Destroy the keys of compartments of a file (of all, and of its grants, where none is named); gives how many.
    What was sealed stays and opens for nobody, so that the log still verifies. A hold refuses it. Backups made before
    still hold the wrapped keys until they expire, or until the office's key is changed and the old one forgotten.

    Asked again, as after a program that was killed in the middle, it destroys no more keys and overwrites what was
    deleted.
    """
    at = moment(now)
    for name in compartments:
        if name not in (*COMPARTMENTS, ACCESS):
            raise BadInput("{name} is not a compartment.", name=name)
    office.store.may_forget()
    with office.store.caring() as rows:
        rows.lock(case)
        _may(office, rows, by, case, at)
        if touched(rows, case, ("hold", "release")) == "hold":
            raise BadInput("A legal hold lies on this file. Nothing of it can be erased until it is taken off.")
        gone = _destroy(office, rows, case, reason, at, compartments, by.id if by else OFFICE)
    office.store.forget()
    return gone


def _destroy(
    office: Office, rows: Rows, case: bytes, reason: str, at: str, compartments: Collection[str], by: bytes
) -> int:
    """Destroy keys, as the owner of the tables. What has no key is not put on record as erased: it may begin one day,
    and a restore would then erase what nobody meant.
    """
    text = "SELECT DISTINCT compartment FROM compartment_key WHERE case_id = ?"
    there = {str(name) for (name,) in rows.all(text, (case,))}
    names = sorted(there & set(compartments)) if compartments else sorted(there)
    if not names:
        return 0
    told = names if compartments else [*COMPARTMENTS, ACCESS]
    note(office, rows, case, "erase", {"reason": reason, "compartments": told}, at, by)
    gone = rows.run(
        f"DELETE FROM compartment_key WHERE case_id = ? AND compartment IN ({', '.join('?' * len(names))})",
        (case, *names),
    )
    if ACCESS in names:
        shut = [(g.id, at, office.keyed(b"shut", g.id, at.encode())) for g in live(office, rows, case=case)]
        rows.many(insert("shut"), shut)
        # What colleagues were told of an emergency says why, and is not sealed under a key of the file.
        rows.many("DELETE FROM notice WHERE id = ?", [(number,) for number in _notices(office, rows, case)])
    own(office, rows, "erased", {"case": case.hex(), "compartments": told}, at, by)
    return gone


def _notices(office: Office, rows: Rows, case: bytes) -> list[bytes]:
    """The notices that were given of a file."""
    found = []
    for number, member, sealed in rows.all("SELECT id, member, sealed FROM notice"):
        with suppress(WrongKey):  # changed by hand: it opens for nobody
            if json.loads(sealing.unseal(office.names, sealed, number + member))["case"] == case.hex():
                found.append(number)
    return found


# What was erased, for the day of a restore.

Gone = Sequence[tuple[bytes, Collection[str]]]
"""Files and their compartments."""


def erased(office: Office) -> list[tuple[bytes, tuple[str, ...]]]:
    """What was erased, from the office's own chain."""
    with office.store.reading(office=True) as rows:
        key = compartment_key(office, rows, office.instance, ACCESS)
        told = opened(office, rows, office.instance, {ACCESS: key} if key else {}, ["erased"])
    return [(bytes.fromhex(one.body["case"]), tuple(one.body["compartments"])) for one in told.get(ACCESS, [])]


def erased_list(office: Office) -> bytes:
    """The same as a list to be kept beside the backups. It is marked under the office's key: shortened or changed by
    hand it is not taken.
    """
    told = [{"case": case.hex(), "compartments": list(names)} for case, names in erased(office)]
    return canonical({"contract": 1, "erased": told, "mark": _mark(office, told)})


def _mark(office: Office, told: Any) -> str:
    return office.keyed(b"erased", canonical(told)).hex()


def _gone(office: Office, listed: bytes) -> Gone:
    try:
        told = json.loads(listed)
        if not hmac.compare_digest(_mark(office, told["erased"]), told["mark"]):
            raise ValueError
        return [(bytes.fromhex(entry["case"]), tuple(entry["compartments"])) for entry in told["erased"]]
    except (ValueError, KeyError, TypeError):
        raise BadInput("This is not a list of what this office erased, or it was changed. Nothing was done.") from None


def _again(office: Office, rows: Rows, gone: Gone, at: str) -> int:
    """Erase again; gives of how many files something was erased. A hold that lay on a file on the day of the backup was
    taken off before it was erased.
    """
    done = set()
    for case, names in gone:
        # A file that is younger than the backup is not in it.
        some = () if ACCESS in names else names
        if _destroy(office, rows, case, "erased again after a restore", at, some, OFFICE):
            done.add(case)
    return len(done)
