"""Members of an office: enrolling, signing in, a printed key for the day on which a passphrase is forgotten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from wellfounded.dossier import sealing
from wellfounded.dossier.access import ROLES
from wellfounded.dossier.office import Office, keep, lock, moment, new_id, unlock
from wellfounded.dossier.schema import insert
from wellfounded.dossier.sealing import COST, Cost, WrongKey
from wellfounded.dossier.store import Rows, one
from wellfounded.dossier.verify import canonical
from wellfounded.logic.errors import BadInput

PAPER = "MEMBER"
CHANGES = ("passphrase_changed", "printed_key_used", "factors_removed", "factor_added", "factor_removed")
"""Of the office's own record, what says that somebody signs in otherwise from then on."""


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of an office, or an applicant. `private`: their key, where they signed in with their passphrase."""

    id: bytes
    name: str
    role: str
    public: bytes
    private: bytes = field(default=b"", repr=False)


def enrol(
    office: Office, login: str, name: str, role: str, passphrase: str, now: datetime, *,
    by: Member | None = None, cost: Cost = COST,
) -> tuple[Member, str]:  # fmt: skip
    """Take someone in. Gives the member and the key to print for them. `by`: who does it (None: the office itself)."""
    from wellfounded.dossier.chains import own

    if role not in ROLES:
        raise BadInput("{role} is not a role. Write one of: {roles}.", role=role, roles=", ".join(ROLES))
    if by is not None and by.role not in ("administrator", "supervisor", "representative", "clerk"):
        raise BadInput("Your role takes nobody in.")
    if by is not None and by.role != "administrator" and role in ("administrator", "supervisor", "auditor"):
        raise BadInput("Only an administrator gives this role.")
    sealing.acceptable(passphrase)
    private, public = sealing.key_pair()
    member, paper = Member(new_id(), name, role, public, private), sealing.new_key()
    with office.store.writing(office=True) as rows:
        if rows.all("SELECT 1 FROM member WHERE login = ?", (_login(office, login),)):
            raise BadInput("This sign-in name is taken. Choose another.")
        rows.run(insert("member"), (member.id, _login(office, login), public, _sealed(office, member)))
        lock(rows, member.id, passphrase, private, cost)
        keep(rows, member.id, "paper", b"", sealing.wrap(paper, private))
        own(office, rows, "enrolled", {"member": member.id.hex(), "role": role}, moment(now), _actor(by))
    return member, sealing.printed(paper, PAPER)


def _actor(by: Member | None) -> bytes:
    from wellfounded.dossier.office import OFFICE

    return by.id if by else OFFICE


def _login(office: Office, login: str) -> bytes:
    return office.keyed(b"login", login.strip().casefold().encode())


def _left(office: Office, number: bytes) -> bytes:
    """What stands in the place of the sign-in name of somebody who has left."""
    return office.keyed(b"left", number)


def _sealed(office: Office, member: Member) -> bytes:
    """Name and role, bound to the member's public key: nobody is given another's key or role by a changed row."""
    told = canonical({"name": member.name, "role": member.role})
    return sealing.seal(office.names, sealing.padded(told), member.id + member.public)


def _member(office: Office, row: Sequence[bytes], private: bytes = b"") -> Member:
    number, public, sealed = row
    told = json.loads(sealing.unseal(office.names, sealed, number + public))
    return Member(number, told["name"], told["role"], public, private)


def member(office: Office, number: bytes) -> Member:
    """A member by number, without their private key: as one who signed in with a passkey."""
    with office.store.reading(office=True) as rows:
        return of(office, rows, number)


def present(office: Office, number: bytes) -> Member | None:
    """The same, asked anew by every door at every request: None for somebody who has left, whose card was renewed, or
    who never was.
    """
    with office.store.reading(office=True) as rows:
        found = one(rows.all("SELECT id, public, sealed, login FROM member WHERE id = ?", (number,)))
    return None if found is None or found[3] == _left(office, number) else _member(office, found[:3])


def of(office: Office, rows: Rows, number: bytes) -> Member:
    """The same inside a transaction."""
    found = one(rows.all("SELECT id, public, sealed FROM member WHERE id = ?", (number,)))
    if found is None:
        raise BadInput("There is no such member.")
    return _member(office, found)


def members(office: Office) -> tuple[Member, ...]:
    """Everyone, without private keys."""
    with office.store.reading(office=True) as rows:
        found = [_member(office, row) for row in rows.all("SELECT id, public, sealed FROM member")]
    return tuple(sorted(found, key=lambda m: (m.name, m.id)))


def by_login(office: Office, login: str) -> Member | None:
    """The member of a sign-in name."""
    text = "SELECT id, public, sealed FROM member WHERE login = ?"
    with office.store.reading(office=True) as rows:
        found = one(rows.all(text, (_login(office, login),)))
    return _member(office, found) if found else None


def sign_in(office: Office, login: str, passphrase: str) -> Member:
    """A member with their private key. A wrong name and a wrong passphrase answer alike, after the same work."""
    found = by_login(office, login)
    return unlocked(office, found.id if found else b"nobody", passphrase)


def written_as(office: Office, login: str) -> bytes:
    """A keyed hash of a sign-in name, also of one that is nobody's."""
    return _login(office, login)


def known_as(office: Office, number: bytes) -> bytes:
    """The keyed hash of a member's sign-in name."""
    with office.store.reading(office=True) as rows:
        return bytes(rows.all("SELECT login FROM member WHERE id = ?", (number,))[0][0])


def changes(office: Office, number: bytes, since: str) -> tuple[tuple[str, str], ...]:
    """What was changed of how a member signs in since a moment: kind and moment, as it stands on record."""
    from wellfounded.dossier.chains import compartment_key, opened
    from wellfounded.dossier.compartments import ACCESS

    with office.store.reading(office=True) as rows:
        key = compartment_key(office, rows, office.instance, ACCESS)
        told = opened(office, rows, office.instance, {ACCESS: key} if key else {}, CHANGES).get(ACCESS, [])
    return tuple((one.kind, one.at) for one in told if one.at >= since and one.body.get("member") == number.hex())


def unlocked(office: Office, number: bytes, passphrase: str) -> Member:
    """The same of a member by number."""
    with office.store.reading(office=True) as rows:
        private = unlock(rows, number, passphrase)
        found = of(office, rows, number)
    if sealing.public_of(private) != found.public:
        raise WrongKey
    return replace(found, private=private)


def change_passphrase(office: Office, member: Member, passphrase: str, now: datetime, cost: Cost = COST) -> None:
    """Keep a member's key under another passphrase. The member is signed in."""
    from wellfounded.dossier.chains import own

    if not member.private:
        raise BadInput("Sign in with your passphrase, or with your printed key, to choose another.")
    with office.store.writing(office=True) as rows:
        lock(rows, member.id, passphrase, member.private, cost)
        own(office, rows, "passphrase_changed", {"member": member.id.hex()}, moment(now), member.id)


def recover(
    office: Office, login: str, written: str, passphrase: str, now: datetime, cost: Cost = COST
) -> tuple[Member, str]:
    """Sign in with the printed key, choose another passphrase, and print another key. Each use is on record."""
    from wellfounded.dossier.chains import own

    found = by_login(office, login)
    mark, key = sealing.from_paper(written)
    if found is None or mark != PAPER:
        raise WrongKey
    paper = sealing.new_key()
    with office.store.writing(office=True) as rows:
        text = "SELECT sealed FROM wrapped WHERE holder = ? AND method = 'paper'"
        kept = one(rows.all(text, (found.id,)))
        private = sealing.unwrap(key, kept[0] if kept else b"")
        lock(rows, found.id, passphrase, private, cost)
        keep(rows, found.id, "paper", b"", sealing.wrap(paper, private))
        own(office, rows, "printed_key_used", {"member": found.id.hex()}, moment(now), found.id)
    return Member(found.id, found.name, found.role, found.public, private), sealing.printed(paper, PAPER)


def close(office: Office, number: bytes, now: datetime, by: Member | None = None) -> None:
    """Somebody has left, or their card is lost: no passphrase and no printed key opens anything for them any more. The
    number and name stay, for those who read what they did; the sign-in name is free again.
    """
    from wellfounded.dossier.chains import own

    with office.store.writing(office=True) as rows:
        gone = of(office, rows, number)
        rows.run("DELETE FROM wrapped WHERE holder = ?", (gone.id,))
        rows.run("UPDATE member SET login = ? WHERE id = ?", (_left(office, gone.id), gone.id))
        own(office, rows, "left", {"member": gone.id.hex()}, moment(now), _actor(by))
