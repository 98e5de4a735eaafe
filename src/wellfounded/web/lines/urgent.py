"""What must be seen before anything else is done in a case: what makes it urgent, and how the person is reached without
harm."""

from __future__ import annotations

from typing import Any

from wellfounded.dossier.kinds import latest, standing
from wellfounded.dossier.records import Record
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import BadInput
from wellfounded.readings.words import Words
from wellfounded.web.ask import Ask
from wellfounded.web.forms.sections import FLAG_WORDS, LABELS

REACHED = ("channel", "address", "hours", "never_say", "must_not_know", "note")


def urgent(ask: Ask, records: tuple[Record, ...]) -> list[dict[str, Any]]:
    """The flags that stand, as far as they are open to the reader: words, since when, and the note."""
    return [
        {
            "words": ask.say(FLAG_WORDS[str(one.body["flag"])]),
            "day": known(one.body.get("day")),
            "note": str(one.body.get("note", "")),
        }
        for one in standing(records, "flag")
    ]


def reached(ask: Ask, records: tuple[Record, ...]) -> list[tuple[str, str]]:
    """How the person is reached, and what must not be said to whom: labels, and what is on file."""
    told = latest(records, "contact")
    return [(ask.say(LABELS[name]), str(told[name])) for name in REACHED if told.get(name)]


def known(text: object) -> Day | None:
    """A day that stands on a record, as far as it is known; None where there is none, or it cannot be read."""
    try:
        return parse_day(str(text)) if text else None
    except BadInput:
        return None


def spanned(words: Words, text: object) -> str:
    """A day of a record as a reader sees it: `2021-02` is February 2021. What cannot be read stays as written."""
    found = known(text)
    return words.span(found) if found else str(text or "")
