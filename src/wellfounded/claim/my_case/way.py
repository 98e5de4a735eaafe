"""Where is my case? The steps with the one that is lit, and what comes next. An open stage is said to be open."""

from __future__ import annotations

from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.my_case import sentences as say
from wellfounded.claim.my_case.answers import Sentence, Step, StepState, Where
from wellfounded.readings.reasons import Settled
from wellfounded.rules.guide import Guide, Place, Verdict

MOST_NAMED = 3
"""Of more places than these, naming each would help nobody."""


def where(line: CaseLine, guide: Guide) -> Where:
    """Where the current application is."""
    possible = [guide.stages[name] for name in guide.stages if name in line.current.stage]
    steps = _steps(line, guide, {place.step for place in possible})
    if len(possible) != 1:
        perhaps = tuple(Sentence(place.says) for place in possible) if len(possible) <= MOST_NAMED else ()
        return Where(False, Sentence(say.ASK_WHERE), perhaps, steps, (), (), ())
    place = possible[0]
    says, next_ = _told(line, place)
    return Where(True, Sentence(says), (), steps, _said(next_), _said(place.if_yes), _said(place.if_no))


def _said(sentences: tuple[str, ...]) -> tuple[Sentence, ...]:
    return tuple(Sentence(sentence) for sentence in sentences)


def _told(line: CaseLine, place: Place) -> tuple[str, tuple[str, ...]]:
    """What a place says, and what comes next; after a judgment, by who lost something in it."""
    verdict = place.verdict
    if verdict is None:
        return place.says, place.next
    lost = {side: _lost(line, verdict, side) for side in ("applicant", "authority")}
    if lost["authority"] == "met" and lost["applicant"] in ("met", "not_met"):
        return (verdict.partly if lost["applicant"] == "met" else verdict.won), verdict.next_won
    if lost == {"authority": "not_met", "applicant": "met"}:
        return verdict.lost, verdict.next_lost
    return place.says, place.next


def _lost(line: CaseLine, verdict: Verdict, side: str) -> Settled:
    """Whether a side lost something in the judgment: only then the remedy against it is that side's."""
    found = [r for r in line.current.remedies if r.remedy.name == verdict.by and r.remedy.who == side]
    return found[0].available.settled if found else "open"


def _steps(line: CaseLine, guide: Guide, lit: set[str]) -> tuple[Step, ...]:
    names = list(guide.steps)
    first = min((names.index(name) for name in lit), default=0)
    state: StepState = "now" if len(lit) == 1 else "perhaps"
    return tuple(
        Step(name, words, state if name in lit else _passed(line, guide, name, n < first))
        for n, (name, words) in enumerate(guide.steps.items())
    )


def _passed(line: CaseLine, guide: Guide, step: str, before: bool) -> StepState:
    """Whether a step that is not lit was gone through, by what the file records of the current application."""
    if not before:
        return "later"
    events = (e for e in line.timeline if e.kind in guide.passed.get(step, ()) and e.application == line.current.id)
    return "done" if any(events) else "passed_over"
