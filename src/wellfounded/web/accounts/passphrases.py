"""Which passphrases members may choose: long ones of any signs, but none that everybody tries first."""

from __future__ import annotations

import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator

from wellfounded.dossier.access import ROLES
from wellfounded.dossier.sealing import acceptable
from wellfounded.logic.errors import BadInput

LONGEST = 400
"""The most signs of a passphrase. A longer one is refused, never cut."""
REMAINING = 8
"""So many signs must be left when the words of this place and the member's own are taken away."""
OF_THIS_PLACE = frozenset(
    {"wellfounded", "passphrase", "password", "office", "refugee", "asylum", "lawyer", "case", "file", "legal", "aid"}
) | frozenset(ROLES)
"""Words that whoever guesses tries first. They may stand in a passphrase, but do not make one."""


def chosen(passphrase: str, *own: str) -> str:
    """The passphrase, if it may be chosen. `own`: names of whom it is for. Refuses (`BadInput`) what is too short or
    too long, what many have chosen, and what is made of names and of words of this place.
    """
    acceptable(passphrase)
    if len(passphrase) > LONGEST:
        raise BadInput("A passphrase has at most {most} signs. Choose a shorter one.", most=LONGEST)
    if _common(passphrase) or len(_without(passphrase, *own)) < REMAINING:
        raise BadInput(
            "This passphrase is among those that are tried first. Choose four or five words that have nothing to do "
            "with you or this office."
        )
    return passphrase


def _without(passphrase: str, *own: str) -> str:
    rest = _plain(passphrase)
    names = {word for name in own for word in re.split(r"[\W_]+", name.casefold()) if len(word) > 2}
    for word in sorted(OF_THIS_PLACE | names, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest


def _plain(passphrase: str) -> str:
    return "".join(passphrase.casefold().split())


def _common(passphrase: str) -> bool:
    return not {passphrase.lower().strip(), _plain(passphrase)}.isdisjoint(_listed())


@cache
def _listed() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)
