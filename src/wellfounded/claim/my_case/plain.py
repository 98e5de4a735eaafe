"""The applicant's page as plain data in a language, for `--json` and for pages: each sentence with its language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wellfounded.claim.my_case import sentences as say
from wellfounded.claim.my_case.answers import MyCase, Sentence, StepState, Task
from wellfounded.readings.words import Words

Plain = dict[str, Any]
STATES: dict[StepState, str] = {
    "done": say.DONE,
    "now": say.NOW,
    "perhaps": say.PERHAPS,
    "later": say.LATER,
    "passed_over": say.PASSED_OVER,
}
"""What a screen reader says of a step."""


def plain(found: MyCase, words: Words) -> Plain:
    """The page. A text holds its furigana where the language has them (`readings.words_ruby`)."""
    at, to = found.where, found.removal
    return {
        "on": found.on.isoformat(),
        "language": words.lang,
        "reviewed": words.reviewed,
        "where": {
            "settled": at.settled,
            "says": sentence(at.says, words),
            "perhaps": _all(at.perhaps, words),
            "steps": [
                {
                    "step": step.name,
                    "words": sentence(Sentence(step.words), words),
                    "state": step.state,
                    "state_words": sentence(Sentence(STATES[step.state]), words),
                }
                for step in at.steps
            ],
            "next": _all(at.next, words),
            "if_yes": _all(at.if_yes, words),
            "if_no": _all(at.if_no, words),
        },
        "tasks": [_task(task, words) for task in found.tasks],
        "nothing": _all(found.nothing, words),
        "authority_may": _all(found.authority_may, words),
        "removal": {
            "answer": to.answer,
            "says": sentence(to.says, words),
            "why": _all(to.why, words),
            "until": to.until.isoformat() if to.until else None,
        },
    }


def sentence(one: Sentence, words: Words) -> Plain:
    """A sentence in the language, or in that which stands in for it."""
    said = words.said(one.template, **one.args)
    return {"text": said.text, "tag": said.tag, "direction": said.direction, "doubtful": one.doubtful}


def _all(sentences: Iterable[Sentence], words: Words) -> list[Plain]:
    return [sentence(one, words) for one in sentences]


def _task(task: Task, words: Words) -> Plain:
    return {
        "task": task.name,
        "do": sentence(task.do, words),
        "by": task.by.isoformat() if task.by else None,
        "by_words": words.weekday_and_day(task.by) if task.by else None,
        "days_left": task.left,
        "soon": task.soon,
        "notes": _all(task.notes, words),
        "where": sentence(task.where, words) if task.where else None,
        "bring": _all(task.bring, words),
    }
