"""The words of what a law names in short: fields of events, manners of notice, groups of questions."""

from __future__ import annotations

from wellfounded.readings.words import Words
from wellfounded.rules.facts import Facts
from wellfounded.web.ask import Ask

FIELD_WORDS = {
    "kind": "Which kind",
    "outcome": "Outcome",
    "until": "Until which day",
    "status": "Which status of residence",
    "with_application": "Handed in together with the application",
    "triage_class": "Class",
    "of": "Notice of what",
    "refused": "It was refused",
    "ground": "Ground",
    "clause": "Clause",
    "posted": "Day on which it was posted",
    "for_recognition": "How many were for recognition",
    "target": "Against what",
    "counsel": "Filed by counsel",
    "court": "Court",
    "result": "Result",
    "finds_refugee": "The court finds that the person is a refugee",
    "number": "Number of the court",
    "viewed": "Day on which it was viewed electronically",
    "on_whom": "Served on whom",
    "to": "To which court",
    "by": "By whom",
    "suspected": "Only suspected",
    "stage": "Before or after a removal order",
}
"""The fields that kinds of events have of their own."""

HOW_WORDS = {
    "in_person": "In person, at the counter",
    "post": "By post",
    "served": "Served",
    "electronic": "Electronically",
    "public_notice": "By public notice",
    "hand": "Handed over elsewhere",
}

GROUP_WORDS = {
    "Person": "The person",
    "Application": "The application",
    "Filing": "How the application was handed in",
    "Arrival": "How the person came",
    "Delay": "A late application",
    "Status": "Status of residence",
    "Triage": "Sorting into classes",
    "Inquiry": "The inquiry",
    "FirstInstance": "The decision at first instance",
    "Review": "The administrative review",
    "LateReview": "A late request for review",
    "InactionReview": "Review of inaction",
    "Counsellors": "The counsellors",
    "Suit": "The suit over the refusal",
    "OtherSuits": "Other suits",
    "ProvisionalRemedies": "Stays ordered by a court",
    "DistrictJudgment": "Judgment of the district court",
    "HighJudgment": "Judgment of the high court",
    "SupremeJudgment": "The Supreme Court",
    "Service": "Service of the judgments",
    "Appeal": "Appeals",
    "FinalAppeal": "Final appeals",
    "Finality": "Finality",
    "Effect": "Effect of a judgment",
    "SecondRound": "After a new refusal",
    "Recognition": "After recognition",
    "LongTermResidence": "Long-term residence",
    "RemovalProcedure": "The removal procedure",
    "SpecialPermission": "Special permission to stay",
    "TravelDocument": "The refugee travel document",
    "Cancellation": "Cancellation of recognition",
    "ProvisionalStay": "Provisional stay",
    "ProvisionalStayRefusal": "Grounds against provisional stay",
    "Conduct": "Life under provisional stay",
    "Materials": "Materials of a repeat application",
    "Gravity": "Sentences and grounds of security",
    "Detention": "Detention and supervision",
    "ProvisionalRelease": "Provisional release",
    "OrderToLeave": "Order to leave",
    "Danger": "Danger in the country of removal",
    "Origin": "Where the person comes from",
    "HarmByOthers": "Harm by persons and groups",
    "HarmByState": "Harm by the state",
    "Fear": "The fear",
    "Reason": "The reasons of the Convention",
    "Protection": "Protection, and safety elsewhere",
    "Exclusion": "Exclusion",
    "Cessation": "Cessation",
    "Proof": "Account and evidence",
}
"""The groups of questions of the legal orders that ship."""


def field_words(ask: Ask, name: str) -> str:
    """The label of a field of an event."""
    return ask.say(FIELD_WORDS[name]) if name in FIELD_WORDS else ask.words.value(name)


def how_words(ask: Ask) -> tuple[tuple[str, str], ...]:
    """The manners of notice, to choose from."""
    return (("", ask.say("Not said")), *((how, ask.say(HOW_WORDS[how])) for how in HOW_WORDS))


def group_words(ask: Ask, group: type[Facts]) -> str:
    """The heading of a group of questions."""
    return ask.say(GROUP_WORDS[group.__name__]) if group.__name__ in GROUP_WORDS else group.__name__


def value_words(words: Words, value: object) -> str:
    """A named value with a capital letter, as a choice shows it."""
    said = words.value(value)
    return said[:1].upper() + said[1:]
