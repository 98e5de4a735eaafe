"""How many of some files each colleague works on: a count for whoever shares out the work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wellfounded.dossier.access import ROLES
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment

AT_ONCE = 400
"""So many files are asked about in one question to the store."""


def workload(office: Office, by: Member, cases: Sequence[bytes], now: datetime) -> dict[bytes, int]:
    """Of these files, how many are open to each member now, emergencies left out. Empty for who lets nobody in."""
    if not ROLES[by.role].grants:
        return {}
    at = moment(now)
    found: dict[bytes, int] = {}
    with office.store.reading(by.id, at, office=True) as rows:
        for first in range(0, len(cases), AT_ONCE):
            some = cases[first : first + AT_ONCE]
            text = f"""SELECT d.member, COUNT(DISTINCT d.case_id) FROM door d
                LEFT JOIN shut s ON s.grant_id = d.grant_id
                WHERE s.grant_id IS NULL AND d.purpose <> 'break_glass' AND d.since <= ? AND d.until > ?
                AND d.case_id IN ({", ".join("?" * len(some))}) GROUP BY d.member"""
            for member, count in rows.all(text, (at, at, *some)):
                found[member] = found.get(member, 0) + count
    return found
