"""The papers of the story's case in the demonstration office: invented, and marked as such on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from wellfounded.dossier import papers
from wellfounded.dossier.kinds import draft
from wellfounded.dossier.members import Member
from wellfounded.dossier.office import Office, new_id
from wellfounded.dossier.papers import Told
from wellfounded.dossier.records import Draft

PURPOSE = "representation"
LETTER = "STATEMENT (invented)\n\nThis paper stands here so that an office can see what a paper looks like.\n"
NOTICE = ("NOTICE OF THE REFUSAL (invented)", "What the agency wrote stands in the judgment.")


def take_in(made: Office, lawyer: Member, case: bytes, now: datetime) -> None:
    """Take two papers in: the notice of the refusal, translated, and a statement whose original somebody saw."""
    came = (now - timedelta(40)).date().isoformat()
    notice = Told("Notice of the refusal (invented)", (), "the client (invented)", "by hand", came, language="Japanese")
    statement = Told("Statement of a friend (invented)", ("well_founded_fear",), "the friend (invented)",
                     "by registered post", came, "the lawyer", "Arabic")  # fmt: skip
    first = papers.take_in(made, lawyer, case, PURPOSE, "claim", [page(NOTICE)], notice, name="notice.pdf",
                           txn=new_id(), now=now)  # fmt: skip
    papers.take_in(made, lawyer, case, PURPOSE, "claim", [LETTER.encode()], statement, name="statement.txt",
                   txn=new_id(), now=now)  # fmt: skip
    said = {"translator": "T. Translator (invented)", "on": came, "language": "English", "certified": True}
    papers.custody(made, lawyer, case, PURPOSE, first.paper, "translated", said, txn=new_id(), now=now)


def cited() -> list[Draft]:
    """Country information that the story's case cites."""
    told = {
        "citation": "A report on the country (invented), page 3",
        "passage": "The police do not act (invented).",
        "proves": ["no_protection"],
    }
    return [draft("cites", told)]


def page(lines: Sequence[str]) -> bytes:
    """A PDF of one page with some lines."""
    shown = b" ".join(b"(%s) Tj 0 -30 Td" % line.encode("ascii") for line in lines)
    drawn = b"BT /F1 16 Tf 72 760 Td " + shown + b" ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return made + head + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(made),
    )  # fmt: skip
