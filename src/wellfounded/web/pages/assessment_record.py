"""Recording a finding of one's own on an element, and laying the reasons of others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse

from wellfounded.claim import contract
from wellfounded.claim.case_line import CaseLine
from wellfounded.dossier import assessments, kinds, papers
from wellfounded.dossier.assessments import Row
from wellfounded.dossier.compartments import CLAIM, INTIMATE, of_fact
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.web.ask import Ask
from wellfounded.web.assessing.shown import FINDINGS, WHOSE
from wellfounded.web.exhibits.shown import name_of
from wellfounded.web.forms.fields import Entry, filled, kept, with_error, wrong
from wellfounded.web.forms.rooms import address, open_to
from wellfounded.web.gate import page
from wellfounded.web.lines.opening import Told, read, told
from wellfounded.web.pages.evidence import WRITERS

NEEDS_REASON = "A finding that something is not met needs a reason. Write it."
SHUT = "What this names is kept where you may not write. Leave it out, or ask whoever represents the person."


@dataclass(frozen=True, slots=True)
class Choices:
    """Boxes to tick: the name of the field, the words above it, and each value with its words."""

    name: str
    label: str
    offered: tuple[tuple[str, str], ...]
    chosen: frozenset[str]
    by_law: bool = False


@page("case/<case:case>/assessment/<slug:element>/", "assessment_record", WRITERS, ("GET", "POST"))
def record(ask: Ask, element: str) -> HttpResponse:
    """The form of a finding, with the last one that was recorded; sending it records a new one beside it."""
    case, line, row, writes = _asked(ask, element)
    boxes, entries, mistake = _boxes(ask, case, line, row, writes), _entries(ask, line, row, writes), ""
    if ask.request.method == "POST":
        boxes = tuple(replace(box, chosen=_ticked(ask, box)) for box in boxes)
        entries = filled(ask, entries)
        body = _body(element, entries, boxes)
        if body.get("finding") == "not_met" and not body["reason"] and not wrong(entries):
            entries = with_error(entries, "reason", ask.say(NEEDS_REASON))
        if not wrong(entries):
            sealed = any(entry.name == "sealed" and entry.value for entry in entries)
            try:
                _save(ask, assessments.draft(line.law, body, sealed), writes)
            except Refused:
                raise
            except WellfoundedError as error:
                mistake = ask.words.error(error)
            else:
                return ask.back(address(ask, "assessment/") + f"#{element}", "The finding is on record.")
    return _form(ask, case, line, row, {"entries": entries, "boxes": boxes, "mistake": mistake})


@page("case/<case:case>/assessment/<slug:element>/beside/", "assessment_beside", WRITERS, ("GET", "POST"))
def beside(ask: Ask, element: str) -> HttpResponse:
    """The form for what a refusal, a review or a court said of an element."""
    case, line, row, writes = _asked(ask, element)
    if CLAIM not in writes:
        raise Refused("This is not open to this role.")
    found = papers.list_of(case.seen)
    numbers = tuple((p.label, name_of(ask, p)) for p in found if p.compartment == CLAIM)
    entries: tuple[Entry, ...] = (
        Entry("whose", ask.say("Whose reasons"), "choice", needed=True, choices=_said(ask, WHOSE)),
        Entry("reason", ask.say("What was said of this element"), "long", needed=True,
              hint=ask.say("Who may read the claim reads this. Nothing intimate belongs here.")),
        Entry("day", ask.say("Day of the decision or judgment"), "day"),
        Entry("paper", ask.say("In which paper"), "choice", choices=(("", ask.say("Not said")), *numbers)),
    )  # fmt: skip
    if ask.request.method == "POST":
        entries = filled(ask, entries)
        if not wrong(entries):
            body = {entry.name: kept(entry) for entry in entries if entry.value}
            ask.add([kinds.draft("laid_beside", {**body, "element": element})])
            return ask.back(address(ask, "assessment/") + f"#{element}", "It is laid beside the element.")
    return _form(ask, case, line, row, {"entries": entries, "laying": True})


def _said(ask: Ask, table: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, ask.say(sentence)) for key, sentence in table.items())


def _asked(ask: Ask, element: str) -> tuple[Told, CaseLine, Row, frozenset[str]]:
    """The case, its line, the row of the element, and where something of it can be written."""
    case = told(*read(ask))
    writes = open_to(ask) & frozenset(assessments.ROOMS)
    if not writes:
        raise Refused("This is not open to this role.")
    line = case.line(ask.asked_day(case.law))
    row = next((one for one in assessments.rows(case.seen, line) if one.name == element), None)
    if row is None:
        raise Http404
    return case, line, row, writes


def _form(ask: Ask, case: Told, line: CaseLine, row: Row, more: dict[str, Any]) -> HttpResponse:
    finding = row.element.finding
    failed = bool(wrong(more["entries"]) or more.get("mistake"))
    return ask.render("assessment_record.html", {
        "here": "assessment",
        "number": case.number,
        "what": ask.law_words.say(finding.words, **finding.args),
        "answer": row.answer,
        "said": ask.say(FINDINGS[row.answer]),
        "back": address(ask, "assessment/") + f"#{row.name}",
        **more,
    }, 400 if failed else 200)  # fmt: skip


def _entries(ask: Ask, line: CaseLine, row: Row, writes: frozenset[str]) -> tuple[Entry, ...]:
    own = row.own
    cites = "; ".join(cite["text"] for cite in contract.cites(row.element.finding.cites, line.on, ask.law_words))
    made = [
        Entry("finding", ask.say("Your finding"), "choice", needed=True, value=own.get("finding", "open"),
              choices=_said(ask, FINDINGS)),
        Entry("reason", ask.say("Reason"), "long", ask.say("Needed where you find that it is not met."),
              value=own.get("reason", "")),
        Entry("country", ask.say("Country information, one citation on each line"), "long",
              value="\n".join(own.get("country_information", ()))),
        Entry("guideline", ask.say("Paragraph of the law or the guideline"), value=own.get("guideline", cites)),
        Entry("credibility", ask.say("Credibility: what was believed, and why"), "long",
              value=own.get("credibility", "")),
        Entry("opposing", ask.say("What speaks against it"), "long", value=own.get("opposing", "")),
    ]  # fmt: skip
    if INTIMATE in writes:
        latest = row.recorded[-1].compartment if row.recorded else CLAIM
        hint = ask.say("It is sealed in any case where it names an intimate fact or paper.")
        value = "yes" if latest == INTIMATE else ""
        made.append(Entry("sealed", ask.say("Seal it from relatives"), "tick", hint, value=value))
    return tuple(made)


def _boxes(ask: Ask, case: Told, line: CaseLine, row: Row, writes: frozenset[str]) -> tuple[Choices, ...]:
    """The facts of the element and the papers, as far as a finding that names them can be written."""
    asked = [*assessments.stated_of(case.seen, line, row), *row.own.get("facts", ())]
    facts = {name: line.law.facts[name] for name in asked if name in line.law.facts}
    named = tuple((name, ask.law_words.say(fact.question)) for name, fact in facts.items() if of_fact(name) in writes)
    open_ = [p for p in papers.list_of(case.seen) if p.compartment in writes]
    shown = tuple((p.label, f"{name_of(ask, p)}: {p.told.title or p.name.shown}") for p in open_)
    proving = frozenset(p.label for p in row.papers)
    chosen = frozenset(row.own.get("papers", ())) if row.own else proving
    return (
        Choices("facts", ask.say("Facts relied on"), named, frozenset(row.own.get("facts", ())), by_law=True),
        Choices("papers", ask.say("Papers relied on"), shown, chosen),
    )


def _ticked(ask: Ask, box: Choices) -> frozenset[str]:
    return frozenset(ask.request.POST.getlist(box.name)) & frozenset(dict(box.offered))


def _body(element: str, entries: Sequence[Entry], boxes: Sequence[Choices]) -> dict[str, Any]:
    values = {entry.name: entry.value for entry in entries if entry.name not in ("sealed", "country")}
    lines = next(entry.value for entry in entries if entry.name == "country").splitlines()
    ticked = {box.name: [value for value, _ in box.offered if value in box.chosen] for box in boxes}
    country = [line.strip() for line in lines if line.strip()]
    return {"element": element, **values, **ticked, "country_information": country}


def _save(ask: Ask, draft: Draft, writes: frozenset[str]) -> None:
    if draft.compartment not in writes:
        raise BadInput(SHUT)
    ask.add([draft])
