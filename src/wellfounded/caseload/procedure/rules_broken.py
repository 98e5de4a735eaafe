"""Breaches that rules of the law find, in the columns of many applications."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from wellfounded.readings.columns.values import day_arrays, is_array, truth_bytes
from wellfounded.readings.values import MET, NOT_MET, OPEN
from wellfounded.rules.breaches import Breach
from wellfounded.rules.nodes import Node, walk
from wellfounded.rules.order import LegalOrder
from wellfounded.rules.rule import Rule

if TYPE_CHECKING:
    from wellfounded.caseload.fold.folding import FactBlock
    from wellfounded.readings.columns.reading import Block


class RuleFound(NamedTuple):
    """The rows where a breach is met or open: whether excused, remedied; its day; and which text of its rule."""

    row: NDArray[np.int64]
    state: NDArray[np.uint8]
    excused: NDArray[np.uint8]
    remedied: NDArray[np.uint8]
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    text: NDArray[np.int64]


class RulesBroken:
    """The breaches that rules of a law find, ready to be held against blocks."""

    def __init__(self, law: LegalOrder) -> None:
        self._law = law
        self.needed = frozenset(self._facts())
        """The facts that these rules reach."""
        self._person = frozenset(one.name for one in law.breaches if self._of_person(one))

    def _facts(self) -> Iterator[str]:
        seen: set[str] = set()
        for one in self._law.breaches:
            for asked in (one.rule, one.excused, one.remedied):
                if asked is not None:
                    yield from self._below(asked().node, seen)
            yield from self._below(one.on.node, seen)

    def _below(self, node: Node, seen: set[str]) -> Iterator[str]:
        for part in walk(node):
            if part.op == "fact":
                yield part.args[0].name
            elif part.op == "rule" and part.args[0] not in seen:
                seen.add(part.args[0])
                yield from self._below(self._law.rules[part.args[0]].tree(), seen)

    def _of_person(self, one: Breach) -> bool:
        """Whether the breach is of the person and not of one application: its event is one of the person."""
        return bool(one.event) and self._law.kinds[one.event].scope == "person"

    def silent(self, one: Breach, given: Collection[str]) -> bool:
        """Whether nobody can see the breach, since the file says nothing of the facts in which it shows."""
        return bool(one.seen_in) and not any(term.node.args[0].name in given for term in one.seen_in)

    def of(self, one: Breach, facts: FactBlock, block: Block) -> RuleFound | None:
        """The rows of a block that break a rule; None where none can."""
        # What has no day is no breach: mostly nobody did such a thing, and then the rule need not be asked at all.
        day = block.of(one.on.node)
        if not is_array(day) and day[2] == NOT_MET:
            return None
        met = block.value(one.rule.name)
        if not is_array(met) and met == NOT_MET:
            return None
        state = truth_bytes(met, facts.size)
        rows = np.flatnonzero(state)
        if one.name in self._person and len(rows):
            rows = _once(rows, state, facts.row_claim)
        if not len(rows):
            return None
        low, high, comes = (column[rows] for column in day_arrays(day, facts.size))
        low, high = low * (comes != NOT_MET), high * (comes != NOT_MET)
        return RuleFound(
            rows,
            state[rows],
            _at(block, one.excused, facts.size, rows),
            _at(block, one.remedied, facts.size, rows),
            low,
            high,
            _text(block, one.rule, facts.size, rows),
        )


def _once(rows: NDArray[np.int64], state: NDArray[np.uint8], claim: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each claim one row: the first where it is met, else the first where it is open."""
    order = np.lexsort((rows, MET - state[rows], claim[rows]))
    sorted_claims = claim[rows][order]
    return np.sort(rows[order][np.r_[True, sorted_claims[1:] != sorted_claims[:-1]]])


def _at(block: Block, asked: Rule[Any] | None, size: int, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    if asked is None:
        return np.full(len(rows), NOT_MET, np.uint8)
    return truth_bytes(block.value(asked.name), size)[rows]


def _text(block: Block, broken: Rule[Any], size: int, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Which text of a rule governs each row: the newest whose selector is not certainly unmet."""
    found = np.zeros(len(rows), np.int64)
    if len(broken.versions) == 1:
        return found
    left = np.ones(len(rows), np.bool_)
    for version in sorted(broken.versions, key=lambda v: v.since, reverse=True):
        selects = np.full(size, MET, np.uint8)
        if version.selector is not None:
            selects = truth_bytes(block.of(version.selector), size)
        here = left & (selects[rows] >= OPEN)
        found[here] = broken.versions.index(version)
        left &= ~here
    return found
