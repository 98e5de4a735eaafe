"""Day sheets: what a page makes of a file on a day, kept sealed until something that it rests on changes.

A sheet belongs to a case, to the compartments that it was made from, to a day, and to the program with the law in it.
Access is decided first; then the sheet of just what is open is looked up. What only members hold is on no sheet. The
store drops the sheets of a case with every event that changes it (`schema.KEEPS_SHEETS`), backups leave them out, and
the table can be emptied at any time: a sheet that is not there is made.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import wellfounded
from wellfounded.dossier import sealing
from wellfounded.dossier.access import Grant, Projection, decide
from wellfounded.dossier.chains import key_from, opened
from wellfounded.dossier.compartments import ACCESS, BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.files import family, read
from wellfounded.dossier.grants import Refused, live
from wellfounded.dossier.links import LINKED, UNLINKED, still
from wellfounded.dossier.members import Member, of
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.schema import KEEPS_SHEETS
from wellfounded.dossier.sealing import WrongKey
from wellfounded.dossier.store import Rows
from wellfounded.dossier.verify import canonical

ON_SHEETS = frozenset(COMPARTMENTS) - BY_MEMBERS
"""What a sheet can be made from."""
AT_ONCE = 200
"""So many cases are asked about in one question to the store."""
STALE = timedelta(days=1)
"""Sheets of days that lie longer ago are swept away; time zones differ by less."""

Make = Callable[[Projection, tuple[Projection, ...], date], Any]
"""From what is open of a file, and of the files of relatives, on a day, to plain data as JSON holds it."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What a page makes of a file. `name`: of the page, and of whatever else its sheets depend on, such as a language;
    a change of the program needs no other name. The projections that `make` is given say nothing of when grants end.
    """

    name: str
    make: Make


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of a file that is open to a member for a purpose. `made` False: its turn has not come yet."""

    case: bytes
    purpose: str
    value: Any = None
    made: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    """A file as a role sees it for a purpose: what is open of it. `records`: how many, where it is a relative's."""

    case: bytes
    role: str
    purpose: str
    opens: tuple[str, ...]
    records: int = 0

    def plain(self) -> list[Any]:
        return [self.case.hex(), self.role, self.purpose, self.opens, self.records]


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a case stands in the store: how many events changed it, and its links."""

    turn: int
    links: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What all sheets of one question share."""

    office: Office
    by: Member
    now: datetime
    on: date
    maker: Maker

    @property
    def at(self) -> str:
        return moment(self.now)

    def number(self, file: _File, kin: Sequence[_File] | None) -> bytes:
        """The number of a sheet. `kin` None: a file without links."""
        beside = None if kin is None else [one.plain() for one in kin]
        told = [self.maker.name, self.on.isoformat(), file.plain(), beside]
        return self.office.keyed(b"sheet", program(), canonical(told))


@cache
def program() -> bytes:
    """A fingerprint of this program: the law that is in force in it, its readings, words and pages."""
    root = Path(wellfounded.__file__).parent
    made = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        made.update(canonical([path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()]))
    return made.digest()


def all_of(
    office: Office, by: Member, now: datetime, on: date, maker: Maker, limit: int | None = None
) -> tuple[Sheet, ...]:
    """The sheets of all files that are open to a member, each for their first purpose (an emergency comes last). Those
    that are missing are made and kept, up to `limit` of them. No reading is put on record: a page of sheets shows
    nobody's words.
    """
    asked = _Asked(office, by, now, on, maker)
    with office.store.reading(by.id, asked.at) as rows:
        grants = _by_case(live(office, rows, by.id))
        files = _open(asked, grants)
        found = _kept(asked, rows, {asked.number(file, None): file.case for file in files})
    found |= _missing(asked, [file for file in files if file.case not in found], grants, limit)
    return tuple(Sheet(f.case, f.purpose, found.get(f.case), f.case in found) for f in files)


def one(office: Office, by: Member, case: bytes, purpose: str, now: datetime, on: date, maker: Maker) -> Any:
    """The sheet of one file. Refuses (`Refused`) one that is not open. A page that shows what people wrote reads the
    file as well, and so puts the reading on record.
    """
    asked = _Asked(office, by, now, on, maker)
    with office.store.reading(by.id, asked.at) as rows:
        file = _seen(case, by.role, purpose, live(office, rows, by.id, case), asked.at)
        found = _kept(asked, rows, {asked.number(file, None): case}) if file.opens else {}
    if not file.opens:
        # Refuses, and puts the refusal on record.
        read(office, by, case, purpose, now, False, ON_SHEETS)
    if case not in found:
        with office.store.reading(by.id, asked.at) as rows:
            grants = _by_case(live(office, rows, by.id))
        found = _missing(asked, [file], grants, None)
    if case not in found:
        raise Refused("This file is not open to you for this purpose.")
    return found[case]


def ahead(office: Office, now: datetime, on: date, makers: Sequence[Maker], limit: int) -> int:
    """Make sheets that members will ask for on a day, up to `limit` of them, and sweep away those of days gone by;
    gives how many were made: with 0, nothing is missing.
    """
    at = moment(now)
    with office.store.writing(office=True) as rows:
        rows.run("DELETE FROM sheet WHERE day < ?", ((on - STALE).isoformat(),))
        text = "SELECT DISTINCT member FROM door WHERE since <= ? AND until > ? ORDER BY member"
        members = [of(office, rows, number) for (number,) in rows.all(text, (at, at))]
    made = 0
    for by in members:
        pages = [_Asked(office, by, now, on, maker) for maker in makers]
        with office.store.reading(by.id, at) as rows:
            grants = _by_case(live(office, rows, by.id))
            files = _open(pages[0], grants)
            found = [
                _kept(page, rows, {page.number(file, None): file.case for file in files}, look=False) for page in pages
            ]
        # File by file, so that pages of one file are made together and share what they work out.
        for file in files:
            for page, kept in zip(pages, found, strict=True):
                if file.case not in kept:
                    made += len(_missing(page, [file], grants, limit - made, look=False))
                if made >= limit:
                    return made
    return made


def _by_case(grants: Iterable[Grant]) -> dict[bytes, list[Grant]]:
    made: dict[bytes, list[Grant]] = {}
    for grant in grants:
        made.setdefault(grant.case, []).append(grant)
    return made


def _seen(case: bytes, role: str, purpose: str, grants: Iterable[Grant], at: str) -> _File:
    """A file as a role sees it: the one function of access decides."""
    held = tuple(grants)
    opens = tuple(name for name in COMPARTMENTS if decide(role, held, name, "read", purpose, at).allowed)
    return _File(case, role, purpose, tuple(name for name in opens if name in ON_SHEETS))


def _open(asked: _Asked, grants: Mapping[bytes, Sequence[Grant]]) -> list[_File]:
    """The files that are open to the member, each for their first purpose."""
    made: list[_File] = []
    for case, held in sorted(grants.items()):
        live_now = [g for g in held if g.role == asked.by.role and g.since <= asked.at < g.until]
        for purpose in sorted({g.purpose for g in live_now}, key=lambda p: (p == "break_glass", p))[:1]:
            file = _seen(case, asked.by.role, purpose, live_now, asked.at)
            made += [file] if file.opens else []
    return made


# Looking up.


def _kept(asked: _Asked, rows: Rows, numbers: Mapping[bytes, bytes], look: bool = True) -> dict[bytes, Any]:
    """The sheets that are kept, by case. `numbers`: from number to case; `look` False: only whether they are there."""
    found: dict[bytes, Any] = {}
    wanted = list(numbers)
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        column = "sealed" if look else "id"
        for number, held in rows.all(
            f"SELECT id, {column} FROM sheet WHERE id IN ({', '.join('?' * len(some))})", some
        ):
            try:
                found[numbers[number]] = _unsealed(asked.office, number, numbers[number], held) if look else None
            except WrongKey:
                continue  # sealed before the office's key was changed, or changed by hand: made again
    return found


def _missing(
    asked: _Asked, files: Sequence[_File], grants: Mapping[bytes, Sequence[Grant]], limit: int | None, look: bool = True
) -> dict[bytes, Any]:
    """The sheets of files for which no sheet without relatives is kept: looked up with their relatives, or made. With
    `look` False only those that were made.
    """
    if not files or limit == 0:
        return {}
    standing = _standing(asked.office, [file.case for file in files])
    linked = [file for file in files if standing[file.case].links]
    kept: dict[bytes, Any] = {}
    if linked:
        kin = {file.case: _kin(asked, standing[file.case].links, grants) for file in linked}
        with asked.office.store.reading(asked.by.id, asked.at) as rows:
            counts = _counts(rows, [one.case for some in kin.values() for one in some])
            numbers = {
                asked.number(file, [_counted(one, counts) for one in kin[file.case]]): file.case for file in linked
            }
            kept = _kept(asked, rows, numbers, look)
    todo = [file for file in files if file.case not in kept][:limit]
    made: dict[bytes, Any] = {}
    for first in range(0, len(todo), AT_ONCE):
        made |= _made(asked, todo[first : first + AT_ONCE], standing)
    return {**kept, **made} if look else made


def _standing(office: Office, cases: Sequence[bytes]) -> dict[bytes, _Standing]:
    """How cases and their relatives stand, in an office's transaction, for who reads a file may not see its links."""
    with office.store.reading(office=True) as rows:
        links = _links(office, rows, cases)
        turns = _turns(rows, list({*cases, *(kin for some in links.values() for kin in some)}))
    return {case: _Standing(turn, links.get(case, ())) for case, turn in turns.items()}


def _turns(rows: Rows, cases: Sequence[bytes]) -> dict[bytes, int]:
    """How many events changed each of some cases: as they only ever grow, the same number is the same case."""
    made = dict.fromkeys(cases, 0)
    for first in range(0, len(cases), AT_ONCE):
        some = cases[first : first + AT_ONCE]
        text = f"""SELECT case_id, count(*) FROM event WHERE case_id IN ({", ".join("?" * len(some))})
            AND kind NOT IN {KEEPS_SHEETS} GROUP BY case_id"""
        made |= dict(rows.all(text, some))
    return made


def _links(office: Office, rows: Rows, cases: Sequence[bytes]) -> dict[bytes, tuple[bytes, ...]]:
    """The relatives to whom links of some cases lead; a case without any link ever is left out."""
    linked: list[tuple[bytes, bytes]] = []
    for first in range(0, len(cases), AT_ONCE):
        some = cases[first : first + AT_ONCE]
        text = f"""SELECT k.case_id, k.sealed FROM compartment_key k WHERE k.compartment = '{ACCESS}'
            AND k.case_id IN (SELECT e.case_id FROM event e WHERE e.compartment = '{ACCESS}' AND e.kind = '{LINKED}'
            AND e.case_id IN ({", ".join("?" * len(some))}))"""
        linked += [(case, sealed) for case, sealed in rows.all(text, some)]
    made = {}
    for case, sealed in linked:
        key = key_from(office, case, ACCESS, None, sealed)
        told = opened(office, rows, case, {ACCESS: key}, [LINKED, UNLINKED])[ACCESS]
        made[case] = tuple(link.case for link in still(told))
    return made


def _kin(asked: _Asked, links: Iterable[bytes], grants: Mapping[bytes, Sequence[Grant]]) -> list[_File]:
    """The files of relatives as far as they are open to the member: the same choice as `files.family` makes."""
    made = []
    for relative in links:
        held = grants.get(relative, ())
        for purpose in sorted({g.purpose for g in held}):
            role = next(g.role for g in held if g.purpose == purpose)
            file = _seen(relative, role, purpose, held, asked.at)
            if file.opens:
                made.append(file)
                break
    return made


def _counts(rows: Rows, cases: Sequence[bytes]) -> dict[tuple[bytes, str], int]:
    """How many records lie in each compartment of some cases, as far as they still open."""
    if not cases:
        return {}
    text = f"""SELECT e.case_id, e.compartment, count(*) FROM event e WHERE e.kind = 'record'
        AND e.case_id IN ({", ".join("?" * len(cases))}) AND EXISTS (SELECT 1 FROM compartment_key k
        WHERE k.case_id = e.case_id AND k.compartment = e.compartment) GROUP BY e.case_id, e.compartment"""
    return {(case, name): number for case, name, number in rows.all(text, cases)}


def _counted(file: _File, counts: Mapping[tuple[bytes, str], int]) -> _File:
    return replace(file, records=sum(counts.get((file.case, name), 0) for name in file.opens))


# Making.


def _made(asked: _Asked, files: Sequence[_File], standing: Mapping[bytes, _Standing]) -> dict[bytes, Any]:
    """Make sheets, and keep them in one go if nothing changed in the meantime."""
    made: dict[bytes, Any] = {}
    rows: list[tuple[bytes, bytes, str, str, bytes]] = []
    involved: dict[bytes, tuple[bytes, ...]] = {}
    for file in files:
        try:
            seen = read(asked.office, asked.by, file.case, file.purpose, asked.now, False, ON_SHEETS)
            links = standing[file.case].links
            kin = family(asked.office, asked.by, file.case, asked.now, False, ON_SHEETS) if links else ()
        except Refused:
            continue  # shut in this moment
        told = asked.maker.make(replace(seen, until=""), tuple(replace(one, until="") for one in kin), asked.on)
        content = canonical(told)
        made[file.case] = json.loads(content)
        number = asked.number(_of(seen), [_of(one, len(one.records)) for one in kin] if links else None)
        sealed = _sealed(asked.office, number, file.case, content)
        rows.append((number, file.case, " ".join(seen.compartments), asked.on.isoformat(), sealed))
        involved[file.case] = (file.case, *links)
    _keep(asked.office, rows, involved, standing)
    return made


def _of(seen: Projection, records: int = 0) -> _File:
    return _File(seen.case, seen.role, seen.purpose, seen.compartments, records)


def _keep(
    office: Office, sheets: Sequence[tuple[bytes, bytes, str, str, bytes]], involved: Mapping[bytes, Iterable[bytes]],
    standing: Mapping[bytes, _Standing],
) -> None:  # fmt: skip
    """Keep the sheets of those cases that stand as they did before the sheets were made."""
    if not sheets:
        return
    with office.store.writing(office=True) as rows:
        cases = sorted({case for some in involved.values() for case in some})
        for case in cases:
            rows.lock(case)
        turns = _turns(rows, cases)
        if rows.all("SELECT value FROM setting WHERE name = 'inner'") != [(office.epoch,)]:
            return
        kept = [
            sheet
            for sheet in sheets
            if all(case in standing and turns[case] == standing[case].turn for case in involved[sheet[1]])
        ]
        rows.many("DELETE FROM sheet WHERE id = ?", [(sheet[0],) for sheet in kept])
        rows.put({"sheet": kept})


def _key(office: Office, number: bytes) -> bytes:
    """The key of one sheet: its number binds case, compartments, day, law and page."""
    return hmac.digest(office.sheets, number, "sha256")


def _sealed(office: Office, number: bytes, case: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 1)
    return sealing.seal(_key(office, number), sealing.padded(packed), number + case)


def _unsealed(office: Office, number: bytes, case: bytes, sealed: bytes) -> Any:
    packed = sealing.unseal(_key(office, number), sealed, number + case)
    return json.loads(zlib.decompressobj().decompress(packed))
