"""Sentences that a figure brings with it, said later in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wellfounded.readings.words import Words
from wellfounded.statistics.amounts import Amount
from wellfounded.statistics.places import Place, name


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with its values."""

    template: str
    args: Mapping[str, object]

    def said(self, words: Words) -> str:
        """The sentence in a language. Numbers with thousands set apart; a year is given as text."""
        return words.say(self.template, **{key: written(arg, words) for key, arg in self.args.items()})


def say(template: str, /, **args: object) -> Sentence:
    """A sentence to be said later. The template is a literal, so that it can be translated."""
    return Sentence(template, args)


def written(value: object, words: Words) -> object:
    """A value as it stands in a sentence: 1,618; 289 (269–309); the name of a country; a list with commas."""
    if isinstance(value, Sentence):
        return value.said(words)
    if isinstance(value, Place):
        return name(value, words.lang)
    if isinstance(value, Amount):
        return ranged(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        numbers = all(isinstance(one, int) for one in value)
        joint = "、" if words.lang == "ja" else " and " if numbers else ", "
        return joint.join(str(words.value(written(one, words))) for one in value)
    return value


def ranged(amount: Amount) -> str:
    """An amount as it is printed, with the range that its rounding leaves: 289 (269–433)."""
    if amount.exact:
        return f"{amount.printed:,}"
    return f"{amount.printed:,} ({amount.least:,}–{amount.most:,})"
