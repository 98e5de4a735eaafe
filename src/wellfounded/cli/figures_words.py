"""The words of `wellfounded figures`: what measures, bases and breaks are called, and how a line is printed."""

from __future__ import annotations

from typing import Any

MEASURES = {
    "recognised": "recognised as refugees",
    "recognised_at_first_instance": "recognised at first instance",
    "recognised_on_review": "recognised on review",
    "protected": "allowed to stay, all statuses",
    "complementary": "complementary protection",
    "humanitarian": "stay on other humanitarian grounds",
    "other_protection": "other protection",
    "refused": "refusals",
    "refused_at_first_instance": "refused at first instance",
    "refused_on_review": "refused on review",
    "closed": "closed without a decision on the merits",
    "closed_at_first_instance": "closed at first instance",
    "applications": "applications for recognition",
    "complementary_applications": "applications for complementary protection",
    "review_requests": "requests for review",
    "resettled": "resettled from abroad",
    "ceiling": "ceiling on resettlement from abroad",
    "admitted": "admitted under the ceiling",
    "pending_at_first_instance": "waiting at first instance at the end of the year",
    "pending_on_review": "waiting on review at the end of the year",
}
"""What a measure is called."""
LEVEL_UNSAID = ("recognised", "protected", "complementary", "humanitarian", "other_protection", "refused", "closed")
"""Measures whose words do not say at which level was decided."""
BASIS = {"convention": "Refugee status under the Convention", "protection": "Every status that lets the person stay"}
"""What a comparison stands on."""
BREAKS = {
    "moved_status": "a status moved",
    "closed_cases": "closed cases",
    "levels": "levels",
    "unit": "unit",
    "digit_slip": "a digit",
    "origin_dropped": "an origin missing",
    "break": "break",
}
"""A break in two words."""


def line(out: Any, text: str, indent: int = 0, mark: str = "", style: str = "") -> None:
    """A line of the page; its wrapped rest stands under its text. What it holds is no markup."""
    from rich.markup import escape

    from wellfounded.cli.page import entry

    entry(out, escape(text), indent, mark, style)
