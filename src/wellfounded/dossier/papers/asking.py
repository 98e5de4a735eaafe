"""Who asks something of a compartment, for what and when: checked in each transaction anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from wellfounded.dossier import files
from wellfounded.dossier.access import Act
from wellfounded.dossier.chains import READ, Chain, add, compartment_key, opened
from wellfounded.dossier.grants import check
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, moment
from wellfounded.dossier.papers.enclosures import Enclosed, Opening
from wellfounded.dossier.records import Record
from wellfounded.dossier.store import Rows
from wellfounded.logic.errors import BadInput


@dataclass(frozen=True, slots=True)
class Asked:
    """A member, a compartment of a case, a purpose and a moment."""

    office: Office
    by: Member
    case: bytes
    purpose: str
    compartment: str
    at: str

    @contextmanager
    def writing(self, act: Act = "write") -> Iterator[Rows]:
        """A transaction that holds the case's lock. Refuses where the compartment is not open for the act."""
        with self.office.store.writing(self.by.id, self.at, lock=self.case) as rows:
            check(
                self.office, rows, self.by, self.case, [self.compartment], act, purpose=self.purpose, now=self.at
            )  # fmt: skip
            yield rows

    def chain(self, rows: Rows) -> Chain:
        """The compartment to add to."""
        return files.chain_of(self.office, rows, self.by, self.case, self.compartment)

    def there(self, rows: Rows) -> Chain:
        """The compartment to read from. Refuses one that has not begun or was erased."""
        key = compartment_key(self.office, rows, self.case, self.compartment, self.by)
        if key is None:
            raise BadInput("This compartment was erased, or its key was not given to you.")
        return Chain(self.case, self.compartment, key)

    def records(self, rows: Rows, chain: Chain) -> list[Record]:
        """All records of the compartment."""
        return opened(self.office, rows, self.case, {self.compartment: chain.key})[self.compartment]

    def opening(self, chain: Chain, held: Enclosed, named: str = "") -> Opening:
        """An enclosure of the compartment, to be read."""
        return Opening(self.office, self.by, chain, held, self.at, named or self.compartment)

    def read(self, rows: Rows, chain: Chain, paper: str, what: str) -> None:
        """Put on record that the original or the copy of a paper was read."""
        body = {"purpose": self.purpose, "paper": paper, "what": what}
        add(self.office, rows, chain, [(READ, {"body": body})], self.at, self.by.id, bytes(16))


def asked(office: Office, by: Member, case: bytes, purpose: str, compartment: str, now: datetime) -> Asked:
    """The same, with the moment as it is kept."""
    return Asked(office, by, case, purpose, compartment, moment(now))
