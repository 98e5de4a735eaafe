"""What an instance does for itself, in a process beside those that answer: it sweeps up what broken uploads left, and
makes the sheets of today and of tomorrow before anybody asks.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from wellfounded import law as laws
from wellfounded.dossier import papers, sheets
from wellfounded.web.instance import Instance

LOG = logging.getLogger("wellfounded.web")
DAY = 24 * 60 * 60.0
FIRST = 30
"""Seconds after the start before the first sheets are made: who comes first is answered first."""
PAUSE = 300
"""Seconds between two looks for sheets that are missing."""
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
    while _rested(parent, rest):
        if time.monotonic() >= due:
            daily(instance)
            due = time.monotonic() + DAY
        try:
            rest = 0 if sheets_ahead(instance) else PAUSE
        except Exception as error:
            LOG.error("caretaking: %s in sheets", type(error).__name__)
            rest = PAUSE


def _rested(parent: int, seconds: int) -> bool:
    """Rest for so many seconds; whether the process that began this one is still there."""
    for _ in range(seconds):
        if os.getppid() != parent:
            return False
        time.sleep(1)
    return os.getppid() == parent
