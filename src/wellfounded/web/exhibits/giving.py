"""Papers that the applicant gave through their own page: what the record says of that, and how a reader is told it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wellfounded.readings.words import Words

BY_APPLICANT, ON_OWN_PAGE = "the applicant", "through the applicant's own page"
"""From whom such a paper was received, and how it came."""
GIVEN: Mapping[str, str] = MappingProxyType({BY_APPLICANT: BY_APPLICANT, ON_OWN_PAGE: ON_OWN_PAGE})


def said(words: Words, told: str) -> str:
    """From whom a paper was received, or how it came, in the reader's language; what somebody wrote, as it was
    written.
    """
    return words.say(GIVEN[told]) if told in GIVEN else told
