"""The applicant's papers: a list; a paper is given only after a page that says what a telephone may keep."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpResponse

from wellfounded.dossier import papers
from wellfounded.dossier.papers import Paper
from wellfounded.logic.errors import BadInput
from wellfounded.web.ask import Ask


def warned(ask: Ask) -> HttpResponse:
    """What a telephone may keep of a paper, before it is given."""
    from wellfounded.web.pages.my_case import closed

    paper = _asked(ask)
    size = max(1, round(paper.held.size / 1000))
    return ask.render("my_case/paper.html", {**closed(ask.request), "paper": paper, "size": size})


def taken(ask: Ask) -> HttpResponse:
    """The paper as it was received, to keep. Its name says nothing."""
    paper = _asked(ask)
    pieces = papers.open_original(ask.office, ask.member, ask.on.case, ask.on.purpose, paper, ask.now)
    given = HttpResponse(b"".join(pieces), content_type="application/octet-stream")
    ending = papers.KINDS[paper.kind].endings[0] if paper.kind in papers.KINDS else PurePath(paper.name.shown).suffix
    given["Content-Disposition"] = f'attachment; filename="{paper.number}{ending}"'
    return given


def _asked(ask: Ask) -> Paper:
    wanted = ask.field("paper", 64)
    found = next((paper for paper in papers.list_of(ask.read()) if paper.id == wanted), None)
    if found is None:
        raise BadInput("There is no such paper in your file.")
    return found
