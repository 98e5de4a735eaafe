"""The instance that is being served: an open office, and how it is reached. One a process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from wellfounded.dossier.office import Office
from wellfounded.logic.errors import WrongCall


def _clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Instance:
    """An office that is open in this process.

    `accounts`: where accounts and sessions are kept, a path (SQLite) or a `postgresql://` address; `hosts`: the names
    under which it is asked; `secure`: it is reached over HTTPS; `demonstration`: it holds invented people, and its key
    lies beside it; `law`: the legal order of new cases; `scanner`: the address of a virus scanner, if there is one;
    `reviewed_only`: languages whose translation no person reviewed are not offered to applicants; `telephone`: where
    applicants reach the office by voice, as it is to be shown; `second_factor`: the roles that see no page before they
    have set up a second factor.
    """

    office: Office = field(repr=False)
    accounts: str
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    secure: bool = False
    demonstration: bool = False
    law: str = "jp"
    scanner: str = ""
    reviewed_only: bool = False
    telephone: str = ""
    second_factor: frozenset[str] = frozenset()
    clock: Callable[[], datetime] = field(default=_clock, repr=False)

    def secret(self, purpose: str) -> bytes:
        """A secret of this instance for one purpose, made from the office's key and kept nowhere."""
        return self.office.keyed(b"web", purpose.encode())


_SERVED: list[Instance] = []


def serve(instance: Instance) -> None:
    """Name the instance of this process. Called once, before Django is set up."""
    if _SERVED:
        raise WrongCall("This process serves an instance already.")
    _SERVED.append(instance)


def served() -> Instance:
    """The instance of this process."""
    if not _SERVED:
        raise WrongCall("No instance is served. Call `serve` first.")
    return _SERVED[0]
