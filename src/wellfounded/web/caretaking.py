"""What an instance does for itself, in a process beside those that answer: it sweeps up what broken uploads left, and
makes the sheets of today and of tomorrow before anybody asks.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from wellfounded import law as laws
from wellfounded.dossier import papers, sheets
from wellfounded.web import key_changed
from wellfounded.web.instance import Instance

LOG = logging.getLogger("wellfounded.web")
DAY = 24 * 60 * 60.0
FIRST = 30
"""Seconds after the start before the first sheets are made: who comes first is answered first."""
PAUSE = 300
"""Seconds between two looks for sheets that are missing."""
MOST, HOUR = 5, 3600.0
"""A process that has died is begun again so often in so many seconds."""
LOOK = 10
"""Seconds between two looks whether the office's key was changed."""
PORTION = 20
"""So many sheets are made before it is looked again what is missing."""


def _sweep(instance: Instance) -> None:
    papers.sweep(instance.office, instance.clock())


TASKS: tuple[Callable[[Instance], None], ...] = (_sweep,)
"""What is done, in this order. Each may be done by several processes at once, and twice."""


def daily(instance: Instance, tasks: Sequence[Callable[[Instance], None]] = TASKS) -> None:
    """Do it all once. What fails is told by its kind alone and hinders nothing else."""
    for task in tasks:
        try:
            task(instance)
        except Exception as error:
            LOG.error("caretaking: %s in %s", type(error).__name__, task.__name__.strip("_"))


def sheets_ahead(instance: Instance, portion: int = PORTION) -> int:
    """Make some of the sheets that are missing for today, and then for tomorrow, so that nobody waits for them in the
    morning; gives how many were made.
    """
    from wellfounded.web.ask import today
    from wellfounded.web.lines.sheets import MAKERS

    now = instance.clock()
    on = today(laws.find(instance.law), now)
    for day in (on, on + timedelta(1)):
        if made := sheets.ahead(instance.office, now, day, MAKERS, portion):
            return made
    return 0


class Beside:
    """The process beside those that answer: begun, looked after, ended by the one that serves. `begin`: begins one and
    gives its number.
    """

    def __init__(self, instance: Instance, begin: Callable[[Instance], int] | None = None) -> None:
        self._instance, self._begin = instance, begin or beside
        self._number, self._deaths = 0, list[float]()

    def begin(self) -> None:
        """Begin it."""
        self._number = self._begin(self._instance)

    def look(self) -> None:
        """Begin it again if it has died; but not more often than `MOST` times in an hour, for what dies at once each
        time would only take the time of those that answer.
        """
        if not self._number or self._lives():
            return
        now = time.monotonic()
        self._deaths = [at for at in self._deaths if now - at < HOUR] + [now]
        self._number = 0
        if len(self._deaths) > MOST:
            LOG.error("caretaking: it died %s times within an hour, and is not begun again", len(self._deaths))
            return
        LOG.error("caretaking: it died, and is begun again")
        self.begin()

    def end(self) -> None:
        """End it."""
        if self._number:
            with suppress(ProcessLookupError):
                os.kill(self._number, signal.SIGTERM)

    def _lives(self) -> bool:
        try:
            return os.waitpid(self._number, os.WNOHANG)[0] == 0
        except ChildProcessError:
            return False  # the server heard of its end before


def beside(instance: Instance) -> int:
    """Begin a process that takes care of the instance beside those that answer, with what they leave of the
    processors; gives its number. It ends with the one that began it.
    """
    parent = os.getpid()
    number = os.fork()
    if number:
        return number
    try:
        _apart()
        _keep(instance, parent)
    finally:
        os._exit(0)


def _apart() -> None:
    """Hold nothing of the process that began this one: not its signals, and not the door on which it listens."""
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGCHLD):
        signal.signal(name, signal.SIG_DFL)
    os.closerange(3, 1024)
    os.nice(10)


def _keep(instance: Instance, parent: int) -> None:
    due, rest = 0.0, FIRST
    while _rested(instance, parent, rest):
        if time.monotonic() >= due:
            daily(instance)
            due = time.monotonic() + DAY
        try:
            rest = 0 if sheets_ahead(instance) else PAUSE
        except Exception as error:
            LOG.error("caretaking: %s in sheets", type(error).__name__)
            rest = PAUSE


def _rested(instance: Instance, parent: int, seconds: int) -> bool:
    """Rest for so many seconds. Whether to go on: the process that began this one is still there, and the office's key
    is the one that it has; if the key was changed, the website ends.
    """
    for second in range(seconds + 1):
        if second:
            time.sleep(1)
        if os.getppid() != parent:
            return False
        if second % LOOK == 0 and _changed(instance):
            key_changed.end()
            return False
    return True


def _changed(instance: Instance) -> bool:
    try:
        return key_changed.changed(instance.office)
    except Exception as error:
        LOG.error("caretaking: %s in looking", type(error).__name__)
        return False
