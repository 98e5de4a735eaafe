"""The chain of custody: what became of a paper since it came. Each step is a record of its own; none is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wellfounded.dossier import files
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office
from wellfounded.dossier.papers.asking import asked
from wellfounded.dossier.papers.binder import SERIES
from wellfounded.dossier.papers.listing import CUSTODY, STEPS, Paper, checked
from wellfounded.dossier.papers.scanning import Scanned, Scanner
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput, WrongCall


def custody(
    office: Office, by: Member, case: bytes, purpose: str, paper: Paper, step: str, said: Mapping[str, Any], *,
    txn: bytes, now: datetime,
) -> bool:  # fmt: skip
    """Put a step on record: a key of `STEPS`, with what must be said of it. Asked again with the same number, it adds
    nothing (False). Refuses a step without what must be said, and days that are none.
    """
    if step not in STEPS:
        raise WrongCall("There is no step {step} in a chain of custody.", step=step)
    needed, other = STEPS[step]
    told = checked({key: list(v) if isinstance(v, tuple) else v for key, v in said.items() if v not in ("", None)})
    for key in sorted(needed - set(told)):
        raise BadInput("The field {field} is empty. Fill it in.", field=key)
    for key in sorted(set(told) - needed - other):
        raise WrongCall("The step {step} has no field {field}.", step=step, field=key)
    if step == "numbered":
        _number(told)
    body = {"paper": paper.id, "step": step, **told}
    return files.append(office, by, case, purpose, [Draft(paper.compartment, CUSTODY, body)], txn, now)


def _number(told: Mapping[str, Any]) -> None:
    if told["series"] not in SERIES:
        raise WrongCall("There is no series of exhibits {series}.", series=told["series"])
    if not all(isinstance(part, int) and 1 <= part <= 9999 for part in (told["number"], told.get("branch", 1))):
        raise BadInput("The number of an exhibit is a whole number from 1 to 9999.")


def scan_again(
    office: Office, by: Member, case: bytes, purpose: str, paper: Paper, scanner: Scanner, *, txn: bytes, now: datetime
) -> Scanned:
    """Have the original of a paper scanned that is in the file already, and put the answer on record."""
    ask = asked(office, by, case, purpose, paper.compartment, now)
    with ask.writing() as rows:
        chain = ask.there(rows)
    found = scanner.scan(ask.opening(chain, paper.held, paper.label).pieces())
    custody(office, by, case, purpose, paper, "scanned", found.body(), txn=txn, now=now)
    return found
