"""A claim that a change moves, explained by the person reading: what each law says of it, and why they part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wellfounded.caseload.compare import Comparison, Example
from wellfounded.caseload.table.one_case import to_case
from wellfounded.claim.record import Record, record
from wellfounded.readings.person import Row
from wellfounded.readings.reasons import Finding
from wellfounded.readings.values import MET
from wellfounded.readings.words import Words

SENTENCES = 4
"""How many sentences tell each side."""
Told = tuple[str, str, str]
"""An answer, a sentence, and its citations."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One claim before and after. The sentences are those on which the two laws part, the answer asked about first."""

    claim: str
    application: str
    question: str
    before: str
    after: str
    reasons_before: tuple[Told, ...]
    reasons_after: tuple[Told, ...]


def explained(found: Comparison, example: Example, words: Words) -> Explained:
    """Read the claim of an example under both laws."""
    change, on = found.change, found.days.on
    case = to_case(example.batch, example.claim, change.before, found.days.complete)
    before, after = record(change.before, case, on), record(change.after, case, on)
    one, two = _row(before, example), _row(after, example)
    parted = list(_parted(before, after, one, two, example.question.rules))[:SENTENCES]
    sides = ((before, one), (after, two))
    told = [
        tuple(_told(made, name, row, words) for name in parted if name in made.reader.law.rules) for made, row in sides
    ]
    return Explained(
        example.batch.claims[example.claim],
        example.application,
        example.question.subject,
        example.before,
        example.after,
        told[0],
        told[1],
    )


def _row(made: Record, example: Example) -> Row:
    return next((row for row in made.rows if row.name == example.application), made.rows[-1])


def _parted(before: Record, after: Record, one: Row, two: Row, rules: tuple[str, ...]) -> Iterator[str]:
    """The rules on which the two laws part: those asked about, then those below them that answer otherwise.

    A rule that only one of the laws has is a reason where it is met.
    """
    todo, seen = list(rules), set[str]()
    sides = ((before, one), (after, two))
    while todo:
        name = todo.pop(0)
        there = [(made, row) for made, row in sides if name in made.reader.law.rules]
        if name in seen or not there:
            continue
        seen.add(name)
        values = [made.reader.reading.value(name, row) for made, row in there]
        if values[0] != values[-1] if len(there) == len(sides) else values[0] == MET:
            yield name
            todo += sorted(frozenset().union(*(made.reader.law.depends(name) for made, _ in there)))


def _told(made: Record, name: str, row: Row, words: Words) -> Told:
    finding: Finding = made.reader.explanation.finding(name, row)
    cites = "; ".join(dict.fromkeys(words.cite(cite, made.on) for cite in finding.cites))
    answer = finding.truth.value if finding.type == "truth" else finding.type
    return answer, words.say(finding.words, **finding.args), cites
