"""The assessment of a claim, element by element: what the law computes beside what people recorded of the same element.

Nothing here weighs or sums up. A finding of the law comes from the facts of the file; a recorded finding is somebody's
own, with a reason; the reasons of a refusal or a judgment are laid beside both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wellfounded.claim.case_line import CaseLine, Element
from wellfounded.claim.contract import answer
from wellfounded.dossier import kinds
from wellfounded.dossier.access import Projection
from wellfounded.dossier.compartments import CLAIM, HEALTH, INTIMATE, of_fact
from wellfounded.dossier.papers import Paper, list_of
from wellfounded.dossier.records import Draft, Record
from wellfounded.logic.errors import BadInput
from wellfounded.readings.reasons import FactFound, Finding
from wellfounded.rules.nodes import walk
from wellfounded.rules.order import LegalOrder

FINDINGS = ("met", "not_met", "open")
ROOMS = (CLAIM, HEALTH, INTIMATE)
"""Where an assessment may lie, the last the most closed."""


@dataclass(frozen=True, slots=True)
class Relied:
    """A fact on which a finding of the law rests. `stated`: the records that state it, oldest first."""

    found: FactFound
    stated: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An element of the definition. `answer`: as the law computes it (`met`, `not_met`, `open`); `recorded`: what
    people found, oldest first, the last of which counts; `papers`: those that are said to prove it or that a recorded
    finding names; `cited`: country information cited for it; `beside`: what a refusal, a review or a court said.
    """

    name: str
    element: Element
    answer: str
    relied: tuple[Relied, ...]
    recorded: tuple[Record, ...]
    papers: tuple[Paper, ...]
    cited: tuple[Record, ...]
    beside: tuple[Record, ...]

    @property
    def own(self) -> Mapping[str, Any]:
        """The recorded finding that counts; empty if nobody recorded one."""
        return self.recorded[-1].body if self.recorded else {}


def rows(made: Projection, line: CaseLine) -> tuple[Row, ...]:
    """The elements of the law, in its order, with what is open to this reader."""
    papers = list_of(made)
    recorded, beside = (_by_element(made, kind) for kind in ("assessment", "laid_beside"))
    cited = kinds.standing(made.records, "cites")
    stated = kinds.standing(made.records, "fact")
    return tuple(
        Row(
            element.name,
            element,
            answer(element.finding),
            tuple(_relied(element.finding, stated)),
            recorded.get(element.name, ()),
            tuple(p for p in papers if element.name in p.told.proves or _named(p, recorded.get(element.name, ()))),
            tuple(one for one in cited if element.name in one.body.get("proves", ())),
            beside.get(element.name, ()),
        )
        for element in line.elements
    )


def _by_element(made: Projection, kind: str) -> dict[str, tuple[Record, ...]]:
    found: dict[str, tuple[Record, ...]] = {}
    for record in kinds.standing(made.records, kind):
        name = str(record.body.get("element", ""))
        found[name] = (*found.get(name, ()), record)
    return found


def _named(paper: Paper, recorded: tuple[Record, ...]) -> bool:
    return bool(recorded) and paper.label in recorded[-1].body.get("papers", ())


def _relied(finding: Finding, stated: Iterable[Record]) -> Iterator[Relied]:
    told = tuple(stated)
    for found in facts_of(finding):
        of = tuple(r for r in told if r.body.get("fact") == found.fact.name and _of(r, found.application))
        yield Relied(found, of)


def _of(record: Record, application: str) -> bool:
    return str(record.body.get("application") or application) == application


def facts_of(finding: Finding) -> list[FactFound]:
    """The facts on which a finding rests, each once, in the order of its reasons."""
    found: dict[tuple[str, str], FactFound] = {}

    def gather(one: Finding) -> None:
        for fact in one.facts:
            found.setdefault((fact.application, fact.fact.name), fact)
        for reason in one.because:
            gather(reason)

    gather(finding)
    return list(found.values())


def below(law: LegalOrder, rule: str) -> dict[str, None]:
    """The names of a rule and of all rules that it asks, in the order in which they are met."""
    found: dict[str, None] = {}
    todo = [rule]
    while todo:
        name = todo.pop(0)
        if name not in found:
            found[name] = None
            todo += [node.args[0] for node in walk(law.rule(name).tree()) if node.op == "rule"]
    return found


def stated_of(made: Projection, line: CaseLine, row: Row) -> list[str]:
    """The facts that somebody stated and that the element asks about, after those on which its finding rests."""
    rules = below(line.law, line.law.elements[row.name].name)
    asked = {node.args[0].name for name in rules for node in walk(line.law.rule(name).tree()) if node.op == "fact"}
    told = [str(r.body.get("fact")) for r in kinds.standing(made.records, "fact")]
    return list(dict.fromkeys([*(one.found.fact.name for one in row.relied), *(n for n in told if n in asked)]))


def room_of(facts: Iterable[str], papers: Iterable[str], sealed: bool = False) -> str:
    """Where an assessment lies: beside the most closed of what it names. `papers`: their labels; `sealed`: wherever it
    is sealed from relatives.
    """
    named = {INTIMATE} if sealed else set()
    named |= {of_fact(fact) for fact in facts} | {label.rpartition(" ")[0] for label in papers}
    if named - set(ROOMS) - {"disclosed", "identity"}:
        raise BadInput("A paper that only members hold cannot be named in a finding. Describe it in a note.")
    return next((room for room in reversed(ROOMS) if room in named), CLAIM)


def draft(law: LegalOrder, body: Mapping[str, Any], sealed: bool = False) -> Draft:
    """A recorded finding. Refuses an element that the law does not have, and *not met* without a reason."""
    if body.get("element") not in law.elements:
        raise BadInput("{name} is no element of the definition.", name=body.get("element", ""))
    if body.get("finding") == "not_met" and not str(body.get("reason", "")).strip():
        raise BadInput("A finding that something is not met needs a reason. Write it.")
    return kinds.draft("assessment", body, room_of(body.get("facts", ()), body.get("papers", ()), sealed))
