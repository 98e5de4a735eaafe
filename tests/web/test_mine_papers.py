"""The applicant's papers: a warning first, then the bytes as they were received, under a name that says nothing."""

from __future__ import annotations

from typing import Any

from tests.web.applicants import Someone, signed_in, someone
from wellfounded.dossier import files, office, papers
from wellfounded.web.instance import served as instance

TEXT = b"A letter about the case.\n"


def _with_paper(served: Any) -> tuple[Someone, str]:
    one, now = someone(served), instance().clock()
    papers.take_in(
        served.office, served.people["lawyer"], one.case, "representation", "claim", [TEXT],
        papers.Told(title="Letter of March"), name="refusal of Someone.txt", txn=office.new_id(), now=now, copied=False,
    )  # fmt: skip
    made = files.read(served.office, served.people["lawyer"], one.case, "representation", now, record=False)
    return one, papers.list_of(made)[0].id


def test_a_paper_is_given_after_a_warning_that_says_what_a_telephone_keeps(served: Any) -> None:
    one, paper = _with_paper(served)
    client = signed_in(one)
    assert "Letter of March" in client.get("/").content.decode()
    warned = client.post("/", {"act": "paper", "paper": paper}).content.decode()
    assert "Your telephone keeps a copy." in warned
    assert "Leave this page" in warned
    given = client.post("/", {"act": "take", "paper": paper})
    assert given.content == TEXT
    assert given.headers["Content-Disposition"] == 'attachment; filename="1.txt"'
    assert given.headers["Content-Type"] == "application/octet-stream"
    assert given.headers["Cache-Control"] == "no-store"


def test_a_paper_of_another_file_is_none(served: Any) -> None:
    _, paper = _with_paper(served)
    client = signed_in(someone(served))
    for act in ("paper", "take"):
        answer = client.post("/", {"act": act, "paper": paper})
        assert answer.status_code == 400
        assert "There is no such paper in your file." in answer.content.decode()


def test_that_a_paper_was_read_is_on_record_and_not_as_another_reader_s(served: Any) -> None:
    one, paper = _with_paper(served)
    client = signed_in(one)
    client.post("/", {"act": "take", "paper": paper})
    assert "Nobody but you." in client.get("/").content.decode()
    seen = files.who_saw(served.office, served.people["lawyer"], one.case, instance().clock())
    assert any(line.kind == "read" and line.actor == one.member.id and line.compartment == "claim" for line in seen)
