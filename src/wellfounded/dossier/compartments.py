"""The compartments of a case, and where a fact or an event belongs if nobody says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

IDENTITY, CLAIM, HEALTH, INTIMATE = "identity", "claim", "health", "intimate"
PRIVILEGED, DELIBERATION, DISCLOSED = "privileged", "deliberation", "disclosed"

COMPARTMENTS: Mapping[str, str] = MappingProxyType(
    {
        IDENTITY: "who the person is, and how to reach them safely",
        CLAIM: "what happened, and what is claimed",
        HEALTH: "health, of body and mind",
        INTIMATE: "sexual orientation, gender and violence: sealed from relatives too",
        PRIVILEGED: "what is between the person and counsel",
        DELIBERATION: "what those who decide think, before they decide",
        DISCLOSED: "what other institutions were given or gave",
    }
)
ACCESS = "access"
"""Beside these, every case has one chain of its own for grants, links, holds and erasures."""

BY_MEMBERS = frozenset({PRIVILEGED, DELIBERATION})
"""Whose keys only members hold: the office cannot open them, nor be made to."""

INTIMATE_FACTS = frozenset(
    {
        "gender_identity",
        "harm_by_family",
        "others_force_marriage",
        "others_threaten_mutilation",
        "reason_gender",
        "safe_if_behaves",
        "sexual_orientation",
        "would_hide_what_is_fundamental",
    }
)
"""Facts that no relative on the same file reads, in any legal order."""

IDENTITY_KEYS = frozenset({"title", "note"})
"""Of the head of a case file, what may name the person."""


def of_fact(name: str) -> str:
    """The compartment of a fact."""
    return INTIMATE if name in INTIMATE_FACTS else CLAIM
