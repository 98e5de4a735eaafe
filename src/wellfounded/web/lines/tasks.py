"""What a task says: what somebody wrote, or, of a kind, the words of the kind in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from wellfounded.readings.words import Words

ASKED: Mapping[str, str] = MappingProxyType(
    {
        "corrected": "The applicant corrects something in the file. Read the message, and enter what is right.",
        "contact_changed": "The applicant changed how they can be reached. Read it before anybody writes or calls.",
        "consent_withdrawn": "The applicant withdrew a consent. Tell whoever was given something under it.",
        "paper_given": "The applicant added a paper. Look at it among the evidence.",
    }
)
"""What the office has to do after an applicant did something, by the kind of the task."""
WRITTEN_BEFORE = frozenset(ASKED.values())
"""Tasks of before there were kinds hold the sentence itself."""


def said(words: Words, body: Mapping[str, Any]) -> str:
    """What a task says. What somebody wrote is repeated as it was written."""
    kind, what = str(body.get("kind", "")), str(body.get("what", ""))
    if kind in ASKED:
        return words.say(ASKED[kind])
    return words.say(what) if what in WRITTEN_BEFORE else what
