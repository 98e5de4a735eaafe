"""The chain of custody, and the binder for a court."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.dossier import paper_samples as samples
from tests.dossier.conftest import NOW, Desk
from tests.dossier.paper_samples import PURPOSE, listed, original, take
from wellfounded import law
from wellfounded.dossier import papers
from wellfounded.dossier.papers.binder import COLUMNS, inert
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput, WrongCall


def _step(desk: Desk, paper: papers.Paper, step: str, txn: bytes = b"", **said: Any) -> bool:
    desk.txn += 1
    number = txn or b"step%08d" % desk.txn
    return papers.custody(
        desk.office, desk.lawyer, desk.case, PURPOSE, paper, step, said, txn=number, now=NOW
    )  # fmt: skip


def test_every_step_is_a_record_and_none_is_changed(desk: Desk) -> None:
    paper = take(desk, samples.pdf(1), told=papers.Told("Warrant", ("persecution",), "his sister", "by post")).paper
    _step(desk, paper, "seen", who="the lawyer", on="2026-11-21")
    _step(desk, paper, "translated", translator="A Translator", on="2026-11-22", certified=True, language="ja")
    _step(desk, paper, "objected", who="the defendant", on="2026-12-01", reason="no stamp")
    _step(desk, paper, "handed_out", to="the court", on="2026-12-02", what="original")
    _step(desk, paper, "returned", who="the court", on="2026-12-20")
    _step(desk, paper, "corrected", received_how="by hand", proves=["well_founded_fear"], reason="misheard")
    (made,) = listed(desk)
    assert [step.step for step in made.steps] == [
        "seen", "translated", "objected", "handed_out", "returned", "corrected"]  # fmt: skip
    assert made.told == papers.Told("Warrant", ("well_founded_fear",), "his sister", "by hand")
    assert made.last("objected").said["reason"] == "no stamp"  # type: ignore[union-attr]
    assert {step.actor for step in made.steps} == {desk.lawyer.id}
    # A step that was entered by mistake is taken back like any record.
    desk.add(Draft("claim", "strike", {"id": made.steps[-1].id}))
    (made,) = listed(desk)
    assert made.told.received_how == "by post"
    assert len(made.steps) == 5


def test_a_step_says_what_must_be_said_and_asked_twice_is_one(desk: Desk) -> None:
    paper = take(desk, samples.pdf(1)).paper
    assert _step(desk, paper, "seen", b"the same number", who="x", on="2026-11-21")
    assert not _step(desk, paper, "seen", b"the same number", who="x", on="2026-11-21")
    with pytest.raises(BadInput, match="is empty"):
        _step(desk, paper, "translated", translator="x")
    with pytest.raises(BadInput, match="not a day"):
        _step(desk, paper, "seen", who="x", on="yesterday")
    with pytest.raises(BadInput, match="too many"):
        _step(desk, paper, "seen", who="x" * 3000, on="2026-11-21")
    with pytest.raises(WrongCall):
        _step(desk, paper, "burnt", on="2026-11-21")
    with pytest.raises(WrongCall):
        _step(desk, paper, "seen", who="x", on="2026-11-21", sha256="x")
    for bad in ({"series": "xx", "number": 1}, {"series": "ko", "number": 0}, {"series": "ko", "number": "1"}):
        with pytest.raises((BadInput, WrongCall)):
            _step(desk, paper, "numbered", **bad)
    with pytest.raises(BadInput, match="not a day"):
        take(desk, samples.pdf(1), told=papers.Told(received_on="2026-13-01"))
    assert [step.step for step in listed(desk)[0].steps] == ["seen"]


def test_what_a_paper_proves_is_named_as_in_the_law() -> None:
    jp = law.find("jp")
    names = tuple(jp.elements)[:2]
    assert papers.proving([*names, names[0]], jp) == names
    with pytest.raises(BadInput, match="no element"):
        papers.proving(["the_truth"], jp)


def _filled(desk: Desk) -> tuple[papers.Paper, ...]:
    for number, title in enumerate(("Warrant", "=cmd|' /C calc'!A0", "Country report")):
        told = papers.Told(title, ("persecution",), citation="Report of 2024, p. 3" if number == 2 else "",
                           address="example.org" if number == 2 else "")  # fmt: skip
        take(desk, samples.pdf(number + 1), f"{number}.pdf", told=told)
    return listed(desk)


def test_a_binder_keeps_numbers_that_are_on_record_and_proposes_the_others(desk: Desk) -> None:
    first, second, third = _filled(desk)
    proposed = papers.binder([first, second, third])
    assert [(b.exhibit.japanese, b.exhibit.latin, b.proposed) for b in proposed] == [
        ("甲第1号証", "Ko-1", True), ("甲第2号証", "Ko-2", True), ("甲第3号証", "Ko-3", True)]  # fmt: skip
    _step(desk, third, "numbered", series="ko", number=1, branch=1)
    _step(desk, first, "numbered", series="ko", number=1, branch=2)
    bound = papers.binder(listed(desk))
    assert [(b.exhibit.japanese, b.exhibit.latin, b.paper.number, b.proposed) for b in bound] == [
        ("甲第1号証の1", "Ko-1-1", 3, False),
        ("甲第1号証の2", "Ko-1-2", 1, False),
        ("甲第2号証", "Ko-2", 2, True),
    ]
    _step(desk, second, "numbered", series="otsu", number=4)
    assert [b.exhibit.latin for b in papers.binder(listed(desk))] == ["Ko-1-1", "Ko-1-2"]
    assert [b.exhibit.japanese for b in papers.binder(listed(desk), "otsu")] == ["乙第4号証"]


def test_the_table_of_exhibits_is_complete_and_no_cell_works_anything_out(desk: Desk) -> None:
    first, *_ = _filled(desk)
    translation = take(desk, b"the translation", "ja.txt").paper
    _step(desk, first, "seen", who="@the lawyer", on="2026-11-21")
    _step(desk, first, "translated", translator="A Translator", on="2026-11-22", certified=True, language="ja",
          translation=translation.id)  # fmt: skip
    _step(desk, first, "objected", who="x", on="2026-12-01", reason="+no stamp")
    bound = papers.binder(listed(desk)[:3])
    row = papers.plain(bound[0])
    assert tuple(row) == COLUMNS
    assert row["certified"] == "yes"
    assert (row["proves"], row["pages"], row["sha256"]) == (
        "persecution", "1", hashlib.sha256(samples.pdf(1)).hexdigest())  # fmt: skip
    assert papers.plain(bound[2])["citation"] == "Report of 2024, p. 3"
    written = list(csv.DictReader(io.StringIO(papers.as_csv(bound))))
    assert [line["title"] for line in written] == ["Warrant", "'=cmd|' /C calc'!A0", "Country report"]
    assert (written[0]["original_seen_by"], written[0]["objection"]) == ("'@the lawyer", "'+no stamp")
    (certificate,) = papers.certificates(bound, listed(desk))
    assert (certificate.exhibit.latin, certificate.translator, certificate.certified) == ("Ko-1", "A Translator", True)
    assert certificate.sha256 == hashlib.sha256(b"the translation").hexdigest()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|x", "%x"])
def test_a_formula_is_inert(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    assert inert("") == ""
    assert inert("words = more") == "words = more"


def test_the_hash_list_is_checked_by_the_usual_tool(desk: Desk, tmp_path: Path) -> None:
    _filled(desk)
    bound = papers.binder(listed(desk))
    for row in bound:
        (tmp_path / papers.file_name(row)).write_bytes(original(desk, row.paper))
    (tmp_path / "SHA256SUMS").write_text(papers.hash_list(bound), encoding="utf-8")
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / papers.file_name(bound[1])).write_bytes(b"another")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1
