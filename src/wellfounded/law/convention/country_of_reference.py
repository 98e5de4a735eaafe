"""The country whose protection counts: the person is outside it, and no other nationality protects them."""

from __future__ import annotations

from wellfounded.law.convention.questions import Origin
from wellfounded.law.convention.sources import CONVENTION
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import Proposition


@rule(
    cites=[CONVENTION("1A(2), second sentence", on="1954-04-22")],
    since="1954-04-22",
    checked="2026-11-23",
)
def another_nationality_protects(origin: Origin) -> Proposition:
    """The person could use the protection of another country of which they are a national."""
    # each nationality counts as a country of its own: a fear of one does not help where another protects
    return origin.other_nationality_protects


@rule(
    cites=[CONVENTION("1A(2)", on="1954-04-22")],
    since="1954-04-22",
    checked="2026-11-23",
)
def outside_country(origin: Origin) -> Proposition:
    """The person is outside their country, and no other nationality protects them."""
    return origin.outside_own_country & ~another_nationality_protects()
