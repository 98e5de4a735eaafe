"""The fields of a form: what was written stays, and a mistake is said beside the field in which it was made."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wellfounded.claim.case_file import counted
from wellfounded.logic.days import Day, parse_day
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.web.ask import Ask

Widget = Literal["text", "long", "day", "choice", "tick", "hidden"]
UNKNOWN = "unknown"
NEEDED = "This is needed. Fill it in."
TWICE = "The day is written in two ways. Leave one of the two empty."
NOT_OFFERED = "This is not one of the choices. Choose again."


@dataclass(frozen=True, slots=True)
class Entry:
    """A field. `label`, `hint`, `error`: in the reader's language already. `by_law`: the label is said by the law;
    `choices_by_law`: so are the choices that have a value.
    `prefix`: what makes its id the only one on a page with several forms. `unknown`: a day may be unknown.
    """

    name: str
    label: str
    widget: Widget = "text"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    value: str = ""
    error: str = ""
    echo: str = ""
    by_law: bool = False
    choices_by_law: bool = False
    prefix: str = ""
    unknown: bool = False
    longest: int = 4000
    focus: bool = False
    purpose: str = "off"

    @property
    def id(self) -> str:
        """The id of the field on the page."""
        return f"{self.prefix}{self.name}"

    @property
    def described(self) -> str:
        """The ids of what describes the field."""
        parts = (("hint", self.hint or self.widget == "day"), ("error", self.error), ("echo", self.echo))
        return " ".join(f"{self.id}-{part}" for part, there in parts if there)


def filled(ask: Ask, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The fields with what was sent, each with its mistake if it has one; the first mistake has the focus."""
    made = [_filled(ask, entry) for entry in entries]
    first = next((entry.name for entry in made if entry.error), "")
    return tuple(replace(entry, focus=bool(first) and entry.name == first) for entry in made)


def _filled(ask: Ask, entry: Entry) -> Entry:
    sent = ask.request.POST.get(entry.name, "").strip()
    try:
        text = ask.field(entry.name, entry.longest)
        if entry.widget == "day":
            return _day(ask, entry, text)
    except WellfoundedError as error:
        return replace(entry, value=sent[: entry.longest], error=ask.words.error(error))
    if entry.choices and text and text not in dict(entry.choices):
        return replace(entry, error=ask.say(NOT_OFFERED))
    return replace(entry, value=text, error=ask.say(NEEDED) if entry.needed and not text else "")


def _day(ask: Ask, entry: Entry, text: str) -> Entry:
    picked = ask.field(f"{entry.name}_picked", 20)
    if text and picked and text != picked:
        return replace(entry, value=text, error=ask.say(TWICE))
    written = text or picked
    if not written:
        return replace(entry, error=ask.say(NEEDED) if entry.needed else "")
    found = day_of(written, entry.unknown)
    said = ask.say("Understood: {day}", day=found) if found else ask.say("Understood: it happened, on an unknown day.")
    return replace(entry, value=written, echo=said)


def day_of(written: str, unknown: bool = True) -> Day | None:
    """The day that someone wrote, as far as it is known; None for an unknown one, where that may be."""
    text = unicodedata.normalize("NFKC", written).strip()
    if unknown and text.casefold() == UNKNOWN:
        return None
    if text.casefold() == UNKNOWN:
        raise BadInput("This day must be known at least to the year. Leave the field empty if it is not.")
    return counted(parse_day(text))


def kept(entry: Entry) -> str:
    """The value of a field as a record keeps it: of a day the one spelling of its kind."""
    if entry.widget != "day" or not entry.value:
        return entry.value
    found = day_of(entry.value, entry.unknown)
    return found.text if found else UNKNOWN


def wrong(entries: Iterable[Entry]) -> bool:
    """Whether a field has a mistake."""
    return any(entry.error for entry in entries)


def values(entries: Iterable[Entry]) -> dict[str, str]:
    """What the fields say, by name; empty ones are left out."""
    return {entry.name: kept(entry) for entry in entries if entry.value}


def with_error(entries: Sequence[Entry], name: str, error: str) -> tuple[Entry, ...]:
    """The fields with a mistake beside one of them, which has the focus."""
    return tuple(replace(e, error=error, focus=True) if e.name == name else replace(e, focus=False) for e in entries)
