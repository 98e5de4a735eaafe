"""A new key for a compartment that only members open, once somebody was shut out of it: what is written from then on
does not open with a key that they may have copied. What was written before stays open to those who remain.

Only who holds the key can hand it on, so it is not renewed in the moment in which a door is shut, which a supervisor
may do, but before the next record is added. The chain of access says so.
"""

from __future__ import annotations

from wellfounded.dossier import sealing
from wellfounded.dossier.chains import compartment_key, note, opened
from wellfounded.dossier.compartments import ACCESS
from wellfounded.dossier.members import Member, of
from wellfounded.dossier.office import Office
from wellfounded.dossier.store import Rows

RENEWED = "renewed"


def has_left(rows: Rows, number: bytes) -> bool:
    """Whether a member can open nothing any more: neither a passphrase nor a printed key is kept for them."""
    return not rows.all("SELECT 1 FROM wrapped WHERE holder = ?", (number,))


def renew(office: Office, rows: Rows, by: Member, case: bytes, name: str, at: str) -> bool:
    """Begin a new key if one is due, in a transaction of the office that holds the case's lock. `by`: somebody who
    holds the key.
    """
    here = (case, name)
    # Whoever has left holds nothing with which they could open a key; what they copied is theirs.
    text = "SELECT holder FROM compartment_key WHERE case_id = ? AND compartment = ? AND holder <> ?"
    left = [holder for (holder,) in rows.all(text, (*here, by.id)) if has_left(rows, holder)]
    if not left and not _shut_since(office, rows, case, name):
        return False
    keys = compartment_key(office, rows, case, name, by)
    if keys is None:
        return False
    keys += sealing.new_key()
    text = "DELETE FROM compartment_key WHERE case_id = ? AND compartment = ? AND holder = ?"
    for holder in left:
        rows.run(text, (*here, holder))
    held = rows.all("SELECT holder FROM compartment_key WHERE case_id = ? AND compartment = ?", here)
    for (holder,) in held:
        given = sealing.give(of(office, rows, holder).public, keys, case + name.encode())
        text = "UPDATE compartment_key SET sealed = ? WHERE case_id = ? AND compartment = ? AND holder = ?"
        rows.run(text, (given, *here, holder))
    note(office, rows, case, RENEWED, {"compartments": [name], "holders": len(held)}, at, by.id)
    return True


def _shut_since(office: Office, rows: Rows, case: bytes, name: str) -> bool:
    """Whether somebody was shut out, and holds nothing any more, since the key was last renewed."""
    text = """SELECT max(s.at) FROM shut s JOIN door d ON d.grant_id = s.grant_id
        WHERE d.case_id = ? AND d.compartment = ? AND NOT EXISTS (SELECT 1 FROM compartment_key k
        WHERE k.case_id = d.case_id AND k.compartment = d.compartment AND k.holder = d.member)"""
    shut = rows.all(text, (case, name))[0][0]
    if shut is None:
        return False
    key = compartment_key(office, rows, case, ACCESS)
    told = opened(office, rows, case, {ACCESS: key} if key else {}, [RENEWED]).get(ACCESS, [])
    # Moments are whole seconds: a key that was renewed in the same one is renewed once more.
    return str(shut) >= max((record.at for record in told if name in record.body["compartments"]), default="")
