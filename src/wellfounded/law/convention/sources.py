"""The list of sources of the Convention: the treaty, its Protocol, and how UNHCR reads them."""

from __future__ import annotations

from datetime import date

from wellfounded.rules.citations import Source

_READ = date(2026, 11, 23)
"""The day on which the copies named under `read_in` were compared."""

CONVENTION = Source(
    "convention-1951", "Convention relating to the Status of Refugees of 28 July 1951", "Convention", "treaty", _READ,
    "", "treaty texts of articles 1 and 33 as reprinted by UNHCR and in the Dutch treaty series",
)  # fmt: skip
PROTOCOL = Source(
    "protocol-1967", "Protocol relating to the Status of Refugees of 31 January 1967", "Protocol", "treaty", _READ,
    "", "treaty text as reprinted by UNHCR",
)  # fmt: skip
UNHCR_HANDBOOK = Source(
    "unhcr-handbook", "UNHCR, Handbook on Procedures and Criteria for Determining Refugee Status (1979, reissued 2019)",
    "UNHCR Handbook", "guidance", _READ, "", "contents and paragraphs 37-38; the rest from general knowledge",
)  # fmt: skip
GUIDELINES_GROUP = Source(
    "unhcr-guidelines-2", "UNHCR, Guidelines on International Protection no. 2: particular social group",
    "UNHCR Guidelines 2", "guidance", _READ, "", "the definition of the group, as quoted by UNHCR in later guidelines",
)  # fmt: skip
GUIDELINES_RELOCATION = Source(
    "unhcr-guidelines-4", "UNHCR, Guidelines on International Protection no. 4: internal flight (HCR/GIP/03/04)",
    "UNHCR Guidelines 4", "guidance", _READ, "", "title and purpose; its tests from general knowledge",
)  # fmt: skip
GUIDELINES_ORIENTATION = Source(
    "unhcr-guidelines-9", "UNHCR, Guidelines on International Protection no. 9: sexual orientation and gender identity",
    "UNHCR Guidelines 9", "guidance", _READ, "", "general knowledge",
)  # fmt: skip

SOURCES = (
    CONVENTION,
    PROTOCOL,
    UNHCR_HANDBOOK,
    GUIDELINES_GROUP,
    GUIDELINES_RELOCATION,
    GUIDELINES_ORIENTATION,
)
