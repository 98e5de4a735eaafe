"""What the applicant's page says, as frozen values: sentences, steps, tasks, and the answer on removal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

StepState = Literal["done", "now", "perhaps", "later", "passed_over"]
Answer = Literal["no", "no_ground", "ask"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its values, and whether it rests on a rule that is doubtful."""

    template: str
    args: Mapping[str, object] = field(default_factory=dict)
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way, and whether the case has come to it. `passed_over`: the case went on without it."""

    name: str
    words: str
    state: StepState


@dataclass(frozen=True, slots=True)
class Where:
    """Where the case is. `settled`: whether the stage is known; else `perhaps` says at which it may be."""

    settled: bool
    says: Sentence
    perhaps: tuple[Sentence, ...]
    steps: tuple[Step, ...]
    next: tuple[Sentence, ...]
    if_yes: tuple[Sentence, ...]
    if_no: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the applicant has to do, or can do until a day.

    `by`: the day to act by, which is the earliest that the last day can be; None where nothing tells it. `left`: the
    days until then. `soon`: that day is about to pass, or may have passed. `notes`: what one must know of the day.
    """

    name: str
    do: Sentence
    by: date | None
    left: int | None
    soon: bool
    notes: tuple[Sentence, ...]
    where: Sentence | None
    bring: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RemovalAnswer:
    """May I be sent away now? `no`: a rule forbids it. `no_ground`: nothing leads to it. `ask`: the lawyer, today."""

    answer: Answer
    says: Sentence
    why: tuple[Sentence, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class MyCase:
    """The applicant's page. `nothing`: what it says where there is no task, or where one cannot be excluded."""

    on: date
    where: Where
    tasks: tuple[Task, ...]
    nothing: tuple[Sentence, ...]
    authority_may: tuple[Sentence, ...]
    removal: RemovalAnswer

    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the page."""
        at, to = self.where, self.removal
        found = [at.says, *at.perhaps, *at.next, *at.if_yes, *at.if_no, *self.nothing, *self.authority_may]
        for task in self.tasks:
            found += [task.do, *task.notes, *([task.where] if task.where else []), *task.bring]
        return (*found, *(Sentence(step.words) for step in at.steps), to.says, *to.why)
