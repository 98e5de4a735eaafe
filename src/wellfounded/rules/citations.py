"""Sources of law, citations with their days, and how sure a statement of law is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from wellfounded.logic.errors import WrongCall

Confidence = Literal["verified", "known", "doubtful"]
CONFIDENCES: tuple[Confidence, ...] = ("verified", "known", "doubtful")


def weakest(*confidences: Confidence) -> Confidence:
    """The least sure of several marks: a conclusion is as sure as its weakest step."""
    return max(confidences, key=CONFIDENCES.index, default="verified")


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of a legal order's list of sources: a statute, an ordinance, a judgment, a notice."""

    id: str
    title: str
    abbreviation: str
    kind: Literal["treaty", "statute", "ordinance", "judgment", "guidance", "practice", "report"]
    checked: date
    original: str = ""
    """The title in the language of the legal order."""
    read_in: str = ""
    """Where the text was read, in words or as an address."""

    def __call__(self, article: str, *, on: str, renumbered: dict[str, str] | None = None) -> Citation:
        """A place in this source as numbered on the day `on`, with its later numbers by the day they took effect."""
        numbers = [(date.fromisoformat(on), article)]
        numbers += [(date.fromisoformat(day), number) for day, number in (renumbered or {}).items()]
        if numbers != sorted(numbers):
            raise WrongCall(
                "The numbers of {source} {article} are not in the order of time.", source=self.id, article=article
            )
        return Citation(self, tuple(numbers))


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source, with the day from which each of its numbers holds."""

    source: Source
    numbers: tuple[tuple[date, str], ...]

    def article(self, on: date) -> str:
        """The number in force on a day; before the first, the first."""
        found = self.numbers[0][1]
        for since, number in self.numbers:
            if since <= on:
                found = number
        return found

    def text(self, on: date) -> str:
        """The citation as one writes it on a day."""
        return f"{self.source.abbreviation} {self.article(on)}".strip()
