"""Names of files as they are shown: never a path, and nothing that turns text round or hides. Kept as given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from wellfounded.dossier.papers.kinds import KINDS

LONGEST, LONGEST_KEPT = 100, 1000
JOINERS = "\u200c\u200d"
"""Persian and several Indian scripts need them."""
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.I)
SENTENCES: Mapping[str, str] = {
    "turned": "The name holds signs that turn text round, so that an ending can look like another; they are left out.",
    "hidden": "The name holds signs that cannot be seen; they are left out.",
    "folders": "The name holds folders; only its last part is shown.",
    "signs": "The name holds signs that mean something to a machine; a line stands in their place.",
    "reserved": "The name is one that machines keep for themselves; a line stands before it.",
    "long": "The name is too long; its middle is left out.",
    "ending": "The ending of the name is not that of its content; the right one stands after it.",
    "none": "The file has no name.",
}
"""What was changed in a name that is shown."""
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SIGNS = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was given and as it is shown. `changed`: keys of `SENTENCES`."""

    given: str
    shown: str
    changed: tuple[str, ...]


def name(given: str, kind: str) -> Name:
    """The name of a file of a kind."""
    given = given.encode("utf-8", "backslashreplace").decode()[:LONGEST_KEPT]
    made, changed = given, []

    def change(why: str, other: str) -> None:
        nonlocal made
        if other != made:
            made = other
            changed.append(why)

    change("turned", _TURNING.sub("", made))
    change("hidden", "".join(s for s in made if s in JOINERS or unicodedata.category(s) not in HIDING))
    made = unicodedata.normalize("NFC", made)
    change("folders", re.split(r"[/\\\u2215\u2044\uff0f\uff3c]", made.rstrip("/\\"))[-1])
    change("signs", _SIGNS.sub("_", made))
    change("reserved", re.sub(r"^(?=\.|~)", "_", made.strip(" ")).rstrip(". "))
    if RESERVED.fullmatch(made):
        change("reserved", f"_{made}")
    if not made:
        changed = [*changed, "none"] if not given.strip() else changed
        made = "_"
    if kind in KINDS and not made.lower().endswith(KINDS[kind].endings):
        change("ending", made + KINDS[kind].endings[0])
    if len(made) > LONGEST:
        _, dot, ending = made.rpartition(".")
        ending = dot + ending if len(ending) <= 8 else made[-8:]
        change("long", made[: LONGEST - len(ending) - 1] + "…" + ending)
    return Name(given, made, tuple(dict.fromkeys(changed)))


HIDING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"})
"""Kinds of signs that are not seen: control, format, halves of signs, ends of lines, unassigned, private."""
