"""The refugee travel document: who is owed one, and for how long it is valid."""

from __future__ import annotations

from datetime import date

from wellfounded.law.jp.recognition import recognised, recognised_in_either_way
from wellfounded.law.jp.removal_order import in_japan, removal_order_stands
from wellfounded.law.jp.sources import ACT_56_2023, ICRRA
from wellfounded.logic.periods import Period
from wellfounded.rules.facts import Facts, asks, last
from wellfounded.rules.order import Change, Duty
from wellfounded.rules.rule import rule
from wellfounded.rules.terms import ON, DayTerm, Proposition, last_day, parameter

DOCUMENT = ICRRA("61-2-12", on="2005-05-16", renumbered={"2024-06-10": "61-2-15"})
VALIDITY = ACT_56_2023("16", on="2024-06-10")

ONE_YEAR = parameter(
    "longest_travel_document_until_2024",
    Period(length=1, unit="years", first_day="excluded", month_end="last_day"),
    "The time for which a refugee travel document issued before 10 June 2024 is valid",
    DOCUMENT,
    VALIDITY,
)
FIVE_YEARS = parameter(
    "longest_travel_document",
    Period(length=5, unit="years", first_day="excluded", month_end="last_day"),
    "The longest time for which a refugee travel document is valid",
    DOCUMENT,
)


class TravelDocument(Facts):
    """What the law asks about the refugee travel document."""

    travel_document_asked: DayTerm = asks(
        "On which day was a refugee travel document last asked for?", last("travel_document_asked")
    )
    travel_document_issued: DayTerm = asks(
        "On which day was a refugee travel document last issued?", last("travel_document_issued")
    )
    travel_document_until: DayTerm = asks(
        "Until which day is the refugee travel document valid?", last("travel_document_issued", "until")
    )
    travel_document_refused: DayTerm = asks(
        "On which day was the refugee travel document last refused?", last("travel_document_refused")
    )
    harm_to_japan_feared: Proposition = asks(
        "Does the minister find that the person might act against the interest or security of Japan?"
    )


@rule(cites=[DOCUMENT], since="1982-01-01", checked="2026-11-23")
def travel_document_owed(document: TravelDocument) -> Proposition:
    """The person is recognised as a refugee and in Japan, so a travel document must be issued on asking."""
    return recognised() & in_japan() & ~document.harm_to_japan_feared


@rule(cites=[DOCUMENT], since="1982-01-01", checked="2026-11-23")
def travel_document_awaited(document: TravelDocument) -> Proposition:
    """A refugee travel document was asked for, is owed, and has been neither issued nor refused yet."""
    return (
        document.travel_document_asked.happened
        & ~(document.travel_document_issued >= document.travel_document_asked)
        & ~(document.travel_document_refused >= document.travel_document_asked)
        & travel_document_owed()
    )


@rule(cites=[DOCUMENT], since="1982-01-01", checked="2026-11-23")
def travel_document_valid(document: TravelDocument) -> Proposition:
    """The person holds a refugee travel document that is valid."""
    return document.travel_document_issued.happened & ~(document.travel_document_until < ON) & recognised()


# A document issued before 10 June 2024 keeps its time; that this was one year is general knowledge of the field.
@rule(
    cites=[DOCUMENT, VALIDITY],
    since="1982-01-01",
    until="2024-06-10",
    by=TravelDocument.travel_document_issued,
    checked="2026-11-23",
    confidence="known",
)
def travel_document_longest_day(document: TravelDocument) -> DayTerm:
    """The refugee travel document can be valid until {travel_document_longest_day}, for one year."""
    return last_day(ONE_YEAR, document.travel_document_issued)


@travel_document_longest_day.version(
    cites=[DOCUMENT], since="2024-06-10", by=TravelDocument.travel_document_issued, checked="2026-11-23"
)
def travel_document_longest_day_2024(document: TravelDocument) -> DayTerm:
    """The refugee travel document can be valid until {travel_document_longest_day}, for one to five years."""
    return last_day(FIVE_YEARS, document.travel_document_issued)


@rule(
    cites=[ICRRA("61-2-13", on="2005-05-16", renumbered={"2024-06-10": "61-2-16"})],
    since="1982-01-01",
    checked="2026-11-23",
    confidence="known",
)
def certificates_to_be_handed_back(document: TravelDocument) -> Proposition:
    """A removal order was issued against the recognised person, who must hand the certificates back."""
    return recognised_in_either_way() & removal_order_stands()


DUTIES = (
    Duty("authority", "Issue the refugee travel document that was asked for", travel_document_awaited),
    Duty(
        "applicant", "Hand back the certificate of recognition and the travel document", certificates_to_be_handed_back
    ),
)
CHANGES = (
    Change(date(2024, 6, 10), "A refugee travel document can be valid for one to five years.", (DOCUMENT, VALIDITY)),
)
