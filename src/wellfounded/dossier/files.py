"""Working with files: adding records, reading a projection, relatives, searching, and who saw what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from wellfounded.claim.events import Case
from wellfounded.dossier import records as recorded
from wellfounded.dossier.access import ROLES, Grant, Projection, decide, projection
from wellfounded.dossier.chains import READ, Chain, add_all, compartment_key, content, key_from, note, opened
from wellfounded.dossier.compartments import ACCESS, BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.grants import Refused, check, live, share_key
from wellfounded.dossier.links import LINKED, UNLINKED, standing
from wellfounded.dossier.members import Member, of
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.records import Draft, Record, plain
from wellfounded.dossier.renewing import has_left, renew
from wellfounded.dossier.store import Rows, one
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder

AGAIN = timedelta(minutes=15)
"""Reading the same file again within so long is one reading."""
MANY = 20_000
"""How many readings a process remembers; of older ones the store knows."""


def append(
    office: Office, by: Member, case: bytes, purpose: str, drafts: Sequence[Draft], txn: bytes, now: datetime
) -> bool:
    """Add records to a file, all or none. `txn`: the client's own number of what it asks: asking again adds nothing
    (False), and the same number for something else is refused.
    """
    at = moment(now)
    if not drafts or not 8 <= len(txn) <= 64:
        raise BadInput("There is nothing to record, or it has no number of its own.")
    compartments = sorted({draft.compartment for draft in drafts})
    told = [content(Draft(d.compartment, d.kind, plain(d.body)), order) for order, d in enumerate(drafts)]
    number = office.keyed(b"txn", by.id, case, txn)[:16]
    digest = office.keyed(b"drafts", canonical([[d.compartment, t] for d, t in zip(drafts, told, strict=True)]))
    for name in BY_MEMBERS & set(compartments):
        begun(office, by, case, name, purpose, at)
    with office.store.writing(by.id, at, lock=case) as rows:
        check(office, rows, by, case, compartments, "write", purpose=purpose, now=at)
        done = one(rows.all("SELECT digest FROM done WHERE txn = ?", (number,)))
        if done:
            if done[0] != digest:
                raise BadInput("This number was used for something else. Give each act a number of its own.")
            return False
        keys = _keys(office, rows, by, case, compartments)
        added = {
            Chain(case, name, keys[name]) if name in keys else chain_of(office, rows, by, case, name): [
                t for d, t in zip(drafts, told, strict=True) if d.compartment == name
            ]
            for name in compartments
        }
        add_all(office, rows, added, at, by.id, number, {"done": [(number, digest)]})
    return True


def chain_of(office: Office, rows: Rows, by: Member, case: bytes, name: str) -> Chain:
    """A compartment to add to, with its key; begun with the first record. Refuses one that was erased."""
    key = compartment_key(office, rows, case, name, by, make=True)
    if key is None:
        raise BadInput("This compartment was erased, or its key was not given to you.")
    return Chain(case, name, key)


def begun(office: Office, by: Member, case: bytes, name: str, purpose: str, at: str) -> None:
    """See that a compartment of the members has a key, in the hands of everyone to whom it is granted; and a new one
    where somebody was shut out since.
    """
    with office.store.writing(by.id, at, office=True, lock=case) as rows:
        check(office, rows, by, case, [name], "write", purpose=purpose, now=at)
        share_key(office, rows, by, case, name, of(office, rows, by.id))
        for grant in live(office, rows, case=case):
            if name in grant.compartments and grant.until > at and not has_left(rows, grant.member):
                share_key(office, rows, by, case, name, of(office, rows, grant.member))
        renew(office, rows, by, case, name, at)


def read(
    office: Office, by: Member, case: bytes, purpose: str, now: datetime, record: bool = True,
    only: frozenset[str] = frozenset(COMPARTMENTS),
) -> Projection:  # fmt: skip
    """What a member may see of a file. The reading is put on record; `record` False is for the machine's own work on
    pages that show nobody's words, such as a sheet of days. A refused reading is put on record too. `only`: no other
    compartment is opened, whatever the grants say.
    """
    at = moment(now)
    try:
        with office.store.reading(by.id, at) as rows:
            made, keys = _read(office, rows, by, case, purpose, now, only)
    except Refused:
        _turned_away(office, by, case, purpose, at)
        raise
    if record:
        _on_record(office, by, case, keys, purpose, now)
    return made


def _read(
    office: Office, rows: Rows, by: Member, case: bytes, purpose: str, now: datetime,
    only: frozenset[str] = frozenset(COMPARTMENTS),
) -> tuple[Projection, dict[str, bytes]]:  # fmt: skip
    at = moment(now)
    held = [replace(g, compartments=g.compartments & only) for g in live(office, rows, by.id, case)]
    names = [name for name in COMPARTMENTS if decide(by.role, held, name, "read", purpose, at).allowed]
    if not names:
        raise Refused("This file is not open to you for this purpose.")
    keys = _keys(office, rows, by, case, names)
    return projection(case, by.role, held, purpose, at, opened(office, rows, case, keys)), keys


def _on_record(office: Office, by: Member, case: bytes, keys: Mapping[str, bytes], purpose: str, now: datetime) -> None:
    """Put a reading on record in each compartment that was open. It is on the disk when this ends. What was put there
    a short while ago, by this process or another, stands for it.
    """
    at, since = moment(now), moment(now - AGAIN)
    told = {"purpose": purpose}
    places = {name: (by.id, case, name, purpose) for name in keys}
    if all(since < office.seen.get(place, "") <= at for place in places.values()):
        return
    with office.store.writing(by.id, at, lock=case) as rows:
        known = opened(office, rows, case, keys, (READ,), by.id, since)
        again = {name for name in keys if not any(r.at <= at and r.body == told for r in known[name])}
        if again:
            added = {Chain(case, name, keys[name]): [(READ, {"body": told})] for name in sorted(again)}
            add_all(office, rows, added, at, by.id, bytes(16))
    if len(office.seen) > MANY:
        office.seen.clear()
    office.seen.update((place, at if name in again else known[name][-1].at) for name, place in places.items())


def _keys(office: Office, rows: Rows, by: Member, case: bytes, names: Sequence[str]) -> dict[str, bytes]:
    """The keys of compartments that are open, as far as they have begun and were not erased. Someone without their
    private key reads the rest.
    """
    wanted = {name: by.id if name in BY_MEMBERS else b"" for name in names if name not in BY_MEMBERS or by.private}
    if not wanted:
        return {}
    text = f"""SELECT compartment, holder, sealed FROM compartment_key WHERE case_id = ?
        AND compartment IN ({", ".join("?" * len(wanted))}) AND holder IN (?, ?)"""
    found = {
        name: sealed for name, holder, sealed in rows.all(text, (case, *wanted, b"", by.id)) if holder == wanted[name]
    }
    return {name: key_from(office, case, name, by, found[name]) for name in wanted if name in found}


def _turned_away(office: Office, by: Member, case: bytes, purpose: str, at: str) -> None:
    with office.store.writing(by.id, at, office=True, lock=case) as rows:
        if rows.all("SELECT 1 FROM compartment_key WHERE case_id = ? AND compartment = ?", (case, ACCESS)):
            note(office, rows, case, "refused", {"purpose": purpose}, at, by.id)


# Many files.


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that is open to a member: for which purposes, which compartments, until when."""

    case: bytes
    grants: tuple[Grant, ...]


def cases(office: Office, by: Member, now: datetime, only: bytes = b"") -> tuple[Listed, ...]:
    """The files that are open to a member now. Nothing is opened. `only`: whether this one is (see `held`)."""
    at = moment(now)
    found: dict[bytes, list[Grant]] = {}
    with office.store.reading(by.id, at) as rows:
        for grant in live(office, rows, by.id, only):
            if grant.role == by.role and grant.since <= at < grant.until:
                found.setdefault(grant.case, []).append(grant)
    return tuple(Listed(case, tuple(grants)) for case, grants in sorted(found.items()))


def held(office: Office, by: Member, case: bytes, now: datetime) -> tuple[Grant, ...]:
    """The grants by which one file is open to a member now; none where it is not open. No other file is looked at,
    however many are open to them.
    """
    return next((one.grants for one in cases(office, by, now, case)), ())


def read_all(office: Office, by: Member, purpose: str, now: datetime) -> tuple[Projection, ...]:
    """A projection of each file that is open to a member for a purpose: for a sheet of days, without a record of
    reading.
    """
    at = moment(now)
    made = []
    with office.store.reading(by.id, at) as rows:
        for case in sorted({g.case for g in live(office, rows, by.id) if g.purpose == purpose and g.role == by.role}):
            try:
                made.append(_read(office, rows, by, case, purpose, now)[0])
            except Refused:
                continue  # granted, but not now
    return tuple(made)


def search(office: Office, by: Member, purpose: str, text: str, now: datetime) -> tuple[Record, ...]:
    """The records with these words in files that are open to a member, the latest first. Sealed text has no index on
    the disk; it is searched where it is opened.
    """
    words = text.casefold().split()
    if not words:
        return ()
    found = [
        record
        for made in read_all(office, by, purpose, now)
        for record in made.records
        if all(word in _spoken(record.body) for word in words)
    ]
    return tuple(sorted(found, key=lambda r: r.at, reverse=True))


def _spoken(body: Any) -> str:
    """The words of a record."""
    if isinstance(body, dict):
        return " ".join(_spoken(value) for value in body.values())
    if isinstance(body, list):
        return " ".join(_spoken(value) for value in body)
    return str(body).casefold()


# Relatives.


def family(
    office: Office, by: Member, case: bytes, now: datetime, record: bool = True,
    only: frozenset[str] = frozenset(COMPARTMENTS),
) -> tuple[Projection, ...]:  # fmt: skip
    """What a member may see of the files of relatives, by their grants on those files; of the others, nothing at
    all. `only`: no other compartment is opened.
    """
    at = moment(now)
    with office.store.reading(by.id, at, office=True) as rows:
        if not any(g.since <= at < g.until for g in live(office, rows, by.id, case)):
            raise Refused("This file is not open to you.")
        links = standing(office, rows, case)
    made = []
    for relative in (link.case for link in links):
        with office.store.reading(by.id, at) as rows:
            held = live(office, rows, by.id, relative)
            for purpose in sorted({g.purpose for g in held}):
                try:
                    # Under a lawyer's own grant the lawyer sees their file; a relative sees what is open to relatives.
                    seen, keys = _read(office, rows, _as_granted(by, held, purpose), relative, purpose, now, only)
                except Refused:
                    continue
                made.append((seen, keys))
                break
    for seen, keys in made if record else ():
        _on_record(office, by, seen.case, keys, seen.purpose, now)
    return tuple(seen for seen, _ in made)


def _as_granted(by: Member, held: Sequence[Grant], purpose: str) -> Member:
    """The member in the role of a grant: an applicant on the file of a relative is a relative."""
    role = next(g.role for g in held if g.purpose == purpose)
    return Member(by.id, by.name, role, by.public, by.private)


def case_of(made: Projection, laws: Any, relatives: Sequence[Projection] = ()) -> tuple[LegalOrder, Case]:
    """The law and the case that a projection tells, for the case line. `laws`: from the name of a law to the legal
    order.
    """
    kin = []
    for relative in relatives:
        tables = recorded.document(relative.records)
        if "law" in tables:
            kin.append(recorded.case(tables, laws)[1])
    return recorded.case(recorded.document(made.records), laws, kin)


# Who saw it.


@dataclass(frozen=True, slots=True)
class Seen:
    """One line of who saw a file: when, who, what they did (`read`, `record`, or a kind of the chain of access),
    where.
    """

    at: str
    actor: bytes
    kind: str
    compartment: str
    body: dict[str, Any]


def who_saw(office: Office, by: Member, case: bytes, now: datetime) -> tuple[Seen, ...]:
    """Who read and wrote what of a file, and who was let in: of the compartments that are open to the one who asks. An
    auditor sees who and when of every compartment, and no content.
    """
    at = moment(now)
    with office.store.reading(by.id, at, office=True) as rows:
        held = [g for g in live(office, rows, by.id, case) if g.since <= at < g.until and g.role == by.role]
        auditor = by.role == "auditor"
        if not ROLES[by.role].sees_access or not (held or auditor):
            raise Refused("Who saw this file is not open to you.")
        names = list(COMPARTMENTS) if auditor else sorted({name for g in held for name in g.compartments})
        text = f"""SELECT at, actor, kind, compartment FROM event WHERE case_id = ?
            AND compartment IN ({", ".join("?" * len(names))}) ORDER BY compartment, seq"""
        seen = [Seen(when, who, kind, name, {}) for when, who, kind, name in rows.all(text, (case, *names))]
        kinds = ("opened", "granted", "revoked", "glass", LINKED, UNLINKED, "hold", "release", "erase", "refused",
                 "card", "card_asked")  # fmt: skip
        key = compartment_key(office, rows, case, ACCESS)
        for told in opened(office, rows, case, {ACCESS: key} if key else {}, kinds).get(ACCESS, []):
            shown = {k: v for k, v in told.body.items() if not auditor or k in ("role", "purpose", "until")}
            if "compartments" in shown:
                shown["compartments"] = [name for name in shown["compartments"] if name in names]
            if told.kind in (LINKED, UNLINKED) and not ROLES[by.role].grants:
                continue
            seen.append(Seen(told.at, told.actor, told.kind, ACCESS, shown))
    return tuple(sorted(seen, key=lambda s: s.at))


def touched(rows: Rows, case: bytes, kinds: Sequence[str]) -> str:
    """The latest of these kinds on the chain of access of a case."""
    text = f"""SELECT kind FROM event WHERE case_id = ? AND compartment = ? AND kind IN ({", ".join("?" * len(kinds))})
        ORDER BY seq DESC LIMIT 1"""
    found = one(rows.all(text, (case, ACCESS, *kinds)))
    return str(found[0]) if found else ""
