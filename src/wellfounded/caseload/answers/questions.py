"""The main questions of a caseload, answered for every row of a block: stage, remedies, removal, duties, assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from wellfounded.claim.case_line import State, remedy_state
from wellfounded.logic.errors import BadInput
from wellfounded.readings.columns.reading import Block, ColumnsReading
from wellfounded.readings.columns.values import category_bits, day_arrays, is_array, truth_bytes
from wellfounded.readings.values import FIRST_DAY, MET, NOT_MET, OPEN
from wellfounded.rules.order import LegalOrder, Remedy

Unit = Literal["application", "person"]
Codes = NDArray[Any] | int
STATES: tuple[State, ...] = ("not_yet", "open", "taken", "lapsed", "unavailable", "unknown")
_NOT_YET, _OPEN, _TAKEN, _LAPSED, _UNAVAILABLE, _UNKNOWN = range(6)
WINDOWS = ("0-7", "8-14", "15-30", "31-90", "91-", "may_be_past", "no_day")
"""Days that are left to the earliest last day; it may be past; no day follows from what is recorded."""
_ENDS = np.array([8, 15, 31, 91], np.int64)
NOT_LIVE = len(WINDOWS)
ANSWERS = ("not_met", "open", "met")


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Something asked of every claim. `unit`: of each application, or of the person, by the current application.

    `measure` and `subject` name it in a table. `rules`: those that answer it.
    """

    measure: str
    subject: str
    unit: Unit
    rules: tuple[str, ...]
    remedy: Remedy | None = None


def main_questions(law: LegalOrder) -> tuple[Question, ...]:
    """What is asked of a caseload, in the order in which it is shown."""
    removal = law.removal
    return (
        Question("stage", "stage", "application", (law.stage.name,)),
        *(Question("remedies", name_of(r, law), "application", _rules(r), r) for r in law.remedies),
        Question("removal", "barred", "person", (removal.barred.name,)),
        Question("removal", "ground", "person", (removal.ground.name,)),
        Question("removal", "treated_as_barred", "person", (removal.barred.name, removal.treated_as_barred.name)),
        *(Question("duties", name, "person", (name,)) for name in dict.fromkeys(d.owed.name for d in law.duties)),
        *(Question("assessment", name, "person", (rule.name,)) for name, rule in law.assessment.items()),
    )


def name_of(remedy: Remedy, law: LegalOrder) -> str:
    """The name of a remedy in a table. Where both sides have one of that name, with the side: appeal:authority."""
    alike = [one for one in law.remedies if one.name == remedy.name]
    return remedy.name if len(alike) == 1 or remedy.who == "applicant" else f"{remedy.name}:{remedy.who}"


def asked(law: LegalOrder, names: Iterable[str]) -> tuple[Question, ...]:
    """The questions that names ask: a rule of truth or category, `stage`, `barred`, a remedy."""
    main = {question.subject: question for question in main_questions(law)}
    return tuple(_asked(law, name, main) for name in names)


def _asked(law: LegalOrder, name: str, main: dict[str, Question]) -> Question:
    if name in main:
        return main[name]
    if name in law.rules and law.rules[name].type in ("truth", "category"):
        return Question("rules", name, "application", (name,))
    from difflib import get_close_matches

    known = [*main, *(n for n, rule in law.rules.items() if rule.type in ("truth", "category"))]
    near = get_close_matches(name, known, 4, 0.5) or known[:4]
    text = "{law} has no rule {rule} that is met, open or not met. Close to it: {near}."
    raise BadInput(text, law=law.id, rule=name, near=", ".join(near))


def _rules(remedy: Remedy) -> tuple[str, ...]:
    rules = (remedy.available, remedy.starts, remedy.last_day, remedy.taken)
    return tuple(rule.name for rule in rules if rule is not None)


def facts_of(reading: ColumnsReading, rules: Iterable[str]) -> frozenset[str]:
    """The facts that rules reach."""
    found: set[str] = set()
    seen: set[int] = set()
    todo = [reading.rule(name) for name in rules]
    while todo:
        expression = todo.pop()
        if id(expression) not in seen:
            seen.add(id(expression))
            if expression.op == "fact":
                found.add(expression.held.name)
            todo.extend(expression.parts)
    return frozenset(found)


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """The answers of a block to one question: a code for each row, or one for all, into `names`.

    `open`: the codes that leave the question open.
    """

    codes: Codes
    names: tuple[str, ...]
    open: tuple[int, ...]

    def is_open(self, size: int) -> NDArray[np.bool_]:
        """The rows in which the question is open."""
        if not isinstance(self.codes, np.ndarray):
            return np.full(size, self.codes in self.open)
        found: NDArray[np.bool_] = np.isin(self.codes, self.open)
        return found


def answer(block: Block, question: Question) -> Answered:
    """What the rows of a block answer to a question."""
    if question.remedy is not None:
        return Answered(states(block, question.remedy), STATES, (_UNKNOWN,))
    if question.subject == "treated_as_barred":
        return Answered(_treated(block, *question.rules), ANSWERS, (OPEN,))
    column, name = block.value(question.rules[0]), question.rules[0]
    if block.reading.rule(name).type == "category":
        return _category(block, name, column)
    return Answered(truth_bytes(column, block.size) if is_array(column) else int(column), ANSWERS, (OPEN,))


def _category(block: Block, name: str, column: Any) -> Answered:
    vocabulary = block.reading.vocabulary(name)
    if not is_array(column):
        return Answered(0, ("|".join(sorted(column)),), (0,) if len(column) != 1 else ())
    bits, codes = np.unique(category_bits(column, block.size, vocabulary), return_inverse=True)
    values = [[value for i, value in enumerate(vocabulary) if int(one) >> i & 1] for one in bits]
    several = tuple(i for i, value in enumerate(values) if len(value) != 1)
    return Answered(codes, tuple("|".join(sorted(value)) for value in values), several)


def _treated(block: Block, barred: str, treated: str) -> Codes:
    """To be treated as barred: barred, or open and so treated by the law."""
    one, two = block.value(barred), block.value(treated)
    if not is_array(one) and not is_array(two):
        return MET if one == MET or (one == OPEN and two == MET) else NOT_MET
    one, two = truth_bytes(one, block.size), truth_bytes(two, block.size)
    return np.where((one == MET) | ((one == OPEN) & (two == MET)), np.uint8(MET), np.uint8(NOT_MET))


def _remedy_columns(block: Block, remedy: Remedy) -> tuple[Any, Any, Any, Any]:
    last = block.value(remedy.last_day.name) if remedy.last_day else None
    return block.value(remedy.available.name), block.value(remedy.starts.name), last, block.value(remedy.taken.name)


def states(block: Block, remedy: Remedy) -> Codes:
    """The state of a remedy in each row, as numbers of `STATES`: what `remedy_state` says of one."""
    columns = _remedy_columns(block, remedy)
    available, starts, last, taken = columns
    on = block.on
    if not any(map(is_array, columns)) and not isinstance(on, np.ndarray):
        return STATES.index(remedy_state(on, available, starts, last, taken))
    available, taken = truth_bytes(available, block.size), truth_bytes(taken, block.size)
    low, high, comes = day_arrays(starts, block.size)
    sure = (available == MET) & (taken == NOT_MET) & (comes == MET) & (high <= on)
    state = np.full(block.size, _UNKNOWN, np.uint8)
    if last is None:
        state[sure] = _OPEN
    else:
        first, end, ends = day_arrays(last, block.size)
        past = (ends != NOT_MET) & (end < on)
        state[sure & ((ends == NOT_MET) | (on <= first)) & ~past] = _OPEN
        state[past & (taken == NOT_MET)] = _LAPSED
    state[available == NOT_MET] = _UNAVAILABLE
    state[(comes == NOT_MET) | (low > on)] = _NOT_YET
    state[taken == MET] = _TAKEN
    return state


def windows(block: Block, told: Block, remedy: Remedy, state: Codes) -> Codes:
    """How many days are left of each remedy that is or may be open, as numbers of `WINDOWS`; else `NOT_LIVE`.

    `told`: the block as it is by what is recorded alone, as if it were complete. The day is that of the case line.
    """
    if not isinstance(state, np.ndarray):
        if state not in (_OPEN, _UNKNOWN):
            return NOT_LIVE
        state = np.full(block.size, state, np.uint8)
    result = np.full(block.size, NOT_LIVE, np.uint8)
    live = (state == _OPEN) | (state == _UNKNOWN)
    result[live] = WINDOWS.index("no_day")
    if remedy.last_day is None or not live.any():
        return result
    as_told = states(told, remedy) if told is not block else state
    if not isinstance(as_told, np.ndarray):
        as_told = np.full(block.size, as_told, np.uint8)
    recorded = (as_told != _NOT_YET) & (as_told != _UNAVAILABLE)
    starts, *_ = day_arrays(told.value(remedy.starts.name), block.size)
    last, _, comes = day_arrays(told.value(remedy.last_day.name), block.size)
    dated = live & recorded & (comes != NOT_MET) & (starts > FIRST_DAY)
    left = last.astype(np.int64) - block.on
    result[dated] = np.searchsorted(_ENDS, left[dated], side="right")
    result[dated & (left < 0)] = WINDOWS.index("may_be_past")
    return result


def overdue(block: Block) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Of each duty with a day: the rows in which it is owed and its day is past."""
    for duty in block.reading.law.duties:
        if duty.by is None:
            continue
        owed, by = block.value(duty.owed.name), block.value(duty.by.name)
        if not is_array(owed) and owed != MET:
            continue
        _, end, comes = day_arrays(by, block.size)
        yield duty.owed.name, (truth_bytes(owed, block.size) == MET) & (comes == MET) & (end < block.on)
