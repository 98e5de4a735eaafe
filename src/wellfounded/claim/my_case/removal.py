"""May I be sent away now? "No" only where a rule that is not in doubt forbids it; "yes" never: then the lawyer acts."""

from __future__ import annotations

from wellfounded.claim.case_line import CaseLine
from wellfounded.claim.my_case import sentences as say
from wellfounded.claim.my_case.answers import RemovalAnswer, Sentence
from wellfounded.readings.reasons import Finding, doubts
from wellfounded.readings.values import MET
from wellfounded.readings.words import NamedDay
from wellfounded.rules.guide import Guide

_ORDER = {
    "met": (say.ORDERED, say.ASK_THE_COURT),
    "not_met": (say.NOT_ORDERED, say.CALL_IF_ORDERED),
    "open": (say.PERHAPS_ORDERED, say.SHOW_PAPERS),
}


def removal(line: CaseLine, guide: Guide) -> RemovalAnswer:
    """The answer on removal with its reasons."""
    found = line.removal
    doubtful = found.because.confidence == "doubtful" or bool(doubts([found.because]))
    if found.barred == "met" and not doubtful:
        until = found.until.earliest if found.until else None
        why = [Sentence(_protection(found.because, guide) or say.PROTECTED)]
        if until and until < line.on:
            why.append(Sentence(say.CAN_END))
        elif until and guide.until:
            why.append(Sentence(guide.until, {"day": NamedDay.of(until)}))
        return RemovalAnswer("no", Sentence(say.NO), (*why, Sentence(say.CALL_IF_CHANGED)), until)
    not_there = [
        Sentence(say.NOT_THERE, doubtful=finding.confidence == "doubtful")
        for _, finding in found.warnings
        if finding.rule == line.law.removal.destination.name
    ]
    if found.ground == "not_met" and found.ground_because.confidence != "doubtful" and found.ordered == "not_met":
        why = [Sentence(say.NOT_ORDERED), Sentence(say.CALL_IF_CHANGED)]
        return RemovalAnswer("no_ground", Sentence(say.NO_GROUND), (*why, *not_there), None)
    why = [Sentence(order) for order in _ORDER["open" if found.ordered == "not_tried" else found.ordered]]
    if doubtful:
        why.insert(0, Sentence(say.LAW_UNCLEAR, doubtful=True))
    elif found.barred == "open":
        why.insert(0, Sentence(say.FILE_UNCLEAR))
    return RemovalAnswer("ask", Sentence(say.ASK_TODAY, doubtful=doubtful), (*why, *not_there), None)


def _protection(found: Finding, guide: Guide) -> str:
    """Why nobody may send the person away: of the rules that are met and decide it, the plainest."""
    met = set(_met(found))
    return next((says for rule, says in guide.protections.items() if rule in met), "")


def _met(found: Finding) -> list[str]:
    if found.value != MET:
        return []
    return [found.rule, *(rule for reason in found.because for rule in _met(reason))]
