"""What a page of a case is made from: the projection that was read, the relatives' that are open, law and case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wellfounded import law as laws
from wellfounded.claim.case_line import CaseLine, case_line
from wellfounded.claim.events import Case, Event
from wellfounded.dossier import files
from wellfounded.dossier.access import Projection
from wellfounded.logic.errors import BadInput
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.lines.naming import number_of

NOTHING = "Nothing has been recorded of this case yet. Record the first event."


@dataclass(frozen=True, slots=True)
class Told:
    """A case as its reader may see it. `law` and `case` are None where what is open does not tell a case yet."""

    seen: Projection
    relatives: tuple[Projection, ...]
    law: LegalOrder | None
    case: Case | None

    @property
    def number(self) -> str:
        """The office's number of the case."""
        return number_of(self.seen.case, self.seen.records)

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, as far as it is told."""
        return self.case.events if self.case else ()

    @property
    def line_law(self) -> LegalOrder:
        """The law of a case that is told."""
        if self.law is None:
            raise BadInput(NOTHING)
        return self.law

    def line(self, on: date) -> CaseLine:
        """The case line on a day. Refuses a case that is not told yet."""
        if self.case is None or not any(event.day for event in self.events):
            raise BadInput(NOTHING)
        return case_line(self.line_law, self.case, on)


def read(ask: Ask) -> tuple[Projection, tuple[Projection, ...]]:
    """Read the case of an address, and what is open of relatives; the reading goes on record."""
    return ask.read(), files.family(ask.office, ask.member, ask.on.case, ask.now)


def told(seen: Projection, relatives: tuple[Projection, ...]) -> Told:
    """The law and the case that a projection tells."""
    if not any(record.kind == "head" and "law" in record.body for record in seen.records):
        return Told(seen, relatives, None, None)
    law, case = files.case_of(seen, laws.find, relatives)
    return Told(seen, relatives, law, case)
