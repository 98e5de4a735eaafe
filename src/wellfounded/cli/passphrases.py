"""Passphrases at the door: from a file descriptor, the environment or the terminal, never from the command line.

WELLFOUNDED_PASSPHRASE_FD names a file descriptor from which passphrases are read, one a line, in the order in which
they are asked for. WELLFOUNDED_PASSPHRASE and WELLFOUNDED_NEW_PASSPHRASE, WELLFOUNDED_MEMBER_PASSPHRASE and
WELLFOUNDED_BUNDLE_PASSPHRASE hold one each; another program of the same user can read them.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from typing import IO

from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words


@lru_cache(maxsize=1)
def _descriptor(number: str) -> IO[str]:
    try:
        return os.fdopen(int(number), encoding="utf-8")
    except (OSError, ValueError):
        raise BadInput("WELLFOUNDED_PASSPHRASE_FD does not name an open file descriptor.") from None


def passphrase(words: Words, ask: str, variable: str = "WELLFOUNDED_PASSPHRASE", new: bool = False) -> str:
    """A passphrase. `ask`: what the terminal shows; `new`: it is typed twice there."""
    if number := os.environ.get("WELLFOUNDED_PASSPHRASE_FD"):
        return _descriptor(number).readline().rstrip("\r\n")
    if (given := os.environ.get(variable)) is not None:
        return given
    if not sys.stdin.isatty():
        text = "A passphrase is needed. Ask from a terminal, or give it in {variable} or WELLFOUNDED_PASSPHRASE_FD."
        raise BadInput(text, variable=variable)
    from getpass import getpass

    typed = getpass(f"{words.say(ask)}: ")
    if new and getpass(f"{words.say('Once more')}: ") != typed:
        raise BadInput("The two passphrases differ. Nothing was done.")
    return typed
