"""What is open on the case of a page: which compartments may be read and written, and the case with new records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from wellfounded import law as laws
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.events import Case
from wellfounded.dossier import files
from wellfounded.dossier.access import Act, Projection, decide
from wellfounded.dossier.compartments import BY_MEMBERS, COMPARTMENTS
from wellfounded.dossier.kinds import latest
from wellfounded.dossier.office import moment
from wellfounded.dossier.records import Draft, Record, document
from wellfounded.dossier.records import case as told
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask

ROOMS = {
    "identity": "Who the person is",
    "claim": "The claim",
    "health": "Health",
    "intimate": "Intimate: sealed from relatives too",
    "privileged": "Between the person and counsel",
    "deliberation": "Deliberation",
    "disclosed": "Disclosed",
}
"""The words of the compartments."""


def open_to(ask: Ask, act: Act = "write") -> frozenset[str]:
    """The compartments of the case that the member may read, or write, for the purpose of the page."""
    held = files.held(ask.office, ask.member, ask.on.case, ask.now)
    found = {
        name
        for name in COMPARTMENTS
        if decide(ask.member.role, held, name, act, ask.on.purpose, moment(ask.now)).allowed
    }
    return frozenset(found if ask.member.private else found - BY_MEMBERS)


def relatives(ask: Ask) -> tuple[Projection, ...]:
    """What is open of the files of relatives, as the law of this case may ask; not a reading of theirs."""
    return files.family(ask.office, ask.member, ask.on.case, ask.now, record=False)


def with_drafts(made: Projection, drafts: Sequence[Draft], ask: Ask) -> tuple[Record, ...]:
    """The records of a projection as they will be once some drafts are added."""
    at = moment(ask.now)
    new = (Record(f"new{i}", d.compartment, d.kind, d.body, at, i, ask.member.id) for i, d in enumerate(drafts))
    return (*made.records, *new)


def case_with(ask: Ask, made: Projection, drafts: Sequence[Draft] = ()) -> tuple[LegalOrder, Case]:
    """The law and the case once some drafts are added. Refuses what the case file refuses."""
    kin = [told(tables, laws.find)[1] for tables in (document(r.records) for r in relatives(ask)) if "law" in tables]
    return told(document(with_drafts(made, drafts, ask)), laws.find, kin)


def line_with(ask: Ask, made: Projection, on: date, drafts: Sequence[Draft] = ()) -> CaseLine:
    """The case line on a day once some drafts are added. Refuses days that contradict each other."""
    law, case = case_with(ask, made, drafts)
    return case_line(law, case, on)


def address(ask: Ask, path: str = "") -> str:
    """The address of a page of the case, for the same purpose and the same day."""
    asked = {"purpose": ask.on.purpose} if len(ask.on.purposes) > 1 else {}
    day = ask.request.GET.get("on", "").strip()
    query = urlencode({**asked, "on": day} if day else asked)
    return f"/case/{ask.on.number}/{path}" + (f"?{query}" if query else "")


def number_of(made: Projection) -> str:
    """The office's number of a case, as far as it is open."""
    return str(latest(made.records, "number").get("number", ""))
