"""Papers in backups, erasure and bundles; and a name in a paper that is nowhere in clear."""

from __future__ import annotations

import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.dossier import paper_samples as samples
from tests.dossier.canary import CANARY, Search
from tests.dossier.conftest import CHEAP, NOW, Desk, restored
from tests.dossier.paper_samples import PURPOSE, listed, original, parts, shown, take
from wellfounded.dossier import bundle, files, keeping, logbook, papers, verify
from wellfounded.dossier.papers.enclosures import PART, Arriving
from wellfounded.dossier.records import Draft
from wellfounded.logic.errors import BadInput

LONG = f"{CANARY} wrote this. ".encode() * 100_000


def _filled(desk: Desk) -> tuple[papers.Paper, ...]:
    take(desk, LONG, f"{CANARY}.txt", told=papers.Told(CANARY, received_from=CANARY))
    take(desk, samples.photo(), "a.jpg")
    take(desk, samples.pdf(2), "counsel.pdf", "privileged")
    return listed(desk)


def test_a_backup_restores_papers_into_either_store_without_what_was_on_its_way(desk: Desk, tmp_path: Path) -> None:
    made = _filled(desk)
    before = parts(desk)
    with desk.office.store.reading(office=True) as rows:
        from wellfounded.dossier.chains import Chain, compartment_key

        key = compartment_key(desk.office, rows, desk.case, "claim")
    assert key is not None
    Arriving(desk.office, desk.lawyer, Chain(desk.case, "claim", key), "2026-11-23T12:00:00Z").add(bytes(20 * PART))
    assert parts(desk) > before
    logbook.checkpoint(desk.office, NOW)
    for there in restored(desk, tmp_path):
        report = verify.verify(verify.read(str(tmp_path / "backup.db")), desk.office.key)
        assert (report.faults, report.papers) == ((), 6)
        assert listed(there) == made
        assert original(there, made[0]) == LONG
        assert shown(there, made[2], 2) == shown(desk, made[2], 2)
        assert parts(there) == before
        take(there, b"more words", "b.txt")


def test_an_erased_compartment_shows_and_opens_no_paper_and_the_log_verifies(desk: Desk) -> None:
    made = _filled(desk)
    logbook.checkpoint(desk.office, NOW)
    keeping.erase(desk.office, None, desk.case, "asked for", NOW, ["claim"])
    assert [paper.label for paper in listed(desk)] == ["privileged 1"]
    for paper in made[:2]:
        with pytest.raises(BadInput):
            original(desk, paper)
        with pytest.raises(BadInput):
            shown(desk, paper)
    with pytest.raises(BadInput, match="erased"):
        take(desk, b"words", "b.txt")
    assert original(desk, made[2]) == samples.pdf(2)
    assert logbook.examine(desk.office.store, desk.office.key).faults == ()


def test_a_name_in_a_paper_is_nowhere_in_clear(desk: Desk, search: Search, tmp_path: Path) -> None:
    made = _filled(desk)
    for refused, name in ((LONG + samples.EICAR, "a.txt"), (b"MZ" + LONG, f"{CANARY}.exe")):
        with pytest.raises(papers.Unfit):
            take(desk, refused, name)
    assert original(desk, made[0]) == LONG
    assert CANARY.encode() in shown(desk, made[0])
    with pytest.raises(BadInput) as told:
        take(desk, LONG, f"{CANARY}.txt", limits=papers.Limits(paper=1 << 20))
    sealed = bundle.export(desk.office, desk.lawyer, desk.case, PURPOSE, ["claim"], NOW, passphrase="a passphrase here",
                           cost=CHEAP)  # fmt: skip
    (tmp_path / "case.wfb").write_bytes(sealed)
    keeping.backup(desk.office.store, str(tmp_path / "backup.db"))
    search.finds_nothing(str(told.value))


def test_the_store_tells_the_length_of_a_paper_only_to_the_next_part(embedded: Desk) -> None:
    for size in (10, 50_000):
        take(embedded, b"x" * size, "a.txt", copied=False)
    with embedded.office.store.reading(office=True) as rows:
        assert rows.all("SELECT DISTINCT parts FROM enclosure") == [(1,)]
        assert rows.all("SELECT DISTINCT length(sealed) FROM part") == [(PART + 28,)]
        # Beside that, no record says in clear that it is of a paper.
        assert rows.all("SELECT DISTINCT kind FROM event WHERE compartment = 'claim'") == [("record",)]


# Bundles.


def _sealed(desk: Desk, *compartments: str) -> bytes:
    return bundle.export(
        desk.office, desk.lawyer, desk.case, PURPOSE, compartments or ["claim", "privileged"], NOW,
        passphrase="a passphrase here", cost=CHEAP,
    )  # fmt: skip


def test_papers_go_along_in_a_bundle(desk: Desk) -> None:
    made = _filled(desk)
    raw = _sealed(desk)
    assert raw.startswith(b"wellfounded-bundle 2\n")
    opened = bundle.unseal(raw, "a passphrase here")
    there = opened.papers()
    assert [(p.label, p.name, p.held, p.copy) for p in there] == [(p.label, p.name, p.held, p.copy) for p in made]
    for paper, here in zip(there, made, strict=True):
        assert b"".join(opened.paper(paper.held)) == original(desk, here)
    copy = there[2].copy
    assert copy is not None
    assert copy.held is not None
    whole = b"".join(opened.paper(copy.held))
    page = copy.pages[1]
    assert whole[page.start : page.start + page.size] == shown(desk, made[2], 2)


def test_only_papers_of_the_compartments_that_are_named_go_along_and_none_that_was_taken_back(desk: Desk) -> None:
    made = _filled(desk)
    desk.add(Draft("claim", "strike", {"id": made[1].record}))
    opened = bundle.unseal(_sealed(desk, "claim"), "a passphrase here")
    assert [paper.label for paper in opened.papers()] == ["claim 1"]
    assert {p.id for p in opened.papers()} == {made[0].id}
    assert not any(record["body"].get("type") == "jpeg" for record in opened.records)
    with pytest.raises(BadInput, match="did not go along"):
        next(opened.paper(made[2].held))


def test_a_bundle_without_papers_is_one_that_older_programs_open(embedded: Desk) -> None:
    _filled(embedded)
    raw = _sealed(embedded, "identity")
    assert raw.startswith(bundle.MAGIC)
    assert bundle.unseal(raw, "a passphrase here").papers() == ()


def test_changed_parts_of_a_bundle_do_not_open(embedded: Desk) -> None:
    made = _filled(embedded)
    raw = _sealed(embedded)
    size = bundle.SEALED
    start = raw.index(b"\n", len(bundle.MAGIC)) + 1
    parts_at = start + 8 + int.from_bytes(raw[start : start + 8], "big")
    swapped = raw[:parts_at] + raw[parts_at + size : parts_at + 2 * size] + raw[parts_at : parts_at + size]
    swapped += raw[parts_at + 2 * size :]
    for broken in (swapped, raw[: parts_at + 9] + b"x" + raw[parts_at + 10 :]):
        opened = bundle.unseal(broken, "a passphrase here")
        with pytest.raises(papers.Broken):
            list(opened.paper(made[0].held))
    for cut in (raw[:-1], raw[:-size], raw + b"x", raw[: start + 3], raw.replace(b"bundle 2", b"bundle 1")):
        with pytest.raises(BadInput):
            bundle.unseal(cut, "a passphrase here")


def test_a_bundle_is_written_a_little_at_a_time_and_is_on_record_before_it_leaves(embedded: Desk) -> None:
    _filled(embedded)
    made = bundle.pieces(embedded.office, embedded.lawyer, embedded.case, PURPOSE, ["claim"], NOW,
                         passphrase="a passphrase here", cost=CHEAP)  # fmt: skip
    first = next(made)
    seen = files.who_saw(embedded.office, embedded.lawyer, embedded.case, NOW + timedelta(hours=1))
    assert [s.compartment for s in seen if s.kind == "export"] == ["claim"]
    rest = list(made)
    assert {len(piece) for piece in rest} == {bundle.SEALED}
    assert bundle.unseal(first + b"".join(rest), "a passphrase here").papers()


def test_without_what_draws_copies_a_paper_is_kept(
    embedded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation without the packages that draw: Python with nothing beside its own library."""
    from wellfounded.dossier.papers import copying

    bare = shutil.which("python3", path="/usr/bin") or sys.base_prefix + "/bin/python3"
    monkeypatch.setattr(sys, "executable", bare)
    alone = tmp_path / "copyist.py"
    alone.write_text("import sys\nsys.path = [p for p in sys.path if 'packages' not in p]\n"
                     + copying.COPYIST.read_text(encoding="utf-8").replace("from __future__ import annotations\n", ""),
                     encoding="utf-8")  # fmt: skip
    got: list[bytes] = []
    made = copying.copy([samples.pdf(1)], "pdf", got.append, copyist=alone)
    assert (made.why_not, got) == ("no_library", [])
