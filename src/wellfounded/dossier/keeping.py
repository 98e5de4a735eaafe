"""Keeping an office: backup and restore, legal holds, erasure by the destruction of keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from wellfounded.dossier.chains import note, own
from wellfounded.dossier.compartments import ACCESS, COMPARTMENTS
from wellfounded.dossier.embedded import Embedded
from wellfounded.dossier.files import touched
from wellfounded.dossier.grants import Refused, live
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import OFFICE, Office, moment
from wellfounded.dossier.schema import COLUMNS, LEFT_OUT, insert
from wellfounded.dossier.store import Rows, Store
from wellfounded.logic.errors import BadInput

BATCH = 5000
PART, FEW = "part", 16
"""Parts of enclosures are long: so many at a time."""


def backup(store: Store, path: str) -> int:
    """Copy a store of either kind into one file, as it stands at one moment; gives the number of events. The file
    holds what the store holds: sealed bytes and wrapped keys.
    """
    copy = Embedded(path)
    copy.create()
    try:
        with store.reading(office=True) as rows, copy.writing() as there:
            events = _copy(rows, there)
        copy.settle()
    except BaseException:
        copy.close()
        for end in ("", "-wal", "-shm"):
            Path(path + end).unlink(missing_ok=True)
        raise
    copy.close()
    return events


def restore(path: str, store: Store) -> int:
    """Make a store from a backup; gives the number of events. Refuses a store that holds anything."""
    if not Path(path).is_file():
        raise BadInput("There is no backup {name}.", name=path)
    source = Embedded(path, only_read=True)
    try:
        store.create()
        with source.reading() as rows, store.caring() as there:
            return _copy(rows, there)
    finally:
        source.close()


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
    """
    at = moment(now)
    for name in compartments:
        if name not in (*COMPARTMENTS, ACCESS):
            raise BadInput("{name} is not a compartment.", name=name)
    names = list(compartments) or [*COMPARTMENTS, ACCESS]
    office.store.may_forget()
    with office.store.writing(office=True) as rows:
        rows.lock(case)
        _may(office, rows, by, case, at)
        if touched(rows, case, ("hold", "release")) == "hold":
            raise BadInput("A legal hold lies on this file. Nothing of it can be erased until it is taken off.")
        note(office, rows, case, "erase", {"reason": reason, "compartments": names}, at, by.id if by else OFFICE)
        gone = rows.run(
            f"DELETE FROM compartment_key WHERE case_id = ? AND compartment IN ({', '.join('?' * len(names))})",
            (case, *names),
        )
        if ACCESS in names:
            shut = [(g.id, at, office.keyed(b"shut", g.id, at.encode())) for g in live(office, rows, case=case)]
            rows.many(insert("shut"), shut)
        own(office, rows, "erased", {"case": case.hex(), "compartments": names}, at, by.id if by else OFFICE)
    office.store.forget()
    return gone


def erase_again(office: Office, gone: Iterable[tuple[bytes, Collection[str]]], now: datetime) -> int:
    """After a restore: erase what was erased since the backup was made; gives how many keys are destroyed."""
    keys = 0
    for case, names in gone:
        with office.store.reading(office=True) as rows:
            left = rows.all("SELECT compartment FROM compartment_key WHERE case_id = ?", (case,))
        # A file that is younger than the backup is not in it; one that was erased before has no keys left.
        if {name for (name,) in left} & set(names):
            keys += erase(office, None, case, "erased again after a restore", now, names)
    return keys


def erased(office: Office) -> list[tuple[bytes, tuple[str, ...]]]:
    """What was erased, from the office's own chain: kept beside backups, so that it can be erased again after a
    restore.
    """
    from wellfounded.dossier.chains import compartment_key, opened

    with office.store.reading(office=True) as rows:
        key = compartment_key(office, rows, office.instance, ACCESS)
        told = opened(office, rows, office.instance, {ACCESS: key} if key else {}, ["erased"])
    return [(bytes.fromhex(one.body["case"]), tuple(one.body["compartments"])) for one in told.get(ACCESS, [])]
