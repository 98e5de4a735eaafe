"""One paper: its viewing copy, its original as a file to keep, and its chain of custody with a form for each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from wellfounded.dossier import papers
from wellfounded.dossier.access import Projection
from wellfounded.dossier.grants import Refused
from wellfounded.dossier.papers import Paper
from wellfounded.dossier.papers.binder import Bound, exhibit_of, file_name
from wellfounded.dossier.papers.scanning import CLEAN, FOUND, SENTENCES
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput, WellfoundedError
from wellfounded.rules.order import LegalOrder
from wellfounded.web.ask import Ask
from wellfounded.web.exhibits import fields, shown
from wellfounded.web.forms.fields import Entry, wrong
from wellfounded.web.forms.rooms import address, open_to
from wellfounded.web.gate import page
from wellfounded.web.instance import served
from wellfounded.web.lines.naming import number_of
from wellfounded.web.lines.opening import told
from wellfounded.web.pages.evidence import READERS, WRITERS

PICTURES = {"jpeg": "image/jpeg", "png": "image/png"}
MOST_TEXT = 20_000
"""Signs of a text that stand on the page; the whole is in the original."""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a step. `opened`: it was sent and something in it is wrong."""

    step: str
    words: str
    entries: tuple[Entry, ...]
    mistake: str = ""
    opened: bool = False


@page("case/<case:case>/evidence/paper/<slug:paper>/", "evidence_paper", READERS)
def one(ask: Ask, paper: str) -> HttpResponse:
    """A paper with all that is known of it."""
    made = ask.read()
    return _page(ask, made, shown.asked_paper(made, paper))


@page("case/<case:case>/evidence/paper/<slug:paper>/step/", "evidence_step", WRITERS, ("POST",))
def step(ask: Ask, paper: str) -> HttpResponse:
    """Put a step on record: of the chain of custody, a copy that is made now, another look by the scanner."""
    made = ask.read()
    found = shown.asked_paper(made, paper)
    if found.compartment not in open_to(ask):
        raise Refused("This is not open to this role.")
    wanted = ask.field("step", 20)
    if wanted in ACTS:
        return ask.back(_home(ask, found), ACTS[wanted](ask, found))
    if wanted not in fields.ORDER:
        raise BadInput("This form was not sent whole. Go back, load the page again and send it once more.")
    law = told(made, ()).law
    form = _form(ask, made, wanted, found)
    entries = fields.given(ask, form.entries)
    mistake = ""
    if not wrong(entries):
        proves = _proves(ask, law) if wanted == "corrected" else None
        try:
            _record(ask, found, wanted, fields.said(wanted, entries, found, proves))
        except Refused:
            raise
        except WellfoundedError as error:
            mistake = ask.words.error(error)
        else:
            where = address(ask, "evidence/") if wanted == fields.TAKEN_BACK else _home(ask, found)
            return ask.back(where, "It is on record.")
    return _page(ask, made, found, Form(wanted, form.words, entries, mistake, opened=True), 400)


def _record(ask: Ask, paper: Paper, step: str, said: dict[str, Any]) -> None:
    if step == fields.TAKEN_BACK:
        ask.add([Draft(paper.compartment, "strike", {"id": paper.record, "reason": said["reason"]})])
        return
    papers.custody(ask.office, ask.member, ask.on.case, ask.on.purpose, paper, step, said, txn=ask.txn(), now=ask.now)


def _proves(ask: Ask, law: LegalOrder | None) -> list[str]:
    return [name for name in ask.request.POST.getlist("proves") if law and name in law.elements]


def _copied(ask: Ask, paper: Paper) -> str:
    if paper.copy is None:
        papers.make_copy(ask.office, ask.member, ask.on.case, ask.on.purpose, paper, ask.now)
    return "It is on record."


def _scanned(ask: Ask, paper: Paper) -> str:
    where = served().scanner
    if not where:
        raise BadInput("No virus scanner is set up. Ask whoever runs the office.")
    scanner = papers.Clamd(where)
    found = papers.scan_again(
        ask.office, ask.member, ask.on.case, ask.on.purpose, paper, scanner, txn=ask.txn(), now=ask.now
    )
    return SENTENCES[found.state] if found.state != FOUND else "A virus scanner found something harmful in it."


ACTS: dict[str, Callable[[Ask, Paper], str]] = {"copied": _copied, "scan": _scanned}
"""What is done with one button, and gives the sentence that says so."""


# What the page shows.


def _home(ask: Ask, paper: Paper) -> str:
    return address(ask, f"evidence/paper/{paper.id}/")


def _form(ask: Ask, made: Projection, step: str, paper: Paper) -> Form:
    others = [(p.id, shown.name_of(ask, p)) for p in papers.list_of(made) if p.id != paper.id]
    return Form(step, ask.say(fields.STEP_WORDS[step]), fields.step_entries(ask, step, paper, others))


def _page(ask: Ask, made: Projection, paper: Paper, sent: Form | None = None, status: int = 200) -> HttpResponse:
    law = told(made, ()).law
    writes = paper.compartment in open_to(ask)
    forms = [_form(ask, made, step, paper) for step in fields.ORDER] if writes else []
    proved = _proves(ask, law) if sent and sent.step == "corrected" else paper.told.proves
    copy = paper.copy
    pages = range(1, len(copy.pages) + 1) if copy and copy.held else ()
    text = bool(copy and copy.pages and copy.pages[0].kind == "text")
    return ask.render("evidence_paper.html", {
        "here": "evidence",
        "number": number_of(made.case, made.records),
        "paper": shown.whole(ask, paper, law, papers.list_of(made)),
        "sheets": [] if text else [(n, address(ask, f"evidence/paper/{paper.id}/copy/{n}/")) for n in pages],
        "text": _text(ask, paper) if text else "",
        "uncopied": copy is None and writes,
        "scannable": bool(served().scanner) and writes and paper.scan.state not in (CLEAN, FOUND),
        "original": address(ask, f"evidence/paper/{paper.id}/original/"),
        "step": address(ask, f"evidence/paper/{paper.id}/step/"),
        "forms": [sent if sent and sent.step == form.step else form for form in forms],
        "dates": fields.DATES,
        "elements": [(name, words, name in proved) for name, words in fields.elements(ask, law)],
        "back": address(ask, "evidence/"),
    }, status)  # fmt: skip


def _text(ask: Ask, paper: Paper) -> str:
    """A text as it is read on the page."""
    _, pieces = papers.open_copy(ask.office, ask.member, ask.on.case, ask.on.purpose, paper, 1, ask.now)
    whole = b"".join(pieces).decode("utf-8", "replace")
    return whole if len(whole) <= MOST_TEXT else whole[:MOST_TEXT] + "\n…"


@page("case/<case:case>/evidence/paper/<slug:paper>/copy/<int:number>/", "evidence_copy", READERS)
def copy(ask: Ask, paper: str, number: int) -> HttpResponse:
    """A page of the viewing copy, as a picture; that it was read is on record."""
    found = shown.asked_paper(ask.read(), paper)
    drawn, pieces = papers.open_copy(ask.office, ask.member, ask.on.case, ask.on.purpose, found, number, ask.now)
    return HttpResponse(b"".join(pieces), content_type=PICTURES.get(drawn.kind, "text/plain; charset=utf-8"))


@page("case/<case:case>/evidence/paper/<slug:paper>/original/", "evidence_original", READERS, ("GET", "POST"))
def original(ask: Ask, paper: str) -> Any:
    """What the original may carry, first; then the bytes as they were received, as a file to keep and never as a
    page.
    """
    made = ask.read()
    found = shown.asked_paper(made, paper)
    if ask.request.method == "GET":
        return ask.render("evidence_original.html", {
            "here": "evidence",
            "number": number_of(made.case, made.records),
            "paper": shown.whole(ask, found, told(made, ()).law, ()),
            "back": _home(ask, found),
        })  # fmt: skip
    harmful = ask.field("harmful", 3) == "yes"
    pieces = papers.open_original(
        ask.office, ask.member, ask.on.case, ask.on.purpose, found, ask.now, harmful=harmful
    )  # fmt: skip
    given = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    given["Content-Length"] = str(found.held.size)
    given["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=_name(found))
    given["X-Content-Type-Options"] = "nosniff"
    return given


def _name(paper: Paper) -> str:
    """As the list of hashes names it, if it has a number in court."""
    exhibit = exhibit_of(paper)
    return file_name(Bound(exhibit, paper, proposed=False)) if exhibit else paper.name.shown
