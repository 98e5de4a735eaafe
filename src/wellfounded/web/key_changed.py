"""The key of the office may be changed while the website runs. Then the website writes nothing more, says so in one
sentence, and ends: it would seal with a key that nobody has any longer.

Every transaction that writes looks first whether the office's key is the one with which the office was opened, inside
the transaction itself; in PostgreSQL it also keeps the change of the key waiting until it has ended. What is read needs
no look: the old key opens nothing that was wrapped anew.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from wellfounded.dossier.office import ROTATING, Office
from wellfounded.dossier.sealing import WrongKey
from wellfounded.dossier.store import Rows, Store
from wellfounded.web.instance import served

LOG = logging.getLogger("wellfounded.web")
CHANGED = "The key of the office was changed, and so the website ended. Open it again with the new passphrase."
ENDS = "This website closes for a while. Nothing was changed. Try again later."
_HOLD = f"SELECT pg_advisory_xact_lock_shared({int.from_bytes(ROTATING, 'big', signed=True)})"
_SERVER: list[int] = []


class KeyChanged(Exception):
    """The key of the office is not the one with which it was opened here. No page may go on after it."""


def served_by(process: int) -> None:
    """Name the process that ends the website when the key was changed."""
    _SERVER[:] = [process]


def changed(office: Office) -> bool:
    """Whether the key of an office was changed since it was opened here."""
    with office.store.reading(office=True) as rows:
        return not _same(rows, office.epoch)


def end() -> None:
    """End the website: requests that are being answered still are."""
    LOG.error("the key of the office was changed: the website ends")
    for process in _SERVER:
        os.kill(process, signal.SIGTERM)


def met(error: Exception) -> bool:
    """Whether a page failed because the key was changed. The website then ends."""
    if isinstance(error, WrongKey) and changed(served().office):
        end()
        return True
    return isinstance(error, KeyChanged)


def _same(rows: Rows, epoch: bytes) -> bool:
    return rows.all("SELECT value FROM setting WHERE name = 'inner'") == [(epoch,)]


class Guarded:
    """A store into which an office writes only while its key is the one with which it was opened. `epoch`: what the
    store says of that key; `shared`: the store is PostgreSQL, where many write at once.
    """

    def __init__(self, store: Store, epoch: bytes, shared: bool) -> None:
        self._store, self._epoch, self._shared = store, epoch, shared
        self.reading, self.caring, self.create = store.reading, store.caring, store.create
        self.may_forget, self.forget, self.close = store.may_forget, store.forget, store.close

    @contextmanager
    def writing(self, member: bytes = b"", at: str = "", office: bool = False, lock: bytes = b"") -> Iterator[Rows]:
        """A transaction of the store. Refuses (`KeyChanged`) once the key was changed, and ends the website."""
        with self._writing(member, at, office, lock) as rows:
            if self._shared:
                rows.all(_HOLD)
            if not _same(rows, self._epoch):
                end()
                raise KeyChanged
            yield rows

    def _writing(self, member: bytes, at: str, office: bool, lock: bytes) -> AbstractContextManager[Rows]:
        return self._store.writing(member, at, office, lock)
