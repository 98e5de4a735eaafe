"""Keeping enclosures: sweeping away what a killed program left. `verify.papers_of` checks the others."""

from __future__ import annotations

from datetime import datetime, timedelta

from wellfounded.dossier.office import Office, moment

LONGEST = timedelta(days=1)
"""Nothing takes longer to arrive."""


def sweep(office: Office, now: datetime) -> int:
    """Remove parts that no event names and that began to arrive more than a day ago: what a killed program left. Gives
    of how many enclosures.
    """
    text = """SELECT enclosure FROM part WHERE n = 0 AND begun < ?
        AND NOT EXISTS (SELECT 1 FROM enclosure e WHERE e.id = part.enclosure)"""
    with office.store.writing(office=True) as rows:
        left = rows.all(text, (moment(now - LONGEST),))
        for (enclosure,) in left:
            rows.run("DELETE FROM part WHERE enclosure = ?", (enclosure,))
    return len(left)
