"""The guide of a legal order: what the applicant's own page says of its stages, remedies and duties, in plain words.

A sentence of a guide has at most fifteen words, speaks to the applicant, and names no number of days: those are
counted. It is said in every language of the applicant's page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a stage after a judgment says by who may attack it. `by`: the remedy that shows who lost something."""

    by: str
    won: str
    partly: str
    lost: str
    next_won: tuple[str, ...] = ()
    next_lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stage stands among the steps, what one says of it, and what comes next."""

    step: str
    says: str
    next: tuple[str, ...] = ()
    if_yes: tuple[str, ...] = ()
    if_no: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Doing:
    """What the applicant does for a remedy or a duty: what, where, and what to bring."""

    do: str
    where: str = ""
    bring: tuple[str, ...] = ()
    if_they_may_too: str = ""
    """What is said instead where the authority may do the same against the same judgment."""
    if_not_known: str = ""
    """What is asked of the applicant where the file does not tell whether it is to be done."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide. `steps`: a name and its word, in their order; `passed`: the kinds of event by which each is done.

    `remedies` and `duties` say what the applicant does, by the name of the remedy and of the rule that owes the duty;
    `left_to_the_lawyer`: those that the page does not name. `authority_may`: by the name of the remedy, with {day}.
    `protections`: why nobody may send the person away, by the rule that is met, the plainest first.
    `until`: what ends that, with {day}.
    """

    steps: Mapping[str, str]
    passed: Mapping[str, tuple[str, ...]]
    stages: Mapping[str, Place]
    remedies: Mapping[str, Doing] = field(default_factory=dict)
    duties: Mapping[str, Doing] = field(default_factory=dict)
    left_to_the_lawyer: frozenset[str] = frozenset()
    authority_may: Mapping[str, str] = field(default_factory=dict)
    protections: Mapping[str, str] = field(default_factory=dict)
    until: str = ""

    def sentences(self) -> dict[str, None]:
        """Every sentence and word of the guide once, in a stable order."""
        found: list[str] = [*self.steps.values()]
        for place in self.stages.values():
            found += [place.says, *place.next, *place.if_yes, *place.if_no]
            if place.verdict:
                said = place.verdict
                found += [said.won, said.partly, said.lost, *said.next_won, *said.next_lost]
        for doing in (*self.remedies.values(), *self.duties.values()):
            found += [doing.do, doing.where, *doing.bring, doing.if_they_may_too, doing.if_not_known]
        found += [*self.authority_may.values(), *self.protections.values(), self.until]
        return dict.fromkeys(sentence for sentence in found if sentence)
