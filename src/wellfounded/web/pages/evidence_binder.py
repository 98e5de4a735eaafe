"""The binder for a court: the exhibits in its numbering, the translations with who certifies them, and the hashes."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from django.http import HttpResponse

from wellfounded.dossier import papers
from wellfounded.dossier.access import Projection
from wellfounded.dossier.compartments import CLAIM, DISCLOSED
from wellfounded.dossier.papers import Bound
from wellfounded.dossier.papers.binder import SERIES
from wellfounded.web.ask import Ask
from wellfounded.web.exhibits import shown
from wellfounded.web.exhibits.fields import SERIES_WORDS
from wellfounded.web.forms.rooms import ROOMS, address, open_to
from wellfounded.web.gate import page
from wellfounded.web.lines.naming import number_of
from wellfounded.web.lines.opening import told
from wellfounded.web.pages.evidence import READERS, WRITERS

BOUND = (CLAIM, DISCLOSED)
"""The compartments whose papers are in a binder unless somebody chooses others."""


def _series(ask: Ask) -> str:
    asked = ask.request.GET.get("series") or ask.request.POST.get("series") or "ko"
    return asked if asked in SERIES else "ko"


def _rooms(ask: Ask, made: Projection) -> list[str]:
    chosen = [*ask.request.GET.getlist("room"), *ask.request.POST.getlist("room")]
    return [room for room in (chosen or BOUND) if room in made.compartments]


def _bound(ask: Ask, made: Projection) -> tuple[Bound, ...]:
    rooms = _rooms(ask, made)
    return papers.binder([paper for paper in papers.list_of(made) if paper.compartment in rooms], _series(ask))


@page("case/<case:case>/evidence/binder/", "evidence_binder", READERS)
def binder(ask: Ask) -> HttpResponse:
    """The table of exhibits, the certificates of translation and the list of hashes, on a page that prints."""
    made = ask.read()
    law = told(made, ()).law
    bound, rooms = _bound(ask, made), _rooms(ask, made)
    purpose = [("purpose", ask.on.purpose)] if len(ask.on.purposes) > 1 else []
    asked = urlencode([*purpose, ("series", _series(ask)), *(("room", room) for room in rooms)])
    return ask.render("evidence_binder.html", {
        "here": "evidence",
        "number": number_of(made.case, made.records),
        "rows": [
            {**shown.row(ask, b.paper, law), "latin": b.exhibit.latin, "ja": b.exhibit.japanese, "proposed": b.proposed,
             "pages": b.paper.copy.of if b.paper.copy else 0}
            for b in bound
        ],
        "proposed": any(b.proposed and b.paper.compartment in open_to(ask) for b in bound),
        "certificates": papers.certificates(bound, papers.list_of(made)),
        "hashes": papers.hash_list(bound),
        "series": [(key, ask.say(SERIES_WORDS[key]), key == _series(ask)) for key in SERIES],
        "chosen": rooms,
        "rooms": [(room, ask.say(ROOMS[room]), room in rooms) for room in ROOMS if room in made.compartments],
        "csv": f"/case/{ask.on.number}/evidence/binder.csv?{asked}",
        "sums": f"/case/{ask.on.number}/evidence/binder.sha256?{asked}",
        "numbering": address(ask, "evidence/binder/numbers/"),
        "back": address(ask, "evidence/"),
    })  # fmt: skip


@page("case/<case:case>/evidence/binder/numbers/", "evidence_numbers", WRITERS, ("POST",))
def numbers(ask: Ask) -> HttpResponse:
    """Put the proposed numbers on record, each as a step of its paper."""
    made, writes, txn = ask.read(), open_to(ask), ask.txn()
    for bound in _bound(ask, made):
        if bound.proposed and bound.paper.compartment in writes:
            said = {"series": bound.exhibit.series, "number": bound.exhibit.number}
            one = hashlib.sha256(txn + bound.paper.held.id).digest()[:16]
            papers.custody(
                ask.office, ask.member, ask.on.case, ask.on.purpose, bound.paper, "numbered", said, txn=one, now=ask.now
            )
    return ask.back(address(ask, "evidence/binder/"), "The numbers are on record.")


@page("case/<case:case>/evidence/binder.csv", "evidence_csv", READERS)
def table(ask: Ask) -> HttpResponse:
    """The table of exhibits as CSV; a spreadsheet works nothing out in it."""
    return _file(papers.as_csv(_bound(ask, ask.read())), "text/csv; charset=utf-8", "binder.csv", b"\xef\xbb\xbf")


@page("case/<case:case>/evidence/binder.sha256", "evidence_sums", READERS)
def sums(ask: Ask) -> HttpResponse:
    """The hashes of the originals, for `sha256sum --check`."""
    return _file(papers.hash_list(_bound(ask, ask.read())), "text/plain; charset=utf-8", "binder.sha256")


def _file(text: str, media: str, name: str, mark: bytes = b"") -> HttpResponse:
    given = HttpResponse(mark + text.encode(), content_type=media)
    given["Content-Disposition"] = f'attachment; filename="{name}"'
    return given
